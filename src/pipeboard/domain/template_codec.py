"""Stage templates as plain data, as the database keeps those that were saved."""

from collections.abc import Mapping, Sequence
from typing import Any

from pipeboard.domain.aftersale import Anchor
from pipeboard.domain.criteria import CriterionKind
from pipeboard.domain.stages import StageKind, StageRule
from pipeboard.domain.templates import (
    CriterionTemplate,
    FollowUpTemplate,
    StageTemplate,
    Template,
)


def to_data(stages: Sequence[StageTemplate]) -> list[dict[str, Any]]:
    """Stages as lists, texts and numbers only."""
    return [
        {
            "name": stage.name,
            "probability": stage.probability,
            "stale_after": stage.stale_after,
            "guidance": stage.guidance,
            "marketing_qualified": stage.marketing_qualified,
            "qualified": stage.qualified,
            "kind": stage.kind.value,
            "rule": stage.rule.value,
            "criteria": [
                {"kind": each.kind.value, "subject": each.subject} for each in stage.criteria
            ],
            "follow_ups": [
                {
                    "type": each.type,
                    "subject": each.subject,
                    "days": each.days,
                    "anchor": each.anchor.value,
                }
                for each in stage.follow_ups
            ],
        }
        for stage in stages
    ]


def from_data(name: str, stages: Sequence[Mapping[str, Any]]) -> Template:
    """A template of that name, from what ``to_data`` made of its stages."""
    made = tuple(_stage(stage) for stage in stages)
    return Template(name, f"Saved from a pipeline, with {len(made)} stages", made)


def _stage(data: Mapping[str, Any]) -> StageTemplate:
    return StageTemplate(
        name=data["name"],
        probability=data["probability"],
        stale_after=data["stale_after"],
        guidance=data["guidance"],
        criteria=tuple(
            CriterionTemplate(CriterionKind(each["kind"]), each["subject"])
            for each in data["criteria"]
        ),
        marketing_qualified=data["marketing_qualified"],
        qualified=data["qualified"],
        kind=StageKind(data["kind"]),
        rule=StageRule(data["rule"]),
        follow_ups=tuple(
            FollowUpTemplate(each["type"], each["subject"], each["days"], Anchor(each["anchor"]))
            for each in data["follow_ups"]
        ),
    )
