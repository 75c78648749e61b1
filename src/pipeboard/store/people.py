"""Reading companies and contacts."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, and_, func, literal, select, true

from pipeboard.domain.people import Company, Contact
from pipeboard.errors import Conflict
from pipeboard.store import schema
from pipeboard.store.deals import contacts_by_id
from pipeboard.store.dialects import contains, fold
from pipeboard.store.journal import JOURNALED, Draft

_company, _contact = schema.company, schema.contact
_MOST = 6


def companies(connection: Connection, like: str, limit: int) -> list[Company]:
    """Companies whose name contains ``like``, by name."""
    query = select(_company).order_by(fold(_company.c.name), _company.c.id).limit(limit)
    if like:
        query = query.where(contains(_company.c.name, like))
    return [Company(**row) for row in connection.execute(query).mappings()]


def contacts(connection: Connection, like: str, limit: int) -> list[Contact]:
    """Contacts whose name contains ``like``, by name."""
    query = select(_contact.c.id).order_by(fold(_contact.c.name), _contact.c.id).limit(limit)
    if like:
        query = query.where(contains(_contact.c.name, like))
    ids = list(connection.execute(query).scalars())
    found = contacts_by_id(connection, ids)
    return [found[contact_id] for contact_id in ids]


def company_named(connection: Connection, name: str) -> int | None:
    """The id of the company with a name, whatever the case."""
    query = select(_company.c.id).where(fold(_company.c.name) == fold(literal(name)))
    found: int | None = connection.execute(query.order_by(_company.c.id).limit(1)).scalar()
    return found


def company_beginning(connection: Connection, title: str) -> str | None:
    """The longest company name that the title begins with, as a word."""
    words = title.split()
    starts = [" ".join(words[: count + 1]) for count in range(len(words))]
    if not starts:
        return None
    query = (
        select(_company.c.name)
        .where(fold(_company.c.name).in_([fold(literal(start)) for start in starts]))
        .order_by(func.length(_company.c.name).desc())
        .limit(1)
    )
    found: str | None = connection.execute(query).scalar()
    return found


@dataclass(frozen=True, slots=True)
class NamedContact:
    """A contact that was found by a name, with the company's name ('' when there is none)."""

    id: int
    name: str
    company: str

    def __str__(self) -> str:
        return f"{self.name} of {self.company}" if self.company else self.name


def contacts_named(
    connection: Connection,
    name: str,
    *,
    deal_ids: Sequence[int] = (),
    company_id: int | None = None,
    whole: bool = False,
    anywhere: bool = True,
) -> list[NamedContact]:
    """The contacts that ``name`` may mean: one when that is certain, several to choose from.

    Those on all of the deals come first, then those of the company, then all others when
    ``anywhere``: whoever is found in one of these is not looked for in the next. A full name means
    its oldest bearer; unless the name is ``whole``, any words of a full name do.
    """
    full = fold(_contact.c.name) == fold(literal(name))
    spaced = literal(" ") + _contact.c.name + literal(" ")
    words = and_(*(contains(spaced, f" {word} ") for word in name.split()))
    for where in _nearest_first(deal_ids, company_id, anywhere=anywhere):
        for match in (full,) if whole else (full, words):
            query = (
                select(_contact.c.id, _contact.c.name, func.coalesce(_company.c.name, ""))
                .select_from(_contact.outerjoin(_company, _company.c.id == _contact.c.company_id))
                .where(where, match)
                .order_by(_contact.c.id)
                .limit(1 if match is full else _MOST)
            )
            found = [NamedContact(*row) for row in connection.execute(query)]
            if found:
                return found
    return []


def _nearest_first(
    deal_ids: Sequence[int], company_id: int | None, *, anywhere: bool
) -> Iterator[ColumnElement[bool]]:
    if deal_ids:
        link = schema.deal_contact
        on_all = (
            select(link.c.contact_id)
            .where(link.c.deal_id.in_(deal_ids))
            .group_by(link.c.contact_id)
            .having(func.count() == len(set(deal_ids)))
        )
        yield _contact.c.id.in_(on_all)
    if company_id is not None:
        yield _contact.c.company_id == company_id
    if anywhere:
        yield true()


def replace_values(
    draft: Draft,
    table: str,
    column: str,
    contact_id: int,
    before: Sequence[str],
    after: Sequence[str],
) -> None:
    """Makes a contact's e-mails or phones what they should be; Conflict when not as ``before``."""
    stored = JOURNALED[table]
    query = select(stored).where(stored.c.contact_id == contact_id).order_by(stored.c.id)
    rows = [dict(row) for row in draft.connection.execute(query).mappings()]
    if [row[column] for row in rows] != list(before):
        raise Conflict("somebody else changed this contact meanwhile; nothing was written")
    if list(before) == list(after):
        return
    for row in rows:
        draft.delete(table, row)
    for value in after:
        draft.insert(table, {"contact_id": contact_id, column: value})
