"""The agenda as it is worked through: done in place, given away, filtered, as a calendar."""

from dataclasses import replace
from datetime import date, time, timedelta
from typing import Any

import pytest
from sqlalchemy import event

from pipeboard.domain.followups import FollowUp
from pipeboard.service import deals, details, followups, reading, savedfilters
from pipeboard.service.workspace import Workspace
from pipeboard.ui.messages import TimePassed
from pipeboard.ui.screens.agenda import AgendaScreen, Ask
from pipeboard.ui.screens.calendar import CalendarScreen
from pipeboard.ui.screens.deal import DealScreen
from pipeboard.ui.screens.text_prompt import TextPrompt
from tests import builders
from tests.ui.screens.stand import Stand, Wall, standing

TODAY = date(2026, 11, 24)  # a Tuesday
LINES = (
    "Acme @lena call 24 nov about the offer +Acme #hot",
    "Kestrel @omar demo 24 nov 15:00 +Kestrel",
    "Corvid meeting 26 nov",
    "Late call 24 nov 8:30",
)


@pytest.fixture
def busy(classic_workspace: Workspace) -> Workspace:
    """Four planned the evening before, and a deal without anything."""
    clock: Any = classic_workspace.clock
    classic_workspace.clock = clock.later(timedelta(hours=-14))
    for line in LINES:
        deals.add(classic_workspace, reading.read_deal(classic_workspace, line).draft)
    classic_workspace.clock = clock
    builders.deal(classic_workspace, "Forgotten", contacts=("Mia",))
    return classic_workspace


def item(ws: Workspace, title: str) -> FollowUp:
    """The only follow-up of a deal, done or not."""
    from pipeboard.service import names

    return details.view(ws, names.deal(ws, title)).follow_ups[0]


def cursor_line(stand: Stand) -> str:
    return next(line for line in stand.lines if line.lstrip().startswith("▐"))


async def go(stand: Stand, title: str) -> None:
    """Puts the cursor on a line."""
    await stand.press("g")
    for _ in range(20):
        if title in cursor_line(stand):
            return
        await stand.press("j")
    raise AssertionError(title)


async def test_what_is_done_is_taken_up_again_in_its_place(busy: Workspace) -> None:
    """d opens it again, without its outcome; the cursor has gone on to the next open one."""
    async with standing(busy, size=(120, 40)) as stand:
        await stand.press("a")
        await go(stand, "Acme")
        await stand.press("d", "3", "enter", "escape")
        assert "Corvid" in cursor_line(stand)
        await go(stand, "Acme")
        assert cursor_line(stand).startswith("▐✓ all day")
        assert "no answer" in cursor_line(stand)
        assert "today 1" in stand.text
        await stand.press("s")
        assert stand.said == "call about the offer is done already"
        await stand.press("d")
        assert stand.said == "Took up again call 'about the offer' on Acme"
        assert cursor_line(stand).startswith("▐● all day")
        assert item(busy, "Acme").outcome is None
        await stand.press("u")
        assert cursor_line(stand).startswith("▐✓ all day")


async def test_one_after_the_other_is_finished(busy: Workspace) -> None:
    """Also where the next step is planned at once: d never takes up again what it has just done."""
    async with standing(busy, size=(120, 40)) as stand:
        await stand.press("a", "g")
        await stand.press("d", "1", "enter", "escape", "d", "1", "enter", "enter")
        assert "took up again" not in stand.text.casefold()
        assert item(busy, "Late").done_at is not None
        assert any(each.done_at for each in details.view(busy, 2).follow_ups)


async def test_tab_goes_from_section_to_section(busy: Workspace) -> None:
    """Around the end, and back with shift."""
    async with standing(busy, size=(120, 40)) as stand:
        await stand.press("a", "g")
        first = cursor_line(stand)
        await stand.press("shift+tab")
        assert "Forgotten" in cursor_line(stand)
        await stand.press("tab")
        assert cursor_line(stand) == first


async def test_all_of_a_section_are_marked_at_once(busy: Workspace) -> None:
    """And unmarked again; the other sections stay as they are."""
    builders.deal(busy, "Forgotten too")
    async with standing(busy, size=(120, 40)) as stand:
        await stand.press("a", "G", "*")
        assert "2 marked" in stand.text
        await stand.press("*")
        assert "marked" not in stand.text
        await stand.press("*", "f", *"call fri", "enter")
        assert "without a next step 0" in stand.text
        assert followups.next_steps(busy, [5, 6]).keys() == {5, 6}


