"""Reading the targets, and what was won towards them."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, func, literal, select

from pipeboard.domain.deals import Status
from pipeboard.domain.money import Money
from pipeboard.domain.periods import Period, read_period
from pipeboard.domain.targets import Target
from pipeboard.store.dialects import fold
from pipeboard.store.schema import deal, target
from pipeboard.store.stages import pipelines


def targets(connection: Connection) -> list[Target]:
    """Every target, in the order in which they were set."""
    return [as_target(row) for row in _rows(connection)]


def values(
    connection: Connection, periods: Collection[str], pipeline_id: int | None, owner: str | None
) -> dict[str, dict[str, int]]:
    """What is set for these periods, by currency and the period's name; in minor units."""
    found: dict[str, dict[str, int]] = defaultdict(dict)
    for row in rows(connection, periods, pipeline_id, owner):
        found[row["currency"]][row["period"]] = row["value"]
    return found


def rows(
    connection: Connection, periods: Collection[str], pipeline_id: int | None, owner: str | None
) -> list[dict[str, Any]]:
    """The whole rows of the targets for just this pipeline (or all) and owner (or everybody)."""
    return _rows(
        connection,
        target.c.period.in_(periods),
        target.c.pipeline_id.is_not_distinct_from(pipeline_id),
        target.c.owner == (owner or ""),
    )


def doubled(connection: Connection) -> Target | None:
    """A target of which there is another one of the same period, pipeline, owner and currency."""
    by = target.c.period, target.c.pipeline_id, target.c.owner, target.c.currency
    query = select(func.max(target.c.id)).group_by(*by).having(func.count() > 1).limit(1)
    found = connection.execute(query).scalar()
    return None if found is None else as_target(_rows(connection, target.c.id == found)[0])


def pipeline_names(connection: Connection) -> dict[int, str]:
    """The names of all pipelines, also of those that were removed."""
    return {each.id: each.name for each in pipelines(connection, removed=True)}


def _rows(connection: Connection, *conditions: ColumnElement[bool]) -> list[dict[str, Any]]:
    query = select(target).where(*conditions).order_by(target.c.id)
    return [dict(row) for row in connection.execute(query).mappings()]


def as_target(row: Mapping[str, Any]) -> Target:
    """The target that a row is."""
    return Target(
        row["id"],
        read_period(row["period"], date.min),
        row["pipeline_id"],
        row["owner"] or None,
        Money(row["value"], row["currency"]),
    )


def owners(connection: Connection) -> set[str]:
    """Everybody for whom a target is set."""
    return set(connection.scalars(select(target.c.owner).distinct())) - {""}


def owner_spelled(connection: Connection, name: str) -> str:
    """The owner that a name means, as deals or targets spell it; as typed when nobody is."""
    for column in (deal.c.owner, target.c.owner):
        for same in (column == name, fold(column) == fold(literal(name))):
            found = connection.execute(select(column).where(same).limit(1)).scalar()
            if found:
                return str(found)
    return name


@dataclass(frozen=True, slots=True)
class Won:
    """What was won on a day, in minor units, in one pipeline by one owner in one currency."""

    day: date
    pipeline_id: int
    owner: str
    currency: str
    value: int


def won(
    connection: Connection, period: Period, pipeline_id: int | None, owner: str | None
) -> list[Won]:
    """What was won on each day of a period; no pipeline is all of them, no owner everybody."""
    by = deal.c.closed_on, deal.c.pipeline_id, deal.c.owner, deal.c.currency
    query = (
        select(*by, func.sum(deal.c.value))
        .where(*_won_by(pipeline_id, owner), deal.c.closed_on.between(period.first, period.last))
        .where(deal.c.value > 0)
        .group_by(*by)
    )
    return [Won(*row[:4], int(row[4])) for row in connection.execute(query)]


def won_deals(connection: Connection, wanted: Target) -> list[int]:
    """The deals won towards a target, in the order in which they were."""
    query = (
        select(deal.c.id)
        .where(*_won_by(wanted.pipeline_id, wanted.owner))
        .where(deal.c.currency == wanted.money.currency)
        .where(deal.c.closed_on.between(wanted.period.first, wanted.period.last))
        .order_by(deal.c.closed_on, deal.c.id)
    )
    return list(connection.execute(query).scalars())


def won_undated(
    connection: Connection, pipeline_id: int | None, owner: str | None, currency: str | None = None
) -> list[int]:
    """The won deals of which nobody knows when."""
    query = select(deal.c.id).where(*_won_by(pipeline_id, owner), deal.c.closed_on.is_(None))
    if currency is not None:
        query = query.where(deal.c.currency == currency)
    return list(connection.execute(query.order_by(deal.c.id)).scalars())


def _won_by(pipeline_id: int | None, owner: str | None) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = [deal.c.status == Status.WON]
    if pipeline_id is not None:
        found.append(deal.c.pipeline_id == pipeline_id)
    if owner is not None:
        found.append(deal.c.owner == owner)
    return found
