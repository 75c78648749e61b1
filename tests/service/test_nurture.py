"""Putting deals off until a day, and their coming back on it."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from threading import Barrier
from zoneinfo import ZoneInfo

import pytest

from pipeboard.domain.changes import PRODUCT
from pipeboard.domain.days import written
from pipeboard.domain.deals import Status
from pipeboard.errors import BadInput, Conflict, NotOpen
from pipeboard.service import (
    again,
    boards,
    deals,
    details,
    fields,
    followups,
    history,
    moves,
    nurture,
    reading,
    returning,
    reviewing,
)
from pipeboard.service import upkeep as looks
from pipeboard.service.workspace import Workspace
from tests import builders
from tests.clocks import PinnedClock

TODAY = date(2026, 11, 24)
LATER = date(2027, 2, 24)


def at(ws: Workspace, day: date, hour: int = 9, zone: str = "Europe/Berlin") -> Workspace:
    """Returns the workspace as somebody in a zone has it at an hour of a day."""
    there = ZoneInfo(zone)
    moment = datetime(day.year, day.month, day.day, hour, tzinfo=there)
    return Workspace(
        *(ws.database, ws.actor, PinnedClock(there, zone, moment=moment), ws.currency),
        *(ws.locale, ws.backups),
    )


def said(ws: Workspace, deal: int) -> list[str]:
    """Returns what the history tells of a deal, newest first, without the adding of it."""
    lines = history.of_deal(ws, deal)
    return [sentence for line in lines[:-1] for sentence in line.sentences]


def test_a_deal_put_off_leaves_the_board_and_keeps_the_rest(classic_workspace: Workspace) -> None:
    """Its stage and follow-ups stay, its stay in the stage ends; undo and redo do that too."""
    ws = classic_workspace
    deal = builders.deal(ws, "Acme", next_step=builders.follow_up(LATER))
    builders.move(ws, [deal], 2)
    step = nurture.nurture(ws, [deal], LATER, "budget\nfrozen")
    assert step is not None
    assert step.title == "Put Acme off until Wed 24 Feb 2027: budget frozen"
    view = details.view(ws, deal)
    assert (view.deal.status, view.deal.nurture_until) == (Status.NURTURE, LATER)
    assert view.deal.reason == "budget frozen"
    assert builders.stage_names(ws, deal) == ["Lead Qualification"]
    assert [item.done_at for item in view.follow_ups] == [None]
    assert sum(each.count for each in boards.board(ws).totals.values()) == 0
    assert said(ws, deal)[0] == "Put off until Wed 24 Feb 2027: budget frozen"
    assert looks.check(ws) == []
    history.undo(ws)
    assert details.view(ws, deal).deal.status is Status.OPEN
    assert looks.check(ws) == []
    history.redo(ws)
    assert details.view(ws, deal).deal.nurture_until == LATER
    assert looks.check(ws) == []


@pytest.mark.parametrize("day", [TODAY, date(2026, 11, 23), date(1999, 1, 1)])
def test_only_a_later_day_will_do(classic_workspace: Workspace, day: date) -> None:
    """Today and what is past are refused with the day and what is needed; nothing is written."""
    ws = classic_workspace
    deal = builders.deal(ws)
    with pytest.raises(BadInput, match=f"nurture until.*{day.isoformat()}.*after today"):
        nurture.nurture(ws, [deal], day)
    assert details.view(ws, deal).deal.status is Status.OPEN


def test_what_is_decided_is_not_put_off(classic_workspace: Workspace) -> None:
    """Of marked deals one is won: it is named, and none is put off."""
    ws = classic_workspace
    one, two = builders.deal(ws, "One"), builders.deal(ws, "Two")
    deals.win(ws, [two])
    with pytest.raises(NotOpen, match="Two is won"):
        nurture.nurture(ws, [one, two], LATER)
    assert details.view(ws, one).deal.status is Status.OPEN


def test_the_day_can_be_changed(classic_workspace: Workspace) -> None:
    """The reason stays unless another is given; the same day again writes nothing."""
    ws = classic_workspace
    deal = builders.deal(ws, "Acme")
    nurture.nurture(ws, [deal], LATER, "budget")
    assert nurture.nurture(ws, [deal], LATER) is None
    step = nurture.nurture(ws, [deal], date(2027, 3, 1))
    assert step is not None
    assert step.title == "Put Acme off until Mon 1 Mar 2027"
    assert details.view(ws, deal).deal.reason == "budget"
    assert said(ws, deal)[0] == ("Nurture until changed from Wed 24 Feb 2027 to Mon 1 Mar 2027")
    history.undo(ws)
    assert details.view(ws, deal).deal.nurture_until == LATER


def test_what_was_changed_meanwhile_is_not_overwritten(classic_workspace: Workspace) -> None:
    """Somebody put it off while the question was open: told, and their day stays."""
    ws = classic_workspace
    deal = builders.deal(ws, "Acme")
    seen = nurture.days_seen(ws, [deal])
    nurture.nurture(ws, [deal], LATER)
    with pytest.raises(Conflict, match="put off until 2027-02-24 meanwhile"):
        nurture.nurture(ws, [deal], date(2028, 1, 1), seen=seen)
    assert details.view(ws, deal).deal.nurture_until == LATER


def test_it_is_back_on_its_day(classic_workspace: Workspace) -> None:
    """Not a day before; then once, on top of its stage, with a follow-up for its owner, by the
    product and of that day, however late somebody looks."""
    ws = classic_workspace
    deal = builders.deal(ws, "Acme", owner="bo")
    other = builders.deal(ws, "Other")
    nurture.nurture(ws, [deal], LATER, "budget frozen")
    assert returning.bring_back(at(ws, LATER - timedelta(days=1), 23)) == []
    late = at(ws, date(2027, 3, 5))
    (step,) = returning.bring_back(late)
    assert returning.bring_back(late) == []
    assert (step.title, step.actor) == ("Acme is back from nurture", PRODUCT)
    assert step.at.astimezone(late.zone) == datetime(2027, 2, 24, tzinfo=late.zone)
    view = details.view(late, deal)
    assert (view.deal.status, view.deal.nurture_until, view.deal.reason) == (
        *(Status.OPEN, None, None),
    )
    assert view.deal.touched_on == LATER
    (item,) = view.follow_ups
    assert (item.type, item.subject, item.due_on, item.assignee) == (
        *("call", "back from nurture: budget frozen", LATER, "bo"),
    )
    lane = boards.board(late).stages[0]
    assert [card.id for card in boards.page(late, lane, 0, 9)] == [deal, other]
    assert said(late, deal)[0] == "Back from nurture"
    assert looks.check(late) == []


def test_a_board_tells_once_what_came_back_before_it(classic_workspace: Workspace) -> None:
    """Whatever brought it back, and whoever looked in between: each person is told once."""
    ws = classic_workspace
    assert nurture.untold(ws) == ""
    nurture.nurture(ws, [builders.deal(ws, "Acme")], LATER)
    returning.bring_back(at(ws, LATER))
    later = at(ws, LATER)
    assert nurture.untold(later) == "Acme is back from nurture"
    assert nurture.untold(later) == ""


@pytest.mark.parametrize("typed", ["yesterday", "today", "2026-11-20"])
def test_a_day_that_is_not_later_is_refused_in_one_sentence(
    classic_workspace: Workspace, typed: str
) -> None:
    """The day was understood; what is needed is a day after today."""
    with pytest.raises(BadInput, match=f"'{typed}' cannot be; a day after today is needed, such"):
        nurture.read(classic_workspace, typed)


def test_taking_the_return_back_keeps_it_off(classic_workspace: Workspace) -> None:
    """A reverted return is not done again, until there is a new day; nor after undo and redo."""
    ws = classic_workspace
    deal = builders.deal(ws, "Acme")
    nurture.nurture(ws, [deal], LATER)
    late = at(ws, LATER)
    (step,) = returning.bring_back(late)
    history.revert(late, step.id)
    assert details.view(late, deal).deal.status is Status.NURTURE
    assert details.view(late, deal).follow_ups == ()
    assert returning.bring_back(late) == []
    history.undo(late)
    assert details.view(late, deal).deal.status is Status.OPEN
    history.redo(late)
    assert returning.bring_back(late) == []
    nurture.nurture(late, [deal], date(2027, 5, 1))
    (again,) = returning.bring_back(at(ws, date(2027, 5, 1)))
    assert again.title == "Acme is back from nurture"
    assert looks.check(late) == []


def test_an_undo_of_an_early_reopening_comes_back_too(classic_workspace: Workspace) -> None:
    """Only a return that was taken back stays off: undone work of a person does not."""
    ws = classic_workspace
    deal = builders.deal(ws, "Acme")
    nurture.nurture(ws, [deal], LATER)
    history.undo(ws)
    history.redo(ws)
    deals.reopen(ws, [deal])
    history.undo(ws)
    assert [step.title for step in returning.bring_back(at(ws, LATER))] == [
        "Acme is back from nurture"
    ]


def test_undoing_the_putting_off_after_the_return_is_a_conflict(
    classic_workspace: Workspace,
) -> None:
    """It is told, and nothing is written."""
    ws = classic_workspace
    deal = builders.deal(ws, "Acme")
    nurture.nurture(ws, [deal], LATER)
    late = at(ws, LATER)
    returning.bring_back(late)
    told = "Acme came back from nurture meanwhile; nothing was written, look again$"
    with pytest.raises(Conflict, match=told):
        history.undo(late)
    assert details.view(late, deal).deal.status is Status.OPEN


def test_what_only_an_open_deal_can_do_names_the_day_until_which_one_is_off(
    classic_workspace: Workspace,
) -> None:
    """In the words of the screens, not by the name of its status."""
    ws = classic_workspace
    deal = builders.deal(ws, "Acme")
    seen = details.view(ws, deal)
    nurture.nurture(ws, [deal], LATER)
    told = f"^Acme is put off until {written(LATER)}"
    with pytest.raises(NotOpen, match=f"{told}$"):
        moves.move(ws, [deal], 1)
    with pytest.raises(NotOpen, match=f"{told}$"):
        reviewing.keep(ws, seen)
    with pytest.raises(NotOpen, match=f"{told}, and only a won deal is sold again$"):
        again.require(ws, deal)


@pytest.mark.parametrize(
    ("zone", "hour", "back"),
    [
        ("Pacific/Auckland", 0, True),  # there it is that day while it is yesterday in UTC
        ("Pacific/Honolulu", 0, True),
        ("America/New_York", 23, True),
    ],
)
def test_it_is_the_reps_day_that_counts(
    classic_workspace: Workspace, zone: str, hour: int, back: bool
) -> None:
    """From its first minute to its last, wherever the rep is, and not an hour before."""
    ws = classic_workspace
    deal = builders.deal(ws, "Acme")
    nurture.nurture(ws, [deal], LATER)
    assert returning.bring_back(at(ws, LATER - timedelta(days=1), 23, zone)) == []
    there = at(ws, LATER, hour, zone)
    (step,) = returning.bring_back(there)
    assert step.at.astimezone(there.zone).isoformat()[:16] == "2027-02-24T00:00"


def test_a_day_without_a_midnight_has_a_beginning_too(classic_workspace: Workspace) -> None:
    """Where clocks go on at midnight, the day begins an hour later."""
    ws = classic_workspace
    deal = builders.deal(ws, "Acme")
    spring = date(2027, 4, 25)
    there = at(ws, spring, 9, "Asia/Beirut")
    nurture.nurture(ws, [deal], spring)
    (step,) = returning.bring_back(there)
    assert step.at.astimezone(there.zone).date() in (spring, spring - timedelta(days=1))
    assert details.view(there, deal).follow_ups[0].due_on == spring


def test_many_are_back_at_once(classic_workspace: Workspace) -> None:
    """A few each by a step of its own, which can be reverted alone; very many by one for a day."""
    ws = classic_workspace
    few = [builders.deal(ws, f"Deal {number}") for number in range(3)]
    nurture.nurture(ws, few, LATER)
    assert len(returning.bring_back(at(ws, LATER))) == 3
    many = [builders.deal(ws, f"Other {number}") for number in range(21)]
    nurture.nurture(ws, many[:20], LATER)
    nurture.nurture(ws, many[20:], date(2027, 2, 25))
    assert [step.title for step in returning.bring_back(at(ws, date(2027, 2, 25)))] == [
        "20 deals are back from nurture",
        "Other 20 is back from nurture",
    ]
    assert looks.check(ws) == []


def test_what_cannot_be_written_now_is_no_failure(
    classic_workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A command that only reads goes on; the next one tries again."""
    ws = classic_workspace
    deal = builders.deal(ws, "Acme")
    nurture.nurture(ws, [deal], LATER)
    late = at(ws, LATER)

    def held(*_: object) -> None:
        raise Conflict("the database is in use")

    with monkeypatch.context() as patch:
        patch.setattr(followups, "insert", held)
        assert returning.bring_back(late) == []
    assert details.view(late, deal).deal.status is Status.NURTURE
    assert len(returning.bring_back(late)) == 1


