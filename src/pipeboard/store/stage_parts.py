"""Reading what belongs to stages: exit criteria, and what a post-sale stage offers."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any, TypeVar

from sqlalchemy import Connection, Table, select

from pipeboard.domain.aftersale import Anchor, StageFollowUp
from pipeboard.domain.criteria import Criterion, CriterionKind
from pipeboard.store.schema import exit_criterion, stage_follow_up

_Part = TypeVar("_Part", Criterion, StageFollowUp)


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
