"""What is said at the bottom of the screens, and what an open board shows without its pipeline."""

from pathlib import Path

import pytest

from pipeboard.domain.templates import TEMPLATES
from pipeboard.service import history, imports, pipelines, templates
from pipeboard.service.workspace import Workspace
from pipeboard.ui.screens.deal import DealScreen
from tests import builders
from tests.ui.driver import make, opened


async def imported(ws: Workspace, folder: Path) -> None:
    """Two deals of a file in a fresh database, which gets its pipeline by that."""
    file = folder / "deals.csv"
    file.write_text("title,stage\nAcme,Lead\nKestrel,Offer\n")
    imports.import_deals(ws, [imports.plan(ws, file)])


async def test_a_board_whose_only_pipeline_is_taken_back(
    workspace: Workspace, tmp_path: Path
) -> None:
    """It is empty and says what to do; what was taken back is said, and redo brings all of it."""
    await imported(workspace, tmp_path)
    async with opened(workspace, size=(80, 24)) as driver:
        before = driver.board
        assert "Acme" in before
        await driver.press("u", "enter")
        assert driver.said.startswith("Took back: Imported 2 deals")
        assert driver.state.lanes == []
        assert "Acme" not in driver.text
        assert "There is no pipeline." in driver.text
        assert "u or ctrl+r  brings it back" in driver.text
        await driver.press("j")
        assert driver.said == "there is no pipeline"
        await driver.press("p")
        await driver.press("escape")
        await driver.press("ctrl+r", "enter")
        assert driver.board == before
        assert "Acme" in driver.text
        assert "There is no pipeline." not in driver.text


async def test_a_board_whose_only_pipeline_is_taken_back_elsewhere(
    workspace: Workspace, tmp_path: Path
) -> None:
    """Nothing of it stays, and what comes back shows."""
    await imported(workspace, tmp_path)
    async with opened(workspace) as driver:
        history.undo(workspace)
        await driver.news()
        assert "Acme" not in driver.text
        assert "There is no pipeline." in driver.text
        assert driver.said == ""
        history.redo(workspace)
        await driver.news()
        assert "Acme" in driver.text


async def test_a_board_whose_pipeline_is_gone_shows_another(classic_workspace: Workspace) -> None:
    """The first, and says so."""
    ws = classic_workspace
    builders.deal(ws, "Acme")
    with ws.step() as step:
        templates.make(step, TEMPLATES["short"], "Renewals")
        step.title = "Added Renewals"
    first, second = pipelines.pipelines(ws)
    pipelines.switch(ws, second.id)
    async with opened(ws) as driver:
        assert "Renewals" in driver.lines[0]
        await driver.press("u")
        assert driver.said == (
            f"Took back: Added Renewals; the pipeline Renewals is gone, {first.name} is shown"
        )
        assert first.name in driver.lines[0]
        assert "Acme" in driver.text


async def test_deleting_a_deal_on_its_screen_is_said_on_the_one_below(
    classic_workspace: Workspace,
) -> None:
    """Until the next key, as anything that is said."""
    async with opened(classic_workspace, state=make(classic_workspace, "[Acme] Kestrel")) as driver:
        await driver.press("enter", "delete", "enter")
        assert driver.app.screen is driver.screen
        assert driver.said == "Deleted Acme"
        await driver.press("j")
        assert driver.said != "Deleted Acme"


LONG = (
    "cannot take back Moved The long title of a renewal to Proposal: somebody moved The long title"
    " of a renewal to Negotiation and Closing"
)


@pytest.mark.parametrize("keys", [(), ("a",), ("y",), ("enter",)])
async def test_a_long_message_takes_more_lines(
    classic_workspace: Workspace, keys: tuple[str, ...]
) -> None:
    """As many as it needs, over what is there, on every screen; the next key shows that again."""
    state = make(classic_workspace, " ".join(["[A]", *"BCDEFGHIJKLMNOPQRSTUVWXYZ"]))
    async with opened(classic_workspace, size=(80, 24), state=state) as driver:
        await driver.press(*keys)
        before = driver.painted
        driver.app.say(LONG, "error")
        await driver.rest()
        shown = driver.painted.splitlines()
        assert " ".join(line.strip() for line in shown[-2:]) == LONG
        assert shown[:-2] == before.splitlines()[:-2]
        await driver.press("F8")
        driver.app.say("short")
        await driver.rest()
        assert driver.painted.splitlines()[:-1] == before.splitlines()[:-1]


async def test_a_message_is_cut_beyond_three_lines(classic_workspace: Workspace) -> None:
    """In its middle, so that what it is about and why are told; narrower it is broken anew."""
    said = f"cannot move {'Re: renewal ' * 30}: it is gone"
    state = make(classic_workspace, "*A [*B]")
    async with opened(classic_workspace, size=(120, 24), state=state) as driver:
        for columns in (120, 80, 60):
            await driver.resize(columns, 24)
            driver.app.say(said)
            await driver.rest()
            lines = driver.painted.splitlines()[-3:]
            assert "2 marked  cannot move Re: renewal" in lines[0]
            assert "…" in "".join(lines)
            assert lines[2].rstrip().endswith(": it is gone")
            assert all(len(line) == columns for line in lines)
        await driver.resize(140, 24)
        assert driver.painted.splitlines()[-1].rstrip().endswith(": it is gone")


async def test_no_keys_are_offered_while_a_prompt_takes_them(classic_workspace: Workspace) -> None:
    """Letters are typed then; when it is left, they are commands again."""
    async with opened(classic_workspace, state=make(classic_workspace, "[Acme]")) as driver:
        await driver.press("enter")
        assert isinstance(driver.app.screen, DealScreen)
        assert "enter Edit" in driver.painted.splitlines()[-1]
        await driver.press("enter")
        assert driver.painted.splitlines()[-1].strip() == ""
        await driver.press("escape")
        assert "enter Edit" in driver.painted.splitlines()[-1]
