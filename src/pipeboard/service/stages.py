"""What a person can do with the stages of a pipeline: add, change, reorder, split, merge, remove.

The exit criteria of a stage and what a post-sale stage offers are in ``stage_parts``.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from pipeboard.domain import ranks
from pipeboard.domain.changes import Step
from pipeboard.domain.deals import Status
from pipeboard.domain.filterterms import Filter
from pipeboard.domain.stages import Stage, StageKind
from pipeboard.domain.templates import StageTemplate
from pipeboard.domain.views import StageView
from pipeboard.domain.wording import many
from pipeboard.errors import BadInput, Conflict, HasDeals, Refused
from pipeboard.service import boards, relocating, stage_fields, templates
from pipeboard.service.agenda import present
from pipeboard.service.deals import Added
from pipeboard.service.stage_parts import (
    add_criterion,
    edit_criterion,
    edit_offer,
    offer,
    remove_criterion,
    reorder_criterion,
    withdraw,
)
from pipeboard.service.workspace import Workspace
from pipeboard.store import relocating as lodging
from pipeboard.store import stages as store
from pipeboard.store.boards import lane_status
from pipeboard.store.database import Connection, Draft

__all__ = [
    "Added",
    "StageView",
    "add",
    "add_criterion",
    "edit",
    "edit_criterion",
    "edit_offer",
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
        criteria = store.criteria(connection, ids)
        follow_ups = store.follow_ups(connection, ids)
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
    kind: StageKind = StageKind.OPEN,
) -> Added:
    """Adds a stage after another one; the last of its kind, when ``after`` is not said.

    It begins with the settings of the stage before it and a probability halfway to the next. Raises
    BadInput for a name that is empty or taken, NotFound when ``after`` or the pipeline is gone, and
    Refused where a stage of that kind cannot stand.
    """
    with ws.step() as step:
        store.get_pipeline(step.connection, pipeline_id)
        lanes = store.stages(step.connection, pipeline_id)
        name = stage_fields.free_name(name, lanes)
        place = len(lanes) if kind is StageKind.POST_SALE else _open_ones(lanes)
        if after is not None:
            place = _index(step.connection, lanes, after) + 1
        _require_order(lanes, place, kind, name)
        before, beyond = _neighbours(lanes, place)
        made = _like(before, beyond, name, kind)
        stage_id = templates.insert_stage(step, pipeline_id, _rank(before, beyond), made)
        where = f" after {before.name}" if before else ""
        step.title = f"Added the stage {name}{where}"
    return _added(step, stage_id)


def edit(ws: Workspace, seen: Stage, values: Mapping[str, Any]) -> Step | None:
    """Changes what a stage has: its name, probability and the like; None when nothing differs.

    Raises Conflict when the stage no longer has in that what was ``seen``, BadInput for a value
    that it does not take, and Refused for a kind that would leave deals without a stage.
    """
    with ws.step() as step:
        stage = store.get(step.connection, seen.id)
        lanes = store.stages(step.connection, stage.pipeline_id)
        others = [each for each in lanes if each.id != stage.id]
        after = stage_fields.checked(stage, values, others)
        before = {key: getattr(seen, key) for key in after}
        step.title = stage_fields.told(seen, after)
        if after.get("kind", stage.kind) is not stage.kind:
            _require_free(step.connection, stage)
            before["rank"] = stage.rank
            after["rank"] = _rank(*_neighbours(others, _open_ones(others)))
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
        _require_order(others, there, stage.kind, stage.name)
        if there != here:
            before, beyond = _neighbours(others, there)
            step.edit("stage", stage.id, {"rank": stage.rank}, {"rank": _rank(before, beyond)})
            beside = f"after {before.name}" if before else f"before {others[0].name}"
            step.title = f"Moved the stage {stage.name} {beside}"
    return step.step


def split(
    ws: Workspace,
    stage_id: int,
    name: str,
    deal_ids: Sequence[int] | None = None,
    filter_: Filter | None = None,
) -> Added:
    """Adds a stage right after another one, with the same settings and criteria.

    The deals given, or those of that stage that match the filter, move into it. Raises BadInput for
    a name that is empty or taken, and Conflict when one of the deals is not in the stage any more.
    """
    matching = None if filter_ is None else boards.conditions(ws, filter_, present(ws))
    with ws.step() as step:
        stage = store.get(step.connection, stage_id)
        lanes = store.stages(step.connection, stage.pipeline_id)
        name = stage_fields.free_name(name, lanes)
        before, beyond = _neighbours(lanes, _index(step.connection, lanes, stage_id) + 1)
        made = replace(store.as_templates(step.connection, [stage])[0], name=name)
        new_id = templates.insert_stage(step, stage.pipeline_id, _rank(before, beyond), made)
        moving: list[lodging.Lodger] = []
        if deal_ids is not None or matching is not None:
            lane = [lane_status(stage)]
            moving = lodging.lodgers(step.connection, [stage_id], lane, matching or ())
        if deal_ids is not None:
            wanted = set(deal_ids)
            moving = [each for each in moving if each.id in wanted]
            if len(moving) < len(wanted):
                raise Conflict(
                    f"{many(len(wanted) - len(moving), 'deal')} of those to move to {name} left "
                    f"{stage.name} meanwhile",
                    "nothing was written, look again",
                )
        relocating.arrive(step, moving, store.get(step.connection, new_id))
        step.title = f"Split {name} off {stage.name}{_with(len(moving))}"
    return _added(step, new_id)


def merge(ws: Workspace, stage_id: int, into_id: int) -> Step:
    """Lets the deals of a stage go on in another one, below its own, and removes the stage.

    Their days in the stage go on. Raises Refused for two stages of different kinds, for a stage
    with itself, and for the last stage for open deals.
    """
    with ws.step() as step:
        stage, into = store.get(step.connection, stage_id), store.get(step.connection, into_id)
        if stage.id == into.id:
            raise Refused(f"{stage.name} cannot be merged with itself; pick another stage")
        _require_alike(stage, into)
        _require_another(step.connection, stage)
        going = _lodgers(step.connection, stage)
        relocating.carry_on(step, going, into)
        _mark_removed(step, stage, into.id)
        step.title = f"Merged {stage.name} into {into.name}{_with(len(going))}"
    return _done(step)


def remove(ws: Workspace, stage_id: int, to_id: int | None) -> Step:
    """Removes a stage; its deals go to the top of the stage ``to_id``.

    Deals that were lost there, or won without a post-sale stage, keep it as where they ended. Raises
    Refused for the last stage for open deals, and for one with deals while no other is given.
    """
    with ws.step() as step:
        stage = store.get(step.connection, stage_id)
        to = None if to_id is None else store.get(step.connection, to_id)
        if to is not None and to.id == stage.id:
            raise Refused(f"the deals of {stage.name} cannot go to the stage that is removed")
        if to is not None:
            _require_alike(stage, to)
        _require_another(step.connection, stage)
        going = _lodgers(step.connection, stage)
        if going and to is None:
            kind = "post-sale stage" if stage.is_post_sale else "stage"
            they = "it goes" if len(going) == 1 else "they go"
            raise HasDeals(f"{stage.name} has {_counted(going)}; say which other {kind} {they} to")
        if to is not None:
            relocating.arrive(step, going, to)
        successor = to or _beside(step.connection, stage)
        _mark_removed(step, stage, successor.id if successor else None)
        went = f"; {many(len(going), 'deal')} went to {to.name}" if going and to else ""
        step.title = f"Removed the stage {stage.name}{went}"
    return _done(step)


def _lodgers(connection: Connection, stage: Stage) -> list[lodging.Lodger]:
    return lodging.lodgers(connection, [stage.id], relocating.statuses_of(stage))


def _counted(going: Sequence[lodging.Lodger]) -> str:
    """The deals of a stage, told by what they are: ``3 open deals and 1 nurtured deal``."""
    words = {Status.OPEN: "open deal", Status.NURTURE: "nurtured deal", Status.WON: "won deal"}
    counts = {status: sum(each.status is status for each in going) for status in words}
    return " and ".join(many(counts[status], words[status]) for status in words if counts[status])


def _with(count: int) -> str:
    return f", with {many(count, 'deal')}" if count else ""


def _mark_removed(step: Draft, stage: Stage, successor_id: int | None) -> None:
    before = {"removed_on": None, "successor_id": stage.successor_id}
    step.edit("stage", stage.id, before, {"removed_on": step.today, "successor_id": successor_id})


def _beside(connection: Connection, stage: Stage) -> Stage | None:
    """The stage of the same kind before this one, else the one after it."""
    lanes = store.stages(connection, stage.pipeline_id)
    alike = [each for each in lanes if each.kind is stage.kind]
    place = next(i for i, each in enumerate(alike) if each.id == stage.id)
    others = alike[:place][::-1] + alike[place + 1 :]
    return others[0] if others else None


def _require_another(connection: Connection, stage: Stage) -> None:
    """Raises Refused for the only stage of its pipeline in which deals can be sold."""
    if not stage.is_post_sale and _beside(connection, stage) is None:
        raise Refused(
            f"{stage.name} is the last stage for open deals; add another one before it goes"
        )


def _require_alike(stage: Stage, to: Stage) -> None:
    if stage.kind is not to.kind:
        holds = "won" if to.is_post_sale else "open"
        raise Refused(
            f"the deals of {stage.name} cannot go to {to.name}, which is for {holds} deals"
        )


def _require_free(connection: Connection, stage: Stage) -> None:
    """Raises Refused where a stage of the other kind would leave deals without theirs."""
    going = _lodgers(connection, stage)
    if going:
        raise Refused(
            f"{stage.name} has {_counted(going)}, which cannot stay when its kind changes; move "
            "them first"
        )
    if not stage.is_post_sale:
        _require_another(connection, stage)


def _require_order(others: Sequence[Stage], place: int, kind: StageKind, name: str) -> None:
    """Raises Refused where open stages would come after post-sale ones."""
    if kind is StageKind.OPEN:
        passed = next((each for each in others[:place] if each.is_post_sale), None)
        if passed is not None:
            raise Refused(
                f"{name} is for open deals and cannot come after {passed.name}, which is for won "
                "ones"
            )
        return
    ahead = next((each for each in others[place:] if not each.is_post_sale), None)
    if ahead is not None:
        raise Refused(
            f"{name} is for won deals and cannot come before {ahead.name}, which is for open ones"
        )


def _index(connection: Connection, lanes: Sequence[Stage], stage_id: int) -> int:
    """The place of a stage among those of its pipeline; raises NotFound."""
    for place, each in enumerate(lanes):
        if each.id == stage_id:
            return place
    found = store.get(connection, stage_id)
    raise BadInput("stage", found.name, "it is in another pipeline; pick one of this pipeline")


def _neighbours(lanes: Sequence[Stage], place: int) -> tuple[Stage | None, Stage | None]:
    return (
        lanes[place - 1] if place else None,
        lanes[place] if place < len(lanes) else None,
    )


def _rank(before: Stage | None, beyond: Stage | None) -> str:
    return ranks.between(before.rank if before else None, beyond.rank if beyond else None)


def _open_ones(lanes: Sequence[Stage]) -> int:
    """The number of stages for open deals, which stand before those for won ones."""
    return sum(not each.is_post_sale for each in lanes)


def _like(before: Stage | None, beyond: Stage | None, name: str, kind: StageKind) -> StageTemplate:
    """A stage between two others that has the settings of the one before."""
    if kind is StageKind.POST_SALE:
        return StageTemplate(name, 100, 0, "", kind=kind)
    low = before.probability if before else 0
    high = beyond.probability if beyond else 100
    model = before or beyond
    return StageTemplate(
        name,
        (low + high) // 2,
        model.stale_after if model else 0,
        "",
        marketing_qualified=before.marketing_qualified if before else False,
        qualified=before.qualified if before else False,
    )


def _added(step: Draft, stage_id: int) -> Added:
    return Added(_done(step), stage_id)


def _done(step: Draft) -> Step:
    if step.step is None:
        raise Refused("nothing was written")
    return step.step
