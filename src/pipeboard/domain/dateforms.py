"""The single forms of a day or a time: words, spans, written dates and clock times.

Words come in as ``plain_word`` leaves them. Each reader returns a Form with the number of words
it used, or None where the words are no such form at all.
"""

import re
import unicodedata
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from pipeboard.domain.datenumbers import DateNumbers, Form
from pipeboard.domain.days import (
    MONTHS,
    NUMBERS,
    UNITS,
    WEEKDAY_NAMES,
    WEEKDAYS,
    add_months,
    add_span,
    end_of_month,
    end_of_quarter,
    last_weekday,
    monday_of,
    next_weekday,
    written,
)
from pipeboard.domain.locale import Locale
from pipeboard.domain.localtimes import later

_SPAN = re.compile(r"([+-]?)(\d{1,12})([a-z]*)", re.ASCII)
_CLOCK = re.compile(r"(\d{1,2})[:h](\d{2})(?:(am|pm)|h)?", re.ASCII)
_CLOCK_RANGE = re.compile(r"\d{1,2}[:h.]\d{2}-\d{1,2}[:h.]\d{2}h?", re.ASCII)
_DOTTED_CLOCK = re.compile(r"(\d{1,2})\.(\d{2})", re.ASCII)
_DOUBTFUL_CLOCK = re.compile(r"(\d{1,2})(?:\.(\d{2})|h)", re.ASCII)
_EARLIEST_HOUR = 6
"""Before it, ``2h`` is more likely a span than a time of day."""
_HOUR = re.compile(r"(\d{1,2})(am|pm)?", re.ASCII)


_DOTTED_HALF = re.compile(r"([ap])\.m\.?$")
_NUMBER_AND_DOTS = re.compile(r"[\d.]+", re.ASCII)
_HYPHENS = "\N{HYPHEN}\N{NON-BREAKING HYPHEN}\N{EN DASH}\N{MINUS SIGN}"
_PARTS = frozenset({"morning", "afternoon", "evening", "night"})
_SAY_WHEN = "write a time of day, such as 9:00 or 19:00"

_FROM = (["from"], ["after"])
_NTH = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4}
_NTH |= {"fifth": 5, "5th": 5, "last": -1}


def _nth_of(month: date, nth: int, weekday: int) -> date | None:
    """The ``nth`` such weekday of a month (-1 the last), given by its first day."""
    if nth < 0:
        end = end_of_month(month)
        return end - timedelta(days=(end.weekday() - weekday) % 7)
    day = month + timedelta(days=(weekday - month.weekday()) % 7 + 7 * (nth - 1))
    return day if day.month == month.month else None


def _next_begin(day: date, unit: str) -> date:
    """A day in the next day, week, month, quarter or year: its first, of a week its Monday."""
    if unit == "day":
        return day + timedelta(days=1)
    if unit == "week":
        return monday_of(day) + timedelta(days=7)
    if unit == "year":
        return date(day.year + 1, 1, 1)
    end = end_of_month(day) if unit == "month" else end_of_quarter(day)
    return end + timedelta(days=1)


def plain_word(word: str) -> str:
    """A word as the forms expect it: in small letters, narrow, without punctuation around it.

    Digits of any script are plain ones. A dot at the end stays where it may be a date's: ``12.12.``
    """
    plain = unicodedata.normalize("NFKC", word).casefold().lstrip("(").rstrip(",;!?)")
    if not plain.isascii():
        plain = "".join(_plain_char(char) for char in plain)
    plain = _DOTTED_HALF.sub(r"\1m", plain)
    return plain if _NUMBER_AND_DOTS.fullmatch(plain) else plain.rstrip(".")


def _plain_char(char: str) -> str:
    if char in _HYPHENS:
        return "-"
    digit = unicodedata.decimal(char, None)
    return char if digit is None else str(digit)


