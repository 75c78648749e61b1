"""The first schema: deals, people, follow-ups, and the journal of every change to them."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
RANK = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
DAY = sa.Integer()
INSTANT = sa.BigInteger()
TEXT = sa.Text()
JSON = TEXT


def upgrade() -> None:
    """Makes every table."""
    _pipelines()
    _people()
    _deals()
    _belongings()
    _journal()


def _table(name: str, *items: sa.Column[Any] | sa.Constraint) -> None:
    """A table whose ids are never used twice."""
    key = sa.Column("id", KEY, nullable=False)
    primary = sa.PrimaryKeyConstraint("id", name=f"pk_{name}")
    op.create_table(name, key, *items, primary, sqlite_autoincrement=True)


def _needed(name: str, kind: sa.types.TypeEngine[Any] = TEXT) -> sa.Column[Any]:
    return sa.Column(name, kind, nullable=False)


def _text(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Text(), server_default="", nullable=False)


def _reference(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=f"fk_{table}_{column}")


def _unique(table: str, *columns: str) -> sa.UniqueConstraint:
    return sa.UniqueConstraint(*columns, name=f"uq_{table}_{'_'.join(columns)}")


def _index(table: str, *columns: str, name: str | None = None) -> None:
    op.create_index(name or f"ix_{table}_{'_'.join(columns)}", table, list(columns))


def _pipelines() -> None:
    _table("setting", _needed("key"), _needed("value", JSON), _unique("setting", "key"))
    op.create_table(
        "preference",
        _needed("person"),
        _needed("key"),
        _needed("value", JSON),
        sa.PrimaryKeyConstraint("person", "key", name="pk_preference"),
    )
    _table("pipeline", _needed("name"), _needed("rank", RANK), _unique("pipeline", "name"))
    _table(
        "stage",
        _needed("pipeline_id", KEY),
        _needed("name"),
        _needed("rank", RANK),
        _needed("probability", sa.Integer()),
        _needed("stale_after", sa.Integer()),
        _needed("kind"),
        _needed("marketing_qualified", sa.Boolean()),
        _needed("qualified", sa.Boolean()),
        _needed("rule"),
        _text("guidance"),
        _unique("stage", "pipeline_id", "name"),
        _reference("stage", "pipeline_id", "pipeline"),
    )
    _table(
        "exit_criterion",
        _needed("stage_id", KEY),
        _needed("rank", RANK),
        _needed("kind"),
        _needed("subject"),
        _reference("exit_criterion", "stage_id", "stage"),
    )
    _index("exit_criterion", "stage_id")


def _people() -> None:
    _table("company", _needed("name"), _text("industry"), _text("website"), _text("notes"))
    _index("company", "name")
    _table(
        "contact",
        _needed("name"),
        sa.Column("company_id", KEY),
        _text("title"),
        _reference("contact", "company_id", "company"),
    )
    _index("contact", "name")
    _index("contact", "company_id")
    for table, column in (("contact_email", "address"), ("contact_phone", "number")):
        _table(
            table,
            _needed("contact_id", KEY),
            _needed(column),
            _reference(table, "contact_id", "contact"),
        )
        _index(table, "contact_id")


def _deals() -> None:
    _table(
        "deal",
        _needed("title"),
        sa.Column("company_id", KEY),
        _needed("pipeline_id", KEY),
        sa.Column("stage_id", KEY),
        sa.Column("value", sa.BigInteger()),
        _needed("currency"),
        _text("owner"),
        _text("source"),
        _text("campaign"),
        sa.Column("probability", sa.Integer()),
        sa.Column("forecast_category", sa.Text()),
        sa.Column("created_on", DAY),
        sa.Column("expected_close", DAY),
        sa.Column("closed_on", DAY),
        sa.Column("contract_end", DAY),
        _needed("status"),
        sa.Column("reason", sa.Text()),
        sa.Column("nurture_until", DAY),
        _text("need"),
        _text("budget"),
        _text("authority"),
        _text("timeline"),
        sa.Column("sold_from_id", KEY),
        _needed("rank", RANK),
        sa.Column("touched_on", DAY),
        _needed("custom", JSON),
        _reference("deal", "company_id", "company"),
        _reference("deal", "pipeline_id", "pipeline"),
        _reference("deal", "stage_id", "stage"),
        _reference("deal", "sold_from_id", "deal"),
    )
    _index("deal", "stage_id", "status", "rank", "id", name="ix_deal_lane")
    _index("deal", "stage_id", "status", "currency", "probability", "value", name="ix_deal_totals")
    _index("deal", "company_id")
    _index("deal", "pipeline_id")
    _index("deal", "sold_from_id")
    _index("deal", "status", "closed_on", name="ix_deal_closed")
    _table(
        "stage_visit",
        _needed("deal_id", KEY),
        _needed("stage_id", KEY),
        _needed("entered_on", DAY),
        sa.Column("left_on", DAY),
        _reference("stage_visit", "deal_id", "deal"),
        _reference("stage_visit", "stage_id", "stage"),
    )
    _index("stage_visit", "deal_id", "left_on")
    _index("stage_visit", "stage_id", "left_on")


def _belongings() -> None:
    _table(
        "deal_contact",
        _needed("deal_id", KEY),
        _needed("contact_id", KEY),
        _needed("role"),
        _unique("deal_contact", "deal_id", "contact_id"),
        _reference("deal_contact", "deal_id", "deal"),
        _reference("deal_contact", "contact_id", "contact"),
    )
    _index("deal_contact", "contact_id")
    _table(
        "deal_label",
        _needed("deal_id", KEY),
        _needed("label"),
        _unique("deal_label", "deal_id", "label"),
        _reference("deal_label", "deal_id", "deal"),
    )
    _index("deal_label", "label")
    _table(
        "external_id",
        _needed("deal_id", KEY),
        _needed("system"),
        _needed("value"),
        _reference("external_id", "deal_id", "deal"),
    )
    _index("external_id", "deal_id")
    _index("external_id", "system", "value")
    _table(
        "note",
        sa.Column("deal_id", KEY),
        sa.Column("contact_id", KEY),
        sa.Column("company_id", KEY),
        _needed("text"),
        _needed("author"),
        _needed("at", INSTANT),
        _reference("note", "deal_id", "deal"),
        _reference("note", "contact_id", "contact"),
        _reference("note", "company_id", "company"),
    )
    for column in ("deal_id", "contact_id", "company_id"):
        _index("note", column)
    _table(
        "follow_up",
        sa.Column("deal_id", KEY),
        sa.Column("contact_id", KEY),
        sa.Column("company_id", KEY),
        _needed("type"),
        _needed("subject"),
        _needed("due_on", DAY),
        sa.Column("due_at", INSTANT),
        sa.Column("due_zone", sa.Text()),
        sa.Column("reminder", sa.Integer()),
        _needed("priority"),
        sa.Column("repeat", sa.Text()),
        _needed("assignee"),
        _needed("created_at", INSTANT),
        sa.Column("done_at", INSTANT),
        sa.Column("outcome", sa.Text()),
        _reference("follow_up", "deal_id", "deal"),
        _reference("follow_up", "contact_id", "contact"),
        _reference("follow_up", "company_id", "company"),
    )
    _index("follow_up", "deal_id", "done_at", "due_on")
    _index("follow_up", "done_at", "assignee", "due_on", "due_at", name="ix_follow_up_due")
    _index("follow_up", "contact_id")
    _index("follow_up", "company_id")


def _journal() -> None:
    _table(
        "step",
        _needed("at", INSTANT),
        _needed("actor"),
        _needed("kind"),
        _needed("title"),
        sa.Column("reverses", KEY),
        _needed("deals", sa.Integer()),
        _reference("step", "reverses", "step"),
    )
    _index("step", "actor", "id")
    _index("step", "reverses")
    _table(
        "change",
        _needed("step_id", KEY),
        _needed("table"),
        _needed("row_id", KEY),
        sa.Column("before", JSON),
        sa.Column("after", JSON),
        sa.Column("deal_id", KEY),
        _reference("change", "step_id", "step"),
    )
    _index("change", "step_id")
    _index("change", "deal_id", "step_id")
