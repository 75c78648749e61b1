"""C: the list of cadences, starting one on deals, and editing the list."""

from datetime import date, timedelta

from pipeboard.domain.cadencelines import CadenceDraft, read_steps
from pipeboard.domain.cadences import Run, RunState
from pipeboard.service import cadences, details, history
from pipeboard.service.workspace import Workspace
from tests.ui.driver import Driver, make, opened

OFFER = CadenceDraft("offer", read_steps(["day 0 call", "day 4 email send the offer"]))


def runs(ws: Workspace, deal_id: int) -> list[Run]:
    """What was started on a deal."""
    return list(details.view(ws, deal_id).cadences)


def begun(ws: Workspace, deal_id: int, name: str = "offer") -> None:
    """Starts a cadence on a deal."""
    found = cadences.named(ws, name)
    cadences.start(ws, cadences.preview(ws, found.id, [deal_id]))


def shown(driver: Driver, text: str) -> bool:
    """Whether a line of the screen has a text."""
    return any(text in line for line in driver.lines)


async def test_a_digit_and_enter_start_one(classic_workspace: Workspace) -> None:
    """The days are shown first, a Saturday as it is; then all is planned, and u takes it back."""
    ws = classic_workspace
    cadences.save(ws, OFFER)
    async with opened(ws, state=make(ws, "[Acme]"), size=(80, 24)) as driver:
        await driver.press("C")
        assert shown(driver, "3 offer")
        assert shown(driver, "day 0 call, day 1 e-mail, day 3 call, day 7 e-mail, day 14 call")
        assert shown(driver, "stops on a reply and a stage change")
        await driver.press("3")
        assert shown(driver, "Start offer  Acme")
        assert shown(driver, "Tue 24 Nov 2026  call")
        assert shown(driver, "Sat 28 Nov 2026  e-mail  send the offer")
        assert runs(ws, 1) == []
        await driver.press("enter")
        assert driver.said == "Started offer on Acme"
        assert [run.told for run in runs(ws, 1)] == ["offer: 0 of 2 done"]
        await driver.press("u")
        assert runs(ws, 1) == []


async def test_it_starts_on_all_marked(classic_workspace: Workspace) -> None:
    """Where it runs already that is said, and it begins anew there; esc leaves all as it is."""
    ws = classic_workspace
    cadences.save(ws, OFFER)
    state = make(ws, "[*Acme] *Kestrel")
    begun(ws, 1)
    async with opened(ws, state=state) as driver:
        await driver.press("C")
        assert shown(driver, "on 1 of these deals  2 steps over 4 days, on 1 deal")
        await driver.press("3")
        assert shown(driver, "(0 of 2 done) already: there it is stopped")
        await driver.press("esc")
        assert len(runs(ws, 1)) == 1
        await driver.press("C", "down", "down", "enter", "enter")
        assert driver.said == "Started offer anew on 2 deals"
    assert [run.state for run in runs(ws, 1)] == [RunState.STOPPED, RunState.RUNNING]
    assert [run.state for run in runs(ws, 2)] == [RunState.RUNNING]


async def test_it_is_paused_resumed_and_stopped(classic_workspace: Workspace) -> None:
    """With p and s in the list; where nothing runs they say so."""
    ws = classic_workspace
    cadences.save(ws, OFFER)
    state = make(ws, "[Acme]")
    begun(ws, 1)
    async with opened(ws, state=state, size=(80, 24)) as driver:
        await driver.press("C", "p")
        assert shown(driver, "new lead does not run here")
        assert not shown(driver, "p pauses")
        await driver.press("enter", "j", "j")
        assert shown(driver, "0 of 2 done here")
        assert shown(driver, "s stops")
        assert shown(driver, "esc leaves")
        await driver.press("p")
        assert driver.said == "Paused offer on Acme: 2 follow-ups put aside"
        await driver.press("C", "j", "j")
        assert shown(driver, "0 of 2 done, paused here")
        await driver.press("p")
        assert driver.said == "Resumed offer on Acme: 2 follow-ups planned"
        await driver.press("C", "j", "j", "s")
        assert driver.said == "Stopped offer on Acme: 2 follow-ups deleted"
        await driver.press("u")
        assert [run.told for run in runs(ws, 1)] == ["offer: 0 of 2 done"]


