"""The three questions of every review, answered from the database."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from pipeboard.domain import attention as rules
from pipeboard.domain import bottlenecks
from pipeboard.domain import targets as target_rules
from pipeboard.domain.answers import Answer
from pipeboard.domain.bottlenecks import Basis, Trouble
from pipeboard.domain.figures import Scope, StageFigures
from pipeboard.domain.filterterms import Days, Filter, State
from pipeboard.domain.periods import Period, PeriodUnit, period_of
from pipeboard.domain.stages import Stage
from pipeboard.domain.stageways import Outcome, after
from pipeboard.service import targets
from pipeboard.service.presence import present
from pipeboard.service.stage_figures import stage_figures
from pipeboard.service.workspace import Workspace
from pipeboard.store import stages
from pipeboard.store import targets as target_store
from pipeboard.store.attention import Open
from pipeboard.store.database import Connection
from pipeboard.store.stage_figures import Stays, Way

_DAY = timedelta(days=1)


def answers(
    ws: Workspace, scope: Scope, stages_now: Sequence[StageFigures] | None = None
) -> list[Answer]:
    """How soon the target is reached, what should close this week, and what needs attention.

    The target is that of the scope's period, pipeline and owner, whatever the filter; the deals to
    close are those of this week, whatever the period. Expected are the deals that the forecast counts
    there: none whose day has passed, which stand apart, and none that is omitted. What is usual of a
    stage is what it was in the four periods before the scope's. ``stages_now`` are the figures of the
    scope's stages where these are read already.
    """
    now = stage_figures(ws, scope) if stages_now is None else stages_now
    usual = _usual(scope.period)
    then = stage_figures(ws, replace(scope, period=usual)) if usual else []
    with ws.read() as connection:
        return [
            _how_soon(connection, ws, scope),
            _this_week(Open(connection, scope, present(ws)), ws.today()),
            _which_part(connection, ws, scope, now, then),
        ]


def _how_soon(connection: Connection, ws: Workspace, scope: Scope) -> Answer:
    period, today = scope.period, ws.today()
    found = targets.progress_of(connection, ws, period, scope.pipeline_id, scope.owner)
    of = Open(connection, replace(scope, filter=Filter()), present(ws))
    expected = {
        each.currency: of.expected(max(period.first, today), period.last, each.currency)
        for each in found
        if each.target is not None and each.won < each.target and today <= period.last
    }
    pipeline = target_store.pipeline_names(connection).get(scope.pipeline_id or 0, "")
    whose = target_rules.whose(scope.owner, pipeline)
    answer = rules.how_soon(
        period,
        whose,
        found,
        of.won(period),
        expected,
        has_begun=period.first <= today,
        several=bool(expected) and of.in_several_currencies,
        is_owned=scope.owner != "",
    )
    return answer if scope.filter.empty or not found else rules.whatever_the_filter(answer)


def _this_week(of: Open, today: date) -> Answer:
    week = period_of(today, PeriodUnit.WEEK)
    expected = of.expected(today, week.last)
    risks = of.risks(expected.ahead, today, week.last) if expected.ahead.deal_ids else {}
    won = [deal_id for ids in of.won(week).values() for deal_id in ids]
    return rules.this_week(week, expected, risks, won, of.ids(Days("closes")))


def _which_part(
    connection: Connection,
    ws: Workspace,
    scope: Scope,
    now: Sequence[StageFigures],
    then: Sequence[StageFigures],
) -> Answer:
    """Of the stages that are still there and before the sale, ``now`` and in the time before."""
    of = Open(connection, scope, present(ws))
    every = stages.stages(connection, removed=True)
    lanes = {each.id for each in every if not each.is_post_sale and each.removed_on is None}
    worst = bottlenecks.worst(now, then, lanes)
    stage = next((each for each in every if worst and each.id == worst.now.stage_id), None)
    stage_id = stage.id if stage else None
    told = bottlenecks.Told(
        scope.period,
        is_over=scope.period.last < ws.today(),
        usual=bottlenecks.before(scope.period),
        named=_named(connection, worst.now) if worst else "",
        can_tell=worst is not None or bottlenecks.can_tell(now, then, lanes),
        any_open=of.is_any,
    )
    behind = _behind(connection, ws, scope, worst, stage, every) if worst and stage else {}
    stale = of.lot(State("stale"), stage_id)
    stepless = of.lot(Days("next"), stage_id)
    return bottlenecks.which_part(told, worst, behind, stale, stepless)


def _behind(
    connection: Connection,
    ws: Workspace,
    scope: Scope,
    worst: Trouble,
    stage: Stage,
    every: Sequence[Stage],
) -> dict[Basis, Sequence[int]]:
    """The deals of those numbers of a stage that are told."""
    usual = _usual(scope.period) or scope.period
    stays = Stays(connection, scope, present(ws))
    before = Stays(connection, replace(scope, period=usual), present(ws))
    way = {stage.id: after(every, stage.id)}
    read: Mapping[Basis, Callable[[], Sequence[int]]] = {
        Basis.LEFT: lambda: list(stays.left(stage)),
        Basis.THERE: lambda: list(stays.still_in(stage)[0]),
        Basis.DECIDED: lambda: _decided(stays, stage, way),
        Basis.LEFT_BEFORE: lambda: list(before.left(stage)),
        Basis.DECIDED_BEFORE: lambda: _decided(before, stage, way),
    }
    return {basis: read[basis]() for basis in bottlenecks.bases(worst)}


def _decided(stays: Stays, stage: Stage, way: Way) -> list[int]:
    """The deals that came into a stage first in the period and went on, or will not."""
    pending = set(stays.came(stage, way, Outcome.PENDING))
    return [deal_id for deal_id in stays.came(stage, way) if deal_id not in pending]


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
