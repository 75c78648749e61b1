"""The first start: stages, currency, and three ways on."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from textual.events import Key, Paste

from pipeboard.domain.changes import Step
from pipeboard.errors import NotFound
from pipeboard.keys import Keymap
from pipeboard.service import pipelines
from pipeboard.service.workspace import Workspace
from pipeboard.ui.screens.confirm import Confirm
from pipeboard.ui.screens.first_start import FirstStart, Started, Way
from pipeboard.ui.screens.text_prompt import TextPrompt
from pipeboard.ui.themes import make_look
from pipeboard.ui.welcome import WelcomeApp
from tests.ui.screens.stand import Stand, Wall, standing


class OneFile:
    """An importer that knows one file."""

    def __init__(self) -> None:
        self.written: list[str] = []

    def plan(self, ws: Workspace, path: Path) -> str:
        if path.name != "deals.csv":
            raise NotFound(f"there is no file {path}; check the path")
        return "a plan"

    def tell(self, plan: Any) -> Sequence[str]:
        return ["8,800 deals", "account as company"]

    def write(self, ws: Workspace, plan: Any) -> Step | None:
        self.written.append(plan)
        return None


class Opened:
    """A first start, and how it ended."""

    def __init__(self) -> None:
        self.importer = OneFile()
        self.ended: list[Started | None] = []

    async def on(self, stand: Stand) -> None:
        await stand.app.push_screen(FirstStart(self.importer), self.ended.append)
        await stand.rest()


@pytest.fixture
def opened() -> Opened:
    return Opened()


async def test_everything_fits_at_80_by_24(workspace: Workspace, opened: Opened) -> None:
    """The templates with the stages of the one under the cursor, the currency, the ways on."""
    async with standing(workspace) as stand:
        await opened.on(stand)
        assert "Lead Generation › Prospecting" in stand.text
        for told in ("1 classic", "2 small-business", "3 short", "EUR", "4 start empty"):
            assert told in stand.text
        assert "esc leaves" in stand.text
        await stand.press("j", "j")
        assert "Lead › Qualified › Proposal › Negotiation › Post-Sale" in stand.text


async def test_three_times_enter_starts_with_the_defaults(
    workspace: Workspace, opened: Opened
) -> None:
    """The classic stages in the default currency, and an empty board."""
    async with standing(workspace) as stand:
        await opened.on(stand)
        await stand.press("enter", "enter", "enter")
        assert stand.on(Wall)
    assert opened.ended[0] is not None
    assert opened.ended[0].way is Way.EMPTY
    names = [stage.name for stage in pipelines.stages(workspace, pipelines.current(workspace).id)]
    assert names[0] == "Lead Generation"


async def test_stages_and_currency_are_chosen(workspace: Workspace, opened: Opened) -> None:
    """By digit and by typing; a currency that there is none of is refused at its field."""
    async with standing(workspace) as stand:
        await opened.on(stand)
        await stand.press("3", *"xyq", "enter")
        assert "ISO 4217" in stand.text
        assert opened.ended == []
        await stand.press(*"usd", "enter", "enter")
        assert stand.on(Wall)
    names = [stage.name for stage in pipelines.stages(workspace, pipelines.current(workspace).id)]
    assert names == ["Lead", "Qualified", "Proposal", "Negotiation", "Post-Sale"]
    assert workspace.currency == "USD"


async def test_a_digit_chooses_on_the_currency_too(workspace: Workspace, opened: Opened) -> None:
    """After the stages were chosen by digit, the next digit is a way on, not a currency."""
    async with standing(workspace) as stand:
        await opened.on(stand)
        await stand.press("3", "4")
        assert stand.on(Wall)
    assert len(pipelines.stages(workspace, pipelines.current(workspace).id)) == 5


async def test_a_file_is_shown_before_it_is_imported(
    workspace: Workspace, opened: Opened, tmp_path: Path
) -> None:
    """What would be written is told; only enter writes it."""
    async with standing(workspace) as stand:
        await opened.on(stand)
        await stand.press("5", *"nothing.csv", "enter")
        assert stand.on(TextPrompt)
        assert "there is no file" in stand.prompt.complaint
        await stand.press("ctrl+u", *"deals.csv", "enter")
        assert stand.on(Confirm)
        assert "8,800 deals" in stand.text
        assert opened.importer.written == []
        await stand.press("enter")
        assert stand.on(Wall)
    assert opened.importer.written == ["a plan"]
    assert opened.ended[0] is not None
    assert opened.ended[0].way is Way.IMPORT


async def test_the_path_of_a_file_is_there_again(workspace: Workspace, opened: Opened) -> None:
    """After esc, after an error, and after looking at what is in the file."""
    async with standing(workspace) as stand:
        await opened.on(stand)
        await stand.press("5", *"deals.csx", "escape")
        assert stand.on(FirstStart)
        await stand.press("5")
        assert stand.prompt.text == "deals.csx"
        await stand.press("enter", "escape", "5")
        assert stand.prompt.text == "deals.csx"
        await stand.press("backspace", "v", "enter")
        assert stand.on(Confirm)
        await stand.press("escape", "5")
        assert stand.prompt.text == "deals.csv"


async def test_an_accepted_currency_is_shown_as_its_code(
    workspace: Workspace, opened: Opened
) -> None:
    """However it was typed."""
    async with standing(workspace) as stand:
        await opened.on(stand)
        await stand.press("3", *"usd")
        assert "usd" in stand.text
        await stand.press("enter")
        assert "USD" in stand.text
        assert "usd" not in stand.text


async def test_ctrl_c_says_how_to_quit(workspace: Workspace) -> None:
    """The first start stays; esc is what leaves it."""
    app = WelcomeApp(workspace, keymap=Keymap(), look=make_look("dark"), importer=OneFile())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("ctrl+c")
        await app.keyboard.settled()
        await pilot.pause()
        assert isinstance(app.screen, FirstStart)
        assert app.screen._hint == "esc quits; nothing has been written"
        assert not app.ending


@pytest.mark.parametrize(("key", "way"), [("6", Way.SAMPLE), ("escape", Way.LEAVE)])
async def test_looking_and_leaving_write_nothing(
    workspace: Workspace, opened: Opened, key: str, way: Way
) -> None:
    """The database stays as it was found."""
    async with standing(workspace) as stand:
        await opened.on(stand)
        await stand.press(key)
    assert opened.ended == [Started(way)]
    assert pipelines.is_fresh(workspace)


async def test_the_app_of_the_first_start_ends_with_the_choice(workspace: Workspace) -> None:
    """Keys typed ahead go where they belong; the app knows afterwards what was chosen."""
    app = WelcomeApp(workspace, keymap=Keymap(), look=make_look("dark"), importer=OneFile())
    async with app.run_test(size=(80, 24)) as pilot:
        for key in ("5", *"deals.csv", "enter", "enter"):
            app.post_message(Key(key, key if len(key) == 1 else None))
        await app.keyboard.settled()
        await pilot.pause()
    assert app.started.way is Way.IMPORT
    assert not pipelines.is_fresh(workspace)


@pytest.mark.parametrize(
    ("key", "told"), [("7", "there is no choice 7; the last is 6"), ("x", "x does nothing here")]
)
async def test_what_does_nothing_says_so(
    workspace: Workspace, opened: Opened, key: str, told: str
) -> None:
    """Beside it stands what works; the next key clears it."""
    async with standing(workspace) as stand:
        await opened.on(stand)
        await stand.press(key)
        assert told in stand.text
        assert "enter or a digit chooses" in stand.text
        await stand.press("j")
        assert told not in stand.text


async def test_a_currency_can_be_pasted(workspace: Workspace, opened: Opened) -> None:
    """Where it is typed; elsewhere a paste says that nothing is being typed."""
    async with standing(workspace) as stand:
        await opened.on(stand)
        stand.app.post_message(Paste("USD\n"))
        await stand.rest()
        assert "nothing is being typed here" in stand.text
        await stand.press("3")
        stand.app.post_message(Paste("USD\n"))
        await stand.rest()
        await stand.press("4")
    assert workspace.currency == "USD"
