"""What becomes of the deals of a stage when it is split, merged or removed."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from pipeboard.domain.changes import Step
from pipeboard.domain.deals import Status
from pipeboard.domain.filterterms import Filter
from pipeboard.domain.stages import Stage
from pipeboard.domain.words import many
from pipeboard.errors import Conflict, HasDeals, Refused
from pipeboard.service import boards, relocating, stage_fields, templates
from pipeboard.service.deals import Added
from pipeboard.service.places import rank_at
from pipeboard.service.presence import present
from pipeboard.service.workspace import Workspace, written
from pipeboard.store import relocating as lodging
from pipeboard.store import stages as store
from pipeboard.store import templates as template_store
from pipeboard.store.boards import lane_status
from pipeboard.store.database import Connection, Draft


def split(
    ws: Workspace,
    stage_id: int,
    name: str,
    deal_ids: Sequence[int] | None = None,
    filter_: Filter | None = None,
) -> Added:
    """Adds a stage right after another one, with the same settings and criteria.

    The deals given, or those of that stage that match the filter, move into it. Raises BadInput for
    an empty name, Refused for one that is taken, and Conflict when one of the deals is not in the
    stage any more.
    """
    at = present(ws)
    with ws.step() as step:
        matching = None if filter_ is None else boards.conditions(step.connection, ws, filter_, at)
        stage = store.get(step.connection, stage_id)
        lanes = store.stages(step.connection, stage.pipeline_id)
        name = stage_fields.free_name(name, lanes)
        rank = rank_at(step, "stage", lanes, lanes.index(stage) + 1)
        made = replace(template_store.as_templates(step.connection, [stage])[0], name=name)
        new_id = templates.insert_stage(step, stage.pipeline_id, rank, made)
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
    return Added(written(step), new_id)


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
    return written(step)


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
    return written(step)


def holds(ws: Workspace, stage_id: int) -> str:
    """Which deals cannot do without a stage, in words; '' for none.

    Raises Refused where the stage cannot be removed whatever is said: it is the last one for open
    deals, or has won deals and there is no other stage for those in its pipeline.
    """
    with ws.read() as connection:
        stage = store.get(connection, stage_id)
        _require_another(connection, stage)
        going = _lodgers(connection, stage)
        if going and _beside(connection, stage) is None:
            raise HasDeals(
                f"{stage.name} has {_counted(going)} and there is no other post-sale stage for "
                "them; add one before it goes"
            )
    return _counted(going)


def _lodgers(connection: Connection, stage: Stage) -> list[lodging.Lodger]:
    return lodging.lodgers(connection, [stage.id], relocating.statuses_of(stage))


def _counted(going: Sequence[lodging.Lodger]) -> str:
    """The deals of a stage, told by what they are: ``3 open deals and 2 put off``."""
    counts = Counter(each.status for each in going)
    words = {Status.OPEN: "open deal", Status.WON: "won deal"}
    told = [many(counts[status], words[status]) for status in words if counts[status]]
    if off := counts[Status.NURTURE]:
        told.append(f"{off:,} put off" if told else f"{many(off, 'deal')} put off")
    return " and ".join(told)


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


def require_free(connection: Connection, stage: Stage) -> None:
    """Raises Refused where a stage of the other kind would leave deals without theirs."""
    going = _lodgers(connection, stage)
    if going:
        raise Refused(
            f"{stage.name} has {_counted(going)}, which cannot stay when its kind changes; move "
            "them first"
        )
    if not stage.is_post_sale:
        _require_another(connection, stage)
