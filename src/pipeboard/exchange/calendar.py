"""Events as an iCalendar file (RFC 5545), which calendar programs import and subscribe to.

Written here, not by a library: it is little, and reading, which is hard, is not done.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo

BEGIN = "BEGIN:VCALENDAR"
"""How each such file begins."""

_LONGEST = 75
"""Bytes of a line; a longer one is folded."""

_SPECIAL = re.compile(r"[\\;,]")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_YEARS = 10
"""Years ahead for which the changes of a zone's clock are told."""

_DAY = timedelta(days=1)
_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Event:
    """One event: on a day, or at an instant.

    One at an instant that comes again is told in ``zone``, so that it stays at its local time; any
    other in UTC. ``alarm`` is an instant, or a distance from the start. ``priority`` is from 1,
    the highest, to 9.
    """

    uid: str
    summary: str
    start: date | datetime
    description: str = ""
    category: str = ""
    priority: int = 5
    rule: str = ""
    zone: tuple[str, tzinfo] | None = None
    alarm: timedelta | datetime | None = None


def calendar_lines(name: str, events: Sequence[Event], now: datetime) -> Iterator[str]:
    """The lines of a calendar file, each with its end, as they come."""
    zones: dict[str, tuple[tzinfo, datetime]] = {}
    for event in events:
        if event.zone is not None and event.rule and isinstance(event.start, datetime):
            key, zone = event.zone
            known = zones.get(key)
            zones[key] = (zone, min(known[1], event.start) if known else event.start)
    lines = [
        BEGIN,
        "VERSION:2.0",
        "PRODID:-//pipeboard//pipeboard//EN",
        "CALSCALE:GREGORIAN",
        f"X-WR-CALNAME:{_text(name)}",
        "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
    ]
    yield from _folded(lines)
    for key, (zone, first) in zones.items():
        yield from _folded(_zone(key, zone, first, now))
    for event in events:
        yield from _folded(_event(event, now))
    yield from _folded(["END:VCALENDAR"])


def _event(event: Event, now: datetime) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{event.uid}"
    yield f"DTSTAMP:{_instant(now)}"
    start = event.start
    if not isinstance(start, datetime):
        yield f"DTSTART;VALUE=DATE:{_date(start)}"
        yield "TRANSP:TRANSPARENT"
    elif event.rule and event.zone is not None:
        key, zone = event.zone
        yield f"DTSTART;TZID={key}:{_local(start.astimezone(zone))}"
    else:
        yield f"DTSTART:{_instant(start)}"
    if event.rule:
        yield f"RRULE:{event.rule}"
    yield f"SUMMARY:{_text(event.summary)}"
    if event.description:
        yield f"DESCRIPTION:{_text(event.description)}"
    if event.category:
        yield f"CATEGORIES:{_text(event.category)}"
    yield f"PRIORITY:{event.priority}"
    if event.alarm is not None:
        yield from _alarm(event.alarm, event.summary)
    yield "END:VEVENT"


def _alarm(alarm: timedelta | datetime, summary: str) -> Iterator[str]:
    yield "BEGIN:VALARM"
    yield "ACTION:DISPLAY"
    yield f"DESCRIPTION:{_text(summary)}"
    if isinstance(alarm, datetime):
        yield f"TRIGGER;VALUE=DATE-TIME:{_instant(alarm)}"
    else:
        yield f"TRIGGER:{_duration(alarm)}"
    yield "END:VALARM"


def _duration(span: timedelta) -> str:
    """A distance as ``-PT15M`` or ``-P1DT30M``."""
    sign = "-" if span < timedelta() else ""
    minutes = abs(span) // _MINUTE
    days, minutes = divmod(minutes, 24 * 60)
    hours, minutes = divmod(minutes, 60)
    clock = (f"{hours}H" if hours else "") + (f"{minutes}M" if minutes else "")
    told = (f"{days}D" if days else "") + (f"T{clock}" if clock else "")
    return f"{sign}P{told or 'T0M'}"


def _zone(key: str, zone: tzinfo, first: datetime, now: datetime) -> Iterator[str]:
    """A zone: how far it is from UTC, from the first event on and for some years from now."""
    first = first.astimezone(UTC)  # in which a day always has 24 hours
    begin = first - _DAY
    offset = _offset(zone, begin)
    yield "BEGIN:VTIMEZONE"
    yield f"TZID:{key}"
    yield from _observance(zone, begin, offset, begin + offset)
    for at in _changes(zone, first, max(first, now) + _YEARS * 366 * _DAY):
        offset = _offset(zone, at - _MINUTE)
        yield from _observance(zone, at, offset, at + offset)
    yield "END:VTIMEZONE"


def _observance(zone: tzinfo, at: datetime, before: timedelta, local: datetime) -> Iterator[str]:
    """From when on, on the clock as it was, a zone has another distance from UTC."""
    there = at.astimezone(zone)
    kind = "DAYLIGHT" if there.dst() else "STANDARD"
    yield f"BEGIN:{kind}"
    yield f"DTSTART:{_local(local)}"
    yield f"TZOFFSETFROM:{_distance(before)}"
    yield f"TZOFFSETTO:{_distance(_offset(zone, at))}"
    yield f"TZNAME:{_text(there.tzname() or '')}"
    yield f"END:{kind}"


def _changes(zone: tzinfo, first: datetime, last: datetime) -> Iterator[datetime]:
    """The instants at which a zone's distance from UTC changes; none is kept for under a week."""
    at = first.replace(second=0, microsecond=0) - _DAY
    while at < last:
        low, high = at, at + 7 * _DAY
        if _offset(zone, low) != _offset(zone, high):
            while high - low > _MINUTE:
                middle = low + (high - low) // _MINUTE // 2 * _MINUTE
                if _offset(zone, middle) == _offset(zone, low):
                    low = middle
                else:
                    high = middle
            yield high
        at += 7 * _DAY


def _offset(zone: tzinfo, at: datetime) -> timedelta:
    return at.astimezone(zone).utcoffset() or timedelta()


def _distance(offset: timedelta) -> str:
    sign = "-" if offset < timedelta() else "+"
    seconds = int(abs(offset).total_seconds())
    told = f"{sign}{seconds // 3600:02}{seconds // 60 % 60:02}"
    return told + (f"{seconds % 60:02}" if seconds % 60 else "")


def _date(day: date) -> str:
    return f"{day.year:04}{day.month:02}{day.day:02}"


def _local(at: datetime) -> str:
    return f"{_date(at)}T{at:%H%M%S}"


def _instant(at: datetime) -> str:
    return f"{_local(at.astimezone(UTC))}Z"


def _text(text: str) -> str:
    """A text value: escaped, without control characters, its lines parted as one line."""
    plain = _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return _SPECIAL.sub(r"\\\g<0>", plain).replace("\n", r"\n").replace("\t", " ")


def _folded(lines: Iterable[str]) -> Iterator[str]:
    """Lines of at most 75 bytes, no character parted; what goes on begins with a space."""
    for line in lines:
        if len(line) * 4 <= _LONGEST or len(line.encode()) <= _LONGEST:
            yield f"{line}\r\n"
            continue
        part, used = "", 0
        for char in line:
            size = len(char.encode(errors="replace"))
            if used + size > _LONGEST:
                yield f"{part}\r\n"
                part, used = " ", 1
            part += char
            used += size
        yield f"{part}\r\n"
