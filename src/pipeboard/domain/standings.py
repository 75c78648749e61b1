"""How a deal stood over time: open or not, whose, in which pipeline, worth what.

It follows from what was done to the deal and still holds, with the dates that the deal itself
names. A closing counts from the deal's ``closed_on`` and the first standing from its
``created_on``, whenever they were written down; everything else counts from its own day, but
nothing from before the deal was created.
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

_CLOSED = (Status.WON, Status.LOST)


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

    What is changed of a deal that is won or lost is a correction of how it was closed. A closing
    takes the place of what was written since its day, and of a closing that it corrects.
    """
    row: dict[str, Any] = {}
    found: list[Standing] = []
    for event in events:
        if event.after is None:
            status = MERGED if event.merged else DELETED
            found.append(replace(found[-1], from_on=event.day, status=status, since_unknown=False))
            continue
        before, row = row, {**row, **event.after}
        if not found:
            found = _beginning(row, event.day)
        elif row["status"] in _CLOSED:
            turned = row["status"] != before["status"]
            found = _closed(found if turned else found[:-1], row, found[-1], turned, event.day)
        elif row["status"] != before["status"]:
            found = [*_before(found, event.day), _as(row, event.day)]
        else:
            now = _as(row, event.day)
            if now != replace(found[-1], from_on=event.day, since_unknown=False):
                found = [*found, now]
    return _laid_out(found, row)


def _as(row: Row, from_on: date, *, since_unknown: bool = False) -> Standing:
    values = {key: row[key] for key in ("status", *_KEPT, *_FURTHER)}
    return Standing(from_on, None, since_unknown, **values)


def _beginning(row: Row, day: date) -> list[Standing]:
    """How a new deal stands; one that is not open any more was so before."""
    if row["status"] == Status.OPEN:
        return [_as(row, day)]
    opened = _as({**row, "status": Status.OPEN}, day)
    closed = row["closed_on"] if row["status"] in _CLOSED else None
    return [opened, _as(row, closed or day, since_unknown=closed is None)]


def _closed(
    found: list[Standing], row: Row, last: Standing, turned: bool, day: date
) -> list[Standing]:
    """A deal that is won or lost: since the day that it says, else since it became so."""
    since: date = row["closed_on"] or (day if turned else last.from_on)
    kept = _before(found, since)
    while len(kept) > 1 and kept[-1].status in _CLOSED:
        kept.pop()
    return [*kept, _as(row, since, since_unknown=row["closed_on"] is None)]


def _before(found: Sequence[Standing], day: date) -> list[Standing]:
    """The standings that began by a day; the first one in any case."""
    kept = list(found)
    while len(kept) > 1 and kept[-1].from_on > day:
        kept.pop()
    return kept


def _laid_out(found: Sequence[Standing], row: Row) -> list[Standing]:
    """The standings with their days, each from where the one before ends.

    The first one begins when the deal says that it was created, and nothing happened before.
    """
    if not found:
        return []
    begin: date = row["created_on"] or min(each.from_on for each in found)
    if row["status"] in _CLOSED and row["closed_on"] is not None:
        begin = min(begin, row["closed_on"])
    days = [begin]
    for each in found[1:]:
        days.append(max(each.from_on, days[-1]))
    untils: list[date | None] = [*days[1:], None]
    laid = [
        replace(each, from_on=day, until_on=until)
        for each, day, until in zip(found, days, untils, strict=True)
    ]
    laid[0] = replace(laid[0], since_unknown=row["created_on"] is None)
    return laid
