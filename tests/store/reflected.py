"""What a database says about its schema, whatever statements made it."""

import re
from typing import Any

from sqlalchemy import Connection, inspect, text

COLLATED = re.compile(r'"?(\w+)"? \w+[^,]*? COLLATE "?(\w+)')
COLLATIONS = """
SELECT table_name, column_name, collation_name FROM information_schema.columns
WHERE table_schema = 'public' AND collation_name IS NOT NULL
"""


def reflected(connection: Connection) -> dict[str, dict[str, Any]]:
    """Columns, keys, references, indexes and what else there is to each table, in no order."""
    found = inspect(connection)
    return {
        table: {
            "columns": {
                column["name"]: (
                    column["type"].compile(connection.dialect),
                    column["nullable"],
                    column["default"],
                )
                for column in found.get_columns(table)
            },
            "key": found.get_pk_constraint(table),
            "references": by_name(found.get_foreign_keys(table)),
            "unique": by_name(found.get_unique_constraints(table)),
            "indexes": indexes(found.get_indexes(table)),
            "checks": by_name(found.get_check_constraints(table)),
            "ids are used once": counts(connection, table),
        }
        for table in found.get_table_names()
    } | {"": {"collations": collations(connection)}}


def by_name(things: Any) -> dict[str | None, Any]:
    """Reflected constraints or indexes, by their names."""
    return {thing["name"]: thing for thing in things}


def indexes(found: Any) -> dict[str | None, Any]:
    """Reflected indexes by their names, with the text of what they are limited to."""
    return {
        index["name"]: index
        | {"dialect_options": {key: str(it) for key, it in index["dialect_options"].items()}}
        for index in found
    }


def counts(connection: Connection, table: str) -> bool:
    """Whether the table numbers its rows and never uses a number twice."""
    if connection.dialect.name == "sqlite":
        return "AUTOINCREMENT" in made_by(connection, table)
    column = next((c for c in inspect(connection).get_columns(table) if c["name"] == "id"), None)
    return column is not None and str(column["default"]).startswith("nextval(")


def collations(connection: Connection) -> set[tuple[str, ...]]:
    """The columns that sort in a way of their own."""
    if connection.dialect.name != "sqlite":
        return {tuple(row) for row in connection.execute(text(COLLATIONS))}
    return {
        (table, *match.groups())
        for table in inspect(connection).get_table_names()
        for match in COLLATED.finditer(made_by(connection, table))
    }


def made_by(connection: Connection, table: str) -> str:
    """The statement that made a table of a SQLite database, as it stands now."""
    query = text("SELECT sql FROM sqlite_master WHERE type = 'table' AND name = :name")
    return str(connection.execute(query, {"name": table}).scalar_one())
