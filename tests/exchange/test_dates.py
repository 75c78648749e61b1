"""Dates are read as their column writes them."""

from datetime import UTC, date, time
from zoneinfo import ZoneInfo

import pytest

from pipeboard.errors import BadInput
from pipeboard.exchange.dates import DateColumn, Order, order_of


def column(*, day_first: bool = True, zone: ZoneInfo | None = None) -> DateColumn:
    return DateColumn("Close Date", day_first=day_first, today=date(2026, 11, 24), zone=zone)


@pytest.mark.parametrize(
    "text",
    [
        *("2021-04-15", "2021/04/15", "2021.4.15", "20210415", "44301", "44301.0"),
        *("15/04/2021", "15.4.2021", "15-04-21", "15.04.2021 00:00"),
        *("15 Apr, 2021 00:02:00", "15 April 2021", "15-Apr-2021", "15-APR-21", "15th Apr 2021"),
        *("Apr 15, 2021", "April 15 2021 3:04 PM", "Thu, 15 Apr 2021", "Thursday, April 15, 2021"),
        *("2021-04-15T01:44:30.000+0000", "2021-04-15 01:44:30 UTC", "2021-04-15T23:59Z"),
        *("15/04/2021 7:42", "15/04/2021, 07:42:10", " 2021-04-15 ", "44301.75"),
    ],
)
def test_one_day_in_many_forms(text: str) -> None:
    """ISO, numbers, named months, with times, and day counts of Excel are all the same day."""
    assert column().day(text) == date(2021, 4, 15)


@pytest.mark.parametrize(
    "text", ["", "  ", "-", "n/a", "NULL", "0000-00-00", "0000-00-00 00:00:00"]
)
def test_blanks_are_no_date(text: str) -> None:
    """What other programs write for nothing is nothing."""
    assert column().day(text) is None


@pytest.mark.parametrize(
    "text",
    [
        *("31/04/2021", "2021-13-01", "2021-02-30", "soon", "15", "15/04", "1/2/3", "101/1/2021"),
        *("2021-04-15 25:00", "15 Foo 2021", "15/04-2021", "2021-04-15 13:00 pm", "99999", "1.5"),
    ],
)
def test_what_is_no_date_is_refused_by_column(text: str) -> None:
    """The error names the column, the text and what would do."""
    with pytest.raises(BadInput, match="day/month/year") as caught:
        column().day(text)
    assert (caught.value.field, caught.value.value) == ("Close Date", text)


def test_month_first() -> None:
    """A column with the month first refuses a month 13."""
    assert column(day_first=False).day("3/1/2017") == date(2017, 3, 1)
    with pytest.raises(BadInput, match="month/day/year"):
        column(day_first=False).day("13/1/2017")


def test_times_are_kept_for_follow_ups() -> None:
    """Midnight is no time; twelve at noon and at night are told apart."""
    day = date(2026, 3, 1)
    assert column().moment("1/3/2026 9:30") == (day, time(9, 30))
    assert column().moment("1/3/2026 12:05 am") == (day, time(0, 5))
    assert column().moment("1/3/2026 12:05 PM") == (day, time(12, 5))
    assert column().moment("2026-03-01T00:00:00") == (day, None)
    assert column().moment("46082.5") == (day, time(12))


def test_instants_are_told_in_the_zone() -> None:
    """An instant shortly before midnight UTC is the next day further east."""
    late = "2026-03-01T23:30:00.000+0000"
    assert column(zone=ZoneInfo("Asia/Tokyo")).moment(late) == (date(2026, 3, 2), time(8, 30))
    assert column().day(late) == date(2026, 3, 1)
    assert column(zone=ZoneInfo("Asia/Tokyo")).day("2026-03-01 23:30") == date(2026, 3, 1)


def test_years_of_two_digits_are_near_today() -> None:
    """At most 30 years ahead, else in the last century."""
    assert column().day("01.02.56") == date(2056, 2, 1)
    assert column().day("01.02.57") == date(1957, 2, 1)


def test_the_order_is_told_by_what_only_one_reading_allows() -> None:
    """12/12 and ISO dates tell nothing, dots mean day first."""
    assert order_of(["10/20/2016", "3/1/2017", "2017-05-06", ""]) == Order(0, 1, 2)
    assert order_of(["20/10/2016 7:00", "3/1/2017"]).winner is True
    assert order_of(["3.1.2017"]).winner is True
    assert order_of(["12/12/2017", "1/2/2017"]).winner is None
    assert order_of(["13/1/2017", "1/13/2017"]).winner is None


def test_orders_of_columns_add_up() -> None:
    """The columns of one file were written by one program."""
    assert Order(1, 0, 5).with_those_of(Order(0, 3, 4)) == Order(1, 3, 9)


def test_zones_other_than_utc() -> None:
    """Offsets with and without a colon are the same."""
    zone = ZoneInfo("Europe/Berlin")
    assert column(zone=zone).moment("2026-03-01 09:30+05:30") == (date(2026, 3, 1), time(5))
    assert column(zone=zone).moment("2026-03-01 09:30 +0530") == (date(2026, 3, 1), time(5))
    utc = DateColumn("x", day_first=True, today=date(2026, 1, 1), zone=UTC)
    assert utc.moment("2026-03-01 09:30 GMT") == (date(2026, 3, 1), time(9, 30))
