"""Finding contacts and companies by their name or a part of it."""

from sqlalchemy import Connection, func, literal, select

from pipeboard.domain.merging import Kind
from pipeboard.store import schema
from pipeboard.store.dialects import contains, fold
from pipeboard.store.journal import JOURNALED


def ids_named(
    connection: Connection, kind: Kind, part: str, *, whole: bool, limit: int
) -> list[tuple[int, str, str]]:
    """Id, name and company ('' for none) of those whose name contains ``part``, or is it.

    Whatever the case; the oldest first.
    """
    table, company = JOURNALED[kind], schema.company
    match = fold(table.c.name) == fold(literal(part)) if whole else contains(table.c.name, part)
    query = select(table.c.id, table.c.name, literal(""))
    if kind is Kind.CONTACT:
        query = select(table.c.id, table.c.name, func.coalesce(company.c.name, "")).outerjoin(
            company, company.c.id == table.c.company_id
        )
    found = connection.execute(query.where(match).order_by(table.c.id).limit(limit))
    return [(row[0], row[1], row[2]) for row in found]
