"""Puts styled texts together into lines of an exact width, and breaks long ones."""

from collections.abc import Iterable, Sequence

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from pipeboard.ui import text as cells
from pipeboard.ui.editing import clusters, rows_of
from pipeboard.ui.themes import Palette

Piece = tuple[str, Style]
"""Any text, and how it looks."""

TYPING = Style(reverse=True)
"""Added to the character under the cursor of a field."""
READ = Style(underline=True)
"""Added to a piece of typed text that was understood."""


def filled(
    pieces: Iterable[Piece], width: int, rest: Style, ellipsis: str = cells.ELLIPSIS
) -> Strip:
    """One line of exactly ``width`` cells: the pieces side by side, the last one cut.

    What they leave free looks like ``rest``.
    """
    segments: list[Segment] = []
    left = width
    for text, style in pieces:
        if left <= 0:
            break
        drawn = cells.cut(text, left, ellipsis)
        if drawn:
            segments.append(Segment(drawn, style))
            left -= cells.width(drawn)
    if left > 0:
        segments.append(Segment(" " * left, rest))
    return Strip(segments, width)


def wrapped(text: str, width: int) -> list[str]:
    """A text broken into lines of at most ``width`` cells, after spaces where there are."""
    return [
        "".join(cluster.drawn for cluster in row.clusters).rstrip()
        for row in rows_of(text, max(width, 3))
    ]


def flowed(groups: Sequence[Sequence[Piece]], width: int) -> list[list[Piece]]:
    """Groups of pieces side by side, in as many lines as they need; a group is not broken."""
    lines: list[list[Piece]] = []
    left = 0
    for group in groups:
        needed = sum(cells.width(cells.clean(text)) for text, _ in group)
        if lines and needed <= left:
            lines[-1].extend(group)
            left -= needed
        else:
            lines.append(list(group))
            left = width - needed
    return lines


def hints(keys: Sequence[tuple[str, str]], ink: Palette) -> list[Piece]:
    """Keys and what they do, side by side."""
    pieces: list[Piece] = []
    for key, does in keys:
        pieces += [(f"{key} ", ink.key), (f"{does}   ", ink.dim)]
    return pieces


def typed(text: str, style: Style, cursor: int | None) -> list[Piece]:
    """A single line of typed text, with the cursor before character ``cursor`` if there is one."""
    if cursor is None:
        return [(text, style)]
    pieces: list[Piece] = []
    for cluster in clusters(text):
        under = cluster.start <= cursor < cluster.end
        pieces.append((cluster.drawn, style + TYPING if under else style))
    if cursor >= len(text):
        pieces.append((" ", style + TYPING))
    return pieces
