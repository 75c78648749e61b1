"""An open database: made, checked and migrated when it is opened."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from sqlalchemy import Connection, Engine, insert, inspect, select

from pipeboard.errors import DatabaseError, NewerDatabase, Refused
from pipeboard.store import dialects, journal, schema
from pipeboard.store.journal import Draft

__all__ = ["Connection", "Database", "Draft"]

REVISIONS = ("0001",)
"""Every schema version there has been, oldest first; the last is that of ``schema``."""


@dataclass(slots=True)
class Database:
    """A database whose schema is the newest.

    ``read`` and ``step`` may be used from any thread, each call with a connection of its own.
    """

    engine: Engine
    shown: str
    file: Path | None
    _readers_may_stay: bool = field(default=False, init=False)
    """Whether a write does not wait for those who read, which ``prepare_writes`` sees to."""

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A connection that sees one state of the database."""
        with dialects.begin_read(self.engine) as connection:
            yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """A transaction for what is not undoable (preferences, upkeep)."""
        self.prepare_writes()
        with dialects.begin_write(self.engine) as connection:
            yield connection

    @contextmanager
    def step(self, actor: str, at: datetime, today: date) -> Iterator[Draft]:
        """A step: committed with its journal entry when the block ends, else not at all.

        Nothing at all is written when the block made no changes; ``draft.step`` is then None.
        """
        self.prepare_writes()
        with dialects.begin_write(self.engine) as connection:
            draft = Draft(connection, actor, at, today)
            yield draft
            if draft.changes:
                draft.step = journal.record(draft)

    def prepare_writes(self) -> None:
        """Sees to it that writes need not wait for those who read; each write does it until it holds."""
        if not self._readers_may_stay:
            self._readers_may_stay = dialects.use_write_ahead_log(self.engine)

    def close(self) -> None:
        """Closes every connection."""
        self.engine.dispose()


def open_database(address: str, *, create: bool, backups: Path) -> Database | None:
    """Opens the database at a path or URL, bringing an older one up to date.

    A missing SQLite file is made when ``create`` is set (folder 0700, file 0600), else None is
    returned. Before a migration a backup goes into the folder ``backups``. Raises DatabaseError
    when the database cannot be used and NewerDatabase when a newer version wrote it.
    """
    url = dialects.parse_url(address)
    file = dialects.file_of(url)
    if file is not None and not _is_there(file):
        if not create:
            return None
        _make_file(file)
    engine = dialects.engine(url)
    database = Database(engine, dialects.shown(url), file)
    try:
        with database.read() as connection:
            version = _version(connection, database.shown)
        if version is None:
            if not create:
                database.close()
                return None
            _make(engine)
        elif version != REVISIONS[-1]:
            _bring_up_to_date(database, backups)
    except BaseException:
        database.close()
        raise
    return database


def _is_there(file: Path) -> bool:
    """Whether the file exists and has anything in it."""
    try:
        if file.is_dir():
            raise DatabaseError(f"{file} is a folder; name a file in it")
        return file.exists() and file.stat().st_size > 0
    except OSError as error:
        raise _unmakeable(file, error) from error


def _make_file(file: Path) -> None:
    """Makes a database that is complete or absent, unless the file is there, with or without one.

    Only the user may read it, and its folder when that is made too.
    """
    from pipeboard.store.files import new_file

    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise _unmakeable(file, error) from error
    with suppress(Refused), new_file(file) as draft:
        engine = dialects.engine(dialects.sqlite_url(draft))
        try:
            _make(engine)
            dialects.use_write_ahead_log(engine)
        finally:
            engine.dispose()


def _unmakeable(file: Path, error: OSError) -> DatabaseError:
    return DatabaseError(
        f"{file} cannot be made: {error.strerror}; check its folder, or name another file "
        "with --database"
    )


def _version(connection: Connection, shown: str) -> str | None:
    """The schema version, or None for a database without any tables."""
    tables = set(inspect(connection).get_table_names())
    if not tables:
        return None
    ours = {schema.schema_version.name, schema.step.name, schema.change.name}
    version: str | None = None
    if ours <= tables:
        version = connection.execute(select(schema.schema_version.c.version_num)).scalar()
    if version is None:
        raise DatabaseError(f"{shown} holds the tables of another program; name another database")
    if version not in REVISIONS:
        raise NewerDatabase(
            f"{shown} was written by a newer version of pipeboard (schema {version}); "
            "install that version, this one leaves it untouched"
        )
    return version


def _make(engine: Engine) -> None:
    """Makes every table, unless another process was faster."""
    with dialects.begin_write(engine) as connection:
        if inspect(connection).has_table(schema.schema_version.name):
            return
        schema.make(connection)
        connection.execute(insert(schema.schema_version).values(version_num=REVISIONS[-1]))


def _bring_up_to_date(database: Database, backups: Path) -> None:
    """Migrates a database after a backup, unless another process was faster."""
    from pipeboard.store.backup import back_up_into
    from pipeboard.store.migrations import upgrade

    newest = REVISIONS[-1]
    database.prepare_writes()
    with dialects.begin_migration(database.engine) as connection:
        version = _version(connection, database.shown)
        if version != newest:
            back_up_into(database.engine, backups, f"before-schema-{newest}-from-{version}")
            upgrade(connection)
