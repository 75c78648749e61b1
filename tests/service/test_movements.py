"""Through which lines the open value went from an opening to a closing."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from pipeboard.domain.figures import Line, Movement, Scope
from pipeboard.domain.merging import Kind
from pipeboard.domain.periods import Period, PeriodUnit, period_of, read_period
from pipeboard.service import (
    behind,
    deals,
    fields,
    history,
    merging,
    movements,
    nurture,
    reading,
    upkeep,
)
from pipeboard.service.workspace import Workspace
from tests import builders
from tests.clocks import PinnedClock

WEEK = "2026-W48"
"""The week of the tests: their Tuesday is its second day."""

Act = Callable[[Workspace, int], object]


def later(ws: Workspace, days: int) -> None:
    """Lets days pass."""
    assert isinstance(ws.clock, PinnedClock)
    ws.clock = ws.clock.later(timedelta(days))


def scope(ws: Workspace, period: str = WEEK, *, text: str = "", owner: str | None = None) -> Scope:
    """What is looked at."""
    return Scope(read_period(period, ws.today()), None, owner, reading.read_filter(ws, text))


def movement(ws: Workspace, period: str = WEEK, **more: str) -> Movement:
    """The movement in euros, which must reconcile."""
    found = movements.movements(ws, scope(ws, period, **more)).get("EUR")
    found = found or Movement("EUR", 0, dict.fromkeys(Line, 0), 0, dict.fromkeys(Line, 0))
    assert found.reconciles
    return found


def told(ws: Workspace, period: str = WEEK, **more: str) -> dict[str, int]:
    """What is not 0 of the movement."""
    found = movement(ws, period, **more)
    lines = {line.value: amount for line, amount in found.lines.items()}
    told = {"opening": found.opening, **lines, "closing": found.closing}
    return {name: amount for name, amount in told.items() if amount}


def field(name: str, value: str) -> Act:
    """Changes a field of the deal."""
    return lambda ws, deal: fields.change(ws, deal, [(name, value)])


def lose(ws: Workspace, deal: int) -> object:
    """Loses the deal."""
    return deals.lose(ws, [deal], "price")


def put_off(ws: Workspace, deal: int) -> object:
    """Puts the deal off."""
    return nurture.nurture(ws, [deal], ws.today() + timedelta(90))


def reopen(ws: Workspace, deal: int) -> object:
    """Opens the deal again."""
    return deals.reopen(ws, [deal])


def win(ws: Workspace, deal: int) -> object:
    """Wins the deal."""
    return deals.win(ws, [deal])


@pytest.mark.parametrize(
    ("before", "during", "expected"),
    [
        ((), (), {"opening": 100, "closing": 100}),
        ((), (field("value", "3"),), {"opening": 100, "increased": 200, "closing": 300}),
        ((), (field("value", "0.40"),), {"opening": 100, "decreased": 60, "closing": 40}),
        (
            (),
            (field("value", "3"), field("value", "2")),
            {"opening": 100, "increased": 200, "decreased": 100, "closing": 200},
        ),
        ((), (field("value", ""),), {"opening": 100, "decreased": 100}),
        ((), (field("value", "5 USD"),), {"opening": 100, "moved_out": 100}),
        ((field("value", "5 USD"),), (field("value", "2 EUR"),), {"moved_in": 200, "closing": 200}),
        ((), (win,), {"opening": 100, "won": 100}),
        ((), (lose,), {"opening": 100, "lost": 100}),
        ((), (put_off,), {"opening": 100, "to_nurture": 100}),
        ((win,), (reopen,), {"reopened": 100, "closing": 100}),
        ((lose,), (reopen,), {"reopened": 100, "closing": 100}),
        ((put_off,), (reopen,), {"from_nurture": 100, "closing": 100}),
        ((put_off,), (win,), {"from_nurture": 100, "won": 100}),
        ((put_off,), (field("value", "3"), reopen), {"from_nurture": 300, "closing": 300}),
        # A closed deal whose value is corrected was closed with that.
        ((), (win, field("value", "3")), {"opening": 100, "increased": 200, "won": 300}),
        ((win,), (field("value", "3"),), {}),
        ((), (win, reopen), {"opening": 100, "won": 100, "reopened": 100, "closing": 100}),
        (
            (),
            (lose, reopen, win),
            {"opening": 100, "lost": 100, "reopened": 100, "won": 100},
        ),
        ((), (lambda ws, deal: deals.delete(ws, [deal]),), {"opening": 100, "moved_out": 100}),
        (
            (),
            (field("probability", "40"), field("title", "Other")),
            {"opening": 100, "closing": 100},
        ),
        # What was taken back does not count.
        ((), (win, lambda ws, _: history.undo(ws)), {"opening": 100, "closing": 100}),
        (
            (),
            (win, lambda ws, _: history.undo(ws), lambda ws, _: history.redo(ws)),
            {"opening": 100, "won": 100},
        ),
    ],
)
def test_lines(
    classic_workspace: Workspace, before: tuple[Act, ...], during: tuple[Act, ...], expected: object
) -> None:
    """What happened to a deal of one euro stands in its lines."""
    ws = classic_workspace
    later(ws, -7)
    deal = builders.deal(ws, value=100)
    for act in before:
        act(ws, deal)
    later(ws, 7)
    for act in during:
        act(ws, deal)
    assert told(ws) == expected
    assert upkeep.check(ws) == []


def test_new(classic_workspace: Workspace) -> None:
    """A deal of this week is new, also where it was won at once."""
    ws = classic_workspace
    one, two = (builders.deal(ws, title, value=100_000) for title in ("One", "Two"))
    deals.win(ws, [two])
    assert told(ws) == {"new": 200_000, "won": 100_000, "closing": 100_000}
    opened = movements.open_line(ws, scope(ws), "new", "EUR")
    assert opened.deal_ids == [one, two]
    assert opened.amounts == {one: 100_000, two: 100_000}
    assert " ".join(opened.put_in) == (
        "EUR: opening 0.00 + new 2,000.00 + increased 0.00 - decreased 0.00 - won 1,000.00 - lost 0.00 "
        "- to nurture 0.00 + from nurture 0.00 + reopened 0.00 + moved in 0.00 - moved out 0.00 "
        "= closing 1,000.00"
    )


def test_owner(classic_workspace: Workspace) -> None:
    """For an owner a deal that changes hands moves in or out; for all nothing moved."""
    ws = classic_workspace
    later(ws, -7)
    deal = builders.deal(ws, value=100, owner="ann")
    later(ws, 7)
    fields.change(ws, deal, [("value", "2")])
    fields.change(ws, deal, [("owner", "bo")])
    assert told(ws, owner="ann") == {"opening": 100, "increased": 100, "moved_out": 200}
    assert told(ws, owner="bo") == {"moved_in": 200, "closing": 200}
    assert told(ws) == {"opening": 100, "increased": 100, "closing": 200}
    assert told(ws, text="owner:bo") == told(ws, owner="bo")
    deals.win(ws, [deal])
    assert told(ws, owner="bo") == {"moved_in": 200, "won": 200}


def test_filter(classic_workspace: Workspace) -> None:
    """A deal moves into a filter and out of it by its value, and out of one for open deals."""
    ws = classic_workspace
    later(ws, -7)
    deal = builders.deal(ws, value=100)
    later(ws, 7)
    fields.change(ws, deal, [("value", "3")])
    assert told(ws, text=">2") == {"moved_in": 300, "closing": 300}
    assert told(ws, text="<2") == {"opening": 100, "moved_out": 100}
    deals.win(ws, [deal])
    assert told(ws, text=">2") == {"moved_in": 300, "won": 300}
    assert told(ws, text="status:open >2") == {"moved_in": 300, "moved_out": 300}


def test_counts(classic_workspace: Workspace) -> None:
    """A deal counts once in a line, however often it moved, and by whichever way."""
    ws = classic_workspace
    later(ws, -7)
    deal = builders.deal(ws, value=100)
    later(ws, 7)
    fields.change(ws, deal, [("value", "2")])
    fields.change(ws, deal, [("value", "3")])
    deals.win(ws, [deal])
    fields.change(ws, deal, [("value", "5")])
    found = movement(ws)
    assert (found.lines[Line.INCREASED], found.counts[Line.INCREASED]) == (400, 1)
    opened = movements.open_line(ws, scope(ws), Line.INCREASED, "EUR")
    assert opened.amounts == {deal: 400}
    assert movements.open_line(ws, scope(ws), "opening", "EUR").amounts == {deal: 100}
    assert movements.open_line(ws, scope(ws), "closing", "EUR").deal_ids == []
    assert movements.open_line(ws, scope(ws), "lost", "USD").deal_ids == []
    with pytest.raises(ValueError, match="nonsense"):
        movements.open_line(ws, scope(ws), "nonsense", "EUR")


def test_what_is_gone_since_is_said(classic_workspace: Workspace) -> None:
    """It was won, and stands in that line; no figure of what was won counts it any more."""
    ws = classic_workspace
    ids = [builders.deal(ws, f"Deal {n}", value=100) for n in range(6)]
    deals.win(ws, ids)
    assert len(movements.open_line(ws, scope(ws), Line.WON, "EUR").put_in) == 1
    deals.delete(ws, ids[:1])
    opened = movements.open_line(ws, scope(ws), Line.WON, "EUR")
    assert (sum(opened.amounts.values()), len(opened.deal_ids)) == (600, 6)
    assert opened.put_in[1] == (
        "gone since: Deal 0 was deleted by ann; the figures of deals won are without it"
    )
    deals.delete(ws, ids[1:5])
    said = movements.open_line(ws, scope(ws), Line.NEW, "EUR").put_in[1]
    assert said.startswith("gone since: Deal 0 was deleted by ann; Deal 1 was deleted by ann; ")
    assert said.endswith("; and 2 more")
    history.undo(ws)
    assert movements.open_line(ws, scope(ws), Line.NEW, "EUR").put_in[1].endswith("by ann")


def test_a_day_that_was_emptied_by_hand_is_not_known(classic_workspace: Workspace) -> None:
    """The deal is left out, and no file is said to have brought it."""
    ws = classic_workspace
    deal = builders.deal(ws, value=100)
    later(ws, 7)
    fields.change(ws, deal, [("created_on", "")])
    found = movements.left_out(ws, scope(ws))
    assert [list(each.deal_ids) for each in found] == [[deal]]
    assert found[0].why == "the day on which they were created or closed is not known"


def test_dated_back(classic_workspace: Workspace) -> None:
    """A closing stands in the period of its day, whenever it was written down."""
    ws = classic_workspace
    later(ws, -14)
    deal = builders.deal(ws, value=100)
    later(ws, 14)
    deals.win(ws, [deal], on=ws.today() - timedelta(7))
    assert told(ws) == {}
    assert told(ws, "2026-W47") == {"opening": 100, "won": 100}


def test_future(classic_workspace: Workspace) -> None:
    """Of a period that has not begun nothing moved; it opens with what is open now."""
    ws = classic_workspace
    builders.deal(ws, value=100)
    assert told(ws, "2027") == {"opening": 100, "closing": 100}


def test_merge(classic_workspace: Workspace) -> None:
    """A deal that was merged moved out; taken back, it did not."""
    ws = classic_workspace
    later(ws, -7)
    one, two = builders.deal(ws, "One", value=100), builders.deal(ws, "Two", value=300)
    later(ws, 7)
    merging.merge(ws, merging.preview(ws, Kind.DEAL, one, two))
    assert told(ws) == {"opening": 400, "moved_out": 300, "closing": 100}
    assert movements.open_line(ws, scope(ws), "moved_out", "EUR").deal_ids == [two]
    found = {each.id: each.gone for each in behind.deals(ws, [two, one])}
    assert found == {two: f"Two was merged into deal {one} by ann", one: ""}
    history.undo(ws)
    assert told(ws) == {"opening": 400, "closing": 400}
    history.redo(ws)
    assert told(ws) == {"opening": 400, "moved_out": 300, "closing": 100}


def test_adding_done_again_after_the_work_of_another(classic_workspace: Workspace) -> None:
    """A deal stands as it is, whoever did and took back what in between."""
    ann = classic_workspace
    bo = replace(ann, actor="bo")
    deal = builders.deal(ann, value=100)
    fields.change(bo, deal, [("value", "2")])
    fields.change(bo, deal, [("value", "1")])
    history.undo(ann)
    assert told(ann) == {}
    history.redo(ann)
    assert told(ann) == {"new": 100, "increased": 100, "decreased": 100, "closing": 100}
    assert upkeep.check(ann) == []


def test_the_same_by_two(classic_workspace: Workspace) -> None:
    """What neither of two people's steps that hold has left is what the deal is."""
    ann = classic_workspace
    bo = replace(ann, actor="bo")
    deal = builders.deal(ann, value=100)
    fields.change(ann, deal, [("value", "2")])
    fields.change(bo, deal, [("value", "3")])
    fields.change(bo, deal, [("value", "2")])
    history.undo(ann)
    assert movement(ann).closing == 100
    assert upkeep.check(ann) == []


def test_periods_meet(classic_workspace: Workspace) -> None:
    """Each month opens with what the one before closed with."""
    ws = classic_workspace
    later(ws, -100)
    first = builders.deal(ws, value=100)
    later(ws, 40)
    builders.deal(ws, "Other", value=50)
    later(ws, 30)
    deals.win(ws, [first])
    later(ws, 30)
    month = period_of(date(2026, 7, 1), PeriodUnit.MONTH)
    closing = 0
    for by in range(8):
        found = movement(ws, str(month.moved(by)))
        assert found.opening == closing
        closing = found.closing
    assert closing == 50


def test_odd_days(classic_workspace: Workspace) -> None:
    """A period may be one day."""
    ws = classic_workspace
    builders.deal(ws, value=100)
    day = ws.today()
    found = movements.movements(ws, Scope(Period(day, day)))["EUR"]
    assert (found.opening, found.closing) == (0, 100)
