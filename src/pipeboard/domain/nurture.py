"""Deals that are put off until a day, and what is said when they are back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from pipeboard.domain.changes import Step, StepKind
from pipeboard.domain.deals import Status
from pipeboard.domain.money import Money
from pipeboard.domain.words import many

_BACK = "back from nurture"


@dataclass(frozen=True, slots=True)
class PutOff:
    """A deal that is off the board until a day, or for good; what is unknown is an empty text.

    ``more`` is why it was put off or closed, else what was last noted on it.
    """

    id: int
    title: str
    company: str
    money: Money | None
    owner: str
    until: date | None
    more: str
    status: Status = Status.NURTURE
    closed_on: date | None = None


def back(titles: Sequence[str]) -> str:
    """The sentence that deals are back."""
    if len(titles) == 1:
        return f"{titles[0]} is {_BACK}"
    return f"{many(len(titles), 'deal')} are {_BACK}"


def subject(reason: str | None) -> str:
    """What the follow-up of a deal that is back is about."""
    return f"{_BACK}: {reason}" if reason else _BACK


def told(steps: Sequence[Step], product: str) -> str:
    """What to say of the steps, among these, by which the ``product`` brought deals back."""
    found = [
        step
        for step in steps
        if step.actor == product and step.kind is StepKind.DO and step.title.endswith(_BACK)
    ]
    if len(found) < 2:
        return found[0].title if found else ""
    return f"{many(sum(step.deals for step in found), 'deal')} are {_BACK}"
