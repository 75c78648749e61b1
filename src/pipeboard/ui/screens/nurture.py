"""The nurture list: the deals that are put off until a day, the next ones first."""

from collections.abc import Hashable, Sequence
from datetime import date
from typing import ClassVar

from pipeboard.domain.agenda import Counts
from pipeboard.domain.days import written
from pipeboard.domain.deals import Status
from pipeboard.domain.filterterms import Filter
from pipeboard.domain.nurture import PutOff
from pipeboard.domain.words import shortened
from pipeboard.keys import Keymap
from pipeboard.service import agenda, nurture
from pipeboard.service.workspace import Workspace
from pipeboard.ui import text
from pipeboard.ui.host import host
from pipeboard.ui.list_filtering import FilteredList, as_filter
from pipeboard.ui.screens.marking import MarkingList
from pipeboard.ui.widgets.amounts import amount
from pipeboard.ui.widgets.inks import Inks
from pipeboard.ui.widgets.line_list import Item
from pipeboard.ui.widgets.rows import Ink, Ruled, Words, column

_FIRST = 300
"""So many deals beyond the cursor are read before the screen shows them."""
_WIDE, _UNTIL, _IN, _VALUE, _OWNER = 100, 13, 6, 10, 12


class NurtureScreen(FilteredList, MarkingList):
    """Deals that are put off; the commands act on the marked, else on the cursor."""

    PLACE: ClassVar[str] = "nurture"
    NAME: ClassVar[str] = "Nurture"
    WHAT: ClassVar[str] = "put off"
    CLOSED: ClassVar[bool] = False
    """Whether deals that are lost are shown as well."""

    def __init__(self, keymap: Keymap, typed: str = "", *, everyone: bool = False) -> None:
        super().__init__(keymap)
        self._rows: NurtureRows | None = None
        self._everyone = everyone
        self.typed = typed

    async def read(self) -> None:
        """Reads the deals up to some beyond the cursor, and shows them."""
        await self._read_first((self.list.index or 0) + _FIRST)

    async def _read_first(self, limit: int | None) -> None:
        app = host(self)
        found, count, due = await app.jobs.read(
            _read, app.workspace, self._everyone, self.typed, limit, self.CLOSED
        )
        self._whole = len(found) == count
        self._rows = NurtureRows(
            *(self.inks, found, self._marked, app.workspace),
            everyone=self._everyone,
            nothing=self._nothing(),
            closed=self.CLOSED,
        )
        self.list.show(self._rows)
        who = "everybody's" if self._everyone else "my"
        match = f" that match {shortened(self.typed, 30)}" if self.typed else ""
        self.heading.show(self.NAME, f"{count:,} of {who} deals {self.WHAT}{match}", due=due)
        self._told_marks(self._rows.by_id)

    async def reach(self, lines: int | None) -> None:
        """Reads more before the cursor comes to the end of what was read."""
        if self._whole:
            return
        index = self.list.index or 0
        if lines is None or (self._rows and index + lines >= len(self._rows.by_id)):
            await self._read_first(None if lines is None else index + lines + _FIRST)

    def targets(self) -> list[int]:
        """The marked deals, else the one under the cursor."""
        if self._marked and self._rows:
            return [key for key in self._rows.by_id if key in self._marked]
        return [self.list.key] if isinstance(self.list.key, int) else []

    def no_deal(self, to: str = "") -> str:
        """Why there is no deal to do something with."""
        return self.unread or self._nothing()

    def nothing_to_mark(self) -> str:
        """Why there is no deal to mark."""
        return self.no_deal()

    def _nothing(self) -> str:
        if self.typed:
            return f"no deal that is {self.WHAT} matches"
        what = self.WHAT
        return f"no deal is {what}" if self._everyone else f"none of your deals is {what}"

    def action_open_deal(self) -> None:
        """Opens the deal under the cursor."""
        if isinstance(self.list.key, int):
            self.open_deal(self.list.key)
        else:
            self.say_nothing_here(self.no_deal())

    def matching(self, ws: Workspace, filter_: Filter) -> tuple[str, str]:
        """How many of everybody's deals match."""
        _, count = nurture.put_off(ws, everyone=True, filter_=filter_, limit=1, closed=self.CLOSED)
        return "matches of everybody's", f"{count:,}"

    def action_escape(self) -> None:
        """Clears the marks, then the filter, else goes back."""
        if self._unmark():
            return
        if self.typed:
            self.clear_filter()
        else:
            self.dismiss()

    def action_nurture_list(self) -> None:
        """Goes back."""
        self.dismiss()


