"""Whom to call: the agenda and its counts."""

from datetime import timedelta

from pipeboard.domain.agenda import Agenda, AgendaItem, AgendaSection, Counts, When, when
from pipeboard.service.workspace import Workspace
from pipeboard.store import followups as store
from pipeboard.store.dues import Present


def present(ws: Workspace) -> Present:
    """The moment that a look at the database tells states against."""
    now = ws.now()
    return Present(now, now.astimezone(ws.zone).date(), ws.zone)


def agenda(
    ws: Workspace,
    *,
    everyone: bool = False,
    days: int | None = None,
    pipeline_id: int | None = None,
    limit: int | None = None,
) -> Agenda:
    """Open follow-ups in sections by when they are due.

    Mine, or everybody's; up to ``days`` days from today when given; the first ``limit`` by due date.
    """
    at = present(ws)
    until = None if days is None else at.today + timedelta(days=days)
    with ws.read() as connection:
        items = store.agenda(
            connection,
            at,
            assignee=None if everyone else ws.actor,
            until=until,
            pipeline_id=pipeline_id,
            limit=limit,
        )
    sorted_in: dict[When, list[AgendaItem]] = {section: [] for section in When}
    for item in items:
        sorted_in[when(item.state, item.due_on, at.today)].append(item)
    return Agenda(
        tuple(AgendaSection(section, tuple(found)) for section, found in sorted_in.items())
    )


def counts(ws: Workspace, *, everyone: bool = False) -> Counts:
    """How many follow-ups are overdue, and how many are due today."""
    at = present(ws)
    with ws.read() as connection:
        who = None if everyone else ws.actor
        return store.counts(connection, at, who)
