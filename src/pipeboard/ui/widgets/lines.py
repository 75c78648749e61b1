"""Widgets that are a few ready lines, of which only those that changed are written."""

from collections.abc import Iterable, Sequence

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region, Size
from textual.reactive import Reactive
from textual.strip import Strip
from textual.widget import Widget

Piece = tuple[str, Style]
"""A text without control characters, and how it looks."""


def strip(pieces: Iterable[Piece], width: int) -> Strip:
    """A line of ``width`` cells, which the pieces fill exactly."""
    return Strip([Segment(text, style) for text, style in pieces if text], width)


class Lines(Widget):
    """A widget that is ready lines; ``draw`` makes them, ``repaint`` writes those that changed."""

    can_focus = False
    virtual_size = Reactive(Size(0, 0), layout=False, repaint=False)
    """Never scrolled, so a new size alone is no reason for a second layout."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._drawn: list[Strip] = []
        self._drawn_for = (-1, -1)

    def draw(self, width: int, height: int) -> Sequence[Strip]:
        """Returns ``height`` lines of ``width`` cells; lines that look the same may be reused."""
        raise NotImplementedError

    def repaint(self) -> None:
        """Draws again after a change, and writes the lines that look different."""
        if tuple(self.size) != self._drawn_for:
            self._drawn_for = (-1, -1)  # another size is painted anyway, and drawn then
            return
        before = self._drawn
        self._drawn = self._draw()
        changed = [
            row
            for row, (old, new) in enumerate(zip(before, self._drawn, strict=True))
            if new is not old and new != old
        ]
        if changed:
            self.refresh(*_regions(changed, self.size.width))

    def render_lines(self, crop: Region) -> list[Strip]:
        """Returns the lines of a part of the widget."""
        if tuple(self.size) != self._drawn_for:
            self._drawn = self._draw()
        lines = self._drawn[crop.y : crop.bottom]
        if crop.x or crop.width != self.size.width:
            return [part.crop(crop.x, crop.right) for part in lines]
        return lines

    def _draw(self) -> list[Strip]:
        width, height = self.size
        self._drawn_for = (width, height)
        return list(self.draw(width, height))


def _regions(rows: Sequence[int], width: int) -> list[Region]:
    """The runs of adjacent rows as regions."""
    runs: list[Region] = []
    for row in rows:
        if runs and runs[-1].bottom == row:
            runs[-1] = runs[-1]._replace(height=runs[-1].height + 1)
        else:
            runs.append(Region(0, row, width, 1))
    return runs
