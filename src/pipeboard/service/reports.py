"""The report of a period: all that insights tell, gathered to be sent to somebody."""

from pipeboard.domain import report_figures, report_flow, report_forecast, report_shares
from pipeboard.domain.days import written
from pipeboard.domain.figures import Scope
from pipeboard.domain.figurespecs import SPECS
from pipeboard.domain.money import exact
from pipeboard.domain.movements import MOVEMENT
from pipeboard.domain.periods import Period, PeriodUnit
from pipeboard.domain.reports import Fact, Report, Section
from pipeboard.service import (
    attention,
    forecast,
    insights,
    months,
    movements,
    rates,
    stage_figures,
    targets,
)
from pipeboard.service import pipelines as pipeline_names
from pipeboard.service.workspace import Workspace


def report(ws: Workspace, scope: Scope, filter_text: str = "") -> Report:
    """The report of a scope; ``filter_text`` is its filter as it was typed."""
    names = {each.id: each.name for each in pipeline_names.pipelines(ws)}
    before = scope.period.before
    figures = insights.figures(ws, scope)
    stages = stage_figures.stage_figures(ws, scope)
    sections = [
        report_figures.answers(attention.answers(ws, scope, stages)),
        report_figures.figures(
            figures.values(),
            _called(scope.period),
            _called(before) if before else "period before",
            ws.currency,
            rates.rates(ws),
        ),
        _won(ws, scope),
        *_expected(ws, scope),
        report_flow.stages(stages, names, stage_figures.left_out(ws, scope)),
        report_flow.movement(movements.movements(ws, scope), movements.left_out(ws, scope)),
        report_shares.breakdowns(insights.breakdowns(ws, scope)),
        report_shares.reasons(insights.reasons(ws, scope)),
        report_figures.formulas(
            SPECS.values(),
            {
                **report_figures.FORMULAS,
                **{spec.label: spec.formula for spec in (MOVEMENT, targets.SPEC)},
            },
        ),
    ]
    return Report(
        f"Sales report {_called(scope.period)}",
        _about(ws, scope, names.get(scope.pipeline_id or 0), before, filter_text),
        sections,
    )


def _about(
    ws: Workspace, scope: Scope, pipeline: str | None, before: Period | None, filter_text: str
) -> list[tuple[str, str]]:
    here = ws.clock.here()
    about = [("period", _days(scope.period))]
    if before is not None:
        about.append(("compared with", _days(before)))
    about += [("pipeline", pipeline or "all"), ("owner", scope.owner or "everybody")]
    if filter_text and not scope.filter.empty:
        about.append(("filter", filter_text))
    if scope.period.last >= here.date():
        about.append(("open deals", f"as of {written(here.date())}: the period is not over"))
    else:
        about.append(("open deals", f"as of the evening of {written(scope.period.last)}"))
    about.append(("made", f"{written(here.date())}, {here:%H:%M} by {ws.actor}"))
    about.append(("time zone", ws.clock.zone_name or here.tzname() or f"UTC{here:%z}"))
    return about


def _won(ws: Workspace, scope: Scope) -> Section:
    found = months.won_by_month(ws, scope)
    facts = []
    for code, by_month in found.items():
        for each in by_month:
            facts.append(Fact(f"won in {each.period}", exact(each.won, code), currency=code))
            goal = "" if each.target is None else exact(each.target, code)
            facts.append(Fact(f"target of {each.period}", goal, currency=code, why=each.why))
    return report_forecast.won_by_month(
        [months.picture(by_month, code) for code, by_month in found.items()], facts
    )


def _expected(ws: Workspace, scope: Scope) -> list[Section]:
    """The forecast of a period that is not over: of its weeks for a week, else of its months."""
    if scope.period.last < ws.today():
        return []
    is_week = scope.period.unit is PeriodUnit.WEEK
    wanted = [scope.period] if is_week else months.touched(scope.period)
    found = forecast.forecast(
        ws,
        PeriodUnit.WEEK if is_week else PeriodUnit.MONTH,
        first=wanted[0],
        count=len(wanted),
        pipeline_id=scope.pipeline_id,
        owner=scope.owner,
        filter_=scope.filter,
    )
    return [report_forecast.forecast(found, ws.currency)]


def _called(period: Period) -> str:
    """A period in few words: its name, or its days."""
    return str(period).replace("..", " to ")


def _days(period: Period) -> str:
    """A period by its name and its days."""
    days = f"{written(period.first)} to {written(period.last)}"
    return days if period.unit is None else f"{period}, {days}"
