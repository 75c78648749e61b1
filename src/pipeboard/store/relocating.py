"""Whole lanes of deals at once: who is in a stage that goes, splits or joins another."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Connection, func, select

from pipeboard.domain.deals import StageVisit, Status
from pipeboard.store import schema
from pipeboard.store.batching import batches

_deal, _visit = schema.deal, schema.stage_visit


@dataclass(frozen=True, slots=True)
class Lodger:
    """A deal in a stage: only what a move of it changes, and its stay that has not ended."""

    id: int
    title: str
    status: Status
    pipeline_id: int
    stage_id: int
    rank: str
    touched_on: date | None
    visit: StageVisit | None


def lodgers(
    connection: Connection,
    stage_ids: Iterable[int],
    statuses: Collection[Status],
    conditions: Sequence[ColumnElement[bool]] = (),
) -> list[Lodger]:
    """The deals in some stages that have one of the statuses, by stage and from the top of each.

    However many there are, they are read by two queries.
    """
    ids = list(stage_ids)
    here = _deal.c.stage_id.in_(ids), _deal.c.status.in_(list(statuses))
    stays = (
        select(_visit)
        .join(_deal, _deal.c.id == _visit.c.deal_id)
        .where(*here, _visit.c.left_on.is_(None))
        .order_by(_visit.c.id)
    )
    visits = {row["deal_id"]: StageVisit(**row) for row in connection.execute(stays).mappings()}
    columns = (
        *(_deal.c.id, _deal.c.title, _deal.c.status, _deal.c.pipeline_id, _deal.c.stage_id),
        *(_deal.c.rank, _deal.c.touched_on),
    )
    query = select(*columns).where(*here, *conditions).order_by(_deal.c.rank, _deal.c.id)
    place = {stage_id: number for number, stage_id in enumerate(ids)}
    found = [
        Lodger(**{**row, "status": Status(row["status"])}, visit=visits.get(row["id"]))
        for row in connection.execute(query).mappings()
    ]
    return sorted(found, key=lambda lodger: place[lodger.stage_id])


def numbers(connection: Connection, stage_ids: Iterable[int]) -> dict[tuple[int, Status], int]:
    """How many deals of each status are in each of these stages, where there are some."""
    query = (
        select(_deal.c.stage_id, _deal.c.status, func.count())
        .where(_deal.c.stage_id.in_(list(stage_ids)))
        .group_by(_deal.c.stage_id, _deal.c.status)
    )
    return {
        (stage_id, Status(status)): count for stage_id, status, count in connection.execute(query)
    }


def bottom_rank(connection: Connection, stage_id: int, statuses: Collection[Status]) -> str | None:
    """The rank of the last of the deals of these statuses in a stage, None when there is none."""
    query = select(func.max(_deal.c.rank)).where(
        _deal.c.stage_id == stage_id, _deal.c.status.in_(list(statuses))
    )
    return connection.execute(query).scalar()


def stranded(connection: Connection) -> tuple[str, int] | None:
    """A deal that is to be sold in a stage that was removed, if any: its title, and the stage."""
    stage = schema.stage
    gone = select(stage.c.id).where(stage.c.removed_on.is_not(None))
    query = (
        select(_deal.c.title, _deal.c.stage_id)
        .where(_deal.c.stage_id.in_(gone), _deal.c.status.in_([Status.OPEN, Status.NURTURE]))
        .limit(1)
    )
    row = connection.execute(query).first()
    return None if row is None else (row.title, row.stage_id)


def divided(connection: Connection, visit_ids: Iterable[int]) -> tuple[str, int] | None:
    """An open deal with one of these stays, not ended, in another stage than its own, if any.

    Its title, and the stage of the stay.
    """
    for part in batches(visit_ids):
        query = (
            select(_deal.c.title, _visit.c.stage_id)
            .join(_visit, _visit.c.deal_id == _deal.c.id)
            .where(
                _visit.c.id.in_(part),
                _visit.c.left_on.is_(None),
                _visit.c.stage_id != _deal.c.stage_id,
                _deal.c.status == Status.OPEN,
            )
            .limit(1)
        )
        row = connection.execute(query).first()
        if row is not None:
            return row.title, row.stage_id
    return None
