"""Two of a kind becoming one: what is kept of each, field by field."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from pipeboard.domain.people import Role

MERGED = "Merged "
"""How the sentence of a merge begins."""


class Kind(StrEnum):
    """What can be merged."""

    DEAL = "deal"
    CONTACT = "contact"
    COMPANY = "company"

    @property
    def several(self) -> str:
        """More than one of them."""
        return {"deal": "deals", "contact": "contacts", "company": "companies"}[self.value]


class Side(StrEnum):
    """Whose value of a field is kept."""

    KEPT = "kept"
    OTHER = "other"
    BOTH = "both"
    """One text after the other; only where a field can hold that."""


@dataclass(frozen=True, slots=True)
class Party:
    """One of the two, as sentences name it."""

    id: int
    name: str

    def __str__(self) -> str:
        return f"{self.name} (#{self.id})"


@dataclass(frozen=True, slots=True)
class MergedField:
    """A field with the values that the two have, in words, and whose is kept unless told.

    ``sides`` are those that can be chosen, the first one again where there is no choice.
    """

    name: str
    label: str
    kept: str
    other: str
    side: Side
    sides: tuple[Side, ...]

    def value(self, side: Side) -> str:
        """The value that is kept by a choice, in words."""
        if side is Side.BOTH:
            return f"{self.kept} / {self.other}"
        return self.kept if side is Side.KEPT else self.other

    def dropped(self, side: Side) -> str:
        """What is given up by a choice, in words; empty when nothing is."""
        if side is Side.BOTH or self.kept == self.other:
            return ""
        return self.other if side is Side.KEPT else self.kept


@dataclass(frozen=True, slots=True)
class United:
    """What is kept of both: how many the two have, and how many there are then."""

    label: str
    kept: int
    other: int
    together: int
    names: tuple[str, ...] = ()
    """What there is then, in words, where it is short."""


@dataclass(frozen=True, slots=True)
class Merge:
    """How ``other`` would go into ``keep``, and the rows of both as they were seen."""

    kind: Kind
    keep: Party
    other: Party
    fields: tuple[MergedField, ...]
    united: tuple[United, ...]
    goes: tuple[str, ...]
    """What is not kept of the other and cannot be chosen, in words."""
    seen: Mapping[str, Sequence[Mapping[str, Any]]]

    @property
    def title(self) -> str:
        """The sentence of the step."""
        return f"{MERGED}{self.other} into {self.keep}"


@dataclass(frozen=True, slots=True)
class Candidate:
    """One of several that may be the same, with what tells it from the others."""

    id: int
    name: str
    about: str


@dataclass(frozen=True, slots=True)
class Duplicates:
    """Several that may be the same, the oldest first, and why."""

    kind: Kind
    members: tuple[Candidate, ...]
    why: tuple[str, ...]


_WEIGHTS = (
    Role.DECISION_MAKER,
    Role.CHAMPION,
    Role.BLOCKER,
    Role.INFLUENCER,
    Role.USER,
    Role.OTHER,
)


def weightier(one: Role, other: Role) -> Role:
    """The role that says more of two that one person has on one deal."""
    return min(one, other, key=_WEIGHTS.index)


def joined(keys: Sequence[tuple[Any, str, int]]) -> list[tuple[tuple[int, ...], tuple[str, ...]]]:
    """The groups of ids that have keys in common, each with why, by their smallest ids.

    Each of ``keys`` is a key, what it means to have it in common, and an id that has it. Who has
    something in common with one of a group belongs to all of it.
    """
    of_key: dict[Any, tuple[str, list[int]]] = {}
    for key, why, row_id in keys:
        of_key.setdefault(key, (why, []))[1].append(row_id)
    shared = {key: (why, sorted(set(ids))) for key, (why, ids) in of_key.items()}
    shared = {key: found for key, found in shared.items() if len(found[1]) > 1}
    root: dict[int, int] = {}

    def top(row_id: int) -> int:
        while root.setdefault(row_id, row_id) != row_id:
            root[row_id] = root[root[row_id]]
            row_id = root[row_id]
        return row_id

    for _, ids in shared.values():
        for row_id in ids[1:]:
            low, high = sorted((top(ids[0]), top(row_id)))
            root[high] = low
    members: dict[int, list[int]] = {}
    for row_id in sorted(root):
        members.setdefault(top(row_id), []).append(row_id)
    reasons: dict[int, list[str]] = {}
    for why, ids in shared.values():
        told = reasons.setdefault(top(ids[0]), [])
        if why not in told:
            told.append(why)
    return [(tuple(ids), tuple(reasons[first])) for first, ids in sorted(members.items())]
