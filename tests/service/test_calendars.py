"""The calendar file, read back by another program's library."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from pipeboard.domain.dates import Due
from pipeboard.domain.reminderrules import Quiet, ReminderRules
from pipeboard.exchange.calendar import Event, calendar_lines
from pipeboard.service import calendars, details, followups, reading
from pipeboard.service.workspace import Workspace
from tests.builders import deal
from tests.clocks import NOW, ZONE, PinnedClock


@pytest.fixture
def ws(classic_workspace: Workspace) -> Workspace:
    """The workspace of somebody in Berlin, whose zone has its name."""
    return replace(classic_workspace, clock=PinnedClock(ZONE, "Europe/Berlin"))


def plan(ws: Workspace, *texts: str, title: str = "Acme renewal") -> int:
    deal_id = deal(ws, title)
    for text in texts:
        followups.add(ws, [deal_id], reading.read_follow_up(ws, text, [deal_id]).draft)
    return deal_id


def read(ws: Workspace, **options: Any) -> list[Any]:
    """The events of the file, as icalendar reads them."""
    text = "".join(calendars.lines(ws, **options))
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert "\n" not in text.replace("\r\n", "")
    return list(Calendar.from_ical(text).walk("VEVENT"))


def trigger(event: Any) -> Any:
    [alarm] = event.walk("VALARM")
    assert alarm["ACTION"] == "DISPLAY"
    return alarm["TRIGGER"].dt


def test_a_timed_one_is_an_instant_and_a_dated_one_a_day(ws: Workspace) -> None:
    """Whatever zone the reader is in; each with what it is about and how much it matters."""
    plan(ws, "call today 9:30 ask, then; wait !high", "task fri")
    timed, dated = read(ws)
    assert timed["DTSTART"].dt == datetime(2026, 11, 24, 9, 30, tzinfo=ZONE)
    assert timed["DTSTART"].to_ical() == b"20261124T083000Z"
    assert timed["SUMMARY"] == "Call 'ask, then; wait' on Acme renewal"
    assert timed["PRIORITY"] == 1
    assert dated["DTSTART"].dt == date(2026, 11, 27)
    assert not dated.walk("VALARM")


def test_reminders_are_alarms(ws: Workspace) -> None:
    """So long before it begins; a date alone counts from nine of its day."""
    plan(
        ws, "call today 9:30 remind 15m", "call today 10:00 remind 1d", "call today 11:00 remind 0"
    )
    assert [trigger(event) for event in read(ws)] == [
        timedelta(minutes=-15),
        timedelta(days=-1),
        timedelta(),
    ]
    plan(ws, "call tomorrow remind 0", "call tomorrow remind 1d", "call tomorrow remind 30m")
    assert [trigger(event) for event in read(ws)[3:]] == [
        timedelta(hours=9),
        timedelta(hours=-15),
        timedelta(hours=8, minutes=30),
    ]


def test_an_alarm_a_day_before_is_at_the_same_time_of_that_day(ws: Workspace) -> None:
    """Also where the clocks are changed between the two."""
    plan(ws, "call 28 mar 2027 9:00 remind 1d")
    [event] = read(ws)
    assert trigger(event) == datetime(2027, 3, 27, 9, 0, tzinfo=ZONE)


def test_an_alarm_in_quiet_hours_is_at_their_end(ws: Workspace) -> None:
    """As the board tells it."""
    plan(ws, "call today 19:00 remind 15m", "call every week from 25 nov 7:00 remind 0")
    quiet = replace(ws, reminders=ReminderRules(quiet=Quiet(time(18), time(8))))
    one, weekly = read(quiet)
    assert trigger(one) == datetime(2026, 11, 25, 8, 0, tzinfo=ZONE)
    assert trigger(weekly) == timedelta(hours=1)


def test_one_that_comes_again_has_a_rule_in_its_zone(ws: Workspace) -> None:
    """It stays at its local time when the clocks are changed: the file tells the zone."""
    plan(ws, "call every 2 weeks from mon 9:30")
    [event] = read(ws)
    assert event["DTSTART"].to_ical() == b"20261130T093000"
    assert event["DTSTART"].params["TZID"] == "Europe/Berlin"
    assert event["RRULE"]["FREQ"] == ["WEEKLY"]
    assert event["RRULE"]["INTERVAL"] == [2]
    text = "".join(calendars.lines(ws))
    zone: Any = Calendar.from_ical(text).walk("VTIMEZONE")[0]
    told = zone.to_tz(lookup_tzid=False)
    for moment in (datetime(2026, 12, 1, 9, 30), datetime(2027, 7, 1, 9, 30)):
        expected = moment.replace(tzinfo=ZONE).utcoffset()
        assert told.utcoffset(moment) == expected
    for day in (date(2027, 3, 28), date(2027, 10, 31), date(2033, 3, 27)):
        for hour in (1, 4):
            moment = datetime.combine(day, time(hour))
            assert told.utcoffset(moment) == moment.replace(tzinfo=ZONE).utcoffset()


@pytest.mark.parametrize(
    ("text", "start", "rule"),
    [
        ("every month on the 31st", date(2026, 11, 30), "BYMONTHDAY=28,29,30,31;BYSETPOS=-1"),
        ("every weekday", date(2026, 11, 25), "BYDAY=MO,TU,WE,TH,FR"),
        ("every last fri", date(2026, 11, 27), "FREQ=MONTHLY;BYDAY=-1FR"),
        ("every dec 24", date(2026, 12, 24), "BYMONTHDAY=24;BYMONTH=12"),
        ("every year", date(2026, 11, 24), "BYMONTHDAY=24;BYMONTH=11"),
    ],
)
def test_the_rule_is_one_of_rfc_5545(ws: Workspace, text: str, start: date, rule: str) -> None:
    """Without the parameter of ours, and beginning on the day on which it is due."""
    plan(ws, f"call {text}")
    [event] = read(ws)
    assert event["DTSTART"].dt == start
    assert rule in event["RRULE"].to_ical().decode()
    assert "X-FROM" not in "".join(calendars.lines(ws))


def test_one_that_counts_from_when_it_is_done_has_no_rule(ws: Workspace) -> None:
    """Nobody knows the days of those that follow."""
    plan(ws, "call every 2 weeks from mon after done")
    [event] = read(ws)
    assert event["DTSTART"].dt == date(2026, 11, 30)
    assert "RRULE" not in event


def test_one_at_a_time_that_clocks_skip_follows_at_the_time_that_was_meant(ws: Workspace) -> None:
    """The day of the change stands alone, at the time that there is."""
    plan(ws, "task backup every sun from 28 mar 2027 2:30")
    one, following = read(ws)
    assert "RRULE" not in one
    assert one["DTSTART"].dt.astimezone(ZONE) == datetime(2027, 3, 28, 3, 30, tzinfo=ZONE)
    assert following["DTSTART"].to_ical() == b"20270404T023000"
    assert following["RRULE"]["BYDAY"] == ["SU"]
    assert "X-AT" not in "".join(calendars.lines(ws))


def test_one_that_was_moved_off_its_days_is_an_event_of_its_own(ws: Workspace) -> None:
    """And those that follow are the rule's, from the next on."""
    deal_id = plan(ws, "call every mon 9:30")
    [item] = details.view(ws, deal_id).follow_ups
    followups.snooze(ws, [item], Due(date(2026, 12, 2), time(10)))
    one, following = read(ws)
    assert "RRULE" not in one
    assert one["DTSTART"].dt == datetime(2026, 12, 2, 10, tzinfo=ZONE)
    assert following["DTSTART"].dt.replace(tzinfo=None) == datetime(2026, 12, 7, 10)
    assert following["RRULE"]["BYDAY"] == ["MO"]
    assert one["UID"] != following["UID"]


