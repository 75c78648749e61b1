"""Finding deals by a part of their title, and the titles that begin in some way."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import ColumnElement, Connection, exists, func, literal, select

from pipeboard.domain.deals import Status
from pipeboard.store import schema
from pipeboard.store.dialects import contains, fold

_deal, _item = schema.deal, schema.follow_up


def ids_titled(
    connection: Connection,
    part: str,
    *,
    whole: bool = False,
    statuses: Collection[Status] = tuple(Status),
    planned: bool = False,
    pipeline_id: int | None = None,
    limit: int = 10,
) -> list[tuple[int, str]]:
    """Ids and titles of deals whose title contains ``part``, or is ``part`` with ``whole``.

    Whatever the case. ``planned`` asks for those with an open follow-up.
    """
    among = _among(statuses, planned=planned, pipeline_id=pipeline_id)
    title = _deal.c.title
    match = fold(title) == fold(literal(part)) if whole else contains(title, part)
    query = select(_deal.c.id, title).where(match, *among).order_by(_deal.c.id).limit(limit)
    return [(row.id, row.title) for row in connection.execute(query)]


def titles_beginning(
    connection: Connection, start: str, *, statuses: Collection[Status], planned: bool, limit: int
) -> list[str]:
    """Distinct titles that begin with ``start``, whatever the case, in order."""
    begins = func.substr(fold(_deal.c.title), 1, func.length(fold(literal(start))))
    query = (
        select(_deal.c.title)
        .where(*_among(statuses, planned=planned, pipeline_id=None))
        .where(begins == fold(literal(start)))
        .group_by(_deal.c.title)
        .order_by(_deal.c.title)
        .limit(limit)
    )
    return list(connection.execute(query).scalars())


def _among(
    statuses: Collection[Status], *, planned: bool, pipeline_id: int | None
) -> list[ColumnElement[bool]]:
    conditions: list[Any] = [_deal.c.status.in_(list(statuses))]
    if planned:
        mine = (_item.c.deal_id == _deal.c.id) & _item.c.done_at.is_(None)
        conditions.append(exists().where(mine))
    if pipeline_id is not None:
        conditions.append(_deal.c.pipeline_id == pipeline_id)
    return conditions
