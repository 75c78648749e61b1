"""Cadences: series of follow-ups that are planned at once, and end by what happens on the deal."""

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest

from pipeboard.domain.cadencelines import CadenceDraft, read_steps
from pipeboard.domain.cadences import Cadence, Run, RunState
from pipeboard.domain.changes import PRODUCT, Step
from pipeboard.domain.followups import FollowUp
from pipeboard.domain.merging import Kind
from pipeboard.errors import BadInput, Conflict, NotFound, Refused
from pipeboard.service import (
    cadences,
    deals,
    details,
    exports,
    followups,
    history,
    merging,
    moves,
    nurture,
    reading,
)
from pipeboard.service.workspace import Workspace
from tests import builders
from tests.builders import deal, everything
from tests.clocks import PinnedClock

LINES = ("day 0 call", "day 2 email send the offer", "day 7 call ask")


def made(ws: Workspace, name: str = "offer", *, reply: bool = False, move: bool = False) -> Cadence:
    """A cadence of three steps."""
    cadences.save(ws, CadenceDraft(name, read_steps(LINES), reply, move))
    return cadences.named(ws, name)


def started(ws: Workspace, cadence: Cadence, *ids: int, restart: bool = False) -> Step:
    step = cadences.start(ws, cadences.preview(ws, cadence.id, ids), restart=restart)
    assert step is not None
    return step


def run_on(ws: Workspace, deal_id: int) -> Run:
    """The last run on a deal."""
    return details.view(ws, deal_id).cadences[-1]


def open_ones(ws: Workspace, deal_id: int) -> list[FollowUp]:
    return [item for item in details.view(ws, deal_id).follow_ups if item.done_at is None]


def planned(ws: Workspace, deal_id: int) -> list[tuple[date, str, str]]:
    """What is open on a deal."""
    return [(item.due_on, item.type, item.subject) for item in open_ones(ws, deal_id)]


def finish(ws: Workspace, item: FollowUp, outcome: str = "voicemail") -> str:
    step = followups.finish(ws, [item], outcome)
    assert step is not None
    return step.title


def assert_undone_and_redone(ws: Workspace, before: object) -> None:
    """Undo brings all rows back, redo writes the same again."""
    after = everything(ws)
    history.undo(ws)
    assert everything(ws) == before
    history.redo(ws)
    assert everything(ws) == after


def test_a_new_database_has_two(workspace: Workspace) -> None:
    """They are made with the stages, and not again when they are removed."""
    assert cadences.all_of_them(workspace) == []
    deal(workspace)
    assert [each.name for each in cadences.all_of_them(workspace)] == [
        "new lead",
        "revive a cold lead",
    ]
    for each in cadences.all_of_them(workspace):
        cadences.remove(workspace, each)
    cadences.ensure(workspace)
    assert cadences.all_of_them(workspace) == []


def test_an_older_database_gets_them_at_the_first_look(workspace: Workspace) -> None:
    """By a step of the product; reverting that is as good as removing them."""
    cadences.ensure(workspace)
    cadences.ensure(workspace)
    assert len(cadences.all_of_them(workspace)) == 2
    [line] = history.recent(workspace)
    assert (line.step.actor, line.step.title) == (
        PRODUCT,
        "Made the cadences that come with pipeboard",
    )
    history.revert(workspace, line.step.id)
    cadences.ensure(workspace)
    assert cadences.all_of_them(workspace) == []


def test_starting_plans_all_of_it(workspace: Workspace, today: date) -> None:
    """As one step, on every deal, each from today with its days, weekends as they are."""
    ids = [deal(workspace, "Acme"), deal(workspace, "Kestrel")]
    cadence = made(workspace)
    before = everything(workspace)
    step = started(workspace, cadence, *ids)
    assert (step.title, step.deals) == ("Started offer on 2 deals", 2)
    for deal_id in ids:
        assert planned(workspace, deal_id) == [
            (today, "call", "call"),
            (today + timedelta(days=2), "e-mail", "send the offer"),
            (today + timedelta(days=7), "call", "ask"),
        ]
        run = run_on(workspace, deal_id)
        assert run.told == "offer: 0 of 3 done"
        assert {item.cadence_run_id for item in open_ones(workspace, deal_id)} == {run.id}
        assert {item.assignee for item in open_ones(workspace, deal_id)} == {"ann"}
    assert cadences.named(workspace, "offer").deals == 2
    assert_undone_and_redone(workspace, before)


