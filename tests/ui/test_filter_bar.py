"""The line in which a filter is typed."""

from pipeboard.keys import Keymap, resolve
from pipeboard.service import history
from pipeboard.service.workspace import Workspace
from pipeboard.ui.app import PipeboardApp
from pipeboard.ui.themes import make_look
from pipeboard.ui.widgets.filter_bar import FilterBar
from tests.builders import deal


async def test_letters_of_commands_are_typed(classic_workspace: Workspace) -> None:
    """Whatever command a key gives on the board, in the filter it is a letter of the text."""
    ws = classic_workspace
    deal(ws, "Acme")
    before = history.recent(ws)
    keys = {key for command in Keymap().at("board") for key in command.keys if len(key) == 1}
    text = "".join(sorted(keys - {"/"})) + " /"
    app = PipeboardApp(ws, keymap=resolve({}), look=make_look("dark"))
    async with app.run_test() as pilot:
        await app.at_rest()
        await pilot.press("slash", *text)
        await app.at_rest()
        assert app.screen.query_one(FilterBar).typed == text
    assert history.recent(ws) == before
