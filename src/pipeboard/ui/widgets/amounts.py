"""Amounts as the board writes them: short, and with their currency only where there are several."""

from collections.abc import Mapping
from functools import lru_cache

from pipeboard.domain.currencies import SYMBOLS
from pipeboard.domain.money import short
from pipeboard.ui.text import width

_SIGNS = {code: sign for sign, code in reversed(tuple(SYMBOLS.items())) if width(sign) == 1}


@lru_cache(maxsize=4096)
def amount(minor: int, currency: str, *, named: bool, ascii: bool = False) -> str:  # noqa: A002
    """An amount: ``12.4k``; with ``named`` its currency too: ``€12.4k``, ``CHF 12.4k``."""
    number = short(minor, currency)
    if not named:
        return number
    sign = _SIGNS.get(currency, "")
    return (
        f"{sign}{number}" if sign and not (ascii and not sign.isascii()) else f"{currency} {number}"
    )


def count(number: int, cells: int) -> str:
    """A number of deals, exact where it fits, else short: ``49582``, ``1.2m``."""
    exact = str(number)
    return exact if len(exact) <= cells else short(number, "JPY")


def amounts(
    sums: Mapping[str, int],
    cells: int,
    *,
    first: str,
    named: bool,
    ascii: bool = False,  # noqa: A002
) -> str:
    """Sums in their currencies, as many as fit, then how many more there are: ``€148k $12k +1``.

    The currency ``first`` comes first. Nothing when not even one fits.
    """
    order = sorted(sums, key=lambda code: (code != first, code))
    parts = [amount(sums[code], code, named=named, ascii=ascii) for code in order]
    for shown in range(len(parts), 0, -1):
        more = len(parts) - shown
        text = " ".join([*parts[:shown], *([f"+{more}"] if more else [])])
        if width(text) <= cells:
            return text
    return ""
