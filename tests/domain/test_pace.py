"""How far a target is reached, and when it will be at the pace so far."""

from collections.abc import Mapping
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeboard.domain import pace
from pipeboard.domain.pace import Progress, progress, working_day, working_days
from pipeboard.domain.periods import Period, PeriodUnit, period_of

Q4 = period_of(date(2026, 12, 1), PeriodUnit.QUARTER)
MONDAY = date(2026, 11, 23)


def reached(
    won: Mapping[date, int], today: date, target: int | None = 1000, period: Period = Q4
) -> Progress:
    """The progress of a target in euros."""
    return progress(period, "EUR", target, won, today)


def test_the_pace_is_that_of_the_working_days_gone() -> None:
    """Today counts; on Monday 23 November 38 of 66 working days are gone."""
    found = reached({date(2026, 10, 5): 300, MONDAY: 400}, MONDAY)
    assert (found.won, found.share, found.gone, found.working) == (700, Fraction(7, 10), 38, 66)
    assert found.expected == Fraction(1000 * 38, 66)
    assert found.full_on == date(2026, 12, 16)  # 55 working days: 1000 x 38 / 700, rounded up
    assert found.sentence == "at this pace 100 % on Wed 16 Dec 2026"
    assert found.by_end == Fraction(700 * 66, 38 * 1000)
    assert not found.is_behind


def test_what_comes_too_late_is_told_with_what_the_end_brings() -> None:
    """So that nobody takes a day after the period for a good sign."""
    found = reached({MONDAY: 400}, MONDAY)
    assert found.full_on == date(2027, 2, 10)
    assert found.is_behind
    assert found.sentence == "at this pace 69 % by Thu 31 Dec 2026, 100 % on Wed 10 Feb 2027"


def test_a_day_out_of_sight_is_not_named() -> None:
    """A cent of a million would be reached in a year that no calendar has."""
    found = reached({MONDAY: 1}, MONDAY, 10**14)
    assert found.full_on is None
    assert found.sentence == "at this pace <1 % by Thu 31 Dec 2026, 100 % not within ten years"


@pytest.mark.parametrize(
    ("won", "today", "target", "sentence"),
    [
        ({}, MONDAY, 1000, "nothing is won yet, so there is no pace to tell by"),
        ({}, MONDAY, 0, "the target is 0"),
        ({MONDAY: 5}, MONDAY, 0, "the target is 0"),
        ({MONDAY: 5}, MONDAY, None, "no target is set"),
        ({}, date(2026, 9, 30), 1000, "the period begins on Thu 1 Oct 2026"),
        ({}, date(2027, 1, 1), 1000, "the period is over, 0 % was reached"),
        ({MONDAY: 999}, date(2027, 1, 1), 1000, "the period is over, 99 % was reached"),
        ({MONDAY: 437}, date(2027, 1, 1), 1000, "the period is over, 44 % was reached"),
        ({MONDAY: 999, date(2026, 11, 9): 1}, MONDAY, 1000, "reached on Mon 23 Nov 2026"),
        ({MONDAY: 9, date(2026, 11, 9): 1000}, MONDAY, 1000, "reached on Mon 9 Nov 2026"),
        ({MONDAY: 1000}, date(2027, 5, 1), 1000, "reached on Mon 23 Nov 2026"),
    ],
)
def test_where_no_pace_is_told_it_says_why(
    won: Mapping[date, int], today: date, target: int | None, sentence: str
) -> None:
    """Without a day; what was reached has one of its own."""
    found = reached(won, today, target)
    assert found.sentence == found.why == sentence
    assert found.full_on is None
    assert (found.reached_on is not None) == sentence.startswith("reached")


def test_only_what_was_won_in_the_period_counts() -> None:
    """The days before it and after it do not."""
    won = {Q4.first - timedelta(1): 1, Q4.first: 10, Q4.last: 100, Q4.last + timedelta(1): 1000}
    assert reached(won, Q4.last).won == 110


