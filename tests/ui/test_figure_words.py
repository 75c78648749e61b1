"""Figures in the cells of a column: their values, and what they changed by."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from pipeboard.domain.figures import Amount, Figure, Unit
from pipeboard.domain.figurespecs import SPECS
from pipeboard.domain.rates import Rate
from pipeboard.ui.figure_words import changed, in_order, note, told, told_in_one


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
    """The own currency is first; what is left out is told once, and of all currencies."""
    figure = Figure(
        SPECS["coverage"],
        {"EUR": Fraction(2), "CHF": Fraction(1)},
        {"EUR": Fraction(1)},
        left_out=3,
        left_out_before=4,
        whys={"GBP": "the target is reached"},
        whys_before={"CHF": "no target", "GBP": "no target"},
    )
    told = [
        (part.currency, note(figure, part, first=place == 0, several=True))
        for place, part in enumerate(in_order(figure, "EUR"))
    ]
    assert told == [
        ("EUR", "without 3 deals, before 4 in all currencies"),
        ("CHF", "before: no target"),
        ("GBP", "the target is reached"),
    ]


@pytest.mark.parametrize(
    ("now", "before", "said"),
    [
        (1, 0, "without 1 deal"),
        (0, 500, "before: without 500 deals"),
        (45, 500, "without 45 deals, before 500"),
        (0, 0, ""),
    ],
)
def test_what_is_left_out_is_told_of_both_periods(now: int, before: int, said: str) -> None:
    """In as few cells as can be."""
    figure = Figure(SPECS["open_count"], 5, 6, left_out=now, left_out_before=before)
    assert [note(figure, part, first=True, several=False) for part in in_order(figure, "EUR")] == [
        said
    ]


def test_sums_in_one_currency_put_the_rates_in() -> None:
    """Nothing is told without a rate for every currency."""
    value = {"EUR": 100_00, "USD": 50_00}
    rates = [Rate("USD", "EUR", Decimal("0.9"), date(2026, 11, 2))]
    assert told_in_one(value, "EUR", rates) == (
        "about 145.00 EUR = 100.00 EUR + 50.00 USD x 0.9, by rates of 2026-11-02"
    )
    assert told_in_one({**value, "GBP": 1_00}, "EUR", rates) == ""
