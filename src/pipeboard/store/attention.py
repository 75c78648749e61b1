"""The open deals that a review asks for."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, func, select

from pipeboard.domain import money
from pipeboard.domain.answers import Lot
from pipeboard.domain.attention import Risk
from pipeboard.domain.deals import Status
from pipeboard.domain.figures import Scope
from pipeboard.domain.filterterms import Clause, Days, Filter, State, Term
from pipeboard.domain.periods import Period
from pipeboard.store import filters, schema, scopes
from pipeboard.store.boards import comparable_value
from pipeboard.store.dues import Present

_deal = schema.deal


class Open:
    """The open deals of a scope, whatever its period, as they are now."""

    def __init__(self, connection: Connection, scope: Scope, present: Present) -> None:
        self._connection = connection
        self._present = present
        self._scope = scopes.conditions(connection, scope, _deal, present)
        self._open = [_deal.c.status == Status.OPEN, *self._scope]

    def lot(self, *terms: Term, stage_id: int | None = None, currency: str | None = None) -> Lot:
        """Those that meet all terms, in a stage or a currency where one is given."""
        wanted = [*self._open, *self._conditions(terms)]
        if stage_id is not None:
            wanted.append(_deal.c.stage_id == stage_id)
        if currency is not None:
            wanted.append(_deal.c.currency == currency)
        order = _deal.c.value.is_(None), comparable_value().desc(), _deal.c.id
        ids = list(
            self._connection.execute(select(_deal.c.id).where(*wanted).order_by(*order)).scalars()
        )
        if not ids:
            return Lot()
        title = select(_deal.c.title).where(_deal.c.id == ids[0])
        return Lot(ids, *self._sums(wanted), self._connection.execute(title).scalar_one())

    def ids(self, *terms: Term, stage_id: int | None = None) -> list[int]:
        """The ids of those that meet all terms, in a stage where one is given."""
        wanted = [*self._open, *self._conditions(terms)]
        if stage_id is not None:
            wanted.append(_deal.c.stage_id == stage_id)
        query = select(_deal.c.id).where(*wanted).order_by(_deal.c.id)
        return list(self._connection.execute(query).scalars())

    def risks(self, *terms: Term, today: date) -> dict[Risk, list[int]]:
        """Those that meet the terms and may not close when they should, by why."""
        past = Days("closes", last=today - timedelta(days=1))
        of: dict[Risk, Term] = {
            Risk.PAST_CLOSE: past,
            Risk.STALE: State("stale"),
            Risk.NO_NEXT_STEP: Days("next"),
        }
        return {risk: self.ids(*terms, term) for risk, term in of.items()}

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
