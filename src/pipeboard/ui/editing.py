"""The text of a field while it is being typed: a cursor, words, lines, and keys that change it.

No widget and no terminal: a field's widget draws :meth:`Editor.rows` and passes keys to
:meth:`Editor.press`.
"""

from dataclasses import dataclass
from functools import lru_cache

from pipeboard.ui import text as drawing

_LONGEST = 20_000


@dataclass(frozen=True, slots=True)
class Cluster:
    """What the cursor steps over as one: the characters ``start`` to ``end`` drawn as ``drawn``."""

    start: int
    end: int
    drawn: str
    cells: int


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the field as it is shown; ``end`` is where its last cluster ends."""

    start: int
    end: int
    clusters: tuple[Cluster, ...]

    @property
    def cells(self) -> int:
        """How many cells the row takes."""
        return sum(cluster.cells for cluster in self.clusters)


class Editor:
    """A text with a cursor; ``lines`` allows more than one line."""

    def __init__(self, text: str = "", *, lines: bool = False) -> None:
        self.lines = lines
        self.text = _readable(text, lines=lines)
        self.cursor = len(self.text)
        self._taken = ""

    def put(self, text: str) -> None:
        """Replaces the whole text, with the cursor at its end."""
        self.text = _readable(text, lines=self.lines)
        self.cursor = len(self.text)

    def insert(self, text: str) -> None:
        """Types or pastes ``text`` without control characters; line breaks only where allowed."""
        added = _readable(text, lines=self.lines)[: max(_LONGEST - len(self.text), 0)]
        self.text = self.text[: self.cursor] + added + self.text[self.cursor :]
        self.cursor = self._between(self.cursor + len(added))

    def press(self, key: str, character: str | None, width: int) -> bool:
        """Does what a key asks for, in a field ``width`` cells wide; False if it means nothing."""
        if key in _UP_AND_DOWN:
            return self.lines and self._leave_row(_UP_AND_DOWN[key], width)
        move = _MOVES.get(key)
        if move is not None:
            self.cursor = getattr(self, move)()
            return True
        reach = _DELETES.get(key)
        if reach is not None:
            self._delete(getattr(self, reach)())
            return True
        if key == "ctrl+y":
            self.insert(self._taken)
            return True
        if character is None or _held(key) or not _allowed(character):
            return False
        self.insert(character)
        return True

    def rows(self, width: int) -> list[Row]:
        """The text broken into rows of at most ``width`` cells, after spaces where there are."""
        return list(rows_of(self.text, max(width - 1, 3)))  # one cell is for the cursor

    def place(self, width: int) -> tuple[int, int]:
        """The row of the cursor and its column in cells."""
        rows = self.rows(width)
        at = len(rows) - 1
        for index, row in enumerate(rows):
            following = rows[index + 1].start if index + 1 < len(rows) else len(self.text) + 1
            if row.start <= self.cursor < following:
                at = index
                break
        before = (cluster for cluster in rows[at].clusters if cluster.end <= self.cursor)
        return at, sum(cluster.cells for cluster in before)

    def _left(self) -> int:
        return max((c.start for c in clusters(self.text) if c.start < self.cursor), default=0)

    def _right(self) -> int:
        ends = (c.end for c in clusters(self.text) if c.end > self.cursor)
        return min(ends, default=len(self.text))

    def _start(self) -> int:
        return self.text.rfind("\n", 0, self.cursor) + 1

    def _end(self) -> int:
        found = self.text.find("\n", self.cursor)
        return len(self.text) if found < 0 else found

    def _word_left(self) -> int:
        place = self.cursor
        while place and self.text[place - 1].isspace():
            place -= 1
        while place and not self.text[place - 1].isspace():
            place -= 1
        return max((c.start for c in clusters(self.text) if c.start <= place), default=0)

    def _word_right(self) -> int:
        place, end = self.cursor, len(self.text)
        while place < end and not self.text[place].isspace():
            place += 1
        while place < end and self.text[place].isspace():
            place += 1
        return self._between(place)

    def _between(self, place: int) -> int:
        """The nearest place not before ``place`` where the cursor can stand."""
        ends = (c.end for c in clusters(self.text) if c.end >= place)
        return min(ends, default=len(self.text)) if place else 0

    def _delete(self, to: int) -> None:
        start, end = sorted((self.cursor, to))
        if end - start > 1:
            self._taken = self.text[start:end]
        self.text = self.text[:start] + self.text[end:]
        self.cursor = self._between(start)

    def _leave_row(self, by: int, width: int) -> bool:
        row, column = self.place(width)
        rows = self.rows(width)
        if not 0 <= row + by < len(rows):
            return False
        target = rows[row + by]
        self.cursor = target.start
        for cluster in target.clusters:
            if column < cluster.cells:
                break
            column -= cluster.cells
            self.cursor = cluster.end
        following = row + by + 1
        if following < len(rows) and self.cursor == rows[following].start:
            self.cursor = self._left()  # else it would show at the start of the row below
        return True


_UP_AND_DOWN = {"up": -1, "down": 1}
_MOVES = {
    "left": "_left",
    "right": "_right",
    "ctrl+b": "_left",
    "ctrl+f": "_right",
    "home": "_start",
    "end": "_end",
    "ctrl+a": "_start",
    "ctrl+e": "_end",
    "ctrl+left": "_word_left",
    "ctrl+right": "_word_right",
    "alt+b": "_word_left",
    "alt+f": "_word_right",
}
_DELETES = {
    "backspace": "_left",
    "ctrl+h": "_left",
    "delete": "_right",
    "ctrl+d": "_right",
    "ctrl+w": "_word_left",
    "ctrl+backspace": "_word_left",
    "alt+backspace": "_word_left",
    "alt+d": "_word_right",
    "ctrl+delete": "_word_right",
    "ctrl+u": "_start",
    "ctrl+k": "_end",
}
KEYS = frozenset((*_UP_AND_DOWN, *_MOVES, *_DELETES, "ctrl+y"))
"""The keys that edit; all others type their character, if they have one."""
_TYPING = frozenset(("", "shift"))
"""What may be held while a character is typed."""


@lru_cache(maxsize=64)
def clusters(text: str) -> tuple[Cluster, ...]:
    """Splits a text into what is drawn as one, each with its width; a line break draws nothing."""
    if text.isascii():
        return tuple(
            Cluster(place, place + 1, char.replace("\n", ""), int(char != "\n"))
            for place, char in enumerate(text)
        )
    found: list[Cluster] = []
    for place, char in enumerate(text):
        if char == "\n":
            found.append(Cluster(place, place + 1, "", 0))
            continue
        alone = drawing.clean(char)
        if drawing.width(alone) == 0 and found and found[-1].drawn:
            last = found[-1]
            drawn = drawing.clean(text[last.start : place + 1])
            found[-1] = Cluster(last.start, place + 1, drawn, drawing.width(drawn))
        elif alone:
            found.append(Cluster(place, place + 1, alone, drawing.width(alone)))
        else:
            found.append(Cluster(place, place + 1, drawing.REPLACEMENT, 1))
    return tuple(found)


@lru_cache(maxsize=64)
def rows_of(text: str, width: int) -> tuple[Row, ...]:
    """Breaks a text into rows of at most ``width`` cells, after spaces where there are."""
    rows: list[Row] = []
    begun: list[Cluster] = []
    used = 0
    for cluster in clusters(text):
        if text[cluster.start] == "\n":
            rows.append(_row(begun, cluster.start))
            begun, used = [], 0
            continue
        while begun and used + cluster.cells > width:
            kept = _break(begun, text)
            rows.append(_row(begun[:kept], begun[0].start))
            begun = begun[kept:]
            used = sum(item.cells for item in begun)
        begun.append(cluster)
        used += cluster.cells
    last_start = begun[0].start if begun else len(text)
    rows.append(_row(begun, last_start))
    return tuple(rows)


def _row(found: list[Cluster], start: int) -> Row:
    if not found:
        return Row(start, start, ())
    return Row(found[0].start, found[-1].end, tuple(found))


def _break(found: list[Cluster], text: str) -> int:
    """How many clusters of an overlong row stay: up to its last space, else all."""
    for kept in range(len(found), 0, -1):
        if text[found[kept - 1].start].isspace():
            return kept
    return len(found)


def _readable(text: str, *, lines: bool) -> str:
    """The text without control characters; tabs, and line breaks where none may be, are spaces."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").expandtabs(4)
    if not lines:
        text = " ".join(text.splitlines()) if "\n" in text else text
    return "".join(char for char in text if char == "\n" or _allowed(char))


def _held(key: str) -> bool:
    """Whether a key is held with another that makes it no character: alt, ctrl, super."""
    return not _TYPING.issuperset(key.rpartition("+")[0].split("+"))


def _allowed(char: str) -> bool:
    code = ord(char)
    return code >= 0x20 and not 0x7F <= code <= 0x9F and not 0xD800 <= code <= 0xDFFF
