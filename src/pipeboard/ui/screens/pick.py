"""A list to pick from, by digit or with the cursor; it can be narrowed by typing."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace

from textual.geometry import Region
from textual.strip import Strip

from pipeboard.errors import PipeboardError
from pipeboard.ui import text as cells
from pipeboard.ui.editing import Editor
from pipeboard.ui.messages import Committed
from pipeboard.ui.screens.prompt import ACCEPT, Prompt
from pipeboard.ui.screens.question import Answer, Choice, Following
from pipeboard.ui.widgets.drawing import Piece, filled, typed

_MOST_ROWS = 12
_STEPS = {"up": -1, "down": 1, "pageup": -_MOST_ROWS, "pagedown": _MOST_ROWS}
_LETTER_STEPS = {"k": -1, "j": 1}
_EVERYTHING = 10_000
_PICKS = "picks"
_GONE = "gone meanwhile"


class Pick(Prompt):
    """Picks one of ``choices``; ``picked`` is given its value.

    With ``match`` the list is narrowed by what is typed: it returns the choices that fit, best
    first; with ``digits`` a digit picks as long as nothing is typed. Without, digits pick and j and k
    move as well. While it is open every choice keeps its
    place: what is gone stays and says so when it is picked, and what is new comes last.
    """

    def __init__(
        self,
        title: str,
        choices: Sequence[Choice] | Callable[[], Awaitable[Sequence[Choice]]],
        picked: Answer,
        *,
        about: str = "",
        at: str | None = None,
        match: Callable[[Sequence[Choice], str], Sequence[Choice]] | None = None,
        digits: bool = False,
        avoid: Region | None = None,
        place: Region | None = None,
    ) -> None:
        super().__init__(avoid=avoid, place=place)
        self._title = title
        self._about = about
        self._choices = choices
        self._all: Sequence[Choice] = ()
        self._shown: Sequence[Choice] = ()
        self._gone: frozenset[str] = frozenset()
        self._picked = picked
        self._at = at
        self._match = match
        self._digits = digits or match is None
        self._editor = Editor()
        self._cursor = 0
        self._busy = False

    async def on_committed(self, _: Committed) -> None:
        """Reads the choices anew after any change by anybody; the cursor stays on its own."""
        if self._busy or self.left or not callable(self._choices):
            return
        at = self._shown[self._cursor].value if self._cursor < len(self._shown) else None
        try:
            await self.read_again()
        except PipeboardError as error:
            self.complaint = str(error)
        places = [place for place, each in enumerate(self._shown) if each.value == at]
        self._cursor = places[0] if places else min(self._cursor, max(len(self._shown) - 1, 0))
        self.redraw()

    async def read_again(self) -> None:
        """Reads the choices anew; each keeps its place, and the cursor stays."""
        choices = self._choices
        found = await choices() if callable(choices) else choices
        now = {each.value: each for each in found}
        before = [each.value for each in self._all]
        kept = [now.get(each.value, replace(each, more=_GONE)) for each in self._all]
        self._gone = frozenset(value for value in before if value not in now)
        self._all = [*kept, *(each for each in found if each.value not in before)]
        self._shown = (
            self._all if self._match is None else self._match(self._all, self._editor.text)
        )

    async def load(self) -> Following:
        """Reads the choices; when that cannot be, says why and leaves."""
        await self.load_or_leave(self.read_again())
        if self.left:
            return None
        places = [place for place, each in enumerate(self._shown) if each.value == self._at]
        self._cursor = places[0] if places else 0
        return None

    async def press(self, key: str, character: str | None) -> None:
        """Moves, narrows, picks; says so when a key does none of it."""
        step = _STEPS.get(key)
        if self._match is None:
            step = step or _LETTER_STEPS.get(character or "")
        if self.forgive_key() and key in ACCEPT:
            return
        if key in ACCEPT:
            await self._pick(self._cursor)
        elif step is not None:
            self._move(step)
        elif key in ("home", "end") and self._match is None:
            self._move(_EVERYTHING if key == "end" else -_EVERYTHING)
        elif self._match is not None:
            if self._is_digit(character):
                await self._pick(int(character or "") - 1)
            elif self._editor.press(key, character, self.box_width):
                self._narrow(self._match)
            else:
                self.nothing_here(key, _PICKS)
        elif character is None or not character.isdecimal():
            self.nothing_here(key, _PICKS)
        elif 0 < int(character) <= len(self._shown):
            await self._pick(int(character) - 1)
        else:
            count = len(self._shown)
            self.refuse_key(
                "there is 1 choice" if count == 1 else f"there are {count} choices", _PICKS
            )

    @property
    def _by_digit(self) -> bool:
        """Whether a digit picks now, and so stands before its choice."""
        return self._digits and not self._editor.text

    def _is_digit(self, character: str | None) -> bool:
        """Whether a key picks the choice beside which it stands."""
        if character is None or len(character) != 1 or character not in "123456789":
            return False
        return self._by_digit and int(character) <= len(self._shown)

    async def pasted(self, text: str) -> None:
        """Narrows the list by pasted text."""
        if self._match is not None:
            self._editor.insert(text)
            self._narrow(self._match)
        else:
            self.refuse_key("nothing is being typed here", _PICKS)

    async def clicked(self, line: int) -> None:
        """Picks what is clicked."""
        head = (self.place is None) + (self._match is not None)
        if 0 <= line - head < min(len(self._shown), _MOST_ROWS):
            await self._pick(self._start + line - head)

    def lines(self, width: int) -> list[Strip]:
        """The choices around the cursor."""
        rows: list[Strip] = []
        if self._match is not None:
            field = typed(self._editor.text, self.ink.text, self._editor.cursor)
            rows.append(self.line(field, width))
        start = self._start
        shown = self._shown[start : start + _MOST_ROWS]
        rows += [self._row(place, choice, width) for place, choice in enumerate(shown, start)]
        if not self._shown:
            rows.append(self.line([("nothing fits", self.ink.dim)], width))
        foot = self.keys(("a digit or enter" if self._by_digit else "enter", "picks"))
        if len(self._shown) > _MOST_ROWS:
            foot.append((f"{self._cursor + 1} of {len(self._shown)}", self.ink.dim))
        return [
            *self.heading(self._title, self._about, width),
            *rows,
            *(self.line(line, width) for line in self.wrong(width)),
            self.line(foot, width),
        ]

    @property
    def _start(self) -> int:
        """The place of the first choice that is visible."""
        return max(min(self._cursor - _MOST_ROWS // 2, len(self._shown) - _MOST_ROWS), 0)

    def _row(self, place: int, choice: Choice, width: int) -> Strip:
        here = place == self._cursor
        ink, glyphs = self.inks.cursor if here else self.ink, self.inks.glyphs
        digit = str(place + 1) if self._by_digit and place < 9 else " "
        name = ink.dim if choice.value in self._gone else ink.strong if here else ink.text
        pieces: list[Piece] = [
            (glyphs.cursor if here else " ", ink.accent),
            (f"{digit} ", ink.key),
            (f"{choice.label}  ", name),
        ]
        room = width - 5 - cells.width(cells.clean(choice.label))
        if choice.more and room > 0:
            pieces.append((cells.fit_right(choice.more, room, glyphs.ellipsis), ink.dim))
        return filled(pieces, width, ink.text, glyphs.ellipsis)

    def _move(self, by: int) -> None:
        before = self._cursor
        self._cursor = min(max(before + by, 0), max(len(self._shown) - 1, 0))
        at_end = "this is the first one" if by < 0 else "this is the last one"
        self.complaint = at_end if self._cursor == before else ""
        self.redraw()

    def _narrow(self, match: Callable[[Sequence[Choice], str], Sequence[Choice]]) -> None:
        self.complaint = ""
        self._shown = match(self._all, self._editor.text)
        self._cursor = 0
        self.redraw()

    async def _pick(self, place: int) -> None:
        if 0 <= place < len(self._shown):
            self._cursor = place
            if self._shown[place].value in self._gone:
                self.refuse_key(f"{self._shown[place].label} is {_GONE}", _PICKS)
                return
            self._busy = True
            try:
                await self.attempt(self._picked(self._shown[place].value), leave=True)
            finally:
                self._busy = False
