"""Which deals were open at a moment, and in which stage: the ground on which stock figures stand.

Now it is the table of the deals that tells it. On an evening that is over the standings tell how a
deal stood, and its visits the stage.
"""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

from sqlalchemy import ColumnElement, Connection, FromClause, and_, exists, or_, select
from sqlalchemy.sql.selectable import Select

from pipeboard.domain.deals import Status
from pipeboard.domain.figures import Scope
from pipeboard.store import schema, scopes
from pipeboard.store.dues import Present

_deal, _standing, _visit = schema.deal, schema.standing, schema.stage_visit
Condition = ColumnElement[bool]


@dataclass(frozen=True, slots=True)
class Moment:
    """When stock figures are of: the evening of a ``day``, or now where that is None."""

    present: Present
    day: date | None = None

    @property
    def seen(self) -> Present:
        """The moment as one that states such as overdue are told against."""
        if self.day is None:
            return self.present
        return Present(self.present.end_of(self.day), self.day, self.present.zone)

    @property
    def end(self) -> datetime:
        """The instant."""
        return self.seen.now


def moment(last: date, present: Present) -> Moment:
    """The evening of a day; now, as long as that day is not over."""
    return Moment(present, last if last < present.today else None)


class Opens:
    """The open deals of a scope at a moment, as parts of queries."""

    def __init__(self, connection: Connection, scope: Scope, at: Moment) -> None:
        self._connection = connection
        self._scope = scope
        self.at = at
        self.stood: Any = _deal if at.day is None else _standing

    @property
    def deal_id(self) -> Any:
        """The id of the deal."""
        return _deal.c.id if self.at.day is None else _standing.c.deal_id

    @property
    def source(self) -> FromClause:
        """What to select from; all that is known of a deal besides is that of now."""
        return _deal if self.at.day is None else _with_deal(self._scope)

    def joined(self) -> FromClause:
        """The same, with the deal as it is now beside how it stood."""
        if self.at.day is None:
            return _deal
        return _standing.outerjoin(_deal, _deal.c.id == _standing.c.deal_id)

    @cached_property
    def conditions(self) -> list[Condition]:
        """What makes a row one of an open deal of the scope."""
        found = scopes.conditions(self._connection, self._scope, self.stood, self.at.present)
        if self.at.day is None:
            return [_deal.c.status == Status.OPEN, *found]
        holds = (
            _standing.c.status == Status.OPEN,
            *_on(_standing, "from_on", "until_on", self.at.day),
        )
        known = _standing.c.deal_id.not_in(_unknown(self.at.day))
        return [*holds, known, *found]

    @property
    def stage_id(self) -> Any:
        """The stage that the deal was in; null where its visits do not tell it."""
        day = self.at.day
        if day is None:
            return _deal.c.stage_id
        return (
            select(_visit.c.stage_id)
            .where(
                _visit.c.deal_id == _standing.c.deal_id, *_on(_visit, "entered_on", "left_on", day)
            )
            .order_by(_visit.c.id.desc())
            .limit(1)
            .correlate(_standing)
            .scalar_subquery()
        )

    @property
    def is_gone(self) -> Condition:
        """Whether the deal is not there any more."""
        return ~exists().where(_deal.c.id == self.deal_id).correlate(self.stood)

    def rows(self) -> Select[Any]:
        """The open deals with what figures need of each."""
        names = "currency", "value", "probability", "expected_close"
        return (
            select(
                self.deal_id.label("deal_id"),
                *(self.stood.c[name] for name in names),
                self.stage_id.label("stage_id"),
            )
            .select_from(self.source)
            .where(*self.conditions)
        )

    def unknown(self) -> Select[Any]:
        """The deals of the scope of which it is not known whether they were open then."""
        found = select(_standing.c.deal_id.label("deal_id")).distinct()
        if self.at.day is None:
            return found.where(_standing.c.deal_id.is_(None))
        wanted = scopes.conditions(self._connection, self._scope, _standing, self.at.present)
        unsure = _is_unsure(_standing, self.at.day)
        return found.select_from(_with_deal(self._scope)).where(unsure, *wanted)


def _with_deal(scope: Scope) -> FromClause:
    """The standings; with the deal beside them where a filter may ask about it."""
    if scope.filter.empty:
        return _standing
    return _standing.outerjoin(_deal, _deal.c.id == _standing.c.deal_id)


def _unknown(day: date) -> Select[Any]:
    """The deals that stood in a way of which it is not known whether it held on a day already."""
    later = _standing.alias("later")
    return select(later.c.deal_id).where(_is_unsure(later, day))


def _is_unsure(stood: Any, day: date) -> Condition:
    """Whether a deal may have come to stand in a way by a day already, or only later.

    Not where it stood otherwise after that day, before it came to stand so.
    """
    was = _standing.alias("was")
    otherwise = exists().where(
        was.c.deal_id == stood.c.deal_id, was.c.number == stood.c.number - 1, was.c.from_on > day
    )
    return and_(stood.c.since_unknown, stood.c.from_on > day, ~otherwise)


def _on(table: Any, first: str, end: str, day: date) -> tuple[Condition, Condition]:
    """Whether a stretch of days holds on the evening of one."""
    return table.c[first] <= day, or_(table.c[end].is_(None), table.c[end] > day)


def unplanned(opens: Opens) -> Condition:
    """Whether no follow-up was planned on a deal at that moment; of one that is gone nobody knows."""
    item, at = schema.follow_up, opens.at
    planned = item.c.deal_id == opens.deal_id
    if at.day is None:
        there = and_(planned, item.c.done_at.is_(None))
    else:
        open_then = or_(item.c.done_at.is_(None), item.c.done_at >= at.end)
        there = and_(planned, item.c.created_at < at.end, open_then)
    found = ~exists().where(there).correlate(opens.stood)
    return found if at.day is None else and_(found, ~opens.is_gone)
