"""Backups: a whole database in one new SQLite file, which pipeboard itself opens."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, MetaData, Table, func, insert, select

from pipeboard.store import dialects
from pipeboard.store.files import new_file, private_folder
from pipeboard.store.schema import schema_version

_ROWS = 5000
"""Rows held in memory at a time."""


def write_backup(engine: Engine, target: Path) -> None:
    """Copies the database, as it stands at one moment, into the new file ``target``.

    The file is complete or absent, and only its owner may read it. Ids, journal and schema version
    are those of the database, which may be an older one. Raises Refused when ``target`` exists or
    cannot be written, DatabaseError when the database cannot be read.
    """
    with new_file(target) as file:
        if not dialects.back_up(engine, file):
            _copy(engine, file)


def back_up_into(engine: Engine, folder: Path, name: str) -> Path:
    """Writes a backup under ``name``, or the next free one like it, and returns its path."""
    private_folder(folder)
    target = folder / f"{name}.db"
    number = 1
    while target.exists():
        number += 1
        target = folder / f"{name}-{number}.db"
    write_backup(engine, target)
    return target


def _copy(source: Engine, file: Path) -> None:
    """Copies a database table by table, whatever server it is on and however old its schema."""
    from pipeboard.store.migrations import upgrade

    target = dialects.engine(dialects.sqlite_url(file))
    try:
        with dialects.begin_migration(target) as new, dialects.begin_read(source) as old:
            version = old.execute(select(schema_version.c.version_num)).scalar_one()
            upgrade(new, version)
            theirs, ours = _tables(old), _tables(new)
            for name, table in ours.items():
                if name == schema_version.name:
                    continue
                for rows in _portions(source, old, theirs[name], list(table.c.keys())):
                    new.execute(insert(table), rows)
            _keep_ids_taken(new, ours)
    finally:
        target.dispose()


def _tables(connection: Connection) -> dict[str, Table]:
    found = MetaData()
    found.reflect(connection)
    return found.tables


def _portions(
    source: Engine, connection: Connection, table: Table, columns: Sequence[str]
) -> Iterator[list[dict[str, Any]]]:
    query = select(*(table.c[name] for name in columns)).order_by(*table.primary_key)
    with dialects.translated(source.url):
        result = connection.execute(query, execution_options={"yield_per": _ROWS})
        for rows in result.mappings().partitions():
            yield [dict(row) for row in rows]


def _keep_ids_taken(connection: Connection, tables: dict[str, Table]) -> None:
    """Ids that rows ever had, deleted ones too, are not given out again."""
    change = tables["change"]
    for name, table in tables.items():
        if "id" not in table.c:
            continue
        present = connection.execute(select(func.max(table.c.id))).scalar() or 0
        query = select(func.max(change.c.row_id)).where(change.c.table == name)
        ever = connection.execute(query).scalar() or 0
        dialects.take_ids(connection, name, max(present, ever))
