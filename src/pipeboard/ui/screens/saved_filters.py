"""The filters that were kept, each a letter away; and keeping the present one."""

from collections.abc import Awaitable, Callable

from textual.geometry import Region
from textual.screen import Screen
from textual.strip import Strip

from pipeboard.domain.savedfilters import SavedFilter
from pipeboard.errors import BadInput
from pipeboard.service import savedfilters
from pipeboard.ui import text as cells
from pipeboard.ui.host import host
from pipeboard.ui.screens.prompt import ACCEPT, Prompt
from pipeboard.ui.screens.question import Following, Question
from pipeboard.ui.screens.text_prompt import TextPrompt
from pipeboard.ui.screens.unfinished import subject
from pipeboard.ui.widgets.drawing import Piece, filled

_MOST_ROWS = 12
_STEPS = {"up": -1, "down": 1, "pageup": -_MOST_ROWS, "pagedown": _MOST_ROWS}
_USES = "takes it"
_NAME = 24


class SavedFilters(Prompt):
    """Picks a saved filter by its letter, or with the cursor and enter; ``use`` is given its text.

    ``present`` is the filter that holds now, as it was typed; + keeps it.
    """

    def __init__(
        self,
        present: str,
        use: Callable[[str], Awaitable[None]],
        *,
        avoid: Region | None = None,
    ) -> None:
        super().__init__(avoid=avoid)
        self._present = present
        self._use = use
        self._all: list[SavedFilter] = []
        self._cursor = 0

    async def load(self) -> Following:
        """Reads the saved filters; when that cannot be, says why and leaves."""
        await self.load_or_leave(self.read_again())
        return None

    async def read_again(self) -> None:
        """Reads the saved filters anew."""
        app = host(self)
        self._all = await app.jobs.read(savedfilters.all_of_them, app.workspace)
        self._cursor = min(self._cursor, max(len(self._all) - 1, 0))

    async def press(self, key: str, character: str | None) -> None:
        """A letter takes its filter; + keeps the present one, = changes one, del removes one."""
        forgiven = self.forgive_key()
        self.complaint = ""
        here = self._all[self._cursor] if self._all else None
        if key in ACCEPT:
            if here is not None and not forgiven:
                await self._take(here)
        elif key in _STEPS:
            self._move(_STEPS[key])
        elif character == "+":
            await self._keep()
        elif here is not None and character == "=":
            self.leave(_asking(here.filter, here))
        elif here is not None and key == "delete":
            await self.attempt(self._remove(here))
        elif character is not None and character.isalpha():
            letter = character.casefold()
            found = next((each for each in self._all if each.letter == letter), None)
            if found is None:
                self.refuse_key(f"no filter is kept as {letter}", _USES)
            else:
                await self._take(found)
        else:
            self.nothing_here(key, _USES)
        if not self.left:
            self.redraw()

    async def pasted(self, text: str) -> None:
        """Says that nothing is typed here."""
        self.refuse_key("nothing is being typed here", _USES)

    async def clicked(self, line: int) -> None:
        """Takes what is clicked."""
        place = self._start + line - 1
        if line >= 1 and place < len(self._all):
            await self._take(self._all[place])

    def lines(self, width: int) -> list[Strip]:
        """The filters around the cursor, and the keys."""
        shown = self._all[self._start : self._start + _MOST_ROWS]
        rows = [self._row(place, each, width) for place, each in enumerate(shown, self._start)]
        if not self._all:
            rows = [self.line([("none is kept yet", self.ink.dim)], width)]
        keys = [("a letter", _USES)] if self._all else []
        if self._present:
            keys.append(("+", "keeps this one"))
        if self._all:
            keys += [("=", "changes"), ("del", "removes")]
        about = "" if self._present or self._all else "filter with / first, then + keeps it"
        return [
            *self.heading("Saved filters", about, width),
            *rows,
            *(self.line(line, width) for line in self.wrong(width)),
            self.line(self.keys(*keys), width),
        ]

    @property
    def _start(self) -> int:
        return max(min(self._cursor - _MOST_ROWS // 2, len(self._all) - _MOST_ROWS), 0)

    def _row(self, place: int, each: SavedFilter, width: int) -> Strip:
        here = place == self._cursor
        ink, glyphs = self.inks.cursor if here else self.ink, self.inks.glyphs
        name = cells.fit(each.name, min(_NAME, max(width // 3, 1)), glyphs.ellipsis)
        pieces: list[Piece] = [
            (glyphs.cursor if here else " ", ink.accent),
            (f"{each.letter} ", ink.key),
            (f"{name}  ", ink.strong if here else ink.text),
            (each.filter, ink.dim),
        ]
        return filled(pieces, width, ink.text, glyphs.ellipsis)

    def _move(self, by: int) -> None:
        before = self._cursor
        self._cursor = min(max(before + by, 0), max(len(self._all) - 1, 0))
        if self._cursor == before:
            self.complaint = "this is the first one" if by < 0 else "this is the last one"

    async def _take(self, each: SavedFilter) -> None:
        async def use() -> None:
            await self._use(each.filter)
            host(self).say(f"the filter {each.name} holds; esc clears it")

        await self.attempt(use(), leave=True)

    async def _keep(self) -> None:
        if self._present:
            self.leave(_asking(self._present, None))
        else:
            self.refuse_key("no filter holds that could be kept; / filters", _USES)

    async def _remove(self, each: SavedFilter) -> None:
        app = host(self)
        step = await app.jobs.write(savedfilters.remove, app.workspace, each)
        await self.read_again()
        self.complaint = f"{step.title}; u brings it back" if step else ""


def _asking(filter_: str, seen: SavedFilter | None) -> Screen[None]:
    """The prompt for the letter and the name that a filter is kept under."""

    async def prepare() -> Question:
        prompt_host = host(prompt)

        async def answer(typed: str) -> Following:
            letter, _, name = typed.strip().partition(" ")
            if not letter:
                raise BadInput("letter", typed, "one letter is needed, such as h")
            step = await prompt_host.jobs.write(
                savedfilters.save, prompt_host.workspace, letter, name, filter_, seen
            )
            prompt_host.say(step.title if step else "nothing to change: it is so already")
            return None

        return Question(
            "Keep the filter" if seen is None else "Change the saved filter",
            answer,
            about=filter_,
            text="" if seen is None else f"{seen.letter} {seen.name}",
            example="a letter, then a name: h hot deals",
            empty="type the letter that brings it back, and a name",
            unfinished=subject("saved filter"),
        )

    prompt = TextPrompt(prepare)
    return prompt
