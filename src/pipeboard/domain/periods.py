"""Stretches of days by name: ``2026-Q4``, ``Q4``, ``this-month``, and spans such as ``30d``."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from pipeboard.domain.days import (
    MONTHS,
    UNITS,
    add_span,
    end_of_month,
    end_of_quarter,
    monday_of,
)
from pipeboard.errors import BadInput

ACCEPTED = (
    "a period such as this-month, last-quarter, 2026-Q4, 2026-11, 2026-W46, 2026, 2026-11-24 or "
    "2026-01-01..2026-03-31 is needed"
)

_PERIOD = re.compile(r"(\d{4})(?:-?(?:(q)([1-4])|(w)(\d{1,2})|(\d{2})))?", re.ASCII)
_NAMED = re.compile(r"(this|next|last)[-_ ](week|month|quarter|year)")
_OF_A_YEAR = re.compile(r"(?:q([1-4])|([a-z]+))(?: (\d{4}))?", re.ASCII)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_SPAN = re.compile(r"(\d{1,6}) ?([a-z]+)", re.ASCII)


class PeriodUnit(StrEnum):
    """What a period is one of."""

    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class Period:
    """The days from ``first`` to ``last``, both in it; ``unit`` is None for any stretch of days."""

    first: date
    last: date
    unit: PeriodUnit | None = None

    def __str__(self) -> str:
        """The name by which ``read_period`` reads it again."""
        year = f"{self.first.year:04}"
        if self.unit is PeriodUnit.WEEK:
            number = self.first.isocalendar()
            return f"{number.year:04}-W{number.week:02}"
        if self.unit is PeriodUnit.MONTH:
            return f"{year}-{self.first.month:02}"
        if self.unit is PeriodUnit.QUARTER:
            return f"{year}-Q{(self.first.month + 2) // 3}"
        if self.unit is PeriodUnit.YEAR:
            return year
        return str(self.first) if self.first == self.last else f"{self.first}..{self.last}"

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.last - self.first).days + 1

    def moved(self, by: int) -> "Period":
        """The period so many after it, before it when negative; OverflowError past the calendar."""
        if self.unit is None:
            span = timedelta(days=self.days * by)
            return Period(self.first + span, self.last + span)
        count = by * 3 if self.unit is PeriodUnit.QUARTER else by
        unit = "month" if self.unit is PeriodUnit.QUARTER else self.unit
        return period_of(add_span(self.first, count, unit), self.unit)

    @property
    def before(self) -> "Period | None":
        """The period before it; None where the calendar does not reach back to one."""
        try:
            return self.moved(-1)
        except OverflowError:
            return None

    def months(self) -> "list[Period]":
        """The whole months in it."""
        found, month = [], period_of(self.first, PeriodUnit.MONTH)
        while month.last <= self.last:
            if month.first >= self.first:
                found.append(month)
            if month.last == date.max:
                break
            month = month.moved(1)
        return found


def period_of(day: date, unit: PeriodUnit) -> Period:
    """The week, month, quarter or year that a day is in."""
    if unit is PeriodUnit.WEEK:
        first = monday_of(day)
        return Period(first, first + timedelta(days=6), unit)
    if unit is PeriodUnit.MONTH:
        return Period(day.replace(day=1), end_of_month(day), unit)
    if unit is PeriodUnit.QUARTER:
        first = day.replace(day=1, month=(day.month - 1) // 3 * 3 + 1)
        return Period(first, end_of_quarter(day), unit)
    return Period(date(day.year, 1, 1), date(day.year, 12, 31), unit)


def read_period(text: str, today: date) -> Period:
    """The period that a text names, or that goes from a day to a day: ``2017-01-01..2017-03-31``.

    ``Q4``, ``Nov`` and ``December`` are those of this year. A single day is a period too. Raises
    BadInput for what is none.
    """
    first, between, last = (part.strip() for part in text.partition(".."))
    if _DAY.fullmatch(first) and not between:
        day = _day(first, text)
        return Period(day, day)
    if not between:
        found = parse_period(_with_year(text, today), today)
        if found is None:
            raise BadInput("period", text, ACCEPTED)
        return next(
            (
                named
                for unit in PeriodUnit
                if (named := period_of(found[0], unit)).last == found[1] and named.first == found[0]
            ),
            Period(*found),
        )
    days = _day(first, text), _day(last, text)
    if days[1] < days[0]:
        raise BadInput("period", text, f"{last} is before {first}; name the earlier day first")
    return Period(*days)


def names_part_of_year(word: str) -> bool:
    """Whether a word is a quarter or a month that may stand without a year: ``Q4``, ``nov``."""
    found = _OF_A_YEAR.fullmatch(word.casefold())
    return found is not None and (found[1] is not None or found[2] in MONTHS)


def _with_year(text: str, today: date) -> str:
    """``Q4`` as ``2026-Q4`` and ``Nov 2027`` as ``2027-11``; any other text as it is."""
    found = _OF_A_YEAR.fullmatch(" ".join(text.casefold().split()))
    if found is None or not (found[1] or found[2] in MONTHS):
        return text
    year = found[3] or f"{today.year:04}"
    return f"{year}-q{found[1]}" if found[1] else f"{year}-{MONTHS[found[2]]:02}"


def _day(text: str, whole: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        written = _DAY.fullmatch(text)
        accepted = f"there is no day {text}" if written else ACCEPTED
        raise BadInput("period", whole, accepted) from None


def parse_period(text: str, today: date) -> tuple[date, date] | None:
    """The first and last day of ``2026``, ``2026-Q4``, ``2026-12``, ``2026-W46``, ``last-quarter``.

    None if the text names no period: the caller then may read it as a single day. Raises BadInput
    for a month or a week that the year does not have.
    """
    plain = " ".join(text.casefold().split())
    match = _NAMED.fullmatch(plain)
    if match:
        return _named(match[1], match[2], today)
    match = _PERIOD.fullmatch(plain)
    if match is None:
        return None
    year = int(match[1])
    if not year:
        raise BadInput("period", text, "years go from 1 on")
    try:
        if match[2]:
            first = date(year, int(match[3]) * 3 - 2, 1)
            return first, end_of_quarter(first)
        if match[4]:
            first = date.fromisocalendar(year, int(match[5]), 1)
            return first, first + timedelta(days=6)
        if match[6]:
            first = date(year, int(match[6]), 1)
            return first, end_of_month(first)
        return date(year, 1, 1), date(year, 12, 31)
    except (ValueError, OverflowError):
        raise BadInput("period", text, "there is no such month or week in that year") from None


def parse_span(text: str, today: date, *, back: bool, field: str = "date") -> date | None:
    """The day that is ``30d``, ``2 weeks`` or ``3m`` after today, or before it with ``back``.

    None if the text is no span of days; BadInput if it reaches beyond the calendar.
    """
    match = _SPAN.fullmatch(text.strip().casefold())
    unit = UNITS.get(match[2], "") if match else ""
    if match is None or unit not in {"day", "week", "month", "year"}:
        return None
    try:
        return add_span(today, -int(match[1]) if back else int(match[1]), unit)
    except OverflowError:
        raise BadInput(field, text, "a shorter span is needed") from None


def _named(which: str, unit: str, today: date) -> tuple[date, date]:
    by = {"last": -1, "this": 0, "next": 1}[which]
    found = period_of(today, PeriodUnit(unit)).moved(by)
    return found.first, found.last
