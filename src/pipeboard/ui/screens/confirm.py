"""A question that is answered with yes or no."""

from collections.abc import Awaitable, Callable, Sequence

from textual.geometry import Region
from textual.strip import Strip

from pipeboard.errors import PipeboardError
from pipeboard.ui.host import host
from pipeboard.ui.screens.prompt import ACCEPT, Prompt
from pipeboard.ui.screens.question import Following
from pipeboard.ui.widgets.drawing import Piece, hints, wrapped


class Confirm(Prompt):
    """Says what would be done; enter does it, anything else but esc and ``n`` changes nothing.

    ``describe`` reads the lines that tell what is at stake.
    """

    def __init__(
        self,
        title: str,
        yes: Callable[[], Awaitable[Following]],
        *,
        does: str,
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
        self._describe = describe
        self._details = details

    async def load(self) -> Following:
        """Reads what is at stake; when that cannot be, says why and leaves."""
        if self._describe is not None:
            try:
                self._details = await self._describe()
            except PipeboardError as error:
                host(self).say(str(error), "warning")
                self.leave()
        return None

    async def press(self, key: str, character: str | None) -> None:
        """Enter or y says yes, n says no."""
        if key in ACCEPT or character == "y":
            await self.attempt(self._yes(), leave=True)
        elif character == "n":
            self.leave()

    def lines(self, width: int) -> list[Strip]:
        """What would be done, and the keys."""
        below: list[Sequence[Piece]] = [
            [(row, self.ink.text)] for line in self._details for row in wrapped(line, width)
        ]
        below += self.wrong(width)
        below.append(hints([("enter", self._does), ("esc", "leaves it as it is")], self.ink))
        head = self.heading(self._title, self._about, width)
        return [*head, *(self.line(line, width) for line in below)]
