"""Which reminders are due, and that each is told once to each person."""

from dataclasses import replace
from datetime import time, timedelta
from typing import Any

import pytest

from pipeboard.domain.dates import Due
from pipeboard.domain.reminderrules import Quiet, ReminderRules
from pipeboard.errors import Conflict
from pipeboard.service import details, followups, history, reading, reminders
from pipeboard.service.workspace import Workspace
from tests.builders import deal
from tests.clocks import PinnedClock

MINUTE = timedelta(minutes=1)


def later(ws: Workspace, minutes: int, **changes: Any) -> Workspace:
    """The same database, so many minutes after 9:00."""
    assert isinstance(ws.clock, PinnedClock)
    return replace(ws, clock=ws.clock.later(minutes * MINUTE), **changes)


def plan(ws: Workspace, *texts: str) -> int:
    """Plans follow-ups as they are typed; returns the id of their deal."""
    deal_id = deal(ws)
    for text in texts:
        followups.add(ws, [deal_id], reading.read_follow_up(ws, text, [deal_id]).draft)
    return deal_id


def told(ws: Workspace, where: str = reminders.BOARD, **options: Any) -> list[str]:
    """The subjects of what is newly told, which is remembered."""
    found = reminders.look(ws, reminders.told(ws, where), **options)
    reminders.remember(ws, where, found.told)
    return [item.follow_up.subject for item in reminders.items(ws, found.ids)]


def test_each_is_told_once_at_its_moment(classic_workspace: Workspace) -> None:
    """Not before it, and not again when it is due; what has no reminder is not told."""
    ws = classic_workspace
    plan(ws, "call one 9:30 remind 15m", "call two 9:20 remind 0", "call three 9:10")
    assert told(ws) == []
    assert told(later(ws, 14)) == []
    assert told(later(ws, 15)) == ["one"]
    assert told(later(ws, 15)) == []
    assert told(later(ws, 60)) == ["two"]
    assert told(later(ws, 9999)) == []


def test_when_the_next_is_to_be_told_is_known(classic_workspace: Workspace) -> None:
    """The earliest moment that is not past; None when nothing is planned."""
    ws = classic_workspace
    assert reminders.look(ws, reminders.Told()).next_at is None
    plan(ws, "call one 10:00 remind 15m", "call two 9:30 remind 0")
    next_at = reminders.look(ws, reminders.Told()).next_at
    assert next_at == ws.now() + 30 * MINUTE


def test_what_was_missed_is_told_once_at_the_next_look(classic_workspace: Workspace) -> None:
    """Also days later, in the order in which it was due, and not when it is done meanwhile."""
    ws = classic_workspace
    deal_id = plan(ws, "call b 9:30 remind 0", "call a 9:20 remind 0", "call c 9:25 remind 0")
    item = next(each for each in details.view(ws, deal_id).follow_ups if each.subject == "c")
    followups.finish(ws, [item], "reached")
    days = later(ws, 5 * 24 * 60)
    assert told(days) == ["a", "b"]
    assert told(days) == []


def test_it_is_each_person_s_own(classic_workspace: Workspace) -> None:
    """Bo is told of what is Bo's; and the board and the command do not take from each other."""
    ws = classic_workspace
    plan(ws, "call mine 9:30 remind 0", "call hers 9:30 remind 0 owner:bo")
    assert told(later(ws, 40)) == ["mine"]
    assert told(later(ws, 40), reminders.COMMAND) == ["mine"]
    assert told(later(ws, 40, actor="bo")) == ["hers"]
    assert told(later(ws, 41)) == []


def test_what_was_put_off_is_told_anew(classic_workspace: Workspace) -> None:
    """At its moment before the new time; where that is past already, when it is due."""
    ws = classic_workspace
    deal_id = plan(ws, "call one 9:30 remind 15m")
    told(ws)
    assert told(later(ws, 20)) == ["one"]
    [item] = details.view(ws, deal_id).follow_ups
    followups.snooze(ws, [item], Due(ws.today(), time(11)))
    assert told(later(ws, 104)) == []
    assert told(later(ws, 105)) == ["one"]
    [item] = details.view(ws, deal_id).follow_ups
    followups.snooze(ws, [item], Due(ws.today(), time(10, 50)))
    assert told(later(ws, 109)) == []
    assert told(later(ws, 110)) == ["one"]
    assert told(later(ws, 120)) == []


def test_what_is_planned_too_late_for_its_reminder_is_told_when_it_is_due(
    classic_workspace: Workspace,
) -> None:
    """Not at once, by whoever has just typed it."""
    ws = classic_workspace
    told(ws)
    plan(ws, "call one 9:10 remind 1h")
    assert told(later(ws, 1)) == []
    assert told(later(ws, 10)) == ["one"]


