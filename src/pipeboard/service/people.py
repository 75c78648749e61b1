"""Companies and contacts, and the contacts of a deal."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from pipeboard.domain.changes import Step
from pipeboard.domain.deals import Deal
from pipeboard.domain.people import Company, Contact, DealContact, Role
from pipeboard.domain.tokens import QUOTES
from pipeboard.errors import BadInput, Conflict, NotFound, Refused
from pipeboard.service.workspace import Workspace
from pipeboard.store import deals as deal_store
from pipeboard.store import people as store
from pipeboard.store import rows, schema
from pipeboard.store.database import Connection, Draft
from pipeboard.store.people import NamedContact

WAYS = (("emails", "contact_email", "address"), ("phones", "contact_phone", "number"))
"""How a contact is reached: what it is called, its table and the column with the value."""


def companies(ws: Workspace, like: str = "", limit: int = 20) -> list[Company]:
    """Companies whose name contains ``like``, by name."""
    with ws.read() as connection:
        return store.companies(connection, like, limit)


def contacts(ws: Workspace, like: str = "", limit: int = 20) -> list[Contact]:
    """Contacts whose name contains ``like``, by name."""
    with ws.read() as connection:
        return store.contacts(connection, like, limit)


def meant(
    connection: Connection,
    name: str,
    *,
    deal_ids: Sequence[int] = (),
    company_id: int | None = None,
    whole: bool = False,
) -> NamedContact | None:
    """The contact that a name means on some deals of a company; None when nobody has it.

    Whoever is on the deals already is meant first, then who is of their company, then anybody;
    by the full name or, unless the name is ``whole``, by any words of it. Raises BadInput with the
    candidates when several are meant alike.
    """
    name = " ".join(name.split())
    found = store.contacts_named(
        connection, name, deal_ids=deal_ids, company_id=company_id, whole=whole
    )
    if len(found) > 1:
        candidates = " or ".join(map(str, found))
        accepted = f'it could be {candidates}: type the full name, or "{name}" for somebody new'
        raise BadInput("contact", name, accepted)
    return found[0] if found else None


def name_on_deals(ws: Workspace, deal_ids: Sequence[int], words: str) -> str | None:
    """The full name of the one contact of the deals whose name has these words, or None."""
    if not deal_ids or not words.strip():
        return None
    with ws.read() as connection:
        found = store.contacts_named(connection, words, deal_ids=deal_ids, anywhere=False)
    return found[0].name if len(found) == 1 else None


def company_beginning(ws: Workspace, title: str) -> str | None:
    """The known company whose name the title begins with; the longest such name."""
    with ws.read() as connection:
        return store.company_beginning(connection, title)


def is_company(ws: Workspace, name: str) -> bool:
    """Whether a company has the name, whatever the case."""
    with ws.read() as connection:
        return store.company_named(connection, " ".join(name.split())) is not None


def company_id(step: Draft, name: str) -> int:
    """The id of the company with a name, whatever the case; made when there is none."""
    name = " ".join(name.split())
    found = store.company_named(step.connection, name)
    if found is not None:
        return found
    row = {"name": name, "industry": "", "website": "", "notes": ""}
    return step.insert("company", row)


def contact_id(
    step: Draft, name: str, deal_id: int, company: int | None, *, whole: bool = True
) -> int:
    """The id of the contact that a name means on a deal of a company, as ``meant`` finds it.

    Made when there is none. Raises BadInput when a name that is not ``whole`` means several.
    """
    found = meant(step.connection, name, deal_ids=[deal_id], company_id=company, whole=whole)
    if found is not None:
        return found.id
    row = {"name": " ".join(name.split()), "company_id": company, "title": ""}
    return step.insert("contact", row)


def contact_of_company(step: Draft, name: str, company: int | None) -> int:
    """The id of the contact that a name means at a company; made when there is none.

    Raises BadInput when it means several.
    """
    found = meant(step.connection, name, company_id=company, whole=True)
    if found is not None:
        return found.id
    row = {"name": " ".join(name.split()), "company_id": company, "title": ""}
    return step.insert("contact", row)


def require_email(address: str) -> None:
    """Raises BadInput for what cannot be an e-mail address."""
    before, at, after = address.partition("@")
    if not (before and at and after) or " " in address:
        raise BadInput("e-mail", address, "an address such as lena@example.com is needed")


def add_ways(
    step: Draft, who: Contact, values: Mapping[str, Iterable[str]], deal_id: int | None = None
) -> None:
    """Adds the ``emails`` and ``phones`` that a contact does not have yet, as a part of a step."""
    for key, table, column in WAYS:
        for value in values.get(key, ()):
            if value not in getattr(who, key):
                step.insert(table, {"contact_id": who.id, column: value}, deal_id)


def put_on(step: Draft, deal: Deal, who: int, role: Role | None) -> DealContact | None:
    """Puts a contact on a deal as a part of a step; one who is on it gets the role, if one is given.

    Returns how they were on it before, None when they were not. Raises Refused for one who has left.
    """
    links = deal_store.contacts(step.connection, [deal.id]).get(deal.id, ())
    link = next((each for each in links if each.contact.id == who), None)
    if link is None:
        row = {"deal_id": deal.id, "contact_id": who, "role": role or Role.OTHER}
        step.insert("deal_contact", row, deal.id)
    elif link.left_on is not None:
        raise Refused(f"{link.contact.name} has left; name somebody else for {deal.title}")
    elif role is not None:
        step.edit("deal_contact", link.id, {"role": link.role}, {"role": role}, deal.id)
    return link


def add_to_deal(
    ws: Workspace, deal_id: int, name: str, role: Role, email: str = "", phone: str = ""
) -> Step | None:
    """Puts a contact on a deal, known or new, with an e-mail and a phone when given.

    The name is as typed, in quotes when it is whole. Raises BadInput when it means several.
    """
    bare = name.strip().strip(QUOTES).strip()
    if not bare:
        raise BadInput("contact", name, "type the name of a person")
    ways = {"emails": filter(None, [email.strip()]), "phones": filter(None, [phone.strip()])}
    values = {key: tuple(each) for key, each in ways.items()}
    for address in values["emails"]:
        require_email(address)
    with ws.step() as step:
        deal = deal_store.get(step.connection, deal_id)
        who = contact_id(step, bare, deal_id, deal.company_id, whole=bare != name.strip())
        known = deal_store.contacts_by_id(step.connection, [who])[who]
        links = deal_store.contacts(step.connection, [deal_id]).get(deal_id, ())
        if any(link.contact.id == who for link in links):
            raise Refused(f"{known.name} is on {deal.title} already; change the role instead")
        add_ways(step, known, values, deal_id)
        step.insert("deal_contact", {"deal_id": deal_id, "contact_id": who, "role": role}, deal_id)
        step.touch(deal_id, deal.touched_on)
        step.title = f"Added {known.name} to {deal.title} as {role}"
    return step.step


def remove_from_deal(ws: Workspace, seen: DealContact) -> Step | None:
    """Takes a contact off a deal; the contact itself stays.

    Raises Conflict when the contact's role no longer is as the person saw it.
    """
    with ws.step() as step:
        row = _link(step, seen)
        deal = deal_store.get(step.connection, row["deal_id"])
        if row["role"] != seen.role:
            raise Conflict(
                f"somebody else made {seen.contact.name} the {row['role']} meanwhile; "
                "nothing was written, look again"
            )
        step.delete("deal_contact", row, deal.id)
        step.touch(deal.id, deal.touched_on)
        step.title = f"Took {seen.contact.name} off {deal.title}"
    return step.step


def edit_on_deal(ws: Workspace, seen: DealContact, after: Mapping[str, Any]) -> Step | None:
    """Changes a contact's ``name``, ``title``, ``emails``, ``phones``, or ``role`` on the deal.

    All in one step. ``seen`` is the contact as the person saw it: raises Conflict when something
    named in ``after`` is no longer so.
    """
    if "name" in after and not str(after["name"]).strip():
        raise BadInput("name", "", "a contact needs a name")
    who = seen.contact
    with ws.step() as step:
        deal = deal_store.get(step.connection, _link(step, seen)["deal_id"])
        before = {key: getattr(who, key) for key in ("name", "title") if key in after}
        step.edit("contact", who.id, before, {key: after[key] for key in before})
        for key, table, column in WAYS:
            if key in after:
                store.replace_values(step, table, column, who.id, getattr(who, key), after[key])
        step.title = f"Changed the contact {after.get('name', who.name)}"
        if "role" in after:
            role = {"role": Role(after["role"])}
            if step.edit("deal_contact", seen.id, {"role": seen.role}, role, deal.id):
                step.touch(deal.id, deal.touched_on)
                if len(after) == 1:
                    step.title = f"Made {who.name} the {role['role']} of {deal.title}"
    return step.step


def _link(step: Draft, seen: DealContact) -> dict[str, Any]:
    row = rows.find(step.connection, schema.deal_contact, seen.id)
    if row is None:
        raise NotFound(f"{seen.contact.name} is no longer on the deal")
    return row