class OffBoardScreen(NurtureScreen):
    """All deals that are off the board: lost ones and those put off; with a filter any that match."""

    NAME = "Off the board"
    WHAT = "off the board"
    CLOSED = True

    def action_off_board_list(self) -> None:
        """Goes back."""
        self.dismiss()

    def action_nurture_list(self) -> None:
        """Opens the list of deals that are put off."""
        self.app.push_screen(NurtureScreen(host(self).keymap))


class NurtureRows(Ruled):
    """The deals, one line each."""

    def __init__(
        self,
        inks: Inks,
        found: Sequence[PutOff],
        marked: set[Hashable],
        ws: Workspace,
        *,
        everyone: bool,
        nothing: str,
        closed: bool,
    ) -> None:
        super().__init__(inks)
        self.by_id = {each.id: each for each in found}
        self._found = found
        self._marked = marked
        self._today = ws.today()
        self._currency = ws.currency
        self._everyone = everyone
        self._nothing = nothing
        self._closed = closed

    def items(self, width: int) -> Sequence[Item]:
        """A line for each deal, or one that says that there is none."""
        return [Item(each.id) for each in self._found] or [Item(None)]

    def marked(self, index: int) -> bool:
        """Whether a deal is marked."""
        return bool(self._found) and self._found[index].id in self._marked

    def words(self, index: int, line: int, width: int) -> Words:
        """Until when, in how many days, which deal, how much, whose and why."""
        if not self._found:
            return [(self._nothing, "dim")]
        each = self._found[index]
        over = each.until is None or each.until <= self._today
        ink: Ink = "late" if over else "text"
        begin = [
            self._column(_until(each.until), _UNTIL, ink),
            self._column(_days(each.until, self._today), _IN, ink),
        ]
        if self._closed:
            put_off = each.status is Status.NURTURE
            day = each.until if put_off else each.closed_on
            status = "put off" if put_off else str(each.status)
            begin = [
                self._column(status, _IN + 2, "text"),
                self._column(_until(day) if day else "", _UNTIL, ink if put_off else "dim"),
            ]
        owner = [self._column(each.owner, _OWNER, "text")] if self._everyone else []
        rest = max(
            width - _UNTIL - _IN - 2 * self._closed - _VALUE - 2 - (_OWNER if owner else 0), 4
        )
        wide = width >= _WIDE
        title, company = (rest * 35 // 100, rest * 25 // 100) if wide else (rest * 55 // 100, 0)
        names = [self._column(each.title, title, "strong")]
        if wide:
            names.append(self._column(each.company, company, "dim"))
        more = " ".join(each.more.split()) or ("" if wide else each.company)
        return [
            *begin,
            *names,
            (f"{text.fit_right(self._money(each), _VALUE)}  ", "text"),
            *owner,
            self._column(more, rest - title - company, "dim"),
        ]

    def _money(self, each: PutOff) -> str:
        money = each.money
        if money is None:
            return ""
        named = money.currency != self._currency
        return amount(money.minor, money.currency, named=named, ascii=True)

    def _column(self, said: str, width: int, ink: Ink) -> tuple[str, Ink]:
        return column(said, width, ink, self.inks.glyphs.ellipsis)


def _until(day: date | None) -> str:
    return " ".join(written(day).split()[1:]) if day else "no day"


def _days(day: date | None, today: date) -> str:
    """In how many days that is; a day that has come is told as such."""
    if day is None:
        return ""
    return f"{(day - today).days}d" if day > today else "over"


def _read(
    ws: Workspace, everyone: bool, typed: str, limit: int | None, closed: bool
) -> tuple[list[PutOff], int, Counts]:
    found, count = nurture.put_off(
        ws, everyone=everyone, filter_=as_filter(ws, typed), limit=limit, closed=closed
    )
    return found, count, agenda.counts(ws, everyone=everyone)