async def test_deals_of_others_without_a_next_step_are_counted(busy: Workspace) -> None:
    """So that nobody takes an empty section for an empty list."""
    builders.deal(busy, "Theirs", owner="bo")
    async with standing(busy, size=(120, 40)) as stand:
        await stand.press("a")
        assert "without a next step 1, and 1 of others" in stand.text
        await stand.press("E")
        assert "without a next step 2" in stand.text
        assert "of others" not in stand.text


async def test_a_day_far_away_has_its_year(busy: Workspace) -> None:
    """What is due next January and what is due in two years look different."""
    for when in ("4 jan 2027", "4 jan 2029"):
        followups.add(busy, [5], reading.read_follow_up(busy, f"call {when} x", [5]).draft)
    async with standing(busy, size=(120, 40)) as stand:
        await stand.press("a")
        assert "Mon 4 Jan " in stand.text
        assert "4 Jan 2029" in stand.text


async def test_the_next_step_is_suggested(busy: Workspace) -> None:
    """By what came of this one: enter takes it, typing replaces it, tab lets it be changed."""
    async with standing(busy, size=(120, 40)) as stand:
        await stand.press("a")
        await go(stand, "Acme")
        await stand.press("d", "3", "enter")
        assert "call +2d about the offer" in stand.text
        assert "due Thu 26 Nov 2026, 1 booked" in stand.text
        await stand.press("enter")
        assert stand.said == "Planned call 'about the offer' on Acme"
        assert followups.next_steps(busy, [1])[1].due_on == date(2026, 11, 26)
        await go(stand, "Kestrel")
        await stand.press("d", "1", "enter", *"task fri", "enter")
        assert stand.said == "Planned task on Kestrel"
        await go(stand, "Late")
        await stand.press("d", "3", "enter", "tab", *" late", "enter")
        assert stand.said == "Planned call 'late' on Late"
        await go(stand, "Corvid")
        await stand.press("d", "1", "enter", "escape")
        assert stand.on(AgendaScreen)
        assert "without a next step 2" in stand.text


async def test_the_last_lines_are_deals_without_a_next_step(busy: Workspace) -> None:
    """Enter opens one, f plans a follow-up on it, d and s say that there is none."""
    async with standing(busy) as stand:
        await stand.press("a", "G")
        assert "without a next step 1" in stand.text
        assert "Forgotten" in cursor_line(stand)
        for key in ("d", "s", "A"):
            await stand.press(key)
            assert stand.said == "Forgotten: no next step is planned; f adds one"
        await stand.press("enter")
        assert stand.on(DealScreen)
        await stand.press("escape", "f", *"call fri", "enter")
        assert "without a next step 0" in stand.text
        assert "this week 2" in stand.text


async def test_marks_hold_for_deals_too(busy: Workspace) -> None:
    """A follow-up is planned on all that are marked."""
    builders.deal(busy, "Second")
    async with standing(busy, size=(120, 40)) as stand:
        await stand.press("a", "G", "space", "k", "space", "f", *"call fri", "enter")
        assert stand.said == "Planned call on 2 deals"
        assert "without a next step 0" in stand.text


async def test_everything_to_reach_somebody_is_at_hand(busy: Workspace) -> None:
    """In the line above the keys, of whatever the cursor is on."""
    from pipeboard.service import details, people

    link = details.view(busy, 1).contacts[0]
    people.edit_on_deal(busy, link, {"phones": ("+49 30 1",), "emails": ("l@acme.example",)})
    async with standing(busy) as stand:
        await stand.press("a")
        await go(stand, "Acme")
        assert stand.lines[-2].strip() == "lena   +49 30 1   l@acme.example   Acme   Acme"
        await stand.press("G")
        assert stand.lines[-2].strip() == "Mia   Forgotten"


async def test_giving_follow_ups_to_somebody(busy: Workspace) -> None:
    """A digit picks a name in use, any other is typed; the marked go together."""
    followups.add(replace(busy, actor="bo"), [1], builders.follow_up(TODAY))
    async with standing(busy, size=(120, 40)) as stand:
        await stand.press("a")
        await go(stand, "Acme")
        await stand.press("A")
        assert "ann does it now" in stand.text
        await stand.press("1", "enter")
        assert stand.said == "Gave call 'about the offer' on Acme to bo"
        await stand.press("g", "space", "space", "A", *"cy", "enter")
        assert stand.said == "Gave 2 follow-ups on 2 deals to cy"
        assert "1 of my follow-ups" in stand.text
        await stand.press("E")
        assert "5 of everybody's follow-ups" in stand.text


