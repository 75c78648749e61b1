"""Picking the order of a lane."""

from collections.abc import Awaitable, Callable

from textual.geometry import Region

from pipeboard.domain.board import LaneSort
from pipeboard.ui.board_state import Lane
from pipeboard.ui.screens.pick import Pick
from pipeboard.ui.screens.question import Choice


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