class DateForms:
    """Reads single forms, as ``now`` (local) sees them."""

    def __init__(self, now: datetime, locale: Locale, *, backward: bool, bare_spans: bool) -> None:
        self._now = now
        self._today = now.date()
        self._numbers = DateNumbers(now, locale, backward=backward)
        self._backward = backward
        self._bare_spans = bare_spans

    def day(self, words: Sequence[str], index: int) -> Form | None:
        """The day that starts at ``words[index]``; spans of hours give a time with it."""
        if index >= len(words):
            return None
        try:
            return (
                self._weekday(words, index)
                or self._day_after_tomorrow(words, index)
                or self._span_from(words, index)
                or self._nth_weekday(words, index)
                or self._word(words, index)
                or self._relative(words, index)
                or self._span(words, index)
                or self._numbers.day(words, index)
            )
        except (OverflowError, ValueError):
            return Form(1, problem="there is no such day")

    def time(self, words: Sequence[str], index: int, *, hour_alone: bool) -> Form | None:
        """The time of day that starts at ``words[index]``; ``hour_alone`` reads ``9`` as 9:00."""
        if index >= len(words):
            return None
        word = words[index]
        if word == "noon":
            return Form(1, at=time(12))
        if _CLOCK_RANGE.fullmatch(word):
            return Form(1, problem="one time is needed, at which it begins, such as 9:30")
        match = _CLOCK.fullmatch(word) or (hour_alone and _DOTTED_CLOCK.fullmatch(word))
        if match:
            half, count = self._half(words, index, match[3] if match.re is _CLOCK else None)
            return self._clock(int(match[1]), int(match[2]), half, count)
        match = _HOUR.fullmatch(word)
        if match is None:
            is_date = self._numbers.day(words, index) is not None
            return None if is_date else self._doubtful_time(word)
        half, count = self._half(words, index, match[2])
        if half is None and words[index + 1 : index + 2] == ["o'clock"]:
            return self._clock(int(match[1]), 0, None, 2)
        if half is None and not hour_alone:
            return None
        return self._clock(int(match[1]), 0, half, count)

    def part_of_day(self, words: Sequence[str], index: int) -> Form | None:
        """``morning at 9``, ``evening 7:30``, after a day; without a time it says too little."""
        if index >= len(words) or words[index] not in _PARTS:
            return None
        with_at = words[index + 1 : index + 2] == ["at"]
        clock = self.time(words, index + 1 + with_at, hour_alone=with_at)
        if clock is None or clock.weak:
            return Form(1, problem=_SAY_WHEN)
        at = clock.at
        if at is not None and words[index] != "morning" and at.hour < 12:
            at = at.replace(hour=at.hour + 12)
        return Form(clock.count + 1 + with_at, at=at, problem=clock.problem)

    @staticmethod
    def _doubtful_time(word: str) -> Form | None:
        """``14.30``, ``14h`` and ``midnight``, which begins its day; they may mean something else."""
        if word == "midnight":
            return Form(1, at=time(), weak=True)
        match = _DOUBTFUL_CLOCK.fullmatch(word)
        if match is None or int(match[1]) > 23 or int(match[2] or 0) > 59:
            return None
        if word.endswith("h") and int(match[1]) < _EARLIEST_HOUR:
            hint = f"write {match[1]}:00 for a time of day, in {match[1]} hours for a span"
            return Form(1, problem=hint, weak=True)
        return Form(1, at=time(int(match[1]), int(match[2] or 0)), weak=True)

    @staticmethod
    def _half(words: Sequence[str], index: int, half: str | None) -> tuple[str | None, int]:
        """``am`` or ``pm``, attached or as the next word, and the words used."""
        if half is None and index + 1 < len(words) and words[index + 1] in {"am", "pm"}:
            return words[index + 1], 2
        return half, 1

    @staticmethod
    def _clock(hour: int, minute: int, half: str | None, count: int) -> Form:
        if minute > 59 or hour > 23 or (half and not 1 <= hour <= 12):
            return Form(count, problem="there is no such time")
        if half:
            hour = hour % 12 + (12 if half == "pm" else 0)
        return Form(count, at=time(hour, minute))

    def _weekday(self, words: Sequence[str], index: int) -> Form | None:
        """``tue``, ``tue 24 nov`` (which must agree) and ``tue next week``."""
        weekday = WEEKDAYS.get(words[index].rstrip("."))
        if weekday is None:
            return None
        named = self._numbers.day(words, index + 1) if index + 1 < len(words) else None
        if named is not None and not named.weak:
            problem = named.problem
            if named.day is not None and named.day.weekday() != weekday:
                problem = f"{written(named.day)} is not a {WEEKDAY_NAMES[weekday]}"
            return Form(named.count + 1, named.day, named.at, problem)
        if list(words[index + 1 : index + 3]) == ["next", "week"]:
            return Form(3, monday_of(self._today) + timedelta(days=7 + weekday))
        pick = last_weekday if self._backward else next_weekday
        return Form(1, pick(self._today, weekday))

    def _word(self, words: Sequence[str], index: int) -> Form | None:
        """Single words, and ``end of month`` for ``eom``."""
        word, count = words[index], 1
        if word == "tonight" or (word == "this" and set(words[index + 1 : index + 2]) & _PARTS):
            return Form(1 + (word == "this"), problem=f"{_SAY_WHEN}, with today", weak=True)
        begin = self._today
        if list(words[index : index + 2]) == ["end", "of"]:
            unit, count = next(iter(words[index + 2 : index + 3]), ""), 3
            further = unit == "next"
            if unit in {"the", "next"}:
                unit, count = next(iter(words[index + 3 : index + 4]), ""), 4
            if unit in {"day", "week", "month", "quarter", "year"}:
                word = f"eo{unit[0]}"
                begin = _next_begin(begin, unit) if further else begin
        day = {
            "today": lambda: self._today,
            "tomorrow": lambda: self._today + timedelta(days=1),
            "tmrw": lambda: self._today + timedelta(days=1),
            "yesterday": lambda: self._today - timedelta(days=1),
            "eod": lambda: begin,
            "eow": lambda: begin + timedelta(days=(4 - begin.weekday()) % 7),
            "eom": lambda: end_of_month(begin),
            "eoq": lambda: end_of_quarter(begin),
            "eoy": lambda: begin.replace(month=12, day=31),
        }.get(word)
        counted = word in {"tomorrow", "tmrw"}
        return Form(count, day(), counted=counted) if day else None

    def _relative(self, words: Sequence[str], index: int) -> Form | None:
        """``next week``, ``next month``, ``next tue``, ``this fri``, ``last mon``."""
        which, following = words[index], words[index + 1] if index + 1 < len(words) else ""
        if which not in {"this", "next", "last"}:
            return None
        if following in {"quarter", "weekend"} or (which == "this" and following in UNITS):
            return Form(2, problem="write the day, such as sat, eow, eom, eoq or +3m", weak=True)
        monday = monday_of(self._today)
        weekday = WEEKDAYS.get(following)
        if weekday is not None:
            if which == "last":
                return Form(2, last_weekday(self._today, weekday))
            return Form(2, monday + timedelta(days=weekday + (7 if which == "next" else 0)))
        if which != "next":
            return None
        if following == "week":
            after = WEEKDAYS.get(words[index + 2]) if index + 2 < len(words) else None
            return Form(2 + (after is not None), monday + timedelta(days=7 + (after or 0)))
        months = {"month": 1, "year": 12}.get(following)
        return Form(2, add_months(self._today, months), counted=True) if months else None

    def _day_after_tomorrow(self, words: Sequence[str], index: int) -> Form | None:
        article = words[index] == "the"
        if list(words[index + article : index + article + 3]) != ["day", "after", "tomorrow"]:
            return None
        return Form(article + 3, self._today + timedelta(days=2), counted=True)

    def _span_from(self, words: Sequence[str], index: int) -> Form | None:
        """``a week from monday``, ``3 days after 12 dec``."""
        at = index + (words[index] == "in")
        said, unit = [*words[at : at + 2], "", ""][:2]
        number = int(said) if said.isascii() and said.isdigit() else NUMBERS.get(said)
        kind = UNITS.get(unit, "hour")
        if (
            number is None
            or kind in {"hour", "minute"}
            or list(words[at + 2 : at + 3]) not in _FROM
        ):
            return None
        begin = self.day(words, at + 3)
        if begin is None or begin.day is None or begin.problem:
            return None
        day = add_span(begin.day, number, kind)
        return Form(at - index + 3 + begin.count, day, begin.at, counted=True)

    def _nth_weekday(self, words: Sequence[str], index: int) -> Form | None:
        """``first monday of december``, ``last fri of next month``; the next such day."""
        nth = _NTH.get(words[index])
        at = index + 1
        weekday = WEEKDAYS.get(words[at].rstrip(".")) if at < len(words) else None
        if nth is None or weekday is None or list(words[at + 1 : at + 2]) not in (["of"], ["in"]):
            return None
        at += 2 + (list(words[at + 2 : at + 3]) == ["the"])
        name = words[at] if at < len(words) else ""
        used = 1
        if name == "next" and list(words[at + 1 : at + 2]) == ["month"]:
            month, months, used = add_months(self._today.replace(day=1), 1), 12, 2
        elif name in ("month", "this"):
            used += name == "this"
            month, months = self._today.replace(day=1), 1
        elif name in MONTHS:
            month, months = self._today.replace(day=1, month=MONTHS[name]), 12
        else:
            return None
        count = at + used - index
        for further in (0, months):
            day = _nth_of(add_months(month, further), nth, weekday)
            if day is None:
                return Form(count, problem="that month has no such day")
            if self._backward or day >= self._today:
                return Form(count, day)
        return Form(count, day)

    def _span(self, words: Sequence[str], index: int) -> Form | None:
        """``+2w``, ``-3d``, ``in 3 days``, ``3 days ago``; ``3 days`` alone where that is meant."""
        leading = int(words[index] == "in")
        at = index + leading
        match = _SPAN.fullmatch(words[at]) if at < len(words) else None
        number: int | None
        if match:
            number, unit, count = int(match[2]), match[3], leading + 1
        else:
            number = NUMBERS.get(words[at]) if at < len(words) else None
            unit, count = "", leading + 1
        if number is None:
            return None
        if not unit:
            unit, count = words[at + 1] if at + 1 < len(words) else "", count + 1
        unit = UNITS.get(unit, "")
        if not unit:
            return None
        ago = words[index + count : index + count + 1] == ["ago"]
        if not (leading or ago or self._bare_spans or (match and match[1])):
            return None
        back = ago or (match is not None and match[1] == "-")
        return self._after(-number if back else number, unit, count + ago)

    def _after(self, number: int, unit: str, count: int) -> Form:
        try:
            if unit in {"hour", "minute"}:
                minutes = number * (60 if unit == "hour" else 1)
                moment = later(self._now, timedelta(minutes=minutes))
                return Form(count, moment.date(), moment.time())
            return Form(count, add_span(self._today, number, unit), counted=True)
        except (OverflowError, ValueError):
            return Form(count, problem="there is no such day")
