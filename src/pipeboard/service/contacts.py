"""Contacts: listing and finding them, their page, adding, changing and deleting them."""

from collections.abc import Mapping, Sequence
from typing import Any

from pipeboard.domain.changes import Step
from pipeboard.domain.deals import one_line
from pipeboard.domain.parties import Added, ContactPage, ContactRow, PartyDeal
from pipeboard.domain.people import Contact, Role
from pipeboard.domain.words import joined, many
from pipeboard.errors import BadInput, Conflict, NotFound, Refused
from pipeboard.service import people
from pipeboard.service.workspace import Workspace
from pipeboard.store import deals, parties, rows, schema
from pipeboard.store import people as store
from pipeboard.store.database import Connection, Draft

FIELDS = ("name", "title", "company", "emails", "phones")
"""What ``edit`` takes: ``company`` is a name, e-mails and phones are several texts."""

_OTHER_NAMES = {"email": "emails", "e_mail": "emails", "e_mails": "emails", "phone": "phones"}
_LABELS = {"emails": "e-mails"}


def found(ws: Workspace, search: str = "") -> list[int]:
    """The ids of the contacts that have every word of a search somewhere, by name."""
    with ws.read() as connection:
        return parties.contact_ids(connection, search)


def listing(ws: Workspace, ids: Sequence[int]) -> list[ContactRow]:
    """The contacts with these ids that are still there, in the order asked for."""
    with ws.read() as connection:
        return parties.contact_rows(connection, ids)


def deals_of(ws: Workspace, ids: Sequence[int]) -> dict[int, tuple[PartyDeal, ...]]:
    """The deals that each of these contacts is on."""
    with ws.read() as connection:
        return parties.deals_of_contacts(connection, ids)


def first_on_deal(ws: Workspace, deal_id: int) -> int | None:
    """The contact that was put first on a deal."""
    with ws.read() as connection:
        return parties.first_on_deal(connection, deal_id)


def page(ws: Workspace, contact_id: int) -> ContactPage:
    """Everything about a contact; raises NotFound, which says who deleted it."""
    with ws.read() as connection:
        return _page(ws, connection, contact_id)


def _page(ws: Workspace, connection: Connection, contact_id: int) -> ContactPage:
    who = get(connection, contact_id)
    items = parties.follow_ups_of_contact(connection, contact_id, ws.zone)
    on = deals.get_many(connection, {item.deal_id for item in items if item.deal_id})
    return ContactPage(
        contact=who,
        company=deals.company(connection, who.company_id),
        deals=parties.deals_of_contacts(connection, [contact_id]).get(contact_id, ()),
        follow_ups=items,
        notes=parties.notes_of(connection, contact_id=contact_id),
        titles={deal.id: deal.title for deal in on},
    )


def get(connection: Connection, contact_id: int) -> Contact:
    """The contact with an id; raises NotFound, which says who deleted it."""
    who = deals.contacts_by_id(connection, [contact_id]).get(contact_id)
    if who is None:
        from pipeboard.store import gone

        raise gone.party(connection, "contact", contact_id)
    return who


def field(name: str) -> str:
    """The field that is meant by a name, in the singular too; raises BadInput."""
    plain = "_".join(name.casefold().replace("-", " ").replace("_", " ").split())
    known = _OTHER_NAMES.get(plain, plain)
    if known not in FIELDS:
        raise BadInput("field", name, f"use one of {', '.join(FIELDS)}")
    return known


def read(name: str, text: str) -> Any:
    """The value that a text stands for in a field; several are parted by commas. Raises BadInput."""
    if name in ("emails", "phones"):
        values = tuple(dict.fromkeys(filter(None, map(one_line, text.split(",")))))
        for value in values if name == "emails" else ():
            people.require_email(value)
        for value in values if name == "phones" else ():
            if not any(character.isdigit() for character in value):
                raise BadInput("phone", value, "a number is needed, such as +49 30 1234")
        return values
    if name == "name" and not text.strip():
        raise BadInput("name", text, "a contact needs a name")
    return one_line(text)


def add(ws: Workspace, values: Mapping[str, Any]) -> tuple[Step | None, Added]:
    """Adds a contact with the values of some FIELDS; a company that is not known is made.

    Raises BadInput. A second contact of that name in the company is added, with a hint.
    """
    name = read("name", values.get("name", ""))
    _require(values)
    with ws.step() as step:
        company = values.get("company", "")
        new = _new_company(step.connection, company)
        company_id = people.company_id(step, company) if company else None
        twice = parties.same_name(step.connection, name, company_id)
        row = {"name": name, "company_id": company_id, "title": values.get("title", "")}
        contact_id = step.insert("contact", row)
        people.add_ways(step, get(step.connection, contact_id), values)
        step.title = f"Added the contact {name}{f' of {company}' if company else ''}{new}"
    return step.step, Added(contact_id, _hint(name, company) if twice else "")


