"""Targets: the money that is to be won in a month, a quarter or a year."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from pipeboard.domain import periods
from pipeboard.domain.money import Money, short
from pipeboard.domain.periods import Period, PeriodUnit, period_of, read_period
from pipeboard.errors import BadInput, NotAccepted

ACCEPTED: Final = (
    "a month, a quarter or a year is needed, such as 2026-12, 2026-Q4, Q4, December, this-month or "
    "2026"
)
UNITS: Final = (PeriodUnit.MONTH, PeriodUnit.QUARTER, PeriodUnit.YEAR)
"""What targets are for, the shortest first."""
NOT_FOR_A_FILTER: Final = "targets are not for a filter"
NOT_FOR_NOBODY: Final = "deals without an owner have no target"
"""Why deals that a filter narrows down have no target: that of all deals says nothing of them."""
_TOLD = 3


@dataclass(frozen=True, slots=True)
class Target:
    """Money to win in a period, for a pipeline (None: all) and an owner (None: everybody).

    One that is not in the database has no id.
    """

    id: int | None
    period: Period
    pipeline_id: int | None
    owner: str | None
    money: Money


def read_target_period(text: str, today: date) -> Period:
    """The period that a target is for; without a year it is one of this year.

    Raises BadInput for what is no period, NotAccepted for one that is no month, quarter or year.
    """
    try:
        found = named(read_period(text, today))
    except BadInput as bad:
        said = ACCEPTED if bad.accepted == periods.ACCEPTED else bad.accepted
        raise BadInput("period", text, said) from None
    if found is None:
        raise NotAccepted("period", text, ACCEPTED)
    return found


def named(period: Period) -> Period | None:
    """The month, quarter or year that a period is, also when it was told by its days; else None."""
    for unit in UNITS:
        found = period_of(period.first, unit)
        if (found.first, found.last) == (period.first, period.last):
            return found
    return None


def parts(period: Period) -> list[Period]:
    """What a period's target is the sum of while nothing is set for the period itself.

    Of a year that is the quarters, of a quarter the months.
    """
    if period.unit is PeriodUnit.YEAR:
        first = period_of(period.first, PeriodUnit.QUARTER)
        return [first.moved(by) for by in range(4)]
    return period.months() if period.unit is PeriodUnit.QUARTER else []


def with_parts(period: Period) -> list[Period]:
    """A period, and all whose targets have a say in its own."""
    return [period, *(each for part in parts(period) for each in with_parts(part))]


def wider(period: Period) -> list[Period]:
    """The quarter and the year that a month is in; of a quarter its year."""
    if period.unit not in UNITS:
        return []
    return [period_of(period.first, unit) for unit in UNITS[UNITS.index(period.unit) + 1 :]]


def told(found: Mapping[str, Mapping[str, int]]) -> str:
    """Targets by the names of their periods: ``2026-Q4 has 600k EUR``; the first of many."""
    said = [
        f"{name} has {' and '.join(f'{short(each, code)} {code}' for code, each in sums.items())}"
        for name, sums in found.items()
    ]
    more = len(said) - _TOLD
    return ", ".join(said[:_TOLD]) + (f" and {more} more" if more > 0 else "")


def none_for(period: Period, wider: Mapping[str, Mapping[str, int]]) -> str:
    """That a period has no target, and which of those that it is in have one."""
    return f"no target of its own; {told(wider)}" if wider else f"no target is set for {period}"


def overlap(one: Period, other: Period) -> bool:
    """Whether two periods have a day in common."""
    return one.first <= other.last and other.first <= one.last


def whose(owner: str | None, pipeline: str) -> str:
    """For whom a target is, and in which pipeline where it is not for all: ``for ann in Sales``.

    An empty owner is nobody.
    """
    who = "everybody" if owner is None else owner or "nobody"
    return f"for {who}{f' in {pipeline}' if pipeline else ''}"


def due(period: Period, values: Mapping[str, int]) -> int | None:
    """The target of a period by those that are set, by the names of their periods.

    What is set for the period itself holds. A quarter for which nothing is set has the sum of its
    months, a year that of its quarters, if every one of these has a target; else there is none.
    """
    if str(period) in values:
        return values[str(period)]
    found = [due(part, values) for part in parts(period)]
    known = [each for each in found if each is not None]
    return sum(known) if known and len(known) == len(found) else None
