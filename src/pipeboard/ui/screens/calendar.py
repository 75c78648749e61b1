"""The agenda as a week or a month: how much is due on each day."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult

from pipeboard.domain.agenda import AgendaItem, Booked, Counts
from pipeboard.domain.days import MONTH_NAMES, add_months, end_of_month, monday_of, written
from pipeboard.domain.words import shortened
from pipeboard.keys import Keymap
from pipeboard.service import agenda
from pipeboard.service.workspace import Workspace
from pipeboard.ui.host import host
from pipeboard.ui.list_filtering import as_filter
from pipeboard.ui.read_screen import ReadScreen
from pipeboard.ui.widgets.calendar import MOST_LINES, Calendar, Days
from pipeboard.ui.widgets.heading import Heading
from pipeboard.ui.widgets.inks import make_inks
from pipeboard.ui.widgets.status import BottomLine

if TYPE_CHECKING:
    from pipeboard.ui.screens.agenda import Ask

_FIRST_YEAR, _LAST_YEAR = 1900, 2999


class CalendarScreen(ReadScreen):
    """A week or a month of the agenda; ``show_only`` is told which day is to be listed."""

    PLACE: ClassVar[str] = "calendar"

    def __init__(
        self,
        keymap: Keymap,
        day: date,
        ask: "Ask",
        show_only: "Callable[[Ask], Awaitable[None]]",
    ) -> None:
        super().__init__(keymap)
        app = host(self)
        self._ask = ask
        self._show_only = show_only
        self._days = Days(day, app.workspace.today(), month=False, limit=self._limit)
        self.inks = make_inks(app.look)
        self.heading = Heading(self.inks)
        self.calendar = Calendar(self.inks, self._days)
        self.bottom = BottomLine(self.inks, keymap, self.PLACE)

    def compose(self) -> ComposeResult:
        """Heading, days, bottom line."""
        yield self.heading
        yield self.calendar
        yield self.bottom

    @property
    def _limit(self) -> int | None:
        return None if self._ask.everyone else host(self).workspace.day_limit

    async def read(self) -> None:
        """Reads what is due on the days that are asked for by now."""
        app, days = host(self), self._days
        found, told, due = await app.jobs.read(_read, app.workspace, self._ask, days)
        if self._days.all_days == days.all_days:
            today = app.workspace.today()
            self._days = replace(
                self._days, booked=found, told=told, today=today, limit=self._limit
            )
            self._show(due)

    def _show(self, due: Counts | None = None) -> None:
        days = self._days
        self.calendar.show(days)
        day = days.cursor
        title = f"{MONTH_NAMES[day.month - 1]} {day.year}" if days.month else _week(day)
        match = f" that match {shortened(self._ask.typed, 30)}" if self._ask.typed else ""
        whose = ", everybody's" if self._ask.everyone else ""
        said = f"{' '.join(written(day).split()[:3])}: {days.said(day)}{whose}{match}"
        self.heading.show(title, said, due=due)
        self.bottom.entitle("agenda.view", "List" if days.month else "Month")
        self.bottom.entitle("agenda.everyone", "Only mine" if self._ask.everyone else "Everybody's")

    async def _go(self, day: date) -> None:
        if not _FIRST_YEAR <= day.year <= _LAST_YEAR:
            host(self).say("the calendar ends here")
            return
        before = self._days
        self._days = replace(before, cursor=day)
        if self._days.all_days == before.all_days:
            self._show()
        else:
            await self._read()

    async def action_move_cursor(self, columns: int, lines: int) -> None:
        """Moves the cursor by days: a month has a week in each line, a week a day."""
        month = self._days.month
        days = columns + 7 * lines if month else 7 * columns + lines
        await self._go(self._days.cursor + timedelta(days=days))

    async def action_move_to_end(self, end: int) -> None:
        """Moves the cursor to the first or last day of the week or month."""
        day = self._days.cursor
        if self._days.month:
            await self._go(day.replace(day=1) if end < 0 else end_of_month(day))
        else:
            await self._go(monday_of(day) + timedelta(days=0 if end < 0 else 6))

    async def action_move_page(self, pages: int) -> None:
        """Goes to the week or month before or after."""
        day = self._days.cursor
        await self._go(
            add_months(day, pages) if self._days.month else day + timedelta(days=7 * pages)
        )

    async def action_go_to_today(self) -> None:
        """Goes to today."""
        await self._go(host(self).workspace.today())

    async def action_next_view(self) -> None:
        """Shows the month in place of the week; after that the list again."""
        if self._days.month:
            self.dismiss()
        else:
            self._days = replace(self._days, month=True)
            await self._read()

    async def action_toggle_everyone(self) -> None:
        """Counts everybody's follow-ups, or mine again."""
        self._ask = replace(self._ask, everyone=not self._ask.everyone)
        await self._read()

    async def action_show_day(self) -> None:
        """Lists what is due on the day under the cursor, in the agenda."""
        await self._show_only(replace(self._ask, day=self._days.cursor))
        self.dismiss()

    def action_escape(self) -> None:
        """Goes back to the list."""
        self.dismiss()

    def action_agenda(self) -> None:
        """Goes back to the list."""
        self.dismiss()


def _week(day: date) -> str:
    year, week, _ = day.isocalendar()
    return f"Week {week}, {year}"


def _read(
    ws: Workspace, ask: "Ask", days: Days
) -> tuple[Mapping[date, Booked], Mapping[date, Sequence[str]], Counts]:
    filter_ = as_filter(ws, ask.typed)
    booked = agenda.per_day(ws, days.first, days.last, everyone=ask.everyone, filter_=filter_)
    told: dict[date, list[str]] = {}
    for day in () if days.month else booked:
        found = agenda.agenda(ws, everyone=ask.everyone, day=day, filter_=filter_, limit=MOST_LINES)
        told[day] = [_said(ws, item) for each in found.sections for item in each.items]
    return booked, told, agenda.counts(ws, everyone=ask.everyone)


def _said(ws: Workspace, item: AgendaItem) -> str:
    """A follow-up in one line: when, what, on which deal, with whom."""
    at = item.follow_up.due_at
    clock = f"{at.astimezone(ws.zone):%H:%M}" if at else "     "
    kind, subject = item.follow_up.type, item.follow_up.subject
    what = kind if subject.casefold() == kind.casefold() else f"{kind} {subject}"
    where = ", ".join(filter(None, (item.deal_title or item.company, item.contact)))
    return f"{clock} {what}{f' - {where}' if where else ''}"
