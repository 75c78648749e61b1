"""The page of a company."""

from typing import ClassVar

from pipeboard.domain.parties import CompanyPage
from pipeboard.service import companies
from pipeboard.service.workspace import Workspace
from pipeboard.ui.company_party import CompanyParty
from pipeboard.ui.host import host
from pipeboard.ui.party_rows import CompanyPageRows, Moment
from pipeboard.ui.screens.party_page import PartyPage


class CompanyScreen(PartyPage):
    """What the company is, bought and may buy; its contacts, deals, follow-ups and notes."""

    PLACE: ClassVar[str] = "company"
    _called = ""

    def party(self) -> CompanyParty:
        """The company."""
        return CompanyParty(host(self), self.party_id, self.written)

    def contact_id(self) -> int | None:
        """The contact under the cursor."""
        kind, which = self.key
        return int(which) if kind == "contact" else None

    def read_page(self, ws: Workspace) -> CompanyPage:
        """Everything about the company; raises NotFound."""
        found = companies.page(ws, self.party_id)
        self._called = found.name
        return found

    def rows(self, page: CompanyPage, moment: Moment) -> CompanyPageRows:
        """The lines of the page."""
        return CompanyPageRows(self.inks, page, moment)

    def about(self, page: CompanyPage) -> str:
        """The industry."""
        return page.company.industry

    def add(self, what: str) -> None:
        """Adds a contact of the company, a follow-up or a note."""
        if what != "contact":
            super().add(what)
            return
        from pipeboard.ui.contact_party import ContactParty

        party = ContactParty(host(self), None, self.written, company=self._called)
        self._fill_in(lambda: party.new(lambda _: None))

    def action_companies(self) -> None:
        """Opens the list of companies on this one."""
        from pipeboard.ui.screens.companies import CompaniesScreen

        self.app.push_screen(CompaniesScreen(self.keymap, at=self.party_id))
