"""The agenda: whom to call, what is late, what is coming, and which deals would be forgotten."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar

from textual.app import ComposeResult
from textual.strip import Strip

from pipeboard.domain.agenda import AgendaItem, Counts, Stepless
from pipeboard.domain.changes import Step
from pipeboard.domain.filterterms import Filter
from pipeboard.domain.followups import DueState
from pipeboard.domain.words import many, shortened
from pipeboard.keys import Keymap
from pipeboard.service import agenda
from pipeboard.service.workspace import Workspace
from pipeboard.ui.agenda_rows import AgendaRows, Found, Row, at_hand
from pipeboard.ui.host import host
from pipeboard.ui.list_filtering import FilteredList, as_filter
from pipeboard.ui.screens.marking import MarkingList
from pipeboard.ui.widgets.drawing import Piece, filled
from pipeboard.ui.widgets.inks import Inks
from pipeboard.ui.widgets.line_list import LineList
from pipeboard.ui.widgets.lines import Lines

_FIRST = 300
"""So many lines beyond the cursor are read before the screen shows them."""

_GAP = "   "


@dataclass(frozen=True, slots=True)
class Ask:
    """What is to be shown: whose, of which filter, on which day if only one."""

    everyone: bool = False
    typed: str = ""
    day: date | None = None


class AgendaScreen(FilteredList, MarkingList):
    """Follow-ups by when they are due, and deals without one; commands act on the marked, else on
    the cursor.
    """

    PLACE: ClassVar[str] = "agenda"

    def __init__(self, keymap: Keymap) -> None:
        super().__init__(keymap)
        self._rows: AgendaRows | None = None
        self._found: Found | None = None
        self._asked = Ask()
        self._day: date | None = None
        self.at_hand = AtHand(self.inks)
        self._goes_on = False
        """Whether the cursor goes on when what is under it turns out to be done."""
        self.bottom.entitle("agenda.view", "Week")
        self.bottom.entitle("agenda", "Back")
        self.bottom.entitle("section.next", "")

    def compose(self) -> ComposeResult:
        """Heading, list, whom to reach, bottom line."""
        yield self.heading
        yield self.list
        yield self.at_hand
        yield self.bottom

    async def read(self) -> None:
        """Reads the follow-ups around the cursor and shows them; the rest follows."""
        limit = (self.list.index or 0) + _FIRST
        app = host(self)
        found, due = await app.jobs.read(_read, app.workspace, self._ask, limit)
        before, asked, self._asked = self._found, self._asked, self._ask
        if before is not None and asked == self._ask:  # until they are read anew
            found = replace(
                found, stepless=before.stepless, count=before.count, others=before.others
            )
        self._whole = False
        self._show(found, due)
        self.run_worker(self._told(self._read_rest()), group="rest", exclusive=True)

    @property
    def _ask(self) -> Ask:
        return Ask(self._everyone, self.typed, self._day)

    async def _read_rest(self, stepless: int | None = _FIRST) -> None:
        """Reads what the first look left out: the other follow-ups, and deals without one."""
        app, ask, found = host(self), self._ask, self._found
        if found is not None and not found.whole:
            found, _ = await app.jobs.read(_read, app.workspace, ask, None)
        if found is not None and ask.day is None:
            if stepless is not None:
                stepless = max(stepless, len(self._found.stepless) if self._found else 0)
            without, count, others = await app.jobs.read(_stepless, app.workspace, ask, stepless)
            found = replace(found, stepless=without, count=count, others=others)
        if found is not None and ask == self._ask:
            self._whole = True
            self._show(found)

    def _show(self, found: Found, due: Counts | None = None) -> None:
        ws = host(self).workspace
        before = self._under_cursor()
        self._found = found
        self._rows = AgendaRows(self.inks, found, self._marked, ws, self._everyone)
        self.list.show(self._rows)
        if self._goes_on and before is not None and not _is_done(before):
            self._go_on()
        self._goes_on = False
        count = f"{found.open:,}{'' if found.whole else '+'}"
        who = "everybody's follow-ups" if self._everyone else "my follow-ups"
        match = f" that match {shortened(self.typed, 30)}" if self.typed else ""
        self.heading.show("Agenda", f"{count} of {who}{match}", due=due)
        self._told_marks(self._rows.by_key)
        self._show_at_hand()

    async def reach(self, lines: int | None) -> None:
        """Reads more before the cursor comes to the end of what was read."""
        found = self._found
        if found is None:
            return
        read = len(self._rows.by_key) if self._rows else 0
        ends = lines is None or (self.list.index or 0) + lines >= read
        if ends and not found.whole:
            await self._read_rest()
        elif ends and len(found.stepless) < (found.count or 0):
            more = None if lines is None else len(found.stepless) + lines + _FIRST
            await self._read_rest(more)
        elif lines is None and found.count is None and self._day is None:
            await self._read_rest()

    def written(self, step: Step | None, said: str = "") -> None:
        """Says what was done; from what is finished by it the cursor goes on to the next."""
        super().written(step, said)
        self._goes_on = step is not None

    def _go_on(self) -> None:
        """Puts the cursor on the next follow-up that is open when that under it is done."""
        rows = list(self._rows.by_key.items()) if self._rows else []
        keys = [key for key, _ in rows]
        row = self._under_cursor()
        if row is None or not _is_done(row) or self.list.key not in keys:
            return
        for key, following in rows[keys.index(self.list.key) :]:
            if not _is_done(following):
                self.list.go(key)
                return

    def action_next_section(self, by: int) -> None:
        """Moves the cursor to the first line of the next section, around the end."""
        self.list.next_run(by)
        self._show_at_hand()

    def _moved(self, direction: int, moved: bool) -> None:
        super()._moved(direction, moved)
        self._show_at_hand()

    def on_line_list_clicked(self, _: LineList.Clicked) -> None:
        """Shows whom to reach."""
        self._show_at_hand()

    def _show_at_hand(self) -> None:
        self.at_hand.show(self._under_cursor())

    def targets(self) -> list[int]:
        """The deals of the marked lines, else of the one under the cursor."""
        ids = (row.deal_id for row in self._meant())
        return list(dict.fromkeys(found for found in ids if found is not None))

    def target_follow_ups(self) -> list[int]:
        """The marked follow-ups, else the one under the cursor; of several only the open ones."""
        found = self._follow_ups()
        still_open = [item for item in found if item.state is not DueState.DONE]
        return [item.follow_up.id for item in still_open or found]

    def action_open_deal(self) -> None:
        """Opens the deal of the line under the cursor; a follow-up on no deal is edited itself."""
        row = self._under_cursor()
        if row is None:
            self.say_nothing_here("there is no deal here to open")
        elif row.deal_id is not None:
            self.open_deal(row.deal_id)
        elif isinstance(row, AgendaItem):
            self._edit(row)

    def _edit(self, item: AgendaItem) -> None:
        from pipeboard.service import followups
        from pipeboard.ui.deal_items import follow_up_sheet
        from pipeboard.ui.screens.form import Form, Sheet

        app = host(self)

        async def prepare() -> Sheet:
            found = await app.jobs.read(followups.get, app.workspace, item.follow_up.id)
            return follow_up_sheet(app, found, item.contact or item.company, self.written)

        self.app.push_screen(Form(prepare, avoid=self.in_sight()))

    async def action_finish_follow_up(self) -> None:
        """Finishes follow-ups, then asks for the next; takes up again those that are done."""
        found = self._follow_ups()
        if not found or any(item.state is not DueState.DONE for item in found):
            await super().action_finish_follow_up()
            return
        from pipeboard.service import reassigning

        app = host(self)
        done = [item.follow_up for item in found]
        self.written(await app.jobs.write(reassigning.take_up_again, app.workspace, done))

    async def action_contact_left(self) -> None:
        """Marks that the contact of the follow-up under the cursor has left, or takes that back."""
        row = self._under_cursor()
        who = row.contact_id if isinstance(row, AgendaItem) else None
        if who is None:
            self.say_nothing_here("the cursor is on no follow-up with a contact")
            return
        from pipeboard.ui.departing import contact_left

        await contact_left(self, who, self.written)

    def nothing_to_mark(self) -> str:
        """Why there is nothing under the cursor to mark."""
        return "there is nothing here to mark"

    def action_toggle_mark(self) -> None:
        """Marks what is under the cursor, or unmarks it, and goes on to the next."""
        super().action_toggle_mark()
        self._show_at_hand()

    def matching(self, ws: Workspace, filter_: Filter) -> tuple[str, str]:
        """How many of the follow-ups and of the deals without one match."""
        count = agenda.matching(ws, everyone=self._everyone, filter_=filter_)
        _, without = agenda.stepless(ws, everyone=self._everyone, filter_=filter_, limit=1)
        told = f"{many(count, 'follow-up')}, {many(without, 'deal')} without a next step"
        return "matches", told

    def action_next_view(self) -> None:
        """Shows a week of the agenda, with the cursor on the day that is in sight."""
        from pipeboard.ui.screens.calendar import CalendarScreen

        row = self._under_cursor()
        today = host(self).workspace.today()
        day = self._day or max(row.due_on if isinstance(row, AgendaItem) else today, today)
        calendar = CalendarScreen(self.keymap, day, self._ask, self._show_only)
        self.app.push_screen(calendar)

    async def _show_only(self, ask: Ask) -> None:
        """Lists what is due on one day, as it was chosen in the calendar."""
        self._everyone, self._day = ask.everyone, ask.day
        self._marked.clear()
        await self._read()

    def action_escape(self) -> None:
        """Clears the marks, then the day, then the filter, else goes back."""
        if self._unmark():
            return
        if self._day is not None:
            self._day = None
            self.run_worker(self._read(), exclusive=True)
        elif self.typed:
            self.clear_filter()
        else:
            self.dismiss()

    def action_agenda(self) -> None:
        """Goes back."""
        self.dismiss()

    def _meant(self) -> Sequence[Row]:
        rows = self._rows
        if rows is None:
            return []
        if self._marked:
            return [row for key, row in rows.by_key.items() if key in self._marked]
        row = self._under_cursor()
        return [] if row is None else [row]

    def _follow_ups(self) -> list[AgendaItem]:
        return [row for row in self._meant() if isinstance(row, AgendaItem)]

    def _under_cursor(self) -> Row | None:
        key = self.list.key
        return self._rows.by_key.get(key) if self._rows and key is not None else None


def _is_done(row: Row) -> bool:
    return isinstance(row, AgendaItem) and row.state is DueState.DONE


class AtHand(Lines):
    """Whom to reach about the line under the cursor, and how."""

    DEFAULT_CSS = "AtHand { height: 1; width: 1fr; }"

    def __init__(self, inks: Inks) -> None:
        super().__init__()
        self.inks = inks
        self._row: Row | None = None

    def show(self, row: Row | None) -> None:
        """Shows what belongs to another line."""
        self._row = row
        self.repaint()

    def draw(self, width: int, height: int) -> Sequence[Strip]:
        """The line."""
        ink, ellipsis = self.inks.plain, self.inks.glyphs.ellipsis
        told = at_hand(self._row) if self._row is not None else []
        pieces: list[Piece] = [
            (f"{_GAP if number else ' '}{said}", getattr(ink, name))
            for number, (said, name) in enumerate(told)
        ]
        return [filled(pieces, width, ink.text, ellipsis)][:height]


def _read(ws: Workspace, ask: Ask, limit: int | None) -> tuple[Found, Counts]:
    from pipeboard.service import load

    found = agenda.agenda(
        ws,
        everyone=ask.everyone,
        day=ask.day,
        filter_=as_filter(ws, ask.typed),
        done=True,
        limit=limit,
    )
    shown = Found(found, True, day=ask.day)
    whole = limit is None or shown.open < limit
    over = ask.day is not None and not ask.everyone and load.over(ws, shown.open)
    return replace(shown, whole=whole, over=over), agenda.counts(ws, everyone=ask.everyone)


def _stepless(ws: Workspace, ask: Ask, limit: int | None) -> tuple[Sequence[Stepless], int, int]:
    """Deals without a next step, how many there are, and how many others have."""
    filter_ = as_filter(ws, ask.typed)
    found, count = agenda.stepless(ws, everyone=ask.everyone, filter_=filter_, limit=limit)
    if ask.everyone:
        return found, count, 0
    _, anybodys = agenda.stepless(ws, everyone=True, filter_=filter_, limit=1)
    return found, count, anybodys - count
