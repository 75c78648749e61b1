"""The lines on the page of a contact or company, in sections."""

from abc import abstractmethod
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Generic, TypeVar

from textual.geometry import Region

from pipeboard.domain.days import written
from pipeboard.domain.deals import Status
from pipeboard.domain.followups import FollowUp
from pipeboard.domain.money import Money, readable
from pipeboard.domain.notes import Note
from pipeboard.domain.parties import CompanyPage, ContactPage, PartyDeal
from pipeboard.domain.people import Contact
from pipeboard.ui import text as cells
from pipeboard.ui.item_lines import LABEL, ItemLines
from pipeboard.ui.widgets.amounts import by_currency
from pipeboard.ui.widgets.inks import Inks
from pipeboard.ui.widgets.rows import Entry, EntryRows, Ink, Words, apart, column

P = TypeVar("P", ContactPage, CompanyPage)
_DAY = 16
"""The cells that a day takes."""
_STATUS: Mapping[Status, Ink] = {Status.WON: "won", Status.LOST: "lost", Status.NURTURE: "dim"}


@dataclass(frozen=True, slots=True)
class Moment:
    """When a page is looked at, where, and which currency comes first."""

    now: datetime
    zone: tzinfo
    currency: str


def value_region(area: Region) -> Region:
    """Where the value of a line with a label is on the screen."""
    left = area.x + 1 + LABEL
    return Region(left, area.y, max(area.right - left, 20), 1)


