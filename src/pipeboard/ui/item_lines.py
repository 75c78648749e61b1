"""The lines that pages have in common: headings, values, follow-ups and notes."""

from collections.abc import Iterator
from datetime import datetime, tzinfo

from pipeboard.domain.aftersale import outcome_told
from pipeboard.domain.days import written
from pipeboard.domain.followups import DueState, FollowUp, Priority, day_of, state
from pipeboard.domain.notes import Note
from pipeboard.domain.reminders import short_reminder
from pipeboard.domain.words import ago, many
from pipeboard.ui import text as cells
from pipeboard.ui.widgets.drawing import wrapped
from pipeboard.ui.widgets.inks import Inks
from pipeboard.ui.widgets.rows import Entry, Ink, Words, heading

LABEL = 18
"""Cells of the label before a field's value, with the space after it."""

_NAME = 20
"""The most cells of the name of a cadence beside a follow-up."""

Key = tuple[str, str | int]
"""What a line is about: its kind and which one."""


class ItemLines:
    """Makes entries ``width`` cells wide, at the moment ``now``."""

    inks: Inks
    width: int

    @property
    def now(self) -> datetime:
        """The moment that states are told against; each list tells its own."""
        raise NotImplementedError

    @property
    def zone(self) -> tzinfo:
        """The rep's zone; each list tells it."""
        raise NotImplementedError

    def _heading(self, title: str, count: int | None = None, more: str = "") -> Entry:
        """The line above a section, with how many there are, and what else there is to say."""
        told = f"{'' if count is None else count}{more}"
        return Entry(None, [heading(title, told, self.width, self.inks.glyphs.horizontal)])

    def _add(self, what: str, key: str) -> Entry:
        """A line that adds something."""
        return Entry(("add", what), [[("+ ", "accent"), (f"add a {what}", "dim"), (key, "key")]])

    def _value(self, key: Key, label: str, value: str, ink: Ink = "text") -> Entry:
        """A label with its value, as many lines as it takes."""
        ellipsis = self.inks.glyphs.ellipsis
        shown = cells.fit(label, LABEL - 1, ellipsis) + " "
        rows = wrapped(value, max(self.width - LABEL, 8)) if value else []
        if not rows:
            return Entry(key, [[(shown, "dim"), (self.inks.glyphs.nothing, "dim")]])
        blank = " " * LABEL
        return Entry(
            key, [[(blank if i else shown, "dim"), (row, ink)] for i, row in enumerate(rows)]
        )

    def _follow_up(self, item: FollowUp, cadence: str = "") -> Iterator[Words]:
        """A follow-up: when, what, and what came of it, and which cadence planned it."""
        of = f"{cells.fit(cadence, _NAME, self.inks.glyphs.ellipsis).rstrip()}  " if cadence else ""
        glyphs = self.inks.glyphs
        subject = "" if item.subject.casefold() == item.type.casefold() else item.subject
        kind = cells.fit(item.type, 8, glyphs.ellipsis) + " "
        if item.done_at is not None:
            outcome = outcome_told(item.outcome, item.satisfaction) or "done"
            when = ago(item.done_at, self.now, self.zone)
            said: list[tuple[str, Ink]] = [("  ", "dim"), (kind, "dim")]
            yield [*said, (f"{outcome}, {when}  ", "dim"), (of, "accent"), (subject, "dim")]
            return
        due = state(item.due_on, item.due_at, self.now, self.zone)
        sign, ink = _STATES[due]
        when = due_text(item, self.zone)
        late = _late(item, due, self.now, self.zone)
        high = "  high" if item.priority is Priority.HIGH else ""
        first: list[tuple[str, Ink]] = [
            (f"{getattr(glyphs, sign)} ", ink),
            (kind, "text"),
            (f"{when}{late}{high}  ", ink),
            (f"{item.repeats}  " if item.repeat else "", "dim"),
            (_reminded(item), "dim"),
            (of, "accent"),
        ]
        used = sum(cells.width(text) for text, _ in first)
        if subject and used + cells.width(cells.clean(subject)) <= self.width:
            yield [*first, (subject, "text")]
            return
        yield first
        for row in wrapped(subject, max(self.width - 11, 8)) if subject else []:
            yield [(" " * 11, "dim"), (row, "text")]

    def _note(self, note: Note) -> Iterator[Words]:
        """A note: when and by whom, and below that its text."""
        when = ago(note.at, self.now, self.zone)
        yield [(f"{when}, {note.author}", "dim")]
        for row in wrapped(note.text, max(self.width - 2, 8)):
            yield [("  ", "dim"), (row, "text")]


def _reminded(item: FollowUp) -> str:
    return "" if item.reminder is None else f"remind {short_reminder(item.reminder)}  "


def due_text(item: FollowUp, zone: tzinfo) -> str:
    """When a follow-up is due: ``Tue 24 Nov 09:30``, without the year."""
    if item.due_at is None:
        return " ".join(written(item.due_on).split()[:3])
    local = item.due_at.astimezone(zone)
    return f"{' '.join(written(local.date()).split()[:3])} {local:%H:%M}"


def _late(item: FollowUp, due: DueState, now: datetime, zone: tzinfo) -> str:
    if due is not DueState.OVERDUE:
        return ", today" if due is DueState.TODAY else ""
    today = now.astimezone(zone).date()
    days = (today - day_of(item.due_on, item.due_at, zone)).days
    return f", {many(days, 'day')} late" if days > 0 else ", late"


_STATES: dict[DueState, tuple[str, Ink]] = {
    DueState.OVERDUE: ("late", "late"),
    DueState.TODAY: ("today", "today"),
    DueState.COMING: ("coming", "coming"),
    DueState.DONE: ("nothing", "dim"),
}
