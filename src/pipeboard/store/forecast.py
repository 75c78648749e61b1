"""The queries behind the forecast: sums of its columns, pages of deals, and where one stands."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, case, func, or_, select

from pipeboard.domain.deals import Status
from pipeboard.domain.forecast import Expected, Heap, Place, Span, Tally
from pipeboard.domain.periods import Period
from pipeboard.store import schema
from pipeboard.store.batching import batches
from pipeboard.store.boards import Conditions, comparable_value

_deal, _stage, _company = schema.deal, schema.stage, schema.company
_OPEN, _WON = _deal.c.status == Status.OPEN, _deal.c.status == Status.WON
_HEAPS = tuple(Heap)


def tallies(connection: Connection, conditions: Conditions, span: Span) -> list[Tally]:
    """The sums of each place by what its deals count for, over all deals that meet the conditions."""
    place = _place(span).label("place")
    by = (
        *(place, _deal.c.status, _deal.c.currency),
        *(_deal.c.forecast_category, _probability().label("probability")),
    )
    query = (
        select(
            *by,
            func.count().label("deals"),
            func.count(_deal.c.value).label("valued"),
            func.coalesce(func.sum(_deal.c.value), 0).label("value"),
        )
        .select_from(_deal.outerjoin(_stage, _stage.c.id == _deal.c.stage_id))
        .where(_counted(span), *conditions)
        .group_by(*by)
    )
    return [
        Tally(
            place=_named(row.place, span),
            status=Status(row.status),
            currency=row.currency,
            category=row.forecast_category,
            probability=row.probability,
            deals=row.deals,
            valued=row.valued,
            value=int(row.value),
        )
        for row in connection.execute(query)
    ]


def page(
    connection: Connection,
    conditions: Conditions,
    span: Span,
    place: Place,
    start: int,
    count: int | None,
) -> list[Expected]:
    """The deals of a place from ``start`` on: the open ones by day and value, then the won ones."""
    chosen = (
        select(_deal.c.id)
        .where(_within(place, span), *conditions)
        .order_by(*_order())
        .offset(start)
        .limit(count)
    )
    query = (
        select(
            *(_deal.c.id, _deal.c.title, _deal.c.value, _deal.c.currency, _deal.c.owner),
            *(_deal.c.status, _deal.c.expected_close, _deal.c.closed_on),
            *(_deal.c.forecast_category, _probability().label("probability")),
            _company.c.name.label("company"),
        )
        .select_from(
            _deal.outerjoin(_stage, _stage.c.id == _deal.c.stage_id).outerjoin(
                _company, _company.c.id == _deal.c.company_id
            )
        )
        .where(_deal.c.id.in_(chosen.scalar_subquery()))
        .order_by(*_order())
    )
    return [
        Expected(
            id=row.id,
            title=row.title,
            company=row.company or "",
            value=row.value,
            currency=row.currency,
            owner=row.owner,
            status=Status(row.status),
            expected_close=row.expected_close,
            closed_on=row.closed_on,
            category=row.forecast_category,
            probability=row.probability,
        )
        for row in connection.execute(query)
    ]


def open_deals(
    connection: Connection, conditions: Conditions, span: Span, place: Place
) -> list[Expected]:
    """All open deals of a place."""
    return page(connection, [*conditions, _OPEN], span, place, 0, None)


def locate(
    connection: Connection, conditions: Conditions, span: Span, deal_id: int
) -> tuple[Place, int] | None:
    """The place of a deal and its number there, from 0; None when it is in none."""
    query = select(_place(span)).where(_deal.c.id == deal_id, _counted(span), *conditions)
    number = connection.execute(query).scalar()
    if number is None:
        return None
    place = _named(number, span)
    row = func.row_number().over(order_by=_order()).label("number")
    numbered = select(_deal.c.id, row).where(_within(place, span), *conditions).subquery()
    found: Select[Any] = select(numbered.c.number).where(numbered.c.id == deal_id)
    return place, int(connection.execute(found).scalar_one()) - 1


def listed(
    connection: Connection, conditions: Conditions, span: Span, deal_ids: Iterable[int]
) -> set[int]:
    """Those of the deals that are in a column or a heap."""
    found: set[int] = set()
    for part in batches(deal_ids):
        query = select(_deal.c.id).where(_deal.c.id.in_(part), _counted(span), *conditions)
        found.update(connection.execute(query).scalars())
    return found


def _probability() -> ColumnElement[int]:
    return func.coalesce(_deal.c.probability, _stage.c.probability, 0)


def _counted(span: Span) -> ColumnElement[bool]:
    """Open deals, and those that were won on a day of the columns."""
    return or_(_OPEN, and_(_WON, _during(_deal.c.closed_on, span.whole)))


def _during(day: Any, period: Period) -> ColumnElement[bool]:
    return and_(day >= period.first, day <= period.last)


def _place(span: Span) -> ColumnElement[int]:
    """The number of a deal's column, or that of its heap counted down from -1."""
    day = _deal.c.expected_close
    beside = {
        Heap.UNDATED: day.is_(None),
        Heap.OVERDUE: day < span.today,
        Heap.EARLIER: day < span.whole.first,
        Heap.LATER: day > span.whole.last,
    }
    heaps = ((met, -1 - _HEAPS.index(heap)) for heap, met in beside.items())
    expected = case(*heaps, *_numbered(day, span))
    return case((_OPEN, expected), else_=case(*_numbered(_deal.c.closed_on, span)))


def _numbered(day: Any, span: Span) -> Iterator[tuple[ColumnElement[bool], int]]:
    """The number of the column that a day of the span is in, for a ``case``."""
    return ((day <= period.last, number) for number, period in enumerate(span.periods))


def _named(number: int, span: Span) -> Place:
    return span.periods[number] if number >= 0 else _HEAPS[-1 - number]


def _within(place: Place, span: Span) -> ColumnElement[bool]:
    """Whether a deal is in a column or a heap."""
    day = _deal.c.expected_close
    ahead = and_(_OPEN, day >= span.today)
    if isinstance(place, Period):
        closed = and_(_WON, _during(_deal.c.closed_on, place))
        return or_(and_(ahead, _during(day, place)), closed)
    return {
        Heap.UNDATED: and_(_OPEN, day.is_(None)),
        Heap.OVERDUE: and_(_OPEN, day < span.today),
        Heap.EARLIER: and_(ahead, day < span.whole.first),
        Heap.LATER: and_(ahead, day > span.whole.last),
    }[place]


def _order() -> Sequence[Any]:
    day = case((_WON, _deal.c.closed_on), else_=_deal.c.expected_close)
    won = case((_WON, 1), else_=0)
    return won, day, _deal.c.value.is_(None), comparable_value().desc(), _deal.c.id
