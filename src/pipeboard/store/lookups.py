"""What an import has to find among all that is there already, each with one look."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from sqlalchemy import Connection, select

from pipeboard.domain.deals import StageVisit
from pipeboard.store import schema
from pipeboard.store.batching import batches

ExternalId = tuple[str, str]
"""The system of another program, and what it calls a deal."""


class Likeness(NamedTuple):
    """What two deals must have in common to be taken for one, where no id tells."""

    title: str
    company: str | None
    created_on: date | None
    value: int | None
    currency: str


@dataclass(slots=True)
class People:
    """Contacts by what a file may say of them; names and addresses are case-folded."""

    by_name: dict[tuple[str, int | None], int] = field(default_factory=dict)
    by_email: dict[str, int] = field(default_factory=dict)
    ways: dict[int, set[str]] = field(default_factory=lambda: defaultdict(set))
    """The e-mails and phones of each contact."""


def companies(connection: Connection) -> dict[str, int]:
    """The ids of all companies by their case-folded names; the oldest where two are alike."""
    table = schema.company
    query = select(table.c.name, table.c.id).order_by(table.c.id.desc())
    return {name.casefold(): company_id for name, company_id in connection.execute(query)}


def people(connection: Connection) -> People:
    """All contacts; the oldest where two are alike."""
    found = People()
    who, email, phone = schema.contact, schema.contact_email, schema.contact_phone
    query = select(who.c.name, who.c.company_id, who.c.id).order_by(who.c.id.desc())
    for name, company_id, contact_id in connection.execute(query):
        found.by_name[name.casefold(), company_id] = contact_id
    emails = select(email.c.address, email.c.contact_id).order_by(email.c.id.desc())
    for address, contact_id in connection.execute(emails):
        found.by_email[address.casefold()] = contact_id
        found.ways[contact_id].add(address.casefold())
    for number, contact_id in connection.execute(select(phone.c.number, phone.c.contact_id)):
        found.ways[contact_id].add(number.casefold())
    return found


def deals_known_as(
    connection: Connection, ids: Iterable[ExternalId]
) -> dict[ExternalId, list[int]]:
    """The deals that other programs know by these ids, the oldest first."""
    table = schema.external_id
    by_system: dict[str, set[str]] = defaultdict(set)
    for system, value in ids:
        by_system[system].add(value)
    found: dict[ExternalId, list[int]] = defaultdict(list)
    for system, values in by_system.items():
        for part in _portions(values):
            query = (
                select(table.c.value, table.c.deal_id)
                .where(table.c.system == system, table.c.value.in_(part))
                .order_by(table.c.deal_id)
            )
            for value, deal_id in connection.execute(query):
                found[system, value].append(deal_id)
    return found


def deals_titled(connection: Connection, titles: Iterable[str]) -> list[Likeness]:
    """What the deals with these titles look like, one by one."""
    deal, company = schema.deal, schema.company
    found = []
    for part in _portions(set(titles)):
        query = (
            select(deal.c.title, company.c.name, deal.c.created_on, deal.c.value, deal.c.currency)
            .outerjoin(company, company.c.id == deal.c.company_id)
            .where(deal.c.title.in_(part))
        )
        found += [Likeness(*row) for row in connection.execute(query)]
    return found


def _portions(values: Iterable[str], size: int = 500) -> Iterable[list[str]]:
    ordered = sorted(values)
    return (ordered[start : start + size] for start in range(0, len(ordered), size))


def open_visits(connection: Connection, deal_ids: Iterable[int]) -> dict[int, StageVisit]:
    """The stay of each deal that has not ended."""
    table = schema.stage_visit
    found: dict[int, StageVisit] = {}
    for part in batches(deal_ids):
        query = select(table).where(table.c.deal_id.in_(part), table.c.left_on.is_(None))
        for row in connection.execute(query.order_by(table.c.id)).mappings():
            found[row["deal_id"]] = StageVisit(**row)
    return found
