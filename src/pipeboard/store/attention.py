"""The open deals that a review asks for."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, func, select

from pipeboard.domain import money
from pipeboard.domain.answers import Lot
from pipeboard.domain.attention import Expected, Risk
from pipeboard.domain.deals import ForecastCategory, Status
from pipeboard.domain.figures import Scope
from pipeboard.domain.filterterms import Clause, Days, Filter, State, Term
from pipeboard.domain.periods import Period
from pipeboard.store import filters, schema, scopes
from pipeboard.store.boards import comparable_value
from pipeboard.store.dues import Present

_deal = schema.deal
_OMITTED = func.coalesce(_deal.c.forecast_category, "") == ForecastCategory.OMITTED


class Open:
    """The open deals of a scope, whatever its period, as they are now."""

    def __init__(self, connection: Connection, scope: Scope, present: Present) -> None:
        self._connection = connection
        self._present = present
        self._scope = scopes.conditions(connection, scope, _deal, present)
        self._open = [_deal.c.status == Status.OPEN, *self._scope]

    @property
    def is_any(self) -> bool:
        """Whether a deal is open."""
        query = select(_deal.c.id).where(*self._open).limit(1)
        return self._connection.execute(query).scalar() is not None

    @property
    def in_several_currencies(self) -> bool:
        """Whether not all of them are in one currency."""
        codes = func.min(_deal.c.currency), func.max(_deal.c.currency)
        first, last = self._connection.execute(select(*codes).where(*self._open)).one()
        return bool(first != last)

    def expected(self, first: date, last: date, currency: str | None = None) -> Expected:
        """Those expected to close on these days, of a currency where one is given.

        ``first`` is today or later. Those whose day has passed are beside them only when it is today.
        """
        today = self._present.today
        late = Days("closes", last=today - timedelta(days=1))
        ahead = Days("closes", first, last)
        wanted = [] if currency is None else [_deal.c.currency == currency]
        counted = [*wanted, ~_OMITTED]
        began = first <= today
        omitted = self._where(Days("closes", last=last) if began else ahead)
        return Expected(
            self._lot([*counted, *self._conditions([ahead])]),
            self._lot([*counted, *self._conditions([late])]) if began else Lot(),
            self._ids([*wanted, _OMITTED, *omitted]),
        )

    def lot(self, term: Term, stage_id: int | None = None) -> Lot:
        """Those that meet a term, in a stage where one is given."""
        return self._lot(self._where(term, stage_id))

    def ids(self, term: Term) -> list[int]:
        """The ids of those that meet a term."""
        return self._ids(self._where(term))

    def risks(self, lot: Lot, first: date, last: date) -> dict[Risk, list[int]]:
        """Those of some that are expected to close on these days that may not, by why."""
        of: dict[Risk, Term] = {Risk.STALE: State("stale"), Risk.NO_NEXT_STEP: Days("next")}
        days, among = Days("closes", first, last), set(lot.deal_ids)
        found = {risk: self._ids(self._conditions([days, term])) for risk, term in of.items()}
        return {risk: [each for each in ids if each in among] for risk, ids in found.items()}

    def _where(self, term: Term, stage_id: int | None = None) -> list[ColumnElement[bool]]:
        there = [] if stage_id is None else [_deal.c.stage_id == stage_id]
        return [*self._conditions([term]), *there]

    def _ids(self, conditions: Iterable[ColumnElement[bool]]) -> list[int]:
        query = select(_deal.c.id).where(*self._open, *conditions).order_by(_deal.c.id)
        return list(self._connection.execute(query).scalars())

    def _lot(self, conditions: Iterable[ColumnElement[bool]]) -> Lot:
        wanted = [*self._open, *conditions]
        order = _deal.c.value.is_(None), comparable_value().desc(), _deal.c.id
        ids = list(
            self._connection.execute(select(_deal.c.id).where(*wanted).order_by(*order)).scalars()
        )
        if not ids:
            return Lot()
        title = select(_deal.c.title).where(_deal.c.id == ids[0])
        return Lot(ids, *self._sums(wanted), self._connection.execute(title).scalar_one())

    def won(self, period: Period) -> dict[str, list[int]]:
        """The deals won in a period, by currency, in the order in which they were."""
        query = (
            select(_deal.c.currency, _deal.c.id)
            .where(_deal.c.status == Status.WON, *self._scope)
            .where(_deal.c.closed_on.between(period.first, period.last))
            .order_by(_deal.c.closed_on, _deal.c.id)
        )
        found: dict[str, list[int]] = defaultdict(list)
        for currency, deal_id in self._connection.execute(query):
            found[currency].append(deal_id)
        return found

    def _conditions(self, terms: Iterable[Term]) -> list[ColumnElement[bool]]:
        filter_ = Filter(tuple(map(Clause, terms)))
        return filters.conditions(self._connection, filter_, self._present)

    def _sums(
        self, wanted: Iterable[ColumnElement[bool]]
    ) -> tuple[Mapping[str, int], Mapping[str, int]]:
        """The values and the weighted values of deals, by currency."""
        stage = schema.stage
        percent: Any = func.coalesce(_deal.c.probability, stage.c.probability, 0)
        query = (
            select(_deal.c.currency, percent, func.sum(_deal.c.value))
            .select_from(_deal.outerjoin(stage, stage.c.id == _deal.c.stage_id))
            .where(and_(*wanted), _deal.c.value.is_not(None))
            .group_by(_deal.c.currency, percent)
        )
        pairs: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for currency, chance, value in self._connection.execute(query):
            pairs[currency].append((int(value), chance))
        values = {code: sum(value for value, _ in of) for code, of in pairs.items()}
        return values, {code: money.weigh(of) for code, of in pairs.items()}
