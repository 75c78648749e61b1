"""What the deal's screen shows: the deal in sections, each a few lines that can be chosen."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo

from pipeboard.domain import leaving
from pipeboard.domain.agenda import Counts
from pipeboard.domain.days import written
from pipeboard.domain.followups import DueState, FollowUp, Priority, day_of, state
from pipeboard.domain.notes import Note
from pipeboard.domain.people import DealContact
from pipeboard.domain.views import DealView, HistoryLine
from pipeboard.domain.wording import ago, many
from pipeboard.service import agenda, details, history
from pipeboard.service.workspace import Workspace
from pipeboard.ui import text as cells
from pipeboard.ui.deal_fields import DealField, fields
from pipeboard.ui.widgets.drawing import wrapped
from pipeboard.ui.widgets.inks import Inks
from pipeboard.ui.widgets.line_list import Item
from pipeboard.ui.widgets.rows import Entry, Ink, Ruled, Words, heading

DEAL, CONTACTS, FOLLOW_UPS, NOTES, HISTORY = "deal", "contacts", "follow-ups", "notes", "history"
SECTIONS = (DEAL, CONTACTS, FOLLOW_UPS, NOTES, HISTORY)
COLUMNS = ((DEAL, CONTACTS), (FOLLOW_UPS, NOTES, HISTORY))
"""What stands on the left and on the right where there is room for two columns."""

LABEL = 18
"""Cells of the label before a field's value, with the space after it."""

Key = tuple[str, str | int]
"""What a line is about: its kind and which one."""

READ_ONLY = {
    "external ids": "external ids come from where the deal was imported and stay as they are",
    "sold from": "what a deal was sold from is set when it is made from a won one",
}


@dataclass(frozen=True, slots=True)
class Page:
    """A deal as it was read, at a moment."""

    view: DealView
    history: Sequence[HistoryLine]
    due: Counts
    now: datetime
    zone: tzinfo


def read_page(ws: Workspace, deal_id: int) -> Page:
    """Reads all that the screen shows; raises NotFound when the deal is gone."""
    view = details.view(ws, deal_id)
    lines = history.of_deal(ws, deal_id)
    return Page(view, lines, agenda.counts(ws), ws.now(), ws.zone)


class DealRows(Ruled):
    """Some sections of a deal as one list."""

    def __init__(self, inks: Inks, page: Page, sections: Sequence[str]) -> None:
        super().__init__(inks)
        self._page = page
        self._sections = sections
        self._entries: list[Entry] = []

    def items(self, width: int) -> Sequence[Item]:
        """The lines of the sections, as they are broken in ``width`` cells."""
        make = _Maker(self._page, self.inks, max(width - 2, 10))
        self._entries = []
        for name in self._sections:
            if self._entries:
                self._entries.append(Entry(None, [()]))
            self._entries += make.section(name)
        return [Item(entry.key, len(entry.lines)) for entry in self._entries]

    def words(self, index: int, line: int, width: int) -> Words:
        """One line."""
        return self._entries[index].lines[line]


