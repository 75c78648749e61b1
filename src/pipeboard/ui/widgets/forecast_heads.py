"""What stands above the deals of a column of the forecast: its name, and its figures."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from rich.style import Style

from pipeboard.domain.figurewords import NOT_APPLICABLE
from pipeboard.domain.forecast import Column, Heap
from pipeboard.ui.forecast_words import name
from pipeboard.ui.themes import Palette
from pipeboard.ui.widgets.amounts import amount, amount_lines, count
from pipeboard.ui.widgets.cards import ends
from pipeboard.ui.widgets.inks import Inks
from pipeboard.ui.widgets.lines import Piece

_LOW = 16
"""With fewer lines than this the heads have the most important figures only."""
_FIGURES = ("won", "commit", "best case", "weighted", "target", "gap")
_FEW = ("won", "weighted", "gap")
_SHORT = {"weighted": "w", "best case": "best", "commit": "com"}
_PART, _LOW_PART = 0.6, 0.4
"""The most that the figures take of all lines, and of few."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of all heads: its label there, and how many lines it takes."""

    name: str
    label: str
    lines: int


@dataclass(frozen=True, slots=True)
class Heads:
    """How heads are drawn: the currency that comes first, and whether amounts need theirs."""

    currency: str
    named: bool
    ascii: bool
    figures: Sequence[Figure] = ()

    @property
    def height(self) -> int:
        """The lines of a head."""
        return 1 + sum(each.lines for each in self.figures)

    def amount(self, minor: int, currency: str) -> str:
        """An amount as these heads write it."""
        return amount(minor, currency, named=self.named, ascii=self.ascii)

    def said(self, sums: Mapping[str, int], cells: int, figure: Figure) -> list[str]:
        """Sums on the lines of a figure, of which the label takes a part of the first."""
        return amount_lines(
            *(sums, cells, figure.lines),
            first=self.currency,
            named=self.named,
            ascii=self.ascii,
            before=len(figure.label) + 1,
        )


def is_low(height: int) -> bool:
    """Whether there is room for the most important figures only."""
    return height < _LOW


def is_thin(column: Column) -> bool:
    """Whether a column beside the periods has nothing in it."""
    return _is_heap(column) and not column.count


def heads_for(
    columns: Iterable[tuple[Column, int]], height: int, currency: str, *, ascii: bool
) -> Heads:
    """How the heads of columns, each with its cells for text, are drawn in so many lines: all alike.

    Each figure takes as many lines as show all currencies of it in every column. Where there is not
    room for that, labels become short first; then an amount ends with how many more there are.
    """
    shown = [(each, cells) for each, cells in columns if not is_thin(each)]
    names = _FEW if is_low(height) else _FIGURES
    sums = {name: [_sums(name, each) for each, _ in shown] for name in names}
    codes = {code for several in sums.values() for each in several for code in each or ()}
    heads = Heads(currency, not codes <= {currency}, ascii)
    most = max(int(height * (_LOW_PART if is_low(height) else _PART)), len(names))

    def fitted(name: str, label: str) -> Figure:
        figure = Figure(name, label, most)
        needs = (
            len(heads.said(each, cells, replace(figure, label=_label(figure, column))))
            for (column, cells), each in zip(shown, sums[name], strict=True)
            if each
        )
        return replace(figure, lines=max(needs, default=1) or 1)

    figures = [fitted(name, name) for name in names]
    for place, figure in enumerate(figures):
        if sum(each.lines for each in figures) > most:
            brief = fitted(figure.name, _SHORT.get(figure.name, figure.name))
            figures[place] = brief if brief.lines < figure.lines else figure
    while sum(each.lines for each in figures) > most:
        longest = max(range(len(figures)), key=lambda place: figures[place].lines)
        figure = figures[longest]
        label = _SHORT.get(figure.name, figure.name)
        figures[longest] = replace(figure, label=label, lines=figure.lines - 1)
    return replace(heads, figures=figures)


def head(
    column: Column, heads: Heads, width: int, inks: Inks, year: int, *, here: bool
) -> list[list[Piece]]:
    """The lines of a column's head; ``here`` says that the cursor is in it."""
    ink, glyphs = inks.raised, inks.glyphs
    cells = width - 1
    style = ink.accent + Style(underline=True) if here else ink.strong
    if column.place is Heap.OVERDUE and column.deals:
        style = ink.late + style if here else ink.late
    shown = "" if is_thin(column) else count(column.count, max(cells - 10, 3))
    number: list[Piece] = [(shown, ink.text)] if shown else []
    lines = [ends([(name(column.place, year), style)], number, cells, glyphs)]
    for figure in heads.figures:
        label, sums = _label(figure, column), _sums(figure.name, column)
        if sums is None or is_thin(column):
            label, said = "", []
        elif _is_unknown(figure.name, column):
            said = [NOT_APPLICABLE]
        elif sums:
            said = heads.said(sums, cells, replace(figure, label=label)) or [glyphs.ellipsis]
        else:
            said = ["0"]
        tone = _tone(figure.name, sums or {}, ink) if said != [NOT_APPLICABLE] else ink.dim
        for row in range(figure.lines):
            left: list[Piece] = [("" if row else label, ink.dim)]
            right: list[Piece] = [(said[row], tone)] if row < len(said) and said[row] else []
            lines.append(ends(left, right, cells, glyphs))
    bar = glyphs.cursor if here and not column.count else " "
    return [[(bar, ink.accent), *line] for line in lines]


def _label(figure: Figure, column: Column) -> str:
    """Beside the periods the value stands where these have what was won."""
    return "value" if figure.name == "won" and _is_heap(column) else figure.label


def _sums(figure: str, column: Column) -> Mapping[str, int] | None:
    """The sums of a figure; None where a column has no such figure."""
    if _is_heap(column) and figure in ("won", "target", "gap"):
        return column.value if figure == "won" else None
    return column.figures[figure]


def _is_unknown(figure: str, column: Column) -> bool:
    if figure == "target":
        return bool(column.why_no_target)
    if figure == "gap":
        return bool(column.why_no_gap)
    return column.is_unknown("value" if figure == "won" and _is_heap(column) else figure)


def _is_heap(column: Column) -> bool:
    return isinstance(column.place, Heap)


def _tone(figure: str, sums: Mapping[str, int], ink: Palette) -> Style:
    """What is above the target looks as good as won."""
    if not sums:
        return ink.dim
    if figure == "gap":
        return ink.won if all(each <= 0 for each in sums.values()) else ink.today
    return {"won": ink.won, "weighted": ink.strong}.get(figure, ink.text)
