"""The line in which a filter is typed."""

import pytest

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


async def test_a_filter_that_is_kept_says_how_it_is_cleared(classic_workspace: Workspace) -> None:
    """Enter ends the typing: the line says what esc does now, and letters are commands again."""
    deal(classic_workspace, "Acme")
    app = PipeboardApp(classic_workspace, keymap=resolve({}), look=make_look("dark"))
    async with app.run_test() as pilot:
        await app.at_rest()
        await pilot.press("slash", *"acme", "enter", "k")
        await app.at_rest()
        bar = app.screen.query_one(FilterBar)
        assert bar.typed == "acme"
        assert "esc clears it" in bar.render_lines(bar.size.region)[0].text


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("ownr:ann", "'ownr:ann': did you mean owner?"),
        ("acme stale overdue >10k ownr:annabella-von-und-zu", "did you mean owner?"),
        ("zzz:1", "'zzz:1': known are owner, stage, source, "),
        (">10z", "'10z': 'z' names no currency; a code of ISO 4217"),
    ],
)
async def test_the_answer_to_a_mistake_is_in_sight(
    classic_workspace: Workspace, typed: str, told: str
) -> None:
    """In 80 columns too, however much is typed: what would do comes first."""
    app = PipeboardApp(classic_workspace, keymap=resolve({}), look=make_look("dark"))
    async with app.run_test(size=(80, 24)) as pilot:
        await app.at_rest()
        await pilot.press("slash", *typed, "enter")
        await app.at_rest()
        bar = app.screen.query_one(FilterBar)
        assert told in bar.render_lines(bar.size.region)[0].text
