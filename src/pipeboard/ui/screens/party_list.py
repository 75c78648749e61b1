"""The base of the lists of contacts and companies: long ones, that are searched as one types."""

import asyncio
from abc import abstractmethod
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from pipeboard.domain.parties import Added
from pipeboard.errors import PipeboardError
from pipeboard.keys import Keymap
from pipeboard.service import agenda
from pipeboard.service.workspace import Workspace
from pipeboard.ui.filtering import PAUSE
from pipeboard.ui.host import host
from pipeboard.ui.party_actions import PartyActions
from pipeboard.ui.screens.listing import ListScreen
from pipeboard.ui.tasks import spawn
from pipeboard.ui.widgets.filter_bar import FilterBar
from pipeboard.ui.widgets.inks import Inks
from pipeboard.ui.widgets.line_list import Item
from pipeboard.ui.widgets.rows import Ruled, Words

if TYPE_CHECKING:
    from pipeboard.ui.parties import Party

_AROUND = 200
"""So many lines before and after the cursor are read before the screen shows them."""
_TYPING = (
    ("enter", "Keep the search"),
    ("esc", "Leave it as it was"),
    ("ctrl+u", "Delete what is typed"),
)

Rows = Mapping[int, Any]
"""Lines that were read, by the ids of what they are about."""


class SearchBar(FilterBar):
    """The field of a search, else the search that holds."""

    DEFAULT_CSS = """
    SearchBar { display: none; height: 1; width: 1fr; }
    SearchBar.-shown { display: block; }
    """

    def __init__(self, inks: Inks) -> None:
        super().__init__(inks)
        self.told = ""
        """How many match."""

    def tell(self, told: str) -> None:
        """Tells how many match."""
        self.told = told
        self.repaint()

    def _said(self, cells: int) -> str:
        if self.complaint:
            return self.complaint
        whole = f"{self.told}; esc clears it" if not self.has_focus else self.told
        return whole if len(whole) <= cells else self.told


