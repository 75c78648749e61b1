"""Keeps a board's state true to the database: reads again what changed, and fetches cards ahead of
the cursor.
"""

import asyncio
from collections.abc import Callable, Iterable
from functools import partial

from pipeboard.errors import PipeboardError
from pipeboard.service.workspace import Workspace
from pipeboard.ui.board_state import BoardState, Lane, ahead
from pipeboard.ui.jobs import Jobs
from pipeboard.ui.readings import read_cards, read_late, read_outline, read_page, read_sums
from pipeboard.ui.tasks import spawn

_TRIES = 5


class BoardReader:
    """Reads for ``state`` on the reader's thread.

    ``shown`` is called when there is more to see, ``failed`` when something could not be read,
    ``replaced`` with the names of a pipeline that is gone and of the one that is shown instead.
    """

    def __init__(
        self,
        workspace: Workspace,
        jobs: Jobs,
        state: BoardState,
        *,
        shown: Callable[[], None],
        failed: Callable[[PipeboardError], None],
        replaced: Callable[[str, str], None],
    ) -> None:
        self._workspace = workspace
        self._jobs = jobs
        self._state = state
        self._shown = shown
        self._failed = failed
        self._replaced = replaced
        self._reading = asyncio.Lock()
        self._counting: asyncio.Task[None] | None = None
        self._count_again = False
        self._fetching: dict[int, asyncio.Task[None]] = {}

    async def reread(self, stages: frozenset[int] | None = None, *, to_first: bool = False) -> None:
        """Reads the lanes of these stages again, or the whole pipeline, and shows them."""
        async with self._reading:
            try:
                await self._reread(stages, to_first=to_first)
            except PipeboardError as error:
                self._failed(error)
        self._shown()
        self.recount()

    async def switch(self, pipeline: int) -> None:
        """Shows another pipeline."""
        outline = await self._jobs.read(read_outline, self._workspace, pipeline)
        self._state.outline_to(outline)
        await self.reread(to_first=True)

    def recount(self) -> None:
        """Counts what is due again; soon shown, but nothing waits for it."""
        if self._counting is None or self._counting.done():
            self._counting = spawn(self._recount(), "counts")
        else:
            self._count_again = True

    async def at_rest(self) -> None:
        """Waits until all that was begun here is shown."""
        while tasks := [task for task in (self._counting, *self._fetching.values()) if task]:
            if all(task.done() for task in tasks):
                break
            await asyncio.wait(tasks)

    async def put(self, lane: Lane, place: int) -> bool:
        """Puts the cursor on the card at a place, after fetching it if need be.

        Returns False when there is no such card any more.
        """
        index = self._state.lanes.index(lane)
        if self._state.put(index, place):
            return True
        try:
            await self._fetch(lane, lane.missing(place - self._state.rows, place + 1))
            await self._fetch(lane, lane.missing(place, place + 1))
        except PipeboardError as error:
            self._failed(error)
        return lane in self._state.lanes and self._state.put(self._state.lanes.index(lane), place)

    def fetch_ahead(self, lanes: Iterable[Lane]) -> None:
        """Begins to fetch the cards that scrolling on would show next."""
        for lane in lanes:
            stage = lane.stage.id
            wanted = None if lane.folded else ahead(lane, self._state.rows)
            if wanted is not None and stage not in self._fetching:
                task = spawn(self._fetch_and_show(lane, wanted), "cards")
                self._fetching[stage] = task
                task.add_done_callback(partial(self._fetched, stage))

    async def _recount(self) -> None:
        while True:
            self._count_again = False
            try:
                due, rates = await self._jobs.add_up(read_late, self._workspace)
            except PipeboardError as error:
                self._failed(error)
                return
            if not self._count_again:
                break
        if due != self._state.due or rates != self._state.rates:
            self._state.due, self._state.rates = due, rates
            self._shown()

    def _fetched(self, stage: int, _: asyncio.Task[None]) -> None:
        self._fetching.pop(stage, None)

    async def _reread(self, stages: frozenset[int] | None, *, to_first: bool) -> None:
        state, ws = self._state, self._workspace
        if stages is None or state.pipeline is None:
            stages, before = None, state.outline.pipeline
            state.outline_to(await self._jobs.read(read_outline, ws, state.pipeline))
            after = state.outline.pipeline
            if before is not None and after is not None and before.id != after.id:
                self._replaced(before.name, after.name)
        for tries_left in reversed(range(_TRIES)):
            generation = state.generation
            ask = state.ask(stages, to_first=to_first)
            sums, cards = await asyncio.gather(
                self._jobs.add_up(read_sums, ws, ask), self._jobs.read(read_cards, ws, ask)
            )
            # What was chosen meanwhile asks for other cards than those just read.
            if state.generation != generation:
                stages = None
            elif to_first or state.cursor == ask.cursor or not tries_left:
                state.apply(cards, sums)
                return

    async def _fetch(self, lane: Lane, places: range | None) -> bool:
        if places is None:
            return False
        version, generation = lane.version, self._state.generation
        cards = await self._jobs.read(
            read_page,
            self._workspace,
            self._state.ask(frozenset()),
            lane.stage,
            places.start,
            len(places),
        )
        late = lane.version != version or self._state.generation != generation
        if not late:
            lane.keep(places.start, cards)
        return bool(cards) and not late

    async def _fetch_and_show(self, lane: Lane, places: range) -> None:
        try:
            found = await self._fetch(lane, places)
        except PipeboardError as error:
            self._failed(error)
            return
        if found:
            asyncio.get_running_loop().call_soon(self._shown)
