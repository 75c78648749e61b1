"""A lane of the board: its head, and those of its cards that are visible."""

from collections.abc import Sequence

from textual import events
from textual.message import Message
from textual.strip import Strip

from pipeboard.domain.board import Card
from pipeboard.ui import text
from pipeboard.ui.board_state import Lane
from pipeboard.ui.widgets import heads
from pipeboard.ui.widgets.cards import Setting, draw
from pipeboard.ui.widgets.heads import Face
from pipeboard.ui.widgets.lines import Piece, strip
from pipeboard.ui.widgets.wheel import WheelLines

_MOST_DRAWN = 400
_THUMBS = {"│": "┃"}


class LaneView(WheelLines):
    """Shows the lane it is given, and tells of clicks and the wheel.

    The rule at its right, one cell wide, is thicker where the visible cards are among all.
    """

    class Clicked(Message):
        """A card was clicked."""

        def __init__(self, stage: int, place: int) -> None:
            super().__init__()
            self.stage = stage
            self.place = place

    class Scrolled(Message):
        """The wheel was turned over the lane."""

        def __init__(self, stage: int, by: int) -> None:
            super().__init__()
            self.stage = stage
            self.by = by

    def __init__(self) -> None:
        super().__init__()
        self._lane: Lane | None = None
        self._face: Face | None = None
        self._shown: tuple[object, ...] = ()
        self._known: dict[tuple[object, ...], tuple[Card | None, list[Strip]]] = {}
        self._known_for: tuple[Setting, bool, int] | None = None

    def show(self, lane: Lane, face: Face) -> None:
        """Shows a lane; only lines that look different are written."""
        shown = (lane, lane.stamp, lane.top, face)
        if shown != self._shown:
            self._shown = shown
            self._lane = lane
            self._face = face
            self.repaint()

    def draw(self, width: int, height: int) -> list[Strip]:
        """The lines of the lane."""
        lane, face = self._lane, self._face
        if lane is None or face is None or width < 3:
            return [Strip.blank(width)] * height
        if self._known_for != (face.setting, face.rule, width):
            self._known.clear()
            self._known_for = (face.setting, face.rule, width)
        raised = face.setting.inks.raised.rule
        above = [
            strip([*pieces, (self._rule(face), raised)], width)
            for pieces in heads.head(lane, face, width - 1)[:height]
        ]
        body = height - len(above)
        if lane.folded:
            below = heads.folded(lane, face, width - 1, body)
            return above + [self._edged(pieces, face, thick=False) for pieces in below]
        return above + self._cards(lane, face, body)

    def on_click(self, event: events.Click) -> None:
        """Tells which card was clicked."""
        if self._lane is not None and self._face is not None:
            row = max(event.y - self._face.head, 0) // self._face.setting.shape.height
            self.post_message(self.Clicked(self._lane.stage.id, self._lane.top + row))

    def turned(self, x: int, by: int) -> None:
        """Tells that the lane is to be scrolled."""
        if self._lane is not None:
            self.post_message(self.Scrolled(self._lane.stage.id, by))

    def _cards(self, lane: Lane, face: Face, height: int) -> list[Strip]:
        shape = face.setting.shape
        visible = range(lane.top, min(lane.top + shape.rows(height), lane.matching))
        thumb = _thumb(visible, lane.matching, height)
        rows: list[Strip] = []
        if face.here and not lane.matching and height:
            plain = face.setting.inks.plain
            words = "no match" if face.filtered and lane.count else "no deals"
            rows.append(
                self._edged([(text.fit(f" {words}", self.size.width - 1), plain.dim)], face)
            )
        for place in visible:
            thick = tuple(line in thumb for line in range(len(rows), len(rows) + shape.height))
            rows += self._card(lane, face, place, thick)
        del rows[height:]
        while len(rows) < height:
            rows += self._kept(("", len(rows) in thumb), None, face, (len(rows) in thumb,))
        return rows

    def _card(self, lane: Lane, face: Face, place: int, thick: tuple[bool, ...]) -> list[Strip]:
        card = lane.cards.get(place)
        if card is None:
            return self._kept(("?", thick), None, face, thick)
        cursor, marked = place == face.place, card.id in face.marked
        return self._kept((card.id, cursor, marked, thick), card, face, thick)

    def _kept(
        self, key: tuple[object, ...], card: Card | None, face: Face, thick: Sequence[bool]
    ) -> list[Strip]:
        """The lines of a card, or empty ones, drawn only when they are not known yet."""
        known = self._known.get(key)
        if known is not None and known[0] is card:
            return known[1]
        width = self.size.width - 1
        blank: list[Piece] = [(" " * width, face.setting.inks.plain.text)]
        pieces: list[list[Piece]] = []
        if card is not None:
            _, cursor, marked, _ = key
            pieces = draw(card, width, face.setting, cursor=bool(cursor), marked=bool(marked))
        elif key[0] == "?":
            waiting = text.fit(f" {face.setting.inks.glyphs.ellipsis}", width)
            pieces = [[(waiting, face.setting.inks.plain.dim)]]
        pieces += [blank] * (len(thick) - len(pieces))
        drawn = [
            self._edged(line, face, thick=heavy) for line, heavy in zip(pieces, thick, strict=True)
        ]
        if len(self._known) > _MOST_DRAWN:
            self._known.clear()
        self._known[key] = (card, drawn)
        return drawn

    def _edged(self, pieces: Sequence[Piece], face: Face, *, thick: bool = False) -> Strip:
        edge = (self._rule(face, thick=thick), face.setting.inks.plain.rule)
        return strip([*pieces, edge], self.size.width)

    def _rule(self, face: Face, *, thick: bool = False) -> str:
        vertical = face.setting.inks.glyphs.vertical
        if thick:
            return _THUMBS.get(vertical, "#")
        return vertical if face.rule else " "


def _thumb(visible: range, count: int, height: int) -> range:
    """The lines beside which the rule is thicker: the part of all cards that is visible."""
    if not count or len(visible) >= count:
        return range(0)
    size = max(height * len(visible) // count, 1)
    start = (height - size) * visible.start // max(count - len(visible), 1)
    return range(start, start + size)
