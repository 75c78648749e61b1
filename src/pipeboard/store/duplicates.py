"""Reading what tells that rows may be the same: names, addresses, ids; and what tells them apart."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, func, select

from pipeboard.store import schema
from pipeboard.store.batching import batches

_contact, _company, _deal = schema.contact, schema.company, schema.deal
_email, _external = schema.contact_email, schema.external_id


def contact_names(connection: Connection) -> Iterable[Sequence[Any]]:
    """The id, name and company of each contact that has a company."""
    query = select(_contact.c.id, _contact.c.name, _contact.c.company_id)
    return connection.execute(query.where(_contact.c.company_id.is_not(None)))


def contact_addresses(connection: Connection) -> Iterable[Sequence[Any]]:
    """The contact of each e-mail address, and the address."""
    return connection.execute(select(_email.c.contact_id, _email.c.address))


def company_names(connection: Connection) -> Iterable[Sequence[Any]]:
    """The id, name and website of each company."""
    return connection.execute(select(_company.c.id, _company.c.name, _company.c.website))


def company_addresses(connection: Connection) -> Iterable[Sequence[Any]]:
    """The company of each e-mail address of its contacts, and the address."""
    query = (
        select(_contact.c.company_id, _email.c.address)
        .join(_contact, _contact.c.id == _email.c.contact_id)
        .where(_contact.c.company_id.is_not(None))
    )
    return connection.execute(query)


def deal_titles(connection: Connection) -> Iterable[Sequence[Any]]:
    """The id, title, company, currency and value of deals, where several have the last three.

    Not of those that were sold from another one: they are like it on purpose.
    """
    same = (_deal.c.company_id, _deal.c.currency, _deal.c.value)
    counted = (
        select(
            *(_deal.c.id, _deal.c.title, *same),
            func.count().over(partition_by=same).label("count"),
        )
        .where(_deal.c.sold_from_id.is_(None))
        .subquery()
    )
    query = select(*list(counted.c)[:-1]).where(counted.c["count"] > 1)
    return connection.execute(query)


def shared_external_ids(connection: Connection) -> Iterable[Sequence[Any]]:
    """The system, id and deal of each external id that several deals have."""
    same = (_external.c.system, _external.c.value)
    shared = (
        select(*same)
        .where(_external.c.value != "")
        .group_by(*same)
        .having(func.count(_external.c.deal_id.distinct()) > 1)
        .subquery()
    )
    query = select(*same, _external.c.deal_id).join(
        shared, (_external.c.system == shared.c.system) & (_external.c.value == shared.c.value)
    )
    return connection.execute(query)


def contacts_apart(connection: Connection, ids: Iterable[int]) -> Iterator[Sequence[Any]]:
    """The id, name, title and company of contacts."""
    query = select(_contact.c.id, _contact.c.name, _contact.c.title, _company.c.name).outerjoin(
        _company, _company.c.id == _contact.c.company_id
    )
    for part in batches(ids):
        yield from connection.execute(query.where(_contact.c.id.in_(part)))


def companies_apart(connection: Connection, ids: Iterable[int]) -> Iterator[Sequence[Any]]:
    """The id, name and website of companies, and how many deals and contacts each has."""
    deals = select(func.count()).where(_deal.c.company_id == _company.c.id).scalar_subquery()
    people = select(func.count()).where(_contact.c.company_id == _company.c.id).scalar_subquery()
    query = select(_company.c.id, _company.c.name, _company.c.website, deals, people)
    for part in batches(ids):
        yield from connection.execute(query.where(_company.c.id.in_(part)))


def deals_apart(connection: Connection, ids: Iterable[int]) -> Iterator[Sequence[Any]]:
    """The id, title, company, value, currency, stage and status of deals."""
    query = (
        select(
            *(_deal.c.id, _deal.c.title, _company.c.name, _deal.c.value, _deal.c.currency),
            *(schema.stage.c.name, _deal.c.status),
        )
        .outerjoin(_company, _company.c.id == _deal.c.company_id)
        .outerjoin(schema.stage, schema.stage.c.id == _deal.c.stage_id)
    )
    for part in batches(ids):
        yield from connection.execute(query.where(_deal.c.id.in_(part)))
