"""Periods and days as people read them in few words."""

from datetime import date

from pipeboard.domain.days import MONTH_NAMES
from pipeboard.domain.periods import Period, PeriodUnit


def short_day(day: date, *, year: bool = True) -> str:
    """A day without its weekday: ``12 Nov 2026``, ``12 Nov``."""
    return f"{day.day} {MONTH_NAMES[day.month - 1]}" + (f" {day.year:04}" if year else "")


def span(period: Period) -> str:
    """The days of a period: ``1 Oct - 31 Dec 2026``."""
    first, last = period.first, period.last
    if first == last:
        return short_day(first)
    return f"{short_day(first, year=first.year != last.year)} - {short_day(last)}"


def called(period: Period) -> str:
    """A period in few words: ``2026-Q4``, ``Nov 2026``, ``week 46, 2026``; its days for others."""
    first = period.first
    if period.unit is None:
        return span(period)
    if period.unit is PeriodUnit.WEEK:
        year, week, _ = first.isocalendar()
        return f"week {week}, {year:04}"
    if period.unit is PeriodUnit.MONTH:
        return f"{MONTH_NAMES[first.month - 1]} {first.year:04}"
    return str(period)


def with_days(period: Period) -> str:
    """A period in few words and its days; its days alone where these are its name."""
    name, days = called(period), span(period)
    return name if name == days else f"{name}, {days}"
