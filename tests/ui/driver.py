"""Drives the board: makes one, types on it, and reads what it shows.

A board is written as its lanes from left to right with ``|`` between them, each the titles from top
to bottom. The title under the cursor stands in brackets, a marked one after a ``*``:
``Acme [Kestrel] | *Corvid``. Lanes left out at the end are empty.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from textual.events import Key, MouseScrollDown, MouseScrollUp, Paste
from textual.pilot import Pilot
from textual.widget import Widget

from pipeboard.config import ThemeName
from pipeboard.keys import Keymap
from pipeboard.service import boards
from pipeboard.service.workspace import Workspace
from pipeboard.ui.app import PipeboardApp
from pipeboard.ui.board_state import BoardState
from pipeboard.ui.commands import textual_key
from pipeboard.ui.screens.board import BoardScreen
from pipeboard.ui.themes import make_look
from pipeboard.ui.widgets.status import BottomLine
from tests.builders import deal

_CHARACTERS = {"space": " "}


class Driver:
    """The app while it runs."""

    def __init__(self, app: PipeboardApp, pilot: Pilot[None]) -> None:
        self.app = app
        self.pilot = pilot

    @property
    def screen(self) -> BoardScreen:
        """The board, whatever is on top of it."""
        found = self.app.screen_stack[0]
        assert isinstance(found, BoardScreen)
        return found

    @property
    def state(self) -> BoardState:
        """What the board shows."""
        return self.screen.state

    @property
    def said(self) -> str:
        """The message at the bottom of the topmost screen that has one; '' for none."""
        for screen in reversed(self.app.screen_stack):
            for bottom in screen.query(BottomLine):
                return str(bottom.message)
        return ""

    @property
    def board(self) -> str:
        """The board as it is shown."""
        lanes = []
        for lane in self.state.lanes:
            titles = []
            for place in range(lane.matching):
                card = lane.cards.get(place)
                title = "?" if card is None else card.title
                if card is not None and card.id in self.state.marked:
                    title = f"*{title}"
                if card is not None and card == self.state.card:
                    title = f"[{title}]"
                titles.append(title)
            lanes.append(" ".join(titles))
        return " | ".join(lanes).rstrip(" |").strip()

    @property
    def lines(self) -> list[str]:
        """The screen, line by line."""
        strips = self.app.screen._compositor.render_strips()
        return [strip.text for strip in strips]

    @property
    def painted(self) -> str:
        """What the terminal has been told to show, as one text."""
        lines = [line or () for line in self.app._frame._lines]
        return "\n".join("".join(segment.text for segment in line) for line in lines)

    @property
    def text(self) -> str:
        """The screen as one text."""
        return "\n".join(self.lines)

    async def press(self, *keys: str) -> None:
        """Types keys, named as people do, as fast as can be; returns when all is shown."""
        for key in keys:
            character = key if len(key) == 1 else _CHARACTERS.get(key)
            self.app.post_message(Key(textual_key(key), character))
        await self.rest()

    async def type(self, text: str) -> None:
        """Types a text, character by character."""
        await self.press(*("space" if char == " " else char for char in text))

    async def paste(self, text: str) -> None:
        """Pastes a text."""
        self.app.post_message(Paste(text))
        await self.rest()

    async def turn(self, widget: Widget, x: int, by: int = 1) -> None:
        """Turns the wheel over a column of a widget so many times, back when that is negative."""
        event = MouseScrollDown if by > 0 else MouseScrollUp
        for _ in range(abs(by)):
            widget.post_message(event(widget, x, 5, 0, 0, 0, shift=False, meta=False, ctrl=False))
        await self.rest()

    async def resize(self, columns: int, lines: int) -> None:
        """Gives the terminal another size."""
        await self.pilot.resize_terminal(columns, lines)
        await self.rest()

    async def news(self) -> None:
        """Returns when what others have written is shown."""
        self.app.feed.poke()
        await self.rest()

    async def rest(self) -> None:
        """Returns when nothing more is about to happen."""
        await self.pilot.pause()
        await self.app.at_rest()
        await self.pilot.pause()


@asynccontextmanager
async def opened(
    ws: Workspace,
    *,
    size: tuple[int, int] = (120, 40),
    theme: ThemeName = "dark",
    ascii: bool = False,
    colour: bool = True,
    state: BoardState | None = None,
    keymap: Keymap | None = None,
) -> AsyncIterator[Driver]:
    """Opens the board of a workspace on a terminal of that size."""
    look = make_look(theme, ascii=ascii, colour=colour)
    app = PipeboardApp(ws, keymap=keymap or Keymap(), look=look, state=state)
    async with app.run_test(size=size) as pilot:
        driver = Driver(app, pilot)
        await driver.rest()
        yield driver


def make(ws: Workspace, board: str) -> BoardState:
    """Makes the deals of a board, and the state with its cursor and marks."""
    names = [stage.name for stage in boards.board(ws).stages]
    ids: dict[str, int] = {}
    for name, lane in zip(names, board.split("|"), strict=False):
        for word in reversed(lane.split()):
            ids[word] = deal(ws, word.strip("[]").removeprefix("*"), stage=name)
    state = BoardState.load(ws)
    for word, deal_id in ids.items():
        if word.strip("[]").startswith("*"):
            state.toggle_mark(deal_id)
        if word.startswith("["):
            for index, lane_state in enumerate(state.lanes):
                for place, card in lane_state.cards.items():
                    if card.id == deal_id:
                        state.put(index, place)
    return state


async def typed(ws: Workspace, board: str, *keys: str) -> tuple[str, str]:
    """Makes a board, types keys on it, and returns the board that is shown and what is said.

    What is shown is also what is in the database.
    """
    async with opened(ws, state=make(ws, board)) as driver:
        await driver.press(*keys)
        state = driver.state
        for lane in state.lanes:
            stored = boards.page(ws, lane.stage, 0, 1000, state.filter, lane.sort)
            assert list(lane.cards.values()) == stored
            assert lane.matching == len(stored)
        return driver.board, driver.said
