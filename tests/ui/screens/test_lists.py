"""The agenda, the history, the help and the palette."""

from datetime import date, timedelta
from typing import Any

import pytest

from pipeboard.domain.dates import Due
from pipeboard.domain.drafts import FollowUpDraft
from pipeboard.domain.people import Role
from pipeboard.keys import Keymap
from pipeboard.service import agenda, deals, details, followups, notes, people, reading
from pipeboard.service.workspace import Workspace
from pipeboard.ui.screens.agenda import AgendaScreen
from pipeboard.ui.screens.deal import DealScreen
from pipeboard.ui.screens.form import Form
from pipeboard.ui.screens.help import HelpScreen
from pipeboard.ui.screens.history import HistoryScreen
from pipeboard.ui.screens.palette import Palette
from tests import builders
from tests.ui.screens.stand import Stand, Wall, standing

TODAY = date(2026, 11, 24)
LOOSE = FollowUpDraft("call", "news", Due(TODAY), contact="Lena Fox")
LINES = (
    "Late @omar call +1d about the offer +Kestrel",
    "Now meeting 24 nov 15:00 +Corvid",
    "Soon e-mail 25 nov",
    "Week demo 27 nov 14:00",
    "Later task 12 dec",
)


@pytest.fixture
def busy(classic_workspace: Workspace) -> Workspace:
    """A follow-up in every section: planned five days ago, seen on Tuesday at nine."""
    clock: Any = classic_workspace.clock
    classic_workspace.clock = clock.later(timedelta(days=-5))
    for line in LINES:
        deals.add(classic_workspace, reading.read_deal(classic_workspace, line).draft)
    classic_workspace.clock = clock
    return classic_workspace


def cursor_line(stand: Stand) -> str:
    return next(line for line in stand.lines if line.lstrip().startswith("▐"))


async def test_the_agenda_has_sections_with_counts(busy: Workspace) -> None:
    """Each follow-up stands under when it is due, with its deal, contact and company."""
    async with standing(busy, size=(120, 40)) as stand:
        await stand.press("a")
        shown = stand.lines
    headings = [" ".join(line.split()[:-1]) for line in shown if line.endswith("───")]
    assert headings == [
        *("overdue 1", "today 1", "tomorrow 1", "this week 1", "next week 0", "later 1"),
        "without a next step 0",
    ]
    late = next(line for line in shown if "Late" in line)
    assert late.split()[:5] == ["▐!", "Fri", "20", "Nov", "call"]
    assert "about the offer" in late
    assert "Kestrel" in late
    assert "omar" in late
    assert "! 1 overdue   ● 1 today" in shown[0]


async def test_finishing_in_the_agenda(busy: Workspace) -> None:
    """The follow-up under the cursor is finished and stays in its place; u takes it back there.

    The cursor goes on.
    """
    async with standing(busy, size=(120, 40)) as stand:
        await stand.press("a", "d", *"fine", "enter", "escape")
        assert "fine: about the" not in cursor_line(stand)
        await stand.press("k")
        assert cursor_line(stand).startswith("▐✓ Fri 20 Nov")
        assert "fine: about the" in cursor_line(stand)
        assert "overdue 0" in stand.text
        await stand.press("u")
        assert "overdue 1" in stand.text
        assert cursor_line(stand).startswith("▐! Fri 20 Nov")


async def test_the_phone_number_is_whole(busy: Workspace) -> None:
    """Where it is narrow, the name and the subject give way to it."""
    for size in ((80, 24), (64, 20)):
        line = reading.read_deal(busy, "Fern @Katrin-Schäfer call today 17:00 about the offer")
        added = deals.add(busy, line.draft).id
        link = details.view(busy, added).contacts[0]
        people.edit_on_deal(busy, link, {"phones": ("+49 30 23125 354",)})
        async with standing(busy, size=size) as stand:
            await stand.press("a")
            told = next(line for line in stand.lines if "Fern" in line)
            assert told.endswith("+49 30 23125 354")
            assert ("Katrin" in told) == (size[0] == 80)


