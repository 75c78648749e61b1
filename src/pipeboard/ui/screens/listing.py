"""The base of the screens that are one long list, such as the agenda and the insights."""

from textual.app import ComposeResult

from pipeboard.keys import Keymap
from pipeboard.ui.host import host
from pipeboard.ui.read_screen import ReadScreen
from pipeboard.ui.widgets.heading import Heading
from pipeboard.ui.widgets.inks import make_inks
from pipeboard.ui.widgets.line_list import LineList
from pipeboard.ui.widgets.status import BottomLine


class ListScreen(ReadScreen):
    """A heading, a list with a cursor, the line at the bottom; read again after every change."""

    def __init__(self, keymap: Keymap) -> None:
        super().__init__(keymap)
        self.inks = make_inks(host(self).look)
        self.heading = Heading(self.inks)
        self.list = LineList()
        self.bottom = BottomLine(self.inks, keymap, self.PLACE)

    def compose(self) -> ComposeResult:
        """Heading, list, bottom line."""
        yield self.heading
        yield self.list
        yield self.bottom

    def opened(self) -> None:
        """Something in the list was clicked twice."""

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

    async def _reach(self, lines: int | None) -> None:
        await self._told(self.reach(lines))
