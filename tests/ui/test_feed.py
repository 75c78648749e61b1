"""What others write shows by itself, and time passing too."""

import asyncio
from collections.abc import Callable
from datetime import date, time, timedelta

import pytest
from textual.events import Key

from pipeboard.errors import DatabaseError
from pipeboard.service import deals, feed, history
from pipeboard.service.workspace import Workspace
from tests import builders
from tests.builders import deal, follow_up
from tests.clocks import PinnedClock
from tests.ui.driver import Driver, make, opened


async def until(driver: Driver, shown: Callable[[], bool]) -> None:
    """Returns when something is shown; nobody pokes the feed."""
    for _ in range(100):
        if shown():
            return
        await asyncio.sleep(0.05)
    raise AssertionError(driver.text)


async def test_what_another_process_writes_shows_by_itself(classic_workspace: Workspace) -> None:
    """No key is needed, and the cursor stays on its deal although it is moved away."""
    ws = classic_workspace
    async with opened(ws, state=make(ws, "A [B] | C")) as driver:
        card = driver.state.card
        assert card is not None
        builders.move(ws, [card.id], 1)
        await until(driver, lambda: driver.board == "A | [B] C")
        deal(ws, "New")
        await until(driver, lambda: driver.board == "New A | [B] C")


async def test_what_is_written_here_is_painted_by_itself(classic_workspace: Workspace) -> None:
    """The terminal gets the moved card and what is said of it, without another key."""
    ws = classic_workspace
    async with opened(ws, state=make(ws, "[Acme]")) as driver:
        for key, lane in (("L", 1), ("H", 0), ("u", 1)):
            driver.app.keyboard.put(Key(key, key))
            await driver.app.at_rest()
            assert driver.state.at == lane
            assert "Acme" in driver.said
            await until(driver, lambda: driver.painted == driver.text)


async def test_a_deal_deleted_elsewhere_leaves_its_marks_and_the_cursor(
    classic_workspace: Workspace,
) -> None:
    """What is gone is not acted on."""
    ws = classic_workspace
    async with opened(ws, state=make(ws, "[*A] *B C")) as driver:
        card = driver.state.card
        assert card is not None
        deals.delete(ws, [card.id])
        await driver.news()
        assert driver.board == "[*B] C"
        assert driver.state.targets == [driver.state.lanes[0].cards[0].id]


async def test_what_is_due_becomes_overdue_as_time_passes(
    classic_workspace: Workspace, clock: PinnedClock
) -> None:
    """After the time of a follow-up has passed it is shown as overdue, the next day as late by one."""
    ws = classic_workspace
    deal(ws, "Acme", value=None, next_step=follow_up(date(2026, 11, 24), time(9, 30)))
    async with opened(ws) as driver:
        assert "● call 09:30" in driver.text
        for delay, said in ((timedelta(hours=1), "! call 09:30"), (timedelta(days=1), "! call 1d")):
            ws.clock = clock.later(delay)
            await driver.app._time_passed(new_day=delay.days > 0)
            await driver.rest()
            assert said in driver.text
            assert "! 1 overdue" in driver.lines[0]


async def test_all_is_read_again_when_the_database_is_back(
    classic_workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What could not be read is there without a key, and what was wrong is said no more."""
    ws = classic_workspace

    looks = 0

    def refuse(*_: object, **__: object) -> None:
        nonlocal looks
        looks += 1
        raise DatabaseError("the server is down")

    async with opened(ws, state=make(ws, "[A]")) as driver:
        with monkeypatch.context() as down:
            down.setattr(feed, "news", refuse)
            down.setattr(history, "recent", refuse)
            await driver.press("y")
            await until(driver, lambda: looks > 1)
            await driver.press("j", "enter")
            assert driver.said == "the server is down"
            assert "Added A" not in driver.text
        await until(driver, lambda: "Added A" in driver.text and not driver.said)
        await driver.press("esc")
        assert driver.said == ""
        assert driver.board == "[A]"