async def test_a_key_at_an_end_says_so(busy: Workspace) -> None:
    """First and last, by whatever key."""
    async with standing(busy) as stand:
        await stand.press("a")
        for key in ("k", "g", "pageup"):
            stand.app.said.clear()
            await stand.press(key)
            assert stand.said == "this is the first one"
        await stand.press("G")
        for key in ("j", "G", "pagedown"):
            stand.app.said.clear()
            await stand.press(key)
            assert stand.said == "this is the last one"


async def test_marked_follow_ups_are_put_off_together(busy: Workspace) -> None:
    """Space marks and goes on; one snooze moves all of them, in one step."""
    async with standing(busy) as stand:
        await stand.press("a", "space", "space")
        await stand.press("s", "4", "enter")
        assert stand.said.startswith("Put off 2 follow-ups")
        assert "overdue 0" in stand.text
        assert "next week 2" in stand.text
        await stand.press("u", "enter")
        assert "overdue 1" in stand.text


async def test_the_deal_of_a_follow_up_is_opened(busy: Workspace) -> None:
    """Enter opens it, esc comes back to the agenda, a or esc to where it was opened."""
    async with standing(busy) as stand:
        await stand.press("a", "j", "enter")
        assert stand.on(DealScreen)
        assert "Now" in stand.lines[0]
        await stand.press("escape")
        assert stand.on(AgendaScreen)
        await stand.press("a")
        assert stand.on(Wall)


async def test_everybodys_follow_ups(busy: Workspace) -> None:
    """The agenda is mine until E shows everybody's; its counts and keys are of what is shown."""
    busy.actor = "bo"
    async with standing(busy) as stand:
        await stand.press("a")
        assert "overdue 0" in stand.text
        assert "! 0 overdue" in stand.lines[0]
        assert "E Everybody's" in stand.lines[-1]
        await stand.press("E")
        assert "overdue 1" in stand.text
        assert "! 1 overdue" in stand.lines[0]
        assert "E Only mine" in stand.lines[-1]
        assert "ann" in cursor_line(stand)
        await stand.press("E")
        assert "! 0 overdue" in stand.lines[0]
        assert "E Everybody's" in stand.lines[-1]


async def test_many_follow_ups_are_few_lines(classic_workspace: Workspace, acme: int) -> None:
    """A thousand are shown as ten are: only what is visible is drawn."""
    from pipeboard.service import followups

    draft = reading.read_follow_up(classic_workspace, "call 25 nov").draft
    with classic_workspace.step() as step:
        for _ in range(1000):
            followups.insert(classic_workspace, step, acme, draft)
        step.title = "many"
    async with standing(classic_workspace) as stand:
        await stand.press("a")
        assert "tomorrow 1,000" in stand.text
        await stand.press("G")
        assert "task" not in stand.text
        assert "Tue 1 09:30" in cursor_line(stand)


async def test_the_history_tells_who_did_what(classic_workspace: Workspace, acme: int) -> None:
    """Newest first; enter shows what a step did, below it, and hides it again."""
    notes.add(classic_workspace, [acme], "they want red ones")
    async with standing(classic_workspace) as stand:
        await stand.press("y")
        assert cursor_line(stand).split() == [
            "▐just",
            "now",
            "ann",
            "Noted",
            "something",
            "on",
            "Acme",
            "renewal",
        ]
        await stand.press("enter")
        assert "Note: they want red ones" in stand.text
        await stand.press("enter")
        assert "Note: they want red ones" not in stand.text


