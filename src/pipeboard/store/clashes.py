"""What is told of a row that is not as a change expects it: how it differs, and who did that."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, Table, func, select

from pipeboard.domain.changes import PRODUCT, Change, Row
from pipeboard.errors import Conflict
from pipeboard.store import schema
from pipeboard.store.batching import batches
from pipeboard.store.journal import OF_DEALS, SOFT, called, decode

_RECENT = 10_000
"""Changes among which those of a row that belongs to no deal are looked for: no index finds them."""

_BACK = "came back from nurture meanwhile"
_CLOSED = {"won": "won", "lost": "lost", "nurture": "put aside", "open": "reopened"}

_NOTHING = "nothing was written"
_LOOK = f"{_NOTHING}, look again"


@dataclass(frozen=True, slots=True)
class _Doing:
    """Who last changed something, as the person who is told of it would say it; "" when unknown."""

    who: str
    when: str
    step_id: int | None = None

    def told(self, verb: str, what: str) -> str:
        """A sentence on it, without a doer where that is not known."""
        if self.who:
            return f"{self.who} {verb} {what} {self.when}"
        return f"{what} was {verb} meanwhile"


def clash(
    connection: Connection,
    table: Table,
    changes: Sequence[Change],
    actor: str,
    *,
    taking_back: bool,
) -> Conflict:
    """The conflict of changes, none of which is written, with what is there now."""
    now: dict[int, Row | None] = {}
    for part in batches(change.id for change in changes):
        query = table.select().where(table.c.id.in_(part))
        now |= {row["id"]: dict(row) for row in connection.execute(query).mappings()}
    for change in changes:
        row = now.get(change.id)
        key = _differing(table, change, row)
        if row is None or key:
            doing = _doing(connection, change, row, key, actor, taking_back=taking_back)
            return _told(connection, table, change, row, key or "", doing)
        now[change.id] = {**row, **change.after} if change.after is not None else None
    return Conflict("the same thing was changed meanwhile", _NOTHING)


def _differing(table: Table, change: Change, row: Row | None) -> str | None:
    """The first column in which a row is not as a change expects it."""
    soft = SOFT.get(table.name, frozenset())
    expected = (change.before or {}).items()
    return next(
        (key for key, value in expected if row and key not in soft and row[key] != value), None
    )


def _told(
    connection: Connection,
    table: Table,
    change: Change,
    row: Row | None,
    key: str,
    doing: _Doing,
) -> Conflict:
    known = row or change.before or {}
    if doing.who == PRODUCT and (back := _came_back(connection, change, doing)):
        return Conflict(f"{back} {_BACK}", _LOOK)
    naming = ("title", "name", "subject", "item", "period")
    name = next((known[key] for key in naming if known.get(key)), None)
    if table is schema.stage_visit:
        query = select(schema.deal.c.title).where(schema.deal.c.id == change.deal_id)
        title = connection.execute(query).scalar() or "the deal"
        return Conflict(doing.told(_verb(connection, change, doing), title), _LOOK)
    thing = called(table.name)
    if row is None:
        which = f"the {thing} {name}" if name else f"the {thing}"
        why = f"{doing.who} deleted it" if doing.who else "it was deleted"
        return Conflict(f"{which} is gone: {why}", _NOTHING)
    if table is schema.deal and key == "stage_id":
        return Conflict(doing.told("moved", str(name)), _LOOK)
    what = key.removesuffix("_id").replace("_", " ")
    return Conflict(doing.told("changed", f"the {what} of {name or f'{thing} {change.id}'}"), _LOOK)


def _came_back(connection: Connection, change: Change, doing: _Doing) -> str:
    """The title of the deal, if what was done to it is that it came back from nurture; else ""."""
    table = schema.change
    query = select(table.c.before, table.c.after).where(
        table.c.step_id == doing.step_id,
        table.c.table == schema.deal.name,
        table.c.row_id == change.deal_id,
    )
    for before, after in connection.execute(query):
        if (before or {}).get("status") == "nurture" and (after or {}).get("status") == "open":
            title = select(schema.deal.c.title).where(schema.deal.c.id == change.deal_id)
            return connection.execute(title).scalar() or "the deal"
    return ""


def _verb(connection: Connection, visit: Change, doing: _Doing) -> str:
    """What was done to a deal whose stay in a stage is not as it was."""
    table = schema.change
    query = select(table.c.after).where(
        table.c.step_id == doing.step_id,
        table.c.table == schema.deal.name,
        table.c.row_id == visit.deal_id,
    )
    for after in connection.execute(query).scalars():
        if after and "status" in after:
            return _CLOSED.get(after["status"], "moved")
    return "moved"


def _doing(
    connection: Connection,
    change: Change,
    row: Row | None,
    key: str | None,
    actor: str,
    *,
    taking_back: bool,
) -> _Doing:
    """Who last wrote the column of the row, or deleted the row when there is none."""
    table, step = schema.change, schema.step
    query = (
        select(step.c.id, step.c.actor, table.c.after)
        .join(step, step.c.id == table.c.step_id)
        .where(table.c.table == change.table, table.c.row_id == change.id)
        .order_by(table.c.id.desc())
    )
    if change.table in {schema.deal.name, *(each.name for each in OF_DEALS)}:
        touched = select(table.c.step_id).where(table.c.deal_id == change.deal_id)
        query = query.where(table.c.step_id.in_(touched))
    else:
        newest = select(func.max(table.c.id)).scalar_subquery()
        query = query.where(table.c.id > newest - _RECENT)
    for found in connection.execute(query):
        after = decode(change.table, found.after)
        if after is not None and key is not None and key not in after:
            continue
        if (after and after.get(key or "")) != (row and row.get(key or "")):
            break  # what is there is no step's work
        own = found.actor == actor
        when = "later" if own and taking_back else "meanwhile"
        return _Doing("you" if own else found.actor, when, found.id)
    return _Doing("", "")
