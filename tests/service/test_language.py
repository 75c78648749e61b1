"""A typed date means the same wherever it is typed, and stays true in every zone."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from pipeboard.domain.dates import Due, told_due
from pipeboard.domain.followups import DueState, FollowUp, state
from pipeboard.service import details, exports, followups, history, reading
from pipeboard.service.presence import present
from pipeboard.service.workspace import Workspace
from pipeboard.ui import previews
from tests import builders
from tests.clocks import ZONE, PinnedClock

TEXTS = (
    *("tue 9:30", "tomorrow", "12 dec 14:00", "+2w", "in 3 days", "eow", "eom", "next month"),
    *("2026-12-31", "12/5", "5pm", "28 mar 2027 2:30", "31 oct 2027 2:30", "in 90 minutes"),
)
REFUSED = ("31 feb", "yesterday", "25:00", "tomorrow morning", "today 8:00", "next quarter")


def at(ws: Workspace, moment: str, zone: ZoneInfo = ZONE, *, skip_weekends: bool = False) -> None:
    """Puts the clock of a workspace to a local time in a zone."""
    ws.clock = PinnedClock(
        zone, zone.key, moment=datetime.fromisoformat(moment).replace(tzinfo=zone)
    )
    ws.locale = replace(ws.locale, skip_weekends=skip_weekends)


def plan(ws: Workspace, text: str) -> FollowUp:
    """A follow-up on a new deal as it is typed."""
    deal = builders.deal(ws)
    followups.add(ws, [deal], reading.read_follow_up(ws, text, [deal]).draft)
    return only(ws, deal)


def only(ws: Workspace, deal: int | None) -> FollowUp:
    """What is to be done on a deal."""
    assert deal is not None
    [found] = [each for each in details.view(ws, deal).follow_ups if each.done_at is None]
    return found


@pytest.mark.parametrize("skip_weekends", [False, True])
@pytest.mark.parametrize("text", TEXTS)
def test_the_same_everywhere(
    classic_workspace: Workspace, text: str, *, skip_weekends: bool
) -> None:
    """In a deal's line, a follow-up's, as a snooze, and in the previews of all three."""
    ws = classic_workspace
    at(ws, "2026-11-26T09:00", skip_weekends=skip_weekends)
    follow_up = reading.read_follow_up(ws, f"call {text}").draft
    deal = reading.read_deal(ws, f"Acme call {text}").draft
    assert deal.follow_up is not None
    seen = plan(ws, "call today")
    snoozed = followups.typed_due(ws, [seen], text)
    assert follow_up.due == deal.follow_up.due == snoozed
    told = told_due(snoozed)
    shown = (
        previews.follow_up(ws, f"call {text}"),
        previews.deal(ws, f"Acme call {text}"),
        previews.due(ws, text, lambda ws, text: followups.typed_due(ws, [seen], text)),
    )
    for preview in shown:  # a day with the follow-up planned above tells that besides
        assert dict(preview.meanings)["due"].removesuffix(", 1 booked") == told


@pytest.mark.parametrize("text", REFUSED)
def test_the_same_is_refused_everywhere(classic_workspace: Workspace, text: str) -> None:
    """By the same message, in the preview as on enter."""
    ws = classic_workspace
    problem = previews.follow_up(ws, f"call {text}").problem
    assert problem.startswith(f"due: '{text}'")
    assert previews.deal(ws, f"Acme call {text}").problem == problem
    if text != "next quarter":  # alone it is named by the word that is no date
        assert previews.due(ws, text, reading.parse_due).problem == problem


def test_the_preview_says_what_is_not_as_typed(classic_workspace: Workspace) -> None:
    """A weekend that is skipped, a time that is skipped, and one that occurs twice."""
    ws = classic_workspace
    at(ws, "2026-11-27T09:00", skip_weekends=True)
    told = [
        dict(previews.follow_up(ws, f"call {text}").meanings)["due"]
        for text in ("tomorrow", "28 mar 2027 2:30", "31 oct 2027 2:30")
    ]
    assert told == [
        "Mon 30 Nov 2026, not the weekend",
        "Sun 28 Mar 2027 03:30, as clocks skip 02:30 that day",
        "Sun 31 Oct 2027 02:30, the first of the two that day",
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("call lena", "Tue 24 Nov 2026, today as no date is named"),
        ("call next fri", "Fri 4 Dec 2026, not this Fri 27 Nov 2026"),
        ("call mon week", "Mon 7 Dec 2026, 7 days after Mon 30 Nov 2026"),
        ("call w48", "Fri 27 Nov 2026, as it is this week"),
        ("call 2040-01-02", "Mon 2 Jan 2040, 13 years from now"),
        (
            "call every 2 weeks from mon after done",
            "Mon 30 Nov 2026, every 2 weeks after it is done",
        ),
        ("call every last fri", "Fri 27 Nov 2026, every month on the last Fri"),
    ],
)
def test_the_preview_says_what_could_be_meant_otherwise(
    classic_workspace: Workspace, text: str, told: str
) -> None:
    """A day that nobody named, one that reads two ways, and what the next one counts from."""
    at(classic_workspace, "2026-11-24T09:00")
    assert dict(previews.follow_up(classic_workspace, text).meanings)["due"] == told
    if text != "call lena":
        shown = previews.deal(classic_workspace, f"Acme {text}")
        assert dict(shown.meanings)["due"] == told


def test_a_past_date_is_planned_where_it_is_meant(classic_workspace: Workspace) -> None:
    """In a follow-up's line, a deal's and as a snooze; a year left out is the last one then."""
    ws = classic_workspace
    at(ws, "2026-11-24T09:00")
    assert reading.read_follow_up(ws, "call 20 nov !past").draft.due == Due(date(2026, 11, 20))
    deal = reading.read_deal(ws, "Acme call last fri !past").draft
    assert deal.follow_up is not None
    assert deal.follow_up.due == Due(date(2026, 11, 20))
    assert reading.parse_due(ws, "yesterday 9:30 !past") == Due(date(2026, 11, 23), time(9, 30))
    assert dict(previews.follow_up(ws, "call fri !past").meanings)["past"] == "the date may be past"


def test_what_repeats_comes_on_no_weekend_that_is_skipped(classic_workspace: Workspace) -> None:
    """The days after are counted as before; one on a weekday that is named stays there."""
    ws = classic_workspace
    at(ws, "2026-11-27T09:00", skip_weekends=True)
    daily, saturdays = plan(ws, "call every day"), plan(ws, "call every sat from 28 nov")
    days = []
    for _ in range(3):
        days.append(only(ws, daily.deal_id).due_on)
        followups.finish(ws, [only(ws, daily.deal_id)], "reached")
    assert days == [date(2026, 11, 27), date(2026, 11, 30), date(2026, 12, 1)]
    followups.finish(ws, [saturdays], "reached")
    assert only(ws, saturdays.deal_id).due_on == date(2026, 12, 5)


def test_a_day_later_is_no_weekend_that_is_skipped(classic_workspace: Workspace) -> None:
    """And undo brings the day back."""
    ws = classic_workspace
    at(ws, "2026-11-27T09:00", skip_weekends=True)
    seen = plan(ws, "call 10:00")
    due = followups.next_day(ws, seen)
    assert due == Due(date(2026, 11, 30), time(10))
    step = followups.snooze(ws, [seen], due)
    assert step is not None
    assert step.title.endswith("Mon 30 Nov 2026 10:00")
    history.undo(ws)
    assert only(ws, seen.deal_id) == seen
    history.redo(ws)
    assert only(ws, seen.deal_id).due_on == date(2026, 11, 30)


def test_a_snoozed_time_is_one_that_exists(classic_workspace: Workspace) -> None:
    """A day alone keeps the time of day, but not one that the clocks skip."""
    ws = classic_workspace
    seen = plan(ws, "call tomorrow 2:30")
    due = followups.typed_due(ws, [seen], "28 mar 2027")
    assert due == Due(date(2027, 3, 28), time(3, 30))
    assert due.note


@pytest.mark.parametrize("zone", ["Europe/Berlin", "America/New_York", "Pacific/Auckland"])
def test_a_date_is_the_same_day_in_every_zone(classic_workspace: Workspace, zone: str) -> None:
    """Whoever looks from wherever, over both changes of the clocks."""
    ws = classic_workspace
    for text in ("2026-12-31", "2027-03-28", "2027-10-31"):
        item = plan(ws, f"call {text}")
        far = replace(ws, clock=PinnedClock(ZoneInfo(zone), zone))
        assert exports.planned(far, item.id)["due"] == text


def test_a_time_is_shown_in_the_zone_of_who_looks(classic_workspace: Workspace) -> None:
    """9:30 in Berlin is 3:30 in New York; the zone it was planned in is kept."""
    ws = classic_workspace
    item = plan(ws, "call tomorrow 9:30")
    assert item.due_zone == "Europe/Berlin"
    name = "America/New_York"
    far = replace(ws, clock=PinnedClock(ZoneInfo(name), name))
    assert exports.planned(ws, item.id)["due"] == "2026-11-25T09:30:00+01:00"
    assert exports.planned(far, item.id)["due"] == "2026-11-25T03:30:00-05:00"


def test_what_repeats_keeps_the_time_of_where_it_was_planned(classic_workspace: Workspace) -> None:
    """Finished from New York, in the weeks in which only its clocks have changed."""
    ws = classic_workspace
    at(ws, "2027-03-09T08:00")
    item = plan(ws, "call every week from tomorrow 9:30")
    name = "America/New_York"
    far = replace(ws)
    at(far, "2027-03-10T12:00", ZoneInfo(name))
    followups.finish(far, [item], "reached")
    following = only(far, item.deal_id)
    assert exports.planned(ws, following.id)["due"] == "2027-03-17T09:30:00+01:00"
    assert following.due_zone == "Europe/Berlin"


@pytest.mark.parametrize("name", ["Nowhere/Land", "../etc", "", "Europe"])
def test_a_zone_that_is_not_known_here_is_no_harm(classic_workspace: Workspace, name: str) -> None:
    """The instant says when it is due; the next one goes by the clock of whoever finishes it."""
    ws = classic_workspace
    ws.clock = replace(ws.clock, zone_name=name)
    item = plan(ws, "call every week from tomorrow 9:30")
    at(ws, "2026-11-25T12:00")
    assert exports.planned(ws, item.id)["due"] == "2026-11-25T09:30:00+01:00"
    followups.finish(ws, [item], "reached")
    following = only(ws, item.deal_id)
    assert exports.planned(ws, following.id)["due"] == "2026-12-02T09:30:00+01:00"


def test_a_zone_that_was_renamed_is_the_same(classic_workspace: Workspace) -> None:
    """Its old name is read as its new one."""
    ws = classic_workspace
    assert ws.clock.in_zone("Asia/Calcutta").zone.utcoffset(datetime(2026, 1, 1)) == timedelta(
        hours=5, minutes=30
    )


def test_midnight_makes_the_day_before_overdue(classic_workspace: Workspace) -> None:
    """A date at midnight in the rep's zone, a time when it has passed."""
    ws = classic_workspace
    dated, timed = plan(ws, "call today"), plan(ws, "call 23:30")

    def states(moment: str) -> list[DueState]:
        at(ws, moment)
        now = present(ws)
        return [state(each.due_on, each.due_at, now.now, now.zone) for each in (dated, timed)]

    assert states("2026-11-24T23:30") == [DueState.TODAY, DueState.TODAY]
    assert states("2026-11-24T23:59") == [DueState.TODAY, DueState.OVERDUE]
    assert states("2026-11-25T00:00") == [DueState.OVERDUE, DueState.OVERDUE]
    assert states("2026-11-24T22:00") == [DueState.TODAY, DueState.TODAY]


def test_a_clock_that_jumps_back_breaks_nothing(classic_workspace: Workspace) -> None:
    """What was planned by the later clock is only further away, and can be finished."""
    ws = classic_workspace
    item = plan(ws, "call in 90 minutes")
    at(ws, "2026-11-20T09:00")
    assert item.due_at == datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
    followups.finish(ws, [item], "reached")
    assert followups.get(ws, item.id).done_at is not None
