"""The base of every question: a few lines at the bottom that leave the board in sight.

A prompt has no widget with the focus: all keys come to the screen, in the order they were typed,
and wait until what was asked for with the one before them is done.
"""

from collections.abc import Awaitable, Iterable, Sequence
from functools import cached_property
from typing import Any

from textual import events
from textual.app import ComposeResult
from textual.geometry import Region
from textual.screen import ModalScreen
from textual.strip import Strip
from textual.widget import Widget

from pipeboard.errors import Missing, PipeboardError, Refused
from pipeboard.ui import text as cells
from pipeboard.ui.commands import is_modifier, readable_key
from pipeboard.ui.host import host
from pipeboard.ui.screens.question import Following
from pipeboard.ui.themes import Palette
from pipeboard.ui.widgets.drawing import Piece, filled, hints, wrapped
from pipeboard.ui.widgets.inks import Inks, make_inks

LEAVE = ("escape", "ctrl+c")
ENTER = ("enter", "ctrl+j")
ACCEPT = (*ENTER, "ctrl+s")


def written_over(text: str) -> str:
    """Says what somebody else wrote in a place that is being edited."""
    return f"it is '{text}' now; enter again puts yours in its place"


class PromptBox(Widget, can_focus=False):
    """Draws the lines of a prompt."""

    def __init__(self, prompt: "Prompt") -> None:
        super().__init__()
        self._prompt = prompt
        self._lines: list[Strip] = []
        self._drawn_for = 0

    def update(self) -> None:
        """Draws the lines anew; only those that differ reach the terminal."""
        before = len(self._lines)
        self._lines = self._prompt.lines(self._width())
        self.refresh(layout=len(self._lines) != before)

    def get_content_height(self, container: Any, viewport: Any, width: int) -> int:
        """As many lines as there are."""
        if width != self._drawn_for:
            self._drawn_for = width
            self._lines = self._prompt.lines(width)
        return len(self._lines)

    def render_line(self, y: int) -> Strip:
        """One of the lines."""
        width = self.size.width
        if width != self._drawn_for:
            self._drawn_for = width
            self._lines = self._prompt.lines(width)
        if y >= len(self._lines):
            return Strip.blank(width, self.rich_style)
        return self._lines[y].adjust_cell_length(width, self.rich_style)

    async def on_click(self, event: events.Click) -> None:
        """Tells which line was clicked."""
        event.stop()
        await self._prompt.clicked(event.get_content_offset_capture(self).y)

    def _width(self) -> int:
        return self._drawn_for or self._prompt.box_width


