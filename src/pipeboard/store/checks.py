"""The checklist items that are ticked on deals, looked for by their text."""

from typing import Any

from sqlalchemy import Connection, select

from pipeboard.domain.criteria import CriterionKind
from pipeboard.store.schema import deal_check, exit_criterion, stage


def ticked(connection: Connection, item: str) -> list[dict[str, Any]]:
    """The rows of the deals on which an item is ticked."""
    query = select(deal_check).where(deal_check.c.item == item).order_by(deal_check.c.id)
    return [dict(row) for row in connection.execute(query).mappings()]


def asked_for(connection: Connection, item: str) -> bool:
    """Whether a stage that there is has this item among its exit criteria."""
    query = (
        select(exit_criterion.c.id)
        .join(stage, stage.c.id == exit_criterion.c.stage_id)
        .where(
            exit_criterion.c.kind == CriterionKind.CHECKLIST,
            exit_criterion.c.subject == item,
            stage.c.removed_on.is_(None),
        )
        .limit(1)
    )
    return connection.execute(query).first() is not None
