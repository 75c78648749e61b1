"""The line at the top of the board and the one at its bottom."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.style import Style
from textual.strip import Strip

from pipeboard.domain.words import many
from pipeboard.keys import Keymap, footer
from pipeboard.ui import text
from pipeboard.ui.board_state import BoardState
from pipeboard.ui.themes import Glyphs, Palette
from pipeboard.ui.widgets.amounts import amount, amounts
from pipeboard.ui.widgets.inks import Inks
from pipeboard.ui.widgets.lines import Lines, Piece, strip
from pipeboard.ui.windows import Window

if TYPE_CHECKING:
    from pipeboard.domain.agenda import Counts
    from pipeboard.ui.widgets.overflow import Overflow
    from pipeboard.ui.widgets.rows import Words


@dataclass(frozen=True, slots=True)
class Summary:
    """What the top line says: the pipeline, its open deals and their value, what is due.

    ``converted`` is the value of all currencies in one, with the date of the rates, and
    ``converted_short`` the same in few cells.
    ``due`` is None for the moment until it is known.
    """

    pipeline: str
    deals: int
    value: str
    weighted: str
    converted: str
    converted_short: str
    due: "Counts | None"
    window: Window


class TopLine(Lines):
    """Which pipeline this is, which part of it is in view, and what is late or due today."""

    def __init__(self, inks: Inks, tell: Callable[[int], Summary]) -> None:
        super().__init__()
        self.inks = inks
        self._tell = tell

    def draw(self, width: int, height: int) -> Sequence[Strip]:
        """The line; what matters least goes first where it is narrow."""
        ink, glyphs = self.inks.raised, self.inks.glyphs
        said = self._tell(max(width // 5, 24))
        right = _due(said.due, self.inks, short=width < 60)
        right_cells = _cells(right) + 1
        name = text.cut(said.pipeline, max(width - right_cells - 6, 4), glyphs.ellipsis)
        left: list[Piece] = [(f" {name} ", ink.strong), (glyphs.down, ink.accent)]
        middle = [(word, getattr(ink, name)) for word, name in lane_map(said.window, glyphs)]
        figures: list[Piece] = [(f"   {many(said.deals, 'deal')}", ink.dim)]
        if said.value:
            figures.append((f"   {said.value}", ink.text))
        weighted: list[Piece] = [(f"   w {said.weighted}", ink.dim)] if said.weighted else []
        converted: list[Piece] = [(f"   {said.converted}", ink.dim)] if said.converted else []
        if _cells([*left, *middle, *figures, *weighted, *converted]) + 2 + right_cells > width:
            converted = [(f"   {said.converted_short}", ink.text)] if said.converted else []
        shown: list[list[Piece]] = []
        for more in (middle, converted, figures, weighted):
            if more is weighted and figures not in shown:
                continue
            cells = sum(map(_cells, (left, *shown, more)))
            if cells + 2 + right_cells <= width:
                shown.append(more)
        for more in (middle, figures, converted, weighted):
            left += more if more in shown else []
        room = width - _cells(left) - right_cells
        if room < 0:
            left = [
                (text.fit(f" {name}", max(width - right_cells, 0), glyphs.ellipsis), ink.strong)
            ]
            room = width - _cells(left) - right_cells
        if room < 0:
            return [strip([(text.fit(f" {name}", width, glyphs.ellipsis), ink.strong)], width)]
        return [strip([*left, (" " * room, ink.text), *right, (" ", ink.text)], width)][:height]


def sum_up(state: BoardState, window: Window, currency: str, inks: Inks, cells: int) -> Summary:
    """The summary of a board; ``currency`` comes first among the sums, each ``cells`` wide at most."""
    lanes = [lane for lane in state.lanes if not lane.stage.is_post_sale]
    value: Counter[str] = Counter()
    weighted: Counter[str] = Counter()
    for lane in lanes:
        value.update(lane.totals.value)
        weighted.update(lane.totals.weighted)
    glyphs = inks.glyphs
    ascii_only = glyphs.vertical == "|"

    def said(sums: Counter[str]) -> str:
        return amounts(sums, cells, first=currency, named=True, ascii=ascii_only)

    return Summary(
        state.outline.pipeline.name if state.outline.pipeline else "No pipeline",
        sum(lane.matching for lane in lanes),
        said(value),
        said(weighted),
        *(_in_all(value, state, currency, glyphs) if state.rates else ("", "")),
        state.due,
        window,
    )


def _in_all(
    sums: Counter[str], state: BoardState, currency: str, glyphs: Glyphs
) -> tuple[str, str]:
    """Sums in several currencies as one, by the exchange rates, at length and in short.

    Both are empty where that cannot be told.
    """
    from pipeboard.domain.days import written
    from pipeboard.domain.rates import convert

    found = convert(sums, currency, state.rates)
    if found is None:
        return "", ""
    total = amount(found.minor, found.currency, named=True, ascii=glyphs.vertical == "|")
    day = written(found.as_of).split()[1:]
    short = f"{glyphs.about}{total} {' '.join(day[:2])}"
    return f"in all {total}, rates of {' '.join(day)}", short


class BottomLine(Lines):
    """The keys that matter most, or what there is to say until the next key.

    A screen that has one shows what the app says while it is the topmost. What is too long for the
    line takes more, over the end of what is above.
    """

    def __init__(self, inks: Inks, keymap: Keymap, place: str) -> None:
        super().__init__()
        self.inks = inks
        self.keymap = keymap
        self._place = place
        self._said: tuple[str, str] | None = None
        self._fresh = False
        self._marked = 0
        self._keys: Sequence[tuple[str, str]] | None = None
        self._titles: dict[str, str] = {}
        self._overflow: Overflow | None = None
        self._covered = False

    @property
    def message(self) -> str:
        """What is said now; empty when the keys are shown."""
        return self._said[0] if self._said is not None else ""

    @property
    def fresh(self) -> bool:
        """Whether the key that is at work now has said something."""
        return self._said is not None and self._fresh

    def say(self, message: str, kind: str = "info") -> None:
        """Says something in place of the keys."""
        self._said = (message, kind)
        self._fresh = True
        self._show()

    def unsay(self, message: str) -> None:
        """Says a message no more, because it does not hold any longer."""
        if self.message == message:
            self._said = None
            self._show()

    def key_handled(self) -> None:
        """A key has had its effect: what was said before it has been read."""
        if self._said is not None and not self._fresh:
            self._said = None
            self._show()
        self._fresh = False

    def show_keys(self, keys: Sequence[tuple[str, str]] | None) -> None:
        """Shows these keys with what they do instead of the place's; None shows those again."""
        if keys != self._keys:
            self._keys = keys
            self.repaint()

    def entitle(self, command: str, title: str) -> None:
        """Calls a command what it does now; "" leaves it out, as it does nothing here."""
        if self._titles.get(command) != title:
            self._titles[command] = title
            self.repaint()

    def cover(self, covered: bool) -> None:
        """Shows no keys while something else takes them; what is said stays."""
        if covered != self._covered:
            self._covered = covered
            self.repaint()

    def show_marked(self, count: int) -> None:
        """Tells how many deals are marked."""
        if count != self._marked:
            self._marked = count
            self._show()

    def on_resize(self) -> None:
        """Breaks what is said anew."""
        self._show_overflow()

    def draw(self, width: int, height: int) -> Sequence[Strip]:
        """The line."""
        ink, glyphs = self.inks.raised, self.inks.glyphs
        left = self._begin()
        room = max(width - _cells(left), 0)
        if self._said is not None:
            message, kind = self._said
            pieces = [(text.cut_middle(message, room, glyphs.ellipsis), _ink_for(kind, ink))]
        elif self._covered:
            pieces = []
        elif self._keys is None:
            pieces = _hints(footer(self._place, room, self.keymap, self._titles), ink)
        else:
            pieces = _hints(self._keys, ink)
        rest = width - _cells([*left, *pieces])
        while rest < 0 and pieces:
            pieces, rest = pieces[:-1], rest + text.width(pieces[-1][0])
        if rest < 0:
            left, pieces, rest = [], [], width
        return [strip([*left, *pieces, (" " * rest, ink.text)], width)][:height]

    def _begin(self) -> list[Piece]:
        """What stands before the keys and before what is said."""
        ink = self.inks.raised
        left: list[Piece] = [(" ", ink.text)]
        if self._marked:
            left.append((f"{self.inks.glyphs.marked} {self._marked} marked  ", ink.accent))
        return left

    def _show(self) -> None:
        self.repaint()
        self._show_overflow()

    def _show_overflow(self) -> None:
        rows = self._long_message(self.size.width)
        if self._overflow is None:
            if not rows:
                return
            from pipeboard.ui.widgets.overflow import Overflow

            self._overflow = Overflow()
            self.screen.mount(self._overflow)
        self._overflow.show(rows)

    def _long_message(self, width: int) -> list[list[Piece]]:
        """What is said as lines; none when it fits in one."""
        left = self._begin()
        room = width - _cells(left)
        if self._said is None or room <= 0 or text.width(text.clean(self._said[0])) <= room:
            return []
        from pipeboard.ui.widgets.overflow import broken

        message, kind = self._said
        ink = self.inks.raised
        style = _ink_for(kind, ink)
        rows: list[list[Piece]] = []
        for said in broken(message, room, self.inks.glyphs.ellipsis):
            begin = left if not rows else [(" " * _cells(left), ink.text)]
            rows.append([*begin, (said, style), (" " * (room - text.width(said)), ink.text)])
        return rows


