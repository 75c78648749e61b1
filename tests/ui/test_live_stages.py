"""An open board follows what others do to the stages: nothing is stranded, and nothing breaks."""

import re
from dataclasses import replace

import pytest

from pipeboard.domain.board import LaneSort
from pipeboard.domain.stages import Stage
from pipeboard.service import history, pipeline_editing, pipelines, preferences, stages
from pipeboard.service.workspace import Workspace
from pipeboard.ui.board_state import FOLDED, BoardState
from pipeboard.ui.screens.deal import DealScreen
from pipeboard.ui.screens.pick import Pick
from tests import builders
from tests.ui.driver import make, opened


@pytest.fixture
def backend() -> str:
    """The board is tested on SQLite; that services do the same on both is tested there."""
    return "sqlite"


@pytest.fixture
def bo(classic_workspace: Workspace) -> Workspace:
    """The same database in the hands of somebody else."""
    return replace(classic_workspace, actor="bo")


def stage(ws: Workspace, name: str) -> Stage:
    return next(each for each in pipelines.stages(ws, 1) if each.name == name)


def stage_id(ws: Workspace, name: str) -> int:
    return stage(ws, name).id


async def test_a_stage_added_renamed_and_reordered_elsewhere(
    classic_workspace: Workspace, bo: Workspace
) -> None:
    """The board has the lane, the name and the order; the cursor stays with its deal."""
    state = make(classic_workspace, "Acme | Kestrel [Corvid]")
    async with opened(classic_workspace, state=state, size=(160, 40)) as board:
        stages.add(bo, 1, "Trial", after=stage_id(bo, "Lead Generation"))
        stages.edit(bo, stage(bo, "Proposal"), {"name": "Offer", "probability": 99})
        await board.news()
        assert board.board == "Acme |  | Kestrel [Corvid]"
        assert "Trial" in board.text
        assert "Offer" in board.text
        stages.reorder(bo, stage_id(bo, "Prospecting"), -1)
        await board.news()
        assert board.board == "Acme | Kestrel [Corvid]"
        stages.reorder(bo, stage_id(bo, "Prospecting"), -1)
        await board.news()
        assert board.board == "Kestrel [Corvid] | Acme"


async def test_the_cursor_goes_with_its_deal_when_the_stage_is_removed(
    classic_workspace: Workspace, bo: Workspace
) -> None:
    """So do the marks; an empty stage hands the cursor to what comes into its place."""
    state = make(classic_workspace, "Acme | Kestrel [*Corvid] | | Dove")
    async with opened(classic_workspace, state=state) as board:
        stages.remove(bo, stage_id(bo, "Prospecting"), stage_id(bo, "Initial Contact"))
        await board.news()
        assert board.board == "Acme |  | Kestrel [*Corvid] Dove"
        await board.press("h")
        stages.remove(bo, stage_id(bo, "Lead Qualification"), None)
        await board.news()
        assert board.board == "Acme | [Kestrel] *Corvid Dove"


async def test_merged_stages(classic_workspace: Workspace, bo: Workspace) -> None:
    """The cursor's deal is where it went on; undo elsewhere brings the lane back."""
    state = make(classic_workspace, "Acme [Kestrel] | Corvid")
    async with opened(classic_workspace, state=state) as board:
        stages.merge(bo, stage_id(bo, "Lead Generation"), stage_id(bo, "Prospecting"))
        await board.news()
        assert board.board == "Corvid Acme [Kestrel]"
        history.undo(bo)
        await board.news()
        assert board.board == "Acme [Kestrel] | Corvid"


async def test_a_probability_changed_elsewhere_changes_the_weighted_sums(
    classic_workspace: Workspace, bo: Workspace
) -> None:
    """The heads show it at once."""
    builders.deal(classic_workspace, "Acme", value=100_000, stage="Proposal")
    async with opened(classic_workspace, size=(160, 40)) as board:
        before = board.text
        assert "w 600" in before
        stages.edit(bo, stage(bo, "Proposal"), {"probability": 10})
        await board.news()
        assert "w 100" in board.text


