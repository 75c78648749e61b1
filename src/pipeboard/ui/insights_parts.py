"""What the insights are read from: each part on its own, so that it can be shown as it comes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pipeboard.domain.attention import Answer
from pipeboard.domain.figures import LeftOut, Movement, Scope, StageFigures
from pipeboard.domain.rates import Rate
from pipeboard.domain.stages import Pipeline
from pipeboard.service import insights, months, movements, pipelines, rates
from pipeboard.service import stage_figures as stage_service
from pipeboard.service.attention import answers
from pipeboard.service.workspace import Workspace
from pipeboard.ui.insights_reader import Read, alone

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


def _answers(ws: Workspace, scope: Scope, read: Mapping[str, Any]) -> Sequence[Answer]:
    """The answers, by the figures of stages that were read for the table of these."""
    found: Stages | None = read.get(STAGES)
    return answers(ws, scope, found.figures if found else None)


def _moved(ws: Workspace, scope: Scope) -> Moved:
    return Moved(movements.movements(ws, scope), movements.left_out(ws, scope))


PARTS: Sequence[Sequence[tuple[str, Read]]] = (
    (
        (RATES, alone(_rates)),
        (FIGURES, alone(insights.figures)),
        (MONTHS, alone(months.won_by_month)),
        (MOVED, alone(_moved)),
        (SHARES, alone(insights.breakdowns)),
        (REASONS, alone(insights.reasons)),
    ),
    ((STAGES, alone(_stages)), (ANSWERS, _answers)),
)
"""The parts in the order in which they are read, in two rows at once."""
