"""Everything in which SQLite and PostgreSQL differ, and nothing else.

Only what their drivers raise is told in ``driver_errors``.
"""

import os
import shlex
import sqlite3
import sys
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Connection,
    Engine,
    Integer,
    Text,
    create_engine,
    event,
    exc,
    inspect,
    literal,
    make_url,
    text,
)
from sqlalchemy.engine import URL, ExceptionContext
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

from pipeboard.errors import DamagedDatabase, DatabaseBusy, DatabaseError
from pipeboard.store.driver_errors import meaning, unfit, without_server

Key = BigInteger().with_variant(Integer(), "sqlite")
"""The type of ids: SQLite numbers rows by itself only in a column that is called INTEGER."""

RankText = Text().with_variant(Text(collation="C"), "postgresql")
"""Rank keys sort bytewise; SQLite's default collation does that."""

_LOCK = 0x70697065  # one number for all pipeboard writers of one PostgreSQL database
_BUSY_SECONDS = 10
_WRITES = "pipeboard_writes"
_DRIVERS = {"sqlite": "pysqlite", "postgresql": "psycopg"}
_BACKENDS = {"postgres": "postgresql"}
"""Other names that URLs give to a kind of database."""


def sqlite_url(path: Path) -> URL:
    """The URL of a SQLite file."""
    return URL.create("sqlite", database=str(path))


def parse_url(address: str) -> URL:
    """The URL that ``address`` is: a URL as it stands, anything else the path of a SQLite file.

    Raises DatabaseError for a URL of another kind of database or for another driver, and for one
    that cannot be read.
    """
    if "://" not in address:
        return sqlite_url(Path(address).expanduser())
    try:
        url = make_url(address)
    except (exc.ArgumentError, ValueError):
        raise DatabaseError(
            "the database URL cannot be read; write a path, or "
            "postgresql+psycopg://user@host/database"
        ) from None
    backend, _, driver = url.drivername.partition("+")
    backend = _BACKENDS.get(backend, backend)
    if backend not in _DRIVERS:
        raise DatabaseError(f"the database is '{backend}'; only sqlite and postgresql work")
    if driver not in ("", _DRIVERS[backend]):
        raise DatabaseError(
            f"the database URL asks for the driver '{driver}', which pipeboard does not use; "
            f"write {backend}+{_DRIVERS[backend]}://"
        )
    return url if backend == "sqlite" else url.set(drivername=f"{backend}+{_DRIVERS[backend]}")


def file_of(url: URL) -> Path | None:
    """The file that the database is, or None when it is a server."""
    return Path(url.database) if url.get_backend_name() == "sqlite" and url.database else None


def shown(url: URL) -> str:
    """The database as it may be shown: a path, or a URL without its password and its options."""
    path = file_of(url)
    return str(path) if path else url.set(query={}).render_as_string(hide_password=True)


def engine(url: URL, *, sealed: bool = False) -> Engine:
    """An engine on which ``begin_read`` and ``begin_write`` work.

    ``sealed`` only reads a SQLite file, and needs to write nothing beside it: for a file that
    nobody changes meanwhile. Raises DatabaseError when the driver is not installed.
    """
    if url.get_backend_name() == "sqlite":
        made = create_engine(
            url, connect_args={"timeout": _BUSY_SECONDS, "check_same_thread": False}
        )
        if sealed:
            event.listen(made, "do_connect", _seal)
        event.listen(made, "connect", _on_sqlite_connect)
        event.listen(made, "begin", _on_sqlite_begin)
        return made
    settings = {"connect_timeout": 10, "client_encoding": "utf8"}
    try:
        made = create_engine(url, pool_pre_ping=True, connect_args=settings)
    except ImportError:
        raise DatabaseError(
            "PostgreSQL needs its driver; install it with: "
            f"{shlex.quote(sys.executable)} -m pip install 'psycopg[binary]>=3.2,<4'"
        ) from None

    def require_utf8(connection: Any, _record: object) -> None:
        encoding = connection.info.parameter_status("server_encoding")
        if encoding != "UTF8":
            connection.close()
            raise DatabaseError(
                f"the database {shown(url)} is in {encoding}, and pipeboard needs UTF-8; make "
                "another with: createdb --encoding UTF8 --locale en_US.UTF-8 --template template0 NAME"
            )

    event.listen(made, "connect", require_utf8, insert=True)  # before SQLAlchemy asks anything
    return made


def _seal(_dialect: object, _record: object, given: list[Any], options: dict[str, Any]) -> None:
    given[0] = f"file:{quote(given[0])}?mode=ro&immutable=1"
    options["uri"] = True


