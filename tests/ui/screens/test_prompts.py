"""The prompts: what is asked, how it is read, and what happens with the answer."""

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest

from pipeboard.domain.dates import Due
from pipeboard.domain.deals import Status
from pipeboard.domain.drafts import DealDraft
from pipeboard.domain.people import Role
from pipeboard.service import deals, details, followups, notes, people
from pipeboard.service.workspace import Workspace
from pipeboard.ui.screens.confirm import Confirm
from pipeboard.ui.screens.pick import Pick
from pipeboard.ui.screens.text_prompt import TextPrompt
from tests import builders
from tests.clocks import PinnedClock
from tests.ui.screens.stand import Stand, Wall, standing


async def test_a_new_deal_is_previewed_and_added(classic_workspace: Workspace) -> None:
    """What was understood of the line is shown before enter adds it."""
    async with standing(classic_workspace) as stand:
        await stand.press("n")
        await stand.press(*"Beta 5k @omar call fri #hot")
        assert "value 5,000.00 EUR" in stand.text
        assert "contact omar" in stand.text
        assert "due Fri 27 Nov 2026" in stand.text
        await stand.press("enter")
        assert stand.said == "Added Beta"
        view = details.view(classic_workspace, stand.app.wall.added[0])
    assert (view.deal.title, view.deal.value) == ("Beta", 500_000)
    assert view.follow_ups[0].due_on == date(2026, 11, 27)


async def test_a_title_in_two_pieces_shows_once(classic_workspace: Workspace) -> None:
    """What stands between its words does not part it."""
    async with standing(classic_workspace) as stand:
        await stand.press("n", *"Beta 5k renewal")
        assert stand.text.count("title ") == 1
        assert "title Beta renewal" in stand.text


async def test_keys_typed_ahead_go_into_the_prompt(classic_workspace: Workspace) -> None:
    """The letters after n are text, even those that are commands of the board."""
    async with standing(classic_workspace) as stand:
        await stand.press("n", *"wxdum", "enter")
        assert stand.on(Wall)
        assert stand.said == "Added wxdum"


async def test_refused_input_stays_with_the_reason(classic_workspace: Workspace) -> None:
    """A line that cannot be read is neither lost nor written."""
    async with standing(classic_workspace) as stand:
        await stand.press("n")
        await stand.press(*"Beta closes:31feb")
        await stand.press("enter")
        assert stand.on(TextPrompt)
        assert stand.prompt.text == "Beta closes:31feb"
        assert "31feb" in stand.lines[-2]
        await stand.press("escape")
        assert stand.app.wall.added == []


async def test_nothing_typed_is_refused_with_an_example(
    classic_workspace: Workspace, acme: int
) -> None:
    """Enter in an empty field says what is needed; a reason is needed to lose a deal."""
    async with standing(classic_workspace, acme) as stand:
        for key in ("n", "N", "f", "x"):
            await stand.press(key, "enter")
            assert stand.on(TextPrompt)
            assert "such as" in stand.text or "remembered" in stand.text
            await stand.press("escape")
    assert details.view(classic_workspace, acme).deal.status is Status.OPEN


async def test_a_note_of_several_lines(classic_workspace: Workspace, acme: int) -> None:
    """Ctrl+j starts a new line, enter saves."""
    async with standing(classic_workspace, acme) as stand:
        await stand.press("N", *"one", "ctrl+j", *"two", "enter")
        assert stand.said.startswith("Noted")
    assert details.view(classic_workspace, acme).notes[0].text == "one\ntwo"


async def test_finishing_asks_for_the_following_one(
    classic_workspace: Workspace, acme: int
) -> None:
    """A digit picks the outcome; then the next follow-up can be typed at once."""
    async with standing(classic_workspace, acme) as stand:
        await stand.press("d")
        assert "1 reached   2 voicemail   3 no answer" in stand.text
        await stand.press("2", "enter")
        assert "Next follow-up" in stand.text
        await stand.press(*"email mon the offer")
        await stand.press("enter")
        assert stand.on(Wall)
    planned, done = details.view(classic_workspace, acme).follow_ups
    assert (done.outcome, planned.type, planned.subject) == ("voicemail", "e-mail", "the offer")
    assert planned.due_on == date(2026, 11, 30)


