"""Several fields on one screen, saved together: only those that were changed."""

from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from typing import Any

from textual.geometry import Region
from textual.strip import Strip

from pipeboard.domain.unfinished import in_one_text
from pipeboard.errors import BadInput, PipeboardError
from pipeboard.ui import text as cells
from pipeboard.ui.cycling import cycle, cycles
from pipeboard.ui.editing import Editor
from pipeboard.ui.host import host
from pipeboard.ui.screens.kept_prompt import KeptPrompt
from pipeboard.ui.screens.prompt import written_over
from pipeboard.ui.screens.question import Completion, Following
from pipeboard.ui.screens.sheet import FormField, Sheet, SheetKey
from pipeboard.ui.widgets.drawing import TYPING, Piece, filled, flowed, wrapped

__all__ = ["Form", "FormField", "Sheet", "SheetKey"]

_NEXT = ("tab", "down")
_BEFORE = ("shift+tab", "up")
_SAVE = ("enter", "ctrl+s")
_LINES = ("up", "down")


class Form(KeptPrompt):
    """Shows the sheet that ``prepare`` returns; tab moves, enter saves, esc leaves."""

    DEFAULT_CSS = """
    Form > PromptBox { max-height: 100%; }
    """

    def __init__(
        self, prepare: Callable[[], Awaitable[Sheet]], *, avoid: Region | None = None
    ) -> None:
        super().__init__(avoid=avoid)
        self._prepare = prepare
        self._sheet: Sheet | None = None
        self._editors: list[Editor] = []
        self._at = 0
        self._errors: dict[int, str] = {}
        self._completion: Completion | None = None
        self._looked_up = ""
        """What the field that is typed in stands for, as the database says."""

    @property
    def typed(self) -> Mapping[str, str]:
        """The texts of the fields that were changed."""
        if self._sheet is None:
            return {}
        texts = zip(self._sheet.fields, self._editors, strict=True)
        changed = self._changed(self._sheet)
        return {field.name: editor.text for field, editor in texts if field.name in changed}

    @property
    def touched(self) -> bool:
        """Whether a field was changed."""
        return bool(self.typed)

    def take_up(self, texts: Mapping[str, str]) -> None:
        """Puts the texts into their fields, and the cursor into the first of them."""
        if self._sheet is None:
            return
        places = [
            place
            for place, field in enumerate(self._sheet.fields)
            if field.name in texts and not field.refusal
        ]
        for place in places:
            self._editors[place].put(texts[self._sheet.fields[place].name])
        self._at = min(places, default=self._at)
        self.text_changed()

    def told(self, texts: Mapping[str, str]) -> str:
        """The texts by the labels of their fields, as these follow each other."""
        fields = () if self._sheet is None else self._sheet.fields
        by_label = {field.label: texts[field.name] for field in fields if field.name in texts}
        known = {field.name for field in fields}
        rest = {name: text for name, text in texts.items() if name not in known}
        told = [f"{label}: {text}" for label, text in by_label.items()]
        return "\n".join([*told, *([in_one_text(rest)] if rest else [])])

    async def load(self) -> Following:
        """Reads what is to be filled in; when that cannot be, says why and leaves."""
        try:
            self._sheet = await self._prepare()
            await self.keep_for(self._sheet.unfinished)
        except PipeboardError as error:
            host(self).say(str(error), "warning")
            self.leave()
            return None
        self._editors = [Editor(field.text, lines=field.lines) for field in self._sheet.fields]
        return None

    async def press(self, key: str, character: str | None) -> None:
        """Moves between the fields, types, completes, saves."""
        sheet = self._sheet
        if sheet is None or await self.clears_offer(key):
            return
        self.complaint = ""
        field, editor = sheet.fields[self._at], self._editors[self._at]
        if key in _SAVE:
            if self.offers:
                self.take_offer()
                self.redraw()
            else:
                await self._save(sheet)
            return
        text = editor.text
        also = next((each for each in sheet.also if each.key == key), None)
        if also is not None:
            await self._save(sheet, also.do)
            return
        width = self._value_width(sheet, self.box_width)
        if field.lines and key in _LINES and editor.press(key, None, width):
            pass  # to another line of the same field
        elif key in _NEXT or key in _BEFORE:
            await self._leave_field(sheet, 1 if key in _NEXT else -1)
        elif key == "ctrl+j" and field.lines:
            editor.insert("\n")
        elif cycles(field.options, key, text):
            cycle(editor, field.options, key)
            self._errors.pop(self._at, None)
        elif key == "right" and editor.cursor == len(editor.text) and self._completion:
            self._complete(editor, self._completion)
            await self._suggest(field, editor)
        else:
            before = editor.text
            if character is not None and before in field.options:
                longer = before + character.casefold()
                if not any(option.startswith(longer) for option in field.options):
                    editor.put("")  # another option is typed, not added to this one
            editor.press(key, character, width)
            if editor.text != before:
                self._errors.pop(self._at, None)
                await self._suggest(field, editor)
        if editor.text != text:
            self.text_changed()
        self.redraw()

    async def pasted(self, text: str) -> None:
        """Types pasted text."""
        if self._sheet is not None:
            self._editors[self._at].insert(text)
            self._errors.pop(self._at, None)
            self.text_changed(at_once=True)
            self.redraw()

    def lines(self, width: int) -> list[Strip]:
        """The fields around the one that is edited, errors under theirs, and the keys."""
        sheet = self._sheet
        if sheet is None:
            return [Strip.blank(width)] * 3
        rows: list[Strip] = []
        spans: list[tuple[int, int]] = []
        for place, field in enumerate(sheet.fields):
            drawn = self._field(sheet, place, field, width)
            spans.append((len(rows), len(rows) + len(drawn)))
            rows += drawn
        said = [*self.offered(width), *self.wrong(width)]
        wrong = [self.line(line, width) for line in said]
        room = max(self.app.size.height - 2 - len(wrong), 3)
        first, end = spans[self._at]
        start = max(min(first - room // 2, len(rows) - room), end - room, 0)
        start = min(start, first)
        further = [(each.key, each.does) for each in sheet.also]
        foot = self.keys(("tab", "next field"), ("enter", sheet.does), *further)
        if len(rows) > room:
            foot.append((f"field {self._at + 1} of {len(sheet.fields)}", self.ink.dim))
        return [
            *self.heading(sheet.title, sheet.about, width),
            *rows[start : start + room],
            *wrong,
            self.line(foot, width),
        ]

    async def _save(
        self,
        sheet: Sheet,
        further: Callable[[Mapping[str, Any]], Awaitable[Following]] | None = None,
    ) -> None:
        ws = host(self).workspace
        values: dict[str, Any] = {}
        self._errors.clear()
        wanted = {*self._changed(sheet), *sheet.required}
        for place, field in enumerate(sheet.fields):
            if field.name not in wanted:
                continue
            try:
                values[field.name] = field.read(ws, self._editors[place].text)
            except BadInput as error:
                self._errors[place] = str(error)
        if self._errors:
            self._at = min(self._errors)
            self.complaint = ""
            self.redraw()
            return
        if further is None and not self._changed(sheet) and not sheet.always:
            self.leave()
            return
        await self.answer_with((further or sheet.save)(values))

    async def read_again(self) -> None:
        """Takes over what somebody else wrote meanwhile; what was typed here stays.

        A field that both changed says so, and the next enter knowingly writes the one typed here.
        """
        before = self._sheet
        if before is None:
            return
        typed = {
            field.name: editor
            for field, editor in zip(before.fields, self._editors, strict=True)
            if field.name in self._changed(before)
        }
        known = {field.name: field.text for field in before.fields}
        here = before.fields[self._at].name
        self._sheet = sheet = await self._prepare()
        self._editors = [
            typed.get(field.name) or Editor(field.text, lines=field.lines) for field in sheet.fields
        ]
        names = [field.name for field in sheet.fields]
        self._at = names.index(here) if here in names else 0
        self._completion, self._looked_up = None, ""
        self._errors = {
            place: written_over(field.text)
            for place, field in enumerate(sheet.fields)
            if field.name in typed
            and field.text not in (known.get(field.name), typed[field.name].text)
        }
        if self._errors:
            self._at = min(self._errors)

    def _changed(self, sheet: Sheet) -> list[str]:
        return [
            field.name
            for field, editor in zip(sheet.fields, self._editors, strict=True)
            if editor.text != Editor(field.text, lines=field.lines).text
        ]

    async def _leave_field(self, sheet: Sheet, by: int) -> None:
        self._completion, self._looked_up = None, ""
        count = len(sheet.fields)
        for step in range(1, count + 1):
            place = (self._at + by * step) % count
            if not sheet.fields[place].refusal:
                self._check(sheet, self._at)
                self._at = place
                editor = self._editors[place]
                editor.cursor = len(editor.text)
                return

    def _check(self, sheet: Sheet, place: int) -> None:
        """Says at once what is wrong with a field that is left."""
        field, editor = sheet.fields[place], self._editors[place]
        self._errors.pop(place, None)
        if field.name in self._changed(sheet):
            try:
                value = field.read(host(self).workspace, editor.text)
            except BadInput as error:
                self._errors[place] = str(error)
                return
            if str(value) in field.options:
                editor.put(str(value))

    async def _suggest(self, field: FormField, editor: Editor) -> None:
        self._completion, self._looked_up = None, ""
        app = host(self)
        with suppress(PipeboardError):
            if field.complete is not None:
                self._completion = await app.jobs.read(
                    field.complete, app.workspace, editor.text, editor.cursor
                )
            if field.look_up is not None and editor.text.strip():
                self._looked_up = await app.jobs.read(field.look_up, app.workspace, editor.text)

    @staticmethod
    def _complete(editor: Editor, found: Completion) -> None:
        if found.options and found.end <= len(editor.text):
            before = editor.text[: found.start] + found.options[0]
            editor.put(before + editor.text[found.end :])
            editor.cursor = len(before)

    def _value_width(self, sheet: Sheet, width: int) -> int:
        return max(width - self._label_width(sheet) - 3, 8)

    @staticmethod
    def _label_width(sheet: Sheet) -> int:
        widest = max(cells.width(cells.clean(field.label)) for field in sheet.fields)
        return min(widest, sheet.widest)

    def _field(self, sheet: Sheet, place: int, field: FormField, width: int) -> list[Strip]:
        here = place == self._at
        ink, glyphs = self.ink, self.inks.glyphs
        label = cells.fit_right(field.label, self._label_width(sheet), glyphs.ellipsis)
        blank = " " * cells.width(label)
        changed = field.name in self._changed(sheet)
        mark = glyphs.cursor if here else "*" if changed else " "
        value_width = self._value_width(sheet, width)
        editor = self._editors[place]
        if here:
            values = self._typed(field, editor, value_width)
        else:
            style = ink.dim if field.refusal else ink.text
            values = [[(editor.text.replace("\n", " "), style)]]
        lines: list[list[Piece]] = [
            [
                (mark, ink.accent),
                ((label if row == 0 else blank) + "  ", ink.accent if here else ink.dim),
                *value,
            ]
            for row, value in enumerate(values)
        ]
        below = self._below(field, editor, here, value_width)
        if place in self._errors:
            error = self._errors[place]
            below += [[(row, ink.error)] for row in wrapped(error, value_width)]
        lines += [[(f" {blank}  ", ink.dim), *line] for line in below]
        return [filled(line, width, ink.text, glyphs.ellipsis) for line in lines]

    def _typed(self, field: FormField, editor: Editor, width: int) -> list[list[Piece]]:
        rows = editor.rows(width)
        at, column = editor.place(width)
        start = max(min(at - field.most + 1, len(rows) - field.most), 0)
        lines: list[list[Piece]] = []
        for index, row in enumerate(rows[start : start + field.most], start):
            pieces: list[Piece] = []
            used = 0
            for cluster in row.clusters:
                under = index == at and used == column
                pieces.append((cluster.drawn, self.ink.text + TYPING if under else self.ink.text))
                used += cluster.cells
            if index == at and column >= used:
                pieces.append((" ", self.ink.text + TYPING))
            lines.append(pieces)
        return lines

    def _below(self, field: FormField, editor: Editor, here: bool, width: int) -> list[list[Piece]]:
        """What a text means, or what could complete it."""
        ink = self.ink
        if not here:
            return []
        if self._completion is not None and self._completion.options:
            options = [[(f"{option}   ", ink.text)] for option in self._completion.options]
            below = flowed([[("right ", ink.key)], *options], width)[:1]
            return [*below, *self._meaning(field, editor, width)]
        if field.options:
            wanted = "" if editor.text in field.options else editor.text.casefold()
            found = [option for option in field.options if option.startswith(wanted)]
            options = [[(f"{option}   ", ink.dim)] for option in found]
            below = flowed([[("left right ", ink.key)], *options], width)
            return [*below, *(self._meaning(field, editor, width) or self._hint(field, width))]
        if editor.text != field.text:
            return self._meaning(field, editor, width)
        return self._hint(field, width)

    def _hint(self, field: FormField, width: int) -> list[list[Piece]]:
        return [[(row, self.ink.dim)] for row in wrapped(field.hint, width)] if field.hint else []

    def _meaning(self, field: FormField, editor: Editor, width: int) -> list[list[Piece]]:
        """What the text of a field stands for, where that is said."""
        if self._looked_up and editor.text != field.text:
            return [[(row, self.ink.dim)] for row in wrapped(self._looked_up, width)]
        if field.meaning is None or not editor.text.strip():
            return []
        try:
            told = field.meaning(field.read(host(self).workspace, editor.text))
        except BadInput:
            return []
        return [[(row, self.ink.dim)] for row in wrapped(told, width)] if told else []
