"""Where a contact is still counted on."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, select

from pipeboard.domain.deals import Status
from pipeboard.domain.followups import FollowUp
from pipeboard.store import schema
from pipeboard.store.deals import follow_up

_link, _item = schema.deal_contact, schema.follow_up


def links(
    connection: Connection, contact_id: int, statuses: Sequence[Status]
) -> list[dict[str, Any]]:
    """A contact's places on deals of these statuses, whole."""
    query = (
        select(_link)
        .join(schema.deal, schema.deal.c.id == _link.c.deal_id)
        .where(_link.c.contact_id == contact_id, schema.deal.c.status.in_(statuses))
        .order_by(_link.c.id)
    )
    return [dict(row) for row in connection.execute(query).mappings()]


def planned(connection: Connection, contact_id: int) -> list[FollowUp]:
    """The follow-ups with a contact that are not done, by the day on which they are due."""
    query = (
        select(_item)
        .where(_item.c.contact_id == contact_id, _item.c.done_at.is_(None))
        .order_by(_item.c.due_on, _item.c.id)
    )
    return [follow_up(row) for row in connection.execute(query).mappings()]
