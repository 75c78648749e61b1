"""Moving the cursor of the board: to neighbours, ends, screenfuls and stages."""

from typing import TYPE_CHECKING

from pipeboard.ui.board_reader import BoardReader
from pipeboard.ui.board_state import BoardState, Lane
from pipeboard.ui.readings import Cursor

if TYPE_CHECKING:
    from pipeboard.ui.commands import PlaceScreen
    from pipeboard.ui.deal_actions import DealActions

    class Base(DealActions, PlaceScreen):
        """What the board is besides."""
else:
    Base = object


class BoardCursor(Base):
    """A screen with a board; a key that cannot move the cursor says why."""

    state: BoardState
    reader: BoardReader

    def show(self) -> None:
        """Shows the state as it is now; each screen with a board says how."""
        raise NotImplementedError

    async def action_move_cursor(self, right: int, down: int) -> None:
        """Moves the cursor to a neighbouring card or lane."""
        lane, cursor = self.state.lane, self.state.cursor
        if lane is None or cursor is None:
            self._tell(self._no_stages)
        elif right:
            await self._go_beside(lane, cursor, right)
        elif lane.folded:
            self._tell(self.no_deal())
        elif not 0 <= cursor.place + down < lane.matching:
            self._tell(_no_further(lane, down))
        else:
            await self._go(lane, cursor.place + down)

    async def action_move_to_end(self, direction: int) -> None:
        """Puts the cursor on the first or the last card of the lane."""
        lane, cursor = self._open_lane(), self.state.cursor
        if lane is None or cursor is None:
            return
        place = 0 if direction < 0 else lane.matching - 1
        if place == cursor.place and self.state.shows_cursor:
            self._tell(_no_further(lane, direction))
        else:
            await self._go(lane, place)

    async def action_move_page(self, direction: int) -> None:
        """Moves the cursor by a screenful of cards."""
        lane, cursor = self._open_lane(), self.state.cursor
        if lane is None or cursor is None:
            return
        place = cursor.place + direction * max(self.state.rows - 1, 1)
        if place == cursor.place or not (0 <= cursor.place + direction < lane.matching):
            self._tell(_no_further(lane, direction))
        else:
            await self._go(lane, min(max(place, 0), lane.matching - 1))

    async def action_jump_to_lane(self, number: int) -> None:
        """Puts the cursor into the lane with a number."""
        if not 0 < number <= len(self.state.lanes):
            self._tell(f"there is no stage {number}; the last is {len(self.state.lanes)}")
            return
        lane, cursor = self.state.lane, self.state.cursor
        if lane is not None and cursor is not None:
            if number - 1 == self.state.at:
                self._tell(f"the cursor is in stage {number} already, {lane.stage.name}")
            else:
                await self._go_beside(lane, cursor, number - 1 - self.state.at)

    async def _go_beside(self, lane: Lane, cursor: Cursor, by: int) -> None:
        """Goes to another lane, to the card on the same line of the screen."""
        index = self.state.at + by
        if not 0 <= index < len(self.state.lanes):
            which = "first" if by < 0 else "last"
            self._tell(f"{lane.stage.name} is the {which} stage")
            return
        target = self.state.lanes[index]
        line = min(max(cursor.place - lane.top, 0), self.state.rows - 1)
        await self._go(target, min(target.top + line, max(target.matching - 1, 0)))

    async def _go(self, lane: Lane, place: int) -> None:
        if not await self.reader.put(lane, place):
            await self.reader.reread()
        self.show()

    def _open_lane(self) -> Lane | None:
        """The cursor's lane when there are cards to see in it; says why not otherwise."""
        lane = self.state.lane
        if lane is None:
            self._tell(self._no_stages)
        elif lane.folded:
            self._tell(self.no_deal())
        elif not lane.matching:
            self._tell(_no_further(lane, 1))
        else:
            return lane
        return None

    @property
    def _no_stages(self) -> str:
        none = self.state.pipeline is None
        return "there is no pipeline" if none else "this pipeline has no stages"

    def _key(self, name: str) -> str:
        keys = self.keymap.named(name).keys
        return keys[0] if keys else "the palette"


def _no_further(lane: Lane, direction: int) -> str:
    """Why the cursor cannot go on in a lane."""
    if not lane.matching:
        return f"no deal in {lane.stage.name}" + (" matches" if lane.count else "")
    if direction < 0:
        return f"this is the first deal in {lane.stage.name}"
    return f"this is the last deal in {lane.stage.name}"
