"""What a person types in one line, read with this database's names and this person's clock."""

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


def read_follow_up(ws: Workspace, text: str) -> Reading[FollowUpDraft]:
    """A new follow-up as typed; raises BadInput."""
    return capture.read_follow_up(text, now=ws.clock.local(), locale=ws.locale, types=TYPES)


def parse_due(ws: Workspace, text: str) -> Due:
    """A date, or a date and time, as typed; raises BadInput."""
    return dates.parse_due(text, ws.clock.local(), ws.locale)


def read_filter(ws: Workspace, text: str) -> Filter:
    """A filter as typed; raises BadInput."""
    return filters.parse_filter(text, today=ws.today(), currency=ws.currency, locale=ws.locale)
