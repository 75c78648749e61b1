"""The single forms of a day: words and spans; written ones and those of a time are next to it.

Words come in as ``plain_word`` leaves them. Each reader returns a Form with the number of words
it used, or None where the words are no such form at all.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from pipeboard.domain.clocktimes import PARTS, SAY_WHEN, ClockTimes
from pipeboard.domain.datenumbers import DateNumbers, Form
from pipeboard.domain.days import (
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
from pipeboard.domain.localtimes import later, off_the_weekend
from pipeboard.domain.monthplaces import MonthPlaces

_SPAN = re.compile(r"([+-]?)(\d{1,12})([a-z]*)", re.ASCII)
_SPAN_AND_MORE = re.compile(r"\+?\d+h\d+m?", re.ASCII)
_SPANS_JOINED = re.compile(r"\+?(?:\d+[dwmy]){2,}", re.ASCII)
_AND_DAYS = re.compile(
    r"(?:and )?(?:a half|\d+ ?(?:d|days?|w|weeks?|wks?|m|mo|months?))(?!\S)", re.ASCII
)
_IN_ONE_COUNT = "write it as one count, as in 17 days or +17d"
_MOST_MONTHS = 12
_AND_MORE = re.compile(r"(?:and )?(?:a half|\d+ ?(?:m|mins?|minutes?))(?!\S)", re.ASCII)
_IN_ONE_UNIT = "write it in one unit, as in 90 minutes"
_LONG_UNIT = re.compile(r"(?:day|week|month|year)s?|fortnights?|wks?|yrs?", re.ASCII)
_DOTTED_HALF = re.compile(r"([ap])\.m\.?$")
_NUMBER_AND_DOTS = re.compile(r"[\d.]+", re.ASCII)
_HYPHENS = "\N{HYPHEN}\N{NON-BREAKING HYPHEN}\N{EN DASH}\N{MINUS SIGN}"
_FROM = (["from"], ["after"])
_TOMORROW = frozenset({"tomorrow", "tmrw", "tmr", "2moro", "2morrow"})
_WORKDAYS = frozenset({"workday", "weekday"})
_WORKING = frozenset({"business", "working", "work"})


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
        self._places = MonthPlaces(self._today, backward=backward)
        self._clocks = ClockTimes(lambda words, at: self._numbers.day(words, at) is not None)
        self.time = self._clocks.time
        self.part_of_day = self._clocks.part_of_day
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
                or self._places.day(words, index)
                or self._word(words, index)
                or self._relative(words, index)
                or self._span(words, index)
                or self._numbers.day(words, index)
            )
        except (OverflowError, ValueError):
            return Form(1, problem="there is no such day")

    def _weekday(self, words: Sequence[str], index: int) -> Form | None:
        """``tue``, ``tue 24 nov`` (which must agree), ``tue next week``, and ``tue week`` after it."""
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
        if list(words[index + 1 : index + 3]) == ["this", "week"]:
            return Form(3, monday_of(self._today) + timedelta(days=weekday))
        pick = last_weekday if self._backward else next_weekday
        day = pick(self._today, weekday)
        further = {"week": 7, "fortnight": 14}.get("".join(words[index + 1 : index + 2]))
        if further is not None:
            note = f"{further} days after {written(day)}"
            return Form(2, day + timedelta(days=further), note=note)
        if list(words[index + 1 : index + 3]) == ["after", "next"]:
            return Form(3, problem="write the day, such as 4 dec")
        return Form(1 + (words[index + 1 : index + 2] == ["eod"]), day)

    def _word(self, words: Sequence[str], index: int) -> Form | None:
        """Single words: ``today``, ``tomorrow``, ``eow``, ``eom``."""
        word, today = words[index], self._today
        if word == "tonight" or (word == "this" and set(words[index + 1 : index + 2]) & PARTS):
            return Form(1 + (word == "this"), problem=f"{SAY_WHEN}, with today", weak=True)
        if word in _TOMORROW:
            return Form(1, today + timedelta(days=1), counted=True)
        if word == "eod":
            named = self.day(words, index + 1)
            sure = named is not None and not named.weak and named.at is None
            return replace(named, count=named.count + 1) if named and sure else Form(1, today)
        day = {
            "today": lambda: today,
            "yesterday": lambda: today - timedelta(days=1),
            "eow": lambda: today + timedelta(days=(4 - today.weekday()) % 7),
            "eom": lambda: end_of_month(today),
            "eoq": lambda: end_of_quarter(today),
            "eoy": lambda: today.replace(month=12, day=31),
        }.get(word)
        return Form(1, day()) if day else None

    def _relative(self, words: Sequence[str], index: int) -> Form | None:
        """``next week``, ``next month``, ``next tue``, ``this fri``, ``last mon``."""
        the = words[index] == "the"
        if list(words[index + the + 1 : index + the + 3]) == ["after", "next"]:
            return self._after_next(words[index + the], 3 + the)
        which, following = words[index], words[index + 1] if index + 1 < len(words) else ""
        if which not in {"this", "next", "last"}:
            return None
        if which == "this" and following == "week" and words[index + 2 : index + 3]:
            weekday = WEEKDAYS.get(words[index + 2])
            if weekday is not None:
                return Form(3, monday_of(self._today) + timedelta(days=weekday))
        if following in {"quarter", "weekend"} or (which == "this" and following in UNITS):
            return Form(2, problem="write the day, such as sat, eow, eom, eoq or +3m", weak=True)
        monday = monday_of(self._today)
        weekday = WEEKDAYS.get(following)
        if weekday is not None:
            if which == "last":
                return Form(2, last_weekday(self._today, weekday))
            day = monday + timedelta(days=weekday)
            if which == "this":
                return Form(2, day)
            sooner = f"not this {written(day)}" if day > self._today else ""
            return Form(2, day + timedelta(days=7), note=sooner)
        if which != "next":
            return None
        working = following in _WORKING and list(words[index + 2 : index + 3]) == ["day"]
        if working or following in _WORKDAYS:
            day = off_the_weekend(self._today + timedelta(days=1))
            return Form(2 + working, day, counted=True)
        if following in {"week", "wk"}:
            after = WEEKDAYS.get(words[index + 2]) if index + 2 < len(words) else None
            return Form(2 + (after is not None), monday + timedelta(days=7 + (after or 0)))
        months = {"month": 1, "year": 12}.get(following)
        return Form(2, add_months(self._today, months), counted=True) if months else None

    def _after_next(self, unit: str, count: int) -> Form | None:
        """``week after next``: its Monday; ``month after next``: the same day two months on."""
        if unit == "week":
            return Form(count, monday_of(self._today) + timedelta(days=14))
        months = {"month": 2, "year": 24}.get(unit)
        return Form(count, add_months(self._today, months), counted=True) if months else None

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
        now = words[at + 2] == "from" and list(words[at + 3 : at + 4]) == ["now"]
        begin = Form(1, self._today) if now else self.day(words, at + 3)
        if begin is None or begin.day is None or begin.problem:
            return None
        day = add_span(begin.day, number, kind)
        return Form(at - index + 3 + begin.count, day, begin.at, counted=True)

    def _span(self, words: Sequence[str], index: int) -> Form | None:
        """``+2w``, ``-3d``, ``in 3 days``, ``within 2 weeks``, ``3 days ago``, ``2 hours from now``.

        ``3 days`` and ``2w`` alone are sure where ``bare_spans`` says so.
        """
        leading = int(words[index] in {"in", "within"})
        at = index + leading
        if at < len(words) and _SPAN_AND_MORE.fullmatch(words[at]):
            signed = leading or words[at].startswith("+")
            return Form(leading + 1, problem=_IN_ONE_UNIT) if signed else None
        if at < len(words) and _SPANS_JOINED.fullmatch(words[at]):
            unsure = not (leading or words[at].startswith("+") or self._bare_spans)
            return Form(leading + 1, problem=_IN_ONE_COUNT, weak=unsure, tail=unsure)
        match = _SPAN.fullmatch(words[at]) if at < len(words) else None
        couple = ["couple", "of"] if at < len(words) and words[at] == "a" else ["no"]
        number: int | None
        if match:
            number, unit, count = int(match[2]), match[3], leading + 1
        elif list(words[at + 1 : at + 3]) == couple:
            number, unit, count = 2, "", leading + 3
        else:
            number = NUMBERS.get(words[at]) if at < len(words) else None
            unit, count = "", leading + 1
        if number is None:
            return None
        apart = not unit
        if apart:
            unit, count = words[index + count] if index + count < len(words) else "", count + 1
        kind = UNITS.get(unit.rstrip("'\N{RIGHT SINGLE QUOTATION MARK}"), "")
        if not kind:
            return None
        if leading and list(words[index + count : index + count + 1]) == ["time"]:
            count += 1
        ago = words[index + count : index + count + 1] == ["ago"]
        on = list(words[index + count : index + count + 2]) == ["from", "now"]
        sure = leading or ago or on or self._bare_spans or (match and match[1])
        if not sure and (not match or not _may_be_alone(number, unit, kind, apart=apart)):
            return None
        further = _AND_MORE.match(" ".join(words[index + count : index + count + 3]))
        if sure and kind == "hour" and further:
            return Form(count + len(further[0].split()), problem=_IN_ONE_UNIT)
        further = _AND_DAYS.match(" ".join(words[index + count : index + count + 4]))
        if further and kind not in {"hour", "minute"} and not ago and not on:
            count += len(further[0].split())
            return Form(count, problem=_IN_ONE_COUNT, weak=not sure, tail=not sure)
        signed = match is not None and bool(match[1]) and number > _MOST_MONTHS
        if (leading or signed) and unit == "m" and not apart:
            hint = f"write in {number} minutes or in {number} months"
            return Form(count, problem=hint)
        back = ago or (match is not None and match[1] == "-")
        return self._after(-number if back else number, kind, count + ago + 2 * on, weak=not sure)

    def _after(self, number: int, unit: str, count: int, *, weak: bool) -> Form:
        try:
            if unit in {"hour", "minute"}:
                minutes = number * (60 if unit == "hour" else 1)
                moment = later(self._now, timedelta(minutes=minutes))
                return Form(count, moment.date(), moment.time())
            day = add_span(self._today, number, unit)
            return Form(count, day, counted=True, weak=weak, tail=weak)
        except (OverflowError, ValueError):
            return Form(count, problem="there is no such day", weak=weak, tail=weak)


def _may_be_alone(number: int, unit: str, kind: str, *, apart: bool) -> bool:
    """Whether ``14 days`` or ``2w`` is likely a span; ``14 day`` (trial), ``2m`` and ``8h`` are not."""
    if kind in {"hour", "minute"}:
        return False
    if not apart:
        return unit in {"d", "w", "y", "wk", "wks"} or bool(_LONG_UNIT.fullmatch(unit))
    return bool(_LONG_UNIT.fullmatch(unit)) and (number == 1 or unit.endswith("s"))
