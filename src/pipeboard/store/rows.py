"""Single rows of any table, whole and as they are stored: what a step edits or deletes."""

from typing import Any

from sqlalchemy import Connection, Table, select


def find(connection: Connection, table: Table, row_id: int) -> dict[str, Any] | None:
    """The row with an id, None when there is none."""
    found = connection.execute(select(table).where(table.c.id == row_id)).mappings().first()
    return None if found is None else dict(found)
