"""Which deals need care, why, and what a review changed."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import product

import pytest
from sqlalchemy import update

from pipeboard.domain.people import Role
from pipeboard.domain.review import Done, Reason
from pipeboard.errors import Conflict, NotFound, NotOpen
from pipeboard.service import deals, details, feed, followups, history, nurture, people, reviewing
from pipeboard.service.workspace import Workspace
from pipeboard.store import schema
from tests import builders

TODAY = date(2026, 11, 24)
SOON = builders.follow_up(TODAY + timedelta(days=3))


def age(ws: Workspace, deal: int, days: int) -> None:
    """Has a deal not been touched for so many days."""
    with ws.step("somebody") as step:
        before = {"touched_on": details.view(ws, deal).deal.touched_on}
        step.edit("deal", deal, before, {"touched_on": TODAY - timedelta(days=days)}, deal)
        step.title = "Left it alone"


def why(ws: Workspace, deal: int) -> list[Reason]:
    """Returns why a deal needs care."""
    return list(reviewing.look(ws, deal).reasons)


def test_each_reason_holds_for_itself(classic_workspace: Workspace) -> None:
    """A deal with everything needs no care; each thing that it lacks is a reason."""
    ws = classic_workspace
    builders.deal(ws, "Fine", next_step=SOON)
    bare = builders.deal(ws, "Bare")
    late = builders.deal(ws, "Late", next_step=SOON, closes=TODAY - timedelta(days=1))
    free = builders.deal(ws, "Free", value=None, next_step=SOON)
    far = builders.deal(ws, "Far", next_step=SOON, stage="Proposal")
    today = builders.deal(ws, "Today", next_step=SOON, closes=TODAY)
    found = {deal: why(ws, deal) for deal in (bare, late, free, far, today)}
    assert found == {
        bare: [Reason.NO_NEXT_STEP],
        late: [Reason.PAST_CLOSE],
        free: [Reason.NO_VALUE],
        far: [Reason.NO_DECISION_MAKER],
        today: [],
    }
    assert reviewing.in_need(ws) == [bare, late, far, free]


def test_sql_and_the_rule_agree(classic_workspace: Workspace) -> None:
    """For deals that lack any mixture of things, in the order of their first reason."""
    ws = classic_workspace
    made = []
    for value, closes, step, stage, old in product(
        (None, 5),
        (None, TODAY - timedelta(days=2)),
        (None, SOON),
        (None, "Proposal"),
        (False, True),
    ):
        deal = builders.deal(ws, value=value, closes=closes, next_step=step, stage=stage)
        if old:
            age(ws, deal, 400)
        made.append(deal)
    needing = {deal: why(ws, deal) for deal in made if why(ws, deal)}
    found = reviewing.in_need(ws)
    assert set(found) == set(needing)
    places = [list(Reason).index(needing[deal][0]) for deal in found]
    assert places == sorted(places)
    assert {each.deal.id: list(each.reasons) for each in reviewing.listed(ws, found)} == needing


def test_most_money_comes_first_within_a_reason(classic_workspace: Workspace) -> None:
    """Across currencies by major units; what has no value comes last. A stale one is before them."""
    ws = classic_workspace
    small = builders.deal(ws, value=100_00)
    yen = builders.deal(ws, value=150, currency="JPY")
    none = builders.deal(ws, value=None)
    big = builders.deal(ws, value=200_00)
    stale = builders.deal(ws, value=1)
    age(ws, stale, 400)
    assert reviewing.in_need(ws) == [stale, big, yen, small, none]


def test_only_my_open_deals_are_there(classic_workspace: Workspace) -> None:
    """Unless everybody's are asked for; closed ones and those put off never."""
    ws = classic_workspace
    mine, won, off = (builders.deal(ws, title) for title in ("Mine", "Won", "Off"))
    theirs = builders.deal(ws, "Theirs", owner="bo", value=1)
    deals.win(ws, [won])
    nurture.nurture(ws, [off], TODAY + timedelta(days=30))
    assert reviewing.in_need(ws) == [mine]
    assert reviewing.in_need(ws, everyone=True) == [mine, theirs]
    assert reviewing.in_need(ws, pipeline_id=999) == []
    assert why(ws, won) == why(ws, off) == []


