"""Exchange rates, and what sums in several currencies come to by them.

A converted sum stands beside the sums in their own currencies, never in their place, and says of
which date its rates are.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from pipeboard.domain.currencies import digits
from pipeboard.errors import BadInput

_ACCEPTED = "a positive number is needed, such as 0.92"
_MOST_DIGITS = 18


@dataclass(frozen=True, slots=True)
class Rate:
    """What one unit of a currency is in another, ``base``, on a date."""

    currency: str
    base: str
    rate: Decimal
    as_of: date


@dataclass(frozen=True, slots=True)
class Converted:
    """A sum in one currency, in its minor unit, by rates of which the oldest is of ``as_of``."""

    minor: int
    currency: str
    as_of: date


def convert(sums: Mapping[str, int], base: str, rates: Iterable[Rate]) -> Converted | None:
    """What sums by currency, in minor units, come to in ``base``, rounded half-even once.

    None where there is nothing to convert, or a rate is missing: a sum of a part would mislead.
    """
    known = {rate.currency: rate for rate in rates if rate.base == base}
    used = [known.get(currency) for currency in sums if currency != base]
    dates = [rate.as_of for rate in used if rate is not None]
    if not dates or len(dates) < len(used):
        return None
    total = Decimal(0)
    for currency, minor in sums.items():
        rate = Decimal(1) if currency == base else known[currency].rate
        total += Decimal(minor).scaleb(digits(base) - digits(currency)) * rate
    return Converted(int(total.to_integral_value()), base, min(dates))


def missing(currencies: Iterable[str], base: str, rates: Iterable[Rate]) -> list[str]:
    """The currencies that nothing tells the rate of."""
    known = {base, *(rate.currency for rate in rates if rate.base == base)}
    return sorted(set(currencies) - known)


def read_rate(text: str) -> Decimal:
    """A rate as typed, with a comma or a point before its decimals; raises BadInput."""
    plain = text.strip().replace(",", ".")
    try:
        rate = Decimal(plain) if plain.isascii() else None
    except InvalidOperation:
        rate = None
    if rate is None or not rate.is_finite() or rate <= 0:
        raise BadInput("rate", text, _ACCEPTED)
    if len(rate.as_tuple().digits) > _MOST_DIGITS or abs(rate.adjusted()) > _MOST_DIGITS:
        raise BadInput("rate", text, f"a number of at most {_MOST_DIGITS} digits is needed")
    return rate
