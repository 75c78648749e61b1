"""Filters read as SQL conditions on the deal table."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Integer,
    and_,
    exists,
    false,
    func,
    literal,
    not_,
    or_,
    select,
    type_coerce,
)

from pipeboard.domain.currencies import DIGITS
from pipeboard.domain.deals import Status
from pipeboard.domain.filterterms import Days, Filter, Named, State, Term, Value, Words
from pipeboard.store import dues, fits, schema
from pipeboard.store.boards import decision_maker
from pipeboard.store.dialects import contains, fold
from pipeboard.store.dues import Present

_deal, _item = schema.deal, schema.follow_up
Condition = ColumnElement[bool]


def conditions(connection: Connection, filter_: Filter, present: Present) -> list[Condition]:
    """What a deal must meet to match the filter, now, with the ideal-customer profile that holds."""
    found = []
    for clause in filter_.clauses:
        if isinstance(clause.term, Named) and clause.term.field == "fit":
            met = fits.fits(fits.profile(connection), clause.term.names)
        else:
            met = _term(clause.term, present)
        found.append(not_(func.coalesce(met, false())) if clause.negated else met)
    return found


def _term(term: Term, present: Present) -> Condition:
    if isinstance(term, Words):
        return _words(term.text)
    if isinstance(term, Named):
        return _named(term)
    if isinstance(term, Value):
        return _value(term)
    if isinstance(term, Days):
        return _days(term, present)
    return _state(term, present)


def _words(text: str) -> Condition:
    return or_(contains(_deal.c.title, text), _company([text]), _contact([text]))


def _named(term: Named) -> Condition:
    names = term.names
    if term.field == "status":
        return _deal.c.status.in_(names)
    if term.field == "currency":
        return _deal.c.currency.in_(names)
    return _NAMED[term.field](names)


def _any(column: Any, names: Sequence[str]) -> Condition:
    return or_(*(contains(column, name) for name in names))


def _text(column: Any) -> Callable[[Sequence[str]], Condition]:
    return lambda names: _any(column, names) if names else column == ""


def _stage(names: Sequence[str]) -> Condition:
    if not names:
        return _deal.c.stage_id.is_(None)
    return _deal.c.stage_id.in_(select(schema.stage.c.id).where(_any(schema.stage.c.name, names)))


def _pipeline(names: Sequence[str]) -> Condition:
    table = schema.pipeline
    if not names:
        return false()
    return _deal.c.pipeline_id.in_(select(table.c.id).where(_any(table.c.name, names)))


def _company(names: Sequence[str]) -> Condition:
    if not names:
        return _deal.c.company_id.is_(None)
    table = schema.company
    return _deal.c.company_id.in_(select(table.c.id).where(_any(table.c.name, names)))


def _contact(names: Sequence[str]) -> Condition:
    link, who = schema.deal_contact, schema.contact
    if not names:
        return not_(exists().where(link.c.deal_id == _deal.c.id, link.c.left_on.is_(None)))
    on = link.join(who, who.c.id == link.c.contact_id)
    return _deal.c.id.in_(select(link.c.deal_id).select_from(on).where(_any(who.c.name, names)))


def _decision_maker(names: Sequence[str]) -> Condition:
    if not names:
        return ~decision_maker()
    who = schema.contact
    named = select(who.c.id).where(_any(who.c.name, names))
    return decision_maker(schema.deal_contact.c.contact_id.in_(named))


def _industry(names: Sequence[str]) -> Condition:
    """Of a company that says so; without names, of none or of one that says nothing."""
    table = schema.company
    if not names:
        says = select(table.c.id).where(table.c.industry != "")
        return or_(_deal.c.company_id.is_(None), _deal.c.company_id.not_in(says))
    return _deal.c.company_id.in_(select(table.c.id).where(_any(table.c.industry, names)))


def _label(names: Sequence[str]) -> Condition:
    table = schema.deal_label
    if not names:
        return not_(exists().where(table.c.deal_id == _deal.c.id))
    same = or_(*(fold(table.c.label) == fold(literal(name)) for name in names))
    return _deal.c.id.in_(select(table.c.deal_id).where(same))


_NAMED: dict[str, Callable[[Sequence[str]], Condition]] = {
    "owner": _text(_deal.c.owner),
    "source": _text(_deal.c.source),
    "campaign": _text(_deal.c.campaign),
    "stage": _stage,
    "pipeline": _pipeline,
    "company": _company,
    "contact": _contact,
    "decision-maker": _decision_maker,
    "industry": _industry,
    "label": _label,
    **{name: _text(_deal.c[name]) for name in ("need", "budget", "authority", "timeline")},
}


def _value(term: Value) -> Condition:
    value = _deal.c.value
    if term.missing:
        return value.is_(None)
    if term.currency is not None:
        return and_(_deal.c.currency == term.currency, _within(value, term.bounds(term.currency)))
    codes = defaultdict(list)
    for code, digits in DIGITS.items():
        codes[digits].append(code)
    return or_(
        *(
            and_(_deal.c.currency.in_(group), _within(value, term.bounds(group[0])))
            for group in codes.values()
        )
    )


def _within(column: Any, bounds: tuple[Any, Any]) -> Condition:
    low, high = bounds
    limits = [column.is_not(None)]
    if low is not None:
        limits.append(column >= low)
    if high is not None:
        limits.append(column <= high)
    return and_(*limits)


def _days(term: Days, present: Present) -> Condition:
    if term.field == "next":
        return _next(term, present)
    day = _deal.c[
        {"closes": "expected_close", "created": "created_on", "closed": "closed_on"}[term.field]
    ]
    return day.is_(None) if term.missing else _within(day, (term.first, term.last))


def _next(term: Days, present: Present) -> Condition:
    """The next step is due within the days: something is due by the last, nothing before."""
    planned = and_(_item.c.deal_id == _deal.c.id, _item.c.done_at.is_(None))
    if term.missing:
        return ~exists().where(planned)
    by_last = [] if term.last is None else [dues.up_to(_item, term.last, present)]
    found = exists().where(planned, *by_last)
    if term.first is None or term.first == date.min:
        return found
    before = term.first - timedelta(days=1)
    return and_(found, ~exists().where(planned, dues.up_to(_item, before, present)))


def _state(term: State, present: Present) -> Condition:
    mine = _item.c.deal_id == _deal.c.id
    overdue = exists().where(mine, dues.overdue(_item, present))
    if term.name == "overdue":
        return overdue
    if term.name == "today":
        return and_(exists().where(mine, dues.due_today(_item, present)), ~overdue)
    return _stale(present)


def _stale(present: Present) -> Condition:
    """The same as ``domain.staleness.is_stale``, in SQL."""
    allowed = (
        select(schema.stage.c.stale_after)
        .where(schema.stage.c.id == _deal.c.stage_id)
        .correlate(_deal)
        .scalar_subquery()
    )
    left_alone = present.today.toordinal() - type_coerce(_deal.c.touched_on, Integer)
    booked = exists().where(_item.c.deal_id == _deal.c.id, dues.booked(_item, present))
    return and_(_deal.c.status == Status.OPEN, allowed > 0, left_alone > allowed, ~booked)
