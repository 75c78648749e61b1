"""The line at the top of a screen: what it shows, and what is late and due today."""

from collections.abc import Sequence

from textual.strip import Strip

from pipeboard.domain.agenda import Counts
from pipeboard.ui import text as cells
from pipeboard.ui.widgets.drawing import Piece, filled
from pipeboard.ui.widgets.inks import Inks
from pipeboard.ui.widgets.lines import Lines
from pipeboard.ui.widgets.rows import Words


class Heading(Lines):
    """A title with what belongs to it on the left, the counts of follow-ups on the right.

    A second line, where the widget is that high, has room for more on both sides.
    """

    DEFAULT_CSS = "Heading { height: 1; width: 1fr; }"

    def __init__(self, inks: Inks, title: str = "") -> None:
        super().__init__()
        self.inks = inks
        self._title = title
        self._more = ""
        self._due: Counts | None = None
        self._left: Words = ()
        self._right: Words = ()

    def show(
        self,
        title: str,
        more: str = "",
        *,
        due: Counts | None = None,
        left: Words = (),
        right: Words = (),
    ) -> None:
        """Shows a title, what is said beside it, and the second line's two sides."""
        self._title, self._more, self._due = title, more, due or self._due
        self._left, self._right = left, right
        self.repaint()

    def draw(self, width: int, height: int) -> Sequence[Strip]:
        """The lines."""
        ink = self.inks.raised
        left: list[Piece] = [(f" {self._title}  ", ink.strong), (self._more, ink.dim)]
        lines = [self._ends(left, self._counts(short=width < 60), width)]
        if height > 1:
            left = [(" ", ink.text), *((text, getattr(ink, name)) for text, name in self._left)]
            right = [(text, getattr(ink, name)) for text, name in self._right]
            lines.append(self._ends(left, right, width))
        return lines[:height]

    def _counts(self, *, short: bool) -> list[Piece]:
        ink, glyphs, due = self.inks.raised, self.inks.glyphs, self._due
        if due is None:
            return []
        late = f"{glyphs.late} {due.overdue}" + ("" if short else " overdue")
        today = f"{glyphs.today} {due.today}" + ("" if short else " today")
        return [
            (f"{late}   ", ink.late if due.overdue else ink.dim),
            (today, ink.today if due.today else ink.dim),
        ]

    def _ends(self, left: Sequence[Piece], right: Sequence[Piece], width: int) -> Strip:
        """Pieces at both ends of a line; the left ones are cut where there is no room."""
        ink, ellipsis = self.inks.raised, self.inks.glyphs.ellipsis
        taken = sum(cells.width(cells.clean(text)) for text, _ in right)
        if not right:
            return filled(left, width, ink.text, ellipsis)
        room = max(width - taken - 2, 0)
        start = filled(left, room, ink.text, ellipsis)
        end = filled([(" ", ink.text), *right], width - room, ink.text, ellipsis)
        return Strip([*start, *end], width)
