"""All contacts."""

from collections.abc import Callable, Sequence
from typing import ClassVar

from pipeboard.domain.parties import ContactRow
from pipeboard.domain.words import many
from pipeboard.service import contacts
from pipeboard.service.workspace import Workspace
from pipeboard.ui import text as cells
from pipeboard.ui.contact_party import ContactParty
from pipeboard.ui.host import host
from pipeboard.ui.screens.party_list import PartyList, PartyRows, Rows, SearchBar
from pipeboard.ui.widgets.rows import Ink, Words, column

_WIDE, _COUNT = 100, 6


class ContactBar(SearchBar):
    """The field of a search for contacts."""

    EXAMPLE = "lena acme cfo, or a part of an e-mail or phone"


class ContactsScreen(PartyList):
    """Contacts by name, with how to reach them and the number of their open deals."""

    PLACE: ClassVar[str] = "contacts"
    HEADING: ClassVar[str] = "Contacts"
    BAR: ClassVar[type[SearchBar]] = ContactBar

    def find(self, ws: Workspace, search: str) -> list[int]:
        """The ids of all that match a search, in their order."""
        return contacts.found(ws, search)

    def read_rows(self, ws: Workspace, ids: Sequence[int]) -> Rows:
        """The lines of these."""
        return {row.contact.id: row for row in contacts.listing(ws, ids)}

    def of_deal(self, ws: Workspace, deal_id: int) -> int | None:
        """The contact that was put first on a deal."""
        return contacts.first_on_deal(ws, deal_id)

    def new(self) -> ContactParty:
        """What adds a contact."""
        return ContactParty(host(self), None, self.written)

    def one(self, party_id: int) -> ContactParty:
        """What asks about a contact."""
        return ContactParty(host(self), party_id, self.written)

    def contact_id(self) -> int | None:
        """The contact under the cursor."""
        key = self.list.key
        return key if isinstance(key, int) else None

    def source(self, ids: Sequence[int], rows: Rows, want: Callable[[int], None]) -> "ContactRows":
        """What the list shows."""
        return ContactRows(self.inks, ids, rows, want)

    def many(self, count: int) -> str:
        """A number of contacts."""
        return many(count, "contact")

    def opened(self) -> None:
        """Opens the page of the contact under the cursor."""
        key = self.list.key
        if isinstance(key, int):
            self.open_contact(key)
        else:
            self.say_nothing_here("there is no contact here to open")

    def action_contacts(self) -> None:
        """Goes back."""
        self.dismiss()


class ContactRows(PartyRows):
    """Name, title, company, e-mail, phone, open deals; on narrow screens one way to reach them."""

    def labels(self, width: int) -> Words:
        """The heads of the columns."""
        e_mail = "e-mail" if width >= _WIDE else "e-mail or phone"
        told = ("name", "title", "company", e_mail, "phone")
        return self._columns(told, "open", width, lambda _: "dim")

    def line(self, row: ContactRow, width: int) -> Words:
        """A contact."""
        who = row.contact
        email, phone = (ways[0] if ways else "" for ways in (who.emails, who.phones))
        if width < _WIDE:
            email = email or phone
        company = f"left {row.company}".strip() if who.left_on else row.company
        inks: dict[int, Ink] = {0: "strong", 1: "dim"}
        told = (who.name, who.title, company, email, phone)
        count = str(row.open_deals) if row.open_deals else self.inks.glyphs.nothing
        return self._columns(told, count, width, lambda place: inks.get(place, "text"))

    def _columns(
        self, told: Sequence[str], count: str, width: int, ink: Callable[[int], Ink]
    ) -> Words:
        rest = width - _COUNT
        shares = (19, 15, 19, 30, 17) if width >= _WIDE else (27, 17, 21, 35)
        widths = [rest * share // 100 for share in shares]
        widths[-1] += rest - sum(widths)
        ellipsis = self.inks.glyphs.ellipsis
        pairs = enumerate(zip(told, widths, strict=False))
        words = [column(text, cells_, ink(place), ellipsis) for place, (text, cells_) in pairs]
        return [*words, (cells.fit_right(count, _COUNT - 1, ellipsis), ink(5))]
