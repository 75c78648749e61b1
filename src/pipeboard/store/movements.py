"""What moved among the deals of a scope, by how they stood."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    and_,
    case,
    exists,
    func,
    literal,
    null,
    or_,
    select,
)

from pipeboard.domain.deals import Status
from pipeboard.domain.figures import Scope
from pipeboard.domain.movements import Side, Stake, Turn, Turns
from pipeboard.store import gone, schema, scopes
from pipeboard.store.dues import Present

_deal, _standing = schema.deal, schema.standing
_unknown = _standing.alias("unknown")
_AFTER = "status_after", "in_after", "currency_after", "sign"
_BEFORE = "status_before", "in_before", "currency_before"


class Moves:
    """What moved in a period among the deals of a scope.

    Of a period that is not over it is all up to now, of one that has not begun nothing.
    """

    def __init__(self, connection: Connection, scope: Scope, present: Present) -> None:
        self._connection = connection
        self._scope = scope
        self._present = present
        period = scope.period
        self._first = period.first if period.first <= present.today else None
        self._last = period.last if period.last < present.today else None
        self._left_out = [] if self._first is None else self._without()

    def left_out(self) -> list[int]:
        """The deals of the scope of which it is not known how they stood all the time."""
        return self._left_out

    # What stood at the ends

    def opening(self) -> dict[str, int]:
        """The open value on the evening before, by currency."""
        return self._sums(self._open(before=True))

    def closing(self) -> dict[str, int]:
        """The open value in the end, by currency."""
        return self._sums(self._open(before=False))

    def stood(self, currency: str, *, before: bool) -> dict[int, int]:
        """The deals that stood open in a currency before, or in the end, with their values."""
        query = self._open(before=before).where(_standing.c.currency == currency)
        value = func.coalesce(_standing.c.value, 0)
        return self._by_deal(query.add_columns(_standing.c.deal_id, value))

    def _open(self, *, before: bool) -> Select[Any]:
        conditions = [_standing.c.status == Status.OPEN, *self._conditions(_standing)]
        day = self._first if before else self._last
        if day is None:
            conditions.append(_standing.c.until_on.is_(None))
        else:
            began = _standing.c.from_on < day if before else _standing.c.from_on <= day
            goes_on = _standing.c.until_on >= day if before else _standing.c.until_on > day
            conditions += [began, or_(_standing.c.until_on.is_(None), goes_on)]
        joined = self._joined(_standing)
        return select().select_from(joined).where(*conditions, *self._known(_standing))

    def _sums(self, query: Select[Any]) -> dict[str, int]:
        code, value = _standing.c.currency, func.sum(_standing.c.value)
        rows = self._connection.execute(query.add_columns(code, value).group_by(code))
        return {row[0]: int(row[1] or 0) for row in rows}

    # What happened between

    def turns(self) -> list[Turns]:
        """The changes by their kind, without those that move nothing in any scope."""
        if self._first is None:
            return []
        found = []
        for began in (True, False):
            events = self._events(began=began)
            deals = events.c.deal_id if began else events.c.deal_id.distinct()
            by = [events.c[name] for name in (_AFTER if began else (*_AFTER, *_BEFORE))]
            query = select(
                *by,
                func.sum(events.c.before).label("before"),
                func.sum(events.c.after).label("after"),
                func.count(deals).label("deals"),
            ).group_by(*by)
            found += [
                Turns(_turn(row, began=began), int(row.before), int(row.after), row.deals)
                for row in self._connection.execute(query)
            ]
        return found

    def count(self, stakes: Sequence[Stake]) -> int:
        """The number of deals of which a line is made up, each once; each begins only once."""
        if len(stakes) == 1 or _began(stakes):
            return sum(stake.deals for stake in stakes)
        events = self._events(began=False)
        query = select(func.count(events.c.deal_id.distinct()))
        query = query.where(or_(*(_is(events, stake.turn) for stake in stakes)))
        return int(self._connection.execute(query).scalar_one())

    def amounts(self, stakes: Sequence[Stake]) -> dict[int, int]:
        """The deals of which a line is made up, with what each has in it."""
        if not stakes or self._first is None:
            return {}
        events = self._events(began=_began(stakes))
        amounts = [
            (
                _is(events, stake.turn),
                stake.effect.amount(events.c.before, events.c.after),
            )
            for stake in stakes
        ]
        query = select(events.c.deal_id, func.sum(case(*amounts)))
        query = query.where(or_(*(met for met, _ in amounts))).group_by(events.c.deal_id)
        return self._by_deal(query)

    def gone(self, deal_ids: Collection[int]) -> list[int]:
        """Those of some deals that are not there any more."""
        began = _standing.alias("began")
        there = exists().where(_deal.c.id == began.c.deal_id)
        query = select(began.c.deal_id).where(began.c.number == 0, ~there)
        every = set(self._connection.execute(query).scalars())
        return [deal_id for deal_id in deal_ids if deal_id in every]

    def became(self, deal_id: int) -> str:
        """What became of a deal that is gone."""
        return str(gone.deal(self._connection, deal_id))

    def _events(self, *, began: bool) -> Any:
        """The changes of how a deal stood, one by one: how each began to be, or all others.

        They are apart as nothing was before a deal began, so that nothing is to be looked up.
        """
        was, now = _standing.alias("was"), _standing.alias("now")
        after = func.coalesce(now.c.value, 0)
        days = [now.c.from_on >= self._first]
        if self._last is not None:
            days.append(now.c.from_on <= self._last)
        joined = self._joined(now)
        if began:
            before: Any = literal(0)
            stood: list[Any] = [null(), literal(0), null()]
            which = now.c.number == 0
        else:
            before, in_before = func.coalesce(was.c.value, 0), self._in_scope(was)
            stood = [was.c.status, in_before, was.c.currency]
            previous = and_(was.c.deal_id == now.c.deal_id, was.c.number == now.c.number - 1)
            joined = joined.join(was, previous)
            which = or_(
                was.c.status != now.c.status,
                was.c.currency != now.c.currency,
                before != after,
                in_before != self._in_scope(now),
            )
        return (
            select(
                now.c.deal_id,
                stood[0].label("status_before"),
                stood[1].label("in_before"),
                stood[2].label("currency_before"),
                now.c.status.label("status_after"),
                self._in_scope(now).label("in_after"),
                now.c.currency.label("currency_after"),
                case((after > before, 1), (after < before, -1), else_=0).label("sign"),
                before.label("before"),
                after.label("after"),
            )
            .select_from(joined)
            .where(*days, which, *self._known(now))
            .subquery()
        )

    # The scope, and what is known

    def _conditions(self, stood: Any) -> list[ColumnElement[bool]]:
        return scopes.conditions(self._connection, self._scope, stood, self._present)

    def _in_scope(self, stood: Any) -> ColumnElement[int]:
        conditions = self._conditions(stood)
        return case((and_(*conditions), 1), else_=0) if conditions else literal(1)

    def _joined(self, stood: Any) -> Any:
        """The table with the deals as they are now, where the scope asks for them."""
        if not self._scope.filter.clauses:
            return stood
        return stood.outerjoin(_deal, _deal.c.id == stood.c.deal_id)

    def _without(self) -> list[int]:
        query = self._unknown().distinct()
        ever = _standing.alias("ever")
        conditions = self._conditions(ever)
        if conditions:
            ids = select(ever.c.deal_id).select_from(self._joined(ever)).where(*conditions)
            query = self._unknown().where(_unknown.c.deal_id.in_(ids)).distinct()
        return sorted(self._connection.execute(query).scalars())

    def _unknown(self) -> Select[Any]:
        """The deals that may have become what they were in a time that the period has a part in."""
        query = select(_unknown.c.deal_id).where(
            _unknown.c.since_unknown, _unknown.c.from_on >= self._first
        )
        if self._last is None:
            return query
        was = _standing.alias("was")
        later = exists().where(
            was.c.deal_id == _unknown.c.deal_id,
            was.c.number == _unknown.c.number - 1,
            was.c.from_on > self._last,
        )
        return query.where(~later)

    def _known(self, stood: Any) -> list[ColumnElement[bool]]:
        """That a deal is none of those left out."""
        return [stood.c.deal_id.not_in(self._unknown())] if self._left_out else []

    def _by_deal(self, query: Select[Any]) -> dict[int, int]:
        return {row[0]: int(row[1]) for row in self._connection.execute(query)}


def _began(stakes: Sequence[Stake]) -> bool:
    """Whether a line is made up of deals that began to be; then it is of nothing else."""
    return stakes[0].turn.before is None


def _turn(row: Any, *, began: bool) -> Turn:
    before = None
    if not began:
        before = Side(row.status_before, bool(row.in_before), row.currency_before)
    after = Side(row.status_after, bool(row.in_after), row.currency_after)
    return Turn(before, after, row.sign)


def _is(events: Any, turn: Turn) -> ColumnElement[bool]:
    """Whether a change is of a kind."""
    column, before, after = events.c, turn.before, turn.after
    met: list[Any] = [
        column.status_after == after.status,
        column.in_after == int(after.in_scope),
        column.currency_after == after.currency,
        column.sign == turn.sign,
    ]
    if before is None:
        met.append(column.status_before.is_(None))
    else:
        met += [
            column.status_before == before.status,
            column.in_before == int(before.in_scope),
            column.currency_before == before.currency,
        ]
    return and_(*met)
