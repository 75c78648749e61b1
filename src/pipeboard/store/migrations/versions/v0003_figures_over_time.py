"""What figures over time take: the day of each step, how deals stood, and targets."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
DAY = sa.Integer()
TEXT = sa.Text()
COUNTED = {"sqlite_autoincrement": True}


def upgrade() -> None:
    """Makes the tables; a step's day is that of its instant in UTC, as nothing tells its zone.

    How deals stood is drawn afterwards from the journal.
    """
    op.add_column("step", sa.Column("day", DAY))
    op.execute("UPDATE step SET day = at / 86400000 + 719163")
    with op.batch_alter_table("step", table_kwargs=COUNTED) as batch:
        batch.alter_column("day", existing_type=DAY, nullable=False)
    columns = ["deal_id", "stage_id", "entered_on"]
    op.create_index("ix_stage_visit_deal_id_stage_id_entered_on", "stage_visit", columns)
    _standings()
    op.create_table(
        "target",
        sa.Column("id", KEY, nullable=False),
        sa.Column("period", TEXT, nullable=False),
        sa.Column("pipeline_id", KEY),
        sa.Column("owner", TEXT, nullable=False),
        sa.Column("currency", TEXT, nullable=False),
        sa.Column("value", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_target"),
        sa.ForeignKeyConstraint(["pipeline_id"], ["pipeline.id"], name="fk_target_pipeline_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_target_period", "target", ["period"])


def _standings() -> None:
    op.create_table(
        "standing",
        sa.Column("deal_id", KEY, nullable=False, autoincrement=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("from_on", DAY, nullable=False),
        sa.Column("until_on", DAY),
        sa.Column("since_unknown", sa.Boolean(), nullable=False),
        sa.Column("status", TEXT, nullable=False),
        sa.Column("pipeline_id", KEY, nullable=False),
        sa.Column("owner", TEXT, nullable=False),
        sa.Column("currency", TEXT, nullable=False),
        sa.Column("value", sa.BigInteger()),
        sa.Column("probability", sa.Integer()),
        sa.Column("expected_close", DAY),
        sa.Column("forecast_category", TEXT),
        sa.PrimaryKeyConstraint("deal_id", "number", name="pk_standing"),
    )
    op.create_index("ix_standing_open", "standing", ["status", "from_on", "until_on"])
    op.create_index("ix_standing_from_on", "standing", ["from_on"])