def test_the_first_day_has_a_pace_already() -> None:
    """What is won on it is what a day brings."""
    found = reached({Q4.first: 100}, Q4.first)
    assert (found.gone, found.full_on) == (1, working_day(Q4.first, 10))


def test_on_the_last_day_no_working_day_is_left() -> None:
    """The end brings what there is; nothing is rounded up to 100 %."""
    found = reached({Q4.first: 999}, Q4.last)
    assert (found.gone, found.by_end) == (found.working, Fraction(999, 1000))
    assert found.sentence == "at this pace 99 % by Thu 31 Dec 2026, 100 % on Fri 1 Jan 2027"


def test_a_weekend_brings_the_pace_no_further() -> None:
    """On Saturday and Sunday it is as it was on Friday."""
    friday, won = date(2026, 11, 27), {MONDAY: 700}
    at = [reached(won, friday + timedelta(days)) for days in range(4)]
    assert at[0].full_on == at[1].full_on == at[2].full_on != at[3].full_on
    assert [each.gone for each in at] == [42, 42, 42, 43]


def test_a_period_that_begins_on_a_weekend_has_no_pace_before_monday() -> None:
    """A deal won on a Saturday still counts; August 2026 begins on one."""
    august = period_of(date(2026, 8, 1), PeriodUnit.MONTH)
    found = reached({august.first: 500}, august.first, period=august)
    assert (
        found.sentence == "no working day of the period is gone yet, so there is no pace to tell by"
    )
    assert reached({august.first: 1000}, august.first, period=august).reached_on == august.first
    assert reached({august.first: 500}, date(2026, 8, 3), period=august).full_on == date(2026, 8, 4)


def test_the_29th_of_february_is_a_working_day_like_others() -> None:
    """2028 has one, on a Tuesday; it is the last of the month and the 42nd of the quarter."""
    leap = date(2028, 2, 29)
    first = period_of(leap, PeriodUnit.QUARTER)
    found = reached({leap: 500}, leap, period=first)
    assert (found.gone, found.working) == (42, 65)
    assert found.full_on == date(2028, 4, 27)
    february = period_of(leap, PeriodUnit.MONTH)
    assert reached({leap: 500}, leap, period=february).gone == 21 == working_days(*ends(february))


def ends(period: Period) -> tuple[date, date]:
    """The first and the last day."""
    return period.first, period.last


_DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31))


@given(_DAYS, st.integers(-10, 800))
def test_working_days_are_monday_to_friday(first: date, more: int) -> None:
    """Counted one by one they come to the same."""
    last = first + timedelta(more)
    one_by_one = [first + timedelta(by) for by in range(more + 1)]
    assert working_days(first, last) == sum(day.weekday() < 5 for day in one_by_one)


@given(_DAYS, st.integers(1, 500))
def test_a_working_day_is_as_many_on_as_it_says(first: date, number: int) -> None:
    """Itself one of them."""
    found = working_day(first, number)
    assert found.weekday() < 5
    assert working_days(first, found) == number


@given(
    st.dictionaries(_DAYS, st.integers(1, 10**6), max_size=20),
    _DAYS,
    st.one_of(st.none(), st.integers(0, 10**7)),
    st.sampled_from([PeriodUnit.MONTH, PeriodUnit.QUARTER, PeriodUnit.YEAR]),
)
def test_there_is_a_day_or_a_reason(
    won: Mapping[date, int], today: date, target: int | None, unit: PeriodUnit
) -> None:
    """Never both; the day at this pace is always still to come."""
    found = progress(period_of(today, unit), "EUR", target, won, today)
    assert bool(found.why) == (found.by_end is None)
    assert found.full_on is None or found.full_on > today
    assert found.sentence
    if found.by_end is not None and found.full_on is not None:
        assert (found.full_on <= found.period.last) == (found.by_end >= 1)
    assert pace.put_in(found)