class PartyList(PartyActions, ListScreen):
    """All of a kind by name; only the lines around those that are visible are read."""

    AUTO_FOCUS: ClassVar[str] = ""
    HEADING: ClassVar[str]
    BAR: ClassVar[type[SearchBar]] = SearchBar
    DEFAULT_CSS = """
    PartyList > Heading { height: 2; }
    """

    def __init__(
        self, keymap: Keymap, *, deal_id: int | None = None, at: int | None = None
    ) -> None:
        super().__init__(keymap)
        self._deal_id = deal_id
        self._at = at
        self._ids: Sequence[int] = ()
        self._rows: dict[int, Any] = {}
        self._search = ""
        self._before = ""
        self._bar: SearchBar | None = None
        self._pause: asyncio.Task[None] | None = None
        self._filling = False

    # What a kind adds

    @abstractmethod
    def find(self, ws: Workspace, search: str) -> list[int]:
        """The ids of all that match a search, in their order."""

    @abstractmethod
    def read_rows(self, ws: Workspace, ids: Sequence[int]) -> Rows:
        """The lines of these."""

    @abstractmethod
    def of_deal(self, ws: Workspace, deal_id: int) -> int | None:
        """The one on which the cursor stands at first when this is opened from a deal."""

    @abstractmethod
    def new(self) -> "Party[Any]":
        """What adds one."""

    @abstractmethod
    def source(self, ids: Sequence[int], rows: Rows, want: Callable[[int], None]) -> "PartyRows":
        """What the list shows."""

    @abstractmethod
    def many(self, count: int) -> str:
        """A count with what is listed."""

    # Reading

    async def read(self) -> None:
        """Reads who matches, and the lines around the cursor."""
        app = host(self)
        at = self._at if self._at is not None else self.list.key
        deal, self._deal_id, self._at = self._deal_id, None, None
        found = await app.jobs.read(
            self._look, app.workspace, self._search, deal, at, self.list.index or 0
        )
        self._ids, self._rows, at, due = found
        self._show()
        if isinstance(at, int) and not self.list.go(at):
            self.call_after_refresh(self.list.go, at)  # it is not laid out yet
        self._label(due)

    def _look(
        self, ws: Workspace, search: str, deal: int | None, at: Any, index: int
    ) -> tuple[list[int], dict[int, Any], Any, Any]:
        ids = self.find(ws, search)
        if deal is not None:
            at = self.of_deal(ws, deal)
        place = ids.index(at) if at in ids else min(index, len(ids))
        rows = self.read_rows(ws, ids[max(place - _AROUND, 0) : place + _AROUND])
        return ids, dict(rows), at, agenda.counts(ws)

    async def reach(self, lines: int | None) -> None:
        """Reads the lines that the cursor comes to."""
        index = len(self._ids) - 1 if lines is None else (self.list.index or 0) + lines
        await self._fill(min(index, len(self._ids) - 1))

    async def _fill(self, index: int) -> None:
        near = self._ids[max(index - _AROUND, 0) : index + _AROUND]
        if not near or self._ids[max(index, 0)] in self._rows:
            return
        app = host(self)
        self._rows |= await app.jobs.read(self.read_rows, app.workspace, near)
        self._show()

    def _want(self, index: int) -> None:
        """Reads a line that is about to be drawn and was not read yet."""
        if not self._filling:
            self._filling = True
            self.run_worker(self._fill_soon(index), group="fill")

    async def _fill_soon(self, index: int) -> None:
        try:
            await self._told(self._fill(index))
        finally:
            self._filling = False

    def _show(self) -> None:
        self.list.show(self.source(self._ids, self._rows, self._want))

    def _label(self, due: Any = None) -> None:
        rows = self.source(self._ids, self._rows, self._want)
        told = self.many(len(self._ids))
        if self._search:
            told = f"{told} {'matches' if len(self._ids) == 1 else 'match'} {self._search}"
        labels = rows.labels(max(self.size.width - 2, 20))
        self.heading.show(self.HEADING, told, due=due, left=labels)
        if self._bar is not None:
            self._bar.tell(f"{len(self._ids):,} found")

    def on_resize(self) -> None:
        """Writes the heads of the columns where these are now."""
        self._label()

    # Commands

    def party(self) -> "Party[Any] | None":
        """The one under the cursor."""
        key = self.list.key
        return self.one(key) if isinstance(key, int) else None

    @abstractmethod
    def one(self, party_id: int) -> "Party[Any]":
        """What asks about one."""

    def action_add_party(self) -> None:
        """Adds one, filled in in a form; the cursor goes to it."""

        def added(made: Added) -> None:
            self._at = made.id
            self._search = ""
            self._close_bar()

        party = self.new()
        self._fill_in(lambda: party.new(added))

    def action_edit_item(self) -> None:
        """Edits the one under the cursor in a form."""
        party = self._wanted()
        if party is not None:
            self._fill_in(party.form)

    def action_delete_item(self) -> None:
        """Deletes the one under the cursor, after asking."""
        self._delete_party()

    def action_open_item(self) -> None:
        """Opens the page of the one under the cursor."""
        self.opened()

    async def action_search(self) -> None:
        """Opens the search to type in."""
        if self._bar is None:
            self._bar = self.BAR(self.inks)
            await self.mount(self._bar, before=self.list)
        self._before = self._search
        self._bar.begin(self._search)
        self._bar.add_class("-shown")
        self._bar.focus()
        self.bottom.show_keys(_TYPING)
        self._label()

    def action_escape(self) -> None:
        """Clears the search, else goes back."""
        if not self._search:
            self.dismiss()
            return
        self._search = ""
        self._close_bar()
        self.run_worker(self._read(), group="search", exclusive=True)

    def on_filter_bar_changed(self, event: FilterBar.Changed) -> None:
        """Looks for what is typed, after a short pause."""
        self._stop_pause()
        self._pause = spawn(self._after_pause(event.typed), "search")

    async def on_filter_bar_accepted(self, event: FilterBar.Accepted) -> None:
        """Keeps the search, with the cursor on the first that matches."""
        self._stop_pause()
        await self._look_for(event.typed)
        self._close_bar()

    async def on_filter_bar_left(self, _: FilterBar.Left) -> None:
        """Shows what was shown before typing began."""
        self._stop_pause()
        await self._look_for(self._before)
        self._close_bar()

    def on_unmount(self) -> None:
        """Looks for nothing any more."""
        self._stop_pause()

    async def _after_pause(self, typed: str) -> None:
        await asyncio.sleep(PAUSE)
        await self._look_for(typed)

    async def _look_for(self, typed: str) -> None:
        if typed.strip() == self._search:
            return
        self._search = typed.strip()
        try:
            await self.read()
        except PipeboardError as error:
            host(self).say(str(error), "error")
        if self._search:
            self.list.first()

    def _close_bar(self) -> None:
        if self._bar is not None:
            self._bar.begin(self._search)
            self._bar.set_class(bool(self._search), "-shown")
            self.set_focus(None)
            self.bottom.show_keys(None)
            self._label()

    def _stop_pause(self) -> None:
        if self._pause is not None:
            self._pause.cancel()
            self._pause = None


class PartyRows(Ruled):
    """A line for each; ``want`` is told the place of one that was not read yet."""

    def __init__(
        self, inks: Inks, ids: Sequence[int], rows: Rows, want: Callable[[int], None]
    ) -> None:
        super().__init__(inks)
        self._ids = ids
        self._rows = rows
        self._want = want

    @abstractmethod
    def labels(self, width: int) -> Words:
        """The heads of the columns."""

    @abstractmethod
    def line(self, row: Any, width: int) -> Words:
        """What is told of one."""

    def items(self, width: int) -> Sequence[Item]:
        """One line each."""
        return [Item(party_id) for party_id in self._ids]

    def words(self, index: int, line: int, width: int) -> Words:
        """What is told of one, as far as it was read."""
        row = self._rows.get(self._ids[index])
        if row is None:
            self._want(index)
            return [(self.inks.glyphs.ellipsis, "dim")]
        return self.line(row, width)
