"""What a person can do with the stages of a pipeline: add, change, reorder, split, merge, remove.

What moves deals is in ``stage_joining``; the exit criteria of a stage and what a post-sale stage
offers are in ``stage_parts``.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from pipeboard.domain.changes import Step
from pipeboard.domain.stage_order import (
    like,
    neighbours,
    open_ones,
    require_order,
)
from pipeboard.domain.stageline import read_stage_line
from pipeboard.domain.stages import Stage, StageKind
from pipeboard.domain.views import StageView
from pipeboard.errors import NotAccepted, Refused
from pipeboard.service import stage_fields, templates
from pipeboard.service.deals import Added
from pipeboard.service.places import rank_at
from pipeboard.service.stage_joining import holds, merge, remove, require_free, split
from pipeboard.service.stage_parts import (
    add_criterion,
    edit_criterion,
    edit_offer,
    offer,
    remove_criterion,
    reorder_criterion,
    withdraw,
)
from pipeboard.service.workspace import Workspace, written
from pipeboard.store import relocating as lodging
from pipeboard.store import stage_parts as parts
from pipeboard.store import stages as store
from pipeboard.store.boards import lane_status
from pipeboard.store.database import Connection

__all__ = [
    "Added",
    "StageView",
    "add",
    "add_criterion",
    "add_line",
    "edit",
    "edit_criterion",
    "edit_offer",
    "holds",
    "merge",
    "offer",
    "outline",
    "remove",
    "remove_criterion",
    "reorder",
    "reorder_criterion",
    "split",
    "withdraw",
]


def outline(ws: Workspace, pipeline_id: int) -> tuple[StageView, ...]:
    """The stages of a pipeline in order, with all that they consist of; raises NotFound."""
    with ws.read() as connection:
        store.get_pipeline(connection, pipeline_id)
        found = store.stages(connection, pipeline_id)
        ids = [stage.id for stage in found]
        numbers = lodging.numbers(connection, ids)
        criteria = parts.criteria(connection, ids)
        follow_ups = parts.follow_ups(connection, ids)
        return tuple(
            StageView(
                stage,
                numbers.get((stage.id, lane_status(stage)), 0),
                criteria.get(stage.id, ()),
                follow_ups.get(stage.id, ()),
            )
            for stage in found
        )


def add(
    ws: Workspace,
    pipeline_id: int,
    name: str,
    *,
    after: int | None = None,
    before: int | None = None,
    kind: StageKind = StageKind.OPEN,
    values: Mapping[str, Any] | None = None,
) -> Added:
    """Adds a stage after or ``before`` another one; the last of its kind, when neither is said.

    What ``values`` does not say, it has from the stage before it, with a probability halfway to the
    next. Raises BadInput for an empty name and for a value that cannot be, NotFound when that other
    one or the pipeline is gone, and Refused for a name that is taken and where a stage of that kind
    cannot stand.
    """
    with ws.step() as step:
        store.get_pipeline(step.connection, pipeline_id)
        lanes = store.stages(step.connection, pipeline_id)
        name = stage_fields.free_name(name, lanes)
        place = len(lanes) if kind is StageKind.POST_SALE else open_ones(lanes)
        if after is not None:
            place = _index(step.connection, lanes, after) + 1
        elif before is not None:
            place = _index(step.connection, lanes, before)
        require_order(lanes, place, kind, name)
        ahead, beyond = neighbours(lanes, place)
        made = replace(like(ahead, beyond, name, kind), **stage_fields.settings(values or {}))
        rank = rank_at(step, "stage", lanes, place)
        stage_id = templates.insert_stage(step, pipeline_id, rank, made)
        where = f" after {ahead.name}" if ahead else f" before {beyond.name}" if beyond else ""
        step.title = f"Added the stage {name}{where}"
    return Added(written(step), stage_id)


def add_line(
    ws: Workspace,
    pipeline_id: int,
    text: str,
    after: int | None,
    before: int | None = None,
    kind: StageKind = StageKind.OPEN,
) -> Added:
    """Adds a stage that was typed in one line, such as ``Discovery 40% 14d``; as ``add`` does."""
    found = read_stage_line(text)
    values = stage_fields.said(found)
    return add(ws, pipeline_id, found.name, after=after, before=before, kind=kind, values=values)


def edit(ws: Workspace, seen: Stage, values: Mapping[str, Any]) -> Step | None:
    """Changes what a stage has: its name, probability and the like; None when nothing differs.

    Raises Conflict when the stage no longer has in that what was ``seen``, BadInput for a value
    that it does not take, and Refused for a name that is taken and for a kind that would leave
    deals without a stage.
    """
    with ws.step() as step:
        stage = store.get(step.connection, seen.id)
        lanes = store.stages(step.connection, stage.pipeline_id)
        others = [each for each in lanes if each.id != stage.id]
        after = stage_fields.checked(stage, values, others)
        before = {key: getattr(seen, key) for key in after}
        step.title = stage_fields.told(seen, after)
        if after.get("kind", stage.kind) is not stage.kind:
            require_free(step.connection, stage)
            before["rank"] = stage.rank
            after["rank"] = rank_at(step, "stage", others, open_ones(others))
        step.edit("stage", stage.id, before, after)
    return step.step


def reorder(ws: Workspace, stage_id: int, places: int) -> Step | None:
    """Moves a stage ``places`` on (back, when negative), at most to the end.

    Raises Refused when it is at that end, and where a stage for open deals would come after one for
    won deals.
    """
    with ws.step() as step:
        stage = store.get(step.connection, stage_id)
        lanes = store.stages(step.connection, stage.pipeline_id)
        here = _index(step.connection, lanes, stage_id)
        others = [each for each in lanes if each.id != stage_id]
        there = min(max(here + places, 0), len(others))
        if places and there == here:
            raise Refused(f"{stage.name} is the {'last' if places > 0 else 'first'} stage already")
        require_order(others, there, stage.kind, stage.name)
        if there != here:
            rank = rank_at(step, "stage", others, there)
            step.edit("stage", stage.id, {"rank": stage.rank}, {"rank": rank})
            beside = f"after {others[there - 1].name}" if there else f"before {others[0].name}"
            step.title = f"Moved the stage {stage.name} {beside}"
    return step.step


def _index(connection: Connection, lanes: Sequence[Stage], stage_id: int) -> int:
    """The place of a stage among those of its pipeline; raises NotFound."""
    for place, each in enumerate(lanes):
        if each.id == stage_id:
            return place
    found = store.get(connection, stage_id)
    raise NotAccepted("stage", found.name, "it is in another pipeline; pick one of this pipeline")
