"""An open database: made, checked and migrated when it is opened."""

import stat
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, insert, inspect, select

from pipeboard.errors import DatabaseError, NewerDatabase, ReadOnlyDatabase, Refused
from pipeboard.folders import make_private
from pipeboard.store import dialects, journal, schema
from pipeboard.store.journal import Draft

__all__ = ["Connection", "Database", "Draft"]

REVISIONS = ("0001", "0002", "0003", "0004")
"""Every schema version there has been, oldest first; the last is that of ``schema``."""


@dataclass(slots=True)
class Database:
    """A database whose schema is the newest.

    ``read`` and ``step`` may be used from any thread, each call with a connection of its own.
    """

    engine: Engine
    shown: str
    file: Path | None
    only_read: ReadOnlyDatabase | None = None
    """Why nothing can be written; the file is then read as it was when it was opened."""
    _readers_may_stay: bool = field(default=False, init=False)
    """Whether a write does not wait for those who read, which ``prepare_writes`` sees to."""
    _inode: tuple[int, ...] | None = field(default=None, init=False)
    """Which file was opened, whatever has its name later."""
    _content: tuple[int, ...] | None = field(default=None, init=False)
    """What tells that the file is still as it was opened."""

    def __post_init__(self) -> None:
        self._inode = _inode(self.file)
        self._content = _content(self.file)

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A connection that sees one state of the database."""
        self._require_same_file()
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
            if draft.says_something:
                from pipeboard.store import standings

                draft.step = journal.record(draft)
                standings.follow(connection, draft.changes)

    def prepare_writes(self) -> None:
        """Sees to it that writes need not wait for those who read; each write does it until it holds.

        Raises ReadOnlyDatabase where nothing can be written.
        """
        self._require_same_file()
        if self.only_read is not None:
            raise ReadOnlyDatabase(f"{self.only_read}; nothing was written")
        if not self._readers_may_stay:
            self._readers_may_stay = dialects.use_write_ahead_log(self.engine)

    def close(self) -> None:
        """Closes every connection."""
        self.engine.dispose()

    def _require_same_file(self) -> None:
        """What is written to a file that has lost its name would be lost with it."""
        try:
            now = _inode(self.file)
        except OSError:
            return  # the driver tells what is wrong
        if now != self._inode:
            raise DatabaseError(
                f"{self.file.name if self.file else self.shown} was "
                f"{'replaced by another file' if now else 'removed'} while it was open; nothing is "
                "written, start pipeboard again"
            )
        if self.only_read is not None and _content(self.file) != self._content:
            raise DatabaseError(f"{self.shown} has changed meanwhile; start pipeboard again")


def open_database(address: str, *, create: bool, backups: Path) -> Database | None:
    """Opens the database at a path or URL, bringing an older one up to date.

    A missing SQLite file is made when ``create`` is set (folder 0700, file 0600), else None is
    returned. What is whole in its file can be read where nothing can be written, as on a full disk
    or a read-only one. Before a migration a backup goes into the folder ``backups``. Raises DatabaseError
    when the database cannot be used and NewerDatabase when a newer version wrote it.
    """
    url = dialects.parse_url(address)
    file = dialects.file_of(url)
    if file is not None and not _is_there(file, backups):
        if not create:
            return None
        _make_file(file)
    database, version = _opened(url, file)
    try:
        if version is None:
            if not create:
                database.close()
                return None
            _make(database.engine)
        elif version != REVISIONS[-1]:
            _bring_up_to_date(database, backups)
    except BaseException:
        database.close()
        raise
    return database


def _opened(url: URL, file: Path | None) -> tuple[Database, str | None]:
    """The database and its schema version; sealed where it cannot be opened in any other way."""
    database = Database(dialects.engine(url), dialects.shown(url), file)
    try:
        try:
            with database.read() as connection:
                return database, _version(connection, database.shown)
        except ReadOnlyDatabase as error:
            if file is None or not _is_whole(file):
                raise
            database.close()
            sealed = dialects.engine(url, sealed=True)
            database = Database(sealed, dialects.shown(url), file, only_read=error)
            with database.read() as connection:
                return database, _version(connection, database.shown)
    except BaseException:
        database.close()
        raise


def _is_whole(file: Path) -> bool:
    """Whether nothing that belongs to the content of a SQLite file stands beside it."""
    beside = (file.with_name(f"{file.name}{ending}") for ending in ("-wal", "-journal"))
    return not any(each.exists() and each.stat().st_size for each in beside)


def _content(file: Path | None) -> tuple[int, ...] | None:
    """What tells whether somebody has written to a file; None when there is none."""
    try:
        found = file.stat() if file is not None else None
    except OSError:
        return None
    return (found.st_mtime_ns, found.st_size, _is_whole(file)) if file and found else None


def _inode(file: Path | None) -> tuple[int, ...] | None:
    """What tells a file from any other; None when there is none. Raises OSError."""
    try:
        found = file.stat() if file is not None else None
    except (FileNotFoundError, NotADirectoryError):
        return None
    return (found.st_dev, found.st_ino) if found is not None else None


def _is_there(file: Path, backups: Path) -> bool:
    """Whether the file exists and has anything in it."""
    try:
        found = file.stat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError as error:
        raise DatabaseError(
            f"{file} cannot be opened: {error.strerror}; check the permissions of its folder"
        ) from error
    if stat.S_ISDIR(found.st_mode):
        raise DatabaseError(f"{file} is a folder; name a file in it")
    if not found.st_size:
        _require_never_used(file, backups)
    _require_own_log(file)
    return found.st_size > 0


def _require_never_used(file: Path, backups: Path) -> None:
    """An empty file may become a database, unless there are backups of one, or its log."""
    log = file.with_name(f"{file.name}-wal")
    copies = (each for each in backups.glob("*.db") if each != file)
    if any(copies) or (log.exists() and log.stat().st_size):
        raise DatabaseError(
            f"{file} is empty, but what is beside it tells of data; put a backup in its place "
            f"(look in {backups}), or delete it to begin anew"
        )


def _require_own_log(file: Path) -> None:
    """A backup writes no log, so one that has content is of the file that was there before it.

    SQLite would write what is in it into the backup.
    """
    log = file.with_name(f"{file.name}-wal")
    if _writes_no_log(file) and log.exists() and log.stat().st_size and _writes_no_log(file):
        raise DatabaseError(
            f"{log} is left over from the file in the place of which {file} was put, and would be "
            f"written into it; delete it and {file.name}-shm"
        )


def _writes_no_log(file: Path) -> bool:
    """Whether the header of a SQLite file says so; the first write changes that, before its log."""
    try:
        with file.open("rb") as stream:
            return stream.read(20)[18:] == b"\x01\x01"
    except OSError:
        return False


def _make_file(file: Path) -> None:
    """Makes a database that is complete or absent, unless the file is there, with or without one.

    Only the user may read it, and its folder when that is made too.
    """
    from pipeboard.store.files import new_file

    try:
        make_private(file.parent)
    except OSError as error:
        raise _unmakeable(file, error) from error
    try:
        with new_file(file) as draft:
            engine = dialects.engine(dialects.sqlite_url(draft))
            try:
                _make(engine)
                dialects.use_write_ahead_log(engine)
            finally:
                engine.dispose()
    except Refused as error:
        if not file.exists():
            raise DatabaseError(str(error)) from error


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
    from pipeboard.store import standings
    from pipeboard.store.backup import back_up_into
    from pipeboard.store.migrations import upgrade

    newest = REVISIONS[-1]
    database.prepare_writes()
    with dialects.begin_migration(database.engine) as connection:
        version = _version(connection, database.shown)
        if version != newest:
            try:
                back_up_into(database.engine, backups, f"before-schema-{newest}-from-{version}")
            except Refused as error:
                raise DatabaseError(f"without a backup there is no upgrade: {error}") from error
            upgrade(connection)
            standings.draw_all(connection)
