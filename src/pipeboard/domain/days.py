"""Arithmetic with days, and the English words for them: weekdays, months, units, numbers."""

import calendar
from collections.abc import Mapping
from datetime import date, timedelta
from types import MappingProxyType
from typing import Final

WEEKDAY_NAMES: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTH_NAMES: Final = (
    *("Jan", "Feb", "Mar", "Apr", "May", "Jun"),
    *("Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
)

WEEKDAYS: Mapping[str, int] = MappingProxyType(
    {
        word: number
        for number, words in enumerate(
            (
                "mon monday",
                "tue tues tuesday",
                "wed weds wednesday",
                "thu thur thurs thursday",
                "fri friday",
                "sat saturday",
                "sun sunday",
            )
        )
        for word in words.split()
    }
)
"""Word -> weekday, Monday is 0."""

MONTHS: Mapping[str, int] = MappingProxyType(
    {
        word: number
        for number, words in enumerate(
            (
                "jan january",
                "feb february",
                "mar march",
                "apr april",
                "may",
                "jun june",
                "jul july",
                "aug august",
                "sep sept september",
                "oct october",
                "nov november",
                "dec december",
            ),
            start=1,
        )
        for word in words.split()
    }
)
"""Word -> month, January is 1."""

UNITS: Mapping[str, str] = MappingProxyType(
    {
        word: unit
        for unit, words in {
            "day": "d day days",
            "week": "w week weeks wk wks",
            "fortnight": "fortnight fortnights",
            "month": "m month months mo",
            "year": "y year years yr yrs",
            "hour": "h hour hours hr hrs",
            "minute": "min mins minute minutes",
        }.items()
        for word in words.split()
    }
)
"""Word -> unit of a span of time; ``m`` is a month, ``min`` a minute."""

_NUMBER_WORDS = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen twenty"
)
_TENS = {"thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "ninety": 90}
NUMBERS: Mapping[str, int] = MappingProxyType(
    {
        "a": 1,
        "an": 1,
        **{
            word: number
            for number, word in enumerate(
                _NUMBER_WORDS.split(),
                start=1,
            )
        },
        **_TENS,
    }
)
"""Word -> number, for spans such as ``in two weeks``."""


def add_months(day: date, months: int) -> date:
    """The same day so many months on, or that month's last day where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def add_span(day: date, count: int, unit: str) -> date:
    """The day so many days, weeks, fortnights, months or years on; OverflowError past year 9999."""
    if unit in {"month", "year"}:
        months = count * (12 if unit == "year" else 1)
        if not 12 <= day.year * 12 + day.month - 1 + months < 120_000:
            raise OverflowError("no such year")
        return add_months(day, months)
    return day + timedelta(days=count * {"week": 7, "fortnight": 14}.get(unit, 1))


def end_of_month(day: date) -> date:
    """The last day of the month that ``day`` is in."""
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def end_of_quarter(day: date) -> date:
    """The last day of the quarter that ``day`` is in."""
    return end_of_month(day.replace(day=1, month=(day.month - 1) // 3 * 3 + 3))


def monday_of(day: date) -> date:
    """The Monday of the week that ``day`` is in."""
    return day - timedelta(days=day.weekday())


def next_weekday(today: date, weekday: int) -> date:
    """The first day after ``today`` that is such a weekday."""
    return today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)


def last_weekday(today: date, weekday: int) -> date:
    """The last day before ``today`` that is such a weekday."""
    return today - timedelta(days=(today.weekday() - weekday - 1) % 7 + 1)


def written(day: date) -> str:
    """A day as people read it, whatever the order of numbers is: ``Tue 24 Nov 2026``."""
    return f"{WEEKDAY_NAMES[day.weekday()]} {day.day} {MONTH_NAMES[day.month - 1]} {day.year:04}"
