"""Contacts and companies as the JSON that the command line gives out.

Money is a decimal string with its currency's digits, dates and instants are ISO texts, what is not
known is null.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pipeboard.domain.money import exact
from pipeboard.domain.parties import CompanyPage, ContactPage, Figures, PartyDeal
from pipeboard.domain.people import Company, Contact
from pipeboard.service import companies, contacts, exports
from pipeboard.service.presence import present
from pipeboard.service.workspace import Workspace

Json = dict[str, Any]
_AT_ONCE = 500


def all_contacts(ws: Workspace, search: str) -> Iterator[Json]:
    """The contacts that match a search, by name, with the deals they are on."""
    ids = contacts.found(ws, search)
    for start in range(0, len(ids), _AT_ONCE):
        part = ids[start : start + _AT_ONCE]
        on = contacts.deals_of(ws, part)
        for row in contacts.listing(ws, part):
            yield _contact(row.contact, row.company, on.get(row.contact.id, ()))


def all_companies(ws: Workspace, search: str) -> Iterator[Json]:
    """The companies that match a search, by name, with their figures."""
    ids = companies.found(ws, search)
    for start in range(0, len(ids), _AT_ONCE):
        for row in companies.listing(ws, ids[start : start + _AT_ONCE]):
            yield _company(row.company, row.figures)


def contact(ws: Workspace, contact_id: int) -> Json:
    """One contact with its notes and follow-ups; raises NotFound."""
    page = contacts.page(ws, contact_id)
    company = page.company.name if page.company else ""
    more = {"follow_ups": _follow_ups(ws, page), "notes": _notes(ws, page)}
    return _contact(page.contact, company, page.deals) | more


def company(ws: Workspace, company_id: int) -> Json:
    """One company with its contacts, deals, notes and follow-ups; raises NotFound."""
    page = companies.page(ws, company_id)
    return _company(page.company, page.figures) | {
        "contacts": [
            {"id": who.id, "name": who.name, "title": who.title or None} for who in page.contacts
        ],
        "deal_list": [_deal(deal) for deal in page.deals],
        "follow_ups": _follow_ups(ws, page),
        "noted": _notes(ws, page),
    }


def _contact(who: Contact, company: str, on: Sequence[PartyDeal]) -> Json:
    return {
        "id": who.id,
        "name": who.name,
        "title": who.title or None,
        "company": company or None,
        "emails": list(who.emails),
        "phones": list(who.phones),
        "left_on": who.left_on.isoformat() if who.left_on else None,
        "deals": [_deal(deal) for deal in on],
    }


def _company(company: Company, figures: Figures) -> Json:
    return {
        "id": company.id,
        "name": company.name,
        "industry": company.industry or None,
        "website": company.website or None,
        "notes": company.notes or None,
        "won": _sums(figures.won),
        "open": _sums(figures.open_value),
        "weighted": _sums(figures.weighted),
        "last_bought": figures.last_bought.isoformat() if figures.last_bought else None,
        "deals": figures.deals,
    }


def _deal(deal: PartyDeal) -> Json:
    found: Json = {"id": deal.id, "title": deal.title, "status": deal.status.value}
    if deal.link:
        left_on = deal.link.left_on
        found["role"] = deal.link.role.value
        found["left_on"] = left_on.isoformat() if left_on else None
    return found


def _sums(sums: Mapping[str, int]) -> dict[str, str]:
    return {code: exact(minor, code) for code, minor in sums.items()}


def _follow_ups(ws: Workspace, page: ContactPage | CompanyPage) -> list[Json]:
    at = present(ws)
    ids = {item.contact_id for item in page.follow_ups if item.contact_id is not None}
    names = {row.contact.id: row.contact.name for row in contacts.listing(ws, sorted(ids))}
    return [exports.follow_up(item, at, page.titles, names) for item in page.follow_ups]


def _notes(ws: Workspace, page: ContactPage | CompanyPage) -> list[Json]:
    return [exports.note(note, ws.zone) for note in page.notes]
