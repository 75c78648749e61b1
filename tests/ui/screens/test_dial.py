"""Dial mode: one call after the other, by one key each."""

from datetime import date, timedelta

from pipeboard.domain.dates import Due
from pipeboard.domain.drafts import FollowUpDraft
from pipeboard.domain.people import Role
from pipeboard.service import deals, details, followups, history, people
from pipeboard.service.workspace import Workspace
from pipeboard.ui.screens.agenda import AgendaScreen
from pipeboard.ui.screens.deal import DealScreen
from pipeboard.ui.screens.dial import DialScreen
from pipeboard.ui.screens.text_prompt import TextPrompt
from pipeboard.ui.widgets.bigdigits import big
from tests import builders
from tests.ui.driver import Driver, opened

TODAY = date(2026, 11, 24)


def call_on(ws: Workspace, title: str, *numbers: str, days: int = 0) -> int:
    """Makes a deal with a call that is so many days late, and a contact with numbers."""
    deal = builders.deal(ws, title)
    for place, number in enumerate(numbers):
        people.add_to_deal(ws, deal, f"{title} {place}", Role.USER, phone=number)
    followups.add(ws, [deal], FollowUpDraft("call", "the offer", Due(TODAY - timedelta(days=days))))
    return deal


def on(driver: Driver, kind: type[object]) -> bool:
    """Returns whether a screen of that kind is on top."""
    return isinstance(driver.app.screen, kind)


def outcomes(ws: Workspace, deal: int) -> list[str | None]:
    """Returns what came of what is done on a deal."""
    items = details.view(ws, deal).follow_ups
    return [item.outcome for item in items if item.done_at is not None]


def planned(ws: Workspace, deal: int) -> list[tuple[str, date]]:
    """Returns what is planned on a deal."""
    items = details.view(ws, deal).follow_ups
    return [(item.type, item.due_on) for item in items if item.done_at is None]


async def test_a_list_is_worked_through(classic_workspace: Workspace) -> None:
    """A digit, the next step or none, and the next call; at the end it tells what came of them."""
    ws = classic_workspace
    one, two, three = (
        call_on(ws, title, "+49 30 55", days=days)
        for title, days in (("One", 3), ("Two", 2), ("Three", 1))
    )
    async with opened(ws) as driver:
        await driver.press("D")
        assert on(driver, DialScreen)
        assert "3 of 3 calls left" in driver.lines[0]
        assert "+49 30 55  One 0" in driver.text
        assert "1 reached   2 voicemail   3 no answer   4 call back" in driver.text
        await driver.press("2")
        assert "1 call in 3 days Fri 27 Nov" in driver.text
        await driver.press("2", "enter")
        assert "2 of 3 calls left" in driver.lines[0]
        assert "+49 30 55  Two 0" in driver.text
        assert driver.said == "Planned call on One"
        await driver.press("1", "esc")
        assert "+49 30 55  Three 0" in driver.text
        await driver.press("o", *"gave a price", "enter", *"demo fri", "enter")
        assert "0 of 3 calls left" in driver.lines[0]
        assert "3 calls: 1 voicemail, 1 reached, 1 gave a price, 0 left" in driver.text
        await driver.press("esc")
        assert not on(driver, DialScreen)
        assert driver.said == "3 calls: 1 voicemail, 1 reached, 1 gave a price, 0 left"
    assert [outcomes(ws, deal) for deal in (one, two, three)] == [
        *(["voicemail"], ["reached"], ["gave a price"]),
    ]
    assert [planned(ws, deal) for deal in (one, two, three)] == [
        *([("call", date(2026, 11, 25))], [], [("demo", date(2026, 11, 27))]),
    ]


async def test_enter_takes_the_step_that_is_suggested(classic_workspace: Workspace) -> None:
    """The first one, as it stands in the field; esc leaves it out."""
    ws = classic_workspace
    one = call_on(ws, "One", days=1)
    async with opened(ws) as driver:
        await driver.press("D", "3", "enter")
    assert [kind for kind, _ in planned(ws, one)] == ["call"]


async def test_keys_typed_ahead_go_where_they_should(classic_workspace: Workspace) -> None:
    """As fast as can be: each outcome is of its own call."""
    ws = classic_workspace
    made = [call_on(ws, f"D{n}", days=9 - n) for n in range(4)]
    async with opened(ws) as driver:
        await driver.press("D", "1", "esc", "2", "esc", "3", "1", "enter", "4", "esc")
        assert "0 of 4 calls left" in driver.lines[0]
    assert [outcomes(ws, deal) for deal in made] == [
        *(["reached"], ["voicemail"], ["no answer"], ["call back"]),
    ]


