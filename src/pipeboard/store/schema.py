"""The tables of the newest schema; older databases are brought here by ``migrations``."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Connection,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
)
from sqlalchemy.schema import CreateIndex, CreateTable

from pipeboard.store.dialects import Key, RankText
from pipeboard.store.types import Day, Instant, Json

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _table(name: str, *items: Column[object] | Index | UniqueConstraint) -> Table:
    """A table whose ids are never used twice."""
    return Table(
        name, metadata, Column("id", Key, primary_key=True), *items, sqlite_autoincrement=True
    )


def _text(name: str) -> Column[object]:
    return Column(name, Text, nullable=False, server_default="")


def _texts(*names: str) -> list[Column[object]]:
    """Columns of text that must be given; it may be empty."""
    return [Column(name, Text, nullable=False) for name in names]


def _partial(name: str, *columns: str, where: str, unique: bool = False) -> Index:
    """An index of the rows that meet ``where``, told without options that load a server's drivers."""
    return Index(name, *columns, unique=unique, info={"where": where})


def _one_that_stays(name: str, *columns: str) -> Index:
    """An index by which no two rows that were not removed are the same in these columns."""
    return _partial(name, *columns, where="removed_on IS NULL", unique=True)


def _ref(name: str, target: str, *, required: bool = False) -> Column[object]:
    return Column(name, Key, ForeignKey(f"{target}.id"), nullable=not required)


setting = _table(
    "setting",
    Column("key", Text, nullable=False, unique=True),
    Column("value", Json, nullable=False),
)

pipeline = _table(
    "pipeline",
    Column("name", Text, nullable=False),
    Column("rank", RankText, nullable=False),
    Column("removed_on", Day),
    _one_that_stays("uq_pipeline_name", "name"),
)
"""A pipeline that was removed stays, for the deals that ended in it; its name is free."""

stage = _table(
    "stage",
    _ref("pipeline_id", "pipeline", required=True),
    Column("name", Text, nullable=False),
    Column("rank", RankText, nullable=False),
    Column("probability", Integer, nullable=False),
    Column("stale_after", Integer, nullable=False),
    Column("kind", Text, nullable=False),
    Column("marketing_qualified", Boolean(create_constraint=False), nullable=False),
    Column("qualified", Boolean(create_constraint=False), nullable=False),
    Column("rule", Text, nullable=False),
    _text("guidance"),
    Column("removed_on", Day),
    _ref("successor_id", "stage"),
    _one_that_stays("uq_stage_pipeline_id_name", "pipeline_id", "name"),
)
"""A stage that was removed stays, for the visits and the closed deals that refer to it."""

exit_criterion = _table(
    "exit_criterion",
    _ref("stage_id", "stage", required=True),
    Column("rank", RankText, nullable=False),
    *_texts("kind", "subject"),
    Index(None, "stage_id"),
)

stage_follow_up = _table(
    "stage_follow_up",
    _ref("stage_id", "stage", required=True),
    Column("rank", RankText, nullable=False),
    *_texts("type", "subject"),
    Column("days", Integer, nullable=False),
    Column("anchor", Text, nullable=False),
    Index(None, "stage_id"),
)

template = _table(
    "template",
    Column("name", Text, nullable=False, unique=True),
    Column("stages", Json, nullable=False),
)

reason = _table(
    "reason",
    Column("status", Text, nullable=False),
    Column("rank", RankText, nullable=False),
    Column("name", Text, nullable=False),
    UniqueConstraint("status", "name"),
)

saved_filter = _table(
    "saved_filter",
    Column("letter", Text, nullable=False, unique=True),
    *_texts("name", "filter"),
)

exchange_rate = _table(
    "exchange_rate",
    Column("currency", Text, nullable=False, unique=True),
    *_texts("base", "rate"),
    Column("as_of", Day, nullable=False),
)

target = _table(
    "target",
    Column("period", Text, nullable=False),
    _ref("pipeline_id", "pipeline"),
    *_texts("owner", "currency"),
    Column("value", BigInteger, nullable=False),
    Index(None, "period"),
)
"""Money to win in a period such as ``2026-Q4``; no pipeline is all, an empty owner everybody."""

