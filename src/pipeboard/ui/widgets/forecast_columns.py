"""Draws the columns of the forecast: heads with their figures, and the deals below."""

from collections.abc import Container, Sequence
from dataclasses import dataclass

from pipeboard.domain.days import MONTH_NAMES
from pipeboard.domain.deals import ForecastCategory, Status
from pipeboard.domain.forecast import Column, Expected
from pipeboard.service.workspace import Workspace
from pipeboard.ui import text
from pipeboard.ui.forecast_state import Lane
from pipeboard.ui.themes import Palette
from pipeboard.ui.widgets.cards import ends
from pipeboard.ui.widgets.forecast_heads import Heads, head, heads_for, is_low
from pipeboard.ui.widgets.inks import Inks
from pipeboard.ui.widgets.lines import Piece

CARD = 2
"""The lines of a card."""
_WORDS = {
    ForecastCategory.COMMIT: ("commit", "C"),
    ForecastCategory.BEST_CASE: ("best case", "B"),
    ForecastCategory.OMITTED: ("omitted", "O"),
}
"""A category in a word and in a letter; what is in the pipeline, as most deals are, says nothing."""
_FULL = len("31 Dec best case 100% 99.9k")
"""The cells in which a deal is told with its category in a word."""


@dataclass(frozen=True, slots=True)
class Face:
    """How the columns are drawn: their heads, how far cards are apart, and what these tell."""

    heads: Heads
    gap: int
    worded: bool
    """Whether a category is told by its word; else by its letter."""

    @property
    def head(self) -> int:
        """The lines of a head."""
        return self.heads.height

    @property
    def height(self) -> int:
        """The lines from one card to the next."""
        return CARD + self.gap


def face_for(
    columns: Sequence[tuple[Column, int]], height: int, currency: str, *, ascii: bool
) -> Face:
    """How columns are drawn, each with its cells for text."""
    heads = heads_for(columns, height, currency, ascii=ascii)
    codes = {code for each, _ in columns for sums in (each.value, each.won) for code in sums}
    signs = (text.width(heads.amount(0, code)) - 1 for code in codes)
    narrowest = min((cells for _, cells in columns), default=0)
    room = narrowest - _FULL - max(signs, default=0)
    return Face(heads, 0 if is_low(height) else 1, room >= 0)


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
        year = self._workspace.today().year
        return head(column, self._face.heads, width, self._inks, year, here=here)

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
        said = self._face.heads.amount(card.value, card.currency)
        if card.status is Status.WON:
            return [(said, ink.won)]
        return [(said, ink.dim if card.category == ForecastCategory.OMITTED else ink.text)]

    def _about(self, card: Expected, room: int) -> str:
        """The day, the category and the probability: as much of it as there is room for."""
        day = ""
        if card.day is not None:
            month = MONTH_NAMES[card.day.month - 1]
            first = self._workspace.locale.day_first
            day = f"{card.day.day} {month}" if first else f"{month} {card.day.day}"
        if card.status is Status.WON:
            return f"{self._inks.glyphs.won} {day}"
        word, letter = _WORDS.get(ForecastCategory(card.category or "pipeline"), ("", ""))
        category = word if self._face.worded else letter
        for parts in ((day, category, f"{card.probability}%"), (day, category)):
            said = " ".join(part for part in parts if part)
            if text.width(said) <= room:
                return said
        return letter or day
