"""Figures in few cells: their values, and what they changed by."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from pipeboard.domain.figures import Amount, Figure, InCurrency, Unit, Value
from pipeboard.domain.figurewords import (
    NOT_APPLICABLE,
    left_out,
    number,
    parts,
    percent,
    short_days,
    short_percent,
)
from pipeboard.domain.figurewords import amount as exact_amount
from pipeboard.domain.money import Money, readable
from pipeboard.domain.rates import Converted, Rate, convert
from pipeboard.domain.words import many
from pipeboard.ui.widgets.amounts import amount

_LONGEST = 14
"""The most cells that an exact value takes; a longer one is told short."""


def told(value: Amount | None, unit: Unit, currency: str, *, exact: bool = False) -> str:
    """A value as it stands in a column: ``12.4k``, ``38 %``, ``41.2 d``, ``2.4x``, ``n/a``.

    With ``exact`` and room for it ``12,400.00``, ``38.1 %``, ``2.43x``.
    """
    if value is None:
        return NOT_APPLICABLE
    whole = _exact(value, unit, currency) if exact else ""
    if whole and len(whole) <= _LONGEST:
        return whole
    if unit is Unit.MONEY:
        return amount(round(value), currency, named=False)
    if unit is Unit.RATE:
        return short_percent(value)
    if unit is Unit.DAYS:
        return f"{short_days(value)} d"
    if unit is Unit.TIMES:
        return f"{short_days(value)}x"
    return f"{value:,}" if isinstance(value, int) else short_days(value)


def _exact(value: Amount, unit: Unit, currency: str) -> str:
    """A value in all its digits; empty for one that has no more than when it is short."""
    if unit is Unit.MONEY:
        return exact_amount(value, currency)
    if unit is Unit.RATE:
        return percent(value)
    return f"{number(value, 2)}x" if unit is Unit.TIMES else ""


def changed(
    value: Amount | None, before: Amount | None, unit: Unit, currency: str, *, exact: bool = False
) -> str:
    """What a value changed by since the period before: ``+12.4k``, ``-3 pts``; '' if unknown."""
    if value is None or before is None:
        return ""
    by: Amount = value - before
    if unit is Unit.RATE:
        points: Amount = Fraction(round(by * 1000), 10) if exact else round(by * 100)
        size = points if points > 0 else -points
        more = f"{number(size, 1)} {'pt' if size == 1 else 'pts'}"
        return f"{'+' if points > 0 else '-'}{more}" if points else "="
    said = told(by if by > 0 else -by, unit, currency, exact=exact)
    if said == told(0, unit, currency, exact=exact):
        return "="
    return f"{'+' if by > 0 else '-'}{said}"


def in_order(figure: Figure, first: str) -> Sequence[InCurrency]:
    """A figure in each of its currencies, those in the ``first`` one before the others."""
    return sorted(parts(figure), key=lambda part: (part.currency != first, part.currency))


def note(figure: Figure, part: InCurrency, *, first: bool, several: bool) -> str:
    """What stands beside a part of a figure: why it is n/a, and how many deals it is without.

    These are told beside the ``first`` part; where there are ``several`` that is of all currencies.
    """
    if part.value is None:
        return part.why
    said = [f"before: {part.why_before}"] if part.why_before else []
    now, before = left_out(figure) if first else (0, 0)
    if now or before:
        told = f"without {many(now or before, 'deal')}"
        told = f"{told}, before {before:,}" if now and before else told
        whole = " in all currencies" if several else ""
        said.append(f"{'' if now else 'before: '}{told}{whole}")
    return "; ".join(said)


def in_one(value: Value | None, base: str, rates: Sequence[Rate]) -> Converted | None:
    """What sums in several currencies come to in one; None without rates for all, or of one only."""
    if not isinstance(value, Mapping) or len(value) < 2:
        return None
    return convert({code: round(each) for code, each in value.items()}, base, rates)


def told_in_one(value: Value | None, base: str, rates: Sequence[Rate]) -> str:
    """How sums in several currencies come to one, with the rates put in; '' without rates for all."""
    found = in_one(value, base, rates)
    if found is None or not isinstance(value, Mapping):
        return ""
    known = {rate.currency: rate.rate for rate in rates if rate.base == base}
    parts = [
        readable(Money(round(each), code)) + (f" x {known[code]:f}" if code in known else "")
        for code, each in value.items()
    ]
    total = readable(Money(found.minor, base))
    return f"about {total} = {' + '.join(parts)}, by rates of {found.as_of.isoformat()}"
