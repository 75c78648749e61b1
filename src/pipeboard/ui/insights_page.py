"""What the sections of the insights are drawn with."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from pipeboard.domain.chartlines import Drawn, Pen, rows
from pipeboard.domain.charts import Chart, Tone
from pipeboard.domain.figurewords import NOT_APPLICABLE
from pipeboard.domain.lacks import Lack
from pipeboard.domain.rates import Rate
from pipeboard.ui import text as cells
from pipeboard.ui.insights_contents import RATES
from pipeboard.ui.insights_keys import Spot
from pipeboard.ui.parts_reader import Part, Parts
from pipeboard.ui.widgets.amounts import amounts
from pipeboard.ui.widgets.drawing import wrapped
from pipeboard.ui.widgets.inks import Inks
from pipeboard.ui.widgets.rows import Entry, Ink, Words, column, heading

T = TypeVar("T")

MONEY = 14
"""Cells of a column of sums in the tables."""
_WIDEST = 100
"""Cells that tables and pictures take at most, so that a name and its numbers stay together."""
_LEAST_NAME = 10
_EXACT = 116
"""Cells from which on figures are told exactly."""
_TONES: Mapping[Tone, Ink] = {
    Tone.PLAIN: "accent",
    Tone.TOTAL: "text",
    Tone.GAIN: "won",
    Tone.LOSS: "lost",
}


@dataclass(frozen=True)
class Page:
    """What was read of a scope, and the ``width`` to show it in; sections yield their entries.

    ``expanded`` are the breakdowns that are to be shown whole, ``ways`` the keys that set what is
    lacking.
    """

    inks: Inks
    parts: Parts
    currency: str
    expanded: frozenset[str]
    width: int
    ways: Mapping[Lack, str]

    @property
    def across(self) -> int:
        """The cells that tables and pictures take."""
        return min(self.width, _WIDEST)

    @property
    def exact(self) -> bool:
        """Whether there is room for exact values beside each other."""
        return self.width >= _EXACT

    @property
    def ellipsis(self) -> str:
        """What ends a text that was cut."""
        return self.inks.glyphs.ellipsis

    @property
    def pen(self) -> Pen:
        """How pictures are drawn."""
        return Pen(cells.width, cells.cut, self.inks.glyphs.vertical == "|")

    @property
    def rates(self) -> Sequence[Rate]:
        """The exchange rates; none before they are read."""
        return self.part(RATES) or ()

    def part(self, part: Part[T]) -> T | None:
        """What was read of a part; None before that."""
        return self.parts.get(part)

    def head(self, title: str, more: str = "") -> Iterator[Entry]:
        """The heading of a section."""
        yield Entry(None, [()])
        yield Entry(None, [heading(title, more, self.width, self.inks.glyphs.horizontal)])

    def missing(self, part: Part[object]) -> Iterator[Entry]:
        """Why a part is not there."""
        why = self.parts.why_not(part)
        if not why:
            yield self.told(f"being read{self.ellipsis}")
            return
        for row in wrapped(why, self.width):
            yield Entry(None, [[(row, "error")]])

    def told(self, said: str) -> Entry:
        """A quiet line that the cursor passes over."""
        return Entry(None, [[(said, "dim")]])

    def chart(self, chart: Chart, spots: Sequence[Spot], note: str = "") -> Iterator[Entry]:
        """A picture; ``spots`` are what its bars are about."""
        first, *bars = rows(chart, self.across, self.pen)
        yield from self.head(chart.title)
        if first.values.strip():
            blank = " " * (self.across - cells.width(first.values))
            yield Entry(None, [[(blank, "dim"), (first.values, "dim")]])
        for spot, bar in zip(spots, bars, strict=True):
            yield Entry(spot, [_bar(bar)])
        for said in (chart.note, note):
            if said and bars:
                yield self.told(said)

    def row(
        self, name: str, told: Sequence[str], widths: Sequence[int], ink: Ink, least: int = 0
    ) -> Words:
        """A line of a table: a name and as many of its numbers, in columns, as there is room for.

        A table takes more cells than others where a name would have less than the ``least`` else.
        """
        while widths and sum(widths) > self.across - _LEAST_NAME and not least:
            widths = widths[:-1]
        room = max(self.across - sum(widths), least)
        return [
            column(name, room, "text", self.ellipsis),
            *(
                (
                    cells.fit_right(said, width, self.ellipsis),
                    "dim" if said == NOT_APPLICABLE else ink,
                )
                for said, width in zip(told, widths, strict=False)
            ),
        ]

    def money(self, sums: Mapping[str, int], room: int) -> str:
        """Sums by currency in the cells of a column, the first of which stays free."""
        named = any(code != self.currency for code in sums)
        shown = {code: value for code, value in sums.items() if value} or sums
        return amounts(shown, room - 1, first=self.currency, named=named, ascii=self.pen.ascii)


Section = Callable[[Page], Iterator[Entry]]


def shows(part: Part[T], title: str) -> Callable[[Callable[[Page, T], Iterator[Entry]]], Section]:
    """Makes a section of what draws a part; before that is read it is its title and why."""

    def section_of(draw: Callable[[Page, T], Iterator[Entry]]) -> Section:
        def section(page: Page) -> Iterator[Entry]:
            found = page.part(part)
            if found is None:
                yield from page.head(title)
                yield from page.missing(part)
            else:
                yield from draw(page, found)

        return section

    return section_of


def _bar(bar: Drawn) -> Words:
    return [(bar.label, "text"), (bar.picture, _TONES[bar.tone]), (bar.values, "text")]
