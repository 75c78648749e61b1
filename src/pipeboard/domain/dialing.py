"""Working through calls one by one: their order, what they are shown with, what came of them."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from pipeboard.domain.board import Card
from pipeboard.domain.followups import CALL, DueState, FollowUp
from pipeboard.domain.notes import Note
from pipeboard.domain.people import Contact
from pipeboard.domain.stages import Stage
from pipeboard.domain.words import many


class Why(StrEnum):
    """Why a call is on the list, the most pressing first."""

    CALL_BACK = "call back"
    DUE_NOW = "due now"
    OVERDUE = "overdue"
    TODAY = "today"


@dataclass(frozen=True, slots=True)
class Number:
    """A telephone number and whose it is."""

    number: str
    name: str


@dataclass(frozen=True, slots=True)
class Call:
    """A call that is to be made, with all that is good to know while it rings.

    ``card`` and ``stage`` are of its deal, None without one. Notes and what was done before come
    newest first.
    """

    follow_up: FollowUp
    state: DueState
    contact: Contact | None
    company: str
    numbers: tuple[Number, ...]
    card: Card | None = None
    stage: Stage | None = None
    notes: tuple[Note, ...] = ()
    before: tuple[FollowUp, ...] = ()
    planned: tuple[FollowUp, ...] = ()
    last_by: str = ""
    """Who did the last step on its deal."""

    @property
    def on(self) -> str:
        """What a message calls it by: the deal, else the contact, else the company."""
        named = self.card.title if self.card else self.contact.name if self.contact else ""
        return named or self.company or self.follow_up.subject

    @property
    def last_call(self) -> FollowUp | None:
        """The last call that was made about the same thing."""
        return next((item for item in self.before if item.type.casefold() == CALL), None)


def numbers(first: Contact | None, others: Iterable[Contact]) -> tuple[Number, ...]:
    """All numbers to try: those of the person meant, then of the others, each once."""
    found: dict[str, Number] = {}
    for who in (*([first] if first else []), *others):
        for number in who.phones:
            found.setdefault(number, Number(number, who.name))
    return tuple(found.values())


def summary(total: int, left: int, came_of: Iterable[str]) -> str:
    """What came of some calls: ``12 calls: 5 reached, 4 voicemail, 3 left``."""
    counted = Counter(outcome or "done" for outcome in came_of)
    told = [f"{count:,} {outcome}" for outcome, count in counted.items()]
    return f"{many(total, 'call')}: {', '.join([*told, f'{left:,} left'])}"
