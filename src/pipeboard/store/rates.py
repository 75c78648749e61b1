"""Reading the exchange rates."""

from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, select

from pipeboard.domain.rates import Rate
from pipeboard.store.schema import exchange_rate


def rates(connection: Connection) -> list[Rate]:
    """Every rate, by its currency."""
    return [
        Rate(row["currency"], row["base"], Decimal(row["rate"]), row["as_of"])
        for row in rows(connection).values()
    ]


def rows(connection: Connection) -> dict[str, dict[str, Any]]:
    """The whole rows of the rates, by their currencies."""
    query = select(exchange_rate).order_by(exchange_rate.c.currency)
    return {row["currency"]: dict(row) for row in connection.execute(query).mappings()}
