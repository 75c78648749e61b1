"""Reading pipelines, stages and what belongs to them."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any, TypeVar

from sqlalchemy import Connection, Table, select

from pipeboard.domain.aftersale import Anchor, StageFollowUp
from pipeboard.domain.criteria import Criterion, CriterionKind
from pipeboard.domain.stages import Pipeline, Stage, StageKind, StageRule
from pipeboard.store.schema import exit_criterion, pipeline, stage, stage_follow_up

_Part = TypeVar("_Part", Criterion, StageFollowUp)


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


def criteria(connection: Connection, stage_ids: Iterable[int]) -> dict[int, tuple[Criterion, ...]]:
    """The exit criteria of each stage that has some, in order."""
    found = [
        Criterion(**{**row, "kind": CriterionKind(row["kind"])})
        for row in _of_stages(connection, exit_criterion, stage_ids)
    ]
    return _by_stage(found)


def follow_ups(
    connection: Connection, stage_ids: Iterable[int]
) -> dict[int, tuple[StageFollowUp, ...]]:
    """What each post-sale stage offers for a won deal, in order."""
    found = [
        StageFollowUp(**{**row, "anchor": Anchor(row["anchor"])})
        for row in _of_stages(connection, stage_follow_up, stage_ids)
    ]
    return _by_stage(found)


def _of_stages(connection: Connection, table: Table, stage_ids: Iterable[int]) -> Iterable[Any]:
    query = (
        select(table)
        .where(table.c.stage_id.in_(list(stage_ids)))
        .order_by(table.c.rank, table.c.id)
    )
    return connection.execute(query).mappings()


def _by_stage(parts: Iterable[_Part]) -> dict[int, tuple[_Part, ...]]:
    found: dict[int, list[_Part]] = defaultdict(list)
    for part in parts:
        found[part.stage_id].append(part)
    return {stage_id: tuple(several) for stage_id, several in found.items()}
