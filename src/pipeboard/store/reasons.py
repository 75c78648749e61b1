"""Reading the lists of reasons for won and lost."""

from typing import Any

from sqlalchemy import Connection, select

from pipeboard.domain.deals import Status
from pipeboard.domain.reasons import DEFAULTS
from pipeboard.store.schema import reason


def rows(connection: Connection, status: Status) -> list[dict[str, Any]]:
    """The rows of a list in order; none while nobody has edited it."""
    query = select(reason).where(reason.c.status == status).order_by(reason.c.rank, reason.c.id)
    return [dict(row) for row in connection.execute(query).mappings()]


def names(connection: Connection, status: Status) -> tuple[str, ...]:
    """The reasons of a status in order; the product's own list while nobody has edited it."""
    return tuple(row["name"] for row in rows(connection, status)) or DEFAULTS.get(status, ())
