"""The three questions of every review, answered from the database."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from pipeboard.domain import attention as rules
from pipeboard.domain import bottlenecks
from pipeboard.domain import targets as target_rules
from pipeboard.domain.answers import Answer
from pipeboard.domain.figures import Scope, StageFigures
from pipeboard.domain.filterterms import Days, Filter, State
from pipeboard.domain.periods import Period, PeriodUnit, period_of
from pipeboard.service import targets
from pipeboard.service.presence import present
from pipeboard.service.stage_figures import stage_figures
from pipeboard.service.workspace import Workspace
from pipeboard.store import stages
from pipeboard.store import targets as target_store
from pipeboard.store.attention import Open
from pipeboard.store.database import Connection

_DAY = timedelta(days=1)


def answers(
    ws: Workspace, scope: Scope, stages_now: Sequence[StageFigures] | None = None
) -> list[Answer]:
    """How soon the target is reached, what should close this week, and what needs attention.

    The target is that of the scope's period, pipeline and owner, whatever the filter; the deals to
    close are those of this week, whatever the period. What is usual of a stage is what it was in
    the four periods before the scope's. ``stages_now`` are the figures of the scope's stages where
    these are read already. All deals that are named are as they stood at one moment.
    """
    now = stage_figures(ws, scope) if stages_now is None else stages_now
    usual = _usual(scope.period)
    then = stage_figures(ws, replace(scope, period=usual)) if usual else []
    with ws.read() as connection:
        of = Open(connection, scope, present(ws))
        return [
            _how_soon(connection, ws, scope),
            _this_week(of, ws.today()),
            _which_part(connection, of, scope, now, then),
        ]


def _how_soon(connection: Connection, ws: Workspace, scope: Scope) -> Answer:
    found = targets.progress_of(connection, ws, scope.period, scope.pipeline_id, scope.owner)
    of = Open(connection, replace(scope, filter=Filter()), present(ws))
    ahead = Days("closes", last=scope.period.last)
    expected = {
        each.currency: of.lot(ahead, currency=each.currency)
        for each in found
        if each.by_end is not None
    }
    pipeline = target_store.pipeline_names(connection).get(scope.pipeline_id or 0, "")
    whose = target_rules.whose(scope.owner, pipeline)
    answer = rules.how_soon(scope.period, whose, found, of.won(scope.period), expected)
    return answer if scope.filter.empty or not found else rules.whatever_the_filter(answer)


def _this_week(of: Open, today: date) -> Answer:
    week = period_of(today, PeriodUnit.WEEK)
    closes = Days("closes", week.first, week.last)
    closing = of.lot(closes)
    risks = of.risks(closes, today=today) if closing.deal_ids else {}
    won = [deal_id for ids in of.won(week).values() for deal_id in ids]
    late = of.lot(Days("closes", last=week.first - _DAY))
    return rules.this_week(week, closing, risks, won, late, of.ids(Days("closes")))


def _which_part(
    connection: Connection,
    of: Open,
    scope: Scope,
    now: Sequence[StageFigures],
    then: Sequence[StageFigures],
) -> Answer:
    """Of the stages that are still there and before the sale, ``now`` and in the time before."""
    lanes = {each.id for each in stages.stages(connection) if not each.is_post_sale}
    found = bottlenecks.troubles(now, then, lanes)
    worst = bottlenecks.worst_of(found)
    stage_id = worst.now.stage_id if worst else None
    named = _named(connection, worst.now) if worst else ""
    there = of.ids(stage_id=stage_id) if worst else []
    stale = of.lot(State("stale"), stage_id=stage_id)
    stepless = of.lot(Days("next"), stage_id=stage_id)
    before = bottlenecks.before(scope.period)
    return bottlenecks.which_part(scope.period, before, found, named, there, stale, stepless)


def _named(connection: Connection, stage: StageFigures) -> str:
    """A stage by its name, and by its pipeline where there are several."""
    pipelines = {each.id: each.name for each in stages.pipelines(connection)}
    of = f" in {pipelines.get(stage.pipeline_id, '')}" if len(pipelines) > 1 else ""
    return f"{stage.name}{of}"


def _usual(period: Period) -> Period | None:
    """The periods before one, together; None where the calendar has none."""
    try:
        first = period.moved(-bottlenecks.BEFORE).first
    except OverflowError:
        return None
    return Period(first, period.first - _DAY)
