"""A figure that was opened: its formula with the numbers put in, and the deals behind it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import ClassVar

from pipeboard.domain.behind import Behind
from pipeboard.domain.figures import Opened, Scope
from pipeboard.domain.words import many
from pipeboard.keys import Keymap
from pipeboard.service import behind
from pipeboard.service.workspace import Workspace
from pipeboard.ui.host import host
from pipeboard.ui.opened_rows import DealLine, FormulaLine, OpenedRows, ids_of
from pipeboard.ui.parts_reader import PartsReader, alone
from pipeboard.ui.parts_screen import PartsScreen
from pipeboard.ui.widgets.rows import Entries, Entry

_FIRST = 300
"""So many deals beyond the cursor are read before the screen shows them."""

Open = Callable[[Workspace], Opened]


@dataclass(frozen=True, slots=True)
class _Found:
    opened: Opened
    known: Mapping[int, Behind]


class OpenedScreen(PartsScreen):
    """What is behind a number of a scope; ``open_`` reads it, ``about`` says of what it is."""

    PLACE: ClassVar[str] = "figure"
    DEFAULT_CSS = """
    OpenedScreen > Heading { height: 2; }
    """

    def __init__(
        self,
        keymap: Keymap,
        title: str,
        about: str,
        scope: Scope,
        open_: Open,
        *,
        currency: str = "",
    ) -> None:
        super().__init__(keymap)
        self._currency = currency
        self._title = title
        self._about = about
        self._scope = scope
        self._open = open_
        self._found: _Found | None = None
        self._chosen = False
        self._part = alone("opened", self._look)
        app = host(self)
        self.reader = PartsReader(
            app.workspace, app.jobs, [self._part], shown=self._show, failed=self._could_not
        )

    async def on_mount(self) -> None:
        """Says that it is being read."""
        reading = f"being read{self.inks.glyphs.ellipsis}"
        self._show_heading("")
        self.list.show(Entries(self.inks, [Entry(None, [[(reading, "dim")]])]))

    async def read(self) -> None:
        """Begins to read; it shows once it is there."""
        scope = self._scope
        self.reader.ask(lambda _: scope)

    def _look(self, ws: Workspace, _: Scope) -> _Found:
        opened = self._open(ws)
        count = max(len(self._found.known) if self._found else 0, _FIRST)
        rows = behind.deals(ws, ids_of(opened)[:count])
        return _Found(opened, {row.id: row for row in rows})

    def _show(self) -> None:
        parts = self.reader.parts
        if parts is None or not self.is_attached:
            return
        self.unread = parts.why_not(self._part)
        if self.unread:
            host(self).say(self.unread, "error")
        found = parts.get(self._part)
        if found is not None:
            self._found = found
            self._show_found(found)

    def _show_found(self, found: _Found) -> None:
        self.list.show(OpenedRows(self.inks, found.opened, found.known, self._currency))
        if not self._chosen and found.opened.deal_ids:
            self.list.first()
            self.list.go(DealLine(found.opened.deal_ids[0]))
        self._show_heading(many(len(set(found.opened.deal_ids)), "deal"))

    async def action_next_section(self, by: int) -> None:
        """Moves the cursor to the deals behind it, those left out for each reason, the formula."""
        if self._found is not None and self._found.opened.left_out:
            await self._reach(None)  # those left out come after all others
        self.list.next_run(by)
        self._chosen = True

    def _show_heading(self, count: str) -> None:
        self.heading.show(
            self._title, left=[(self._about, "dim")], right=[(count, "dim")] if count else ()
        )

    def _moved(self, direction: int, moved: bool) -> None:
        if self._found is None:
            self.say_nothing_here("this is not read yet")
            return
        super()._moved(direction, moved)
        self._chosen = True

    async def reach(self, lines: int | None) -> None:
        """Reads more deals before the cursor comes to the end of those that were read."""
        found = self._found
        if found is None:
            return
        ids = ids_of(found.opened)
        read = len(found.known)
        if read >= len(ids) or (lines is not None and (self.list.index or 0) + lines < read):
            return
        app = host(self)
        more = ids[read:] if lines is None else ids[read : read + lines + _FIRST]
        rows = await app.jobs.read(behind.deals, app.workspace, more)
        self._found = _Found(found.opened, {**found.known, **{row.id: row for row in rows}})
        self._show_found(self._found)

    def targets(self) -> list[int]:
        """The deal under the cursor, where it is one that there still is."""
        deal = self._deal
        return [deal.id] if deal is not None and not deal.gone else []

    @property
    def _deal(self) -> Behind | None:
        """What is known of the deal under the cursor."""
        line = self.list.key
        if not isinstance(line, DealLine) or self._found is None:
            return None
        return self._found.known[line.deal_id]

    def opened(self) -> None:
        """Opens the deal that was clicked twice."""
        self.action_open_deal()

    def action_open_deal(self) -> None:
        """Opens the deal under the cursor; says what became of one that is gone."""
        deal = self._deal
        if isinstance(self.list.key, FormulaLine):
            host(self).say("this is the formula with its numbers; enter on a deal opens it")
        elif deal is None:
            self.say_nothing_here("this is not read yet")
        elif deal.gone:
            host(self).say(deal.gone, "warning")
        else:
            self.open_deal(deal.id)

    def action_insights(self) -> None:
        """Goes back."""
        self.dismiss()
