"""Reading what a person is to be reminded of, and what comes next."""

from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import Connection, select

from pipeboard.store import schema
from pipeboard.store.dues import Present, by_due, overdue

_item = schema.follow_up


class Reminded(NamedTuple):
    """An open follow-up, as much of it as says when to remind of it."""

    id: int
    due_on: date
    due_at: datetime | None
    reminder: int | None


def open_ones(
    connection: Connection, assignee: str, *, since: date | None, all_: bool
) -> list[Reminded]:
    """Open follow-ups of a person that have a reminder, or all; those due since a date when given."""
    query = select(_item.c.id, _item.c.due_on, _item.c.due_at, _item.c.reminder).where(
        _item.c.done_at.is_(None), _item.c.assignee == assignee
    )
    if not all_:
        query = query.where(_item.c.reminder.is_not(None))
    if since is not None:
        query = query.where(_item.c.due_on >= since)
    return [Reminded(*row) for row in connection.execute(query)]


def next_id(
    connection: Connection, present: Present, assignee: str | None, pipeline_id: int | None
) -> int | None:
    """The id of the open follow-up that is due next and not overdue; None when there is none."""
    wanted = [_item.c.done_at.is_(None), ~overdue(_item, present)]
    if assignee is not None:
        wanted.append(_item.c.assignee == assignee)
    if pipeline_id is not None:
        deal = schema.deal
        of_pipeline = select(deal.c.id).where(deal.c.pipeline_id == pipeline_id)
        wanted.append(_item.c.deal_id.in_(of_pipeline))
    query = select(_item.c.id).where(*wanted).order_by(*by_due(_item, present.offsets)).limit(1)
    found: int | None = connection.execute(query).scalar()
    return found
