"""The columns of the forecast side by side."""

from collections.abc import Sequence

from textual import events
from textual.geometry import Region, Size
from textual.message import Message
from textual.strip import Strip

from pipeboard.service.workspace import Workspace
from pipeboard.ui.forecast_state import ForecastState, Lane
from pipeboard.ui.widgets.forecast_columns import CARD, ColumnDrawing, Face, face_for
from pipeboard.ui.widgets.forecast_heads import is_thin
from pipeboard.ui.widgets.inks import Inks
from pipeboard.ui.widgets.lines import Piece, strip
from pipeboard.ui.widgets.wheel import WheelLines
from pipeboard.ui.windows import Slot, Window, window

_BAR = 1
"""The cells of the cursor's bar at the left of a column."""


class ForecastView(WheelLines):
    """Shows as many columns as are readable; ``window`` tells which."""

    DEFAULT_CSS = "ForecastView { height: 1fr; width: 1fr; }"

    class Clicked(Message):
        """A deal was clicked, or the head of a column (then ``number`` is the first visible)."""

        def __init__(self, lane: int, number: int) -> None:
            super().__init__()
            self.lane = lane
            self.number = number

    class Scrolled(Message):
        """The wheel was turned over a column."""

        def __init__(self, lane: int, by: int) -> None:
            super().__init__()
            self.lane = lane
            self.by = by

    def __init__(self, workspace: Workspace, state: ForecastState, inks: Inks) -> None:
        super().__init__()
        self._workspace = workspace
        self._state = state
        self.inks = inks
        self.window = Window((), 0)
        self._face: Face | None = None

    def lay_out(self, width: int, height: int) -> Face:
        """Decides which columns are visible, and how many deals of each."""
        state = self._state
        folded = [is_thin(lane.column) for lane in state.lanes]
        self.window = window(width, folded, state.first, state.at)
        state.first = self.window.first
        wide = [slot for slot in self.window.slots if not folded[slot.lane]]
        face = self._face = face_for(
            [
                (state.lanes[slot.lane].column, slot.width - _BAR - (1 if slot.rule else 0))
                for slot in wide
            ],
            height,
            self._workspace.currency,
            ascii=self.inks.glyphs.vertical.isascii(),
        )
        state.fit_rows((height - face.head + face.gap) // face.height)
        return face

    def in_view(self, size: Size) -> list[Lane]:
        """The columns that can be seen in a view of that size."""
        self.lay_out(*size)
        return [self._state.lanes[slot.lane] for slot in self.window.slots]

    def cursor_region(self) -> Region | None:
        """Where the deal under the cursor is on the screen, if it is visible."""
        state = self._state
        row = state.number - state.lane.top if state.lane and state.card else -1
        for slot in self.window.slots:
            if slot.lane == state.at and 0 <= row < state.rows:
                face = self._face or self.lay_out(*self.size)
                y = face.head + row * face.height
                return Region(slot.x, y, slot.width, CARD).translate(self.content_region.offset)
        return None

    def draw(self, width: int, height: int) -> Sequence[Strip]:
        """The lines: those of the columns beside each other."""
        if not self._state.lanes or width < 3:
            return [Strip.blank(width, self.inks.plain.text)] * height
        face = self.lay_out(width, height)
        drawing = ColumnDrawing(self._workspace, self.inks, face, self._state.marked)
        columns = [self._column(drawing, slot, face, height) for slot in self.window.slots]
        return [strip(_joined(parts), width) for parts in zip(*columns, strict=True)]

    def on_click(self, event: events.Click) -> None:
        """Tells which deal was clicked."""
        if (slot := self._slot(event.x)) is not None:
            face = self._face or self.lay_out(*self.size)
            row = max(event.y - face.head, 0) // face.height
            self.post_message(self.Clicked(slot.lane, self._state.lanes[slot.lane].top + row))

    def turned(self, x: int, by: int) -> None:
        """Tells that the column there is to be scrolled."""
        if (slot := self._slot(x)) is not None:
            self.post_message(self.Scrolled(slot.lane, by))

    def _slot(self, x: int) -> Slot | None:
        return next((s for s in self.window.slots if s.x <= x < s.x + s.width), None)

    def _column(
        self, drawing: ColumnDrawing, slot: Slot, face: Face, height: int
    ) -> list[list[Piece]]:
        """The lines of a column, with the rule at its right unless it is the last."""
        state, lane = self._state, self._state.lanes[slot.lane]
        here = slot.lane == state.at
        cells = slot.width - (1 if slot.rule else 0)
        lines = [
            (pieces, self.inks.raised) for pieces in drawing.head(lane.column, cells, here=here)
        ]
        if not is_thin(lane.column):
            cards = drawing.cards(lane, state.rows, cells, state.number if here else None)
            room = max(height - face.head, 0)
            lines += [(pieces, self.inks.plain) for pieces in cards[:room]]
        blank: list[Piece] = [(" " * cells, self.inks.plain.text)]
        lines += [(blank, self.inks.plain)] * (height - len(lines))
        if not slot.rule:
            return [pieces for pieces, _ in lines[:height]]
        vertical = self.inks.glyphs.vertical
        return [[*pieces, (vertical, ink.rule)] for pieces, ink in lines[:height]]


def _joined(parts: Sequence[list[Piece]]) -> list[Piece]:
    return [piece for part in parts for piece in part]