def _hints(keys: Sequence[tuple[str, str]], ink: Palette) -> list[Piece]:
    pieces: list[Piece] = []
    for key, title in keys:
        if pieces:
            pieces.append(("  ", ink.dim))
        pieces += [(key, ink.key), (f" {title}", ink.dim)]
    return pieces


def _due(due: "Counts | None", inks: Inks, *, short: bool) -> list[Piece]:
    """How many follow-ups are late and due today: always there, loud only when there are any."""
    if due is None:
        return []
    ink, glyphs = inks.raised, inks.glyphs
    late = f"{glyphs.late} {due.overdue}" + ("" if short else " overdue")
    today = f"{glyphs.today} {due.today}" + ("" if short else " today")
    return [
        (late, ink.late if due.overdue else ink.dim),
        ("  " if short else "   ", ink.text),
        (today, ink.today if due.today else ink.dim),
    ]


def lane_map(window: Window, glyphs: Glyphs) -> "Words":
    """Where the visible lanes are among all, when some are hidden."""
    if not window.hides or not window.slots:
        return []
    before, after = window.first, window.lanes - 1 - window.last
    first, last = window.first + 1, window.last + 1
    span = str(first) if first == last else f"{first}-{last}"
    return [
        ("   ", "dim"),
        (glyphs.left if before else " ", "accent"),
        (" " + glyphs.empty * before, "dim"),
        (glyphs.full * (window.last - window.first + 1), "accent"),
        (glyphs.empty * after + " ", "dim"),
        (glyphs.right if after else " ", "accent"),
        (f" {span} of {window.lanes}", "dim"),
    ]


def _ink_for(kind: str, ink: Palette) -> Style:
    return {"error": ink.error, "warning": ink.today}.get(kind, ink.text)


def _cells(pieces: Sequence[Piece]) -> int:
    return sum(text.width(piece) for piece, _ in pieces)
