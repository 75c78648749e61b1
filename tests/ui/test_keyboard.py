"""A burst of keys means what it would mean typed slowly."""

from textual.events import Key

from pipeboard.keys import resolve
from pipeboard.service import details
from pipeboard.service.workspace import Workspace
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
