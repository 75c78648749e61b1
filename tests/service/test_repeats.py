"""Follow-ups that come again."""

from datetime import date, datetime, time
from itertools import pairwise

import pytest

from pipeboard.domain.changes import Step
from pipeboard.domain.dates import Due, parse_repeat
from pipeboard.domain.followups import FollowUp
from pipeboard.service import details, followups, history, reading
from pipeboard.service.workspace import Workspace
from tests.builders import deal
from tests.clocks import ZONE, PinnedClock


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


def begin(ws: Workspace, moment: str) -> None:
    """Puts the clock to a local time."""
    now = datetime.fromisoformat(moment).replace(tzinfo=ZONE)
    ws.clock = PinnedClock(ZONE, ZONE.key, moment=now)


def due(ws: Workspace, deal_id: int) -> str:
    """When what is to be done on a deal is due, on the clocks there."""
    [item] = planned(ws, deal_id)
    assert item.due_at is not None
    return f"{item.due_at.astimezone(ws.zone):%Y-%m-%d %H:%M}"


@pytest.mark.parametrize(
    ("text", "dues"),
    [
        (
            "backup every sun 2:30",
            ("2027-03-21 02:30", "2027-03-28 03:30", "2027-04-04 02:30", "2027-04-11 02:30"),
        ),
        (
            "backup every day from 27 mar 2:30",
            ("2027-03-27 02:30", "2027-03-28 03:30", "2027-03-29 02:30", "2027-03-30 02:30"),
        ),
        ("backup every sun from 28 mar 2:30", ("2027-03-28 03:30", "2027-04-04 02:30")),
    ],
)
def test_a_time_that_clocks_skip_is_back_the_next_time(
    classic_workspace: Workspace, text: str, dues: tuple[str, ...]
) -> None:
    """Moved on only where it does not exist; taking each back and doing it again changes nothing."""
    ws = classic_workspace
    begin(ws, "2027-03-15T09:00")
    deal_id = plan(ws, text)
    assert due(ws, deal_id) == dues[0]
    for before, after in pairwise(dues):
        finish(ws, deal_id)
        assert due(ws, deal_id) == after
        history.undo(ws)
        assert due(ws, deal_id) == before
        history.redo(ws)
        assert due(ws, deal_id) == after


def test_one_put_off_over_a_time_that_clocks_skip(classic_workspace: Workspace) -> None:
    """To the day of the change, and by a day from it, it keeps the time that was meant."""
    ws = classic_workspace
    begin(ws, "2027-03-26T09:00")
    deal_id = plan(ws, "backup every day from 27 mar 2:30")
    [item] = planned(ws, deal_id)
    step = followups.snooze(ws, [item], followups.next_day(ws, item))
    assert step is not None
    assert due(ws, deal_id) == "2027-03-28 03:30"
    told = history.of_deal(ws, deal_id)[0].sentences
    assert told == ("Follow-up put off to Sun 28 Mar 2027 03:30",)
    history.undo(ws)
    assert planned(ws, deal_id) == [item]
    history.redo(ws)
    [moved] = planned(ws, deal_id)
    assert followups.typed_due(ws, [moved], "30 mar") == Due(date(2027, 3, 30), time(2, 30))
    followups.snooze(ws, [moved], followups.next_day(ws, moved))
    assert due(ws, deal_id) == "2027-03-29 02:30"
    finish(ws, deal_id)
    assert due(ws, deal_id) == "2027-03-30 02:30"


def test_one_moved_to_another_time_stays_there(classic_workspace: Workspace) -> None:
    """The time that was meant first counts no more."""
    ws = classic_workspace
    begin(ws, "2027-03-26T09:00")
    deal_id = plan(ws, "backup every day from 28 mar 2:30")
    [item] = planned(ws, deal_id)
    followups.snooze(ws, [item], Due(date(2027, 3, 28), time(11)))
    finish(ws, deal_id)
    assert due(ws, deal_id) == "2027-03-29 11:00"


def test_a_form_may_put_one_where_clocks_skip_its_time(classic_workspace: Workspace) -> None:
    """As putting it off does; the history tells the day alone."""
    ws = classic_workspace
    begin(ws, "2027-03-26T09:00")
    deal_id = plan(ws, "backup every sun from 4 apr 2:30")
    [item] = planned(ws, deal_id)
    before = {"due_on": item.due_on, "due_at": item.due_at}
    typed = reading.parse_due(ws, "28 mar 2:30")
    followups.edit(ws, item.id, before, {"due": typed})
    assert due(ws, deal_id) == "2027-03-28 03:30"
    assert len(history.of_deal(ws, deal_id)[0].sentences) == 1
    finish(ws, deal_id)
    assert due(ws, deal_id) == "2027-04-04 02:30"


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("call every last fri", ("2026-11-27", "2026-12-25", "2027-01-29")),
        ("call every first mon", ("2026-12-07", "2027-01-04", "2027-02-01")),
        ("call every year on 29 feb", ("2027-02-28", "2028-02-29", "2029-02-28")),
        ("call every dec 24", ("2026-12-24", "2027-12-24", "2028-12-24")),
        ("call every month on eom", ("2026-11-30", "2026-12-31", "2027-01-31")),
    ],
)
def test_days_by_their_place(
    classic_workspace: Workspace, text: str, days: tuple[str, ...]
) -> None:
    """Each next one is by the rule, however many days are between."""
    ws = classic_workspace
    deal_id = plan(ws, text)
    found = []
    for _ in days:
        found.append(planned(ws, deal_id)[0].due_on.isoformat())
        finish(ws, deal_id)
    assert tuple(found) == days


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
