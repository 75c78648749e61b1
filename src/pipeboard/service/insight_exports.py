"""Insights as plain data: money as decimal strings by currency, rates as unrounded numbers."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from pipeboard.domain.answers import Answer
from pipeboard.domain.figures import (
    Amount,
    Figure,
    LeftOut,
    Movement,
    Opened,
    Scope,
    Share,
    Spec,
    StageFigures,
    Unit,
    Value,
)
from pipeboard.domain.figurewords import SUMS
from pipeboard.domain.money import exact
from pipeboard.domain.movements import lines_of
from pipeboard.domain.rates import Rate
from pipeboard.service import (
    attention,
    insights,
    movements,
    pipelines,
    rates,
    stage_exports,
    stage_figures,
)
from pipeboard.service.exports import Json, sums
from pipeboard.service.workspace import Workspace


def everything(ws: Workspace, scope: Scope) -> Json:
    """All that insights tell of a scope, as `insights --json` writes it."""
    known = rates.rates(ws)
    found = insights.figures(ws, scope)
    parts = insights.breakdowns(ws, scope)
    why = insights.reasons(ws, scope)
    names = {each.id: each.name for each in pipelines.pipelines(ws)}
    stages = stage_figures.stage_figures(ws, scope)
    return {
        "period": period(scope),
        "currency": ws.currency,
        "figures": {name: figure(each, ws.currency, known) for name, each in found.items()},
        "stages": [stage(each, names) for each in stages],
        "stages_left_out": _count(stage_figures.left_out(ws, scope)),
        "movement": {code: movement(each) for code, each in movements.movements(ws, scope).items()},
        "movement_left_out": _count(movements.left_out(ws, scope)),
        **{f"by_{kind}": [share(each) for each in shares] for kind, shares in parts.items()},
        **{f"reasons_{status}": [reason(each, status) for each in why[status]] for status in why},
        "attention": [answer(each) for each in attention.answers(ws, scope, stages)],
    }


def period(scope: Scope) -> Json:
    """The first and the last day."""
    return {"from": scope.period.first.isoformat(), "to": scope.period.last.isoformat()}


def figure(found: Figure, currency: str, known: Sequence[Rate] = ()) -> Json:
    """A figure; a sum of money also in one currency, where the rates tell what it is.

    One by currency has its values, and in ``whys`` the reason of each currency that has none.
    """
    row: Json = {
        "value": value(found.spec, found.value),
        "before": value(found.spec, found.before),
        "why": found.why or None,
        "why_before": found.why_before or None,
        "left_out": found.left_out,
        "left_out_before": found.left_out_before,
    }
    if found.spec.by_currency:
        row |= {"whys": dict(found.whys), "whys_before": dict(found.whys_before)}
    total = summed(found)
    if total is not None:
        row["converted"] = stage_exports.converted(total, currency, known)
    return row


def summed(found: Figure) -> dict[str, int] | None:
    """The sums by currency of a figure that is one of SUMS; None of any other."""
    if found.spec.name not in SUMS or not isinstance(found.value, Mapping):
        return None
    return {code: int(each) for code, each in found.value.items()}


def value(spec: Spec, found: Value | None) -> Any:
    """What a figure comes to; by currency where there is money in it, null for n/a."""
    if isinstance(found, Mapping):
        return {code: amount(spec, each, code) for code, each in sorted(found.items())}
    return None if found is None else amount(spec, found)


def amount(spec: Spec, found: Amount, currency: str = "") -> Any:
    """One amount: money as a decimal string, a count as it is, all else an unrounded number."""
    if spec.unit is Unit.MONEY:
        return exact(int(found), currency)
    return int(found) if spec.unit is Unit.COUNT else float(found)


def stage(found: StageFigures, pipelines: Mapping[int, str]) -> Json:
    """What happened in a stage."""
    return {
        "stage": found.name,
        "pipeline": pipelines.get(found.pipeline_id),
        "entered": found.entered,
        "left": found.left,
        "converted": found.converted,
        "not_converted": found.not_converted,
        "pending": found.pending,
        "conversion": _float(found.conversion),
        "mean_days": _float(found.mean_days),
        "median_days": _float(found.median_days),
        "still_there": found.still_there,
        "still_days": _float(found.still_days),
    }


def movement(found: Movement) -> Json:
    """The lines between opening and closing; each is 0 or above."""
    return {name: exact(each, found.currency) for name, each in lines_of(found)}


def share(found: Share) -> Json:
    """A part of a breakdown; null for the name where none is told."""
    return {
        "name": found.name or None,
        "open_count": found.open_count,
        "open_value": sums(found.open_value),
        "won_count": found.won_count,
        "won_value": sums(found.won_value),
        "lost_count": found.lost_count,
        "lost_value": sums(found.lost_value),
        "win_rate": _float(found.win_rate),
    }


def reason(found: Share, status: str) -> Json:
    """The deals won, or lost, for a reason; null for it where none is told."""
    count, worth = found.ended(status)
    return {"reason": found.name or None, "count": count, "value": sums(worth)}


def answer(found: Answer) -> Json:
    """A question with its answer, and the deals of each sentence."""
    return {
        "question": found.question,
        "text": found.text,
        "deals": list(dict.fromkeys(each for part in found.sentences for each in part.deal_ids)),
        "sentences": [
            {"text": part.text, "deals": list(part.deal_ids)} for part in found.sentences
        ],
    }


def opened(name: str, figure_: Json, found: Opened, scope: Scope) -> Json:
    """What is behind a figure, with its deals by their ids; of follow-ups how many each has."""
    return {
        "period": period(scope),
        "figure": name,
        "label": found.spec.label,
        "formula": found.spec.formula,
        **figure_,
        "put_in": list(found.put_in),
        "deals": list(found.deal_ids),
        "amounts": {str(each): count for each, count in found.amounts.items()},
        "without": [{"why": each.why, "deals": list(each.deal_ids)} for each in found.left_out],
    }


def _count(found: Sequence[LeftOut]) -> int:
    return sum(len(each.deal_ids) for each in found)


def _float(number: Fraction | None) -> float | None:
    return None if number is None else float(number)
