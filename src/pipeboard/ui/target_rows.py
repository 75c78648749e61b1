"""Targets as lines of a list: for whom, how much is won of how much, and when it is reached."""

from collections.abc import Iterator, Sequence
from datetime import date

from pipeboard.domain.chartlines import stroke
from pipeboard.domain.charts import Bar, Chart
from pipeboard.domain.figurewords import NOT_APPLICABLE
from pipeboard.domain.pace import told, working_days
from pipeboard.domain.periods import Period
from pipeboard.domain.periodwords import short_day
from pipeboard.domain.targets import Target
from pipeboard.service.targets import Goal
from pipeboard.ui import text
from pipeboard.ui.widgets.amounts import amount
from pipeboard.ui.widgets.inks import Inks
from pipeboard.ui.widgets.line_list import Item
from pipeboard.ui.widgets.rows import Ink, Ruled, Words, column, heading

_WHO, _MOST_WHO, _MONEY, _SHARE = 22, 44, 20, 8
_LEAST_BAR, _MOST_BAR = 8, 60
_INDENT = "  "
_WIDE = 96
"""Cells from which on there is room for what was expected by now."""

Key = tuple[str, int | None, str | None, str]
"""The period, pipeline, owner and currency of a target."""


def key_of(target: Target) -> Key:
    """What tells a target from every other, whether it is set or a sum."""
    return str(target.period), target.pipeline_id, target.owner, target.money.currency


class TargetRows(Ruled):
    """The targets of a period, a heading for each period among them, two lines for each target."""

    def __init__(
        self, inks: Inks, goals: Sequence[Goal], currency: str, today: date, nothing: Sequence[str]
    ) -> None:
        super().__init__(inks)
        self._currency = currency
        self._today = today
        self._nothing = nothing
        self._rows: list[Goal | Period] = list(_with_headings(goals))

    def items(self, width: int) -> Sequence[Item]:
        """The headings and the targets, or the lines that say that there is none."""
        if not self._rows:
            return [Item(None) for _ in self._nothing]
        return [
            Item(key_of(row.target), 2) if isinstance(row, Goal) else Item(None)
            for row in self._rows
        ]

    def words(self, index: int, line: int, width: int) -> Words:
        """A line of a target, or a heading."""
        if not self._rows:
            return [(self._nothing[index], "dim" if index else "text")]
        row = self._rows[index]
        if isinstance(row, Period):
            return heading(str(row), self._about(row), width, self.inks.glyphs.horizontal)
        return self._sentence(row, width) if line else self._numbers(row, width)

    def _about(self, period: Period) -> str:
        days = f"{short_day(period.first, year=False)} to {short_day(period.last)}"
        working = working_days(period.first, period.last)
        gone = working_days(period.first, min(self._today, period.last))
        return f"{days}, {gone} of {working} working days" if gone else f"{days}, not begun"

    def _numbers(self, goal: Goal, width: int) -> Words:
        found, wanted = goal.progress, goal.target
        who = wanted.owner or "everybody"
        if goal.pipeline:
            who += f" in {goal.pipeline}"
        room = width - _WHO - _MONEY - _SHARE
        bar = min(max(room, _LEAST_BAR), _MOST_BAR)
        names = min(_WHO + max(room - bar, 0), _MOST_WHO)
        money = f"{self._money(found.won)} of {self._money(wanted.money.minor, wanted)}"
        share = NOT_APPLICABLE if found.share is None else told(found.share)
        ink = _ink(goal)
        return [
            column(who, names, "strong", self.inks.glyphs.ellipsis),
            (f"{text.fit_right(money, _MONEY)}  ", "text"),
            (_bar(goal, bar - 2, ascii_=self.inks.glyphs.vertical.isascii()), ink),
            (text.fit_right(share, _SHARE), ink),
        ]

    def _money(self, minor: int, of: Target | None = None) -> str:
        code = of.money.currency if of else self._currency
        named = of is not None and code != self._currency
        return amount(minor, code, named=named, ascii=True)

    def _sentence(self, goal: Goal, width: int) -> Words:
        found = goal.progress
        parts = [found.sentence]
        if found.by_end is not None and found.expected is not None and width >= _WIDE:
            by_now = amount(round(found.expected), found.currency, named=False)
            parts.append(f"{by_now} expected by now")
        if goal.target.id is None:
            parts.append("the sum of its parts")
        return [(f"{_INDENT}{'; '.join(parts)}", "dim")]


def _with_headings(goals: Sequence[Goal]) -> Iterator[Goal | Period]:
    before: Period | None = None
    for goal in goals:
        if goal.target.period != before:
            before = goal.target.period
            yield before
        yield goal


def _ink(goal: Goal) -> Ink:
    """Reached is as good as won; behind what the days gone ask for is late once it is over."""
    found = goal.progress
    if found.reached_on is not None:
        return "won"
    if not found.is_behind:
        return "accent"
    return "today" if found.by_end is not None or not found.won else "late"


def _bar(goal: Goal, cells: int, *, ascii_: bool) -> str:
    """Won of target, with a mark at what is expected by now."""
    found = goal.progress
    target = found.target or 0
    behind = found.reached_on is None and found.expected and found.expected < target
    mark = found.expected if behind else None
    whole = Bar("", max(target, found.won), ())
    won = Bar("", found.won, (), mark=mark)
    return stroke(Chart("", (), [whole, won]), won, cells, ascii_=ascii_)
