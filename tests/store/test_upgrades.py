"""What people have goes with them: a migration of every released schema, with the work in it."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest
from sqlalchemy import Column, MetaData, Table, Text, UniqueConstraint, func, select, text

from pipeboard.domain.locale import Locale
from pipeboard.errors import Conflict, PipeboardError
from pipeboard.service import history
from pipeboard.service.workspace import Workspace
from pipeboard.store import database as databases
from pipeboard.store import dialects, journal, migrations, schema, upkeep
from pipeboard.store.database import Database, open_database
from tests.clocks import PinnedClock
from tests.store import released
from tests.store.reflected import reflected

RELEASED = databases.REVISIONS

NEXT = f"""
import sqlalchemy as sa
from alembic import op

revision = "next"
down_revision = "{RELEASED[-1]}"
counted = {{"sqlite_autoincrement": True}}
key = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "region",
        sa.Column("id", key),
        sa.Column("name", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_region"),
        sa.UniqueConstraint("name", name="uq_region_name"),
        **counted,
    )
    op.execute("INSERT INTO region (name) VALUES ('north')")
    op.add_column("deal", sa.Column("tier", sa.Text(), nullable=False, server_default="plain"))
    op.execute("UPDATE deal SET tier = 'gold' WHERE title LIKE 'Acme%'")
    op.create_index("ix_deal_tier", "deal", ["tier"])
    for table, column in (("company", "industry"), ("deal", "campaign")):
        with op.batch_alter_table(table, table_kwargs=counted) as batch:
            batch.alter_column(column, existing_type=sa.Text(), nullable=True)
"""
"""Adds a table and a column with a server default, fills both, and changes columns of two tables
that others refer to, one of which refers to itself."""


def next_schema() -> MetaData:
    """The schema of a new database after that revision."""
    made = MetaData(naming_convention=schema.metadata.naming_convention)
    for table in schema.metadata.sorted_tables:
        info = {index.name: index.info for index in table.indexes}
        for index in table.to_metadata(made).indexes:
            index.info.update(info[index.name])
    name: Column[str] = Column("name", Text, nullable=False)
    key: Column[int] = Column("id", dialects.Key, primary_key=True)
    Table("region", made, key, name, UniqueConstraint("name"), sqlite_autoincrement=True)
    tier: Column[str] = Column("tier", Text, nullable=False, server_default="plain", index=True)
    made.tables["deal"].append_column(tier)
    made.tables["company"].c.industry.nullable = True
    made.tables["deal"].c.campaign.nullable = True
    return made


@pytest.fixture
def new_schema(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> MetaData:
    """Makes this pipeboard one that has released that revision."""
    folder = tmp_path / "versions"
    folder.mkdir()
    (folder / "next.py").write_text(NEXT, encoding="utf-8")
    made = next_schema()
    tables = {name: made.tables[name] for name in journal.JOURNALED}
    monkeypatch.setattr(migrations, "VERSIONS", (*migrations.VERSIONS, folder))
    monkeypatch.setattr(databases, "REVISIONS", (*RELEASED, "next"))
    monkeypatch.setattr(journal, "JOURNALED", tables)
    return made


@pytest.fixture(params=RELEASED)
def old_url(request: pytest.FixtureRequest, backend: str, second_url: str) -> str:
    """A database that an older version left, with work in it."""
    released.restore(request.param, backend, second_url)
    return second_url


def opened(url: str, backups: Path) -> Database:
    """The database at a URL, brought up to date."""
    database = open_database(url, create=False, backups=backups)
    assert database is not None
    return database


def everything(ws: Workspace) -> dict[str, list[dict[str, Any]]]:
    """Every row of every table that steps write."""
    with ws.read() as connection:
        return {
            name: [dict(row) for row in connection.execute(select(table).order_by("id")).mappings()]
            for name, table in journal.JOURNALED.items()
        }


@pytest.mark.parametrize("version", RELEASED)
def test_every_released_schema_is_kept(version: str, backend: str) -> None:
    """Without its dump nothing tells whether the databases of a version can be brought on."""
    assert released.dump(version, backend).exists(), "run python -m tests.store.released"


def test_a_released_database_comes_to_the_schema_of_a_new_one(
    old_url: str, database: Database, tmp_path: Path
) -> None:
    """By the revisions that there are, with every row that was in it in order."""
    migrated = opened(old_url, tmp_path / "backups")
    with migrated.read() as connection, database.read() as fresh:
        assert reflected(connection) == reflected(fresh)
        assert dialects.problems(connection) == []
    migrated.close()


def test_a_migrated_table_equals_a_new_one(
    old_url: str,
    new_database_url: str,
    new_schema: MetaData,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A column added and a table made anew are as in a new database; what was in them is there."""
    migrated = opened(old_url, tmp_path / "backups")
    fresh = dialects.engine(dialects.parse_url(new_database_url))
    with dialects.begin_write(fresh) as connection:
        monkeypatch.setattr(schema, "metadata", new_schema)
        schema.make(connection)
        expected = reflected(connection)
    with migrated.read() as connection:
        assert reflected(connection) == expected
        assert dialects.problems(connection) == []
        deal = new_schema.tables["deal"]
        tiers = connection.execute(select(deal.c.title, deal.c.tier).order_by(deal.c.id)).all()
        assert [tuple(row) for row in tiers] == [
            ("Acme renewal", "gold"),
            ("Kestrel pilot", "plain"),
        ]
        region = new_schema.tables["region"]
        assert connection.execute(select(region.c.name)).scalars().all() == ["north"]
    fresh.dispose()
    migrated.close()


