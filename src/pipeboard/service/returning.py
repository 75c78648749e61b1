"""Deals that come back from nurture on their day: looked for whenever a database is opened.

So nothing is loaded here but what it takes to see that there are none.
"""

from collections.abc import Sequence
from contextlib import suppress
from datetime import date, time
from itertools import groupby
from typing import TYPE_CHECKING

from pipeboard.domain.changes import PRODUCT, Step, StepKind
from pipeboard.domain.statuses import Status
from pipeboard.errors import Conflict, PipeboardError
from pipeboard.service.workspace import Workspace
from pipeboard.store import nurture as queries
from pipeboard.store.database import Connection, Draft

if TYPE_CHECKING:
    from pipeboard.domain.deals import Deal

_MANY = 20
"""More deals than this come back by a step for each day, not for each deal."""


def bring_back(ws: Workspace) -> list[Step]:
    """Brings back every deal whose day has come; returns the steps that did it.

    Each is by the product, of the day that the deal waited for, with a follow-up for the deal's
    owner. What somebody has put off anew by taking such a step back stays off. Nothing is raised:
    what cannot be written now is written by whoever opens the database next.
    """
    written: list[Step] = []
    if ws.database.only_read is not None:
        return written
    with suppress(PipeboardError):
        with ws.read() as connection:
            waiting = _due(connection, ws.today())
        if waiting:
            for day, ids in _portions(waiting):
                written += _bring(ws, ids, day)
    return written


def _due(connection: Connection, today: date) -> list[tuple[int, date]]:
    found = queries.due(connection, today)
    if not found:
        return []
    by = queries.put_off_by(connection, [deal_id for deal_id, _ in found])
    return [
        (deal_id, day)
        for deal_id, day in found
        if deal_id not in by or not _took_return_back(connection, by[deal_id])
    ]


def _took_return_back(connection: Connection, step: Step) -> bool:
    """Whether a deal is off because somebody has taken back that it returned."""
    from pipeboard.store import history

    first: Step | None = step
    while first is not None and first.kind is not StepKind.DO:
        first = history.get(connection, first.reverses) if first.reverses else None
    return step.kind is not StepKind.DO and first is not None and first.actor == PRODUCT


def _portions(waiting: Sequence[tuple[int, date]]) -> list[tuple[date, list[int]]]:
    if len(waiting) <= _MANY:
        return [(day, [deal_id]) for deal_id, day in waiting]
    by_day = groupby(waiting, key=lambda pair: pair[1])
    return [(day, [deal_id for deal_id, _ in pairs]) for day, pairs in by_day]


def _bring(ws: Workspace, deal_ids: Sequence[int], day: date) -> list[Step]:
    from pipeboard.domain.nurture import back
    from pipeboard.store import deals

    at = ws.clock.instant(day, time.min)
    with suppress(Conflict), ws.database.step(PRODUCT, at, day) as step:
        found = [
            deal
            for deal in deals.get_many(step.connection, deal_ids)
            if deal.status is Status.NURTURE and deal.nurture_until == day
        ]  # another process may have been here since the look
        by = queries.put_off_by(step.connection, [deal.id for deal in found])
        for deal in found:
            _return(ws, step, deal, by[deal.id].actor if deal.id in by else ws.actor)
        if found:
            step.title = back([deal.title for deal in found])
    return [step.step] if step.step else []


def _return(ws: Workspace, step: Draft, deal: "Deal", put_off_by: str) -> None:
    """Puts a deal back on the board, with a follow-up for whoever owns it."""
    from pipeboard.domain.dates import Due
    from pipeboard.domain.drafts import FollowUpDraft
    from pipeboard.domain.nurture import subject
    from pipeboard.service import deals, followups

    deals.put_back(step, deal)
    who = deal.owner or put_off_by
    draft = FollowUpDraft("call", subject(deal.reason), Due(step.today), assignee=who)
    followups.insert(ws, step, deal.id, draft)