async def test_any_step_can_be_reverted(classic_workspace: Workspace, acme: int) -> None:
    """After a question; the cursor stays on the step, and u takes the revert back."""
    builders.move(classic_workspace, [acme], 1)
    notes.add(classic_workspace, [acme], "after it")
    async with standing(classic_workspace) as stand:
        await stand.press("y", "j", "r")
        assert "Moved from Lead Generation to Prospecting" in stand.text
        await stand.press("enter")
        assert stand.said.startswith("Reverted: Moved Acme renewal")
        assert "Moved Acme renewal" in cursor_line(stand)
        assert details.view(classic_workspace, acme).deal.stage_id == 1
        await stand.press("u")
    assert details.view(classic_workspace, acme).deal.stage_id == 2


async def test_a_revert_that_clashes_is_told(classic_workspace: Workspace, acme: int) -> None:
    """Nothing is written when later work builds on the step."""
    builders.move(classic_workspace, [acme], 1)
    builders.move(classic_workspace, [acme], 1)
    async with standing(classic_workspace) as stand:
        await stand.press("y", "j", "r", "enter")
        assert "cannot take back" in " ".join(stand.text.split())
    assert details.view(classic_workspace, acme).deal.stage_id == 3


async def test_a_long_history_is_read_page_by_page(classic_workspace: Workspace, acme: int) -> None:
    """Going to the end reads on until the first step ever is shown."""
    for number in range(250):
        notes.add(classic_workspace, [acme], f"note {number}")
    async with standing(classic_workspace) as stand:
        await stand.press("y")
        screen = stand.screen
        assert isinstance(screen, HistoryScreen)
        assert len(screen._steps) == 200
        await stand.press("G")
        await stand.press("G")
        assert "Set up Sales" in stand.text


async def test_the_help_shows_the_keys_of_the_place(
    classic_workspace: Workspace, acme: int
) -> None:
    """On the board it has the board's commands, on a deal the deal's; esc and ? leave it."""
    async with standing(classic_workspace, acme, size=(120, 80)) as stand:
        await stand.press("?")
        assert stand.on(HelpScreen)
        assert "Add a deal in one line" in stand.text
        assert "Take back the step under the cursor" not in stand.text
        await stand.press("?")
        assert stand.on(Wall)


