"""The board: the keys that work on it, and how it follows what is committed."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, ParamSpec

from textual.geometry import Region
from textual.widget import Widget

from pipeboard.domain.board import Card, LaneSort
from pipeboard.domain.changes import Step
from pipeboard.domain.words import many
from pipeboard.errors import PipeboardError
from pipeboard.keys import Keymap
from pipeboard.service import boards, preferences
from pipeboard.service.workspace import Workspace
from pipeboard.ui.board_cursor import BoardCursor
from pipeboard.ui.board_reader import BoardReader
from pipeboard.ui.board_state import FOLDED, SORTS, BoardState, Lane
from pipeboard.ui.commands import PlaceScreen
from pipeboard.ui.deal_actions import DealActions
from pipeboard.ui.host import host
from pipeboard.ui.jobs import Jobs
from pipeboard.ui.messages import Committed, TimePassed
from pipeboard.ui.places import Places, ShowsPipeline
from pipeboard.ui.readings import Cursor
from pipeboard.ui.themes import Look
from pipeboard.ui.widgets.board import BoardView
from pipeboard.ui.widgets.inks import make_inks
from pipeboard.ui.widgets.lanes import LaneView
from pipeboard.ui.widgets.note import Note
from pipeboard.ui.widgets.status import BottomLine, TopLine, sum_up

if TYPE_CHECKING:
    from pipeboard.ui.filtering import Filtering
    from pipeboard.ui.widgets.detail_pane import DetailPane
    from pipeboard.ui.widgets.filter_bar import FilterBar

P = ParamSpec("P")


class BoardScreen(BoardCursor, DealActions, Places, ShowsPipeline, PlaceScreen):
    """One pipeline as lanes of cards."""

    PLACE = "board"
    AUTO_FOCUS = ""

    def __init__(
        self,
        workspace: Workspace,
        jobs: Jobs,
        state: BoardState,
        keymap: Keymap,
        look: Look,
    ) -> None:
        super().__init__(keymap)
        inks = make_inks(look)
        self.workspace = workspace
        self.jobs = jobs
        self.state = state
        self.inks = inks
        self.pane: DetailPane | None = None
        self.filtering: Filtering | None = None
        self.view = BoardView(workspace, state, inks, Note(inks, keymap))
        self.top = TopLine(
            inks, lambda room: sum_up(state, self.view.window, workspace.currency, inks, room)
        )
        self.bottom = BottomLine(inks, keymap, self.PLACE)
        self.reader = BoardReader(
            workspace, jobs, state, shown=self.show, failed=self._failed, replaced=self._replaced
        )

    def compose(self) -> Iterable[Widget]:
        """Top line, lanes, bottom line; the filter and the pane come when they are asked for."""
        return [self.top, self.view, self.bottom]

    def show(self) -> None:
        """Shows the state as it is now."""
        if not self.is_mounted:
            return
        self.view.show()
        self.top.repaint()
        self.bottom.show_marked(len(self.state.marked))
        self.reader.fetch_ahead(self.view.visible_lanes())
        if self.pane is not None:
            card = self.state.card
            self.pane.follow(None if card is None else card.id)

    async def at_rest(self) -> None:
        """Waits until all that was begun here is shown."""
        await self.reader.at_rest()

    # What happens besides keys

    async def on_committed(self, message: Committed) -> None:
        """Reads again what changed; the cursor stays with its deal."""
        if self.pane is not None:
            self.pane.forget_deal()
        await self.reader.reread(message.news.stages)
        if self.filtering is not None:
            self.filtering.tell_found()
            if hidden := await self.filtering.hidden(message.news):
                self._tell(hidden)

    def on_mount(self) -> None:
        """Counts what is due, once the cards are there to be seen."""
        self.call_after_refresh(self.reader.recount)

    async def on_time_passed(self, message: TimePassed) -> None:
        """Reads again what depends on the time."""
        if message.new_day and self.filtering is not None:
            await self.filtering.new_day()
        await self.reader.reread()

    def on_resize(self) -> None:
        """Tells what part of the pipeline is in view now."""
        self.call_after_refresh(self.show)

    async def on_lane_view_clicked(self, message: LaneView.Clicked) -> None:
        """Puts the cursor on the card."""
        for lane in self.state.lanes:
            if lane.stage.id == message.stage:
                await self._go(lane, min(message.place, max(lane.matching - 1, 0)))

    def on_lane_view_scrolled(self, message: LaneView.Scrolled) -> None:
        """Scrolls the lane under the mouse."""
        for index, lane in enumerate(self.state.lanes):
            if lane.stage.id == message.stage:
                self.state.scroll(index, message.by)
        self.show()

    def on_filter_bar_changed(self, message: "FilterBar.Changed") -> None:
        """Filters while it is typed."""
        if self.filtering is not None:
            self.filtering.changed(message.typed)

    async def on_filter_bar_accepted(self, message: "FilterBar.Accepted") -> None:
        """Keeps the filter."""
        if self.filtering is not None:
            await self.filtering.accept(message.typed)

    async def on_filter_bar_left(self) -> None:
        """Leaves the filter as it was."""
        if self.filtering is not None:
            await self.filtering.leave()

    # For the commands on deals

    def targets(self) -> list[int]:
        """The marked deals, else the one under the cursor."""
        return self.state.targets

    def in_sight(self) -> Region | None:
        """Where the card under the cursor is."""
        return self.view.card_region()

    def no_deal(self, to: str = "") -> str:
        """Where the lane is folded, that it is and how it is unfolded."""
        lane = self.state.lane
        if lane is None or not lane.folded:
            return super().no_deal(to)
        return f"{lane.stage.name} is folded; {self._key('lane.fold')} unfolds it"

    def deals_moved(self, ids: Sequence[int]) -> None:
        """They are marked no more."""
        for each in ids:
            self.state.marked.pop(each, None)
        self.show()

    def written(self, step: Step | None, said: str = "") -> None:
        """Says what was done; once it is read, also if the filter hides it."""
        super().written(step, said)
        if self.filtering is not None:
            self.filtering.wrote(step)

    def deal_added(self, deal_id: int) -> None:
        """Puts the cursor on a new deal as soon as it shows."""
        cursor = self.state.cursor
        if cursor is not None:
            self.state.cursor = Cursor(cursor.stage, cursor.place, deal_id, sent=True)

    def deal_came_back(self, card: Card) -> None:
        """Puts the cursor on it, where its lane is shown."""
        shown = (lane.stage.id for lane in self.state.lanes if not lane.folded)
        if card.stage_id in shown:
            self.deal_added(card.id)

    # Deals

    async def action_rank_deal(self, steps: int) -> None:
        """Moves the deal up or down in its lane, where the order is by hand."""
        card, lane = self.state.card, self.state.lane
        marked = self.state.marked
        if card is None or lane is None:
            self._tell(self.no_deal())
            return
        if marked and set(marked) != {card.id}:
            are = "is" if len(marked) == 1 else "are"
            keys = " and ".join(self._key(f"deal.move_{way}") for way in ("up", "down"))
            self._tell(
                f"{many(len(marked), 'deal')} {are} marked; {keys} move the one under the cursor:"
                f" {self._key('escape')} clears the marks"
            )
            return
        from pipeboard.service import deals

        step = await self.jobs.write(
            deals.reorder, self.workspace, card.id, steps, lane.sort, self.state.filter
        )
        self.written(step)

    def action_toggle_mark(self) -> None:
        """Marks the deal under the cursor, or unmarks it."""
        card = self.state.card
        if card is None:
            self._tell(self.no_deal("to mark"))
            return
        self.state.toggle_mark(card.id)
        self.show()

    async def action_mark_all(self) -> None:
        """Marks all deals of the lane that match the filter, or unmarks them when all are marked."""
        lane = self.state.lane
        if lane is None or not lane.matching:
            self._tell(self.no_deal("to mark"))
            return
        ids = await self.jobs.read(boards.lane_ids, self.workspace, lane.stage, self.state.filter)
        self.state.toggle_marks(ids)
        self.show()

    def action_merge_deals(self) -> None:
        """Merges the two marked deals, after a look at what is kept."""
        from pipeboard.ui.merging import merge_marked

        merge_marked(self, list(self.state.marked), self._merged)

    def _merged(self, step: Step | None, kept: int) -> None:
        self.state.marked.clear()
        self.deal_added(kept)
        self.written(step)

    def action_open_deal(self) -> None:
        """Opens the deal under the cursor."""
        card = self.state.card
        if card is None:
            self._tell(self.no_deal("to open"))
            return
        self.open_deal(card.id)

    # The view

    async def action_escape(self) -> None:
        """Clears the marks, then the filter, then the pane."""
        if self.state.marked:
            self.state.marked.clear()
            self.show()
        elif self.filtering is not None and self.filtering.holds:
            await self.filtering.clear()
        elif self.pane is not None:
            await self.action_toggle_pane()
        else:
            self._tell("nothing to clear: no marks, no filter, no pane")

    async def action_toggle_pane(self) -> None:
        """Shows the detail pane, or hides it."""
        from pipeboard.ui.widgets.detail_pane import DetailPane

        pane = DetailPane(self.workspace, self.jobs, self.inks) if self.pane is None else None
        if await self.view.set_pane(pane):
            self.pane = pane
        else:
            self._tell(f"too narrow for the pane; {self._key('deal.open')} opens the deal")
        self.show()

    async def action_filter(self) -> None:
        """Opens the filter to type in."""
        (await self._filtering()).begin()

    async def action_saved_filters(self) -> None:
        """Takes a filter that was kept, or keeps the present one."""
        from pipeboard.ui.screens.saved_filters import SavedFilters

        filtering = await self._filtering()
        self.app.push_screen(SavedFilters(filtering.typed, filtering.use, avoid=self.in_sight()))

    async def _filtering(self) -> "Filtering":
        if self.filtering is None:
            from pipeboard.ui.filtering import Filtering
            from pipeboard.ui.widgets.filter_bar import FilterBar

            bar = FilterBar(self.inks)
            await self.mount(bar, before=self.view)
            self.filtering = Filtering(
                self.workspace, self.jobs, self.state, self.reader, bar, self.bottom
            )
        return self.filtering

    def filter_in_force(self) -> str:
        """The filter that holds on the board."""
        return self.filtering.typed if self.filtering is not None else ""

    def action_sort_lane(self) -> None:
        """Orders the lane in a way picked from a list."""
        lane = self._open_lane()
        if lane is not None:
            from pipeboard.ui.picking import pick_sort

            self.app.push_screen(pick_sort(lane, self._sort, avoid=self.in_sight()))

    async def _sort(self, lane: Lane, sort: LaneSort) -> None:
        if lane not in self.state.lanes:
            self._tell(f"{lane.stage.name} is no stage any more; somebody removed it")
            return
        from pipeboard.service import profile
        from pipeboard.ui.picking import sorted_by

        if sort is LaneSort.FIT and not (await self.jobs.read(profile.read, self.workspace)).parts:
            self._tell(f"there is no ideal customer to fit yet: {self._key('profile')} says who")
            return
        self.state.sort(self.state.lanes.index(lane), sort)
        host(self).say(f"{lane.stage.name} is sorted {sorted_by(sort)}")
        sorts = {str(stage): str(order) for stage, order in self.state.sorts.items()}
        await self._remember(SORTS, sorts)
        await self.reader.reread(frozenset({lane.stage.id}))

    async def action_fold_lane(self) -> None:
        """Folds the lane, or unfolds it."""
        if self.state.lane is None:
            self._tell(self._no_stages)
            return
        lane, cursor = self.state.lane, self.state.cursor
        if self.state.fold(self.state.at) or cursor is None:
            self.show()
        else:
            await self._go(lane, lane.top if cursor.deal is None else cursor.place)
        await self._remember(FOLDED, sorted(self.state.folded))

    def action_pick_pipeline(self) -> None:
        """Shows another pipeline, picked from a list, or adds one."""
        from pipeboard.ui.pipeline_asking import PipelineAsker

        asker = PipelineAsker(self, self.state.outline.pipeline, self.written, self._make_prompt)
        self.app.push_screen(asker.pick(edit_stages=self.stages_screen))

    async def show_pipeline(self, pipeline_id: int) -> None:
        """Shows another pipeline."""
        if pipeline_id != self.state.pipeline:
            await self.reader.switch(pipeline_id)

    def stage_in_sight(self) -> tuple[int | None, int | None]:
        """The pipeline that is shown, and the stage that the cursor is in."""
        lane = self.state.lane
        return self.state.pipeline, lane.stage.id if lane else None

    async def _remember(self, key: str, value: object) -> None:
        await self.jobs.write(preferences.put, self.workspace, key, value)

    def _replaced(self, gone: str, shown: str) -> None:
        before = f"{self.bottom.message}; " if self.bottom.message else ""
        self._tell(f"{before}the pipeline {gone} is gone, {shown} is shown")

    def _failed(self, error: PipeboardError) -> None:
        host(self).say(str(error), "error")
