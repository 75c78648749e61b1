"""What holds for the filter language."""

from dataclasses import FrozenInstanceError
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeboard.domain.filters import (
    Clause,
    Days,
    Filter,
    Named,
    State,
    Term,
    Value,
    Words,
    parse_filter,
)
from pipeboard.domain.locale import Locale
from pipeboard.errors import BadInput

TODAY = date(2026, 11, 23)
"""A Monday."""


def parse(text: str) -> Filter:
    """The filter as a rep in euros reads it."""
    return parse_filter(text, today=TODAY, currency="EUR", locale=Locale())


def term(text: str) -> Term:
    """The only term of a filter."""
    (clause,) = parse(text).clauses
    assert not clause.negated
    return clause.term


@pytest.mark.parametrize("text", ["#hot", "#hot,cold", '#"very hot"', "-#hot"])
def test_a_hash_is_short_for_a_label(text: str) -> None:
    """A label is looked for as it is written in a new deal."""
    assert parse(text) == parse(text.replace("#", "label:"))


def test_a_lone_hash_is_a_word() -> None:
    """It is found in titles such as 'Order # 5'."""
    assert term("#") == Words("#")


def test_the_filter_of_the_key_table() -> None:
    """The example that the product shows is read term by term."""
    terms = [
        clause.term
        for clause in parse(
            "acme owner:ann >50k closes<30d stale overdue label:hot stage:proposal"
        ).clauses
    ]
    assert terms == [
        Words("acme"),
        Named("owner", ("ann",)),
        Value(low=Decimal(50_000), low_included=False),
        Days("closes", last=date(2026, 12, 22)),
        State("stale"),
        State("overdue"),
        Named("label", ("hot",)),
        Named("stage", ("proposal",)),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Acme", Words("Acme")),
        ('"big  deal"', Words("big deal")),
        ("“big deal”", Words("big deal")),
        ('"stale"', Words("stale")),
        ('"acme', Words("acme")),
        ("10:30", Words("10:30")),
        ("-", Words("-")),
        ("TODAY", State("today")),
        ("owner:me", Named("owner", ("me",))),
        ("owner: ann", Named("owner", ("ann",))),
        ("OWNER:Ann", Named("owner", ("Ann",))),
        ("owner:none", Named("owner", ())),
        ("owner:nobody", Named("owner", ())),
        ('owner:"none"', Named("owner", ("none",))),
        ("owner:ann,bo", Named("owner", ("ann", "bo"))),
        ('company:"Acme, Inc",bo', Named("company", ("Acme, Inc", "bo"))),
        ("contact:lena", Named("contact", ("lena",))),
        ("source:web", Named("source", ("web",))),
        ("status:Won,lost", Named("status", ("won", "lost"))),
        ("currency:eur,$", Named("currency", ("EUR", "USD"))),
    ],
)
def test_words_states_and_names(text: str, expected: Term) -> None:
    """Words, quoted phrases, states and named fields are told apart, in any case and spacing."""
    assert term(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (">50k", Value(low=Decimal(50_000), low_included=False)),
        (">=50k", Value(low=Decimal(50_000))),
        ("<1.5m", Value(high=Decimal(1_500_000), high_included=False)),
        ("<= 500", Value(high=Decimal(500))),
        ("value > 50k", Value(low=Decimal(50_000), low_included=False)),
        ("> 50k EUR", Value(low=Decimal(50_000), low_included=False, currency="EUR")),
        (">$50k", Value(low=Decimal(50_000), low_included=False, currency="USD")),
        ("value:500", Value(Decimal(500), Decimal(500))),
        ("10k..50k", Value(Decimal(10_000), Decimal(50_000))),
        ("value:10k..50k usd", Value(Decimal(10_000), Decimal(50_000), currency="USD")),
        ("value:none", Value()),
    ],
)
def test_values(text: str, expected: Value) -> None:
    """Values are compared or lie in a range, in every currency unless one is named."""
    assert term(text) == expected


def test_a_word_that_looks_like_a_currency_stays_a_word() -> None:
    """``top`` after an amount is looked for; only ``TOP`` would be the currency."""
    assert [clause.term for clause in parse(">50k top").clauses][1] == Words("top")