async def test_the_following_one_may_be_left_out(classic_workspace: Workspace, acme: int) -> None:
    """Esc after an outcome leaves; what was finished stays so."""
    async with standing(classic_workspace, acme) as stand:
        await stand.press("d", *"they called", "enter", "escape")
        assert stand.on(Wall)
    outcomes = [item.outcome for item in details.view(classic_workspace, acme).follow_ups]
    assert outcomes == ["they called"]


async def test_without_a_next_step_finishing_says_so(
    classic_workspace: Workspace, kestrel: int
) -> None:
    """There is nothing to finish or to put off: no prompt stays open."""
    async with standing(classic_workspace, kestrel) as stand:
        for key in ("d", "s"):
            await stand.press(key)
            assert stand.on(Wall)
            assert "no next step" in stand.said


@pytest.mark.parametrize(
    ("keys", "due"),
    [
        (["1", "enter"], date(2026, 11, 25)),
        (["4", "enter"], date(2026, 11, 30)),
        ([*"14 dec", "enter"], date(2026, 12, 14)),
        (["2", "backspace", "3", "enter"], date(2026, 11, 27)),
        (["space", *"12 dec", "enter"], date(2026, 12, 12)),
        ([*"fri", "enter"], date(2026, 11, 27)),
    ],
)
async def test_snoozing(
    classic_workspace: Workspace, acme: int, keys: list[str], due: date
) -> None:
    """A digit alone picks a day, anything else is typed; both keep the time of day."""
    before = details.view(classic_workspace, acme).follow_ups[0]
    async with standing(classic_workspace, acme) as stand:
        await stand.press("s", *keys)
        assert stand.on(Wall)
    after = details.view(classic_workspace, acme).follow_ups[0]
    assert after.due_on == due
    assert before.due_at is not None
    assert after.due_at is not None
    assert after.due_at.time() == before.due_at.time()


async def test_a_time_that_is_typed_changes_it(classic_workspace: Workspace, acme: int) -> None:
    """The preview shows the time that is kept until another is typed."""
    ws = classic_workspace
    async with standing(ws, acme) as stand:
        before = details.view(ws, acme).follow_ups[0].due_at
        assert before is not None
        await stand.press("s", *"fri")
        assert f"{before.astimezone(ws.zone):%H:%M}" in stand.lines[-2]
        await stand.press(*" 16:45", "enter")
    after = details.view(ws, acme).follow_ups[0].due_at
    assert after is not None
    assert f"{after.astimezone(ws.zone):%H:%M}" == "16:45"


async def test_a_digit_only_picks(classic_workspace: Workspace, acme: int) -> None:
    """Nothing is done before enter: the choices stay in sight until more is typed."""
    async with standing(classic_workspace, acme) as stand:
        for key in ("s", "d", "c"):
            await stand.press(key)
            assert re.search(r"1-\d then enter picks", stand.text)
            await stand.press("1")
            assert stand.on(TextPrompt)
            meant = "tomorrow, Wed 25 Nov 09:30" if key == "s" else "reached"
            assert f"1  {meant}: enter takes it" in stand.text
            assert "2 " in stand.text
            assert all(len(line) <= 80 for line in stand.lines)
            await stand.press(*"4 dec")
            assert stand.prompt.text == "14 dec"
            assert "takes it" not in stand.text
            await stand.press("escape")
    follow_up = details.view(classic_workspace, acme).follow_ups
    assert len(follow_up) == 1
    assert follow_up[0].done_at is None


