"""Reading deals and what belongs to them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import tzinfo
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, Table, func, select, tuple_

from pipeboard.domain.deals import Deal, StageVisit, Status
from pipeboard.domain.followups import FollowUp, Priority, end_of_day
from pipeboard.domain.notes import Note
from pipeboard.domain.people import Company, Contact, DealContact, Role
from pipeboard.store import schema
from pipeboard.store.batching import batches
from pipeboard.store.dialects import contains


def get(connection: Connection, deal_id: int) -> Deal:
    """The deal with an id; raises NotFound, which says who deleted it."""
    found = get_many(connection, [deal_id])
    if not found:
        from pipeboard.store import gone

        raise gone.deal(connection, deal_id)
    return found[0]


def get_many(connection: Connection, deal_ids: Iterable[int]) -> list[Deal]:
    """The deals with these ids that exist, in the order asked for."""
    wanted = list(deal_ids)
    found: dict[int, Deal] = {}
    for part in batches(wanted):
        query = select(schema.deal).where(schema.deal.c.id.in_(part))
        for row in connection.execute(query).mappings():
            found[row["id"]] = _deal(row)
    return [found[deal_id] for deal_id in wanted if deal_id in found]


def get_all(connection: Connection, deal_ids: Iterable[int]) -> list[Deal]:
    """The deals with these ids, each once; raises NotFound when one of them is gone."""
    wanted = list(dict.fromkeys(deal_ids))
    found = get_many(connection, wanted)
    for missing in set(wanted) - {deal.id for deal in found}:
        get(connection, missing)
    return found


def _deal(row: Mapping[Any, Any]) -> Deal:
    return Deal(**{**row, "status": Status(row["status"])})


def open_visit(connection: Connection, deal_id: int) -> StageVisit | None:
    """The stay in a stage that has not ended, if any."""
    visit = schema.stage_visit
    query = (
        select(visit)
        .where(visit.c.deal_id == deal_id, visit.c.left_on.is_(None))
        .order_by(visit.c.id.desc())
        .limit(1)
    )
    row = connection.execute(query).mappings().first()
    return None if row is None else StageVisit(**row)


def visits(connection: Connection, deal_ids: Iterable[int]) -> dict[int, tuple[StageVisit, ...]]:
    """The stays of each deal in stages, in the order in which they began."""
    return {
        deal_id: tuple(
            sorted((StageVisit(**row) for row in rows), key=lambda each: (each.entered_on, each.id))
        )
        for deal_id, rows in _belonging(connection, schema.stage_visit, deal_ids).items()
    }


def top_rank(connection: Connection, stage_id: int, status: Status) -> str | None:
    """The rank of the topmost deal of a lane, None when the lane is empty."""
    deal = schema.deal
    query = select(func.min(deal.c.rank)).where(
        deal.c.stage_id == stage_id, deal.c.status == status
    )
    return connection.execute(query).scalar()


@dataclass(frozen=True, slots=True)
class Gap:
    """Where a deal goes in its lane: past ``near``, before ``far`` (None at the end).

    ``tied`` are (id, rank) of the deals just beyond that have the rank ``near`` too: two people's
    undone work can leave such.
    """

    near: str
    tied: tuple[tuple[int, str], ...]
    far: str | None


def gap(
    connection: Connection, deal: Deal, steps: int, conditions: Sequence[ColumnElement[bool]] = ()
) -> Gap | None:
    """The gap ``steps`` places down from ``deal`` in its lane (up, when negative).

    Only places of deals that meet the conditions count. At most the end of the lane; None when the
    deal is there already.
    """
    table = schema.deal
    place = tuple_(table.c.rank, table.c.id)
    lane = select(table.c.id, table.c.rank).where(
        table.c.stage_id == deal.stage_id, table.c.status == deal.status
    )
    if steps > 0:
        lane = lane.order_by(table.c.rank, table.c.id)
    else:
        lane = lane.order_by(table.c.rank.desc(), table.c.id.desc())

    def after(rank: str, deal_id: int) -> Select[Any]:
        there = tuple_(rank, deal_id)
        return lane.where(place > there if steps > 0 else place < there)

    ahead = after(deal.rank, deal.id).where(*conditions)
    passed = connection.execute(ahead.limit(abs(steps))).all()
    if not passed:
        return None
    near = passed[-1]
    level = connection.execute(after(near.rank, near.id).where(table.c.rank == near.rank)).all()
    tied = tuple((row.id, row.rank) for row in level)
    beyond = table.c.rank > near.rank if steps > 0 else table.c.rank < near.rank
    far = connection.execute(lane.where(beyond).limit(1)).first()
    return Gap(near.rank, tied, None if far is None else far.rank)


def company(connection: Connection, company_id: int | None) -> Company | None:
    """The company with an id."""
    if company_id is None:
        return None
    query = select(schema.company).where(schema.company.c.id == company_id)
    row = connection.execute(query).mappings().first()
    return None if row is None else Company(**row)


def labels(connection: Connection, deal_ids: Iterable[int]) -> dict[int, tuple[str, ...]]:
    """The labels of each deal that has some, in the order they were given."""
    return {
        deal_id: tuple(row["label"] for row in rows)
        for deal_id, rows in _belonging(connection, schema.deal_label, deal_ids).items()
    }


def external_ids(
    connection: Connection, deal_ids: Iterable[int]
) -> dict[int, tuple[tuple[str, str], ...]]:
    """The (system, id) pairs by which other programs know each deal."""
    return {
        deal_id: tuple((row["system"], row["value"]) for row in rows)
        for deal_id, rows in _belonging(connection, schema.external_id, deal_ids).items()
    }


def notes(connection: Connection, deal_ids: Iterable[int]) -> dict[int, tuple[Note, ...]]:
    """The notes of each deal, newest first."""
    found = _belonging(connection, schema.note, deal_ids)
    return {
        deal_id: tuple(
            Note(**row) for row in sorted(rows, key=lambda r: (r["at"], r["id"]), reverse=True)
        )
        for deal_id, rows in found.items()
    }


def follow_ups(
    connection: Connection, deal_ids: Iterable[int], zone: tzinfo
) -> dict[int, tuple[FollowUp, ...]]:
    """The follow-ups of each deal: open ones by when they are due in a zone, then done ones newest
    first.
    """
    return {
        deal_id: tuple(
            sorted((follow_up(row) for row in rows), key=lambda item: follow_up_order(item, zone))
        )
        for deal_id, rows in _belonging(connection, schema.follow_up, deal_ids).items()
    }


def follow_up_order(item: FollowUp, zone: tzinfo) -> tuple[object, ...]:
    """Where a follow-up stands among others: open ones by when they are due in a zone, then done
    ones newest first.
    """
    if item.done_at is not None:
        return 1, -item.done_at.timestamp(), -item.id
    due = item.due_at or end_of_day(item.due_on, zone)
    return 0, due.timestamp(), item.due_at is not None, item.id


def follow_up(row: Mapping[Any, Any]) -> FollowUp:
    """A follow-up as it is stored."""
    return FollowUp(**{**row, "priority": Priority(row["priority"])})


def rows_of(connection: Connection, table: Table, deal_id: int) -> list[dict[str, Any]]:
    """The whole rows of a table that belong to a deal, as they are stored."""
    query = select(table).where(table.c.deal_id == deal_id).order_by(table.c.id)
    return [dict(row) for row in connection.execute(query).mappings()]


def sold_from(connection: Connection, deal_ids: Iterable[int]) -> list[tuple[int, int]]:
    """The deals that were sold from these: the id of each, and of the one that it follows."""
    columns = schema.deal.c.id, schema.deal.c.sold_from_id
    query = select(*columns).order_by(schema.deal.c.id)
    return [
        (row.id, row.sold_from_id)
        for part in batches(deal_ids)
        for row in connection.execute(query.where(schema.deal.c.sold_from_id.in_(part)))
    ]


def _belonging(
    connection: Connection, table: Table, deal_ids: Iterable[int]
) -> dict[int, list[Mapping[Any, Any]]]:
    found: dict[int, list[Mapping[Any, Any]]] = defaultdict(list)
    for part in batches(deal_ids):
        query = select(table).where(table.c.deal_id.in_(part)).order_by(table.c.id)
        for row in connection.execute(query).mappings():
            found[row["deal_id"]].append(row)
    return found


def contacts(connection: Connection, deal_ids: Iterable[int]) -> dict[int, tuple[DealContact, ...]]:
    """The contacts on each deal with their roles, in the order they were added."""
    links = _belonging(connection, schema.deal_contact, deal_ids)
    people = contacts_by_id(
        connection, {row["contact_id"] for rows in links.values() for row in rows}
    )
    return {
        deal_id: tuple(
            DealContact(
                row["id"], people[row["contact_id"]], Role(row["role"]), left_on=row["left_on"]
            )
            for row in rows
        )
        for deal_id, rows in links.items()
    }


def contacts_by_id(connection: Connection, contact_ids: Iterable[int]) -> dict[int, Contact]:
    """The contacts with these ids, with their e-mails and phones."""
    found: dict[int, Contact] = {}
    for part in batches(contact_ids):
        emails = _values(connection, schema.contact_email, "address", part)
        phones = _values(connection, schema.contact_phone, "number", part)
        query = select(schema.contact).where(schema.contact.c.id.in_(part))
        for row in connection.execute(query).mappings():
            ways = tuple(emails[row["id"]]), tuple(phones[row["id"]])
            found[row["id"]] = Contact(**row, emails=ways[0], phones=ways[1])
    return found


def _values(
    connection: Connection, table: Table, column: str, contact_ids: Sequence[int]
) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    query = (
        select(table.c.contact_id, table.c[column])
        .where(table.c.contact_id.in_(contact_ids))
        .order_by(table.c.id)
    )
    for contact_id, value in connection.execute(query):
        found[contact_id].append(value)
    return found


def any_deal(connection: Connection) -> bool:
    """Whether there is a deal at all."""
    return connection.execute(select(schema.deal.c.id).limit(1)).first() is not None


def values_in_use(connection: Connection, field: str, like: str, limit: int) -> list[str]:
    """The distinct values that contain ``like``, by name.

    ``field`` is a text field of deals, or ``label``, or the ``industry`` of companies.
    """
    elsewhere = {"label": schema.deal_label.c.label, "industry": schema.company.c.industry}
    column = elsewhere[field] if field in elsewhere else schema.deal.c[field]
    query = select(column).where(column != "").group_by(column).order_by(column).limit(limit)
    if like:
        query = query.where(contains(column, like))
    return list(connection.execute(query).scalars())
