"""Reading many deals at once, in the order in which they are listed."""

from collections.abc import Collection, Iterable
from datetime import date

from sqlalchemy import Connection, select

from pipeboard.domain.deals import Deal, Status
from pipeboard.domain.followups import FollowUp
from pipeboard.store import schema
from pipeboard.store.batching import batches
from pipeboard.store.boards import Conditions
from pipeboard.store.deals import contacts_by_id

_deal, _visit = schema.deal, schema.stage_visit


def deal_ids(
    connection: Connection,
    conditions: Conditions,
    *,
    statuses: Collection[Status],
    pipeline_id: int | None,
) -> list[int]:
    """The ids of the deals that meet the conditions, by pipeline, stage and place in it.

    Those in no stage come last in their pipeline.
    """
    stage, pipeline = schema.stage, schema.pipeline
    query = (
        select(_deal.c.id)
        .select_from(
            _deal.join(pipeline, pipeline.c.id == _deal.c.pipeline_id).outerjoin(
                stage, stage.c.id == _deal.c.stage_id
            )
        )
        .where(_deal.c.status.in_(list(statuses)), *conditions)
        .order_by(
            *(pipeline.c.rank, pipeline.c.id, stage.c.rank.is_(None), stage.c.rank),
            *(_deal.c.status, _deal.c.rank, _deal.c.id),
        )
    )
    if pipeline_id is not None:
        query = query.where(_deal.c.pipeline_id == pipeline_id)
    return list(connection.execute(query).scalars())


def stage_since(connection: Connection, deals: Collection[Deal]) -> dict[int, date]:
    """The day on which each deal last came to the stage it is in, where that is known."""
    present = {deal.id: deal.stage_id for deal in deals}
    found: dict[int, date] = {}
    for part in batches(present):
        query = select(_visit.c.deal_id, _visit.c.stage_id, _visit.c.entered_on)
        query = query.where(_visit.c.deal_id.in_(part)).order_by(_visit.c.entered_on)
        found |= {
            deal_id: entered_on
            for deal_id, stage_id, entered_on in connection.execute(query)
            if stage_id == present[deal_id]
        }
    return found


def industries(connection: Connection, deals: Collection[Deal]) -> dict[int, str]:
    """The industries of the deals' companies, by the company's id."""
    company, found = schema.company, dict[int, str]()
    for part in batches({deal.company_id for deal in deals if deal.company_id is not None}):
        query = select(company.c.id, company.c.industry).where(company.c.id.in_(part))
        found |= {row.id: row.industry for row in connection.execute(query)}
    return found


def contact_names(connection: Connection, items: Iterable[FollowUp]) -> dict[int, str]:
    """The names of the contacts that follow-ups are with, by the contact's id."""
    wanted = {item.contact_id for item in items if item.contact_id is not None}
    return {who.id: who.name for who in contacts_by_id(connection, wanted).values()}
