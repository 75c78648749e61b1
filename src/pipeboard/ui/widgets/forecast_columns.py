"""Draws the columns of the forecast: heads with their figures, and the deals below."""

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass

from rich.style import Style

from pipeboard.domain.days import MONTH_NAMES
from pipeboard.domain.deals import ForecastCategory, Status
from pipeboard.domain.figurewords import NOT_APPLICABLE
from pipeboard.domain.forecast import Column, Expected, Heap
from pipeboard.service.workspace import Workspace
from pipeboard.ui import text
from pipeboard.ui.forecast_state import Lane
from pipeboard.ui.forecast_words import name
from pipeboard.ui.themes import Palette
from pipeboard.ui.widgets.amounts import amount, amounts, count
from pipeboard.ui.widgets.cards import ends
from pipeboard.ui.widgets.inks import Inks
from pipeboard.ui.widgets.lines import Piece

CARD = 2
"""The lines of a card."""
_SHORT = {"weighted": "w", "best case": "best", "commit": "com"}
_WORDS = {
    ForecastCategory.COMMIT: ("commit", "C"),
    ForecastCategory.BEST_CASE: ("best case", "B"),
    ForecastCategory.OMITTED: ("omitted", "O"),
}
"""A category in a word and in a letter; what is in the pipeline, as most deals are, says nothing."""


@dataclass(frozen=True, slots=True)
class Face:
    """How the columns are drawn: whether amounts need their currency, how high heads and cards are."""

    named: bool
    figures: Sequence[str]
    gap: int

    @property
    def head(self) -> int:
        """The lines of a head."""
        return 1 + len(self.figures)

    @property
    def height(self) -> int:
        """The lines from one card to the next."""
        return CARD + self.gap


