"""Periods and days in few words."""

from datetime import date

import pytest

from pipeboard.domain.periods import read_period
from pipeboard.domain.periodwords import called, short_day, with_days


@pytest.mark.parametrize(
    ("text", "name", "days"),
    [
        ("2026-Q4", "2026-Q4", "2026-Q4, 1 Oct - 31 Dec 2026"),
        ("2026-11", "Nov 2026", "Nov 2026, 1 Nov - 30 Nov 2026"),
        ("2026-W53", "week 53, 2026", "week 53, 2026, 28 Dec 2026 - 3 Jan 2027"),
        ("2026-11-12..2026-11-12", "12 Nov 2026", "12 Nov 2026"),
        ("2026-11-12", "12 Nov 2026", "12 Nov 2026"),
        ("2026-11-12..2027-01-02", "12 Nov 2026 - 2 Jan 2027", "12 Nov 2026 - 2 Jan 2027"),
    ],
)
def test_a_period_has_a_name_and_its_days(text: str, name: str, days: str) -> None:
    """One without a name is called by its days, which are told once."""
    period = read_period(text, date(2026, 11, 23))
    assert (called(period), with_days(period)) == (name, days)


def test_a_day_is_told_with_its_year_or_without() -> None:
    """The year has four digits always."""
    assert short_day(date(2026, 11, 2)) == "2 Nov 2026"
    assert short_day(date(2026, 11, 2), year=False) == "2 Nov"
    assert short_day(date(1, 1, 1)) == "1 Jan 0001"
