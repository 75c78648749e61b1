"""A burst of keys means what it would mean typed slowly."""

from pipeboard.service.workspace import Workspace
from tests.builders import lane
from tests.ui.driver import make, opened


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
