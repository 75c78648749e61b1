"""What figures are computed from: counts and sums that the database adds up, and the deals in them.

Stock figures are of a moment, on the ground of ``opens``. What was won and lost is told by the
table of the deals, by closed on.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    FromClause,
    Integer,
    Select,
    and_,
    exists,
    func,
    or_,
    select,
    type_coerce,
)

from pipeboard.domain.deals import Status
from pipeboard.domain.figures import Scope
from pipeboard.domain.followups import end_of_day, start_of_day
from pipeboard.domain.periods import Period
from pipeboard.store import dues, schema, scopes
from pipeboard.store.dues import Present
from pipeboard.store.opens import Moment, Opens, unplanned

_deal = schema.deal
_item = schema.follow_up.alias("counted")
"""By a name of its own, as filters ask about follow-ups too."""
_ENDED = Status.WON, Status.LOST
Condition = ColumnElement[bool]


@dataclass(frozen=True, slots=True)
class OpenGroup:
    """The open deals of a currency, a stage and a probability of their own.

    ``value`` is their sum; ``valued`` are those that have a value.
    """

    currency: str
    stage_id: int | None
    probability: int | None
    count: int
    valued: int
    value: int


@dataclass(frozen=True, slots=True)
class ClosedGroup:
    """The deals of a currency that were won, or lost, in the period.

    ``dated`` are those of which it is known when they were created, ``days`` the sum of the days
    that these took.
    """

    status: Status
    currency: str
    count: int
    valued: int
    value: int
    dated: int
    days: int


def open_groups(connection: Connection, opens: Opens) -> list[OpenGroup]:
    """The open deals of a moment, added up."""
    row = opens.rows().subquery("open_deal").c
    by = row.stage_id, row.currency, row.probability
    query = select(*by, func.count(), func.count(row.value), func.sum(row.value)).group_by(*by)
    if opens.at.day is None:
        # Every open deal is in a stage: by its stages an index has the deals in this order.
        query = query.where(row.stage_id.in_(select(schema.stage.c.id)))
    return [
        OpenGroup(currency, stage_id, probability, count, valued, int(value or 0))
        for stage_id, currency, probability, count, valued, value in connection.execute(query)
    ]


def expected(connection: Connection, opens: Opens, period: Period) -> dict[str, int]:
    """The value of the deals open at a moment that are expected to close in a period, by currency."""
    stood = opens.stood.c
    query = (
        select(stood.currency, func.sum(stood.value))
        .select_from(opens.source)
        .where(*opens.conditions, stood.expected_close.between(period.first, period.last))
        .group_by(stood.currency)
    )
    return {code: int(value or 0) for code, value in connection.execute(query)}


def unknown(connection: Connection, opens: Opens) -> list[int]:
    """The deals of which it is not known whether they were open at a moment."""
    return [] if opens.at.day is None else _ids(connection, opens.unknown())


def gone_ids(connection: Connection, opens: Opens) -> list[int]:
    """The deals open at a moment that are gone by now, of which less is known therefore."""
    if opens.at.day is None:
        return []
    query = select(opens.deal_id.label("deal_id")).select_from(opens.source)
    return _ids(connection, query.where(*opens.conditions, opens.is_gone))


def without_next_step(connection: Connection, opens: Opens) -> int:
    """How many deals were open at a moment, and had no follow-up planned."""
    query = select(func.count()).select_from(opens.source)
    return int(connection.execute(query.where(*opens.conditions, unplanned(opens))).scalar_one())


def closed_groups(connection: Connection, scope: Scope, present: Present) -> list[ClosedGroup]:
    """The deals that were won and lost in the period, added up."""
    days = type_coerce(_deal.c.closed_on, Integer) - type_coerce(_deal.c.created_on, Integer)
    query = (
        select(
            *(_deal.c.status, _deal.c.currency),
            func.count().label("deals"),
            func.count(_deal.c.value).label("valued"),
            func.sum(_deal.c.value).label("value"),
            func.count(_deal.c.created_on).label("dated"),
            func.sum(days).label("days"),
        )
        .where(*closed(connection, scope, present))
        .group_by(_deal.c.status, _deal.c.currency)
    )
    return [
        ClosedGroup(
            *(Status(each.status), each.currency, each.deals, each.valued),
            *(int(each.value or 0), each.dated, int(each.days or 0)),
        )
        for each in connection.execute(query)
    ]


def won_by_day(
    connection: Connection, scope: Scope, present: Present
) -> list[tuple[date, str, int]]:
    """The value of what was won on each day of the period, by currency; of what has a value."""
    by = _deal.c.closed_on, _deal.c.currency
    query = (
        select(*by, func.sum(_deal.c.value))
        .where(_deal.c.status == Status.WON, _deal.c.value.is_not(None))
        .where(*closed(connection, scope, present))
        .group_by(*by)
    )
    return [(day, code, int(value)) for day, code, value in connection.execute(query)]


def undated(connection: Connection, scope: Scope, present: Present) -> dict[Status, list[int]]:
    """The deals that may have been won or lost in the period, as it is not known when they were.

    None was before the day on which it was created, none since the day on which it was so already,
    and none will be on a day to come.
    """
    found: dict[Status, list[int]] = {status: [] for status in _ENDED}
    if scope.period.first > present.today:
        return found
    there = or_(_deal.c.created_on.is_(None), _deal.c.created_on <= scope.period.last)
    stood = schema.standing
    so_before = exists().where(
        stood.c.deal_id == _deal.c.id,
        *(stood.c.since_unknown, stood.c.from_on < scope.period.first),
        *(stood.c.status == _deal.c.status, stood.c.until_on.is_(None)),
    )
    wanted = scopes.conditions(connection, scope, _deal, present)
    query = select(_deal.c.id, _deal.c.status).where(
        *(_deal.c.status.in_(_ENDED), _deal.c.closed_on.is_(None), there, ~so_before, *wanted)
    )
    for row in connection.execute(query.order_by(_deal.c.id)):
        found[Status(row.status)].append(row.id)
    return found


def closed(connection: Connection, scope: Scope, present: Present) -> list[Condition]:
    """What makes a deal one that was won or lost in the period."""
    period = scope.period
    return [
        _deal.c.status.in_(_ENDED),
        _deal.c.closed_on.between(period.first, period.last),
        *scopes.conditions(connection, scope, _deal, present),
    ]


def overdue(connection: Connection, scope: Scope, at: Moment) -> int:
    """How many follow-ups on deals of the scope were late at a moment."""
    return _counted(connection, _items(scope), _late(connection, scope, at))


def done(connection: Connection, scope: Scope, present: Present) -> int:
    """How many follow-ups on deals of the scope were done in the period."""
    return _counted(connection, _items(scope), _done(connection, scope, present))


def overdue_deals(connection: Connection, scope: Scope, at: Moment) -> dict[int, int]:
    """The deals that the late follow-ups are on, with how many are on each."""
    return _by_deal(connection, _items(scope), _late(connection, scope, at))


def done_deals(connection: Connection, scope: Scope, present: Present) -> dict[int, int]:
    """The deals that the follow-ups done in the period are on, with how many are on each."""
    return _by_deal(connection, _items(scope), _done(connection, scope, present))


def _late(connection: Connection, scope: Scope, at: Moment) -> list[Condition]:
    asked = scopes.conditions(connection, scope, _deal, at.present)
    wanted = [_item.c.deal_id.is_not(None), *asked]
    if at.day is None:
        return [dues.overdue(_item, at.present), *wanted]
    open_then = or_(_item.c.done_at.is_(None), _item.c.done_at >= at.end)
    return [_item.c.created_at < at.end, open_then, dues.late(_item, at.seen), *wanted]


def _done(connection: Connection, scope: Scope, present: Present) -> list[Condition]:
    first = start_of_day(scope.period.first, present.zone)
    end = end_of_day(scope.period.last, present.zone)
    wanted = scopes.conditions(connection, scope, _deal, present)
    days = _item.c.done_at >= first, _item.c.done_at < end
    return [_item.c.deal_id.is_not(None), *days, *wanted]


def _counted(connection: Connection, items: FromClause, conditions: list[Condition]) -> int:
    query = select(func.count()).select_from(items).where(*conditions)
    return int(connection.execute(query).scalar_one())


def _by_deal(
    connection: Connection, items: FromClause, conditions: list[Condition]
) -> dict[int, int]:
    on = _item.c.deal_id
    query = select(on, func.count()).select_from(items).where(*conditions)
    return {row[0]: row[1] for row in connection.execute(query.group_by(on).order_by(on))}


def _items(scope: Scope) -> FromClause:
    """The follow-ups; with the deals that they are on where the scope asks about these."""
    if scope.filter.empty and scope.pipeline_id is None and scope.owner is None:
        return _item
    return _item.join(_deal, _deal.c.id == _item.c.deal_id)


def open_ids(
    connection: Connection,
    opens: Opens,
    *,
    expected: Period | None = None,
    stage_ids: Collection[int] | None = None,
    staged: bool = True,
    valued: bool | None = None,
    weighable: bool | None = None,
) -> list[int]:
    """The deals open at a moment: those expected to close in a period, in some stages, with or
    without a value, and those with a value of which the probability is known or not. Not ``staged``
    are those of which the stage is unknown.
    """
    row = opens.rows().subquery("open_deal").c
    wanted: list[Condition] = []
    if expected is not None:
        wanted.append(row.expected_close.between(expected.first, expected.last))
    if stage_ids is not None:
        wanted.append(row.stage_id.in_(sorted(stage_ids)))
    if not staged:
        wanted.append(row.stage_id.is_(None))
    if valued is not None:
        wanted.append(row.value.is_not(None) if valued else row.value.is_(None))
    if weighable is not None:
        unsure = and_(row.stage_id.is_(None), row.probability.is_(None))
        wanted.append(and_(row.value.is_not(None), ~unsure if weighable else unsure))
    return _ids(connection, select(row.deal_id).where(*wanted))


def stepless_ids(connection: Connection, opens: Opens) -> list[int]:
    """The deals that ``without_next_step`` counts."""
    query = select(opens.deal_id.label("deal_id")).select_from(opens.source)
    return _ids(connection, query.where(*opens.conditions, unplanned(opens)))


def closed_ids(
    connection: Connection,
    scope: Scope,
    present: Present,
    statuses: Collection[Status] = _ENDED,
    *,
    valued: bool | None = None,
    dated: bool | None = None,
) -> list[int]:
    """The deals won or lost in the period: with or without a value, or a creation date."""
    wanted = [_deal.c.status.in_(list(statuses)), *closed(connection, scope, present)]
    for column, there in ((_deal.c.value, valued), (_deal.c.created_on, dated)):
        if there is not None:
            wanted.append(column.is_not(None) if there else column.is_(None))
    return _ids(connection, select(_deal.c.id.label("deal_id")).where(*wanted))


def _ids(connection: Connection, query: Select[Any]) -> list[int]:
    """The ids that a query finds, in their order."""
    found = query.order_by("deal_id")
    return [int(deal_id) for deal_id in connection.execute(found).scalars()]


def owners(connection: Connection) -> list[str]:
    """Everybody who owns a deal, or once did."""
    now = select(_deal.c.owner).distinct()
    once = select(schema.standing.c.owner).distinct()
    return sorted({name for query in (now, once) for name in connection.scalars(query) if name})
