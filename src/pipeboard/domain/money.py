"""Money as whole minor units: written exactly, written short, and read from what people type.

No float ever touches an amount: an amount is an integer in the minor unit of its currency, and
what has more decimals than the currency is refused instead of rounded.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from pipeboard.domain.currencies import (
    DIGITS,
    SYMBOLS,
    currency_code,
    digits,
    shares_sign,
)
from pipeboard.errors import BadInput, NotAccepted

__all__ = [
    "MAX_MINOR",
    "SYMBOLS",
    "Money",
    "currency_code",
    "digits",
    "exact",
    "from_decimal",
    "parse_amount",
    "read_number",
    "readable",
    "short",
    "weigh",
]

MAX_MINOR: Final = 10**15
"""The largest amount of one deal, in minor units; sums of many stay inside 64 bits."""

_UNITS: Final = ("", "k", "m", "bn", "tn")
_MULTIPLIERS: Final = {unit: 1000**power for power, unit in enumerate(_UNITS)}
_LONGEST: Final = 60
_ACCEPTED: Final = "an amount such as 12,400, 12.4k or 1,054.50 EUR is needed"

_SPLIT: Final = re.compile(
    r"""
    (?P<before>[^\d\s.,'+-]*(?:\s*[^\d\s.,'+-]+)?)\s*
    (?P<number>[.,]?\d(?:[\d.,']|\s(?=\d))*)\s*
    (?P<unit>(?:k|m|bn|tn)(?=(?:[a-z]{3})?(?:[^a-z]|$)))?\s*
    (?P<after>[^\d\s.,'+-]*)
    """,
    re.VERBOSE | re.IGNORECASE,
)
_NEGATIVE: Final = re.compile(r"\D*-\D*\d|.*\d\s*-$|\(.*\)$")
_GROUPED: Final = re.compile(r"[1-9]\d{0,2}(?:\d{3})*")


@dataclass(frozen=True, slots=True)
class Money:
    """An amount: ``minor`` units (cents for EUR, yen for JPY) of the ISO 4217 ``currency``."""

    minor: int
    currency: str


def exact(minor: int, currency: str) -> str:
    """The plain decimal string with all digits of the currency, for JSON and CSV: ``1054.00``."""
    count = digits(currency)
    sign = "-" if minor < 0 else ""
    if count == 0:
        return f"{sign}{abs(minor)}"
    whole, part = divmod(abs(minor), 10**count)
    return f"{sign}{whole}.{part:0{count}}"


def readable(money: Money) -> str:
    """The exact amount for people, with thousands marks and currency: ``1,054.00 EUR``."""
    whole, mark, part = exact(abs(money.minor), money.currency).partition(".")
    sign = "-" if money.minor < 0 else ""
    return f"{sign}{int(whole):,}{mark}{part} {money.currency}"


def short(minor: int, currency: str) -> str:
    """Three significant digits of the major unit: ``950``, ``12.4k``, ``1.25m``, ``3bn``.

    At most 5 cells up to 999m (one more for a minus sign), rounded half-even, no currency.
    """
    major = Decimal(abs(minor)).scaleb(-digits(currency))
    text = "0"
    for power, unit in enumerate(_UNITS):
        scaled = major.scaleb(-3 * power)
        decimals = 0 if power == 0 or scaled >= 100 else 1 if scaled >= 10 else 2
        rounded = round(scaled, decimals)
        if rounded < 1000 or unit == _UNITS[-1]:
            text = f"{rounded:f}"
            if decimals:
                text = text.rstrip("0").rstrip(".")
            text += unit
            break
    return f"-{text}" if minor < 0 and text != "0" else text


def parse_amount(
    text: str, currency: str, *, decimal_mark: str | None = None, field: str = "value"
) -> Money:
    """Read an amount as a person or a file writes it: ``12k``, ``€ 1.234,56``, ``12,400 EUR``.

    ``currency`` holds where the text names none. ``decimal_mark`` is ``.`` or ``,`` where it is
    known; otherwise the text decides, and one mark followed by exactly three digits separates
    thousands. Two exceptions keep the likely reading: ``.`` is a decimal mark before ``k``, ``m``
    and ``bn`` (``1.125m``), and where the currency has three digits (``1.234 KWD``).

    Raises BadInput, named for ``field``, for a negative amount, for more decimals than the
    currency has, and for what is no amount.
    """
    number, code = read_number(text, currency, decimal_mark=decimal_mark, field=field)
    return from_decimal(number, code or currency, field=field, text=text)


def read_number(
    text: str, currency: str, *, decimal_mark: str | None = None, field: str = "value"
) -> tuple[Decimal, str | None]:
    """The number of major units in ``text``, and the currency if the text names one.

    Reads like ``parse_amount``, with ``currency`` only telling what a shared sign means and how
    many decimals are likely; the number may still have more decimals than a currency.
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    plain = plain.replace("\N{MINUS SIGN}", "-").replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")
    if _NEGATIVE.match(plain):
        raise NotAccepted(field, text, "an amount cannot be negative; 0 or more is needed")
    match = _SPLIT.fullmatch(plain.removeprefix("+")) if len(plain) <= _LONGEST else None
    if match is None:
        raise BadInput(field, text, _ACCEPTED)
    try:
        code = _currency(text, match["before"].strip(), match["after"], currency, field)
    except BadInput as bad:
        if bad.field == field and bad.value == text:
            raise
        hint = f"'{bad.value}' names no currency; {bad.accepted}"
        raise BadInput(field, text, hint) from None
    unit = (match["unit"] or "").lower()
    three = digits(code or currency) == 3
    number = _number(match["number"], decimal_mark, bool(unit) or three)
    if number is None:
        raise BadInput(field, text, _ACCEPTED)
    return number * _MULTIPLIERS[unit], code


def from_decimal(
    value: Decimal, currency: str, *, field: str = "value", text: str | None = None
) -> Money:
    """The amount of ``value`` major units; BadInput if it is negative or not exact in them.

    ``text`` is what the message shows where the value was written otherwise.
    """
    text = str(value) if text is None else text
    count = digits(currency)
    if not value.is_finite():
        raise BadInput(field, text, _ACCEPTED)
    if value < 0:
        raise BadInput(field, text, "an amount cannot be negative; 0 or more is needed")
    if value.adjusted() > 18 or value.scaleb(count) > MAX_MINOR:
        most = readable(Money(MAX_MINOR, currency))
        raise NotAccepted(field, text, f"an amount of at most {most} is needed")
    minor = value.scaleb(count)
    if minor != minor.to_integral_value():
        most = "no decimals" if count == 0 else f"at most {count} decimals"
        raise BadInput(field, text, f"an amount in {currency} has {most}")
    return Money(int(minor), currency)


def weigh(pairs: Iterable[tuple[int, int]]) -> int:
    """The weighted value of ``(minor units, probability in percent)``, rounded half-even once."""
    whole, rest = divmod(sum(minor * percent for minor, percent in pairs), 100)
    return whole + (rest > 50 or (rest == 50 and whole % 2 == 1))


def _currency(text: str, before: str, after: str, default: str, field: str) -> str | None:
    """The one currency that the words around a number name; None if there are none."""
    words = [word for part in (before, after) for word in part.split()]
    signs = [word for word in words if word.upper() not in DIGITS]
    codes = {word.upper() for word in words} & DIGITS.keys()
    if len(codes) == 1 and all(shares_sign(sign, min(codes)) for sign in signs):
        return min(codes)
    if not words:
        return None
    found = {currency_code(sign, default) for sign in signs} | codes
    if len(found) > 1:
        raise BadInput(field, text, f"one currency is needed, not {' and '.join(sorted(found))}")
    return found.pop()


def _number(text: str, decimal_mark: str | None, point_is_decimal: bool) -> Decimal | None:
    """The number, with its marks told apart; None if they make no sense."""
    compact = re.sub(r"\s", "'", text)
    marks = [char for char in compact if char in ".,"]
    decimal = decimal_mark
    if decimal is None and marks:
        decimal = _decimal_mark(compact, marks, point_is_decimal)
    whole, mark, part = compact.partition(decimal) if decimal else (compact, "", "")
    if (mark and not part.isdecimal()) or not (whole or part):
        return None
    groups = re.split(r"[.,']", whole)
    if len(set(re.findall(r"[.,']", whole))) > 1:
        return None
    if len(groups) > 1 and not _is_grouping(groups):
        return None
    return Decimal(f"{''.join(groups) or '0'}.{part or '0'}")


def _decimal_mark(compact: str, marks: list[str], point_is_decimal: bool) -> str:
    """Which of the marks in a number separates its decimals; '' if none does."""
    last = marks[-1]
    if len(set(marks)) == 2:
        return last
    if len(marks) > 1:
        return ""
    before, _, after = compact.partition(last)
    grouping = len(after) == 3 and "'" not in before and _GROUPED.fullmatch(before) is not None
    if not grouping or len(before) > 3 or (last == "." and point_is_decimal):
        return last
    return ""


def _is_grouping(groups: list[str]) -> bool:
    """Whether the groups are thousands (1,234,567) or lakhs and crores (12,34,567)."""
    first, *middle, final = groups
    if not (1 <= len(first) <= 3 and len(final) == 3):
        return False
    return all(len(group) == 3 for group in middle) or (
        len(first) <= 2 and all(len(group) == 2 for group in middle)
    )
