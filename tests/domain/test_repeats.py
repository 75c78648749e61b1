"""How often a follow-up comes again: read from words, said in words, and worked out."""

from datetime import date, datetime, time

import pytest

from pipeboard.domain.capture import read_follow_up
from pipeboard.domain.dates import Due, parse_repeat
from pipeboard.domain.followups import TYPES
from pipeboard.domain.locale import Locale
from pipeboard.domain.repeats import Repeat, from_text
from pipeboard.errors import BadInput

NOW = datetime(2026, 11, 24, 9)
"""A Tuesday."""


def read(text: str) -> tuple[Due, Repeat | None]:
    """When a follow-up is due first, and how often it comes again."""
    draft = read_follow_up(text, now=NOW, locale=Locale(), types=TYPES).draft
    return draft.due, from_text(draft.repeat) if draft.repeat else None


@pytest.mark.parametrize(
    ("text", "first", "rule"),
    [
        ("every 2 weeks from mon", date(2026, 11, 30), "FREQ=WEEKLY;INTERVAL=2"),
        ("call every mon", date(2026, 11, 30), "FREQ=WEEKLY;BYDAY=MO"),
        ("call every mon and thu", date(2026, 11, 26), "FREQ=WEEKLY;BYDAY=MO,TH"),
        ("call every mon, thu", date(2026, 11, 26), "FREQ=WEEKLY;BYDAY=MO,TH"),
        ("call every tue", date(2026, 12, 1), "FREQ=WEEKLY;BYDAY=TU"),
        ("call every other friday", date(2026, 11, 27), "FREQ=WEEKLY;INTERVAL=2;BYDAY=FR"),
        ("call every two weeks on mon", date(2026, 11, 30), "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO"),
        ("call every weekday", date(2026, 11, 25), "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"),
        ("every day call", date(2026, 11, 24), "FREQ=DAILY"),
        ("call every 3 days from tomorrow", date(2026, 11, 25), "FREQ=DAILY;INTERVAL=3"),
        ("call every month", date(2026, 11, 24), "FREQ=MONTHLY"),
        ("call every month on the 5th", date(2026, 12, 5), "FREQ=MONTHLY;BYMONTHDAY=5"),
        (
            "call every month on the 31st",
            date(2026, 11, 30),
            "FREQ=MONTHLY;BYMONTHDAY=28,29,30,31;BYSETPOS=-1",
        ),
        ("call every quarter", date(2026, 11, 24), "FREQ=MONTHLY;INTERVAL=3"),
        ("call every year from 29 feb", date(2028, 2, 29), "FREQ=YEARLY"),
        ("call every mon from 3 dec", date(2026, 12, 7), "FREQ=WEEKLY;BYDAY=MO"),
    ],
)
def test_words_say_how_often_and_from_when(text: str, first: date, rule: str) -> None:
    """Without a first day it begins today, or on the next such weekday; the rule is RFC 5545's."""
    due, repeat = read(text)
    assert due == Due(first)
    assert repeat is not None
    assert repeat.rule == rule
    assert repeat.start is not None


def test_a_time_goes_with_it() -> None:
    """One that is past today begins with the next day of the rule."""
    assert read("call every mon 9:30")[0] == Due(date(2026, 11, 30), time(9, 30))
    assert read("call every day at 8:00")[0] == Due(date(2026, 11, 25), time(8))
    assert read("call every day at 10:00")[0] == Due(date(2026, 11, 24), time(10))


def test_it_may_count_from_when_it_is_done() -> None:
    """Before or after the first day; else it counts from that."""
    for text in ("call every 2 weeks after done", "call every 2 weeks after done from mon"):
        repeat = read(text)[1]
        assert repeat == Repeat("FREQ=WEEKLY;INTERVAL=2", None)
    assert read("call every 2 weeks from mon after done")[1] == repeat


@pytest.mark.parametrize(
    "text", ["call every customer tomorrow", "review every item", "every", "call every one"]
)
def test_other_words_stay_words(text: str) -> None:
    """Only what says how often is taken."""
    assert read(text)[1] is None


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("every 0 weeks", "every 0 weeks"),
        ("call every 1000 days", "every 1000 days"),
        ("call every 2 customers", "every 2"),
        ("call every 2 hours", "every 2"),
        ("call every month on the 32nd", "every month on the 32nd"),
        ("call every week from 30 feb", "every week from 30 feb"),
        ("call every mon tomorrow", "every mon … tomorrow"),
    ],
)
def test_what_cannot_be_is_refused_by_its_words(text: str, word: str) -> None:
    """Nothing is guessed."""
    with pytest.raises(BadInput) as refused:
        read(text)
    assert refused.value.value == word


