"""What a person can do with deals: add, reorder, win, lose, reopen, delete."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from pipeboard.domain import deals as rules
from pipeboard.domain import ranks
from pipeboard.domain.board import LaneSort
from pipeboard.domain.changes import Change, Step
from pipeboard.domain.deals import Deal, Status
from pipeboard.domain.drafts import DealDraft
from pipeboard.domain.filterterms import Filter
from pipeboard.domain.people import Role
from pipeboard.domain.reasons import meant
from pipeboard.domain.stages import Stage, for_new_deal, post_sale, successor
from pipeboard.domain.words import many, shortened
from pipeboard.errors import Conflict, NotAccepted, Refused
from pipeboard.service import boards, followups, notes, people, pipelines, templates
from pipeboard.service.presence import present
from pipeboard.service.workspace import Workspace
from pipeboard.store import deals as store
from pipeboard.store import history, reasons, schema, stages
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
        stages.get_pipeline(step.connection, pipeline_id)
        stage = for_new_deal(stages.stages(step.connection, pipeline_id), draft.stage)
        deal = insert(ws, step, draft, stage)
        step.title = f"Added {deal.title}"
    return Added(done(step), deal.id)


def insert(ws: Workspace, step: Draft, draft: DealDraft, stage: Stage, **columns: Any) -> Deal:
    """Adds a deal at the top of a stage as a part of a step.

    ``columns`` are what a line does not tell of it.
    """
    deal_id = step.new_id("deal")
    top = store.top_rank(step.connection, stage.id, Status.OPEN)
    deal = Deal(
        id=deal_id,
        title=draft.title,
        company_id=people.company_id(step, draft.company) if draft.company else None,
        pipeline_id=stage.pipeline_id,
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
    deal = replace(deal, **columns)
    step.apply([Change("deal", deal_id, None, deal.row(), deal_id)])
    _enter(step, deal_id, stage.id, step.today)
    for name in draft.contacts:
        contact_id = people.contact_id(step, name, deal_id, deal.company_id)
        link = {"deal_id": deal_id, "contact_id": contact_id, "role": Role.OTHER}
        step.insert("deal_contact", link, deal_id)
    for label in dict.fromkeys(draft.labels):
        step.insert("deal_label", {"deal_id": deal_id, "label": label}, deal_id)
    if draft.follow_up:
        followups.insert(ws, step, deal_id, draft.follow_up)
    return deal


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
        shown = boards.conditions(step.connection, ws, filter_, present(ws))
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
    """Closes deals as won, on ``on`` (today, when not said).

    A ``reason`` that is on the list is spelled as there. Raises BadInput for 'other' alone.
    """
    with ws.step() as step:
        found = _found(step, deal_ids)
        why = meant(reasons.names(step.connection, Status.WON), reason)
        _require_past(on, step.today)
        all_stages = stages.stages(step.connection)
        for deal in found:
            lanes = [stage for stage in all_stages if stage.pipeline_id == deal.pipeline_id]
            to = post_sale(lanes)
            step.apply(
                rules.win(
                    deal,
                    lanes,
                    reason=why,
                    on=on or step.today,
                    rank=_top(step, to, Status.WON) if to else deal.rank,
                    visit=store.open_visit(step.connection, deal.id),
                    visit_id=step.new_id("stage_visit"),
                    today=step.today,
                )
            )
        step.title = _title("Won", found, why)
    return step.step


def lose(
    ws: Workspace, deal_ids: Sequence[int], reason: str, on: date | None = None
) -> Step | None:
    """Closes deals as lost for a reason, on ``on`` (today, when not said).

    A ``reason`` that is on the list is spelled as there. Raises BadInput for 'other' alone.
    """
    with ws.step() as step:
        found = _found(step, deal_ids)
        why = meant(reasons.names(step.connection, Status.LOST), reason) or ""
        _require_past(on, step.today)
        for deal in found:
            visit = store.open_visit(step.connection, deal.id)
            when = on or step.today
            step.apply(rules.lose(deal, reason=why, on=when, visit=visit, today=step.today))
        step.title = _title("Lost", found, why)
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
    """The last open stage the deal was in, else the first of its pipeline.

    For one that was removed, it is the stage that its deals went to.
    """
    lanes = stages.stages(step.connection, removed=True)
    visited = store.rows_of(step.connection, schema.stage_visit, deal.id)
    for stage_id in (deal.stage_id, *(visit["stage_id"] for visit in reversed(visited))):
        to = successor(lanes, stage_id)
        if to is not None and not to.is_post_sale:
            return to
    first = stages.stages(step.connection, deal.pipeline_id)
    if not first:
        current = pipelines.current_in(step.connection, step.actor)
        first = stages.stages(step.connection, current.id)
    found = next((stage for stage in first if not stage.is_post_sale), None)
    if found is None:
        raise Refused(f"the pipeline of {deal.title} has no stage for open deals; add one first")
    return found


def _found(step: Draft, deal_ids: Iterable[int]) -> list[Deal]:
    return store.get_all(step.connection, deal_ids)


def _enter(step: Draft, deal_id: int, stage_id: int, on: date) -> None:
    visit = {"deal_id": deal_id, "stage_id": stage_id, "entered_on": on, "left_on": None}
    step.insert("stage_visit", visit, deal_id)


def _top(step: Draft, stage: Stage, status: Status) -> str:
    return ranks.between(None, store.top_rank(step.connection, stage.id, status))


def _require_past(on: date | None, today: date) -> None:
    if on is not None and on > today:
        raise NotAccepted("closed on", on.isoformat(), "a deal cannot be closed in the future")


def _title(verb: str, found: Sequence[Deal], why: str | None = None) -> str:
    what = found[0].title if len(found) == 1 else many(len(found), "deal")
    return f"{verb} {what}{f': {shortened(why)}' if why else ''}"


def done(step: Draft) -> Step:
    """The step of a draft that cannot have written nothing."""
    if step.step is None:
        raise Refused("nothing was written")
    return step.step
