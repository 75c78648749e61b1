"""Reading the open deals that have no next step: nobody would think of them."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, exists, func, select

from pipeboard.domain.agenda import Stepless
from pipeboard.domain.deals import Status
from pipeboard.store import schema
from pipeboard.store.deals import contacts_by_id
from pipeboard.store.followups import first_contacts

_deal, _item = schema.deal, schema.follow_up


def stepless(
    connection: Connection,
    *,
    owner: str | None,
    pipeline_id: int | None = None,
    conditions: Sequence[Any] = (),
    limit: int | None = None,
) -> list[Stepless]:
    """Open deals without a next step, those left alone longest first.

    Of an owner those that are nobody's as well.
    """
    company, stage = schema.company, schema.stage
    columns = (
        *(_deal.c.id, _deal.c.title, _deal.c.owner, _deal.c.touched_on),
        *(company.c.name.label("company"), stage.c.name.label("stage")),
    )
    ids = (
        select(_deal.c.id)
        .where(*_wanted(owner, pipeline_id, conditions))
        .order_by(_deal.c.touched_on, _deal.c.id)
        .limit(limit)
    )
    query = (
        select(*columns)
        .select_from(
            _deal.outerjoin(company, company.c.id == _deal.c.company_id).outerjoin(
                stage, stage.c.id == _deal.c.stage_id
            )
        )
        .where(_deal.c.id.in_(ids))
        .order_by(_deal.c.touched_on, _deal.c.id)
    )
    rows = connection.execute(query).all()
    first = first_contacts(connection, [row.id for row in rows])
    people = contacts_by_id(connection, first.values())
    found = []
    for row in rows:
        who = people.get(first.get(row.id, 0))
        found.append(
            Stepless(
                deal_id=row.id,
                title=row.title,
                company=row.company or "",
                stage=row.stage or "",
                owner=row.owner,
                touched_on=row.touched_on,
                contact=who.name if who else "",
                phone=who.phones[0] if who and who.phones else "",
                email=who.emails[0] if who and who.emails else "",
            )
        )
    return found


def count(
    connection: Connection,
    *,
    owner: str | None,
    pipeline_id: int | None = None,
    conditions: Sequence[Any] = (),
) -> int:
    """How many deals ``stepless`` finds without a limit."""
    query = select(func.count()).select_from(_deal)
    found = connection.execute(query.where(*_wanted(owner, pipeline_id, conditions)))
    return int(found.scalar_one())


def _wanted(owner: str | None, pipeline_id: int | None, conditions: Sequence[Any]) -> list[Any]:
    planned = exists().where(_item.c.deal_id == _deal.c.id, _item.c.done_at.is_(None))
    wanted = [_deal.c.status == Status.OPEN, ~planned, *conditions]
    if owner is not None:
        wanted.append(_deal.c.owner.in_((owner, "")))
    if pipeline_id is not None:
        wanted.append(_deal.c.pipeline_id == pipeline_id)
    return wanted
