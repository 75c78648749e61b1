"""Working through the agenda: taking up again, giving away, filtering, what would be forgotten."""

from dataclasses import replace
from datetime import date, time, timedelta
from typing import Any

import pytest

from pipeboard.domain.agenda import AgendaItem, Booked, When
from pipeboard.domain.dates import Due
from pipeboard.domain.drafts import FollowUpDraft
from pipeboard.domain.followups import DueState, FollowUp
from pipeboard.errors import BadInput, Conflict, NotFound, Refused
from pipeboard.service import (
    agenda,
    deals,
    followups,
    history,
    load,
    reading,
    reassigning,
    suggesting,
)
from pipeboard.service.workspace import Workspace
from tests import builders
from tests.clocks import PinnedClock

TODAY = date(2026, 11, 24)  # a Tuesday


def plan(ws: Workspace, text: str, *deal_ids: int) -> None:
    """Plans a follow-up as it is typed."""
    followups.add(ws, deal_ids, reading.read_follow_up(ws, text).draft)


def shown(ws: Workspace, typed: str = "", **how: Any) -> list[str]:
    """The subjects of the agenda in their order."""
    filter_ = reading.read_filter(ws, typed)
    found = agenda.agenda(ws, filter_=filter_, **how)
    return [item.follow_up.subject for section in found.sections for item in section.items]


def items(ws: Workspace, when: When) -> list[AgendaItem]:
    """A section, with what was done a moment ago."""
    found = agenda.agenda(ws, done=True)
    return [item for section in found.sections if section.when is when for item in section.items]


def next_of(ws: Workspace, deal: int) -> FollowUp:
    return followups.next_steps(ws, [deal])[deal]


def test_what_is_done_stays_in_its_place_for_a_while(
    classic_workspace: Workspace, clock: PinnedClock
) -> None:
    """Between what is due before and after it, without being counted; then it is gone."""
    ws = classic_workspace
    deal = builders.deal(ws)
    for subject in ("first", "second", "third"):
        followups.add(ws, [deal], builders.follow_up(TODAY, subject=subject))
    ws.clock = clock.later(timedelta(minutes=1))
    second = items(ws, When.TODAY)[1].follow_up
    followups.finish(ws, [second], "reached")
    stays = items(ws, When.TODAY)
    assert [item.follow_up.subject for item in stays] == ["first", "second", "third"]
    assert [item.state is DueState.DONE for item in stays] == [False, True, False]
    assert agenda.counts(ws).today == 2
    assert shown(ws) == ["first", "third"]
    ws.clock = clock.later(timedelta(minutes=1) + agenda.DONE_STAYS + timedelta(seconds=1))
    assert [item.follow_up.subject for item in items(ws, When.TODAY)] == ["first", "third"]


def test_a_call_that_was_only_logged_was_never_in_the_agenda(
    classic_workspace: Workspace,
) -> None:
    """It has no place that it could stay in."""
    ws = classic_workspace
    followups.log_call(ws, [builders.deal(ws)], "reached")
    assert items(ws, When.TODAY) == []


def test_what_is_done_is_taken_up_again(classic_workspace: Workspace, clock: PinnedClock) -> None:
    """Without its outcome, as a step that undo and redo know."""
    ws = classic_workspace
    deal = builders.deal(ws)
    plan(ws, "call today", deal)
    before = next_of(ws, deal)
    ws.clock = clock.later(timedelta(minutes=1))
    followups.finish(ws, [before], "voicemail")
    step = reassigning.take_up_again(ws, [followups.get(ws, before.id)])
    assert step is not None
    assert step.title == "Took up again call on Acme renewal"
    assert next_of(ws, deal) == before
    assert history.of_deal(ws, deal)[0].sentences == ("Follow-up taken up again",)
    history.undo(ws)
    assert followups.get(ws, before.id).outcome == "voicemail"
    history.redo(ws)
    assert next_of(ws, deal) == before


