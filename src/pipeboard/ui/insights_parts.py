"""What the insights are read from: each part on its own, so that it can be shown as it comes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeboard.domain.figures import LeftOut, Movement, Scope, StageFigures
from pipeboard.domain.rates import Rate
from pipeboard.domain.stages import Pipeline
from pipeboard.service import insights, months, movements, pipelines, rates
from pipeboard.service import stage_figures as stage_service
from pipeboard.service.attention import answers
from pipeboard.service.workspace import Workspace
from pipeboard.ui.insights_reader import Read

FIGURES, ANSWERS, MONTHS, MOVED = "figures", "answers", "months", "movement"
STAGES, SHARES, REASONS = "stages", "shares", "reasons"
RATES = "rates"


@dataclass(frozen=True, slots=True)
class Stages:
    """The figures of stages, the pipelines that they are of, and the deals that they are without."""

    figures: Sequence[StageFigures]
    pipelines: Mapping[int, Pipeline]
    left_out: Sequence[LeftOut]


@dataclass(frozen=True, slots=True)
class Moved:
    """The movement of each currency, and the deals that it is without."""

    by_currency: Mapping[str, Movement]
    left_out: Sequence[LeftOut]


def _rates(ws: Workspace, _: Scope) -> Sequence[Rate]:
    return rates.rates(ws)


def _stages(ws: Workspace, scope: Scope) -> Stages:
    return Stages(
        stage_service.stage_figures(ws, scope),
        {each.id: each for each in pipelines.pipelines(ws)},
        stage_service.left_out(ws, scope),
    )


def _moved(ws: Workspace, scope: Scope) -> Moved:
    return Moved(movements.movements(ws, scope), movements.left_out(ws, scope))


PARTS: Sequence[tuple[str, Read]] = (
    (RATES, _rates),
    (FIGURES, insights.figures),
    (ANSWERS, answers),
    (MONTHS, months.won_by_month),
    (MOVED, _moved),
    (STAGES, _stages),
    (SHARES, insights.breakdowns),
    (REASONS, insights.reasons),
)
"""The parts in the order in which they are read."""
