"""What holds for date phrases: a table of them with the clock pinned, and what is refused."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeboard.domain.dates import Due, parse_day, parse_due, written, written_due
from pipeboard.domain.days import add_months, end_of_month
from pipeboard.domain.locale import Locale
from pipeboard.errors import BadInput

NOW = datetime(2026, 11, 23, 9, 0)
"""A Monday."""

MONTH_FIRST = Locale(day_first=False)


def read(text: str, *, now: datetime = NOW, locale: Locale | None = None) -> str:
    """The due date in ISO form, for tables."""
    due = parse_due(text, now, locale or Locale())
    return f"{due.on}" if due.at is None else f"{due.on} {due.at:%H:%M}"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("today", "2026-11-23"),
        ("tomorrow", "2026-11-24"),
        ("tmrw", "2026-11-24"),
        ("tue", "2026-11-24"),
        ("Tuesday", "2026-11-24"),
        ("mon", "2026-11-30"),
        ("sun", "2026-11-29"),
        ("this fri", "2026-11-27"),
        ("next tue", "2026-12-01"),
        ("next week tue", "2026-12-01"),
        ("tue next week", "2026-12-01"),
        ("eow", "2026-11-27"),
        ("eom", "2026-11-30"),
        ("eoq", "2026-12-31"),
        ("eoy", "2026-12-31"),
        ("end of the month", "2026-11-30"),
        ("next week", "2026-11-30"),
        ("next month", "2026-12-23"),
        ("next year", "2027-11-23"),
        ("+2w", "2026-12-07"),
        ("+3d", "2026-11-26"),
        ("+1m", "2026-12-23"),
        ("+2 weeks", "2026-12-07"),
        ("in 3 days", "2026-11-26"),
        ("in two weeks", "2026-12-07"),
        ("in a month", "2026-12-23"),
        ("in 1 year", "2027-11-23"),
        ("3 months", "2027-02-23"),
        ("2w", "2026-12-07"),
        ("day after tomorrow", "2026-11-25"),
        ("the day after tomorrow", "2026-11-25"),
        ("a week from tue", "2026-12-01"),
        ("in two weeks from mon", "2026-12-14"),
        ("3 days after 12 dec", "2026-12-15"),
        ("first monday of december", "2026-12-07"),
        ("first monday of november", "2027-11-01"),
        ("last fri of the month", "2026-11-27"),
        ("2nd tue of next month", "2026-12-08"),
        ("third thu in january", "2027-01-21"),
    ],
)
def test_words_and_spans(text: str, expected: str) -> None:
    """Words for days and spans count from today; a weekday is the next one after today."""
    assert read(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("dec 12", "2026-12-12"),
        ("12 dec", "2026-12-12"),
        ("12dec", "2026-12-12"),
        ("12. December", "2026-12-12"),
        ("12th of december 2026", "2026-12-12"),
        ("the 12th of dec", "2026-12-12"),
        ("Dec. 12, 2026", "2026-12-12"),
        ("12-dec-2026", "2026-12-12"),
        ("12.12.", "2026-12-12"),
        ("12.12", "2026-12-12"),
        ("12.12.26", "2026-12-12"),
        ("12/12", "2026-12-12"),
        ("12/12/2026", "2026-12-12"),
        ("12-12-2026", "2026-12-12"),
        ("2026-12-12", "2026-12-12"),
        ("2026/12/12", "2026-12-12"),
        ("1.2.", "2027-02-01"),
        ("23 nov", "2026-11-23"),
        ("22 nov", "2027-11-22"),
        ("jan 5", "2027-01-05"),
        ("29 feb", "2028-02-29"),
        ("the 31st", "2026-12-31"),
        ("the 23rd", "2026-11-23"),
        ("tue 24 nov", "2026-11-24"),
        ("Tue, 24 Nov 2026", "2026-11-24"),
        ("2026-W49", "2026-11-30"),
        ("2026-W49-3", "2026-12-02"),
        ("w53", "2026-12-28"),
        ("week 1", "2027-01-04"),
        ("１２．１２．", "2026-12-12"),
    ],
)
def test_written_dates(text: str, expected: str) -> None:
    """Dates are read in many spellings; a year left out is the next such date, today included."""
    assert read(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("9:30", "2026-11-23 09:30"),
        ("9:00", "2026-11-24 09:00"),
        ("8:30", "2026-11-24 08:30"),
        ("noon", "2026-11-23 12:00"),
        ("2pm", "2026-11-23 14:00"),
        ("12 am", "2026-11-24 00:00"),
        ("12pm", "2026-11-23 12:00"),
        ("14h30", "2026-11-23 14:30"),
        ("at 14", "2026-11-23 14:00"),
        ("10 o'clock", "2026-11-23 10:00"),
        ("tue 9:30", "2026-11-24 09:30"),
        ("9:30 tue", "2026-11-24 09:30"),
        ("tue at 9", "2026-11-24 09:00"),
        ("tue at 9.30", "2026-11-24 09:30"),
        ("at 9:30 on tue", "2026-11-24 09:30"),
        ("on fri at 14:00", "2026-11-27 14:00"),
        ("noon tomorrow", "2026-11-24 12:00"),
        ("mon 15:00", "2026-11-30 15:00"),
        ("12 dec 14:00", "2026-12-12 14:00"),
        ("dec 12, 2026 9:30 am", "2026-12-12 09:30"),
        ("2026-12-12 14:00", "2026-12-12 14:00"),
        ("2026-12-12T14:00", "2026-12-12 14:00"),
        ("today 9:00", "2026-11-23 09:00"),
        ("in 3 days at 9", "2026-11-26 09:00"),
        ("+2h", "2026-11-23 11:00"),
        ("in 90 min", "2026-11-23 10:30"),
        ("in 16 hours", "2026-11-24 01:00"),
    ],
)
def test_times(text: str, expected: str) -> None:
    """A time stands before or after its day; alone it is the next such time."""
    assert read(text) == expected


@pytest.mark.parametrize(
    ("today", "text", "expected"),
    [
        ("2026-11-27", "eow", "2026-11-27"),
        ("2026-11-28", "eow", "2026-12-04"),
        ("2026-11-29", "eow", "2026-12-04"),
        ("2026-11-30", "eom", "2026-11-30"),
        ("2028-02-01", "eom", "2028-02-29"),
        ("2026-11-29", "next week", "2026-11-30"),
        ("2026-11-29", "next tue", "2026-12-01"),
        ("2026-01-31", "next month", "2026-02-28"),
        ("2028-01-31", "next month", "2028-02-29"),
        ("2026-12-31", "next month", "2027-01-31"),
        ("2028-02-29", "next year", "2029-02-28"),
        ("2028-02-29", "29 feb", "2028-02-29"),
        ("2028-03-01", "29 feb", "2032-02-29"),
        ("2096-03-01", "29 feb", "2104-02-29"),
        ("2027-01-01", "w53", "2027-01-01"),
        ("2026-12-31", "today", "2026-12-31"),
        ("2026-01-31", "the 30th", "2026-03-30"),
    ],
)
def test_edges_of_weeks_months_and_years(today: str, text: str, expected: str) -> None:
    """Weekends, month ends and leap days give the next day that fits, clamped where promised."""
    assert read(text, now=datetime.fromisoformat(f"{today}T09:00")) == expected


def test_the_order_of_day_and_month_is_the_locales() -> None:
    """The same digits are another day where months come first."""
    assert read("3/12") == "2026-12-03"
    assert read("3/12", locale=MONTH_FIRST) == "2027-03-12"
    assert read("12/31/2026", locale=MONTH_FIRST) == "2026-12-31"
    assert read("3.12.", locale=MONTH_FIRST) == read("3.12.") == "2026-12-03"
    assert read("2026-12-03", locale=MONTH_FIRST) == "2026-12-03"


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("31 feb", "31 feb"),
        ("fifth mon of feb", "fifth mon of feb"),
        ("30 feb 2028", "30 feb 2028"),
        ("29 feb 2027", "29 feb 2027"),
        ("32 dec", "32 dec"),
        ("dec 0", "dec 0"),
        ("13/13", "13/13"),
        ("12/31/2026", "12/31/2026"),
        ("32.12.", "32.12."),
        ("2026-13-01", "2026-13-01"),
        ("2027-W53", "2027-W53"),
        ("week 54", "week 54"),
        ("the 32nd", "the 32nd"),
        ("25:00", "25:00"),
        ("tue 9:75", "tue 9:75"),
        ("13pm", "13pm"),
        ("tue 25 nov", "tue 25 nov"),
        ("+999999y", "+999999y"),
        ("every 2 weeks", "every"),
        ("tuesdya", "tuesdya"),
        ("tue 9", "9"),
        ("12 dec or so", "or"),
        ("dec", "dec"),
        ("12", "12"),
        ("in 3 offices", "in"),
        ("fri mon", "mon"),
        ("   ", "   "),
    ],
)
def test_what_is_no_date_is_refused_by_the_word(text: str, word: str) -> None:
    """Impossible dates and times, and words that are none, are named in the message."""
    with pytest.raises(BadInput) as caught:
        parse_due(text, NOW, Locale())
    assert (caught.value.field, caught.value.value) == ("due", word)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-01-01", date(2026, 1, 1)),
        ("22 nov 2026", date(2026, 11, 22)),
        ("yesterday", date(2026, 11, 22)),
        ("last fri", date(2026, 11, 20)),
        ("3 days ago", date(2026, 11, 20)),
        ("-3d", date(2026, 11, 20)),
        ("-2 weeks", date(2026, 11, 9)),
        ("2026-W46", date(2026, 11, 9)),
    ],
)
def test_the_past_is_refused_unless_allowed(text: str, day: date) -> None:
    """An explicit past date is refused with its name, and read where the caller allows it."""
    with pytest.raises(BadInput, match="is past") as caught:
        parse_due(text, NOW, Locale())
    assert caught.value.value == text
    assert parse_due(text, NOW, Locale(), allow_past=True) == Due(day)


def test_a_time_today_that_is_over_is_past() -> None:
    """Earlier today is past too, to the minute."""
    with pytest.raises(BadInput, match="past 08:59"):
        parse_due("today 8:59", NOW, Locale())
    assert parse_due("today 9:00", NOW.replace(second=59), Locale()).at == time(9)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("12 nov", date(2026, 11, 12)),
        ("12 dec", date(2025, 12, 12)),
        ("23 nov", date(2026, 11, 23)),
        ("fri", date(2026, 11, 20)),
        ("mon", date(2026, 11, 16)),
        ("29 feb", date(2024, 2, 29)),
        ("the 30th", date(2026, 10, 30)),
        ("yesterday", date(2026, 11, 22)),
    ],
)
def test_backward_reads_the_last_such_day(text: str, expected: date) -> None:
    """For what has happened, a weekday and a year left out mean the last one."""
    assert parse_day(text, NOW.date(), Locale(), backward=True) == expected


def test_a_day_has_no_time() -> None:
    """Where only a day fits, a time is refused."""
    with pytest.raises(BadInput, match="without a time"):
        parse_day("tue 9:30", NOW.date(), Locale())


def test_the_callers_field_is_named() -> None:
    """The message says which field the date was for."""
    with pytest.raises(BadInput, match=r"^closes: "):
        parse_day("soon", NOW.date(), Locale(), field="closes")


def test_dates_are_written_the_same_in_every_locale() -> None:
    """The written form names weekday and month, so no order can be mistaken."""
    assert written(date(2026, 12, 3)) == "Thu 3 Dec 2026"
    assert written_due(Due(date(2026, 12, 3), time(9, 5))) == "Thu 3 Dec 2026 09:05"


moments = st.datetimes(datetime(1990, 1, 1), datetime(2100, 1, 1))
days_ahead = st.integers(0, 3650)


@given(moments, days_ahead, st.booleans())
def test_every_written_form_of_a_coming_day_is_read_back(
    now: datetime, ahead: int, day_first: bool
) -> None:
    """ISO, numeric and named dates with a year come back as the same day in either order."""
    day = now.date() + timedelta(days=ahead)
    locale = Locale(day_first=day_first)
    numeric = f"{day:%d/%m/%Y}" if day_first else f"{day:%m/%d/%Y}"
    for text in (day.isoformat(), numeric, written(day), f"{day:%B} {day.day} {day.year}"):
        assert parse_due(text, now, locale) == Due(day)


@given(moments, st.sampled_from(["mon", "tue", "wed", "thu", "fri", "sat", "sun"]))
def test_a_weekday_is_within_the_next_seven_days(now: datetime, word: str) -> None:
    """A weekday is never today and never more than a week away."""
    day = parse_due(word, now, Locale()).on
    assert 1 <= (day - now.date()).days <= 7
    assert f"{day:%a}".casefold() == word


@given(moments, st.times())
def test_a_time_alone_is_within_the_next_day(now: datetime, at: time) -> None:
    """The next such time is after now and at most 24 hours ahead."""
    due = parse_due(f"{at:%H:%M}", now, Locale())
    assert due.at is not None
    distance = datetime.combine(due.on, due.at) - now.replace(second=0, microsecond=0)
    assert timedelta(0) < distance <= timedelta(days=1)


@given(moments, st.integers(-600, 600))
def test_months_are_clamped(now: datetime, months: int) -> None:
    """So many months on is the same day of the month, or that month's last."""
    day = now.date()
    later = add_months(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day == min(day.day, end_of_month(later).day)


@given(st.text(max_size=40), moments)
def test_any_text_is_read_or_refused(text: str, now: datetime) -> None:
    """No text brings anything but a due date that is not past, or BadInput."""
    try:
        due = parse_due(text, now, Locale())
    except BadInput:
        return
    assert due.on >= now.date()


WORDS = (
    "on at in +2 3 12 31 days week weeks dec feb next this tue 9:30 25:00 2026 29.2. w53 the 12th"
    " of am pm noon eom 12/12 99/99 ago end"
)


@given(st.lists(st.sampled_from(WORDS.split()), min_size=1, max_size=6), moments)
def test_any_mix_of_date_words_is_read_or_refused(mix: list[str], now: datetime) -> None:
    """Date words in any order end in a date or in BadInput."""
    try:
        due = parse_due(" ".join(mix), now, Locale())
    except BadInput:
        return
    assert due.on >= now.date()