@pytest.mark.parametrize(
    ("text", "due", "done", "following"),
    [
        ("every 2 weeks from mon", date(2026, 11, 30), date(2026, 11, 30), date(2026, 12, 14)),
        ("every 2 weeks from mon", date(2026, 11, 30), date(2026, 12, 2), date(2026, 12, 14)),
        ("every 2 weeks from mon", date(2026, 11, 30), date(2026, 12, 15), date(2026, 12, 28)),
        ("every 2 weeks from mon", date(2026, 11, 30), date(2026, 11, 25), date(2026, 12, 14)),
        # put off by three days, it still comes on Mondays
        ("every 2 weeks from mon", date(2026, 12, 3), date(2026, 12, 3), date(2026, 12, 14)),
        ("every 2 weeks after done", date(2026, 11, 24), date(2026, 11, 26), date(2026, 12, 10)),
        ("every weekday", date(2026, 11, 27), date(2026, 11, 27), date(2026, 11, 30)),
        ("every month on the 31st", date(2027, 1, 31), date(2027, 1, 31), date(2027, 2, 28)),
        ("every month on the 31st", date(2027, 2, 28), date(2027, 2, 28), date(2027, 3, 31)),
        ("every year from 29 feb", date(2028, 2, 29), date(2028, 2, 29), date(2029, 2, 28)),
        ("every year from 29 feb", date(2031, 2, 28), date(2031, 2, 28), date(2032, 2, 29)),
        ("every mon and thu", date(2026, 11, 26), date(2026, 11, 26), date(2026, 11, 30)),
        (
            "every month on the 15th from 3 dec",
            date(2026, 12, 15),
            date(2026, 12, 15),
            date(2027, 1, 15),
        ),
        ("every first mon after done", date(2026, 12, 7), date(2026, 12, 9), date(2027, 1, 4)),
    ],
)
def test_the_next_one(text: str, due: date, done: date, following: date) -> None:
    """After the one before and after the day on which that was done, by the rule's own dates."""
    repeat = read(text)[1]
    assert repeat is not None
    assert repeat.next_after(due, done) == following


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("every 2 weeks from mon", "every 2 weeks"),
        ("every mon", "every week on Mon"),
        ("every other mon and thu", "every 2 weeks on Mon, Thu"),
        ("every weekday", "every weekday"),
        ("every month on the 31st", "every month on day 31"),
        ("every 2 quarters", "every 2 quarters"),
        ("every year after done", "every year after it is done"),
        ("every first monday", "every month on the first Mon"),
        ("every last fri of the month", "every month on the last Fri"),
        ("every quarter on the 2nd tue", "every quarter on the 2nd Tue"),
        ("every dec 24", "every year on 24 Dec"),
        ("every year on 29 feb", "every year on 29 Feb"),
        ("every fortnight", "every 2 weeks"),
    ],
)
def test_it_is_said_in_words_that_can_be_typed(text: str, said: str) -> None:
    """What a form shows is read back as the same rule."""
    repeat = read(text)[1]
    assert repeat is not None
    assert repeat.described == said
    again = parse_repeat(said, NOW, Locale())
    assert again is not None
    assert (again.rule, again.start is None) == (repeat.rule, repeat.start is None)
    assert from_text(repeat.text) == repeat


def test_the_time_that_was_meant_is_kept_with_the_rule() -> None:
    """Where it is the time of the present one too, nothing is."""
    repeat = Repeat("FREQ=DAILY", date(2027, 3, 28), time(2, 30))
    assert repeat.text == "FREQ=DAILY;X-AT=02:30;X-FROM=2027-03-28"
    assert from_text(repeat.text) == repeat
    assert from_text("FREQ=DAILY;X-FROM=DONE") == Repeat("FREQ=DAILY", None)
    assert (repeat.counts_from, Repeat("FREQ=DAILY", None).counts_from) == ("date", "done")


@pytest.mark.parametrize("text", ["mon", "2 weeks", "every mon 9:30", "every so often"])
def test_a_text_that_says_something_else_is_no_repetition(text: str) -> None:
    """An empty one is none at all."""
    with pytest.raises(BadInput, match="repeat"):
        parse_repeat(text, NOW, Locale())
    assert parse_repeat(" ", NOW, Locale()) is None
