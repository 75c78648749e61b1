"""Reading the deals behind a figure."""

from collections.abc import Iterable

from sqlalchemy import Connection, select

from pipeboard.domain.behind import Behind
from pipeboard.domain.deals import Status
from pipeboard.domain.money import Money
from pipeboard.store import gone, schema
from pipeboard.store.batching import batches

_deal, _company, _stage = schema.deal, schema.company, schema.stage


def deals(connection: Connection, deal_ids: Iterable[int]) -> list[Behind]:
    """The deals with these ids in the order asked for, with what became of those that are gone."""
    wanted = list(deal_ids)
    found: dict[int, Behind] = {}
    query = select(
        *(_deal.c.id, _deal.c.title, _deal.c.owner, _deal.c.status, _deal.c.value),
        *(_deal.c.currency, _deal.c.created_on, _deal.c.closed_on, _deal.c.expected_close),
        *(_company.c.name.label("company"), _stage.c.name.label("stage")),
    ).select_from(
        _deal.outerjoin(_company, _company.c.id == _deal.c.company_id).outerjoin(
            _stage, _stage.c.id == _deal.c.stage_id
        )
    )
    for part in batches(wanted):
        for row in connection.execute(query.where(_deal.c.id.in_(part))):
            found[row.id] = Behind(
                row.id,
                row.title,
                row.company or "",
                row.owner,
                row.stage or "",
                Status(row.status),
                None if row.value is None else Money(row.value, row.currency),
                row.created_on,
                row.closed_on,
                row.expected_close,
            )
    return [
        found.get(each) or Behind(each, gone=str(gone.deal(connection, each))) for each in wanted
    ]
