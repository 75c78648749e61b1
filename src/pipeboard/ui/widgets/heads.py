"""Draws what stands above the cards of a lane, and lanes that are folded."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from rich.style import Style

from pipeboard.domain.board import LaneSort
from pipeboard.ui import text
from pipeboard.ui.board_state import Lane
from pipeboard.ui.widgets.amounts import amounts, count
from pipeboard.ui.widgets.cards import Setting, ends
from pipeboard.ui.widgets.lines import Piece

LEAST_NAME = 8
"""Characters of a stage's name that stay beside the number of its deals."""

SHORT_SORTS = {
    LaneSort.VALUE: "value",
    LaneSort.NEXT_STEP: "next",
    LaneSort.EXPECTED_CLOSE: "close",
    LaneSort.DAYS_IN_STAGE: "days",
}


@dataclass(frozen=True, slots=True)
class Face:
    """How a lane is to be shown, besides what is in it.

    ``place`` is that of the cursor, None when the cursor is in another lane. ``rule`` says that a
    rule stands at its right, ``head`` how many lines its head has, ``currency`` which comes first.
    """

    setting: Setting
    rule: bool
    head: int
    currency: str
    filtered: bool
    place: int | None
    marked: frozenset[int]

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
    if lane.folded:
        lines = [ends([("", ink.text)], number, cells, glyphs)]
        lines += [ends([("", ink.text)], line, cells, glyphs) for line in _sums(lane, face, cells)]
    else:
        lines = [ends([(lane.stage.name, name)], number, cells, glyphs)]
        lines += _figures(lane, face, cells)
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
    """The sums on one line, or on two when there are several currencies."""
    ink, glyphs = face.setting.inks.raised, face.setting.inks.glyphs
    total, weighted = _sums(lane, face, cells)
    nothing: list[Piece] = [("", ink.text)]
    order = SHORT_SORTS.get(lane.sort, "")
    mark: list[Piece] = [(f" {glyphs.down}{order}", ink.accent)] if order else []
    if face.head > 2:
        return [
            ends(total or nothing, mark, cells, glyphs),
            ends(weighted or nothing, [], cells, glyphs),
        ]
    if mark and _cells([*total, *mark, *weighted]) + 1 > cells:
        mark = [(f" {glyphs.down}", ink.accent)]
    if _cells([*total, *mark, *weighted]) + 1 > cells:
        weighted = []
    return [ends([*(total or nothing), *mark], weighted, cells, glyphs)]


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
