"""A filter of deals as conditions on follow-ups, for the agenda."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, false, func, not_, or_, select

from pipeboard.domain.filterterms import Clause, Filter, Words
from pipeboard.store import filters, schema
from pipeboard.store.dialects import contains
from pipeboard.store.dues import Present

_item, _deal = schema.follow_up, schema.deal


def conditions(
    connection: Connection, filter_: Filter, present: Present
) -> Sequence[ColumnElement[bool]]:
    """What a follow-up must meet: its deal matches the filter.

    A word may also stand in its type or subject; of one that is on no deal, in the name of its
    contact or company. Nothing else matches what is on no deal.
    """
    return [_clause(connection, clause, present) for clause in filter_.clauses]


def _clause(connection: Connection, clause: Clause, present: Present) -> Any:
    met = filters.conditions(connection, Filter((Clause(clause.term),)), present)
    found: Any = _item.c.deal_id.in_(select(_deal.c.id).where(*met))
    if isinstance(clause.term, Words):
        found = or_(found, _words(clause.term.text))
    return not_(func.coalesce(found, false())) if clause.negated else found


def _words(text: str) -> Any:
    who, company = schema.contact, schema.company
    people = select(who.c.id).where(contains(who.c.name, text))
    companies = select(company.c.id).where(contains(company.c.name, text))
    of_company = select(who.c.id).where(who.c.company_id.in_(companies))
    loose = or_(
        _item.c.contact_id.in_(people),
        _item.c.company_id.in_(companies),
        _item.c.contact_id.in_(of_company),
    )
    return or_(
        contains(_item.c.subject, text),
        contains(_item.c.type, text),
        and_(_item.c.deal_id.is_(None), loose),
    )
