"""The pictures of a scope, as the report and the command line draw them."""

from pipeboard.domain import charts
from pipeboard.domain.charts import Chart
from pipeboard.domain.figures import Scope
from pipeboard.service import insights, months, movements, pipelines, stage_figures
from pipeboard.service.workspace import Workspace


def pictures(ws: Workspace, scope: Scope) -> list[Chart]:
    """Funnel and days in stage of each pipeline, won against target and movement of each currency,
    and the reasons.
    """
    names = {each.id: each.name for each in pipelines.pipelines(ws)}
    by_month = months.won_by_month(ws, scope)
    return [
        *charts.of_stages(stage_figures.stage_figures(ws, scope), names),
        *(months.picture(found, code) for code, found in by_month.items()),
        *(charts.waterfall(each) for each in movements.movements(ws, scope).values()),
        *charts.of_reasons(insights.reasons(ws, scope)),
    ]
