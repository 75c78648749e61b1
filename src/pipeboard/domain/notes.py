"""Notes on deals, contacts and companies."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Note:
    """A text by somebody, on a deal, a contact or a company."""

    id: int
    text: str
    author: str
    at: datetime
    deal_id: int | None
    contact_id: int | None
    company_id: int | None
