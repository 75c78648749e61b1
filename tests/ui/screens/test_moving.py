"""Moving deals that lack something, and meeting what is open on the deal's screen."""

from dataclasses import replace
from typing import Any

import pytest
from textual.screen import Screen

from pipeboard.domain.people import Role
from pipeboard.domain.stages import StageRule
from pipeboard.service import boards, details, fields, followups, history, moves, stages
from pipeboard.service.workspace import Workspace
from pipeboard.ui.moving import MoveForm
from pipeboard.ui.screens.confirm import Confirm
from pipeboard.ui.screens.deal import DealScreen
from pipeboard.ui.screens.form import Form
from tests import builders
from tests.ui.driver import make, opened
from tests.ui.screens.stand import Stand, StandApp, Wall, standing

LEAD, PROSPECTING = "Lead Generation", "Prospecting"


@pytest.fixture
def acme(classic_workspace: Workspace) -> int:
    """A deal without a need."""
    return builders.deal(classic_workspace, "Acme")


def stage(ws: Workspace, deal: int) -> str:
    return builders.stage_names(ws, deal)[0]


async def test_what_is_missing_is_asked_for_and_enter_moves(
    classic_workspace: Workspace, acme: int
) -> None:
    """A form with just that: fields, people, checklist items and what was done; one step."""
    ws = classic_workspace
    wanted = ("need", "value", "decision-maker")
    builders.exit_rule(ws, LEAD, StageRule.ASK, fields=wanted, todo=("Offer sent",), done=("call",))
    async with standing(ws, acme) as stand:
        await stand.press("L")
        assert stand.on(MoveForm)
        assert "To leave Lead Generation  Acme, to Prospecting" in stand.text
        labels = [line.split("  ")[0] for line in stand.lines]
        assert not any("value" in label for label in labels)
        await stand.press(*"speed", "tab", *"Lena Fox", "tab", "space", "tab", *"reached")
        await stand.press("enter")
        assert stand.on(Wall)
        assert stand.said == "Moved Acme from Lead Generation to Prospecting"
    view = details.view(ws, acme)
    assert view.deal.need == "speed"
    assert [link.role for link in view.contacts] == [Role.DECISION_MAKER]
    assert [(item.type, item.outcome) for item in view.follow_ups] == [("call", "reached")]
    assert stage(ws, acme) == PROSPECTING
    history.undo(ws)
    assert stage(ws, acme) == LEAD
    assert details.view(ws, acme).deal.need == ""


async def test_ask_is_skipped_with_a_reason(classic_workspace: Workspace, acme: int) -> None:
    """Enter alone says what is open, and keeps what is typed; the last field takes the reason."""
    ws = classic_workspace
    builders.exit_rule(ws, LEAD, StageRule.ASK, fields=("need", "budget"))
    async with standing(ws, acme) as stand:
        await stand.press("L", "enter")
        assert stand.on(MoveForm)
        assert "still open: need, budget; fill it in, or say why" in " ".join(stand.text.split())
        await stand.press(*"speed", "enter")
        assert "still open: budget" in stand.text
        await stand.press("up", *"they are in a hurry", "enter")
        assert stand.on(Wall)
        assert stand.said == (
            "Moved Acme from Lead Generation to Prospecting without budget: they are in a hurry"
        )
    assert details.view(ws, acme).deal.need == "speed"


async def test_block_has_no_way_around(classic_workspace: Workspace, acme: int) -> None:
    """The form has no field for a reason; esc leaves the deal where it is and keeps what is typed."""
    ws = classic_workspace
    builders.exit_rule(ws, LEAD, StageRule.BLOCK, fields=("need",))
    async with standing(ws, acme) as stand:
        await stand.press("m", "3")
        assert stand.on(MoveForm)
        assert "Acme, to Lead Qualification" in stand.text
        assert "skip" not in stand.text
        await stand.press("enter")
        assert "still open: need; fill it in" in stand.text
        await stand.press(*"spe", "escape")
        assert stand.on(Wall)
        assert stage(ws, acme) == LEAD
        await stand.press("L", "enter", *"ed", "enter")
    assert details.view(ws, acme).deal.need == "speed"
    assert stage(ws, acme) == PROSPECTING