async def test_a_call_is_logged_then_noted(classic_workspace: Workspace, acme: int) -> None:
    """The outcome is on disk before the note is asked for; without a note esc leaves."""
    async with standing(classic_workspace, acme) as stand:
        await stand.press("c", "1", "enter")
        done = details.view(classic_workspace, acme).follow_ups[-1]
        assert (done.type, done.outcome) == ("call", "reached")
        await stand.press(*"good", "enter")
    assert details.view(classic_workspace, acme).notes[0].text == "good"


async def test_outcomes_of_deals(classic_workspace: Workspace, acme: int) -> None:
    """Won without a reason, opened again, lost with one."""
    async with standing(classic_workspace, acme) as stand:
        await stand.press("w", "enter")
        assert details.view(classic_workspace, acme).deal.status is Status.WON
        await stand.press("escape", "o", "enter")
        assert details.view(classic_workspace, acme).deal.status is Status.OPEN
        await stand.press("x", *"price", "enter")
    deal = details.view(classic_workspace, acme).deal
    assert (deal.status, deal.reason) == (Status.LOST, "price")


async def test_what_cannot_be_is_refused_before_typing(
    classic_workspace: Workspace, acme: int
) -> None:
    """No prompt opens on an open deal for o, on a closed one for w and x."""
    async with standing(classic_workspace, acme) as stand:
        await stand.press("o")
        assert stand.on(Wall)
        assert stand.said == "Acme renewal is open already"
        deals.win(classic_workspace, [acme])
        for key, said in (
            ("w", "is won already"),
            ("x", "is won: o reopens it"),
            ("L", "is won: o reopens it"),
        ):
            await stand.press(key)
            assert stand.on(Wall)
            assert stand.said == f"Acme renewal {said}"


async def test_commands_act_on_all_marked(
    classic_workspace: Workspace, acme: int, kestrel: int
) -> None:
    """One prompt, one step, all marked deals."""
    async with standing(classic_workspace, acme, kestrel) as stand:
        await stand.press("N", *"both", "enter")
        assert stand.said == "Noted something on 2 deals"
    for deal_id in (acme, kestrel):
        assert [note.text for note in details.view(classic_workspace, deal_id).notes] == ["both"]


async def test_a_stage_is_picked_by_digit(classic_workspace: Workspace, acme: int) -> None:
    """The list names every stage; one for won deals asks what winning asks."""
    async with standing(classic_workspace, acme) as stand:
        await stand.press("m")
        assert "5 Proposal" in stand.text
        await stand.press("5")
        assert stand.said == "Moved Acme renewal to Proposal; still open: source"
        await stand.press("m", "7")
        assert "why? (may stay empty)" in stand.text
        await stand.press("enter")
    assert details.view(classic_workspace, acme).deal.status is Status.WON


@pytest.mark.parametrize(
    ("keys", "told"),
    [
        (["x"], "x does nothing here; enter clears this, then picks"),
        (["0"], "there are 7 choices; enter clears this, then picks"),
        (["9"], "there are 7 choices; enter clears this, then picks"),
        ([*"proposal"], "l does nothing here; enter clears this, then picks"),
        (["f5"], "f5 does nothing here; enter clears this, then picks"),
    ],
)
async def test_a_list_says_which_keys_mean_nothing(
    classic_workspace: Workspace, acme: int, keys: list[str], told: str
) -> None:
    """And the enter after them picks nothing: it was meant for what they were."""
    async with standing(classic_workspace, acme) as stand:
        await stand.press("m", "j", *keys)
        assert told in stand.text
        await stand.press("enter")
        assert stand.on(Pick)
        assert told not in stand.text
        assert details.view(classic_workspace, acme).stage.name == "Lead Generation"  # type: ignore[union-attr]  # it is in one
        await stand.press("enter")
        assert stand.said.startswith("Moved Acme renewal to Prospecting")


