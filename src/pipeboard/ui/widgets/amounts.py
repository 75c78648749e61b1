"""Amounts as the board writes them: short, and with their currency only where there are several."""

from collections.abc import Mapping, Sequence
from functools import lru_cache

from pipeboard.domain.currencies import SYMBOLS
from pipeboard.domain.money import short
from pipeboard.ui.text import width

_SIGNS = {code: sign for sign, code in reversed(tuple(SYMBOLS.items())) if width(sign) == 1}


@lru_cache(maxsize=4096)
def amount(minor: int, currency: str, *, named: bool, ascii: bool = False) -> str:
    """An amount: ``12.4k``; with ``named`` its currency too: ``€12.4k``, ``-€5k``, ``CHF 12.4k``."""
    number = short(minor, currency)
    if not named:
        return number
    sign = _SIGNS.get(currency, "")
    if not sign or (ascii and not sign.isascii()):
        return f"{currency} {number}"
    return f"-{sign}{number[1:]}" if number.startswith("-") else f"{sign}{number}"


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
    ascii: bool = False,
) -> str:
    """Sums in their currencies on one line: what ``amount_lines`` makes of them."""
    return " ".join(amount_lines(sums, cells, 1, first=first, named=named, ascii=ascii))


def amount_lines(
    sums: Mapping[str, int],
    cells: int,
    most: int,
    *,
    first: str,
    named: bool,
    ascii: bool = False,
    before: int = 0,
) -> list[str]:
    """Sums in their currencies, as many as fit on ``most`` lines, then how many more there are:
    ``€148k $12k +1``.

    The currency ``first`` comes first; where only that fits, a plus alone says that there are more:
    ``€148k+``. Nothing when not even that fits. So many cells ``before`` are taken on the first
    line, which is empty where none of it fits beside them.
    """
    order = by_currency(sums, first)
    parts = [amount(sums[code], code, named=named, ascii=ascii) for code in order]
    for shown in range(len(parts), 0, -1):
        more = len(parts) - shown
        lines = _flowed([*parts[:shown], *([f"+{more}"] if more else [])], cells, before)
        if len(lines) <= most and all(width(line) <= cells for line in lines):
            return lines
    brief = [f"{part}+" for part in parts[:1] if len(parts) > 1]
    return [part for part in brief if most and width(part) <= cells - before]


def by_currency(sums: Mapping[str, int], first: str) -> list[str]:
    """The currencies of some sums in the order that they are shown in."""
    return sorted(sums, key=lambda code: (code != first, code))


def _flowed(parts: Sequence[str], cells: int, before: int) -> list[str]:
    """Texts with spaces between them, on as many lines as they need."""
    lines: list[str] = []
    for part in parts:
        if before and not lines and width(part) > cells - before:
            lines.append("")
        room = cells - before if len(lines) == 1 else cells
        if lines and lines[-1] and width(lines[-1]) + 1 + width(part) <= room:
            lines[-1] += f" {part}"
        else:
            lines.append(part)
    return lines