def test_reasons_are_told_with_figures(classic_workspace: Workspace) -> None:
    """How long nothing was done and what the stage allows, and since when it should be closed."""
    ws = classic_workspace
    deal = builders.deal(ws, value=None, stage="Proposal", closes=date(2026, 11, 20))
    age(ws, deal, 40)
    assert reviewing.look(ws, deal).told == [
        "stale: nothing was done for 40 days, Proposal allows 14 days",
        "no next step is planned",
        "expected to close on Fri 20 Nov 2026, 4 days ago",
        "nobody on it is known to decide",
        "no value",
    ]


def test_keeping_is_a_touch(classic_workspace: Workspace) -> None:
    """The deal is not stale any more; undo has it stale again, redo not; the history tells it."""
    ws = classic_workspace
    deal = builders.deal(ws, "Acme", next_step=None)
    age(ws, deal, 400)
    step = reviewing.keep(ws, details.view(ws, deal))
    assert step is not None
    assert step.title == "Reviewed Acme"
    assert why(ws, deal) == [Reason.NO_NEXT_STEP]
    assert history.of_deal(ws, deal)[0].sentences == ("Reviewed Acme",)
    history.undo(ws)
    assert why(ws, deal) == [Reason.STALE, Reason.NO_NEXT_STEP]
    history.redo(ws)
    assert why(ws, deal) == [Reason.NO_NEXT_STEP]


def test_keeping_what_was_touched_today_writes_nothing(classic_workspace: Workspace) -> None:
    """There is no step to take back."""
    ws = classic_workspace
    deal = builders.deal(ws)
    assert reviewing.keep(ws, details.view(ws, deal)) is None


def test_what_changed_meanwhile_is_not_kept(classic_workspace: Workspace) -> None:
    """Its value was changed, it was closed, it was deleted: each is said, nothing is written."""
    ws = classic_workspace
    deal = builders.deal(ws, "Acme")
    seen = details.view(ws, deal)
    details.edit(ws, deal, {"value": 1_200_000}, {"value": 5})
    with pytest.raises(Conflict, match="somebody else changed Acme meanwhile"):
        reviewing.keep(ws, seen)
    deals.win(ws, [deal])
    with pytest.raises(NotOpen, match="Acme is won"):
        reviewing.keep(ws, seen)
    deals.delete(ws, [deal])
    with pytest.raises(NotFound, match="Acme"):
        reviewing.keep(ws, seen)


def test_a_place_in_its_lane_is_no_change(classic_workspace: Workspace) -> None:
    """Somebody ranked it: it is kept all the same."""
    ws = classic_workspace
    deal = builders.deal(ws, "Acme")
    age(ws, deal, 400)
    seen = details.view(ws, deal)
    assert reviewing.keep(ws, replace(seen, deal=replace(seen.deal, rank="zz"))) is not None


def test_the_summary_is_what_the_journal_tells(classic_workspace: Workspace) -> None:
    """Mine since it began, without what was taken back and what others did."""
    ws = classic_workspace
    kept, planned, named, lost, others = (builders.deal(ws, f"D{n}", value=None) for n in range(5))
    age(ws, kept, 400)
    everything = [kept, planned, named, lost, others]
    since = feed.seen(ws)
    reviewing.keep(ws, details.view(ws, kept))
    followups.add(ws, [planned], SOON)
    details.edit(ws, planned, {"value": None, "currency": "EUR"}, {"value": 7, "currency": "EUR"})
    people.add_to_deal(ws, named, "Lena", Role.DECISION_MAKER)
    deals.lose(ws, [lost], "price")
    with ws.step("bo") as step:
        step.edit("deal", others, {"source": ""}, {"source": "fair"}, others)
        step.title = "Changed the source"
    assert reviewing.done_since(ws, everything, since) == {
        kept: {Done.KEPT},
        planned: {Done.NEXT_STEP, Done.VALUE},
        named: {Done.DECIDER},
        lost: {Done.LOST},
    }
    history.undo(ws)
    assert lost not in reviewing.done_since(ws, everything, since)
    assert reviewing.done_since(ws, everything, feed.seen(ws)) == {}


def test_a_stage_that_was_removed_does_not_hide_a_deal(classic_workspace: Workspace) -> None:
    """A deal in no stage needs a next step as any other."""
    ws = classic_workspace
    deal = builders.deal(ws)
    with ws.database.step("somebody", ws.now(), TODAY) as step:
        step.connection.execute(
            update(schema.deal).where(schema.deal.c.id == deal).values(stage_id=None)
        )
    assert reviewing.in_need(ws) == [deal]
