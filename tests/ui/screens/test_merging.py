"""What is there twice, two side by side, and a contact who leaves: as the keys ask for it."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from textual.screen import Screen

from pipeboard.domain.merging import Kind
from pipeboard.domain.people import Role
from pipeboard.keys import Keymap
from pipeboard.service import contacts, deals, details, followups, history, merging, notes, people
from pipeboard.service.workspace import Workspace
from pipeboard.ui.screens.confirm import Confirm
from pipeboard.ui.screens.deal import DealScreen
from pipeboard.ui.screens.duplicates import DuplicatesScreen
from pipeboard.ui.screens.merge import MergePrompt
from tests import builders
from tests.builders import everything, stage_names
from tests.ui.driver import make, opened
from tests.ui.screens.stand import Stand, StandApp, standing


def compared(kind: Kind, keep: int, other: int) -> Any:
    def make_prompt(app: StandApp) -> Screen[Any]:
        return MergePrompt(kind, keep, other, lambda step, _: app.wall.written(step))

    return make_prompt


def listed(app: StandApp) -> Screen[Any]:
    return DuplicatesScreen(app.keymap)


def row(stand: Stand, label: str) -> str:
    """The line of a field or list, its spaces as one."""
    return next(
        " ".join(line.split()) for line in stand.lines if line.strip(" ▐").startswith(label)
    )


@pytest.fixture
def twice(classic_workspace: Workspace) -> tuple[int, int]:
    """Acme, and Acme again, from the fair."""
    ws = classic_workspace
    keep = builders.deal(ws, "Acme renewal", company="Acme", labels=("hot",))
    other = builders.deal(ws, "Renewal Acme", company="Acme", labels=("big",))
    details.edit(ws, other, {"source": ""}, {"source": "fair"})
    return keep, other


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_two_stand_side_by_side(
    classic_workspace: Workspace, twice: tuple[int, int], size: tuple[int, int]
) -> None:
    """What is kept has a sign, also without colours; lists tell what stays of both."""
    show = compared(Kind.DEAL, *twice)
    async with standing(classic_workspace, screen=show, size=size) as stand:
        assert "keep Acme renewal (#1)" in stand.text
        assert "goes: Renewal Acme (#2)" in stand.text
        assert row(stand, "title") == "▐title ◆ Acme renewal Renewal Acme"
        assert row(stand, "source") == "source – ◆ fair"
        assert row(stand, "labels") == "labels 1 1 2 stay: #hot, #big"
        assert "Not kept: its way through the stages (1 stay)" in stand.text


async def test_space_and_the_arrows_choose_whose_value_stays(
    classic_workspace: Workspace, twice: tuple[int, int]
) -> None:
    """Enter merges what is shown; undo brings both back."""
    ws = classic_workspace
    before = everything(ws)
    async with standing(ws, screen=compared(Kind.DEAL, *twice)) as stand:
        await stand.press("space")
        assert row(stand, "title") == "▐title Acme renewal ◆ Renewal Acme"
        await stand.press("down", "space")
        assert "there is no choice of the value" in stand.text
        await stand.press("down", "down", "down", "left")
        assert row(stand, "source") == "▐source ◆ – fair"
        await stand.press("end", "space")
        assert "all labels stay" in stand.text
        await stand.press("enter")
        assert stand.said == "Merged Renewal Acme (#2) into Acme renewal (#1)"
    deal = details.view(ws, twice[0]).deal
    assert (deal.title, deal.source) == ("Renewal Acme", "")
    history.undo(ws)
    assert everything(ws) == before


async def test_the_two_can_be_swapped(classic_workspace: Workspace, twice: tuple[int, int]) -> None:
    """What was chosen stays chosen."""
    ws = classic_workspace
    async with standing(ws, screen=compared(Kind.DEAL, *twice)) as stand:
        await stand.press("right", "s")
        assert "keep Renewal Acme (#2)" in stand.text
        assert row(stand, "title") == "▐title ◆ Renewal Acme Acme renewal"
        await stand.press("enter")
    assert details.view(ws, twice[1]).labels == ("hot", "big")


async def test_a_key_that_means_nothing_does_not_merge(
    classic_workspace: Workspace, twice: tuple[int, int]
) -> None:
    """Nor does the enter after it, and esc leaves all as it was."""
    ws = classic_workspace
    before = everything(ws)
    async with standing(ws, screen=compared(Kind.DEAL, *twice)) as stand:
        await stand.press("x")
        assert "x does nothing here; enter clears this, then merges" in stand.text
        await stand.press("enter")
        assert stand.on(MergePrompt)
        await stand.press("escape")
        assert not stand.on(MergePrompt)
    assert everything(ws) == before


async def test_what_somebody_else_changed_is_seen_first(
    classic_workspace: Workspace, twice: tuple[int, int]
) -> None:
    """The first enter says so and shows it, with what was chosen; the second one merges."""
    ws = classic_workspace
    bo = replace(ws, actor="bo")
    async with standing(ws, screen=compared(Kind.DEAL, *twice)) as stand:
        await stand.press("space")
        details.edit(bo, twice[1], {"source": "fair"}, {"source": "web"})
        await stand.press("enter")
        assert "was changed meanwhile; nothing was merged, look again" in " ".join(
            stand.text.split()
        )
        assert row(stand, "source") == "source – ◆ web"
        assert row(stand, "title") == "▐title Acme renewal ◆ Renewal Acme"
        await stand.press("enter")
    assert details.view(ws, twice[0]).deal.source == "web"


async def test_one_that_is_gone_is_told(
    classic_workspace: Workspace, twice: tuple[int, int]
) -> None:
    """With who deleted it; the prompt is not shown."""
    deals.delete(replace(classic_workspace, actor="bo"), [twice[1]])
    async with standing(classic_workspace, screen=compared(Kind.DEAL, *twice)) as stand:
        assert not stand.on(MergePrompt)
        assert stand.said == "Renewal Acme was deleted by bo"


async def test_a_cut_value_is_told_whole(
    classic_workspace: Workspace, twice: tuple[int, int]
) -> None:
    """Below, while the cursor is on it."""
    title = "A very long title of a deal that nobody can read in a narrow column"
    details.edit(classic_workspace, twice[1], {"title": "Renewal Acme"}, {"title": title})
    async with standing(classic_workspace, screen=compared(Kind.DEAL, *twice)) as stand:
        assert title in stand.text
        await stand.press("down")
        assert title not in stand.text


async def test_the_list_of_duplicates(classic_workspace: Workspace, twice: tuple[int, int]) -> None:
    """Groups with why; enter compares, and what is merged leaves the list."""
    ws = classic_workspace
    builders.deal(ws, "Pilot", company="Acme GmbH")
    async with standing(ws, screen=listed) as stand:
        assert "Deals same title, company and value" in stand.text
        assert "Companies same name" in stand.text
        await stand.press("enter")
        assert stand.on(MergePrompt)
        await stand.press("enter")
        assert stand.on(DuplicatesScreen)
        assert "Deals same title" not in stand.text
        await stand.press("enter", "enter")
        assert stand.said == "Merged Acme GmbH (#2) into Acme (#1)"
        assert "nothing is there twice" in stand.text
        await stand.press("enter")
        assert stand.said == "nothing is there twice"
        await stand.press("escape")
        assert not stand.on(DuplicatesScreen)


async def test_duplicates_open_from_everywhere(classic_workspace: Workspace) -> None:
    """By their key."""
    deal = builders.deal(classic_workspace)
    keys = Keymap().named("duplicates").keys

    def on_deal(app: StandApp) -> Screen[Any]:
        return DealScreen(app.keymap, deal)

    async with standing(classic_workspace, screen=on_deal) as stand:
        await stand.press("equals_sign")
        assert keys == ("=",)
        assert stand.on(DuplicatesScreen)


async def test_two_marked_deals_are_merged_on_the_board(classic_workspace: Workspace) -> None:
    """The one marked first is kept, and nothing is marked afterwards; else it says what to do."""
    ws = classic_workspace
    async with opened(ws, state=make(ws, "[Acme] Kestrel Corvid")) as driver:
        await driver.press("M")
        assert driver.said == "mark two deals with space to merge them; none is marked"
        await driver.press("space", "M")
        assert driver.said == "mark two deals with space to merge them; 1 deal is marked"
        await driver.press("down", "space", "M")
        assert isinstance(driver.app.screen, MergePrompt)
        await driver.press("enter")
        assert driver.board == "[Acme] Corvid"
        assert driver.said == "Merged Kestrel (#2) into Acme (#3)"
        await driver.press("u", "enter")
        assert sorted(driver.board.strip("[]").replace("[", "").replace("]", "").split()) == [
            *("Acme", "Corvid", "Kestrel"),
        ]


def decided(ws: Workspace) -> int:
    """A deal in Proposal on which Lena decides, with a call planned."""
    deal = builders.deal(ws, stage="Proposal", company="Acme")
    people.add_to_deal(ws, deal, "Lena", Role.DECISION_MAKER)
    draft = replace(builders.follow_up(date(2026, 12, 1)), contact="Lena")
    followups.add(ws, [deal], draft)
    notes.add(ws, [deal], "hello")
    return deal


async def _on_contact(stand: Stand) -> None:
    screen = stand.screen
    assert isinstance(screen, DealScreen)
    page = screen.page
    assert page is not None
    screen._go(("contact", page.view.contacts[0].id))
    await stand.rest()


@pytest.mark.parametrize("answer", ["enter", "escape"])
async def test_a_contact_leaves(classic_workspace: Workspace, answer: str) -> None:
    """It is marked and shown at once; then enter moves the deals back, esc leaves them."""
    ws = classic_workspace
    deal = decided(ws)

    def on_deal(app: StandApp) -> Screen[Any]:
        return DealScreen(app.keymap, deal)

    async with standing(ws, screen=on_deal) as stand:
        await stand.press("b")
        assert stand.said == "the cursor is on no contact"
        await _on_contact(stand)
        await stand.press("b")
        assert stand.on(Confirm)
        assert "Move 1 deal back to Lead Qualification? It has no other decision" in stand.text
        assert "still planned with Lena: call Tue 1 Dec 2026" in stand.text
        await stand.press(answer)
        await _on_contact(stand)
        assert "Lena  decision-maker  left 24 Nov" in stand.text
    moved = "Lead Qualification" if answer == "enter" else "Proposal"
    assert stage_names(ws, deal) == [moved]


async def test_the_mark_is_taken_back_after_asking(classic_workspace: Workspace) -> None:
    """By the same key."""
    ws = classic_workspace
    deal = decided(ws)
    before = details.view(ws, deal).contacts

    def on_deal(app: StandApp) -> Screen[Any]:
        return DealScreen(app.keymap, deal)

    async with standing(ws, screen=on_deal) as stand:
        await _on_contact(stand)
        await stand.press("b", "escape", "b")
        assert "Lena left on Tue 24 Nov 2026" in stand.text
        await stand.press("enter")
        assert stand.said == "Marked that Lena has not left after all"
    assert details.view(ws, deal).contacts == before


WAYS_TO_LENA = {
    "contacts": ("P",),
    "contact": ("P", "enter"),
    "agenda": ("a",),
    "company": ("O", "enter", "tab", "tab"),
}


@pytest.mark.parametrize("keys", WAYS_TO_LENA.values(), ids=WAYS_TO_LENA)
async def test_a_contact_leaves_wherever_they_are_shown(
    classic_workspace: Workspace, keys: tuple[str, ...]
) -> None:
    """In the lists and on the pages too; the deals are offered, and the mark is taken back."""
    ws = classic_workspace
    deal = decided(ws)
    before = details.view(ws, deal).contacts
    async with standing(ws) as stand:
        await stand.press(*keys, "b")
        assert stand.on(Confirm)
        assert "Move 1 deal back to Lead Qualification?" in stand.text
        await stand.press("enter")
        assert stage_names(ws, deal) == ["Lead Qualification"]
        await stand.press("b")
        assert "Lena left on Tue 24 Nov 2026" in stand.text
        await stand.press("enter")
        assert stand.said == "Marked that Lena has not left after all"
    assert details.view(ws, deal).contacts == before


async def test_whom_the_agenda_names_is_meant(classic_workspace: Workspace) -> None:
    """Also when the follow-up names nobody, and its deal's first contact is who to reach."""
    ws = classic_workspace
    deal = builders.deal(ws, contacts=("Omar",))
    followups.add(ws, [deal], builders.follow_up(date(2026, 12, 1)))
    async with standing(ws) as stand:
        await stand.press("a", "b")
        assert stand.said == "Marked that Omar left on Tue 24 Nov 2026"
    assert details.view(ws, deal).contacts[0].left_on is not None


