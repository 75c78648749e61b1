"""A burst of keys means what it would mean typed slowly."""

import asyncio
import threading
from collections.abc import Callable
from typing import Any

import pytest
from textual.events import Key

from pipeboard.domain.unfinished import Left, Subject, Unfinished
from pipeboard.errors import DatabaseError
from pipeboard.keys import resolve
from pipeboard.service import boards, details, moves, unfinished
from pipeboard.service.workspace import Workspace
from pipeboard.ui import questions
from pipeboard.ui.screens.unfinished import subject
from tests.builders import lane
from tests.ui.driver import Driver, make, opened


async def test_keys_typed_while_a_prompt_opens_go_into_it(classic_workspace: Workspace) -> None:
    """The key that opens a prompt and what is typed into it may come at once."""
    async with opened(classic_workspace) as driver:
        await driver.press(*"nAcme", "space", *"5k", "enter", *"nKestrel", "enter")
        assert driver.board == "[Kestrel] Acme"
    assert lane(classic_workspace, 0) == ["Kestrel", "Acme"]


async def test_quick_moves_and_steps_happen_in_order(classic_workspace: Workspace) -> None:
    """Each key acts on what the one before it has left."""
    ws = classic_workspace
    async with opened(ws, state=make(ws, "[A] B C | D")) as driver:
        await driver.press("L", "j", "L", "h", "G", "L", "u", "u")
        assert driver.board == "B C | A [D]"
    assert lane(ws, 1) == ["A", "D"]


async def test_alt_that_means_nothing_is_esc(classic_workspace: Workspace) -> None:
    """Esc and a quick key after it, as most terminals send them: both have their effect."""
    ws = classic_workspace
    async with opened(ws, state=make(ws, "[A] B C")) as driver:
        for key, character in (("space", " "), ("alt+j", "j"), ("alt+f", "f")):
            driver.app.post_message(Key(key, character))
        await driver.rest()
        assert driver.board == "A [B] C"
        assert "Follow-up" in driver.text
        driver.app.post_message(Key("alt+shift+n", "N"))
        await driver.type("of B")
        await driver.press("enter")
        assert _notes(ws, driver) == ["of B"]


async def test_alt_that_edits_is_for_the_text(classic_workspace: Workspace) -> None:
    """Where something is typed, alt+b and alt+enter are what they are in an editor."""
    ws = classic_workspace
    async with opened(ws, state=make(ws, "[A]")) as driver:
        await driver.press("N")
        await driver.type("one two")
        driver.app.post_message(Key("alt+b", "b"))
        driver.app.post_message(Key("alt+enter", None))
        await driver.press("enter")
        assert _notes(ws, driver) == ["one \ntwo"]


def _notes(ws: Workspace, driver: Driver) -> list[str]:
    """The notes on the deal under the cursor."""
    return [note.text for note in details.view(ws, driver.state.targets[0]).notes]


async def test_alt_may_be_a_command(classic_workspace: Workspace) -> None:
    """A key with alt that the config file gives to a command is that command."""
    ws = classic_workspace
    keymap = resolve({"deal.move_right": ["alt+j"]})
    async with opened(ws, state=make(ws, "[A] B"), keymap=keymap) as driver:
        driver.app.post_message(Key("alt+j", "j"))
        await driver.rest()
        assert driver.board == "B | [A]"


async def soon(holds: Callable[[], bool]) -> None:
    """Returns when something holds; fails when it does not come."""
    for _ in range(400):
        if holds():
            return
        await asyncio.sleep(0.01)
    raise AssertionError


def held(monkeypatch: pytest.MonkeyPatch, name: str) -> threading.Event:
    """Holds a function that moves deals until the event is set."""
    go, real = threading.Event(), getattr(moves, name)

    def wait(*args: Any, **kwargs: Any) -> Any:
        assert go.wait(10)
        return real(*args, **kwargs)

    monkeypatch.setattr(moves, name, wait)
    return go


