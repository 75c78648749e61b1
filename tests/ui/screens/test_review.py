"""Review mode: the deals that need care, one after the other."""

from datetime import date, timedelta

from pipeboard.domain.deals import Status
from pipeboard.domain.people import Role
from pipeboard.service import deals, details, notes, people
from pipeboard.service.workspace import Workspace
from pipeboard.ui.screens.agenda import AgendaScreen
from pipeboard.ui.screens.deal import DealScreen
from pipeboard.ui.screens.review import ReviewScreen
from tests import builders
from tests.ui.driver import Driver, opened

TODAY = date(2026, 11, 24)
SOON = builders.follow_up(TODAY + timedelta(days=3))


def age(ws: Workspace, deal: int) -> None:
    """Has a deal not been touched for long."""
    with ws.step("somebody") as step:
        before = {"touched_on": details.view(ws, deal).deal.touched_on}
        step.edit("deal", deal, before, {"touched_on": TODAY - timedelta(days=99)}, deal)
        step.title = "Left it alone"


def on(driver: Driver, kind: type[object]) -> bool:
    """Returns whether a screen of that kind is on top."""
    return isinstance(driver.app.screen, kind)


def head(driver: Driver) -> str:
    """Returns how many are left."""
    return driver.lines[0].partition("!")[0].strip()


async def test_a_review_goes_to_zero(classic_workspace: Workspace) -> None:
    """Each by what it lacks; what clears the reasons brings the next, and all of it is told."""
    ws = classic_workspace
    stale = builders.deal(ws, "Stale")
    age(ws, stale)
    step = builders.deal(ws, "Step", value=900_00)
    late = builders.deal(ws, "Late", next_step=SOON, closes=TODAY - timedelta(days=2))
    far = builders.deal(ws, "Far", next_step=SOON, stage="Proposal")
    free = builders.deal(ws, "Free", next_step=SOON, value=None)
    off, lost = (builders.deal(ws, t, value=v) for t, v in (("Off", 800_00), ("Lost", 700_00)))
    async with opened(ws) as driver:
        await driver.press("R")
        assert head(driver) == "Review  7 of 7 deals left"
        assert "stale: nothing was done for 99 days" in driver.text
        assert "no next step is planned" in driver.text
        await driver.press("space")
        assert driver.said == "Kept Stale as it is"
        assert head(driver) == "Review  6 of 7 deals left"
        await driver.press("f", *"call fri", "enter")
        assert driver.said == "Planned call on Step"
        assert "Off" in driver.lines[2]
        await driver.press("z", "3", "enter")
        assert "Lost" in driver.lines[2]
        await driver.press("x", "1", "enter")
        assert "expected to close on Sun 22 Nov 2026, 2 days ago" in driver.text
        await driver.press("c", "2", "enter")
        assert "nobody on it is known to decide" in driver.text
        await driver.press("b", *"Lena", "enter")
        assert "Free" in driver.lines[2]
        await driver.press("v", *"12k", "enter")
        told = (
            "7 deals: 1 kept, 1 next step set, 1 close date changed, 1 value set,"
            " 1 decision-maker named, 1 lost, 1 put off, 0 left"
        )
        assert head(driver) == "Review  0 of 7 deals left"
        assert told in driver.text
        await driver.press("esc")
        assert driver.said == told
        assert not on(driver, ReviewScreen)
    views = {deal: details.view(ws, deal) for deal in (stale, step, late, far, free, off, lost)}
    assert views[late].deal.expected_close == date(2026, 12, 8)
    assert views[far].decision_makers == ("Lena",)
    assert views[free].deal.value == 12_000_00
    assert (views[off].deal.status, views[lost].deal.status) == (Status.NURTURE, Status.LOST)
    assert not views[stale].stale


async def test_what_clears_one_reason_stays(classic_workspace: Workspace) -> None:
    """Until the last is gone; the deal is shown as it is now."""
    ws = classic_workspace
    builders.deal(ws, "Acme", value=None)
    async with opened(ws) as driver:
        await driver.press("R", "v", *"5k", "enter")
        assert head(driver) == "Review  1 of 1 deal left"
        assert "no value" not in driver.text
        assert "5,000.00 EUR" in driver.text
        await driver.press("f", *"call fri", "enter")
        assert head(driver) == "Review  0 of 1 deal left"


async def test_undo_goes_back_to_the_deal(classic_workspace: Workspace) -> None:
    """What was planned, lost or kept; what was kept without a write too, and no other step goes."""
    ws = classic_workspace
    one, two = builders.deal(ws, "One", value=900_00), builders.deal(ws, "Two", value=800_00)
    async with opened(ws) as driver:
        await driver.press("R", "f", *"call fri", "enter", "u")
        assert driver.said == "Took back: Planned call on One"
        assert "One" in driver.lines[2]
        assert head(driver) == "Review  2 of 2 deals left"
        await driver.press("x", "1", "enter", "u")
        assert "One" in driver.lines[2]
        await driver.press("space")
        assert "Two" in driver.lines[2]
        await driver.press("u")
        assert driver.said == "Back to One; nothing had been written"
        assert "One" in driver.lines[2]
        await driver.press("space", "space", "esc")
        assert driver.said == "2 deals: 2 kept, 0 left"
    assert [details.view(ws, deal).deal.status for deal in (one, two)] == [Status.OPEN] * 2


