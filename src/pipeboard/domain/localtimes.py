"""Local times and instants: what a time of day is where clocks are put forward and back."""

from datetime import UTC, date, datetime, time, timedelta, tzinfo

_DAY = timedelta(days=1)


def instant(on: date, at: time, zone: tzinfo | None) -> datetime:
    """The instant of a local date and time, in UTC; without a zone it is taken for UTC.

    A time that does not exist (the hour skipped in spring) is moved on by what was skipped;
    of one that occurs twice (autumn) the first is taken, unless its ``fold`` is 1. Raises
    OverflowError at the ends of the calendar.
    """
    return datetime.combine(on, at, tzinfo=zone or UTC).astimezone(UTC)


def later(now: datetime, span: timedelta) -> datetime:
    """The local time so much later; the hour that is skipped or repeated counts as it passes."""
    if now.tzinfo is None:
        return now + span
    return (now.astimezone(UTC) + span).astimezone(now.tzinfo)


def existing(on: date, at: time, now: datetime) -> tuple[date, time, str]:
    """A local time as it is on the clocks in the zone of ``now``, and what a person is told of it.

    That is nothing, but for a time that is skipped and for one that occurs twice: then the first
    that is not past is meant. Raises OverflowError at the ends of the calendar.
    """
    zone = now.tzinfo
    if zone is None:
        return on, at, ""
    local = datetime.combine(on, at, tzinfo=zone)
    real = local.astimezone(UTC).astimezone(zone)
    if real.replace(tzinfo=None) != local.replace(tzinfo=None):
        return real.date(), real.time(), f"as clocks skip {at:%H:%M} that day"
    if local.replace(fold=0).utcoffset() == local.replace(fold=1).utcoffset():
        return on, at, ""
    if not at.fold and instant(on, at, zone) < now.astimezone(UTC):
        at = at.replace(fold=1)
    return on, at, f"the {'second' if at.fold else 'first'} of the two that day"


def off_the_weekend(day: date) -> date:
    """The Monday after it for a Saturday or Sunday; any other day as it is."""
    return day + _DAY * (7 - day.weekday()) if day.weekday() > 4 else day
