"""What an empty board says: which key to press."""

from collections.abc import Sequence

from textual.strip import Strip

from pipeboard.keys import Keymap
from pipeboard.ui import text
from pipeboard.ui.board_state import BoardState
from pipeboard.ui.widgets.inks import Inks
from pipeboard.ui.widgets.lines import Lines, Piece, strip


class Note(Lines):
    """A few centred lines over the lanes, wanted only while there is no card to see."""

    def __init__(self, inks: Inks, keymap: Keymap) -> None:
        super().__init__()
        self.inks = inks
        self._keymap = keymap
        self._lines: list[tuple[str, str]] = []
        self.placed = False
        """Whether the board has made room for it."""

    @property
    def wanted(self) -> bool:
        """Whether there is something to say."""
        return bool(self._lines)

    def about(self, state: BoardState) -> None:
        """Takes up what there is to say about a board."""
        lines: list[tuple[str, str]] = []
        if state.pipeline is None:
            lines = [("", "There is no pipeline."), ("", ""), *self._ways_back()]
        elif state.is_empty:
            lines = [("", "There are no deals here yet."), ("", ""), *self._offers()]
        elif not any(lane.matching for lane in state.lanes):
            lines = [
                ("", "No deal matches the filter."),
                ("", ""),
                (self._key("escape"), "shows all of them again"),
            ]
        if lines != self._lines:
            self._lines = lines
            self.repaint()

    def draw(self, width: int, height: int) -> Sequence[Strip]:
        """The lines, centred."""
        ink = self.inks.plain
        drawn: list[Strip] = []
        for key, words in self._lines[:height]:
            keyed: list[Piece] = [(key, ink.key), ("  ", ink.dim)] if key else []
            said: list[Piece] = [*keyed, (words, ink.dim if key else ink.strong)]
            cells = sum(text.width(piece) for piece, _ in said)
            if cells > width:
                said, cells = [(text.fit(words, width), ink.dim)], width
            left = (width - cells) // 2
            space = ink.text
            drawn.append(
                strip([(" " * left, space), *said, (" " * (width - cells - left), space)], width)
            )
        blank = strip([(" " * width, ink.text)], width)
        return [*drawn, *[blank] * (height - len(drawn))]

    def _offers(self) -> list[tuple[str, str]]:
        offers = (
            ("deal.new", "adds the first one, in one line"),
            ("pipeline.pick", "shows another pipeline"),
            ("help", "shows all keys"),
        )
        return [(key, words) for name, words in offers if (key := self._key(name))]

    def _ways_back(self) -> list[tuple[str, str]]:
        back = " or ".join(key for name in ("undo", "redo") if (key := self._key(name)))
        ways = ((back, "brings it back"), (self._key("quit"), "and starting again: choose stages"))
        return [(key, words) for key, words in ways if key]

    def _key(self, name: str) -> str:
        keys = self._keymap.named(name).keys
        return keys[0] if keys else ""
