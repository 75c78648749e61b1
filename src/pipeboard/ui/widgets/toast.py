"""What no key asked for, said over a prompt, which has no line of its own for that."""

from collections.abc import Sequence

from textual.strip import Strip

from pipeboard.ui import text
from pipeboard.ui.widgets.inks import Inks
from pipeboard.ui.widgets.lines import Lines, Piece, strip
from pipeboard.ui.widgets.overflow import broken


class Toast(Lines):
    """Lies over the end of the screen; nothing moves while it stands."""

    DEFAULT_CSS = "Toast { layer: above; dock: bottom; width: 1fr; }"

    def __init__(self, message: str, inks: Inks, width: int) -> None:
        super().__init__()
        self._message = message
        self._inks = inks
        self.styles.height = len(self._rows(width))

    def on_resize(self) -> None:
        """Breaks the message anew."""
        self.styles.height = len(self._rows(self.size.width))

    def draw(self, width: int, height: int) -> Sequence[Strip]:
        """The message in lines."""
        ink = self._inks.raised
        rows = [*self._rows(width), *[""] * height][:height]
        lines: list[list[Piece]] = [
            [(f" {row}", ink.strong), (" " * (width - 1 - text.width(row)), ink.text)]
            for row in rows
        ]
        return [strip(line, width) for line in lines]

    def _rows(self, width: int) -> list[str]:
        return broken(self._message, max(width - 2, 1), self._inks.glyphs.ellipsis)
