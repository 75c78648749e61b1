"""The forecast: columns of months, weeks or quarters with the deals that are expected in each."""

from collections.abc import Sequence
from dataclasses import replace
from typing import ClassVar

from textual.app import ComposeResult
from textual.geometry import Region, Size

from pipeboard.domain.agenda import Counts
from pipeboard.domain.changes import Step
from pipeboard.domain.deals import ForecastCategory
from pipeboard.domain.filterterms import Filter
from pipeboard.domain.stages import Pipeline
from pipeboard.domain.tablewords import ALL_PIPELINES
from pipeboard.domain.words import many, shortened
from pipeboard.keys import Keymap
from pipeboard.service import agenda
from pipeboard.service import forecast as service
from pipeboard.service.workspace import Workspace
from pipeboard.ui import scope_asking
from pipeboard.ui.deal_actions import DealActions
from pipeboard.ui.forecast_state import (
    FARTHEST,
    Ask,
    ForecastState,
    Found,
    read,
    read_pages,
)
from pipeboard.ui.forecast_words import formula
from pipeboard.ui.host import host
from pipeboard.ui.list_filtering import FilteredList, as_filter
from pipeboard.ui.read_screen import ReadScreen
from pipeboard.ui.widgets.forecast import ForecastView
from pipeboard.ui.widgets.heading import Heading
from pipeboard.ui.widgets.inks import make_inks
from pipeboard.ui.widgets.status import BottomLine, lane_map

_CATEGORIES = tuple(ForecastCategory)
_OTHER_LINES = 3
"""Those of the heading and the line at the bottom."""


