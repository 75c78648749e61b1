"""What a person types in one line, read with this database's names and this person's clock."""

from collections.abc import Sequence

from pipeboard.domain import capture, dates, filters
from pipeboard.domain.dates import Due
from pipeboard.domain.drafts import DealDraft, FollowUpDraft, Reading
from pipeboard.domain.filters import Filter
from pipeboard.domain.followups import TYPES
from pipeboard.service import people
from pipeboard.service.workspace import Workspace


def read_deal(ws: Workspace, text: str) -> Reading[DealDraft]:
    """A new deal as typed; raises BadInput."""
    return capture.read_deal(
        text,
        now=ws.clock.local(),
        locale=ws.locale,
        currency=ws.currency,
        companies_known=lambda title: people.company_beginning(ws, title),
        types=TYPES,
    )


def read_follow_up(ws: Workspace, text: str, deal_id: int | None = None) -> Reading[FollowUpDraft]:
    """A new follow-up as typed; a contact of the deal is found by a part of the name.

    Raises BadInput.
    """
    names = people.names_on_deal(ws, deal_id) if deal_id is not None else []
    return capture.read_follow_up(
        text,
        now=ws.clock.local(),
        locale=ws.locale,
        types=TYPES,
        contacts_known=lambda typed: _only_one(names, typed),
    )


def _only_one(names: Sequence[str], typed: str) -> str | None:
    """The one name that has the words typed among its words, or None."""
    words = typed.casefold().split()
    found = [name for name in names if words and set(words) <= set(name.casefold().split())]
    return found[0] if len(found) == 1 else None


def parse_due(ws: Workspace, text: str) -> Due:
    """A date, or a date and time, as typed; raises BadInput."""
    return dates.parse_due(text, ws.clock.local(), ws.locale)


def read_filter(ws: Workspace, text: str) -> Filter:
    """A filter as typed; raises BadInput."""
    return filters.parse_filter(text, today=ws.today(), currency=ws.currency, locale=ws.locale)
