"""Qualifying a deal: what is known of it, and closing at once what is no fit."""

from collections.abc import Sequence

from pipeboard.domain import deals as rules
from pipeboard.domain.changes import Step
from pipeboard.domain.deals import Status
from pipeboard.domain.reasons import NOT_A_FIT
from pipeboard.domain.views import DealView
from pipeboard.domain.words import many
from pipeboard.service.fields import Values
from pipeboard.service.workspace import Workspace
from pipeboard.store import deals as store

FIELDS = ("need", "budget", "authority", "timeline")
"""What is asked to qualify a deal."""


def disqualify(
    ws: Workspace,
    deal_ids: Sequence[int],
    seen: DealView | None = None,
    noted: Values | None = None,
) -> Step | None:
    """Closes deals as lost because they are no fit, in one step.

    ``noted`` is what was found out meanwhile about the one deal that was ``seen``, in the fields of
    its qualification, and is written with it. Raises NotFound, Refused for a deal that is closed,
    Conflict when somebody else changed these fields.
    """
    with ws.step() as step:
        found = [store.get(step.connection, deal_id) for deal_id in dict.fromkeys(deal_ids)]
        for deal in found:
            rules.require_closable(deal.title, deal.status, Status.LOST)
            if seen is not None and noted and deal.id == seen.deal.id:
                was = {name: getattr(seen.deal, name) for name in noted}
                step.edit("deal", deal.id, was, noted, deal.id)
            visit = store.open_visit(step.connection, deal.id)
            step.apply(
                rules.lose(deal, reason=NOT_A_FIT, on=step.today, visit=visit, today=step.today)
            )
        who = found[0].title if len(found) == 1 else many(len(found), "deal")
        step.title = f"Lost {who}: {NOT_A_FIT}"
    return step.step
