"""Opening databases: making them, and one clear error for each way in which they are unusable."""

import os
import shlex
import shutil
import sqlite3
import stat
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
from psycopg import sql
from sqlalchemy import event, insert, text

from pipeboard.errors import (
    DamagedDatabase,
    DatabaseBusy,
    DatabaseError,
    NewerDatabase,
    ReadOnlyDatabase,
)
from pipeboard.store import dialects, schema
from pipeboard.store.backup import write_backup
from pipeboard.store.database import Database, open_database
from tests.clocks import NOW
from tests.limits import files_at_most, ordinary_user
from tests.postgres import Server


def opened(address: Path | str, *, create: bool = True) -> Database:
    """The database at an address, which must be there or be made."""
    database = open_database(str(address), create=create, backups=Path("/nonexistent"))
    assert database is not None
    return database


def add_companies(database: Database, count: int, name: str = "Acme") -> None:
    """Writes rows as one step."""
    with database.step("ann", NOW, NOW.date()) as draft:
        for _ in range(count):
            row = {"name": name, "industry": "", "website": "", "notes": ""}
            draft.insert("company", row)


def count_companies(database: Database) -> int:
    """How many companies there are."""
    with database.read() as connection:
        found: int = connection.execute(text("SELECT count(*) FROM company")).scalar_one()
    return found


def test_without_the_driver_it_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """The package that the extra asks for, into the environment in which pipeboard runs."""
    project = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text())["project"]
    (driver,) = project["optional-dependencies"]["postgres"]
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(DatabaseError) as raised:
        opened("postgresql+psycopg://ann@db.example/sales")
    assert str(raised.value).endswith(f"{shlex.quote(sys.executable)} -m pip install '{driver}'")


def test_a_database_is_made_for_its_user_alone(tmp_path: Path) -> None:
    """A missing folder is made too, and nobody else may look into either."""
    path = tmp_path / "data" / "pipeboard.db"
    database = opened(path)
    add_companies(database, 1)
    database.close()
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_an_empty_file_becomes_a_database_only_when_asked(tmp_path: Path) -> None:
    """A file of no bytes (mktemp makes such) counts as missing."""
    path = tmp_path / "empty.db"
    path.touch()
    assert open_database(str(path), create=False, backups=tmp_path) is None
    assert path.stat().st_size == 0
    database = opened(path)
    assert count_companies(database) == 0
    database.close()


@pytest.mark.parametrize("beside", ["pipeboard.db-wal", "backups/before.db"])
def test_an_empty_file_that_has_held_data_is_not_begun_anew(tmp_path: Path, beside: str) -> None:
    """With its log or backups beside it, it was emptied by accident; all stays as it is."""
    path, witness = tmp_path / "pipeboard.db", tmp_path / beside
    path.touch()
    witness.parent.mkdir(exist_ok=True)
    witness.write_text("data")
    for create in (False, True):
        with pytest.raises(DatabaseError, match=f"{path} is empty, but what is beside it"):
            open_database(str(path), create=create, backups=tmp_path / "backups")
    assert path.stat().st_size == 0
    assert witness.read_text() == "data"


def test_every_new_folder_is_its_owners_only(tmp_path: Path) -> None:
    """Those above the database's own too, whatever the umask is."""
    path = tmp_path / "share" / "pipeboard" / "pipeboard.db"
    umask = os.umask(0)
    try:
        opened(path).close()
    finally:
        os.umask(umask)
    for folder in (path.parent, path.parent.parent):
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_a_folder_that_may_not_be_entered_is_told(open_folder: Path) -> None:
    """A database in it may well exist, so nothing is said of making one."""
    path = open_folder / "pipeboard.db"
    with ordinary_user():
        opened(path).close()
        open_folder.chmod(0)
        for create in (False, True):
            with pytest.raises(DatabaseError, match="cannot be opened: Permission denied"):
                open_database(str(path), create=create, backups=open_folder / "backups")