async def test_a_filter_holds_for_follow_ups_and_deals(busy: Workspace) -> None:
    """It is typed with what matches, kept by a letter, and cleared by esc."""
    savedfilters.save(busy, "h", "hot", "label:hot")
    async with standing(busy) as stand:
        await stand.press("a", "slash", *"lab:x", "enter")
        assert stand.on(TextPrompt)
        await stand.press("ctrl+u", *"-acme")
        assert "3 follow-ups, 1 deal without a next step" in stand.text
        await stand.press("enter")
        assert "3 of my follow-ups that match -acme" in stand.lines[0]
        await stand.press("apostrophe", "h")
        assert "1 of my follow-ups that match label:hot" in stand.lines[0]
        assert "without a next step 0" in stand.text
        await stand.press("escape")
        assert "4 of my follow-ups" in stand.lines[0]
        assert "without a next step 1" in stand.text
        await stand.press("escape")
        assert stand.on(Wall)


async def test_the_agenda_as_a_week(busy: Workspace) -> None:
    """A line for each day with how much is due, and what; enter lists a day, esc all of them."""
    async with standing(busy) as stand:
        await stand.press("a", "v")
        assert stand.on(CalendarScreen)
        assert stand.lines[0].startswith(" Week 48, 2026  Tue 24 Nov: 3 due, 1 overdue")
        assert cursor_line(stand).split() == [
            "▐Tue",
            "24",
            "Nov",
            "today",
            "!",
            "3",
            "due,",
            "1",
            "overdue",
        ]
        assert "08:30 call - Late" in stand.text
        thursday = next(line for line in stand.lines if line.startswith(" Thu 26"))
        assert thursday.split() == ["Thu", "26", "Nov", "○", "1", "due"]
        await stand.press("j", "down", "enter")
        assert stand.on(AgendaScreen)
        assert "Thu 26 Nov 2026 1" in stand.text
        assert "Corvid" in cursor_line(stand)
        assert "Kestrel" not in stand.text
        await stand.press("s", "1", "enter")
        assert "nothing is due on this day; esc shows all days" in stand.text
        await stand.press("escape")
        assert "tomorrow 1" in stand.text


async def test_the_agenda_as_a_month(busy: Workspace) -> None:
    """Weeks below each other; the arrows go by days and weeks, pgup and pgdn by months."""
    async with standing(busy) as stand:
        await stand.press("a", "v", "v")
        shown = stand.lines
        assert shown[0].startswith(" Nov 2026  Tue 24 Nov: 3 due")
        assert shown[1].split() == ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
        assert "▐24 today" in stand.text
        assert "! 1 of 3" in stand.text
        assert "○ 1" in stand.text
        for keys, day in (
            (("l",), "Wed 25 Nov"),
            (("down",), "Wed 2 Dec"),
            (("up", "h"), "Tue 24 Nov"),
            (("pagedown",), "Thu 24 Dec"),
            (("pageup", "G"), "Mon 30 Nov"),
            (("g",), "Sun 1 Nov"),
            (("t",), "Tue 24 Nov"),
        ):
            await stand.press(*keys)
            assert f"{day}: " in stand.lines[0]
        await stand.press("v")
        assert stand.on(AgendaScreen)


async def test_the_calendar_shows_what_changes(busy: Workspace) -> None:
    """It is everybody's too, has an end, and follows what others write."""
    async with standing(busy) as stand:
        await stand.press("a", "v")
        bo = replace(busy, actor="bo")
        followups.add(bo, [1], builders.follow_up(TODAY + timedelta(days=1)))
        await stand.press("E")
        wednesday = next(line for line in stand.lines if line.startswith(" Wed 25"))
        assert wednesday.split() == ["Wed", "25", "Nov", "○", "1", "due"]
        followups.add(bo, [1], builders.follow_up(TODAY + timedelta(days=1)))
        stand.app.feed.poke()
        await stand.rest()
        assert "2 due" in next(line for line in stand.lines if line.startswith(" Wed 25"))
        await stand.press("v", *["pagedown"] * 3, "a")
        assert stand.on(AgendaScreen)


async def test_the_calendar_has_an_end(busy: Workspace) -> None:
    """Beyond it nobody plans anything; the cursor stays where it is."""

    async def listed(_: Ask) -> None:
        raise AssertionError

    def last(app: Any) -> Any:
        return CalendarScreen(app.keymap, date(2999, 12, 30), Ask(), listed)

    async with standing(busy, screen=last) as stand:
        await stand.press("v", "pagedown")
        assert stand.said == "the calendar ends here"
        await stand.press("G", "l")
        assert "Tue 31 Dec: nothing" in stand.lines[0]


