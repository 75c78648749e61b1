"""The lines of the agenda: its sections, the follow-ups in them, and the deals without one."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from datetime import date, tzinfo

from pipeboard.domain.agenda import Agenda, AgendaItem, Stepless, When
from pipeboard.domain.days import MONTH_NAMES, WEEKDAY_NAMES, written
from pipeboard.domain.followups import DueState, Priority
from pipeboard.service.workspace import Workspace
from pipeboard.ui import text
from pipeboard.ui.widgets.inks import Inks
from pipeboard.ui.widgets.line_list import Item
from pipeboard.ui.widgets.rows import Ink, Ruled, Words, column, heading

WITHOUT = "without a next step"
_LOST = " (lost)"
_WIDE, _PHONE, _LEAST_NAME, _BEGIN = 108, 18, 4, 16
_WITHOUT_YEAR = 300
"""So many days away a day is written without its year."""
_STATES: dict[DueState, tuple[str, Ink]] = {
    DueState.OVERDUE: ("late", "late"),
    DueState.TODAY: ("today", "today"),
    DueState.COMING: ("coming", "coming"),
    DueState.DONE: ("done", "dim"),
}

Row = AgendaItem | Stepless


@dataclass(frozen=True, slots=True)
class Found:
    """What the agenda shows: follow-ups, all of them if ``whole``, and deals without one.

    ``count`` is how many such deals there are, None as long as nobody has looked, ``others`` how many
    more belong to others and are not shown. With a ``day``
    only that one is shown; ``over`` says that it is fuller than the person wants.
    """

    agenda: Agenda
    whole: bool
    stepless: Sequence[Stepless] = ()
    count: int | None = None
    others: int = 0
    day: date | None = None
    over: bool = False

    @property
    def open(self) -> int:
        """How many follow-ups there are that are not done."""
        return sum(
            item.state is not DueState.DONE for each in self.agenda.sections for item in each.items
        )


def key_of(row: Row) -> Hashable:
    """What the list knows a line by: the id of a follow-up, or that of a deal as such."""
    return ("deal", row.deal_id) if isinstance(row, Stepless) else row.follow_up.id


@dataclass(frozen=True, slots=True)
class _Head:
    title: str
    count: str
    ink: Ink = "strong"


_NOTHING = _Head("nothing is due on this day; esc shows all days", "")


class AgendaRows(Ruled):
    """The sections with what is in them, one line each."""

    def __init__(
        self, inks: Inks, found: Found, marked: set[Hashable], ws: Workspace, everyone: bool
    ) -> None:
        super().__init__(inks)
        self.by_key: dict[Hashable, Row] = {}
        self._marked = marked
        self._zone = ws.zone
        self._today = ws.today()
        self._everyone = everyone
        self._day = found.day
        self._lines: list[_Head | Row | None] = []
        self._sections: list[When] = []
        more = "" if found.whole else "+"
        if found.day is not None:
            rows = [item for section in found.agenda.sections for item in section.items]
            over = f", over your limit of {ws.day_limit}" if found.over else ""
            head = _Head(written(found.day), f"{found.open:,}{more}{over}")
            self._add(head, rows, When.TODAY)
            if not rows:
                self._lines.append(_NOTHING)
                self._sections.append(When.TODAY)
            return
        for section in found.agenda.sections:
            if found.whole or section.items:
                count = sum(item.state is not DueState.DONE for item in section.items)
                late = section.when is When.OVERDUE and count
                head = _Head(section.when, f"{count:,}{more}", "late" if late else "strong")
                self._add(head, section.items, section.when)
        if found.count is not None:
            others = f", and {found.others:,} of others" if found.others else ""
            head = _Head(WITHOUT, f"{found.count:,}{others}")
            self._add(head, found.stepless, When.LATER)

    def _add(self, head: _Head, rows: Sequence[Row], section: When) -> None:
        if self._lines and (rows or not isinstance(self._lines[-1], _Head)):
            self._lines.append(None)
        self._lines.append(head)
        self._lines.extend(rows)
        self._sections += [section] * (len(self._lines) - len(self._sections))
        self.by_key |= {key_of(row): row for row in rows}

    def items(self, width: int) -> Sequence[Item]:
        """Headings, gaps, follow-ups and deals, one line each."""
        return [
            Item(None if line is None or isinstance(line, _Head) else key_of(line))
            for line in self._lines
        ]

    def marked(self, index: int) -> bool:
        """Whether a follow-up or a deal is marked."""
        line = self._lines[index]
        return line is not None and not isinstance(line, _Head) and key_of(line) in self._marked

    def words(self, index: int, line: int, width: int) -> Words:
        """A heading, nothing, a follow-up or a deal."""
        found = self._lines[index]
        if found is None:
            return ()
        if found is _NOTHING:
            return [(_NOTHING.title, "dim")]
        if isinstance(found, _Head):
            said = list(heading(found.title, found.count, width, self.inks.glyphs.horizontal))
            said[0] = (said[0][0], found.ink)
            return said
        wide = width >= _WIDE
        if isinstance(found, Stepless):
            return self._stepless(found, width, wide=wide)
        when = _when(found, self._sections[index], self._today, self._zone)
        draw = self._wide if wide else self._narrow
        words = [*self._begin(found, when), *draw(found, width - _BEGIN)]
        return [(said, "dim") for said, _ in words] if found.state is DueState.DONE else words

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

    def _stepless(self, deal: Stepless, width: int, *, wide: bool) -> Words:
        """Since when nothing was done, where the deal stands, which it is, and whom to reach."""
        begin: Words = [
            (f"{self.inks.glyphs.nothing} ", "dim"),
            self._column(f"since {_day(deal.touched_on, self._today)}", 14, "dim"),
        ]
        rest = width - _BEGIN
        if wide:
            rest -= 8 + _PHONE
            stage, title, company = rest * 26 // 100, rest * 34 // 100, rest * 21 // 100
            return [
                *begin,
                self._column(deal.stage, 8 + stage, "text"),
                self._column(deal.title, title, "strong"),
                self._column(deal.company, company, "dim"),
                self._column(self._who(deal), rest - stage - title - company, "text"),
                self._column(deal.phone or deal.email, _PHONE, "text"),
            ]
        reach = max(rest * 45 // 100, min(_PHONE, rest // 2))
        stage = (rest - reach) * 42 // 100
        return [
            *begin,
            self._column(deal.stage, stage, "text"),
            self._column(deal.title, rest - reach - stage, "strong"),
            self._column(self._reach(deal, reach - 1), reach, "text"),
        ]

    def _reach(self, row: Row, cells: int) -> str:
        """Whom to reach and how: the name gives way, to a number even wholly."""
        who, how = text.clean(self._who(row)), text.clean(row.phone or row.email)
        room = cells - text.width(how) - 1
        if text.width(who) > room and (row.phone or (how and room >= _LEAST_NAME)):
            who = text.cut(who, room, self.inks.glyphs.ellipsis) if room >= _LEAST_NAME else ""
        return f"{who} {how or row.company}".strip()

    def _begin(self, item: AgendaItem, when: str) -> Words:
        sign, ink = _STATES[item.state]
        high = item.follow_up.priority is Priority.HIGH
        return [
            (f"{getattr(self.inks.glyphs, sign)} ", ink),
            (f"{when:<13}", ink),
            (self.inks.glyphs.high if high else " ", "late"),
        ]

    def _who(self, row: Row) -> str:
        whose = row.owner if isinstance(row, Stepless) else row.follow_up.assignee
        return f"{whose or 'nobody'}: {row.contact}" if self._everyone else row.contact

    def _column(self, said: str, width: int, ink: Ink) -> tuple[str, Ink]:
        return column(said, width, ink, self.inks.glyphs.ellipsis)


def at_hand(row: Row) -> list[tuple[str, Ink]]:
    """All that is needed to reach somebody about a line: contact, phone, e-mail, company, deal."""
    title = row.title if isinstance(row, Stepless) else row.deal_title
    parts: list[tuple[str, Ink]] = [
        (row.contact if row.contact != row.email else "", "text"),
        (row.phone, "strong"),
        (row.email, "text"),
        (row.company, "dim"),
        (title, "dim"),
    ]
    return [(text.clean(said), ink) for said, ink in parts if said]


def _subject(item: AgendaItem) -> str:
    """What a follow-up is about, when that is not its type; what came of it, when it is done."""
    follow_up = item.follow_up
    same = follow_up.subject.casefold() == follow_up.type.casefold()
    said = ", ".join(filter(None, ("" if same else follow_up.subject, follow_up.repeats)))
    if item.state is DueState.DONE:
        return ": ".join(filter(None, (follow_up.outcome or "done", said)))
    return said


def _month(day: date) -> str:
    return MONTH_NAMES[day.month - 1]


def _is_far(day: date, today: date) -> bool:
    """Whether a day without its year could be taken for another."""
    return abs((day - today).days) > _WITHOUT_YEAR


def _day(day: date, today: date) -> str:
    """A day in seven cells at most."""
    if _is_far(day, today):
        return f"{_month(day)} '{day.year % 100:02}"
    return f"{day.day} {_month(day)}"


def _when(item: AgendaItem, section: When, today: date, zone: tzinfo) -> str:
    """When it is due, in twelve cells at most: what its section does not say already."""
    day, due_at = item.due_on, item.follow_up.due_at
    clock = "" if due_at is None else f"{due_at.astimezone(zone):%H:%M}"
    weekday, month = WEEKDAY_NAMES[day.weekday()], _month(day)
    if _is_far(day, today):
        return f"{day.day} {month} {day.year:04}"
    if section in (When.TODAY, When.TOMORROW) or day == today:
        return clock or "all day"
    if section in (When.THIS_WEEK, When.NEXT_WEEK):
        return f"{weekday} {day.day} {clock or month}"
    if section is When.LATER and clock:
        return f"{day.day} {month} {clock}"
    return f"{weekday} {day.day} {month}"
