"""The lanes side by side, as many as fit, and the detail pane beside them."""

from collections.abc import Sequence
from typing import cast

from textual.geometry import NULL_OFFSET, NULL_SPACING, Region, Size
from textual.layout import ArrangeResult, Layout, WidgetPlacement
from textual.widget import Widget

from pipeboard.service.workspace import Workspace
from pipeboard.ui.board_state import BoardState, Lane
from pipeboard.ui.widgets.cards import Setting, shape_for
from pipeboard.ui.widgets.heads import Face, HeadLines, head_lines
from pipeboard.ui.widgets.inks import Inks
from pipeboard.ui.widgets.lanes import LaneView
from pipeboard.ui.widgets.note import Note
from pipeboard.ui.windows import Window, pane_width, window

_NOTE_WIDTH, _NOTE_HEIGHT = 46, 5


class BoardLayout(Layout):
    """Places the visible lanes, the pane and the note of a board."""

    name = "board"

    def arrange(
        self,
        parent: Widget,
        children: list[Widget],
        size: Size,
        greedy: bool = True,
    ) -> ArrangeResult:
        """The places of those children that are visible."""
        places = cast("BoardView", parent).places(size)
        return [
            WidgetPlacement(places[child], NULL_OFFSET, NULL_SPACING, child, order)
            for order, child in enumerate(children)
            if child in places
        ]


class BoardView(Widget):
    """Shows a board's state: ``show`` after any change; only what looks different is written."""

    can_focus = False

    def __init__(self, workspace: Workspace, state: BoardState, inks: Inks, note: Note) -> None:
        super().__init__()
        self._layout = BoardLayout()
        self._workspace = workspace
        self.state = state
        self.inks = inks
        self.pane: Widget | None = None
        """What stands beside the lanes, if anything."""
        self.note = note
        self.window = Window((), 0)
        self._lines = HeadLines(0, 0)
        self._views = [LaneView() for _ in state.lanes]
        self._placed: list[tuple[int, int]] = []

    @property
    def layout(self) -> Layout:
        """Places the children as ``places`` says."""
        return self._layout

    def compose(self) -> Sequence[Widget]:
        """A view for each lane; those that do not fit are not placed."""
        return [*self._views, self.note]

    def on_resize(self) -> None:
        """Fits the board to another size."""
        self.show()

    def show(self) -> None:
        """Shows the state as it is now."""
        if not self.size:
            return
        self._add_views()
        self._dress(self.size)
        if self._placed != self._geometry() or self.note.wanted != self.note.placed:
            self._place_again()

    async def set_pane(self, pane: Widget | None) -> bool:
        """Puts a pane beside the lanes, or takes away what is there.

        Returns False, with nothing done, when there is no room for one.
        """
        before = self.pane
        if pane is not None and not pane_width(self.size.width):
            return False
        self.pane = pane
        if before is not None:
            await before.remove()
        if pane is not None:
            await self.mount(pane)
        self.show()
        return True

    def places(self, size: Size) -> dict[Widget, Region]:
        """Where each visible child goes, and what it shows there."""
        self._dress(size)
        self._placed = self._geometry()
        found: dict[Widget, Region] = {
            view: Region(slot.x, 0, slot.width, size.height)
            for view, slot in zip(self._views, self.window.slots, strict=False)
        }
        pane = self._pane_width(size.width)
        if pane and self.pane is not None:
            found[self.pane] = Region(size.width - pane, 0, pane, size.height)
        self.note.placed = self.note.wanted
        if self.note.wanted:
            width = min(_NOTE_WIDTH, size.width - pane)
            head = self._lines.height
            height = min(_NOTE_HEIGHT, max(size.height - head, 0))
            x, y = (size.width - pane - width) // 2, (size.height - height + 1) // 2
            if height:
                found[self.note] = Region(x, max(y, head), width, height)
        return found

    def card_region(self) -> Region | None:
        """Where the card under the cursor is on the screen, if it is visible."""
        state = self.state
        if state.card is None or state.cursor is None:
            return None
        setting = self._setting(self.size)
        for view, slot in zip(self._views, self.window.slots, strict=False):
            lane = state.lanes[slot.lane]
            row = state.cursor.place - lane.top
            if slot.lane == state.at and 0 <= row < state.rows:
                y = self._lines.height + row * setting.shape.height
                return Region(0, y, slot.width, setting.shape.lines).translate(view.region.offset)
        return None

    def visible_lanes(self) -> list[Lane]:
        """The lanes whose cards can be seen."""
        return [self.state.lanes[slot.lane] for slot in self.window.slots]

    def _place_again(self) -> None:
        """Asks for ``places`` anew; a widget's own request would only reach those around it."""
        self.note.refresh(layout=True)

    def _add_views(self) -> None:
        if len(self._views) < len(self.state.lanes):
            more = [LaneView() for _ in range(len(self.state.lanes) - len(self._views))]
            self._views += more
            self.mount(*more, before=self.note)

    def _pane_width(self, columns: int) -> int:
        return pane_width(columns) if self.pane is not None else 0

    def _geometry(self) -> list[tuple[int, int]]:
        return [(slot.x, slot.width) for slot in self.window.slots]

    def _head_lines(self, height: int) -> HeadLines:
        open_lanes = [lane for lane in self.state.lanes if not lane.folded]
        widths = [
            slot.width for slot in self.window.slots if not self.state.lanes[slot.lane].folded
        ]
        return head_lines(
            open_lanes,
            min(widths, default=0) - 2,
            height,
            self._workspace.currency,
            several=self._several_currencies(),
        )

    def _several_currencies(self) -> bool:
        """Whether amounts need their currency: the same whatever a filter shows."""
        found = {code for lane in self.state.lanes for code in lane.everything.value}
        return len(found) > 1

    def _setting(self, size: Size) -> Setting:
        workspace = self._workspace
        return Setting(
            today=workspace.today(),
            zone=workspace.zone,
            day_first=workspace.locale.day_first,
            inks=self.inks,
            named=self._several_currencies(),
            shape=shape_for(size.height - self._lines.height),
        )

    def _dress(self, size: Size) -> None:
        """Lays the lanes out for a size, and tells each view what it shows."""
        state = self.state
        columns = size.width - self._pane_width(size.width)
        folded = [lane.folded for lane in state.lanes]
        self.window = window(columns, folded, state.first, state.at)
        self._lines = self._head_lines(size.height)
        setting = self._setting(size)
        state.fit_rows(setting.shape.rows(size.height - self._lines.height))
        state.first = self.window.first
        marked = frozenset(state.marked)
        for view, slot in zip(self._views, self.window.slots, strict=False):
            here = slot.lane == state.at
            place = state.cursor.place if here and state.cursor is not None else None
            face = Face(
                setting=setting,
                rule=slot.rule or bool(self._pane_width(size.width)),
                lines=self._lines,
                currency=self._workspace.currency,
                filtered=not state.filter.empty,
                place=place,
                marked=marked,
            )
            view.show(state.lanes[slot.lane], face)
        self.note.about(state)
