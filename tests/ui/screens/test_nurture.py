"""Putting deals off, looking through those that are, and their coming back while a board is open."""

from datetime import date, timedelta
from typing import Any

from pipeboard.domain.deals import Status
from pipeboard.service import boards, deals, details, history, nurture
from pipeboard.service.workspace import Workspace
from pipeboard.ui.screens.deal import DealScreen
from pipeboard.ui.screens.nurture import NurtureScreen
from pipeboard.ui.screens.text_prompt import TextPrompt
from tests import builders
from tests.ui.driver import Driver, make, opened
from tests.ui.screens.stand import standing

LATER = date(2027, 2, 24)


def on(driver: Driver, kind: type[object]) -> bool:
    """Returns whether a screen of that kind is on top."""
    return isinstance(driver.app.screen, kind)


async def test_a_digit_puts_a_deal_off(classic_workspace: Workspace) -> None:
    """Z, a digit and enter: it leaves the board, and u brings it back."""
    ws = classic_workspace
    make(ws, "[Acme] Kestrel")
    async with opened(ws) as driver:
        await driver.press("z", "3")
        assert "3 months, 24 Feb 2027: enter takes it" in driver.text
        await driver.press("enter")
        assert driver.said == "Put Acme off until Wed 24 Feb 2027"
        assert driver.board == "[Kestrel]"
        await driver.press("u")
        assert driver.board == "[Acme] Kestrel"
        await driver.press("ctrl+r")
        assert driver.board == "[Kestrel]"


async def test_a_day_and_why_are_typed(classic_workspace: Workspace) -> None:
    """The preview tells how both are read; follow-ups that are planned are told to stay."""
    ws = classic_workspace
    deal = builders.deal(ws, "Acme", next_step=builders.follow_up(LATER))
    async with standing(ws, deal) as stand:
        await stand.press("z")
        assert "1 planned follow-up stays as planned" in stand.text
        await stand.press(*"3 months, budget frozen")
        assert "until Wed 24 Feb 2027, in 92 days" in stand.text
        assert "why budget frozen" in stand.text
        await stand.press("enter")
        assert stand.said == "Put Acme off until Wed 24 Feb 2027: budget frozen"
    found = details.view(ws, deal).deal
    assert (found.nurture_until, found.reason) == (LATER, "budget frozen")


async def test_a_day_that_will_not_do_stays_in_the_prompt(classic_workspace: Workspace) -> None:
    """Today is refused by its word; what was typed stays, and is offered again after esc."""
    ws = classic_workspace
    deal = builders.deal(ws)
    async with standing(ws, deal) as stand:
        await stand.press("z", *"today", "enter")
        assert stand.on(TextPrompt)
        assert "'today'" in stand.text
        assert "a day after today" in stand.text
        await stand.press("escape", "z")
        assert "today" in stand.text
        assert "unfinished from before" in stand.text
    assert details.view(ws, deal).deal.status is Status.OPEN


async def test_marked_deals_are_put_off_together(classic_workspace: Workspace) -> None:
    """By one step, which is told with its count."""
    ws = classic_workspace
    state = make(ws, "[*Acme] *Kestrel Corvid")
    async with opened(ws, state=state) as driver:
        await driver.press("z", *"6w", "enter")
        assert driver.said == "Put 2 deals off until Tue 5 Jan 2027"
        assert driver.board == "[Corvid]"


async def test_a_won_deal_is_not_asked_about(classic_workspace: Workspace) -> None:
    """The key that reopens it is named before anything is typed."""
    ws = classic_workspace
    deal = builders.deal(ws, "Acme")
    deals.win(ws, [deal])
    async with standing(ws, deal) as stand:
        await stand.press("z")
        assert stand.said == "Acme is won: o reopens it"
        assert not stand.on(TextPrompt)


async def test_the_list_is_worked_through(classic_workspace: Workspace) -> None:
    """The next one first; another day, reopening, opening and losing are one key each."""
    ws = classic_workspace
    one, two, others = (
        builders.deal(ws, title, owner=owner)
        for title, owner in (("One", None), ("Two", None), ("Others", "bo"))
    )
    nurture.nurture(ws, [one], LATER, "budget")
    nurture.nurture(ws, [two, others], date(2027, 1, 4))
    async with opened(ws, size=(110, 24)) as driver:
        await driver.press("Z")
        assert on(driver, NurtureScreen)
        assert driver.lines[1].split()[:5] == ["▐4", "Jan", "2027", "41d", "Two"]
        assert "budget" in driver.lines[2]
        assert "2 of my deals put off" in driver.lines[0]
        await driver.press("E")
        assert "3 of everybody's deals put off" in driver.lines[0]
        assert "bo" in next(line for line in driver.lines if "Others" in line)
        await driver.press("g", "z", *"1 year", "enter")
        assert driver.said == "Put Two off until Wed 24 Nov 2027"
        await driver.press("/", *"one", "enter")
        assert "1 of everybody's deals put off that match one" in driver.lines[0]
        await driver.press("enter")
        assert on(driver, DealScreen)
        await driver.press("escape", "o", "enter")
        assert driver.said == "Reopened One in Lead Generation"
        assert "0 of everybody's" in driver.lines[0]
        assert "no deal that is put off matches" in driver.lines[1]
        await driver.press("z")
        assert driver.said == "no deal that is put off matches"
        await driver.press("escape")
        assert "2 of everybody's" in driver.lines[0]
        await driver.press("escape")
        assert not on(driver, NurtureScreen)


async def test_a_very_long_list_is_read_as_it_is_needed(classic_workspace: Workspace) -> None:
    """Its end is reached although only the first deals are read at first."""
    ws = classic_workspace
    ids = [builders.deal(ws, f"Deal {number}") for number in range(310)]
    nurture.nurture(ws, ids, LATER)
    async with standing(ws) as stand:
        await stand.press("Z")
        assert "310 of my deals" in stand.lines[0]
        await stand.press("G")
        assert any("Deal 309" in line and line.startswith("▐") for line in stand.lines)


async def test_a_board_that_is_open_at_midnight_shows_it_again(
    classic_workspace: Workspace,
) -> None:
    """The card is back without a key, and the bottom line says so until the next one."""
    ws = classic_workspace
    clock: Any = ws.clock
    make(ws, "[Acme] Kestrel")
    nurture.nurture(ws, [boards.page(ws, boards.board(ws).stages[0], 0, 1)[0].id], LATER)
    async with opened(ws) as driver:
        assert driver.board == "[Kestrel]"
        ws.clock = clock.later(timedelta(days=92))
        await driver.app._time_passed(new_day=True)
        await driver.news()
        assert driver.board == "Acme [Kestrel]"
        assert driver.said == "Acme is back from nurture"
        await driver.press("k")
        assert driver.said == ""
        assert history.recent(ws, limit=1)[0].step.actor == "pipeboard"


async def test_reopening_puts_the_cursor_on_the_deal(classic_workspace: Workspace) -> None:
    """Also when it comes back into another lane."""
    ws = classic_workspace
    make(ws, "[Acme] | Kestrel")
    async with opened(ws) as driver:
        await driver.press("w", "enter", "esc")
        await driver.press("G", "7")
        await driver.press("o", "enter")
        assert driver.said == "Reopened Acme in Lead Generation"
        assert driver.board == "[Acme] | Kestrel"
