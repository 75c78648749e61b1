"""A question that is answered with yes or no."""

from collections.abc import Awaitable, Callable, Sequence

from textual.geometry import Region
from textual.strip import Strip

from pipeboard.errors import PipeboardError
from pipeboard.ui.host import host
from pipeboard.ui.screens.prompt import ENTER, Prompt
from pipeboard.ui.screens.question import Following
from pipeboard.ui.widgets.drawing import Piece, hints, wrapped

_SCROLL = {"up": -1, "k": -1, "down": 1, "j": 1, "pageup": -10, "pagedown": 10}


class Confirm(Prompt):
    """Says what would be done; enter alone does it, and not right after a key that means nothing.

    ``describe`` reads the lines that tell what is at stake.
    """

    def __init__(
        self,
        title: str,
        yes: Callable[[], Awaitable[Following]],
        *,
        does: str,
        leaves: str = "leaves it as it is",
        about: str = "",
        describe: Callable[[], Awaitable[Sequence[str]]] | None = None,
        details: Sequence[str] = (),
        avoid: Region | None = None,
    ) -> None:
        super().__init__(avoid=avoid)
        self._title = title
        self._about = about
        self._yes = yes
        self._does = does
        self._leaves = leaves
        self._describe = describe
        self._details = details
        self._top = 0
        self._busy = False
        self._scrolls = False

    async def load(self) -> Following:
        """Reads what is at stake; when that cannot be, says why and leaves."""
        if self._describe is not None:
            try:
                self._details = await self._describe()
            except PipeboardError as error:
                host(self).say(str(error), "warning")
                self.leave()
        return None

    async def read_again(self) -> None:
        """Tells anew what is at stake."""
        if self._describe is not None:
            self._details = await self._describe()

    async def press(self, key: str, character: str | None) -> None:
        """Enter says yes; the cursor keys scroll what is too long; others say that they do nothing."""
        mistaken = self.forgive_key()
        step = _SCROLL.get(key) or _SCROLL.get(character or "") or 0
        if key in ENTER and not mistaken:
            self._busy = True
            self.redraw()
            await self.attempt(self._yes(), leave=True)
            self._busy = False
        elif step and self._scrolls:
            self._top = max(self._top + step, 0)
        elif key not in ENTER:
            self.nothing_here(key, self._does)
        if not self.left:
            self.redraw()

    async def pasted(self, text: str) -> None:
        """Says that nothing is typed here."""
        self.refuse_key("nothing is being typed here", self._does)

    def lines(self, width: int) -> list[Strip]:
        """What would be done, and the keys."""
        ink = self.ink
        rows = [row for line in self._details for row in wrapped(line, width)]
        wrong = self.wrong(width)
        room = max(self.app.size.height - 4 - len(wrong), 1)
        self._top = max(min(self._top, len(rows) - room), 0)
        self._scrolls = len(rows) > room
        shown = rows[self._top : self._top + room]
        below: list[Sequence[Piece]] = [[(row, ink.text)] for row in shown]
        below += wrong
        keys = hints([("enter", self._does), ("esc", self._leaves)], ink)
        if self._busy:
            keys = [("one moment", ink.dim)]
        elif self._scrolls:
            keys += [*hints([("up down", "scroll")], ink), (f"{len(rows)} lines", ink.dim)]
        head = self.heading(self._title, self._about, width)
        return [*head, *(self.line(line, width) for line in [*below, keys])]
