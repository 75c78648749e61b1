"""Leads: of which month their growth is told, and what it is."""

from datetime import date
from fractions import Fraction

from pipeboard.domain.periods import Period


def last_whole_month(period: Period, today: date) -> Period | None:
    """The last month that is whole in a period, and has ended or ends today."""
    if period.first > today:
        return None
    ended = Period(period.first, min(period.last, today)).months()
    return ended[-1] if ended else None


def growth(now: int, before: int) -> Fraction | None:
    """By how much a number has grown against the one before; None where there was none."""
    return Fraction(now - before, before) if before else None
