"""Reading what the exit criteria look at, for many deals at once."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, select

from pipeboard.domain.criteria import (
    CONTACT,
    DECISION_MAKER,
    LABELS,
    Criterion,
    CriterionKind,
    Evidence,
)
from pipeboard.domain.deals import Deal
from pipeboard.store import schema
from pipeboard.store.batching import batches


def evidence(
    connection: Connection, deals: Sequence[Deal], asked: Iterable[Criterion]
) -> dict[int, Evidence]:
    """What is known of each deal that some of the criteria ask for.

    One query for each table that they look into, and some hundred deals.
    """
    asked = list(asked)
    kinds = {each.kind for each in asked}
    subjects = {each.subject for each in asked if each.kind is CriterionKind.FIELD}

    def those(look: bool) -> list[int]:
        return [deal.id for deal in deals] if look else []

    people, roles = _contacts(connection, those(bool(subjects & {CONTACT, DECISION_MAKER})))
    labels = _texts(connection, "deal_label", "label", those(LABELS in subjects))
    ticks = ticked(connection, those(CriterionKind.CHECKLIST in kinds))
    done = _done(connection, those(CriterionKind.FOLLOW_UP in kinds))
    return {
        deal.id: Evidence(
            deal,
            contacts=people[deal.id],
            roles=frozenset(roles[deal.id]),
            labels=len(labels[deal.id]),
            ticked=ticks.get(deal.id, frozenset()),
            done=frozenset(done[deal.id]),
        )
        for deal in deals
    }


def ticked(connection: Connection, deal_ids: Iterable[int]) -> dict[int, frozenset[str]]:
    """The checklist items that are ticked on each deal that has some."""
    found = _texts(connection, "deal_check", "item", deal_ids)
    return {deal_id: frozenset(items) for deal_id, items in found.items()}


def _texts(
    connection: Connection, table: str, column: str, deal_ids: Iterable[int]
) -> dict[int, set[str]]:
    rows = schema.metadata.tables[table]
    found: dict[int, set[str]] = defaultdict(set)
    for part in batches(deal_ids):
        query = select(rows.c.deal_id, rows.c[column]).where(rows.c.deal_id.in_(part))
        for deal_id, text in connection.execute(query):
            found[deal_id].add(text)
    return found


def _contacts(
    connection: Connection, deal_ids: Iterable[int]
) -> tuple[dict[int, int], dict[int, set[str]]]:
    """How many contacts each deal has, and the roles of those who have not left."""
    link = schema.deal_contact
    people: dict[int, int] = defaultdict(int)
    roles: dict[int, set[str]] = defaultdict(set)
    for part in batches(deal_ids):
        query = select(link.c.deal_id, link.c.role, link.c.left_on).where(link.c.deal_id.in_(part))
        for deal_id, role, left_on in connection.execute(query):
            people[deal_id] += 1
            if left_on is None:
                roles[deal_id].add(role)
    return people, roles


def _done(connection: Connection, deal_ids: Iterable[int]) -> dict[int, set[str]]:
    item = schema.follow_up
    found: dict[int, set[str]] = defaultdict(set)
    for part in batches(deal_ids):
        query = (
            select(item.c.deal_id, item.c.type)
            .where(item.c.deal_id.in_(part), item.c.done_at.is_not(None))
            .distinct()
        )
        for deal_id, kind in connection.execute(query):
            found[deal_id].add(kind)
    return found