class Prompt(ModalScreen[None], inherit_bindings=False):
    """A question at the bottom of the screen, or over ``place``.

    ``avoid`` is what must stay in sight: when it lies at the bottom, the prompt goes to the top.
    """

    DEFAULT_CSS = """
    Prompt > PromptBox {
        dock: bottom; height: auto; width: 1fr; max-height: 100%; padding: 0 1;
        background: $panel; color: $foreground;
    }
    Prompt.-top > PromptBox { dock: top; }
    Prompt.-placed > PromptBox { dock: none; padding: 0; position: absolute; }
    """

    def __init__(self, *, avoid: Region | None = None, place: Region | None = None) -> None:
        super().__init__(classes="-placed" if place else None)
        self.styles.background = "transparent"  # over what the app's stylesheet says of screens
        self.avoid = avoid
        self.place = place
        self.box = PromptBox(self)
        self.complaint = ""
        self.left = False
        self._mistaken = False
        """Whether the last key was refused: enter may have been typed for something else."""

    @cached_property
    def inks(self) -> Inks:
        """The styles and signs to draw with."""
        return make_inks(host(self).look)

    @property
    def ink(self) -> Palette:
        """The styles of the box."""
        return self.inks.raised

    @property
    def box_width(self) -> int:
        """How many cells a line has before the first layout."""
        return self.place.width if self.place else max(self.app.size.width - 2, 1)

    def compose(self) -> ComposeResult:
        """The box alone."""
        yield self.box

    async def on_mount(self) -> None:
        """Reads what is needed; keys typed meanwhile wait, and mean nothing if it is refused."""
        await self.attempt(self.load())
        if self.left:
            host(self).forget_keys()
        else:
            self.redraw()

    async def load(self) -> Following:
        """Reads what the question is about, before the first key is looked at."""
        return None

    async def load_or_leave(self, reading: Awaitable[None]) -> None:
        """Waits for what the prompt is about; when that cannot be read, says why and leaves."""
        try:
            await reading
        except PipeboardError as error:
            host(self).say(str(error), "warning")
            self.leave()

    def lines(self, width: int) -> list[Strip]:
        """What the prompt shows, top to bottom."""
        raise NotImplementedError

    async def press(self, key: str, character: str | None) -> None:
        """Does what a key asks for."""
        raise NotImplementedError

    async def pasted(self, text: str) -> None:
        """Takes pasted text."""

    async def clicked(self, line: int) -> None:
        """Takes a click on one of the lines."""

    async def escape(self) -> None:
        """Leaves without an answer."""
        self.leave()

    def heading(self, title: str, about: str, width: int) -> list[Strip]:
        """The line that parts the prompt from the screen below; none when it stands in a field."""
        if self.place is not None:
            return []
        ink, glyphs = self.ink, self.inks.glyphs
        pieces: list[Piece] = [(f"{glyphs.horizontal} ", ink.rule), (f"{title} ", ink.strong)]
        if about:
            pieces.append((f" {about} ", ink.dim))
        used = sum(cells.width(cells.clean(text)) for text, _ in pieces)
        pieces.append((glyphs.horizontal * (width - used), ink.rule))
        return [self.line(pieces, width)]

    def line(self, pieces: Iterable[Piece], width: int) -> Strip:
        """One line of the box."""
        return filled(pieces, width, self.ink.text, self.inks.glyphs.ellipsis)

    def keys(self, *keys: tuple[str, str]) -> list[Piece]:
        """Keys and what they do, the one that leaves last."""
        return hints([*keys, ("esc", "leaves")], self.ink)

    def wrong(self, width: int) -> list[Sequence[Piece]]:
        """What was refused, as lines."""
        rows = wrapped(self.complaint, width) if self.complaint else []
        return [[(row, self.ink.error)] for row in rows]

    def refuse_key(self, why: str, does: str) -> None:
        """Says why a key means nothing here; the next enter only clears that."""
        self.complaint = f"{why}; enter clears this, then {does}"
        self._mistaken = True
        self.redraw()

    def nothing_here(self, key: str, does: str) -> None:
        """Refuses a key that has no meaning here, unless it is only held with others."""
        if not is_modifier(key):
            self.refuse_key(f"{readable_key(key)} does nothing here", does)

    def forgive_key(self) -> bool:
        """Forgets what was refused of the last key; returns whether anything was."""
        mistaken, self._mistaken = self._mistaken, False
        if mistaken:
            self.complaint = ""
            self.redraw()
        return mistaken

    def redraw(self) -> None:
        """Shows what has changed."""
        self.box.update()
        self._put_box()

    async def attempt(self, work: Awaitable[Following], *, leave: bool = False) -> bool:
        """Waits for ``work``; what it refuses is shown under what was typed, which stays.

        With ``leave`` the prompt is left afterwards, for the screen that ``work`` returned.
        Returns whether it was done.
        """
        try:
            following = await work
        except PipeboardError as error:
            await self._refused(error)
            return False
        if leave or following is not None:
            self.leave(following)
        return True

    async def read_again(self) -> None:
        """After a refusal: reads what is there now, so that a second try knowingly writes over it.

        Raises PipeboardError when there is nothing any more that could be asked about.
        """

    async def no_way_on(self, why: str) -> str:
        """Says why nothing can be asked any more, and what to do then."""
        return why

    async def _refused(self, error: PipeboardError) -> None:
        self.complaint = str(error)
        if isinstance(error, (Refused, Missing)):
            try:
                await self.read_again()
            except PipeboardError as gone:
                self.complaint = await self.no_way_on(str(gone))
        self.redraw()

    def leave(self, following: Following = None) -> None:
        """Closes the prompt, and shows the screen that follows, if any."""
        if self.left:
            return
        self.left = True
        self.dismiss()
        if following is not None:
            self.app.push_screen(following)

    async def on_key(self, event: events.Key) -> None:
        """Takes every key: none goes to the screen below."""
        event.stop()
        event.prevent_default()
        if event.key in LEAVE:
            await self.escape()
        else:
            await self.press(event.key, event.character)

    async def on_paste(self, event: events.Paste) -> None:
        """Takes pasted text."""
        event.stop()
        await self.pasted(event.text)

    def on_resize(self) -> None:
        """Keeps the box in view."""
        self._put_box()

    def _put_box(self) -> None:
        height = self.box.get_content_height(None, None, self.box_width)
        if self.place is not None:
            y = max(min(self.place.y, self.app.size.height - height), 0)
            self.box.styles.offset = (self.place.x, y)
            self.box.styles.width = self.place.width
        elif self.avoid is not None:
            low = self.avoid.bottom > self.app.size.height - height
            self.set_class(low and self.avoid.y >= height, "-top")
