"""What follows a sale: the follow-ups that the post-sale stage offers for won deals."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from pipeboard.domain.aftersale import Anchor, StageFollowUp
from pipeboard.domain.changes import Step
from pipeboard.domain.dates import Due
from pipeboard.domain.deals import Deal, Status
from pipeboard.domain.drafts import FollowUpDraft
from pipeboard.domain.words import joined, many
from pipeboard.errors import Conflict, Refused
from pipeboard.service import followups
from pipeboard.service.workspace import Workspace
from pipeboard.store import deals as store
from pipeboard.store import stage_parts


@dataclass(frozen=True, slots=True)
class Offer:
    """A follow-up that the stage of a won deal offers, on that deal as it was seen.

    ``due`` is None while it hangs on a contract end that is unknown. A ``contract_end`` that is
    not the deal's own is given to it when the offer is taken.
    """

    deal: Deal
    item: StageFollowUp
    due: date | None
    contract_end: date | None

    def ending(self, contract_end: date, today: date) -> "Offer":
        """The offer for a contract that ends then; one that hangs on nothing of it is as it was."""
        if self.item.anchor is not Anchor.CONTRACT_END:
            return self
        due = _due(self.deal, self.item, contract_end, today)
        return replace(self, due=due, contract_end=contract_end)


def offered(ws: Workspace, deal_ids: Sequence[int]) -> list[Offer]:
    """What the stages of the won ones among these deals offer, deal by deal in its order.

    What is planned on a deal already is not offered again. What would have been due before today
    is due today. Raises NotFound for a deal that is gone.
    """
    today = ws.today()
    with ws.read() as connection:
        found = [store.get(connection, deal_id) for deal_id in dict.fromkeys(deal_ids)]
        won = [deal for deal in found if deal.status is Status.WON and deal.stage_id is not None]
        items = stage_parts.follow_ups(connection, {deal.stage_id for deal in won if deal.stage_id})
        there = store.follow_ups(connection, [deal.id for deal in won], ws.zone)
    offers = []
    for deal in won:
        planned = {
            (each.type, each.subject) for each in there.get(deal.id, ()) if each.done_at is None
        }
        for item in items.get(deal.stage_id or 0, ()):
            if (item.type, item.subject) not in planned:
                due = _due(deal, item, deal.contract_end, today)
                offers.append(Offer(deal, item, due, deal.contract_end))
    return offers


def plan(ws: Workspace, offers: Sequence[Offer]) -> Step | None:
    """Plans the follow-ups on offer, in one step; a contract end that was told for them is kept.

    Raises Conflict when one of the deals is not as it was seen, Refused for an offer without a day.
    """
    with ws.step() as step:
        by_deal = {offer.deal.id: offer.deal for offer in offers}
        for seen in by_deal.values():
            now = store.get(step.connection, seen.id)
            for key in ("status", "stage_id", "closed_on", "contract_end"):
                if getattr(now, key) != getattr(seen, key):
                    thing = key.removesuffix("_id").replace("_", " ")
                    why = f"somebody else changed the {thing} of {seen.title} meanwhile"
                    raise Conflict(why, "nothing was planned, look again")
            mine = [offer for offer in offers if offer.deal.id == seen.id]
            ends = {offer.contract_end for offer in mine} - {seen.contract_end}
            for end in ends:
                before = {"contract_end": seen.contract_end}
                step.edit("deal", seen.id, before, {"contract_end": end}, seen.id)
            for offer in mine:
                if offer.due is None:
                    raise Refused(f"the {offer.item.type} of {seen.title} needs its contract end")
                draft = FollowUpDraft(offer.item.type, offer.item.subject, Due(offer.due))
                followups.insert(ws, step, seen.id, draft)
            step.touch(seen.id, now.touched_on)
        step.title = _title(offers, list(by_deal.values()))
    return step.step


def _title(offers: Iterable[Offer], on: Sequence[Deal]) -> str:
    if not on:
        return ""
    kinds = list(dict.fromkeys(offer.item.type for offer in offers))
    where = on[0].title if len(on) == 1 else many(len(on), "deal")
    return f"Planned {joined(kinds)} on {where}"


def _due(deal: Deal, item: StageFollowUp, contract_end: date | None, today: date) -> date | None:
    day = item.due_on(deal.closed_on or today, contract_end)
    return None if day is None else max(day, today)