async def test_a_key_that_waits_for_the_database_says_so(
    classic_workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Until it is done; then what it did is said, and nothing of the waiting is left."""
    ws = classic_workspace
    async with opened(ws, state=make(ws, "[A]")) as driver:
        go = held(monkeypatch, "move")
        driver.app.keyboard.put(Key("L", "L"))
        await soon(lambda: driver.said == driver.app.slow_message)
        driver.app.keyboard.put(Key("ctrl+c", None))
        assert driver.app.slow_message in driver.said
        go.set()
        await driver.rest()
        assert driver.said.startswith("Moved A")
        assert driver.board == "| [A]"


async def test_what_a_key_said_stays_while_the_rest_takes_long(
    classic_workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The move is on disk and said; that reading it anew is slow takes nothing away."""
    ws = classic_workspace
    async with opened(ws, state=make(ws, "[A]")) as driver:
        go, real = threading.Event(), boards.totals

        def wait(*args: Any, **kwargs: Any) -> Any:
            assert go.wait(10)
            return real(*args, **kwargs)

        monkeypatch.setattr(boards, "totals", wait)
        driver.app.keyboard.put(Key("L", "L"))
        await soon(lambda: driver.said.startswith("Moved A"))
        await asyncio.sleep(0.6)
        assert driver.said.startswith("Moved A")
        go.set()
        await driver.rest()
        assert driver.said.startswith("Moved A")


@pytest.mark.parametrize("keys", ["Lq", "Ljqq"])
async def test_quitting_does_not_wait_for_the_database(
    classic_workspace: Workspace, monkeypatch: pytest.MonkeyPatch, keys: str
) -> None:
    """q is heard at once when it is told that a key waits; after other keys, the second time."""
    ws = classic_workspace
    async with opened(ws, state=make(ws, "[A] B")) as driver:
        go = held(monkeypatch, "move")
        driver.app.keyboard.put(Key("L", "L"))
        await soon(lambda: driver.said == driver.app.slow_message)
        for key in keys[1:-1]:
            driver.app.keyboard.put(Key(key, key))
            assert not driver.app.ending
        driver.app.keyboard.put(Key("q", "q"))
        assert driver.app.ending
        go.set()
    assert lane(ws, 1) == ["A"]


async def test_what_is_typed_ahead_of_a_refused_prompt_is_no_command(
    classic_workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The text of a note that cannot be asked for does not win, move and delete deals."""
    ws = classic_workspace

    def refuse(*_: object) -> Any:
        raise DatabaseError("the server is down")

    async with opened(ws, state=make(ws, "[A] B | C")) as driver:
        monkeypatch.setattr(questions, "about", refuse)
        await driver.press(*"NLHxw", "enter", "enter")
        assert driver.said == "the server is down"
        assert len(driver.app.screen_stack) == 1
        assert driver.board == "[A] B | C"


async def test_a_prompt_opens_although_what_was_unfinished_cannot_be_read(
    classic_workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is typed goes into it, and what was left over from before is not lost by that."""
    ws = classic_workspace
    older = Unfinished(subject("deal"), {"": "Older 1k"})
    unfinished.replace(ws, None, older)
    real, down = unfinished.offered, threading.Event()

    def offered(ws: Workspace, asked: Subject) -> list[Left]:
        if down.is_set():
            raise DatabaseError("the server is down")
        return real(ws, asked)

    monkeypatch.setattr(unfinished, "offered", offered)
    async with opened(ws, state=make(ws, "[A]")) as driver:
        down.set()
        await driver.press(*"nKestrel")
        down.clear()
        await driver.app.screen.save_unfinished()  # type: ignore[attr-defined]  # the prompt
        kept = [left.unfinished.text for left in real(ws, older.subject)]
        assert kept == ["Older 1k", "Kestrel"]
        await driver.press("enter")
        assert driver.board == "[Kestrel] A"
        assert [left.unfinished for left in real(ws, older.subject)] == [older]