async def test_show_says_what_is_open(classic_workspace: Workspace, acme: int) -> None:
    """The deal has moved; nothing is asked, also when the key is pressed twice."""
    ws = classic_workspace
    builders.exit_rule(ws, LEAD, StageRule.SHOW, fields=("need",))
    builders.exit_rule(ws, PROSPECTING, StageRule.SHOW, fields=("budget",))
    async with standing(ws, acme) as stand:
        await stand.press("L", "L")
        assert stand.on(Wall)
        assert stand.said == "Moved Acme to Lead Qualification; still open: budget"


async def test_a_second_press_is_not_typed_into_the_form(
    classic_workspace: Workspace, acme: int
) -> None:
    """It was meant to move the deal further."""
    builders.exit_rule(classic_workspace, LEAD, StageRule.ASK, fields=("need",))
    async with opened(classic_workspace) as driver:
        await driver.press("L", "L")
        form = driver.app.screen
        assert isinstance(form, Form)
        assert not form.typed


async def test_the_form_follows_what_others_do(classic_workspace: Workspace, acme: int) -> None:
    """What somebody else filled in is shown at the clash; a deal that was moved stays there."""
    ann, bo = classic_workspace, replace(classic_workspace, actor="bo")
    builders.exit_rule(ann, LEAD, StageRule.ASK, fields=("need", "budget"))
    async with standing(ann, acme) as stand:
        await stand.press("L", *"mine")
        fields.change(bo, acme, [("need", "theirs")])
        await stand.press("enter")
        assert "bo changed the need of Acme meanwhile" in stand.text
        assert "it is 'theirs' now" in stand.text
        await stand.press("tab", *"10k", "enter")
        assert stand.said == "Moved Acme from Lead Generation to Prospecting"
    assert details.view(ann, acme).deal.need == "mine"


async def test_a_deal_that_moved_meanwhile_is_not_moved_again(
    classic_workspace: Workspace, acme: int
) -> None:
    """What was typed is kept."""
    ann, bo = classic_workspace, replace(classic_workspace, actor="bo")
    builders.exit_rule(ann, LEAD, StageRule.ASK, fields=("need",))
    async with standing(ann, acme) as stand:
        await stand.press("L", *"speed")
        moves.move(bo, [acme], 2, skip="")
        await stand.press("enter")
        assert "Acme is in Lead Qualification by now: somebody moved it" in " ".join(
            stand.text.split()
        )
        assert "esc keeps what you typed" in " ".join(stand.text.split())
    assert stage(ann, acme) == "Lead Qualification"


async def test_of_marked_deals_those_that_lack_something_are_listed(
    classic_workspace: Workspace,
) -> None:
    """The others move, the marks stay on these, and enter asks for what they lack one by one."""
    ws = classic_workspace
    builders.exit_rule(ws, LEAD, StageRule.ASK, fields=("need",))
    state = make(ws, "[A] B C")
    ids = {card.title: card.id for card in boards.page(ws, boards.board(ws).stages[0], 0, 10)}
    fields.change(ws, ids["B"], [("need", "speed")])
    async with opened(ws, state=state) as driver:
        await driver.press("space", "down", "space", "down", "space", "L")
        assert isinstance(driver.app.screen, Confirm)
        text = "\n".join(strip.text for strip in driver.app.screen._compositor.render_strips())
        assert "2 deals lack something  Moved B from Lead Generation to Prospecting" in text
        assert "A: need" in text
        assert "C: need" in text
        assert set(driver.state.marked) == {ids["A"], ids["C"]}
        await driver.press("enter", "x", "enter")
        assert set(driver.state.marked) == {ids["C"]}
        await driver.press("y", "enter")
        assert not driver.state.marked
        assert len(driver.app.screen_stack) == 1
    assert set(builders.stage_names(ws, *ids.values())) == {PROSPECTING}


async def test_when_none_of_the_marked_deals_is_ready_that_is_said(
    classic_workspace: Workspace,
) -> None:
    """The list says that none moved, and all stay marked."""
    builders.exit_rule(classic_workspace, LEAD, StageRule.ASK, fields=("need",))
    state = make(classic_workspace, "[A] B")
    async with opened(classic_workspace, state=state) as driver:
        await driver.press("space", "down", "space", "L")
        text = "\n".join(strip.text for strip in driver.app.screen._compositor.render_strips())
        assert "None moved; 2 deals lack something" in text
        assert len(driver.state.marked) == 2


