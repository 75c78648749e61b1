"""What figures are of: the deals of a pipeline, an owner and a filter, as they stood at a time."""

from typing import Any

from sqlalchemy import ColumnElement, Connection
from sqlalchemy.sql.visitors import ExternallyTraversible, replacement_traverse

from pipeboard.domain.figures import Scope
from pipeboard.store import filters, schema
from pipeboard.store.dues import Present

_deal = schema.deal
STOOD = (
    *("status", "pipeline_id", "owner", "currency", "value"),
    *("probability", "expected_close", "forecast_category"),
)
"""The columns of a deal of which it is known how they were over time."""


def conditions(
    connection: Connection, scope: Scope, stood: Any, present: Present
) -> list[ColumnElement[bool]]:
    """What must hold of a deal for it to be in the scope, whatever the period.

    ``stood`` is the table ``deal`` for deals as they are now, or ``standing`` (or an alias of it)
    for how they stood: its own columns then say what they said at that time, and all else of the
    deal is as it is now. That needs ``deal`` joined to it by an outer join, as of a deal that is
    gone nothing else is known; a filter on such a thing does not match it.
    """
    found = list(filters.conditions(connection, scope.filter, present))
    if stood is not _deal:
        found = [_as_stood(condition, stood) for condition in found]
    if scope.pipeline_id is not None:
        found.append(stood.c.pipeline_id == scope.pipeline_id)
    if scope.owner is not None:
        found.append(stood.c.owner == scope.owner)
    return found


def _as_stood(condition: ColumnElement[bool], stood: Any) -> ColumnElement[bool]:
    """The condition with the columns of ``stood`` in place of those of the deal."""
    swapped: dict[Any, ExternallyTraversible] = {_deal.c[name]: stood.c[name] for name in STOOD}

    def replace(element: ExternallyTraversible, **_: Any) -> ExternallyTraversible | None:
        return swapped.get(element)

    replaced: ColumnElement[bool] = replacement_traverse(condition, {}, replace)
    return replaced