async def test_undo_takes_an_outcome_back_with_what_was_planned(
    classic_workspace: Workspace,
) -> None:
    """One u goes back to the call; redo is as everywhere."""
    ws = classic_workspace
    one = call_on(ws, "One", days=1)
    call_on(ws, "Two")
    async with opened(ws) as driver:
        await driver.press("D", "2", "1", "enter")
        assert "Two" in driver.text
        await driver.press("u")
        assert driver.said == "Took back: Finished call 'the offer' on One: voicemail"
        assert "2 of 2 calls left" in driver.lines[0]
        assert planned(ws, one) == [("call", date(2026, 11, 23))]
        assert outcomes(ws, one) == []
        await driver.press("ctrl+r")
        assert "1 of 2 calls left" in driver.lines[0]
        assert outcomes(ws, one) == ["voicemail"]
        await driver.press("ctrl+r")
        assert len(planned(ws, one)) == 1
        await driver.press("u", "3", "esc", "esc")
        assert driver.said == "2 calls: 1 no answer, 1 left"


async def test_undo_takes_back_a_note_alone(classic_workspace: Workspace) -> None:
    """What was done after the outcome is not taken for a part of it."""
    ws = classic_workspace
    one, two = call_on(ws, "One", days=1), call_on(ws, "Two")
    async with opened(ws) as driver:
        await driver.press("D", "2", "esc", "N", *"likes tea", "enter")
        assert [note.text for note in details.view(ws, two).notes] == ["likes tea"]
        assert "likes tea" in driver.text
        await driver.press("u")
        assert details.view(ws, two).notes == ()
        assert outcomes(ws, one) == ["voicemail"]
        await driver.press("u")
        assert outcomes(ws, one) == []
        assert "2 of 2 calls left" in driver.lines[0]


async def test_skipping_and_going_back(classic_workspace: Workspace) -> None:
    """Right and n skip, left and p go back; past the last one what was skipped is told."""
    ws = classic_workspace
    call_on(ws, "One", days=1)
    call_on(ws, "Two")
    async with opened(ws) as driver:
        await driver.press("D", "p")
        assert driver.said == "there is no call before this one"
        await driver.press("right", "n")
        assert "2 calls: 2 left" in driver.text
        await driver.press("1")
        assert driver.said == "no call is left here"
        await driver.press("n")
        assert driver.said == "this is the end; esc goes back"
        await driver.press("left")
        assert "Two" in driver.text
        await driver.press("p", "5")
        assert driver.said == "there are 4 outcomes; o takes one in your own words"
        await driver.press("esc")
        assert driver.said == "2 calls: 2 left"


async def test_a_call_can_be_put_off(classic_workspace: Workspace) -> None:
    """It counts as such, to later today too, and u brings it back."""
    ws = classic_workspace
    call_on(ws, "One", days=1)
    call_on(ws, "Two")
    async with opened(ws) as driver:
        await driver.press("D", "s", "1", "enter")
        assert "Two" in driver.text
        await driver.press("s", *"today 16:00", "enter")
        assert "2 calls: 2 put off, 0 left" in driver.text
        await driver.press("u")
        assert "1 of 2 calls left" in driver.lines[0]
        assert "Two" in driver.text


async def test_what_others_did_meanwhile_is_passed_over_and_said(
    classic_workspace: Workspace,
) -> None:
    """The call in sight, and one that comes later; a deleted deal as well."""
    ws = classic_workspace
    one, two, three = (call_on(ws, t, days=d) for t, d in (("One", 3), ("Two", 2), ("Three", 1)))
    call_on(ws, "Four")
    bo = Workspace(ws.database, "bo", ws.clock, ws.currency, ws.locale, ws.backups)
    async with opened(ws) as driver:
        await driver.press("D")
        followups.finish(bo, list(followups.next_steps(bo, [one]).values()), "reached")
        await driver.news()
        assert driver.said == "passed over: One, bo finished the call meanwhile"
        assert "3 of 4 calls left" in driver.lines[0]
        deals.delete(bo, [three])
        followups.finish(bo, list(followups.next_steps(bo, [two]).values()), "reached")
        await driver.news()
        assert driver.said == "passed over: Two, bo finished the call meanwhile, and 1 more"
        assert "Four" in driver.text
        await driver.press("1", "esc", "esc")
        assert driver.said == "4 calls: 2 passed over, 1 gone, 1 reached, 0 left"


async def test_a_call_finished_elsewhere_by_me_counts(classic_workspace: Workspace) -> None:
    """On the deal, which enter opens: with its outcome, and the next call is there."""
    ws = classic_workspace
    call_on(ws, "One", days=1)
    call_on(ws, "Two")
    async with opened(ws) as driver:
        await driver.press("D", "enter")
        assert on(driver, DealScreen)
        await driver.press("d", "1", "enter", "esc", "esc")
        assert on(driver, DialScreen)
        assert "1 of 2 calls left" in driver.lines[0]
        assert "Two" in driver.text
        await driver.press("esc")
        assert driver.said == "2 calls: 1 reached, 1 left"


