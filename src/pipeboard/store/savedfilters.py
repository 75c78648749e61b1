"""Reading the filters that were kept."""

from sqlalchemy import Connection, select

from pipeboard.domain.savedfilters import SavedFilter
from pipeboard.store.schema import saved_filter


def all_of_them(connection: Connection) -> list[SavedFilter]:
    """Every saved filter, by its letter."""
    query = select(saved_filter).order_by(saved_filter.c.letter)
    return [SavedFilter(**row) for row in connection.execute(query).mappings()]
