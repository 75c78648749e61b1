"""What holds for money: exact writing, short writing, and reading what people type."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeboard.domain.currencies import DIGITS
from pipeboard.domain.money import (
    MAX_MINOR,
    SYMBOLS,
    Money,
    currency_code,
    digits,
    exact,
    from_decimal,
    parse_amount,
    readable,
    short,
    weigh,
)
from pipeboard.errors import BadInput

currencies = st.sampled_from(sorted(DIGITS))
amounts = st.integers(min_value=0, max_value=MAX_MINOR)


@pytest.mark.parametrize(("code", "count"), [("JPY", 0), ("EUR", 2), ("KWD", 3), ("CLF", 4)])
def test_digits_are_those_of_iso_4217(code: str, count: int) -> None:
    """The minor unit has the digits of the standard."""
    assert digits(code) == count


def test_an_unknown_currency_names_the_nearest() -> None:
    """A mistyped code is refused with the code that was probably meant."""
    with pytest.raises(BadInput, match=r"'EURO'.*EUR"):
        digits("EURO")


def test_every_symbol_means_a_known_currency() -> None:
    """No sign stands for a code that has no digits."""
    assert set(SYMBOLS.values()) <= DIGITS.keys()


@pytest.mark.parametrize(
    ("minor", "code", "text"),
    [
        (105400, "EUR", "1054.00"),
        (5, "EUR", "0.05"),
        (-5, "EUR", "-0.05"),
        (1054, "JPY", "1054"),
        (1234, "KWD", "1.234"),
        (0, "USD", "0.00"),
    ],
)
def test_exact_has_all_digits_of_the_currency(minor: int, code: str, text: str) -> None:
    """The plain decimal string always has as many decimals as the currency."""
    assert exact(minor, code) == text


@pytest.mark.parametrize(
    ("minor", "code", "text"),
    [
        (105400, "EUR", "1,054.00 EUR"),
        (-123456789, "USD", "-1,234,567.89 USD"),
        (-3, "USD", "-0.03 USD"),
        (1054, "JPY", "1,054 JPY"),
    ],
)
def test_readable_has_thousands_marks(minor: int, code: str, text: str) -> None:
    """The amount for people has thousands marks, all digits and the currency."""
    assert readable(Money(minor, code)) == text


@pytest.mark.parametrize(
    ("major", "text"),
    [
        ("0", "0"),
        ("0.40", "0"),
        ("950", "950"),
        ("999.49", "999"),
        ("999.50", "1k"),
        ("1054", "1.05k"),
        ("5000", "5k"),
        ("12400", "12.4k"),
        ("99950", "100k"),
        ("148000", "148k"),
        ("999499.99", "999k"),
        ("999500", "1m"),
        ("999999.99", "1m"),
        ("1200000", "1.2m"),
        ("1250000", "1.25m"),
        ("999400000", "999m"),
        ("999500000", "1bn"),
        ("1250000000", "1.25bn"),
        ("2000000000000", "2tn"),
    ],
)
def test_short_has_three_digits_and_never_1000k(major: str, text: str) -> None:
    """Short numbers have at most three significant digits and go over to the next unit in time."""
    assert short(int(Decimal(major) * 100), "EUR") == text
    assert short(-int(Decimal(major) * 100), "EUR") == (f"-{text}" if text != "0" else "0")


@given(amounts, currencies)
def test_short_fits_its_cells(minor: int, code: str) -> None:
    """Up to 999m a short number takes at most 5 cells, beyond it at most 6."""
    major = minor / 10 ** digits(code)
    assert len(short(minor, code)) <= (5 if major < 999_500_000 else 6)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("12k", Money(1_200_000, "EUR")),
        ("12K", Money(1_200_000, "EUR")),
        ("12 k EUR", Money(1_200_000, "EUR")),
        ("12 k€", Money(1_200_000, "EUR")),
        ("$ 1.5 m", Money(150_000_000, "USD")),
        ("5 000", Money(500_000, "EUR")),
        ("1 234,50 EUR", Money(123_450, "EUR")),
        ("1.5m", Money(150_000_000, "EUR")),
        (".5m", Money(50_000_000, "EUR")),
        ("1.125m", Money(112_500_000, "EUR")),
        ("12,400k", Money(1_240_000_000, "EUR")),
        ("2bn", Money(200_000_000_000, "EUR")),
        ("€ 1.234,56", Money(123_456, "EUR")),
        ("1.234,56 €", Money(123_456, "EUR")),
        ("€1,234.56", Money(123_456, "EUR")),
        ("$22,700.00", Money(2_270_000, "USD")),
        ("US$ 5", Money(500, "USD")),
        ("$5 CAD", Money(500, "CAD")),
        ("12,400 EUR", Money(1_240_000, "EUR")),
        ("12,400 usd", Money(1_240_000, "USD")),
        ("EUR12k", Money(1_200_000, "EUR")),
        ("12kUSD", Money(1_200_000, "USD")),
        ("5 mxn", Money(500, "MXN")),
        ("5 kwd", Money(5000, "KWD")),
        ("£ 5 k", Money(500_000, "GBP")),
        ("1.234", Money(123_400, "EUR")),
        ("1,234", Money(123_400, "EUR")),
        ("1.23", Money(123, "EUR")),
        ("0.500", Money(50, "EUR")),
        ("1234,5", Money(123_450, "EUR")),
        ("1'234.50", Money(123_450, "EUR")),
        ("1’234.50", Money(123_450, "EUR")),
        ("1 234,56", Money(123_456, "EUR")),
        ("1\N{NARROW NO-BREAK SPACE}234\N{NO-BREAK SPACE}567", Money(123_456_700, "EUR")),
        ("1.234.567", Money(123_456_700, "EUR")),
        ("12,34,567.00 ₹", Money(123_456_700, "INR")),
        ("1.234 KWD", Money(1234, "KWD")),
        ("1,234 KWD", Money(1_234_000, "KWD")),
        ("1.000 JPY", Money(1000, "JPY")),
        ("1000.00 JPY", Money(1000, "JPY")),
        ("¥12k", Money(12_000, "JPY")),
        ("＄５００", Money(50_000, "USD")),
        ("+500", Money(50_000, "EUR")),
        ("0", Money(0, "EUR")),
        ("  7  ", Money(700, "EUR")),
    ],
)
def test_amounts_are_read_as_written(text: str, expected: Money) -> None:
    """Marks, signs, codes and multipliers of many countries are read; the text's currency wins."""
    assert parse_amount(text, "EUR") == expected


