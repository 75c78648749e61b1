"""Filtering the board as it is typed."""

import asyncio
from datetime import timedelta

from pipeboard.domain.deals import Status
from pipeboard.service import boards, deals, details
from pipeboard.service.workspace import Workspace
from pipeboard.ui.filtering import PAUSE
from pipeboard.ui.screens.nurture import OffBoardScreen
from tests.builders import deal
from tests.clocks import PinnedClock
from tests.ui.driver import Driver, make, opened


async def paused(driver: Driver) -> None:
    """Returns when what is typed has been looked for."""
    await asyncio.sleep(2 * PAUSE)
    await driver.rest()


async def test_it_filters_while_it_is_typed(classic_workspace: Workspace) -> None:
    """What does not match is hidden, and the bar covers no card."""
    ws = classic_workspace
    async with opened(ws, state=make(ws, "Acme [Kestrel] | Acme2")) as driver:
        await driver.press("/")
        await driver.type("acme")
        await paused(driver)
        assert driver.board in ("[Acme] | Acme2", "Acme | [Acme2]")
        assert "/ acme" in driver.lines[1]
        assert "2 of 3 deals match" in driver.lines[1]
        assert "Lead" in driver.lines[2]
        assert "1/2" in driver.lines[2]


async def test_enter_keeps_it_with_the_cursor_on_the_first_match(
    classic_workspace: Workspace,
) -> None:
    """Typed in one burst it means the same; esc on the board then clears it."""
    ws = classic_workspace
    async with opened(ws, state=make(ws, "[Kestrel] | Corvid Acme | Acme2")) as driver:
        await driver.press("/", *"acme", "enter", "j")
        assert driver.board == "| [Acme] | Acme2"
        assert "this is the last deal in Prospecting" in driver.said
        assert "sums are of those" in driver.lines[1]
        await driver.press("esc")
        assert driver.board == "Kestrel | Corvid [Acme] | Acme2"
        assert "/" not in driver.lines[1]


async def test_esc_shows_what_was_shown_before(classic_workspace: Workspace) -> None:
    """The cursor is back on its deal."""
    ws = classic_workspace
    async with opened(ws, state=make(ws, "A [Kestrel] | Acme")) as driver:
        await driver.press("/")
        await driver.type("acme")
        await paused(driver)
        assert driver.board == "| [Acme]"
        await driver.press("esc")
        assert driver.board == "A [Kestrel] | Acme"


async def test_what_cannot_be_understood_is_said_and_stays(classic_workspace: Workspace) -> None:
    """The board stays as it is, and the text can be mended."""
    ws = classic_workspace
    async with opened(ws, state=make(ws, "[Kestrel] | Acme")) as driver:
        await driver.press("/", *"ownr:ann", "enter")
        assert "ownr" in driver.lines[1]
        assert "owner" in driver.lines[1].partition("ownr:ann")[2]
        assert driver.board == "[Kestrel] | Acme"
        await driver.press(*["backspace"] * 8, *"acme", "enter")
        assert driver.board == "| [Acme]"


async def test_nothing_matches(classic_workspace: Workspace) -> None:
    """The board says so, and which key shows all again."""
    ws = classic_workspace
    async with opened(ws, state=make(ws, "[Kestrel] | Acme")) as driver:
        await driver.press("/", *"xyz", "enter")
        assert driver.board == ""
        assert "No deal matches the filter" in driver.text
        await driver.press("esc")
        assert driver.board == "[Kestrel] | Acme"


async def test_a_new_match_shows_while_the_filter_holds(classic_workspace: Workspace) -> None:
    """What others add shows if it matches; what does not is only counted."""
    ws = classic_workspace
    async with opened(ws, state=make(ws, "[Kestrel] | Acme")) as driver:
        await driver.press("/", *"acme", "enter")
        deal(ws, "Acme3")
        deal(ws, "Umbra")
        await driver.news()
        assert driver.board == "Acme3 | [Acme]"
        assert "2 of 4 deals match" in driver.lines[1]