def test_taking_up_again_takes_the_next_one_along(
    classic_workspace: Workspace, clock: PinnedClock
) -> None:
    """The one that was planned when it was finished is deleted, and no other."""
    ws = classic_workspace
    deal = builders.deal(ws)
    plan(ws, "call every week from today", deal)
    plan(ws, "call 2 dec", deal)
    first = next_of(ws, deal)
    ws.clock = clock.later(timedelta(minutes=1))
    followups.finish(ws, [first], "reached")
    assert len(shown(ws)) == 2
    reassigning.take_up_again(ws, [followups.get(ws, first.id)])
    found = agenda.agenda(ws)
    assert [item.due_on for section in found.sections for item in section.items] == [
        TODAY,
        date(2026, 12, 2),
    ]


def test_only_what_is_done_and_as_it_was_seen_is_taken_up_again(
    classic_workspace: Workspace,
) -> None:
    """An open one is refused, one that somebody changed is a conflict."""
    ws = classic_workspace
    deal = builders.deal(ws)
    plan(ws, "call today", deal)
    item = next_of(ws, deal)
    with pytest.raises(Refused, match="is not done"):
        reassigning.take_up_again(ws, [item])
    followups.finish(ws, [item], "reached")
    seen = followups.get(ws, item.id)
    followups.edit(ws, item.id, {"outcome": "reached"}, {"outcome": "voicemail"})
    with pytest.raises(Conflict, match="changed the outcome"):
        reassigning.take_up_again(ws, [seen])


def test_several_follow_ups_are_given_to_somebody(classic_workspace: Workspace) -> None:
    """In one step; undo brings them back."""
    ws = classic_workspace
    found = []
    for title in ("Acme", "Kestrel"):
        deal = builders.deal(ws, title)
        plan(ws, "call today", deal)
        found.append(next_of(ws, deal))
    step = reassigning.reassign(ws, found, "  bo ")
    assert step is not None
    assert step.title == "Gave 2 follow-ups on 2 deals to bo"
    assert shown(ws) == []
    assert shown(replace(ws, actor="bo")) == ["call", "call"]
    history.undo(ws)
    assert shown(ws) == ["call", "call"]
    history.redo(ws)
    assert shown(ws) == []


def test_giving_away_is_refused_where_it_makes_no_sense(classic_workspace: Workspace) -> None:
    """No name, one that is done, one that somebody gave away meanwhile."""
    ws = classic_workspace
    deal = builders.deal(ws)
    plan(ws, "call today", deal)
    seen = next_of(ws, deal)
    for name in (" ", "x" * 101, "a\x1bb"):
        with pytest.raises(BadInput):
            reassigning.reassign(ws, [seen], name)
    assert reassigning.reassign(ws, [seen], "ann") is None
    reassigning.reassign(replace(ws, actor="bo"), [seen], "bo")
    with pytest.raises(Conflict, match="changed the assignee"):
        reassigning.reassign(ws, [seen], "cy")
    followups.finish(ws, [followups.get(ws, seen.id)], "reached")
    with pytest.raises(Refused, match="is done already"):
        reassigning.reassign(ws, [followups.get(ws, seen.id)], "cy")


def test_the_names_in_use(classic_workspace: Workspace) -> None:
    """Of those who have follow-ups and of those who have deals, each once, in any case."""
    ws = classic_workspace
    deal = builders.deal(ws, owner="Bodo")
    plan(replace(ws, actor="bo"), "call today", deal)
    plan(ws, "call today", deal)
    assert sorted(reassigning.names(ws, ""), key=str.casefold) == ["ann", "bo", "Bodo"]
    assert sorted(reassigning.names(ws, "BO")) == ["Bodo", "bo"]