@pytest.mark.parametrize("how", ["removed", "replaced by another file"])
def test_a_file_that_lost_its_name_is_not_written_to(tmp_path: Path, how: str) -> None:
    """What would be written to it nobody would find again; the file that is there stays."""
    path = tmp_path / "pipeboard.db"
    database = opened(path)
    path.unlink()
    if how != "removed":
        path.write_text("another file")
    says = f"{path.name} was {how} while it was open; nothing is written"
    with pytest.raises(DatabaseError, match=says), database.read():
        pass
    with pytest.raises(DatabaseError, match=says), database.write():
        pass
    assert path.exists() == (how != "removed")
    database.close()


def test_a_missing_database_is_not_made_unless_asked(tmp_path: Path) -> None:
    """Commands that only read leave nothing behind."""
    path = tmp_path / "folder" / "pipeboard.db"
    assert open_database(str(path), create=False, backups=tmp_path) is None
    assert list(tmp_path.iterdir()) == []


def test_an_empty_database_of_a_server_is_not_filled_unless_asked(
    new_database_url: str, tmp_path: Path
) -> None:
    """No tables appear because somebody asked what is due."""
    assert open_database(new_database_url, create=False, backups=tmp_path) is None
    database = opened(new_database_url)
    assert count_companies(database) == 0
    database.close()


def a_folder(path: Path) -> None:
    path.mkdir()


def a_text_file(path: Path) -> None:
    path.write_text("Deals of 2026: none yet. " * 100)


def a_foreign_database(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE bookmark (id INTEGER)")
    connection.close()


def a_foreign_database_with_migrations(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE alembic_version (version_num TEXT)")
        connection.execute("INSERT INTO alembic_version VALUES ('5f2a')")
    connection.close()


def a_database_cut_short(path: Path) -> None:
    opened(path).close()
    os.truncate(path, 5000)


def a_path_below_a_file(path: Path) -> None:
    path.parent.rmdir()
    path.parent.write_text("")


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (a_folder, "is a folder; name a file in it"),
        (a_text_file, "is not a pipeboard database"),
        (a_foreign_database, "holds the tables of another program"),
        (a_foreign_database_with_migrations, "holds the tables of another program"),
        (a_database_cut_short, "is damaged; restore a backup"),
        (a_path_below_a_file, "cannot be made: Not a directory; check its folder"),
    ],
)
def test_what_is_no_database_is_refused_untouched(
    tmp_path: Path, make: Callable[[Path], None], says: str
) -> None:
    """The message names the file and what is wrong with it; the file stays as it is."""
    path = tmp_path / "folder" / "thing.db"
    path.parent.mkdir()
    make(path)
    before = path.read_bytes() if path.is_file() else None
    with pytest.raises(DatabaseError, match=says) as raised:
        opened(path)
    assert str(path) in str(raised.value)
    assert not isinstance(raised.value, NewerDatabase)
    assert (path.read_bytes() if path.is_file() else None) == before


