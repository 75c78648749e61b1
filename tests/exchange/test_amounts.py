"""Amounts, currencies and probabilities are read as their column writes them."""

import pytest

from pipeboard.domain.money import Money
from pipeboard.errors import BadInput
from pipeboard.exchange.amounts import (
    AmountColumn,
    decimal_mark,
    is_fraction,
    read_currency,
    read_probability,
)


def read(text: str, currency: str = "EUR", mark: str | None = None) -> Money | None:
    return AmountColumn("Amount", mark=mark, hundredths=False).money(text, currency, told=False)


@pytest.mark.parametrize(
    ("values", "mark"),
    [
        (["1.234,50", "950"], ","),
        (["1,234.50"], "."),
        (["12,5", "1.234"], ","),
        (["1 234,50", "1'234"], ","),
        (["1.234.567"], ","),
        (["0.500"], "."),
        (["1234.567"], "."),
        (["1,234", "5,000"], None),
        (["1.5", "1,5"], None),
        (["1.5", "2.5", "1,5"], "."),
        (["12000", "", "n/a"], None),
        (["$22,700.00"], "."),
    ],
)
def test_a_column_tells_its_decimal_mark(values: list[str], mark: str | None) -> None:
    """By what only one reading allows; one mark before three digits tells nothing."""
    assert decimal_mark(values) == mark


def test_the_mark_of_the_column_reads_what_is_ambiguous() -> None:
    """1.234 is a thousand where commas are decimal marks, and without a hint."""
    assert read("1.234", mark=",") == Money(123400, "EUR")
    assert read("1.234") == Money(123400, "EUR")
    with pytest.raises(BadInput, match="decimals"):
        read("1.234", mark=".")


@pytest.mark.parametrize(
    ("text", "minor", "currency"),
    [
        ("$22,700.00", 2270000, "USD"),
        ("1054", 105400, "EUR"),
        ("1000.0000", 100000, "EUR"),
        ("1.2E7", 1200000000, "EUR"),
        ("12.400,50 €", 1240050, "EUR"),
        ("0", 0, "EUR"),
    ],
)
def test_amounts_as_programs_write_them(text: str, minor: int, currency: str) -> None:
    """With signs, grouping, trailing zeros and powers of ten; a currency in the text counts."""
    assert read(text) == Money(minor, currency)


@pytest.mark.parametrize("text", ["", " ", "-", "n/a", "None", "null"])
def test_a_blank_is_no_amount(text: str) -> None:
    """Nothing is nothing, not 0."""
    assert read(text) is None


@pytest.mark.parametrize(
    "text", ["abc", "-5", "(500)", "1.2.3", "12,345,6", "12x", "5 apples", "1e19"]
)
def test_what_is_no_amount_is_refused_by_column(text: str) -> None:
    """The error names the column and the text."""
    with pytest.raises(BadInput) as caught:
        read(text)
    assert (caught.value.field, caught.value.value) == ("Amount", text)


def test_an_amount_may_not_contradict_the_currency_of_its_row() -> None:
    """A dollar sign goes with CAD, a euro sign does not."""
    amounts = AmountColumn("Amount", mark=None, hundredths=False)
    assert amounts.money("$5", "CAD", told=True) == Money(500, "CAD")
    with pytest.raises(BadInput, match="CAD"):
        amounts.money("€5", "CAD", told=True)


def test_amounts_in_hundredths() -> None:
    """A column of cents counts hundredths also of a currency without cents."""
    amounts = AmountColumn("value", mark=None, hundredths=True)
    assert amounts.money("150050", "USD", told=True) == Money(150050, "USD")
    assert amounts.money("150000", "JPY", told=True) == Money(1500, "JPY")
    with pytest.raises(BadInput) as caught:
        amounts.money("150050", "JPY", told=True)
    assert caught.value.value == "150050"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        *(("usd", "USD"), ("US Dollar", "USD"), ("US dollars", "USD"), ("€", "EUR")),
        *(("Euro", "EUR"), ("Pound Sterling", "GBP"), ("USD - U.S. Dollar", "USD")),
        *(("CHF (Swiss franc)", "CHF"), ("$", "CAD"), (" Japanese  Yen ", "JPY")),
    ],
)
def test_currencies_by_code_sign_and_name(text: str, code: str) -> None:
    """A sign that several share means the one in use."""
    assert read_currency("Currency", text, "CAD") == code


def test_an_unknown_currency_is_refused_by_column() -> None:
    """The error names the column and the text."""
    with pytest.raises(BadInput) as caught:
        read_currency("Deal Currency", "Galleons", "EUR")
    assert (caught.value.field, caught.value.value) == ("Deal Currency", "Galleons")


@pytest.mark.parametrize(
    ("values", "fraction"),
    [
        (["0.1", "0,25", "1"], True),
        (["0", "1"], True),
        (["0.5", "20"], False),
        (["10", "90", ""], False),
        (["0", ""], False),
        (["15 %"], False),
        ([], False),
    ],
)
def test_the_scale_of_probabilities_is_that_of_the_column(
    values: list[str], fraction: bool
) -> None:
    """Parts of one where no value is above one."""
    assert is_fraction(values) is fraction


def test_probabilities_are_whole_percent() -> None:
    """Rounded half-even; a percent sign beats the scale; blanks stay empty."""
    assert read_probability("P", "0.125", fraction=True) == 12
    assert read_probability("P", "15 %", fraction=True) == 15
    assert read_probability("P", "33,3", fraction=False) == 33
    assert read_probability("P", "100.0", fraction=False) == 100
    assert read_probability("P", "", fraction=False) is None


@pytest.mark.parametrize(
    ("text", "fraction"), [("101", False), ("-1", False), ("high", False), ("2", True)]
)
def test_a_probability_out_of_range_is_refused(text: str, fraction: bool) -> None:
    """The error says the scale of the column."""
    with pytest.raises(BadInput, match="0 to 1" if fraction else "0 to 100"):
        read_probability("P", text, fraction=fraction)