class ForecastScreen(FilteredList, DealActions, ReadScreen):
    """What is expected to close when; the commands act on the marked deals, else on the cursor."""

    PLACE: ClassVar[str] = "forecast"
    DEFAULT_CSS = "ForecastScreen > Heading { height: 2; }"

    def __init__(self, keymap: Keymap) -> None:
        super().__init__(keymap)
        app = host(self)
        self.inks = make_inks(app.look)
        self.state = ForecastState()
        self.heading = Heading(self.inks, "Forecast")
        self.view = ForecastView(app.workspace, self.state, self.inks)
        self.bottom = BottomLine(self.inks, keymap, self.PLACE)
        self._pipeline: Pipeline | None = None
        self._mine = False
        self._due: Counts | None = None

    def compose(self) -> ComposeResult:
        """Heading, columns, bottom line."""
        yield self.heading
        yield self.view
        yield self.bottom

    def on_resize(self) -> None:
        """Fits what is shown to another size."""
        self.call_after_refresh(self._fill)

    async def on_forecast_view_clicked(self, message: ForecastView.Clicked) -> None:
        """Puts the cursor on the deal; a second click opens it."""
        before = self.state.at, self.state.number
        self.state.put(message.lane, message.number)
        await self._fill()
        if before == (self.state.at, self.state.number):
            self.action_open_deal()

    async def on_forecast_view_scrolled(self, message: ForecastView.Scrolled) -> None:
        """Scrolls the column under the mouse."""
        self.state.scroll(message.lane, message.by)
        await self._fill()

    # Reading

    async def read(self) -> None:
        """Reads the figures, then the deals that are visible; the cursor stays with its deal."""
        app, state = host(self), self.state
        shown = self._pipeline
        there = await scope_asking.still(app, shown)
        if self._pipeline is shown:  # nobody has picked another one meanwhile
            self._pipeline = there
        ask = self._ask()
        found, due, gone = await app.jobs.read(
            _read, app.workspace, ask, self.typed, tuple(state.marked)
        )
        for each in gone:
            state.marked.pop(each, None)
        self._due = due
        state.apply(found)
        if ask.deal == state.added:
            state.added = None
        await self._fill()

    def _ask(self) -> Ask:
        state = self.state
        owner = host(self).workspace.actor if self._mine else None
        pipeline_id = self._pipeline.id if self._pipeline else None
        deal = state.deal if state.added is None else state.added
        return Ask(*(state.unit, state.back, state.ahead, pipeline_id, owner), deal=deal)

    async def _fill(self) -> None:
        """Reads the visible deals that are not known yet, then shows all."""
        app, state = host(self), self.state
        if state.forecast is None:
            return
        wanted = [
            (lane.column.place, missing)
            for lane in self.view.in_view(self.view.size or self._size_to_come())
            if (missing := lane.missing(state.rows)) is not None
        ]
        if wanted:
            for place, start, cards in await app.jobs.read(
                read_pages, app.workspace, state.forecast, wanted
            ):
                state.keep(place, start, cards)
        state.settle()
        self._show()

    def _size_to_come(self) -> Size:
        """The size of the columns before they are laid out; keys typed by then already work."""
        return Size(self.app.size.width, max(self.app.size.height - _OTHER_LINES, 1))

    def _show(self) -> None:
        state, ws = self.state, host(self).workspace
        lane = state.lane
        if lane is None:
            return
        self.view.repaint()
        whose = "only mine" if self._mine else "everybody's"
        match = f"   what matches {shortened(self.typed, 30)}" if self.typed else ""
        pipeline = self._pipeline.name if self._pipeline else ALL_PIPELINES
        where = lane_map(self.view.window, self.inks.glyphs)
        room = self.app.size.width - sum(len(part) for part, _ in where) - 3
        said = formula(lane.column, ws.today().year, ws.currency, room)
        self.heading.show(
            "Forecast",
            f"by {state.unit}{match}   {pipeline}   {whose}",
            due=self._due,
            left=[(said, "text")],
            right=where,
        )
        self.bottom.show_marked(len(state.marked))
        self.bottom.entitle("agenda.everyone", "Everybody's" if self._mine else "Only mine")
        self.bottom.entitle("forecast.unit", f"{state.next_unit().capitalize()}s")

    # For the commands on deals

    def targets(self) -> list[int]:
        """The marked deals, else the one under the cursor."""
        return [each.id for each in self.state.targets]

    def no_deal(self, to: str = "") -> str:
        """Why there is no deal to do something with."""
        return self.unread or super().no_deal(to)

    def in_sight(self) -> Region | None:
        """The line of the deal under the cursor, of which prompts keep clear."""
        return self.view.cursor_region()

    def written(self, step: Step | None, said: str = "") -> None:
        """Says what was done; what was marked for it is marked no more."""
        super().written(step, said)
        self.state.marked.clear()
        self._show()

    def deal_added(self, deal_id: int) -> None:
        """Puts the cursor on a new deal as soon as it shows."""
        self.state.added = deal_id
        self.run_worker(self._read(), group="added", exclusive=True)

    async def action_move_close(self, by: int) -> None:
        """Moves the expected close of deals by a column."""
        deals = self.state.targets
        if not deals:
            self._tell(self.no_deal("to move"))
            return
        app = host(self)
        seen = {each.id: each.expected_close for each in deals}
        step = await app.jobs.write(
            service.move, app.workspace, list(seen), by, self.state.unit, seen
        )
        self.written(step)

    async def action_categorize(self, number: int) -> None:
        """Gives deals a forecast category."""
        deals = self.state.targets
        if not deals:
            self._tell(self.no_deal("to put into a category"))
            return
        app = host(self)
        seen = {each.id: each.category for each in deals}
        category = _CATEGORIES[number - 1]
        step = await app.jobs.write(service.categorize, app.workspace, list(seen), category, seen)
        self.written(step, "" if step else f"nothing to change: it is {category} already")

    def action_open_deal(self) -> None:
        """Opens the deal under the cursor."""
        if self.state.card is None:
            self._tell(self.no_deal("to open"))
        else:
            self.open_deal(self.state.card.id)

    async def action_toggle_mark(self) -> None:
        """Marks the deal under the cursor, or unmarks it, and goes on to the next."""
        card, state = self.state.card, self.state
        if card is None:
            self._tell(self.no_deal("to mark"))
            return
        if state.marked.pop(card.id, None) is None:
            state.marked[card.id] = card
        state.put(state.at, state.number + 1)
        await self._fill()

    async def action_mark_all(self) -> None:
        """Marks all open deals of the column, or unmarks them when all are marked."""
        state, app = self.state, host(self)
        if state.forecast is None or state.lane is None or not state.lane.column.count:
            self._tell(self.no_deal("to mark"))
            return
        place = state.lane.column.place
        found = await app.jobs.read(service.open_deals, app.workspace, state.forecast, place)
        if not found:
            self._tell("no deal here is open")
            return
        state.toggle_marks(found)
        self._show()

    # The view

    async def action_move_cursor(self, columns: int, lines: int) -> None:
        """Moves the cursor; beyond the outermost columns there are more."""
        state = self.state
        lane = state.lane
        if lane is None:
            return
        if columns:
            await self._go(columns)
            return
        if not lane.column.count:
            self._tell("there is no deal in this column")
        elif not 0 <= state.number + lines < lane.column.count:
            self._tell(f"this is the {'first' if lines < 0 else 'last'} one")
        await self._put(state.number + lines)

    async def action_move_to_end(self, end: int) -> None:
        """Moves the cursor to the first or the last deal of the column."""
        if self.state.lane is not None:
            await self._put(0 if end < 0 else self.state.lane.column.count - 1)

    async def action_move_page(self, pages: int) -> None:
        """Moves the cursor by screenfuls."""
        await self._put(self.state.number + pages * self.state.rows)

    async def action_go_to_present(self) -> None:
        """Moves the cursor to the present column."""
        if self.state.lanes:
            self.state.put(self.state.present(), 0)
            await self._fill()

    async def action_next_unit(self) -> None:
        """Shows weeks, quarters, months; the cursor stays on its deal."""
        self.state.show_unit(self.state.next_unit())
        await self._read()

    async def action_toggle_everyone(self) -> None:
        """Shows only mine, or everybody's again."""
        self._mine = not self._mine
        await self._read()

    def action_pick_scope_pipeline(self) -> None:
        """Shows one pipeline, picked from a list, or all."""

        async def picked(pipeline: Pipeline | None) -> None:
            self._pipeline = pipeline
            await self._read()

        self.app.push_screen(scope_asking.pick_pipeline(host(self), self._pipeline, picked))

    def action_forecast(self) -> None:
        """Goes back."""
        self.dismiss()

    def action_escape(self) -> None:
        """Clears the marks, then the filter, else goes back."""
        if self.state.marked:
            self.state.marked.clear()
            self._show()
        elif self.typed:
            self.clear_filter()
        else:
            self.dismiss()

    def filter_in_force(self) -> str:
        """The filter that holds here."""
        return self.typed

    def matching(self, ws: Workspace, filter_: Filter) -> tuple[str, str]:
        """How many of the deals that are shown match."""
        found = read(ws, replace(self._ask(), filter=filter_, deal=None)).forecast
        count = sum(each.count for each in (*found.columns, *found.heaps.values()))
        return "matches", many(count, "deal")

    async def _put(self, number: int) -> None:
        if self.state.lanes:
            self.state.put(self.state.at, number)
            await self._fill()

    async def _go(self, columns: int) -> None:
        """Goes to the column beside; where there is none yet, more are read."""
        state = self.state
        wanted = state.at + columns
        if wanted < 0:
            if state.back >= FARTHEST:
                self._tell("there are no columns before this one")
                return
            state.back += 1
            state.deal = None
            await self._read()
            wanted = 0
        elif wanted >= len(state.lanes):
            if state.ahead >= FARTHEST:
                self._tell("there are no columns after this one")
                return
            state.ahead += 1
            await self._read()
            wanted = len(state.lanes) - 2
        lane = state.lane
        row = state.number - lane.top if lane else 0
        wanted = min(wanted, len(state.lanes) - 1)
        state.put(wanted, state.lanes[wanted].top + max(row, 0))
        await self._fill()


def _read(
    ws: Workspace, ask: Ask, typed: str, marked: Sequence[int]
) -> tuple[Found, Counts, list[int]]:
    """What is shown, what is due, and which of the marked deals are not there any more."""
    found = read(ws, replace(ask, filter=as_filter(ws, typed) or ask.filter))
    listed = service.listed(ws, found.forecast, marked) if marked else set()
    return found, agenda.counts(ws), [each for each in marked if each not in listed]
