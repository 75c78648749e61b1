"""Figures in the cells of a column: their values, and what they changed by."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from pipeboard.domain.figures import Amount, Figure, Unit
from pipeboard.domain.figurespecs import SPECS
from pipeboard.domain.rates import Rate
from pipeboard.ui.figure_words import changed, currencies, of_other, told, told_in_one, why


@pytest.mark.parametrize(
    ("value", "unit", "said"),
    [
        (1_240_000, Unit.MONEY, "12.4k"),
        (Fraction(41_234, 1000), Unit.DAYS, "41.2 d"),
        (Fraction(12, 5), Unit.TIMES, "2.4x"),
        (Fraction(2, 3), Unit.RATE, "67 %"),
        (1_234, Unit.COUNT, "1,234"),
        (None, Unit.MONEY, "n/a"),
    ],
)
def test_a_value_says_its_unit(value: Amount | None, unit: Unit, said: str) -> None:
    """In as few cells as can be; n/a is never 0."""
    assert told(value, unit, "EUR") == said


@pytest.mark.parametrize(
    ("value", "before", "unit", "said"),
    [
        (2_500_000, 1_260_000, Unit.MONEY, "+12.4k"),
        (3, 5, Unit.COUNT, "-2"),
        (Fraction(1, 2), Fraction(53, 100), Unit.RATE, "-3 pts"),
        (Fraction(51, 100), Fraction(1, 2), Unit.RATE, "+1 pt"),
        (Fraction(501, 1000), Fraction(1, 2), Unit.RATE, "="),
        (Fraction(1001, 100), Fraction(10), Unit.DAYS, "="),
        (None, 5, Unit.COUNT, ""),
        (5, None, Unit.COUNT, ""),
    ],
)
def test_a_change_reads_as_the_values_do(
    value: Amount | None, before: Amount | None, unit: Unit, said: str
) -> None:
    """Of rates in points; what cannot be seen is no change, and of n/a nothing is told."""
    assert changed(value, before, unit, "EUR") == said


def test_each_currency_has_its_own_reason() -> None:
    """Also one that no deal is in; and there is a line for each that has a value or a reason."""
    whys = {"GBP": "the target is reached"}
    figure = Figure(SPECS["coverage"], {"EUR": Fraction(2)}, {"USD": Fraction(1)}, whys=whys)
    assert list(currencies(figure, "EUR")) == ["EUR", "GBP", "USD"]
    assert why(figure, "GBP") == "the target is reached"
    assert why(figure, "USD") == "no such deal in USD"
    whole = Figure(SPECS["coverage"], None, None, "no target is set for 2026-Q4")
    assert list(currencies(whole, "EUR")) == [""]
    assert why(whole, "") == "no target is set for 2026-Q4"


def test_sums_in_one_currency_put_the_rates_in() -> None:
    """Nothing is told without a rate for every currency."""
    value = {"EUR": 100_00, "USD": 50_00}
    rates = [Rate("USD", "EUR", Decimal("0.9"), date(2026, 11, 2))]
    assert told_in_one(value, "EUR", rates) == (
        "about 145.00 EUR = 100.00 EUR + 50.00 USD x 0.9, by rates of 2026-11-02"
    )
    assert told_in_one({**value, "GBP": 1_00}, "EUR", rates) == ""


def test_the_line_of_another_currency_is_known() -> None:
    """By the code at its beginning; a line of no currency is of none."""
    assert of_other("USD: 1 + 1", "EUR")
    assert not of_other("EUR: 1 + 1", "EUR")
    assert not of_other("1 / (1 + 1)", "EUR")
