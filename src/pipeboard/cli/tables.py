"""Plain tables: columns stand under each other, and on a terminal a row never needs two lines."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import click

from pipeboard.cli.output import clean, cut, put, terminal_width, width

_GAP = "  "
_LEAST = 8
_MOST_ALIGNED = 48
"""In a pipe nothing is cut; longer cells than this do not push the columns of other rows."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column; ``cuts`` says that its cells may be cut where there is no room."""

    title: str
    right: bool = False
    cuts: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """A text with the colour that it is drawn in, where there are colours."""

    text: str
    colour: str | None = None
    bold: bool = False


Row = Sequence[Cell | str]


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
        lines = [_fitted(shown, line, widths, mark) for line in lines]
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
    cutting = [place for place, column in enumerate(columns) if column.cuts]
    while cutting and sum(widths) + len(_GAP) * (len(widths) - 1) > room:
        widest = max(cutting, key=lambda place: widths[place])
        if widths[widest] <= _LEAST:
            break
        widths[widest] -= 1
    return widths


def _fitted(
    columns: Sequence[Column], line: Sequence[Cell], widths: Sequence[int], mark: str
) -> list[Cell]:
    return [
        replace(cell, text=cut(cell.text, cells, mark)) if column.cuts else cell
        for column, cell, cells in zip(columns, line, widths, strict=True)
    ]


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
