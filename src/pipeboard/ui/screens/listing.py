"""The base of the screens that are one long list, such as the agenda and the insights."""

from collections.abc import Awaitable

from textual.app import ComposeResult

from pipeboard.errors import PipeboardError
from pipeboard.keys import Keymap
from pipeboard.ui.commands import PlaceScreen
from pipeboard.ui.host import host
from pipeboard.ui.messages import Committed, TimePassed
from pipeboard.ui.places import Places
from pipeboard.ui.widgets.heading import Heading
from pipeboard.ui.widgets.inks import make_inks
from pipeboard.ui.widgets.line_list import LineList
from pipeboard.ui.widgets.status import BottomLine


class ListScreen(Places, PlaceScreen):
    """A heading, a list with a cursor, the line at the bottom; read again after every change.

    A message is given to the handlers of a screen and to those of its bases: a handler that a screen
    adds is called beside the one here, and must not call it.
    """

    def __init__(self, keymap: Keymap) -> None:
        super().__init__(keymap)
        self.inks = make_inks(host(self).look)
        self.heading = Heading(self.inks)
        self.list = LineList()
        self.bottom = BottomLine(self.inks, keymap, self.PLACE)
        self.unread = ""
        """Why what is shown could not be read; empty when it was."""

    def compose(self) -> ComposeResult:
        """Heading, list, bottom line."""
        yield self.heading
        yield self.list
        yield self.bottom

    async def read(self) -> None:
        """Reads and shows what the screen is about; may raise PipeboardError."""
        raise NotImplementedError

    def opened(self) -> None:
        """Something in the list was clicked twice."""

    async def on_mount(self) -> None:
        """Reads at once; keys typed meanwhile wait."""
        await self._read()

    async def on_committed(self, _: Committed) -> None:
        """Reads again, after any change by anybody."""
        await self._read()

    async def on_time_passed(self, _: TimePassed) -> None:
        """Reads again what depends on the time."""
        await self._read()

    def on_line_list_clicked(self, event: LineList.Clicked) -> None:
        """Opens what is clicked a second time."""
        if event.again:
            self.opened()

    async def reach(self, lines: int | None) -> None:
        """Reads what the cursor comes to when it goes on by ``lines``, None for to the end."""

    async def action_move_cursor(self, _columns: int, lines: int) -> None:
        """Moves the cursor by lines."""
        if lines > 0:
            await self._reach(lines)
        if lines:
            self._moved(lines, self.list.move(lines))

    async def action_move_to_end(self, end: int) -> None:
        """Moves the cursor to the first or last one."""
        if end < 0:
            self._moved(end, self.list.first())
        else:
            await self._reach(None)
            self._moved(end, self.list.last())

    async def action_move_page(self, pages: int) -> None:
        """Moves the cursor by screenfuls."""
        if pages > 0:
            await self._reach(pages * self.list.size.height)
        self._moved(pages, self.list.page(pages))

    def action_escape(self) -> None:
        """Goes back."""
        self.dismiss()

    def _moved(self, direction: int, moved: bool) -> None:
        """Says why the cursor did not move."""
        if self.list.index is None:
            host(self).say("there is nothing in this list")
        elif not moved:
            host(self).say(f"this is the {'first' if direction < 0 else 'last'} one")

    async def _read(self) -> None:
        self.unread = await self._told(self.read())

    async def _reach(self, lines: int | None) -> None:
        await self._told(self.reach(lines))

    def say_nothing_here(self, nothing: str) -> None:
        """Says that there is nothing for a command to act on, or that it could not be read."""
        host(self).say(self.unread or nothing, "error" if self.unread else "warning")

    async def _told(self, work: Awaitable[None]) -> str:
        """Waits for some reading; says and returns why it could not be done."""
        try:
            await work
        except PipeboardError as error:
            host(self).say(str(error), "error")
            return str(error)
        return ""
