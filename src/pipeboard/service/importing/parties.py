"""Companies and contacts of imported deals: found again, or made."""

from collections.abc import Callable, Mapping
from typing import Any

from pipeboard.exchange.imported import ImportedContact
from pipeboard.store import lookups
from pipeboard.store.database import Connection

Insert = Callable[[str, Mapping[str, Any]], int]
"""Adds a row to a table and returns its id."""


class Parties:
    """Names are matched whole, whatever the case; a contact by e-mail first."""

    def __init__(self, connection: Connection, insert: Insert) -> None:
        self._insert = insert
        self._companies = lookups.companies(connection)
        self._people = lookups.people(connection)

    def company(self, name: str) -> int:
        """The id of the company with a name."""
        name = " ".join(name.split())
        key = name.casefold()
        if key not in self._companies:
            row = {"name": name, "industry": "", "website": "", "notes": ""}
            self._companies[key] = self._insert("company", row)
        return self._companies[key]

    def contact(self, contact: ImportedContact, company_id: int | None) -> int:
        """The id of a contact: who has that e-mail, else that name at that company."""
        name = " ".join(contact.name.split())
        key = (name.casefold(), company_id)
        email = (contact.email or "").strip()
        found = self._people.by_email.get(email.casefold()) if email else None
        if found is None:
            found = self._people.by_name.get(key)
        if found is None:
            row = {"name": name, "company_id": company_id, "title": contact.title}
            found = self._insert("contact", row)
            self._people.by_name[key] = found
        self._reach(found, "contact_email", "address", email)
        self._reach(found, "contact_phone", "number", (contact.phone or "").strip())
        if email:
            self._people.by_email.setdefault(email.casefold(), found)
        return found

    def _reach(self, contact_id: int, table: str, column: str, way: str) -> None:
        known = self._people.ways[contact_id]
        if way and way.casefold() not in known:
            known.add(way.casefold())
            self._insert(table, {"contact_id": contact_id, column: way})