async def test_a_list_says_where_it_ends(classic_workspace: Workspace, acme: int) -> None:
    """Moving on at an end is told, and enter still picks."""
    async with standing(classic_workspace, acme) as stand:
        await stand.press("m", "k")
        assert "this is the first one" in stand.text
        await stand.press("end", "j")
        assert "this is the last one" in stand.text
        await stand.press("home", "j", "enter")
        assert stand.said.startswith("Moved Acme renewal to Prospecting")


@pytest.mark.parametrize("key", ["y", "n", "x", "j", "ctrl+s"])
async def test_only_enter_confirms(classic_workspace: Workspace, acme: int, key: str) -> None:
    """Any other key says that it does nothing, and the enter right after it only clears that."""
    async with standing(classic_workspace, acme) as stand:
        await stand.press("delete", key)
        assert stand.on(Confirm)
        assert f"{key} does nothing here; enter clears this, then deletes" in stand.text
        await stand.press("enter")
        assert stand.on(Confirm)
        assert details.title(classic_workspace, acme) == "Acme renewal"
        await stand.press("enter")
        assert stand.said == "Deleted Acme renewal"


async def test_moving_on_into_post_sale_asks_what_winning_asks(
    classic_workspace: Workspace, acme: int
) -> None:
    """Up to there each press moves one stage."""
    async with standing(classic_workspace, acme) as stand:
        await stand.press(*"LLLLL")
        assert stand.said.startswith("Moved Acme renewal to Negotiation and Closing")
        await stand.press("L")
        assert "Won" in stand.text
        await stand.press("escape")
    assert details.view(classic_workspace, acme).deal.status is Status.OPEN


async def test_deleting_asks_and_can_be_undone(classic_workspace: Workspace, acme: int) -> None:
    """It says what goes with the deal; esc keeps it, enter deletes it, u brings it back."""
    notes.add(classic_workspace, [acme], "kept in mind")
    async with standing(classic_workspace, acme) as stand:
        await stand.press("delete")
        assert "1 note and 1 follow-up" in stand.text
        await stand.press("escape")
        assert details.view(classic_workspace, acme).notes
        await stand.press("delete", "enter")
        assert stand.said == "Deleted Acme renewal"
        await stand.press("u")
        assert stand.said == "Took back: Deleted Acme renewal"
    assert details.view(classic_workspace, acme).notes[0].text == "kept in mind"


async def test_undo_of_many_deals_asks(
    classic_workspace: Workspace, acme: int, kestrel: int
) -> None:
    """A step on one deal is taken back at once, one on several only after enter."""
    async with standing(classic_workspace, acme, kestrel) as stand:
        await stand.press("L", "u")
        assert "2 deals" in stand.text
        await stand.press("escape")
        assert details.view(classic_workspace, acme).stage.name == "Prospecting"  # type: ignore[union-attr]  # it is in one
        await stand.press("u", "enter")
        assert stand.said == "Took back: Moved 2 deals to Prospecting"
        await stand.press("ctrl+r", "enter")
        assert stand.said.startswith("Did again: Moved 2 deals")


async def test_after_a_clash_undo_offers_the_step_before(
    classic_workspace: Workspace, acme: int, kestrel: int
) -> None:
    """The first u says why not, the second asks whether to leave that step; esc leaves all as it
    is and u tries again, enter goes on to the step before."""
    ws = classic_workspace
    notes.add(ws, [kestrel], "hello")
    builders.move(ws, [acme], 1)
    builders.move(replace(ws, actor="bo"), [acme], 1)
    async with standing(ws, acme) as stand:
        for _ in range(2):
            await stand.press("u")
            assert stand.said.startswith(
                "u again offers the step before; cannot take back 'Moved Acme renewal"
            )
            await stand.press("u")
            assert "Noted something on Kestrel" in stand.text
            assert "Prospecting: stays as it is" in stand.text
            await stand.press("escape")
            assert details.view(ws, kestrel).notes
        await stand.press("u", "u", "enter")
        assert stand.said == "Took back: Noted something on Kestrel Foods"
    assert not details.view(ws, kestrel).notes


