"""The page of a contact."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from pipeboard.domain.parties import ContactPage, PartyDeal
from pipeboard.service import contacts
from pipeboard.service.workspace import Workspace
from pipeboard.ui.contact_party import ContactParty
from pipeboard.ui.host import host
from pipeboard.ui.party_rows import ContactPageRows, Moment
from pipeboard.ui.screens.party_page import PartyPage

if TYPE_CHECKING:
    from pipeboard.ui.screens.question import Choice, Following

_WAYS = {"emails": "e-mail", "phones": "phone"}


class ContactScreen(PartyPage):
    """Who it is and how to reach them, their deals with the part they play, follow-ups, notes."""

    PLACE: ClassVar[str] = "contact"

    def party(self) -> ContactParty:
        """The contact."""
        return ContactParty(host(self), self.party_id, self.written)

    def contact_id(self) -> int:
        """The contact, wherever the cursor is."""
        return self.party_id

    def read_page(self, ws: Workspace) -> ContactPage:
        """Everything about the contact; raises NotFound."""
        return contacts.page(ws, self.party_id)

    def rows(self, page: ContactPage, moment: Moment) -> ContactPageRows:
        """The lines of the page."""
        return ContactPageRows(self.inks, page, moment)

    def about(self, page: ContactPage) -> str:
        """Title and company."""
        company = page.company.name if page.company else ""
        return ", ".join(filter(None, (page.contact.title, company)))

    def why_fixed(self, fact: str) -> str:
        """Why a line cannot be edited."""
        return self._left_by()

    def _left_by(self) -> str:
        keys = self.keymap.named("contact.left").keys
        return f"{keys[0] if keys else 'the palette'} takes back that they have left"

    def action_edit_item(self) -> None:
        """Edits what is under the cursor; of a deal the part that the contact plays in it."""
        kind, which = self.key
        if kind == "deal":
            self._pick_role(int(which))
        elif kind in _WAYS:
            party = self.party()
            self._ask(lambda: party.way(kind, str(which)), here=True)
        else:
            super().action_edit_item()

    def action_delete_item(self) -> None:
        """Deletes the e-mail or phone under the cursor, or takes the contact off the deal."""
        kind, which = self.key
        if kind == "deal":
            self._take_off_deal(int(which))
        elif kind in _WAYS and which:
            self._delete_way(kind, str(which))
        else:
            super().action_delete_item()

    def action_contacts(self) -> None:
        """Opens the list of contacts on this one."""
        from pipeboard.ui.screens.contacts import ContactsScreen

        self.app.push_screen(ContactsScreen(self.keymap, at=self.party_id))

    def _delete_way(self, kind: str, value: str) -> None:
        party = self.party()
        seen: list[ContactPage] = []

        async def describe() -> Sequence[str]:
            return await party.without(kind, value, seen)

        async def yes() -> "Following":
            await party.take_off(kind, value, seen[0])
            return None

        self._confirm(f"Delete the {_WAYS[kind]}", yes, does="deletes", describe=describe)

    def _pick_role(self, deal_id: int) -> None:
        from pipeboard.ui.screens.pick import Pick

        party = self.party()
        seen: list[PartyDeal] = []

        async def choices() -> "Sequence[Choice]":
            return await party.roles(deal_id, seen)

        async def picked(role: str) -> "Following":
            await party.set_role(seen[0], role)
            return None

        key = self.list.key
        area = None if key is None else self.list.where(key)
        self.app.push_screen(Pick("Role on the deal", choices, picked, avoid=area))

    def _take_off_deal(self, deal_id: int) -> None:
        from pipeboard.service import people

        app, party = host(self), self.party()
        seen: list[PartyDeal] = []

        async def describe() -> Sequence[str]:
            seen[:] = [await party.deal(deal_id)]
            role = seen[0].link.role if seen[0].link else ""
            return [f"{role} on {seen[0].title}; u brings it back"]

        async def yes() -> "Following":
            link = seen[0].link
            if link is not None:
                self.written(await app.jobs.write(people.remove_from_deal, app.workspace, link))
            return None

        title = "Take the contact off the deal"
        self._confirm(title, yes, does="takes it off", describe=describe)
