"""Follow-ups of the agenda, and deals without one, as plain data for JSON."""

from collections.abc import Iterable

from pipeboard.domain.agenda import Agenda, AgendaItem, Stepless, When
from pipeboard.service import exports
from pipeboard.service.exports import Json
from pipeboard.service.presence import present
from pipeboard.service.workspace import Workspace
from pipeboard.store.dues import Present


def agenda(
    ws: Workspace, found: Agenda, only: Iterable[When] = tuple(When)
) -> dict[str, list[Json]]:
    """Sections of the agenda by their names."""
    at = present(ws)
    wanted = set(only)
    return {
        section.when.replace(" ", "_"): [agenda_item(item, at) for item in section.items]
        for section in found.sections
        if section.when in wanted
    }


def agenda_items(ws: Workspace, items: Iterable[AgendaItem]) -> list[Json]:
    """Follow-ups with whom they are for."""
    at = present(ws)
    return [agenda_item(item, at) for item in items]


def agenda_item(item: AgendaItem, at: Present) -> Json:
    """A follow-up with its deal, and the first way to reach whom it is for."""
    titles = {item.deal_id: item.deal_title} if item.deal_id else {}
    row = exports.follow_up(item.follow_up, at, titles, {})
    return row | {
        "deal_lost": item.lost,
        "contact": item.contact or None,
        "company": item.company or None,
        "phone": item.phone or None,
        "email": item.email or None,
    }


def stepless(deals: Iterable[Stepless]) -> list[Json]:
    """Open deals without a next step, with whom to reach about them."""
    return [
        {
            "id": deal.deal_id,
            "title": deal.title,
            "company": deal.company or None,
            "stage": deal.stage or None,
            "owner": deal.owner or None,
            "last_touch": deal.touched_on.isoformat(),
            "contact": deal.contact or None,
            "phone": deal.phone or None,
            "email": deal.email or None,
        }
        for deal in deals
    ]
