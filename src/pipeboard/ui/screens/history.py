"""The history: who did what, newest first; any step can be reverted."""

from collections.abc import Sequence
from datetime import datetime, tzinfo
from typing import ClassVar

from pipeboard.domain.agenda import Counts
from pipeboard.domain.changes import Step
from pipeboard.domain.views import HistoryLine
from pipeboard.domain.words import ago, many
from pipeboard.errors import PipeboardError
from pipeboard.keys import Keymap
from pipeboard.service import agenda, history
from pipeboard.service.workspace import Workspace
from pipeboard.ui.host import host
from pipeboard.ui.screens.listing import ListScreen
from pipeboard.ui.screens.question import Following
from pipeboard.ui.widgets.drawing import wrapped
from pipeboard.ui.widgets.inks import Inks
from pipeboard.ui.widgets.line_list import Item
from pipeboard.ui.widgets.rows import Ruled, Words, column

_PAGE = 200
_NEAR = 40
"""So many lines before the end of what was read the next page is read."""
_WHEN, _WHO = 19, 12


class HistoryScreen(ListScreen):
    """Steps as lines; enter shows what a step did, below it."""

    PLACE: ClassVar[str] = "history"

    def __init__(self, keymap: Keymap) -> None:
        super().__init__(keymap)
        self._steps: list[Step] = []
        self._complete = False
        self._opened: dict[int, tuple[str, ...]] = {}

    async def read(self) -> None:
        """Reads as many of the newest steps as are shown already."""
        app = host(self)
        count = max(len(self._steps), _PAGE)
        found, due = await app.jobs.read(_read, app.workspace, count)
        self._steps = [line.step for line in found]
        self._complete = len(found) < count
        self._show()
        self.heading.show("History", "newest first", due=due)

    async def reach(self, lines: int | None) -> None:
        """Reads the next page before the cursor comes to the end of what was read."""
        index = self.list.index or 0
        if not self._complete and (lines is None or index + lines > len(self._steps) - _NEAR):
            await self._read_more()

    def opened(self) -> None:
        """Shows what the step that was clicked twice did."""
        self.run_worker(self.action_open_deal())

    async def action_open_deal(self) -> None:
        """Shows what the step under the cursor did, or hides it again."""
        key = self.list.key
        if not isinstance(key, int):
            self.say_nothing_here("nothing was done yet")
            return
        if self._opened.pop(key, None) is None:
            app = host(self)
            try:
                told = await app.jobs.read(history.told, app.workspace, key)
            except PipeboardError as error:
                app.say(str(error), "error")
                return
            self._opened[key] = _details(told)
        self._show()

    def action_revert_step(self) -> None:
        """Takes back the step under the cursor, after asking."""
        steps = [step for step in self._steps if step.id == self.list.key]
        if not steps:
            self.say_nothing_here("nothing was done yet")
            return
        step = steps[0]
        from pipeboard.ui.screens.confirm import Confirm

        app = host(self)

        async def describe() -> Sequence[str]:
            told = await app.jobs.read(history.told, app.workspace, step.id)
            return [f"{step.title}, by {step.actor}", *_details(told)][:8]

        async def yes() -> Following:
            done = await app.jobs.write(history.revert, app.workspace, step.id)
            app.say(done.title)
            return None

        about = many(step.deals, "deal") if step.deals > 1 else ""
        self.app.push_screen(
            Confirm("Revert", yes, does="takes it back", about=about, describe=describe)
        )

    def action_history(self) -> None:
        """Goes back."""
        self.dismiss()

    async def _read_more(self) -> None:
        app = host(self)
        before = self._steps[-1].id if self._steps else None
        found = await app.jobs.read(history.recent, app.workspace, before=before, limit=_PAGE)
        known = {step.id for step in self._steps}
        self._steps += [line.step for line in found if line.step.id not in known]
        self._complete = len(found) < _PAGE
        self._show()

    def _show(self) -> None:
        ws = host(self).workspace
        self.list.show(HistoryRows(self.inks, self._steps, self._opened, ws.now(), ws.zone))


class HistoryRows(Ruled):
    """Steps, and what those did that are opened."""

    def __init__(
        self,
        inks: Inks,
        steps: Sequence[Step],
        opened: dict[int, tuple[str, ...]],
        now: datetime,
        zone: tzinfo,
    ) -> None:
        super().__init__(inks)
        self._steps = steps
        self._opened = opened
        self._now = now
        self._zone = zone
        self._details: dict[int, list[str]] = {}

    def items(self, width: int) -> Sequence[Item]:
        """A line per step, more for those that are opened."""
        room = max(width - 2 - _WHEN - _WHO, 10)
        self._details = {
            key: [row for sentence in said for row in wrapped(sentence, room)]
            for key, said in self._opened.items()
        }
        return [Item(step.id, 1 + len(self._details.get(step.id, ()))) for step in self._steps]

    def words(self, index: int, line: int, width: int) -> Words:
        """When, who and what; below it what it did."""
        step = self._steps[index]
        ellipsis = self.inks.glyphs.ellipsis
        if line:
            return [(" " * (_WHEN + _WHO), "dim"), (self._details[step.id][line - 1], "dim")]
        return [
            column(ago(step.at, self._now, self._zone), _WHEN, "dim", ellipsis),
            column(step.actor, _WHO, "text", ellipsis),
            (step.title, "text"),
        ]


def _read(ws: Workspace, count: int) -> tuple[list[HistoryLine], Counts]:
    return history.recent(ws, limit=count), agenda.counts(ws)


def _details(told: HistoryLine) -> tuple[str, ...]:
    """What a step did beyond what its title says."""
    sentences = tuple(sentence for sentence in told.sentences if sentence != told.step.title)
    return sentences or (f"it touched {many(told.step.deals, 'deal')}",)