def test_a_clock_that_goes_back_tells_nothing_twice(classic_workspace: Workspace) -> None:
    """What was told and is not due yet is not told again, and what comes is not forgotten."""
    ws = classic_workspace
    plan(ws, "call one 9:30 remind 15m", "call two 9:40 remind 0")
    assert told(later(ws, 20)) == ["one"]
    assert told(ws) == []
    assert told(later(ws, 16)) == []
    assert told(later(ws, 40)) == ["two"]
    assert told(later(ws, 5)) == []
    assert told(later(ws, 41)) == []


def test_a_clock_that_was_wrong_by_days_has_told_nothing(classic_workspace: Workspace) -> None:
    """What it told so much too early is told again when it is due."""
    ws = classic_workspace
    plan(ws, "call one 9:30 remind 0")
    assert told(later(ws, 60 * 24 * 3)) == ["one"]
    assert told(ws) == []
    assert told(later(ws, 30)) == ["one"]


def test_with_all_also_what_has_no_reminder_is_told_when_it_is_due(
    classic_workspace: Workspace,
) -> None:
    """A date alone at nine of its day, unless the rules say otherwise."""
    ws = classic_workspace
    plan(ws, "call timed 9:30", "call tomorrow dated", "call early 9:30 remind 20m")
    options: Any = {"where": reminders.COMMAND, "without_reminder": True}
    assert told(ws, **options) == []
    assert told(later(ws, 30), **options) == ["early", "timed"]
    assert told(later(ws, 24 * 60 - 1), **options) == []
    assert told(later(ws, 24 * 60), **options) == ["dated"]
    rules = ReminderRules(day_at=time(7))
    assert told(later(ws, 22 * 60, reminders=rules, actor="bo"), **options) == []


def test_nobody_is_told_in_quiet_hours(classic_workspace: Workspace) -> None:
    """What would be told then is told at their end."""
    ws = classic_workspace
    plan(ws, "call one 19:00 remind 15m")
    quiet = {"reminders": ReminderRules(quiet=Quiet(time(18), time(8)))}
    told(later(ws, 0, **quiet))
    assert told(later(ws, 11 * 60, **quiet)) == []
    assert told(later(ws, 23 * 60 - 1, **quiet)) == []
    assert told(later(ws, 23 * 60, **quiet)) == ["one"]


def test_what_comes_next_is_not_overdue(classic_workspace: Workspace) -> None:
    """Mine or anybody's, by when it is due."""
    ws = classic_workspace
    assert reminders.next_up(ws) is None
    plan(ws, "call past 9:05", "call today 10:00 soon", "call fri later", "call 9:30 hers owner:bo")
    now = later(ws, 20)
    item = reminders.next_up(now)
    assert item is not None
    assert (item.follow_up.subject, reminders.when(now, item)) == ("soon", "10:00")
    everyone = reminders.next_up(now, everyone=True)
    assert everyone is not None
    assert everyone.follow_up.subject == "hers"


@pytest.mark.parametrize("found", [3, {}, {"until": "x", "early": {}}, {"until": 1, "early": 2}])
def test_what_is_remembered_in_another_form_is_nothing(
    classic_workspace: Workspace, found: Any
) -> None:
    """It is no error: at worst something is told twice."""
    from pipeboard.service import preferences

    preferences.put(classic_workspace, reminders.BOARD, found)
    assert reminders.told(classic_workspace, reminders.BOARD) == reminders.Told()


def test_a_reminder_is_changed_undone_and_redone(classic_workspace: Workspace) -> None:
    """The history says to what; who saw another one is told and writes nothing."""
    ws = classic_workspace
    deal_id = plan(ws, "call one 9:30 remind 15m")
    [item] = details.view(ws, deal_id).follow_ups
    step = followups.edit(ws, item.id, {"reminder": 15}, {"reminder": 1440})
    assert step is not None
    assert step.title == "Changed call 'one' on Acme renewal"
    said = history.told(ws, step.id).sentences
    assert said == ("Reminder of the follow-up: 1 day before",)
    assert details.view(ws, deal_id).follow_ups[0].reminder == 1440
    with pytest.raises(Conflict):
        followups.edit(ws, item.id, {"reminder": 15}, {"reminder": 0})
    history.undo(ws)
    assert details.view(ws, deal_id).follow_ups[0].reminder == 15
    history.redo(ws)
    assert details.view(ws, deal_id).follow_ups[0].reminder == 1440


def test_one_that_comes_again_keeps_its_reminder(classic_workspace: Workspace) -> None:
    """The next one reminds as the one before did."""
    ws = classic_workspace
    deal_id = plan(ws, "call every week 9:30 remind 15m")
    [item] = details.view(ws, deal_id).follow_ups
    followups.finish(ws, [item], "reached")
    following = next(each for each in details.view(ws, deal_id).follow_ups if not each.done_at)
    assert following.reminder == 15
