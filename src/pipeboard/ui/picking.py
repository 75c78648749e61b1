"""Picking the pipeline that the board shows."""

from collections.abc import Sequence

from pipeboard.service import pipelines
from pipeboard.service.workspace import Workspace
from pipeboard.ui.board_reader import BoardReader
from pipeboard.ui.board_state import BoardState
from pipeboard.ui.host import Jobs
from pipeboard.ui.screens.pick import Pick
from pipeboard.ui.screens.question import Choice


def pick_pipeline(workspace: Workspace, jobs: Jobs, state: BoardState, reader: BoardReader) -> Pick:
    """A list of the pipelines; the one picked is shown, and remembered for this person."""

    async def choices() -> Sequence[Choice]:
        found = await jobs.read(pipelines.pipelines, workspace)
        return [
            Choice(
                item.name, str(item.id), "shown now" if item.id == state.outline.pipeline.id else ""
            )
            for item in found
        ]

    async def picked(value: str) -> None:
        pipeline = int(value)
        await jobs.write(pipelines.switch, workspace, pipeline)
        if pipeline != state.outline.pipeline.id:
            await reader.switch(pipeline)

    return Pick("Pipeline", choices, picked, at=str(state.outline.pipeline.id))
