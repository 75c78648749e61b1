"""Days named by their place in a month or another span: ``1st of next month``, ``last fri of dec``.

Words come in as ``plain_word`` leaves them, and Forms go out, as in ``dateforms``.
"""

import re
from collections.abc import Sequence
from datetime import date, timedelta

from pipeboard.domain.datenumbers import Form
from pipeboard.domain.days import (
    MONTHS,
    WEEKDAYS,
    add_months,
    end_of_month,
    end_of_quarter,
    monday_of,
)

LAST = -1
_ORDINAL = re.compile(r"(\d{1,2})(?:st|nd|rd|th)", re.ASCII)
_YEAR = re.compile(r"20\d{2}", re.ASCII)
_WORDS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "last": LAST}
_SPANS = frozenset({"day", "week", "month", "quarter", "year"})
_LONG_SPANS = frozenset({"month", "quarter", "year"})
_MOST_WEEKS = 5


def ordinal(word: str) -> int | None:
    """What ``first``, ``2nd`` or ``last`` counts, the last as -1; None for another word."""
    match = _ORDINAL.fullmatch(word)
    return int(match[1]) if match else _WORDS.get(word)


def nth_weekday(month: date, nth: int, weekday: int) -> date | None:
    """The ``nth`` such weekday of a month (-1 the last), given by its first day."""
    if nth < 0:
        end = end_of_month(month)
        return end - timedelta(days=(end.weekday() - weekday) % 7)
    day = month + timedelta(days=(weekday - month.weekday()) % 7 + 7 * (nth - 1))
    return day if day.month == month.month else None


class MonthPlaces:
    """Reads such days as they are seen ``today``: the next one, or the last with ``backward``."""

    def __init__(self, today: date, *, backward: bool) -> None:
        self._today = today
        self._backward = backward

    def day(self, words: Sequence[str], index: int) -> Form | None:
        """The day that starts at ``words[index]``; None if there is none."""
        return self._edge(words, index) or self._placed(words, index)

    def _edge(self, words: Sequence[str], index: int) -> Form | None:
        """``end of next month``, ``start of next week``, ``end of december``."""
        at = index + (words[index] == "at")
        at += _at(words, at) == "the"
        which = _at(words, at)
        at += 1
        if which in {"early", "mid", "middle", "late", "sometime"}:
            return self._vague(words, index)
        joined = which.removesuffix("-end")
        if joined in _LONG_SPANS and (joined != which or _at(words, at) == "end"):
            count = at + (joined == which) - index
            return Form(count, _end(self._today, joined), weak=True, tail=True)
        if which in {"first", "last"} and _at(words, at) == "day":
            at += 1
        elif which not in {"start", "beginning", "end"}:
            return None
        if _at(words, at) != "of":
            return None
        at += 1
        said = _at(words, at)
        at += said in {"the", "this", "next"}
        unit = _at(words, at)
        starts = which not in {"end", "last"}
        count = at + 1 - index
        if unit in _SPANS:
            begin = _next_begin(self._today, unit) if said == "next" else self._today
            if unit == "week" and which in {"first", "last"}:
                return None
            return Form(count, _begin(begin, unit) if starts else _end(begin, unit))
        if unit not in MONTHS or said in {"the", "next"}:
            return None
        month = self._today.replace(day=1, month=MONTHS[unit])
        if _YEAR.fullmatch(_at(words, count + index)):
            month = month.replace(year=int(words[count + index]))
            return Form(count + 1, month if starts else end_of_month(month))
        found = [
            each if starts else end_of_month(each)
            for each in (add_months(month, further) for further in (-12, 0, 12))
        ]
        return Form(count, self._nearest(found))

    def _vague(self, words: Sequence[str], index: int) -> Form | None:
        """``mid next week`` and ``early this month`` name no day."""
        at = index + (words[index] == "the") + 1
        at += _at(words, at) in {"of", "in"}
        if _at(words, at) not in {"this", "next"} or _at(words, at + 1) not in _SPANS:
            return None
        return Form(at + 2 - index, problem="write the day, such as fri or 15 dec")

    def _placed(self, words: Sequence[str], index: int) -> Form | None:
        """``first monday of december``, ``2nd tue of next month``, ``the 15th of this month``."""
        at = index + (words[index] == "the")
        nth = ordinal(_at(words, at))
        if nth is None:
            return None
        weekday = WEEKDAYS.get(_at(words, at + 1).rstrip("."))
        by_name = at + 1 + (weekday is not None)
        by_name += weekday is None and _at(words, by_name) == "day"
        linked = {"of", "in"} if weekday is not None else {"of"}
        if _at(words, by_name) not in linked or (weekday is not None and nth > _MOST_WEEKS):
            return None
        at = by_name + 1
        said = _at(words, at)
        at += said in {"the", "this", "next"}
        unit = _at(words, at)
        start = self._today.replace(day=1)
        if unit == "month" and said == "next":
            months = [add_months(start, 1)]
        elif unit == "month" and said == "this":
            months = [start]
        elif unit == "month":
            months = [add_months(start, further) for further in (-1, 0, 1)]
        elif unit in MONTHS and said not in {"this", "next"}:
            if weekday is None and _ORDINAL.fullmatch(_at(words, index + (words[index] == "the"))):
                return None  # 12th of december is a written date, and may have a year
            start = start.replace(month=MONTHS[unit])
            months = [add_months(start, further) for further in (-12, 0, 12)]
        else:
            return None
        found = [_in_month(month, nth, weekday) for month in months]
        days = [day for day in found if day is not None]
        count = at + 1 - index
        if not days or (len(found) == 1 and None in found):
            return Form(count, problem="that month has no such day")
        return Form(count, self._nearest(days) if len(months) > 1 else days[0])

    def _nearest(self, days: Sequence[date]) -> date:
        """Of days in order the first from today on; with ``backward`` the last until today."""
        if self._backward:
            return max((day for day in days if day <= self._today), default=days[0])
        return min((day for day in days if day >= self._today), default=days[-1])


def _in_month(month: date, nth: int, weekday: int | None) -> date | None:
    if weekday is not None:
        return nth_weekday(month, nth, weekday)
    if nth < 0:
        return end_of_month(month)
    return month.replace(day=nth) if 1 <= nth <= end_of_month(month).day else None


def _begin(day: date, unit: str) -> date:
    if unit == "week":
        return monday_of(day)
    if unit == "quarter":
        return end_of_quarter(add_months(day, -3)) + timedelta(days=1)
    return day if unit == "day" else day.replace(day=1, month=1 if unit == "year" else day.month)


def _end(day: date, unit: str) -> date:
    """The last day of it; of a week the next Friday, since that is when work ends."""
    if unit == "week":
        return day + timedelta(days=(4 - day.weekday()) % 7)
    if unit == "year":
        return day.replace(month=12, day=31)
    if unit == "quarter":
        return end_of_quarter(day)
    return end_of_month(day) if unit == "month" else day


def _next_begin(day: date, unit: str) -> date:
    """A day in the next day, week, month, quarter or year: its first, of a week its Monday."""
    if unit == "day":
        return day + timedelta(days=1)
    if unit == "week":
        return monday_of(day) + timedelta(days=7)
    return _end(day, unit) + timedelta(days=1)


def _at(words: Sequence[str], index: int) -> str:
    return words[index] if index < len(words) else ""
