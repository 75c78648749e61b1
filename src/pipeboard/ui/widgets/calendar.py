"""A week or a month drawn as a grid of days with what is due on each, and a cursor on one day."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from rich.style import Style
from textual.strip import Strip

from pipeboard.domain.agenda import Booked
from pipeboard.domain.days import MONTH_NAMES, WEEKDAY_NAMES, end_of_month, monday_of
from pipeboard.ui import text
from pipeboard.ui.themes import Palette
from pipeboard.ui.widgets.drawing import Piece, filled
from pipeboard.ui.widgets.inks import Inks
from pipeboard.ui.widgets.lines import Lines

_WEEK = 7
_DAY = timedelta(days=1)
MOST_LINES = 6
"""So many follow-ups of a day a week has room for, on the highest terminals."""


@dataclass(frozen=True, slots=True)
class Days:
    """What the calendar shows.

    ``told`` has lines about the first follow-ups of each day, where there is room for them.
    """

    cursor: date
    today: date
    month: bool
    limit: int | None = None
    booked: Mapping[date, Booked] = field(default_factory=dict)
    told: Mapping[date, Sequence[str]] = field(default_factory=dict)

    @property
    def first(self) -> date:
        """The first day that is drawn, a Monday."""
        return monday_of(self.cursor.replace(day=1) if self.month else self.cursor)

    @property
    def last(self) -> date:
        """The last day that is drawn, a Sunday."""
        return monday_of(end_of_month(self.cursor) if self.month else self.cursor) + 6 * _DAY

    @property
    def all_days(self) -> list[date]:
        """The days that are drawn."""
        return [self.first + number * _DAY for number in range((self.last - self.first).days + 1)]

    def count(self, day: date) -> Booked:
        """What is due on a day."""
        return self.booked.get(day, Booked())

    def over(self, day: date) -> bool:
        """Whether more is due on a day that has not passed than the person wants."""
        full = self.limit is not None and self.count(day).count > self.limit
        return full and day >= self.today

    def said(self, day: date) -> str:
        """What is due on a day, in words."""
        count = self.count(day)
        if not count.count:
            return "nothing"
        over = f", over your limit of {self.limit}" if self.over(day) else ""
        if count.overdue == count.count:
            return f"{count.overdue:,} overdue{over}"
        late = f", {count.overdue:,} overdue" if count.overdue else ""
        return f"{count.count:,} due{late}{over}"


class Calendar(Lines):
    """Draws the days; a month has a row for each week, a week one for each day."""

    DEFAULT_CSS = "Calendar { height: 1fr; width: 1fr; }"

    def __init__(self, inks: Inks, days: Days) -> None:
        super().__init__()
        self.inks = inks
        self._days = days

    def show(self, days: Days) -> None:
        """Shows other days, or the cursor on another one."""
        self._days = days
        self.repaint()

    def draw(self, width: int, height: int) -> Sequence[Strip]:
        """The lines."""
        lines = self._month(width, height) if self._days.month else self._week(width, height)
        blank = filled([], width, self.inks.plain.text)
        return [*lines, *[blank] * (height - len(lines))][:height]

    def _month(self, width: int, height: int) -> list[Strip]:
        ink, days = self.inks.plain, self._days.all_days
        widths = [width // _WEEK + (1 if number < width % _WEEK else 0) for number in range(_WEEK)]
        names = [(text.fit(f" {name}", cells), ink.dim) for name, cells in _with(widths)]
        lines = [filled(names, width, ink.text)]
        high = min(max((height - 1) * _WEEK // len(days), 1), 4)
        for start in range(0, len(days), _WEEK):
            week = days[start : start + _WEEK]
            cells = [self._cell(day, room, high) for day, room in zip(week, widths, strict=True)]
            rows = ([piece for cell in cells for piece in cell[row]] for row in range(high))
            lines.extend(filled(row, width, ink.text) for row in rows)
        return lines

    def _cell(self, day: date, width: int, high: int) -> list[list[Piece]]:
        """The lines of one day of a month."""
        days, glyphs = self._days, self.inks.glyphs
        ink = self._ink(day)
        number = f"{day.day} {MONTH_NAMES[day.month - 1]}" if day.day == 1 else str(day.day)
        same = day.month == days.cursor.month
        style = ink.accent if day == days.today else ink.text if same else ink.dim
        sign, due_style = self._due(day, ink)
        count = days.count(day)
        due = f"{sign} {count.count:,}" if count.count else ""
        if 0 < count.overdue < count.count:
            due = f"{sign} {count.overdue:,} of {count.count:,}"
        over = f"over {days.limit}" if days.over(day) else ""
        if high == 1:
            said = [(f"{number} {due}{'+' if over else ''}", due_style if due else style)]
        elif high == 2:
            said = [(number, style), (f"{due} {over}".rstrip(), due_style)]
        else:
            said = [(number, style), (due, due_style), (over, ink.stale)]
        if day == days.today and high > 1:
            said[0] = (f"{number} today", style)
        mark = glyphs.cursor if day == days.cursor else " "
        rows = [*said, *[("", ink.text)] * (high - len(said))]
        return [
            [(mark, ink.accent), (text.fit(what, width - 1, glyphs.ellipsis), how)]
            for what, how in rows
        ]

    def _week(self, width: int, height: int) -> list[Strip]:
        days, glyphs = self._days, self.inks.glyphs
        high = min(max(height // _WEEK, 1), MOST_LINES + 1)
        lines = []
        for day in days.all_days:
            ink = self._ink(day)
            mark = (glyphs.cursor if day == days.cursor else " ", ink.accent)
            name = f"{WEEKDAY_NAMES[day.weekday()]} {day.day} {MONTH_NAMES[day.month - 1]}"
            name += " today" if day == days.today else ""
            sign, style = self._due(day, ink)
            said = days.said(day)
            head = [
                mark,
                (text.fit(name, 18, glyphs.ellipsis), ink.strong),
                (f"{sign} " if days.count(day).count else "  ", style),
                (said, style if days.count(day).count else ink.dim),
            ]
            lines.append(filled(head, width, ink.text, glyphs.ellipsis))
            told = list(days.told.get(day, ()))[: high - 1]
            rows = [*told, *[""] * (high - 1 - len(told))]
            lines.extend(
                filled([mark, (f"  {row}", ink.text)], width, ink.text, glyphs.ellipsis)
                for row in rows
            )
        return lines

    def _ink(self, day: date) -> Palette:
        return self.inks.cursor if day == self._days.cursor else self.inks.plain

    def _due(self, day: date, ink: Palette) -> tuple[str, Style]:
        glyphs = self.inks.glyphs
        if self._days.count(day).overdue:
            return glyphs.late, ink.late
        return (glyphs.today, ink.today) if day == self._days.today else (glyphs.coming, ink.coming)


def _with(widths: Sequence[int]) -> list[tuple[str, int]]:
    return list(zip(WEEKDAY_NAMES, widths, strict=True))
