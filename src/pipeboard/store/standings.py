"""How deals stood over time, drawn from the journal.

``follow`` is called for every step, the others where steps of the past are written and a database
is brought up to date. All read what was done to the deals and still holds: a step that was taken
back does not count, and one that was done again counts where it was done again.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, fields
from typing import Any

from sqlalchemy import ColumnElement, Connection, delete, func, select

from pipeboard.domain.changes import Change, Row, StepKind
from pipeboard.domain.standings import TRACKED, Event, Standing, timeline
from pipeboard.store import schema
from pipeboard.store.batching import batches
from pipeboard.store.bulk import Bulk
from pipeboard.store.journal import decode

_change, _step, _table = schema.change, schema.step, schema.standing
Homes = Mapping[int, Collection[int]]
_IDS = 5_000
"""Deals whose standings are drawn at a time."""


def follow(connection: Connection, changes: Iterable[Change]) -> None:
    """Draws anew how the deals stood of which a step, that is in the journal by now, tells."""
    told = [change for change in changes if change.table == "deal" and _tells(change)]
    if told:
        merged = ((change.id, change.deal_id or change.id) for change in told)
        draw(connection, sorted({change.id for change in told}), _homes(merged))


def draw(connection: Connection, deal_ids: Sequence[int], homes: Homes | None = None) -> None:
    """Draws anew how these deals stood.

    ``homes`` are for each that was merged the deals into which it was.
    """
    into = Bulk(connection, _table)
    for part in batches(deal_ids):
        connection.execute(delete(_table).where(_table.c.deal_id.in_(part)))
        further = (home for deal_id in part for home in (homes or {}).get(deal_id, ()))
        within = sorted({*part, *further})
        into.insert(_drawn(connection, _change.c.deal_id.in_(within), _change.c.row_id.in_(part)))


def draw_all(connection: Connection) -> None:
    """Draws anew how all deals stood that the journal knows of."""
    connection.execute(delete(_table))
    last = connection.execute(select(func.max(_change.c.deal_id))).scalar() or 0
    into = Bulk(connection, _table)
    for start in range(1, last + 1, _IDS):
        ids = start, start + _IDS - 1
        into.insert(
            _drawn(connection, _change.c.deal_id.between(*ids), _change.c.row_id.between(*ids))
        )
    query = select(_change.c.row_id, _change.c.deal_id).where(
        _change.c.table == "deal", _change.c.row_id != _change.c.deal_id
    )
    homes = _homes((row.row_id, row.deal_id) for row in connection.execute(query))
    draw(connection, sorted(homes), homes)


def of_deals(connection: Connection, deal_ids: Collection[int]) -> dict[int, tuple[Standing, ...]]:
    """How each deal stood, one standing after the other."""
    columns = [_table.c[each.name] for each in fields(Standing)]
    found: dict[int, list[Standing]] = defaultdict(list)
    for part in batches(deal_ids):
        query = select(_table.c.deal_id, *columns).where(_table.c.deal_id.in_(part))
        for deal_id, *values in connection.execute(query.order_by(_table.c.number)):
            found[deal_id].append(Standing(*values))
    return {deal_id: tuple(stood) for deal_id, stood in found.items()}


def _homes(pairs: Iterable[tuple[int, int]]) -> Homes:
    """By the deals that were merged those into which they were."""
    found: dict[int, set[int]] = defaultdict(set)
    for deal_id, home in pairs:
        if home != deal_id:
            found[deal_id].add(home)
    return found


def _tells(change: Change) -> bool:
    """Whether a change of a deal tells of how it stands."""
    if change.before is None or change.after is None:
        return True
    return not TRACKED.isdisjoint(change.after)


def _drawn(connection: Connection, *of: ColumnElement[bool]) -> Iterator[dict[str, Any]]:
    """The rows of the standings of deals."""
    query = (
        select(
            *(_change.c.row_id, _change.c.deal_id, _change.c.after),
            *(_step.c.id, _step.c.day, _step.c.kind, _step.c.reverses),
        )
        .join(_step, _step.c.id == _change.c.step_id)
        .where(_change.c.table == "deal", *of)
        .order_by(_change.c.id)
    )
    by_deal: dict[int, list[Any]] = defaultdict(list)
    for row in connection.execute(query):
        by_deal[row.row_id].append(row)
    for deal_id, rows in by_deal.items():
        for number, standing in enumerate(timeline(_events(rows))):
            yield {"deal_id": deal_id, "number": number, **asdict(standing)}


def _events(rows: Sequence[Any]) -> list[Event]:
    """What was done to one deal and still holds, in the order in which it came to hold."""
    held = _held(rows)
    first = rows[0]
    events: list[Event] = []
    if held[first.id][0]:
        done = [row for row in rows[1:] if row.kind == StepKind.DO and held[row.id][0]]
        done.sort(key=lambda row: held[row.id][1])
        events = [_event(row) for row in (first, *done)]
    if any(row.kind != StepKind.DO for row in rows):
        events += _what_else(events, rows)
    return events


def _held(rows: Sequence[Any]) -> dict[int, tuple[bool, int]]:
    """Of each step whether it holds, and the last step that had a say in it."""
    over: dict[int, list[int]] = defaultdict(list)
    for row in rows:
        if row.kind != StepKind.DO:
            over[row.reverses].append(row.id)
    held: dict[int, tuple[bool, int]] = {}
    for step_id in sorted({row.id for row in rows}, reverse=True):
        says = [held[each] for each in over[step_id]]
        last = max((last for _, last in says), default=step_id)
        held[step_id] = not any(holding for holding, _ in says), last
    return held


def _event(row: Any) -> Event:
    return Event(row.day, decode("deal", row.after), row.deal_id != row.row_id)


def _what_else(events: Sequence[Event], rows: Sequence[Any]) -> list[Event]:
    """What is so in the end although nothing that holds has made it so.

    Two people can do and take back the same thing in turns, so that what stays is what neither of
    their steps that hold has left.
    """
    told, there = (
        _in_the_end(each.after for each in found) for found in (events, map(_event, rows))
    )
    if told is None or there is None:
        differs = told is not there
    else:
        differs = any(told[key] != there[key] for key in TRACKED)
    return [Event(rows[-1].day, there)] if differs else []


def _in_the_end(afters: Iterable[Row | None]) -> Row | None:
    """The row after all these changes; one that went and came back has what it had before."""
    row: Row = {}
    gone = True
    for after in afters:
        gone = after is None
        row = {**row, **(after or {})}
    return None if gone else row
