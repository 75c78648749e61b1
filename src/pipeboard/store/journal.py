"""The journal: the one door for writes.

A change is written as ONE statement that names what it expects to find: ``UPDATE ... WHERE id = ?
AND every before-column IS NOT DISTINCT FROM ?``. When no row answers, somebody else was there
first: that is a Conflict and the whole step is rolled back. The same statement is the edit, the
undo, the redo and the optimistic lock.
"""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import replace
from datetime import date, datetime
from itertools import groupby
from typing import Any

from sqlalchemy import (
    Connection,
    Delete,
    Table,
    Update,
    bindparam,
    case,
    delete,
    insert,
    update,
)

from pipeboard.domain.changes import Change, Step, StepKind, edit
from pipeboard.store import schema
from pipeboard.store.dialects import reserve_ids, translated
from pipeboard.store.types import Day, Instant

_NOT_UNDOABLE = {
    schema.step,
    schema.change,
    schema.standing,
    schema.preference,
    schema.schema_version,
}

JOURNALED: Mapping[str, Table] = {
    table.name: table for table in schema.metadata.sorted_tables if table not in _NOT_UNDOABLE
}
"""The tables that steps write, each after those that its rows refer to."""

OF_DEALS = tuple(table for table in JOURNALED.values() if "deal_id" in table.c)
"""Those of them whose rows belong to a deal, and go with it."""

_EMPTY: Mapping[str, Mapping[str, None]] = {
    name: {column.key: None for column in table.c if column.nullable}
    for name, table in JOURNALED.items()
}
"""What a new row has in the columns that may be empty, unless it is told."""

SOFT = {"deal": frozenset({"touched_on"})}
"""Columns that many steps write in passing: they never make a conflict, and taking a step back
restores them only while they still are as that step left them."""


class Ids:
    """Hands out ids for rows that are inserted in this transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._following: dict[str, tuple[int, int]] = {}

    def new(self, table: str, reserve: int = 1) -> int:
        """An id that no row of the table has or ever had; ``reserve`` are fetched at once."""
        following, end = self._following.get(table, (0, 0))
        if following >= end:
            following = max(reserve_ids(self._connection, table, reserve), end)
            end = following + reserve
        self._following[table] = (following + 1, end)
        return following


class Draft:
    """A step being written: applies each change at once and records it.

    Made by ``Database.step``; everything is committed together or not at all. ``title`` becomes
    the step's sentence.
    """

    def __init__(self, connection: Connection, actor: str, at: datetime, today: date) -> None:
        self.connection = connection
        self.actor = actor
        self.at = at
        self.today = today
        self.title = ""
        self.also = ""
        """What the title ends with, of what was not asked for but comes with the step."""
        self.kind = StepKind.DO
        self.reverses: int | None = None
        self.changes: list[Change] = []
        self.step: Step | None = None
        self._ids = Ids(connection)

    @property
    def says_something(self) -> bool:
        """Whether there is anything to write into the journal."""
        return bool(self.changes)

    def new_id(self, table: str, reserve: int = 1) -> int:
        """An id that no row of the table has or ever had.

        ``reserve`` is how many will be asked for in all, when that is known.
        """
        return self._ids.new(table, reserve)

    def insert(self, table: str, row: Mapping[str, Any], deal_id: int | None = None) -> int:
        """Adds a row under a new id, which is returned."""
        row_id = self.new_id(table)
        self.apply([Change(table, row_id, None, {"id": row_id, **row}, deal_id)])
        return row_id

    def edit(
        self,
        table: str,
        row_id: int,
        before: Mapping[str, Any],
        after: Mapping[str, Any],
        deal_id: int | None = None,
    ) -> bool:
        """Changes the columns named in ``after``; False when they are so already."""
        change = edit(table, row_id, before, after, deal_id)
        if change is not None:
            self.apply([change])
        return change is not None

    def delete(self, table: str, row: Mapping[str, Any], deal_id: int | None = None) -> None:
        """Removes a row that is as given, whole."""
        self.apply([Change(table, row["id"], dict(row), None, deal_id)])

    def apply(self, changes: Iterable[Change]) -> None:
        """Writes changes in their order; raises Conflict when a row is not as expected.

        Columns of new rows that may be empty need no value.
        """
        changes = [whole(change) for change in changes]
        taking_back = self.kind is not StepKind.DO
        for _, alike in groupby(changes, key=shape):
            group = list(alike)
            with translated(self.connection.engine.url, _called(group)):
                write(self.connection, group, taking_back=taking_back, actor=self.actor)
        self.changes += changes

    def touch(self, deal_id: int, touched_on: date | None) -> None:
        """Notes that somebody worked on the deal today."""
        self.edit("deal", deal_id, {"touched_on": touched_on}, {"touched_on": self.today}, deal_id)


_NAMING = ("name", "subject", "label", "item", "title", "period")
"""The columns by which a message names a row, the first of them that it has."""


def called(table: str) -> str:
    """What a message calls a row of a table, before its name."""
    return "tick of" if table == "deal_check" else table.replace("_", " ")


def _called(changes: Sequence[Change]) -> str:
    """What a message calls the row of these changes, or one of their rows."""
    thing = called(changes[0].table)
    if len(changes) > 1:
        return f"one of {len(changes):,} rows ({thing})"
    row = changes[0].after or changes[0].before or {}
    name = next((row[key] for key in _NAMING if row.get(key)), "")
    return f"the {thing} {name}".rstrip()


def whole(change: Change) -> Change:
    """An insert with what the columns have that it does not name."""
    if change.before is not None or change.after is None:
        return change
    return replace(change, after={**_EMPTY[change.table], **change.after})


def shape(change: Change) -> tuple[object, ...]:
    """Changes of one shape are written by one statement with many parameters."""
    before = None if change.before is None else tuple(change.before)
    after = None if change.after is None else tuple(change.after)
    return change.table, before, after


def write(
    connection: Connection, changes: Sequence[Change], *, taking_back: bool, actor: str = ""
) -> None:
    """Applies changes of one shape; raises Conflict unless each finds its row as expected.

    ``actor`` is whoever is told of the conflict.
    """
    first = changes[0]
    table = JOURNALED[first.table]
    if first.before is None:
        connection.execute(insert(table), [dict(change.after or {}) for change in changes])
        return
    soft = SOFT.get(first.table, frozenset())
    guard = [table.c.id == bindparam("_id")]
    guard += [
        table.c[key].is_not_distinct_from(bindparam(f"_was_{key}", type_=table.c[key].type))
        for key in first.before
        if key != "id" and key not in soft
    ]
    unchecked = frozenset() if taking_back and first.after is not None else soft
    rows = [_parameters(change, unchecked) for change in changes]
    statement: Delete | Update = delete(table).where(*guard)
    if first.after is not None:
        new = {key: _new_value(table, key, taking_back and key in soft) for key in first.after}
        statement = update(table).where(*guard).values(new)
    with connection.begin_nested() if len(changes) > 1 else nullcontext() as before:
        result = connection.execute(statement, rows)
        if result.rowcount == len(changes):
            return
        if before is not None:
            before.rollback()  # else the rows that were as expected would differ as well
    from pipeboard.store.clashes import clash

    raise clash(connection, table, changes, actor, taking_back=taking_back)


def _parameters(change: Change, unchecked: frozenset[str]) -> dict[str, Any]:
    """What a change's statement binds; the old values of ``unchecked`` columns are not asked for."""
    was = {
        f"_was_{key}": value
        for key, value in (change.before or {}).items()
        if key != "id" and key not in unchecked
    }
    now = {f"_now_{key}": value for key, value in (change.after or {}).items() if key != "id"}
    return {"_id": change.id} | was | now