def test_open_deals_of_mine_without_a_next_step(
    classic_workspace: Workspace, clock: PinnedClock
) -> None:
    """Those left alone longest first; none that is closed, planned for, or somebody else's."""
    ws = classic_workspace
    old = builders.deal(ws, "Old", company="Acme", contacts=("Lena Fox",))
    done = builders.deal(ws, "Done")
    ws.clock = clock.later(timedelta(days=1))
    builders.deal(ws, "New")
    builders.deal(ws, "Bo's", owner="bo")
    builders.deal(ws, "Planned", next_step=builders.follow_up(TODAY))
    lost = builders.deal(ws, "Lost")
    deals.lose(ws, [lost], "price")
    plan(ws, "call 26 nov", done)
    followups.finish(ws, [next_of(ws, done)], "reached")
    found, count = agenda.stepless(ws)
    assert [deal.title for deal in found] == ["Old", "Done", "New"]
    assert count == 3
    assert (found[0].deal_id, found[0].company, found[0].contact) == (old, "Acme", "Lena Fox")
    assert found[0].stage == "Lead Generation"
    first, count = agenda.stepless(ws, limit=1)
    assert ([deal.title for deal in first], count) == (["Old"], 3)
    filtered, _ = agenda.stepless(ws, filter_=reading.read_filter(ws, "lena"))
    assert [deal.title for deal in filtered] == ["Old"]
    everyone, _ = agenda.stepless(ws, everyone=True)
    assert {deal.title for deal in everyone} == {"Old", "Done", "New", "Bo's"}


def test_a_deal_of_nobody_is_mine_to_think_of(classic_workspace: Workspace) -> None:
    """As after an import that names no owners."""
    ws = classic_workspace
    deal = builders.deal(ws)
    with ws.step() as step:
        step.edit("deal", deal, {"owner": "ann"}, {"owner": ""}, deal)
        step.title = "Nobody's"
    assert [found.deal_id for found in agenda.stepless(ws)[0]] == [deal]


@pytest.fixture
def filtered(classic_workspace: Workspace) -> Workspace:
    """Follow-ups on two deals, and one with a contact on no deal."""
    ws = classic_workspace
    acme = builders.deal(ws, "Acme renewal", company="Acme", labels=("hot",), contacts=("Lena",))
    corvid = builders.deal(ws, "Corvid pilot", value=100_000)
    followups.add(ws, [acme], builders.follow_up(TODAY, subject="price list"))
    followups.add(ws, [corvid], builders.follow_up(TODAY, type_="demo", subject="show it"))
    lena = followups.next_steps(ws, [acme])  # the contact is made with the deal
    assert lena
    from pipeboard.service import people

    (who,) = people.contacts(ws, "Lena", 1)
    draft = FollowUpDraft("task", "send a card", Due(TODAY))
    followups.add_for(ws, draft, contact_id=who.id)
    return ws


@pytest.mark.parametrize(
    ("typed", "subjects"),
    [
        ("", ["price list", "show it", "send a card"]),
        ("acme", ["price list", "send a card"]),
        ("label:hot", ["price list"]),
        ("-label:hot", ["show it", "send a card"]),
        (">10k", ["price list"]),
        ("owner:me", ["price list", "show it"]),
        ("card", ["send a card"]),
        ("demo", ["show it"]),
        ("lena", ["price list", "send a card"]),
        ("lena price", ["price list"]),
        ("-lena", ["show it"]),
        ("today", ["price list", "show it"]),
        ("overdue", []),
        ("100%", []),
    ],
)
def test_the_agenda_is_filtered_by_deals_and_words(
    filtered: Workspace, typed: str, subjects: list[str]
) -> None:
    """A word may stand in the follow-up too; what is on no deal is found by words alone."""
    assert shown(filtered, typed) == subjects
    count = agenda.matching(filtered, filter_=reading.read_filter(filtered, typed))
    assert count == len(subjects)
    assert shown(filtered, typed, limit=1) == subjects[:1]


def test_how_much_is_due_on_each_day(classic_workspace: Workspace) -> None:
    """By the day here, whatever the zone of a timed one; with how many are overdue."""
    ws = classic_workspace
    deal = builders.deal(ws)
    for day, at in ((-1, None), (0, time(8)), (0, None), (0, time(23, 30)), (3, None)):
        followups.add(ws, [deal], builders.follow_up(TODAY + timedelta(days=day), at))
    followups.add(replace(ws, actor="bo"), [deal], builders.follow_up(TODAY))
    assert agenda.per_day(ws, TODAY - timedelta(days=1), TODAY + timedelta(days=2)) == {
        TODAY - timedelta(days=1): Booked(1, 1),
        TODAY: Booked(3, 1),
    }
    assert agenda.per_day(ws, TODAY, TODAY, everyone=True) == {TODAY: Booked(4, 1)}
    found = agenda.agenda(ws, day=TODAY)
    assert sum(len(section.items) for section in found.sections) == 3