def test_steps_from_before_a_migration_are_taken_back_and_done_again(
    old_url: str, new_schema: MetaData, tmp_path: Path, clock: PinnedClock
) -> None:
    """All of them; a deleted deal comes back with what a new column has where nobody set it."""
    migrated = opened(old_url, tmp_path / "backups")
    ws = Workspace(migrated, "ann", clock, "EUR", Locale(), tmp_path)
    before = everything(ws)
    undone = [history.undo(ws)]
    assert undone[0] is not None
    assert undone[0].title == "Took back: Deleted Gone"
    assert [(row["title"], row["tier"]) for row in everything(ws)["deal"]] == [
        ("Acme renewal", "gold"),
        ("Kestrel pilot", "plain"),
        ("Gone", "plain"),
    ]
    while undone[-1] is not None:
        undone.append(history.undo(ws))
    assert not everything(ws)["deal"]
    assert not everything(ws)["company"]
    for _ in undone[:-1]:
        assert history.redo(ws) is not None
    assert everything(ws) == before | {
        "deal": [row | {"tier": "plain"} for row in before["deal"]],
    }
    with ws.read() as connection:
        assert upkeep.problems(connection) == []
    migrated.close()


def test_a_table_made_anew_uses_no_id_twice(
    old_url: str, new_schema: MetaData, tmp_path: Path
) -> None:
    """The id of a row that was deleted before the migration stays free for its undo."""
    migrated = opened(old_url, tmp_path / "backups")
    with migrated.write() as connection:
        deal = new_schema.tables["deal"]
        present = connection.execute(select(func.max(deal.c.id))).scalar_one()
        assert journal.Ids(connection).new("deal") == present + 2
    migrated.close()


def test_two_processes_that_find_an_old_database_migrate_it_once(
    old_url: str, new_schema: MetaData, tmp_path: Path
) -> None:
    """The second waits, finds it done, and makes no backup of what is new already."""
    backups = tmp_path / "backups"
    together = Barrier(2)

    def start(number: int) -> str | None:
        together.wait()
        database = opened(old_url, backups)
        with database.read() as connection:
            version: str | None = connection.execute(select(schema.schema_version)).scalar()
            names = connection.execute(text("SELECT name FROM region")).all()
        database.close()
        return f"{version} {len(names)}"

    with ThreadPoolExecutor(2) as pool:
        assert list(pool.map(start, range(2))) == ["next 1", "next 1"]
    [backup] = backups.iterdir()
    kept = dialects.engine(dialects.sqlite_url(backup))
    with dialects.begin_read(kept) as connection:
        version = connection.execute(select(schema.schema_version.c.version_num)).scalar()
        assert version in RELEASED
    kept.dispose()


def test_a_migration_that_loses_what_others_refer_to_is_refused(
    old_url: str, new_schema: MetaData, tmp_path: Path
) -> None:
    """Nothing of it stays, and later writes look at references again."""
    file = tmp_path / "versions" / "next.py"
    file.write_text(NEXT + '    op.execute("DELETE FROM stage")\n', encoding="utf-8")
    engine = dialects.engine(dialects.parse_url(old_url))
    with dialects.begin_read(engine) as connection:
        before = reflected(connection)
    with pytest.raises(PipeboardError, match=r"refers to a missing stage|depends on the stage"):
        open_database(old_url, create=False, backups=tmp_path / "backups")
    with dialects.begin_read(engine) as connection:
        assert reflected(connection) == before
    with pytest.raises(Conflict), dialects.begin_write(engine) as connection:
        connection.execute(text("DELETE FROM stage"))
    engine.dispose()


def test_the_backup_of_an_old_database_is_of_its_own_schema(
    old_url: str, new_schema: MetaData, tmp_path: Path
) -> None:
    """It opens as that database would have, with all that was in it."""
    opened(old_url, tmp_path / "backups").close()
    [backup] = (tmp_path / "backups").iterdir()
    again = opened(str(backup), tmp_path / "more")
    with again.read() as connection:
        assert reflected(connection)["deal"]["columns"]["tier"]
        assert dialects.problems(connection) == []
    again.close()
