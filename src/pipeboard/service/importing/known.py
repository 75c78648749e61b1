"""Deals that a file tells of and that are there already, with what is on them."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC

from pipeboard.domain.deals import Deal, StageVisit
from pipeboard.exchange.imported import ImportedDeal
from pipeboard.exchange.vocabulary import OTHER_SYSTEM, OWN_SYSTEM, own_system
from pipeboard.service.identity import known_identity
from pipeboard.store import criteria, lookups
from pipeboard.store import deals as store
from pipeboard.store.database import Connection
from pipeboard.store.lookups import Likeness

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
    ticked: Collection[str] = ()


@dataclass(frozen=True, slots=True)
class Known:
    """A deal as it is, and its stays in stages."""

    deal: Deal
    visits: tuple[StageVisit, ...]
    belongings: Belongings

    @property
    def visit(self) -> StageVisit | None:
        """The stay that has not ended, if any."""
        return next((each for each in reversed(self.visits) if each.left_on is None), None)


def find_known(connection: Connection, items: Sequence[ImportedDeal]) -> dict[int, Known]:
    """Which of ``items``, by their places, are there already.

    They are known by the id that another system gave them, or this database. Where it is not known
    whose id it is, the same one may mean another deal: the title has to be the same then.
    """
    here = own_system(known_identity(connection))
    pairs = {pair for item in items for pair in item.external_ids}
    by_pair = lookups.deals_known_as(connection, pairs)
    own = {
        (system, value): int(value)
        for system, value in pairs
        if system in (here, OWN_SYSTEM) and _is_number(value)
    }
    ids = {*own.values(), *(deal_id for ids in by_pair.values() for deal_id in ids)}
    known = _read(connection, ids, here)
    found: dict[int, Known] = {}
    for place, item in enumerate(items):
        for pair in item.external_ids:
            candidates = [own[pair]] if pair in own else []
            for deal_id in (*candidates, *by_pair.get(pair, ())):
                each = known.get(deal_id)
                if each and (pair[0] not in _UNSURE or each.deal.title == item.title):
                    found.setdefault(place, each)
    return found


def find_sources(
    connection: Connection, items: Iterable[ImportedDeal]
) -> dict[tuple[str, str], int]:
    """The deals that are there and that some of ``items`` follow, where their ids are sure."""
    here = own_system(known_identity(connection))
    pairs = {item.sold_from for item in items if item.sold_from}
    sure = {pair for pair in pairs if pair[0] not in _UNSURE}
    found = {pair: ids[0] for pair, ids in lookups.deals_known_as(connection, sure).items()}
    own = {int(pair[1]): pair for pair in sure if pair[0] == here and _is_number(pair[1])}
    return found | {own[deal.id]: deal.id for deal in store.get_many(connection, own)}


def find_alike(connection: Connection, items: Sequence[ImportedDeal]) -> set[int]:
    """The places of those of ``items`` without an id that look like a deal that is there.

    Title, company, created on and value are the same, unknown ones too, and at least one of them
    is known besides the title.
    Each deal stands for one item: alike ones in a file are all new when none of them is there.
    """
    nameless = {
        place: item
        for place, item in enumerate(items)
        if not item.external_ids and (item.company or item.created_on or item.value is not None)
    }
    titles = {item.title for item in nameless.values()}
    there = Counter(_looks(each) for each in lookups.deals_titled(connection, titles))
    found = set()
    for place, item in nameless.items():
        minor = item.value.minor if item.value else None
        seen = Likeness(item.title, item.company, item.created_on, minor, item.currency)
        look = _looks(seen)
        if there[look]:
            there[look] -= 1
            found.add(place)
    return found


def _looks(deal: Likeness) -> Likeness:
    """The same for all that differ only in how the company is written."""
    company = " ".join(deal.company.split()).casefold() if deal.company else None
    return deal._replace(company=company)


def _is_number(value: str) -> bool:
    return value.isascii() and value.isdecimal() and len(value) < _LONGEST_ID


def _read(connection: Connection, deal_ids: Collection[int], here: str) -> dict[int, Known]:
    visits = store.visits(connection, deal_ids)
    external = store.external_ids(connection, deal_ids)
    labels = store.labels(connection, deal_ids)
    contacts = store.contacts(connection, deal_ids)
    notes = store.notes(connection, deal_ids)
    follow_ups = store.follow_ups(connection, deal_ids, UTC)
    ticked = criteria.ticked(connection, deal_ids)
    return {
        deal.id: Known(
            deal,
            visits.get(deal.id, ()),
            Belongings(
                {*external.get(deal.id, ()), *((s, str(deal.id)) for s in (here, OWN_SYSTEM))},
                set(labels.get(deal.id, ())),
                {link.contact.id for link in contacts.get(deal.id, ())},
                {note.text for note in notes.get(deal.id, ())},
                {(item.subject, item.due_on) for item in follow_ups.get(deal.id, ())},
                ticked.get(deal.id, frozenset()),
            ),
        )
        for deal in store.get_many(connection, deal_ids)
    }
