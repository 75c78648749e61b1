"""How often a follow-up comes again: ``every 2 weeks``, ``every mon and thu``, ``every month``.

A repetition is kept as a rule of RFC 5545 with parameters of its own. ``X-FROM`` is the date that
the rule counts from, or ``DONE`` where the next one counts from the day on which this one is done.
``X-AT`` is there where the clocks skip the time that was meant: it is the time of those after.
How it is typed is in ``repeatwords``.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo

from pipeboard.domain.days import MONTH_NAMES, WEEKDAY_NAMES
from pipeboard.domain.localtimes import instant

_FROM = "X-FROM"
_AT = "X-AT"
_DONE = "DONE"
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
WORKDAYS = DAYS[:5]
FREQUENCIES = {"day": "DAILY", "week": "WEEKLY", "month": "MONTHLY", "year": "YEARLY"}
_WORDS = {frequency: word for word, frequency in FREQUENCIES.items()}
_PLACES = {1: "first", 2: "2nd", 3: "3rd", 4: "4th", 5: "5th", -1: "last"}
_SHORTEST_MONTH = 28


@dataclass(frozen=True, slots=True)
class Repeat:
    """A rule of RFC 5545 (without ``DTSTART``), and the date it counts from.

    ``start`` is None where each next one counts from the day on which the one before was done.
    ``at`` is the time that was meant where the present one is due at another, as clocks skip it.
    """

    rule: str
    start: date | None
    at: time | None = None

    @property
    def text(self) -> str:
        """As it is kept, in one text."""
        at = f";{_AT}={self.at:%H:%M}" if self.at is not None else ""
        return f"{self.rule}{at};{_FROM}={self.start.isoformat() if self.start else _DONE}"

    @property
    def counts_from(self) -> str:
        """What the next one counts from, as programs are told: ``date``, or ``done``."""
        return "date" if self.start else "done"

    @property
    def described(self) -> str:
        """In words: ``every 2 weeks on Mon``."""
        parts = _parts(self.rule)
        word = _WORDS[parts["FREQ"]]
        number = int(parts.get("INTERVAL", "1"))
        if parts["FREQ"] == "MONTHLY" and number % 3 == 0:
            word, number = "quarter", number // 3
        told = f"every {word}" if number == 1 else f"every {number} {word}s"
        days = _told_days(parts)
        if parts.get("BYDAY") == ",".join(WORKDAYS):
            told = "every weekday"
        elif days:
            told += f" on {days}"
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
        parts = _parts(self.rule)
        if not any(part.startswith("BY") for part in parts):
            return day
        if parts["FREQ"] == "WEEKLY":
            wanted = parts["BYDAY"].split(",")
            week = (day + timedelta(days=more) for more in range(7))
            return next(each for each in week if DAYS[each.weekday()] in wanted)
        from dateutil.rrule import rrulestr

        parts.pop("INTERVAL", None)
        rule = ";".join(f"{name}={value}" for name, value in parts.items())
        begin = datetime.combine(day, time())
        found = rrulestr(rule, dtstart=begin).after(begin, inc=True)
        return found.date() if found is not None else day

    def meant(self, due: datetime, zone: tzinfo) -> time:
        """The time of day at which one due at an instant was meant to be, on the clocks of a zone.

        That is what was typed, where the clocks only moved it on and nobody moved it since.
        """
        local = due.astimezone(zone)
        if self.at is not None and instant(local.date(), self.at, zone) == due:
            return self.at
        return local.time()

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
        if parts["FREQ"] not in ("MONTHLY", "YEARLY") or {"BYMONTHDAY", "BYDAY"} & {*parts}:
            return self.rule
        month = f";BYMONTH={start.month}" if parts["FREQ"] == "YEARLY" else ""
        return f"{self.rule}{month}{month_days(start.day)}"


def from_text(text: str) -> Repeat:
    """A repetition as it was kept."""
    rule, _, start = text.rpartition(f";{_FROM}=")
    rule, _, at = rule.partition(f";{_AT}=")
    return Repeat(
        rule,
        None if start == _DONE else date.fromisoformat(start),
        time.fromisoformat(at) if at else None,
    )


def month_days(day: int) -> str:
    """The part of a rule that means a day of a month, in a shorter one its last."""
    if day <= _SHORTEST_MONTH:
        return f";BYMONTHDAY={day}"
    days = ",".join(map(str, range(_SHORTEST_MONTH, day + 1)))
    return f";BYMONTHDAY={days};BYSETPOS=-1"


def _told_days(parts: dict[str, str]) -> str:
    """The days of a rule, as they are typed: ``Mon, Thu``, ``day 31``, ``the last Fri``."""
    days = parts.get("BYDAY", "")
    if parts["FREQ"] == "MONTHLY" and days:
        place = _PLACES[int(days[:-2])]
        return f"the {place} {WEEKDAY_NAMES[DAYS.index(days[-2:])]}"
    if days:
        return ", ".join(WEEKDAY_NAMES[DAYS.index(day)] for day in days.split(","))
    number = parts.get("BYMONTHDAY", "").rpartition(",")[2]
    if "BYMONTH" in parts:
        return f"{number} {MONTH_NAMES[int(parts['BYMONTH']) - 1]}"
    return f"day {number}" if number else ""


def _parts(rule: str) -> dict[str, str]:
    return dict(part.split("=", 1) for part in rule.split(";"))
