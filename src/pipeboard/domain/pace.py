"""How far a target is reached, and when it will be at the pace so far.

The pace is what was won divided by the working days gone, today among them. Working days are Monday
to Friday; holidays are not known.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction
from typing import Final

from pipeboard.domain.days import written
from pipeboard.domain.figurewords import short_percent
from pipeboard.domain.money import Money, readable
from pipeboard.domain.periods import Period
from pipeboard.domain.words import many

FORMULA: Final = "won / target; the pace is won / working days gone, and reaches 100 % after target / pace of them"
_A_WEEK: Final = 5
_ALMOST: Final = Fraction(99, 100)
_TOO_FAR: Final = timedelta(days=3653)
"""A day that is further off than ten years is told by nothing but its distance."""

NO_TARGET: Final = "no target is set"
ZERO: Final = "the target is 0"
NOT_BEGUN: Final = "the period begins on {}"
OVER: Final = "the period is over, {} was reached"
NOTHING_WON: Final = "nothing is won yet, so there is no pace to tell by"
NO_DAY_GONE: Final = "no working day of the period is gone yet, so there is no pace to tell by"


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the target of a period is reached in one currency; money is in minor units.

    ``target`` is None where there is none. ``share`` is won of target, ``expected`` the target's
    part for the working days ``gone`` of ``working``. ``reached_on`` is the day with which the sum
    came to the target. ``full_on`` is the day on which it will at the pace so far, also one after
    the period (None when more than ten years from now), and ``by_end`` the share that this pace
    comes to by the period's end. ``why`` says why these two are not told, or nothing.
    """

    period: Period
    currency: str
    target: int | None
    won: int
    share: Fraction | None
    expected: Fraction | None
    gone: int
    working: int
    reached_on: date | None = None
    full_on: date | None = None
    by_end: Fraction | None = None
    why: str = ""

    @property
    def is_behind(self) -> bool:
        """Whether less is won than the working days gone ask for."""
        return self.expected is not None and self.won < self.expected

    @property
    def sentence(self) -> str:
        """How soon the target is reached, or why that cannot be told."""
        if self.why or self.by_end is None:
            return self.why
        if self.full_on is not None and self.full_on <= self.period.last:
            return f"at this pace 100 % on {written(self.full_on)}"
        ahead = f"at this pace {told(self.by_end)} by {written(self.period.last)}"
        if self.full_on is None:
            return f"{ahead}, 100 % not within ten years"
        return f"{ahead}, 100 % on {written(self.full_on)}"


def progress(
    period: Period, currency: str, target: int | None, won: Mapping[date, int], today: date
) -> Progress:
    """How far a target is reached by what was ``won`` on each day, of which only the period counts."""
    days = {day: value for day, value in won.items() if period.first <= day <= period.last}
    total = sum(days.values())
    working = working_days(period.first, period.last)
    gone = working_days(period.first, min(today, period.last))
    share = Fraction(total, target) if target else None
    expected = None if target is None else Fraction(target * gone, working)
    found = Progress(period, currency, target, total, share, expected, gone, working)
    return _with_pace(found, days, today)


def told(share: Fraction) -> str:
    """A share in whole percent, rounded half-even; what is not reached never reads 100 %."""
    return short_percent(share if share >= 1 else min(share, _ALMOST))


def put_in(found: Progress) -> list[str]:
    """The formulas with the numbers put in, a line for each."""
    currency, won = found.currency, readable(Money(found.won, found.currency))
    if found.target is None or found.expected is None:
        return [f"won {won}; {found.why}"]
    target = readable(Money(found.target, currency))
    lines = [f"won {won} of {target}{f' = {told(found.share)}' if found.share is not None else ''}"]
    by_now = readable(Money(round(found.expected), currency))
    days = f"{found.gone} / {found.working} working days"
    lines.append(f"expected by now: {target} x {days} = {by_now}")
    if found.by_end is None:
        return [*lines, found.why]
    a_day = readable(Money(round(Fraction(found.won, found.gone)), currency))
    lines.append(f"pace: {won} / {many(found.gone, 'working day')} = {a_day} a working day")
    return [*lines, found.sentence]


def _with_pace(found: Progress, won: Mapping[date, int], today: date) -> Progress:
    period, target, total, gone = found.period, found.target, found.won, found.gone
    if target is None:
        return replace(found, why=NO_TARGET)
    if target == 0:
        return replace(found, why=ZERO)
    if today < period.first:
        return replace(found, why=NOT_BEGUN.format(written(period.first)))
    if total >= target:
        day = _reached(won, target)
        return replace(found, reached_on=day, why=f"reached on {written(day)}")
    if today > period.last:
        return replace(found, why=OVER.format(told(Fraction(total, target))))
    if not total:
        return replace(found, why=NOTHING_WON)
    if not gone:
        return replace(found, why=NO_DAY_GONE)
    return replace(
        found,
        full_on=_full_on(period.first, -(-target * gone // total), today),
        by_end=Fraction(total * found.working, gone * target),
    )


def _reached(won: Mapping[date, int], target: int) -> date:
    """The day with which the sum came to the target."""
    total = 0
    for day in sorted(won):
        total += won[day]
        if total >= target:
            return day
    raise ValueError(f"{target} was not reached")


def _full_on(first: date, number: int, today: date) -> date | None:
    try:
        day = working_day(first, number)
        return day if day <= today + _TOO_FAR else None
    except OverflowError:
        return None


def working_days(first: date, last: date) -> int:
    """How many days are Monday to Friday between two days, both included; 0 when last is before."""
    weeks, rest = divmod(max((last - first).days + 1, 0), 7)
    return weeks * _A_WEEK + sum((first.weekday() + by) % 7 < _A_WEEK for by in range(rest))


def working_day(first: date, number: int) -> date:
    """The working day that is so many from a day on, which is the first if it is one itself.

    Raises OverflowError past the calendar.
    """
    if first.weekday() >= _A_WEEK:
        first += timedelta(days=7 - first.weekday())
    weeks, rest = divmod(first.weekday() + number - 1, _A_WEEK)
    return first + timedelta(days=weeks * 7 + rest - first.weekday())
