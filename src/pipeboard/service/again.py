"""Selling again: a new deal that is started from a won one and linked to it."""

from dataclasses import replace
from typing import Any

from pipeboard.domain.aftersale import Again, title_again
from pipeboard.domain.deals import Deal, require_won
from pipeboard.domain.drafts import DealDraft
from pipeboard.domain.stages import Stage, for_new_deal
from pipeboard.errors import BadInput, Refused
from pipeboard.service import deals
from pipeboard.service.deals import Added
from pipeboard.service.workspace import Workspace
from pipeboard.store import deals as store
from pipeboard.store import stages
from pipeboard.store.database import Connection, Draft


def require(ws: Workspace, deal_id: int) -> Deal:
    """The deal, when it is won and so can be sold again; raises NotFound, Refused otherwise."""
    with ws.read() as connection:
        deal = store.get(connection, deal_id)
    require_won(deal)
    return deal


def other_pipelines(ws: Workspace, deal_id: int) -> list[tuple[int, str]]:
    """The pipelines besides its own that a deal sold again can go to, as (id, name)."""
    with ws.read() as connection:
        own = store.get(connection, deal_id).pipeline_id
        found = [each for each in stages.pipelines(connection) if each.id != own]
        return [(each.id, each.name) for each in found if _first(connection, each.id)]


def start(
    ws: Workspace,
    deal_id: int,
    kind: Again,
    draft: DealDraft | None = None,
    pipeline_id: int | None = None,
) -> Added:
    """Starts a deal from a won one, in the first open stage of its pipeline or of another one.

    What ``draft`` does not tell comes from the won deal. Its company, people, source and value are
    not taken over by a referral, which is somebody else's deal; the value only by a renewal, which
    is expected to close when the contract ends. Raises NotWon and NotOpen for a deal that is not
    won, BadInput for a referral without a draft: it has to be told who it is.
    """
    if kind is Again.REFERRAL and draft is None:
        raise BadInput("referral", "", "say to whom, such as: Corvid pilot +Corvid @ben")
    with ws.step() as step:
        old = store.get(step.connection, deal_id)
        require_won(old)
        stage = _stage(step.connection, old, pipeline_id, draft.stage if draft else None)
        told = draft or DealDraft(title_again(old.title, kind))
        labels = store.labels(step.connection, [old.id]).get(old.id, ())
        told = replace(
            told,
            owner=told.owner or old.owner or None,
            labels=tuple(dict.fromkeys([*labels, *told.labels])),
        )
        columns: dict[str, Any] = {"sold_from_id": old.id}
        if told.value is None:
            columns["currency"] = old.currency
        if kind is Again.REFERRAL:
            new = deals.insert(ws, step, _sourced(told, kind), stage, **columns)
        else:
            if told.company is None:
                columns["company_id"] = old.company_id
            if kind is Again.RENEWAL:
                told = replace(
                    told,
                    value=told.value or old.money,
                    expected_close=told.expected_close or old.contract_end,
                )
            columns["campaign"] = old.campaign
            told = replace(told, source=told.source or old.source or None)
            new = deals.insert(ws, step, told, stage, **columns)
            _copy_contacts(step, old.id, new.id)
        step.title = f"Started {new.title} from {old.title}"
    return Added(deals.done(step), new.id)


def _sourced(draft: DealDraft, kind: Again) -> DealDraft:
    return replace(draft, source=draft.source or str(kind))


def _stage(connection: Connection, old: Deal, pipeline_id: int | None, named: str | None) -> Stage:
    if named:
        return for_new_deal(stages.stages(connection, pipeline_id or old.pipeline_id), named)
    stage = _first(connection, pipeline_id or old.pipeline_id)
    if stage is None:
        raise Refused(f"that pipeline has no stage for open deals; pick another for {old.title}")
    return stage


def _first(connection: Connection, pipeline_id: int) -> Stage | None:
    found = stages.stages(connection, pipeline_id)
    return next((stage for stage in found if not stage.is_post_sale), None)


def _copy_contacts(step: Draft, old: int, new: int) -> None:
    """Puts the people of one deal on another in their roles, but for those who have left."""
    found = store.contacts(step.connection, [old, new])
    there = {link.contact.id for link in found.get(new, ())}
    for link in found.get(old, ()):
        who = link.contact
        if link.left_on is None and who.left_on is None and who.id not in there:
            row = {"deal_id": new, "contact_id": who.id, "role": link.role}
            step.insert("deal_contact", row, new)
