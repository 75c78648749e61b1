"""Leads: the figures of how many deals come to be qualified, and how that grows."""

from datetime import date
from fractions import Fraction

from pipeboard.domain.figures import Spec, Unit
from pipeboard.domain.periods import Period

QUALIFIED_LEADS = Spec(
    "qualified_leads",
    "Qualified leads",
    Unit.COUNT,
    "deals that first came into a qualified stage in the period",
)
MQL_TO_SQL = Spec(
    "mql_to_sql",
    "Marketing to sales",
    Unit.RATE,
    "of the deals that were first marketing-qualified in the period, those qualified since / all",
)
LEAD_VELOCITY_RATE = Spec(
    "lead_velocity_rate",
    "Lead velocity rate",
    Unit.RATE,
    "(qualified leads of the last whole month of the period - those of the month before) / those "
    "of the month before",
)
LEADS = {spec.name: spec for spec in (QUALIFIED_LEADS, MQL_TO_SQL, LEAD_VELOCITY_RATE)}


def last_whole_month(period: Period, today: date) -> Period | None:
    """The last month that is whole in a period, and has ended or ends today."""
    if period.first > today:
        return None
    ended = Period(period.first, min(period.last, today)).months()
    return ended[-1] if ended else None


def growth(now: int, before: int) -> Fraction | None:
    """By how much a number has grown against the one before; None where there was none."""
    return Fraction(now - before, before) if before else None
