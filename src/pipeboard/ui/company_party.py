"""Asking about a company."""

from collections.abc import Mapping
from typing import Any

from pipeboard.domain.changes import Step
from pipeboard.domain.parties import Added, CompanyPage
from pipeboard.service import companies
from pipeboard.service.workspace import Workspace
from pipeboard.ui.parties import Party, field
from pipeboard.ui.previews import whole
from pipeboard.ui.screens.form import FormField


class CompanyParty(Party[CompanyPage]):
    """A company."""

    KIND = "company"

    async def page(self) -> CompanyPage:
        """Reads it; raises NotFound when it is gone."""
        return await self.host.jobs.read(companies.page, self.ws, self.id or 0)

    def fields(self, page: CompanyPage | None) -> list[FormField]:
        """Name, industry, website and notes."""
        company = page.company if page else None
        return [
            field("name", "name", company.name if company else "", companies.read),
            field(
                "industry",
                "industry",
                company.industry if company else "",
                companies.read,
                whole(companies.industries),
            ),
            field("website", "website", company.website if company else "", companies.read),
            field("notes", "notes", company.notes if company else "", companies.read, lines=True),
        ]

    def _add(self, ws: Workspace, values: Mapping[str, Any]) -> tuple[Step | None, Added]:
        return companies.add(ws, values)

    def _edit(self, ws: Workspace, seen: CompanyPage, values: Mapping[str, Any]) -> Step | None:
        return companies.edit(ws, seen.company, values)

    def _delete(self, ws: Workspace, seen: CompanyPage) -> Step | None:
        return companies.delete(ws, seen)

    def _what_goes(self, seen: CompanyPage) -> str:
        companies.require_deletable(seen)
        return companies.what_goes(seen)
