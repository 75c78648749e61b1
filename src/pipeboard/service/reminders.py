"""Whom to remind of what: which reminders are due, which comes next, and which were told already.

A follow-up has one moment at which it is told: its reminder before it is due. One that was planned
or moved too late for that is told when it is due. What a person was told is remembered, so that
each is told once to each person, and one that was put off is told anew.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from pipeboard.domain.agenda import AgendaItem
from pipeboard.domain.days import written
from pipeboard.service.presence import present
from pipeboard.service.workspace import Workspace
from pipeboard.store import followups, reminders, settings
from pipeboard.store.batching import batches

BOARD = "reminded by the board"
COMMAND = "reminded by the command"
"""What was told where is remembered apart, so that a cron job takes nothing from the board."""

_MILLISECOND = timedelta(milliseconds=1)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_SET_BACK = timedelta(days=1)
"""A clock that goes back by more was wrong before, and so was what it had told."""
_MARGIN = timedelta(days=3)
"""No quiet hours and no other zone move the moment of a follow-up farther from its date."""


@dataclass(frozen=True, slots=True)
class Told:
    """What somebody was told: all reminders up to ``until``, None for nothing yet.

    ``early`` are those that were told and are not due yet: their ids, and when they were due.
    """

    until: datetime | None = None
    early: Mapping[int, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reminders:
    """The ids of what is to be told now, earliest first; when the next one is to be told.

    ``told`` is what will have been told then.
    """

    ids: tuple[int, ...]
    next_at: datetime | None
    told: Told


def told(ws: Workspace, where: str) -> Told:
    """What this person was told, by the ``BOARD`` or the ``COMMAND``."""
    with ws.read() as connection:
        return _read(settings.get_preference(connection, ws.actor, where))


def look(ws: Workspace, known: Told, *, without_reminder: bool = False) -> Reminders:
    """What is to be told now, after what is known to be told.

    Of this person's open follow-ups that have a reminder; with ``without_reminder`` of all, those
    without one when they are due. A clock that went back by less than a day tells nothing twice.
    """
    now = ws.now()
    ahead = known.until if known.until is not None and now < known.until < now + _SET_BACK else None
    until = min(known.until, now) if known.until is not None else None
    since = until.astimezone(ws.zone).date() - _MARGIN if until is not None else None
    with ws.read() as connection:
        found = reminders.open_ones(connection, ws.actor, since=since, all_=without_reminder)
    firing: list[tuple[datetime, int]] = []
    early: dict[int, int] = {}
    next_at: datetime | None = None
    for item in found:
        due = ws.reminders.moment(item.due_on, item.due_at, 0, ws.zone)
        moment = ws.reminders.moment(item.due_on, item.due_at, item.reminder or 0, ws.zone)
        key = (due - _EPOCH) // _MILLISECOND
        if known.early.get(item.id) == key:
            early[item.id] = key
            continue
        if ahead is not None and now < due <= ahead:
            early[item.id] = key
            continue
        if until is not None and moment <= until:
            moment = due
        if until is not None and moment <= until:
            continue
        if moment > now:
            next_at = moment if next_at is None else min(moment, next_at)
            continue
        firing.append((moment, item.id))
        if due > now:
            early[item.id] = key
    ids = tuple(item_id for _, item_id in sorted(firing))
    return Reminders(ids, next_at, Told(now, early))


def remember(ws: Workspace, where: str, what: Told) -> None:
    """Remembers what this person was told, besides what another window has remembered."""
    with ws.database.write() as connection:
        before = _read(settings.get_preference(connection, ws.actor, where))
        until = what.until
        if until is not None and before.until is not None and before.until <= ws.now():
            until = max(until, before.until)
        floor = (until - _EPOCH) // _MILLISECOND if until is not None else 0
        early = {key: due for key, due in {**before.early, **what.early}.items() if due > floor}
        value = {
            "until": floor if until is not None else None,
            "early": {str(key): due for key, due in early.items()},
        }
        settings.put_preference(connection, ws.actor, where, value)


def items(ws: Workspace, ids: Sequence[int]) -> list[AgendaItem]:
    """Open follow-ups with whom they are for, in the order of their ids given."""
    at = present(ws)
    found: dict[int, AgendaItem] = {}
    with ws.read() as connection:
        for part in batches(ids):
            several = followups.agenda(
                connection, at, assignee=None, until=None, pipeline_id=None, ids=part
            )
            found |= {item.follow_up.id: item for item in several}
    return [found[each] for each in ids if each in found]


def next_up(
    ws: Workspace, *, everyone: bool = False, pipeline_id: int | None = None
) -> AgendaItem | None:
    """The follow-up that is due next and not overdue: mine, or anybody's."""
    who = None if everyone else ws.actor
    with ws.read() as connection:
        found = reminders.next_id(connection, present(ws), who, pipeline_id)
    return next(iter(items(ws, [found])), None) if found is not None else None


def what(item: AgendaItem) -> str:
    """What is to be done with whom: ``call 'ask for it' on Acme renewal, Lena Fox``."""
    planned = item.follow_up
    words = planned.type
    if planned.subject.casefold() != planned.type.casefold():
        words += f" '{planned.subject}'"
    on = item.deal_title or item.company
    return f"{words}{f' on {on}' if on else ''}{f', {item.contact}' if item.contact else ''}"


def when(ws: Workspace, item: AgendaItem) -> str:
    """When something is due, short: ``09:30``, ``today``, ``Wed 25 Nov 09:30``."""
    at = item.follow_up.due_at
    time = f"{at.astimezone(ws.zone):%H:%M}" if at else ""
    if item.due_on == ws.today():
        return time or "today"
    return " ".join([*written(item.due_on).split()[:3], time]).rstrip()


def _read(value: Any) -> Told:
    """What was remembered; anything else than that is nothing."""
    try:
        until = value["until"]
        early = {int(key): int(due) for key, due in value["early"].items()}
        at = None if until is None else _EPOCH + int(until) * _MILLISECOND
    except (AttributeError, KeyError, OverflowError, TypeError, ValueError):
        return Told()
    return Told(at, early)
