"""A question answered by typing, or by a digit and enter: with a preview of how the text is read."""

import asyncio
from collections.abc import Callable, Mapping, Sequence

from rich.style import Style
from textual.geometry import Region
from textual.strip import Strip

from pipeboard.domain.unfinished import in_one_text
from pipeboard.errors import PipeboardError
from pipeboard.ui.editing import Editor, Row
from pipeboard.ui.host import host
from pipeboard.ui.screens.kept_prompt import KeptPrompt
from pipeboard.ui.screens.prompt import ACCEPT, written_over
from pipeboard.ui.screens.question import (
    Choice,
    Completion,
    Following,
    Prepare,
    Preview,
    Question,
)
from pipeboard.ui.widgets.drawing import READ, TYPING, Piece, flowed, wrapped

_MOST_ROWS = 8
_NEW_LINE = ("ctrl+j", "shift+enter", "alt+enter", "ctrl+enter")
_GAP = "   "


class TextPrompt(KeptPrompt):
    """Asks what ``prepare`` returns; ``left_with`` is told what stands there when it closes."""

    def __init__(
        self,
        prepare: Prepare,
        *,
        avoid: Region | None = None,
        place: Region | None = None,
        left_with: Callable[[str], None] = lambda _: None,
    ) -> None:
        super().__init__(avoid=avoid, place=place)
        self._prepare = prepare
        self._left_with = left_with
        self._question: Question | None = None
        self._editor = Editor()
        self._preview = Preview()
        self._completion: Completion | None = None
        self._reading: asyncio.Task[None] | None = None
        self._read_again = False

    @property
    def text(self) -> str:
        """What is typed."""
        return self._editor.text

    @property
    def typed(self) -> Mapping[str, str]:
        """The text, unless it is what stood there at first, or the digit of a choice."""
        return {"": self.text} if self.touched and self.text.strip() and not self._picks else {}

    @property
    def touched(self) -> bool:
        """Whether the text is another than at first."""
        question = self._question
        return question is None or self.text != Editor(question.text, lines=question.lines).text

    def take_up(self, texts: Mapping[str, str]) -> None:
        """Puts the text into the field."""
        self._editor.put(in_one_text(texts))
        self._changed()

    async def load(self) -> Following:
        """Reads what is asked; when that is refused, says why and leaves."""
        try:
            question = await self._prepare()
            await self.keep_for(question.unfinished)
        except PipeboardError as error:
            host(self).say(str(error), "warning")
            self.leave()
            return None
        self._question = question
        self._editor = Editor(question.text, lines=question.lines)
        if question.text or question.suggested:
            self._look_again()
        return None

    async def press(self, key: str, character: str | None) -> None:
        """Types, picks, completes, answers."""
        question = self._question
        if question is None or await self.clears_offer(key):
            return
        if question.lines and key in _NEW_LINE:
            self._editor.insert("\n")
            self._changed()
        elif key in ACCEPT:
            await self._accept(question)
        elif key == "tab" and self._suggested and not self.text:
            self._editor.put(question.suggested)
            self._changed()
        elif key == "tab":
            if self._reading is not None and not self._reading.done():
                await asyncio.wait([self._reading])  # else it completes what was typed before
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
        self._changed(at_once=True)

    def leave(self, following: Following = None) -> None:
        """Closes the prompt, and tells what was typed."""
        if not self.left:
            self._left_with(self.text)
        super().leave(following)

    async def read_again(self) -> None:
        """Asks anew; what is typed stays."""
        if self._question is not None:
            before, self._question = self._question, await self._prepare()
            if self._question.text != before.text:
                self.complaint += f"; {written_over(self._question.text)}"
            if self._question.title != before.title:
                self.complaint += f"; what is asked now: {self._question.title}"

    def lines(self, width: int) -> list[Strip]:
        """Title, field, how it is read, what can be picked, what is wrong, and the keys."""
        question, ink = self._question, self.ink
        if question is None:
            return [Strip.blank(width)] * 4
        below = self.offered(width)
        below += self._choices(question, width)
        below += self._taken(question, width)
        below += self._options(width)
        below += self._meanings(width)
        below += self.wrong(width) or self._problem(width)
        if not self.offers:
            digits = (
                [(f"1-{len(question.choices)} then enter", "picks")] if question.choices else []
            )
            if self._suggested and not self.text:
                digits.append(("tab", "changes it"))
            below.append(self.keys(("enter", question.does), *digits, *question.keys))
        return [
            *self.heading(question.title, question.about, width),
            *(
                self.line([(row, ink.text)], width)
                for line in question.details
                for row in wrapped(line, width)
            ),
            *self._field(question, width),
            *(self.line(line, width) for line in below),
        ]

    async def _accept(self, question: Question) -> None:
        if self.offers:
            self.take_offer()
        elif self.text.strip():
            picked = _picked(question, self.text)
            await self._answer(question, self.text.strip() if picked is None else picked.value)
        elif question.suggested:
            await self._answer(question, question.suggested)
        elif question.empty is None:
            await self._answer(question, "")
        elif question.empty:
            self.complaint = question.empty
            self.redraw()
        else:
            await self.escape()

    async def _answer(self, question: Question, value: str) -> None:
        await self.answer_with(question.answer(value))

    def _changed(self, *, at_once: bool = False) -> None:
        self.text_changed(at_once=at_once)
        self._look_again()
        self.redraw()

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
            text, cursor = self.text or question.suggested, self._editor.cursor
            preview, completion = Preview(), None
            try:
                if question.preview is not None and text.strip():
                    preview = await app.jobs.read(question.preview, app.workspace, text)
                if question.complete is not None and self.text:
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
    def _suggested(self) -> str:
        question = self._question
        return question.suggested if question is not None and not self.offers else ""

    @property
    def _width(self) -> int:
        return self.box.content_size.width or self.box_width

    def _field(self, question: Question, width: int) -> list[Strip]:
        empty = self._suggested or question.example
        if not self.text and empty:
            example = (empty, self.ink.dim)
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

    def _taken(self, question: Question, width: int) -> list[list[Piece]]:
        """Which choice the digit that stands alone is."""
        picked = _picked(question, self.text)
        if picked is None:
            return []
        means = f"{picked.label}, {picked.more}" if picked.more else picked.label
        told = wrapped(f"{self.text}  {means}: enter takes it", width)
        return [[(row, self.ink.strong)] for row in told]

    def _options(self, width: int) -> list[list[Piece]]:
        ink = self.ink
        if self._completion is None or not self._completion.options:
            return []
        options = [[(option + _GAP, ink.text)] for option in self._completion.options]
        return flowed([[("tab ", ink.key)], *options], width)[:1]

    def _meanings(self, width: int) -> list[list[Piece]]:
        ink = self.ink
        if self._picks or not (self.text or self._suggested):
            return []
        groups = [
            [(f"{kind} ", ink.dim), (meaning + _GAP, ink.text)]
            for kind, meaning in self._preview.meanings
        ]
        return flowed(groups, width)

    def _problem(self, width: int) -> list[Sequence[Piece]]:
        told = (self.text or self._suggested) and not self._picks
        problem = self._preview.problem if told else ""
        return [[(row, self.ink.dim)] for row in wrapped(problem, width)] if problem else []


def _picked(question: Question, text: str) -> Choice | None:
    """What a digit that stands alone picks."""
    if len(text) != 1 or not text.isdecimal():
        return None
    place = int(text) - 1
    return question.choices[place] if 0 <= place < len(question.choices) else None
