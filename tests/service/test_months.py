"""Months of a picture: those of the period, and what was won in each beside its target."""

from datetime import date

import pytest

from pipeboard.domain.figures import Scope
from pipeboard.domain.periods import PeriodUnit, read_period
from pipeboard.service import forecast, months, target_setting
from pipeboard.service.insight_scopes import read_scope
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


def test_the_target_of_a_quarter_is_told_where_its_months_have_none(workspace: Workspace) -> None:
    """The picture says so, and so do the reasons of the months; one of a month is shown instead."""
    target_setting.set_target(workspace, target_setting.read(workspace, "Q4 600k EUR"))
    scope = Scope(read_period("2026-Q4", TODAY))
    found = months.won_by_month(workspace, scope)["EUR"]
    assert months.picture(found, "EUR").note == "none for single months; 2026-Q4 has 600k EUR"
    assert found[-1].why == "no target of its own; 2026-Q4 has 600k EUR"
    assert found[0].why == "no target is set for 2026-07"
    target_setting.set_target(workspace, target_setting.read(workspace, "Nov 200k EUR"))
    found = months.won_by_month(workspace, scope)["EUR"]
    assert (found[-2].target, found[-2].why) == (200_000_00, "")
    assert months.picture(found, "EUR").note == "the mark is the target"


def test_the_forecast_says_which_quarters_and_years_have_a_target(workspace: Workspace) -> None:
    """Those that its months are in; quarters tell of the year, weeks have no targets."""
    for line in ("2027-Q1 1.25m EUR", "2026 2m EUR"):
        target_setting.set_target(workspace, target_setting.read(workspace, line))
    by_month = forecast.forecast(workspace)
    assert by_month.no_targets == (
        "No target is set for single months, so there is no gap; 2026 has 2m EUR,"
        " 2027-Q1 has 1.25m EUR."
    )
    assert by_month.columns[0].why_no_target == "no target of its own; 2026 has 2m EUR"
    assert not forecast.forecast(workspace, PeriodUnit.QUARTER).no_targets
    by_week = forecast.forecast(workspace, PeriodUnit.WEEK)
    assert by_week.no_targets == "Weeks have no targets, so there is no gap."


def test_what_a_filter_narrows_down_has_no_target(workspace: Workspace) -> None:
    """That of all deals says nothing of them, and the picture says so; one owner's deals have his."""
    ws = workspace
    target_setting.set_target(ws, target_setting.read(ws, "Nov 200k EUR"))
    target_setting.set_target(ws, target_setting.read(ws, "Nov 7k EUR owner:me"))

    def of(text: str) -> list[months.Month]:
        scope = read_scope(ws, period="2026-Q4", filter_=text)
        return months.won_by_month(ws, scope)["EUR"]

    found = of("label:hot")
    assert {each.target for each in found} == {None}
    assert {each.why for each in found} == {"targets are not for a filter"}
    assert months.picture(found, "EUR").note == "targets are not for a filter"
    assert of("owner:me")[-2].target == 7_000_00