def test_days_that_are_counted_skip_weekends_where_config_says_so(workspace: Workspace) -> None:
    """The preview says the same days; one that is resumed skips them too."""
    workspace.locale = replace(workspace.locale, skip_weekends=True)
    lines = [f"day {day} call on {day}" for day in range(8)]
    cadences.save(workspace, CadenceDraft("each day", read_steps(lines)))
    cadence = cadences.named(workspace, "each day")
    deal_id = deal(workspace, "Acme")
    dates = cadences.preview(workspace, cadence.id, [deal_id]).dates
    assert [day.weekday() > 4 for day in dates[1:]] == [False] * 7
    started(workspace, cadence, deal_id)
    assert [due for due, _, _ in planned(workspace, deal_id)] == list(dates)
    cadences.pause(workspace, [run_on(workspace, deal_id)])
    assert isinstance(workspace.clock, PinnedClock)
    workspace = replace(workspace, clock=workspace.clock.later(timedelta(days=3)))
    cadences.resume(workspace, [run_on(workspace, deal_id)])
    assert [due for due, _, _ in planned(workspace, deal_id) if due.weekday() > 4] == []


def test_the_history_names_it(workspace: Workspace) -> None:
    """On the deal stands what was done to the cadence, and then to its follow-ups."""
    deal_id = deal(workspace, "Acme")
    started(workspace, made(workspace), deal_id)
    cadences.pause(workspace, [run_on(workspace, deal_id)])
    cadences.resume(workspace, [run_on(workspace, deal_id)])
    cadences.stop(workspace, [run_on(workspace, deal_id)])
    history.undo(workspace)
    told = [line.sentences for line in history.of_deal(workspace, deal_id)]
    assert [each[0] for each in told[:5]] == [
        "Undone: Cadence offer stopped",
        "Cadence offer stopped",
        "Cadence offer resumed",
        "Cadence offer paused",
        "Cadence offer started",
    ]
    assert told[4][1] == "Follow-up added: call, due Tue 24 Nov 2026"
    titles = [line.step.title for line in history.of_deal(workspace, deal_id)]
    assert titles[1:5] == [
        "Stopped offer on Acme: 3 follow-ups deleted",
        "Resumed offer on Acme: 3 follow-ups planned",
        "Paused offer on Acme: 3 follow-ups put aside",
        "Started offer on Acme",
    ]


def test_one_of_a_name_runs_on_a_deal(workspace: Workspace, today: date) -> None:
    """A second start is refused with the reason; starting it anew stops the first."""
    deal_id = deal(workspace, "Acme")
    cadence = made(workspace)
    started(workspace, cadence, deal_id)
    finish(workspace, open_ones(workspace, deal_id)[0])
    seen = cadences.preview(workspace, cadence.id, [deal_id])
    assert [run.told for run in seen.running] == ["offer: 1 of 3 done"]
    with pytest.raises(Refused, match=r"offer is on Acme already \(1 of 3 done\); stop it"):
        cadences.start(workspace, seen)
    before = everything(workspace)
    step = cadences.start(workspace, seen, restart=True)
    assert step is not None
    assert step.title == "Started offer anew on Acme"
    assert [run.state for run in details.view(workspace, deal_id).cadences] == [
        RunState.STOPPED,
        RunState.RUNNING,
    ]
    assert [day for day, *_ in planned(workspace, deal_id)] == [
        today + timedelta(days=days) for days in (0, 2, 7)
    ]
    assert_undone_and_redone(workspace, before)


def test_a_start_is_as_it_was_previewed(workspace: Workspace) -> None:
    """A cadence that changed meanwhile, one that was removed, a deal that is gone: nothing is written."""
    deal_id = deal(workspace, "Acme")
    cadence = made(workspace)
    seen = cadences.preview(workspace, cadence.id, [deal_id])
    cadences.save(workspace, CadenceDraft("offer", read_steps(LINES[:2])), cadence)
    with pytest.raises(Conflict, match="somebody else changed the cadence offer"):
        cadences.start(workspace, seen)
    seen = cadences.preview(workspace, cadence.id, [deal_id])
    started(workspace, cadences.named(workspace, "offer"), deal_id)
    with pytest.raises(Conflict, match="where offer runs has changed"):
        cadences.start(workspace, seen, restart=True)
    deals.delete(workspace, [deal_id])
    with pytest.raises(NotFound, match="Acme was deleted"):
        cadences.start(workspace, seen, restart=True)
    cadences.remove(workspace, cadences.named(workspace, "offer"))
    with pytest.raises(NotFound, match="that cadence is gone"):
        cadences.preview(workspace, cadence.id, [deal_id])


