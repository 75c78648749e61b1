"""What happened in stages, by the stays of deals in them.

Of a stay only what it says itself is used: a deal whose file did not tell when it came into a stage
has no stay there, and is left out.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Integer,
    Select,
    Subquery,
    and_,
    case,
    exists,
    func,
    literal,
    not_,
    or_,
    select,
    type_coerce,
)

from pipeboard.domain.deals import Status
from pipeboard.domain.figures import Scope
from pipeboard.domain.periods import Period
from pipeboard.domain.stages import Stage
from pipeboard.domain.stageways import Days, Outcome, histogram
from pipeboard.store import schema, scopes
from pipeboard.store.boards import lane_status
from pipeboard.store.dues import Present

_deal, _standing = schema.deal, schema.standing
_visit = schema.stage_visit
_first, _other = _visit.alias("first"), _visit.alias("other")

Way = Mapping[int, Collection[int]]
"""Of each stage those that come after it."""


def first_entry(stage_ids: Collection[int], period: Period) -> list[ColumnElement[bool]]:
    """What holds of a stay by which a deal came into any of some stages first, in a period.

    A stay that began in the period has not ended before it: by that an index finds it.
    """
    return [
        _visit.c.stage_id.in_(stage_ids),
        _visit.c.entered_on.between(period.first, period.last),
        or_(_visit.c.left_on.is_(None), _visit.c.left_on >= period.first),
        _first_in(stage_ids),
    ]


def _first_in(stage_ids: Collection[int]) -> ColumnElement[bool]:
    """Whether a deal had no stay in any of some stages before a stay."""
    return ~exists().where(
        _other.c.deal_id == _visit.c.deal_id,
        among(_other.c.stage_id, stage_ids),
        _came_before(_other, _visit),
    )


def among(stage_id: ColumnElement[Any], stage_ids: Collection[int]) -> ColumnElement[bool]:
    """Whether a stay of a deal is in one of some stages, asked of the few stays of that deal.

    The sum keeps a database from going through all stays in those stages for each deal instead.
    """
    return (stage_id + 0).in_(stage_ids)


def _was_elsewhere() -> ColumnElement[bool]:
    """Whether a deal had a stay on a day before a stay."""
    earlier = _visit.alias("earlier")
    return exists().where(
        earlier.c.deal_id == _visit.c.deal_id, earlier.c.entered_on < _visit.c.entered_on
    )


def _came_before(one: Any, another: Any) -> ColumnElement[bool]:
    same_day = and_(one.c.entered_on == another.c.entered_on, one.c.id < another.c.id)
    return or_(one.c.entered_on < another.c.entered_on, same_day)


class Stays:
    """The stays of the deals of a scope, as they are now, in stages."""

    def __init__(self, connection: Connection, scope: Scope, present: Present) -> None:
        self._connection = connection
        self._period = scope.period
        self._conditions = scopes.conditions(connection, scope, _deal, present)
        self._today = present.today
        self._over = scope.period.last < present.today

    @property
    def evening(self) -> date:
        """The day as of which the deals are told that are still there."""
        return self._period.last if self._over else self._today

    # Who came, and what became of them

    def outcomes(self, stages: Sequence[Stage], way: Way) -> dict[int, dict[Outcome, int]]:
        """How many deals came into each stage first in the period, by what became of them."""
        return {stage.id: self._outcomes(stage, way[stage.id]) for stage in stages}

    def _outcomes(self, stage: Stage, beyond: Collection[int]) -> dict[Outcome, int]:
        entry = self._entries(stage.id)
        since = _Since(entry, stage, beyond)
        query = self._came(entry).add_columns(
            func.count(), func.count(since.converted), func.count(since.pending)
        )
        came, converted, pending = self._connection.execute(query).one()
        return {
            Outcome.CONVERTED: converted,
            Outcome.NOT_CONVERTED: came - converted - pending,
            Outcome.PENDING: pending,
        }

    def came(self, stage: Stage, way: Way, outcome: Outcome | None = None) -> list[int]:
        """The deals that came into a stage first in the period; those with one outcome."""
        entry = self._entries(stage.id)
        query = self._came(entry).add_columns(entry.c.deal_id).order_by(entry.c.deal_id)
        if outcome is not None:
            query = query.where(_Since(entry, stage, way[stage.id]).met(outcome))
        return list(self._connection.execute(query).scalars())

    def _entries(self, stage_id: int) -> Subquery:
        """The first days of deals in a stage, of those that are in the period.

        ``left_on`` is empty for a deal that is there since. They are read in the order of an index.
        """
        first = func.min(_visit.c.entered_on)
        left = func.max(_visit.c.left_on)
        return (
            select(_visit.c.deal_id, first.label("entered_on"), left.label("left_on"))
            .where(_visit.c.stage_id == stage_id)
            .group_by(_visit.c.deal_id)
            .having(first.between(self._period.first, self._period.last))
            .subquery("entry")
        )

    def _came(self, entry: Subquery) -> Select[Any]:
        joined = entry.join(_deal, _deal.c.id == entry.c.deal_id)
        return select().select_from(joined).where(*self._conditions)

    # Who left

    def days(self, stages: Sequence[Stage]) -> dict[int, Days]:
        """The days of the stays in each stage that ended in the period."""
        days = _days(_visit.c.left_on)
        query = self._ended([stage.id for stage in stages])
        query = query.add_columns(_visit.c.stage_id, days, func.count())
        rows: dict[int, list[tuple[int, int]]] = defaultdict(list)
        for stage_id, length, count in self._connection.execute(
            query.group_by(_visit.c.stage_id, days)
        ):
            rows[stage_id].append((length, count))
        return {stage_id: histogram(found) for stage_id, found in rows.items()}

    def left(self, stage: Stage) -> dict[int, int]:
        """The deals whose stays in a stage ended in the period, with the days of these."""
        query = self._ended([stage.id])
        query = query.add_columns(_visit.c.deal_id, func.sum(_days(_visit.c.left_on)))
        return self._by_deal(query.group_by(_visit.c.deal_id))

    def _ended(self, stage_ids: Collection[int]) -> Select[Any]:
        return self.of_deals().where(
            _visit.c.stage_id.in_(stage_ids),
            _visit.c.left_on.between(self._period.first, self._period.last),
        )

    # Who is still there

    def still(self, stages: Sequence[Stage]) -> dict[int, tuple[int, int, int]]:
        """Of each stage the deals that are still there, and those of them whose days are known
        with the sum of these.
        """
        stay, days = self._stay(), func.sum(_days(self._evening()))
        query = self.of_deals().where(_visit.c.stage_id.in_([each.id for each in stages]), stay)
        query = query.add_columns(_visit.c.stage_id, func.count(), days)
        found = {
            stage_id: (count, count, int(total))
            for stage_id, count, total in self._connection.execute(
                query.group_by(_visit.c.stage_id)
            )
        }
        if not self._over:
            for stage_id, count in self._there(stages):
                _, known, total = found.get(stage_id, (0, 0, 0))
                found[stage_id] = count, known, total
        return found

    def still_in(self, stage: Stage) -> tuple[dict[int, int], list[int]]:
        """The deals that are still in a stage with their days, and those whose days are unknown."""
        query = self.of_deals().where(_visit.c.stage_id == stage.id, self._stay())
        known = self._by_deal(query.add_columns(_visit.c.deal_id, _days(self._evening())))
        if self._over:
            return known, []
        there = select(_deal.c.id).where(*self._lane(stage)).order_by(_deal.c.id)
        found = self._connection.execute(there).scalars()
        return known, [deal_id for deal_id in found if deal_id not in known]

    def _there(self, stages: Sequence[Stage]) -> Iterator[tuple[int, int]]:
        for status in (Status.OPEN, Status.WON):
            ids = [stage.id for stage in stages if lane_status(stage) is status]
            query = select(_deal.c.stage_id, func.count()).where(
                _deal.c.stage_id.in_(ids), _deal.c.status == status, *self._conditions
            )
            rows = self._connection.execute(query.group_by(_deal.c.stage_id))
            yield from ((stage_id, count) for stage_id, count in rows)

    def _lane(self, stage: Stage) -> list[ColumnElement[bool]]:
        status = lane_status(stage)
        return [_deal.c.stage_id == stage.id, _deal.c.status == status, *self._conditions]

    def _stay(self) -> ColumnElement[bool]:
        later: ColumnElement[bool] = _visit.c.left_on.is_(None)
        if self._over:
            later = or_(later, _visit.c.left_on > self.evening)
        return and_(_visit.c.entered_on <= self.evening, later)

    def _evening(self) -> ColumnElement[Any]:
        return literal(self.evening.toordinal())

    # What is not known

    def unknown(self, pipeline_ids: Collection[int], stage_ids: Collection[int] = ()) -> list[int]:
        """The deals in some pipelines that nothing tells of in which stage they were in a part of
        the period; without those of which it is known when they came into one of ``stage_ids``.
        """
        query = select(_deal.c.id).where(*self._untold(pipeline_ids, stage_ids))
        query = query.where(self._unsure(self._period)).order_by(_deal.c.id)
        return list(self._connection.execute(query).scalars())

    def unknown_counts(
        self, pipeline_ids: Collection[int], stage_ids: Collection[int], before: Period | None
    ) -> tuple[int, int]:
        """How many deals ``unknown`` has, and how many it has of the period ``before``; of no
        period none.
        """
        periods = [self._unsure(each) for each in (self._period, before) if each]
        found = select(*(func.sum(case((unsure, 1), else_=0)) for unsure in periods))
        query = found.where(*self._untold(pipeline_ids, stage_ids), or_(*periods))
        now, *then = self._connection.execute(query).one()
        return int(now or 0), int(then[0] or 0) if then else 0

    def _untold(
        self, pipeline_ids: Collection[int], stage_ids: Collection[int]
    ) -> list[ColumnElement[bool]]:
        """What holds of deals whose stays do not tell all of their time."""
        stays = _visit.c.deal_id == _deal.c.id
        found = [
            _deal.c.pipeline_id.in_(pipeline_ids),
            ~exists().where(stays, _visit.c.entered_on <= _deal.c.created_on),
            *self._conditions,
        ]
        if stage_ids:
            in_them = among(_visit.c.stage_id, stage_ids)
            found.append(~exists().where(stays, in_them, _first_in(stage_ids), _was_elsewhere()))
        return found

    def _unsure(self, period: Period) -> ColumnElement[bool]:
        """Whether a deal may have been there in a period before the first stay that tells of it."""
        stays = _visit.c.deal_id == _deal.c.id
        return and_(
            or_(_deal.c.created_on.is_(None), _deal.c.created_on <= min(period.last, self._today)),
            or_(_deal.c.closed_on.is_(None), _deal.c.closed_on >= period.first),
            ~exists().where(stays, _visit.c.entered_on <= period.first),
        )

    # The scope

    def first_in(self, stage_ids: Collection[int], period: Period) -> Select[Any]:
        """The stays by which deals came into any of some stages first, in a period.

        Without those before which nothing is known of the deal since it was created.
        """
        told = exists().where(
            _deal.c.id == _visit.c.deal_id, _deal.c.created_on >= _visit.c.entered_on
        )
        known = or_(told.correlate(_visit), _was_elsewhere())
        return self.of_deals().where(*first_entry(stage_ids, period), known)

    def of_deals(self) -> Select[Any]:
        """The stays of the deals of the scope."""
        if not self._conditions:
            return select().select_from(_visit)
        joined = _visit.join(_deal, _deal.c.id == _visit.c.deal_id)
        return select().select_from(joined).where(*self._conditions)

    def _by_deal(self, query: Select[Any]) -> dict[int, int]:
        return {row[0]: int(row[1]) for row in self._connection.execute(query)}


def _days(until: ColumnElement[Any]) -> ColumnElement[int]:
    """The days from when a stay began."""
    return type_coerce(until, Integer) - type_coerce(_visit.c.entered_on, Integer)


class _Since:
    """What became of deals since they came into a stage: of each outcome 1 where it holds.

    Where the deal itself tells, its stays are not looked at.
    """

    def __init__(self, entry: Subquery, stage: Stage, beyond: Collection[int]) -> None:
        is_open = _deal.c.status == Status.OPEN
        there = and_(is_open, _deal.c.stage_id == stage.id)
        ever_since = and_(there, entry.c.left_on.is_(None))
        went_on = or_(_came_later(entry, stage.id, beyond), _was_won(entry, stage))
        now_beyond = and_(is_open, _deal.c.stage_id.in_(beyond))
        self.converted = case(
            (_deal.c.status == Status.WON, 1), (ever_since, None), (or_(now_beyond, went_on), 1)
        )
        self.pending = case((ever_since, 1), (and_(there, not_(went_on)), 1))

    def met(self, outcome: Outcome) -> ColumnElement[bool]:
        """Whether a deal has an outcome."""
        if outcome is Outcome.CONVERTED:
            return self.converted.is_not(None)
        if outcome is Outcome.PENDING:
            return self.pending.is_not(None)
        return and_(self.converted.is_(None), self.pending.is_(None))


def _came_later(entry: Subquery, stage_id: int, beyond: Collection[int]) -> ColumnElement[bool]:
    """Whether a deal came into one of the stages beyond after it came into a stage."""
    first = (
        select(func.min(_first.c.id))
        .where(
            _first.c.deal_id == entry.c.deal_id,
            _first.c.stage_id == stage_id,
            _first.c.entered_on == entry.c.entered_on,
        )
        .correlate(entry)
        .scalar_subquery()
    )
    same_day = and_(_other.c.entered_on == entry.c.entered_on, _other.c.id > first)
    return exists().where(
        _other.c.deal_id == entry.c.deal_id,
        among(_other.c.stage_id, beyond),
        or_(_other.c.entered_on > entry.c.entered_on, same_day),
    )


def _was_won(entry: Subquery, stage: Stage) -> ColumnElement[bool]:
    """Whether a deal was won after it came into a stage; or by that, if it is one for won deals."""
    since = _standing.c.from_on
    return exists().where(
        _standing.c.deal_id == entry.c.deal_id,
        # Hides the status, so that SQLite finds the few rows of the deal and not all won ones.
        func.coalesce(_standing.c.status, "") == Status.WON,
        since >= entry.c.entered_on if stage.is_post_sale else since > entry.c.entered_on,
    )