def put_on_deal(
    ws: Workspace, deal_id: int, values: Mapping[str, Any], role: Role | None = None
) -> tuple[Step | None, int]:
    """Puts a contact on a deal in a role, and returns who that is; who is on it gets the role.

    ``values`` are some FIELDS. Whoever has the name is meant as ``people.meant`` finds them; when
    nobody has, they are added, of the deal's company unless another is given. E-mails and phones
    are added to those that are known. Raises BadInput when the name means several, Refused for a
    title or a company of one who is known, and for one who has left the deal.
    """
    name = read("name", values.get("name", ""))
    _require(values)
    with ws.step() as step:
        deal = deals.get(step.connection, deal_id)
        known = people.meant(step.connection, name, deal_ids=[deal_id], company_id=deal.company_id)
        if known is None:
            company = values.get("company", "")
            company_id = people.company_id(step, company) if company else deal.company_id
            row = {"name": name, "company_id": company_id, "title": values.get("title", "")}
            who = get(step.connection, step.insert("contact", row))
        else:
            who = get(step.connection, known.id)
            _require_no_others(who, values)
        people.add_ways(step, who, values, deal_id)
        link = people.put_on(step, deal, who.id, role)
        if link is None:
            step.title = f"Added {who.name} to {deal.title} as {role or Role.OTHER}"
        elif role in (None, link.role):
            step.title = f"Changed the contact {who.name}"
        else:
            step.title = f"Made {who.name} the {role} of {deal.title}"
        if step.says_something:
            step.touch(deal_id, deal.touched_on)
    return step.step, who.id


def _require_no_others(who: Contact, values: Mapping[str, Any]) -> None:
    given = [key for key in ("title", "company") if values.get(key)]
    if given:
        raise Refused(
            f"{who.name} is known already (#{who.id}), so no {' or '.join(given)} was set;"
            f" pipeboard contacts edit {who.id} changes that"
        )


def _new_company(connection: Connection, name: str) -> str:
    """What is said, after what was done, of a company that is made for it; "" when it is known."""
    return " (new company)" if name and store.company_named(connection, name) is None else ""


def _hint(name: str, company: str) -> str:
    of = f" of {company}" if company else " without a company"
    return f"there is another {name}{of}"


def edit(ws: Workspace, seen: ContactPage, after: Mapping[str, Any]) -> Step | None:
    """Changes some FIELDS of a contact as one step; None when nothing differs.

    Raises BadInput, and Conflict when something named in ``after`` is not as it was ``seen``.
    """
    if "name" in after:
        read("name", after["name"])
    _require(after)
    who, new = seen.contact, ""
    with ws.step() as step:
        get(step.connection, who.id)
        before: dict[str, Any] = {k: getattr(who, k) for k in ("name", "title") if k in after}
        columns = {key: after[key] for key in before}
        if "company" in after:
            before["company_id"] = who.company_id
            name = after["company"]
            new = _new_company(step.connection, name)
            columns["company_id"] = people.company_id(step, name) if name else None
        step.edit("contact", who.id, before, columns)
        for key, table, column in people.WAYS:
            if key in after:
                store.replace_values(step, table, column, who.id, getattr(who, key), after[key])
        step.title = f"{_changed(seen, after)}{new}"
    return step.step


def _changed(seen: ContactPage, after: Mapping[str, Any]) -> str:
    who = seen.contact
    was = {key: getattr(who, key) for key in FIELDS if key != "company"}
    was["company"] = seen.company.name if seen.company else ""
    differing = [key for key in FIELDS if key in after and after[key] != was[key]]
    if differing == ["name"]:
        return f"Renamed the contact {who.name} to {after['name']}"
    names = joined([_LABELS.get(key, key) for key in differing])
    return f"Changed the {names} of {after.get('name', who.name)}"


def _require(values: Mapping[str, Any]) -> None:
    for address in values.get("emails", ()):
        people.require_email(address)


def set_role(ws: Workspace, seen: PartyDeal, role: Role) -> Step | None:
    """Changes the part that a contact plays in a deal; None when it is that already.

    Raises Conflict when it is not as it was ``seen``, NotFound when they are off the deal.
    """
    link = seen.link
    if link is None:
        raise NotFound("there is no contact on that line")
    return people.edit_on_deal(ws, link, {"role": role})


def delete(ws: Workspace, seen: ContactPage) -> Step | None:
    """Deletes a contact: it goes from its deals, with the notes and follow-ups that are only on it.

    Follow-ups on a deal stay, with nobody named. Raises Conflict when more or other things would
    go than were ``seen``.
    """
    who = seen.contact
    with ws.step() as step:
        if _page(ws, step.connection, who.id) != seen:
            raise Conflict(
                f"somebody changed {who.name}, or what belongs to it, meanwhile",
                "nothing was deleted, look again",
            )
        take_off(step, contact_id=who.id)
        for table in (schema.deal_contact, schema.contact_email, schema.contact_phone):
            for row in parties.rows_of(step.connection, table, contact_id=who.id):
                step.delete(table.name, row, row.get("deal_id"))
        step.delete("contact", rows.find(step.connection, schema.contact, who.id) or {})
        step.title = f"Deleted the contact {who.name}"
    return step.step


def take_off(step: Draft, *, contact_id: int | None = None, company_id: int | None = None) -> None:
    """Deletes the notes and follow-ups that are only on a contact or company; others lose it."""
    column = "contact_id" if contact_id is not None else "company_id"
    others = [name for name in ("deal_id", "contact_id", "company_id") if name != column]
    for table in (schema.note, schema.follow_up):
        of = parties.rows_of(step.connection, table, contact_id=contact_id, company_id=company_id)
        for row in of:
            if any(row[name] is not None for name in others):
                step.edit(
                    table.name, row["id"], {column: row[column]}, {column: None}, row["deal_id"]
                )
            else:
                step.delete(table.name, row)


def what_goes(seen: ContactPage) -> str:
    """What goes with a contact when it is deleted, in words."""
    own = [item for item in seen.follow_ups if item.deal_id is None]
    counts = ((len(seen.notes), "note"), (len(own), "follow-up"))
    gone = [many(count, thing) for count, thing in counts if count]
    told = [f"off {many(len(seen.deals), 'deal')}"] if seen.deals else []
    told += [f"with {joined(gone)}"] if gone else []
    return f"{seen.contact.name}{', ' if told else ''}{', '.join(told)}; u brings it back"