class PartyRows(EntryRows, ItemLines, Generic[P]):
    """The sections of a page as one list."""

    def __init__(self, inks: Inks, page: P, moment: Moment) -> None:
        super().__init__(inks)
        self._page: P = page
        self._moment = moment
        self.width = 0

    @property
    def now(self) -> datetime:
        """The moment of the page."""
        return self._moment.now

    @property
    def zone(self) -> tzinfo:
        """The rep's zone."""
        return self._moment.zone

    @abstractmethod
    def sections(self) -> Iterator[Iterator[Entry]]:
        """The sections, each its lines."""

    def entries(self, width: int) -> Iterable[Entry]:
        """The lines of all sections."""
        self.width = width
        return apart(self.sections())

    def field(self, name: str, value: str, ink: Ink = "text") -> Entry:
        """A field that can be edited."""
        return self._value(("field", name), name, value, ink)

    def deals(self, found: Sequence[PartyDeal]) -> Iterator[Entry]:
        """Deals with their status, stage and value."""
        yield self._heading("Deals", len(found))
        if not found:
            yield Entry(None, [[("none", "dim")]])
        for deal in found:
            yield Entry(("deal", deal.id), [self._deal(deal)])

    def _deal(self, deal: PartyDeal) -> Words:
        ellipsis = self.inks.glyphs.ellipsis
        rest = self.width - 9 - 20
        shares = (24, 26) if deal.link else (35, 0)
        stage, role = (rest * share // 100 for share in shares)
        stage = max(stage, _DAY)
        title = rest - stage - role
        where = deal.stage
        if deal.closed_on and deal.status in (Status.WON, Status.LOST):
            where = written(deal.closed_on)
        money = "" if deal.value is None else readable(Money(deal.value, deal.currency))
        told: list[tuple[str, Ink]] = [
            column(deal.title, title, "strong", ellipsis),
            column(deal.status, 9, _STATUS.get(deal.status, "text"), ellipsis),
            column(where, stage, "dim", ellipsis),
        ]
        if deal.link:
            left = "left: " if deal.link.left_on else ""
            told.append(column(f"{left}{deal.link.role}", role, "text", ellipsis))
        return [*told, (cells.fit_right(money, 19, ellipsis), "text")]

    def follow_ups(
        self, found: Sequence[FollowUp], titles: Mapping[int, str], names: Mapping[int, str]
    ) -> Iterator[Entry]:
        """Follow-ups, each with the deal that it is on, and with whom it is of those ``names``."""
        yield self._heading("Follow-ups", sum(item.done_at is None for item in found))
        for item in found:
            lines = list(self._follow_up(item))
            title, name = titles.get(item.deal_id or 0), names.get(item.contact_id or 0)
            told = ((f"with {name}" if name else ""), (f"on {title}" if title else ""))
            if any(told):
                lines.append([(" " * 10, "dim"), (" ".join(filter(None, told)), "dim")])
            yield Entry(("follow-up", item.id), lines)
        yield self._add("follow-up", "")

    def notes(self, found: Sequence[Note]) -> Iterator[Entry]:
        """Notes, newest first."""
        yield self._heading("Notes", len(found))
        yield self._add("note", "")
        for note in found:
            yield Entry(("note", note.id), list(self._note(note)))


class ContactPageRows(PartyRows[ContactPage]):
    """The page of a contact."""

    def sections(self) -> Iterator[Iterator[Entry]]:
        """The contact, its deals, follow-ups and notes."""
        page = self._page
        yield self._contact(page)
        yield self.deals(page.deals)
        yield self.follow_ups(page.follow_ups, page.titles, {})
        yield self.notes(page.notes)

    def _contact(self, page: ContactPage) -> Iterator[Entry]:
        who = page.contact
        yield self._heading("Contact")
        yield self.field("name", who.name, "strong")
        yield self.field("title", who.title)
        yield self.field("company", page.company.name if page.company else "")
        if who.left_on is not None:
            told = f"on {written(who.left_on)}"
            yield self._value(("fact", "left"), "left", told, "late")
        for label, name, values in (
            ("e-mail", "emails", who.emails),
            ("phone", "phones", who.phones),
        ):
            for value in values:
                yield self._value((name, value), label, value)
            yield self._value((name, ""), label, f"+ add {'another' if values else 'one'}", "dim")


class CompanyPageRows(PartyRows[CompanyPage]):
    """The page of a company."""

    def sections(self) -> Iterator[Iterator[Entry]]:
        """The company, its figures, contacts, deals, follow-ups and notes."""
        page = self._page
        yield self._company(page)
        yield self._figures(page)
        yield self._contacts(page.contacts)
        yield self.deals(page.deals)
        names = {who.id: who.name for who in page.contacts}
        yield self.follow_ups(page.follow_ups, page.titles, names)
        yield self.notes(page.notes)

    def _company(self, page: CompanyPage) -> Iterator[Entry]:
        company = page.company
        yield self._heading("Company")
        yield self.field("name", company.name, "strong")
        yield self.field("industry", company.industry)
        yield self.field("website", company.website)
        yield self.field("notes", company.notes)

    def _figures(self, page: CompanyPage) -> Iterator[Entry]:
        found = page.figures
        yield self._heading("Business")
        sums: tuple[tuple[str, Mapping[str, int], Ink], ...] = (
            ("won", found.won, "won"),
            ("open", found.open_value, "text"),
            ("weighted", found.weighted, "text"),
        )
        for label, each, ink in sums:
            yield self._value(("fact", label), label, self._sum(each), ink)
        bought = written(found.last_bought) if found.last_bought else ""
        yield self._value(("fact", "last bought"), "last bought", bought)

    def _sum(self, sums: Mapping[str, int]) -> str:
        order = by_currency(sums, self._moment.currency)
        return "   ".join(readable(Money(sums[code], code)) for code in order)

    def _contacts(self, found: Sequence[Contact]) -> Iterator[Entry]:
        yield self._heading("Contacts", len(found))
        for who in found:
            yield Entry(("contact", who.id), [self._contact(who)])
        yield self._add("contact", "")

    def _contact(self, who: Contact) -> Words:
        ellipsis = self.inks.glyphs.ellipsis
        reach = "   ".join([*who.phones[:1], *who.emails[:1]])
        title = "has left" if who.left_on else who.title
        name, less = self.width * 30 // 100, self.width * 22 // 100
        return [
            column(who.name, name, "strong", ellipsis),
            column(title, less, "late" if who.left_on else "dim", ellipsis),
            column(reach, self.width - name - less, "text", ellipsis),
        ]
