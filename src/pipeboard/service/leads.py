"""Leads: how many deals came to be qualified in a period, of which, and how that grows."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from pipeboard.domain import leads as rules
from pipeboard.domain.figures import Figure, LeftOut, Opened, Scope
from pipeboard.domain.figurespecs import SPECS
from pipeboard.domain.figurewords import NOT_APPLICABLE, percent
from pipeboard.domain.lacks import NO_STAGE_MARKETING, NO_STAGE_QUALIFIED
from pipeboard.domain.periods import Period, PeriodUnit, period_of
from pipeboard.domain.stageways import from_mark_on
from pipeboard.service.presence import present
from pipeboard.service.stage_figures import UNKNOWN
from pipeboard.service.workspace import Workspace
from pipeboard.store import stages as stage_store
from pipeboard.store.database import Connection
from pipeboard.store.leads import Leads

_QUALIFIED, _MARKETING, _VELOCITY = "qualified_leads", "mql_to_sql", "lead_velocity_rate"
NAMES = (_QUALIFIED, _MARKETING, _VELOCITY)
"""The figures that are told here."""

NOTHING_TELLS = "nothing tells when the deals there are were qualified"
NO_PERIOD_BEFORE = "the calendar does not reach back to the period before"


@dataclass(frozen=True, slots=True)
class _Told:
    """What a figure comes to in one period: why it does not, and its formula put in."""

    value: int | Fraction | None
    why: str = ""
    put_in: str = ""
    of_none: bool = False
    """Whether no deal is known that it could be of."""


def leads(ws: Workspace, scope: Scope) -> dict[str, Figure]:
    """The figures of leads in the period and the one before, by their names."""
    today = ws.today()
    with ws.read() as connection:
        found = _leads(connection, scope, ws)
        days = _Days(found, scope.period)
        without, before = found.unknown_counts(scope.period.before)
        since = found.kept_since() or today

    def told(name: str, period: Period | None, unknown: int) -> _Told:
        if period is None:
            return _Told(None, NO_PERIOD_BEFORE)
        found = _tell(days, name, period, today)
        return _known(found, period, since) if unknown else found

    figures: dict[str, Figure] = {}
    for name in NAMES:
        now, then = told(name, scope.period, without), told(name, scope.period.before, before)
        figures[name] = Figure(
            *(SPECS[name], now.value, then.value, now.why, then.why),
            left_out=without,
            left_out_before=before,
        )
    return figures


def open_lead(ws: Workspace, scope: Scope, name: str) -> Opened:
    """The deals behind one of NAMES."""
    today = ws.today()
    with ws.read() as connection:
        found = _leads(connection, scope, ws)
        without = found.unknown()
        told = _tell(_Days(found, scope.period), name, scope.period, today)
        if without:
            told = _known(told, scope.period, found.kept_since() or today)
        ids = _behind(found, name, scope.period, today)
    left_out = [LeftOut(without, UNKNOWN)] if without else []
    return Opened(SPECS[name], [told.put_in or f"{NOT_APPLICABLE}, {told.why}"], ids, left_out)


def _leads(connection: Connection, scope: Scope, ws: Workspace) -> Leads:
    lanes = stage_store.stages(connection, removed=True)
    marked = [from_mark_on(lanes, mark) for mark in ("qualified", "marketing_qualified")]
    return Leads(connection, scope, present(ws), *marked)


class _Days:
    """How many deals came to be qualified day by day, in a period and what is compared with it."""

    def __init__(self, found: Leads, period: Period) -> None:
        first = (period.before or period).first
        earlier = period_of(first, PeriodUnit.MONTH).before
        self.qualifies = bool(found.qualified)
        self.markets = bool(found.marketing)
        self._firsts = found.firsts(earlier.first if earlier else first)

    def count(self, period: Period) -> int:
        """How many deals were first qualified in a period."""
        return sum(each.deals for each in self._firsts if _within(each.qualified, period))

    def marketing(self, period: Period) -> tuple[int, int]:
        """How many deals were first marketing-qualified in a period, and qualified since."""
        came = [each for each in self._firsts if _within(each.marketing, period)]
        qualified = sum(each.deals for each in came if each.qualified is not None)
        return sum(each.deals for each in came), qualified


def _within(day: date | None, period: Period) -> bool:
    return day is not None and period.first <= day <= period.last


def _known(told: _Told, period: Period, since: date) -> _Told:
    """What a figure comes to where too little is known of some deals.

    Of none is not 0 in a period that reaches before the day ``since`` which history is kept.
    """
    if period.first <= since and told.of_none:
        return _Told(None, NOTHING_TELLS)
    return told


def _tell(days: _Days, name: str, period: Period, today: date) -> _Told:
    if not days.qualifies:
        return _Told(None, NO_STAGE_QUALIFIED)
    if name == _QUALIFIED:
        count = days.count(period)
        put_in = f"{count:,} first came into a qualified stage"
        return _Told(count, put_in=put_in, of_none=not count)
    if name == _MARKETING:
        return _marketing(days, period)
    return _velocity(days, period, today)


def _marketing(days: _Days, period: Period) -> _Told:
    if not days.markets:
        return _Told(None, NO_STAGE_MARKETING)
    came, qualified = days.marketing(period)
    if not came:
        return _Told(None, "no deal was first marketing-qualified in the period", of_none=True)
    rate = Fraction(qualified, came)
    return _Told(rate, put_in=f"{qualified:,} qualified / {came:,} = {percent(rate)}")


def _velocity(days: _Days, period: Period, today: date) -> _Told:
    month = rules.last_whole_month(period, today)
    if month is None:
        return _Told(None, "the period has no whole month that has ended")
    earlier = month.before
    if earlier is None:
        return _Told(None, NO_PERIOD_BEFORE)
    now, before = days.count(month), days.count(earlier)
    rate = rules.growth(now, before)
    if rate is None:
        why = f"{earlier} had no qualified leads, {month} has {now}"
        return _Told(None, why, of_none=not now)
    told = f"({now:,} in {month} - {before:,} in {earlier}) / {before:,} = {percent(rate)}"
    return _Told(rate, put_in=told)


def _behind(found: Leads, name: str, period: Period, today: date) -> list[int]:
    """The deals of which a figure tells: of a rate those of which it is one."""
    if name == _QUALIFIED:
        return found.deals(period)
    if name == _MARKETING:
        return found.marketed_deals(period)
    month = rules.last_whole_month(period, today)
    months = (month, month.before) if month else ()
    return [deal_id for each in months if each for deal_id in found.deals(each)]
