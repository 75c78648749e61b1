"""The fields of two that are to be merged, side by side, and whose value is kept."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from pipeboard.domain.days import written
from pipeboard.domain.merging import Kind, MergedField, Side
from pipeboard.domain.money import Money, readable
from pipeboard.store import deals
from pipeboard.store.database import Connection

_Row = dict[str, Any]

_NAMES = {
    Kind.DEAL: (
        *("title", "value", "company", "owner", "source", "campaign", "probability"),
        *("forecast category", "created on", "expected close", "contract end"),
        *("need", "budget", "authority", "timeline", "sold from"),
    ),
    Kind.CONTACT: ("name", "company", "title", "left on"),
    Kind.COMPANY: ("name", "industry", "website", "notes"),
}
_OF_STATUS = ("closed on", "reason", "nurture until")
"""What a deal has by its status: a choice only between two of the same."""

_COLUMNS = {
    "value": ("value", "currency"),
    "company": ("company_id",),
    "sold from": ("sold_from_id",),
}
_JOINED = frozenset(("notes",))
"""Texts of which both can be kept."""


@dataclass(frozen=True, slots=True)
class Found:
    """A field as it is shown, and ``put``, which writes the value of a side that is not the kept
    one's into the columns of the kept one; these are given to it as they were, too.
    """

    field: MergedField
    put: Callable[[_Row, _Row, Side], None]


def read(connection: Connection, kind: Kind, keep: _Row, other: _Row) -> list[Found]:
    """The fields of which at least one of the two has something, in their order."""
    names = list(_NAMES[kind])
    if kind is Kind.DEAL and keep["status"] == other["status"]:
        names += _OF_STATUS
    text = _Texts(connection, keep, other)
    found = [_field(name, keep, other, text) for name in names]
    if kind is Kind.DEAL:
        custom = {**keep["custom"], **other["custom"]}
        found += [_custom(name, keep, other) for name in custom]
    return [each for each in found if each.field.kept or each.field.other]


def people(connection: Connection, ids: Iterable[int]) -> tuple[str, ...]:
    """The names of contacts."""
    wanted = list(ids)
    known = deals.contacts_by_id(connection, wanted)
    return tuple(known[each].name for each in reversed(wanted))


def _field(name: str, keep: _Row, other: _Row, text: "_Texts") -> Found:
    columns = _COLUMNS.get(name, (name.replace(" ", "_"),))
    if name == "sold from":
        return _sold_from(keep, other, text)
    same = all(keep[column] == other[column] for column in columns)
    empty = keep[columns[0]] in (None, "")
    theirs = other[columns[0]] not in (None, "")
    if name == "value" and empty and not theirs:
        same = True
    side = Side.OTHER if empty and theirs and _fills(name, keep, other) else Side.KEPT
    sides = (Side.KEPT,) if same else (Side.KEPT, Side.OTHER)
    if name in _JOINED and not (same or empty) and theirs:
        side, sides = Side.BOTH, (*sides, Side.BOTH)

    def put(after: _Row, was: _Row, chosen: Side) -> None:
        for column in columns:
            after[column] = other[column]
            if chosen is Side.BOTH:
                after[column] = f"{was[column]}\n{other[column]}"

    shown = text.of(name, columns[0], keep), text.of(name, columns[0], other)
    return Found(MergedField(name, name, *shown, side, sides), put)


def _fills(name: str, keep: _Row, other: _Row) -> bool:
    """Whether the other's value takes the place of none by itself.

    A probability does not: the kept deal's follows its stage. Nor does a day that would have the
    kept deal closed before it was created.
    """
    if name == "probability":
        return False
    if name not in ("created on", "closed on") or keep.get("status") == "open":
        return True
    created = keep["created_on"] or other["created_on"]
    closed = keep["closed_on"] or (other["closed_on"] if name == "closed on" else None)
    return created is None or closed is None or created <= closed


def _sold_from(keep: _Row, other: _Row, text: "_Texts") -> Found:
    """What the kept deal was sold from: not from the other one, which it is now itself."""
    mine = keep["sold_from_id"]
    theirs = other["sold_from_id"] if text.may_follow(other["sold_from_id"]) else None
    if mine is not None and not text.may_follow(mine):
        mine, taken_off = None, True
    else:
        taken_off = False
    side = Side.OTHER if taken_off or (mine is None and theirs is not None) else Side.KEPT
    if taken_off:
        sides: tuple[Side, ...] = (Side.OTHER,)
    else:
        sides = (Side.KEPT,) if theirs in (mine, None) else (Side.KEPT, Side.OTHER)

    def put(after: _Row, _was: _Row, _chosen: Side) -> None:
        after["sold_from_id"] = theirs

    shown = text.deal(keep["sold_from_id"]), text.deal(theirs)
    return Found(MergedField("sold from", "sold from", *shown, side, sides), put)


def _custom(name: str, keep: _Row, other: _Row) -> Found:
    mine, theirs = (str(row["custom"].get(name) or "") for row in (keep, other))

    def put(after: _Row, was: _Row, _chosen: Side) -> None:
        kept = {**was["custom"], **after.get("custom", {}), name: theirs}
        after["custom"] = {key: value for key, value in kept.items() if value}

    side = Side.OTHER if theirs and not mine else Side.KEPT
    sides = (Side.KEPT,) if mine == theirs else (Side.KEPT, Side.OTHER)
    return Found(MergedField(f"custom.{name}", name, mine, theirs, side, sides), put)


class _Texts:
    """The values of two rows in words."""

    def __init__(self, connection: Connection, keep: _Row, other: _Row) -> None:
        self._connection = connection
        self._pair = {keep["id"], other["id"]}

    def of(self, name: str, column: str, row: _Row) -> str:
        """A value in words, '' for none."""
        value = row[column]
        if name == "probability" and value is None:
            return "the stage's"
        if value in (None, ""):
            return ""
        if name == "value":
            return readable(Money(value, row["currency"]))
        if name == "company":
            found = deals.company(self._connection, value)
            return found.name if found else ""
        if name == "probability":
            return f"{value} %"
        return written(value) if isinstance(value, date) else str(value)

    def deal(self, deal_id: int | None) -> str:
        """The title of a deal, '' for none."""
        found = deals.get_many(self._connection, [deal_id] if deal_id else [])
        return f"{found[0].title} (#{found[0].id})" if found else ""

    def may_follow(self, deal_id: int | None) -> bool:
        """Whether the merged deal can be sold from a deal: not from itself, by whatever way."""
        passed: set[int] = set()
        while deal_id is not None and deal_id not in passed:
            if deal_id in self._pair:
                return False
            passed.add(deal_id)
            above = deals.get_many(self._connection, [deal_id])
            deal_id = above[0].sold_from_id if above else None
        return True
