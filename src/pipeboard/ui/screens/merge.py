"""Two side by side, and what is kept when one goes into the other."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from textual.strip import Strip

from pipeboard.domain.changes import Step
from pipeboard.domain.merging import Kind, Merge, MergedField, Side, United
from pipeboard.errors import PipeboardError
from pipeboard.service import merging
from pipeboard.ui import text as cells
from pipeboard.ui.host import host
from pipeboard.ui.screens.prompt import ENTER, Prompt
from pipeboard.ui.screens.question import Following
from pipeboard.ui.widgets.drawing import Piece, filled, hints, wrapped

_LABEL = 18
_MERGES = "merges"
_EVERYTHING = 10_000
_MOST_ROWS = 4
_STEPS = {"up": -1, "k": -1, "down": 1, "j": 1, "pageup": -10, "pagedown": 10}
_ENDS = {"home": -_EVERYTHING, "g": -_EVERYTHING, "end": _EVERYTHING, "G": _EVERYTHING}
_PICKS = {"left": Side.KEPT, "h": Side.KEPT, "right": Side.OTHER, "l": Side.OTHER}


@dataclass(frozen=True, slots=True)
class _Line:
    """A line that the cursor can stand on: a field to choose, or what is told of the two."""

    label: str
    kept: str
    other: str
    field: MergedField | None = None


class MergePrompt(Prompt):
    """Asks whose value of each field is kept; enter merges the two as they are shown.

    ``wrote`` is told the step and which one was kept. When either was changed meanwhile, both are
    read again, and what was chosen stays.
    """

    def __init__(
        self, kind: Kind, keep_id: int, other_id: int, wrote: Callable[[Step | None, int], None]
    ) -> None:
        super().__init__()
        self._kind = kind
        self._ids = keep_id, other_id
        self._wrote = wrote
        self._seen: Merge | None = None
        self._chosen: dict[str, Side] = {}
        self._lines: list[_Line] = []
        self._cursor = 0
        self._top = 0

    async def load(self) -> Following:
        """Reads the two; when that cannot be, says why and leaves."""
        await self.load_or_leave(self.read_again())
        return None

    async def read_again(self) -> None:
        """Reads the two anew; what was chosen stays where there still is that choice."""
        app = host(self)
        seen = await app.jobs.read(merging.preview, app.workspace, self._kind, *self._ids)
        self._seen = seen
        sides = {field.name: field.sides for field in seen.fields}
        self._chosen = {
            name: side for name, side in self._chosen.items() if side in sides.get(name, ())
        }
        self._lines = [
            *(_Line(each.label, each.kept, each.other, each) for each in seen.fields),
            *(_united(each) for each in seen.united),
        ]
        self._cursor = min(self._cursor, max(len(self._lines) - 1, 0))

    async def press(self, key: str, character: str | None) -> None:
        """Moves, chooses, swaps; enter merges. Says so when a key does none of it."""
        mistaken = self.forgive_key()
        named = key if key in _STEPS or key in _ENDS or key in _PICKS else character or key
        if key in ENTER:
            if not mistaken:
                await self.attempt(self._merge(), leave=True)
        elif named in _STEPS or named in _ENDS:
            self._move(_STEPS.get(named) or _ENDS[named])
        elif named in _PICKS:
            self._choose(_PICKS[named])
        elif key == "space":
            self._choose(None)
        elif character == "s":
            await self.attempt(self._swap())
        else:
            self.nothing_here(key, _MERGES)
        if not self.left:
            self.redraw()

    async def pasted(self, text: str) -> None:
        """Says that nothing is typed here."""
        self.refuse_key("nothing is being typed here", _MERGES)

    async def clicked(self, line: int) -> None:
        """Puts the cursor on a line; on that of the cursor it chooses the other side."""
        place = line - 2 + self._top
        if line >= 2 and 0 <= place < len(self._lines):
            if place == self._cursor:
                self._choose(None)
            self._cursor = place
            self.redraw()

    def lines(self, width: int) -> list[Strip]:
        """The two side by side, as much as there is room for."""
        seen, ink = self._seen, self.ink
        if seen is None:
            return [self.line([("one moment", ink.dim)], width)]
        dropped = f"Not kept: {'; '.join(seen.goes)}" if seen.goes else ""
        below = [self.line([(row, ink.dim)], width) for row in wrapped(dropped, width) if dropped]
        below += [self.line([(row, ink.text)], width) for row in self._whole(width)]
        below += [self.line(row, width) for row in self.wrong(width)]
        room = max(self.app.size.height - 4 - len(below), 1)
        self._top = max(min(self._top, self._cursor, len(self._lines) - room), 0)
        self._top = max(self._top, self._cursor - room + 1)
        shown = range(self._top, min(self._top + room, len(self._lines)))
        foot = hints(
            [
                ("enter", _MERGES),
                ("space", "other value"),
                ("s", "swaps the two"),
                ("esc", "leaves"),
            ],
            ink,
        )
        if len(self._lines) > room:
            foot.append((f"{self._cursor + 1} of {len(self._lines)}", ink.dim))
        return [
            *self.heading(f"Merge two {seen.kind.several}", "", width),
            self._row("", f"keep {seen.keep}", f"goes: {seen.other}", width),
            *(self._field(place, width) for place in shown),
            *below,
            self.line(foot, width),
        ]

    def _whole(self, width: int) -> list[str]:
        """The values under the cursor where they are cut above, in a few rows."""
        if not self._lines:
            return []
        line, room = self._lines[self._cursor], _column(width) - 3
        cut = [value for value in (line.kept, line.other) if cells.width(value) > room]
        return [row for value in cut for row in wrapped(value, width)[:_MOST_ROWS]]

    def _row(self, label: str, kept: str, other: str, width: int) -> Strip:
        ink, ellipsis = self.ink, self.inks.glyphs.ellipsis
        column = _column(width)
        pieces: list[Piece] = [
            (cells.fit(label, _LABEL + 3, ellipsis), ink.dim),
            (cells.fit(kept, column - 3, ellipsis) + "   ", ink.strong),
            (cells.cut(cells.clean(other), column - 3, ellipsis), ink.text),
        ]
        return filled(pieces, width, ink.text, ellipsis)

    def _field(self, place: int, width: int) -> Strip:
        line, here = self._lines[place], place == self._cursor
        ink = self.inks.cursor if here else self.ink
        glyphs = self.inks.glyphs
        column = _column(width)
        pieces: list[Piece] = [
            (glyphs.cursor if here else " ", ink.accent),
            (cells.fit(cells.clean(line.label), _LABEL - 1, glyphs.ellipsis) + " ", ink.dim),
        ]
        side = self._side(line)
        choice = line.field is not None and len(line.field.sides) > 1
        for value, whose in ((line.kept, Side.KEPT), (line.other, Side.OTHER)):
            stays = side in (whose, Side.BOTH)
            sign = glyphs.marked if stays and choice else " "
            style = ink.strong if stays and choice else ink.text if stays else ink.dim
            told = cells.fit(cells.clean(value or glyphs.nothing), column - 3, glyphs.ellipsis)
            pieces += [(f"{sign} ", ink.accent), (f"{told} ", style)]
        return filled(pieces, width, ink.text, glyphs.ellipsis)

    def _side(self, line: _Line) -> Side:
        if line.field is None:
            return Side.BOTH
        return self._chosen.get(line.field.name, line.field.side)

    def _move(self, by: int) -> None:
        before = self._cursor
        self._cursor = min(max(before + by, 0), max(len(self._lines) - 1, 0))
        end = "this is the first line" if by < 0 else "this is the last line"
        self.complaint = end if self._cursor == before else ""

    def _choose(self, side: Side | None) -> None:
        """Keeps the value of a side, or of the next one in turn."""
        if not self._lines:
            return
        line = self._lines[self._cursor]
        field = line.field
        if field is None:
            self.complaint = f"all {line.label} stay"
        elif len(field.sides) == 1:
            self.complaint = f"there is no choice of the {field.label}"
        else:
            sides: Sequence[Side] = field.sides
            now = self._side(line)
            self.complaint = ""
            self._chosen[field.name] = side or sides[(sides.index(now) + 1) % len(sides)]

    async def _swap(self) -> Following:
        """Keeps the other one instead; the values that were chosen stay chosen."""
        turned = {Side.KEPT: Side.OTHER, Side.OTHER: Side.KEPT, Side.BOTH: Side.BOTH}
        chosen, ids = self._chosen, self._ids
        self._ids = ids[1], ids[0]
        self._chosen = {name: turned[side] for name, side in chosen.items()}
        try:
            await self.read_again()
        except PipeboardError:
            self._ids, self._chosen = ids, chosen
            raise
        self.complaint = ""
        return None

    async def _merge(self) -> Following:
        app = host(self)
        if self._seen is not None:
            chosen = dict(self._chosen)
            step = await app.jobs.write(merging.merge, app.workspace, self._seen, chosen)
            self._wrote(step, self._seen.keep.id)
        return None


def _column(width: int) -> int:
    """The cells of each of the two columns, beside the labels."""
    return (width - _LABEL - 1) // 2


def _united(each: United) -> _Line:
    """How many the two have, and what there is then."""
    names = f": {', '.join(each.names)}" if each.names else ""
    return _Line(each.label, str(each.kept), f"{each.other}   {each.together} stay{names}")
