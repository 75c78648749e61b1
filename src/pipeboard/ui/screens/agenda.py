"""The agenda: whom to call, what is late, what is coming."""

from collections.abc import Sequence
from datetime import date, tzinfo
from typing import ClassVar

from pipeboard.domain.agenda import Agenda, AgendaItem, Counts, When
from pipeboard.domain.days import MONTH_NAMES, WEEKDAY_NAMES
from pipeboard.domain.followups import DueState, Priority
from pipeboard.keys import Keymap
from pipeboard.service import agenda
from pipeboard.service.workspace import Workspace
from pipeboard.ui import text
from pipeboard.ui.host import host
from pipeboard.ui.screens.marking import MarkingList
from pipeboard.ui.widgets.inks import Inks
from pipeboard.ui.widgets.line_list import Item
from pipeboard.ui.widgets.rows import Ink, Ruled, Words, column, heading

_LOST = " (lost)"
_WIDE, _PHONE, _LEAST_NAME = 108, 18, 4
_FIRST = 300
"""So many follow-ups beyond the cursor are read before the screen shows them."""
_STATES: dict[DueState, tuple[str, Ink]] = {
    DueState.OVERDUE: ("late", "late"),
    DueState.TODAY: ("today", "today"),
    DueState.COMING: ("coming", "coming"),
    DueState.DONE: ("nothing", "dim"),
}


class AgendaScreen(MarkingList):
    """Open follow-ups by when they are due; the commands act on the marked, else on the cursor."""

    PLACE: ClassVar[str] = "agenda"

    def __init__(self, keymap: Keymap) -> None:
        super().__init__(keymap)
        self._rows: AgendaRows | None = None

    async def read(self) -> None:
        """Reads the follow-ups around the cursor and shows them; the rest follows."""
        limit = (self.list.index or 0) + _FIRST
        await self._read_first(limit)
        if not self._whole:
            self.run_worker(self._reach(None), group="rest", exclusive=True)

    async def _read_first(self, limit: int | None) -> None:
        app = host(self)
        found, due = await app.jobs.read(_read, app.workspace, self._everyone, limit)
        count = sum(len(section.items) for section in found.sections)
        self._whole = limit is None or count < limit
        rows = AgendaRows(
            self.inks, found, self._marked, app.workspace, self._everyone, whole=self._whole
        )
        self._rows = rows
        self.list.show(rows)
        who = "everybody's follow-ups" if self._everyone else "my follow-ups"
        self.heading.show("Agenda", f"{count:,}{'' if self._whole else '+'} of {who}", due=due)
        self._told_marks(rows.by_id)

    async def _read_rest(self) -> None:
        if not self._whole:
            await self._read_first(None)

    async def reach(self, lines: int | None) -> None:
        """Reads the rest before the cursor comes to the end of what was read."""
        count = len(self._rows.by_id) if self._rows else 0
        if lines is None or (self.list.index or 0) + lines >= count:
            await self._read_rest()

    def targets(self) -> list[int]:
        """The deals of the marked follow-ups, else of the one under the cursor."""
        ids = (item.deal_id for item in self._items())
        return list(dict.fromkeys(found for found in ids if found is not None))

    def target_follow_ups(self) -> list[int]:
        """The marked follow-ups, else the one under the cursor."""
        return [item.follow_up.id for item in self._items()]

    def action_open_deal(self) -> None:
        """Opens the deal of the follow-up under the cursor; one on no deal is edited itself."""
        item = self._under_cursor()
        if item is None:
            self.say_nothing_here("there is no deal here to open")
        elif item.deal_id is not None:
            self.open_deal(item.deal_id)
        else:
            self._edit(item)

    def nothing_to_mark(self) -> str:
        """Why there is no follow-up to mark."""
        return "there is no follow-up here to mark"

    def _edit(self, item: AgendaItem) -> None:
        from pipeboard.service import followups
        from pipeboard.ui.deal_items import follow_up_sheet
        from pipeboard.ui.screens.form import Form, Sheet

        app = host(self)

        async def prepare() -> Sheet:
            found = await app.jobs.read(followups.get, app.workspace, item.follow_up.id)
            return follow_up_sheet(app, found, item.contact or item.company, self.written)

        self.app.push_screen(Form(prepare, avoid=self.in_sight()))

    def action_agenda(self) -> None:
        """Goes back."""
        self.dismiss()

    def _items(self) -> list[AgendaItem]:
        rows = self._rows
        if rows is None:
            return []
        if self._marked:
            return [item for key, item in rows.by_id.items() if key in self._marked]
        item = self._under_cursor()
        return [] if item is None else [item]

    def _under_cursor(self) -> AgendaItem | None:
        key = self.list.key
        return self._rows.by_id.get(key) if self._rows and isinstance(key, int) else None