@pytest.mark.parametrize(
    ("text", "mark", "minor"),
    [
        ("1,234", ".", 123_400),
        ("1.234", ",", 123_400),
        ("12,400k", ".", 1_240_000_000),
        ("12,5k", ",", 1_250_000),
        ("1.125m", ",", 112_500_000_000),
    ],
)
def test_a_known_decimal_mark_decides(text: str, mark: str, minor: int) -> None:
    """Where a file's column or the locale tells the decimal mark, nothing is guessed."""
    assert parse_amount(text, "EUR", decimal_mark=mark) == Money(minor, "EUR")


def test_a_known_decimal_mark_shows_too_many_decimals() -> None:
    """Three decimals stay three decimals and are refused, instead of read as thousands."""
    with pytest.raises(BadInput, match="at most 2 decimals"):
        parse_amount("1.234", "EUR", decimal_mark=".")


@pytest.mark.parametrize(
    ("default", "text", "code"),
    [("CAD", "$5", "CAD"), ("EUR", "$5", "USD"), ("CNY", "¥5", "CNY"), ("NOK", "5 kr", "NOK")],
)
def test_a_shared_sign_means_the_default_currency(default: str, text: str, code: str) -> None:
    """Who works in Canadian dollars means those by ``$``; others mean US dollars."""
    assert parse_amount(text, default).currency == code


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("(500)", "negative"),
        ("-500", "negative"),
        ("€ -500", "negative"),
        ("−500", "negative"),
        ("500-", "negative"),
        ("", "an amount such as"),
        ("abc", "an amount such as"),
        ("€", "an amount such as"),
        ("5.", "an amount such as"),
        ("1e5", "an amount such as"),
        ("1 2", "an amount such as"),
        ("1,2,3", "an amount such as"),
        ("1.2.3,4", "an amount such as"),
        ("1,234.567,89", "an amount such as"),
        ("500-600", "an amount such as"),
        ("9" * 5000, "an amount such as"),
        ("nan", "an amount such as"),
        ("12.345,678", "at most 2 decimals"),
        ("1234.567", "at most 2 decimals"),
        ("0.005", "at most 2 decimals"),
        ("0.5 JPY", "no decimals"),
        ("12 xyz", "currency"),
        ("$5 EUR", "one currency"),
        ("9999999999999999", "at most 10,000,000,000,000.00 EUR"),
        ("999999999999tn", "at most"),
    ],
)
def test_what_is_no_amount_is_refused(text: str, reason: str) -> None:
    """Nothing is rounded, turned positive or half read: the message says what would do."""
    with pytest.raises(BadInput, match=reason):
        parse_amount(text, "EUR")


