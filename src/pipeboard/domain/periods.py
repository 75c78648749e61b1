"""Stretches of days by name: ``2026-Q4``, ``2026-12``, ``this-month``, and spans such as ``30d``."""

import re
from datetime import date, timedelta

from pipeboard.domain.days import (
    UNITS,
    add_months,
    add_span,
    end_of_month,
    end_of_quarter,
    monday_of,
)
from pipeboard.errors import BadInput

_PERIOD = re.compile(r"(\d{4})(?:-?(?:(q)([1-4])|(w)(\d{1,2})|(\d{2})))?", re.ASCII)
_NAMED = re.compile(r"(this|next|last)[-_ ](week|month|quarter|year)")
_SPAN = re.compile(r"(\d{1,6}) ?([a-z]+)", re.ASCII)


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
    step = {"last": -1, "this": 0, "next": 1}[which]
    if unit == "week":
        first = monday_of(today) + timedelta(days=7 * step)
        return first, first + timedelta(days=6)
    if unit == "month":
        first = add_months(today.replace(day=1), step)
        return first, end_of_month(first)
    if unit == "quarter":
        start = today.replace(day=1, month=(today.month - 1) // 3 * 3 + 1)
        first = add_months(start, 3 * step)
        return first, end_of_quarter(first)
    year = today.year + step
    return date(year, 1, 1), date(year, 12, 31)
