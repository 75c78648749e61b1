"""The agenda: what is due when, for whom."""

from dataclasses import replace
from datetime import date, time, timedelta
from typing import Any

from pipeboard.domain.agenda import Counts, When
from pipeboard.domain.dates import Due
from pipeboard.service import agenda, followups
from pipeboard.service.workspace import Workspace
from tests import builders
from tests.clocks import PinnedClock

TODAY = date(2026, 11, 24)  # a Tuesday


def subjects(ws: Workspace, **how: Any) -> dict[When, list[str]]:
    """The subjects in each section that has some."""
    found = agenda.agenda(ws, **how)
    return {
        section.when: [item.follow_up.subject for item in section.items]
        for section in found.sections
        if section.items
    }


def plan(ws: Workspace, deal: int, subject: str, days: int, at: time | None = None) -> None:
    """Plans a follow-up some days from today."""
    on = TODAY + timedelta(days=days)
    followups.add(ws, [deal], builders.follow_up(on, at, subject=subject))


def test_sections_by_when_it_is_due(classic_workspace: Workspace) -> None:
    """The week ends on Sunday; what is overdue comes first."""
    ws = classic_workspace
    deal = builders.deal(ws)
    for subject, days, at in (
        ("last week", -7, None),
        ("this morning", 0, time(8)),
        ("now", 0, None),
        ("tonight", 0, time(20)),
        ("tomorrow", 1, None),
        ("sunday", 5, None),
        ("monday", 6, None),
        ("next sunday", 12, None),
        ("in two weeks", 13, None),
    ):
        plan(ws, deal, subject, days, at)
    assert subjects(ws) == {
        When.OVERDUE: ["last week", "this morning"],
        When.TODAY: ["tonight", "now"],
        When.TOMORROW: ["tomorrow"],
        When.THIS_WEEK: ["sunday"],
        When.NEXT_WEEK: ["monday", "next sunday"],
        When.LATER: ["in two weeks"],
    }
    assert agenda.counts(ws) == Counts(overdue=2, today=2)


def test_the_agenda_rolls_over_at_midnight(
    classic_workspace: Workspace, clock: PinnedClock
) -> None:
    """What was for tomorrow is for today after midnight in the rep's zone."""
    ws = classic_workspace
    plan(ws, builders.deal(ws), "call", 1)
    ws.clock = clock.later(timedelta(hours=14, minutes=59))
    assert agenda.counts(ws) == Counts(0, 0)
    ws.clock = clock.later(timedelta(hours=15))
    assert agenda.counts(ws) == Counts(0, 1)


def test_mine_by_default_everybodys_when_asked(classic_workspace: Workspace) -> None:
    """Who adds a follow-up is its assignee."""
    ws = classic_workspace
    deal = builders.deal(ws)
    plan(ws, deal, "mine", 0)
    plan(replace(ws, actor="bo"), deal, "bo's", 0)
    assert subjects(ws) == {When.TODAY: ["mine"]}
    assert subjects(ws, everyone=True) == {When.TODAY: ["mine", "bo's"]}
    assert agenda.counts(ws, everyone=True) == Counts(0, 2)


def test_the_person_to_call_is_at_hand(classic_workspace: Workspace) -> None:
    """The first contact of the deal comes with phone and e-mail."""
    from pipeboard.domain.people import Role
    from pipeboard.service import people

    ws = classic_workspace
    deal = builders.deal(ws, company="Acme")
    people.add_to_deal(ws, deal, "Lena Fox", Role.CHAMPION, "lena@acme.example", "+49 30 1")
    plan(ws, deal, "call", 0)
    item = agenda.agenda(ws).sections[1].items[0]
    assert (item.deal_title, item.company) == ("Acme renewal", "Acme")
    assert (item.contact, item.phone, item.email) == ("Lena Fox", "+49 30 1", "lena@acme.example")


def test_snoozing_moves_the_date_and_keeps_the_rest(classic_workspace: Workspace) -> None:
    """A timed follow-up put off to a day becomes one for the day."""
    ws = classic_workspace
    deal = builders.deal(ws)
    plan(ws, deal, "call Lena", 0, time(14))
    item = followups.next_steps(ws, [deal])[deal]
    followups.snooze(ws, [item], Due(TODAY + timedelta(days=1)))
    item = followups.next_steps(ws, [deal])[deal]
    assert (item.due_on, item.due_at, item.subject) == (date(2026, 11, 25), None, "call Lena")


def test_a_time_that_the_clock_change_skips_is_moved_on(classic_workspace: Workspace) -> None:
    """02:30 on the day summer time begins is 03:30; 02:30 in autumn is the first of the two."""
    ws = classic_workspace
    deal = builders.deal(ws)
    for on in (date(2027, 3, 28), date(2027, 10, 31)):
        followups.add(ws, [deal], builders.follow_up(on, time(2, 30)))
    found = agenda.agenda(ws).sections[-1].items
    hours = [item.follow_up.due_at and item.follow_up.due_at.hour for item in found]
    assert hours == [1, 0]