async def test_undo_of_keeping_a_stale_deal(classic_workspace: Workspace) -> None:
    """It is stale and here again."""
    ws = classic_workspace
    deal = builders.deal(ws, "One")
    age(ws, deal)
    builders.deal(ws, "Two")
    async with opened(ws) as driver:
        await driver.press("R", "space", "u")
        assert driver.said == "Took back: Reviewed One"
        assert "stale" in driver.text
        assert head(driver) == "Review  2 of 2 deals left"
    assert details.view(ws, deal).stale


async def test_what_others_did_meanwhile_is_read_again(classic_workspace: Workspace) -> None:
    """A deal in sight that is seen to, closed or deleted by somebody else is passed over."""
    ws = classic_workspace
    one, two, three = (
        builders.deal(ws, t, value=v) for t, v in (("One", 3), ("Two", 2), ("Three", 1))
    )
    bo = Workspace(ws.database, "bo", ws.clock, ws.currency, ws.locale, ws.backups)
    async with opened(ws) as driver:
        await driver.press("R")
        notes.add(bo, [one], "asked them")
        await driver.news()
        assert "asked them" in driver.text
        deals.win(bo, [one])
        await driver.news()
        assert driver.said == "passed over: One, bo made it won meanwhile"
        deals.delete(bo, [two])
        await driver.news()
        assert "Three" in driver.lines[2]
        with bo.step() as step:
            step.edit("deal", three, {"source": ""}, {"source": "fair"}, three)
            step.title = "Changed it"
        await driver.press("space")
        assert "somebody else changed Three meanwhile" in driver.said
        await driver.press("space")
        assert head(driver) == "Review  0 of 3 deals left"


async def test_skipped_ones_are_left(classic_workspace: Workspace) -> None:
    """They are told at the end, and p goes back to them."""
    ws = classic_workspace
    builders.deal(ws, "One", value=2)
    builders.deal(ws, "Two", value=1)
    async with opened(ws) as driver:
        await driver.press("R", "n", "space")
        assert "2 deals: 1 kept, 1 left" in driver.text
        assert "goes back to the 1 that you skipped" in driver.text
        await driver.press("p")
        assert "One" in driver.lines[2]


async def test_everybodys_deals_are_a_key_away(classic_workspace: Workspace) -> None:
    """Mine at first; E begins anew."""
    ws = classic_workspace
    builders.deal(ws, "Theirs", owner="bo")
    async with opened(ws) as driver:
        await driver.press("R")
        assert "No deal of yours needs care" in driver.text
        await driver.press("space")
        assert driver.said == "no deal is left here"
        await driver.press("E")
        assert "Theirs" in driver.text
        assert head(driver) == "Review  1 of 1 deal left"
        await driver.press("E", "esc")
        assert driver.said == ""


async def test_the_deal_opens_and_what_is_done_there_counts(classic_workspace: Workspace) -> None:
    """Enter opens it, from a review that the agenda opened."""
    ws = classic_workspace
    builders.deal(ws, "One")
    async with opened(ws) as driver:
        await driver.press("a", "R", "enter")
        assert on(driver, DealScreen)
        await driver.press("f", *"call fri", "enter", "esc")
        assert on(driver, ReviewScreen)
        assert head(driver) == "Review  0 of 1 deal left"
        await driver.press("esc")
        assert on(driver, AgendaScreen)
        assert driver.said == "1 deal: 1 next step set, 0 left"


async def test_a_contact_is_made_the_decision_maker(classic_workspace: Workspace) -> None:
    """By a digit; one by that name is not added twice."""
    ws = classic_workspace
    deal = builders.deal(ws, "Acme", next_step=SOON, stage="Proposal")
    people.add_to_deal(ws, deal, "Ben", Role.USER)
    async with opened(ws) as driver:
        await driver.press("R", "b", "1", "enter")
        assert driver.said == "Made Ben the decision-maker of Acme"
        assert head(driver) == "Review  0 of 1 deal left"
    assert len(details.view(ws, deal).contacts) == 1


async def test_a_bad_day_stays_in_the_prompt(classic_workspace: Workspace) -> None:
    """With what is wrong; nothing is written, and the preview tells how a day is read."""
    ws = classic_workspace
    deal = builders.deal(ws, closes=TODAY - timedelta(days=2))
    async with opened(ws, size=(80, 24)) as driver:
        await driver.press("R", "c", *"someday", "enter")
        assert "'someday'" in driver.text
        await driver.press("ctrl+u", *"15 jan")
        assert "expected close Fri 15 Jan 2027" in driver.text
        await driver.press("ctrl+u", "enter")
        assert "pick a digit or type a day" in driver.text
    assert details.view(ws, deal).deal.expected_close == TODAY - timedelta(days=2)


async def test_long_notes_scroll(classic_workspace: Workspace) -> None:
    """With the arrows, to both ends; on 80 columns below the deal, in ASCII too."""
    ws = classic_workspace
    deal = builders.deal(ws, "Acme")
    for number in range(30):
        notes.add(ws, [deal], f"note {number}")
    async with opened(ws, size=(80, 24), ascii=True, colour=False) as driver:
        await driver.press("R")
        assert "more lines" in driver.text
        assert all(line.isascii() for line in driver.lines)
        await driver.press("G")
        assert "Done before 0" in driver.text
        await driver.press("down")
        assert driver.said == "this is the last line"
        await driver.press("g", "up")
        assert driver.said == "this is the first line"
        assert "note 29" in driver.text
        await driver.press("pgdn", "pgup")
        assert "note 29" in driver.text