async def test_a_clash_while_it_is_asked_is_told_and_offers_the_step_before(
    classic_workspace: Workspace, acme: int, kestrel: int
) -> None:
    """A step on several deals is told of as one on a single deal is, after enter."""
    ws = classic_workspace
    builders.move(ws, [acme], 1)
    builders.move(ws, [acme, kestrel], 1)
    async with standing(ws, acme) as stand:
        await stand.press("u")
        builders.move(replace(ws, actor="bo"), [kestrel], 1)
        await stand.press("enter")
        assert stand.said.startswith(
            "u again offers the step before; cannot take back 'Moved 2 deals"
        )
        assert not stand.on(Confirm)
        await stand.press("u", "enter")
        assert stand.said.startswith(
            "u again offers the step before; 'Moved 2 deals to other stages' is left as it is, but "
            "'Moved Acme renewal"
        )
        assert "you moved Acme renewal later" in stand.said
        assert stand.on(Wall)


async def test_names_are_completed(classic_workspace: Workspace, acme: int) -> None:
    """Tab takes the first of the names that are known for what is typed after a sign."""
    async with standing(classic_workspace, acme) as stand:
        await stand.press("n")
        await stand.press(*"Beta @le")
        assert "tab @lena" in stand.text
        await stand.press("tab")
        assert stand.on(TextPrompt)
        assert stand.prompt.text == "Beta @lena"


async def test_what_was_typed_last_is_completed(classic_workspace: Workspace, acme: int) -> None:
    """Also when tab is pressed before the names for it were looked up."""
    people.add_to_deal(classic_workspace, acme, "Leonie", Role.USER, "", "")
    async with standing(classic_workspace, acme) as stand:
        await stand.press("n", *"Beta @leo", "tab")
        assert stand.prompt.text == "Beta @Leonie"


async def test_pasted_text_is_typed(classic_workspace: Workspace) -> None:
    """A paste goes into the field, without line breaks and escape bytes."""
    from textual.events import Paste

    async with standing(classic_workspace) as stand:
        await stand.press("n")
        stand.app.post_message(Paste("Be\x1b[31mta\nrenewal"))
        await stand.rest()
        assert stand.on(TextPrompt)
        assert stand.prompt.text == "Be[31mta renewal"


async def _height(stand: Stand) -> int:
    return stand.screen.query("PromptBox").first().region.y


async def test_the_deal_stays_in_sight(classic_workspace: Workspace, acme: int) -> None:
    """A prompt is at the bottom, and at the top when the deal concerned is at the bottom."""
    from textual.geometry import Region

    async with standing(classic_workspace, acme) as stand:
        await stand.press("N")
        assert await _height(stand) > 10
        await stand.press("escape")
        stand.app.wall.in_sight = lambda: Region(0, 20, 20, 3)  # type: ignore[method-assign]  # in a test
        await stand.press("N")
        assert await _height(stand) == 0


async def test_late_follow_ups_can_be_finished(classic_workspace: Workspace, acme: int) -> None:
    """Time that passed does not keep from finishing."""
    clock = classic_workspace.clock
    assert isinstance(clock, PinnedClock)
    classic_workspace.clock = clock.later(timedelta(days=30))
    async with standing(classic_workspace, acme) as stand:
        await stand.press("d", "1", "enter", "escape")
    assert followups.next_steps(classic_workspace, [acme]) == {}


@pytest.mark.parametrize("key", ["m", "N", "f", "c", "w", "x", "e", "delete"])
async def test_a_deal_that_somebody_deleted_is_named(
    classic_workspace: Workspace, acme: int, key: str
) -> None:
    """With who deleted it, whatever is asked for."""
    deals.delete(replace(classic_workspace, actor="bob"), [acme])
    async with standing(classic_workspace, acme) as stand:
        await stand.press(key)
        assert stand.on(Wall)
        assert stand.said == "Acme renewal was deleted by bob"


