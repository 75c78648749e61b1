"""Finding contacts, companies and deals that may be the same, and why."""

from collections.abc import Iterator, Sequence
from typing import Any

from pipeboard.domain import sameness
from pipeboard.domain.merging import Candidate, Duplicates, Kind, joined
from pipeboard.domain.money import Money, readable
from pipeboard.domain.words import many
from pipeboard.service.workspace import Workspace
from pipeboard.store import deals as deal_store
from pipeboard.store import duplicates as store
from pipeboard.store.database import Connection

_Sign = tuple[Any, str, int]
"""Something by which two may be known as one, what it is called, and who has it."""


def find(ws: Workspace, kind: Kind) -> list[Duplicates]:
    """The groups of one kind whose members may be the same, the oldest first.

    Contacts have an e-mail address in common, or name and company; companies the name but for case,
    spaces and legal form, or a domain that is no public mail provider's; deals the company, title
    and value, or an id in another program.
    """
    with ws.read() as connection:
        return _found(connection, kind, None)[0]


def find_all(ws: Workspace, limit: int) -> tuple[list[Duplicates], int]:
    """The first ``limit`` groups of every kind, deals before contacts before companies; and how many
    groups there are in all.
    """
    with ws.read() as connection:
        found = [_found(connection, kind, limit) for kind in Kind]
    return [group for groups, _ in found for group in groups], sum(count for _, count in found)


def _found(connection: Connection, kind: Kind, limit: int | None) -> tuple[list[Duplicates], int]:
    """The first groups of a kind, and how many there are."""
    signs, apart = _READERS[kind]
    groups = joined(list(signs(connection)))
    shown = groups[:limit]
    wanted = [row_id for ids, _ in shown for row_id in ids]
    known = {each.id: each for each in apart(connection, wanted)}
    told = [Duplicates(kind, tuple(known[row_id] for row_id in ids), why) for ids, why in shown]
    return told, len(groups)


def _contact_signs(connection: Connection) -> Iterator[_Sign]:
    for contact_id, address in store.contact_addresses(connection):
        key = sameness.mail_key(address)
        if key:
            yield ("mail", key), f"same e-mail {key}", contact_id
    for contact_id, name, company_id in store.contact_names(connection):
        key = sameness.name_key(name)
        if key:
            yield ("name", key, company_id), "same name and company", contact_id


def _company_signs(connection: Connection) -> Iterator[_Sign]:
    for company_id, name, website in store.company_names(connection):
        key = sameness.company_key(name)
        if key:
            yield ("name", key), "same name", company_id
        domain = sameness.site_domain(website)
        if domain:
            yield ("domain", domain), f"same domain {domain}", company_id
    for company_id, address in store.company_addresses(connection):
        domain = sameness.mail_domain(address)
        if domain:
            yield ("domain", domain), f"same domain {domain}", company_id


def _deal_signs(connection: Connection) -> Iterator[_Sign]:
    for deal_id, title, *same in store.deal_titles(connection):
        key = sameness.title_key(title)
        if key:
            yield ("title", key, *same), "same title, company and value", deal_id
    for system, value, deal_id in store.shared_external_ids(connection):
        told = " ".join(part for part in ("same id", value, system and f"in {system}") if part)
        yield ("id", system, value), told, deal_id


def _contacts(connection: Connection, ids: Sequence[int]) -> Iterator[Candidate]:
    people = deal_store.contacts_by_id(connection, ids)
    for row_id, name, title, company in store.contacts_apart(connection, ids):
        ways = [*people[row_id].emails, *people[row_id].phones]
        yield Candidate(row_id, name, _said(company, title, *ways))


def _companies(connection: Connection, ids: Sequence[int]) -> Iterator[Candidate]:
    for row_id, name, website, deals, people in store.companies_apart(connection, ids):
        told = _said(website, many(deals, "deal"), many(people, "contact"))
        yield Candidate(row_id, name, told)


def _deals(connection: Connection, ids: Sequence[int]) -> Iterator[Candidate]:
    for row_id, title, company, value, currency, stage, status in store.deals_apart(
        connection, ids
    ):
        money = "" if value is None else readable(Money(value, currency))
        yield Candidate(row_id, title, _said(company, money, stage, status))


def _said(*parts: str | None) -> str:
    return ", ".join(part for part in parts if part)


_READERS = {
    Kind.DEAL: (_deal_signs, _deals),
    Kind.CONTACT: (_contact_signs, _contacts),
    Kind.COMPANY: (_company_signs, _companies),
}
