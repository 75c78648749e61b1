"""The follow-ups that a post-sale stage offers for won deals."""

from dataclasses import replace
from datetime import date

import pytest

from pipeboard.errors import Conflict, NotFound, Refused
from pipeboard.service import aftersale, deals, details, followups, history
from pipeboard.service.aftersale import Offer
from pipeboard.service.workspace import Workspace
from tests.builders import deal, everything, follow_up

END = date(2027, 12, 31)


def won(ws: Workspace, title: str = "Acme", contract_end: date | None = None) -> int:
    """A deal won today."""
    made = deal(ws, title)
    if contract_end is not None:
        details.edit(ws, made, {"contract_end": None}, {"contract_end": contract_end})
    deals.win(ws, [made])
    return made


def told(offers: list[Offer]) -> list[tuple[str, date | None]]:
    """Types and days."""
    return [(offer.item.type, offer.due) for offer in offers]


def planned(ws: Workspace, deal_id: int) -> list[tuple[str, date]]:
    """Types and days of the open follow-ups of a deal."""
    return [
        (item.type, item.due_on)
        for item in details.view(ws, deal_id).follow_ups
        if item.done_at is None
    ]


def test_what_is_offered(classic_workspace: Workspace) -> None:
    """With the days worked out; the renewal waits for a contract end."""
    acme = won(classic_workspace)
    assert told(aftersale.offered(classic_workspace, [acme])) == [
        ("check-in", date(2026, 12, 8)),
        ("referral", date(2026, 12, 24)),
        ("upsell", date(2027, 2, 22)),
        ("renewal", None),
    ]
    kestrel = won(classic_workspace, "Kestrel", END)
    assert told(aftersale.offered(classic_workspace, [kestrel]))[-1] == (
        "renewal",
        date(2027, 11, 1),
    )


def test_a_day_that_has_passed_is_today(classic_workspace: Workspace) -> None:
    """As for a contract that ends soon."""
    acme = won(classic_workspace, contract_end=date(2026, 12, 24))
    assert told(aftersale.offered(classic_workspace, [acme]))[-1] == (
        "renewal",
        date(2026, 11, 24),
    )


def test_nothing_is_offered_twice_or_for_open_deals(classic_workspace: Workspace) -> None:
    """What is planned already is left out; once done it may be planned again."""
    ws = classic_workspace
    assert aftersale.offered(ws, [deal(ws, "Kestrel")]) == []
    acme = won(ws)
    offers = aftersale.offered(ws, [acme])
    aftersale.plan(ws, offers[:1])
    assert told(aftersale.offered(ws, [acme])) == told(offers[1:])
    item = details.view(ws, acme).follow_ups[0]
    followups.finish(ws, [item], "happy", satisfaction=4)
    assert told(aftersale.offered(ws, [acme])) == told(offers)


def test_planning_is_one_step_after_the_win(classic_workspace: Workspace) -> None:
    """One undo takes the plan back, the next the win; redo does both again."""
    ws = classic_workspace
    acme = won(ws)
    before = everything(ws)
    step = aftersale.plan(ws, aftersale.offered(ws, [acme])[:3])
    assert step is not None
    assert step.title == "Planned check-in, referral and upsell on Acme"
    after = everything(ws)
    assert [kind for kind, _ in planned(ws, acme)] == ["check-in", "referral", "upsell"]
    history.undo(ws)
    assert everything(ws) == before
    history.undo(ws)
    assert details.view(ws, acme).deal.status == "open"
    history.redo(ws)
    history.redo(ws)
    assert everything(ws) == after


def test_follow_ups_stay_when_only_the_win_is_reverted(classic_workspace: Workspace) -> None:
    """They are a step of their own."""
    ws = classic_workspace
    acme = deal(ws, "Acme")
    win = deals.win(ws, [acme])
    aftersale.plan(ws, aftersale.offered(ws, [acme])[:1])
    assert win is not None
    history.revert(ws, win.id)
    assert details.view(ws, acme).deal.status == "open"
    assert planned(ws, acme) == [("check-in", date(2026, 12, 8))]


def test_deals_won_together_are_planned_together(classic_workspace: Workspace) -> None:
    """The step says on how many."""
    ws = classic_workspace
    both = [won(ws), won(ws, "Kestrel")]
    offers = [offer for offer in aftersale.offered(ws, both) if offer.due is not None]
    step = aftersale.plan(ws, offers)
    assert step is not None
    assert step.title == "Planned check-in, referral and upsell on 2 deals"
    assert all(len(planned(ws, deal_id)) == 3 for deal_id in both)


def test_a_contract_end_that_is_told_is_kept(classic_workspace: Workspace) -> None:
    """With the renewal that hung on it, in one step; without it that is refused."""
    ws = classic_workspace
    acme = won(ws)
    offers = aftersale.offered(ws, [acme])
    with pytest.raises(Refused, match="the renewal of Acme needs its contract end"):
        aftersale.plan(ws, offers[-1:])
    step = aftersale.plan(ws, [offer.ending(END, ws.today()) for offer in offers[-1:]])
    assert step is not None
    assert details.view(ws, acme).deal.contract_end == END
    assert planned(ws, acme) == [("renewal", date(2027, 11, 1))]
    assert set(history.told(ws, step.id).sentences) == {
        "Contract end set to Fri 31 Dec 2027",
        "Follow-up added: renewal renew the contract, due Mon 1 Nov 2027",
    }
    history.undo(ws)
    assert details.view(ws, acme).deal.contract_end is None


def test_what_changed_meanwhile_is_a_conflict(classic_workspace: Workspace) -> None:
    """Nothing is planned on a deal that is not as it was seen, or is gone."""
    ws = classic_workspace
    acme = won(ws)
    offers = aftersale.offered(ws, [acme])
    bo = replace(ws, actor="bo")
    details.edit(bo, acme, {"contract_end": None}, {"contract_end": END})
    with pytest.raises(Conflict, match="changed the contract end of Acme meanwhile"):
        aftersale.plan(ws, offers[:1])
    deals.reopen(bo, [acme])
    with pytest.raises(Conflict, match="changed the status of Acme meanwhile"):
        aftersale.plan(ws, offers[:1])
    deals.delete(bo, [acme])
    with pytest.raises(NotFound):
        aftersale.plan(ws, offers[:1])


def test_a_check_in_tells_how_satisfied_they_are(classic_workspace: Workspace) -> None:
    """On the deal it is the last one that counts; undo takes it away again."""
    ws = classic_workspace
    acme = won(ws)
    for number in (2, 5):
        followups.add(ws, [acme], follow_up(ws.today(), type_="check-in", subject="check-in"))
        item = followups.next_steps(ws, [acme])[acme]
        step = followups.finish(ws, [item], "", satisfaction=number)
    assert step is not None
    assert step.title == "Finished check-in on Acme: satisfaction 5 of 5, very happy"
    assert history.of_deal(ws, acme)[0].sentences == (
        "Check-in done: satisfaction 5 of 5, very happy",
    )
    assert details.view(ws, acme).satisfaction == 5
    history.undo(ws)
    assert details.view(ws, acme).satisfaction == 2
    history.redo(ws)
    assert details.view(ws, acme).satisfaction == 5
