"""The base of the screens that go through something one by one: the calls, the deals to review.

The set is fixed when the screen opens. Each one is read when its turn comes, and again after every
change by anybody: what needs nothing any more is settled, and the next one comes by itself.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Generic, TypeVar

from textual import events, on
from textual.app import ComposeResult
from textual.widget import Widget

from pipeboard.domain.changes import Step, StepKind
from pipeboard.domain.walk import Walk
from pipeboard.domain.words import many
from pipeboard.errors import Missing, PipeboardError
from pipeboard.keys import Keymap
from pipeboard.service import agenda
from pipeboard.ui.commands import PlaceScreen
from pipeboard.ui.deal_actions import DealActions
from pipeboard.ui.host import host
from pipeboard.ui.messages import Committed, TimePassed
from pipeboard.ui.places import Places
from pipeboard.ui.widgets.heading import Heading
from pipeboard.ui.widgets.inks import make_inks
from pipeboard.ui.widgets.reading import Make, Reading
from pipeboard.ui.widgets.rows import Words
from pipeboard.ui.widgets.status import BottomLine

if TYPE_CHECKING:
    from pipeboard.domain.agenda import Counts

TWO_COLUMNS = 100
"""Columns of the terminal from which on there are two beside each other."""
_MOST_REREAD = 20
"""So many of those settled last are looked at for one that an undo took back."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Settled:
    """Why one needs nothing any more; ``said`` is told when it was not done here."""

    as_: str
    said: str