def test_the_list_has_mine_and_everybodys(classic_workspace: Workspace) -> None:
    """The earliest day first, with the reason, else the last note; a filter narrows it."""
    ws = classic_workspace
    one = builders.deal(ws, "One", company="Kestrel")
    two = builders.deal(ws, "Two", value=None)
    others = builders.deal(ws, "Others", owner="bo")
    nurture.nurture(ws, [one], LATER, "budget")
    nurture.nurture(ws, [two, others], date(2027, 1, 4))
    found, count = nurture.put_off(ws)
    assert [(each.id, each.more, each.company) for each in found] == [
        (two, "", ""),
        (one, "budget", "Kestrel"),
    ]
    assert count == 2
    found, count = nurture.put_off(ws, everyone=True, limit=1)
    assert ([each.id for each in found], count) == ([two], 3)
    wanted = reading.read_filter(ws, "status:nurture kestrel")
    found, count = nurture.put_off(ws, everyone=True, filter_=wanted)
    assert ([each.id for each in found], count) == ([one], 1)


def test_reopening_says_where_it_went(classic_workspace: Workspace) -> None:
    """A deal that was put off is where it was, with nothing left of the putting off."""
    ws = classic_workspace
    deal = builders.deal(ws, "Acme", stage="Proposal")
    nurture.nurture(ws, [deal], LATER, "budget")
    step = deals.reopen(ws, [deal])
    assert step is not None
    assert step.title == "Reopened Acme in Proposal"
    found = details.view(ws, deal).deal
    assert (found.status, found.nurture_until, found.reason) == (Status.OPEN, None, None)
    history.undo(ws)
    assert details.view(ws, deal).deal.nurture_until == LATER
    assert replace(found, rank="").touched_on == datetime(2026, 11, 24, tzinfo=UTC).date()