def test_the_same_follow_up_keeps_its_uid_when_it_is_moved(ws: Workspace) -> None:
    """It has the id of the database in it, so no other database has the same."""
    deal_id = plan(ws, "call today 9:30", "call today 9:30")
    first, second = (str(event["UID"]) for event in read(ws))
    assert first != second
    assert first.partition("@")[2].startswith("db")
    item = details.view(ws, deal_id).follow_ups[0]
    followups.snooze(ws, [item], Due(date(2026, 12, 2)))
    assert {str(event["UID"]) for event in read(ws)} == {first, second}


def test_it_has_mine_or_everybody_s_and_nothing_that_is_done(ws: Workspace) -> None:
    """An empty one is a calendar as well."""
    assert read(ws) == []
    deal_id = plan(ws, "call today mine", "call today hers owner:bo", "call today done")
    item = next(each for each in details.view(ws, deal_id).follow_ups if each.subject == "done")
    followups.finish(ws, [item], "reached")
    assert [str(event["SUMMARY"]) for event in read(ws)] == ["Call 'mine' on Acme renewal"]
    assert len(read(ws, everyone=True)) == 2


def test_a_zone_without_a_name_gives_instants(ws: Workspace) -> None:
    """Also for one that comes again."""
    nameless = replace(ws, clock=PinnedClock(ZONE, ""))
    plan(nameless, "call every mon 9:30")
    [event] = read(nameless)
    assert event["DTSTART"].to_ical() == b"20261130T083000Z"


@pytest.mark.parametrize(
    "text", ["a;b,c\\d", "line\nbreak\r\nand\ttab", "ü更新" * 40, "x\x1b]0;y\x07z", "🙂" * 30]
)
def test_any_text_comes_back_as_it_was(text: str) -> None:
    """Without its control characters; long lines are folded between characters."""
    event = Event("1@x", text, date(2026, 11, 24), description=text)
    content = "".join(calendar_lines("pipeboard", [event], NOW))
    assert all(len(line.encode()) <= 75 for line in content.split("\r\n"))
    assert "\x1b" not in content
    [found] = Calendar.from_ical(content).walk("VEVENT")
    plain = text.replace("\r\n", "\n").replace("\t", " ").replace("\x1b", "").replace("\x07", "")
    assert str(found["SUMMARY"]) == plain


@pytest.mark.parametrize("name", ["America/New_York", "Asia/Kathmandu", "Australia/Lord_Howe"])
def test_zones_are_told_as_they_are(name: str) -> None:
    """Also those without changes, and those that change by half an hour."""
    zone = ZoneInfo(name)
    start = datetime(2026, 11, 24, 9, 30, tzinfo=zone)
    event = Event("1@x", "call", start, rule="FREQ=DAILY", zone=(name, zone))
    content = "".join(calendar_lines("pipeboard", [event], NOW))
    found: Any = Calendar.from_ical(content).walk("VTIMEZONE")[0]
    told = found.to_tz(lookup_tzid=False)
    for days in range(0, 3000, 17):
        moment = datetime(2026, 11, 25, 12) + timedelta(days=days)
        assert told.utcoffset(moment) == moment.replace(tzinfo=zone).utcoffset(), moment
