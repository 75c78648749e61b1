"""Reviewing the open deals that need care, one by one."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from pipeboard.domain import review as rules
from pipeboard.domain.board import Card
from pipeboard.domain.changes import Step
from pipeboard.domain.deals import Deal, Status, standing
from pipeboard.domain.review import Done, Reason
from pipeboard.domain.views import DealView
from pipeboard.errors import Conflict, NotOpen
from pipeboard.service import details
from pipeboard.service.presence import present
from pipeboard.service.workspace import Workspace
from pipeboard.store import boards, deals, history
from pipeboard.store import reviewing as store

_PORTION = 500


@dataclass(frozen=True, slots=True)
class Look:
    """A deal as it was seen in a review, and why it needs care; no reasons when it does not."""

    view: DealView
    reasons: tuple[Reason, ...]
    today: date
    last_by: str = ""
    """Who did the last step on it."""

    @property
    def told(self) -> list[str]:
        """The reasons as sentences."""
        return [rules.told(reason, self.view, self.today) for reason in self.reasons]


@dataclass(frozen=True, slots=True)
class Needing:
    """A deal that needs care, in a list."""

    deal: Deal
    card: Card
    reasons: tuple[Reason, ...]


def in_need(ws: Workspace, *, everyone: bool = False, pipeline_id: int | None = None) -> list[int]:
    """The ids of my open deals that need care: stale ones, those without a next step, past their
    expected close, without a decision-maker where one should be known, without a value.

    By the first of these reasons, most money first.
    """
    owner = None if everyone else ws.actor
    with ws.read() as connection:
        return store.in_need(connection, present(ws), owner=owner, pipeline_id=pipeline_id)


def look(ws: Workspace, deal_id: int) -> Look:
    """A deal as it is now; raises NotFound, which says who deleted it."""
    view = details.view(ws, deal_id)
    with ws.read() as connection:
        newest = history.of_deal(connection, deal_id, limit=1)
    why = rules.reasons(view.deal, view, ws.today())
    return Look(view, why, ws.today(), newest[0].actor if newest else "")


def listed(ws: Workspace, deal_ids: Sequence[int]) -> Iterator[Needing]:
    """These deals with the reasons that hold for each; those that need no care are left out."""
    at = present(ws)
    for start in range(0, len(deal_ids), _PORTION):
        part = deal_ids[start : start + _PORTION]
        with ws.read() as connection:
            found = {deal.id: deal for deal in deals.get_many(connection, part)}
            cards = boards.cards(connection, part, at)
        for card in cards:
            why = rules.reasons(found[card.id], card, at.today)
            if why:
                yield Needing(found[card.id], card, why)


def keep(ws: Workspace, seen: DealView) -> Step | None:
    """Leaves a deal as it is: that it was looked at counts as a touch, so it is not stale for now.

    None when it was touched today already. Raises NotOpen when the deal is closed by now, Conflict
    when somebody has worked on it since it was ``seen``.
    """
    with ws.step() as step:
        deal = deals.get(step.connection, seen.deal.id)
        if deal.status is not Status.OPEN:
            raise NotOpen(f"{deal.title} is {standing(deal)}")
        if replace(deal, rank=seen.deal.rank) != seen.deal:
            raise Conflict(
                f"somebody else changed {deal.title} meanwhile; nothing was written, look again"
            )
        step.touch(deal.id, deal.touched_on)
        step.title = f"Reviewed {deal.title}"
    return step.step


def done_since(ws: Workspace, deal_ids: Sequence[int], since: int) -> dict[int, frozenset[Done]]:
    """What this person did to each of these deals after the step ``since``.

    What was taken back again does not count.
    """
    with ws.read() as connection:
        found = store.changes(connection, deal_ids, ws.actor, since)
    told = {deal_id: rules.what_was_done(made) for deal_id, made in found.items()}
    return {deal_id: kinds for deal_id, kinds in told.items() if kinds}
