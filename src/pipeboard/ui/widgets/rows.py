"""Lists whose lines are texts with the names of their styles, so that the cursor can recolour them."""

from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from textual.strip import Strip

from pipeboard.ui import text as cells
from pipeboard.ui.widgets.drawing import filled
from pipeboard.ui.widgets.inks import Inks
from pipeboard.ui.widgets.line_list import Item

Ink = Literal[
    "text",
    "strong",
    "dim",
    "rule",
    "accent",
    "key",
    "late",
    "today",
    "coming",
    "stale",
    "won",
    "lost",
    "error",
]
"""The name of a style in a palette."""

Words = Sequence[tuple[str, Ink]]
"""One line: texts side by side."""

_LEAST = 10
"""Cells that lines are made for at least, however narrow the list is."""


class Ruled:
    """A source that draws its lines with the palette of where they stand, after one cell of margin.

    Subclasses say what is in it; the margin shows the cursor, or that the item is marked.
    """

    def __init__(self, inks: Inks) -> None:
        self.inks = inks

    def items(self, width: int) -> Sequence[Item]:
        """Everything in the list."""
        raise NotImplementedError

    def words(self, index: int, line: int, width: int) -> Words:
        """What one line says, in at most ``width`` cells."""
        raise NotImplementedError

    def marked(self, index: int) -> bool:
        """Whether an item is marked."""
        return False

    def draw(self, index: int, line: int, width: int, cursor: bool) -> Strip:
        """One line with its margin."""
        marked = self.marked(index)
        inks, glyphs = self.inks, self.inks.glyphs
        palette = inks.cursor if cursor else inks.marked if marked else inks.plain
        sign = glyphs.cursor if cursor else glyphs.marked if marked and line == 0 else " "
        said = self.words(index, line, width - 2)
        pieces = [(sign, palette.accent), *((text, getattr(palette, ink)) for text, ink in said)]
        return filled(pieces, width, palette.text, glyphs.ellipsis)


@dataclass(frozen=True, slots=True)
class Entry:
    """An item with its lines, ready to draw; without a key it is a heading or a gap."""

    key: Hashable | None
    lines: Sequence[Words]


class EntryRows(Ruled):
    """A source whose items are made with all their lines, anew for each width."""

    def __init__(self, inks: Inks) -> None:
        super().__init__(inks)
        self._entries: Sequence[Entry] = ()

    def entries(self, width: int) -> Iterable[Entry]:
        """Everything in the list, in lines of at most ``width`` cells beside the margin."""
        raise NotImplementedError

    def items(self, width: int) -> Sequence[Item]:
        """The entries, each as high as it has lines."""
        self._entries = list(self.entries(max(width - 2, _LEAST)))
        return [Item(entry.key, len(entry.lines)) for entry in self._entries]

    def words(self, index: int, line: int, width: int) -> Words:
        """A line of an entry."""
        return self._entries[index].lines[line]


class Entries(EntryRows):
    """A list whose items are the same in every width."""

    def __init__(self, inks: Inks, entries: Sequence[Entry]) -> None:
        super().__init__(inks)
        self._ready = entries

    def entries(self, width: int) -> Iterable[Entry]:
        """Those that were given."""
        return self._ready


def apart(sections: Iterable[Iterable[Entry]]) -> Iterator[Entry]:
    """Sections with an empty line between them; there is none around a section of nothing."""
    begun = False
    for section in sections:
        for number, entry in enumerate(section):
            if begun and not number:
                yield Entry(None, [()])
            begun = True
            yield entry


def column(
    text: str, width: int, ink: Ink, glyphs_ellipsis: str = cells.ELLIPSIS
) -> tuple[str, Ink]:
    """A text that takes exactly ``width`` cells, the last of them free."""
    return cells.fit(text, max(width - 1, 0), glyphs_ellipsis) + " " * min(width, 1), ink


def heading(title: str, count: str, width: int, glyph: str) -> Words:
    """A heading with a thin line after it."""
    used = cells.width(title) + cells.width(count) + (2 if count else 1)
    said: list[tuple[str, Ink]] = [(f"{title} ", "strong")]
    if count:
        said.append((f"{count} ", "dim"))
    said.append((glyph * max(width - used, 0), "rule"))
    return said
