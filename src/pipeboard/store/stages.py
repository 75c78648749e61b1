"""Reading pipelines and stages."""

from sqlalchemy import Connection, select

from pipeboard.domain.stages import Pipeline, Stage, StageKind, StageRule
from pipeboard.store.schema import pipeline, stage


def pipelines(connection: Connection) -> list[Pipeline]:
    """Every pipeline, in order."""
    query = select(pipeline).order_by(pipeline.c.rank, pipeline.c.id)
    return [Pipeline(**row) for row in connection.execute(query).mappings()]


def stages(connection: Connection, pipeline_id: int | None = None) -> tuple[Stage, ...]:
    """The stages of a pipeline in order, or of all pipelines."""
    query = select(stage).order_by(stage.c.pipeline_id, stage.c.rank, stage.c.id)
    if pipeline_id is not None:
        query = query.where(stage.c.pipeline_id == pipeline_id)
    return tuple(
        Stage(**{**row, "kind": StageKind(row["kind"]), "rule": StageRule(row["rule"])})
        for row in connection.execute(query).mappings()
    )
