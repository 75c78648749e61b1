"""How deals stood over time, drawn from the journal.

``follow`` is called for every step, the others where steps of the past are written and a database
is brought up to date. All read what was done to the deals and still holds: a step that was taken back does
not count, and one that was done again counts where it was done again.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from typing import Any

from sqlalchemy import ColumnElement, Connection, delete, func, select

from pipeboard.domain.changes import Change, StepKind
from pipeboard.domain.standings import TRACKED, Event, timeline
from pipeboard.store import schema
from pipeboard.store.batching import batches
from pipeboard.store.bulk import Bulk
from pipeboard.store.journal import decode

_change, _step, _table = schema.change, schema.step, schema.standing
_IDS = 5_000
"""Deals whose standings are drawn at a time."""


def follow(connection: Connection, changes: Iterable[Change]) -> None:
    """Draws anew how the deals stood of which a step, that is in the journal by now, tells."""
    told = [change for change in changes if change.table == "deal" and _tells(change)]
    ids = {change.id for change in told} | {change.deal_id or change.id for change in told}
    if ids:
        draw(connection, sorted(ids))


def draw(connection: Connection, deal_ids: Sequence[int]) -> None:
    """Draws anew how these deals stood; of merged ones both must be among them."""
    into = Bulk(connection, _table)
    for part in batches(deal_ids):
        connection.execute(delete(_table).where(_table.c.deal_id.in_(part)))
        of = _change.c.deal_id.in_(part), _change.c.row_id.in_(part)
        into.insert(_drawn(connection, *of))


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
    merged = {deal_id for pair in connection.execute(query) for deal_id in pair}
    draw(connection, sorted(merged))


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
    over: dict[int, list[int]] = defaultdict(list)
    for row in rows:
        if row.kind != StepKind.DO:
            over[row.reverses].append(row.id)
    held: dict[int, tuple[bool, int]] = {}

    def holds(step_id: int) -> tuple[bool, int]:
        """Whether a step holds, and the last step that had a say in it."""
        if step_id not in held:
            says = [holds(each) for each in dict.fromkeys(over[step_id])]
            last = max((last for _, last in says), default=step_id)
            held[step_id] = not any(holding for holding, _ in says), last
        return held[step_id]

    done = [row for row in rows if row.kind == StepKind.DO and holds(row.id)[0]]
    done.sort(key=lambda row: holds(row.id)[1])
    return [Event(row.day, decode("deal", row.after), row.deal_id != row.row_id) for row in done]
