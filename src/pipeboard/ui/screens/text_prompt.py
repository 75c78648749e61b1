"""A question answered by typing, or by a digit and enter: with a preview of how the text is read."""

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from rich.style import Style
from textual.geometry import Region
from textual.strip import Strip

from pipeboard.errors import PipeboardError
from pipeboard.ui.editing import Editor, Row
from pipeboard.ui.host import host
from pipeboard.ui.screens.prompt import ACCEPT, Prompt, written_over
from pipeboard.ui.screens.question import (
    Choice,
    Completion,
    Following,
    Prepare,
    Preview,
    Question,
)
from pipeboard.ui.screens.unfinished import Unfinished
from pipeboard.ui.widgets.drawing import READ, TYPING, Piece, flowed, wrapped

if TYPE_CHECKING:
    from textual.timer import Timer

_MOST_ROWS = 8
_KEEP_AFTER = 0.5
"""Seconds without a key after which what was typed is kept on disk."""
_NEW_LINE = ("ctrl+j", "shift+enter", "alt+enter", "ctrl+enter")
_GAP = "   "


class TextPrompt(Prompt):
    """Asks what ``prepare`` returns."""

    def __init__(
        self, prepare: Prepare, *, avoid: Region | None = None, place: Region | None = None
    ) -> None:
        super().__init__(avoid=avoid, place=place)
        self._prepare = prepare
        self._question: Question | None = None
        self._editor = Editor()
        self._preview = Preview()
        self._completion: Completion | None = None
        self._unfinished: Unfinished | None = None
        self._keeping: Timer | None = None
        self._reading: asyncio.Task[None] | None = None
        self._read_again = False

    @property
    def text(self) -> str:
        """What is typed."""
        return self._editor.text

    async def load(self) -> Following:
        """Reads what is asked; when that is refused, says why and leaves."""
        try:
            question = await self._prepare()
            if question.unfinished:
                self._unfinished = Unfinished(host(self), question.unfinished)
                await self._unfinished.load()
        except PipeboardError as error:
            host(self).say(str(error), "warning")
            self.leave()
            return None
        self._question = question
        self._editor = Editor(question.text, lines=question.lines)
        if question.text:
            self._look_again()
        return None

    async def escape(self) -> None:
        """Clears what is left over from before; else discards what is typed and leaves."""
        if self._unfinished is not None:
            clears_offer = bool(self._unfinished.offered) and not self.text
            if clears_offer:
                self._unfinished.take()
            await self.attempt(self._keep(""))
            if clears_offer:
                self.redraw()
                return
        self.leave()

    async def press(self, key: str, character: str | None) -> None:
        """Types, picks, completes, answers."""
        question = self._question
        if question is None:
            return
        if question.lines and key in _NEW_LINE:
            self._editor.insert("\n")
            self._changed()
        elif key in ACCEPT:
            await self._accept(question)
        elif key == "tab":
            self._complete()
        else:
            before = self.text
            self._editor.press(key, character, self._width)
            if self.text != before:
                self._changed()
            else:
                self.redraw()

    async def pasted(self, text: str) -> None:
        """Types pasted text."""
        self._editor.insert(text)
        self._changed()

    async def read_again(self) -> None:
        """Asks anew; what is typed stays."""
        if self._question is not None:
            before, self._question = self._question.text, await self._prepare()
            if self._question.text != before:
                self.complaint += f"; {written_over(self._question.text)}"

    async def save_unfinished(self) -> None:
        """Keeps on disk what is typed, when it is of a kind that is kept."""
        self._keeping = None
        if not self.left:
            await self._keep(self.text)

    def on_unmount(self) -> None:
        """Keeps on disk what is typed when the app ends while it is being typed."""
        if self._unfinished is not None and not self.left:
            with suppress(PipeboardError):
                self._unfinished.keep_now(self.text)

    def lines(self, width: int) -> list[Strip]:
        """Title, field, how it is read, what can be picked, what is wrong, and the keys."""
        question, ink = self._question, self.ink
        if question is None:
            return [Strip.blank(width)] * 4
        offered = self._unfinished.offered if self._unfinished and not self.text else ""
        below: list[Sequence[Piece]] = []
        if offered:
            below += [[("  " + row, ink.dim)] for row in wrapped(offered, width - 2)[:3]]
            told = "unfinished from before: enter keeps it, esc clears"
            below.append([(told, ink.today)])
        below += self._choices(question, width)
        below += self._options(width)
        below += self._meanings(width)
        below += self.wrong(width) or self._problem(width)
        if not offered:
            below.append(self.keys(("enter", question.does), *question.keys))
        return [
            *self.heading(question.title, question.about, width),
            *(self.line([(line, ink.text)], width) for line in question.details),
            *self._field(question, width),
            *(self.line(line, width) for line in below),
        ]

    async def _accept(self, question: Question) -> None:
        if self.text.strip():
            picked = _picked(question, self.text)
            await self._answer(question, self.text.strip() if picked is None else picked.value)
        elif self._unfinished is not None and self._unfinished.offered:
            self._editor.put(self._unfinished.take())
            self._changed()
        elif question.empty is None:
            await self._answer(question, "")
        elif question.empty:
            self.complaint = question.empty
            self.redraw()
        else:
            await self.escape()

    async def _answer(self, question: Question, value: str) -> None:
        async def answer() -> Following:
            following = await question.answer(value)
            await self._keep("")
            return following

        await self.attempt(answer(), leave=True)

    def _changed(self) -> None:
        self.complaint = ""
        self._look_again()
        if self._unfinished is not None and self._keeping is None:
            self._keeping = self.set_timer(_KEEP_AFTER, self.save_unfinished)
        self.redraw()

    async def _keep(self, text: str) -> None:
        if self._unfinished is not None:
            if self._keeping is not None:
                self._keeping.stop()
            await self._unfinished.keep(text)

    def _look_again(self) -> None:
        """Reads the text anew, off this thread; the newest text wins."""
        question = self._question
        if question is None or (question.preview is None and question.complete is None):
            return
        if self._reading is not None and not self._reading.done():
            self._read_again = True
            return
        self._reading = asyncio.create_task(self._read(question), name="preview")

    async def _read(self, question: Question) -> None:
        app = host(self)
        preview, completion = Preview(), None
        self._read_again = True
        while self._read_again and not self.left:
            self._read_again = False
            text, cursor = self.text, self._editor.cursor
            preview, completion = Preview(), None
            try:
                if question.preview is not None and text.strip():
                    preview = await app.jobs.read(question.preview, app.workspace, text)
                if question.complete is not None:
                    completion = await app.jobs.read(question.complete, app.workspace, text, cursor)
            except PipeboardError as error:
                preview = Preview(problem=str(error))
        if not self.left:
            self._preview, self._completion = preview, completion
            self.redraw()

    def _complete(self) -> None:
        found = self._completion
        if found is None or not found.options or found.end > len(self.text):
            return
        editor = self._editor
        before = editor.text[: found.start] + found.options[0]
        editor.put(before + editor.text[found.end :])
        editor.cursor = len(before)
        self._completion = None
        self._changed()

    @property
    def _picks(self) -> bool:
        """Whether what is typed is the digit of a choice."""
        return self._question is not None and _picked(self._question, self.text) is not None

    @property
    def _width(self) -> int:
        return self.box.content_size.width or self.box_width

    def _field(self, question: Question, width: int) -> list[Strip]:
        if not self.text and question.example:
            example = (question.example, self.ink.dim)
            return [self.line([(" ", self.ink.text + TYPING), example], width)]
        rows = self._editor.rows(width)
        at, column = self._editor.place(width)
        start = max(min(at - _MOST_ROWS + 1, len(rows) - _MOST_ROWS), 0)
        return [
            self._row(row, column if start + index == at else None, width)
            for index, row in enumerate(rows[start : start + _MOST_ROWS])
        ]

    def _row(self, row: Row, cursor: int | None, width: int) -> Strip:
        pieces: list[Piece] = []
        cells = 0
        for cluster in row.clusters:
            style = self._style(cluster.start)
            if cells == cursor:
                style += TYPING
            if pieces and pieces[-1][1] is style:
                pieces[-1] = (pieces[-1][0] + cluster.drawn, style)
            else:
                pieces.append((cluster.drawn, style))
            cells += cluster.cells
        if cursor is not None and cursor >= cells:
            pieces.append((" ", self.ink.text + TYPING))
        return self.line(pieces, width)

    def _style(self, place: int) -> Style:
        ink = self.ink
        for piece in self._preview.pieces:
            if piece.start <= place < piece.end:
                return ink.strong if piece.kind == "title" else ink.key + READ
        return ink.text

    def _choices(self, question: Question, width: int) -> list[list[Piece]]:
        ink = self.ink
        picked = _picked(question, self.text)
        if not question.choices or (self.text and picked is None):
            return []
        groups: list[list[Piece]] = []
        for digit, choice in enumerate(question.choices, 1):
            gap = "" if choice.more else _GAP
            label = ink.strong + READ if choice is picked else ink.text
            group = [(f"{digit} ", ink.key), (choice.label, label), (gap, ink.text)]
            groups.append([*group, (f" {choice.more}{_GAP}", ink.dim)] if choice.more else group)
        return flowed(groups, width)

    def _options(self, width: int) -> list[list[Piece]]:
        ink = self.ink
        if self._completion is None or not self._completion.options:
            return []
        options = [[(option + _GAP, ink.text)] for option in self._completion.options]
        return flowed([[("tab ", ink.key)], *options], width)[:1]

    def _meanings(self, width: int) -> list[list[Piece]]:
        ink = self.ink
        if not self.text or self._picks:
            return []
        groups = [
            [(f"{kind} ", ink.dim), (meaning + _GAP, ink.text)]
            for kind, meaning in self._preview.meanings
        ]
        return flowed(groups, width)

    def _problem(self, width: int) -> list[Sequence[Piece]]:
        problem = self._preview.problem if self.text and not self._picks else ""
        return [[(row, self.ink.dim)] for row in wrapped(problem, width)] if problem else []


def _picked(question: Question, text: str) -> Choice | None:
    """What a digit that stands alone picks."""
    if len(text) != 1 or not text.isdecimal():
        return None
    place = int(text) - 1
    return question.choices[place] if 0 <= place < len(question.choices) else None
