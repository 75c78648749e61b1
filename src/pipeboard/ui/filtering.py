"""Filtering the board as it is typed, keeping the filter, and leaving it."""

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeboard.domain.changes import Step
from pipeboard.domain.filterterms import Filter
from pipeboard.domain.news import News
from pipeboard.domain.words import shortened
from pipeboard.errors import BadInput, PipeboardError
from pipeboard.service.workspace import Workspace
from pipeboard.ui.board_reader import BoardReader
from pipeboard.ui.board_state import BoardState
from pipeboard.ui.host import Jobs
from pipeboard.ui.readings import Cursor
from pipeboard.ui.tasks import spawn
from pipeboard.ui.widgets.status import BottomLine

if TYPE_CHECKING:
    from pipeboard.ui.widgets.filter_bar import FilterBar

PAUSE = 0.08
"""Seconds without a key after which what is typed is looked for."""

_VALUE = 16
"""Characters of what was refused that are told: all of it stands in the field beside."""

_TYPING = (
    ("enter", "Keep the filter"),
    ("esc", "Leave it as it was"),
    ("ctrl+u", "Delete what is typed"),
)


@dataclass(frozen=True, slots=True)
class _Before:
    """What was shown before typing began."""

    filter: Filter
    typed: str
    cursor: Cursor | None
    tops: dict[int, int]


class Filtering:
    """The filter of a board and the bar that it is typed in."""

    def __init__(
        self,
        workspace: Workspace,
        jobs: Jobs,
        state: BoardState,
        reader: BoardReader,
        bar: "FilterBar",
        keys: BottomLine,
    ) -> None:
        self._workspace = workspace
        self._jobs = jobs
        self._state = state
        self._reader = reader
        self._bar = bar
        self._keys = keys
        self._before: _Before | None = None
        self._pause: asyncio.Task[None] | None = None
        self._wrote: Step | None = None

    @property
    def holds(self) -> bool:
        """Whether some deals may be hidden."""
        return not self._state.filter.empty

    def begin(self) -> None:
        """Opens the bar to type in, with the filter that holds."""
        state = self._state
        typed = self._bar.typed if self.holds else ""
        tops = {lane.stage.id: lane.top for lane in state.lanes}
        self._before = _Before(state.filter, typed, state.cursor, tops)
        self._bar.begin(typed)
        self._bar.add_class("-shown")
        self._bar.focus()
        self._keys.show_keys(_TYPING)
        self.tell_found()

    @property
    def typed(self) -> str:
        """The filter that holds, as it was typed; empty when none does."""
        return self._bar.typed.strip() if self.holds else ""

    async def use(self, typed: str) -> None:
        """Keeps a filter that was typed before; where it cannot be read, it is there to be changed."""
        self.begin()
        self._bar.begin(typed)
        await self.accept(typed)

    def changed(self, typed: str) -> None:
        """Something was typed: looks for it after a short pause."""
        self._stop_pause()
        self._pause = spawn(self._after_pause(typed), "filter")

    async def accept(self, typed: str) -> None:
        """Keeps the filter, with the cursor on the first match; an empty one is none."""
        self._stop_pause()
        if not await self._show(typed, to_first=bool(typed.strip())):
            return
        self._before = None
        self._close()

    async def leave(self) -> None:
        """Shows what was shown before typing began."""
        self._stop_pause()
        before, self._before = self._before, None
        state = self._state
        if before is not None and before.filter != state.filter:
            state.show_filter(before.filter)
            state.cursor = before.cursor
            for lane in state.lanes:
                lane.top = before.tops.get(lane.stage.id, lane.top)
            await self._reader.reread()
        self._bar.begin(before.typed if before is not None else "")
        self._close()

    async def clear(self) -> None:
        """Shows all deals again."""
        self._state.show_filter(Filter())
        self._bar.begin("")
        self._close()
        await self._reader.reread()

    async def new_day(self) -> None:
        """Reads the filter that holds anew: 'closes<30d' is another day now."""
        if self.holds and self._before is None:
            from pipeboard.service import reading

            read = await self._jobs.read(reading.read_filter, self._workspace, self._bar.typed)
            self._state.show_filter(read)

    def tell_found(self) -> None:
        """Says in the bar how many deals match."""
        lanes = self._state.lanes
        open_lanes = [lane for lane in lanes if not lane.stage.is_post_sale]
        self._bar.show_found(
            sum(lane.matching for lane in open_lanes),
            sum(lane.count for lane in open_lanes),
            won=sum(lane.matching for lane in lanes if lane.stage.is_post_sale),
            off=self._off_the_board(),
        )

    def _off_the_board(self) -> str:
        """What a filter asks for that no lane shows, and the key that lists it; '' for nothing."""
        told = {"lost": "lost deals", "nurture": "deals put off"}
        named = [told[status] for status in self._state.filter.statuses if status in told]
        if not named:
            return ""
        from pipeboard.ui.screens.unfinished import key_of

        key = key_of(self._keys.keymap, "off_board")
        first = "enter, then " if self._before is not None else ""
        return f"{' and '.join(dict.fromkeys(named))} are not on the board: {first}{key} lists them"

    def wrote(self, step: Step | None) -> None:
        """Takes note of a step of one deal, which the filter may hide once it is read."""
        self._wrote = step if step is not None and step.deals == 1 and self.holds else None

    async def hidden(self, news: News) -> str:
        """What to say when the deal of the step taken note of is among the news, and hidden."""
        step = self._wrote
        if step is None or step.id > news.last:
            return ""
        self._wrote = None
        try:
            hides = await self._jobs.read(_hides, self._workspace, step.id, self._state)
        except PipeboardError as error:
            return str(error)
        return f"{step.title}; the filter hides it" if hides else ""

    async def _after_pause(self, typed: str) -> None:
        await asyncio.sleep(PAUSE)
        await self._show(typed)

    async def _show(self, typed: str, *, to_first: bool = False) -> bool:
        from pipeboard.service import reading

        try:
            wanted = await self._jobs.read(reading.read_filter, self._workspace, typed)
        except BadInput as error:
            self._bar.complain(f"'{shortened(error.value, _VALUE)}': {error.accepted}")
            return False
        except PipeboardError as error:
            self._bar.complain(str(error))
            return False
        if wanted != self._state.filter or to_first:
            self._state.show_filter(wanted)
            await self._reader.reread(to_first=to_first)
            if self._state.card is None and not to_first:
                await self._reader.reread(to_first=True)
        self.tell_found()
        return True

    def _stop_pause(self) -> None:
        if self._pause is not None:
            self._pause.cancel()
            self._pause = None

    def _close(self) -> None:
        self._bar.set_class(self.holds, "-shown")
        self._bar.screen.set_focus(None)
        self._keys.show_keys(None)
        self.tell_found()


def _hides(ws: Workspace, step_id: int, state: BoardState) -> bool:
    """Whether the deals of a step are on the board and the filter hides them."""
    from pipeboard.service import boards, history

    stages = {stage.id: stage for stage in state.outline.stages}
    for card in boards.cards(ws, history.touched(ws, step_id)):
        stage = stages.get(card.stage_id)
        if stage is not None and boards.locate(ws, stage, card.id) is not None:
            return boards.locate(ws, stage, card.id, state.filter) is None
    return False