async def test_what_was_chosen_for_a_removed_stage_is_forgotten(
    classic_workspace: Workspace, bo: Workspace
) -> None:
    """Its order and its fold go; those of the others stay, and are remembered without it."""
    ws = classic_workspace
    state = make(ws, "[Acme] | Kestrel | Corvid")
    gone, kept = stage_id(ws, "Prospecting"), stage_id(ws, "Lead Qualification")
    async with opened(ws, state=state) as board:
        await board.press("l", "_", "l", "t", "2", "_")
        assert board.state.folded == {gone, kept}
        stages.remove(bo, gone, stage_id(bo, "Lead Generation"))
        await board.news()
        assert board.state.folded == {kept}
        assert board.state.sorts == {kept: LaneSort.VALUE}
        await board.press("_", "_")
        assert preferences.get(ws, FOLDED, []) == [kept]


async def test_the_only_deal_of_a_removed_stage_is_not_lost_by_the_keys(
    classic_workspace: Workspace, bo: Workspace
) -> None:
    """Moving on right after the stage went acts on the deal, from where it is."""
    state = make(classic_workspace, "| [Acme]")
    async with opened(classic_workspace, state=state) as board:
        stages.remove(bo, stage_id(bo, "Prospecting"), stage_id(bo, "Proposal"))
        await board.press("L")
        assert board.board.endswith("[Acme]")
        view = pipelines.stages(classic_workspace, 1)
        assert [each.name for each in view][board.state.at] == "Negotiation and Closing"


async def test_a_list_of_stages_follows_while_it_is_open(
    classic_workspace: Workspace, bo: Workspace
) -> None:
    """Each line keeps its digit; what is gone says so when it is picked, what is new comes last."""
    state = make(classic_workspace, "[Acme]")
    async with opened(classic_workspace, state=state) as board:
        await board.press("m", "j", "j", "j", "j")
        stages.remove(bo, stage_id(bo, "Prospecting"), None)
        stages.add(bo, 1, "Trial", after=stage_id(bo, "Initial Contact"))
        await board.news()
        assert isinstance(board.app.screen, Pick)
        listed = board.text.partition("Move to")[2]
        assert re.search("2 Prospecting +gone meanwhile", listed)
        assert "3 Lead Qualification" in listed
        assert "8 Trial" in listed
        await board.press("2")
        assert "Prospecting is gone meanwhile" in board.text
        assert board.board == "[Acme]"
        await board.press("enter")
        assert isinstance(board.app.screen, Pick)
        await board.press("5")
        assert "[Acme]" in board.board
        assert board.state.lane is not None
        assert board.state.lane.stage.name == "Proposal"


async def test_a_stage_picked_after_it_was_removed(
    classic_workspace: Workspace, bo: Workspace
) -> None:
    """The deal stays where it is, and it is said that the stage is gone."""
    state = make(classic_workspace, "[Acme]")
    async with opened(classic_workspace, state=state) as board:
        await board.press("m")
        pick = board.app.screen
        assert isinstance(pick, Pick)
        gone = stage_id(bo, "Prospecting")
        stages.remove(bo, gone, None)
        await pick.attempt(pick._picked(str(gone)), leave=True)
        await board.rest()
        assert "Prospecting was removed by bo" in pick.complaint
        assert board.board == "[Acme]"


async def test_the_pipeline_that_is_shown_is_removed(
    classic_workspace: Workspace, bo: Workspace
) -> None:
    """The board shows another one and says so; one that is added is in the list."""
    ws = classic_workspace
    builders.deal(ws, "Acme")
    added = pipeline_editing.add(bo, "Renewals", "short")
    async with opened(ws) as board:
        await board.press("p", "2")
        assert board.state.pipeline == added.id
        pipeline_editing.remove(bo, added.id, stage_id(bo, "Proposal"))
        await board.news()
        assert board.state.pipeline == 1
        assert "the pipeline Renewals is gone, Sales is shown" in board.said
        assert board.board == "[Acme]"