async def test_days_that_have_passed_are_not_over_the_limit(busy: Workspace) -> None:
    """Nothing more is planned for them."""
    busy.day_limit = 1
    for _ in range(2):
        followups.add(busy, [1], builders.follow_up(TODAY - timedelta(days=1)))
    async with standing(busy) as stand:
        await stand.press("a", "v", "k")
        assert cursor_line(stand).split() == ["▐Mon", "23", "Nov", "!", "2", "overdue"]


async def test_days_over_the_limit_are_pointed_out(busy: Workspace) -> None:
    """In the calendar, on the day's list, and wherever a day is chosen."""
    busy.day_limit = 2
    async with standing(busy, size=(120, 40)) as stand:
        await stand.press("a", "v")
        assert "3 due, 1 overdue, over your limit of 2" in cursor_line(stand)
        await stand.press("v")
        assert "over 2" in stand.text
        await stand.press("enter")
        assert "Tue 24 Nov 2026 3, over your limit of 2" in stand.text
        await stand.press("escape", "G", "f", *"call today")
        assert "due Tue 24 Nov 2026, 3 booked, over your limit of 2" in stand.text
        await stand.press("ctrl+u", *"call 26 nov")
        assert "due Thu 26 Nov 2026, 1 booked" in stand.text
        await stand.press("ctrl+u", "escape")
        await go(stand, "Corvid")
        await stand.press("s")
        assert "1 tomorrow Wed 25 Nov   " in stand.text
        await stand.press(*"today")
        assert "due Tue 24 Nov 2026, 3 booked, over your limit of 2" in stand.text


async def test_midnight_rolls_the_open_agenda_over(busy: Workspace) -> None:
    """Without a key: what was for tomorrow is for today, and in the calendar today is the next day."""
    followups.add(busy, [1], builders.follow_up(TODAY + timedelta(days=1), subject="soon"))
    clock: Any = busy.clock
    async with standing(busy, size=(120, 40)) as stand:
        await stand.press("a")
        assert "tomorrow 1" in stand.text
        busy.clock = clock.later(timedelta(hours=15, minutes=1))
        stand.screen.post_message(TimePassed(new_day=True))
        await stand.rest()
        assert "overdue 3" in stand.text
        assert "today 1" in stand.text
        assert "tomorrow 1" in stand.text
        await stand.press("v")
        assert "25 Nov today" in stand.text
        busy.clock = clock.later(timedelta(hours=39, minutes=1))
        stand.screen.post_message(TimePassed(new_day=True))
        await stand.rest()
        assert "26 Nov today" in stand.text


async def test_a_deal_deleted_while_its_follow_up_is_finished(busy: Workspace) -> None:
    """It says who deleted it, what was typed stays, and nothing is written."""
    async with standing(busy, size=(120, 40)) as stand:
        await stand.press("a")
        await go(stand, "Acme")
        await stand.press("d", *"they agreed")
        deals.delete(replace(busy, actor="bo"), [1])
        await stand.press("enter")
        assert stand.on(TextPrompt)
        assert "they agreed" in stand.text
        assert "bo" in stand.text
        assert "deleted" in stand.text
        await stand.press("escape")
        assert "Acme" not in stand.text


async def test_ten_thousand_overdue_are_not_read_before_the_first_are_shown(
    classic_workspace: Workspace, acme: int
) -> None:
    """The first look takes as many rows of follow-ups as a few hundred, in as many statements."""
    ws = classic_workspace
    draft = builders.follow_up(TODAY - timedelta(days=3), time(9))
    with ws.step() as step:
        for _ in range(10_000):
            followups.insert(ws, step, acme, draft)
        step.title = "many"
    from pipeboard.ui.screens import agenda as screen

    statements: list[str] = []

    @event.listens_for(ws.database.engine, "before_cursor_execute")
    def note(_c: object, _u: object, statement: str, *_: object) -> None:
        statements.append(statement)

    found, due = screen._read(ws, screen.Ask(), 300)
    assert (found.open, found.whole, due.overdue) == (300, False, 10_000)
    assert len([said for said in statements if said.startswith("SELECT")]) <= 8
    async with standing(ws) as stand:
        await stand.press("a", "G")
        assert "10,001 of my follow-ups" in stand.lines[0]
