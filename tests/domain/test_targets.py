"""Targets: their periods, what they come to by their parts, and the line in which they are typed."""

from datetime import date

import pytest

from pipeboard.domain.locale import Locale
from pipeboard.domain.money import Money
from pipeboard.domain.periods import Period, PeriodUnit, period_of, read_period
from pipeboard.domain.targetlines import TargetLine, read_line, written_line
from pipeboard.domain.targets import Target, due, named, read_target_period
from pipeboard.errors import BadInput

TODAY = date(2026, 11, 24)
MONTHS_OF_Q4 = {"2026-10": 1, "2026-11": 2, "2026-12": 3}


def line(text: str) -> TargetLine:
    """A target as typed on a Tuesday in November."""
    return read_line(text, today=TODAY, currency="EUR", locale=Locale())


def period(text: str) -> Period:
    """The period of a name."""
    return read_period(text, TODAY)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Q4", "2026-Q4"),
        ("q1", "2026-Q1"),
        ("dec", "2026-12"),
        ("December", "2026-12"),
        ("2027", "2027"),
        ("2026-q3", "2026-Q3"),
        ("2026-11", "2026-11"),
        ("this-quarter", "2026-Q4"),
        ("next year", "2027"),
        ("2026-10-01..2026-12-31", "2026-Q4"),
    ],
)
def test_a_target_is_for_a_month_a_quarter_or_a_year(text: str, name: str) -> None:
    """Without a year it is one of this year; told by its days it is the same."""
    assert str(read_target_period(text, TODAY)) == name


def test_a_message_offers_only_what_a_target_can_be_for() -> None:
    """An amount in place of the period is answered without weeks and other stretches of days."""
    with pytest.raises(BadInput) as refused:
        read_target_period("0", TODAY)
    assert "2026-Q4" in str(refused.value)
    assert "W46" not in str(refused.value)
    with pytest.raises(BadInput, match="no such month"):
        read_target_period("2026-13", TODAY)


@pytest.mark.parametrize("text", ["2026-W46", "this-week", "2026-10-01..2026-11-30", "soon", "Q5"])
def test_other_periods_have_no_target(text: str) -> None:
    """The message names the text and what is accepted."""
    with pytest.raises(BadInput, match=rf"period: '{text}' .* a month, a quarter or a year"):
        read_target_period(text, TODAY)


def test_a_period_of_days_is_the_one_it_covers() -> None:
    """A stretch that is none stays nameless."""
    assert named(Period(date(2024, 2, 1), date(2024, 2, 29))) == period("2024-02")
    assert named(Period(date(2023, 2, 1), date(2023, 2, 27))) is None
    assert named(period_of(TODAY, PeriodUnit.WEEK)) is None


def test_what_is_set_for_the_period_itself_holds() -> None:
    """Whatever its parts come to."""
    assert due(period("2026-Q4"), {**MONTHS_OF_Q4, "2026-Q4": 100}) == 100
    assert due(period("2026-Q4"), {**MONTHS_OF_Q4, "2026-Q4": 0}) == 0


def test_a_quarter_has_the_sum_of_its_months_when_all_are_set() -> None:
    """A part of them says nothing of the whole; a month of 0 is set."""
    assert due(period("2026-Q4"), MONTHS_OF_Q4) == 6
    assert due(period("2026-Q4"), {**MONTHS_OF_Q4, "2026-11": 0}) == 4
    assert due(period("2026-Q4"), {"2026-10": 1, "2026-12": 3}) is None
    assert due(period("2026-11"), {"2026-Q4": 9}) is None


def test_a_year_has_the_sum_of_its_quarters_also_where_these_are_sums() -> None:
    """Quarters that are set count as they are."""
    quarters = {f"2026-Q{number}": 10 for number in (1, 2, 3)}
    assert due(period("2026"), quarters) is None
    assert due(period("2026"), {**quarters, "2026-Q4": 10}) == 40
    assert due(period("2026"), {**quarters, **MONTHS_OF_Q4}) == 36
    assert due(period("2026"), {f"2026-{month:02}": 1 for month in range(1, 13)}) == 12


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("Q4 600k", ("2026-Q4", 600_000_00, "EUR", None, None)),
        ("2026 1.2m USD owner:ann", ("2026", 1_200_000_00, "USD", None, "ann")),
        ("q4 2027 600000", ("2027-Q4", 600_000_00, "EUR", None, None)),
        ("December 2027 5k", ("2027-12", 5_000_00, "EUR", None, None)),
        ("2026 2026", ("2026", 2026_00, "EUR", None, None)),
        ("next quarter 10 000 €", ("2027-Q1", 10_000_00, "EUR", None, None)),
        ("dec 0", ("2026-12", 0, "EUR", None, None)),
        (
            'dec 5k pipeline:"New business" owner:ann_marie',
            ("2026-12", 5_000_00, "EUR", "New business", "ann marie"),
        ),
    ],
)
def test_a_target_is_one_line(
    text: str, read: tuple[str, int, str, str | None, str | None]
) -> None:
    """The period comes first; a year after a quarter or a month belongs to it."""
    found = line(text)
    money = found.money
    assert (
        *(str(found.period), money.minor, money.currency),
        *(found.pipeline, found.owner),
    ) == read


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "target: a period and an amount are needed"),
        ("Q4", "an amount is needed"),
        ("Q4 2027", "an amount is needed"),
        ("600k Q4", "period: '600k' is not understood"),
        ("Q4 -5k", "cannot be negative"),
        ("Q4 0.001", "at most 2 decimals"),
        ("Q4 5k soon", "'soon' is neither"),
        ("Q4 5k owner:", "owner: a name is needed"),
        ("Q4 5k owner:ann owner:bo", "owner: 'bo' is not understood"),
    ],
)
def test_what_is_no_target_is_told(text: str, message: str) -> None:
    """With what is needed."""
    with pytest.raises(BadInput, match=message):
        line(text)


def test_a_target_is_written_as_it_is_read() -> None:
    """Names with spaces in quotes."""
    target = Target(1, period("2026-Q4"), 3, "ann marie", Money(600_000_50, "EUR"))
    text = written_line(target, "Renewals")
    assert text == '2026-Q4 600000.50 EUR owner:"ann marie" pipeline:Renewals'
    assert line(text) == TargetLine(target.period, target.money, "Renewals", "ann marie")
