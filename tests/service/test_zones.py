"""Follow-ups planned in other zones: timed ones go by their instant, date-only ones by their date."""

from dataclasses import replace
from datetime import date, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from pipeboard.domain.board import LaneSort
from pipeboard.domain.dates import Due
from pipeboard.service import agenda, boards, details, followups, reading
from pipeboard.service.workspace import Workspace
from tests import builders
from tests.clocks import NOW, ZONE, PinnedClock

TODAY = date(2026, 11, 24)
TOMORROW = TODAY + timedelta(days=1)


@pytest.fixture
def far(classic_workspace: Workspace) -> Workspace:
    """The same database, used by somebody in New York: six hours behind."""
    name = "America/New_York"
    return replace(classic_workspace, clock=PinnedClock(ZoneInfo(name), name))


def plan(ws: Workspace, deal: int, subject: str, on: date, at: time | None = None) -> None:
    """Plans a follow-up in the zone of whoever uses the workspace."""
    followups.add(ws, [deal], builders.follow_up(on, at, subject=subject))


def told(ws: Workspace, days: int | None = None, limit: int | None = None) -> list[str]:
    """The subjects in the agenda."""
    found = agenda.agenda(ws, days=days, limit=limit)
    return [item.follow_up.subject for section in found.sections for item in section.items]


def matching(ws: Workspace, text: str) -> list[str]:
    """The titles in the first lane that a filter leaves."""
    wanted = reading.read_filter(ws, text)
    return [card.title for card in boards.page(ws, boards.board(ws).stages[0], 0, 9, wanted)]


def test_the_earlier_instant_is_the_next_step(classic_workspace: Workspace, far: Workspace) -> None:
    """22:00 in New York is 04:00 of the next day in Berlin, after 03:00 there; everywhere alike."""
    ws = classic_workspace
    deal = builders.deal(ws)
    plan(far, deal, "four", TODAY, time(22))
    plan(ws, deal, "three", TOMORROW, time(3))
    for each in (ws, far):
        step = boards.cards(each, [deal])[0].next_step
        assert step is not None
        assert step.subject == "three"
        assert followups.next_steps(each, [deal])[deal].subject == "three"
        subjects = [item.subject for item in details.view(each, deal).follow_ups]
        assert subjects == ["three", "four"]
        assert told(each) == told(each, limit=2) == ["three", "four"]
        assert told(each, limit=1) == ["three"]


def test_a_date_holds_until_its_day_ends_here(classic_workspace: Workspace, far: Workspace) -> None:
    """In Berlin 04:00 comes after what is for the day before; in New York it is on that day."""
    deal = builders.deal(classic_workspace)
    plan(far, deal, "call", TODAY, time(22))
    plan(far, deal, "any time", TODAY)
    assert told(classic_workspace) == ["any time", "call"]
    assert told(far) == ["call", "any time"]


def test_the_agenda_ends_with_the_day_here(classic_workspace: Workspace, far: Workspace) -> None:
    """What is tomorrow in Berlin is not in today's agenda there, nor in today's filter."""
    ws = classic_workspace
    plan(far, builders.deal(ws), "call", TODAY, time(22))
    assert (told(ws, days=0), told(ws, days=1)) == ([], ["call"])
    assert told(far, days=0) == ["call"]
    assert (matching(ws, "next:today"), matching(ws, "next:tomorrow")) == ([], ["Acme renewal"])
    assert (matching(far, "next:today"), matching(far, "next:tomorrow")) == (["Acme renewal"], [])


def test_the_next_step_alone_is_filtered_by(classic_workspace: Workspace) -> None:
    """A later follow-up of the deal is no match; a deal without one matches none."""
    ws = classic_workspace
    deal = builders.deal(ws)
    builders.deal(ws, "Nothing planned")
    plan(ws, deal, "first", TODAY, time(23, 30))
    plan(ws, deal, "second", TOMORROW)
    assert matching(ws, "next:today") == ["Acme renewal"]
    assert matching(ws, "next:tomorrow") == []
    assert matching(ws, "next:none") == ["Nothing planned"]
    assert matching(ws, "-next:tomorrow") == ["Nothing planned", "Acme renewal"]


def test_a_lane_by_next_step_goes_by_instants(classic_workspace: Workspace, far: Workspace) -> None:
    """A date comes after the times of its day here, and before those of the next."""
    ws = classic_workspace
    for title, where, due in (
        ("four", far, Due(TODAY, time(22))),
        ("three", ws, Due(TOMORROW, time(3))),
        ("midnight", ws, Due(TOMORROW, time(0))),
        ("today", ws, Due(TODAY)),
        ("late", ws, Due(TODAY, time(23, 59))),
    ):
        builders.deal(where, title, next_step=builders.follow_up(due.on, due.at))
    builders.deal(ws, "none")
    stage = boards.board(ws).stages[0]
    found = [card.title for card in boards.page(ws, stage, 0, 9, sort=LaneSort.NEXT_STEP)]
    assert found == ["late", "today", "midnight", "three", "four", "none"]


@pytest.mark.parametrize("on", [date(2026, 12, 1), date(2027, 3, 28), date(2027, 7, 1)])
def test_the_change_of_the_clock_moves_no_time_to_another_day(
    classic_workspace: Workspace, on: date
) -> None:
    """Just before and after midnight, in winter, in summer and on the day of the change."""
    ws = classic_workspace
    deal = builders.deal(ws)
    plan(ws, deal, "after", on + timedelta(days=1), time(0, 10))
    plan(ws, deal, "date", on)
    plan(ws, deal, "before", on, time(23, 50))
    assert told(ws) == ["before", "date", "after"]


def test_a_deal_is_booked_until_the_day_here(classic_workspace: Workspace, far: Workspace) -> None:
    """22:00 in New York is tomorrow in Berlin, so the deal is not stale there; in New York it is
    called stale, as it is with what is for today."""
    ws = classic_workspace
    deal = builders.deal(ws)
    plan(far, deal, "call", TODAY + timedelta(days=60), time(22))
    moment = NOW + timedelta(days=60)
    ws.clock = PinnedClock(ZONE, ZONE.key, moment=moment)
    far.clock = replace(ws.clock, zone=far.zone)
    assert not boards.cards(ws, [deal])[0].stale
    assert boards.cards(far, [deal])[0].stale
    assert (matching(ws, "stale"), matching(far, "stale")) == ([], ["Acme renewal"])
