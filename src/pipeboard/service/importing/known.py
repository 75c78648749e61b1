"""Deals that a file tells of and that are there already, with what is on them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from pipeboard.domain.deals import Deal, StageVisit
from pipeboard.exchange.imported import ImportedDeal
from pipeboard.exchange.vocabulary import OTHER_SYSTEM, OWN_SYSTEM
from pipeboard.store import deals as store
from pipeboard.store import lookups
from pipeboard.store.database import Connection

_UNSURE = (OTHER_SYSTEM, OWN_SYSTEM)
_LONGEST_ID = 19


@dataclass(frozen=True, slots=True)
class Belongings:
    """What is on a deal: (system, id) pairs, its own among them, and what else an import adds."""

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


def find_known(connection: Connection, items: Sequence[ImportedDeal]) -> dict[int, Known]:
    """Which of ``items``, by their places, are there already.

    They are known by the id that another system gave them. Where it is not known which system or
    database that was, the same id may mean another deal, so title, company or creation date has to
    agree. In an export of ours the id may be that of this database: the title has to agree then.
    """
    pairs = {pair for item in items for pair in item.external_ids}
    by_pair = lookups.deals_known_as(connection, pairs)
    own = {pair: int(pair[1]) for pair in pairs if _may_be_own(pair)}
    known = _read(connection, {*own.values(), *(i for ids in by_pair.values() for i in ids)})
    companies = lookups.companies(connection) if known else {}
    found: dict[int, Known] = {}
    for place, item in enumerate(items):
        for pair in item.external_ids:
            for each in (known[deal_id] for deal_id in by_pair.get(pair, ())):
                if pair[0] not in _UNSURE or _agrees(item, each.deal, companies):
                    found.setdefault(place, each)
            here = known.get(own.get(pair, 0))
            if here is not None and here.deal.title == item.title:
                found.setdefault(place, here)
    return found


def _may_be_own(pair: tuple[str, str]) -> bool:
    system, value = pair
    plain = value.isascii() and value.isdecimal() and len(value) < _LONGEST_ID
    return system == OWN_SYSTEM and plain


def _agrees(item: ImportedDeal, deal: Deal, companies: Mapping[str, int]) -> bool:
    company = companies.get(" ".join(item.company.split()).casefold()) if item.company else None
    return (
        item.title == deal.title
        or (company is not None and company == deal.company_id)
        or (item.created_on is not None and item.created_on == deal.created_on)
    )


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
