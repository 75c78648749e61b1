"""Which deals came to be qualified when, by their stays in stages."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from sqlalchemy import (
    ColumnElement,
    Connection,
    case,
    exists,
    func,
    or_,
    select,
    type_coerce,
)

from pipeboard.domain.figures import Scope
from pipeboard.domain.periods import Period
from pipeboard.store import schema
from pipeboard.store.dues import Present
from pipeboard.store.stage_figures import Stays
from pipeboard.store.types import Day

_deal, _visit = schema.deal, schema.stage_visit


class First(NamedTuple):
    """So many deals that were first qualified and first marketing-qualified on the same days."""

    qualified: date | None
    marketing: date | None
    deals: int


class Leads:
    """The deals of a scope that came into stages that count as ``qualified`` or ``marketing``."""

    def __init__(
        self,
        connection: Connection,
        scope: Scope,
        present: Present,
        qualified: Sequence[int],
        marketing: Sequence[int],
    ) -> None:
        self.qualified = qualified
        self.marketing = marketing
        self._connection = connection
        self._stays = Stays(connection, scope, present)

    def firsts(self, since: date) -> list[First]:
        """On which days deals were first qualified and first marketing-qualified, and how many.

        Of those alone of which one was ``since`` a day; None for what they never were, and for what
        they may have been before: a deal of which nothing is known from its creation until then.
        """
        found = self._stays.of_deals().add_columns(
            _visit.c.deal_id,
            func.min(_visit.c.entered_on).label("begins"),
            self._first(self.qualified).label("qualified"),
            self._first(self.marketing).label("marketing"),
        )
        each = found.group_by(_visit.c.deal_id).subquery()
        told = exists().where(_deal.c.id == each.c.deal_id, _deal.c.created_on >= each.c.begins)
        first = each.c.qualified, each.c.marketing
        days = [
            type_coerce(case((or_(day > each.c.begins, told), day)), Day()).label(name)
            for day, name in zip(first, ("qualified", "marketing"), strict=True)
        ]
        query = select().add_columns(*days, func.count()).group_by(*days)
        rows = self._connection.execute(query.where(or_(*(day >= since for day in first))))
        return [First(*row) for row in rows]

    def _first(self, stage_ids: Sequence[int]) -> ColumnElement[date]:
        entered = case((_visit.c.stage_id.in_(stage_ids), _visit.c.entered_on))
        return type_coerce(func.min(entered), Day())

    def deals(self, period: Period) -> list[int]:
        """The deals that were first qualified in a period."""
        return self._deals(self.qualified, period)

    def marketed_deals(self, period: Period) -> list[int]:
        """The deals that were first marketing-qualified in a period."""
        return self._deals(self.marketing, period)

    def unknown(self) -> list[int]:
        """The deals that may have been qualified in the period, which nothing tells."""
        return self._stays.unknown(self._pipelines(), self.qualified)

    def unknown_counts(self, before: Period | None) -> tuple[int, int]:
        """How many these are, and how many those of the period ``before``; none of no period."""
        return self._stays.unknown_counts(self._pipelines(), self.qualified, before)

    def kept_since(self) -> date | None:
        """The day of the first step there was: what was before came from files alone."""
        step = schema.step
        first = select(step.c.day).order_by(step.c.id).limit(1)
        return self._connection.execute(first).scalar()

    def _pipelines(self) -> list[int]:
        """The pipelines with a stage that counts as qualified."""
        stage = schema.stage
        query = select(stage.c.pipeline_id).where(stage.c.id.in_(self.qualified)).distinct()
        return list(self._connection.execute(query).scalars())

    def _deals(self, stage_ids: Sequence[int], period: Period) -> list[int]:
        query = self._stays.first_in(stage_ids, period).add_columns(_visit.c.deal_id)
        return sorted(self._connection.execute(query).scalars())