class ColumnDrawing:
    """Draws the columns in one face, each as the pieces of its lines; ``marked`` deals look so."""

    def __init__(
        self, workspace: Workspace, inks: Inks, face: Face, marked: Container[int]
    ) -> None:
        self._workspace = workspace
        self._inks = inks
        self._face = face
        self._marked = marked

    def head(self, column: Column, width: int, *, here: bool) -> list[list[Piece]]:
        """The name of a column and its figures; ``here`` is the one that the cursor is in."""
        ink, glyphs = self._inks.raised, self._inks.glyphs
        cells = width - 1
        year = self._workspace.today().year
        style = ink.accent + Style(underline=True) if here else ink.strong
        if column.place is Heap.OVERDUE and column.deals:
            style = ink.late + style if here else ink.late
        shown = "" if is_thin(column) else count(column.count, max(cells - 10, 3))
        number: list[Piece] = [(shown, ink.text)] if shown else []
        lines = [ends([(name(column.place, year), style)], number, cells, glyphs)]
        lines += [self._figure(figure, column, cells) for figure in self._face.figures]
        bar = glyphs.cursor if here and not column.count else " "
        return [[(bar, ink.accent), *line] for line in lines]

    def _figure(self, figure: str, column: Column, cells: int) -> list[Piece]:
        """The line of a figure, empty in a column that has no such figure or nothing at all."""
        ink, glyphs = self._inks.raised, self._inks.glyphs
        label, sums, tone = _figure(figure, column, ink)
        if sums is None or is_thin(column):
            return ends([(label if sums is None else "", ink.dim)], [], cells, glyphs)
        label, said = self._said(label, sums, cells)
        if figure in ("target", "gap") and not column.target:
            said, tone = NOT_APPLICABLE, ink.dim
        return ends([(label, ink.dim)], [(said, tone)], cells, glyphs)

    def _said(self, label: str, sums: Mapping[str, int], cells: int) -> tuple[str, str]:
        """A label and its sums; the label is short where they would not fit beside it."""
        for short_label in (label, _SHORT.get(label, label)):
            said = amounts(
                sums,
                cells - len(short_label) - 1,
                first=self._workspace.currency,
                named=self._face.named,
                ascii=self._ascii,
            )
            if said or not sums:
                return short_label, said or "0"
        return label, self._inks.glyphs.ellipsis

    def cards(self, lane: Lane, rows: int, width: int, cursor: int | None) -> list[list[Piece]]:
        """The visible deals of a column; ``cursor`` is the number of the one it is on, if it is here."""
        plain = self._inks.plain
        blank: list[Piece] = [(" " * width, plain.text)]
        if not lane.column.count:
            return [[(text.fit("" if cursor is None else " no deals", width), plain.dim)]]
        lines: list[list[Piece]] = []
        for number in range(lane.top, min(lane.top + rows, lane.column.count)):
            card = lane.cards.get(number)
            if card is None:
                waiting = text.fit(f" {self._inks.glyphs.ellipsis}", width)
                lines += [[(waiting, plain.dim)], blank]
            else:
                lines += self._card(card, width, cursor=number == cursor)
            lines += [blank] * self._face.gap
        return lines

    def _card(self, card: Expected, width: int, *, cursor: bool) -> list[list[Piece]]:
        """Its title above; below how it stands, and its value."""
        inks, glyphs, marked = self._inks, self._inks.glyphs, card.id in self._marked
        ink = inks.cursor if cursor else inks.marked if marked else inks.plain
        cells = width - 1
        title: list[Piece] = [(f"{glyphs.marked} ", ink.accent)] if marked else []
        title.append((card.title, ink.strong if cursor else ink.text))
        worth = self._worth(card, ink)
        room = cells - sum(text.width(each) + 1 for each, _ in worth)
        late = card.expected_close is not None and card.expected_close < self._workspace.today()
        tone = ink.won if card.status is Status.WON else ink.late if late else ink.dim
        below: list[Piece] = [(self._about(card, room), tone)]
        lines = [ends(title, [], cells, glyphs), ends(below, worth, cells, glyphs)]
        sign = (glyphs.cursor, ink.key) if cursor else (" ", ink.text)
        return [[sign, *line] for line in lines]

    def _worth(self, card: Expected, ink: Palette) -> list[Piece]:
        """The value of a deal, if it has one; quiet where that counts in no sum."""
        if card.value is None:
            return []
        said = amount(card.value, card.currency, named=self._face.named, ascii=self._ascii)
        if card.status is Status.WON:
            return [(said, ink.won)]
        return [(said, ink.dim if card.category == ForecastCategory.OMITTED else ink.text)]

    @property
    def _ascii(self) -> bool:
        return self._inks.glyphs.vertical == "|"

    def _about(self, card: Expected, room: int) -> str:
        """The day, the category and the probability: as much of it as there is room for."""
        day = ""
        if card.day is not None:
            month = MONTH_NAMES[card.day.month - 1]
            first = self._workspace.locale.day_first
            day = f"{card.day.day} {month}" if first else f"{month} {card.day.day}"
        if card.status is Status.WON:
            return f"{self._inks.glyphs.done} {day}"
        word, letter = _WORDS.get(ForecastCategory(card.category or "pipeline"), ("", ""))
        chance = f"{card.probability}%"
        for parts in ((day, word, chance), (day, word), (day, letter, chance), (day, letter)):
            said = " ".join(part for part in parts if part)
            if text.width(said) <= room and not (word and parts == (day, letter, chance)):
                return said
        return letter or day


def is_thin(column: Column) -> bool:
    """Whether a column beside the periods has nothing in it."""
    return isinstance(column.place, Heap) and not column.count


def _figure(
    figure: str, column: Column, ink: Palette
) -> tuple[str, Mapping[str, int] | None, Style]:
    """The label of a figure, its sums, and how they look; None where a column has no such figure."""
    if isinstance(column.place, Heap) and figure in ("won", "target", "gap"):
        return ("value", column.value, ink.text) if figure == "won" else ("", None, ink.text)
    if figure == "gap" and column.target and all(each <= 0 for each in column.gap.values()):
        return "above", {code: -each for code, each in column.gap.items()}, ink.won
    tones = {"won": ink.won if column.won else ink.dim, "gap": ink.today, "weighted": ink.strong}
    sums = column.figures[figure]
    return figure, sums, tones.get(figure, ink.text) if sums else ink.dim