@pytest.mark.parametrize(
    ("value", "currency", "bounds"),
    [
        (Value(low=Decimal(50), low_included=False), "EUR", (5001, None)),
        (Value(low=Decimal(50)), "EUR", (5000, None)),
        (Value(high=Decimal(50), high_included=False), "JPY", (None, 49)),
        (Value(Decimal("0.5"), Decimal("1.5")), "JPY", (1, 1)),
        (Value(Decimal("0.5"), Decimal("1.5"), False, False), "JPY", (1, 1)),
        (Value(Decimal(1), Decimal(2), False, False), "KWD", (1001, 1999)),
        (Value(), "EUR", (None, None)),
    ],
)
def test_bounds_are_whole_minor_units(
    value: Value, currency: str, bounds: tuple[int | None, int | None]
) -> None:
    """Each currency gets inclusive bounds in its own minor unit."""
    assert value.bounds(currency) == bounds


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("closes<30d", Days("closes", last=date(2026, 12, 22))),
        ("closes <= 30d", Days("closes", last=date(2026, 12, 23))),
        ("closes>30d", Days("closes", first=date(2026, 12, 24))),
        ("closes:30d", Days("closes", date(2026, 11, 23), date(2026, 12, 23))),
        ("closes>2026-12-01", Days("closes", first=date(2026, 12, 2))),
        ("closes>=2026-01-01", Days("closes", first=date(2026, 1, 1))),
        ("closes<eom", Days("closes", last=date(2026, 11, 29))),
        ("closes:2026-12", Days("closes", date(2026, 12, 1), date(2026, 12, 31))),
        ("closes<2026-Q4", Days("closes", last=date(2026, 9, 30))),
        ("closes:next_month", Days("closes", date(2026, 12, 1), date(2026, 12, 31))),
        ('closes:"12 dec"', Days("closes", date(2026, 12, 12), date(2026, 12, 12))),
        ("closes:2026-12-01..", Days("closes", first=date(2026, 12, 1))),
        ("closes:none", Days("closes")),
        ("next:none", Days("next")),
        ("next<7d", Days("next", last=date(2026, 11, 29))),
        ("created<30d", Days("created", first=date(2026, 10, 25))),
        ("created>30d", Days("created", last=date(2026, 10, 23))),
        ("created:7d", Days("created", date(2026, 11, 16), date(2026, 11, 23))),
        ("created>=mon", Days("created", first=date(2026, 11, 16))),
        ("closed:2026-11", Days("closed", date(2026, 11, 1), date(2026, 11, 30))),
    ],
)
def test_days(text: str, expected: Days) -> None:
    """Days are compared strictly; a span is the distance from today, ahead or back by field."""
    assert term(text) == expected


def test_a_minus_negates_any_term() -> None:
    """A leading minus asks for what does not match."""
    assert parse('-stale -label:hot -"big deal" ->50k').clauses == (
        Clause(State("stale"), True),
        Clause(Named("label", ("hot",)), True),
        Clause(Words("big deal"), True),
        Clause(Value(low=Decimal(50_000), low_included=False), True),
    )


@pytest.mark.parametrize(
    ("text", "field", "hint"),
    [
        ("ownr:ann", "filter", "did you mean owner"),
        ("zzz:1", "filter", "known are owner"),
        ("owner:", "owner", "after ':'"),
        ("owner>5", "owner", "after a colon"),
        ("status:wn", "status", "one of open"),
        ("currency:eurp", "currency", "ISO 4217"),
        (">x", "value", "an amount"),
        (">", "value", "after '>'"),
        (">-5", "value", "negative"),
        (">10z", "value", "'10z' is not understood; 'z' names no currency"),
        ("50k..10k", "value", "smaller amount"),
        ("value:$1..€2", "value", "one currency"),
        ("closes<31feb", "closes", "no day 31"),
        ("closes:soon", "closes", "a date"),
        ("closes<9:30", "closes", "without a time"),
        ("closes:2026-12-05..2026-12-01", "closes", "earlier day"),
        ("closes:2026-13", "period", "no such month"),
    ],
)
def test_what_cannot_be_read_is_refused(text: str, field: str, hint: str) -> None:
    """An unknown key names the nearest known one; a bad value names what is accepted."""
    with pytest.raises(BadInput, match=hint) as caught:
        parse(text)
    assert caught.value.field == field


def test_the_empty_filter() -> None:
    """Nothing but space matches everything; a term twice counts once."""
    assert parse("  \t").empty
    assert not parse("stale").empty
    assert len(parse("stale stale").clauses) == 1


def test_a_filter_knows_whether_it_names_a_status() -> None:
    """Callers add their own status only where the filter names none."""
    assert parse("acme -status:won").names_status
    assert not parse("acme owner:won").names_status


def test_a_filter_is_frozen() -> None:
    """A filter is a value that can be kept and compared."""
    assert parse("acme >5k") == parse(" acme   > 5k ")
    assert hash(parse("acme")) == hash(parse("acme"))
    with pytest.raises(FrozenInstanceError):
        parse("acme").clauses = ()  # type: ignore[misc]  # refused


def test_a_filter_says_itself_in_words() -> None:
    """The filter bar shows how the text was read, with real dates."""
    text = "acme owner:ann,bo >50k <1.5m value:none closes:2026-12 next:none -stale today"
    assert parse(text).describe() == (
        "“acme”, owner ann or bo, value over 50,000, value under 1,500,000, no value, "
        "closes Tue 1 Dec 2026 to Thu 31 Dec 2026, no next step, not stale, due today"
    )


@given(st.text(alphabet=st.sampled_from(' -"<>=:.,akownerclos50€2026'), max_size=30))
def test_any_text_is_read_or_refused(text: str) -> None:
    """No text brings anything but a filter that can say itself, or BadInput."""
    try:
        found = parse(text)
    except BadInput:
        return
    assert found.empty == (not found.describe())
