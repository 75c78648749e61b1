"""Whom to call: the agenda, its counts, and the deals that would be forgotten."""

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from pipeboard.domain.agenda import (
    Agenda,
    AgendaItem,
    AgendaSection,
    Booked,
    Counts,
    Stepless,
    When,
    when,
)
from pipeboard.domain.followups import end_of_day, state
from pipeboard.service.presence import present
from pipeboard.service.workspace import Workspace
from pipeboard.store import followups as store
from pipeboard.store.dues import Present

if TYPE_CHECKING:
    from pipeboard.domain.filterterms import Filter
    from pipeboard.store.database import Connection

DONE_STAYS = timedelta(minutes=5)
"""So long what is done stays in its place in the agenda."""
_MOST_DONE = 300


def agenda(
    ws: Workspace,
    *,
    everyone: bool = False,
    days: int | None = None,
    day: date | None = None,
    pipeline_id: int | None = None,
    filter_: "Filter | None" = None,
    done: bool = False,
    limit: int | None = None,
) -> Agenda:
    """Open follow-ups in sections by when they are due.

    Mine, or everybody's; up to ``days`` days from today, or on one ``day`` alone, when given; those
    that match a filter; the first ``limit`` by due date. With ``done`` those that were finished a
    moment ago are in their place too.
    """
    at = present(ws)
    until = day if days is None else at.today + timedelta(days=days)
    who = None if everyone else ws.actor
    with ws.read() as connection:
        conditions = _conditions(connection, ws, filter_, at)
        items = store.agenda(
            connection,
            at,
            assignee=who,
            first=day,
            until=until,
            pipeline_id=pipeline_id,
            limit=limit,
            conditions=conditions,
        )
        if done:
            finished = store.lately_done(
                connection,
                at,
                since=at.now - DONE_STAYS,
                assignee=who,
                limit=_MOST_DONE,
                conditions=conditions,
            )
            items = _among(items, finished, at, day, whole=limit is None or len(items) < limit)
    sorted_in: dict[When, list[AgendaItem]] = {section: [] for section in When}
    for item in items:
        planned = item.follow_up
        due = state(planned.due_on, planned.due_at, at.now, at.zone)
        sorted_in[when(due, item.due_on, at.today)].append(item)
    return Agenda(
        tuple(AgendaSection(section, tuple(found)) for section, found in sorted_in.items())
    )


def counts(ws: Workspace, *, everyone: bool = False) -> Counts:
    """How many follow-ups are overdue, and how many are due today."""
    at = present(ws)
    with ws.read() as connection:
        who = None if everyone else ws.actor
        return store.counts(connection, at, who)


def stepless(
    ws: Workspace,
    *,
    everyone: bool = False,
    pipeline_id: int | None = None,
    filter_: "Filter | None" = None,
    limit: int | None = None,
) -> tuple[list[Stepless], int]:
    """Open deals without a next step, those left alone longest first, and how many there are.

    Mine and nobody's, or everybody's; those that match a filter; the first ``limit``.
    """
    from pipeboard.service.boards import EVERYTHING, conditions
    from pipeboard.store import stepless as queries

    owner = None if everyone else ws.actor
    with ws.read() as connection:
        wanted = conditions(connection, ws, filter_ or EVERYTHING, present(ws))
        found = queries.stepless(
            connection, owner=owner, pipeline_id=pipeline_id, conditions=wanted, limit=limit
        )
        if limit is None or len(found) < limit:
            return found, len(found)
        return found, queries.count(
            connection, owner=owner, pipeline_id=pipeline_id, conditions=wanted
        )


def per_day(
    ws: Workspace,
    first: date | None,
    last: date | None,
    *,
    everyone: bool = False,
    filter_: "Filter | None" = None,
) -> dict[date, Booked]:
    """How many open follow-ups are due on each day of a span, of those that have some.

    Without a ``first`` or a ``last`` day the span has no such end.
    """
    at = present(ws)
    with ws.read() as connection:
        return store.per_day(
            connection,
            at,
            first=first,
            last=last,
            assignee=None if everyone else ws.actor,
            conditions=_conditions(connection, ws, filter_, at),
        )


def matching(ws: Workspace, *, everyone: bool = False, filter_: "Filter | None" = None) -> int:
    """How many open follow-ups there are that match a filter: mine, or everybody's."""
    found = per_day(ws, None, None, everyone=everyone, filter_=filter_)
    return sum(booked.count for booked in found.values())


def _conditions(
    connection: "Connection", ws: Workspace, filter_: "Filter | None", at: Present
) -> Any:
    if filter_ is None or filter_.empty:
        return ()
    from pipeboard.service.boards import with_me
    from pipeboard.store import agendafilters

    return agendafilters.conditions(connection, with_me(filter_, ws.actor), at)


def _among(
    items: list[AgendaItem],
    finished: list[AgendaItem],
    at: Present,
    day: date | None,
    *,
    whole: bool,
) -> list[AgendaItem]:
    """Both by when they are due; of what is finished nothing beyond the last one that was read."""

    def due(item: AgendaItem) -> tuple[float, bool, int]:
        planned = item.follow_up
        end = planned.due_at or end_of_day(planned.due_on, at.zone)
        return end.timestamp(), planned.due_at is not None, planned.id

    wanted = [item for item in finished if day is None or item.due_on == day]
    if not whole and items:
        last = due(items[-1])
        wanted = [item for item in wanted if due(item) < last]
    return sorted([*items, *wanted], key=due) if wanted else items