company = _table(
    "company",
    Column("name", Text, nullable=False),
    _text("industry"),
    _text("website"),
    _text("notes"),
    Index(None, "name"),
)

contact = _table(
    "contact",
    Column("name", Text, nullable=False),
    _ref("company_id", "company"),
    _text("title"),
    Column("left_on", Day),
    Index(None, "name"),
    Index(None, "company_id"),
)

contact_email = _table(
    "contact_email",
    _ref("contact_id", "contact", required=True),
    Column("address", Text, nullable=False),
    Index(None, "contact_id"),
)

contact_phone = _table(
    "contact_phone",
    _ref("contact_id", "contact", required=True),
    Column("number", Text, nullable=False),
    Index(None, "contact_id"),
)

deal = _table(
    "deal",
    Column("title", Text, nullable=False),
    _ref("company_id", "company"),
    _ref("pipeline_id", "pipeline", required=True),
    _ref("stage_id", "stage"),
    Column("value", BigInteger),
    Column("currency", Text, nullable=False),
    _text("owner"),
    _text("source"),
    _text("campaign"),
    Column("probability", Integer),
    Column("forecast_category", Text),
    Column("created_on", Day),
    Column("expected_close", Day),
    Column("closed_on", Day),
    Column("contract_end", Day),
    Column("status", Text, nullable=False),
    Column("reason", Text),
    Column("nurture_until", Day),
    *map(_text, ("need", "budget", "authority", "timeline")),
    _ref("sold_from_id", "deal"),
    Column("rank", RankText, nullable=False),
    Column("touched_on", Day),
    Column("custom", Json, nullable=False),
    Index("ix_deal_lane", "stage_id", "status", "rank", "id"),
    Index("ix_deal_totals", "stage_id", "status", "currency", "probability", "value"),
    Index(None, "company_id"),
    Index(None, "pipeline_id"),
    Index(None, "sold_from_id"),
    Index("ix_deal_closed", "status", "closed_on"),
    Index("ix_deal_nurture", "status", "nurture_until"),
    Index("ix_deal_expected", "status", "expected_close", "currency", "value"),
)

deal_contact = _table(
    "deal_contact",
    _ref("deal_id", "deal", required=True),
    _ref("contact_id", "contact", required=True),
    Column("role", Text, nullable=False),
    Column("left_on", Day),
    UniqueConstraint("deal_id", "contact_id"),
    Index(None, "contact_id"),
)

deal_label = _table(
    "deal_label",
    _ref("deal_id", "deal", required=True),
    Column("label", Text, nullable=False),
    UniqueConstraint("deal_id", "label"),
    Index(None, "label"),
)

deal_check = _table(
    "deal_check",
    _ref("deal_id", "deal", required=True),
    Column("item", Text, nullable=False),
    UniqueConstraint("deal_id", "item"),
)
"""The checklist items that are ticked on a deal, by their text."""

external_id = _table(
    "external_id",
    _ref("deal_id", "deal", required=True),
    *_texts("system", "value"),
    Index(None, "deal_id"),
    Index(None, "system", "value"),
)

stage_visit = _table(
    "stage_visit",
    _ref("deal_id", "deal", required=True),
    _ref("stage_id", "stage", required=True),
    Column("entered_on", Day, nullable=False),
    Column("left_on", Day),
    Index(None, "stage_id", "left_on", "entered_on"),
    Index(None, "stage_id", "deal_id", "entered_on", "left_on"),
    Index(None, "deal_id", "stage_id", "entered_on"),
)

note = _table(
    "note",
    _ref("deal_id", "deal"),
    _ref("contact_id", "contact"),
    _ref("company_id", "company"),
    *_texts("text", "author"),
    Column("at", Instant, nullable=False),
    Index(None, "deal_id"),
    Index(None, "contact_id"),
    Index(None, "company_id"),
)

cadence = _table(
    "cadence",
    Column("name", Text, nullable=False),
    Column("stops_on_reply", Boolean(create_constraint=False), nullable=False),
    Column("stops_on_move", Boolean(create_constraint=False), nullable=False),
    Column("removed_on", Day),
    _one_that_stays("uq_cadence_name", "name"),
)
"""A cadence that was removed stays, for the deals on which it was started."""

