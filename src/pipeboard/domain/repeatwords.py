"""How often something comes again, as it is typed: ``every 2 weeks``, ``every last fri``, ``weekly``.

Words come in as ``plain_word`` of ``dateforms`` leaves them; what they mean is in ``repeats``.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from pipeboard.domain.clocktimes import PARTS, SAY_WHEN
from pipeboard.domain.days import MONTH_NAMES, MONTHS, NUMBERS, UNITS, WEEKDAYS
from pipeboard.domain.monthplaces import LAST, ordinal
from pipeboard.domain.repeats import DAYS, FREQUENCIES, WORKDAYS, month_days

_MOST = 999
_NUMBER = re.compile(r"(\d{1,2})(?:st|nd|rd|th|\.)?", re.ASCII)
_ORDINAL = re.compile(r"(\d{1,2})(?:st|nd|rd|th)", re.ASCII)
_LEAP_YEAR = 2028
_MOST_WEEKS = 5
_ACCEPTED = "write it as every 2 weeks, every mon, every month or every year"
_ADVERBS = {
    "daily": "day",
    "weekly": "week",
    "fortnightly": "fortnight",
    "monthly": "month",
    "quarterly": "quarter",
    "yearly": "year",
    "annually": "year",
}
_UNCLEAR = {
    "biweekly": "every 2 weeks, or every mon and thu",
    "bimonthly": "every 2 months, or every 2 weeks",
    "bi-weekly": "every 2 weeks, or every mon and thu",
    "bi-monthly": "every 2 months, or every 2 weeks",
}
_ENDS = frozenset({"until", "till", "except", "through"})
_BEFORE = frozenset({"on", "at", "by"})
_GOES_ON = frozenset({"", "of", "at", "from", "starting", "beginning", "after"})


@dataclass(frozen=True, slots=True)
class RepeatWords:
    """How many words said how often, and what; or why they cannot be read.

    ``tail`` marks words that count only as the last of a text: ``weekly``.
    """

    count: int
    rule: str = ""
    problem: str | None = None
    month_day: int | None = None
    tail: bool = False

    @property
    def on_days(self) -> bool:
        """Whether the rule names days of the week."""
        return "BYDAY" in self.rule


def read_words(words: Sequence[str], index: int) -> RepeatWords | None:
    """The words that say how often, from ``every`` on; None where they say something else."""
    found = _read(words, index)
    if found is None or found.problem is not None:
        return found
    following, further = (_word(words, index + found.count + more) for more in (0, 1))
    counted = further.isdigit() or further in NUMBERS
    if following in _ENDS or (following == "for" and counted):
        hint = "it comes again until it is deleted; leave the end out, or put quotes around it"
        return RepeatWords(found.count + 1, problem=hint)
    if counted_times(following, further):
        hint = "it comes again until it is deleted; leave out how often, or put quotes around it"
        return RepeatWords(found.count + 1 + (not following.endswith("x")), problem=hint)
    rest = words[index + found.count + 1 :]
    if following in PARTS and not any(word[:1].isdigit() or word == "noon" for word in rest):
        problem = f"{SAY_WHEN}, after the day"
        return RepeatWords(found.count + 1, problem=problem, tail=found.tail)
    and_the = 1 + (further == "the")
    if following == "and" and _ORDINAL.fullmatch(_word(rest, and_the - 1)):
        hint = "write one day of the month, and the other as a follow-up of its own"
        return RepeatWords(found.count + 1 + and_the, problem=hint)
    return found


def counted_times(word: str, following: str) -> bool:
    """Whether words say how many times: ``5 times``, ``5x``."""
    if word.removesuffix("x").isdigit() and word.endswith("x"):
        return True
    return following == "times" and (word.isdigit() or word in NUMBERS)


def _read(words: Sequence[str], index: int) -> RepeatWords | None:
    first = _word(words, index)
    if first in _UNCLEAR:
        return RepeatWords(1, problem=f"it means two things; write {_UNCLEAR[first]}", tail=True)
    if first in _ADVERBS:
        rest = words[index + 1 :] if _word(words, index + 1) == "on" else ()
        found = _every(["every", _ADVERBS[first], *rest], 0)
        return replace(found, count=found.count - 1, tail=True) if found else None
    if first == "each":
        found = _every(words, index)
        return found if found is not None and found.problem is None else None
    if first == "every":
        return _every(words, index)
    return _of_each_month(words, index)


def _of_each_month(words: Sequence[str], index: int) -> RepeatWords | None:
    """``the 15th of each month``, ``end of every month``, ``last fri of every month``."""
    at = index + (words[index] in _BEFORE)
    at += _word(words, at) == "the"
    nth = LAST if _word(words, at) == "end" else ordinal(_word(words, at))
    if nth is None:
        return None
    at += 1
    weekday = WEEKDAYS.get(_word(words, at).rstrip("."))
    at += weekday is not None or _word(words, at) == "day"
    if _word(words, at) not in {"of", "in"} or _word(words, at + 1) not in {"each", "every"}:
        return None
    if _word(words, at + 2) != "month":
        return None
    count = at + 3 - index
    if weekday is None:
        return _month_day_rule(count, 31 if nth == LAST else nth)
    if nth > _MOST_WEEKS:
        return RepeatWords(count, problem=f"no month has {nth} of a weekday")
    return RepeatWords(count, f"FREQ=MONTHLY;BYDAY={nth}{DAYS[weekday]}")


def read_anchor(words: Sequence[str], index: int) -> tuple[bool, int]:
    """Whether the words say that each next one counts from when it is done, and how many do."""
    for said in (["after", "done"], ["from", "done"], ["after", "it", "is", "done"]):
        if list(words[index : index + len(said)]) == said:
            return True, len(said)
    return False, 0


def _every(words: Sequence[str], index: int) -> RepeatWords | None:
    return (
        _every_end(words, index)
        or _every_date(words, index)
        or _every_place(words, index)
        or _every_so_many(words, index)
    )


def _every_end(words: Sequence[str], index: int) -> RepeatWords | None:
    """``every eom``, ``every end of month``, ``every month end``."""
    said = list(words[index + 1 : index + 5])
    for end in (["eom"], ["month", "end"], ["end", "of", "month"], ["end", "of", "the", "month"]):
        if said[: len(end)] == end:
            return _month_day_rule(len(end) + 1, 31)
    return None


def _every_date(words: Sequence[str], index: int) -> RepeatWords | None:
    """``every 24 dec``, ``every dec 24``."""
    found = _month_and_day(words, index + 1)
    if found is None:
        return None
    rule, problem, count = found
    return RepeatWords(count + 1, f"FREQ=YEARLY{rule}", problem)


def _every_place(words: Sequence[str], index: int) -> RepeatWords | None:
    """``every first monday``, ``every 2nd tue of the month``, ``every second week``, ``every 15th``."""
    at = index + 1
    said = _word(words, at)
    nth = ordinal(said)
    if nth is None:
        return None
    at += 1
    following = _word(words, at)
    weekday = WEEKDAYS.get(following.rstrip("."))
    if weekday is not None:
        of_month = _of_month(words, at + 1)
        count = at + 1 + of_month - index
        if nth > _MOST_WEEKS:
            return RepeatWords(count, problem=f"no month has {nth} of a weekday")
        if not of_month and nth not in (1, LAST):
            every = "other" if nth == 2 else f"{nth} weeks on"
            hint = f"write every {every} {following}, or every {said} {following} of the month"
            return RepeatWords(count, problem=hint)
        return RepeatWords(count, f"FREQ=MONTHLY;BYDAY={nth}{DAYS[weekday]}")
    if following == "day" and (of_month := _of_month(words, at + 1)):
        return _month_day_rule(at + 1 + of_month - index, 31 if nth == LAST else nth)
    unit = UNITS.get(following, "")
    if following in ("quarter", "fortnight") or unit in FREQUENCIES:
        if nth < 2:
            return RepeatWords(at + 1 - index, problem=_ACCEPTED)
        return _every_so_many(["every", str(nth), *words[at:]], 0)
    of_month = _of_month(words, at)
    goes_on = following in _GOES_ON or following[0].isdigit()
    further = _word(words, at + 1 + (_word(words, at + 1) == "the"))
    goes_on = goes_on or (following == "and" and _ORDINAL.fullmatch(further) is not None)
    if of_month or (_ORDINAL.fullmatch(said) and goes_on):
        return _month_day_rule(at + of_month - index, 31 if nth == LAST else nth)
    return None


def _month_day_rule(count: int, day: int) -> RepeatWords:
    if not 1 <= day <= 31:
        return RepeatWords(count, problem="there is no such day in any month")
    return RepeatWords(count, f"FREQ=MONTHLY{month_days(day)}", month_day=day)


def _every_so_many(words: Sequence[str], index: int) -> RepeatWords | None:
    """``every day``, ``every 2 weeks``, ``every mon and thu``, ``every month on the 15th``."""
    at = index + 1
    number = 1
    said = _word(words, at)
    if said.isascii() and said.isdigit():
        number, at = int(said), at + 1
    elif said == "other":
        number, at = 2, at + 1
    elif said in NUMBERS and said not in ("a", "an"):
        number, at = NUMBERS[said], at + 1
    word = _word(words, at)
    days, count = _weekdays(words, at)
    if days:
        rule, at = f"FREQ=WEEKLY{_interval(number)};BYDAY={','.join(days)}", at + count
    elif word in ("weekday", "weekdays", "workday", "workdays") and number == 1:
        rule, at = f"FREQ=WEEKLY;BYDAY={','.join(WORKDAYS)}", at + 1
    elif word in ("working", "business") and _word(words, at + 1) == "day" and number == 1:
        rule, at = f"FREQ=WEEKLY;BYDAY={','.join(WORKDAYS)}", at + 2
    elif word in ("weekend", "weekends"):
        return RepeatWords(at + 1 - index, problem="write every sat, or every sat and sun")
    elif word in ("morning", "afternoon", "evening", "night") and number == 1:
        return RepeatWords(at + 1 - index, problem="write it with a time, as in every day at 9:00")
    elif word in ("quarter", "quarters"):
        rule, at = f"FREQ=MONTHLY{_interval(number * 3)}", at + 1
    elif UNITS.get(word) == "fortnight":
        rule, at = f"FREQ=WEEKLY{_interval(number * 2)}", at + 1
    elif UNITS.get(word) in FREQUENCIES and len(word) > 1:
        rule, at = f"FREQ={FREQUENCIES[UNITS[word]]}{_interval(number)}", at + 1
    elif number != 1 or UNITS.get(word):
        return RepeatWords(at + (number == 1) - index, problem=_ACCEPTED)
    else:
        return None
    if not 1 <= number <= _MOST:
        return RepeatWords(at - index, problem=f"a number from 1 to {_MOST} is needed")
    if rule.startswith("FREQ=WEEKLY") and "BYDAY" not in rule:
        days, count = _weekdays(words, at)
        if days:
            return RepeatWords(at + count - index, f"{rule};BYDAY={','.join(days)}")
    if _word(words, at) != "on" or "BYDAY" in rule:
        return RepeatWords(at - index, rule)
    found = _on(words, at + 1, rule)
    if found is None:
        return RepeatWords(at - index, rule)
    return replace(found, count=at + 1 + found.count - index)


def _on(words: Sequence[str], at: int, rule: str) -> RepeatWords | None:
    """What follows ``every week on``, ``every month on``, ``every year on``; None for other words."""
    if rule.startswith("FREQ=WEEKLY"):
        days, count = _weekdays(words, at)
        return RepeatWords(count, f"{rule};BYDAY={','.join(days)}") if days else None
    skip = int(_word(words, at) == "the")
    if rule.startswith("FREQ=YEARLY"):
        named = _month_and_day(words, at + skip)
        return RepeatWords(named[2] + skip, rule + named[0], named[1]) if named else None
    if not rule.startswith("FREQ=MONTHLY"):
        return None
    if _word(words, at) == "eom":
        return RepeatWords(1, rule + month_days(31), month_day=31)
    nth = ordinal(_word(words, at + skip))
    weekday = WEEKDAYS.get(_word(words, at + skip + 1).rstrip("."))
    if nth is not None and weekday is not None:
        if nth > _MOST_WEEKS:
            return RepeatWords(skip + 2, problem=f"no month has {nth} of a weekday")
        return RepeatWords(skip + 2, f"{rule};BYDAY={nth}{DAYS[weekday]}")
    if nth in (1, LAST):
        day = 1 if nth == 1 else 31
        skip += _word(words, at + skip + 1) == "day"
        return RepeatWords(skip + 1, rule + month_days(day), month_day=day)
    skip += not skip and _word(words, at) == "day"
    match = _NUMBER.fullmatch(_word(words, at + skip))
    if match is None:
        return None
    if not 1 <= int(match[1]) <= 31:
        return RepeatWords(skip + 1, problem="there is no such day in any month")
    day = int(match[1])
    return RepeatWords(skip + 1, rule + month_days(day), month_day=day)


def _month_and_day(words: Sequence[str], at: int) -> tuple[str, str | None, int] | None:
    """The part of a yearly rule for ``24 dec`` or ``dec 24``, why there is no such day, the words."""
    first, second = _word(words, at), _word(words, at + 1)
    count = 2
    if second == "of" and _word(words, at + 2) in MONTHS:
        second, count = _word(words, at + 2), 3
    if first.rstrip(".") in MONTHS:
        month, match = MONTHS[first.rstrip(".")], _NUMBER.fullmatch(second)
    else:
        month, match = MONTHS.get(second.rstrip("."), 0), _NUMBER.fullmatch(first)
    if not month or match is None:
        return None
    day = int(match[1])
    try:
        date(_LEAP_YEAR, month, day)
    except ValueError:
        return "", f"{MONTH_NAMES[month - 1]} has no day {day}", count
    # 28 February is the last day that each year has
    days = month_days(day) if month == 2 else f";BYMONTHDAY={day}"
    return f";BYMONTH={month}{days}", None, count


def _of_month(words: Sequence[str], at: int) -> int:
    """How many words say ``of the month``, 0 if none do."""
    if _word(words, at) not in ("of", "in"):
        return 0
    further = _word(words, at + 1) in ("the", "each", "every", "a")
    return 2 + further if _word(words, at + 1 + further) == "month" else 0


def _weekdays(words: Sequence[str], at: int) -> tuple[list[str], int]:
    """Weekdays that stand side by side, with commas or 'and' between them; the words they take."""
    found: set[int] = set()
    count = 0
    while at + count < len(words):
        skipped = words[at + count] == "and" and bool(found)
        place = at + count + skipped
        parts = words[place].split(",") if place < len(words) else []
        numbers = [WEEKDAYS.get(part.rstrip("."), _plural(part)) for part in parts]
        if not numbers or None in numbers:
            break
        found.update(number for number in numbers if number is not None)
        count += skipped + 1
    return [DAYS[number] for number in sorted(found)], count


def _plural(word: str) -> int | None:
    return WEEKDAYS.get(word.removesuffix("s")) if word.endswith("days") else None


def _interval(number: int) -> str:
    return "" if number == 1 else f";INTERVAL={number}"


def _word(words: Sequence[str], index: int) -> str:
    return words[index] if index < len(words) else ""
