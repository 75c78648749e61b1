"""Reading pipelines and stages."""

from sqlalchemy import Connection, select

from pipeboard.domain.stages import Pipeline, Stage, StageKind, StageRule
from pipeboard.store.schema import pipeline, stage


def pipelines(connection: Connection, *, removed: bool = False) -> list[Pipeline]:
    """Every pipeline, in order; with ``removed`` also those that were."""
    query = select(pipeline).order_by(pipeline.c.rank, pipeline.c.id)
    if not removed:
        query = query.where(pipeline.c.removed_on.is_(None))
    return [Pipeline(**row) for row in connection.execute(query).mappings()]


def stages(
    connection: Connection, pipeline_id: int | None = None, *, removed: bool = False
) -> tuple[Stage, ...]:
    """The stages of a pipeline in order, or of all pipelines; with ``removed`` also those that were."""
    query = select(stage).order_by(stage.c.pipeline_id, stage.c.rank, stage.c.id)
    if pipeline_id is not None:
        query = query.where(stage.c.pipeline_id == pipeline_id)
    if not removed:
        query = query.where(stage.c.removed_on.is_(None))
    return tuple(
        Stage(**{**row, "kind": StageKind(row["kind"]), "rule": StageRule(row["rule"])})
        for row in connection.execute(query).mappings()
    )


def get(connection: Connection, stage_id: int) -> Stage:
    """The stage with an id; raises NotFound, which says who removed it."""
    found = next((each for each in stages(connection) if each.id == stage_id), None)
    if found is None:
        from pipeboard.store import gone

        raise gone.stage(connection, stage_id)
    return found


def get_pipeline(connection: Connection, pipeline_id: int) -> Pipeline:
    """The pipeline with an id; raises NotFound, which says who removed it."""
    found = next((each for each in pipelines(connection) if each.id == pipeline_id), None)
    if found is None:
        from pipeboard.store import gone

        raise gone.pipeline(connection, pipeline_id)
    return found