cadence_step = _table(
    "cadence_step",
    _ref("cadence_id", "cadence", required=True),
    Column("rank", RankText, nullable=False),
    Column("day", Integer, nullable=False),
    *_texts("type", "subject"),
    Index(None, "cadence_id"),
)

cadence_run = _table(
    "cadence_run",
    _ref("deal_id", "deal", required=True),
    _ref("cadence_id", "cadence", required=True),
    Column("started_on", Day, nullable=False),
    Column("state", Text, nullable=False),
    Column("ended_on", Day),
    Index(None, "deal_id"),
    Index(None, "cadence_id"),
)

follow_up = _table(
    "follow_up",
    _ref("deal_id", "deal"),
    _ref("contact_id", "contact"),
    _ref("company_id", "company"),
    *_texts("type", "subject"),
    Column("due_on", Day, nullable=False),
    Column("due_at", Instant),
    Column("due_zone", Text),
    Column("reminder", Integer),
    Column("priority", Text, nullable=False),
    Column("repeat", Text),
    Column("assignee", Text, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("done_at", Instant),
    Column("outcome", Text),
    Column("satisfaction", Integer),
    _ref("cadence_run_id", "cadence_run"),
    Index(None, "deal_id", "done_at", "due_on"),
    Index(None, "cadence_run_id"),
    Index("ix_follow_up_due", "done_at", "assignee", "due_on", "due_at"),
    _partial(
        "ix_follow_up_reminder",
        *("done_at", "assignee", "due_on", "due_at", "reminder"),
        where="done_at IS NULL AND reminder IS NOT NULL",
    ),
    Index(None, "contact_id"),
    Index(None, "company_id"),
)

step = _table(
    "step",
    Column("at", Instant, nullable=False),
    Column("day", Day, nullable=False),
    *_texts("actor", "kind", "title"),
    _ref("reverses", "step"),
    Column("deals", Integer, nullable=False),
    Index(None, "actor", "id"),
    Index(None, "reverses"),
)

change = _table(
    "change",
    _ref("step_id", "step", required=True),
    Column("table", Text, nullable=False),
    Column("row_id", Key, nullable=False),
    Column("before", Json),
    Column("after", Json),
    Column("deal_id", Key),
    Index(None, "step_id"),
    Index(None, "deal_id", "step_id"),
)

standing = Table(
    "standing",
    metadata,
    Column("deal_id", Key, primary_key=True, autoincrement=False),
    Column("number", Integer, primary_key=True),
    Column("from_on", Day, nullable=False),
    Column("until_on", Day),
    Column("since_unknown", Boolean(create_constraint=False), nullable=False),
    Column("status", Text, nullable=False),
    Column("pipeline_id", Key, nullable=False),
    *_texts("owner", "currency"),
    Column("value", BigInteger),
    Column("probability", Integer),
    Column("expected_close", Day),
    Column("forecast_category", Text),
    Index("ix_standing_open", "status", "from_on", "until_on"),
    Index("ix_standing_unknown", "since_unknown", "from_on", "deal_id"),
    Index(None, "from_on"),
)
"""How each deal stood over time, also one that is gone: drawn from the journal by ``standings``
whenever that tells more of a deal, and so neither journaled nor undone itself."""

preference = Table(
    "preference",
    metadata,
    Column("person", Text, primary_key=True),
    Column("key", Text, primary_key=True),
    Column("value", Json, nullable=False),
)
"""What one person last chose (pipeline, lane order, folded lanes, unfinished text); not undoable."""

schema_version = Table("alembic_version", metadata, Column("version_num", Text, primary_key=True))


def make(connection: Connection) -> None:
    """Makes every table in an empty database, always in one order: equal work makes equal files."""
    for table in metadata.sorted_tables:
        connection.execute(CreateTable(table))
        for index in sorted(table.indexes, key=lambda index: index.name or ""):
            made = str(CreateIndex(index).compile(dialect=connection.dialect))
            where = index.info.get("where")
            connection.exec_driver_sql(f"{made} WHERE {where}" if where else made)
