"""The lines of a call and of a deal under review."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo

from pipeboard.domain.aftersale import outcome_told
from pipeboard.domain.days import written
from pipeboard.domain.dialing import Call
from pipeboard.domain.followups import CALL, OUTCOMES, DueState, FollowUp
from pipeboard.domain.money import Money, readable
from pipeboard.domain.notes import Note
from pipeboard.domain.words import ago, many
from pipeboard.service.reviewing import Look
from pipeboard.ui import text as cells
from pipeboard.ui.item_lines import ItemLines, due_text
from pipeboard.ui.widgets.bigdigits import big
from pipeboard.ui.widgets.drawing import wrapped
from pipeboard.ui.widgets.inks import Inks
from pipeboard.ui.widgets.rows import Ink, Words

_LABEL = 12
_DUE: dict[DueState, Ink] = {
    DueState.OVERDUE: "late",
    DueState.TODAY: "today",
    DueState.COMING: "coming",
    DueState.DONE: "dim",
}


@dataclass(frozen=True, slots=True)
class WalkLines(ItemLines):
    """Makes the lines, ``width`` cells wide, at the moment ``at``."""

    inks: Inks
    width: int
    at: datetime
    rep_zone: tzinfo

    @property
    def now(self) -> datetime:
        """The moment that states are told against."""
        return self.at

    @property
    def zone(self) -> tzinfo:
        """The rep's zone."""
        return self.rep_zone

    # A call

    def number(self, call: Call, which: int) -> Iterator[Words]:
        """The number to try, large, and below it whose it is and the others."""
        yield ()
        if not call.numbers:
            yield [("no number is known", "late")]
            mails = call.contact.emails if call.contact else ()
            yield [(f"e-mail {mails[0]}" if mails else "enter opens the deal", "dim")]
            return
        shown = call.numbers[which]
        rows = big(shown.number, self.width, ascii=self.inks.glyphs.vertical == "|")
        for row in rows:
            yield [(row, "strong")]
        if rows:
            yield ()
        said: list[tuple[str, Ink]] = [(shown.number, "strong"), (f"  {shown.name}", "text")]
        if len(call.numbers) > 1:
            said += [
                (f"  {which + 1} of {len(call.numbers)} numbers, ", "dim"),
                ("tab ", "key"),
                ("shows the next", "dim"),
            ]
        yield said
        if call.contact is not None and not call.contact.phones:
            yield [(f"no number of {call.contact.name} is known; this is a colleague's", "late")]

    def call(self, call: Call) -> Iterator[Words]:
        """Who is called about what, and what a digit says of it."""
        who = call.contact
        name = who.name if who else "nobody is named"
        title = f", {who.title}" if who and who.title else ""
        yield from self._head([(name, "strong"), (title, "text")], call.company)
        if call.card is not None:
            card = call.card
            yield from self._fact("deal", card.title, "strong")
            if card.value is not None:
                yield from self._fact("value", readable(Money(card.value, card.currency)))
            days = "" if card.days_in_stage is None else f", {many(card.days_in_stage, 'day')}"
            stage = call.stage.name if call.stage else "no stage"
            yield from self._fact("stage", f"{stage}{days}", "stale" if card.stale else "text")
        item = call.follow_up
        same = item.subject.casefold() == item.type.casefold()
        yield from self._fact("about", "" if same else item.subject)
        yield from self._fact("due", due_text(item, self.zone), _DUE[call.state])
        last = call.last_call
        if last is not None and last.done_at is not None:
            told = outcome_told(last.outcome, last.satisfaction) or "done"
            yield from self._fact("last call", f"{told}, {ago(last.done_at, self.now, self.zone)}")
        yield ()
        yield from self._keys(
            [*((str(n), each) for n, each in enumerate(OUTCOMES[CALL], 1)), ("o", "own words")]
        )

    def _head(self, said: Words, company: str) -> Iterator[Words]:
        """The first line, and the company after it, or below where there is no room."""
        used = sum(cells.width(cells.clean(text)) for text, _ in said)
        if not company:
            yield said
        elif used + 3 + cells.width(cells.clean(company)) <= self.width:
            yield [*said, (f"   {company}", "dim")]
        else:
            yield said
            yield [(company, "dim")]

    def _keys(self, keys: Sequence[tuple[str, str]]) -> Iterator[Words]:
        row: list[tuple[str, Ink]] = []
        used = 0
        for key, does in keys:
            needed = len(key) + cells.width(does) + 4
            if row and used + needed > self.width:
                yield row
                row, used = [], 0
            row += [(f"{key} ", "key"), (f"{does}   ", "text")]
            used += needed
        if row:
            yield row

    def past(
        self, notes: Sequence[Note], before: Sequence[FollowUp], planned: Sequence[FollowUp]
    ) -> Iterator[Words]:
        """Notes, what was done and what else is planned."""
        yield from self._section("Notes", len(notes))
        for note in notes:
            yield from self._note(note)
        if planned:
            yield ()
            yield from self._section("Also planned", len(planned))
            for item in planned:
                yield from self._follow_up(item)
        yield ()
        yield from self._section("Done before", len(before))
        for item in before:
            yield from self._follow_up(item)

    def _section(self, title: str, count: int) -> Sequence[Words]:
        return self._heading(title, count).lines

    # A deal under review

    def deal(self, look: Look) -> Iterator[Words]:
        """Why a deal needs care, and what there is to know to decide."""
        view = look.view
        deal = view.deal
        yield ()
        company = view.company.name if view.company else ""
        yield from self._head([(deal.title, "strong")], company)
        yield ()
        for told in look.told:
            first, *rest = wrapped(told, self.width - 2)
            yield [(f"{self.inks.glyphs.late} ", "late"), (first, "late")]
            for row in rest:
                yield [("  ", "text"), (row, "late")]
        yield ()
        yield from self._fact("value", readable(deal.money) if deal.money else "", "strong")
        days = "" if view.days_in_stage is None else f", {many(view.days_in_stage, 'day')}"
        yield from self._fact("stage", f"{view.stage.name}{days}" if view.stage else "")
        step = next((item for item in view.follow_ups if item.done_at is None), None)
        yield from self._fact("next step", self._step(step))
        yield from self._fact("close", _day(deal.expected_close, look.today))
        yield from self._fact("touched", _day(deal.touched_on, look.today))
        yield from self._fact("owner", deal.owner)
        people = [
            f"{link.contact.name}, {link.role}{'' if link.left_on is None else ', has left'}"
            for link in view.contacts
        ]
        for place, each in enumerate(people or [""]):
            yield from self._fact("" if place else "contacts", each)

    def _step(self, item: FollowUp | None) -> str:
        if item is None:
            return ""
        same = item.subject.casefold() == item.type.casefold()
        return f"{item.type} {due_text(item, self.zone)}{'' if same else f', {item.subject}'}"

    def _fact(self, label: str, value: str, ink: Ink = "text") -> Iterator[Words]:
        rows = wrapped(value, max(self.width - _LABEL, 8)) if value else []
        if not rows:
            yield [(f"{label:<{_LABEL}}", "dim"), (self.inks.glyphs.nothing, "dim")]
        for place, row in enumerate(rows):
            yield [(f"{'' if place else label:<{_LABEL}}", "dim"), (row, ink)]


def _day(day: date | None, today: date) -> str:
    if day is None:
        return ""
    days = (today - day).days
    told = "today" if not days else f"{many(abs(days), 'day')} {'ago' if days > 0 else 'ahead'}"
    return f"{written(day)}, {told}"