async def test_a_conflict_is_said_and_nothing_written(classic_workspace: Workspace) -> None:
    """Somebody changed the call while the outcome in own words was typed."""
    ws = classic_workspace
    one = call_on(ws, "One")
    async with opened(ws) as driver:
        await driver.press("D", "o", *"fine")
        (seen,) = followups.next_steps(ws, [one]).values()
        followups.edit(ws, seen.id, {"subject": "the offer"}, {"subject": "the price"})
        await driver.press("enter")
        assert on(driver, TextPrompt)
        assert "somebody else changed the subject" in driver.text
        assert "fine" in driver.text
    assert outcomes(ws, one) == []


async def test_numbers_are_large_and_tab_shows_the_next(classic_workspace: Workspace) -> None:
    """Whose it is stands below; around the end, and one alone is said."""
    ws = classic_workspace
    call_on(ws, "One", "+49 30 1", "+49 30 2", days=1)
    call_on(ws, "Two")
    async with opened(ws, size=(80, 24)) as driver:
        await driver.press("D")
        for line in big("+49 30 1", 76, ascii=False):
            assert line in driver.text
        assert "One 0  1 of 2 numbers" in driver.text
        await driver.press("tab")
        assert "+49 30 2  One 1  2 of 2 numbers" in driver.text
        assert "no number of One 0" not in driver.text
        await driver.press("tab")
        assert "One 0  1 of 2 numbers" in driver.text
        await driver.press("n")
        assert "no number is known" in driver.text
        await driver.press("tab")
        assert driver.said == "there is no number here"


async def test_nothing_to_call_is_said(classic_workspace: Workspace) -> None:
    """From the agenda as well; keys say that there is no call."""
    ws = classic_workspace
    builders.deal(ws)
    async with opened(ws) as driver:
        await driver.press("a", "D")
        assert "No call of yours is overdue or due today." in driver.text
        await driver.press("s")
        assert driver.said == "no call is left here"
        await driver.press("esc")
        assert on(driver, AgendaScreen)


async def test_a_call_with_a_contact_alone(classic_workspace: Workspace) -> None:
    """Notes and the next step are the contact's; one u takes both back here as well."""
    ws = classic_workspace
    people.add_to_deal(ws, builders.deal(ws), "Lena", Role.USER, phone="+49 1")
    (lena,) = people.contacts(ws, "Lena")
    followups.add_for(ws, builders.follow_up(TODAY), contact_id=lena.id)
    async with opened(ws) as driver:
        await driver.press("D", "N", *"likes tea", "enter")
        assert driver.said == "Noted something on Lena"
        await driver.press("c")
        assert "not in dial mode" in driver.said
        await driver.press("f", *"e-mail fri", "enter")
        assert driver.said == "Planned e-mail with Lena"
        await driver.press("o", *"so-so", "esc")
        await driver.press("o")
        assert "so-so" in driver.text
        await driver.press("esc", "2", "1", "enter")
        assert on(driver, DialScreen)
        assert driver.said == "Planned call with Lena"
        assert "1 call: 1 voicemail, 0 left" in driver.text
        await driver.press("u")
        assert driver.said == "Took back: Finished call with Lena: voicemail"
        assert "1 of 1 call left" in driver.lines[0]
        await driver.press("u")
        assert driver.said == "Took back: Planned e-mail with Lena"
    assert history.undoable(ws, 1)[0].title == "Noted something on Lena"


async def test_it_is_drawn_with_ascii_too(classic_workspace: Workspace) -> None:
    """In 80 columns, without colours, and after the terminal got another size."""
    ws = classic_workspace
    call_on(ws, "One", "+49 (30) 12-34/56.7,8*#", days=1)
    async with opened(ws, size=(80, 24), ascii=True, colour=False) as driver:
        await driver.press("D")
        assert all(line.isascii() for line in driver.lines)
        assert "###" in driver.text
        await driver.resize(120, 40)
        assert "Notes 0 -" in driver.text
        await driver.press("down")
        assert driver.said == "this is the last line"


def test_what_cannot_be_drawn_large_is_not() -> None:
    """Letters, or a part that is too wide; parts go on in another row where one is full."""
    assert big("ext. 5", 80, ascii=True) == []
    assert big("1" * 30, 80, ascii=True) == []
    assert big("", 80, ascii=True) == []
    two = big("1234 5678", 20, ascii=False)
    assert len(two) == 7
    assert max(map(len, two)) <= 20
