"""What ids are called, for sentences."""

from collections.abc import Iterable

from sqlalchemy import Connection, Table, select

from pipeboard.domain.changes import Row
from pipeboard.domain.wording import Names
from pipeboard.store import schema
from pipeboard.store.batching import batches


def names(
    connection: Connection,
    companies: Iterable[int],
    contacts: Iterable[int],
    follow_ups: Iterable[int] = (),
    deals: Iterable[int] = (),
) -> Names:
    """The names of all stages and pipelines, and what is told of these others."""
    return Names(
        stages=_all(connection, schema.stage),
        pipelines=_all(connection, schema.pipeline),
        companies=_some(connection, schema.company, companies),
        contacts=_some(connection, schema.contact, contacts),
        follow_ups=_follow_ups(connection, follow_ups),
        deals=_some(connection, schema.deal, deals, "title"),
    )


def _all(connection: Connection, table: Table) -> dict[int, str]:
    return {row[0]: row[1] for row in connection.execute(select(table.c.id, table.c.name))}


def _some(
    connection: Connection, table: Table, ids: Iterable[int], column: str = "name"
) -> dict[int, str]:
    found: dict[int, str] = {}
    for part in batches(ids):
        query = select(table.c.id, table.c[column]).where(table.c.id.in_(part))
        found |= {row[0]: row[1] for row in connection.execute(query)}
    return found


def in_steps(connection: Connection, table: str, step_ids: Iterable[int]) -> dict[int, str]:
    """What the rows of a table are called that these steps added or deleted."""
    change = schema.change
    found: dict[int, str] = {}
    for part in batches(set(step_ids)):
        query = select(change.c.row_id, change.c.before, change.c.after).where(
            change.c.step_id.in_(part), change.c.table == table
        )
        for row_id, before, after in connection.execute(query):
            name = (after or before or {}).get("name")
            if name:
                found[row_id] = name
    return found


def _follow_ups(connection: Connection, ids: Iterable[int]) -> dict[int, Row]:
    table = schema.follow_up
    found: dict[int, Row] = {}
    for part in batches(ids):
        query = select(table.c.id, table.c.type, table.c.subject).where(table.c.id.in_(part))
        found |= {row["id"]: dict(row) for row in connection.execute(query).mappings()}
    return found