@dataclass(frozen=True, slots=True)
class _Maker:
    """Makes the entries of the sections, ``width`` cells wide."""

    page: Page
    inks: Inks
    width: int

    def section(self, name: str) -> Iterator[Entry]:
        makers = {
            DEAL: self._deal,
            CONTACTS: self._contacts,
            FOLLOW_UPS: self._follow_ups,
            NOTES: self._notes,
            HISTORY: self._history,
        }
        return makers[name]()

    def _heading(self, title: str, count: int | None = None) -> Entry:
        told = "" if count is None else str(count)
        return Entry(None, [heading(title, told, self.width, self.inks.glyphs.horizontal)])

    def _add(self, what: str, key: str) -> Entry:
        return Entry(("add", what), [[("+ ", "accent"), (f"add a {what}", "dim"), (key, "key")]])

    # The deal's own fields

    def _deal(self) -> Iterator[Entry]:
        view = self.page.view
        yield self._heading("Deal")
        for field in fields(view):
            yield self._field(field)
            if field.name == "company":
                yield from self._place()
            if field.name == "nurture_until":
                yield self._value(("fact", "sold from"), "sold from", view.sold_from or "")
        ids = ", ".join(f"{system} {value}".strip() for system, value in view.external_ids)
        yield self._value(("fact", "external ids"), "external ids", ids)
        yield self._add("field", "")

    def _place(self) -> Iterator[Entry]:
        view = self.page.view
        days = view.days_in_stage
        since = "" if days is None else f", {many(days, 'day')}"
        stale = ", stale" if view.stale else ""
        stage = f"{view.stage.name}{since}{stale}" if view.stage else ""
        yield self._value(("fact", "pipeline"), "pipeline", view.pipeline.name)
        yield self._value(("fact", "stage"), "stage", stage, "stale" if view.stale else "text")
        ink: Ink = {"won": "won", "lost": "lost"}.get(view.deal.status, "text")  # type: ignore[assignment]
        yield self._value(("fact", "status"), "status", view.deal.status, ink)

    def _field(self, field: DealField) -> Entry:
        ink: Ink = "strong" if field.name in ("title", "value") else "text"
        return self._value(("field", field.name), field.label, field.show(self.page.view), ink)

    def _value(self, key: Key, label: str, value: str, ink: Ink = "text") -> Entry:
        ellipsis = self.inks.glyphs.ellipsis
        shown = cells.fit(label, LABEL - 1, ellipsis) + " "
        rows = wrapped(value, max(self.width - LABEL, 8)) if value else []
        if not rows:
            return Entry(key, [[(shown, "dim"), (self.inks.glyphs.nothing, "dim")]])
        blank = " " * LABEL
        return Entry(
            key, [[(blank if i else shown, "dim"), (row, ink)] for i, row in enumerate(rows)]
        )

    # What belongs to it

    def _contacts(self) -> Iterator[Entry]:
        found = self.page.view.contacts
        yield self._heading("Contacts", len(found))
        for link in found:
            yield Entry(("contact", link.id), list(self._contact(link)))
        yield self._add("contact", "")

    def _contact(self, link: DealContact) -> Iterator[Words]:
        who = link.contact
        more = f"  {who.title}" if who.title else ""
        left = link.left_on or who.left_on
        gone = f"  {leaving.told(left, self._today)}" if left else ""
        yield [(f"{who.name}  ", "strong"), (link.role, "text"), (gone, "stale"), (more, "dim")]
        reach = [*who.phones, *who.emails]
        if reach:
            for row in wrapped("   ".join(reach), max(self.width - 2, 8)):
                yield [("  ", "dim"), (row, "text")]

    @property
    def _today(self) -> date:
        return self.page.now.astimezone(self.page.zone).date()

    def _follow_ups(self) -> Iterator[Entry]:
        found = self.page.view.follow_ups
        open_ones = sum(item.done_at is None for item in found)
        yield self._heading("Follow-ups", open_ones)
        for item in found:
            yield Entry(("follow-up", item.id), list(self._follow_up(item)))
        yield self._add("follow-up", "")

    def _follow_up(self, item: FollowUp) -> Iterator[Words]:
        page, glyphs = self.page, self.inks.glyphs
        subject = "" if item.subject.casefold() == item.type.casefold() else item.subject
        kind = cells.fit(item.type, 8, glyphs.ellipsis)
        if item.done_at is not None:
            outcome = item.outcome or "done"
            when = ago(item.done_at, page.now, page.zone)
            said: list[tuple[str, Ink]] = [("  ", "dim"), (kind, "dim")]
            yield [*said, (f"{outcome}, {when}  ", "dim"), (subject, "dim")]
            return
        due = state(item.due_on, item.due_at, page.now, page.zone)
        sign, ink = _STATES[due]
        when = due_text(item, page.zone)
        late = _late(item, due, page)
        high = "  high" if item.priority is Priority.HIGH else ""
        first: list[tuple[str, Ink]] = [
            (f"{getattr(glyphs, sign)} ", ink),
            (kind, "text"),
            (f"{when}{late}{high}  ", ink),
            (f"{item.repeats}  " if item.repeat else "", "dim"),
        ]
        used = sum(cells.width(text) for text, _ in first)
        if subject and used + cells.width(cells.clean(subject)) <= self.width:
            yield [*first, (subject, "text")]
            return
        yield first
        for row in wrapped(subject, max(self.width - 10, 8)) if subject else []:
            yield [(" " * 10, "dim"), (row, "text")]

    def _notes(self) -> Iterator[Entry]:
        found = self.page.view.notes
        yield self._heading("Notes", len(found))
        yield self._add("note", "")
        for note in found:
            yield Entry(("note", note.id), list(self._note(note)))

    def _note(self, note: Note) -> Iterator[Words]:
        when = ago(note.at, self.page.now, self.page.zone)
        yield [(f"{when}, {note.author}", "dim")]
        for row in wrapped(note.text, max(self.width - 2, 8)):
            yield [("  ", "dim"), (row, "text")]

    def _history(self) -> Iterator[Entry]:
        yield self._heading("History", len(self.page.history))
        for told in self.page.history:
            step = told.step
            when = f"{ago(step.at, self.page.now, self.page.zone)}, by {step.actor}"
            first, *others = told.sentences or (step.title,)
            lines: list[Words] = _dated(first, when, self.width)
            for sentence in others:
                lines += [
                    [("  ", "dim"), (row, "text")] for row in wrapped(sentence, self.width - 2)
                ]
            yield Entry(("step", step.id), lines)


def due_text(item: FollowUp, zone: tzinfo) -> str:
    """When a follow-up is due: ``Tue 24 Nov 09:30``, without the year."""
    if item.due_at is None:
        return " ".join(written(item.due_on).split()[:3])
    local = item.due_at.astimezone(zone)
    return f"{' '.join(written(local.date()).split()[:3])} {local:%H:%M}"


def _dated(sentence: str, when: str, width: int) -> list[Words]:
    """A sentence, then quietly when and by whom: on its last line where there is room."""
    first, *others = wrapped(f"{sentence},", width)
    lines: list[list[tuple[str, Ink]]] = [[(first, "text")]]
    rest = wrapped(" ".join(others), width - 2) if others else []
    lines += [[("  ", "dim"), (row, "text")] for row in rest]
    used = sum(cells.width(text) for text, _ in lines[-1])
    if used + len(when) + 1 <= width:
        lines[-1].append((f" {when}", "dim"))
    else:
        lines.append([("  ", "dim"), (when, "dim")])
    return [*lines]


def _late(item: FollowUp, due: DueState, page: Page) -> str:
    if due is not DueState.OVERDUE:
        return ", today" if due is DueState.TODAY else ""
    today = page.now.astimezone(page.zone).date()
    days = (today - day_of(item.due_on, item.due_at, page.zone)).days
    return f", {many(days, 'day')} late" if days > 0 else ", late"


_STATES: dict[DueState, tuple[str, Ink]] = {
    DueState.OVERDUE: ("late", "late"),
    DueState.TODAY: ("today", "today"),
    DueState.COMING: ("coming", "coming"),
    DueState.DONE: ("nothing", "dim"),
}
