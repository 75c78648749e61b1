"""What the insights are made of: each part on its own, so that it can be shown as it comes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from pipeboard.domain.answers import Answer
from pipeboard.domain.figures import LeftOut, Movement, Scope, StageFigures
from pipeboard.domain.rates import Rate
from pipeboard.domain.stages import Pipeline
from pipeboard.service import insights, months, movements, pipelines, rates
from pipeboard.service import stage_figures as stage_service
from pipeboard.service.attention import answers
from pipeboard.service.workspace import Workspace
from pipeboard.ui.parts_reader import Part, Parts, alone


class Incomplete(Protocol):
    """Figures that are without some deals."""

    @property
    def left_out(self) -> Sequence[LeftOut]:
        """The deals that they are without, and why."""


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


def _answers(ws: Workspace, scope: Scope, read: Parts) -> Sequence[Answer]:
    """The answers, by the figures of stages that were read for the table of these."""
    found = read.get(STAGES)
    return answers(ws, scope, found.figures if found else None)


def _moved(ws: Workspace, scope: Scope) -> Moved:
    return Moved(movements.movements(ws, scope), movements.left_out(ws, scope))


RATES = alone("rates", _rates)
FIGURES = alone("figures", insights.figures)
MONTHS = alone("months", months.won_by_month)
MOVEMENT = alone("movement", _moved)
SHARES = alone("shares", insights.breakdowns)
REASONS = alone("reasons", insights.reasons)
STAGES = alone("stages", _stages)
ANSWERS = Part("answers", _answers, after=STAGES)

ORDER: Sequence[Part[object]] = (
    *(RATES, FIGURES, STAGES, MONTHS),
    *(ANSWERS, SHARES, MOVEMENT, REASONS),
)
"""The parts in the order in which they are read."""

INCOMPLETE: Mapping[str, Part[Incomplete]] = {each.name: each for each in (MOVEMENT, STAGES)}
"""The parts that are without some deals, by their names."""
