"""Picking from short lists: the pipeline that the board shows, the order of a lane."""

from collections.abc import Awaitable, Callable, Sequence

from textual.geometry import Region

from pipeboard.domain.board import LaneSort
from pipeboard.service import pipelines
from pipeboard.service.workspace import Workspace
from pipeboard.ui.board_reader import BoardReader
from pipeboard.ui.board_state import BoardState, Lane
from pipeboard.ui.host import Jobs
from pipeboard.ui.screens.pick import Pick
from pipeboard.ui.screens.question import Choice


def pick_pipeline(workspace: Workspace, jobs: Jobs, state: BoardState, reader: BoardReader) -> Pick:
    """A list of the pipelines; the one picked is shown, and remembered for this person."""

    async def choices() -> Sequence[Choice]:
        found = await jobs.read(pipelines.pipelines, workspace)
        return [
            Choice(item.name, str(item.id), "shown now" if item.id == state.pipeline else "")
            for item in found
        ]

    async def picked(value: str) -> None:
        pipeline = int(value)
        await jobs.write(pipelines.switch, workspace, pipeline)
        if pipeline != state.pipeline:
            await reader.switch(pipeline)

    return Pick("Pipeline", choices, picked, at=str(state.pipeline))


def pick_sort(
    lane: Lane, sort: Callable[[Lane, LaneSort], Awaitable[None]], *, avoid: Region | None
) -> Pick:
    """A list of the orders of a lane; ``sort`` is given the one picked."""
    choices = [
        Choice(sorted_by(each), each.value, "now" if each is lane.sort else "") for each in LaneSort
    ]

    async def picked(value: str) -> None:
        await sort(lane, LaneSort(value))

    return Pick("Sort", choices, picked, about=lane.stage.name, at=lane.sort.value, avoid=avoid)


def sorted_by(sort: LaneSort) -> str:
    """How a lane is sorted, in words."""
    return "by hand" if sort is LaneSort.MANUAL else f"by {sort.value}"