@pytest.mark.parametrize("keys", [("L",), ("m", "3")])
async def test_marked_deals_that_all_moved_are_marked_no_more(
    classic_workspace: Workspace, keys: tuple[str, ...]
) -> None:
    """So that the next command is about the deal under the cursor."""
    state = make(classic_workspace, "[A] B C")
    async with opened(classic_workspace, state=state) as driver:
        await driver.press("space", "down", "space", *keys)
        assert not driver.state.marked


async def test_a_form_whose_target_was_removed_says_what_is_next(
    classic_workspace: Workspace, acme: int
) -> None:
    """What was typed is offered by the key that goes to the next stage that there is."""
    ws = classic_workspace
    builders.exit_rule(ws, LEAD, StageRule.ASK, fields=("need",))
    async with standing(ws, acme) as stand:
        await stand.press("L", *"speed")
        stages.remove(ws, boards.board(ws).stages[1].id, boards.board(ws).stages[2].id)
        await stand.press("enter")
        text = " ".join(stand.text.split())
        assert "; esc, then L moves the deal to the next stage that there is" in text
        await stand.press("escape", "L", "enter", "enter")
    assert stage(ws, acme) == "Lead Qualification"
    assert details.view(ws, acme).deal.need == "speed"


def deal_screen(deal: int) -> Any:
    def make_screen(app: StandApp) -> Screen[Any]:
        return DealScreen(app.keymap, deal)

    return make_screen


async def go_to(stand: Stand, kind: str) -> None:
    """Puts the cursor on the first line of that kind."""
    for _ in range(8):
        screen = stand.screen
        assert isinstance(screen, DealScreen)
        if screen.key[0] == kind:
            return
        await stand.press("tab")
    pytest.fail(f"there is no {kind}")


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_the_deal_says_what_is_met_and_what_is_open(
    classic_workspace: Workspace, acme: int, size: tuple[int, int]
) -> None:
    """With the guidance and the rule of its stage; enter goes to where each is met."""
    ws = classic_workspace
    wanted = ("value", "need", "contact")
    builders.exit_rule(
        ws, LEAD, StageRule.BLOCK, fields=wanted, todo=("Offer sent",), done=("call",)
    )
    async with standing(ws, screen=deal_screen(acme), size=size) as stand:
        await go_to(stand, "criterion")
        assert "To leave Lead Generation 4 open" in stand.text
        assert "Collect names from events" in stand.text
        assert "The deal moves on once all of it is met." in stand.text
        assert " ✓  value" in stand.text
        assert " –  need" in stand.text
        assert "[ ] Offer sent" in stand.text
        await stand.press("down", "enter", *"speed", "enter")
        assert "✓  need" in stand.text
        await stand.press("down", "enter", *"Lena Fox", "enter")
        assert "✓  contact" in stand.text
        await stand.press("space")
        assert stand.said == "the cursor is on no checklist item to tick"
        await stand.press("down", "space")
        assert stand.said == "Ticked 'Offer sent' on Acme"
        assert "[✓] Offer sent" in stand.text
        await stand.press("enter")
        assert stand.said == "Unticked 'Offer sent' on Acme"
        await stand.press("space", "down", "enter")
        await stand.press(*"reached", "enter")
        await stand.press("escape")
        assert "To leave Lead Generation all met" in stand.text
    assert builders.open_criteria(ws, acme) == []
    assert followups.next_steps(ws, [acme]) == {}


async def test_a_planned_follow_up_is_finished_where_it_is_asked_for(
    classic_workspace: Workspace, acme: int
) -> None:
    """Enter on the criterion asks for the outcome of the one that is planned."""
    ws = classic_workspace
    builders.exit_rule(ws, LEAD, StageRule.SHOW, done=("demo",))
    followups.add(ws, [acme], builders.follow_up(ws.today(), type_="demo", subject="show it"))
    async with standing(ws, screen=deal_screen(acme)) as stand:
        await go_to(stand, "criterion")
        await stand.press("enter", *"held", "enter", "escape")
        assert "✓  a demo, done" in stand.text
    [item] = details.view(ws, acme).follow_ups
    assert item.outcome == "held"
