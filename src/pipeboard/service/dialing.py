"""Working through the calls that are due, one by one."""

from typing import TYPE_CHECKING

from pipeboard.domain.agenda import AgendaItem
from pipeboard.domain.dialing import Call, Number, Why, numbers
from pipeboard.domain.followups import FollowUp, state
from pipeboard.service.presence import present
from pipeboard.service.workspace import Workspace
from pipeboard.store import boards, deals, followups, history, stages
from pipeboard.store import dialing as store

if TYPE_CHECKING:
    from pipeboard.domain.notes import Note
    from pipeboard.domain.people import Contact


def calls(
    ws: Workspace, *, everyone: bool = False, pipeline_id: int | None = None
) -> list[tuple[int, Why]]:
    """The ids of my calls that are overdue or due today, each with why it is on the list.

    Those come first who wait to be called back, and those whose time is now; then what is overdue,
    then today's.
    """
    who = None if everyone else ws.actor
    with ws.read() as connection:
        return store.calls(connection, present(ws), assignee=who, pipeline_id=pipeline_id)


def look(ws: Workspace, follow_up_id: int) -> Call:
    """A call with whom it is for, their numbers, the deal, notes and what was done before.

    Raises NotFound, which says who deleted it, for a follow-up that is gone.
    """
    with ws.read() as connection:
        item = followups.get(connection, follow_up_id)
    if item.deal_id is not None:
        return _on_deal(ws, item, item.deal_id)
    return _alone(ws, item)


def _on_deal(ws: Workspace, item: FollowUp, deal_id: int) -> Call:
    at = present(ws)
    with ws.read() as connection:
        deals.get(connection, deal_id)
        links = deals.contacts(connection, [deal_id]).get(deal_id, ())
        own = deals.contacts_by_id(connection, [item.contact_id] if item.contact_id else [])
        (card,) = boards.cards(connection, [deal_id], at)
        known = stages.stages(connection, removed=True)
        items = deals.follow_ups(connection, [deal_id], ws.zone).get(deal_id, ())
        notes = deals.notes(connection, [deal_id]).get(deal_id, ())
        newest = history.of_deal(connection, deal_id, limit=1)
    here = [link.contact for link in links if link.left_on is None]
    contact = own.get(item.contact_id or 0) or next(iter(here), None)
    return Call(
        item,
        state(item.due_on, item.due_at, at.now, at.zone),
        contact,
        card.company,
        numbers(contact, here),
        card=card,
        stage=next((stage for stage in known if stage.id == card.stage_id), None),
        notes=notes,
        before=_done(items),
        planned=_planned(items, item),
        last_by=newest[0].actor if newest else "",
    )


def _alone(ws: Workspace, item: FollowUp) -> Call:
    """A call with a contact or a company, on no deal."""
    from pipeboard.service import companies, contacts

    contact: Contact | None = None
    company = ""
    items: tuple[FollowUp, ...] = ()
    notes: tuple[Note, ...] = ()
    people: tuple[Contact, ...] = ()
    if item.contact_id is not None:
        page = contacts.page(ws, item.contact_id)
        contact, items, notes = page.contact, page.follow_ups, page.notes
        company = page.company.name if page.company else ""
    elif item.company_id is not None:
        of_company = companies.page(ws, item.company_id)
        company, items, notes = of_company.company.name, of_company.follow_ups, of_company.notes
        people = of_company.contacts
    at = present(ws)
    return Call(
        item,
        state(item.due_on, item.due_at, at.now, at.zone),
        contact,
        company,
        numbers(contact, people),
        notes=notes,
        before=_done(items),
        planned=_planned(items, item),
    )


def _done(items: tuple[FollowUp, ...]) -> tuple[FollowUp, ...]:
    return tuple(item for item in items if item.done_at is not None)


def _planned(items: tuple[FollowUp, ...], but: FollowUp) -> tuple[FollowUp, ...]:
    return tuple(item for item in items if item.done_at is None and item.id != but.id)


def listed(
    ws: Workspace, *, everyone: bool = False, pipeline_id: int | None = None
) -> list[tuple[AgendaItem, Why, tuple[Number, ...]]]:
    """The calls in their order, each with why and all the numbers to try, as ``look`` has them."""
    at = present(ws)
    who = None if everyone else ws.actor
    with ws.read() as connection:
        found = store.calls(connection, at, assignee=who, pipeline_id=pipeline_id)
        items = {
            item.follow_up.id: item
            for item in followups.agenda(
                connection, at, assignee=who, until=at.today, pipeline_id=pipeline_id
            )
        }
        on = {item.deal_id for item in items.values() if item.deal_id is not None}
        links = deals.contacts(connection, on)
        ids = {item.follow_up.contact_id for item in items.values()}
        people = deals.contacts_by_id(connection, (each for each in ids if each is not None))
    rows = []
    for call_id, why in found:
        item = items[call_id]
        here = [link.contact for link in links.get(item.deal_id or 0, ()) if link.left_on is None]
        contact = people.get(item.follow_up.contact_id or 0) or next(iter(here), None)
        rows.append((item, why, numbers(contact, here)))
    return rows
