"""Inserting very many rows: one statement, its parameters made ready for the driver here.

SQLAlchemy makes the statement and the types convert the values, as for any other insert; only its
bookkeeping for every single row is left out, which is more than half of the time.
"""

from collections.abc import Callable, Iterable, Mapping
from itertools import islice
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, Table, insert

_ROWS = 10_000
"""Rows given to the driver at a time."""


class Bulk:
    """An INSERT of rows of a table: of all columns, or all but those that are ``left_out``."""

    def __init__(self, connection: Connection, table: Table, *left_out: str) -> None:
        self._connection = connection
        names = [column.key for column in table.c if column.key not in left_out]
        made = insert(table).compile(dialect=connection.dialect, column_keys=names)
        self._statement = str(made)
        self._names = None if made.positional else names
        self._pick = itemgetter(*(made.positiontup or names))
        self._ready = [_processor(table, name, connection) for name in made.positiontup or names]

    def insert(self, rows: Iterable[Mapping[str, Any]]) -> None:
        """Inserts rows in their order; each must have each of the columns."""
        picked = map(self._pick, rows)
        while portion := list(islice(picked, _ROWS)):
            columns = zip(*portion, strict=True)
            values = zip(*map(_converted, columns, self._ready), strict=True)
            parameters: list[Any] = list(values)
            if self._names is not None:
                parameters = [dict(zip(self._names, row, strict=True)) for row in parameters]
            self._connection.exec_driver_sql(self._statement, parameters)


def _processor(table: Table, column: str, connection: Connection) -> Callable[[Any], Any] | None:
    """What turns a value of the column into the driver's, None when nothing is to be done."""
    kind = table.c[column].type.dialect_impl(connection.dialect)
    return kind.bind_processor(connection.dialect)


def _converted(values: Iterable[Any], ready: Callable[[Any], Any] | None) -> Iterable[Any]:
    return values if ready is None else map(ready, values)