async def test_days_in_a_kept_filter_are_told_from_today(classic_workspace: Workspace) -> None:
    """'closes<2d' that is kept over midnight means another day then."""
    ws = classic_workspace
    later = deal(ws, "Acme")
    details.edit(
        ws, later, {"expected_close": None}, {"expected_close": ws.today() + timedelta(days=2)}
    )
    async with opened(ws, state=make(ws, "[Kestrel]")) as driver:
        await driver.press("/", *"closes<2d", "enter")
        assert driver.board == ""
        assert isinstance(ws.clock, PinnedClock)
        ws.clock = ws.clock.later(timedelta(days=1))
        await driver.app._time_passed(True)
        await driver.rest()
        assert driver.board == "[Acme]"


async def test_what_the_filter_hides_is_said(classic_workspace: Workspace) -> None:
    """A deal that is added, edited or moved out of sight is not lost; one in sight needs no word."""
    ws = classic_workspace
    async with opened(ws, state=make(ws, "[Acme] | Acme2")) as driver:
        await driver.press("/", *"acme", "enter", "n", *"Kestrel", "enter")
        assert driver.said == "Added Kestrel; the filter hides it"
        assert driver.board == "[Acme] | Acme2"
        await driver.press("n", *"Acme3", "enter")
        assert driver.said == "Added Acme3"
        await driver.press("esc", "/", *"stage:lead", "enter", "L")
        assert driver.said.endswith("to Prospecting; the filter hides it")
        await driver.press("j")
        assert "hides" not in driver.said


async def test_the_head_and_the_filter_count_the_same(classic_workspace: Workspace) -> None:
    """Both count open deals; won ones that match are told besides."""
    ws = classic_workspace
    won = deal(ws, "Acme old")
    deals.win(ws, [won])
    async with opened(ws, state=make(ws, "[Acme] Kestrel")) as driver:
        assert "2 deals" in driver.lines[0]
        await driver.press("/", *"acme", "enter")
        assert "1 deal " in driver.lines[0]
        assert "1 of 2 deals match (and 1 won)" in driver.lines[1]


async def test_the_keys_that_work_while_it_is_typed_are_shown(
    classic_workspace: Workspace,
) -> None:
    """They stand at the bottom in place of the board's, also when there is an error."""
    ws = classic_workspace
    async with opened(ws, state=make(ws, "[Kestrel]"), size=(80, 24)) as driver:
        await driver.press("/", *"xyz:1", "enter")
        assert driver.lines[-1].startswith(" enter Keep the filter  esc Leave it as it was")
        assert driver.lines[1].startswith(" / xyz:1")
        assert driver.lines[1].rstrip().endswith(", …")
        await driver.press("esc")
        assert "n New" in driver.lines[-1]


async def test_a_filter_for_lost_deals_says_where_they_are(classic_workspace: Workspace) -> None:
    """No lane shows them; a key lists them with that filter, where they are opened again."""
    ws = classic_workspace
    make(ws, "[Acme] Kestrel Corvid")
    ids = {card.title: card.id for card in boards.page(ws, boards.board(ws).stages[0], 0, 10)}
    deals.lose(ws, [ids["Acme"]], "price")
    deals.win(ws, [ids["Corvid"]])
    async with opened(ws) as driver:
        await driver.press("/", *"status:lost")
        await paused(driver)
        assert "lost deals are not on the board: enter, then V lists them" in driver.text
        await driver.press("enter")
        assert "lost deals are not on the board: V lists them" in driver.text
        await driver.press("V")
        assert isinstance(driver.app.screen, OffBoardScreen)
        text = "\n".join(strip.text for strip in driver.app.screen._compositor.render_strips())
        assert "1 of everybody's deals off the board that match status:lost" in text
        (line,) = (line for line in text.splitlines() if "Acme" in line)
        assert line.split()[0].endswith("lost")
        assert "price" in line
        await driver.press("o", "enter")
        await driver.press("V")
        assert boards.cards(ws, [ids["Acme"]])[0].status is Status.OPEN