def test_a_pause_puts_the_rest_aside(workspace: Workspace, today: date) -> None:
    """What is open goes, and comes again from the day of the resume, with the days between."""
    deal_id = deal(workspace, "Acme")
    started(workspace, made(workspace), deal_id)
    finish(workspace, open_ones(workspace, deal_id)[0])
    moved = open_ones(workspace, deal_id)[0]
    followups.snooze(workspace, [moved], reading.parse_due(workspace, "fri 14:00"))
    before = everything(workspace)
    step = cadences.pause(workspace, [run_on(workspace, deal_id)])
    assert step is not None
    assert step.title == "Paused offer on Acme: 2 follow-ups put aside"
    assert (planned(workspace, deal_id), run_on(workspace, deal_id).told) == (
        [],
        "offer: 1 of 3 done, paused",
    )
    assert_undone_and_redone(workspace, before)
    assert isinstance(workspace.clock, PinnedClock)
    workspace = replace(workspace, clock=workspace.clock.later(timedelta(days=20)))
    before = everything(workspace)
    cadences.resume(workspace, [run_on(workspace, deal_id)])
    resumed = today + timedelta(days=20)
    assert planned(workspace, deal_id) == [
        (resumed, "e-mail", "send the offer"),
        (resumed + timedelta(days=4), "call", "ask"),
    ]
    first = open_ones(workspace, deal_id)[0]
    assert first.due_at is not None
    assert first.due_at.astimezone(workspace.zone).hour == 14
    assert run_on(workspace, deal_id).told == "offer: 1 of 3 done"
    assert_undone_and_redone(workspace, before)


def test_a_stop_deletes_what_is_open(workspace: Workspace) -> None:
    """What is done stays; undo brings the open ones back. A paused one can be stopped too."""
    deal_id = deal(workspace, "Acme")
    started(workspace, made(workspace), deal_id)
    finish(workspace, open_ones(workspace, deal_id)[0])
    before = everything(workspace)
    step = cadences.stop(workspace, [run_on(workspace, deal_id)])
    assert step is not None
    assert step.title == "Stopped offer on Acme: 2 follow-ups deleted"
    assert run_on(workspace, deal_id).told == "offer: 1 done, stopped"
    assert_undone_and_redone(workspace, before)
    history.undo(workspace)
    cadences.pause(workspace, [run_on(workspace, deal_id)])
    stopped = cadences.stop(workspace, [run_on(workspace, deal_id)])
    assert stopped is not None
    assert stopped.title == "Stopped offer on Acme"
    assert cadences.on_deals(workspace, [deal_id]) == []


def test_what_does_not_run_is_not_paused(workspace: Workspace) -> None:
    """Each refusal says in which state it is; what changed meanwhile is a conflict."""
    deal_id = deal(workspace, "Acme")
    started(workspace, made(workspace), deal_id)
    running = run_on(workspace, deal_id)
    with pytest.raises(Refused, match="offer is running already"):
        cadences.resume(workspace, [running])
    finish(workspace, open_ones(workspace, deal_id)[0])
    with pytest.raises(Conflict, match="offer has changed meanwhile, it is at 1 of 3 done"):
        cadences.pause(workspace, [running])
    cadences.stop(workspace, [run_on(workspace, deal_id)])
    with pytest.raises(Refused, match="offer is stopped already"):
        cadences.stop(workspace, [run_on(workspace, deal_id)])


