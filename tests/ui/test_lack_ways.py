"""What is not set is told on a screen with the key that sets it."""

from pipeboard.domain.lacks import Lack
from pipeboard.keys.keymap import resolve
from pipeboard.service import pipelines, stages
from pipeboard.service.workspace import Workspace
from pipeboard.ui.lack_ways import ways, with_way
from tests.ui.driver import opened


async def test_the_insights_name_the_keys(classic_workspace: Workspace) -> None:
    """The targets and the stages are a key away."""
    (pipeline,) = pipelines.pipelines(classic_workspace)
    for view in stages.outline(classic_workspace, pipeline.id):
        stages.edit(classic_workspace, view.stage, {"qualified": False})
    async with opened(classic_workspace, size=(80, 60)) as driver:
        await driver.press("i")
        await driver.rest()
        assert "No target is set for everybody in 2026-Q4. T sets one." in driver.text
        assert "no stage counts as qualified; S sets one" in driver.text


def test_a_command_without_a_key_is_not_named() -> None:
    """One that has another key is named by that."""
    known = ways(resolve({"targets": ["f9"], "stages": []}))
    assert known == {Lack.TARGET: "f9 sets one"}
    assert with_way("no stage counts as qualified", known) == "no stage counts as qualified"
