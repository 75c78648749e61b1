"""Databases of older versions are brought up to date; those of newer ones are left alone."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, inspect, text, update

from pipeboard.errors import DatabaseError, NewerDatabase
from pipeboard.store import database as databases
from pipeboard.store import dialects, migrations, schema
from pipeboard.store.database import Database, open_database
from tests.store.reflected import reflected

NEXT = """
import sqlalchemy as sa
from alembic import op

revision = "next"
down_revision = "{last}"


def upgrade() -> None:
    op.create_table("added_by_next", sa.Column("id", sa.Integer(), primary_key=True))
    op.execute("UPDATE company SET name = 'Renamed'")
    {more}
"""


@pytest.fixture
def empty(second_url: str) -> Iterator[Engine]:
    """A database without any table."""
    engine = dialects.engine(dialects.parse_url(second_url))
    yield engine
    engine.dispose()


def release_another(monkeypatch: pytest.MonkeyPatch, folder: Path, more: str = "") -> None:
    """Makes this pipeboard one whose schema is a revision newer than the databases there are."""
    folder.mkdir()
    code = NEXT.format(last=databases.REVISIONS[-1], more=more)
    (folder / "next.py").write_text(code, encoding="utf-8")
    monkeypatch.setattr(migrations, "VERSIONS", (*migrations.VERSIONS, folder))
    monkeypatch.setattr(databases, "REVISIONS", (*databases.REVISIONS, "next"))


def version(connection: Connection) -> str | None:
    """The recorded schema version."""
    found: str | None = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return found


def test_a_migrated_database_equals_a_new_one(empty: Engine, database: Database) -> None:
    """Whoever came by way of the migrations has the same tables, types, keys and indexes."""
    with dialects.begin_write(empty) as connection:
        migrations.upgrade(connection)
    with dialects.begin_read(empty) as migrated, database.read() as fresh:
        assert reflected(migrated) == reflected(fresh)
        assert compare_metadata(MigrationContext.configure(migrated), schema.metadata) == []
        assert version(migrated) == version(fresh) == databases.REVISIONS[-1]


def test_the_known_versions_are_those_of_the_migrations() -> None:
    """REVISIONS names every revision there is, in order."""
    script = ScriptDirectory.from_config(migrations.config())
    revisions = [found.revision for found in script.walk_revisions()]
    assert tuple(reversed(revisions)) == databases.REVISIONS


def test_migrating_twice_changes_nothing(empty: Engine) -> None:
    """When two processes find the same old database, the second to write has nothing to do."""
    for _ in range(2):
        with dialects.begin_write(empty) as connection:
            migrations.upgrade(connection)
            before = reflected(connection)
    with dialects.begin_read(empty) as connection:
        assert reflected(connection) == before


def add_company(database: Database) -> None:
    """Gives a migration something to lose."""
    with database.write() as connection:
        connection.execute(schema.company.insert().values(name="Acme"))


def company_names(database: Database) -> list[str]:
    """The names of all companies."""
    with database.read() as connection:
        return list(connection.execute(text("SELECT name FROM company ORDER BY id")).scalars())


def test_an_older_database_is_backed_up_and_migrated_when_opened(
    database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The backup holds what was there before, in the schema of before."""
    backups = tmp_path / "backups"
    old = open_database(database_url, create=False, backups=backups)
    assert old is not None
    add_company(old)
    old.close()
    last = databases.REVISIONS[-1]
    with monkeypatch.context() as newer:
        release_another(newer, tmp_path / "versions")
        migrated = open_database(database_url, create=False, backups=backups)
        assert migrated is not None
        with migrated.read() as connection:
            assert version(connection) == "next"
            assert inspect(connection).has_table("added_by_next")
        assert company_names(migrated) == ["Renamed"]
        migrated.close()
    [backup] = backups.iterdir()
    assert backup.name == f"before-schema-next-from-{last}.db"
    restored = open_database(str(backup), create=False, backups=backups)
    assert restored is not None
    assert company_names(restored) == ["Acme"]
    restored.close()


def test_a_migration_that_fails_leaves_the_database_as_it_was(
    database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Schema, data and version change together or not at all."""
    old = open_database(database_url, create=False, backups=tmp_path)
    assert old is not None
    add_company(old)
    with old.read() as connection:
        before = reflected(connection)
    with monkeypatch.context() as newer:
        release_another(newer, tmp_path / "versions", more="op.execute('SELECT * FROM nowhere')")
        with pytest.raises(DatabaseError):
            open_database(database_url, create=False, backups=tmp_path / "backups")
    with old.read() as connection:
        assert reflected(connection) == before
        assert version(connection) == databases.REVISIONS[-1]
    assert company_names(old) == ["Acme"]
    old.close()


def test_without_a_backup_there_is_no_migration(
    database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When the folder for backups cannot be made, the database stays as it is."""
    (tmp_path / "file").write_text("")
    release_another(monkeypatch, tmp_path / "versions")
    with pytest.raises(DatabaseError, match="file/backups cannot be made"):
        open_database(database_url, create=False, backups=tmp_path / "file" / "backups")
    engine = dialects.engine(dialects.parse_url(database_url))
    with dialects.begin_read(engine) as connection:
        assert version(connection) != "next"
    engine.dispose()


def test_a_database_of_a_newer_version_is_refused_untouched(
    database_url: str, tmp_path: Path
) -> None:
    """Nothing is written to it, no backup is made, and the message says what to do."""
    database = open_database(database_url, create=False, backups=tmp_path)
    assert database is not None
    add_company(database)
    with database.write() as connection:
        connection.execute(update(schema.schema_version).values(version_num="0999"))
    database.close()
    file = dialects.file_of(dialects.parse_url(database_url))
    before = file.read_bytes() if file else b""
    for create in (False, True):
        with pytest.raises(NewerDatabase, match=r"newer version of pipeboard \(schema 0999\)"):
            open_database(database_url, create=create, backups=tmp_path / "backups")
    assert (file.read_bytes() if file else b"") == before
    assert not (tmp_path / "backups").exists()