async def test_a_pipeline_renamed_elsewhere(classic_workspace: Workspace, bo: Workspace) -> None:
    """The top line has the new name."""
    async with opened(classic_workspace) as board:
        pipeline_editing.rename(bo, pipelines.pipelines(bo)[0], "New business")
        await board.news()
        assert "New business" in board.lines[0]


async def test_an_open_deal_follows(classic_workspace: Workspace, bo: Workspace) -> None:
    """Its stage has the new name, then is the one that it went to."""
    state = make(classic_workspace, "| [Acme]")
    async with opened(classic_workspace, state=state) as board:
        await board.press("enter")
        assert isinstance(board.app.screen, DealScreen)
        stages.edit(bo, stage(bo, "Prospecting"), {"name": "Scouting"})
        await board.news()
        assert "Scouting" in board.lines[1]
        stages.remove(bo, stage_id(bo, "Scouting"), stage_id(bo, "Proposal"))
        await board.news()
        assert "Proposal" in board.lines[1]


async def test_a_board_with_one_stage(classic_workspace: Workspace, bo: Workspace) -> None:
    """It is shown in all the width, and keys that would leave it say why not."""
    state = make(classic_workspace, "[Acme] | Kestrel")
    first = stage_id(bo, "Lead Generation")
    async with opened(classic_workspace, state=state, size=(80, 24)) as board:
        for each in pipelines.stages(bo, 1)[1:]:
            stages.remove(bo, each.id, None if each.is_post_sale else first)
        await board.news()
        assert "[Acme]" in board.board
        for key, said in (
            ("l", "Lead Generation is the last stage"),
            ("h", "Lead Generation is the first stage"),
            ("2", "there is no stage 2; the last is 1"),
            ("L", "Acme is already in the last stage"),
        ):
            await board.press(key)
            assert said in board.said
        await board.press("w", "enter")
        assert "Acme" not in board.board


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 50)])
async def test_twelve_stages_in_three_pipelines(
    classic_workspace: Workspace, bo: Workspace, size: tuple[int, int]
) -> None:
    """Digits jump, the map says where the visible stages are, and each pipeline can be shown."""
    for number in range(8, 13):
        stages.add(bo, 1, f"Step {number}")
    for name in ("Renewals", "Partners"):
        pipeline_editing.add(bo, name, "small-business")
    builders.deal(classic_workspace, "Acme", stage="Step 12")
    state = BoardState.load(classic_workspace)
    async with opened(classic_workspace, state=state, size=size) as board:
        assert len(board.state.lanes) == 12
        await board.press("1")
        assert ("of 12" in board.lines[0]) == (size[0] < 12 * 17)
        for digit in "123456789":
            await board.press(digit)
            assert board.state.at == int(digit) - 1
            assert any(
                lane.stage.id == board.state.lanes[board.state.at].stage.id
                for lane in board.screen.view.visible_lanes()
            )
        await board.press("l", "l", "l", "l")
        assert "is the last stage" in board.said
        await board.press("p", "3")
        assert board.lines[0].split()[0] == "Partners"
        assert len(board.state.lanes) == 7
        await board.press("p", "1")
        assert len(board.state.lanes) == 12


async def test_a_deal_moves_to_a_stage_of_another_pipeline(
    classic_workspace: Workspace, bo: Workspace
) -> None:
    """It leaves the board, and is on the other one."""
    state = make(classic_workspace, "[Acme]")
    added = pipeline_editing.add(bo, "Renewals", "short")
    target = pipelines.stages(bo, added.id)[0]
    async with opened(classic_workspace, state=state) as board:
        builders.move_to(bo, [board.state.targets[0]], target.id)
        await board.news()
        assert board.board == ""
        await board.press("p", "2")
        assert board.board == "[Acme]"
