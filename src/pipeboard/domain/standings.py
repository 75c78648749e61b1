"""How a deal stood over time: open or not, whose, in which pipeline, worth what.

It follows from what was done to the deal and still holds, with the dates that the deal itself
names. A closing counts from the deal's ``closed_on`` and the first standing from its
``created_on``, whenever they were written down; everything else counts from its own day.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from pipeboard.domain.changes import Row
from pipeboard.domain.deals import Status

DELETED = "deleted"
MERGED = "merged"
"""What stands in place of a status when the deal itself is gone."""

_KEPT = ("pipeline_id", "owner", "currency", "value")
_FURTHER = ("probability", "expected_close", "forecast_category")
TRACKED = frozenset({"status", "created_on", "closed_on", *_KEPT, *_FURTHER})
"""The columns of a deal that say how it stands."""


@dataclass(frozen=True, slots=True)
class Event:
    """What a step made of a deal on a day: columns and their new values, None when it went.

    ``merged`` says of one that went that it went into another.
    """

    day: date
    after: Row | None
    merged: bool = False


@dataclass(frozen=True, slots=True)
class Standing:
    """How a deal stood from a day on, until the day before ``until_on`` (None: it still does).

    One that begins and ends on the same day was over by that evening. Where ``since_unknown`` is
    set the deal may have stood so long before: ``from_on`` is the first day of which that is known.
    """

    from_on: date
    until_on: date | None
    since_unknown: bool
    status: str
    pipeline_id: int
    owner: str
    currency: str
    value: int | None
    probability: int | None
    expected_close: date | None
    forecast_category: str | None

    @property
    def is_open(self) -> bool:
        """Whether the deal was to be won."""
        return self.status == Status.OPEN


def timeline(events: Iterable[Event]) -> list[Standing]:
    """The standings of a deal, one after the other, by the events of its life in their order.

    What is changed of a deal that is closed is a correction of how it was closed. A closing dated
    back takes the place of what was written since that date.
    """
    row: dict[str, Any] = {}
    found: list[Standing] = []
    for event in events:
        if event.after is None:
            found.append(_ended(found, event))
            continue
        before, row = row, {**row, **event.after}
        if not found:
            found = _beginning(row, event.day)
        elif row["status"] != before["status"]:
            found = _turned(found, row, event.day)
        elif row["status"] == Status.OPEN:
            found = _changed(found, row, event.day)
        else:
            found = _corrected(found, row, before)
        if row["created_on"] != before.get("created_on"):
            found[0] = _begun(found, row, event.day)
    return found


def _as(row: Row, from_on: date, *, since_unknown: bool = False) -> Standing:
    values = {key: row[key] for key in ("status", *_KEPT, *_FURTHER)}
    return Standing(from_on, None, since_unknown, **values)


def _beginning(row: Row, day: date) -> list[Standing]:
    created, closed = row["created_on"], row["closed_on"]
    if row["status"] == Status.OPEN:
        return [_as(row, created or day, since_unknown=created is None)]
    over = closed or day
    opened = _as({**row, "status": Status.OPEN}, min(created or over, over))
    opened = replace(opened, until_on=over, since_unknown=created is None)
    return [opened, _as(row, over, since_unknown=closed is None)]


def _begun(found: Sequence[Standing], row: Row, day: date) -> Standing:
    """The first standing, from when the deal says that it was created."""
    first = found[0]
    latest = first.until_on or row["created_on"] or day
    begin = min(row["created_on"] or first.from_on, latest)
    return replace(first, from_on=begin, since_unknown=row["created_on"] is None)


def _turned(found: list[Standing], row: Row, day: date) -> list[Standing]:
    """A deal that was closed, reopened, or closed in another way than before."""
    closed = row["closed_on"] if row["status"] in (Status.WON, Status.LOST) else None
    return _until(found, closed or day, row)


def _changed(found: list[Standing], row: Row, day: date) -> list[Standing]:
    """An open deal: as it is from this day on, where that is not as it was."""
    now = _as(row, max(day, found[-1].from_on))
    last = replace(found[-1], from_on=now.from_on, since_unknown=False)
    return found if now == last else [*_over(found, now.from_on), now]


def _corrected(found: list[Standing], row: Row, before: Row) -> list[Standing]:
    """A closed deal: it was closed as it is known now, and on the day that is known now."""
    last = found[-1]
    if row["closed_on"] != before["closed_on"] and row["closed_on"] is not None:
        return _until(found[:-1], row["closed_on"], row)
    return [*found[:-1], _as(row, last.from_on, since_unknown=last.since_unknown)]


def _until(found: list[Standing], day: date, row: Row) -> list[Standing]:
    """The standings before a day, and what a deal is from then on."""
    kept = list(found)
    while len(kept) > 1 and kept[-1].from_on > day:
        kept.pop()
    now = _as(row, max(day, kept[0].from_on))
    return [*_over(kept, now.from_on), now]


def _over(found: Sequence[Standing], day: date) -> list[Standing]:
    return [*found[:-1], replace(found[-1], until_on=day)]


def _ended(found: list[Standing], event: Event) -> Standing:
    """What stands for a deal that went."""
    last = found[-1]
    day = max(event.day, last.from_on)
    found[-1] = replace(last, until_on=day)
    status = MERGED if event.merged else DELETED
    return replace(last, from_on=day, until_on=None, since_unknown=False, status=status)
