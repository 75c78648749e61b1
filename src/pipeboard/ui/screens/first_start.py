"""The first start: which stages, which currency, and how to begin."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, Protocol

from textual import events
from textual.app import ComposeResult
from textual.screen import ModalScreen

from pipeboard.domain.changes import Step
from pipeboard.domain.currencies import currency_code
from pipeboard.domain.templates import TEMPLATES
from pipeboard.errors import BadInput, PipeboardError
from pipeboard.service import pipelines, templates
from pipeboard.service.workspace import Workspace
from pipeboard.ui.commands import is_modifier, readable_key
from pipeboard.ui.editing import Editor
from pipeboard.ui.host import host
from pipeboard.ui.screens.question import Completion, Following, Question
from pipeboard.ui.widgets.drawing import wrapped
from pipeboard.ui.widgets.heading import Heading
from pipeboard.ui.widgets.inks import make_inks
from pipeboard.ui.widgets.line_list import LineList
from pipeboard.ui.widgets.rows import Entries, Entry, Ink, Words

_MOST_PATHS = 6
_LABEL = 20


class Way(StrEnum):
    """How a person begins."""

    EMPTY = "empty"
    IMPORT = "import"
    SAMPLE = "sample"
    LEAVE = "leave"


_WAYS = {
    Way.EMPTY: ("start empty", "n on the board adds the first deal"),
    Way.IMPORT: ("import a file", "CSV with deals; it is shown before anything is written"),
    Way.SAMPLE: ("look at sample data", "made up, in a place of its own; nothing of yours changes"),
}


@dataclass(frozen=True, slots=True)
class Started:
    """What was chosen. For ``EMPTY`` and ``IMPORT`` all is written already.

    For ``SAMPLE`` and ``LEAVE`` nothing was: the caller opens the sample data, or ends.
    """

    way: Way
    step: Step | None = None


class Importer(Protocol):
    """Reads files of deals, and writes what is in them."""

    def plan(self, ws: Workspace, path: Path) -> Any:
        """What importing a file would write; raises PipeboardError when it cannot be read."""

    def tell(self, plan: Any) -> Sequence[str]:
        """The plan in words: how many deals, the columns recognised, the rows with errors."""

    def write(self, ws: Workspace, plan: Any) -> Step | None:
        """Writes what was planned as one step."""


class FirstStart(ModalScreen[Started], inherit_bindings=False):
    """Asks how to begin; it is dismissed with what was chosen. It takes all keys itself."""

    DEFAULT_CSS = """
    FirstStart > LineList { padding: 1 2 0 2; }
    """

    GENERAL_ACTIONS = ("suspend",)

    def __init__(self, importer: Importer) -> None:
        super().__init__()
        self._importer = importer
        self._path = ""
        """What was typed as the path of a file to import."""
        self._template = next(iter(TEMPLATES))
        self._currency = Editor(host(self).workspace.currency)
        self._problem = ""
        self._hint = ""
        self._list = LineList()
        self._busy = False

    def compose(self) -> ComposeResult:
        """A heading and the choices."""
        heading = Heading(make_inks(host(self).look))
        heading.show("pipeboard", "a sales board for the terminal")
        yield heading
        yield self._list

    def on_mount(self) -> None:
        """Shows the choices."""
        self._show()

    def on_resize(self) -> None:
        """Breaks the lines anew."""
        self._show()

    async def on_key(self, event: events.Key) -> None:
        """Moves, chooses, types the currency."""
        event.stop()
        event.prevent_default()
        key, character = event.key, event.character
        on_currency = self._list.key == "currency"
        if self._busy:
            return
        self._hint = ""
        if key in ("up", "shift+tab"):
            self._list.move(-1)
        elif key in ("down", "tab"):
            self._list.move(1)
        elif key in ("enter", "ctrl+j") or (key == "space" and not on_currency):
            await self._choose()
        elif key == "escape" or (key == "q" and not on_currency):
            self.dismiss(Started(Way.LEAVE))
            return
        elif key == "ctrl+c":
            self._hint = "esc quits; nothing has been written"
        elif character is not None and character.isdecimal():
            await self._by_digit(int(character))
        elif on_currency:
            if character is not None and character.isalpha() and len(self._currency.text) >= 3:
                self._currency.put("")  # another code is typed, not added to this one
            self._currency.press(key, character, 20)
            self._problem = self._check_currency()
        elif key in ("j", "k"):
            self._list.move(1 if key == "j" else -1)
        elif not is_modifier(key):
            self._hint = f"{readable_key(key)} does nothing here"
        chosen = self._list.key
        if on_currency and chosen != "currency":
            self._write_currency_out()
        if isinstance(chosen, str) and chosen in TEMPLATES:
            self._template = chosen
        self._show()

    def on_paste(self, event: events.Paste) -> None:
        """Takes a currency where one is typed; elsewhere says that a paste goes nowhere."""
        event.stop()
        self._hint = ""
        if self._list.key == "currency":
            self._currency.put(event.text.strip())
            self._problem = self._check_currency()
        else:
            self._hint = "nothing is being typed here"
        self._show()

    async def _by_digit(self, digit: int) -> None:
        rows: list[str] = [*TEMPLATES, *_WAYS]
        if 0 < digit <= len(rows):
            self._list.go(rows[digit - 1])
            await self._choose()
        else:
            self._hint = f"there is no choice {digit}; the last is {len(rows)}"

    async def _choose(self) -> None:
        chosen = self._list.key
        if chosen in TEMPLATES:
            self._template = str(chosen)
            self._list.go("currency")
        elif chosen == "currency":
            self._problem = self._check_currency()
            if not self._problem:
                self._list.go(Way.EMPTY)
        elif chosen == Way.SAMPLE:
            self.dismiss(Started(Way.SAMPLE))
        elif chosen is not None:
            self._problem = self._check_currency()
            if self._problem:
                self._list.go("currency")
            elif chosen == Way.IMPORT:
                self._ask_for_file()
            else:
                await self._set_up()

    async def _set_up(self) -> None:
        app = host(self)
        self._busy = True
        try:
            step = await app.jobs.write(self._make_stages, app.workspace)
        except PipeboardError as error:
            self._problem = str(error)
            return
        finally:
            self._busy = False
        self.dismiss(Started(Way.EMPTY, step))

    def _make_stages(self, ws: Workspace) -> Step:
        return templates.set_up(ws, self._template, currency_code(self._currency.text))

    def _check_currency(self) -> str:
        try:
            currency_code(self._currency.text)
        except BadInput as error:
            return str(error)
        return ""

    def _write_currency_out(self) -> None:
        """Shows what was accepted of what was typed as the code that it means."""
        if not self._check_currency():
            self._currency.put(currency_code(self._currency.text))

    # Importing

    def _ask_for_file(self) -> None:
        from pipeboard.ui.screens.text_prompt import TextPrompt

        def keep(text: str) -> None:
            self._path = text

        self.app.push_screen(TextPrompt(self._file_question, left_with=keep))

    async def _file_question(self) -> Question:
        return Question(
            "Import a file",
            self._look_at_file,
            does="shows what is in it",
            example="path of a CSV file with deals, such as ~/deals.csv",
            text=self._path,
            complete=_paths,
            empty="type the path of a file",
        )

    async def _look_at_file(self, text: str) -> Following:
        from pipeboard.ui.screens.confirm import Confirm

        app = host(self)
        path = Path(text).expanduser()
        app.workspace.currency = currency_code(self._currency.text)  # of amounts without one
        plan = await app.jobs.read(self._importer.plan, app.workspace, path)

        def write(ws: Workspace) -> Step | None:
            if pipelines.is_fresh(ws):
                self._make_stages(ws)
            return self._importer.write(ws, plan)

        async def yes() -> Following:
            step = await app.jobs.write(write, app.workspace)
            self.call_later(self._end, Started(Way.IMPORT, step))
            return None

        return Confirm(
            "Import",
            yes,
            does="imports them",
            about=path.name,
            details=self._importer.tell(plan),
        )

    def _end(self, started: Started) -> None:
        self.dismiss(started)

    # Showing

    def _show(self) -> None:
        inks = make_inks(host(self).look)
        width = max(self.app.size.width - 6, 20)
        entries = [
            _said(
                "Choose the stages of your pipeline. They can be changed afterwards.",
                "dim",
                width,
            ),
            Entry(None, [()]),
            *(
                _choice(name, place, name, template.description, width, name == self._template)
                for place, (name, template) in enumerate(TEMPLATES.items(), 1)
            ),
            Entry(None, [()]),
            self._stages(width),
            Entry(None, [()]),
            Entry("currency", [self._currency_line()]),
            *([_said(self._problem, "error", width)] if self._problem else []),
            Entry(None, [()]),
            *(
                _choice(way, place, *_WAYS[way], width)
                for place, way in enumerate(_WAYS, len(TEMPLATES) + 1)
            ),
            Entry(None, [()]),
            *([_said(self._hint, "late", width)] if self._hint else []),
            _said("up and down move, enter or a digit chooses, esc leaves", "dim", width),
        ]
        self._list.show(Entries(inks, entries))

    def _stages(self, width: int) -> Entry:
        arrow = f" {host(self).look.glyphs.right} "
        names = arrow.join(stage.name for stage in TEMPLATES[self._template].stages)
        return _said(names, "strong", width)

    def _currency_line(self) -> Words:
        here = self._list.key == "currency"
        text = self._currency.text
        mark = "_" if here else ""
        return [
            (f"{'    currency':<{_LABEL + 5}}", "dim"),
            (f"{text}{mark}  ", "strong"),
            ("of amounts typed without one", "dim"),
        ]


def _choice(key: str, digit: int, name: str, more: str, width: int, chosen: bool = False) -> Entry:
    begin: list[tuple[str, Ink]] = [
        ("* " if chosen else "  ", "accent"),
        (f"{digit} ", "key"),
        (f"{name:<{_LABEL + 1}}", "accent" if chosen else "strong"),
    ]
    first, *rest = wrapped(more, max(width - _LABEL - 5, 10))
    lines: list[Words] = [[*begin, (first, "dim")]]
    lines += [[(" " * (_LABEL + 5), "dim"), (row, "dim")] for row in rest]
    return Entry(key, lines)


def _said(text: str, ink: Ink, width: int) -> Entry:
    return Entry(None, [[(row, ink)] for row in wrapped(text, width)])


def _paths(_: Workspace, text: str, _cursor: int) -> Completion | None:
    """Files and folders whose path begins with what is typed."""
    if not text.strip():
        return None
    typed = Path(text).expanduser()
    folder, start = (typed, "") if text.endswith("/") else (typed.parent, typed.name)
    head = text if text.endswith("/") else text[: len(text) - len(start)]
    try:
        found = sorted(
            path.name + ("/" if path.is_dir() else "")
            for path in folder.iterdir()
            if path.name.startswith(start) and (start or not path.name.startswith("."))
        )
    except OSError:
        return None
    options = [head + name for name in found[:_MOST_PATHS] if head + name != text]
    return Completion(0, len(text), options) if options else None
