"""Times of day as people type them: ``9:30``, ``14.30``, ``2pm``, ``noon``, ``half past nine``.

Words come in as ``plain_word`` leaves them, and Forms go out, as in ``dateforms``.
"""

import re
from collections.abc import Callable, Sequence
from datetime import time

from pipeboard.domain.datenumbers import Form
from pipeboard.domain.days import NUMBERS

PARTS = frozenset({"morning", "afternoon", "evening", "night"})
SAY_WHEN = "write a time of day, such as 9:00 or 19:00"

_CLOCK = re.compile(r"(\d{1,2})[:h](\d{2})(?:(am|pm)|h)?", re.ASCII)
_JOINED_CLOCK = re.compile(r"(\d{1,2})\.?(\d{2})(am|pm)", re.ASCII)
_CLOCK_RANGE = re.compile(
    r"(?=.*(?:[:h.]|[ap]m))\d{1,2}(?:[:h.]\d{2})?(?:am|pm|h)?-\d{1,2}(?:[:h.]\d{2})?(?:am|pm|h)?",
    re.ASCII,
)
_FOUR_DIGITS = re.compile(r"([01]?\d|2[0-3])([0-5]\d)", re.ASCII)
_DOTTED_CLOCK = re.compile(r"(\d{1,2})\.(\d{2})", re.ASCII)
_DOUBTFUL_CLOCK = re.compile(r"(\d{1,2})(?:\.(\d{2})|h)", re.ASCII)
_HOUR = re.compile(r"(\d{1,2})(am|pm)?", re.ASCII)
_EARLIEST_HOUR = 6
"""Before it, ``2h`` is more likely a span than a time of day."""
_EARLIEST_ALONE = 7
"""Before it, ``at 2`` is more likely meant for the afternoon."""
_SPOKEN = {"half": 30, "quarter": 15}


class ClockTimes:
    """Reads times of day; ``is_date`` tells whether a word begins a written date instead."""

    def __init__(self, is_date: Callable[[Sequence[str], int], bool]) -> None:
        self._is_date = is_date

    def time(self, words: Sequence[str], index: int, *, hour_alone: bool) -> Form | None:
        """The time of day that starts at ``words[index]``; ``hour_alone`` reads ``9`` as 9:00."""
        if index >= len(words):
            return None
        word = words[index]
        if word == "noon":
            return Form(1, at=time(12))
        if _CLOCK_RANGE.fullmatch(word):
            return Form(1, problem="one time is needed, at which it begins, such as 9:30")
        match = (
            _CLOCK.fullmatch(word)
            or _JOINED_CLOCK.fullmatch(word)
            or (hour_alone and _DOTTED_CLOCK.fullmatch(word))
        )
        if match:
            half, count = _half(words, index, None if match.re is _DOTTED_CLOCK else match[3])
            return _clock(int(match[1]), int(match[2]), half, count)
        if word in _SPOKEN:
            return _spoken(words, index)
        digits = _FOUR_DIGITS.fullmatch(word) if hour_alone and len(word) > 2 else None
        if digits:
            return Form(1, problem=f"write a time as {digits[1]}:{digits[2]}", weak=True)
        match = _HOUR.fullmatch(word)
        if match is None:
            return None if self._is_date(words, index) else _doubtful(word)
        half, count = _half(words, index, match[2])
        if half is not None:
            return _clock(int(match[1]), 0, half, count)
        oclock = words[index + 1 : index + 2] in (["o'clock"], ["oclock"])
        if not oclock and not hour_alone:
            return None
        minutes = "".join(words[index + 1 : index + 2])
        if not oclock and re.fullmatch(r"[0-5]\d", minutes, re.ASCII):
            return Form(2, problem=f"write a time as {match[1]}:{minutes}")
        return _hour_alone(match[1], 1 + oclock)

    def part_of_day(self, words: Sequence[str], index: int) -> Form | None:
        """``morning at 9``, ``evening 7:30``, after a day; without a time it says too little."""
        if index >= len(words) or words[index] not in PARTS:
            return None
        with_at = words[index + 1 : index + 2] == ["at"]
        clock = self.time(words, index + 1 + with_at, hour_alone=with_at)
        if clock is not None and clock.at is None and with_at:
            match = _HOUR.fullmatch(words[index + 2])
            clock = _clock(int(match[1]), 0, None, 1) if match else clock
        if clock is None or clock.weak:
            return Form(1, problem=SAY_WHEN)
        at = clock.at
        if at is not None and words[index] != "morning" and at.hour < 12:
            at = at.replace(hour=at.hour + 12)
        return Form(clock.count + 1 + with_at, at=at, problem=clock.problem)


def _spoken(words: Sequence[str], index: int) -> Form | None:
    """``half past nine``, ``quarter to 10``; ``half nine`` is another time in other countries."""
    minutes = _SPOKEN[words[index]]
    following = list(words[index + 1 : index + 3])
    hour = NUMBERS.get(following[0]) if following else None
    if words[index] == "half" and hour is not None and following[0] not in {"a", "an"}:
        hint = f"write {(hour - 2) % 12 + 1}:30 or {hour}:30, whichever is meant"
        return Form(2, problem=hint, weak=True)
    if len(following) < 2 or following[0] not in {"past", "to", "after"}:
        return None
    match = _HOUR.fullmatch(following[1])
    number = int(match[1]) if match else NUMBERS.get(following[1])
    if number is None or following[1] in {"a", "an"} or not 1 <= number <= 23:
        return None
    half, count = _half(words, index + 2, match[2] if match else None)
    if half is not None and number > 12:
        return Form(count + 2, problem="there is no such time")
    if half is not None:
        number = number % 12 + (12 if half == "pm" else 0)
    minute = minutes
    if following[0] == "to":
        number, minute = (number - 1) % 24, 60 - minutes
    if half is None and number < _EARLIEST_ALONE:
        return Form(count + 2, problem=_which_half(number, minute))
    return Form(count + 2, at=time(number, minute))


def _hour_alone(typed: str, count: int) -> Form:
    """``at 9`` is 9:00; ``at 2`` is asked about, since it may be 14:00 as well."""
    hour = int(typed)
    if 1 <= hour < _EARLIEST_ALONE and not typed.startswith("0"):
        return Form(count, problem=_which_half(hour, 0), weak=True)
    return _clock(hour, 0, None, count)


def _which_half(hour: int, minute: int) -> str:
    if not 1 <= hour < _EARLIEST_ALONE:
        return f"write {(hour + 12) % 24}:{minute:02} or {hour}:{minute:02}, whichever is meant"
    morning = f"{hour}:{minute:02}am" if minute else f"{hour}am"
    return f"write {hour + 12}:{minute:02} or {morning}, whichever is meant"


def _doubtful(word: str) -> Form | None:
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


def _half(words: Sequence[str], index: int, half: str | None) -> tuple[str | None, int]:
    """``am`` or ``pm``, attached or as the next word, and the words used."""
    if half is None and index + 1 < len(words) and words[index + 1] in {"am", "pm"}:
        return words[index + 1], 2
    return half, 1


def _clock(hour: int, minute: int, half: str | None, count: int) -> Form:
    if minute > 59 or hour > 23 or (half and not 1 <= hour <= 12):
        return Form(count, problem="there is no such time")
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0)
    return Form(count, at=time(hour, minute))
