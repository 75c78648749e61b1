"""The columns of the forecast side by side: heads with their figures, and the deals below."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from rich.style import Style
from textual import events
from textual.geometry import Region, Size
from textual.message import Message
from textual.strip import Strip

from pipeboard.domain.days import MONTH_NAMES
from pipeboard.domain.deals import ForecastCategory, Status
from pipeboard.domain.figurewords import NOT_APPLICABLE
from pipeboard.domain.figurewords import amount as exactly
from pipeboard.domain.forecast import Column, Expected, Heap, Place
from pipeboard.domain.money import short
from pipeboard.domain.periods import PeriodUnit
from pipeboard.service.workspace import Workspace
from pipeboard.ui import text
from pipeboard.ui.forecast_state import ForecastState, Lane
from pipeboard.ui.themes import Palette
from pipeboard.ui.widgets.amounts import amount, amounts, by_currency, count
from pipeboard.ui.widgets.cards import ends
from pipeboard.ui.widgets.inks import Inks
from pipeboard.ui.widgets.lines import Piece, strip
from pipeboard.ui.widgets.wheel import WheelLines
from pipeboard.ui.windows import Slot, Window, window

_CARD = 2
_LOW = 16
"""With fewer lines than this the heads have the most important figures only."""

_WORDS = {
    ForecastCategory.COMMIT: ("commit", "C"),
    ForecastCategory.BEST_CASE: ("best case", "B"),
    ForecastCategory.OMITTED: ("omitted", "O"),
}
"""A category in a word and in a letter; what is in the pipeline, as most deals are, says nothing."""


def name(place: Place, year: int) -> str:
    """What a column is called: ``Nov``, ``Jan 2027``, ``W48 Nov 23``, ``Q4 2026``, ``Overdue``."""
    if isinstance(place, Heap):
        return place.label.capitalize()
    month = MONTH_NAMES[place.first.month - 1]
    if place.unit is PeriodUnit.WEEK:
        return f"{str(place).split('-')[1]} {place.first.day} {month}"
    if place.unit is PeriodUnit.QUARTER:
        return f"{str(place).split('-')[1]} {place.first.year}"
    return month if place.first.year == year else f"{month} {place.first.year}"


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
        return _CARD + self.gap


class ForecastView(WheelLines):
    """Shows as many columns as are readable; ``window`` tells which."""

    DEFAULT_CSS = "ForecastView { height: 1fr; width: 1fr; }"

    class Clicked(Message):
        """A deal was clicked, or the head of a column (then ``number`` is the first visible)."""

        def __init__(self, lane: int, number: int) -> None:
            super().__init__()
            self.lane = lane
            self.number = number

    class Scrolled(Message):
        """The wheel was turned over a column."""

        def __init__(self, lane: int, by: int) -> None:
            super().__init__()
            self.lane = lane
            self.by = by

    def __init__(self, workspace: Workspace, state: ForecastState, inks: Inks) -> None:
        super().__init__()
        self._workspace = workspace
        self._state = state
        self.inks = inks
        self.window = Window((), 0)

    def lay_out(self, width: int, height: int) -> Face:
        """Decides which columns are visible, and how many deals of each."""
        state = self._state
        folded = [_is_thin(lane.column) for lane in state.lanes]
        self.window = window(width, folded, state.first, state.at)
        state.first = self.window.first
        face = self._face(height)
        state.fit_rows((height - face.head + face.gap) // face.height)
        return face

    def in_view(self, size: Size) -> list[Lane]:
        """The columns that can be seen in a view of that size."""
        self.lay_out(*size)
        return [self._state.lanes[slot.lane] for slot in self.window.slots]

    def cursor_region(self) -> Region | None:
        """Where the deal under the cursor is on the screen, if it is visible."""
        state = self._state
        row = state.number - state.lane.top if state.lane and state.card else -1
        for slot in self.window.slots:
            if slot.lane == state.at and 0 <= row < state.rows:
                face = self._face(self.size.height)
                y = face.head + row * face.height
                return Region(slot.x, y, slot.width, _CARD).translate(self.content_region.offset)
        return None

    def draw(self, width: int, height: int) -> Sequence[Strip]:
        """The lines: those of the columns beside each other."""
        if not self._state.lanes or width < 3:
            return [Strip.blank(width, self.inks.plain.text)] * height
        face = self.lay_out(width, height)
        columns = [self._column(slot, face, height) for slot in self.window.slots]
        return [strip(_joined(parts), width) for parts in zip(*columns, strict=True)]

    def on_click(self, event: events.Click) -> None:
        """Tells which deal was clicked."""
        if (slot := self._slot(event.x)) is not None:
            face = self._face(self.size.height)
            row = max(event.y - face.head, 0) // face.height
            self.post_message(self.Clicked(slot.lane, self._state.lanes[slot.lane].top + row))

    def turned(self, x: int, by: int) -> None:
        """Tells that the column there is to be scrolled."""
        if (slot := self._slot(x)) is not None:
            self.post_message(self.Scrolled(slot.lane, by))

    def _slot(self, x: int) -> Slot | None:
        return next((s for s in self.window.slots if s.x <= x < s.x + s.width), None)

    def _face(self, height: int) -> Face:
        columns = [lane.column for lane in self._state.lanes]
        codes = {code for each in columns for sums in (each.won, each.value) for code in sums}
        own = codes <= {self._workspace.currency}
        low = height < _LOW
        figures = ("won", "weighted", "gap") if low else _FIGURES
        return Face(not own, figures, 0 if low else 1)

    def _column(self, slot: Slot, face: Face, height: int) -> list[list[Piece]]:
        """The lines of a column, with the rule at its right unless it is the last."""
        lane, here = self._state.lanes[slot.lane], slot.lane == self._state.at
        cells = slot.width - (1 if slot.rule else 0)
        glyphs = self.inks.glyphs
        lines = [
            (pieces, self.inks.raised) for pieces in self._head(lane.column, face, cells, here)
        ]
        body: list[list[Piece]] = []
        if not _is_thin(lane.column):
            body = self._cards(lane, face, cells, height - face.head, here=here)
        lines += [(pieces, self.inks.plain) for pieces in body]
        blank: list[Piece] = [(" " * cells, self.inks.plain.text)]
        lines += [(blank, self.inks.plain)] * (height - len(lines))
        if not slot.rule:
            return [pieces for pieces, _ in lines[:height]]
        return [[*pieces, (glyphs.vertical, ink.rule)] for pieces, ink in lines[:height]]

    def _head(self, column: Column, face: Face, width: int, here: bool) -> list[list[Piece]]:
        ink, glyphs = self.inks.raised, self.inks.glyphs
        cells = width - 1
        year = self._workspace.today().year
        style = ink.accent + Style(underline=True) if here else ink.strong
        if column.place is Heap.OVERDUE and column.deals:
            style = ink.late + style if here else ink.late
        shown = "" if _is_thin(column) else count(column.count, max(cells - 10, 3))
        number: list[Piece] = [(shown, ink.text)] if shown else []
        lines = [ends([(name(column.place, year), style)], number, cells, glyphs)]
        for figure in face.figures:
            label, sums, tone = _figure(figure, column, ink)
            if sums is None or _is_thin(column):
                lines.append(ends([(label if sums is None else "", ink.dim)], [], cells, glyphs))
                continue
            label, said = self._said(label, sums, face, cells)
            if figure in ("target", "gap") and not column.target:
                said, tone = NOT_APPLICABLE, ink.dim
            lines.append(ends([(label, ink.dim)], [(said, tone)], cells, glyphs))
        bar = glyphs.cursor if here and not column.count else " "
        return [[(bar, ink.accent), *line] for line in lines]

    def _said(self, label: str, sums: Mapping[str, int], face: Face, cells: int) -> tuple[str, str]:
        """A label and its sums; the label is short where they would not fit beside it."""
        first, glyphs = self._workspace.currency, self.inks.glyphs
        for short_label in (label, _SHORT.get(label, label)):
            room = cells - len(short_label) - 1
            said = amounts(sums, room, first=first, named=face.named, ascii=glyphs.vertical == "|")
            if said or not sums:
                return short_label, said or "0"
        return label, glyphs.ellipsis

    def _cards(
        self, lane: Lane, face: Face, cells: int, height: int, *, here: bool
    ) -> list[list[Piece]]:
        plain = self.inks.plain
        blank: list[Piece] = [(" " * cells, plain.text)]
        if not lane.column.count:
            return [[(text.fit(" no deals" if here else "", cells), plain.dim)]]
        lines: list[list[Piece]] = []
        for number in range(lane.top, min(lane.top + self._state.rows, lane.column.count)):
            card = lane.cards.get(number)
            if card is None:
                waiting = text.fit(f" {self.inks.glyphs.ellipsis}", cells)
                lines += [[(waiting, plain.dim)], blank]
            else:
                cursor = here and number == self._state.number
                lines += self._card(card, face, cells, cursor=cursor)
            lines += [blank] * face.gap
        return lines[: max(height, 0)]

    def _card(self, card: Expected, face: Face, width: int, *, cursor: bool) -> list[list[Piece]]:
        inks, glyphs, marked = self.inks, self.inks.glyphs, card.id in self._state.marked
        ink = inks.cursor if cursor else inks.marked if marked else inks.plain
        cells = width - 1
        title: list[Piece] = [(f"{glyphs.marked} ", ink.accent)] if marked else []
        title.append((card.title, ink.strong if cursor else ink.text))
        won = card.status is Status.WON
        worth: list[Piece] = []
        if card.value is not None:
            ascii_only = glyphs.vertical == "|"
            said = amount(card.value, card.currency, named=face.named, ascii=ascii_only)
            omitted = card.category == ForecastCategory.OMITTED and not won
            worth = [(said, ink.won if won else ink.dim if omitted else ink.text)]
        room = cells - sum(text.width(each) + 1 for each, _ in worth)
        late = card.expected_close is not None and card.expected_close < self._workspace.today()
        tone = ink.won if won else ink.late if late else ink.dim
        below: list[Piece] = [(self._about(card, room), tone)]
        lines = [ends(title, [], cells, glyphs), ends(below, worth, cells, glyphs)]
        sign = (glyphs.cursor, ink.key) if cursor else (" ", ink.text)
        return [[sign, *line] for line in lines]

    def _about(self, card: Expected, room: int) -> str:
        """The day, the category and the probability: as much of it as there is room for."""
        day = ""
        if card.day is not None:
            month = MONTH_NAMES[card.day.month - 1]
            first = self._workspace.locale.day_first
            day = f"{card.day.day} {month}" if first else f"{month} {card.day.day}"
        if card.status is Status.WON:
            return f"{self.inks.glyphs.done} {day}"
        word, letter = _WORDS.get(ForecastCategory(card.category or "pipeline"), ("", ""))
        chance = f"{card.probability}%"
        for parts in ((day, word, chance), (day, word), (day, letter, chance), (day, letter)):
            said = " ".join(part for part in parts if part)
            if text.width(said) <= room and not (word and parts == (day, letter, chance)):
                return said
        return letter or day


_SHORT = {"weighted": "w", "best case": "best", "commit": "com"}
_FIGURES = ("won", "commit", "best case", "weighted", "target", "gap")


def _figure(
    figure: str, column: Column, ink: Palette
) -> tuple[str, Mapping[str, int] | None, Style]:
    """The label of a figure, its sums, and how they look; None where a column has no such figure."""
    if isinstance(column.place, Heap) and figure in ("won", "target", "gap"):
        return ("value", column.value, ink.text) if figure == "won" else ("", None, ink.text)
    sums: Mapping[str, Mapping[str, int]] = {
        "won": column.won,
        "commit": column.commit,
        "best case": column.best_case,
        "weighted": column.weighted,
        "target": column.target,
        "gap": column.gap,
    }
    if figure == "gap" and column.target and all(each <= 0 for each in column.gap.values()):
        return "above", {code: -each for code, each in column.gap.items()}, ink.won
    tones = {"won": ink.won if column.won else ink.dim, "gap": ink.today, "weighted": ink.strong}
    tone = tones.get(figure, ink.text) if sums[figure] else ink.dim
    return figure, sums[figure], tone


def _is_thin(column: Column) -> bool:
    """Whether a column beside the periods has nothing in it."""
    return isinstance(column.place, Heap) and not column.count


def _joined(parts: Sequence[list[Piece]]) -> list[Piece]:
    return [piece for part in parts for piece in part]


def formula(column: Column, year: int, currency: str, room: int) -> str:
    """The forecast of a column with its numbers put in, exact where there is room for that.

    Where there is little, it is without what the head of the column shows as well.
    """
    if isinstance(column.place, Heap):
        return f"{name(column.place, year)}: {column.place.about}"
    why = f"; {column.why_no_target}" if column.why_no_target else ""
    said = ""
    for brevity, write in enumerate((exactly, short, short, short, short)):
        told = "; ".join(_put_in(column, currency, write, brevity))
        said = f"forecast {told}{why if brevity < _WITHOUT_WHY else ''}"
        if text.width(said) <= room:
            break
    return said


_WITHOUT_WHY, _WITHOUT_TARGET, _WITHOUT_PARTS = 2, 3, 4


def _put_in(
    column: Column, currency: str, write: Callable[[int, str], str], brevity: int
) -> list[str]:
    """The formula of the forecast with its numbers, for each currency; with the gap if there is one."""
    parts = []
    codes = column.forecast.keys() | column.target.keys()
    for code in by_currency(dict.fromkeys(codes, 0), currency) or [currency]:
        won, weighted = column.won.get(code, 0), column.weighted.get(code, 0)
        said = write(won + weighted, code)
        if brevity < _WITHOUT_PARTS:
            said += f" = won {write(won, code)} + weighted {write(weighted, code)}"
        if code in column.target:
            said += f", gap {write(column.gap[code], code)}"
            if brevity < _WITHOUT_TARGET:
                said += f" = target {write(column.target[code], code)} - forecast"
        parts.append(f"{said} {code}")
    return parts
