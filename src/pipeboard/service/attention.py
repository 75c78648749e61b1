"""The three questions of every review, answered from the database."""

from collections.abc import Sequence
from datetime import timedelta

from pipeboard.domain import attention as rules
from pipeboard.domain import targets as target_rules
from pipeboard.domain.attention import Answer, Trouble
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

_DAY = timedelta(days=1)


def answers(
    ws: Workspace, scope: Scope, stages_now: Sequence[StageFigures] | None = None
) -> list[Answer]:
    """How soon the target is reached, what should close this week, and what needs attention.

    The target is that of the scope's period, pipeline and owner, whatever the filter; the deals to
    close are those of this week, whatever the period. What is usual of a stage is what it was in
    the four periods before the scope's. ``stages_now`` are the figures of the scope's stages where
    these are read already.
    """
    now = stage_figures(ws, scope) if stages_now is None else stages_now
    return [_how_soon(ws, scope), _this_week(ws, scope), _which_part(ws, scope, now)]


def _how_soon(ws: Workspace, scope: Scope) -> Answer:
    whole = Scope(scope.period, scope.pipeline_id, scope.owner, Filter())
    found = targets.progress(ws, scope.period, scope.pipeline_id, scope.owner)
    ahead = Days("closes", last=scope.period.last)
    with ws.read() as connection:
        of = Open(connection, whole, present(ws))
        won = of.won(scope.period)
        expected = {
            each.currency: of.lot(ahead, currency=each.currency)
            for each in found
            if each.by_end is not None
        }
        pipeline = target_store.pipeline_names(connection).get(scope.pipeline_id or 0, "")
    answer = rules.how_soon(
        scope.period, target_rules.whose(scope.owner, pipeline), found, won, expected
    )
    return answer if scope.filter.empty or not found else rules.whatever_the_filter(answer)


def _this_week(ws: Workspace, scope: Scope) -> Answer:
    week = period_of(ws.today(), PeriodUnit.WEEK)
    closes = Days("closes", week.first, week.last)
    with ws.read() as connection:
        of = Open(connection, scope, present(ws))
        closing = of.lot(closes)
        risks = of.risks(closes, today=ws.today()) if closing.deal_ids else {}
        won = [deal_id for ids in of.won(week).values() for deal_id in ids]
        late = of.lot(Days("closes", last=week.first - _DAY))
        undated = of.ids(Days("closes"))
    return rules.this_week(week, closing, risks, won, late, undated)


def _which_part(ws: Workspace, scope: Scope, now: Sequence[StageFigures]) -> Answer:
    usual = _usual(scope.period)
    found: list[Trouble] = []
    with ws.read() as connection:
        lanes = [each for each in stages.stages(connection) if not each.is_post_sale]
        pipelines = {each.id: each.name for each in stages.pipelines(connection)}
    if usual is not None:
        before = Scope(usual, scope.pipeline_id, scope.owner, scope.filter)
        found = rules.troubles(now, stage_figures(ws, before), {each.id for each in lanes})
    worst = rules.worst_of(found)
    stage_id = worst.now.stage_id if worst else None
    named = worst.now.name if worst else ""
    if worst and len(pipelines) > 1:
        named = f"{named} in {pipelines.get(worst.now.pipeline_id, '')}"
    with ws.read() as connection:
        of = Open(connection, scope, present(ws))
        there = of.ids(stage_id=stage_id) if worst else []
        stale = of.lot(State("stale"), stage_id=stage_id)
        stepless = of.lot(Days("next"), stage_id=stage_id)
    return rules.which_part(
        scope.period, rules.before(scope.period), found, named, there, stale, stepless
    )


def _usual(period: Period) -> Period | None:
    """The periods before one, together; None where the calendar has none."""
    try:
        first = period.moved(-rules.BEFORE).first
    except OverflowError:
        return None
    return Period(first, period.first - _DAY)
