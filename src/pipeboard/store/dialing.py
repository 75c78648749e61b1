"""Which calls are to be made, and in which order."""

from datetime import timedelta
from typing import Any

from sqlalchemy import Connection, and_, case, func, or_, select

from pipeboard.domain.dialing import Why
from pipeboard.domain.followups import CALL, CALL_BACKS
from pipeboard.store import schema
from pipeboard.store.dues import Present, by_due, overdue, up_to

_item = schema.follow_up
_DAY = timedelta(days=1)
_FARTHEST = 2 * _DAY
"""No zone's date of a timed follow-up is farther than this from another's."""


def calls(
    connection: Connection, present: Present, *, assignee: str | None, pipeline_id: int | None
) -> list[tuple[int, Why]]:
    """The calls that are overdue or due today, each with why it is pressing, in that order.

    One of which the last call ended with "call back" comes first, unless a time is agreed that has
    not come yet.
    """
    why = _why(present)
    wanted: list[Any] = [
        _item.c.done_at.is_(None),
        _item.c.due_on <= present.today + _FARTHEST,
        func.lower(_item.c.type) == CALL,
        up_to(_item, present.today, present),
    ]
    if assignee is not None:
        wanted.append(_item.c.assignee == assignee)
    if pipeline_id is not None:
        of_pipeline = select(schema.deal.c.id).where(schema.deal.c.pipeline_id == pipeline_id)
        wanted.append(_item.c.deal_id.in_(of_pipeline))
    order = why, *by_due(_item, present.offsets)
    query = select(_item.c.id, why.label("why")).where(*wanted).order_by(*order)
    known = list(Why)
    return [(row.id, known[row.why]) for row in connection.execute(query)]


def _why(present: Present) -> Any:
    """The place among the reasons of the first that holds."""
    came_of = case(
        (_item.c.deal_id.is_not(None), _last_outcome("deal_id")),
        else_=_last_outcome("contact_id"),
    )
    timed = _item.c.due_at.is_not(None)
    begin = present.end_of(present.today - _DAY)
    waits = or_(~timed, _item.c.due_at <= present.now)
    places = {each: place for place, each in enumerate(Why)}
    return case(
        (and_(waits, came_of.in_(CALL_BACKS)), places[Why.CALL_BACK]),
        (
            and_(timed, _item.c.due_at >= begin, _item.c.due_at <= present.now),
            places[Why.DUE_NOW],
        ),
        (overdue(_item, present), places[Why.OVERDUE]),
        else_=places[Why.TODAY],
    )


def _last_outcome(on: str) -> Any:
    """What came of the last call on the same deal or with the same contact, as a subquery."""
    past = _item.alias(f"past_{on}")
    return (
        select(func.lower(past.c.outcome))
        .where(past.c[on] == _item.c[on], past.c.done_at.is_not(None))
        .where(func.lower(past.c.type) == CALL)
        .order_by(past.c.done_at.desc(), past.c.id.desc())
        .limit(1)
        .correlate(_item)
        .scalar_subquery()
    )
