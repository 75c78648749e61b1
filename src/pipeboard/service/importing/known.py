"""Deals that a file tells of and that are there already, with what is on them."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from pipeboard.domain.deals import Deal, StageVisit
from pipeboard.exchange.imported import ImportedDeal
from pipeboard.exchange.vocabulary import OWN_SYSTEM
from pipeboard.store import deals as store
from pipeboard.store import lookups
from pipeboard.store.database import Connection


@dataclass(frozen=True, slots=True)
class Belongings:
    """What is on a deal: ids of contacts, (system, id) pairs, (subject, due date) pairs."""

    external_ids: Collection[tuple[str, str]] = ()
    labels: Collection[str] = ()
    contacts: Collection[int] = ()
    notes: Collection[str] = ()
    follow_ups: Collection[tuple[str, object]] = ()


@dataclass(frozen=True, slots=True)
class Known:
    """A deal as it is, and the stay in a stage that has not ended."""

    deal: Deal
    visit: StageVisit | None
    belongings: Belongings


def find_known(connection: Connection, items: Collection[ImportedDeal]) -> dict[int, Known]:
    """Which of ``items``, by their places, are there already.

    They are known by an external id. In an export of ours the id is one of this database only when
    the deal that has it is titled the same.
    """
    by_external = lookups.deals_known_as(
        connection, (pair for item in items for pair in item.external_ids)
    )
    own = _own_titles(connection, items)
    found: dict[int, int] = {}
    for place, item in enumerate(items):
        for pair in item.external_ids:
            if pair in by_external:
                found[place] = by_external[pair]
            elif own.get(pair) == item.title:
                found[place] = int(pair[1])
    known = _read(connection, set(found.values()))
    return {place: known[deal_id] for place, deal_id in found.items() if deal_id in known}


def _own_titles(
    connection: Connection, items: Iterable[ImportedDeal]
) -> dict[tuple[str, str], str]:
    pairs = {pair for item in items for pair in item.external_ids if pair[0] == OWN_SYSTEM}
    ids = {int(value) for _, value in pairs if value.isascii() and value.isdecimal()}
    found = store.get_many(connection, (deal_id for deal_id in ids if deal_id < 2**63))
    return {(OWN_SYSTEM, str(deal.id)): deal.title for deal in found}


def _read(connection: Connection, deal_ids: Collection[int]) -> dict[int, Known]:
    visits = lookups.open_visits(connection, deal_ids)
    external = store.external_ids(connection, deal_ids)
    labels = store.labels(connection, deal_ids)
    contacts = store.contacts(connection, deal_ids)
    notes = store.notes(connection, deal_ids)
    follow_ups = store.follow_ups(connection, deal_ids)
    return {
        deal.id: Known(
            deal,
            visits.get(deal.id),
            Belongings(
                {*external.get(deal.id, ()), (OWN_SYSTEM, str(deal.id))},
                set(labels.get(deal.id, ())),
                {link.contact.id for link in contacts.get(deal.id, ())},
                {note.text for note in notes.get(deal.id, ())},
                {(item.subject, item.due_on) for item in follow_ups.get(deal.id, ())},
            ),
        )
        for deal in store.get_many(connection, deal_ids)
    }
