"""The agenda: follow-ups grouped by when they are due."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from pipeboard.domain.followups import DueState, FollowUp


class When(StrEnum):
    """The sections of the agenda, in their order."""

    OVERDUE = "overdue"
    TODAY = "today"
    TOMORROW = "tomorrow"
    THIS_WEEK = "this week"
    NEXT_WEEK = "next week"
    LATER = "later"


@dataclass(frozen=True, slots=True)
class Counts:
    """How many follow-ups are overdue, and how many are due later today."""

    overdue: int
    today: int


@dataclass(frozen=True, slots=True)
class AgendaItem:
    """A follow-up with whom it is for; what is unknown is an empty text."""

    follow_up: FollowUp
    state: DueState
    due_on: date
    deal_id: int | None
    deal_title: str
    company: str
    contact: str
    phone: str
    email: str
    lost: bool = False
    """Whether it is on a deal that was lost meanwhile."""
    contact_id: int | None = None
    """Who the contact is: the follow-up's own, else the first one of its deal."""


@dataclass(frozen=True, slots=True)
class AgendaSection:
    """The follow-ups of one section, earliest first."""

    when: When
    items: tuple[AgendaItem, ...]


@dataclass(frozen=True, slots=True)
class Agenda:
    """All sections, empty ones too."""

    sections: tuple[AgendaSection, ...]


@dataclass(frozen=True, slots=True)
class Stepless:
    """An open deal without a next step, with whom to reach about it."""

    deal_id: int
    title: str
    company: str
    stage: str
    owner: str
    touched_on: date
    contact: str
    phone: str
    email: str


@dataclass(frozen=True, slots=True)
class Booked:
    """How many open follow-ups are due on a day, and how many of them are overdue."""

    count: int = 0
    overdue: int = 0


def when(state: DueState, due_on: date, today: date) -> When:
    """The section of a follow-up; a week ends on Sunday."""
    if state is DueState.OVERDUE:
        return When.OVERDUE
    if due_on == today:
        return When.TODAY
    if due_on == today + timedelta(days=1):
        return When.TOMORROW
    sunday = today + timedelta(days=6 - today.weekday())
    if due_on <= sunday:
        return When.THIS_WEEK
    return When.NEXT_WEEK if due_on <= sunday + timedelta(days=7) else When.LATER
