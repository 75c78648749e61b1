"""Deals by their size: classes of values of each currency."""

from pipeboard.domain.money import short

BOUNDS = (*(step * 10**power for power in (5, 6, 7) for step in (1, 5)), 10**8)
"""Where one class ends and the next begins, in minor units: 1k, 5k, 10k … 1m of a currency of two
digits, 100k … 100m yen."""


def size_name(currency: str, number: int | None) -> str:
    """The name of a class, by the number of bounds that a value has reached: ``1k to 5k EUR``.

    '' for deals without a value.
    """
    if number is None:
        return ""
    ends = [short(bound, currency) for bound in BOUNDS]
    if number == 0:
        return f"under {ends[0]} {currency}"
    if number == len(ends):
        return f"{ends[-1]} {currency} or more"
    return f"{ends[number - 1]} to {ends[number]} {currency}"