@pytest.mark.parametrize(
    "keys", [["m"], ["s", "1"], ["d", "1"], ["N", "x"], ["delete"], ["e", "x"]]
)
async def test_a_deal_that_is_deleted_while_it_is_asked_about_is_named(
    classic_workspace: Workspace, acme: int, keys: list[str]
) -> None:
    """The answer is refused with the title and who it was."""
    async with standing(classic_workspace, acme) as stand:
        await stand.press(*keys)
        deals.delete(replace(classic_workspace, actor="bob"), [acme])
        await stand.press("enter")
        assert "Acme renewal was deleted by bob" in stand.text


async def test_a_click_picks(classic_workspace: Workspace, acme: int) -> None:
    """In a list the mouse picks what a digit would."""
    async with standing(classic_workspace, acme) as stand:
        await stand.press("m")
        line = next(i for i, line in enumerate(stand.text.splitlines()) if "3 Lead" in line)
        await stand.pilot.click(offset=(10, line))
        await stand.rest()
        assert stand.said.startswith("Moved Acme renewal to Lead Qualification")


async def test_what_somebody_put_off_meanwhile_is_not_written_over_unseen(
    classic_workspace: Workspace, acme: int
) -> None:
    """The open prompt says so; a second enter knowingly does it."""
    ws = classic_workspace
    async with standing(ws, acme) as stand:
        await stand.press("s", *"1 jan 2031")
        followups.snooze(ws, [followups.next_steps(ws, [acme])[acme]], Due(date(2030, 1, 1)))
        await stand.press("enter")
        assert stand.on(TextPrompt)
        assert "somebody else changed the due date" in " ".join(stand.text.split())
        assert followups.next_steps(ws, [acme])[acme].due_on == date(2030, 1, 1)
        await stand.press("enter")
        assert stand.on(Wall)
    assert followups.next_steps(ws, [acme])[acme].due_on == date(2031, 1, 1)


async def test_a_follow_up_is_with_the_contact_of_its_deal(
    classic_workspace: Workspace, acme: int
) -> None:
    """As on the command line, and the preview says so."""
    async with standing(classic_workspace, acme) as stand:
        await stand.press("f", *"call lena 25 nov")
        assert "contact lena" in stand.text
        await stand.press("enter")
        assert stand.on(Wall)
    item = followups.next_steps(classic_workspace, [acme])[acme]
    assert item.contact_id == details.view(classic_workspace, acme).contacts[0].contact.id


async def test_a_contact_who_may_be_one_of_several_is_asked_about(
    classic_workspace: Workspace, acme: int
) -> None:
    """The preview names them; enter writes nothing."""
    deals.add(classic_workspace, DealDraft("One", contacts=("Zoe Fox",)))
    deals.add(classic_workspace, DealDraft("Two", contacts=("Zoe Berg",)))
    async with standing(classic_workspace, acme) as stand:
        await stand.press("n", *"Beta @zoe")
        assert "Zoe Fox or Zoe Berg" in " ".join(stand.text.split())
        await stand.press("enter")
        assert stand.on(TextPrompt)
        await stand.press(*"_fox")
        assert "contact Zoe Fox" in stand.text
        await stand.press("enter")
        assert stand.said == "Added Beta"


async def test_what_was_left_over_goes_before_a_suggestion(
    classic_workspace: Workspace, acme: int
) -> None:
    """What was typed and left is offered first; cleared, the suggestion is there again."""
    followups.add(classic_workspace, [acme], builders.follow_up(date(2026, 11, 24)))
    async with standing(classic_workspace, acme) as stand:
        await stand.press("d", "3", "enter", *"demo fri", "escape", "d", "3", "enter")
        assert "demo fri" in stand.text
        assert "call +2d" not in stand.text
        await stand.press("ctrl+u")
        assert "call +2d" in stand.text
        assert "tab changes it" in stand.text
        await stand.press("enter")
        assert stand.said.startswith("Planned call")
