"""Asking about a contact."""

from collections.abc import Mapping
from typing import Any

from pipeboard.domain.changes import Step
from pipeboard.domain.parties import Added, ContactPage, PartyDeal
from pipeboard.domain.people import Role
from pipeboard.errors import NotFound
from pipeboard.service import contacts
from pipeboard.service.workspace import Workspace
from pipeboard.ui import previews
from pipeboard.ui.deal_items import ROLES, found
from pipeboard.ui.host import Host
from pipeboard.ui.parties import Party, Wrote, field
from pipeboard.ui.screens.form import FormField
from pipeboard.ui.screens.question import Choice, Following, Question


class ContactParty(Party[ContactPage]):
    """A contact; a new one begins with the name of a ``company``."""

    KIND = "contact"

    def __init__(
        self, host: Host, party_id: int | None, wrote: Wrote, *, company: str = ""
    ) -> None:
        super().__init__(host, party_id, wrote)
        self._company = company

    async def page(self) -> ContactPage:
        """Reads it; raises NotFound when it is gone."""
        return await self.host.jobs.read(contacts.page, self.ws, self.id or 0)

    def fields(self, page: ContactPage | None) -> list[FormField]:
        """Name, title, company, e-mails and phones."""
        who = page.contact if page else None
        company = page.company.name if page and page.company else ""
        return [
            field("name", "name", who.name if who else "", contacts.read),
            field("title", "title", who.title if who else "", contacts.read),
            field(
                "company",
                "company",
                company if who else self._company,
                contacts.read,
                previews.companies,
                look_up=previews.new_company,
            ),
            field("emails", "e-mails", ", ".join(who.emails) if who else "", contacts.read),
            field("phones", "phones", ", ".join(who.phones) if who else "", contacts.read),
        ]

    async def way(self, name: str, value: str) -> Question:
        """One of several e-mails or phones, '' for a new one; empty text takes it off."""
        seen = await self.page()
        known: tuple[str, ...] = getattr(seen.contact, name)
        label = "e-mail" if name == "emails" else "phone"

        async def answer(text: str) -> Following:
            new = contacts.read(name, text)
            at = known.index(value) if value in known else len(known)
            values = tuple(dict.fromkeys((*known[:at], *new, *known[at + 1 :])))
            step = await self.host.jobs.write(contacts.edit, self.ws, seen, {name: values})
            self.wrote(step)
            return None

        example = "lena@example.com" if name == "emails" else "+49 30 1234567"
        kept = self.kept(f"{name}.{value}", label, "party.edit", seen.name)
        return Question(label, answer, text=value, example=example, unfinished=kept)

    async def without(self, name: str, value: str, seen: list[ContactPage]) -> list[str]:
        """Reads it into ``seen``, and says which e-mail or phone goes."""
        seen[:] = [await self.page()]
        if value not in getattr(seen[0].contact, name):
            raise NotFound(f"{value} is gone; somebody removed it")
        return [value]

    async def take_off(self, name: str, value: str, seen: ContactPage) -> None:
        """Takes an e-mail or phone off."""
        values = tuple(each for each in getattr(seen.contact, name) if each != value)
        self.wrote(await self.host.jobs.write(contacts.edit, self.ws, seen, {name: values}))

    async def deal(self, deal_id: int) -> PartyDeal:
        """One of its deals; raises NotFound when it is not on it any more."""
        return found((await self.page()).deals, deal_id, "deal")

    async def roles(self, deal_id: int, seen: list[PartyDeal]) -> list[Choice]:
        """The parts that it may play in a deal, which is read into ``seen``."""
        seen[:] = [await self.deal(deal_id)]
        link = seen[0].link
        now = link.role if link else ""
        return [Choice(role, role, "now" if role == now else "") for role in ROLES]

    async def set_role(self, seen: PartyDeal, role: str) -> None:
        """Gives it a part in a deal."""
        self.wrote(await self.host.jobs.write(contacts.set_role, self.ws, seen, Role(role)))

    def _add(self, ws: Workspace, values: Mapping[str, Any]) -> tuple[Step | None, Added]:
        return contacts.add(ws, values)

    def _edit(self, ws: Workspace, seen: ContactPage, values: Mapping[str, Any]) -> Step | None:
        return contacts.edit(ws, seen, values)

    def _delete(self, ws: Workspace, seen: ContactPage) -> Step | None:
        return contacts.delete(ws, seen)

    def _what_goes(self, seen: ContactPage) -> str:
        return contacts.what_goes(seen)
