"""The arithmetic of the figures, exact: what cannot be computed is None, and never 0.

The formulas are those of ``figurespecs``, in words there. Money is in minor units, a rate a fraction,
a length in days.
"""

from fractions import Fraction
from math import ceil


def ratio(part: int | Fraction, whole: int | Fraction) -> Fraction | None:
    """A part of a whole; None of nothing."""
    return Fraction(part) / whole if whole else None


def win_rate(won: int, lost: int) -> Fraction | None:
    """Of what ended the part that was won: won / (won + lost), both counts or both values.

    None where nothing ended.
    """
    return ratio(won, won + lost)


def average(total: int, count: int) -> Fraction | None:
    """The mean of so many; None of none."""
    return ratio(total, count)


def velocity(
    qualified: int, average_won: Fraction | None, rate: Fraction | None, cycle: Fraction | None
) -> Fraction | None:
    """Money a day: open qualified deals x average won value x win rate / sales cycle days.

    None where a lever is unknown, and where deals are won on the day on which they begin.
    """
    if average_won is None or rate is None or not cycle:
        return None
    return qualified * average_won * rate / cycle


def coverage(expected: int, target: int, won: int) -> Fraction | None:
    """How many times the open value that is expected covers what the target lacks.

    None once the target is reached.
    """
    return Fraction(expected, target - won) if target > won else None


def needed_coverage(rate: Fraction | None) -> Fraction | None:
    """1 / win rate; None where nothing was won."""
    return 1 / rate if rate else None


def deals_needed(
    target: int, won: int, average_won: Fraction | None, rate: Fraction | None
) -> int | None:
    """How many deals must be begun to reach a target: ceil((target - won) / average / win rate).

    None once the target is reached, and where the average or the win rate is unknown or 0.
    """
    if target <= won or not average_won or not rate:
        return None
    return ceil((target - won) / average_won / rate)


def whole(amount: Fraction) -> int:
    """Whole minor units, rounded half-even."""
    return round(amount)
