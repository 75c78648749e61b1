"""Finding contacts and companies by their name or a part of it."""

from sqlalchemy import ColumnElement, Connection, func, literal, or_, select

from pipeboard.domain.merging import Kind
from pipeboard.store import schema
from pipeboard.store.dialects import contains, fold
from pipeboard.store.journal import JOURNALED


def ids_named(
    connection: Connection, kind: Kind, part: str, *, whole: bool, limit: int
) -> list[tuple[int, str, str]]:
    """Id, name and company ('' for none) of those whose name contains ``part``, or is it.

    Of contacts also those with such an e-mail. Whatever the case; the oldest first.
    """

    def matches(column: ColumnElement[str]) -> ColumnElement[bool]:
        return fold(column) == fold(literal(part)) if whole else contains(column, part)

    table, company, email = JOURNALED[kind], schema.company, schema.contact_email
    query = select(table.c.id, table.c.name, literal("")).where(matches(table.c.name))
    if kind is Kind.CONTACT:
        mailed = select(email.c.contact_id).where(matches(email.c.address))
        query = (
            select(table.c.id, table.c.name, func.coalesce(company.c.name, ""))
            .outerjoin(company, company.c.id == table.c.company_id)
            .where(or_(matches(table.c.name), table.c.id.in_(mailed)))
        )
    found = connection.execute(query.order_by(table.c.id).limit(limit))
    return [(row[0], row[1], row[2]) for row in found]
