"""When something is due, as a person typed it, and how a person is told of it."""

from dataclasses import dataclass, field
from datetime import date, datetime, time

from pipeboard.domain.days import written
from pipeboard.domain.localtimes import existing, instant
from pipeboard.errors import BadInput


@dataclass(frozen=True, slots=True)
class Due:
    """When something is due, in local time as typed: a day, and a time unless all day.

    ``note`` says what is not as it was typed or could be read otherwise, and is empty where
    nothing is. ``meant`` is the time that was typed where the clocks of that day skip it.
    """

    on: date
    at: time | None = None
    note: str = field(default="", compare=False)
    meant: time | None = field(default=None, compare=False)


def written_due(due: Due) -> str:
    """A due date as people read it: ``Tue 24 Nov 2026 09:30``."""
    return f"{written(due.on)} {due.at:%H:%M}" if due.at else written(due.on)


def told_due(due: Due) -> str:
    """A due date for a preview: with what is not as it was typed."""
    return f"{written_due(due)}, {due.note}" if due.note else written_due(due)


def real_due(due: Due, now: datetime) -> Due:
    """The due date with a time that exists, in the zone of ``now``; noted if another was meant.

    Raises BadInput at the ends of the calendar.
    """
    if due.at is None:
        return due
    try:
        on, at, note = existing(due.on, due.at, now)
        instant(on, at, now.tzinfo)
    except OverflowError:
        raise BadInput("due", written_due(due), "there is no such time") from None
    meant = None if (on, at) == (due.on, due.at) else due.at
    return Due(on, at, ", ".join(filter(None, (due.note, note))), meant)
