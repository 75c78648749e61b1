"""Exchange rates, and sums converted by them."""

from datetime import date
from decimal import Decimal

import pytest

from pipeboard.domain.rates import Converted, Rate, convert, missing, read_rate
from pipeboard.errors import BadInput

USD = Rate("USD", "EUR", Decimal("0.92"), date(2026, 11, 2))
JPY = Rate("JPY", "EUR", Decimal("0.0061"), date(2026, 11, 1))


def test_sums_are_converted_exactly_and_rounded_once() -> None:
    """By the digits of each currency; the date is that of the oldest rate used."""
    sums = {"EUR": 100_050, "USD": 1_001, "JPY": 1_000}
    # 1000.50 + 10.01 * 0.92 + 1000 * 0.0061 = 1015.8092
    assert convert(sums, "EUR", [USD, JPY]) == Converted(101_581, "EUR", date(2026, 11, 1))


@pytest.mark.parametrize(("minor", "expected"), [(25, 12), (75, 38), (-25, -12)])
def test_a_half_goes_to_the_even_number(minor: int, expected: int) -> None:
    """As everywhere where money is rounded."""
    half = Rate("USD", "EUR", Decimal("0.5"), date(2026, 11, 1))
    found = convert({"USD": minor}, "EUR", [half])
    assert found is not None
    assert found.minor == expected


def test_nothing_is_converted_where_nothing_needs_it() -> None:
    """Sums in the one currency are what they are."""
    assert convert({"EUR": 5}, "EUR", [USD]) is None
    assert convert({}, "EUR", [USD]) is None


def test_a_missing_rate_leaves_no_total() -> None:
    """A total of a part of the sums would look like that of all; what is missing is named."""
    assert convert({"EUR": 5, "USD": 5, "GBP": 5}, "EUR", [USD]) is None
    assert missing({"EUR": 5, "USD": 5, "GBP": 5}, "EUR", [USD]) == ["GBP"]
    other_base = Rate("GBP", "USD", Decimal("1.3"), date(2026, 11, 1))
    assert convert({"GBP": 5}, "EUR", [other_base]) is None


def test_a_rate_is_read_exactly() -> None:
    """With a point or a comma."""
    assert read_rate("0,92") == Decimal("0.92")
    assert read_rate(" 163.5 ") == Decimal("163.5")


@pytest.mark.parametrize("text", ["", "0", "-1", "x", "nan", "inf", "1e40", "1." + "1" * 30, "٣"])
def test_what_is_no_rate_is_refused(text: str) -> None:
    """Naming what was typed."""
    with pytest.raises(BadInput, match="rate"):
        read_rate(text)
