"""The stage templates that were saved in the database."""

from typing import Any

from sqlalchemy import Connection, select

from pipeboard.store.schema import template


def saved(connection: Connection) -> list[dict[str, Any]]:
    """The rows of the templates that were saved, in the order in which that was."""
    query = select(template).order_by(template.c.id)
    return [dict(row) for row in connection.execute(query).mappings()]
