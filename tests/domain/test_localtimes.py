"""Date phrases in zones whose clocks change, and any phrase of a grammar."""

from contextlib import suppress
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeboard.domain.capture import read_deal, read_follow_up
from pipeboard.domain.dates import Due, parse_due, real_due, told_due
from pipeboard.domain.days import MONTH_NAMES, add_months
from pipeboard.domain.locale import Locale
from pipeboard.domain.localtimes import existing, instant, later, off_the_weekend
from pipeboard.errors import BadInput

BERLIN = ZoneInfo("Europe/Berlin")
NAMES = ("Europe/Berlin", "America/New_York", "Asia/Kolkata", "Pacific/Auckland")
TYPES = ("call", "e-mail", "meeting", "demo", "task")

zones = st.sampled_from(NAMES).map(ZoneInfo)
moments = st.builds(
    lambda naive, zone: naive.replace(tzinfo=UTC).astimezone(zone),
    st.datetimes(datetime(2020, 1, 1), datetime(2060, 1, 1)),
    zones,
)
locales = st.builds(Locale, st.booleans(), st.sampled_from([None, ".", ","]), st.booleans())


def test_a_skipped_time_is_moved_on_and_said() -> None:
    """By as much as the clocks are; the day before and after nothing is said."""
    now = datetime(2027, 3, 27, 12, tzinfo=BERLIN)
    told = [told_due(parse_due(f"{day} mar 2:30", now, Locale())) for day in (27 + 1, 29)]
    assert told == [
        "Sun 28 Mar 2027 03:30, as clocks skip 02:30 that day",
        "Mon 29 Mar 2027 02:30",
    ]


def test_of_a_time_that_occurs_twice_the_first_is_taken_and_said() -> None:
    """Once that is past, the second."""
    first = datetime(2026, 10, 24, 12, tzinfo=BERLIN)
    due = parse_due("25 oct 2:30", first, Locale())
    assert told_due(due) == "Sun 25 Oct 2026 02:30, the first of the two that day"
    between = datetime(2026, 10, 25, 2, 45, tzinfo=BERLIN)
    due = parse_due("2:30", between, Locale())
    assert told_due(due) == "Sun 25 Oct 2026 02:30, the second of the two that day"
    assert due.at is not None
    assert instant(due.on, due.at, BERLIN) == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)
    last = between.replace(fold=1)
    assert parse_due("2:30", last, Locale()).on == date(2026, 10, 26)


def test_without_a_zone_every_time_exists() -> None:
    """Nothing is known of its clocks."""
    assert existing(date(2027, 3, 28), time(2, 30), datetime(2027, 3, 1)) == (
        date(2027, 3, 28),
        time(2, 30),
        "",
    )


def test_a_weekend_that_is_skipped_is_said() -> None:
    """A day that is named stays, and nothing is said."""
    friday = datetime(2026, 11, 27, 9, tzinfo=BERLIN)
    locale = Locale(skip_weekends=True)
    assert told_due(parse_due("tomorrow", friday, locale)) == "Mon 30 Nov 2026, not the weekend"
    assert told_due(parse_due("sat", friday, locale)) == "Sat 28 Nov 2026"
    assert told_due(parse_due("+4d", friday, locale)) == "Tue 1 Dec 2026"


@pytest.mark.parametrize(
    ("zone", "due"),
    [
        ("America/New_York", Due(date.max, time(23, 59))),
        ("Pacific/Auckland", Due(date.min, time(0))),
    ],
)
def test_the_ends_of_the_calendar_are_refused(zone: str, due: Due) -> None:
    """An instant that no clock can show is no due date."""
    with pytest.raises(BadInput, match="there is no such time"):
        real_due(due, datetime(2026, 11, 27, 9, tzinfo=ZoneInfo(zone)))


def _written(day: date, how: int, locale: Locale) -> str:
    name = MONTH_NAMES[day.month - 1].lower()
    first, second = (day.day, day.month) if locale.day_first else (day.month, day.day)
    year, week, weekday = day.isocalendar()
    return (
        day.isoformat(),
        f"{first}/{second}/{day.year}",
        f"{day.day}.{day.month}.{day.year}",
        f"{day.day} {name} {day.year}",
        f"{name} {day.day} {day.year}",
        f"{day.day}-{name}-{day.year}",
        f"{year}-W{week:02}-{weekday}",
    )[how]


@given(moments, locales, st.integers(0, 1500), st.integers(0, 6), st.sampled_from(TYPES))
def test_every_written_day_reads_back(
    now: datetime, locale: Locale, ahead: int, how: int, kind: str
) -> None:
    """In every zone, locale and spelling, whether weekends are skipped or not."""
    day = now.date() + timedelta(days=ahead)
    text = f"{kind} {_written(day, how, locale)}"
    draft = read_follow_up(text, now=now, locale=locale, types=TYPES).draft
    assert (draft.type, draft.subject, draft.due) == (kind, kind, Due(day))


