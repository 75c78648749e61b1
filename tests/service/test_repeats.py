"""Follow-ups that come again."""

from datetime import date

import pytest

from pipeboard.domain.changes import Step
from pipeboard.domain.dates import parse_repeat
from pipeboard.domain.followups import FollowUp
from pipeboard.service import details, followups, history, reading
from pipeboard.service.workspace import Workspace
from tests.builders import deal


def plan(ws: Workspace, text: str) -> int:
    """Plans a follow-up as it is typed; returns the id of its deal."""
    deal_id = deal(ws)
    followups.add(ws, [deal_id], reading.read_follow_up(ws, text, [deal_id]).draft)
    return deal_id


def planned(ws: Workspace, deal_id: int) -> list[FollowUp]:
    """What is to be done on a deal."""
    found = details.view(ws, deal_id).follow_ups
    return [item for item in found if item.done_at is None]


def finish(ws: Workspace, deal_id: int) -> Step | None:
    """Finishes what is to be done."""
    return followups.finish(ws, planned(ws, deal_id), "reached")


def test_finishing_one_plans_the_next_by_the_same_step(classic_workspace: Workspace) -> None:
    """With all that the one before had; taking it back leaves the first alone and open."""
    ws = classic_workspace
    deal_id = plan(ws, "call about prices every 2 weeks from mon 9:30 !high")
    [first] = planned(ws, deal_id)
    finish(ws, deal_id)
    [following] = planned(ws, deal_id)
    assert (following.type, following.subject) == ("call", "about prices")
    assert (following.priority, following.repeat) == (first.priority, first.repeat)
    assert following.due_on == date(2026, 12, 14)
    assert following.due_at is not None
    assert following.due_at.astimezone(ws.zone).strftime("%H:%M") == "09:30"
    assert (following.outcome, following.done_at) == (None, None)
    history.undo(ws)
    assert planned(ws, deal_id) == [first]
    history.redo(ws)
    assert planned(ws, deal_id) == [following]


def test_the_time_of_day_stays_over_the_change_of_the_clocks(classic_workspace: Workspace) -> None:
    """It is due at the same time on the wall, also where the offset is another."""
    ws = classic_workspace
    deal_id = plan(ws, "call every 4 months from 24 nov 9:30")
    finish(ws, deal_id)
    finish(ws, deal_id)
    [third] = planned(ws, deal_id)
    assert third.due_at is not None
    assert third.due_at.astimezone(ws.zone).isoformat() == "2027-07-24T09:30:00+02:00"


def test_one_that_counts_from_when_it_is_done(classic_workspace: Workspace) -> None:
    """However late that is; the day that it was due does not matter."""
    ws = classic_workspace
    deal_id = plan(ws, "call every 2 weeks after done from 15 dec")
    finish(ws, deal_id)
    [following] = planned(ws, deal_id)
    assert following.due_on == date(2026, 12, 8)


@pytest.mark.parametrize("text", ["", "every week on Fri"])
def test_how_often_can_be_changed(classic_workspace: Workspace, text: str) -> None:
    """Or that it comes again at all; the history tells it."""
    ws = classic_workspace
    deal_id = plan(ws, "call every 2 weeks from mon")
    [item] = planned(ws, deal_id)
    repeat = parse_repeat(text, ws.clock.here(), ws.locale)
    followups.edit(
        ws, item.id, {"repeat": item.repeat}, {"repeat": repeat.text if repeat else None}
    )
    told = history.of_deal(ws, deal_id)[0].sentences
    assert told == (f"Follow-up comes again {text}" if text else "Follow-up no longer repeats",)
    finish(ws, deal_id)
    assert len(planned(ws, deal_id)) == bool(text)
