"""A text that scrolls and has no cursor."""

from collections.abc import Callable, Sequence

from textual.strip import Strip

from pipeboard.ui.widgets.drawing import filled
from pipeboard.ui.widgets.inks import Inks
from pipeboard.ui.widgets.lines import Lines
from pipeboard.ui.widgets.rows import Words

Make = Callable[[int], Sequence[Words]]
"""Makes the lines for so many cells."""


class Reading(Lines):
    """Lines with a margin; the last one tells how many more there are."""

    DEFAULT_CSS = "Reading { height: 1fr; width: 1fr; }"

    def __init__(self, inks: Inks, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.inks = inks
        self._make: Make = lambda _: ()
        self._top = 0

    def show(self, make: Make, *, anew: bool) -> None:
        """Shows other lines; ``anew`` from the first one on."""
        self._make = make
        if anew:
            self._top = 0
        self.repaint()

    def scroll(self, lines: int) -> bool:
        """Moves the text up by lines (down, when negative); False at that end."""
        last = max(len(self._made(self.size.width)) - self.size.height, 0)
        before = min(self._top, last)
        self._top = min(max(before + lines, 0), last)
        self.repaint()
        return self._top != before

    def height_in(self, width: int) -> int:
        """How many lines all of it takes."""
        return len(self._made(width))

    def draw(self, width: int, height: int) -> Sequence[Strip]:
        """The lines in sight."""
        ink, glyphs = self.inks.plain, self.inks.glyphs
        rows = self._made(width)
        top = min(self._top, max(len(rows) - height, 0))
        shown: list[Words] = list(rows[top : top + height])
        below = len(rows) - top - height
        if below > 0 and shown:
            shown[-1] = [(f"{glyphs.down} {below + 1:,} more lines", "dim")]
        shown += [()] * (height - len(shown))
        return [
            filled(
                [(" ", ink.text), *((text, getattr(ink, name)) for text, name in row)],
                width,
                ink.text,
                glyphs.ellipsis,
            )
            for row in shown
        ]

    def _made(self, width: int) -> Sequence[Words]:
        return self._make(max(width - 2, 8))
