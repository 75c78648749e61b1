"""What is typed and not finished: neither a crash nor esc loses it, and it stays with its deal."""

import pytest
from textual.events import Paste

from pipeboard.domain.unfinished import Unfinished
from pipeboard.service import deals, details, followups, history, reading, unfinished
from pipeboard.service.workspace import Workspace
from pipeboard.ui.screens import kept_prompt
from pipeboard.ui.screens.deal import DealScreen
from pipeboard.ui.screens.form import Form
from pipeboard.ui.screens.text_prompt import TextPrompt
from pipeboard.ui.screens.unfinished import in_place, subject
from tests.ui.driver import opened
from tests.ui.screens.stand import Stand, Wall, standing

PROMPTS = [
    ("n", "", "a new deal"),
    ("N", "", "a note"),
    ("f", "", "a follow-up"),
    ("d", "", "an outcome"),
    ("s", "", "a date"),
    ("c", "", "a call"),
    ("w", "", "a reason"),
    ("x", "", "a reason"),
    ("o", "won", "a reason"),
]


def left(ws: Workspace) -> list[str]:
    """The texts that are left over."""
    return [each.unfinished.text for each in unfinished.left(ws)]


@pytest.mark.parametrize(("key", "before", "called"), PROMPTS)
async def test_a_crash_loses_nothing_typed(
    classic_workspace: Workspace, acme: int, key: str, before: str, called: str
) -> None:
    """The same key offers it at the next start, and says nothing on another deal."""
    ws = classic_workspace
    if before:
        deals.win(ws, [acme])
    async with standing(ws, acme) as stand:
        await stand.press(key, *"half a tho")
        await stand.pilot.pause(0.6)
        assert left(ws) == ["half a tho"]
        await stand.press(*"ug")
    assert left(ws) == ["half a thoug"]
    assert unfinished.left(ws)[0].unfinished.subject.called == called
    async with standing(ws, acme) as stand:
        await stand.press(key)
        assert "unfinished from before: enter keeps it" in stand.text
        await stand.press("enter")
        assert stand.prompt.text == "half a thoug"


async def test_what_is_finished_is_forgotten(classic_workspace: Workspace, acme: int) -> None:
    """Once it is committed nothing is offered any more."""
    ws = classic_workspace
    unfinished.replace(ws, None, Unfinished(subject("note", [acme], "Acme"), {"": "half a tho"}))
    async with standing(ws, acme) as stand:
        await stand.press("N", "enter", *"ught", "enter")
        assert [note.text for note in details.view(ws, acme).notes] == ["half a thought"]
    assert left(ws) == []


async def test_esc_keeps_what_is_typed(classic_workspace: Workspace, acme: int) -> None:
    """It says how to come back to it; esc leaves what is on offer, ctrl+u clears it."""
    ws = classic_workspace
    async with standing(ws, acme) as stand:
        await stand.press("N", *"newer", "escape")
        assert stand.on(Wall)
        assert stand.said == "kept: N offers it again"
        assert left(ws) == ["newer"]
        await stand.press("N")
        assert "newer" in stand.text
        assert "enter keeps it, ctrl+u clears it" in stand.text
        await stand.press("escape")
        assert stand.on(Wall)
        assert left(ws) == ["newer"]
        await stand.press("N", "ctrl+u")
        assert stand.on(TextPrompt)
        assert "unfinished" not in stand.text
        assert left(ws) == []


@pytest.mark.parametrize("key", ["n", "e"])
async def test_the_first_key_is_kept_at_once(
    classic_workspace: Workspace, acme: int, monkeypatch: pytest.MonkeyPatch, key: str
) -> None:
    """And a paste; what comes soon after a write waits for the next one."""
    monkeypatch.setattr(kept_prompt, "_KEEP_EVERY", 1000)
    ws = classic_workspace
    async with standing(ws, acme) as stand:
        await stand.press(key, "X")
        assert left(ws)[0].endswith("X")
        await stand.press("y")
        assert left(ws)[0].endswith("X")
        stand.app.post_message(Paste("zz"))
        await stand.rest()
        assert left(ws)[0].endswith("Xyzz")


