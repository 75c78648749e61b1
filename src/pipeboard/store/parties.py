"""What the lists and pages of contacts and companies show."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import tzinfo
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, and_, func, literal, or_, select

from pipeboard.domain import money
from pipeboard.domain.deals import Status
from pipeboard.domain.followups import FollowUp
from pipeboard.domain.notes import Note
from pipeboard.domain.parties import CompanyRow, ContactRow, Figures, PartyDeal, ordered
from pipeboard.domain.people import Company, DealContact, Role
from pipeboard.store import schema
from pipeboard.store.batching import batches
from pipeboard.store.deals import contacts_by_id, follow_up, follow_up_order
from pipeboard.store.dialects import contains, fold

_company, _contact, _deal = schema.company, schema.contact, schema.deal
_link, _item, _note = schema.deal_contact, schema.follow_up, schema.note


def contact_ids(connection: Connection, search: str = "") -> list[int]:
    """The contacts that have every word in name, title, company, e-mail or phone, by name."""
    query = select(_contact.c.id).order_by(fold(_contact.c.name), _contact.c.id)
    words = search.split()
    if words:
        query = query.outerjoin(_company, _company.c.id == _contact.c.company_id)
        query = query.where(*(_contact_has(word) for word in words))
    return list(connection.execute(query).scalars())


def _contact_has(word: str) -> ColumnElement[bool]:
    email, phone = schema.contact_email, schema.contact_phone
    ways = (
        _contact.c.id.in_(select(table.c.contact_id).where(contains(column, word)))
        for table, column in ((email, email.c.address), (phone, phone.c.number))
    )
    named = (contains(column, word) for column in (_contact.c.name, _contact.c.title))
    return or_(*named, contains(_company.c.name, word), *ways)


def company_ids(connection: Connection, search: str = "") -> list[int]:
    """The companies that have every word in name, industry or website, by name."""
    columns = _company.c.name, _company.c.industry, _company.c.website
    query = select(_company.c.id).order_by(fold(_company.c.name), _company.c.id)
    for word in search.split():
        query = query.where(or_(*(contains(column, word) for column in columns)))
    return list(connection.execute(query).scalars())


def contact_rows(connection: Connection, ids: Sequence[int]) -> list[ContactRow]:
    """The contacts with these ids that exist, in the order asked for."""
    people = contacts_by_id(connection, ids)
    companies = companies_by_id(
        connection, {who.company_id for who in people.values() if who.company_id is not None}
    )
    counts: dict[int, int] = {}
    for part in batches(ids):
        query = (
            select(_link.c.contact_id, func.count())
            .join(_deal, _deal.c.id == _link.c.deal_id)
            .where(_link.c.contact_id.in_(part), _deal.c.status == Status.OPEN)
            .group_by(_link.c.contact_id)
        )
        counts |= {row[0]: row[1] for row in connection.execute(query)}
    rows = []
    for who in (people[contact_id] for contact_id in ids if contact_id in people):
        company = companies.get(who.company_id or 0)
        rows.append(ContactRow(who, company.name if company else "", counts.get(who.id, 0)))
    return rows


def company_rows(connection: Connection, ids: Sequence[int]) -> list[CompanyRow]:
    """The companies with these ids that exist, in the order asked for, with their figures."""
    found = companies_by_id(connection, ids)
    sums = figures(connection, ids)
    return [CompanyRow(found[each], sums.get(each, Figures())) for each in ids if each in found]


def companies_by_id(connection: Connection, ids: Iterable[int]) -> dict[int, Company]:
    """The companies with these ids."""
    found: dict[int, Company] = {}
    for part in batches(ids):
        query = select(_company).where(_company.c.id.in_(part))
        for row in connection.execute(query).mappings():
            found[row["id"]] = Company(**row)
    return found


def figures(connection: Connection, company_ids: Iterable[int]) -> dict[int, Figures]:
    """What the deals of each company that has some come to."""
    rows: dict[int, list[Any]] = defaultdict(list)
    percent = func.coalesce(_deal.c.probability, schema.stage.c.probability, 0).label("percent")
    by = _deal.c.company_id, _deal.c.status, _deal.c.currency, percent
    query = (
        select(
            *by,
            func.count().label("count"),
            func.count(_deal.c.value).label("valued"),
            func.sum(_deal.c.value).label("value"),
            func.max(_deal.c.closed_on).label("closed_on"),
        )
        .outerjoin(schema.stage, schema.stage.c.id == _deal.c.stage_id)
        .group_by(*by)
    )
    for part in batches(company_ids):
        for row in connection.execute(query.where(_deal.c.company_id.in_(part))):
            rows[row.company_id].append(row)
    return {company_id: _figures(found) for company_id, found in rows.items()}


def _figures(rows: Sequence[Any]) -> Figures:
    won: dict[str, int] = defaultdict(int)
    opened: dict[str, int] = defaultdict(int)
    shares: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for row in rows:
        if not row.valued:
            continue
        if row.status == Status.WON:
            won[row.currency] += int(row.value)
        elif row.status == Status.OPEN:
            opened[row.currency] += int(row.value)
            shares[row.currency].append((int(row.value), row.percent))
    bought = [row.closed_on for row in rows if row.status == Status.WON and row.closed_on]
    return Figures(
        won=dict(won),
        open_value=dict(opened),
        weighted={code: money.weigh(pairs) for code, pairs in shares.items()},
        last_bought=max(bought, default=None),
        deals=sum(row.count for row in rows),
        open_deals=sum(row.count for row in rows if row.status == Status.OPEN),
    )


def contacts_of_company(connection: Connection, company_id: int) -> list[int]:
    """The contacts of a company, by name."""
    query = select(_contact.c.id).where(_contact.c.company_id == company_id)
    return list(connection.execute(query.order_by(fold(_contact.c.name), _contact.c.id)).scalars())


def first_on_deal(connection: Connection, deal_id: int) -> int | None:
    """The contact that was put first on a deal."""
    query = select(_link.c.contact_id).where(_link.c.deal_id == deal_id)
    found: int | None = connection.execute(query.order_by(_link.c.id).limit(1)).scalar()
    return found


def deals_of_contacts(
    connection: Connection, contact_ids: Sequence[int]
) -> dict[int, tuple[PartyDeal, ...]]:
    """The deals that each contact is on, with the part they play."""
    people = contacts_by_id(connection, contact_ids)
    found: dict[int, list[PartyDeal]] = defaultdict(list)
    query = _deals(
        _link.c.id.label("link"), _link.c.contact_id, _link.c.role, _link.c.left_on
    ).join(_link, _link.c.deal_id == _deal.c.id)
    for part in batches(people):
        for row in connection.execute(query.where(_link.c.contact_id.in_(part))):
            who = people[row.contact_id]
            link = DealContact(row.link, who, Role(row.role), left_on=row.left_on)
            found[who.id].append(_party_deal(row, link))
    return {contact_id: ordered(deals) for contact_id, deals in found.items()}


def deals_of_company(connection: Connection, company_id: int) -> tuple[PartyDeal, ...]:
    """The deals of a company."""
    rows = connection.execute(_deals().where(_deal.c.company_id == company_id))
    return ordered([_party_deal(row) for row in rows])


def _deals(*more: Any) -> Any:
    own = (_deal.c.id, _deal.c.title, _deal.c.status, _deal.c.value, _deal.c.currency)
    stage = func.coalesce(schema.stage.c.name, "").label("stage")
    return select(*own, _deal.c.closed_on, stage, *more).outerjoin(
        schema.stage, schema.stage.c.id == _deal.c.stage_id
    )


def _party_deal(row: Any, link: DealContact | None = None) -> PartyDeal:
    return PartyDeal(
        row.id,
        row.title,
        Status(row.status),
        row.value,
        row.currency,
        row.stage,
        row.closed_on,
        link,
    )


def follow_ups_of_contact(
    connection: Connection, contact_id: int, zone: tzinfo
) -> tuple[FollowUp, ...]:
    """The follow-ups with a contact, and those of their deals that are with nobody named."""
    theirs = select(_link.c.deal_id).where(_link.c.contact_id == contact_id)
    on_deal = and_(_item.c.contact_id.is_(None), _item.c.deal_id.in_(theirs))
    return _follow_ups(connection, or_(_item.c.contact_id == contact_id, on_deal), zone)


def follow_ups_of_company(
    connection: Connection, company_id: int, zone: tzinfo
) -> tuple[FollowUp, ...]:
    """The follow-ups on a company, on its deals and with its contacts."""
    deals = select(_deal.c.id).where(_deal.c.company_id == company_id)
    people = select(_contact.c.id).where(_contact.c.company_id == company_id)
    with_them = and_(_item.c.deal_id.is_(None), _item.c.contact_id.in_(people))
    where = or_(_item.c.company_id == company_id, _item.c.deal_id.in_(deals), with_them)
    return _follow_ups(connection, where, zone)


def _follow_ups(
    connection: Connection, where: ColumnElement[bool], zone: tzinfo
) -> tuple[FollowUp, ...]:
    found = map(follow_up, connection.execute(select(_item).where(where)).mappings())
    return tuple(sorted(found, key=lambda item: follow_up_order(item, zone)))


def notes_of(
    connection: Connection, *, contact_id: int | None = None, company_id: int | None = None
) -> tuple[Note, ...]:
    """The notes on a contact or company, newest first."""
    query = (
        select(_note)
        .where(_of(_note, contact_id, company_id))
        .order_by(_note.c.at.desc(), _note.c.id.desc())
    )
    return tuple(Note(**row) for row in connection.execute(query).mappings())


def rows_of(
    connection: Connection,
    table: Table,
    *,
    contact_id: int | None = None,
    company_id: int | None = None,
) -> list[dict[str, Any]]:
    """The whole rows of a table that refer to a contact or company, as they are stored."""
    query = select(table).where(_of(table, contact_id, company_id)).order_by(table.c.id)
    return [dict(row) for row in connection.execute(query).mappings()]


def _of(table: Table, contact_id: int | None, company_id: int | None) -> ColumnElement[bool]:
    if contact_id is not None:
        return table.c.contact_id == contact_id
    return table.c.company_id == company_id


def industries(connection: Connection, like: str, limit: int) -> list[str]:
    """The industries that companies have and that contain ``like``, by name."""
    column = _company.c.industry
    query = select(column).where(column != "").group_by(column).order_by(column).limit(limit)
    if like:
        query = query.where(contains(column, like))
    return list(connection.execute(query).scalars())


def same_name(
    connection: Connection, name: str, company_id: int | None, but: int | None = None
) -> bool:
    """Whether another contact of a company (of none, for None) has a name, whatever the case."""
    query = (
        select(_contact.c.id)
        .where(
            fold(_contact.c.name) == fold(literal(name)),
            _contact.c.company_id.is_not_distinct_from(company_id),
        )
        .limit(1)
    )
    if but is not None:
        query = query.where(_contact.c.id != but)
    return connection.execute(query).first() is not None