def _new_value(table: Table, key: str, only_if_unchanged: bool) -> Any:
    column = table.c[key]
    value = bindparam(f"_now_{key}", type_=column.type)
    if not only_if_unchanged:
        return value
    unchanged = column.is_not_distinct_from(bindparam(f"_was_{key}", type_=column.type))
    return case((unchanged, value), else_=column)


def record(draft: Draft) -> Step:
    """Writes the step and its changes into the journal; the last part of a step."""
    values = step_row(
        draft.at,
        draft.today,
        draft.actor,
        draft.kind,
        draft.title,
        draft.changes,
        reverses=draft.reverses,
    )
    step_id = draft.connection.execute(
        insert(schema.step).values(values).returning(schema.step.c.id)
    ).scalar_one()
    if draft.changes:
        rows = [change_row(step_id, change) for change in draft.changes]
        draft.connection.execute(insert(schema.change), rows)
    return Step(id=step_id, **values)


def step_row(
    at: datetime,
    day: date,
    actor: str,
    kind: StepKind,
    title: str,
    changes: Iterable[Change],
    *,
    reverses: int | None = None,
) -> dict[str, Any]:
    """A step as its table holds it; ``day`` is the date that it was for whoever did it."""
    deals = len({change.deal_id for change in changes if change.deal_id is not None})
    return {
        "at": at,
        "day": day,
        "actor": actor,
        "kind": kind,
        "title": title,
        "reverses": reverses,
        "deals": deals,
    }


def change_row(step_id: int, change: Change) -> dict[str, Any]:
    """A change as its table holds it."""
    return {
        "step_id": step_id,
        "table": change.table,
        "row_id": change.id,
        "before": change.before,
        "after": change.after,
        "deal_id": change.deal_id,
    }


def decode(table: str, row: Mapping[str, Any] | None) -> dict[str, Any] | None:
    """A row as it was before its dates and instants became ISO text."""
    if row is None:
        return None
    columns = JOURNALED[table].c
    return {key: _decoded(columns[key].type, value) for key, value in row.items()}


def _decoded(kind: object, value: Any) -> Any:
    if value is None:
        return None
    if isinstance(kind, Day):
        return date.fromisoformat(value)
    if isinstance(kind, Instant):
        return datetime.fromisoformat(value)
    return value
