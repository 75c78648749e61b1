"""What holds for periods and spans."""

import re
from datetime import date, timedelta

import pytest

from pipeboard.domain.periods import Period, parse_period, parse_span, read_period
from pipeboard.errors import BadInput

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2026", "2026-01-01", "2026-12-31"),
        ("2028-02", "2028-02-01", "2028-02-29"),
        ("2017-Q4", "2017-10-01", "2017-12-31"),
        ("2017-W46", "2017-11-13", "2017-11-19"),
        ("2026-W53", "2026-12-28", "2027-01-03"),
        ("this-month", "2026-11-01", "2026-11-30"),
        ("last-quarter", "2026-07-01", "2026-09-30"),
        ("next quarter", "2027-01-01", "2027-03-31"),
        ("next_week", "2026-11-30", "2026-12-06"),
        ("Last Year", "2025-01-01", "2025-12-31"),
    ],
)
def test_periods_have_a_first_and_a_last_day(text: str, first: str, last: str) -> None:
    """Years, quarters, months and ISO weeks are read, by number or as seen from today."""
    assert parse_period(text, TODAY) == (date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize("text", ["", "tue", "2026-12-12", "26", "month", "this tue"])
def test_what_is_no_period_is_left_to_others(text: str) -> None:
    """Single days and other words are no period."""
    assert parse_period(text, TODAY) is None


@pytest.mark.parametrize("text", ["2026-13", "2026-00", "2027-W53", "0000"])
def test_impossible_periods_are_refused(text: str) -> None:
    """A month or week that the year does not have is named."""
    with pytest.raises(BadInput, match=text):
        parse_period(text, TODAY)


@pytest.mark.parametrize(
    ("text", "back", "expected"),
    [
        ("30d", False, "2026-12-23"),
        ("30d", True, "2026-10-24"),
        ("2 weeks", False, "2026-12-07"),
        ("3m", True, "2026-08-23"),
        ("1y", False, "2027-11-23"),
    ],
)
def test_spans_count_from_today(text: str, back: bool, expected: str) -> None:
    """A span is a distance from today, ahead or back."""
    assert parse_span(text, TODAY, back=back) == date.fromisoformat(expected)


def test_spans_of_hours_and_words_are_none() -> None:
    """What is no span of days is left to others; one beyond the calendar is refused."""
    assert parse_span("2h", TODAY, back=False) is None
    assert parse_span("fri", TODAY, back=False) is None
    with pytest.raises(BadInput, match="shorter"):
        parse_span("99999y", TODAY, back=False)


@pytest.mark.parametrize(
    ("text", "name", "before"),
    [
        ("2017-q4", "2017-Q4", "2017-Q3"),
        ("this-quarter", "2026-Q4", "2026-Q3"),
        ("last-month", "2026-10", "2026-09"),
        ("2026-W01", "2026-W01", "2025-W52"),
        ("2026", "2026", "2025"),
        ("2017-01-01..2017-03-31", "2017-01-01..2017-03-31", "2016-10-03..2016-12-31"),
        ("2028-02-29..2028-02-29", "2028-02-29", "2028-02-28"),
        ("2028-02-29", "2028-02-29", "2028-02-28"),
    ],
)
def test_a_period_has_a_name_and_one_before_it(text: str, name: str, before: str) -> None:
    """It is read again by its name; any other stretch of days follows one that is as long."""
    period = read_period(text, TODAY)
    assert (str(period), str(period.moved(-1))) == (name, before)
    assert read_period(name, TODAY) == period
    assert period.moved(-1).last == period.first - timedelta(days=1)
    assert period.moved(-1).moved(1) == period


@pytest.mark.parametrize(
    "text", ["", "soon", "2026-12-32", "2026-01-01..", "2026-02-30..2026-03-01", "2026-Q5"]
)
def test_what_is_no_period_is_refused(text: str) -> None:
    """The message names what was typed."""
    with pytest.raises(BadInput, match=re.escape(text or "period: a period")):
        read_period(text, TODAY)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Q4", "2026-Q4"),
        ("q3", "2026-Q3"),
        ("Nov", "2026-11"),
        ("December", "2026-12"),
        ("Q1 2027", "2027-Q1"),
        ("nov 2025", "2025-11"),
    ],
)
def test_a_quarter_or_month_without_a_year_is_one_of_this_year(text: str, name: str) -> None:
    """The year may also come after it."""
    assert str(read_period(text, TODAY)) == name


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2026-02-30..2026-03-01", "there is no day 2026-02-30"),
        ("2026-02-01..2026-04-31", "there is no day 2026-04-31"),
        ("0000", "years go from 1 on"),
        ("0000-Q1", "years go from 1 on"),
        ("Q5", "a period such as"),
    ],
)
def test_a_message_tells_what_is_wrong_with_a_period(text: str, said: str) -> None:
    """A day or a year that there is not is told as such, not as a wrong form."""
    with pytest.raises(BadInput, match=said):
        read_period(text, TODAY)


def test_a_period_does_not_end_before_it_begins() -> None:
    """The earlier day comes first."""
    with pytest.raises(BadInput, match="2026-01-01 is before 2026-02-01"):
        read_period("2026-02-01..2026-01-01", TODAY)


def test_the_whole_months_of_a_period() -> None:
    """Months of which a part is outside do not count."""
    months = Period(date(2026, 1, 15), date(2026, 4, 30)).months()
    assert [str(month) for month in months] == ["2026-02", "2026-03", "2026-04"]
    assert Period(date(2026, 1, 2), date(2026, 1, 31)).months() == []


@pytest.mark.parametrize(
    "text", ["0001", "0001-Q1", "0001-01", "0001-W01", "0001-01-02..0001-01-09"]
)
def test_the_first_period_of_the_calendar_has_none_before_it(text: str) -> None:
    """Of every unit, and of a stretch of days that would begin before the first."""
    assert read_period(text, TODAY).before is None


def test_the_last_months_of_the_calendar_are_months_too() -> None:
    """Nothing comes after them, and nothing looks there."""
    last = read_period("9999-Q4", TODAY)
    assert [str(month) for month in last.months()] == ["9999-10", "9999-11", "9999-12"]
    assert Period(date(9999, 12, 2), date.max).months() == []
    with pytest.raises(OverflowError):
        last.moved(1)
    with pytest.raises(OverflowError):
        last.months()[-1].moved(1)
    with pytest.raises(OverflowError):
        read_period("0001-01", TODAY).moved(-1)
