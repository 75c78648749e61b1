"""Indexes by which figures of many deals are there at once."""

from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Makes the indexes; those of visits take the place of shorter ones."""
    op.create_index("ix_deal_expected", "deal", ["status", "expected_close", "currency", "value"])
    op.create_index("ix_standing_unknown", "standing", ["since_unknown", "from_on", "deal_id"])
    for column in ("deal_id", "stage_id"):
        op.drop_index(f"ix_stage_visit_{column}_left_on", "stage_visit")
    _visits("stage_id", "left_on", "entered_on")
    _visits("stage_id", "deal_id", "entered_on", "left_on")


def _visits(*columns: str) -> None:
    op.create_index(f"ix_stage_visit_{'_'.join(columns)}", "stage_visit", list(columns))
