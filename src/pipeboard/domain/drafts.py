"""What one typed line means before anything is written: drafts, and which characters said what."""

from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from pipeboard.domain.dates import Due
from pipeboard.domain.followups import Priority
from pipeboard.domain.money import Money

_Draft = TypeVar("_Draft")


@dataclass(frozen=True, slots=True)
class FollowUpDraft:
    """A follow-up as typed. ``contact`` is a full name; ``assignee`` None is who adds it.

    ``reminder`` is in minutes before it is due, None for none.
    """

    type: str
    subject: str
    due: Due
    priority: Priority = Priority.NORMAL
    contact: str | None = None
    repeat: str | None = None
    assignee: str | None = None
    reminder: int | None = None


@dataclass(frozen=True, slots=True)
class DealDraft:
    """A deal as typed; names are whole, as written or as they are known already."""

    title: str
    value: Money | None = None
    company: str | None = None
    contacts: tuple[str, ...] = ()
    owner: str | None = None
    source: str | None = None
    labels: tuple[str, ...] = ()
    priority: Priority | None = None
    expected_close: date | None = None
    stage: str | None = None
    follow_up: FollowUpDraft | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    """The characters ``start`` to ``end`` of the line were read as ``kind``, meaning ``meaning``.

    Kinds: title, value, company, contact, owner, source, stage, label, priority, closes, type,
    due, past, reminder, subject.
    """

    start: int
    end: int
    kind: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Reading(Generic[_Draft]):
    """A draft, and the pieces of the line it was read from, in order and without overlap."""

    draft: _Draft
    pieces: tuple[Piece, ...]
