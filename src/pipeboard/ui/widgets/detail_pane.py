"""The deal under the cursor, beside the board."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from textual.strip import Strip

from pipeboard.domain import leaving
from pipeboard.domain.aftersale import outcome_told
from pipeboard.domain.criteria import listed
from pipeboard.domain.days import written
from pipeboard.domain.deals import Status
from pipeboard.domain.followups import DueState, FollowUp, state
from pipeboard.domain.money import readable
from pipeboard.domain.views import DealView
from pipeboard.domain.words import ago, chance, many
from pipeboard.errors import NotFound, PipeboardError
from pipeboard.service.workspace import Workspace
from pipeboard.ui import text
from pipeboard.ui.host import Jobs, host
from pipeboard.ui.tasks import spawn
from pipeboard.ui.widgets.drawing import wrapped
from pipeboard.ui.widgets.inks import Inks
from pipeboard.ui.widgets.lines import Lines, Piece, strip

if TYPE_CHECKING:
    import asyncio

_LABEL = 10
_MOST_NOTES = 5
_MOST_DONE = 5
_MOST_GUIDANCE = 3


class DetailPane(Lines):
    """What matters of one deal, as much as fits; enter opens all of it."""

    def __init__(self, workspace: Workspace, jobs: Jobs, inks: Inks) -> None:
        super().__init__()
        self._workspace = workspace
        self._jobs = jobs
        self.inks = inks
        self._view: DealView | None = None
        self._wanted: int | None = None
        self._reading: asyncio.Task[None] | None = None

    def follow(self, deal: int | None) -> None:
        """Shows a deal as soon as it is read, unless another one is wanted by then."""
        self._wanted = deal
        if self._reading is None or self._reading.done():
            self._reading = spawn(self._read(), "pane")

    def forget_deal(self) -> None:
        """Has the deal read again, although it is the one that is shown."""
        self._view = None

    async def _read(self) -> None:
        from pipeboard.service import details

        while self._shown() != self._wanted:
            deal = self._wanted
            view = None
            if deal is not None:
                try:
                    view = await self._jobs.read(details.view, self._workspace, deal)
                except NotFound:
                    self._wanted = None
                except PipeboardError as error:
                    self._wanted = None
                    host(self).say(str(error), "error")
            if deal == self._wanted or self._wanted is None:
                self._view = view
        self.repaint()

    def _shown(self) -> int | None:
        return None if self._view is None else self._view.deal.id

    def draw(self, width: int, height: int) -> Sequence[Strip]:
        """The lines of the pane."""
        ink = self.inks.plain
        cells = max(width - 2, 1)
        lines: list[list[Piece]] = []
        if self._view is None:
            lines.append([("no deal here", ink.dim)])
        else:
            for line in self._lines(self._view, cells):
                if len(lines) == height:
                    break
                lines.append(line)
        lines += [[]] * (height - len(lines))
        return [self._line(pieces, width) for pieces in lines[:height]]

    def _line(self, pieces: Sequence[Piece], width: int) -> Strip:
        plain = self.inks.plain.text
        left = width - 1
        drawn: list[Piece] = [(" ", plain)]
        for said, style in pieces:
            kept = text.cut(said, left - 1, self.inks.glyphs.ellipsis)
            left -= text.width(kept)
            drawn.append((kept, style))
        return strip([*drawn, (" " * left, plain)], width)

    def _lines(self, view: DealView, cells: int) -> Iterator[list[Piece]]:
        ink = self.inks.plain
        for row in wrapped(text.clean(view.deal.title), cells)[:3]:
            yield [(row, ink.accent)]
        if view.company is not None:
            industry = f"  {view.company.industry}" if view.company.industry else ""
            yield [(view.company.name, ink.text), (industry, ink.dim)]
        yield []
        yield from self._facts(view)
        yield from self._to_leave(view, cells)
        yield from self._follow_ups(view)
        if view.contacts or view.undecided:
            yield from self._heading("Contacts")
            for link in view.contacts:
                left = link.left_on or link.contact.left_on
                gone = f"  {leaving.told(left, self._workspace.today())}" if left else ""
                role = f"  {link.role}"
                yield [(link.contact.name, ink.text), (role, ink.dim), (gone, ink.stale)]
        if view.undecided:
            ink_ = ink.stale if view.no_decision_maker else ink.dim
            yield [("no decision-maker", ink_)]
        yield from self._notes(view, cells)

    def _facts(self, view: DealView) -> Iterator[list[Piece]]:
        deal, ink = view.deal, self.inks.plain
        stay = "" if view.days_in_stage is None else f", {many(view.days_in_stage, 'day')}"
        stale = f" {self.inks.glyphs.stale}" if view.stale else ""
        stage = view.stage if view.stage and not view.stage.is_post_sale else None
        probability = chance(deal.probability, stage.probability if stage else None)
        facts = [
            ("value", readable(deal.money) if deal.money else "", ink.strong),
            ("stage", (view.stage.told if view.stage else "") + stay + stale, ink.text),
            ("status", "" if deal.status == "open" else str(deal.status), ink.won),
            ("chance", probability, ink.text),
            ("fit", str(view.match) if view.match else "", ink.text),
            ("close", _day(deal.expected_close), ink.text),
            ("owner", deal.owner, ink.text),
            ("source", deal.source, ink.text),
            ("labels", " ".join(f"#{label}" for label in view.labels), ink.text),
            ("reason", deal.reason or "", ink.text),
        ]
        for label, value, style in facts:
            if value:
                yield [(text.fit(label, _LABEL), ink.dim), (value, style)]

    def _to_leave(self, view: DealView, cells: int) -> Iterator[list[Piece]]:
        """What is open before the deal leaves its stage, and the guidance of the stage."""
        ink = self.inks.plain
        missing = [each.criterion for each in view.criteria if not each.met]
        if missing:
            for number, row in enumerate(wrapped(listed(missing), max(cells - _LABEL, 8))):
                yield [(text.fit("" if number else "open", _LABEL), ink.dim), (row, ink.text)]
        if view.stage is not None and view.deal.status is Status.OPEN:
            for row in wrapped(text.clean(view.stage.guidance), cells)[:_MOST_GUIDANCE]:
                yield [(row, ink.dim)]

    def _follow_ups(self, view: DealView) -> Iterator[list[Piece]]:
        ink, glyphs = self.inks.plain, self.inks.glyphs
        now, zone = self._workspace.now(), self._workspace.zone
        coming = [item for item in view.follow_ups if item.done_at is None]
        done = [item for item in view.follow_ups if item.done_at is not None]
        yield from self._heading("Next")
        if not coming:
            yield [(f"{glyphs.nothing} nothing planned", ink.dim)]
        for item in coming:
            sign, style = {
                DueState.OVERDUE: (glyphs.late, ink.late),
                DueState.TODAY: (glyphs.today, ink.today),
            }.get(state(item.due_on, item.due_at, now, zone), (glyphs.coming, ink.coming))
            yield [(f"{sign} {self._due(item)}  ", style), (_what(item), ink.text)]
        if done:
            yield from self._heading("Done")
        for item in done[:_MOST_DONE]:
            when = ago(item.done_at, now, zone) if item.done_at else ""
            said = outcome_told(item.outcome, item.satisfaction)
            outcome = f": {said}" if said else ""
            yield [(f"{_what(item)}{outcome}", ink.text), (f"  {when}", ink.dim)]

    def _notes(self, view: DealView, cells: int) -> Iterator[list[Piece]]:
        if not view.notes:
            return
        ink = self.inks.plain
        now, zone = self._workspace.now(), self._workspace.zone
        yield from self._heading("Notes")
        for note in view.notes[:_MOST_NOTES]:
            yield [(f"{note.author}, {ago(note.at, now, zone)}", ink.dim)]
            for row in wrapped(note.text, cells)[:6]:
                yield [(row, ink.text)]

    def _heading(self, words: str) -> Iterator[list[Piece]]:
        yield []
        yield [(words, self.inks.plain.strong)]

    def _due(self, item: FollowUp) -> str:
        at: datetime | None = item.due_at
        on = item.due_on if at is None else at.astimezone(self._workspace.zone).date()
        clock = "" if at is None else f" {at.astimezone(self._workspace.zone):%H:%M}"
        return _day(on) + clock


def _what(item: FollowUp) -> str:
    same = item.subject.casefold() == item.type.casefold()
    return item.type if same or not item.subject else f"{item.type} {item.subject}"


def _day(day: date | None) -> str:
    return "" if day is None else written(day)
