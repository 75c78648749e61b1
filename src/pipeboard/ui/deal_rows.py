"""What the deal's screen shows: the deal in sections, each a few lines that can be chosen."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo

from pipeboard.domain import leaving
from pipeboard.domain.aftersale import mood_told
from pipeboard.domain.agenda import Counts
from pipeboard.domain.cadences import ALIVE
from pipeboard.domain.deals import Status
from pipeboard.domain.people import DealContact
from pipeboard.domain.views import DealView, HistoryLine, LinkedDeal
from pipeboard.domain.words import ago, many
from pipeboard.service import agenda, details, history
from pipeboard.service.workspace import Workspace
from pipeboard.ui import text as cells
from pipeboard.ui.criteria_rows import criteria_entries, to_leave
from pipeboard.ui.deal_fields import DealField, fields
from pipeboard.ui.item_lines import ItemLines
from pipeboard.ui.widgets.drawing import wrapped
from pipeboard.ui.widgets.inks import Inks
from pipeboard.ui.widgets.rows import Entry, EntryRows, Ink, Words, apart

DEAL, CONTACTS, FOLLOW_UPS, NOTES, HISTORY = "deal", "contacts", "follow-ups", "notes", "history"
CRITERIA = "criteria"
SECTIONS = (DEAL, CRITERIA, CONTACTS, FOLLOW_UPS, NOTES, HISTORY)
COLUMNS = ((DEAL, CONTACTS), (CRITERIA, FOLLOW_UPS, NOTES, HISTORY))
"""What stands on the left and on the right where there is room for two columns."""

_OUTCOMES: Mapping[str, Ink] = {Status.WON: "won", Status.LOST: "lost"}

READ_ONLY = {
    "guidance": "guidance is the stage's, for all deals in it; S changes it",
    "industry": "the industry is that of the company, and changed there",
    "fit": "the fit comes of what the ideal customer is; I changes that",
    "external ids": "external ids come from where the deal was imported and stay as they are",
    "sold from": "what a deal was sold from is set when it is made from a won one",
    "satisfaction": "it is what the last check-in said; the check-in itself can be edited",
}


@dataclass(frozen=True, slots=True)
class Page:
    """A deal as it was read, at a moment."""

    view: DealView
    history: Sequence[HistoryLine]
    due: Counts
    now: datetime
    zone: tzinfo

    @property
    def deals(self) -> set[int]:
        """The deal and those that are linked with it."""
        view = self.view
        linked = [*view.sold_on, *([view.sold_from] if view.sold_from else [])]
        return {view.deal.id, *(each.id for each in linked)}


def read_page(ws: Workspace, deal_id: int) -> Page:
    """Reads all that the screen shows; raises NotFound when the deal is gone."""
    view = details.view(ws, deal_id)
    lines = history.of_deal(ws, deal_id)
    return Page(view, lines, agenda.counts(ws), ws.now(), ws.zone)


class DealRows(EntryRows):
    """Some sections of a deal as one list."""

    def __init__(self, inks: Inks, page: Page, sections: Sequence[str]) -> None:
        super().__init__(inks)
        self._page = page
        self._sections = sections

    def entries(self, width: int) -> Iterable[Entry]:
        """The lines of the sections."""
        make = _Maker(self._page, self.inks, width)
        return apart(make.section(name) for name in self._sections)


@dataclass(frozen=True, slots=True)
class _Maker(ItemLines):
    """Makes the entries of the sections, ``width`` cells wide."""

    page: Page
    inks: Inks
    width: int

    @property
    def now(self) -> datetime:
        """The moment of the page."""
        return self.page.now

    @property
    def zone(self) -> tzinfo:
        """The rep's zone."""
        return self.page.zone

    def section(self, name: str) -> Iterator[Entry]:
        makers = {
            DEAL: self._deal,
            CRITERIA: lambda: criteria_entries(self.page.view, self.inks, self.width),
            CONTACTS: self._contacts,
            FOLLOW_UPS: self._follow_ups,
            NOTES: self._notes,
            HISTORY: self._history,
        }
        return makers[name]()

    # The deal's own fields

    def _deal(self) -> Iterator[Entry]:
        view = self.page.view
        yield self._heading("Deal")
        for field in fields(view):
            yield self._field(field)
            if field.name == "company":
                yield from self._place()
            if field.name == "nurture_until":
                yield from self._links()
        ids = ", ".join(f"{system} {value}".strip() for system, value in view.external_ids)
        yield self._value(("fact", "external ids"), "external ids", ids)
        yield self._add("field", "")

    def _place(self) -> Iterator[Entry]:
        view = self.page.view
        days = view.days_in_stage
        since = "" if days is None else f", {many(days, 'day')}"
        stale = ", stale" if view.stale else ""
        stage = f"{view.stage.told}{since}{stale}" if view.stage else ""
        if view.company is not None and view.company.industry:
            yield self._value(("fact", "industry"), "industry", view.company.industry)
        yield self._value(("fact", "pipeline"), "pipeline", view.pipeline.name)
        yield self._value(("fact", "stage"), "stage", stage, "stale" if view.stale else "text")
        if view.stage and view.stage.guidance and not to_leave(view):
            yield self._value(("fact", "guidance"), "guidance", view.stage.guidance, "dim")
        ink = _OUTCOMES.get(view.deal.status, "text")
        yield self._value(("fact", "status"), "status", view.deal.status, ink)
        if view.match is not None:
            yield self._value(("fact", "fit"), "fit", str(view.match))
        if view.satisfaction is not None:
            said = mood_told(view.satisfaction)
            yield self._value(("fact", "satisfaction"), "satisfaction", said)

    def _links(self) -> Iterator[Entry]:
        view = self.page.view
        if view.sold_from is None:
            yield self._value(("fact", "sold from"), "sold from", "")
        else:
            yield self._link("sold from", view.sold_from, view.sold_from.status is not Status.WON)
        for place, each in enumerate(view.sold_on):
            yield self._link("" if place else "sold on", each, True)

    def _link(self, label: str, to: LinkedDeal, tell: bool) -> Entry:
        status = f", {to.status}" if tell else ""
        return self._value(("deal", to.id), label, f"{to.title}{status}")

    def _field(self, field: DealField) -> Entry:
        ink: Ink = "strong" if field.name in ("title", "value") else "text"
        return self._value(("field", field.name), field.label, field.show(self.page.view), ink)

    # What belongs to it

    def _contacts(self) -> Iterator[Entry]:
        view = self.page.view
        found = view.contacts
        more = ", no decision-maker" if view.undecided else ""
        yield self._heading("Contacts", len(found), more)
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
        runs = {run.id: run for run in self.page.view.cadences}
        for run in runs.values():
            if run.state in ALIVE:
                yield self._value(("fact", f"cadence {run.id}"), "cadence", run.told)
        for item in found:
            of = runs.get(item.cadence_run_id or 0)
            yield Entry(("follow-up", item.id), list(self._follow_up(item, of.name if of else "")))
        yield self._add("follow-up", "")

    def _notes(self) -> Iterator[Entry]:
        found = self.page.view.notes
        yield self._heading("Notes", len(found))
        yield self._add("note", "")
        for note in found:
            yield Entry(("note", note.id), list(self._note(note)))

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
