"""The arithmetic of the figures: exact, and nothing where it cannot be computed."""

from fractions import Fraction

import pytest

from pipeboard.domain import formulas
from pipeboard.domain.figures import Unit
from pipeboard.domain.figurespecs import SPECS
from pipeboard.domain.figurewords import lines, number, told
from pipeboard.domain.sizes import BOUNDS, size_name

HALF = Fraction(1, 2)
NAMES = (
    "open_count open_value weighted_value won_count won_value lost_count win_rate_count "
    "win_rate_value average_deal sales_cycle_days velocity_per_day qualified_leads mql_to_sql "
    "lead_velocity_rate coverage needed_coverage deals_needed overdue_followups "
    "without_next_step activities_done"
)


def test_figures_are_in_the_order_in_which_programs_get_them() -> None:
    """Each has a label and a formula of its own."""
    assert list(SPECS) == NAMES.split()
    for tellings in ([s.label for s in SPECS.values()], [s.formula for s in SPECS.values()]):
        assert len(set(tellings)) == len(SPECS)
        assert all(tellings)


def test_a_rate_of_nothing_is_none() -> None:
    """Not 0: nobody lost either."""
    assert formulas.win_rate(0, 0) is None
    assert formulas.win_rate(0, 3) == 0
    assert formulas.win_rate(1, 2) == Fraction(1, 3)
    assert formulas.average(10, 0) is None


@pytest.mark.parametrize(
    ("levers", "found"),
    [
        ((4, Fraction(1000), HALF, Fraction(20)), 100),
        ((0, Fraction(1000), HALF, Fraction(20)), 0),
        ((4, None, HALF, Fraction(20)), None),
        ((4, Fraction(1000), None, Fraction(20)), None),
        ((4, Fraction(1000), HALF, None), None),
        ((4, Fraction(1000), HALF, Fraction(0)), None),
    ],
)
def test_velocity_needs_all_four_levers(
    levers: tuple[int, Fraction | None, Fraction | None, Fraction | None], found: int | None
) -> None:
    """Qualified deals x average x win rate / days; not where every deal was won on its first day."""
    assert formulas.velocity(*levers) == found


def test_coverage_ends_with_the_target() -> None:
    """What is open of what is lacking; nothing lacks once the target is reached, or is 0."""
    assert formulas.coverage(300, 200, 100) == 3
    assert formulas.coverage(0, 200, 100) == 0
    assert formulas.coverage(300, 100, 100) is None
    assert formulas.coverage(300, 0, 0) is None
    assert formulas.needed_coverage(Fraction(1, 4)) == 4
    assert formulas.needed_coverage(Fraction(0)) is None
    assert formulas.needed_coverage(None) is None


def test_deals_needed_are_rounded_up() -> None:
    """Half of them are won: to win 2.1 on average five must be begun."""
    assert formulas.deals_needed(310, 100, Fraction(100), HALF) == 5
    assert formulas.deals_needed(300, 100, Fraction(100), HALF) == 4
    assert formulas.deals_needed(100, 100, Fraction(100), HALF) is None
    assert formulas.deals_needed(300, 100, Fraction(0), HALF) is None
    assert formulas.deals_needed(300, 100, None, HALF) is None
    assert formulas.deals_needed(300, 100, Fraction(100), Fraction(0)) is None


def test_minor_units_are_rounded_half_even() -> None:
    """Once, from the exact amount."""
    assert [formulas.whole(Fraction(n, 2)) for n in (1, 3, 5, -1)] == [0, 2, 2, 0]


def test_figures_are_told_with_what_they_are_counted_in() -> None:
    """Money with its currency's digits, a rate in percent; None is n/a and no deals are 0."""
    assert told(SPECS["open_value"], 105_400, "EUR") == "1,054.00 EUR"
    assert told(SPECS["open_value"], 105_400, "JPY") == "105,400 JPY"
    assert told(SPECS["win_rate_count"], Fraction(2, 3)) == "66.7 %"
    assert told(SPECS["lead_velocity_rate"], Fraction(-1, 40)) == "-2.5 %"
    assert told(SPECS["sales_cycle_days"], Fraction(91, 2)) == "45.5 days"
    assert told(SPECS["needed_coverage"], Fraction(3)) == "3.00 times"
    assert lines(SPECS["open_count"], 1_234) == ["1,234"]
    assert lines(SPECS["open_value"], None) == ["n/a"]
    assert lines(SPECS["open_value"], {}) == ["0"]
    assert lines(SPECS["win_rate_value"], {"USD": HALF, "EUR": Fraction(1)}) == [
        "EUR 100.0 %",
        "USD 50.0 %",
    ]
    assert number(Fraction(12_345_678, 1000), 2) == "12,345.68"
    assert {spec.unit for spec in SPECS.values()} == set(Unit)


def test_sizes_are_named_in_their_currency() -> None:
    """The bounds are minor units, so they are a hundred times as many yen as euros."""
    assert size_name("EUR", 0) == "under 1k EUR"
    assert size_name("EUR", 1) == "1k to 5k EUR"
    assert size_name("EUR", len(BOUNDS)) == "1m EUR or more"
    assert size_name("JPY", 1) == "100k to 500k JPY"
    assert size_name("EUR", None) == ""
