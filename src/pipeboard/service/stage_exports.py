"""Stages, what belongs to them and their sums as plain data."""

from collections.abc import Mapping, Sequence

from pipeboard.domain.aftersale import StageFollowUp
from pipeboard.domain.board import Board
from pipeboard.domain.criteria import Criterion
from pipeboard.domain.money import exact
from pipeboard.domain.rates import Rate, convert
from pipeboard.domain.views import StageView
from pipeboard.service.exports import Json, sums


def board(found: Board, currency: str, rates: Sequence[Rate]) -> list[Json]:
    """The stages of a pipeline in order, with their sums, and these in one currency by the rates."""
    rows = []
    for stage in found.stages:
        totals = found.totals[stage.id]
        rows.append(
            {
                "name": stage.name,
                "kind": stage.kind.value,
                "probability": stage.probability,
                "deals": totals.count,
                "value": sums(totals.value),
                "weighted": sums(totals.weighted),
                "converted": converted(totals.value, currency, rates),
            }
        )
    return rows


def stage(view: StageView) -> Json:
    """What a stage consists of, besides what its lane shows."""
    found = view.stage
    return {
        "stale_after": found.stale_after,
        "marketing_qualified": found.marketing_qualified,
        "qualified": found.qualified,
        "rule": found.rule.value,
        "guidance": found.guidance or None,
        "criteria": [criterion(each) for each in view.criteria],
        "offers": [offered(each) for each in view.follow_ups],
    }


def criterion(found: Criterion) -> Json:
    """An exit criterion."""
    return {"id": found.id, "kind": found.kind.value, "subject": found.subject}


def offered(found: StageFollowUp) -> Json:
    """A follow-up that a post-sale stage offers."""
    return {
        "id": found.id,
        "type": found.type,
        "subject": found.subject,
        "days": found.days,
        "from": found.anchor.value,
    }


def converted(minor: Mapping[str, int], currency: str, rates: Sequence[Rate]) -> Json | None:
    """What sums come to in one currency, and the date of the rates; None where it cannot be told."""
    found = convert(minor, currency, rates)
    if found is None:
        return None
    return {
        "currency": found.currency,
        "value": exact(found.minor, found.currency),
        "as_of": found.as_of.isoformat(),
    }
