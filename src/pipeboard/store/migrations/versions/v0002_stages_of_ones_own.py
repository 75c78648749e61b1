"""What the whole life of a deal takes: stages that can be removed, criteria ticked, reasons, rates."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
RANK = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
DAY = sa.Integer()
TEXT = sa.Text()
JSON = TEXT
COUNTED = {"sqlite_autoincrement": True}
STAYS = sa.text("removed_on IS NULL")


def upgrade() -> None:
    """Makes the tables and columns; what is there already keeps its meaning."""
    _removable()
    _lists()
    op.add_column("contact", sa.Column("left_on", DAY))
    op.add_column("deal_contact", sa.Column("left_on", DAY))
    _cadences()
    op.create_index("ix_deal_nurture", "deal", ["status", "nurture_until"])


def _table(name: str, *items: sa.Column[Any] | sa.Constraint) -> None:
    """A table whose ids are never used twice."""
    key = sa.Column("id", KEY, nullable=False)
    primary = sa.PrimaryKeyConstraint("id", name=f"pk_{name}")
    op.create_table(name, key, *items, primary, sqlite_autoincrement=True)


def _needed(name: str, kind: sa.types.TypeEngine[Any] = TEXT) -> sa.Column[Any]:
    return sa.Column(name, kind, nullable=False)


def _reference(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=f"fk_{table}_{column}")


def _unique(table: str, *columns: str) -> sa.UniqueConstraint:
    return sa.UniqueConstraint(*columns, name=f"uq_{table}_{'_'.join(columns)}")


def _removable() -> None:
    """Pipelines and stages get a mark in place of being deleted; a name is taken by one that stays."""
    with op.batch_alter_table("pipeline", table_kwargs=COUNTED) as batch:
        batch.drop_constraint("uq_pipeline_name", type_="unique")
        batch.add_column(sa.Column("removed_on", DAY))
    with op.batch_alter_table("stage", table_kwargs=COUNTED) as batch:
        batch.drop_constraint("uq_stage_pipeline_id_name", type_="unique")
        batch.add_column(sa.Column("removed_on", DAY))
        batch.add_column(sa.Column("successor_id", KEY))
        batch.create_foreign_key("fk_stage_successor_id", "stage", ["successor_id"], ["id"])
    _one_that_stays("uq_pipeline_name", "pipeline", ["name"])
    _one_that_stays("uq_stage_pipeline_id_name", "stage", ["pipeline_id", "name"])


def _one_that_stays(name: str, table: str, columns: list[str]) -> None:
    op.create_index(name, table, columns, unique=True, sqlite_where=STAYS, postgresql_where=STAYS)


def _cadences() -> None:
    _table(
        "cadence",
        _needed("name"),
        _needed("stops_on_reply", sa.Boolean()),
        _needed("stops_on_move", sa.Boolean()),
        sa.Column("removed_on", DAY),
    )
    _one_that_stays("uq_cadence_name", "cadence", ["name"])
    _table(
        "cadence_step",
        _needed("cadence_id", KEY),
        _needed("rank", RANK),
        _needed("day", sa.Integer()),
        _needed("type"),
        _needed("subject"),
        _reference("cadence_step", "cadence_id", "cadence"),
    )
    op.create_index("ix_cadence_step_cadence_id", "cadence_step", ["cadence_id"])
    _table(
        "cadence_run",
        _needed("deal_id", KEY),
        _needed("cadence_id", KEY),
        _needed("started_on", DAY),
        _needed("state"),
        sa.Column("ended_on", DAY),
        _reference("cadence_run", "deal_id", "deal"),
        _reference("cadence_run", "cadence_id", "cadence"),
    )
    for column in ("deal_id", "cadence_id"):
        op.create_index(f"ix_cadence_run_{column}", "cadence_run", [column])
    with op.batch_alter_table("follow_up", table_kwargs=COUNTED) as batch:
        batch.add_column(sa.Column("satisfaction", sa.Integer()))
        batch.add_column(sa.Column("cadence_run_id", KEY))
        batch.create_foreign_key(
            "fk_follow_up_cadence_run_id", "cadence_run", ["cadence_run_id"], ["id"]
        )
    op.create_index("ix_follow_up_cadence_run_id", "follow_up", ["cadence_run_id"])
    reminds = sa.text("done_at IS NULL AND reminder IS NOT NULL")
    op.create_index(
        "ix_follow_up_reminder",
        "follow_up",
        ["done_at", "assignee", "due_on", "due_at", "reminder"],
        sqlite_where=reminds,
        postgresql_where=reminds,
    )


def _lists() -> None:
    _table(
        "stage_follow_up",
        _needed("stage_id", KEY),
        _needed("rank", RANK),
        _needed("type"),
        _needed("subject"),
        _needed("days", sa.Integer()),
        _needed("anchor"),
        _reference("stage_follow_up", "stage_id", "stage"),
    )
    op.create_index("ix_stage_follow_up_stage_id", "stage_follow_up", ["stage_id"])
    _table("template", _needed("name"), _needed("stages", JSON), _unique("template", "name"))
    _table(
        "reason",
        _needed("status"),
        _needed("rank", RANK),
        _needed("name"),
        _unique("reason", "status", "name"),
    )
    _table(
        "saved_filter",
        _needed("letter"),
        _needed("name"),
        _needed("filter"),
        _unique("saved_filter", "letter"),
    )
    _table(
        "exchange_rate",
        _needed("currency"),
        _needed("base"),
        _needed("rate"),
        _needed("as_of", DAY),
        _unique("exchange_rate", "currency"),
    )
    _table(
        "deal_check",
        _needed("deal_id", KEY),
        _needed("item"),
        _unique("deal_check", "deal_id", "item"),
        _reference("deal_check", "deal_id", "deal"),
    )
