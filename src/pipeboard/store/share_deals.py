"""The deals in one part of a breakdown."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import ColumnElement, Connection, or_, select

from pipeboard.domain.deals import Status
from pipeboard.domain.figures import Scope
from pipeboard.domain.money import Money
from pipeboard.domain.sizes import BOUNDS, size_name
from pipeboard.store import schema
from pipeboard.store.batching import batches
from pipeboard.store.figures import closed
from pipeboard.store.opens import Opens
from pipeboard.store.shares import part_of, with_part

_deal = schema.deal


def deals(
    connection: Connection, opens: Opens, scope: Scope, kind: str, name: str, status: Status
) -> dict[int, Money | None]:
    """The deals in the part with a name that are open, were won or were lost, by their ids.

    Each with what it was worth in the period; None without a value.
    """
    if status is Status.OPEN:
        stood, deal_id, source = opens.stood, opens.deal_id, opens.joined()
        conditions = opens.conditions
    else:
        stood, deal_id, source = _deal, _deal.c.id, _deal
        conditions = [_deal.c.status == status, *closed(connection, scope, opens.at.present)]
    query = (
        select(deal_id.label("deal_id"), stood.c.value, stood.c.currency)
        .distinct()
        .select_from(with_part(kind, source))
        .where(*conditions, _in_part(connection, kind, name, stood))
        .order_by("deal_id")
    )
    return {
        row.deal_id: None if row.value is None else Money(row.value, row.currency)
        for row in connection.execute(query)
    }


def among(connection: Connection, deal_ids: Collection[int], kind: str, name: str) -> list[int]:
    """Those of some deals that are in the part with a name, as they are now."""
    source, part = with_part(kind, _deal), _in_part(connection, kind, name, _deal)
    found: list[int] = []
    for ids in batches(deal_ids):
        query = select(_deal.c.id).distinct().select_from(source).where(_deal.c.id.in_(ids), part)
        found += connection.execute(query.order_by(_deal.c.id)).scalars()
    return found


def _in_part(connection: Connection, kind: str, name: str, stood: Any) -> ColumnElement[bool]:
    part = part_of(kind, stood)
    found: ColumnElement[bool]
    if kind == "size":
        if not name:
            found = part.is_(None)
            return found
        codes = connection.execute(select(_deal.c.currency).distinct()).scalars()
        sizes = {
            size_name(code, number): (code, number)
            for code in codes
            for number in range(len(BOUNDS) + 1)
        }
        code, number = sizes.get(name, ("", -1))
        found = (stood.c.currency == code) & (part == number)
        return found
    return part == name if name else or_(part.is_(None), part == "")
