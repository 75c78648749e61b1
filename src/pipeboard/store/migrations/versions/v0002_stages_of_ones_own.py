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
    op.add_column("follow_up", sa.Column("satisfaction", sa.Integer()))
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
    for name, table, columns in (
        ("uq_pipeline_name", "pipeline", ["name"]),
        ("uq_stage_pipeline_id_name", "stage", ["pipeline_id", "name"]),
    ):
        op.create_index(
            name, table, columns, unique=True, sqlite_where=STAYS, postgresql_where=STAYS
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
