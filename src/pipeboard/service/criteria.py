"""The exit criteria of deals: what is open, ticking checklist items, what a move has to heed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeboard.domain.changes import Step
from pipeboard.domain.criteria import (
    Criterion,
    CriterionKind,
    Standing,
    standings,
)
from pipeboard.domain.deals import Deal, Status
from pipeboard.domain.stages import Stage, named
from pipeboard.errors import NotFound, Refused
from pipeboard.service.workspace import Workspace
from pipeboard.store import criteria as store
from pipeboard.store import deals, schema, stage_parts, stages
from pipeboard.store.database import Connection, Draft


def lacking(
    connection: Connection, leaving: Sequence[tuple[Deal, Stage]]
) -> dict[int, tuple[Criterion, ...]]:
    """What each deal lacks of what the stage asks for that it is leaving, where it lacks anything.

    The number of queries does not depend on how many deals there are, up to some hundreds.
    """
    wanted = stage_parts.criteria(connection, {stage.id for _, stage in leaving}) if leaving else {}
    asked = [(deal, stage) for deal, stage in leaving if stage.id in wanted]
    criteria = [each for stage in wanted.values() for each in stage]
    evidence = store.evidence(connection, [deal for deal, _ in asked], criteria)
    found = {}
    for deal, stage in asked:
        told = standings(wanted[stage.id], evidence[deal.id])
        if missing := tuple(each.criterion for each in told if not each.met):
            found[deal.id] = missing
    return found


def of_deal(connection: Connection, deal: Deal, stage: Stage | None) -> tuple[Standing, ...]:
    """The criteria of the stage that an open deal is in, and which of them it meets."""
    if stage is None or stage.is_post_sale or deal.status is not Status.OPEN:
        return ()
    wanted = stage_parts.criteria(connection, [stage.id]).get(stage.id, ())
    return standings(wanted, store.evidence(connection, [deal], wanted)[deal.id])


def tick(ws: Workspace, deal_id: int, item: str) -> Step | None:
    """Ticks a checklist item on a deal; raises Refused when it is ticked already."""
    with ws.step() as step:
        deal = deals.get(step.connection, deal_id)
        if not put_tick(step, deal, item):
            raise Refused(f"'{item}' is ticked already on {deal.title}")
        step.touch(deal_id, deal.touched_on)
        step.title = f"Ticked '{item}' on {deal.title}"
    return step.step


def put_tick(step: Draft, deal: Deal, item: str) -> bool:
    """Ticks an item as a part of a step; False when it is ticked already."""
    if item in store.ticked(step.connection, [deal.id]).get(deal.id, ()):
        return False
    step.insert("deal_check", {"deal_id": deal.id, "item": item}, deal.id)
    return True


def untick(ws: Workspace, deal_id: int, item: str) -> Step | None:
    """Takes the tick of a checklist item away; raises Refused when it is not ticked."""
    with ws.step() as step:
        deal = deals.get(step.connection, deal_id)
        rows = deals.rows_of(step.connection, schema.deal_check, deal_id)
        found = next((row for row in rows if row["item"] == item), None)
        if found is None:
            raise Refused(f"'{item}' is not ticked on {deal.title}")
        step.delete("deal_check", found, deal_id)
        step.touch(deal_id, deal.touched_on)
        step.title = f"Unticked '{item}' on {deal.title}"
    return step.step


@dataclass(frozen=True, slots=True)
class _Item:
    name: str


def item_named(ws: Workspace, deal_id: int, text: str) -> str:
    """The checklist item that a text names: of the stage that the deal is in, else any other.

    Raises NotFound or Ambiguous, with the items that there are.
    """
    with ws.read() as connection:
        own, every = _items_for(connection, deals.get(connection, deal_id))
    try:
        return named([_Item(item) for item in own], text, "checklist item").name
    except NotFound:
        return named([_Item(item) for item in every], text, "checklist item").name


def items(ws: Workspace, deal_id: int) -> list[str]:
    """The checklist items of a deal, those of its stage first."""
    with ws.read() as connection:
        return _items_for(connection, deals.get(connection, deal_id))[1]


def _items_for(connection: Connection, deal: Deal) -> tuple[list[str], list[str]]:
    """The checklist items of the stage that a deal is in; these, all of its pipeline and the ticked.

    What is ticked counts also when no stage asks for it any more.
    """
    order = stages.stages(connection, deal.pipeline_id)
    criteria = stage_parts.criteria(connection, [stage.id for stage in order])
    own = _items(criteria.get(deal.stage_id or 0, ()))
    others = [item for stage in order for item in _items(criteria.get(stage.id, ()))]
    ticked = sorted(store.ticked(connection, [deal.id]).get(deal.id, ()))
    return own, list(dict.fromkeys([*own, *others, *ticked]))


def _items(criteria: Iterable[Criterion]) -> list[str]:
    return [each.subject for each in criteria if each.kind is CriterionKind.CHECKLIST]
