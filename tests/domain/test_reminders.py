"""Reminders: how they are typed and told, and at which moment they are due."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from pipeboard.domain.capture import read_deal, read_follow_up
from pipeboard.domain.drafts import FollowUpDraft
from pipeboard.domain.followups import TYPES
from pipeboard.domain.locale import Locale
from pipeboard.domain.reminderrules import Quiet, ReminderRules
from pipeboard.domain.reminders import (
    CHOICES,
    parse_clock,
    parse_quiet,
    parse_reminder,
    short_reminder,
    written_reminder,
)
from pipeboard.errors import BadInput

NOW = datetime(2026, 11, 24, 9, 0)
LOCALE = Locale(day_first=True)
BERLIN = ZoneInfo("Europe/Berlin")


def read(text: str, default: int | None = None) -> FollowUpDraft:
    return read_follow_up(text, now=NOW, locale=LOCALE, types=TYPES, reminder=default).draft


def deal(text: str, default: int | None = None) -> FollowUpDraft | None:
    return read_deal(
        text,
        now=NOW,
        locale=LOCALE,
        currency="EUR",
        companies_known=lambda _: None,
        types=TYPES,
        reminder=default,
    ).draft.follow_up


@pytest.mark.parametrize(
    ("said", "minutes"),
    [
        ("remind 0", 0),
        ("remind 0 min", 0),
        ("remind 15m", 15),
        ("remind 15 min", 15),
        ("remind me 15 minutes before", 15),
        ("remind: 30m", 30),
        ("Remind 1h", 60),
        ("remind 1h30m", 90),
        ("remind 1h 30m early", 90),
        ("remind 2 hours", 120),
        ("remind 1d", 1440),
        ("remind 1 day", 1440),
        ("remind 1w", 10080),
        ("remind none", None),
        ("remind never", None),
    ],
)
def test_a_line_says_when_to_remind(said: str, minutes: int | None) -> None:
    """Its words are a reminder wherever they stand, and no part of the subject or of the date."""
    for text in (f"call today 9:30 about prices {said}", f"call {said} today 9:30 about prices"):
        draft = read(text, default=5)
        assert (draft.reminder, draft.subject) == (minutes, "about prices"), text
        assert (draft.due.on, draft.due.at) == (date(2026, 11, 24), time(9, 30))


def test_the_preview_shows_the_reminder_as_a_piece() -> None:
    """With the words that said it, and what they mean."""
    text = "call tue 9:30 remind me 1 hour before"
    found = read_follow_up(text, now=NOW, locale=LOCALE, types=TYPES)
    [piece] = [piece for piece in found.pieces if piece.kind == "reminder"]
    assert text[piece.start : piece.end] == "remind me 1 hour before"
    assert piece.meaning == "1 h before"


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("call tue remind 15x", "15x"),
        ("call tue remind 15", "15"),
        ("call tue remind", "remind"),
        ("call tue remind me", "remind me"),
        ("call tue remind at 9:00", "at"),
        ("call tue remind 15m remind 1h", "remind 1h"),
        ("call tue remind 999d", "remind 999d"),
    ],
)
def test_what_cannot_be_read_is_refused_by_its_word(text: str, word: str) -> None:
    """The message names the reminder, the word, and what is accepted."""
    with pytest.raises(BadInput) as refused:
        read(text)
    assert str(refused.value).startswith(f"reminder: '{word}'")


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("call tue remind lena of the contract", "remind lena of the contract"),
        ('task "remind 15m" fri', '"remind 15m"'),
        ("task fri send a reminder", "send a reminder"),
    ],
)
def test_remind_before_no_time_is_text(text: str, subject: str) -> None:
    """And so is what stands in quotes."""
    draft = read(text)
    assert draft.reminder is None
    assert draft.subject.strip('"') == subject.strip('"')


def test_the_default_is_for_what_has_a_time() -> None:
    """A date alone gets none, and what the line says comes first."""
    assert read("call tue 9:30", default=15).reminder == 15
    assert read("call fri", default=15).reminder is None
    assert read("call fri remind 1d", default=15).reminder == 1440
    assert read("call tue 9:30 remind none", default=15).reminder is None


def test_a_deal_in_one_line_takes_a_reminder_for_its_follow_up() -> None:
    """``15m`` is then no amount; without a follow-up it is refused."""
    found = deal("Acme renewal 12k call tue 9:30 remind 15m #hot")
    assert found is not None
    assert (found.reminder, found.subject) == (15, "call")
    with_default = deal("Acme renewal 12k call tue 9:30", default=30)
    assert with_default is not None
    assert with_default.reminder == 30
    with pytest.raises(BadInput, match="a reminder is a follow-up's"):
        deal("Acme renewal 12k remind 15m")


@pytest.mark.parametrize(
    ("text", "minutes", "told"),
    [
        ("0", 0, "when it is due"),
        ("15", 15, "15 min before"),
        ("90m", 90, "1 h 30 min before"),
        ("1d", 1440, "1 day before"),
        ("2 days 1 h", 2940, "2 days 1 h before"),
        ("1 week", 10080, "1 week before"),
        ("none", None, "none"),
        ("", None, "none"),
    ],
)
def test_a_form_and_the_config_take_the_same(text: str, minutes: int | None, told: str) -> None:
    """There a number alone is minutes; what is shown can be typed again."""
    assert parse_reminder(text) == minutes
    assert written_reminder(minutes) == told
    assert parse_reminder(short_reminder(minutes)) == minutes


def test_every_choice_can_be_typed() -> None:
    """As the form offers them, and as it shows them again."""
    assert [short_reminder(parse_reminder(choice)) for choice in CHOICES] == list(CHOICES)


@pytest.mark.parametrize("text", ["soon", "15x", "-5m", "1.5h", "400d"])
def test_no_other_text_is_a_reminder(text: str) -> None:
    """It is refused, with what is accepted."""
    with pytest.raises(BadInput, match="reminder"):
        parse_reminder(text)


def local(moment: datetime) -> str:
    return f"{moment.astimezone(BERLIN):%d %H:%M}"


def at(year: int, month: int, day: int, hour: int = 0, minute: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=BERLIN)


@pytest.mark.parametrize(
    ("due", "before", "told"),
    [
        (at(2026, 11, 24, 9, 30), 15, "24 09:15"),
        (at(2026, 11, 24, 9, 30), 1440, "23 09:30"),
        # Clocks go forward on 29 March at 2:00, and back on 25 October at 3:00.
        (at(2026, 3, 29, 9, 30), 1440, "28 09:30"),
        (at(2026, 3, 29, 3, 10), 15, "29 01:55"),
        (at(2026, 3, 30, 2, 30), 1440, "29 03:30"),
        (at(2026, 10, 25, 9, 30), 1440, "24 09:30"),
        (at(2026, 10, 25, 3, 10), 15, "25 02:55"),
    ],
)
def test_days_before_are_days_on_the_wall_and_minutes_pass(
    due: datetime, before: int, told: str
) -> None:
    """Also where the clock is changed in between; a time that does not exist is moved on."""
    moment = ReminderRules().moment(due.date(), due.astimezone(UTC), before, BERLIN)
    assert local(moment) == told
    if before < 1440:
        assert (due.astimezone(UTC) - moment).total_seconds() == before * 60


def test_a_date_alone_reminds_at_nine_of_its_day_or_as_the_config_says() -> None:
    """And so much before that as its reminder says."""
    day = date(2026, 11, 24)
    assert local(ReminderRules().moment(day, None, 0, BERLIN)) == "24 09:00"
    assert local(ReminderRules().moment(day, None, 1440, BERLIN)) == "23 09:00"
    early = ReminderRules(day_at=time(7, 30))
    assert local(early.moment(day, None, 30, BERLIN)) == "24 07:00"


@pytest.mark.parametrize(
    ("due", "told"),
    [
        (at(2026, 11, 24, 17, 59), "24 17:59"),
        (at(2026, 11, 24, 18, 0), "25 08:00"),
        (at(2026, 11, 25, 0, 30), "25 08:00"),
        (at(2026, 11, 25, 7, 59), "25 08:00"),
        (at(2026, 11, 25, 8, 0), "25 08:00"),
        (at(2026, 3, 29, 1, 30), "29 08:00"),
        (at(2026, 10, 24, 23, 0), "25 08:00"),
    ],
)
def test_what_is_due_in_quiet_hours_is_told_at_their_end(due: datetime, told: str) -> None:
    """On the clock of that day, also when it was changed in the night."""
    rules = ReminderRules(quiet=Quiet(time(18), time(8)))
    assert local(rules.moment(due.date(), due.astimezone(UTC), 0, BERLIN)) == told


def test_quiet_hours_may_be_in_the_day() -> None:
    """From noon to one, for example."""
    rules = ReminderRules(quiet=parse_quiet("12:00-13:00"))
    due = at(2026, 11, 24, 12, 20)
    assert local(rules.moment(due.date(), due.astimezone(UTC), 0, BERLIN)) == "24 13:00"


def test_the_ends_of_the_calendar_are_no_error() -> None:
    """The first day and the last one have a moment as well."""
    rules = ReminderRules(quiet=Quiet(time(18), time(8)))
    for day in (date.min, date.max):
        for before in (0, 15, 1440):
            assert rules.moment(day, None, before, BERLIN).tzinfo is UTC


@pytest.mark.parametrize("text", ["", "18:00", "18:00-18:00", "25:00-8:00", "8-9-10", "a-b"])
def test_hours_without_an_end_are_no_quiet_hours(text: str) -> None:
    """Nor are times that no clock shows."""
    with pytest.raises(ValueError, match=r".*"):
        parse_quiet(text)


def test_times_of_the_config_are_read_in_the_usual_forms() -> None:
    """And shown as they are typed."""
    assert parse_clock("9:00") == parse_clock("9") == parse_clock("09.00") == time(9)
    assert str(parse_quiet("18-8:30")) == "18:00-8:30"
