"""What refers to a row that is to go into another one."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, select

from pipeboard.domain.merging import Kind
from pipeboard.errors import NotFound
from pipeboard.store import gone, rows
from pipeboard.store.journal import JOURNALED

Rows = Sequence[dict[str, Any]]


def party(connection: Connection, kind: Kind, row_id: int) -> dict[str, Any]:
    """The whole row of a deal, contact or company; raises NotFound, which says who deleted it."""
    found = rows.find(connection, JOURNALED[kind], row_id)
    if found is None:
        raise missing(connection, kind, row_id)
    return found


def there(connection: Connection, kind: Kind, row_id: int) -> bool:
    """Whether there is a deal, contact or company with an id."""
    return rows.find(connection, JOURNALED[kind], row_id) is not None


def missing(connection: Connection, kind: Kind, row_id: int) -> NotFound:
    """The error of a row that is not there: what it was called and who deleted or merged it."""
    if kind is Kind.DEAL:
        return gone.deal(connection, row_id)
    return gone.party(connection, kind, row_id)


def references(kind: Kind) -> list[tuple[str, str]]:
    """Every table that refers to rows of this kind, with the column by which it does."""
    target = JOURNALED[kind].c.id
    return [
        (table.name, column.key)
        for table in JOURNALED.values()
        for column in table.c
        if column.references(target)
    ]


def referring(connection: Connection, table: str, column: str, ids: Sequence[int]) -> Rows:
    """The whole rows of a table that refer to one of these, in the order they were made."""
    stored = JOURNALED[table]
    query = select(stored).where(stored.c[column].in_(ids)).order_by(stored.c.id)
    return [dict(row) for row in connection.execute(query).mappings()]
