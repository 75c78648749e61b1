"""Plain tables: columns stand under each other, and on a terminal a row never needs two lines."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from textwrap import wrap

import click

from pipeboard.cli.output import clean, cut, put, terminal_width, width

_GAP = "  "
_WIDE = 100
_MOST_ALIGNED = 48
"""In a pipe nothing is cut; longer cells than this do not push the columns of other rows."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column; on a terminal without enough room its cells are cut, to ``least`` if need be.

    With ``least`` 0 they are never cut. Cells of a last column that ``wraps`` take more lines instead.
    """

    title: str
    right: bool = False
    least: int = 0
    wraps: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """A text with the colour that it is drawn in, where there are colours."""

    text: str
    colour: str | None = None
    bold: bool = False


Row = Sequence[Cell | str]


def narrow() -> bool:
    """Whether there is room for the most important columns only."""
    room = terminal_width()
    return room is not None and room < _WIDE


def put_table(
    columns: Sequence[Column],
    rows: Sequence[Row],
    *,
    mark: str = "…",
    heading: bool = True,
    indent: int = 0,
) -> None:
    """Writes rows under their headings; columns in which no row has anything are left out."""
    cells = [[_cell(cell) for cell in row] for row in rows]
    used = [place for place in range(len(columns)) if any(row[place].text for row in cells)]
    shown = [columns[place] for place in used]
    lines = [[row[place] for place in used] for row in cells]
    if heading and lines:
        lines.insert(0, [Cell(column.title, bold=True) for column in shown])
    room = terminal_width()
    widths = _widths(shown, lines, None if room is None else room - indent)
    if room is not None:
        lines = [part for line in lines for part in _fitted(shown, line, widths, mark)]
    if lines:
        put("\n".join(" " * indent + _line(shown, line, widths) for line in lines))


def _cell(cell: Cell | str) -> Cell:
    cell = Cell(cell) if isinstance(cell, str) else cell
    return Cell(clean(cell.text), cell.colour, cell.bold)


def _widths(
    columns: Sequence[Column], lines: Sequence[Sequence[Cell]], room: int | None
) -> list[int]:
    """How wide each column is: as its widest cell, on a terminal less for those that can be cut."""
    widths = []
    for place in range(len(columns)):
        found = [width(line[place].text) for line in lines]
        if room is None:
            found = [cells for cells in found if cells <= _MOST_ALIGNED]
        widths.append(max(found, default=0))
    if room is None:
        return widths
    excess = sum(widths) + len(_GAP) * (len(widths) - 1) - room
    spare = [
        max(cells - column.least, 0) if column.least else 0
        for column, cells in zip(columns, widths, strict=True)
    ]
    while excess > 0 and any(spare):
        place = spare.index(max(spare))
        spare[place] -= 1
        widths[place] -= 1
        excess -= 1
    return widths


def _fitted(
    columns: Sequence[Column], line: Sequence[Cell], widths: Sequence[int], mark: str
) -> Iterator[list[Cell]]:
    """The line, with its cells cut; and the lines below it that wrapped cells take."""
    more: list[str] = []
    cells = []
    for column, cell, room in zip(columns, line, widths, strict=True):
        text = cell.text
        if column.wraps and width(text) > room:
            text, *more = wrap(text, room)
        elif column.least:
            text = cut(text, room, mark)
        cells.append(replace(cell, text=text))
    yield cells
    for text in more:
        yield [*(Cell("") for _ in cells[:-1]), replace(cells[-1], text=text)]


def _line(columns: Sequence[Column], line: Sequence[Cell], widths: Sequence[int]) -> str:
    parts = []
    for column, cell, cells in zip(columns, line, widths, strict=True):
        gap = " " * max(cells - width(cell.text), 0)
        parts.append(gap + _styled(cell) if column.right else _styled(cell) + gap)
    return _GAP.join(parts).rstrip()


def _styled(cell: Cell) -> str:
    if cell.text and (cell.colour or cell.bold):
        return click.style(cell.text, fg=cell.colour, bold=cell.bold or None)
    return cell.text