def test_a_damaged_page_is_told_when_it_is_read(tmp_path: Path) -> None:
    """Damage beyond the first page shows when a table is read, as one clear error."""
    path = tmp_path / "pipeboard.db"
    database = opened(path)
    add_companies(database, 3000, "x" * 50)
    dialects.make_single_file(database.engine)
    database.close()
    content = path.read_bytes()
    size = len(content)
    path.write_bytes(content[: size // 4] + b"\xa5" * (size // 2) + content[-size // 4 :])
    with pytest.raises(DatabaseError, match="is damaged; restore a backup") as raised:
        count_companies(opened(path))
    assert str(path) in str(raised.value)


def test_text_that_is_none_is_damage(tmp_path: Path) -> None:
    """Bytes in a text that are not UTF-8, which SQLite itself does not mind."""
    database = opened(tmp_path / "pipeboard.db")
    add_companies(database, 1)
    with database.write() as connection:
        connection.execute(text("UPDATE company SET name = CAST(x'ff41' AS TEXT)"))
    with (
        pytest.raises(DamagedDatabase, match=r"pipeboard.db is damaged; restore a backup"),
        database.read() as connection,
    ):
        connection.execute(text("SELECT name FROM company")).scalar()
    database.close()


def test_a_backup_is_not_opened_with_the_log_of_what_it_replaces(tmp_path: Path) -> None:
    """What a crash left beside the old file is named, and not written into the backup."""
    database = opened(tmp_path / "pipeboard.db")
    add_companies(database, 1)
    put, log = tmp_path / "put.db", tmp_path / "put.db-wal"
    write_backup(database.engine, put)
    add_companies(database, 2)
    shutil.copy(tmp_path / "pipeboard.db-wal", log)
    database.close()
    before = put.read_bytes()
    with pytest.raises(DatabaseError, match=r"put\.db-wal is left over from .* delete it and put"):
        opened(put)
    assert put.read_bytes() == before
    log.unlink()
    again = opened(put)
    assert count_companies(again) == 1
    add_companies(again, 1)
    other = opened(put)
    assert count_companies(other) == 2
    other.close()
    again.close()


def test_a_disk_too_small_for_a_database_is_left_as_it_was(tmp_path: Path) -> None:
    """A new file is whole or absent, and nothing stands beside it; there may be a next time."""
    path = tmp_path / "pipeboard.db"
    with files_at_most(50_000), pytest.raises(DatabaseError, match=r"pipeboard.db failed; check"):
        opened(path)
    assert list(tmp_path.iterdir()) == []
    opened(path).close()
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_that_may_not_be_written(open_folder: Path) -> None:
    """A new database there, and a write to an existing one, say so; nothing is half done."""
    path = open_folder / "pipeboard.db"
    with ordinary_user():
        database = opened(path)
        add_companies(database, 1)
        dialects.make_single_file(database.engine)
        database.close()
        path.chmod(0o400)
        open_folder.chmod(0o500)
        with pytest.raises(DatabaseError, match="cannot be made: Permission denied"):
            opened(open_folder / "other.db")
        database = opened(path)
        with pytest.raises(DatabaseError, match=r"pipeboard.db cannot be written"):
            add_companies(database, 1)
        assert count_companies(database) == 1
        database.close()


def test_what_may_not_be_written_can_be_read(open_folder: Path) -> None:
    """Also a database in use, whose log cannot be made beside it; writing says why it cannot."""
    path = open_folder / "pipe board?.db"
    with ordinary_user():
        database = opened(path)
        add_companies(database, 2)
        database.close()
        assert [each.name for each in open_folder.iterdir()] == [path.name]
        open_folder.chmod(0o500)
        database = opened(path)
        assert count_companies(database) == 2
        with pytest.raises(ReadOnlyDatabase, match=r"it is read-only; .*; nothing was written"):
            add_companies(database, 1)
        open_folder.chmod(0o700)
        other = opened(path)
        add_companies(other, 1)
        with pytest.raises(DatabaseError, match="has changed meanwhile; start pipeboard again"):
            count_companies(database)
        database.close()
        other.close()


def test_a_log_that_cannot_be_taken_in_is_not_left_out(open_folder: Path) -> None:
    """What is in it was written; without it the file would tell less."""
    path, copy = open_folder / "pipeboard.db", open_folder / "copy" / "pipeboard.db"
    copy.parent.mkdir()
    database = opened(path)
    add_companies(database, 1)
    for ending in ("", "-wal"):
        shutil.copy(f"{path}{ending}", f"{copy}{ending}")
    database.close()
    for each in (copy, copy.with_name(f"{copy.name}-wal")):
        each.chmod(0o444)
    copy.parent.chmod(0o555)
    with ordinary_user(), pytest.raises(ReadOnlyDatabase, match="it is read-only"):
        opened(copy)


def test_a_full_disk_can_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """SQLite finds no room for what it needs beside the file; only a write speaks of writing."""
    path = tmp_path / "pipeboard.db"
    database = opened(path)
    add_companies(database, 2)
    database.close()
    full = type(shutil.disk_usage(tmp_path))(1, 1, 0)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: full)
    with files_at_most(10_000):
        database = opened(path)
        assert count_companies(database) == 2
        assert str(database.only_read) == f"the disk of {path} is full; free space"
        with pytest.raises(ReadOnlyDatabase, match=r"is full; free space; nothing was written"):
            add_companies(database, 1)
    database.close()


def test_a_file_that_may_not_be_read(open_folder: Path) -> None:
    """Somebody else's database is named as such."""
    path = open_folder / "pipeboard.db"
    with ordinary_user():
        opened(path).close()
        path.chmod(0)
        with pytest.raises(DatabaseError, match=r"pipeboard.db cannot be opened"):
            opened(path)


def limit_pages(database: Database) -> None:
    """SQLite's own limit answers as a full disk does."""

    def limited(connection: sqlite3.Connection, _record: object) -> None:
        connection.execute("PRAGMA max_page_count = 80")

    database.engine.dispose()
    event.listen(database.engine, "connect", limited)


def test_a_full_disk_is_told_and_loses_nothing(tmp_path: Path) -> None:
    """The step is rolled back whole, and the database works on when there is room."""
    database = opened(tmp_path / "pipeboard.db")
    add_companies(database, 1)
    limit_pages(database)
    with pytest.raises(DatabaseError, match=r"the disk of .*pipeboard.db is full"):
        add_companies(database, 5000)
    assert count_companies(database) == 1
    add_companies(database, 1)
    assert count_companies(database) == 2
    database.close()


def test_a_file_that_may_not_grow_is_told_and_loses_nothing(tmp_path: Path) -> None:
    """A quota reached while the log is written reads as a failed write."""
    database = opened(tmp_path / "pipeboard.db")
    add_companies(database, 1)
    with (
        files_at_most(600_000),
        pytest.raises(DatabaseError, match=r"writing .*pipeboard.db failed; check the disk"),
    ):
        add_companies(database, 20_000, "x" * 100)
    assert count_companies(database) == 1
    add_companies(database, 1)
    assert count_companies(database) == 2
    database.close()


def test_a_database_held_by_another_program_is_busy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Waiting ends some time, with a message that says why."""
    monkeypatch.setattr(dialects, "_BUSY_SECONDS", 0)
    path = tmp_path / "pipeboard.db"
    database = opened(path)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(DatabaseBusy, match="in use by another program"):
        add_companies(database, 1)
    other.close()
    database.close()


@pytest.mark.parametrize(
    ("address", "says"),
    [
        (
            "postgresql+psycopg2://ann:secret@host/sales",
            r"'psycopg2', which pipeboard does not use; write postgresql\+psycopg://",
        ),
        ("postgres://ann:secret@/sales?host=/nonexistent", "is not running or not reachable"),
        ("mysql://user:secret@host/sales", "is 'mysql'; only sqlite and postgresql work"),
        ("postgresql://ann:secret@[::1/sales", "cannot be read; write a path, or postgresql"),
        (
            "postgresql://ann:secret@/sales?host=/nonexistent",
            "the PostgreSQL server at /nonexistent, port 5432, is not running or not reachable",
        ),
        ("postgresql://ann:secret@127.0.0.1:1/sales", "at 127.0.0.1, port 1, is not running"),
    ],
)
def test_an_address_that_leads_nowhere_is_told_without_its_password(
    address: str, says: str, tmp_path: Path
) -> None:
    """What is shown on a screen never holds the password."""
    with pytest.raises(DatabaseError, match=says) as raised:
        open_database(address, create=True, backups=tmp_path)
    assert "secret" not in str(raised.value)


@pytest.mark.parametrize("encoding", ["SQL_ASCII", "LATIN1"])
def test_a_server_database_that_is_not_in_utf8_is_refused(
    encoding: str, postgres_server: Server, tmp_path: Path
) -> None:
    """The message says which encoding it has, and how to make one that works."""
    name = f"in_{encoding.lower()}"
    create = "CREATE DATABASE {} TEMPLATE template0 ENCODING {} LOCALE 'C' LOCALE_PROVIDER libc"
    postgres_server.administer(sql.SQL(create).format(sql.Identifier(name), encoding))
    says = rf"{name} is in {encoding}, and pipeboard needs UTF-8; .* createdb --encoding UTF8"
    for _ in range(2):
        with pytest.raises(DatabaseError, match=says):
            open_database(postgres_server.url(name), create=True, backups=tmp_path)
    postgres_server.drop(name)


def test_missing_rights_on_a_server_are_told(postgres_server: Server, tmp_path: Path) -> None:
    """Tables cannot be made by somebody who only may connect."""
    postgres_server.administer(sql.SQL("CREATE DATABASE not_mine TEMPLATE template0"))
    with pytest.raises(DatabaseError, match=r"your user may not do this on .*not_mine"):
        open_database(postgres_server.url("not_mine"), create=True, backups=tmp_path)
    postgres_server.drop("not_mine")


def test_two_openings_make_one_database(new_database_url: str) -> None:
    """The second to open finds what the first one made."""
    first, second = opened(new_database_url), opened(new_database_url)
    add_companies(first, 1)
    assert count_companies(second) == 1
    with second.read() as connection:
        versions = connection.execute(text("SELECT count(*) FROM alembic_version")).scalar()
    assert versions == 1
    first.close()
    second.close()


def test_a_reader_sees_one_state_while_others_write(database: Database) -> None:
    """Two queries of one read agree, whatever is committed between them."""
    count = text("SELECT count(*) FROM company")
    with database.read() as connection:
        assert connection.execute(count).scalar() == 0
        add_companies(database, 1)
        assert connection.execute(count).scalar() == 0
    assert count_companies(database) == 1


def test_a_step_that_fails_leaves_nothing(database: Database) -> None:
    """Neither its rows nor its entry in the journal."""

    def fail() -> None:
        with database.step("ann", NOW, NOW.date()) as draft:
            draft.insert("company", {"name": "A", "industry": "", "website": "", "notes": ""})
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fail()
    with database.write() as connection:
        connection.execute(insert(schema.preference).values(person="a", key="b", value=1))
    assert count_companies(database) == 0
    with database.read() as connection:
        assert connection.execute(text("SELECT count(*) FROM step")).scalar() == 0


def test_a_restored_backup_is_read_while_it_is_written(database: Database, tmp_path: Path) -> None:
    """Who looks at a database for long keeps nobody from writing, also where it was a backup."""
    restored = tmp_path / "restored.db"
    write_backup(database.engine, restored)
    reader, writer = opened(restored), opened(restored)
    add_companies(writer, 1)
    with reader.read() as connection:
        connection.execute(text("SELECT count(*) FROM company")).scalar_one()
        add_companies(writer, 1)
    assert count_companies(reader) == 2
    reader.close()
    writer.close()


def test_a_backup_that_was_being_read_at_first_is_read_while_it_is_written_later(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where a reader stood in the way of that once, the next write sees to it."""
    restored = tmp_path / "restored.db"
    write_backup(database.engine, restored)
    monkeypatch.setattr(dialects, "_BUSY_SECONDS", 1)
    reader, writer = opened(restored), opened(restored)
    with reader.read() as connection:
        connection.execute(text("SELECT count(*) FROM company")).scalar_one()
        writer.prepare_writes()
    add_companies(writer, 1)
    with reader.read() as connection:
        connection.execute(text("SELECT count(*) FROM company")).scalar_one()
        add_companies(writer, 1)
    assert count_companies(reader) == 2
    reader.close()
    writer.close()


def test_looking_at_a_backup_leaves_it_as_it_is(database: Database, tmp_path: Path) -> None:
    """Only who writes into a backup makes a database of it."""
    backup = tmp_path / "backup.db"
    write_backup(database.engine, backup)
    before = backup.read_bytes()
    looking = opened(backup, create=False)
    assert count_companies(looking) == 0
    looking.close()
    assert backup.read_bytes() == before
    assert list(tmp_path.glob("backup.db-*")) == []