def test_the_last_one_done_finishes_it(workspace: Workspace) -> None:
    """By the same step; deleting the last one does as well."""
    deal_id, other = deal(workspace, "Acme"), deal(workspace, "Kestrel")
    started(workspace, made(workspace), deal_id, other)
    for item in open_ones(workspace, deal_id)[:2]:
        assert "cadence" not in finish(workspace, item)
    before = everything(workspace)
    title = finish(workspace, open_ones(workspace, deal_id)[0])
    assert title == "Finished call 'ask' on Acme: voicemail; finished the cadence offer"
    assert run_on(workspace, deal_id).told == "offer: 3 of 3 done, finished"
    assert_undone_and_redone(workspace, before)
    for item in open_ones(workspace, other):
        assert run_on(workspace, other).state is RunState.RUNNING
        followups.delete(workspace, item)
    assert run_on(workspace, other).state is RunState.FINISHED


@pytest.mark.parametrize("outcome", ["reached", "Replied: call me in May", "meeting held"])
def test_a_reply_stops_it(workspace: Workspace, outcome: str) -> None:
    """With the same step, which says so; only where the cadence says that it does."""
    deal_id, other = deal(workspace, "Acme"), deal(workspace, "Kestrel")
    started(workspace, made(workspace, reply=True), deal_id)
    started(workspace, made(workspace, "steady"), other)
    before = everything(workspace)
    title = finish(workspace, open_ones(workspace, deal_id)[0], outcome)
    assert title.endswith(f"{outcome}; stopped the cadence offer, 2 follow-ups deleted")
    assert (planned(workspace, deal_id), run_on(workspace, deal_id).state) == ([], RunState.STOPPED)
    assert_undone_and_redone(workspace, before)
    finish(workspace, open_ones(workspace, other)[0], outcome)
    assert run_on(workspace, other).state is RunState.RUNNING


@pytest.mark.parametrize("outcome", ["no answer", "not reached", "voicemail", "", "behold"])
def test_no_reply_does_not(workspace: Workspace, outcome: str) -> None:
    """It goes on."""
    deal_id = deal(workspace, "Acme")
    started(workspace, made(workspace, reply=True), deal_id)
    finish(workspace, open_ones(workspace, deal_id)[0], outcome)
    assert run_on(workspace, deal_id).state is RunState.RUNNING


@pytest.mark.parametrize("how", ["move", "back", "win", "lose", "nurture"])
def test_a_stage_change_stops_it(workspace: Workspace, today: date, how: str) -> None:
    """However the deal leaves its stage, by the same step; a paused one too."""
    deal_id, other = (deal(workspace, title, stage="Prospecting") for title in ("Acme", "Kestrel"))
    started(workspace, made(workspace, move=True), deal_id, other)
    started(workspace, made(workspace, "steady"), deal_id)
    cadences.pause(workspace, [run_on(workspace, other)])
    before = everything(workspace)
    ids = [deal_id, other]
    if how in ("move", "back"):
        step = builders.move(workspace, ids, 1 if how == "move" else -1)
    elif how == "win":
        step = deals.win(workspace, ids)
    elif how == "lose":
        step = deals.lose(workspace, ids, "price")
    else:
        step = nurture.nurture(workspace, ids, today + timedelta(days=30))
    assert step is not None
    assert step.title.endswith("; stopped 2 cadences, 3 follow-ups deleted")
    steady = details.view(workspace, deal_id).cadences[1]
    assert cadences.on_deals(workspace, ids) == [steady]
    assert_undone_and_redone(workspace, before)


def test_a_move_says_that_it_stopped_one(workspace: Workspace) -> None:
    """Also where the message of the move says more than its title; an edit stops none."""
    deal_id = deal(workspace, "Acme")
    started(workspace, made(workspace, move=True), deal_id)
    details.edit(workspace, deal_id, {"source": ""}, {"source": "fair"})
    assert run_on(workspace, deal_id).state is RunState.RUNNING
    moved = moves.move(workspace, [deal_id], 1)
    assert moved.said.endswith("; stopped the cadence offer, 3 follow-ups deleted")


