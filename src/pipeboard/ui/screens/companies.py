"""All companies, and what each bought."""

from collections.abc import Callable, Mapping, Sequence
from typing import ClassVar

from pipeboard.domain.days import written
from pipeboard.domain.parties import CompanyRow
from pipeboard.service import companies
from pipeboard.service.workspace import Workspace
from pipeboard.ui import text as cells
from pipeboard.ui.company_party import CompanyParty
from pipeboard.ui.host import host
from pipeboard.ui.screens.party_list import PartyList, PartyRows, Rows, SearchBar
from pipeboard.ui.widgets.amounts import amounts
from pipeboard.ui.widgets.inks import Inks
from pipeboard.ui.widgets.rows import Ink, Words, column

_WIDE = 100
_BOUGHT = 16


class CompanyBar(SearchBar):
    """The field of a search for companies."""

    EXAMPLE = "acme, or a part of an industry or website"


class CompaniesScreen(PartyList):
    """Companies by name, with what is open, weighted and won, and when they last bought."""

    PLACE: ClassVar[str] = "companies"
    HEADING: ClassVar[str] = "Companies"
    BAR: ClassVar[type[SearchBar]] = CompanyBar

    def find(self, ws: Workspace, search: str) -> list[int]:
        """The ids of all that match a search, in their order."""
        return companies.found(ws, search)

    def read_rows(self, ws: Workspace, ids: Sequence[int]) -> Rows:
        """The lines of these."""
        return {row.company.id: row for row in companies.listing(ws, ids)}

    def of_deal(self, ws: Workspace, deal_id: int) -> int | None:
        """The company of a deal."""
        return companies.of_deal(ws, deal_id)

    def new(self) -> CompanyParty:
        """What adds a company."""
        return CompanyParty(host(self), None, self.written)

    def one(self, party_id: int) -> CompanyParty:
        """What asks about a company."""
        return CompanyParty(host(self), party_id, self.written)

    def source(self, ids: Sequence[int], rows: Rows, want: Callable[[int], None]) -> "CompanyRows":
        """What the list shows."""
        return CompanyRows(self.inks, ids, rows, want, host(self).workspace.currency)

    def many(self, count: int) -> str:
        """A number of companies."""
        return "1 company" if count == 1 else f"{count:,} companies"

    def opened(self) -> None:
        """Opens the page of the company under the cursor."""
        key = self.list.key
        if isinstance(key, int):
            self.open_company(key)
        else:
            self.say_nothing_here("there is no company here to open")

    def action_companies(self) -> None:
        """Goes back."""
        self.dismiss()


class CompanyRows(PartyRows):
    """Name, industry, then sums; ``currency`` is that which comes first."""

    def __init__(
        self,
        inks: Inks,
        ids: Sequence[int],
        rows: Rows,
        want: Callable[[int], None],
        currency: str,
    ) -> None:
        super().__init__(inks, ids, rows, want)
        self._currency = currency

    def labels(self, width: int) -> Words:
        """The heads of the columns."""
        sums = ("open", "weighted", "won")
        *others, (last, ink) = self._columns("name", "industry", sums, "last bought", width, "dim")
        return [*others, (last.rstrip(), ink)]

    def line(self, row: CompanyRow, width: int) -> Words:
        """A company."""
        found = row.figures
        room = self._widths(width)[2] - 1
        sums = [self._sum(each, room) for each in (found.open_value, found.weighted, found.won)]
        bought = written(found.last_bought) if found.last_bought else self.inks.glyphs.nothing
        return self._columns(row.company.name, row.company.industry, sums, bought, width)

    def _sum(self, sums: Mapping[str, int], room: int) -> str:
        if not sums:
            return self.inks.glyphs.nothing
        ascii_only = self.inks.glyphs.vertical == "|"
        return amounts(sums, room, first=self._currency, named=True, ascii=ascii_only)

    def _columns(
        self,
        name: str,
        industry: str,
        sums: Sequence[str],
        bought: str,
        width: int,
        ink: Ink | None = None,
    ) -> Words:
        ellipsis = self.inks.glyphs.ellipsis
        wide, less, room = self._widths(width)
        inks: Sequence[Ink] = ("text", "dim", "won")
        return [
            column(name, wide, ink or "strong", ellipsis),
            column(industry, less, "dim", ellipsis),
            *(
                (cells.fit_right(told, room, ellipsis), ink or own)
                for told, own in zip(sums, inks, strict=True)
            ),
            (cells.fit_right(bought, _BOUGHT, ellipsis), ink or "text"),
        ]

    @staticmethod
    def _widths(width: int) -> tuple[int, int, int]:
        """The cells of the name, the industry and each of three sums."""
        room = 16 if width >= _WIDE else 11
        rest = width - 3 * room - _BOUGHT
        industry = rest * 40 // 100
        return rest - industry, industry, room
