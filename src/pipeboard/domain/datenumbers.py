"""Days written as dates: ``2026-12-12``, ``12/12``, ``12. dec 2026``, ``the 12th``, ``week 49``."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import partial

from pipeboard.domain.days import MONTH_NAMES, MONTHS, WEEKDAYS
from pipeboard.domain.locale import Locale

_YEARS_AROUND = 9
_ISO = re.compile(
    r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?:t(\d{1,2}):(\d{2})(?::\d{2})?(z|[+-]\d{2}:?\d{2})?)?",
    re.ASCII,
)
_ISO_WEEK = re.compile(r"(\d{4})-?w(\d{1,2})(?:-?([1-7]))?", re.ASCII)
_WEEK = re.compile(r"(?:w|wk|cw|kw)(\d{1,2})", re.ASCII)
_WEEK_WORDS = frozenset({"week", "wk", "cw", "kw"})
_BASIC = re.compile(r"(20\d{2})(\d{2})(\d{2})", re.ASCII)
_WEEK_NUMBER = re.compile(r"(\d{1,2})", re.ASCII)
_NUMERIC = re.compile(r"(\d{1,2})([./-])(\d{1,2})(?:(\.)|\2(\d{4}|\d{2}))?", re.ASCII)
_DAY_NUMBER = re.compile(r"(\d{1,2})(?:st|nd|rd|th|\.)?", re.ASCII)
_ORDINAL = re.compile(r"(\d{1,2})(?:st|nd|rd|th)", re.ASCII)
_DAY_MONTH = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[-.]?([a-z]{3,9})\.?(?:[-.]?(\d{4}))?", re.ASCII)
_MONTH_DAY = re.compile(r"([a-z]{3,9})[-.]?(\d{1,2})(?:st|nd|rd|th)?", re.ASCII)
_SHORT_YEAR = re.compile(r"['\N{RIGHT SINGLE QUOTATION MARK}](\d{2})", re.ASCII)
_YEAR = re.compile(r"(?:19|20|21)\d{2}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Form:
    """What some words mean: ``count`` of them used, and a day, a time, both, or a problem.

    ``weak`` marks what might as well be a number or a name, ``tail`` what counts then only as the
    last words of a text, ``counted`` a day that was not named but counted from another. ``note``
    says what a person might have meant otherwise.
    """

    count: int
    day: date | None = None
    at: time | None = None
    problem: str | None = None
    weak: bool = False
    counted: bool = False
    tail: bool = False
    note: str = ""


class DateNumbers:
    """Reads written dates as ``now`` (local) sees them; a year left out is the nearest that fits."""

    def __init__(self, now: datetime, locale: Locale, *, backward: bool) -> None:
        self._today = now.date()
        self._zone = now.tzinfo
        self._day_first = locale.day_first
        self._backward = backward

    def day(self, words: Sequence[str], index: int) -> Form | None:
        """The written date that starts at ``words[index]``; None if there is none."""
        return (
            self._iso(words[index])
            or self._week(words, index)
            or self._numeric(words[index])
            or self._named(words, index)
            or self._ordinal(words, index)
        )

    def _iso(self, word: str) -> Form | None:
        match = _BASIC.fullmatch(word)
        if match is not None:
            form = self._form(1, int(match[1]), int(match[2]), int(match[3]))
            return None if form.problem else replace(form, weak=True, tail=True)
        match = _ISO.fullmatch(word)
        if match is None:
            return None
        year, month, day = int(match[1]), int(match[3]), int(match[4])
        at = None
        if match[5]:
            if int(match[5]) > 23 or int(match[6]) > 59:
                return Form(1, problem="there is no such time")
            at = time(int(match[5]), int(match[6]))
        form = self._form(1, year, month, day, at=at)
        return self._here(form, match[7]) if match[7] else form

    def _here(self, form: Form, offset: str) -> Form:
        """A time with its distance from UTC, as clocks here show it."""
        if form.problem or form.day is None or form.at is None:
            return form
        try:
            told = datetime.combine(form.day, form.at).isoformat() + offset.upper()
            here = datetime.fromisoformat(told).astimezone(self._zone or UTC)
        except (ValueError, OverflowError):
            return Form(1, problem="there is no such time")
        return Form(1, here.date(), here.time())

    def _week(self, words: Sequence[str], index: int) -> Form | None:
        """An ISO week means its Monday, unless the day is given: ``week 49 tue``, ``week 2 2027``."""
        match = _ISO_WEEK.fullmatch(words[index])
        if match:
            year, week, weekday = int(match[1]), int(match[2]), int(match[3] or 1)
            found = _possible(lambda: date.fromisocalendar(year, week, weekday))
            return Form(1, found, problem=None if found else f"{year} has no week {week}")
        match, count = _WEEK.fullmatch(words[index]), 1
        if words[index] in _WEEK_WORDS and index + 1 < len(words):
            match, count = _WEEK_NUMBER.fullmatch(words[index + 1]), 2
        if match is None:
            return None
        number = int(match[1])
        named = _word(words, index + count)
        if _YEAR.fullmatch(named) and abs(int(named) - self._today.year) <= _YEARS_AROUND:
            monday = _possible(lambda: date.fromisocalendar(int(named), number, 1))
            problem = None if monday else f"{named} has no week {number}"
            return Form(count + 1, monday, problem=problem)
        of_week = WEEKDAYS.get(named.rstrip("."))
        if of_week is not None:
            day = self._nearest(lambda each: date.fromisocalendar(each, number, of_week + 1))
            return Form(count + 1, day, problem=None if day else f"there is no week {number}")
        if number == self._today.isocalendar().week and not self._backward:
            return self._this_week(count)
        found = self._nearest(lambda year: date.fromisocalendar(year, number, 1))
        problem = None if found else f"there is no week {number}"
        return Form(count, found, problem=problem, weak=count == 1)

    def _this_week(self, count: int) -> Form:
        """The week that it is: its Monday if that is today, else its Friday, or today after that."""
        left = 4 - self._today.weekday()
        day = self._today + timedelta(days=left if 0 < left < 4 else 0)
        note = "as it is this week" if self._today.weekday() else ""
        return Form(count, day, weak=count == 1, note=note)

    def _numeric(self, word: str) -> Form | None:
        """``12.12.``, ``12/12``, ``12/12/2026``, in the locale's order; with dots the day is first."""
        match = _NUMERIC.fullmatch(word)
        if match is None or (match[2] == "-" and len(match[5] or "") != 4):
            return None
        first, mark, second = int(match[1]), match[2], int(match[3])
        if match[4] and mark != ".":
            return None
        day_first = self._day_first or mark == "."
        day, month = (first, second) if day_first else (second, first)
        year = int(match[5]) if match[5] else None
        if year is not None and year < 100:
            year += 2000
        order = " (dates are read day first)" if day_first else " (dates are read month first)"
        form = self._form(1, year, month, day, order=order)
        unsure = mark == "." and not match[4] and not match[5]
        if unsure and form.problem:
            return None
        doubtful = mark == "/" and year is None and (form.problem is not None or word == "24/7")
        return Form(1, form.day, problem=form.problem, weak=unsure or doubtful)

    def _named(self, words: Sequence[str], index: int) -> Form | None:
        """``12 dec``, ``12th of december 2026``, ``dec 12``, ``12-dec-2026``, ``12dec``."""
        word = words[index]
        match = _DAY_MONTH.fullmatch(word)
        if match and match[2] in MONTHS:
            if match[3]:
                return self._form(1, int(match[3]), MONTHS[match[2]], int(match[1]))
            return self._with_year(words, index + 1, MONTHS[match[2]], int(match[1]), 1)
        match = _MONTH_DAY.fullmatch(word)
        if match and match[1] in MONTHS:
            return self._with_year(words, index + 1, MONTHS[match[1]], int(match[2]), 1)
        month = MONTHS.get(word.rstrip("."))
        if month is not None:
            match = _DAY_NUMBER.fullmatch(_word(words, index + 1))
            return self._with_year(words, index + 2, month, int(match[1]), 2) if match else None
        at = index + (word == "the")
        match = _DAY_NUMBER.fullmatch(_word(words, at))
        if match is None:
            return None
        after = at + 1 + (_word(words, at + 1) == "of")
        month = MONTHS.get(_word(words, after).rstrip("."))
        if month is None:
            return None
        return self._with_year(words, after + 1, month, int(match[1]), after + 1 - index)

    def _with_year(
        self, words: Sequence[str], index: int, month: int, day: int, count: int
    ) -> Form:
        if _YEAR.fullmatch(_word(words, index)):
            return self._form(count + 1, int(words[index]), month, day)
        short = _SHORT_YEAR.fullmatch(_word(words, index))
        if short is not None:
            return self._form(count + 1, 2000 + int(short[1]), month, day)
        return self._form(count, None, month, day)

    def _ordinal(self, words: Sequence[str], index: int) -> Form | None:
        """``the 12th``: the nearest such day of a month; ``12th`` alone may be of something else."""
        the = words[index] == "the"
        match = _ORDINAL.fullmatch(_word(words, index + the))
        if match is None:
            return None
        number = int(match[1])
        step = -1 if self._backward else 1
        start = self._today.year * 12 + self._today.month - 1
        for month in range(start, start + 3 * step, step):
            found = _possible(partial(date, month // 12, month % 12 + 1, number))
            if found and self._fits(found):
                return Form(1 + the, found, weak=not the, tail=not the)
        problem = "no month has such a day"
        return Form(1 + the, problem=problem, weak=not the, tail=not the)

    def _form(
        self,
        count: int,
        year: int | None,
        month: int,
        day: int,
        *,
        at: time | None = None,
        order: str = "",
    ) -> Form:
        if not 1 <= month <= 12:
            return Form(count, problem=f"there is no month {month}{order}")
        if year is None:
            found = self._nearest(lambda each: date(each, month, day))
        else:
            found = _possible(lambda: date(year, month, day))
        if found is None:
            when = f"{MONTH_NAMES[month - 1]} {year}" if year else MONTH_NAMES[month - 1]
            return Form(count, problem=f"{when} has no day {day}")
        return Form(count, found, at)

    def _nearest(self, in_year: Callable[[int], date]) -> date | None:
        """The next day from today on that ``in_year`` gives for some year; the last, backward."""
        step = -1 if self._backward else 1
        for offset in range(-1, _YEARS_AROUND):
            year = self._today.year + step * offset
            found = _possible(partial(in_year, year))
            if found and self._fits(found):
                return found
        return None

    def _fits(self, day: date) -> bool:
        return day <= self._today if self._backward else day >= self._today


def _word(words: Sequence[str], index: int) -> str:
    return words[index] if index < len(words) else ""


def _possible(make: Callable[[], date]) -> date | None:
    try:
        return make()
    except ValueError:
        return None