def test_the_message_names_the_field_and_the_text() -> None:
    """The error says which field it was and what stood there."""
    with pytest.raises(BadInput) as caught:
        parse_amount(" twelve ", "EUR", field="amount")
    assert (caught.value.field, caught.value.value) == ("amount", " twelve ")


@pytest.mark.parametrize(("text", "part"), [("12x", "x"), ("5 galleons", "galleons")])
def test_an_unknown_currency_is_told_of_the_whole_amount(text: str, part: str) -> None:
    """It is the amount that was typed; what of it is no currency is named with what would do."""
    with pytest.raises(BadInput) as caught:
        parse_amount(text, "EUR")
    assert (caught.value.field, caught.value.value) == ("value", text)
    assert caught.value.accepted.startswith(f"'{part}' names no currency; a code of ISO 4217")


@given(amounts, currencies)
def test_what_exact_writes_is_read_back(minor: int, code: str) -> None:
    """Our own plain strings are read back to the minor unit, with and without a known mark."""
    text = exact(minor, code)
    assert parse_amount(text, code, decimal_mark=".") == Money(minor, code)
    assert parse_amount(text, code) == Money(minor, code)


@given(amounts, currencies)
def test_what_readable_writes_is_read_back(minor: int, code: str) -> None:
    """The amount for people is read back too, whatever the default currency is."""
    written = readable(Money(minor, code))
    assert parse_amount(written, "USD", decimal_mark=".") == Money(minor, code)


@given(st.text(max_size=30))
def test_any_text_is_read_or_refused(text: str) -> None:
    """No text brings anything but an amount of 0 or more, or BadInput."""
    try:
        money = parse_amount(text, "EUR")
    except BadInput:
        return
    assert 0 <= money.minor <= MAX_MINOR


@given(amounts, currencies)
def test_from_decimal_is_exact(minor: int, code: str) -> None:
    """A decimal of major units comes out as the same minor units."""
    assert from_decimal(Decimal(exact(minor, code)), code) == Money(minor, code)


@pytest.mark.parametrize("value", ["0.001", "-1", "NaN", "Infinity", "1e400"])
def test_from_decimal_refuses_what_is_not_exact(value: str) -> None:
    """What is no whole number of minor units, or no number at all, is refused."""
    with pytest.raises(BadInput):
        from_decimal(Decimal(value), "EUR")


@pytest.mark.parametrize(
    ("pairs", "expected"),
    [([], 0), ([(100, 50)], 50), ([(1, 50)], 0), ([(3, 50)], 2), ([(1, 25), (1, 25)], 0)],
)
def test_weigh_rounds_half_even_once(pairs: list[tuple[int, int]], expected: int) -> None:
    """Only the sum is rounded, and a half goes to the even side."""
    assert weigh(pairs) == expected


@given(st.lists(st.tuples(st.integers(-(10**12), 10**12), st.integers(0, 100))))
def test_weigh_is_the_exact_sum_rounded(pairs: list[tuple[int, int]]) -> None:
    """The weighted value is the rational sum, rounded half-even."""
    total = sum((Decimal(minor * percent) for minor, percent in pairs), Decimal(0))
    assert weigh(pairs) == round(total / 100)


@pytest.mark.parametrize(("text", "code"), [("eur", "EUR"), (" € ", "EUR"), ("zł", "PLN")])
def test_currency_code_reads_codes_and_signs(text: str, code: str) -> None:
    """A currency can be given by code in any case or by sign."""
    assert currency_code(text) == code