def _on_sqlite_connect(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None
    connection.create_function("fold", 1, _fold, deterministic=True)
    cursor = connection.cursor()
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.execute("PRAGMA synchronous = FULL")
    cursor.execute("PRAGMA temp_store = MEMORY")
    cursor.close()


def _fold(value: str | None) -> str | None:
    return None if value is None else value.casefold()


def _on_sqlite_begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get(_WRITES, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN DEFERRED")


@contextmanager
def begin_read(source: Engine) -> Iterator[Connection]:
    """A connection that sees one state of the database and writes nothing."""
    with translated(source.url), source.connect() as connection:
        if source.dialect.name == "postgresql":
            connection = connection.execution_options(
                isolation_level="REPEATABLE READ", postgresql_readonly=True
            )
        yield connection


@contextmanager
def begin_write(source: Engine) -> Iterator[Connection]:
    """A transaction that no other writer of this database overlaps."""
    with translated(source.url, writing=True), source.connect() as connection:
        connection = connection.execution_options(**{_WRITES: True})
        with connection.begin():
            if source.dialect.name == "postgresql":
                connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
            yield connection


@contextmanager
def begin_migration(source: Engine) -> Iterator[Connection]:
    """A transaction like that of ``begin_write``, in which tables may be made anew.

    SQLite, which drops no table that others refer to, looks at references at the end only, and
    goes on giving out no id that a table gave out before. Raises DatabaseError, and writes
    nothing, when a row refers to one that is missing.
    """
    if source.dialect.name != "sqlite":
        with begin_write(source) as connection:
            yield connection
        return
    with translated(source.url, writing=True), source.connect() as connection:
        raw = connection.connection
        raw.cursor().execute("PRAGMA foreign_keys = OFF")
        try:
            connection = connection.execution_options(**{_WRITES: True})
            with connection.begin():
                taken = _taken_ids(connection)
                yield connection
                _keep_taken(connection, taken)
                if orphans := list(lost_references(connection)):
                    raise DatabaseError(
                        f"{shown(source.url)} cannot be brought up to date: {orphans[0]}; "
                        "it stays as it was"
                    )
        finally:
            raw.cursor().execute("PRAGMA foreign_keys = ON")


def _taken_ids(connection: Connection) -> dict[str, int]:
    """The last id that each table of a SQLite database gave out."""
    if not inspect(connection).has_table("sqlite_sequence"):
        return {}
    rows = connection.execute(text("SELECT name, seq FROM sqlite_sequence"))
    return {row.name: row.seq for row in rows}


def _keep_taken(connection: Connection, taken: Mapping[str, int]) -> None:
    now = _taken_ids(connection)
    for table, last in taken.items():
        if last > now.get(table, 0) and inspect(connection).has_table(table):
            take_ids(connection, table, last)


def use_write_ahead_log(source: Engine) -> bool:
    """Lets readers and the writer work side by side, from the next write on; whether they do.

    A new SQLite file does not, nor does one that was a backup. Waits for nobody: a file that cannot
    be changed now stays as it is, and the write that follows tells what is wrong with it.
    """
    if source.dialect.name != "sqlite":
        return True
    mode = None
    with translated(source.url), source.connect() as connection:
        raw = connection.connection.driver_connection
        if raw is not None:
            raw.execute("PRAGMA busy_timeout = 0")
            with suppress(sqlite3.OperationalError):
                (mode,) = raw.execute("PRAGMA journal_mode = WAL").fetchone()
            raw.execute(f"PRAGMA busy_timeout = {_BUSY_SECONDS * 1000}")
    return mode == "wal"


def make_single_file(source: Engine) -> None:
    """Folds a SQLite file's log into the file, so that nothing stands beside it."""
    if source.dialect.name == "sqlite":
        with translated(source.url), source.connect() as connection:
            raw = connection.connection.driver_connection
            if raw is not None:
                raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
                raw.execute("PRAGMA journal_mode = DELETE").fetchone()


def reserve_ids(connection: Connection, table: str, count: int) -> int:
    """Takes ``count`` ids of a table that nobody else will get; the first of them is returned.

    On SQLite they stay taken because rows with these ids are inserted in this transaction.
    """
    if connection.dialect.name == "sqlite":
        query = text("SELECT seq FROM sqlite_sequence WHERE name = :table")
        last = connection.execute(query, {"table": table}).scalar()
        return int(last or 0) + 1
    query = text(
        "SELECT setval(s.name, nextval(s.name) + :more) "
        "FROM (SELECT CAST(pg_get_serial_sequence(:table, 'id') AS regclass) AS name) AS s"
    )
    last = connection.execute(query, {"table": table, "more": count - 1}).scalar_one()
    return int(last) - count + 1


class fold(FunctionElement[str]):  # noqa: N801 - reads as the SQL function that it is
    """Text without regard to case: ``fold(column)`` compares and sorts for people."""

    type = Text()
    inherit_cache = True
    name = "fold"


@compiles(fold)
def _fold_as_ours(element: fold, compiler: SQLCompiler, **options: Any) -> str:
    return f"fold({compiler.process(element.clauses, **options)})"


@compiles(fold, "postgresql")
def _fold_as_lower(element: fold, compiler: SQLCompiler, **options: Any) -> str:
    return f"lower({compiler.process(element.clauses, **options)})"


def contains(column: ColumnElement[str], needle: str) -> ColumnElement[bool]:
    """Whether a text column contains ``needle``, whatever the case."""
    escaped = needle.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return fold(column).like(fold(literal(f"%{escaped}%")), escape="\\")


@contextmanager
def translated(url: URL, thing: str = "", *, writing: bool = False) -> Iterator[None]:
    """Turns what a driver raises into our own errors, naming the database.

    ``thing`` is what a message calls the row that is written; without it that is its table.
    ``writing`` says that something is to be written.
    """
    try:
        yield
    except exc.DBAPIError as error:
        lost = without_server(error.orig, _server(url))
        raise lost or meaning(
            error.orig, shown(url), error.statement, thing, writing=writing
        ) from error
    except sqlite3.Error as error:
        raise meaning(error, shown(url), writing=writing) from error
    except exc.TimeoutError as error:
        raise DatabaseBusy(f"no connection to {shown(url)} became free in time") from error


def _server(url: URL) -> str:
    """The server of a PostgreSQL database, as a message names it."""
    host = url.host or url.query.get("host") or os.environ.get("PGHOST") or "this machine"
    port = url.port or url.query.get("port") or os.environ.get("PGPORT") or 5432
    return f"the PostgreSQL server at {host}, port {port},"


@event.listens_for(Engine, "handle_error")
def _on_error(context: ExceptionContext) -> None:
    """Tells what the driver cannot even send to the database, which is no error of the database."""
    refused = unfit(context.original_exception)
    if refused is not None:
        raise refused from context.original_exception


def back_up(source: Engine, target: Path) -> bool:
    """Copies a SQLite database into the empty file ``target``; False when the source is none.

    Raises DamagedDatabase when the copy is not sound.
    """
    if source.dialect.name != "sqlite":
        return False
    with translated(source.url), source.connect() as connection:
        raw = connection.connection.driver_connection
        if raw is None:
            return False
        with translated(sqlite_url(target), writing=True), closing(sqlite3.connect(target)) as copy:
            raw.backup(copy)
            if not _is_sound(copy):
                raise DamagedDatabase(
                    f"{shown(source.url)} is damaged, so no backup of it was kept; restore an "
                    "earlier one (pipeboard check says what is wrong)"
                )
            copy.execute("PRAGMA journal_mode = DELETE").fetchone()
    return True


def _is_sound(database: sqlite3.Connection) -> bool:
    try:
        found: str = database.execute("PRAGMA integrity_check(1)").fetchone()[0]
    except sqlite3.DatabaseError:
        return False
    return found == "ok"


def take_ids(connection: Connection, table: str, last: int) -> None:
    """Makes a SQLite database give out ids above ``last`` only."""
    if connection.dialect.name == "sqlite":
        values = {"table": table, "last": last}
        connection.execute(text("DELETE FROM sqlite_sequence WHERE name = :table"), values)
        connection.execute(text("INSERT INTO sqlite_sequence VALUES (:table, :last)"), values)


def problems(connection: Connection) -> list[str]:
    """What the database itself finds wrong with its file; PostgreSQL looks after its own."""
    if connection.dialect.name != "sqlite":
        return []
    try:
        return _integrity(connection, "PRAGMA integrity_check")
    except DamagedDatabase:
        return _unreadable(connection)


def _unreadable(connection: Connection) -> list[str]:
    """What is wrong with each table, where the damage keeps SQLite from checking them together."""
    tables = connection.exec_driver_sql("SELECT name FROM sqlite_schema WHERE type = 'table'")
    found = []
    for name in tables.scalars().all():
        try:
            found += _integrity(connection, f'PRAGMA integrity_check("{name}")')
        except DamagedDatabase:
            found.append(f"the table {name} cannot be read whole")
    return found


def _integrity(connection: Connection, query: str) -> list[str]:
    with translated(connection.engine.url):
        found = connection.exec_driver_sql(query).scalars().all()
    return [line for text in found for line in text.splitlines() if line != "ok"]


def lost_references(connection: Connection) -> Iterator[str]:
    """Rows that refer to a row that is not there, which PostgreSQL does not let happen."""
    if connection.dialect.name == "sqlite":
        for table, row, other, _ in connection.exec_driver_sql("PRAGMA foreign_key_check"):
            yield f"{table} {row} refers to a missing {other}"
