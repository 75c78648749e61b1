"""What a person can do with deals: add, move, reorder, win, lose, reopen, delete."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from pipeboard.domain import deals as rules
from pipeboard.domain import ranks
from pipeboard.domain.board import LaneSort
from pipeboard.domain.changes import Change, Step
from pipeboard.domain.deals import Deal, Status
from pipeboard.domain.drafts import DealDraft
from pipeboard.domain.filterterms import Filter
from pipeboard.domain.people import Role
from pipeboard.domain.stages import Stage, for_new_deal, post_sale
from pipeboard.domain.wording import many
from pipeboard.errors import BadInput, Conflict, NotFound, Refused
from pipeboard.service import boards, followups, notes, people, pipelines, templates
from pipeboard.service.agenda import present
from pipeboard.service.workspace import Workspace
from pipeboard.store import deals as store
from pipeboard.store import history, schema, stages
from pipeboard.store.database import Draft
from pipeboard.store.journal import OF_DEALS


@dataclass(frozen=True, slots=True)
class Added:
    """The step that added something, and the id of what it added."""

    step: Step
    id: int


def add(ws: Workspace, draft: DealDraft, pipeline_id: int | None = None) -> Added:
    """Adds a deal as it was read from one line, with its company, contacts and follow-up.

    It goes to the top of the stage named, else of the first stage of the current pipeline.
    """
    templates.ensure(ws)
    with ws.step() as step:
        if pipeline_id is None:
            pipeline_id = pipelines.current_in(step.connection, ws.actor).id
        stage = for_new_deal(stages.stages(step.connection, pipeline_id), draft.stage)
        deal_id = step.new_id("deal")
        company_id = people.company_id(step, draft.company) if draft.company else None
        top = store.top_rank(step.connection, stage.id, Status.OPEN)
        deal = Deal(
            id=deal_id,
            title=draft.title,
            company_id=company_id,
            pipeline_id=pipeline_id,
            stage_id=stage.id,
            value=draft.value.minor if draft.value else None,
            currency=draft.value.currency if draft.value else ws.currency,
            owner=draft.owner or ws.actor,
            source=draft.source or "",
            created_on=step.today,
            expected_close=draft.expected_close,
            rank=ranks.between(None, top),
            touched_on=step.today,
        )
        step.apply([Change("deal", deal_id, None, deal.row(), deal_id)])
        _enter(step, deal_id, stage.id, step.today)
        for name in draft.contacts:
            contact_id = people.contact_id(step, name, deal_id, company_id)
            link = {"deal_id": deal_id, "contact_id": contact_id, "role": Role.OTHER}
            step.insert("deal_contact", link, deal_id)
        for label in dict.fromkeys(draft.labels):
            step.insert("deal_label", {"deal_id": deal_id, "label": label}, deal_id)
        if draft.follow_up:
            followups.insert(ws, step, deal_id, draft.follow_up)
        step.title = f"Added {deal.title}"
    return Added(_done(step), deal_id)


def move(ws: Workspace, deal_ids: Sequence[int], steps: int) -> Step | None:
    """Moves open deals ``steps`` stages on (back, when negative), each to the top of its lane.

    Raises Refused when one of them cannot go there; then none moves.
    """
    return _move(ws, deal_ids, lambda deal, lanes: rules.target_stage(deal, lanes, steps))


def move_to(ws: Workspace, deal_ids: Sequence[int], stage_id: int) -> Step | None:
    """Moves open deals to the top of a stage, of whichever pipeline."""

    def pick(_deal: Deal, lanes: Sequence[Stage]) -> Stage:
        found = next((stage for stage in lanes if stage.id == stage_id), None)
        if found is None:
            raise NotFound("that stage is gone: somebody removed it; pick another")
        return found

    return _move(ws, deal_ids, pick, everywhere=True)


def _move(
    ws: Workspace,
    deal_ids: Sequence[int],
    pick: Callable[[Deal, Sequence[Stage]], Stage],
    *,
    everywhere: bool = False,
) -> Step | None:
    with ws.step() as step:
        all_stages = stages.stages(step.connection)
        by_id = {stage.id: stage for stage in all_stages}
        moved: list[tuple[Deal, Stage]] = []
        for deal in reversed(_found(step, deal_ids)):
            own = [stage for stage in all_stages if stage.pipeline_id == deal.pipeline_id]
            to = pick(deal, all_stages if everywhere else own)
            rules.require_movable(deal, to)
            if to.id == deal.stage_id:
                continue
            step.apply(
                rules.move(
                    deal,
                    to,
                    rank=_top(step, to, Status.OPEN),
                    visit=store.open_visit(step.connection, deal.id),
                    visit_id=step.new_id("stage_visit"),
                    today=step.today,
                )
            )
            moved.append((deal, to))
        step.title = _moved_title(moved, by_id)
    return step.step


def _moved_title(moved: Sequence[tuple[Deal, Stage]], by_id: dict[int, Stage]) -> str:
    if not moved:
        return ""
    if len(moved) > 1:
        targets = {to.name for _deal, to in moved}
        where = f"to {targets.pop()}" if len(targets) == 1 else "to other stages"
        return f"Moved {len(moved)} deals {where}"
    deal, to = moved[0]
    source = by_id.get(deal.stage_id or 0)
    return f"Moved {deal.title} from {source.name if source else 'no stage'} to {to.name}"


def ends_in_post_sale(ws: Workspace, deal_ids: Sequence[int], steps: int) -> bool:
    """Whether a move by ``steps`` takes every one of these open deals to a stage for won ones."""
    with ws.read() as connection:
        lanes = stages.stages(connection)
        found = store.get_many(connection, deal_ids)
    for deal in found:
        own = [stage for stage in lanes if stage.pipeline_id == deal.pipeline_id]
        try:
            to = rules.target_stage(deal, own, steps)
        except Refused:
            return False
        if not to.is_post_sale:
            return False
    return bool(found)


def reorder(
    ws: Workspace, deal_id: int, steps: int, sort: LaneSort, filter_: Filter = boards.EVERYTHING
) -> Step | None:
    """Moves a deal ``steps`` places down its lane (up, when negative), of those that match.

    Raises Refused when the lane is not in manual order or the deal is at that end.
    """
    if sort is not LaneSort.MANUAL:
        raise Refused(f"the lane is sorted by {sort}; t sorts it by hand")
    with ws.step() as step:
        deal = store.get(step.connection, deal_id)
        shown = boards.conditions(ws, filter_, present(ws))
        gap = store.gap(step.connection, deal, steps, shown)
        if gap is None:
            end = "bottom" if steps > 0 else "top"
            raise Refused(f"{deal.title} is at the {end} of its lane already")
        last = gap.near
        for deal_id, rank in ((deal.id, deal.rank), *gap.tied):
            last = ranks.between(last, gap.far) if steps > 0 else ranks.between(gap.far, last)
            step.edit("deal", deal_id, {"rank": rank}, {"rank": last}, deal_id)
        step.title = f"Moved {deal.title} {'down' if steps > 0 else 'up'} its lane"
    return step.step


def win(
    ws: Workspace, deal_ids: Sequence[int], reason: str | None = None, on: date | None = None
) -> Step | None:
    """Closes deals as won, on ``on`` (today, when not said)."""
    with ws.step() as step:
        found = _found(step, deal_ids)
        _require_past(on, step.today)
        all_stages = stages.stages(step.connection)
        for deal in found:
            lanes = [stage for stage in all_stages if stage.pipeline_id == deal.pipeline_id]
            to = post_sale(lanes)
            step.apply(
                rules.win(
                    deal,
                    lanes,
                    reason=rules.one_line(reason or "") or None,
                    on=on or step.today,
                    rank=_top(step, to, Status.WON) if to else deal.rank,
                    visit=store.open_visit(step.connection, deal.id),
                    visit_id=step.new_id("stage_visit"),
                    today=step.today,
                )
            )
        step.title = _title("Won", found)
    return step.step


def lose(
    ws: Workspace, deal_ids: Sequence[int], reason: str, on: date | None = None
) -> Step | None:
    """Closes deals as lost for a reason, on ``on`` (today, when not said)."""
    with ws.step() as step:
        found = _found(step, deal_ids)
        _require_past(on, step.today)
        for deal in found:
            visit = store.open_visit(step.connection, deal.id)
            when = on or step.today
            step.apply(rules.lose(deal, reason=reason, on=when, visit=visit, today=step.today))
        step.title = _title("Lost", found)
    return step.step


def reopen(ws: Workspace, deal_ids: Sequence[int], reason: str | None = None) -> Step | None:
    """Puts closed deals back on the board, into the stage they were sold from.

    A ``reason`` becomes a note on each.
    """
    with ws.step() as step:
        found = _found(step, deal_ids)
        went = set()
        for deal in found:
            went.add(put_back(step, deal).name)
            if reason and reason.strip():
                notes.insert(step, deal.id, f"Reopened: {reason.strip()}")
        where = f" in {went.pop()}" if len(went) == 1 else ""
        step.title = f"{_title('Reopened', found)}{where}"
    return step.step


def put_back(step: Draft, deal: Deal) -> Stage:
    """Opens a deal again as a part of a step; returns the stage that it is in then."""
    to = _stage_before_close(step, deal)
    step.apply(
        rules.reopen(
            deal,
            to,
            rank=_top(step, to, Status.OPEN),
            visit=store.open_visit(step.connection, deal.id),
            visit_id=step.new_id("stage_visit"),
            today=step.today,
        )
    )
    return to


def delete(ws: Workspace, deal_ids: Sequence[int], seen: int | None = None) -> Step | None:
    """Deletes deals with their notes, follow-ups and the rest of what belongs to them.

    Deals that were sold from them are, from then on, sold from none. ``seen`` is the newest step
    that there was when the person looked at what would go: raises Conflict when a later one
    touched one of the deals.
    """
    with ws.step() as step:
        found = _found(step, deal_ids)
        for deal in found if seen is not None else ():
            newest = history.of_deal(step.connection, deal.id, limit=1)
            if newest and newest[0].id > (seen or 0):
                raise Conflict(
                    f"{deal.title} was changed meanwhile ({newest[0].title}, by "
                    f"{newest[0].actor}); nothing was deleted, look again"
                )
        for deal in found:
            for table in reversed(OF_DEALS):
                for row in store.rows_of(step.connection, table, deal.id):
                    step.delete(table.name, row, deal.id)
        for child, parent in store.sold_from(step.connection, deal_ids):
            step.edit("deal", child, {"sold_from_id": parent}, {"sold_from_id": None}, child)
        for deal in _found(step, deal_ids):
            step.delete("deal", deal.row(), deal.id)
        step.title = _title("Deleted", found)
    return step.step


def _stage_before_close(step: Draft, deal: Deal) -> Stage:
    """The last open stage the deal was in, else the first of its pipeline."""
    lanes = stages.stages(step.connection, deal.pipeline_id)
    open_lanes = {stage.id: stage for stage in lanes if not stage.is_post_sale}
    if not open_lanes:
        raise Refused(f"the pipeline of {deal.title} has no stage for open deals")
    if deal.stage_id in open_lanes:
        return open_lanes[deal.stage_id]
    visited = store.rows_of(step.connection, schema.stage_visit, deal.id)
    for visit in reversed(visited):
        if visit["stage_id"] in open_lanes:
            return open_lanes[visit["stage_id"]]
    return next(iter(open_lanes.values()))


def _found(step: Draft, deal_ids: Iterable[int]) -> list[Deal]:
    wanted = list(dict.fromkeys(deal_ids))
    found = store.get_many(step.connection, wanted)
    for missing in set(wanted) - {deal.id for deal in found}:
        store.get(step.connection, missing)
    return found


def _enter(step: Draft, deal_id: int, stage_id: int, on: date) -> None:
    visit = {"deal_id": deal_id, "stage_id": stage_id, "entered_on": on, "left_on": None}
    step.insert("stage_visit", visit, deal_id)


def _top(step: Draft, stage: Stage, status: Status) -> str:
    return ranks.between(None, store.top_rank(step.connection, stage.id, status))


def _require_past(on: date | None, today: date) -> None:
    if on is not None and on > today:
        raise BadInput("closed on", on.isoformat(), "a deal cannot be closed in the future")


def _title(verb: str, found: Sequence[Deal]) -> str:
    return f"{verb} {found[0].title}" if len(found) == 1 else f"{verb} {many(len(found), 'deal')}"


def _done(step: Draft) -> Step:
    if step.step is None:
        raise Refused("nothing was written")
    return step.step
