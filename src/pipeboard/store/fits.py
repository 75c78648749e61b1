"""The ideal-customer profile, and in SQL which parts of it a deal meets.

The one place that tells it, so that the mark of a card, the filter and the order of a lane agree.
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    and_,
    case,
    exists,
    false,
    func,
    literal,
    or_,
    true,
)

from pipeboard.domain.fit import Fit, Profile, ProfilePart, Size, from_json
from pipeboard.store import schema, settings

_deal = schema.deal
Condition = ColumnElement[bool]


def profile(connection: Connection) -> Profile:
    """The ideal-customer profile; an empty one when there is none."""
    return from_json(settings.get_setting(connection, settings.PROFILE))


def parts(wanted: Profile) -> dict[ProfilePart, Condition]:
    """The parts of a profile, each with what a deal must be to meet it."""
    company, label = schema.company, schema.deal_label
    found: dict[ProfilePart, Condition] = {}
    if wanted.industries:
        industry = _one_of(company.c.industry, wanted.industries)
        found[ProfilePart.INDUSTRY] = _has(company.c.id == _deal.c.company_id, industry)
    if wanted.sizes:
        found[ProfilePart.SIZE] = or_(*(_within(size) for size in wanted.sizes))
    if wanted.sources:
        found[ProfilePart.SOURCE] = _one_of(_deal.c.source, wanted.sources)
    if wanted.labels:
        named = _one_of(label.c.label, wanted.labels)
        found[ProfilePart.LABELS] = _has(label.c.deal_id == _deal.c.id, named)
    return found


def score(wanted: Profile) -> ColumnElement[int]:
    """How many parts of a profile a deal meets; a constant for a profile that says nothing."""
    met: ColumnElement[int] = literal(0)
    for condition in parts(wanted).values():
        met = met + case((condition, 1), else_=0)
    return met


def fits(wanted: Profile, names: Sequence[str]) -> Condition:
    """Whether a deal fits a profile in one of these ways; no names: there is none to fit."""
    count = len(wanted.parts)
    if not names or not count:
        return true() if not names and not count else false()
    met = score(wanted)
    ways = {Fit.GOOD: met == count, Fit.PART: and_(met > 0, met < count), Fit.POOR: met == 0}
    return or_(*(ways[Fit(name)] for name in names))


def _has(*conditions: Condition) -> Condition:
    """Whether something of the deal meets these, wherever the deal is asked about."""
    return exists().where(*conditions).correlate(_deal)


def _within(size: Size) -> Condition:
    value = _deal.c.value
    limits: list[Condition] = [_deal.c.currency == size.currency, value.is_not(None)]
    if size.low is not None:
        limits.append(value >= size.low)
    if size.high is not None:
        limits.append(value <= size.high)
    return and_(*limits)


def _one_of(column: Any, names: Sequence[str]) -> Condition:
    """Whether a text is one of the names, in any case.

    The database's own ``lower``, which may know the letters A to Z only, and so the usual ways to
    write a name: a function of ours would be called for each deal of a lane that is sorted by fit.
    """
    ways = {
        _lower(way)
        for name in names
        for way in (name, name.lower(), name.upper(), name.title(), name.capitalize())
    }
    return func.lower(column).in_(sorted(ways | {way.lower() for way in ways}))


def _lower(text: str) -> str:
    return "".join(char.lower() if char.isascii() else char for char in text)