@given(moments, locales, st.integers(1, 1500), st.times())
def test_every_due_instant_reads_back(now: datetime, locale: Locale, ahead: int, at: time) -> None:
    """What `--dry-run --json` shows means the same when it is typed, clock changes included."""
    zone = now.tzinfo
    at = at.replace(second=0, microsecond=0)
    meant = instant(now.date() + timedelta(days=ahead), at, zone)
    due = parse_due(meant.astimezone(zone).isoformat(), now, locale)
    assert due.at is not None
    assert instant(due.on, due.at, zone) == meant


@given(moments, locales, st.integers(0, 400), st.sampled_from("dwm"), st.booleans())
def test_every_span_is_counted_from_today(
    now: datetime, locale: Locale, number: int, unit: str, short: object
) -> None:
    """And is on no weekend where these are skipped; more than twelve months are spelled out."""
    today = now.date()
    short = short and (unit != "m" or number <= 12)
    counted = {
        "d": today + timedelta(days=number),
        "w": today + timedelta(weeks=number),
        "m": add_months(today, number),
    }[unit]
    word = {"d": "days", "w": "weeks", "m": "months"}[unit]
    due = parse_due(f"+{number}{unit}" if short else f"in {number} {word}", now, locale)
    assert due.on == (off_the_weekend(counted) if locale.skip_weekends else counted)


@given(moments, locales, st.integers(1, 5000))
def test_minutes_pass_as_they_pass(now: datetime, locale: Locale, minutes: int) -> None:
    """An hour that clocks skip or repeat counts as the time that it takes."""
    due = parse_due(f"in {minutes} minutes", now, locale)
    assert due.at is not None
    begin = now.replace(second=0, microsecond=0)
    assert instant(due.on, due.at, now.tzinfo) == begin.astimezone(UTC) + timedelta(minutes=minutes)
    assert later(begin, timedelta(minutes=minutes)).time() == due.at


WORDS = (
    *[
        "call",
        "lena",
        "in",
        "on",
        "at",
        "by",
        "every",
        "from",
        "the",
        "of",
        "next",
        "this",
        "end",
        "2",
        "3",
        "31",
        "90",
        "w53",
        "+2w",
        "-3d",
        "eow",
        "eom",
    ],
    *[
        "tue",
        "fri",
        "sat",
        "mon",
        "12/5",
        "13/5",
        "29.2.",
        "feb",
        "may",
        "2:30",
        "9:30",
        "25:00",
        "5pm",
        "today",
        "tomorrow",
        "morning",
    ],
    *[
        "evening",
        "week",
        "weeks",
        "month",
        "days",
        "minutes",
        "midnight",
        "tonight",
        "!high",
        "!x",
        "@lena",
        "12k",
        "2027",
        "noon",
    ],
    *[
        "2026-12-01T14:30+01:00",
        "fri!",
        "(tue)",
        "٣",
        "１２",
        ".",
        "-",
        "ago",
        "quarter",
        "weekend",
        "after",
        "done",
    ],
    *("\N{NO-BREAK SPACE}", '"'),
)


@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=8), moments, locales)
def test_any_words_are_read_as_no_past_date_or_refused(
    words: list[str], now: datetime, locale: Locale
) -> None:
    """Nothing but BadInput is raised, and no instant is before the present minute."""
    text = " ".join(words)
    dues = []
    with suppress(BadInput):
        dues.append(read_follow_up(text, now=now, locale=locale, types=TYPES).draft.due)
    with suppress(BadInput):
        deal = read_deal(
            f"Acme {text}",
            now=now,
            locale=locale,
            types=TYPES,
            currency="EUR",
            companies_known=lambda _: None,
        ).draft
        dues += [deal.follow_up.due] if deal.follow_up else []
    present = now.replace(second=0, microsecond=0).astimezone(UTC)
    for due in dues:
        assert due.on >= now.date()
        assert due.at is None or instant(due.on, due.at, now.tzinfo) >= present


@given(st.text(max_size=60), moments, locales)
def test_any_text_is_read_or_refused(text: str, now: datetime, locale: Locale) -> None:
    """No text raises anything but BadInput."""
    try:
        due = read_follow_up(text, now=now, locale=locale, types=TYPES).draft.due
    except BadInput:
        return
    assert due.on >= now.date()


def test_a_very_long_text_is_refused() -> None:
    """The message says how long one may be."""
    now = datetime(2026, 11, 24, 9, tzinfo=BERLIN)
    with pytest.raises(BadInput, match="at most 2000 characters"):
        read_follow_up("call " + "x" * 2000, now=now, locale=Locale(), types=TYPES)