def test_the_load_of_a_day_is_told(classic_workspace: Workspace) -> None:
    """What is mine there already; what moves there is not counted twice."""
    ws = classic_workspace
    deal = builders.deal(ws)
    friday = Due(date(2026, 11, 27), time(9))
    assert load.told(ws, friday) == ""
    for _ in range(3):
        followups.add(ws, [deal], builders.follow_up(friday.on))
    followups.add(replace(ws, actor="bo"), [deal], builders.follow_up(friday.on))
    assert load.told(ws, friday) == "3 booked"
    ws.day_limit = 4
    assert load.told(ws, friday) == "3 booked"
    assert load.told(ws, friday, new=2) == "3 booked, over your limit of 4"
    ws.day_limit = 3
    assert load.told(ws, friday) == "3 booked, over your limit of 3"
    assert load.warning(ws, friday) == "Fri 27 Nov 2026 has 4 booked by this, over your limit of 3"
    there = next_of(ws, deal)
    assert load.warning(ws, friday, [there]) == ""
    assert load.told(ws, friday, [there]) == "2 booked"
    assert load.told_briefly(ws, [friday, Due(TODAY)], [there, there]) == ["1 booked", ""]
    ws.day_limit = 1
    assert load.told_briefly(ws, [friday, Due(TODAY)], []) == ["3 booked, over 1", ""]


@pytest.mark.parametrize(
    ("planned", "outcome", "suggested"),
    [
        ("call tomorrow", "no answer", "call +2d"),
        ("call tomorrow", "Voicemail ", "call +3d"),
        ("call tomorrow about the offer", "no answer", "call +2d about the offer"),
        ("call tomorrow about the offer", "callback", "call tomorrow about the offer"),
        ("call tomorrow", "reached", "call +1w"),
        ("meeting tomorrow Talk on site", "no-show", "meeting +1w Talk on site"),
        ("meeting tomorrow", "held", "e-mail tomorrow"),
        ("demo tomorrow", "held", "e-mail tomorrow"),
        ("email tomorrow", "sent", "call +3d"),
        ("email tomorrow", "replied", "call tomorrow"),
        ("task tomorrow", "", "call +1w"),
    ],
)
def test_what_usually_follows_is_suggested(
    classic_workspace: Workspace, planned: str, outcome: str, suggested: str
) -> None:
    """By type and outcome, and it can be read as a follow-up."""
    ws = classic_workspace
    deal = builders.deal(ws)
    plan(ws, planned, deal)
    item = next_of(ws, deal)
    assert suggesting.suggested(ws, [item], outcome, [deal]) == suggested
    assert reading.read_follow_up(ws, suggested, [deal]).draft.due.on > TODAY


def test_a_subject_that_reads_as_a_date_is_left_out(classic_workspace: Workspace) -> None:
    """What is suggested means what it says."""
    ws = classic_workspace
    deal = builders.deal(ws)
    followups.add(ws, [deal], builders.follow_up(TODAY, subject="prices of friday 14:00"))
    assert suggesting.suggested(ws, [next_of(ws, deal)], "no answer", [deal]) == "call +2d"


def test_of_several_types_nothing_is_suggested(classic_workspace: Workspace) -> None:
    """Of one type it is what usually follows, without a subject."""
    ws = classic_workspace
    deal = builders.deal(ws)
    found = []
    for text in ("call today about a", "call today about b", "demo today"):
        plan(ws, text, deal)
        found = [item.follow_up for item in items(ws, When.TODAY)]
    calls = [item for item in found if item.type == "call"]
    assert suggesting.suggested(ws, calls, "no answer", [deal]) == "call +2d"
    assert suggesting.suggested(ws, found, "no answer", [deal]) == ""


def test_a_deal_deleted_while_its_follow_up_is_finished(classic_workspace: Workspace) -> None:
    """It says who deleted it, and nothing is written."""
    ws = classic_workspace
    deal = builders.deal(ws)
    plan(ws, "call today", deal)
    item = next_of(ws, deal)
    deals.delete(replace(ws, actor="bo"), [deal])
    with pytest.raises(NotFound, match="bo"):
        followups.finish(ws, [item], "reached")