async def test_a_contact_on_no_deal_is_only_marked(classic_workspace: Workspace) -> None:
    """Nothing is asked; undo takes the mark back."""
    ws = classic_workspace
    contacts.add(ws, {"name": "Bo"})
    before = everything(ws)
    async with standing(ws) as stand:
        await stand.press("P", "b")
        assert stand.said == "Marked that Bo left on Tue 24 Nov 2026"
        assert not stand.on(Confirm)
        await stand.press("u")
    assert everything(ws) == before


async def test_there_is_nobody_to_leave_where_no_contact_is(classic_workspace: Workspace) -> None:
    """It is said, and nothing is written."""
    ws = classic_workspace
    deal = builders.deal(ws, company="Acme")
    followups.add(ws, [deal], builders.follow_up(date(2026, 12, 1)))
    before = everything(ws)
    async with standing(ws) as stand:
        await stand.press("a", "b")
        assert stand.said == "the cursor is on no follow-up with a contact"
        await stand.press("escape", "P", "b")
        assert stand.said == "the cursor is on no contact"
        await stand.press("escape", "O", "enter", "b")
        assert stand.said == "the cursor is on no contact"
    assert everything(ws) == before


async def test_a_deal_that_is_merged_elsewhere_says_so(
    classic_workspace: Workspace, twice: tuple[int, int]
) -> None:
    """Into which one and by whom; until the merge is taken back."""
    ws, bo = classic_workspace, replace(classic_workspace, actor="bo")

    def on_deal(app: StandApp) -> Screen[Any]:
        return DealScreen(app.keymap, twice[1])

    async with standing(ws, screen=on_deal) as stand:
        merging.merge(bo, merging.preview(bo, Kind.DEAL, *twice))
        stand.app.feed.poke()
        await stand.rest()
        assert stand.said == "Renewal Acme was merged into deal 1 by bo"
        await stand.press("b")
        assert stand.said == "Renewal Acme was merged into deal 1 by bo"
        history.undo(bo)
        stand.app.feed.poke()
        await stand.rest()
        assert "was merged" not in stand.text
