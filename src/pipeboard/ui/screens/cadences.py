"""The list of cadences: to start one, to see and change how it stands here, and to edit them."""

from collections.abc import Awaitable, Callable, Sequence

from textual.strip import Strip

from pipeboard.domain.cadences import Cadence, Run, RunState
from pipeboard.domain.changes import Step
from pipeboard.domain.words import many
from pipeboard.errors import PipeboardError
from pipeboard.service import cadences
from pipeboard.service.workspace import Workspace
from pipeboard.ui import cadences as asking
from pipeboard.ui import text as cells
from pipeboard.ui.host import host
from pipeboard.ui.messages import Committed
from pipeboard.ui.questions import Asker
from pipeboard.ui.screens.prompt import ACCEPT, Prompt
from pipeboard.ui.screens.question import Following
from pipeboard.ui.widgets.drawing import Piece, filled, flowed, hints

_MOST_ROWS = 12
_STEPS = {"up": -1, "down": 1, "pageup": -_MOST_ROWS, "pagedown": _MOST_ROWS, "k": -1, "j": 1}
_STARTS = "starts it"
_NAME = 28


class Cadences(Prompt):
    """Starts a cadence on the deals of ``asker`` by its digit, or with the cursor and enter."""

    def __init__(self, asker: Asker, *, at: str = "") -> None:
        super().__init__(avoid=asker.avoid)
        self._asker = asker
        self._at = at
        self._about = ""
        self._all: list[Cadence] = []
        self._runs: list[Run] = []
        self._cursor = 0

    async def load(self) -> Following:
        """Reads the cadences, and how they stand here; when that cannot be, says why and leaves."""
        jobs, ws = self._asker.host.jobs, self._asker.workspace
        try:
            await jobs.write(cadences.ensure, ws)
            await self.read_again()
        except PipeboardError as error:
            host(self).say(str(error), "warning")
            self.leave()
            return None
        places = [place for place, each in enumerate(self._all) if each.name == self._at]
        self._cursor = places[0] if places else 0
        return None

    async def read_again(self) -> None:
        """Reads all anew; the cursor stays on its cadence, where that is still there."""
        here = self._here.id if self._here else None
        self._about = await self._asker.about()
        jobs, ws, ids = self._asker.host.jobs, self._asker.workspace, self._asker.deals
        self._all, self._runs = await jobs.read(_read, ws, ids)
        places = [place for place, each in enumerate(self._all) if each.id == here]
        last = max(len(self._all) - 1, 0)
        self._cursor = places[0] if places else min(self._cursor, last)

    async def on_committed(self, _: Committed) -> None:
        """Reads all anew after any change by anybody."""
        if self.left:
            return
        try:
            await self.read_again()
        except PipeboardError as error:
            self.complaint = str(error)
        self.redraw()

    async def press(self, key: str, character: str | None) -> None:
        """A digit or enter starts; e, n and del edit the list; p and s are about what runs here."""
        forgiven = self.forgive_key()
        self.complaint = ""
        here = self._here
        if key in ACCEPT:
            if here is not None and not forgiven:
                self._start(here)
        elif key in ("home", "end"):
            self._move(len(self._all) if key == "end" else -len(self._all))
        elif key in _STEPS:
            self._move(_STEPS[key])
        elif character is not None and character.isdecimal():
            self._start_digit(int(character))
        elif character == "n":
            self.leave(asking.form(self._asker, None))
        elif here is not None and character == "e":
            self.leave(asking.form(self._asker, here))
        elif here is not None and key == "delete":
            await self.attempt(self._remove(here))
        elif here is not None and character in ("p", "s"):
            await self._change(here, character)
        else:
            self.nothing_here(key, _STARTS)
        if not self.left:
            self.redraw()

    async def pasted(self, text: str) -> None:
        """Says that nothing is typed here."""
        self.refuse_key("nothing is being typed here", _STARTS)

    async def clicked(self, line: int) -> None:
        """Starts what is clicked."""
        place = self._first + line - 1
        if 1 <= line <= _MOST_ROWS and place < len(self._all):
            self._start(self._all[place])
        if not self.left:
            self.redraw()

    def lines(self, width: int) -> list[Strip]:
        """The cadences around the cursor, what the one under it plans, and the keys."""
        shown = self._all[self._first : self._first + _MOST_ROWS]
        rows = [self._row(place, each, width) for place, each in enumerate(shown, self._first)]
        here = self._here
        if here is None:
            rows = [self.line([("there is none; n adds one", self.ink.dim)], width)]
        else:
            told = [_series(here), here.stops or "nothing stops it by itself"]
            rows += [self.line([(f"    {each}", self.ink.dim)], width) for each in told]
        return [
            *self.heading("Cadences", self._about, width),
            *rows,
            *(self.line(line, width) for line in self.wrong(width)),
            *(self.line(line, width) for line in flowed(self._keys(here), width)),
        ]

    def _keys(self, here: Cadence | None) -> list[list[Piece]]:
        keys: list[tuple[str, str]] = []
        if here is not None and self._asker.deals:
            keys.append(("enter", "starts"))
        running = self._runs_of(here)
        if running:
            paused = all(run.state is RunState.PAUSED for run in running)
            keys += [("p", "resumes" if paused else "pauses"), ("s", "stops")]
        if here is not None:
            keys += [("e", "edits"), ("del", "removes")]
        keys += [("n", "adds one"), ("esc", "leaves")]
        return [hints([each], self.ink) for each in keys]

    @property
    def _here(self) -> Cadence | None:
        return self._all[self._cursor] if self._cursor < len(self._all) else None

    @property
    def _first(self) -> int:
        return max(min(self._cursor - _MOST_ROWS // 2, len(self._all) - _MOST_ROWS), 0)

    def _runs_of(self, cadence: Cadence | None) -> list[Run]:
        """Those of it that run, or are paused, on the deals that are meant."""
        return [run for run in self._runs if cadence and run.cadence_id == cadence.id]

    def _row(self, place: int, each: Cadence, width: int) -> Strip:
        here = place == self._cursor
        ink, glyphs = self.inks.cursor if here else self.ink, self.inks.glyphs
        name = cells.fit(each.name, min(_NAME, max(width // 3, 1)), glyphs.ellipsis)
        running = self._runs_of(each)
        if len(self._asker.deals) > 1 and running:
            stands = f"on {len(running)} of these deals  "
        else:
            stands = f"{running[-1].progress} here  " if running else ""
        everywhere = f", on {many(each.deals, 'deal')}" if each.deals else ""
        pieces: list[Piece] = [
            (glyphs.cursor if here else " ", ink.accent),
            (f"{place + 1 if place < 9 else ' '} ", ink.key),
            (f"{name}  ", ink.strong if here else ink.text),
            (stands, ink.accent),
            (f"{each.told}{everywhere}", ink.dim),
        ]
        return filled(pieces, width, ink.text, glyphs.ellipsis)

    def _move(self, by: int) -> None:
        before = self._cursor
        self._cursor = min(max(before + by, 0), max(len(self._all) - 1, 0))
        if self._cursor == before:
            self.complaint = "this is the first one" if by < 0 else "this is the last one"

    def _start_digit(self, digit: int) -> None:
        if 0 < digit <= len(self._all):
            self._cursor = digit - 1
            self._start(self._all[self._cursor])
        else:
            self.refuse_key(f"there is no cadence {digit}", _STARTS)

    def _start(self, each: Cadence) -> None:
        if self._asker.deals:
            self.leave(asking.start(self._asker, each, self._about))
        else:
            self.complaint = "there is no deal here to start it on"

    async def _change(self, here: Cadence, key: str) -> None:
        """Pauses, resumes or stops what runs of it here; of several those go first that run."""
        running = self._runs_of(here)
        if not running:
            where = "here" if self._asker.deals else "here: there is no deal"
            self.refuse_key(f"{here.name} does not run {where}", _STARTS)
            return
        change: Callable[[Workspace, Sequence[Run]], Step | None] = cadences.stop
        if key == "p":
            going = [run for run in running if run.state is RunState.RUNNING]
            change, running = (cadences.pause, going) if going else (cadences.resume, running)

        await self.attempt(self._wrote(change, running), leave=True)

    def _wrote(
        self, change: Callable[[Workspace, Sequence[Run]], Step | None], runs: Sequence[Run]
    ) -> Awaitable[Following]:
        async def work() -> Following:
            asker = self._asker
            asker.wrote(await asker.host.jobs.write(change, asker.workspace, runs))
            return None

        return work()

    async def _remove(self, each: Cadence) -> None:
        step = await self._asker.host.jobs.write(cadences.remove, self._asker.workspace, each)
        await self.read_again()
        goes_on = f"; it goes on where it runs, on {many(each.deals, 'deal')}" if each.deals else ""
        self.complaint = f"{step.title}{goes_on}; u brings it back" if step else ""


def _read(ws: Workspace, deal_ids: Sequence[int]) -> tuple[list[Cadence], list[Run]]:
    return cadences.all_of_them(ws), cadences.on_deals(ws, deal_ids)


def _series(each: Cadence) -> str:
    """What it plans, in one line."""
    return ", ".join(f"day {step.day} {step.type}" for step in each.steps)