def test_two_at_once_write_one(classic_workspace: Workspace) -> None:
    """Both have seen that the day has come: one of them brings it back, the other writes nothing."""
    ws = classic_workspace
    deal = builders.deal(ws, "Acme")
    nurture.nurture(ws, [deal], LATER)
    late = at(ws, LATER)
    start = Barrier(4)

    def come() -> int:
        start.wait()
        return len(returning.bring_back(late))

    with ThreadPoolExecutor(4) as pool:
        done = [pool.submit(come) for _ in range(4)]
    assert sum(each.result() for each in done) == 1
    assert len(details.view(late, deal).follow_ups) == 1
    assert [line.step.actor for line in history.recent(late, limit=2)] == [PRODUCT, "ann"]
    assert looks.check(late) == []


def test_what_is_off_the_board_is_lost_or_put_off(classic_workspace: Workspace) -> None:
    """What was closed last comes first; a filter that names a status finds others too."""
    ws = classic_workspace
    old, new, later, won = (builders.deal(ws, title) for title in ("old", "new", "later", "won"))
    fields.change(ws, old, [("created_on", str(ws.today() - timedelta(days=9)))])
    deals.lose(ws, [old], "price", ws.today() - timedelta(days=3))
    deals.lose(ws, [new], "price")
    nurture.nurture(ws, [later], ws.today() + timedelta(days=9), "budget")
    deals.win(ws, [won])
    found, count = nurture.put_off(ws, everyone=True, closed=True)
    assert [each.title for each in found] == ["new", "old", "later"]
    assert count == 3
    assert [(each.status, each.more) for each in found[1:]] == [
        (Status.LOST, "price"),
        (Status.NURTURE, "budget"),
    ]
    named = reading.read_filter(ws, "status:won")
    assert [
        each.id for each in nurture.put_off(ws, everyone=True, filter_=named, closed=True)[0]
    ] == [won]
    assert [each.title for each in nurture.put_off(ws, everyone=True)[0]] == ["later"]