async def test_what_is_typed_on_is_kept_soon(
    classic_workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every write after the first one follows the one before by a while, to the last key."""
    monkeypatch.setattr(kept_prompt, "_KEEP_EVERY", 0.1)
    async with standing(classic_workspace) as stand:
        await stand.press("n", *"Beta")
        await stand.pilot.pause(0.3)
        assert left(classic_workspace) == ["Beta"]
        await stand.press("!")
        assert left(classic_workspace) == ["Beta!"]


@pytest.mark.parametrize("keys", [["N"], ["N", "space"], ["s", "1"], ["n", "a", "backspace"]])
async def test_what_is_nothing_is_not_kept(
    classic_workspace: Workspace, acme: int, keys: list[str]
) -> None:
    """An empty text, or the digit of a choice, leaves nothing over."""
    async with standing(classic_workspace, acme) as stand:
        await stand.press(*keys, "escape")
        assert stand.on(Wall)
        assert stand.said == ""
    assert left(classic_workspace) == []


async def test_typing_anew_keeps_the_offer(classic_workspace: Workspace, acme: int) -> None:
    """What is on offer and passed over stays for another time."""
    ws = classic_workspace
    unfinished.replace(ws, None, Unfinished(subject("note", [acme], "Acme"), {"": "older"}))
    async with standing(ws, acme) as stand:
        await stand.press("N", *"newer", "enter")
    assert left(ws) == ["older"]


async def test_a_text_stays_with_its_deal(
    classic_workspace: Workspace, acme: int, kestrel: int
) -> None:
    """Another deal is not offered it; several marked ones are, when it was for one of them."""
    ws = classic_workspace
    async with standing(ws, acme) as stand:
        await stand.press("f", *"call fri", "escape")
        stand.app.wall.deals = [kestrel]
        await stand.press("f")
        assert "unfinished" not in stand.text
        await stand.press("escape")
        stand.app.wall.deals = [acme, kestrel]
        await stand.press("f")
        assert "unfinished from before about Acme renewal" in stand.text


async def test_a_text_of_a_deal_that_is_gone(
    classic_workspace: Workspace, acme: int, kestrel: int
) -> None:
    """It says what can be done, and is offered elsewhere with the name of its deal."""
    ws = classic_workspace
    async with standing(ws, acme) as stand:
        await stand.press("N", *"important")
        deals.delete(ws, [acme])
        await stand.press("enter")
        assert stand.on(TextPrompt)
        assert stand.prompt.text == "important"
        assert "Acme renewal was deleted by ann" in stand.prompt.complaint
        assert "N on another deal offers it" in stand.prompt.complaint
        await stand.press("escape")
        assert stand.said == "kept: N on another deal offers it"
        stand.app.wall.deals = [kestrel]
        await stand.press("N")
        assert "about Acme renewal, which is gone" in stand.text
        await stand.press("enter", "enter")
    assert [note.text for note in details.view(ws, kestrel).notes] == ["important"]


async def test_an_outcome_of_what_is_finished_already(
    classic_workspace: Workspace, acme: int
) -> None:
    """Somebody else was first: the text is kept as a note."""
    ws = classic_workspace
    async with standing(ws, acme) as stand:
        await stand.press("d", *"they agreed")
        followups.finish(ws, [details.view(ws, acme).follow_ups[0]], "reached")
        await stand.press("enter")
        assert "no next step" in stand.prompt.complaint
        assert "N offers it again" in stand.prompt.complaint
        await stand.press("escape", "N", "enter", "enter")
    assert [note.text for note in details.view(ws, acme).notes] == ["they agreed"]


async def test_an_answer_is_not_given_to_another_question_unseen(
    classic_workspace: Workspace, acme: int
) -> None:
    """When another next step has taken the place of the one asked about, it says so."""
    ws = classic_workspace
    followups.add(ws, [acme], reading.read_follow_up(ws, "email 10 dec the offer").draft)
    async with standing(ws, acme) as stand:
        await stand.press("d", *"they agreed")
        followups.finish(ws, [details.view(ws, acme).follow_ups[0]], "reached")
        await stand.press("enter")
        assert "what is asked now: Finish: e-mail the offer" in stand.prompt.complaint
        assert stand.prompt.text == "they agreed"


async def test_leaving_a_deal_that_is_gone_says_where_the_text_is(
    classic_workspace: Workspace, kestrel: int
) -> None:
    """The deal's screen says it when the prompt closes."""
    ws = classic_workspace
    async with opened(ws) as driver:
        await driver.press("enter", "N")
        await driver.type("important")
        deals.delete(ws, [kestrel])
        await driver.news()
        await driver.press("enter", "esc")
        assert driver.said == "kept: N on another deal offers it"


async def test_a_field_keeps_its_text(classic_workspace: Workspace, acme: int) -> None:
    """On the deal's screen too, beside the value that stands there."""
    ws = classic_workspace

    async def open_title(stand: Stand) -> None:
        screen = DealScreen(stand.app.keymap, acme)
        await stand.app.push_screen(screen)
        await stand.rest()
        screen._go(("field", "title"))
        await stand.press("enter")

    async with standing(ws) as stand:
        await open_title(stand)
        await stand.press(*" two", "escape")
        assert stand.said == "kept: enter there offers it again"
    async with standing(ws) as stand:
        await open_title(stand)
        assert stand.prompt.text == "Acme renewal"
        assert "Acme renewal two" in stand.text
        await stand.press("enter")
        assert stand.prompt.text == "Acme renewal two"
        await stand.press("enter")
    assert details.view(ws, acme).deal.title == "Acme renewal two"
    assert left(ws) == []


async def test_the_form_keeps_its_changes(classic_workspace: Workspace, acme: int) -> None:
    """All changed fields are kept when it is left, and come back together."""
    ws = classic_workspace
    async with standing(ws, acme) as stand:
        await stand.press("e", *" two", "tab", "ctrl+u", *"7k", "escape")
        assert stand.on(Wall)
        assert stand.said == "kept: e offers it again"
        assert left(ws) == ["title: Acme renewal two\nvalue: 7k"]
    async with standing(ws, acme) as stand:
        await stand.press("e")
        assert "unfinished from before" in stand.text
        await stand.press("enter")
        assert stand.on(Form)
        await stand.press("enter")
        assert stand.on(Wall)
    deal = details.view(ws, acme).deal
    assert (deal.title, deal.value) == ("Acme renewal two", 700_000)
    assert left(ws) == []


async def test_the_form_offers_by_its_labels(classic_workspace: Workspace, acme: int) -> None:
    """In the order of its fields, whatever order the texts come in."""
    ws = classic_workspace
    texts = {"contract_end": "1 may", "custom.big_one": "x", "probability": "50", "value": "7k"}
    unfinished.replace(ws, None, Unfinished(subject("edit", [acme], "Acme renewal"), texts))
    async with standing(ws, acme, size=(80, 40)) as stand:
        await stand.press("e")
        told = [line.strip() for line in stand.lines]
    first = told.index("value: 7k")
    assert told[first : first + 3] == ["value: 7k", "probability: 50", "contract end: 1 may"]


async def test_the_changes_of_a_deal_that_came_back(
    classic_workspace: Workspace, acme: int, kestrel: int
) -> None:
    """The form offers them there again; until then they may become a note of another deal."""
    ws = classic_workspace
    async with standing(ws, acme) as stand:
        await stand.press("e", *" two", "tab", "ctrl+u", *"7k")
        deals.delete(ws, [acme])
        await stand.press("enter")
        assert "N on another deal offers it" in " ".join(stand.text.split())
        await stand.press("escape")
        assert stand.said == "kept: N on another deal offers it"
        stand.app.wall.deals = [kestrel]
        await stand.press("N")
        assert "title: Acme renewal two" in stand.text
        await stand.press("escape")
        history.undo(ws)
        stand.app.wall.deals = [acme]
        await stand.press("e", "enter", "enter")
        assert stand.on(Wall)
    deal = details.view(ws, acme).deal
    assert (deal.title, deal.value) == ("Acme renewal two", 700_000)
    assert left(ws) == []


@pytest.mark.parametrize("key", ["e", "N"])
async def test_what_others_do_is_told_at_once(
    classic_workspace: Workspace, acme: int, kestrel: int, key: str
) -> None:
    """A change to the same deal shows in the prompt; one to another deal does not."""
    ws = classic_workspace
    async with standing(ws, acme) as stand:
        await stand.press(key, *"mine")
        for deal, source in ((kestrel, "web"), (acme, "fair")):
            assert "meanwhile" not in stand.text
            ws.actor = "bo"
            details.edit(ws, deal, {"source": ""}, {"source": source})
            ws.actor = "ann"
            stand.app.feed.poke()
            await stand.rest()
        assert "meanwhile bo: " in stand.text
        assert "fair" in stand.text
        assert "mine" in stand.text


async def test_own_writes_are_not_told_as_news(classic_workspace: Workspace, acme: int) -> None:
    """The prompt after finishing a follow-up knows that it was finished here."""
    async with standing(classic_workspace, acme) as stand:
        await stand.press("d", "1", "enter")
        assert "Next follow-up" in stand.text
        assert "meanwhile" not in stand.text


async def test_the_start_says_what_is_left_over(classic_workspace: Workspace, acme: int) -> None:
    """One line, after the first picture, with the keys; the next key clears it."""
    ws = classic_workspace
    for about, text in (
        (in_place("field.need", "need", acme, "Acme renewal"), "more"),
        (subject("deal"), "Beta 5k"),
        (subject("outcome", [99], "Old one"), "well"),
        (subject("note", [acme], "Acme renewal"), "half"),
    ):
        unfinished.replace(ws, None, Unfinished(about, {"": text}))
    async with opened(ws, size=(160, 30)) as driver:
        await driver.pilot.pause(0.5)
        await driver.rest()
        assert driver.said == (
            "unfinished from before: a note on Acme renewal (N), an outcome on Old one, which is"
            " gone (N on another deal), a new deal (n) and 1 more"
        )
        await driver.press("j")
        assert "unfinished" not in driver.said


async def test_the_start_counts_what_is_left_over_twice(classic_workspace: Workspace) -> None:
    """Two new deals that were not finished are told together."""
    for typed in ("Beta 5k", "Gamma 6k"):
        unfinished.replace(classic_workspace, None, Unfinished(subject("deal"), {"": typed}))
    async with opened(classic_workspace) as driver:
        await driver.pilot.pause(0.5)
        await driver.rest()
        assert driver.said == "unfinished from before: a new deal (n) 2 times"


async def test_nothing_left_over_says_nothing(classic_workspace: Workspace) -> None:
    """The keys stay at the bottom."""
    async with opened(classic_workspace) as driver:
        await driver.pilot.pause(0.5)
        await driver.rest()
        assert driver.said == ""
