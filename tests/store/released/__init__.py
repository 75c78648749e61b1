"""A dump of every schema that was released, on each kind of database, with some work in it.

``python -m tests.store.released`` writes those of the newest schema. A dump that is kept is not
written again: it stands for the databases that people have.
"""

import sqlite3
from contextlib import closing
from pathlib import Path

import psycopg

from pipeboard.store import dialects

HERE = Path(__file__).parent


def dump(version: str, backend: str) -> Path:
    """Where the dump of a schema version is kept."""
    return HERE / f"{version}.{backend}.sql"


def restore(version: str, backend: str, url: str) -> None:
    """Fills an empty database (a file that is not there yet) with a dump."""
    script = dump(version, backend).read_text(encoding="utf-8")
    if backend == "sqlite":
        with closing(sqlite3.connect(url)) as connection:
            connection.executescript(script)
        return
    plain = dialects.parse_url(url).set(drivername="postgresql")
    with psycopg.connect(plain.render_as_string(hide_password=False)) as connection:
        connection.execute(script.encode())
