"""How often a follow-up comes again: ``every 2 weeks``, ``every mon and thu``, ``every month``.

A repetition is kept as a rule of RFC 5545 with one parameter of its own, ``X-FROM``: the date that
the rule counts from, or ``DONE`` where the next one counts from the day on which this one is done.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from pipeboard.domain.days import NUMBERS, UNITS, WEEKDAY_NAMES, WEEKDAYS

_FROM = "X-FROM"
_DONE = "DONE"
_MOST = 999
_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_WORKDAYS = _DAYS[:5]
_FREQUENCIES = {"day": "DAILY", "week": "WEEKLY", "month": "MONTHLY", "year": "YEARLY"}
_WORDS = {frequency: word for word, frequency in _FREQUENCIES.items()}
_ORDINAL = re.compile(r"(\d{1,2})(?:st|nd|rd|th|\.)?", re.ASCII)
_SHORTEST_MONTH = 28


@dataclass(frozen=True, slots=True)
class Repeat:
    """A rule of RFC 5545 (without ``DTSTART``), and the date it counts from.

    ``start`` is None where each next one counts from the day on which the one before was done.
    """

    rule: str
    start: date | None

    @property
    def text(self) -> str:
        """As it is kept, in one text."""
        return f"{self.rule};{_FROM}={self.start.isoformat() if self.start else _DONE}"

    @property
    def described(self) -> str:
        """In words: ``every 2 weeks on Mon``."""
        parts = _parts(self.rule)
        word = _WORDS[parts["FREQ"]]
        number = int(parts.get("INTERVAL", "1"))
        days = parts.get("BYDAY", "").split(",")
        if parts["FREQ"] == "MONTHLY" and number % 3 == 0:
            word, number = "quarter", number // 3
        told = f"every {word}" if number == 1 else f"every {number} {word}s"
        if tuple(days) == _WORKDAYS:
            told = "every weekday"
        elif days != [""]:
            names = [WEEKDAY_NAMES[_DAYS.index(day)] for day in days]
            told += f" on {', '.join(names)}"
        elif "BYMONTHDAY" in parts:
            told += f" on day {parts['BYMONTHDAY'].rpartition(',')[2]}"
        return told if self.start else f"{told} after it is done"

    @property
    def on_weekdays(self) -> bool:
        """Whether it says on which days of the week it comes."""
        return "BYDAY" in _parts(self.rule)

    def next_after(self, due: date, done: date) -> date:
        """The day of the one after that of ``due`` which was done on ``done``, and after that."""
        from dateutil.rrule import rrulestr

        start = self.start or done
        after = done if self.start is None else max(due, done)
        rule = rrulestr(self.anchored(start), dtstart=datetime.combine(start, time()))
        found = rule.after(datetime.combine(after, time()))
        return found.date() if found is not None else after + timedelta(days=1)

    def first_from(self, day: date) -> date:
        """The first day of the rule that is ``day`` or later, were it to begin on it."""
        wanted = _parts(self.rule).get("BYDAY", "").split(",")
        return next(
            each
            for each in (day + timedelta(days=more) for more in range(7))
            if wanted == [""] or _DAYS[each.weekday()] in wanted
        )

    def holds(self, day: date) -> bool:
        """Whether one of the rule is due on a day, were it to begin then where it has no date."""
        from dateutil.rrule import rrulestr

        start = datetime.combine(self.start or day, time())
        wanted = datetime.combine(day, time())
        found = rrulestr(self.anchored(start.date()), dtstart=start).after(wanted, inc=True)
        return bool(found == wanted)

    def anchored(self, start: date) -> str:
        """The rule as it goes on from ``start``; in a month without the day that it began on, the last one counts."""
        parts = _parts(self.rule)
        if parts["FREQ"] not in ("MONTHLY", "YEARLY") or "BYMONTHDAY" in parts:
            return self.rule
        month = f";BYMONTH={start.month}" if parts["FREQ"] == "YEARLY" else ""
        return f"{self.rule}{month}{_month_days(start.day)}"


@dataclass(frozen=True, slots=True)
class RepeatWords:
    """How many words said how often, and what; or why they cannot be read."""

    count: int
    rule: str = ""
    problem: str | None = None
    month_day: int | None = None


def from_text(text: str) -> Repeat:
    """A repetition as it was kept."""
    rule, _, start = text.rpartition(f";{_FROM}=")
    return Repeat(rule, None if start == _DONE else date.fromisoformat(start))


def read_words(words: Sequence[str], index: int) -> RepeatWords | None:
    """The words from ``every`` on that say how often, plain; None where they say something else."""
    if list(words[index : index + 1]) != ["every"]:
        return None
    at = index + 1
    number = 1
    said = words[at] if at < len(words) else ""
    if said.isascii() and said.isdigit():
        number, at = int(said), at + 1
    elif said == "other":
        number, at = 2, at + 1
    elif said in NUMBERS and said not in ("a", "an"):
        number, at = NUMBERS[said], at + 1
    word = words[at] if at < len(words) else ""
    days, count = _weekdays(words, at)
    if days:
        rule, at = f"FREQ=WEEKLY{_interval(number)};BYDAY={','.join(days)}", at + count
    elif word in ("weekday", "weekdays", "workday", "workdays") and number == 1:
        rule, at = f"FREQ=WEEKLY;BYDAY={','.join(_WORKDAYS)}", at + 1
    elif word in ("quarter", "quarters"):
        rule, at = f"FREQ=MONTHLY{_interval(number * 3)}", at + 1
    elif UNITS.get(word) in _FREQUENCIES and len(word) > 1:
        rule, at = f"FREQ={_FREQUENCIES[UNITS[word]]}{_interval(number)}", at + 1
        days, count = _weekdays(words, at + 1) if _said_on(rule, words, at) else ([], 0)
        if days:
            rule, at = f"{rule};BYDAY={','.join(days)}", at + 1 + count
    elif number != 1 or UNITS.get(word):
        accepted = "write it as every 2 weeks, every mon, every month or every year"
        return RepeatWords(at - index, problem=accepted)
    else:
        return None
    if not 1 <= number <= _MOST:
        return RepeatWords(at - index, problem=f"a number from 1 to {_MOST} is needed")
    month_day, used = _month_day(words, at) if rule.startswith("FREQ=MONTHLY") else (None, 0)
    if month_day is not None and not 1 <= month_day <= 31:
        return RepeatWords(at + used - index, problem="there is no such day in any month")
    if month_day is not None:
        rule += _month_days(month_day)
    return RepeatWords(at + used - index, rule, month_day=month_day)


def read_anchor(words: Sequence[str], index: int) -> tuple[bool, int]:
    """Whether the words say that each next one counts from when it is done, and how many do."""
    for said in (["after", "done"], ["from", "done"], ["after", "it", "is", "done"]):
        if list(words[index : index + len(said)]) == said:
            return True, len(said)
    return False, 0


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
    return [_DAYS[number] for number in sorted(found)], count


def _said_on(rule: str, words: Sequence[str], at: int) -> bool:
    return rule.startswith("FREQ=WEEKLY") and list(words[at : at + 1]) == ["on"]


def _plural(word: str) -> int | None:
    return WEEKDAYS.get(word.removesuffix("s")) if word.endswith("days") else None


def _month_day(words: Sequence[str], at: int) -> tuple[int | None, int]:
    """``on the 15th`` or ``on day 15``, after ``every month``."""
    if list(words[at : at + 1]) != ["on"]:
        return None, 0
    skip = 1 + (list(words[at + 1 : at + 2]) in (["the"], ["day"]))
    match = _ORDINAL.fullmatch(words[at + skip]) if at + skip < len(words) else None
    return (int(match[1]), skip + 1) if match else (None, 0)


def _month_days(day: int) -> str:
    """The part of a rule that means a day of a month, in a shorter one its last."""
    if day <= _SHORTEST_MONTH:
        return f";BYMONTHDAY={day}"
    days = ",".join(map(str, range(_SHORTEST_MONTH, day + 1)))
    return f";BYMONTHDAY={days};BYSETPOS=-1"


def _interval(number: int) -> str:
    return "" if number == 1 else f";INTERVAL={number}"


def _parts(rule: str) -> dict[str, str]:
    return dict(part.split("=", 1) for part in rule.split(";"))
