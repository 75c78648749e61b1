"""Writes only those cells of a frame that the terminal does not show already.

Textual paints a whole widget, and often the whole screen (when a prompt opens, when it closes, a few
times at the start), although most of it is there. What the terminal shows is remembered here line by
line, and an update becomes the runs of cells that differ.
"""

from collections.abc import Iterable, Iterator, Sequence

from rich.console import Console
from rich.control import Control
from rich.segment import Segment
from textual._compositor import ChopsUpdate, CompositorUpdate, LayoutUpdate
from textual.strip import Strip

Run = tuple[int, int, list[Segment]]
"""Column, line, and what is to be written there."""


class Changes(CompositorUpdate):
    """Runs of cells to write."""

    def __init__(self, runs: Sequence[Run]) -> None:
        self.runs = runs

    def render_segments(self, console: Console) -> str:
        """The runs as the terminal is told them."""
        return "".join(
            Control.move_to(x, y).segment.text + Strip(segments).render(console)
            for x, y, segments in self.runs
        )


class Frame:
    """What the terminal shows: the segments of each line, None where that is not known."""

    def __init__(self) -> None:
        self._lines: list[list[Segment] | None] = []
        self._width = 0

    def forget(self) -> None:
        """The terminal may show anything: the next update is written whole."""
        self._lines = []

    def changes(self, update: object, width: int, height: int) -> object:
        """What of an update is to be written to a terminal of that size; None when nothing is.

        An update that is none of Textual's compositor is returned as it is.
        """
        if width != self._width or height != len(self._lines):
            self._width = width
            self._lines = [None] * height
        if isinstance(update, LayoutUpdate):
            patches = _whole(update)
        elif isinstance(update, ChopsUpdate):
            patches = _parts(update)
        else:
            if update is not None:
                self.forget()
            return update
        runs: list[Run] = []
        for y, x, segments in patches:
            if 0 <= y < height:
                runs += self._put(y, x, segments)
        return Changes(runs) if runs else None

    def _put(self, y: int, x: int, segments: list[Segment]) -> Iterator[Run]:
        """Takes cells into a line, and yields what of them differs from what was there."""
        cells = sum(segment.cell_length for segment in segments)
        line = self._lines[y]
        if line is None:
            if x == 0 and cells >= self._width:
                self._lines[y] = segments
            yield x, y, segments
            return
        end = x + cells
        before, there, after = Segment.divide(line, [x, end, self._width])
        self._lines[y] = [*before, *segments, *after]
        if there == segments:
            return
        start, last_old, last_new = 0, len(there), len(segments)
        while start < min(last_old, last_new) and there[start] == segments[start]:
            x += there[start].cell_length
            start += 1
        while min(last_old, last_new) > start and there[last_old - 1] == segments[last_new - 1]:
            last_old -= 1
            last_new -= 1
        if last_new > start:
            yield x, y, segments[start:last_new]


def _whole(update: LayoutUpdate) -> Iterator[tuple[int, int, list[Segment]]]:
    for y, strips in enumerate(update.strips, update.region.y):
        yield y, update.region.x, _segments(strips)


def _parts(update: ChopsUpdate) -> Iterator[tuple[int, int, list[Segment]]]:
    """The chops within the spans, side by side ones as one."""
    for y, start, end in update.spans:
        begun: int | None = None
        reached = -1
        segments: list[Segment] = []
        for (x, strip), chop_end in zip(update.chops[y].items(), update.chop_ends[y], strict=False):
            if strip is None or x >= end or chop_end <= start:
                continue
            kept = strip.crop(0, min(chop_end, end) - x)
            if begun is not None and x != reached:
                yield y, begun, segments
                begun = None
            if begun is None:
                begun, segments = x, []
            segments.extend(kept)
            reached = x + kept.cell_length
        if begun is not None:
            yield y, begun, segments


def _segments(strips: Iterable[Strip]) -> list[Segment]:
    return [segment for strip in strips for segment in strip]
