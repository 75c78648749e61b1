"""Reading companies and contacts."""

from collections.abc import Sequence

from sqlalchemy import Connection, func, literal, select

from pipeboard.domain.people import Company, Contact
from pipeboard.errors import Conflict
from pipeboard.store import schema
from pipeboard.store.deals import contacts_by_id
from pipeboard.store.dialects import contains, fold
from pipeboard.store.journal import JOURNALED, Draft

_company, _contact = schema.company, schema.contact


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


def contact_named(connection: Connection, name: str, company_id: int | None) -> int | None:
    """The one contact that ``name`` names: whole, or a part that only one has."""
    for match in (fold(_contact.c.name) == fold(literal(name)), contains(_contact.c.name, name)):
        for where in ([_contact.c.company_id == company_id], []) if company_id else ([],):
            query = select(_contact.c.id).where(match, *where).limit(2)
            found: list[int] = list(connection.execute(query).scalars())
            if len(found) == 1:
                return found[0]
    return None


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
