"""Draws what stands above the cards of a lane, and lanes that are folded."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache, partial

from rich.style import Style

from pipeboard.domain.board import LaneSort
from pipeboard.ui import text
from pipeboard.ui.board_state import Lane
from pipeboard.ui.widgets.amounts import amount, amount_lines, amounts, by_currency, count
from pipeboard.ui.widgets.cards import Setting, ends
from pipeboard.ui.widgets.lines import Piece

LEAST_NAME = 8
"""Characters of a stage's name that stay beside the number of its deals."""

SHORT_SORTS = {
    LaneSort.VALUE: "value",
    LaneSort.NEXT_STEP: "next",
    LaneSort.EXPECTED_CLOSE: "close",
    LaneSort.DAYS_IN_STAGE: "days",
    LaneSort.FIT: "fit",
}


_LOW, _HIGH = 6, 14
_OTHERS = 6
"""A head takes at most one of so many lines, where it has more than three."""


@dataclass(frozen=True, slots=True)
class HeadLines:
    """How many lines of a head are for the total, and how many for the weighted value.

    Where none is for the weighted value, it stands beside the total.
    """

    total: int
    weighted: int

    @property
    def height(self) -> int:
        """All lines of the head, with that of the name."""
        return 1 + self.total + self.weighted


def head_lines(
    lanes: Sequence[Lane], cells: int, height: int, currency: str, *, several: bool
) -> HeadLines:
    """The lines that the heads of these lanes need on a board of so many lines.

    They are those of all deals, so that a filter moves nothing. ``several`` says that there are
    several currencies; then heads take as many lines as show all of them, where there is room.
    """
    if height < _LOW:
        return HeadLines(0, 0)
    if not several or height < _HIGH:
        return HeadLines(1, 0)
    most = max(height // _OTHERS, 3) - 1
    total = weighted = 1
    for lane in lanes:
        sums, room = lane.everything, cells - _mark_cells(lane)
        needs = amount_lines(sums.value, room, most, first=currency, named=True)
        total = max(total, len(needs))
        needs = amount_lines(sums.weighted, cells - 2, most, first=currency, named=True)
        weighted = max(weighted, len(needs))
    while total + weighted > most:
        if total > weighted:
            total -= 1
        else:
            weighted -= 1
    return HeadLines(total, weighted)


@dataclass(frozen=True, slots=True)
class Face:
    """How a lane is to be shown, besides what is in it.

    ``place`` is that of the cursor, None when the cursor is in another lane. ``rule`` says that a
    rule stands at its right, ``lines`` how high its head is, ``currency`` which comes first.
    """

    setting: Setting
    rule: bool
    lines: HeadLines
    currency: str
    filtered: bool
    place: int | None
    marked: frozenset[int]

    @property
    def head(self) -> int:
        """The lines of the head."""
        return self.lines.height

    @property
    def here(self) -> bool:
        """Whether the cursor is in the lane."""
        return self.place is not None


def head(lane: Lane, face: Face, width: int) -> list[list[Piece]]:
    """The lines of a lane's head, each ``width`` cells wide: name and number, then the sums."""
    ink, glyphs = face.setting.inks.raised, face.setting.inks.glyphs
    bar: Piece = (glyphs.cursor if face.here and not lane.matching else " ", ink.accent)
    cells = width - 1
    name = _here(ink.accent) if face.here else ink.strong
    number = [(_number(lane, face, cells), ink.text)]
    nothing: list[Piece] = [("", ink.text)]
    if lane.folded:
        lines = [ends(nothing, number, cells, glyphs)]
        lines += [ends(nothing, line, cells, glyphs) for line in _folded_sums(lane, face, cells)]
    else:
        lines = [ends([(lane.stage.name, name)], number, cells, glyphs)]
        lines += (_flowed if face.lines.weighted else _figures)(lane, face, cells)
    lines += [ends(nothing, [], cells, glyphs)] * (face.head - len(lines))
    return [[bar, *line] for line in lines[: face.head]]


def folded(lane: Lane, face: Face, width: int, height: int) -> list[list[Piece]]:
    """The name of a folded lane, written downwards."""
    from pipeboard.ui.editing import clusters

    ink, glyphs = face.setting.inks.plain, face.setting.inks.glyphs
    bar = glyphs.cursor if face.here else " "
    letters = [cluster.drawn for cluster in clusters(text.clean(lane.stage.name))]
    if len(letters) > height:
        letters = [*letters[: max(height - 1, 0)], glyphs.ellipsis]
    lines: list[list[Piece]] = []
    for row in range(height):
        letter = letters[row] if row < len(letters) else ""
        beam = bar if letter else " "
        rest = text.fit_right(letter, width // 2 + 1)
        filler = " " * (width - 1 - text.width(rest))
        lines.append([(beam, ink.accent), (rest + filler, ink.accent if face.here else ink.dim)])
    return lines


@lru_cache(maxsize=8)
def _here(accent: Style) -> Style:
    """How the name of the cursor's stage looks: where there is no colour, it is underlined."""
    return accent if accent.color is not None else accent + Style(underline=True)


def _number(lane: Lane, face: Face, cells: int) -> str:
    """How many deals: of all there are when a filter hides some, as far as the name leaves room."""
    room = cells if lane.folded else max(cells - LEAST_NAME - 2, 3)
    shown = count(lane.matching, room)
    if face.filtered:
        both = f"{shown}/{count(lane.count, room)}"
        return both if len(both) <= room else shown
    return shown


def _figures(lane: Lane, face: Face, cells: int) -> list[list[Piece]]:
    """The sums on one line."""
    ink, glyphs = face.setting.inks.raised, face.setting.inks.glyphs
    total, weighted = _sums(lane, face, cells)
    nothing: list[Piece] = [("", ink.text)]
    order = SHORT_SORTS.get(lane.sort, "")
    mark: list[Piece] = [(f" {glyphs.down}{order}", ink.accent)] if order else []
    if mark and _cells([*total, *mark, *weighted]) + 1 > cells:
        mark = [(f" {glyphs.down}", ink.accent)]
    if _cells([*total, *mark, *weighted]) + 1 > cells:
        weighted = []
    return [ends([*(total or nothing), *mark], weighted, cells, glyphs)]


def _flowed(lane: Lane, face: Face, cells: int) -> list[list[Piece]]:
    """The sums on lines of their own: several currencies."""
    inks = face.setting.inks
    ink, glyphs = inks.raised, inks.glyphs
    said = partial(amount_lines, first=face.currency, named=True, ascii=glyphs.vertical == "|")
    room = cells - _mark_cells(lane)
    total = [*said(lane.totals.value, room, face.lines.total), *[""] * face.lines.total]
    weighted = said(lane.totals.weighted, cells - 2, face.lines.weighted)
    order = SHORT_SORTS.get(lane.sort, "")
    mark: list[Piece] = [(f" {glyphs.down}{order}", ink.accent)] if order else []
    if mark and text.width(total[0]) + _cells(mark) > cells:
        mark = [(f" {glyphs.down}", ink.accent)]
    style = ink.won if lane.stage.is_post_sale else ink.text
    lines = [
        ends([(line, style)], [] if row else mark, cells, glyphs)
        for row, line in enumerate(total[: face.lines.total])
    ]
    return lines + [
        ends([(f"{' ' if row else 'w'} {line}", ink.dim)], [], cells, glyphs)
        for row, line in enumerate(weighted)
    ]


def _mark_cells(lane: Lane) -> int:
    """The cells that the sign for the order of a lane needs beside its total."""
    return 2 if lane.sort in SHORT_SORTS else 0


def _folded_sums(lane: Lane, face: Face, cells: int) -> list[list[Piece]]:
    """The total and the weighted value of a folded lane.

    Where the total does not fit with its currency, the currency stands above it.
    """
    total, weighted = _sums(lane, face, cells)
    if total or not lane.totals.value:
        return [total, weighted]
    ink, sums = face.setting.inks.raised, lane.totals.value
    code = by_currency(sums, face.currency)[0]
    number = amount(sums[code], code, named=False) + ("+" if len(sums) > 1 else "")
    lines: list[list[Piece]] = [[(code, ink.dim)], [(number, ink.text)]]
    return lines if face.head > 2 else lines[1:]


def _cells(pieces: Sequence[Piece]) -> int:
    return sum(text.width(piece) for piece, _ in pieces)


def _sums(lane: Lane, face: Face, cells: int) -> tuple[list[Piece], list[Piece]]:
    """The total and the weighted value; nothing where there is none."""
    inks = face.setting.inks
    ascii_only = inks.glyphs.vertical == "|"
    named = face.setting.named
    total = amounts(lane.totals.value, cells, first=face.currency, named=named, ascii=ascii_only)
    weighted = amounts(
        lane.totals.weighted, cells - 2, first=face.currency, named=named, ascii=ascii_only
    )
    ink = inks.raised
    won = lane.stage.is_post_sale
    return (
        [(total, ink.won if won else ink.text)] if total else [],
        [(f"w {weighted}", ink.dim)] if weighted else [],
    )
