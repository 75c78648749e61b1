"""The screen of the stages: what it shows, and what its keys do."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from textual.screen import Screen

from pipeboard.domain.criteria import CriterionKind
from pipeboard.domain.stages import StageKind, StageRule
from pipeboard.keys import Keymap
from pipeboard.service import (
    boards,
    deals,
    history,
    nurture,
    pipelines,
    reading,
    stages,
    unfinished,
)
from pipeboard.service.stages import StageView
from pipeboard.service.workspace import Workspace
from pipeboard.ui.screens.confirm import Confirm
from pipeboard.ui.screens.deal import DealScreen
from pipeboard.ui.screens.form import Form
from pipeboard.ui.screens.pick import Pick
from pipeboard.ui.screens.stages import StagesScreen
from pipeboard.ui.screens.text_prompt import TextPrompt
from pipeboard.ui.screens.unfinished import told_at_start
from tests.ui.screens.stand import Stand, StandApp, standing


@asynccontextmanager
async def shown(ws: Workspace, size: tuple[int, int] = (80, 24)) -> AsyncIterator[Stand]:
    """The screen of the stages, opened with its key."""
    async with standing(ws, size=size) as stand:
        await stand.press("S")
        assert stand.on(StagesScreen)
        yield stand


def names(ws: Workspace) -> list[str]:
    return [view.stage.name for view in stages.outline(ws, 1)]


MARKS = ("marketing,", "sales", "show", "3")


def view(ws: Workspace, name: str) -> StageView:
    return next(each for each in stages.outline(ws, 1) if each.stage.name == name)


def cursor_line(stand: Stand) -> str:
    return next(line for line in stand.lines if line.startswith("▐"))


def add(ws: Workspace, *lines: str) -> list[int]:
    return [deals.add(ws, reading.read_deal(ws, line).draft).id for line in lines]


async def test_the_stages_are_a_table(classic_workspace: Workspace) -> None:
    """Name, deals, probability, stale-after, marks, rule and criteria; below, what is in one."""
    add(classic_workspace, "Acme 12k stage:proposal", "Kestrel 5k stage:proposal")
    async with shown(classic_workspace) as stand:
        lines = stand.lines
        assert lines[0].split() == ["Stages", "of", "Sales:", "7", "stages,", "2", "deals"]
        proposal = next(line for line in lines if "Proposal" in line)
        assert proposal.split() == ["Proposal", "2", "60", "%", "14", "days", *MARKS]
        assert "qualified" in lines[1]
        last = next(line for line in lines if "Post-Sale" in line)
        assert last.split()[-2:] == ["4", "offers"]
        assert "won" in last
        assert "Collect names from events" in stand.text
        assert "field      source  is filled in" in stand.text
        await stand.press("G", "k")
        assert "Offered when a deal is won 4" in stand.text
        assert "60 days before the contract ends" in stand.text


async def test_the_bottom_names_what_a_stage_takes(classic_workspace: Workspace) -> None:
    """Criteria where deals are open, offers where they are won."""
    async with shown(classic_workspace) as stand:
        assert "c Criterion" in stand.lines[-1]
        assert "tab Criteria" in stand.lines[-1]
        assert "f Offer" not in stand.lines[-1]
        await stand.press("G", "k")
        assert "f Offer" in stand.lines[-1]
        assert "tab Offers" in stand.lines[-1]
        assert "c Criterion" not in stand.lines[-1]


async def test_a_stage_is_qualified_for_one_or_both(classic_workspace: Workspace) -> None:
    """The whole word is itself, though another option begins with it."""
    async with shown(classic_workspace) as stand:
        await stand.press("enter", "tab", "tab", "tab", *"marketing", "enter")
        stage = view(classic_workspace, "Lead Generation").stage
        assert (stage.marketing_qualified, stage.qualified) == (True, False)
        await stand.press("enter", "tab", "tab", "tab", *"marketing, s", "enter")
        stage = view(classic_workspace, "Lead Generation").stage
        assert (stage.marketing_qualified, stage.qualified) == (True, True)


@pytest.mark.parametrize("size", [(40, 12), (80, 24), (120, 40), (200, 50)])
async def test_every_size_shows_names_and_what_is_in_a_stage(
    classic_workspace: Workspace, size: tuple[int, int]
) -> None:
    """Columns give way before names do; where there is room, the parts stand beside the table."""
    async with shown(classic_workspace, size) as stand:
        assert "Lead Generation" in stand.text
        assert "guidance" in stand.text
        await stand.press("tab", "j", "j")
        assert "source" in next(line for line in stand.lines if "▐" in line)


async def test_a_stage_is_added_in_one_line(classic_workspace: Workspace) -> None:
    """It comes after the one under the cursor, which goes to it; the preview says how it reads."""
    async with shown(classic_workspace) as stand:
        await stand.press("j", "n", *"Discovery 40% 14d")
        assert "probability 40 %" in stand.text
        assert "stale after 14 days" in stand.text
        await stand.press("enter")
        assert names(classic_workspace)[1:3] == ["Prospecting", "Discovery"]
        assert "Discovery" in cursor_line(stand)
        made = view(classic_workspace, "Discovery").stage
        assert (made.probability, made.stale_after) == (40, 14)
        await stand.press("u")
        assert "Discovery" not in names(classic_workspace)
        assert "Discovery" not in stand.text.replace(stand.said, "")
        await stand.press("ctrl+r")
        assert names(classic_workspace)[2] == "Discovery"


async def test_a_probability_that_cannot_be_stays_typed(classic_workspace: Workspace) -> None:
    """It is said while it is typed, and enter refuses it."""
    async with shown(classic_workspace) as stand:
        await stand.press("n", *"Late 101%", "enter")
        assert stand.prompt.text == "Late 101%"
        assert "a whole number from 0 to 100" in stand.text
        await stand.press("escape", "n")
        assert "Late 101%" in stand.text
        assert "unfinished from before" in stand.text


async def test_a_stage_is_edited_in_one_form(classic_workspace: Workspace) -> None:
    """All that it has; what options mean is said."""
    async with shown(classic_workspace) as stand:
        await stand.press("e")
        assert stand.on(Form)
        await stand.press("ctrl+u", *"Names", "tab", "ctrl+u", *"7%")
        await stand.press("tab", "ctrl+u", *"3", "tab", "right", "tab", "right")
        assert "may be skipped with a reason" in stand.text
        await stand.press("tab", "ctrl+e", "ctrl+j", *"Be quick", "enter")
        made = view(classic_workspace, "Names").stage
        assert (made.probability, made.stale_after, made.rule) == (7, 3, StageRule.ASK)
        assert made.marketing_qualified
        assert made.guidance.endswith("\nBe quick")
        await stand.press("u")
        assert names(classic_workspace)[0] == "Lead Generation"


async def test_two_stages_of_one_name_are_refused(classic_workspace: Workspace) -> None:
    """The form says so and keeps what was typed."""
    async with shown(classic_workspace) as stand:
        await stand.press("enter", "ctrl+u", *"proposal", "enter")
        assert stand.on(Form)
        assert "there is a stage Proposal already" in stand.text
        assert names(classic_workspace)[0] == "Lead Generation"


async def test_stages_are_reordered(classic_workspace: Workspace) -> None:
    """The cursor goes with the stage; at the end it is said."""
    async with shown(classic_workspace) as stand:
        await stand.press("J", "J")
        assert names(classic_workspace)[:3] == [
            "Prospecting",
            "Lead Qualification",
            "Lead Generation",
        ]
        assert "Lead Generation" in cursor_line(stand)
        await stand.press("K")
        assert names(classic_workspace)[1] == "Lead Generation"


async def test_criteria_of_each_kind(classic_workspace: Workspace) -> None:
    """A field is begun, an item is typed, a type of follow-up is a digit."""
    async with shown(classic_workspace) as stand:
        await stand.press("c", "1", *"expec", "enter")
        await stand.press("c", "2", *"Brochure sent", "enter")
        await stand.press("c", "3", "4", "enter")
        found = [
            (each.kind, each.subject)
            for each in view(classic_workspace, "Lead Generation").criteria
        ]
        assert found == [
            (CriterionKind.FIELD, "source"),
            (CriterionKind.FIELD, "expected_close"),
            (CriterionKind.CHECKLIST, "Brochure sent"),
            (CriterionKind.FOLLOW_UP, "demo"),
        ]
        assert "field      expected close  is filled in" in stand.text
        await stand.press("u", "u", "u")
        assert len(view(classic_workspace, "Lead Generation").criteria) == 1


async def test_a_field_that_there_is_not(classic_workspace: Workspace) -> None:
    """The nearest one is named, and what was typed stays."""
    async with shown(classic_workspace) as stand:
        await stand.press("c", "1", *"bugdet", "enter")
        assert "did you mean budget?" in stand.text
        assert stand.prompt.text == "bugdet"


async def test_what_is_in_a_stage_is_edited_where_it_stands(classic_workspace: Workspace) -> None:
    """Guidance, rule and criteria: enter on each; J moves a criterion, del takes it off."""
    ws = classic_workspace
    async with shown(ws) as stand:
        await stand.press("j", "j", "tab", "enter", "ctrl+u", *"Ask well", "enter")
        assert view(ws, "Lead Qualification").stage.guidance == "Ask well"
        await stand.press("j", "enter", "3")
        assert view(ws, "Lead Qualification").stage.rule is StageRule.BLOCK
        await stand.press("j", "J")
        assert [each.subject for each in view(ws, "Lead Qualification").criteria][:2] == [
            "budget",
            "need",
        ]
        assert "need" in cursor_line(stand)
        await stand.press("enter", "ctrl+u", *"value", "enter")
        assert view(ws, "Lead Qualification").criteria[1].subject == "value"
        await stand.press("delete")
        assert stand.on(Confirm)
        await stand.press("enter")
        assert [each.subject for each in view(ws, "Lead Qualification").criteria] == [
            "budget",
            "authority",
            "timeline",
        ]
        await stand.press("u")
        assert len(view(ws, "Lead Qualification").criteria) == 4


async def test_offers_of_a_post_sale_stage(classic_workspace: Workspace) -> None:
    """They are added, changed and withdrawn; an open stage has none, a post-sale one no criteria."""
    ws = classic_workspace
    async with shown(ws) as stand:
        await stand.press("f")
        assert "only a post-sale stage offers follow-ups" in stand.said
        await stand.press("G", "k", "c")
        assert "deals do not leave Post-Sale Follow-up" in stand.said
        await stand.press("f", *"survey", "tab", *"how was it?", "tab", "ctrl+u", *"-10")
        await stand.press("tab", "right", "enter")
        offer = view(ws, "Post-Sale Follow-up").follow_ups[-1]
        assert (offer.type, offer.subject, offer.days) == ("survey", "how was it?", -10)
        assert "10 days before the contract ends" in stand.text
        await stand.press("tab", "G", "k", "enter", "tab", "tab", "ctrl+u", *"5", "enter")
        assert view(ws, "Post-Sale Follow-up").follow_ups[-1].days == 5
        await stand.press("delete", "enter")
        assert len(view(ws, "Post-Sale Follow-up").follow_ups) == 4


async def test_removing_a_stage_asks_where_its_deals_go(classic_workspace: Workspace) -> None:
    """Nothing is stranded; u brings it back with its deals."""
    ws = classic_workspace
    add(ws, "Acme 12k stage:proposal", "Kestrel 5k", "Corvid stage:proposal")
    corvid = boards.page(ws, boards.board(ws).stages[4], 0, 10)[0].id
    nurture.nurture(ws, [corvid], ws.today() + timedelta(days=30))
    async with shown(ws) as stand:
        await stand.press("j", "j", "j", "j", "delete")
        assert stand.on(Pick)
        assert "Remove Proposal: its 1 open deal and 1 put off go to" in stand.text
        await stand.press("enter")
        assert "Proposal" not in names(ws)
        assert view(ws, "Initial Contact").deals == 1
        assert stand.said == "Removed the stage Proposal; 2 deals went to Initial Contact"
        await stand.press("u", "enter")
        assert view(ws, "Proposal").deals == 1


async def test_the_last_open_stage_stays(classic_workspace: Workspace) -> None:
    """What the rules refuse is said at once, and nothing is written."""
    ws = classic_workspace
    for each in list(pipelines.stages(ws, 1))[1:-1]:
        stages.remove(ws, each.id, None)
    async with shown(ws) as stand:
        await stand.press("delete")
        assert "Lead Generation" in names(ws)
        assert not stand.on(Confirm)
        assert "is the last stage for open deals; add another one" in stand.said
        await stand.press("M")
        assert stand.said == "there is no other open stage to merge Lead Generation into"


async def test_the_only_post_sale_stage_stays_while_it_has_deals(
    classic_workspace: Workspace,
) -> None:
    """It is refused with the reason instead of asked."""
    ws = classic_workspace
    add(ws, "Acme 12k")
    deals.win(ws, [boards.page(ws, boards.board(ws).stages[0], 0, 10)[0].id])
    async with shown(ws) as stand:
        await stand.press("G", "k", "delete")
        assert not stand.on(Confirm)
        assert stand.said == (
            "Post-Sale Follow-up has 1 won deal and there is no other post-sale stage for them; "
            "add one before it goes"
        )


async def test_a_post_sale_stage_without_deals_goes(classic_workspace: Workspace) -> None:
    """There is no other for won deals, so it is only asked whether."""
    async with shown(classic_workspace) as stand:
        await stand.press("G", "k", "delete", "enter")
        assert names(classic_workspace)[-1] == "Negotiation and Closing"
        await stand.press("u")
        assert names(classic_workspace)[-1] == "Post-Sale Follow-up"


async def test_keys_typed_ahead_find_their_stage(classic_workspace: Workspace) -> None:
    """Those that come before the screen is drawn as well."""
    async with standing(classic_workspace) as stand:
        await stand.press("S", "5", "e")
        assert stand.on(Form)
        assert "Stage  Proposal" in stand.text
        await stand.press("escape", "escape", "S", "j", "tab", "j", "enter")
        assert stand.on(Pick)
        assert "Leaving  Prospecting" in stand.text


async def test_stages_are_merged(classic_workspace: Workspace) -> None:
    """The deals go on in the other one."""
    ws = classic_workspace
    add(ws, "Acme 12k stage:prospecting")
    async with shown(ws) as stand:
        await stand.press("j", "M")
        assert "Merge Prospecting into" in stand.text
        await stand.press("1")
        assert names(ws)[:2] == ["Lead Generation", "Lead Qualification"]
        assert view(ws, "Lead Generation").deals == 1
        await stand.press("u")
        assert view(ws, "Prospecting").deals == 1


async def test_a_stage_is_split(classic_workspace: Workspace) -> None:
    """The name, then a filter, with the number of deals that match as it is typed."""
    ws = classic_workspace
    add(ws, "Acme 12k", "Kestrel 5k", "Corvid 900")
    async with shown(ws) as stand:
        await stand.press("X", *"Big ones", "enter", *">10k")
        assert "1 of 3 deals go to Big ones" in stand.text
        await stand.press("enter")
        assert names(ws)[:2] == ["Lead Generation", "Big ones"]
        assert [view(ws, name).deals for name in names(ws)[:2]] == [2, 1]
        assert "Big ones" in cursor_line(stand)
        await stand.press("u")
        assert view(ws, "Lead Generation").deals == 3
        await stand.press("X", *"None yet", "enter", "enter")
        assert view(ws, "None yet").deals == 0


async def test_it_follows_what_others_do(classic_workspace: Workspace) -> None:
    """A stage that is added, renamed or removed elsewhere shows; the cursor stays on its own."""
    bo = replace(classic_workspace, actor="bo")
    async with shown(classic_workspace) as stand:
        await stand.press("j", "j")
        stages.add(bo, 1, "Trial", after=view(bo, "Lead Generation").stage.id)
        stages.edit(bo, view(bo, "Proposal").stage, {"name": "Offer"})
        stand.app.feed.poke()
        await stand.rest()
        assert "Trial" in stand.text
        assert "Offer" in stand.text
        assert "Lead Qualification" in cursor_line(stand)
        await stand.press("tab")
        stages.remove(bo, view(bo, "Lead Qualification").stage.id, None)
        stand.app.feed.poke()
        await stand.rest()
        assert "Initial Contact" in cursor_line(stand)


async def test_a_stage_that_goes_while_it_is_edited(
    classic_workspace: Workspace,
) -> None:
    """The form says that it is gone, and keeps what was typed."""
    bo = replace(classic_workspace, actor="bo")
    async with shown(classic_workspace) as stand:
        await stand.press("e", "ctrl+u", *"Names")
        stages.remove(bo, view(bo, "Lead Generation").stage.id, None)
        await stand.press("enter")
        assert stand.on(Form)
        assert "Names" in stand.text
        told = " ".join(stand.text.split())
        assert "removed" in told
        assert "esc keeps what you typed: should what it is about come back, enter on it" in told


async def test_what_somebody_changed_meanwhile_is_a_conflict(
    classic_workspace: Workspace,
) -> None:
    """It is told, and the next enter knowingly writes over it."""
    bo = replace(classic_workspace, actor="bo")
    async with shown(classic_workspace) as stand:
        await stand.press("e", "ctrl+u", *"Names")
        stages.edit(bo, view(bo, "Lead Generation").stage, {"name": "Leads"})
        await stand.press("enter")
        assert stand.on(Form)
        assert names(classic_workspace)[0] == "Leads"
        await stand.press("enter")
        assert names(classic_workspace)[0] == "Names"


async def test_there_is_no_stage_under_the_line_that_adds(classic_workspace: Workspace) -> None:
    """Commands that need one say so; enter adds one before the post-sale stage."""
    async with shown(classic_workspace) as stand:
        for key in ("M", "X", "delete", "J", "c", "f", "tab"):
            await stand.press("G", key)
            assert stand.on(StagesScreen), key
            assert stand.said, key
        await stand.press("enter")
        assert stand.on(TextPrompt)
        await stand.press(*"Signing", "enter")
        assert names(classic_workspace)[-2:] == ["Signing", "Post-Sale Follow-up"]


async def test_every_key_of_the_place_does_something(classic_workspace: Workspace) -> None:
    """No command of the stages is without a method."""
    async with shown(classic_workspace) as stand:
        for command in Keymap().at("stages"):
            name = command.action.partition("(")[0]
            assert hasattr(stand.screen, f"action_{name}") or hasattr(stand.app, f"action_{name}")


async def test_a_new_user_builds_a_process(classic_workspace: Workspace) -> None:
    """A stage with a rule, guidance and criteria takes few keys, all of them shown on the screen."""
    ws = classic_workspace
    async with shown(ws) as stand:
        await stand.press("n", *"Incoming 10% 7d", "enter")
        await stand.press("c", "1", *"source", "enter", "c", "2", *"Answered", "enter")
        await stand.press("tab", "enter", *"Answer on the same day", "enter")
        await stand.press("down", "enter", "2")
        made = view(ws, "Incoming")
        assert (made.stage.guidance, made.stage.rule) == ("Answer on the same day", StageRule.ASK)
        assert [each.subject for each in made.criteria] == ["source", "Answered"]
        assert made.stage.kind is StageKind.OPEN
        told = [line.title for line in history.undoable(ws, 5)]
        assert len(told) == 5


async def test_a_pipeline_is_made_renamed_and_removed(classic_workspace: Workspace) -> None:
    """All from the list of pipelines; its deals go to a stage of another one."""
    ws = classic_workspace
    async with shown(ws) as stand:
        await stand.press("p")
        assert "shown now, 7 stages, 0 open deals" in stand.text
        await stand.press("2", "3", *"Renewals", "enter")
        assert stand.lines[0].split()[:3] == ["Stages", "of", "Renewals:"]
        assert pipelines.current(ws).name == "Renewals"
        draft = reading.read_deal(ws, "Acme 12k").draft
        deals.add(ws, draft, pipelines.current(ws).id)
        await stand.press("p", "4", "ctrl+u", *"Contracts", "enter")
        assert stand.lines[0].split()[2] == "Contracts:"
        await stand.press("p", "5")
        assert "Remove Contracts; its deals go to" in stand.text
        await stand.press("2")
        assert stand.said == "the pipeline Contracts is gone, Sales is shown"
        assert stand.lines[0].split()[2] == "Sales:"
        assert view(ws, "Prospecting").deals == 1
        await stand.press("u")
        assert [each.name for each in pipelines.pipelines(ws)] == ["Sales", "Contracts"]


async def test_the_only_pipeline_is_not_offered_to_be_removed(
    classic_workspace: Workspace,
) -> None:
    """There is nowhere for its deals to go."""
    async with shown(classic_workspace) as stand:
        await stand.press("p")
        assert "rename Sales" in stand.text
        assert "remove Sales" not in stand.text


async def test_a_pipeline_of_a_name_that_is_taken(classic_workspace: Workspace) -> None:
    """It is refused, and the name stays to be changed."""
    async with shown(classic_workspace) as stand:
        await stand.press("p", "2", "1", *"sales", "enter")
        assert stand.prompt.text == "sales"
        assert "there is a pipeline Sales already" in stand.text


async def test_the_pipeline_is_saved_as_a_template(classic_workspace: Workspace) -> None:
    """A new pipeline begins with its stages; one of that name is replaced after asking."""
    ws = classic_workspace
    async with shown(ws) as stand:
        await stand.press("n", *"Incoming 10%", "enter", "t", "1", *"ours", "enter")
        await stand.press("t")
        assert "new pipeline from ours" in stand.text
        await stand.press("5", *"Partners", "enter")
        made = pipelines.current(ws)
        assert made.name == "Partners"
        assert [each.name for each in pipelines.stages(ws, made.id)] == names(ws)
        await stand.press("t", "1", *"Ours", "enter")
        assert stand.on(Confirm)
        await stand.press("escape", "t", "6")
        assert stand.said == "Removed the template ours"
        await stand.press("t", "1", *"classic", "enter")
        assert "built in" in stand.text


async def test_digits_jump(classic_workspace: Workspace) -> None:
    """As on the board."""
    async with shown(classic_workspace) as stand:
        await stand.press("tab", "5")
        assert "Proposal" in cursor_line(stand)
        await stand.press("8")
        assert stand.said == "there is no stage 8; the last is 7"


async def test_it_opens_where_the_deal_is(classic_workspace: Workspace) -> None:
    """From an open deal the cursor is on the deal's stage, whose guidance the deal shows once."""
    ws = classic_workspace
    (acme,) = add(ws, "Acme 12k stage:proposal")

    def deal(app: StandApp) -> Screen[Any]:
        return DealScreen(app.keymap, acme)

    async with standing(ws, screen=deal, size=(120, 40)) as stand:
        assert stand.text.count("Send a proposal that answers the need") == 1
        await stand.press("S")
        assert "Proposal" in cursor_line(stand)
        assert "Send a proposal that answers the need" in stand.text
        await stand.press("S")
        assert stand.on(DealScreen)


async def test_what_was_typed_is_told_at_the_next_start(classic_workspace: Workspace) -> None:
    """With the keys that lead to it from the board."""
    async with shown(classic_workspace) as stand:
        await stand.press("n", *"Discovery", "escape")
        assert stand.said == "kept: n offers it again"
    told = told_at_start(unfinished.left(classic_workspace), Keymap())
    assert told == "unfinished from before: a new stage (S, then n)"


async def test_an_unknown_type_of_follow_up_is_told_while_it_is_typed(
    classic_workspace: Workspace,
) -> None:
    """With the known ones that it may be; it may be one of your own."""
    ws = classic_workspace
    async with shown(ws) as stand:
        await stand.press("c", "3", *"cal")
        assert "a type of your own, no follow-up has it yet" in stand.text
        assert "call" in stand.text
        await stand.press("l")
        assert "of your own" not in stand.text
        await stand.press("enter")
    assert view(ws, "Lead Generation").criteria[-1].subject == "call"
