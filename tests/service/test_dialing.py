"""Which calls are to be made, in which order, and what is shown with each."""

from datetime import date, time, timedelta

import pytest

from pipeboard.domain.dates import Due
from pipeboard.domain.dialing import Why
from pipeboard.domain.drafts import FollowUpDraft
from pipeboard.domain.people import Role
from pipeboard.errors import NotFound
from pipeboard.service import contacts, deals, dialing, followups, history, notes, people
from pipeboard.service.workspace import Workspace
from tests import builders

TODAY = date(2026, 11, 24)
DAY = timedelta(days=1)


def plan(
    ws: Workspace, deal: int, on: date, at: time | None = None, type_: str = "call", who: str = ""
) -> int:
    """Plans a follow-up on a deal; returns its id."""
    draft = FollowUpDraft(type_, type_, Due(on, at), assignee=who or None)
    step = followups.add(ws, [deal], draft)
    assert step is not None
    return history.added(ws, step.id, "follow_up")[0]


def call_back(ws: Workspace, deal: int, outcome: str = "call back") -> None:
    """Makes a call on a deal that ends with an outcome."""
    followups.log_call(ws, [deal], outcome)


def test_the_order_is_call_backs_due_now_overdue_today(classic_workspace: Workspace) -> None:
    """It is 9:00: what was agreed for later today waits among today's, though they asked for it."""
    ws = classic_workspace
    one, two, three = (builders.deal(ws, title) for title in ("One", "Two", "Three"))
    today = plan(ws, one, TODAY)
    late = plan(ws, one, TODAY - 3 * DAY)
    later_late = plan(ws, one, TODAY - DAY)
    now = plan(ws, one, TODAY, time(8, 55))
    back = plan(ws, two, TODAY)
    call_back(ws, two)
    agreed = plan(ws, three, TODAY, time(15))
    call_back(ws, three)
    assert dialing.calls(ws) == [
        (back, Why.CALL_BACK),
        (now, Why.DUE_NOW),
        (late, Why.OVERDUE),
        (later_late, Why.OVERDUE),
        (agreed, Why.TODAY),
        (today, Why.TODAY),
    ]


def test_a_later_call_that_was_reached_waits_for_nothing(classic_workspace: Workspace) -> None:
    """Only the last outcome counts, in whatever letters; another type of follow-up has none."""
    ws = classic_workspace
    deal = builders.deal(ws)
    planned = plan(ws, deal, TODAY)
    call_back(ws, deal, "Call Back")
    followups.finish(ws, [followups.get(ws, plan(ws, deal, TODAY, type_="e-mail"))], "replied")
    assert dialing.calls(ws) == [(planned, Why.CALL_BACK)]
    call_back(ws, deal, "reached")
    assert dialing.calls(ws) == [(planned, Why.TODAY)]


def test_only_my_calls_that_are_due_are_there(classic_workspace: Workspace) -> None:
    """Not tomorrow's, other types', done ones or others', unless everybody's are asked for."""
    ws = classic_workspace
    deal = builders.deal(ws)
    mine = plan(ws, deal, TODAY)
    plan(ws, deal, TODAY + DAY)
    plan(ws, deal, TODAY, type_="e-mail")
    theirs = plan(ws, deal, TODAY, who="bo")
    done = plan(ws, deal, TODAY)
    followups.finish(ws, [followups.get(ws, done)], "reached")
    assert [which for which, _ in dialing.calls(ws)] == [mine]
    assert [which for which, _ in dialing.calls(ws, everyone=True)] == [mine, theirs]
    assert dialing.calls(ws, pipeline_id=999) == []


def test_a_call_is_shown_with_all_that_helps(classic_workspace: Workspace) -> None:
    """The deal, the numbers of whom is meant first, notes, and what was done and is planned."""
    ws = classic_workspace
    deal = builders.deal(ws, "Acme", company="Acme Ltd", contacts=("Lena Meier",))
    people.add_to_deal(ws, deal, "Ben", Role.USER, phone="+49 30 2")
    people.add_to_deal(ws, deal, "Gone", Role.USER, phone="+49 30 3")
    (lena,) = (each for each in people.contacts(ws, "Lena"))
    page = contacts.page(ws, lena.id)
    contacts.edit(ws, page, {"phones": ("+49 30 1", "+49 170 1")})
    which = plan(ws, deal, TODAY)
    plan(ws, deal, TODAY + DAY, type_="demo")
    call_back(ws, deal, "voicemail")
    notes.add(ws, [deal], "likes tea")
    call = dialing.look(ws, which)
    assert call.card is not None
    assert (call.card.title, call.company, call.on) == ("Acme", "Acme Ltd", "Acme")
    assert call.contact is not None
    assert call.contact.name == "Lena Meier"
    assert [each.number for each in call.numbers] == [
        "+49 30 1",
        "+49 170 1",
        "+49 30 2",
        "+49 30 3",
    ]
    assert [each.text for each in call.notes] == ["likes tea"]
    assert call.last_call is not None
    assert call.last_call.outcome == "voicemail"
    assert [each.type for each in call.planned] == ["demo"]
    assert call.last_by == "ann"


def test_a_call_on_no_deal_is_shown_with_its_contact(classic_workspace: Workspace) -> None:
    """Whose last call asked to be called back comes first too."""
    ws = classic_workspace
    people.add_to_deal(ws, builders.deal(ws, "Other"), "Lena", Role.USER, phone="1")
    (lena,) = people.contacts(ws, "Lena")
    draft = builders.follow_up(TODAY)
    first = followups.add_for(ws, draft, contact_id=lena.id)
    assert first is not None
    (which,) = history.added(ws, first.id, "follow_up")
    followups.finish(ws, [followups.get(ws, which)], "callback")
    step = followups.add_for(ws, draft, contact_id=lena.id)
    assert step is not None
    (again,) = history.added(ws, step.id, "follow_up")
    assert dialing.calls(ws) == [(again, Why.CALL_BACK)]
    call = dialing.look(ws, again)
    assert (call.on, call.card, [each.number for each in call.numbers]) == ("Lena", None, ["1"])
    assert [each.outcome for each in call.before] == ["callback"]


def test_a_call_that_is_gone_says_so(classic_workspace: Workspace) -> None:
    """With the deal, when that was deleted."""
    ws = classic_workspace
    deal = builders.deal(ws, "Acme")
    which = plan(ws, deal, TODAY)
    deals.delete(ws, [deal])
    with pytest.raises(NotFound, match="Acme"):
        dialing.look(ws, which)


def test_the_list_has_why_and_numbers(classic_workspace: Workspace) -> None:
    """In the same order, and the numbers of those on the deal."""
    ws = classic_workspace
    one, two = builders.deal(ws, "One"), builders.deal(ws, "Two")
    people.add_to_deal(ws, two, "Ben", Role.USER, phone="2")
    plan(ws, one, TODAY)
    plan(ws, two, TODAY - DAY)
    listed = [
        (item.deal_title, why, [each.number for each in numbers])
        for item, why, numbers in dialing.listed(ws)
    ]
    assert listed == [("Two", Why.OVERDUE, ["2"]), ("One", Why.TODAY, [])]
