"""Open follow-ups as a calendar file, for programs that import it or subscribe to it."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from zoneinfo import ZoneInfo

from pipeboard.domain.agenda import AgendaItem
from pipeboard.domain.followups import FollowUp, Priority, day_of
from pipeboard.domain.repeats import from_text
from pipeboard.errors import Refused
from pipeboard.exchange.calendar import BEGIN, Event, calendar_lines
from pipeboard.service import reminders
from pipeboard.service.agenda import agenda
from pipeboard.service.identity import identity
from pipeboard.service.workspace import Workspace

__all__ = ["BEGIN", "lines"]

_PRIORITIES = {Priority.HIGH: 1, Priority.NORMAL: 5, Priority.LOW: 9}


def lines(
    ws: Workspace, *, everyone: bool = False, pipeline_id: int | None = None
) -> Iterator[str]:
    """The lines of a calendar file with my open follow-ups, or everybody's.

    Each is named by its id and that of the database, so it stays the same event when it is moved.
    Raises Refused where the database has no id and none can be written.
    """
    of_database = identity(ws)
    if of_database is None:
        raise Refused(
            "the database has no id yet, by which events are known again, and nothing can be "
            "written; run it once where it can be"
        )
    found = agenda(ws, everyone=everyone, pipeline_id=pipeline_id)
    events = [
        event
        for section in found.sections
        for item in section.items
        for event in _events(ws, item, f"@{of_database}.pipeboard")
    ]
    return calendar_lines("pipeboard", events, ws.now())


def _events(ws: Workspace, item: AgendaItem, of_database: str) -> Iterator[Event]:
    """A follow-up; one that comes again and was moved off its days, and those that come after.

    Of one whose next counts from when it is done, nobody knows when those are: it stands alone.
    """
    planned = item.follow_up
    uid = f"follow-up-{planned.id}"
    zone = _zone(ws, planned)
    day = day_of(planned.due_on, planned.due_at, zone[1] if zone else ws.zone)
    repeat = from_text(planned.repeat) if planned.repeat else None
    rule = repeat.anchored(repeat.start) if repeat is not None and repeat.start else ""
    if repeat is None or not rule or (repeat.holds(day) and repeat.at is None):
        yield _event(ws, item, f"{uid}{of_database}", rule, zone)
        return
    yield _event(ws, item, f"{uid}{of_database}", "", zone)
    following = repeat.next_after(day, day)
    at = planned.due_at
    if at is not None:
        there = zone[1] if zone else UTC
        at = datetime.combine(following, repeat.meant(at, there), there)
    yield _event(ws, item, f"{uid}-next{of_database}", rule, zone, following_at=at or following)


def _event(
    ws: Workspace,
    item: AgendaItem,
    uid: str,
    rule: str,
    zone: tuple[str, tzinfo] | None,
    following_at: date | None = None,
) -> Event:
    planned = item.follow_up
    start = planned.due_at or planned.due_on
    summary = reminders.what(item)
    return Event(
        uid=uid,
        summary=summary[:1].upper() + summary[1:],
        start=following_at or start,
        description="\n".join(filter(None, (item.company, item.contact, item.phone, item.email))),
        category=planned.type,
        priority=_PRIORITIES[planned.priority],
        rule=rule,
        zone=zone,
        alarm=_alarm(ws, planned, again=bool(rule)),
    )


def _alarm(ws: Workspace, planned: FollowUp, *, again: bool) -> timedelta | datetime | None:
    """When to remind: before it begins; later where that is in quiet hours."""
    before = planned.reminder
    if before is None:
        return None
    span = -timedelta(minutes=before)
    if planned.due_at is None:
        span += _since_midnight(ws.reminders.day_at)
    try:
        asked = ws.reminders.asked(planned.due_on, planned.due_at, before, ws.zone)
    except OverflowError:  # before the calendar begins
        return None
    moment = ws.reminders.moment(planned.due_on, planned.due_at, before, ws.zone)
    if planned.due_at is not None and not again and planned.due_at - asked.astimezone(UTC) != -span:
        return moment  # a day of another length than 24 hours is between
    if moment == asked:
        return span
    return span + (moment - asked) if again else moment


def _since_midnight(at: time) -> timedelta:
    return timedelta(hours=at.hour, minutes=at.minute)


def _zone(ws: Workspace, planned: FollowUp) -> tuple[str, tzinfo] | None:
    """The zone that a timed follow-up was planned in, else ours; None where neither has a name."""
    if planned.due_zone:
        try:
            return planned.due_zone, ZoneInfo(planned.due_zone)
        except (KeyError, ValueError, OSError):
            pass  # this computer does not know it
    return (ws.clock.zone_name, ws.zone) if ws.clock.zone_name else None
