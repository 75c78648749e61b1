"""The pictures of a scope, as the command line draws them."""

from collections.abc import Sequence
from dataclasses import dataclass

from pipeboard.domain import charts
from pipeboard.domain.charts import Chart
from pipeboard.domain.figures import LeftOut, Scope, StageFigures
from pipeboard.service import insights, months, movements, pipelines, stage_figures
from pipeboard.service.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Pictures:
    """Pictures of one thing, and the deals that they are without."""

    charts: Sequence[Chart]
    left_out: Sequence[LeftOut] = ()


def pictures(ws: Workspace, scope: Scope, stages: Sequence[StageFigures]) -> list[Pictures]:
    """Funnel and days in stage of each pipeline, won against target and movement of each currency,
    and the reasons. ``stages`` are the figures of the scope's stages.
    """
    names = {each.id: each.name for each in pipelines.pipelines(ws)}
    by_month = months.won_by_month(ws, scope)
    moved = movements.movements(ws, scope).values()
    return [
        Pictures(charts.of_stages(stages, names), stage_figures.left_out(ws, scope)),
        Pictures([months.picture(found, code) for code, found in by_month.items()]),
        Pictures(
            [charts.without_nothing(charts.waterfall(each)) for each in moved],
            movements.left_out(ws, scope),
        ),
        Pictures(charts.of_reasons(insights.reasons(ws, scope))),
    ]
