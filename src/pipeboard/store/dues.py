"""When follow-ups are due, in SQL.

A timed one is due at its instant, whatever the zone it was planned in; a date-only one until its
day ends in the zone of whoever looks. In which order that is, and on which day, the database tells
by itself: each day's end is computed from its number and the zone's distance from UTC.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo
from functools import lru_cache
from typing import Any

from sqlalchemy import BigInteger, and_, case, cast, func, literal, or_, type_coerce

from pipeboard.domain.followups import end_of_day

_EPOCH = date(1970, 1, 1).toordinal()
_DAY = timedelta(days=1)
_MILLISECOND = timedelta(milliseconds=1)
_BACK, _AHEAD = 400, 800
"""So many days from today the changes of a zone's clock are known; beyond, it stays as it is."""
_APART = 20
"""Clocks that are changed for a while stay so for more days than this."""

Offsets = tuple[tuple[date, int], ...]
"""Days from which on a zone is so many milliseconds ahead of UTC at the end of each day."""


@dataclass(frozen=True, slots=True)
class Present:
    """The moment that states such as overdue are told against."""

    now: datetime
    today: date
    zone: tzinfo

    def end_of(self, day: date) -> datetime:
        """The instant at which a day ends here."""
        return end_of_day(day, self.zone)

    @property
    def offsets(self) -> Offsets:
        """How far the zone is ahead of UTC, around today."""
        return _offsets(self.zone, self.today)


@lru_cache(maxsize=8)
def _offsets(zone: tzinfo, today: date) -> Offsets:
    found: list[tuple[date, int]] = []
    for distance in range(-_BACK, _AHEAD, _APART):
        day = today + distance * _DAY
        offset = _ahead(zone, day)
        if not found:
            found.append((day, offset))
        elif offset != found[-1][1]:
            low, high = day - _APART * _DAY, day
            while high - low > _DAY:
                middle = low + (high - low) // 2
                low, high = (low, middle) if _ahead(zone, middle) == offset else (middle, high)
            found.append((high, offset))
    return tuple(found)


def _ahead(zone: tzinfo, day: date) -> int:
    return (end_of_day(day, UTC) - end_of_day(day, zone)) // _MILLISECOND


def due_by(item: Any, offsets: Offsets) -> Any:
    """The instant up to which a follow-up is due, in milliseconds as instants are stored."""
    (_, ahead), *later = offsets
    offset: Any = literal(ahead, BigInteger)
    if later:
        branches = [(item.c.due_on >= day, literal(to, BigInteger)) for day, to in reversed(later)]
        offset = case(*branches, else_=offset)
    days = cast(item.c.due_on, BigInteger) - (_EPOCH - 1)
    ends = days * literal(_DAY // _MILLISECOND, BigInteger) - offset
    return func.coalesce(type_coerce(item.c.due_at, BigInteger), ends)


def by_due(item: Any, offsets: Offsets) -> list[Any]:
    """The order in which follow-ups are due: timed ones come first on a day."""
    return [due_by(item, offsets), item.c.due_at.is_not(None), item.c.id]


def up_to(item: Any, day: date, present: Present) -> Any:
    """Whether a follow-up is due on a day here, or before it."""
    dated = and_(item.c.due_at.is_(None), item.c.due_on <= day)
    timed = and_(item.c.due_at.is_not(None), item.c.due_at < present.end_of(day))
    return or_(dated, timed)


def late(item: Any, present: Present) -> Any:
    """Whether the time of a follow-up has passed, or its day when it has no time."""
    timed = and_(item.c.due_at.is_not(None), item.c.due_at < present.now)
    dated = and_(item.c.due_at.is_(None), item.c.due_on < present.today)
    return or_(timed, dated)


def overdue(item: Any, present: Present) -> Any:
    """Whether a follow-up is overdue: late, and not done."""
    return and_(item.c.done_at.is_(None), late(item, present))


def due_today(item: Any, present: Present) -> Any:
    """Whether a follow-up is due today and not overdue yet."""
    end = present.end_of(present.today)
    timed = and_(item.c.due_at.is_not(None), item.c.due_at >= present.now, item.c.due_at < end)
    dated = and_(item.c.due_at.is_(None), item.c.due_on == present.today)
    return and_(item.c.done_at.is_(None), or_(timed, dated))


def booked(item: Any, present: Present) -> Any:
    """Whether a follow-up is planned for a later day than today."""
    return and_(item.c.done_at.is_(None), ~up_to(item, present.today, present))
