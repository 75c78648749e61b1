"""Companies, contacts and the part that a contact plays in a deal."""

from dataclasses import dataclass
from datetime import date

from pipeboard.domain.roles import Role as Role


@dataclass(frozen=True, slots=True)
class Company:
    """Who is sold to."""

    id: int
    name: str
    industry: str
    website: str
    notes: str


@dataclass(frozen=True, slots=True)
class Contact:
    """A person, with the ways to reach them in the order they were given.

    ``left_on`` is the date on which it became known that they have left their company.
    """

    id: int
    name: str
    company_id: int | None
    title: str
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    left_on: date | None = None


@dataclass(frozen=True, slots=True)
class DealContact:
    """A contact on a deal; ``id`` is that of the link, not of the contact.

    With ``left_on`` they no longer play their part: they have left.
    """

    id: int
    contact: Contact
    role: Role
    left_on: date | None = None
