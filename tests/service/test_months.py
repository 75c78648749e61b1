"""Months of a picture: those of the period, and what was won in each beside its target."""

from datetime import date

import pytest

from pipeboard.domain.figures import Scope
from pipeboard.domain.periods import read_period
from pipeboard.service import months
from pipeboard.service.workspace import Workspace

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("period", "first", "last", "count"),
    [
        ("2026-Q4", "2026-07", "2026-12", 6),
        ("2026", "2026-01", "2026-12", 12),
        ("2026-02", "2025-09", "2026-02", 6),
        ("2026-W01", "2025-08", "2026-01", 6),
        ("2020-01-15..2026-03-02", "2024-04", "2026-03", 24),
        ("0001-02", "0001-01", "0001-02", 2),
    ],
)
def test_at_least_six_months_are_shown_and_at_most_24(
    period: str, first: str, last: str, count: int
) -> None:
    """Up to the last month of the period, as far as the calendar goes back."""
    found = months.shown(read_period(period, TODAY))
    assert (str(found[0]), str(found[-1]), len(found)) == (first, last, count)


def test_the_months_that_a_period_has_days_in() -> None:
    """Also those of which it has some days only."""
    found = months.touched(read_period("2026-01-31..2026-03-01", TODAY))
    assert [str(each) for each in found] == ["2026-01", "2026-02", "2026-03"]


def test_without_deals_the_months_are_of_the_own_currency(workspace: Workspace) -> None:
    """Nothing was won, and there is no target."""
    found = months.won_by_month(workspace, Scope(read_period("2026-Q4", TODAY)))
    assert list(found) == [workspace.currency]
    assert [(each.won, each.target) for each in found[workspace.currency]] == [(0, None)] * 6
    assert found[workspace.currency][-1].label == "Dec 2026"
