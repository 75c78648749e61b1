"""Dates as other programs write them: the order of day and month is a matter of the column."""

import re
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Final, NamedTuple

from pipeboard.domain.days import MONTHS
from pipeboard.errors import BadInput

BLANK: Final = frozenset({"", "-", "--", "n/a", "na", "#n/a", "null", "none", "nan", "(blank)"})
"""What stands for nothing in a column of dates or numbers, in lower case."""

_TIME: Final = r"""
    (?:(?:\s*,\s*|\s+|(?<=\d)T)
       (?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,]\d+)?)?
       \s*(?P<half>[ap]\.?\s?m\.?)?
       \s*(?P<zone>Z|UTC|GMT|[+-]\d{2}:?\d{2})?
    )?
"""
_FLAGS: Final = re.VERBOSE | re.IGNORECASE
_NUMERIC: Final = re.compile(rf"(\d{{1,4}})([./-])(\d{{1,2}})\2(\d{{1,4}}){_TIME}", _FLAGS)
_DAY_NAMED: Final = re.compile(
    rf"(?:[^\W\d_]+\.?,?\s+)?(\d{{1,2}})(?:st|nd|rd|th)?\.?[\s/-]*(?:of\s+)?"
    rf"(?P<month>[^\W\d_]+)\.?[\s,/-]*(\d{{4}}|\d{{2}}){_TIME}",
    _FLAGS,
)
_MONTH_NAMED: Final = re.compile(
    rf"(?:[^\W\d_]+\.?,?\s+)?(?P<month>[^\W\d_]+)\.?[\s-]*(\d{{1,2}})(?:st|nd|rd|th)?,?[\s-]+"
    rf"(\d{{4}}){_TIME}",
    _FLAGS,
)
_COMPACT: Final = re.compile(r"((?:19|20)\d\d)(\d\d)(\d\d)")
_SERIAL: Final = re.compile(r"([2-7]\d{4})(?:\.(\d+))?")
_SERIAL_ZERO: Final = date(1899, 12, 30)


class Order(NamedTuple):
    """How many dates of a column can only be read with the day, or the month, first.

    ``seen`` counts all dates in numbers that do not begin with the year.
    """

    day_first: int = 0
    month_first: int = 0
    seen: int = 0

    def with_those_of(self, other: "Order") -> "Order":
        """The dates of two columns counted together."""
        return Order(*map(sum, zip(self, other, strict=True)))

    @property
    def winner(self) -> bool | None:
        """Whether the day comes first; None when there is no telling."""
        if self.day_first == self.month_first:
            return None
        return self.day_first > self.month_first


def order_of(values: Iterable[str]) -> Order:
    """Counts what the values of a column tell about the order of day and month.

    Dates with dots (``1.2.2026``) are written with the day first everywhere.
    """
    days = months = seen = 0
    for value in set(values):
        match = _NUMERIC.fullmatch(value.strip())
        if match is None or len(match[1]) > 2:
            continue
        seen += 1
        first, second = int(match[1]), int(match[3])
        if first > 12 >= second or (match[2] == "." and second <= 12):
            days += 1
        elif second > 12 >= first:
            months += 1
    return Order(days, months, seen)


class DateColumn:
    """Reads the dates of one column, each distinct text once.

    ``field`` names the column in errors. An instant that names its offset is told in ``zone`` if
    there is one, else as it is written.
    """

    def __init__(self, field: str, *, day_first: bool, today: date, zone: tzinfo | None) -> None:
        self._field = field
        self._day_first = day_first
        self._today = today
        self._zone = zone
        self._read: dict[str, tuple[date, time | None] | None] = {}

    def day(self, text: str) -> date | None:
        """The day, None for a blank; BadInput for what is no date."""
        moment = self.moment(text)
        return moment[0] if moment else None

    def moment(self, text: str) -> tuple[date, time | None] | None:
        """The day and the local time, where there is one other than midnight."""
        if text not in self._read:
            self._read[text] = self._parse(text)
        return self._read[text]

    def _parse(self, text: str) -> tuple[date, time | None] | None:
        plain = text.strip()
        if plain.casefold() in BLANK or plain.startswith("0000-00-00"):
            return None
        try:
            if match := _NUMERIC.fullmatch(plain):
                return self._with_time(self._numeric(match), match)
            for pattern in (_DAY_NAMED, _MONTH_NAMED):
                match = pattern.fullmatch(plain)
                if match and (month := MONTHS.get(match["month"].casefold())):
                    numbers = [text for text in match.groups()[:3] if text and text.isdecimal()]
                    return self._with_time(
                        date(self._year(numbers[1]), month, int(numbers[0])), match
                    )
            if match := _COMPACT.fullmatch(plain):
                return date(int(match[1]), int(match[2]), int(match[3])), None
            if match := _SERIAL.fullmatch(plain):
                return _from_serial(match)
        except ValueError:
            raise self._bad(text) from None
        raise self._bad(text)

    def _numeric(self, match: re.Match[str]) -> date:
        first, second, third = match[1], match[3], match[4]
        if len(first) == 4:
            return date(int(first), int(second), int(third))
        if len(first) == 3 or len(third) in (1, 3):
            raise ValueError
        day, month = (first, second) if self._day_first else (second, first)
        return date(self._year(third), int(month), int(day))

    def _year(self, text: str) -> int:
        """Two digits are a year at most 30 years ahead."""
        if len(text) == 4:
            return int(text)
        year = self._today.year // 100 * 100 + int(text)
        return year - 100 if year > self._today.year + 30 else year

    def _with_time(self, day: date, match: re.Match[str]) -> tuple[date, time | None]:
        if match["hour"] is None:
            return day, None
        hour = int(match["hour"])
        if match["half"]:
            if not 1 <= hour <= 12:
                raise ValueError
            hour = hour % 12 + 12 * (match["half"][0] in "pP")
        at = time(hour, int(match["minute"]), int(match["second"] or 0))
        if match["zone"] and self._zone:
            zone = match["zone"].upper().replace("UTC", "Z").replace("GMT", "Z")
            instant = datetime.fromisoformat(f"{day}T{at}{zone}").astimezone(self._zone)
            day, at = instant.date(), instant.time()
        return day, at if at != time() else None

    def _bad(self, text: str) -> BadInput:
        order = "day/month/year" if self._day_first else "month/day/year"
        return BadInput(
            self._field, text, f"a date is needed such as 2026-11-24, 24 Nov 2026 or {order}"
        )


def _from_serial(match: re.Match[str]) -> tuple[date, time | None]:
    """A day count of Excel; its decimals are the time of day."""
    day = _SERIAL_ZERO + timedelta(days=int(match[1]))
    part = match[2] or "0"
    minutes = min(round(int(part) * 1440 / 10 ** len(part)), 1439)
    return day, time(*divmod(minutes, 60)) if minutes else None