async def test_one_is_added_in_a_form(classic_workspace: Workspace) -> None:
    """A step a line; a line that cannot be read is named, and what was typed stays."""
    ws = classic_workspace
    async with opened(ws, state=make(ws, "[Acme]")) as driver:
        await driver.press("C", "n", "enter")
        assert shown(driver, "a cadence needs a name")
        await driver.type("visit")
        await driver.press("tab")
        await driver.type("day 0 cal")
        await driver.press("enter")
        assert shown(driver, "step 1: 'cal' is not understood; after the day comes one of call")
        await driver.type("l")
        await driver.press("ctrl+j")
        await driver.type("day 3 meeting see their shop")
        assert shown(driver, "2 steps, the last on day 3")
        await driver.press("up", "end")
        await driver.type(" first")
        await driver.press("tab", "right", "enter")
        assert driver.said == "Added the cadence visit"
        assert shown(driver, "3 visit")
    found = cadences.named(ws, "visit")
    assert [str(step) for step in found.steps] == [
        "day 0 call first",
        "day 3 meeting see their shop",
    ]
    assert (found.stops_on_reply, found.stops_on_move) == (True, False)


async def test_one_is_edited_and_removed(classic_workspace: Workspace) -> None:
    """With e and del; the removal says how it is taken back, and that it goes on where it runs."""
    ws = classic_workspace
    cadences.save(ws, OFFER)
    state = make(ws, "[Acme]")
    begun(ws, 1)
    async with opened(ws, state=state) as driver:
        await driver.press("C", "end", "j", "j", "e")
        assert shown(driver, "on 1 deal: there it stays as it was started")
        await driver.press("ctrl+u")
        await driver.type("big offer")
        await driver.press("enter")
        assert driver.said == "Changed the cadence big offer"
        await driver.press("del")
        assert shown(
            driver, "Removed the cadence big offer; it goes on where it runs, on 1 deal; u"
        )
        await driver.press("esc")
        assert [run.state for run in runs(ws, 1)] == [RunState.RUNNING]
        await driver.press("u")
    assert [each.name for each in cadences.all_of_them(ws)][-1] == "big offer"


async def test_another_persons_edit_is_not_overwritten(classic_workspace: Workspace) -> None:
    """It is told, what was typed stays, and the next enter knowingly writes it."""
    ws = classic_workspace
    cadences.save(ws, OFFER)
    async with opened(ws, state=make(ws, "[Acme]")) as driver:
        await driver.press("C", "j", "j", "e", "ctrl+u")
        await driver.type("mine")
        seen = cadences.named(ws, "offer")
        cadences.save(ws, CadenceDraft("theirs", seen.steps), seen)
        await driver.press("enter")
        assert shown(driver, "somebody else changed the cadence offer")
        await driver.press("enter")
        assert driver.said == "Changed the cadence mine"


async def test_without_a_deal_the_list_can_be_edited(classic_workspace: Workspace) -> None:
    """Starting says that there is no deal; a key without a meaning says so."""
    async with opened(classic_workspace) as driver:
        await driver.press("C")
        assert not shown(driver, "enter starts")
        await driver.press("1")
        assert shown(driver, "there is no deal here to start it on")
        await driver.press("9")
        assert shown(driver, "there is no cadence 9")
        await driver.press("enter", "x")
        assert shown(driver, "x does nothing here")


async def test_the_deal_shows_how_far_it_is(classic_workspace: Workspace) -> None:
    """With its follow-ups marked; enter on the line opens the list."""
    ws = classic_workspace
    cadences.save(ws, OFFER)
    state = make(ws, "[Acme]")
    begun(ws, 1)
    async with opened(ws, state=state, size=(140, 50)) as driver:
        await driver.press("enter")
        assert shown(driver, "offer: 0 of 2 done")
        assert shown(driver, "Sat 28 Nov  offer  send the offer")
        await driver.press("d", "1", "enter")
        assert shown(driver, "offer: 1 of 2 done")
        await driver.press("C")
        assert shown(driver, "1 of 2 done here")


async def test_it_starts_from_the_agenda(classic_workspace: Workspace, today: date) -> None:
    """On the deal of the follow-up under the cursor."""
    ws = classic_workspace
    state = make(ws, "[Acme] Kestrel")
    cadences.save(ws, OFFER)
    begun(ws, 2)
    async with opened(ws, state=state) as driver:
        await driver.press("a", "C", "2", "enter")
        title = details.title(ws, 2)
        assert driver.said == f"Started revive a cold lead on {title}"
    last = details.view(ws, 2).follow_ups[-1]
    assert last.due_on == today + timedelta(days=21)
    assert history.undo(ws) is not None


async def test_nothing_is_asked_while_its_next_one_is_planned(
    classic_workspace: Workspace,
) -> None:
    """After the last of a cadence the following step is asked for, as after any other."""
    ws = classic_workspace
    cadences.save(ws, OFFER)
    async with opened(ws, state=make(ws, "[Acme]")) as driver:
        begun(ws, 1)
        await driver.news()
        await driver.press("d")
        await driver.type("no answer")
        await driver.press("enter")
        assert driver.app.screen is driver.screen
        assert [run.told for run in runs(ws, 1)] == ["offer: 1 of 2 done"]
        await driver.press("d")
        await driver.type("sent")
        await driver.press("enter")
        assert driver.app.screen is not driver.screen
        assert shown(driver, "Next follow-up")