class AgendaRows(Ruled):
    """The sections with their items, one line each."""

    def __init__(
        self,
        inks: Inks,
        found: Agenda,
        marked: set[int],
        ws: Workspace,
        everyone: bool,
        *,
        whole: bool,
    ) -> None:
        super().__init__(inks)
        self.by_id = {
            item.follow_up.id: item for section in found.sections for item in section.items
        }
        self._marked = marked
        self._zone = ws.zone
        self._today = ws.today()
        self._everyone = everyone
        self._whole = whole
        self._lines: list[tuple[When, int] | AgendaItem | None] = []
        self._sections: list[When] = []
        for section in found.sections:
            if not whole and not section.items:
                continue
            if self._lines and (section.items or isinstance(self._lines[-1], AgendaItem)):
                self._lines.append(None)
            self._lines.append((section.when, len(section.items)))
            self._lines.extend(section.items)
            self._sections += [section.when] * (len(self._lines) - len(self._sections))

    def items(self, width: int) -> Sequence[Item]:
        """Headings, gaps and follow-ups, one line each."""
        return [
            Item(line.follow_up.id if isinstance(line, AgendaItem) else None)
            for line in self._lines
        ]

    def marked(self, index: int) -> bool:
        """Whether a follow-up is marked."""
        line = self._lines[index]
        return isinstance(line, AgendaItem) and line.follow_up.id in self._marked

    def words(self, index: int, line: int, width: int) -> Words:
        """A heading, nothing, or a follow-up."""
        found = self._lines[index]
        if found is None:
            return ()
        if isinstance(found, AgendaItem):
            when = _when(found, self._sections[index], self._today, self._zone)
            draw = self._wide if width >= _WIDE else self._narrow
            return [*self._begin(found, when), *draw(found, width - 16)]
        section, count = found
        more = "" if self._whole else "+"
        said = list(heading(section, f"{count:,}{more}", width, self.inks.glyphs.horizontal))
        if section is When.OVERDUE and count:
            said[0] = (said[0][0], "late")
        return said

    def _wide(self, item: AgendaItem, width: int) -> Words:
        rest = width - 8 - _PHONE
        subject, deal, company = rest * 26 // 100, rest * 34 // 100, rest * 21 // 100
        contact = rest - subject - deal - company
        return [
            self._column(item.follow_up.type, 8, "text"),
            self._column(_subject(item), subject, "text"),
            self._column(self._deal(item, deal), deal, "strong"),
            self._column(item.company, company, "dim"),
            self._column(self._who(item), contact, "text"),
            self._column(item.phone or item.email, _PHONE, "text"),
        ]

    def _deal(self, item: AgendaItem, width: int) -> str:
        """The title of the deal; of one that was lost, cut so that this is said in the column."""
        if not item.lost:
            return item.deal_title
        title = text.clean(item.deal_title)
        room = max(width - 1 - len(_LOST), 1)
        return text.cut(title, room, self.inks.glyphs.ellipsis) + _LOST

    def _narrow(self, item: AgendaItem, width: int) -> Words:
        reach = max(width * 45 // 100, min(_PHONE, width // 2))
        what = (width - reach) * 42 // 100
        subject = _subject(item)
        told = f"{item.follow_up.type} {subject}" if subject else item.follow_up.type
        return [
            self._column(told, what, "text"),
            self._column(self._deal(item, width - reach - what), width - reach - what, "strong"),
            self._column(self._reach(item, reach - 1), reach, "text"),
        ]

    def _reach(self, item: AgendaItem, cells: int) -> str:
        """Whom to reach and how: the name gives way, to a number even wholly."""
        who, how = text.clean(self._who(item)), text.clean(item.phone or item.email)
        room = cells - text.width(how) - 1
        if text.width(who) > room and (item.phone or (how and room >= _LEAST_NAME)):
            who = text.cut(who, room, self.inks.glyphs.ellipsis) if room >= _LEAST_NAME else ""
        return f"{who} {how or item.company}".strip()

    def _begin(self, item: AgendaItem, when: str) -> Words:
        sign, ink = _STATES[item.state]
        high = item.follow_up.priority is Priority.HIGH
        return [
            (f"{getattr(self.inks.glyphs, sign)} ", ink),
            (f"{when:<13}", ink),
            (self.inks.glyphs.high if high else " ", "late"),
        ]

    def _who(self, item: AgendaItem) -> str:
        return f"{item.follow_up.assignee}: {item.contact}" if self._everyone else item.contact

    def _column(self, said: str, width: int, ink: Ink) -> tuple[str, Ink]:
        return column(said, width, ink, self.inks.glyphs.ellipsis)


def _read(ws: Workspace, everyone: bool, limit: int | None) -> tuple[Agenda, Counts]:
    return agenda.agenda(ws, everyone=everyone, limit=limit), agenda.counts(ws, everyone=everyone)


def _subject(item: AgendaItem) -> str:
    """What a follow-up is about, when that is not its type."""
    follow_up = item.follow_up
    same = follow_up.subject.casefold() == follow_up.type.casefold()
    return ", ".join(filter(None, ("" if same else follow_up.subject, follow_up.repeats)))


def _when(item: AgendaItem, section: When, today: date, zone: tzinfo) -> str:
    """When it is due, in twelve cells at most: what its section does not say already."""
    day, due_at = item.due_on, item.follow_up.due_at
    clock = "" if due_at is None else f"{due_at.astimezone(zone):%H:%M}"
    weekday, month = WEEKDAY_NAMES[day.weekday()], MONTH_NAMES[day.month - 1]
    if section in (When.TODAY, When.TOMORROW) or day == today:
        return clock or "all day"
    if section is When.THIS_WEEK:
        return f"{weekday} {day.day} {clock or month}"
    if section is When.LATER and clock:
        return f"{day.day} {month} {clock}"
    return f"{weekday} {day.day} {month}"
