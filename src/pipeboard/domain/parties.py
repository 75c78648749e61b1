"""What is seen of contacts and companies: a line of each in a list, and the page of one."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from pipeboard.domain.deals import Status
from pipeboard.domain.followups import FollowUp
from pipeboard.domain.notes import Note
from pipeboard.domain.people import Company, Contact, DealContact


@dataclass(frozen=True, slots=True)
class Figures:
    """What the deals of a company come to, per currency in minor units.

    ``weighted`` is of the open ones; ``last_bought`` the latest day on which one was won.
    """

    won: Mapping[str, int] = field(default_factory=dict)
    open_value: Mapping[str, int] = field(default_factory=dict)
    weighted: Mapping[str, int] = field(default_factory=dict)
    last_bought: date | None = None
    deals: int = 0
    open_deals: int = 0


@dataclass(frozen=True, slots=True)
class ContactRow:
    """A contact in a list; without a company its name is ''."""

    contact: Contact
    company: str
    open_deals: int


@dataclass(frozen=True, slots=True)
class CompanyRow:
    """A company in a list."""

    company: Company
    figures: Figures


@dataclass(frozen=True, slots=True)
class PartyDeal:
    """A deal on somebody's page; ``link`` is the part that a contact plays in it."""

    id: int
    title: str
    status: Status
    value: int | None
    currency: str
    stage: str
    closed_on: date | None
    link: DealContact | None = None


@dataclass(frozen=True, slots=True)
class ContactPage:
    """Everything about a contact; ``titles`` are those of the deals that follow-ups are on."""

    contact: Contact
    company: Company | None
    deals: tuple[PartyDeal, ...]
    follow_ups: tuple[FollowUp, ...]
    notes: tuple[Note, ...]
    titles: Mapping[int, str]

    @property
    def name(self) -> str:
        """What the page is of."""
        return self.contact.name


@dataclass(frozen=True, slots=True)
class CompanyPage:
    """Everything about a company; ``titles`` are those of the deals that follow-ups are on."""

    company: Company
    figures: Figures
    contacts: tuple[Contact, ...]
    deals: tuple[PartyDeal, ...]
    follow_ups: tuple[FollowUp, ...]
    notes: tuple[Note, ...]
    titles: Mapping[int, str]

    @property
    def name(self) -> str:
        """What the page is of."""
        return self.company.name


@dataclass(frozen=True, slots=True)
class Added:
    """A contact or company that was added, and what to know about it: '' for nothing."""

    id: int
    hint: str


def ordered(deals: list[PartyDeal]) -> tuple[PartyDeal, ...]:
    """Deals by status: the open ones first, then the won, put aside and lost; newest first."""
    rank = {Status.OPEN: 0, Status.WON: 1, Status.NURTURE: 2, Status.LOST: 3}
    newest = sorted(deals, key=lambda deal: (deal.closed_on or date.min, deal.id), reverse=True)
    return tuple(sorted(newest, key=lambda deal: rank[deal.status]))
