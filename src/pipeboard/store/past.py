"""Steps of the past, many at once: for made-up data and for files that bring their history.

What is left in the database is what the same steps would have left one by one: rows as the last of
them made them, and every step with all its changes in the journal.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection

from pipeboard.domain.changes import Change, Row, StepKind
from pipeboard.errors import Conflict
from pipeboard.store import schema, standings
from pipeboard.store.bulk import Bulk
from pipeboard.store.journal import JOURNALED, SOFT, Ids, change_row, shape, step_row, whole, write

_STEPS = 50_000
"""Steps after which rows are written: until then edits of new rows are made in memory."""

_CHANGES = 20_000
"""Changes held in memory before they go into the journal."""

_IDS = 1000
"""Ids of a table fetched at a time."""


class Past:
    """Takes steps in the order in which they happened, each with its changes.

    Rows are added whole and edited, never deleted. Everything is in the database after ``write``;
    all of it belongs to the connection's open transaction, in which nothing else is written.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._ids = Ids(connection)
        self._tables = {name: Bulk(connection, table) for name, table in JOURNALED.items()}
        self._step = Bulk(connection, schema.step)
        self._change = Bulk(connection, schema.change, "id")
        self._steps: list[dict[str, Any]] = []
        self._changes: list[dict[str, Any]] = []
        self._added: dict[str, dict[int, dict[str, Any]]] = {name: {} for name in JOURNALED}
        self._edited: dict[tuple[str, int], Change] = {}
        self._taken = 0
        self._deals: set[int] = set()

    def new_id(self, table: str) -> int:
        """An id that no row of the table has or ever had."""
        return self._ids.new(table, _IDS)

    def add(
        self, at: datetime, day: date, actor: str, title: str, changes: Sequence[Change]
    ) -> None:
        """Takes a step that somebody did, on their ``day``; raises Conflict when a row is not as it expects.

        Columns of new rows that may be empty need no value.
        """
        changes = [whole(change) for change in changes]
        step = step_row(at, day, actor, StepKind.DO, title, changes)
        step["id"] = step_id = self.new_id("step")
        self._steps.append(step)
        for change in changes:
            self._take(change)
            if change.table == "deal":
                self._deals.add(change.id)
            self._changes.append(change_row(step_id, change))
        self._taken += 1
        if self._taken % _STEPS == 0:
            self.write()
        elif len(self._changes) >= _CHANGES:
            self._write_journal()

    def write(self) -> None:
        """Writes what was taken since the last time."""
        for name, rows in self._added.items():
            self._tables[name].insert(rows.values())
            rows.clear()
        for group in _alike(self._edited.values()):
            write(self._connection, group, taking_back=False)
        self._edited.clear()
        self._write_journal()
        standings.draw(self._connection, sorted(self._deals))
        self._deals.clear()

    def _write_journal(self) -> None:
        self._step.insert(self._steps)
        self._change.insert(self._changes)
        self._steps.clear()
        self._changes.clear()

    def _take(self, change: Change) -> None:
        """Merges a change into what is to become of its row."""
        if change.after is None:
            message = f"the past deletes nothing, but {change} does"
            raise ValueError(message)
        if change.before is None:
            self._added[change.table][change.id] = dict(change.after)
            return
        row = self._added[change.table].get(change.id)
        if row is not None:
            _require_expected(change, row)
            row.update(change.after)
            return
        key = change.table, change.id
        earlier = self._edited.get(key)
        if earlier is not None and earlier.before is not None and earlier.after is not None:
            _require_expected(change, earlier.after)
            before = {**change.before, **earlier.before}
            after = {**earlier.after, **change.after}
            change = Change(change.table, change.id, before, after, change.deal_id)
        self._edited[key] = change


def _require_expected(change: Change, row: Row) -> None:
    soft = SOFT.get(change.table, frozenset())
    for key, value in (change.before or {}).items():
        if key in row and key not in soft and row[key] != value:
            raise Conflict(
                f"the {change.table} {change.id} has another {key} than the past expects"
            )


def _alike(changes: Iterable[Change]) -> Iterable[list[Change]]:
    """Changes that one statement can write."""
    groups: dict[tuple[object, ...], list[Change]] = defaultdict(list)
    for change in changes:
        groups[shape(change)].append(change)
    return groups.values()
