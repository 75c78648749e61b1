"""What the command line gives out as JSON of the past of deals: where they were, how they stood."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from pipeboard.domain.deals import StageVisit
from pipeboard.domain.money import exact
from pipeboard.domain.stages import Pipeline, Stage
from pipeboard.domain.standings import Standing

Json = dict[str, Any]


def visit(
    found: StageVisit, stages: Mapping[int, Stage], pipelines: Mapping[int, Pipeline]
) -> Json:
    """A stay in a stage; ``left_on`` is null while the deal is there."""
    stage = stages[found.stage_id]
    return {
        "pipeline": pipelines[stage.pipeline_id].name,
        "stage": stage.name,
        "entered_on": found.entered_on.isoformat(),
        "left_on": _day(found.left_on),
    }


def stood(found: Standing, pipelines: Mapping[int, Pipeline]) -> Json:
    """How a deal stood from the evening of a day on; ``until_on`` is null where it still does.

    The probability is the deal's own, null where it followed its stage.
    """
    pipeline = pipelines.get(found.pipeline_id)
    return {
        "from_on": found.from_on.isoformat(),
        "until_on": _day(found.until_on),
        "since_unknown": found.since_unknown,
        "status": found.status,
        "pipeline": pipeline.name if pipeline else None,
        "owner": found.owner or None,
        "currency": found.currency,
        "value": None if found.value is None else exact(found.value, found.currency),
        "probability": found.probability,
        "expected_close": _day(found.expected_close),
        "forecast_category": found.forecast_category,
    }


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
