"""Several things on offer, all taken unless some are left out: follow-ups after a sale."""

from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass

from textual.geometry import Region
from textual.strip import Strip

from pipeboard.domain.days import written
from pipeboard.domain.words import many
from pipeboard.service.aftersale import Offer
from pipeboard.ui import text as cells
from pipeboard.ui.host import host
from pipeboard.ui.screens.prompt import ACCEPT, Prompt
from pipeboard.ui.screens.question import Following
from pipeboard.ui.widgets.drawing import Piece, filled, hints

_STEPS = {"up": -1, "k": -1, "down": 1, "j": 1}
_MOST_ROWS = 12

Plan = Callable[[Sequence[Offer], Sequence[Offer]], Awaitable[Following]]
"""Plans the first, and asks for the contract ends on which the second hang."""


@dataclass(frozen=True, slots=True)
class _Line:
    """The same follow-up on one or more deals; ``waits`` for their contract end to be told."""

    offers: tuple[Offer, ...]

    @property
    def waits(self) -> bool:
        return self.offers[0].due is None

    @property
    def key(self) -> tuple[str, str, int, str, bool]:
        """What tells lines apart, whichever deals they are about."""
        return _key(self.offers[0])


class Offers(Prompt):
    """Asks which follow-ups to plan; ``again`` reads anew what is on offer after a refusal."""

    def __init__(
        self,
        offers: Sequence[Offer],
        again: Callable[[], Awaitable[Sequence[Offer]]],
        plan: Plan,
        *,
        avoid: Region | None = None,
    ) -> None:
        super().__init__(avoid=avoid)
        self._again = again
        self._plan = plan
        self._lines = _lines(offers)
        self._wanted = {line.key for line in self._lines if not line.waits}
        self._cursor = 0

    async def read_again(self) -> None:
        """Reads what is on offer now; what was left out stays so."""
        self._lines = _lines(await self._again())
        self._cursor = min(self._cursor, max(len(self._lines) - 1, 0))

    async def press(self, key: str, character: str | None) -> None:
        """Takes or leaves what a digit or the cursor is on; enter plans."""
        step = _STEPS.get(key)
        if self.forgive_key() and key in ACCEPT:
            return
        if key in ACCEPT:
            await self._accept()
        elif step is not None:
            self._cursor = min(max(self._cursor + step, 0), max(len(self._lines) - 1, 0))
            self.redraw()
        elif key == "space":
            self._toggle(self._cursor)
        elif character is None or not character.isdecimal():
            self.nothing_here(key, self._does)
        elif 0 < int(character) <= len(self._lines):
            self._toggle(int(character) - 1)
        else:
            self.refuse_key(f"there is no {character} here", self._does)

    async def pasted(self, text: str) -> None:
        """Says that nothing is typed here."""
        self.refuse_key("nothing is being typed here", self._does)

    async def clicked(self, line: int) -> None:
        """Takes or leaves what is clicked."""
        if 0 <= line - 1 < min(len(self._lines), _MOST_ROWS):
            self._toggle(self._start + line - 1)

    async def escape(self) -> None:
        """Plans none."""
        self.leave()
        host(self).say("no follow-up was planned")

    def lines(self, width: int) -> list[Strip]:
        """What is on offer, with when it is due."""
        shown = self._lines[self._start : self._start + _MOST_ROWS]
        on = {offer.deal.id: offer.deal.title for line in self._lines for offer in line.offers}
        about = next(iter(on.values()), "") if len(on) < 2 else many(len(on), "deal")
        name = max((cells.width(cells.clean(_name(line))) for line in shown), default=0)
        rows = [
            self._row(place, line, min(name, max(width - 34, 12)), len(on), width)
            for place, line in enumerate(shown, self._start)
        ]
        digits = f"1-{min(len(self._lines), 9)}" if len(self._lines) > 1 else "1"
        keys = [("enter", self._does), (digits, "toggles"), ("esc", "plans none")]
        foot = [*hints(keys, self.ink)]
        return [
            *self.heading("Follow-ups after the sale", about, width),
            *rows,
            *(self.line(line, width) for line in self.wrong(width)),
            self.line(foot, width),
        ]

    @property
    def _does(self) -> str:
        """What enter does."""
        chosen = [line for line in self._lines if line.key in self._wanted]
        if not chosen:
            return "plans none"
        asks = any(line.waits for line in chosen)
        if all(line.waits for line in chosen):
            return "asks for the contract end"
        count = len([line for line in chosen if not line.waits])
        which = "them" if len(chosen) == len(self._lines) else f"{count} of them"
        return f"plans {which}, asks for the contract end" if asks else f"plans {which}"

    @property
    def _start(self) -> int:
        """The place of the first line that is visible."""
        return max(min(self._cursor - _MOST_ROWS // 2, len(self._lines) - _MOST_ROWS), 0)

    async def _accept(self) -> None:
        chosen = [line for line in self._lines if line.key in self._wanted]
        known = [offer for line in chosen if not line.waits for offer in line.offers]
        waiting = [offer for line in chosen if line.waits for offer in line.offers]
        if not chosen:
            await self.escape()
            return
        await self.attempt(self._plan(known, waiting), leave=True)

    def _toggle(self, place: int) -> None:
        if not 0 <= place < len(self._lines):
            return
        self._cursor, self.complaint = place, ""
        self._wanted.symmetric_difference_update({self._lines[place].key})
        self.redraw()

    def _row(self, place: int, line: _Line, name: int, deals: int, width: int) -> Strip:
        here = place == self._cursor
        ink, glyphs = self.inks.cursor if here else self.ink, self.inks.glyphs
        wanted = line.key in self._wanted
        digit = str(place + 1) if place < 9 else " "
        when = _due(line, deals)
        if line.waits:
            asks = "asks for it" if wanted else f"{digit} asks for it".strip()
            when = f"contract end unknown{when}: {asks}"
        shown = cells.fit(_name(line), name, glyphs.ellipsis)
        pieces: list[Piece] = [
            (glyphs.cursor if here else " ", ink.accent),
            (f"{digit} ", ink.key),
            ("[x] " if wanted else "[ ] ", ink.strong if wanted else ink.dim),
            (f"{shown}  ", ink.text if wanted else ink.dim),
            (when, ink.dim),
        ]
        return filled(pieces, width, ink.text, glyphs.ellipsis)


def _lines(offers: Iterable[Offer]) -> list[_Line]:
    """The same follow-up on several deals as one line, those that can be planned at once first."""
    found: dict[tuple[str, str, int, str, bool], list[Offer]] = {}
    for offer in offers:
        found.setdefault(_key(offer), []).append(offer)
    lines = [_Line(tuple(alike)) for alike in found.values()]
    return sorted(lines, key=lambda line: line.waits)


def _key(offer: Offer) -> tuple[str, str, int, str, bool]:
    item = offer.item
    return item.type, item.subject, item.days, item.anchor, offer.due is None


def _name(line: _Line) -> str:
    item = line.offers[0].item
    same = item.subject.casefold() == item.type.casefold()
    return item.type if same else f"{item.type}  {item.subject}"


def _due(line: _Line, deals: int) -> str:
    """When it is due, and on how many of several deals."""
    days = sorted({offer.due for offer in line.offers if offer.due is not None})
    on = f" on {many(len(line.offers), 'deal')}" if deals > 1 else ""
    if not days:
        return on
    first, last = written(days[0]), written(days[-1])
    return f"{first}{on}" if len(days) == 1 else f"{first} to {last}{on}"
