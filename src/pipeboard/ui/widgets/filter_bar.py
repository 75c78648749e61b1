"""The line in which a filter is typed, and which says what is hidden while it holds."""

from collections.abc import Sequence
from typing import ClassVar

from textual import events
from textual.message import Message
from textual.strip import Strip

from pipeboard.domain.words import many
from pipeboard.ui import text
from pipeboard.ui.editing import Editor
from pipeboard.ui.widgets.drawing import typed
from pipeboard.ui.widgets.inks import Inks
from pipeboard.ui.widgets.lines import Lines, Piece, strip

_ACCEPT = frozenset(("enter", "ctrl+j", "ctrl+m", "tab", "down"))
_LEAVE = frozenset(("escape", "ctrl+c"))
_NOT_FOR_IT = frozenset(("ctrl+z",))


class FilterBar(Lines, can_focus=True):
    """A field while it has the focus, else the filter that holds."""

    EXAMPLE: ClassVar[str] = "acme owner:ann >50k closes<30d stale"

    class Changed(Message):
        """Something was typed."""

        def __init__(self, typed: str) -> None:
            super().__init__()
            self.typed = typed

    class Accepted(Message):
        """The filter is to be kept."""

        def __init__(self, typed: str) -> None:
            super().__init__()
            self.typed = typed

    class Left(Message):
        """The filter is to be as it was before typing."""

    def __init__(self, inks: Inks) -> None:
        super().__init__()
        self.can_focus = True
        self.inks = inks
        self._editor = Editor()
        self._found: tuple[int, int, int] | None = None
        self._off = ""
        self.complaint = ""

    @property
    def typed(self) -> str:
        """What is in the field."""
        return self._editor.text

    def begin(self, filter_text: str) -> None:
        """Starts with a text, the cursor at its end."""
        self._editor.put(filter_text)
        self.complaint = ""
        self.repaint()

    def show_found(self, matching: int, count: int, won: int, off: str = "") -> None:
        """Tells how many open deals match, of all there are, and how many won ones besides.

        ``off`` tells of what matches and is not on the board, and stands in place of that.
        """
        self._off = off
        self._found = (matching, count, won)
        self.complaint = ""
        self.repaint()

    def complain(self, why: str) -> None:
        """Tells why what is typed cannot be understood."""
        self.complaint = why
        self.repaint()

    def watch_has_focus(self, has_focus: bool) -> None:
        """Shows the cursor of the field, or hides it."""
        super().watch_has_focus(has_focus)
        self.repaint()

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """While it is typed in, keys are its own; none gives a command to the board."""
        return key not in _NOT_FOR_IT

    def on_key(self, event: events.Key) -> None:
        """Types, or ends typing; no key goes on to the board."""
        event.stop()
        event.prevent_default()
        if event.key in _ACCEPT:
            self.post_message(self.Accepted(self.typed))
        elif event.key in _LEAVE:
            self.post_message(self.Left())
        elif self._type(event.key, event.character):
            self.repaint()

    def on_paste(self, event: events.Paste) -> None:
        """Takes pasted text."""
        event.stop()
        before = self.typed
        self._editor.insert(event.text)
        if self.typed != before:
            self.post_message(self.Changed(self.typed))
        self.repaint()

    def draw(self, width: int, height: int) -> Sequence[Strip]:
        """The line."""
        ink, glyphs = self.inks.raised, self.inks.glyphs
        sign: list[Piece] = [(" / ", ink.accent)]
        needed = text.width(text.clean(self.typed)) + 3
        said = self._said(width - 3 - max(needed, 12))
        least = max(min(needed, (width - 3) // 3), 8)
        said_cells = min(text.width(text.clean(said)) + 2, max(width - 3 - least, 0))
        if self.complaint:
            said = _whole_names(said, said_cells - 1, glyphs.ellipsis)
        field_cells = width - 3 - said_cells
        field, used = self._field(max(field_cells, 1))
        style = ink.error if self.complaint else ink.dim
        told = text.fit_right(said, max(said_cells - 1, 0), glyphs.ellipsis)
        filler = " " * max(field_cells - used, 0)
        tail: list[Piece] = [(told, style), (" ", ink.text)] if said_cells else []
        return [strip([*sign, *field, (filler, ink.text), *tail], width)][:height]

    def _type(self, key: str, character: str | None) -> bool:
        before = self.typed
        if not self._editor.press(key, character, max(self.size.width, 20)):
            return False
        if self.typed != before:
            self.post_message(self.Changed(self.typed))
        return True

    def _field(self, cells: int) -> tuple[list[Piece], int]:
        """What is typed, as much of it as fits around the cursor, and the cells it takes."""
        ink = self.inks.raised
        if not self.has_focus:
            shown = text.cut(self.typed, cells, self.inks.glyphs.ellipsis)
            return [(shown, ink.strong)], text.width(shown)
        if not self.typed:
            example = text.cut(f" {self.EXAMPLE}", cells - 1)
            return [(" ", ink.typing), (example[1:], ink.dim)], text.width(example)
        pieces = typed(self.typed, ink.text, self._editor.cursor)
        widths = [text.width(piece) for piece, _ in pieces]
        under = next(i for i, (_, style) in enumerate(pieces) if style.reverse)
        start, used = under, widths[under]
        while start and used + widths[start - 1] <= cells:
            start -= 1
            used += widths[start]
        end = under + 1
        while end < len(pieces) and used + widths[end] <= cells:
            used += widths[end]
            end += 1
        return pieces[start:end], used

    def _said(self, cells: int) -> str:
        """What is told beside the field, as much as there is room for."""
        if self.complaint:
            return self.complaint
        if self._off:
            return self._off
        how = "" if self.has_focus else "; esc clears it"
        if self._found is None:
            return how.removeprefix("; ")
        matching, count, won = self._found
        match = f"{matching} of {many(count, 'deal')} match"
        besides = f" (and {won} won)" if won else ""
        for said in (
            f"{match}{besides}, sums are of those{how}",
            f"{match}{besides}{how}",
            f"{match}{besides}",
            match,
        ):
            if len(said) <= cells:
                return said
        return f"{matching} of {count}"


def _whole_names(said: str, cells: int, ellipsis: str) -> str:
    """A message that may end with a list, of which as many whole names are kept as fit."""
    begin, *names = said.split(", ")
    while names and text.width(text.clean(", ".join([begin, *names]))) > cells:
        names.pop()
        if text.width(text.clean(", ".join([begin, *names, ellipsis]))) <= cells:
            return ", ".join([begin, *names, ellipsis])
    return ", ".join([begin, *names])