class WalkScreen(DealActions, Places, PlaceScreen, Generic[T]):
    """Shows one thing at a time; commands act on it."""

    NAME: ClassVar[str] = ""
    THING: ClassVar[str] = ""
    """What each of them is called."""
    DEFAULT_CSS = """
    WalkScreen > #banner { height: auto; }
    WalkScreen > #columns { layout: vertical; height: 1fr; }
    WalkScreen.-two > #columns { layout: horizontal; }
    WalkScreen.-two #left { height: 1fr; }
    """

    def __init__(self, keymap: Keymap) -> None:
        super().__init__(keymap)
        self.inks = make_inks(host(self).look)
        self.heading = Heading(self.inks)
        self.banner = Reading(self.inks, id="banner")
        self._left = Reading(self.inks, id="left")
        self._right = Reading(self.inks, id="right")
        self.bottom = BottomLine(self.inks, keymap, self.PLACE)
        self.walk = Walk(())
        self.item: T | None = None
        self.settled_as: dict[int, str] = {}
        """What became of each that is settled, in the order in which that happened."""
        self._news: list[Step] = []
        self._unread = True
        self.turn = asyncio.Lock()
        """Held while one is written that is then gone on from, so that nothing comes between."""

    # What the screens differ in

    @property
    def nothing(self) -> str:
        """What is said when there is none."""
        raise NotImplementedError

    async def read_ids(self) -> Sequence[int]:
        """The ids of all that is gone through, in order."""
        raise NotImplementedError

    async def read_one(self, which: int) -> T:
        """One of them as it is now; raises Missing when it is gone."""
        raise NotImplementedError

    def settled(self, which: int, item: T) -> Settled | None:
        """Why one needs nothing any more; None while it does."""
        raise NotImplementedError

    def top(self, item: T, width: int) -> Sequence[Words]:
        """What stands above both columns."""
        return ()

    def left(self, item: T, width: int) -> Sequence[Words]:
        """The left column, or the upper part where there is one only."""
        raise NotImplementedError

    def right(self, item: T, width: int) -> Sequence[Words]:
        """The right column, or the lower part."""
        raise NotImplementedError

    async def summary(self) -> str:
        """What was done to all of them, in one line."""
        raise NotImplementedError

    # Showing

    def compose(self) -> ComposeResult:
        """A heading, what is large, one or two columns, the line at the bottom."""
        self.set_class(self.app.size.width >= TWO_COLUMNS, "-two")
        yield self.heading
        yield self.banner
        yield Widget(self._left, self._right, id="columns")
        yield self.bottom

    async def on_mount(self) -> None:
        """Reads which there are, and the first one; keys typed meanwhile wait."""
        await self.begin()

    async def begin(self) -> None:
        """Begins anew with those there are now."""
        try:
            self.walk = Walk(await self.read_ids())
        except PipeboardError as error:
            host(self).say(str(error), "error")
            return
        self.settled_as.clear()
        self._unread = True
        await self.catch_up()

    async def on_committed(self, message: Committed) -> None:
        """Reads again, after any change by anybody; at once when nothing is on top of it."""
        self._news += message.news.steps
        self._unread = True
        if self.app.screen is self:
            await self.catch_up()

    async def on_time_passed(self, _: TimePassed) -> None:
        """Shows anew what is late."""
        self._unread = True
        if self.app.screen is self:
            await self.catch_up()

    @on(events.ScreenResume)
    async def _resumed(self) -> None:
        if self.app.screen is self:
            await self.catch_up()

    def on_resize(self) -> None:
        """Takes one column or two."""
        self.set_class(self.app.size.width >= TWO_COLUMNS, "-two")
        self._show(anew=False)

    async def catch_up(self) -> None:
        """Goes back to what an undo took back, passes over what is settled, shows what is next."""
        async with self.turn:
            if self.app.screen is not self:
                return  # what is on top may be about this one still
            here = self.walk.here
            if not self._unread and (here is None or not self.walk.is_settled(here)):
                return
            news, self._news, self._unread = self._news, [], False
            before = (here, self.item is None)
            passed: list[str] = []
            try:
                if any(step.kind in (StepKind.UNDO, StepKind.REVERT) for step in news):
                    await self._go_back()
                await self._find(passed)
                await self._show_heading()
            except PipeboardError as error:
                self._unread = True
                host(self).say(str(error), "error")
                return
            self._show(anew=before != (self.walk.here, self.item is None))
            if passed:
                more = f", and {many(len(passed) - 1, 'more')}" if len(passed) > 1 else ""
                host(self).say(f"passed over: {passed[0]}{more}", "warning")

    async def _find(self, passed: list[str]) -> None:
        """Settles and passes over until there is one that needs something, or none is left."""
        while (which := self.walk.here) is not None:
            if self.walk.is_settled(which):
                self.walk.on()
                continue
            try:
                item = await self.read_one(which)
            except Missing as gone:
                found: Settled | None = Settled("gone", str(gone))
            else:
                found = self.settled(which, item)
                if found is None:
                    self.item = item
                    return
            if found is not None:
                self.settle(which, found.as_)
                if found.said:
                    passed.append(found.said)
            self.walk.on()
        self.item = None

    async def _go_back(self) -> None:
        """Goes to the one settled last that needs something again, if any does."""
        for which in list(reversed(self.settled_as))[:_MOST_REREAD]:
            try:
                item = await self.read_one(which)
            except Missing:
                continue
            if self.settled(which, item) is None and self.may_return(which):
                del self.settled_as[which]
                self.walk.unsettle(which)
                return

    def may_return(self, which: int) -> bool:
        """Whether one that is settled and needs something is what an undo took back."""
        return True

    def settle(self, which: int, as_: str) -> None:
        """Counts one as done."""
        self.walk.settle(which)
        self.settled_as.pop(which, None)
        self.settled_as[which] = as_

    async def _show_heading(self) -> None:
        app = host(self)
        due: Counts = await app.jobs.read(agenda.counts, app.workspace)
        total, left = len(self.walk.ids), self.walk.left
        told = f"{left:,} of {many(total, self.THING)} left" if total else ""
        self.heading.show(self.NAME, told, due=due)
        self._said_at_end = await self.summary() if self.item is None and total else self.nothing

    _said_at_end = ""

    def _show(self, *, anew: bool) -> None:
        item = self.item
        if item is None:
            tops: Make = self._end
            self.banner.show(tops, anew=True)
            self._left.show(lambda _: (), anew=True)
            self._right.show(lambda _: (), anew=True)
        else:
            self.banner.show(lambda width: self.top(item, width), anew=anew)
            self._left.show(lambda width: self.left(item, width), anew=anew)
            self._right.show(lambda width: self.right(item, width), anew=anew)
        width = self.app.size.width
        self.banner.styles.height = self.banner.height_in(width)
        if not self.has_class("-two"):
            room = max(self.app.size.height - 2 - self.banner.height_in(width), 2)
            self._left.styles.height = min(self._left.height_in(width), max(room - 4, 2))
        else:
            self._left.styles.height = "1fr"

    def _end(self, _: int) -> Sequence[Words]:
        """What is shown when none is left to look at."""
        left = self.walk.left
        if not self._said_at_end:  # nothing is read yet
            return ()
        rows: list[Words] = [(), [(self._said_at_end, "strong")], ()]
        if left:
            rows.append([("p ", "key"), (f"goes back to the {left:,} that you skipped", "dim")])
        rows.append([("esc ", "key"), ("goes back", "dim")])
        return rows

    # Commands

    def no_deal(self, to: str = "") -> str:
        """Why there is no deal to do something with."""
        if self.item is None:
            return f"no {self.THING} is left here"
        return super().no_deal(to)

    async def action_walk(self, by: int) -> None:
        """Skips this one, or goes back to one that was skipped."""
        await self.catch_up()
        if by < 0:
            if not self.walk.back():
                host(self).say(f"there is no {self.THING} before this one")
                return
        elif self.walk.here is None:
            host(self).say("this is the end; esc goes back")
            return
        else:
            self.walk.on()
        self._unread = True
        self.item = None
        await self.catch_up()

    def action_move_cursor(self, _columns: int, lines: int) -> None:
        """Scrolls by lines: the right column, and the left one where that cannot."""
        self._scroll(lines)

    def action_move_page(self, pages: int) -> None:
        """Scrolls by screenfuls."""
        self._scroll(pages * max(self._right.size.height - 1, 1))

    def action_move_to_end(self, end: int) -> None:
        """Scrolls to the first or last line."""
        self._scroll(end * 1_000_000)

    def _scroll(self, lines: int) -> None:
        order = (self._left, self._right) if lines > 0 else (self._right, self._left)
        if not any(each.scroll(lines) for each in order):
            host(self).say(f"this is the {'first' if lines < 0 else 'last'} line")

    async def action_escape(self) -> None:
        """Goes back, and says what was done."""
        said = ""
        if self.walk.ids:
            try:
                said = await self.summary()
            except PipeboardError as error:
                said = str(error)
        app = host(self)
        self.dismiss()
        if said:
            app.say(said)
