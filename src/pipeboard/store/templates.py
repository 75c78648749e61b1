"""Stage templates: those that were saved, and stages as others like them are made."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, select

from pipeboard.domain.stages import Stage
from pipeboard.domain.templates import CriterionTemplate, FollowUpTemplate, StageTemplate
from pipeboard.store import stage_parts
from pipeboard.store.schema import template


def saved(connection: Connection) -> list[dict[str, Any]]:
    """The rows of the templates that were saved, in the order in which that was."""
    query = select(template).order_by(template.c.id)
    return [dict(row) for row in connection.execute(query).mappings()]


def as_templates(connection: Connection, chosen: Iterable[Stage]) -> tuple[StageTemplate, ...]:
    """Stages with what belongs to them, as others like them are made."""
    chosen = list(chosen)
    ids = [each.id for each in chosen]
    required, offered = (
        stage_parts.criteria(connection, ids),
        stage_parts.follow_ups(connection, ids),
    )
    return tuple(
        StageTemplate(
            name=each.name,
            probability=each.probability,
            stale_after=each.stale_after,
            guidance=each.guidance,
            criteria=tuple(
                CriterionTemplate(item.kind, item.subject) for item in required.get(each.id, ())
            ),
            marketing_qualified=each.marketing_qualified,
            qualified=each.qualified,
            kind=each.kind,
            rule=each.rule,
            follow_ups=tuple(
                FollowUpTemplate(item.type, item.subject, item.days, item.anchor)
                for item in offered.get(each.id, ())
            ),
        )
        for each in chosen
    )