async def test_q_in_the_help_quits(
    classic_workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As it does everywhere; any key that neither scrolls nor closes it says that."""
    async with standing(classic_workspace) as stand:
        ended: list[int] = []
        monkeypatch.setattr(stand.app, "request_exit", lambda code=0: ended.append(code))
        await stand.press("?", "w")
        assert stand.on(HelpScreen)
        assert stand.said == "w does nothing in the help; esc closes it"
        await stand.press("q")
        assert ended == [0]
        await stand.press("escape")
        assert stand.on(Wall)


async def test_the_help_scrolls(classic_workspace: Workspace) -> None:
    """Where it is longer than the terminal, the cursor keys scroll it."""
    async with standing(classic_workspace, size=(80, 24)) as stand:
        await stand.press("?")
        before = stand.lines[1]
        await stand.press("j")
        assert stand.lines[1] != before
        await stand.press("G")
        assert "A follow-up of high priority" in stand.text


async def test_the_help_explains_the_sign_of_a_converted_sum(classic_workspace: Workspace) -> None:
    """It stands before the sum on the board."""
    async with standing(classic_workspace, size=(120, 60)) as stand:
        await stand.press("?", "G")
        assert any("≈" in line and "all currencies as one" in line for line in stand.lines)


async def test_the_help_says_that_there_is_more(classic_workspace: Workspace) -> None:
    """How much is below and above, and which keys scroll; nothing of it where all fits."""
    async with standing(classic_workspace, size=(80, 24)) as stand:
        await stand.press("?")
        assert "more lines below" in stand.lines[-1]
        assert "j k Scroll" in stand.lines[-1]
        assert "above" not in stand.lines[-1]
        await stand.press("pagedown")
        assert "more lines below" in stand.lines[-1]
        assert "pgup 21 above" in stand.lines[-1]
        await stand.press("G")
        assert "below" not in stand.lines[-1]
        assert "above" in stand.lines[-1]
    async with standing(classic_workspace, size=(120, 80)) as stand:
        await stand.press("?")
        assert stand.lines[-1].strip() == "esc Back"


async def test_the_help_explains_every_sign(classic_workspace: Workspace) -> None:
    """What stands for overdue, today, coming, none, stale and high priority."""
    async with standing(classic_workspace, size=(120, 80)) as stand:
        await stand.press("?")
        shown = [" ".join(line.split()) for line in stand.lines]
    for told in ("! Overdue.", "● Due today.", "○ Due on a later day.", "^ A follow-up of high"):
        assert any(told in line for line in shown)


async def test_the_palette_finds_and_does(classic_workspace: Workspace, acme: int) -> None:
    """A part of a name finds the command; enter does it on the screen below."""
    async with standing(classic_workspace, acme) as stand:
        await stand.press("ctrl+p")
        assert stand.on(Palette)
        await stand.press(*"note")
        assert cursor_line(stand).split()[1] == "Note"
        await stand.press("enter", *"found it", "enter")
        assert stand.said.startswith("Noted")
        await stand.press("ctrl+p", *"undo", "enter")
        assert stand.said.startswith("Took back: Noted")
        await stand.press("ctrl+p", *"fold", "enter")
        assert stand.said == "Fold has nothing to do here"


async def test_the_palette_offers_what_works_here(classic_workspace: Workspace) -> None:
    """Only commands of the place, with the keys that do the same."""
    async with standing(classic_workspace, size=(80, 40)) as stand:
        await stand.press("y", "ctrl+p", *"rev")
        shown = stand.text
        assert "Revert" in shown
        assert "New " not in shown
        key = Keymap().named("step.revert").keys[0]
        assert next(line for line in stand.lines if "Revert" in line).endswith(key)


async def test_names_that_look_like_markup(classic_workspace: Workspace) -> None:
    """Text of people is only ever text, on every screen that is a list."""
    title = "[red]x[/][@click=a()]y"
    draft = reading.read_deal(classic_workspace, f'"{title}" call tomorrow').draft
    deal = deals.add(classic_workspace, draft).id
    people.add_to_deal(classic_workspace, deal, "[b]Bo[/b]", Role.USER, "", "")
    async with standing(classic_workspace, deal, size=(140, 40)) as stand:
        for key in ("a", "y"):
            await stand.press(key)
            assert title in stand.text
            await stand.press("escape")
        await stand.press("N")
        assert title in stand.text
    assert agenda.counts(classic_workspace).overdue == 0


@pytest.fixture
def loose(classic_workspace: Workspace) -> int:
    """A follow-up on a contact of Acme, on no deal."""
    ws = classic_workspace
    deal = builders.deal(ws, company="Acme", contacts=("Lena Fox",), next_step=LOOSE)
    item = followups.next_steps(ws, [deal])[deal]
    assert item.contact_id is not None
    with ws.step() as step:
        step.edit("follow_up", item.id, {"deal_id": deal}, {"deal_id": None})
        step.title = "Took it off the deal"
    return item.id


async def test_a_follow_up_on_no_deal_is_worked_on_in_the_agenda(
    classic_workspace: Workspace, loose: int
) -> None:
    """It shows with its contact, is edited by enter, put off and finished; nothing follows it."""
    ws = classic_workspace
    async with standing(ws, size=(120, 40)) as stand:
        await stand.press("a")
        assert "Lena Fox" in cursor_line(stand)
        await stand.press("enter")
        assert stand.on(Form)
        assert "Lena Fox" in stand.text
        await stand.press("tab", *" of the offer", "enter")
        assert stand.on(AgendaScreen)
        assert followups.get(ws, loose).subject == "news of the offer"
        await stand.press("s", "1", "enter")
        assert followups.get(ws, loose).due_on == TODAY + timedelta(days=1)
        await stand.press("f")
        assert stand.said == "there is no deal here"
        await stand.press("d", *"fine", "enter")
        assert stand.on(AgendaScreen)
    assert followups.get(ws, loose).outcome == "fine"
