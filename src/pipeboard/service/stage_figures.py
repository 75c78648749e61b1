"""What happened in each stage in a period: who came, what became of them, how long it took."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from enum import StrEnum
from fractions import Fraction

from pipeboard.domain.figures import LeftOut, Opened, Scope, StageFigures
from pipeboard.domain.figurespecs import CONVERSION, STILL_THERE, TIME_IN_STAGE
from pipeboard.domain.figurewords import number, percent, short_days
from pipeboard.domain.stages import Stage
from pipeboard.domain.stageways import Days, Outcome, after
from pipeboard.domain.words import many
from pipeboard.service.presence import present
from pipeboard.service.workspace import Workspace
from pipeboard.store import stages as stage_store
from pipeboard.store.database import Connection
from pipeboard.store.stage_figures import Stays

UNKNOWN = "nothing tells in which stage they were, as the file that brought them does not"
_UNDATED = "their file does not tell since when they are there; they are counted without their days"
_PARTLY = "the file that brought them does not tell of all stages that they were in"


class StageNumber(StrEnum):
    """The numbers of a stage that open."""

    ENTERED = "entered"
    LEFT = "left"
    CONVERTED = "converted"
    NOT_CONVERTED = "not_converted"
    PENDING = "pending"
    STILL_THERE = "still_there"


def stage_figures(ws: Workspace, scope: Scope) -> list[StageFigures]:
    """The figures of every stage of the scope's pipeline, or of all pipelines, in their order.

    A stage that was removed is among them, after those of its pipeline, where it has anything to
    tell of the period.
    """
    at = present(ws)
    with ws.read() as connection:
        lanes = stage_store.stages(connection, scope.pipeline_id, removed=True)
        stays = Stays(connection, scope, at)
        days, still = stays.days(lanes), stays.still(lanes)
        outcomes = stays.outcomes(lanes, {each.id: after(lanes, each.id) for each in lanes})
        found = []
        for stage in _in_order(connection, lanes):
            there = still.get(stage.id, (0, 0, 0))
            figures = _figures(stage, outcomes[stage.id], days.get(stage.id, Days({})), there)
            if stage.removed_on is None or figures.entered or figures.left or figures.still_there:
                found.append(figures)
        return found


def left_out(ws: Workspace, scope: Scope) -> list[LeftOut]:
    """The deals of the scope of which it is not known where they were all the time of the period.

    In the table of stages they are where it is known, such as in the stage where they are now.
    """
    at = present(ws)
    with ws.read() as connection:
        lanes = stage_store.stages(connection, scope.pipeline_id, removed=True)
        stays = Stays(connection, scope, at)
        return [replace(each, why=_PARTLY, partly=True) for each in _unknown(stays, lanes)]


def open_stage(ws: Workspace, scope: Scope, stage_id: int, what: str) -> Opened:
    """The deals behind a number of a stage: one of ``StageNumber``.

    ``amounts`` has the days of each where the number is of days, ``became`` what became of those
    that entered. Raises NotFound for a stage that
    there never was, ValueError for a number that there is not.
    """
    at, number = present(ws), StageNumber(what)
    with ws.read() as connection:
        lanes = stage_store.stages(connection, removed=True)
        stage = next((each for each in lanes if each.id == stage_id), None)
        if stage is None:
            stage = stage_store.get(connection, stage_id)
        stays = Stays(connection, scope, at)
        if number is StageNumber.LEFT:
            return _opened_left(stays, stage)
        if number is StageNumber.STILL_THERE:
            return _opened_still(stays, stage)
        way = {stage.id: after(lanes, stage.id)}
        wanted = list(Outcome) if number is StageNumber.ENTERED else [Outcome(number)]
        became = {id_: each.told for each in wanted for id_ in stays.came(stage, way, each)}
        put_in = [_conversion(stage, stays.outcomes([stage], way)[stage.id])]
        out = _unknown(stays, [stage])
        return Opened(CONVERSION, put_in, list(became), out, became=became)


def _in_order(connection: Connection, lanes: Sequence[Stage]) -> Iterator[Stage]:
    """Stages by their pipelines; removed pipelines and stages come last among theirs."""
    known = stage_store.pipelines(connection, removed=True)
    for pipeline in sorted(known, key=lambda each: each.removed_on is not None):
        own = [stage for stage in lanes if stage.pipeline_id == pipeline.id]
        yield from sorted(own, key=lambda each: each.removed_on is not None)


def _figures(
    stage: Stage, outcomes: dict[Outcome, int], days: Days, there: tuple[int, int, int]
) -> StageFigures:
    still, known, total = there
    return StageFigures(
        stage_id=stage.id,
        name=stage.told,
        pipeline_id=stage.pipeline_id,
        entered=sum(outcomes.values()),
        left=days.count,
        converted=outcomes.get(Outcome.CONVERTED, 0),
        not_converted=outcomes.get(Outcome.NOT_CONVERTED, 0),
        pending=outcomes.get(Outcome.PENDING, 0),
        mean_days=days.mean,
        median_days=days.median,
        still_there=still,
        still_days=Fraction(total, known) if known else None,
        undated=still - known,
    )


def _unknown(stays: Stays, stages: Sequence[Stage]) -> list[LeftOut]:
    pipelines = {stage.pipeline_id for stage in stages}
    only = [stage.id for stage in stages] if len(stages) == 1 else []
    ids = stays.unknown(pipelines, only)
    return [LeftOut(ids, UNKNOWN)] if ids else []


def _opened_left(stays: Stays, stage: Stage) -> Opened:
    amounts = stays.left(stage)
    days = stays.days([stage]).get(stage.id, Days({}))
    told = f"{stage.told}: {many(days.count, 'stay')}"
    if days.mean is not None and days.median is not None:
        total = sum(length * count for length, count in days.times.items())
        told += f", {total:,} days / {days.count:,} = {number(days.mean, 1)} days"
        told += f"; median {short_days(days.median)} days"
    return Opened(TIME_IN_STAGE, [told], _longest(amounts), _unknown(stays, [stage]), amounts)


def _opened_still(stays: Stays, stage: Stage) -> Opened:
    amounts, undated = stays.still_in(stage)
    ids = [*_longest(amounts), *undated]
    told = f"{stage.told}: {many(len(ids), 'deal')}"
    if amounts:
        total = sum(amounts.values())
        mean = number(Fraction(total, len(amounts)), 1)
        told += f", {total:,} days / {len(amounts):,} = {mean} days so far"
    without = [LeftOut(undated, _UNDATED)] if undated else []
    return Opened(STILL_THERE, [told], ids, without, amounts)


def _longest(amounts: dict[int, int]) -> list[int]:
    return sorted(amounts, key=lambda deal_id: (-amounts[deal_id], deal_id))


def _conversion(stage: Stage, outcomes: dict[Outcome, int]) -> str:
    entered = sum(outcomes.values())
    yes, no, pending = (outcomes.get(each, 0) for each in Outcome)
    told = f"{stage.told}: {yes:,} converted / ({yes:,} + {no:,} not converted)"
    told += f" = {percent(Fraction(yes, yes + no) if yes + no else None)}"
    return f"{told}; {pending:,} pending, {entered:,} came in all"