def test_a_cadence_is_edited_as_seen(workspace: Workspace) -> None:
    """Its name, steps and marks; where it runs it goes on as it was started."""
    deal_id = deal(workspace, "Acme")
    seen = made(workspace)
    started(workspace, seen, deal_id)
    before = everything(workspace)
    there = planned(workspace, deal_id)
    after = CadenceDraft("big offer", read_steps(["day 3 demo", "day 1 mail hello"]), True, True)
    step = cadences.save(workspace, after, cadences.named(workspace, "offer"))
    assert step is not None
    assert step.title == "Changed the cadence big offer"
    found = cadences.named(workspace, "big")
    assert [str(each) for each in found.steps] == ["day 1 e-mail hello", "day 3 demo"]
    assert (found.told, found.stops) == (
        "2 steps over 3 days",
        "stops on a reply and a stage change",
    )
    assert planned(workspace, deal_id) == there
    assert_undone_and_redone(workspace, before)
    with pytest.raises(Conflict, match="somebody else changed the cadence offer"):
        cadences.save(workspace, after, seen)
    with pytest.raises(Refused, match="there is a cadence 'New Lead' already"):
        cadences.save(workspace, CadenceDraft("New Lead", after.steps), found)
    assert cadences.save(workspace, after, found) is None


def test_a_removed_one_runs_on(workspace: Workspace) -> None:
    """It is off the list, its name is free, and undo puts it back."""
    deal_id = deal(workspace, "Acme")
    cadence = made(workspace)
    started(workspace, cadence, deal_id)
    cadence = cadences.named(workspace, "offer")
    before = everything(workspace)
    step = cadences.remove(workspace, cadence)
    assert step is not None
    assert step.title == "Removed the cadence offer"
    with pytest.raises(NotFound, match="there is no cadence 'offer'; there are new lead, revive"):
        cadences.named(workspace, "offer")
    assert run_on(workspace, deal_id).told == "offer: 0 of 3 done"
    assert_undone_and_redone(workspace, before)
    made(workspace)
    with pytest.raises(Conflict, match="removed the cadence offer"):
        cadences.remove(workspace, cadence)


def test_a_deal_takes_its_runs_along(workspace: Workspace) -> None:
    """Deleting it deletes them, undo brings all back; a merged one hands them over, paused ones too."""
    keep, other = deal(workspace, "Acme"), deal(workspace, "Acme again")
    started(workspace, made(workspace), other)
    before = everything(workspace)
    deals.delete(workspace, [other])
    assert everything(workspace)["cadence_run"] == []
    assert_undone_and_redone(workspace, before)
    history.undo(workspace)
    cadences.pause(workspace, [run_on(workspace, other)])
    merging.merge(workspace, merging.preview(workspace, Kind.DEAL, keep, other))
    assert run_on(workspace, keep).told == "offer: 0 of 3 done, paused"
    cadences.resume(workspace, [run_on(workspace, keep)])
    assert len(planned(workspace, keep)) == 3


def test_the_export_tells_of_them(workspace: Workspace) -> None:
    """With state and progress."""
    deal_id = deal(workspace, "Acme")
    started(workspace, made(workspace), deal_id)
    finish(workspace, open_ones(workspace, deal_id)[0])
    assert exports.deal(workspace, deal_id)["cadences"] == [
        {
            "name": "offer",
            "state": "running",
            "started_on": "2026-11-24",
            "ended_on": None,
            "done": 1,
            "follow_ups": 3,
        }
    ]


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        (
            ["day 0 call", "soon email"],
            "step 2: 'soon email' is not understood; begin with the day",
        ),
        (["day x call"], "step 1: 'day x call' is not understood"),
        (["day 1000 call"], "'day 1000' cannot be; the day is a number from 0 to 999"),
        (["day -1 call"], "'day -1' cannot be"),
        (["", "day 2 emial the offer"], "step 2: 'emial' is not understood; after the day comes"),
        (["day 2"], "step 1: 'day 2' is not understood; after the day comes one of call, e-mail"),
        ([" ", ""], "one step a line is needed, such as: day 0 call"),
        (["day 0 call"] * 51, "'51 lines' cannot be; a cadence has at most 50"),
    ],
)
def test_a_line_that_cannot_be_read_is_named(lines: list[str], told: str) -> None:
    """By its number, with the word and what would do."""
    with pytest.raises(BadInput, match=re.escape(told)):
        read_steps(lines)


@pytest.mark.parametrize("name", ["", " ", "7", "x" * 61])
def test_a_name_has_words(workspace: Workspace, name: str) -> None:
    """Nothing is written without one."""
    with pytest.raises(BadInput, match="name"):
        cadences.save(workspace, CadenceDraft(name, read_steps(LINES)))
    assert cadences.all_of_them(workspace) == []
