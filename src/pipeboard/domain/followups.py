"""Follow-ups: planned activities, and what state they are in."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from enum import StrEnum

CALL = "call"
CALL_BACK = "call back"
CALL_BACKS = frozenset({CALL_BACK, "callback", "call-back", "calls back"})
"""Outcomes after which somebody waits for the next call."""

CHECK_IN = "check-in"
"""The type of follow-up whose outcome is how satisfied the customer is, from 1 to 5."""

TYPES = (CALL, "e-mail", "meeting", "demo", "task")
OUTCOMES = {
    "call": ("reached", "voicemail", "no answer", CALL_BACK),
    "meeting": ("held", "no-show"),
    "demo": ("held", "no-show"),
    "e-mail": ("sent", "replied"),
}
"""What usually comes of a follow-up, by its type; any other text does as well."""
_NEXT = {
    ("call", "no answer"): ("call +2d", "call tomorrow", "call +1w"),
    ("call", "voicemail"): ("call +3d", "call tomorrow", "e-mail today"),
    ("call", CALL_BACK): ("call tomorrow", "call +2d", "call next week"),
    ("meeting", "no-show"): ("meeting +1w",),
    ("demo", "no-show"): ("demo +1w",),
    ("meeting", "held"): ("e-mail tomorrow",),
    ("demo", "held"): ("e-mail tomorrow",),
    ("e-mail", "sent"): ("call +3d",),
    ("e-mail", "replied"): ("call tomorrow",),
}
_OTHERWISE = ("call +1w", "e-mail tomorrow", "meeting +1w")
"""What usually follows anything else."""
_AGAIN = frozenset({"no answer", "voicemail", CALL_BACK, "no-show"})
"""Outcomes after which the same thing is tried again."""


class Priority(StrEnum):
    """How much a follow-up matters."""

    LOW = "low"
    NORMAL = "normal"
    HIGH = "high"


class DueState(StrEnum):
    """Where a follow-up stands against the clock."""

    OVERDUE = "overdue"
    TODAY = "today"
    COMING = "coming"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A planned activity on a deal, a contact or a company.

    ``due_on`` is the date; a timed one also has ``due_at``, the instant, and ``due_zone``, the
    zone that it was planned in. Once done it has ``done_at`` and an ``outcome``; a check-in that
    told how satisfied the customer is has ``satisfaction`` from 1 to 5.
    """

    id: int
    deal_id: int | None
    contact_id: int | None
    company_id: int | None
    type: str
    subject: str
    due_on: date
    due_at: datetime | None
    due_zone: str | None
    reminder: int | None
    priority: Priority
    repeat: str | None
    assignee: str
    created_at: datetime
    done_at: datetime | None
    outcome: str | None
    satisfaction: int | None = None
    cadence_run_id: int | None = None

    @property
    def is_check_in(self) -> bool:
        """Whether it asks how satisfied the customer is."""
        return self.type.casefold() == CHECK_IN

    @property
    def repeats(self) -> str:
        """How often it comes again, in words; empty for one that does not."""
        if not self.repeat:
            return ""
        from pipeboard.domain.repeats import from_text  # few come again, and no board shows it

        return from_text(self.repeat).described


def usual_next(kind: str, outcome: str) -> tuple[str, ...]:
    """What may follow a follow-up of a type with an outcome, as it is typed, the likeliest first."""
    return _NEXT.get(_came_of(kind, outcome), _OTHERWISE)


def tried_again(kind: str, outcome: str) -> bool:
    """Whether what usually follows is another try at the same thing."""
    done = _came_of(kind, outcome)
    return done in _NEXT and done[1] in _AGAIN


def _came_of(kind: str, outcome: str) -> tuple[str, str]:
    word = outcome.strip().casefold()
    return kind.casefold(), CALL_BACK if word in CALL_BACKS else word


def end_of_day(day: date, zone: tzinfo) -> datetime:
    """The instant, in UTC, at which a day ends in a zone."""
    try:
        return datetime.combine(day + timedelta(days=1), time(), tzinfo=zone).astimezone(UTC)
    except OverflowError:  # at the ends of the calendar
        first, last = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)
        return first if day.year == 1 else last


def start_of_day(day: date, zone: tzinfo) -> datetime:
    """The instant, in UTC, at which a day begins in a zone."""
    if day == date.min:
        return datetime.min.replace(tzinfo=UTC)
    return end_of_day(day - timedelta(days=1), zone)


def day_of(due_on: date, due_at: datetime | None, zone: tzinfo) -> date:
    """The day on which a follow-up is due in a zone, whichever zone a timed one was planned in."""
    return due_on if due_at is None else due_at.astimezone(zone).date()


def state(due_on: date, due_at: datetime | None, now: datetime, zone: tzinfo) -> DueState:
    """The state of what is not done yet.

    A timed one is overdue once its time has passed, a date-only one from the next day.
    """
    today = now.astimezone(zone).date()
    if due_at is not None:
        if due_at < now:
            return DueState.OVERDUE
        due_on = day_of(due_on, due_at, zone)
    if due_on < today:
        return DueState.OVERDUE
    return DueState.TODAY if due_on == today else DueState.COMING
