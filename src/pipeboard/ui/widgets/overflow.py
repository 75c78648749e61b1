"""The lines over the end of the screen that a message takes which is too long for one."""

from collections.abc import Sequence

from textual.strip import Strip

from pipeboard.ui import text
from pipeboard.ui.widgets.drawing import wrapped
from pipeboard.ui.widgets.lines import Lines, Piece, strip

MOST = 3
"""Lines that a message may take; what is longer is cut in the middle."""


class Overflow(Lines):
    """Lies over what is there, so that nothing above moves while the message stands."""

    DEFAULT_CSS = "Overflow { layer: above; dock: bottom; width: 1fr; }"

    def __init__(self) -> None:
        super().__init__()
        self._rows: Sequence[Sequence[Piece]] = ()

    def show(self, rows: Sequence[Sequence[Piece]]) -> None:
        """Shows lines that each fill the width; none hides it."""
        self._rows = rows
        self.display = bool(rows)
        if rows:
            self.styles.height = len(rows)
            self.repaint()

    def draw(self, width: int, height: int) -> Sequence[Strip]:
        """The lines."""
        blank: Sequence[Piece] = [(" " * width, self.rich_style)]
        rows = [*self._rows, *[blank] * height][:height]
        return [
            strip(row, width)
            if sum(text.width(piece) for piece, _ in row) == width
            else strip(blank, width)
            for row in rows
        ]


def broken(message: str, cells: int, ellipsis: str) -> list[str]:
    """A message as at most ``MOST`` lines of so many cells; a longer one loses its middle."""
    rows = wrapped(text.clean(message), cells)
    room = MOST * cells
    while len(rows) > MOST and room > cells:
        rows = wrapped(text.cut_middle(message, room, ellipsis), cells)
        room -= 2
    return rows[:MOST]
