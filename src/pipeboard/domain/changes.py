"""Changes and steps: what the journal is made of."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

Row = Mapping[str, Any]
"""Column names and their values, as Python values (dates are dates)."""

PRODUCT = "pipeboard"
"""The actor of steps that nobody in particular did; no person's undo takes them back."""


@dataclass(frozen=True, slots=True)
class Change:
    """One row of one table going from ``before`` to ``after``.

    Only the columns that differ are named; ``None`` means that the row is absent, so an insert
    has ``before=None`` and a delete has ``after=None``, each with the whole row on the other side.
    ``deal_id`` is the deal that the change belongs to, if any: a deal's history is found by it.
    """

    table: str
    id: int
    before: Row | None
    after: Row | None
    deal_id: int | None = None

    def inverse(self) -> "Change":
        """The change that takes this one back."""
        return Change(self.table, self.id, self.after, self.before, self.deal_id)


MEANT_BY: Mapping[str, Mapping[str, str]] = {
    "deal": {"value": "currency"},
    "deal_contact": {"left_on": "contact_id"},
}
"""Columns that say nothing without another one, which a change of them names too: an amount is one
of its currency, then and when it is taken back; it is a contact who has left."""


def edit(
    table: str, row_id: int, before: Row, after: Row, deal_id: int | None = None
) -> Change | None:
    """The change that turns ``before`` into ``after``, or None when nothing differs.

    Columns that ``after`` does not name stay as they are; ``before`` has those that it names, and
    what they are meant by.
    """
    old = {key: before[key] for key, value in after.items() if before[key] != value}
    if not old:
        return None
    for key, by in MEANT_BY.get(table, {}).items():
        if key in old:
            old[by] = before[by]
    return Change(table, row_id, old, {key: after.get(key, old[key]) for key in old}, deal_id)


def inverted(changes: Sequence[Change]) -> list[Change]:
    """The changes that take these back, the last one first."""
    return [change.inverse() for change in reversed(changes)]


class StepKind(StrEnum):
    """How a step came about.

    ``LEAVE`` changes nothing: it says that the actor's undo leaves a step as it is from now on.
    """

    DO = "do"
    UNDO = "undo"
    REDO = "redo"
    REVERT = "revert"
    LEAVE = "leave"


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that a person did: the unit of undo and of the history.

    ``reverses`` is the step that an undo, a redo or a revert takes back, or that is left as it is;
    ``deals`` is the number of deals that the step touched, ``day`` the date of ``at`` for whoever
    did it.
    """

    id: int
    at: datetime
    day: date
    actor: str
    kind: StepKind
    title: str
    reverses: int | None
    deals: int
