"""Companies: listing and finding them, their page, adding, changing and deleting them."""

from collections.abc import Mapping, Sequence
from typing import Any

from pipeboard.domain.changes import Step
from pipeboard.domain.deals import one_line
from pipeboard.domain.parties import Added, CompanyPage, CompanyRow, Figures
from pipeboard.domain.people import Company
from pipeboard.domain.words import joined, many
from pipeboard.errors import BadInput, Conflict, Refused
from pipeboard.service.contacts import take_off
from pipeboard.service.workspace import Workspace
from pipeboard.store import deals, parties, rows, schema
from pipeboard.store import people as store
from pipeboard.store.database import Connection

FIELDS = ("name", "industry", "website", "notes")
"""What ``edit`` takes."""


def found(ws: Workspace, search: str = "") -> list[int]:
    """The ids of the companies that have every word of a search somewhere, by name."""
    with ws.read() as connection:
        return parties.company_ids(connection, search)


def listing(ws: Workspace, ids: Sequence[int]) -> list[CompanyRow]:
    """The companies with these ids that are still there, in the order asked for."""
    with ws.read() as connection:
        return parties.company_rows(connection, ids)


def of_deal(ws: Workspace, deal_id: int) -> int | None:
    """The company of a deal; raises NotFound when the deal is gone."""
    with ws.read() as connection:
        return deals.get(connection, deal_id).company_id


def page(ws: Workspace, company_id: int) -> CompanyPage:
    """Everything about a company; raises NotFound, which says who deleted it."""
    with ws.read() as connection:
        return _page(ws, connection, company_id)


def _page(ws: Workspace, connection: Connection, company_id: int) -> CompanyPage:
    company = get(connection, company_id)
    people = parties.contacts_of_company(connection, company_id)
    known = deals.contacts_by_id(connection, people)
    items = parties.follow_ups_of_company(connection, company_id, ws.zone)
    its_deals = parties.deals_of_company(connection, company_id)
    on = deals.get_many(connection, {item.deal_id for item in items if item.deal_id})
    return CompanyPage(
        company=company,
        figures=parties.figures(connection, [company_id]).get(company_id, Figures()),
        contacts=tuple(known[contact_id] for contact_id in people),
        deals=its_deals,
        follow_ups=items,
        notes=parties.notes_of(connection, company_id=company_id),
        titles={deal.id: deal.title for deal in on},
    )


def get(connection: Connection, company_id: int) -> Company:
    """The company with an id; raises NotFound, which says who deleted it."""
    company = deals.company(connection, company_id)
    if company is None:
        from pipeboard.store import gone

        raise gone.party(connection, "company", company_id)
    return company


def field(name: str) -> str:
    """The field that is meant by a name; raises BadInput."""
    plain = name.strip().casefold()
    known = "notes" if plain == "note" else plain
    if known not in FIELDS:
        raise BadInput("field", name, f"use one of {', '.join(FIELDS)}")
    return known


def read(name: str, text: str) -> str:
    """The value that a text stands for in a field; raises BadInput."""
    if name == "name" and not text.strip():
        raise BadInput("name", text, "a company needs a name")
    return text.strip() if name == "notes" else one_line(text)


def add(ws: Workspace, values: Mapping[str, Any]) -> tuple[Step | None, Added]:
    """Adds a company with the values of some FIELDS.

    Raises BadInput, and Refused when there is a company of that name: deals name companies by it.
    """
    name = read("name", values.get("name", ""))
    with ws.step() as step:
        _require_free(step.connection, name)
        row = {key: values.get(key, "") for key in FIELDS} | {"name": name}
        company_id = step.insert("company", row)
        step.title = f"Added the company {name}"
    return step.step, Added(company_id, "")


def edit(ws: Workspace, seen: Company, after: Mapping[str, Any]) -> Step | None:
    """Changes some FIELDS of a company as one step; None when nothing differs.

    Raises BadInput, Refused for the name of another company, and Conflict when something named in
    ``after`` is not as it was ``seen``.
    """
    if "name" in after:
        read("name", after["name"])
    with ws.step() as step:
        get(step.connection, seen.id)
        if "name" in after:
            _require_free(step.connection, after["name"], seen.id)
        before = {key: getattr(seen, key) for key in after}
        step.edit("company", seen.id, before, after)
        differing = [key for key in FIELDS if key in after and after[key] != before[key]]
        name = after.get("name", seen.name)
        step.title = (
            f"Renamed the company {seen.name} to {name}"
            if differing == ["name"]
            else f"Changed the {joined(differing)} of {name}"
        )
    return step.step


def _require_free(connection: Connection, name: str, but: int | None = None) -> None:
    other = store.company_named(connection, name)
    if other is not None and other != but:
        raise Refused(f"there is a company {get(connection, other).name} already (id {other})")


def require_deletable(seen: CompanyPage) -> None:
    """Raises Refused while deals refer to a company."""
    if seen.deals:
        name, count = seen.company.name, len(seen.deals)
        refer = "refers" if count == 1 else "refer"
        raise Refused(
            f"{many(count, 'deal')} {refer} to {name}, such as {seen.deals[0].title}; give them "
            "another company or delete them first"
        )


def delete(ws: Workspace, seen: CompanyPage) -> Step | None:
    """Deletes a company with its notes and follow-ups; its contacts stay, without a company.

    Raises Refused while deals refer to it, and Conflict when more or other things would go than
    were ``seen``.
    """
    company = seen.company
    with ws.step() as step:
        now = _page(ws, step.connection, company.id)
        require_deletable(now)
        if now != seen:
            raise Conflict(
                f"somebody changed {company.name}, or what belongs to it, meanwhile",
                "nothing was deleted, look again",
            )
        take_off(step, company_id=company.id)
        was, none = {"company_id": company.id}, {"company_id": None}
        for who in seen.contacts:
            step.edit("contact", who.id, was, none)
        step.delete("company", rows.find(step.connection, schema.company, company.id) or {})
        step.title = f"Deleted the company {company.name}"
    return step.step


def what_goes(seen: CompanyPage) -> str:
    """What goes with a company when it is deleted, in words."""
    own = [item for item in seen.follow_ups if item.company_id == seen.company.id]
    counts = ((len(seen.notes), "note"), (len(own), "follow-up"))
    gone = [many(count, thing) for count, thing in counts if count]
    told = [seen.company.name]
    told += [f"with {joined(gone)}"] if gone else []
    if seen.contacts:
        stay = "stays" if len(seen.contacts) == 1 else "stay"
        told.append(f"its {many(len(seen.contacts), 'contact')} {stay} without a company")
    return f"{', '.join(told)}; u brings it back"


def industries(ws: Workspace, like: str, limit: int) -> list[str]:
    """Industries that companies have, for completion."""
    with ws.read() as connection:
        return parties.industries(connection, like, limit)
