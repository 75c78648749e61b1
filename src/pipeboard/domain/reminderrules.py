"""When one is reminded of a follow-up: the moment, and the hours in which nobody is.

A reminder is kept in minutes. Its whole days are days on the wall: a day before 9:30 is 9:30, also
where the clock is changed in between. A follow-up without a time counts as due at ``day_at``.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

_FIRST, _LAST = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)
_DAY = 24 * 60


@dataclass(frozen=True, slots=True)
class Quiet:
    """The hours of the day in which nobody is reminded, from ``start`` up to ``end``."""

    start: time
    end: time

    def holds(self, at: time) -> bool:
        """Whether a time of the day is quiet."""
        if self.start < self.end:
            return self.start <= at < self.end
        return at >= self.start or at < self.end

    def __str__(self) -> str:
        """As it is typed: 18:00-8:00."""
        return f"{clock_text(self.start)}-{clock_text(self.end)}"


@dataclass(frozen=True, slots=True)
class ReminderRules:
    """How one person wants to be reminded.

    ``default`` is the reminder, in minutes, of timed follow-ups that are typed without one;
    ``day_at`` the time at which one without a time counts as due.
    """

    default: int | None = None
    day_at: time = time(9)
    quiet: Quiet | None = None

    def moment(self, due_on: date, due_at: datetime | None, before: int, zone: tzinfo) -> datetime:
        """The instant, in UTC, ``before`` minutes before something is due; never in quiet hours."""
        try:
            return self._awake(self.asked(due_on, due_at, before, zone), zone)
        except (OverflowError, ValueError):  # at the ends of the calendar
            return _FIRST if due_on.year == 1 else _LAST

    def asked(self, due_on: date, due_at: datetime | None, before: int, zone: tzinfo) -> datetime:
        """That instant as if no hours were quiet; raises OverflowError at the calendar's ends."""
        days, minutes = divmod(before, _DAY)
        if due_at is None:
            due_at = datetime.combine(due_on - timedelta(days=days), self.day_at, tzinfo=zone)
        elif days:
            local = due_at.astimezone(zone)
            earlier = local.date() - timedelta(days=days)
            due_at = datetime.combine(earlier, local.time(), tzinfo=zone)
        return due_at.astimezone(UTC) - timedelta(minutes=minutes)

    def _awake(self, moment: datetime, zone: tzinfo) -> datetime:
        """The moment, or the end of the quiet hours that it is in."""
        local = moment.astimezone(zone)
        if self.quiet is None or not self.quiet.holds(local.time()):
            return moment
        day = local.date() + timedelta(days=local.time() >= self.quiet.end)
        end = datetime.combine(day, self.quiet.end, tzinfo=zone).astimezone(UTC)
        return max(end, moment)


def clock_text(at: time) -> str:
    """A time of the day as it is typed: ``9:00``."""
    return f"{at.hour}:{at.minute:02}"
