"""The full-screen app: its screens, and what they share."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Literal, cast

from rich.console import RenderableType
from textual import events
from textual.message import Message
from textual.screen import Screen

from pipeboard.domain.changes import PRODUCT
from pipeboard.domain.news import News
from pipeboard.errors import PipeboardError
from pipeboard.keys import Keymap
from pipeboard.service import feed as news_feed
from pipeboard.service.workspace import Workspace
from pipeboard.ui.board_state import BoardState
from pipeboard.ui.commands import PlaceScreen
from pipeboard.ui.feed import Feed
from pipeboard.ui.frames import Frame
from pipeboard.ui.general_actions import GeneralActions
from pipeboard.ui.jobs import Jobs
from pipeboard.ui.keyboard import Keyboard, caught_up, within
from pipeboard.ui.lifecycle import LifecycleApp
from pipeboard.ui.messages import Committed, TimePassed
from pipeboard.ui.screens.board import BoardScreen
from pipeboard.ui.tasks import spawn
from pipeboard.ui.themes import Look
from pipeboard.ui.widgets.status import BottomLine

if TYPE_CHECKING:
    import asyncio

    from pipeboard.config import Notifications
    from pipeboard.domain.stages import Pipeline
    from pipeboard.ui.reminding import Reminding
    from pipeboard.ui.widgets.toast import Toast

Start = Literal["board", "agenda", "insights"]

_QUIET = 0.3
"""Seconds after the start when all that is shown at first has been read."""

_LONGEST_HOLD = 0.2
"""Seconds after which a write is told of although its data are not read yet."""


class PipeboardApp(GeneralActions, LifecycleApp):
    """Shows a workspace on a terminal until the person leaves.

    It opens on the screen ``start``; ``of`` is the pipeline that insights opened so are of, None for
    all.

    ``state`` is the board as it is to be shown first; it is read here when it is not given, so that
    the first picture has cards.
    """

    CSS_PATH = "pipeboard.tcss"
    ALLOW_SELECT = False
    """The terminal's own selection takes text, with shift where the mouse is in use."""

    def __init__(
        self,
        workspace: Workspace,
        *,
        keymap: Keymap,
        look: Look,
        state: BoardState | None = None,
        start: Start = "board",
        of: "Pipeline | None" = None,
        notifications: "Notifications" = "auto",
    ) -> None:
        self._frame = Frame()
        super().__init__(keymap, look)
        self.workspace = workspace
        self._disable_tooltips = True
        self._disable_notifications = True
        self._start = start
        self._start_of = of
        self._seen = news_feed.seen(workspace)
        self._state = state or BoardState.load(workspace)
        self.jobs = Jobs(self._written)
        self.reminding: Reminding | None = None
        self._alarms = notifications
        self._toast: Toast | None = None
        self._trouble = ""
        self._holding: asyncio.Task[None] | None = None
        self._looking: asyncio.Task[None] | None = None
        self.feed = Feed(
            workspace,
            self.jobs,
            tell=self._tell,
            time_passed=self._time_passed,
            failed=self._failed,
            recovered=self._recovered,
        )
        self.keyboard = Keyboard(
            self.feed,
            self.keymap,
            deliver=super().on_event,
            receiver=lambda: self.focused or self.screen,
            handled=self._key_handled,
            slow=self._say_if_slow,
            at_once=self.at_once,
        )

    def get_default_screen(self) -> Screen[None]:
        """The board."""
        return BoardScreen(self.workspace, self.jobs, self._state, self.keymap, self.look)

    def on_mount(self) -> None:
        """Begins to look for news and to take keys."""
        self.feed.start(self._seen, self.workspace.today())
        self.keyboard.start()
        self.set_timer(_QUIET, self._after_start)
        if self._start == "agenda":
            from pipeboard.ui.screens.agenda import AgendaScreen

            self.push_screen(AgendaScreen(self.keymap))
        elif self._start == "insights":
            from pipeboard.ui.screens.insights import InsightsScreen

            self.push_screen(InsightsScreen(self.keymap, self._start_of))

    def _after_start(self) -> None:
        """Does what must not keep the first picture waiting."""
        self.jobs.prepare(self.workspace.prepare_writes)
        self._looking = spawn(self._look_around(), "unfinished")

    async def _look_around(self) -> None:
        """Says what is left over from before, and what to remind of, now and from now on."""
        await self._tell_unfinished()
        from pipeboard.ui.reminding import Reminding

        self.reminding = Reminding(
            self.workspace, self.jobs, showing=self._showing, tell=self._remind
        )
        self.reminding.plan()

    async def _tell_unfinished(self) -> None:
        """Says what is left over from before."""
        from pipeboard.service import nurture, unfinished
        from pipeboard.ui.screens.unfinished import told_at_start

        try:
            back = await self.jobs.note(nurture.untold, self.workspace)
            told = told_at_start(await self.jobs.read(unfinished.left, self.workspace), self.keymap)
        except PipeboardError:
            return  # the feed says that the database cannot be read
        told = "; ".join(filter(None, (back, told)))
        if told and not any(bottom.message for bottom in self._bottom_lines()):
            self._say_unasked(told)

    def _say_unasked(self, text: str) -> None:
        """Says what no key asked for, so that the next one clears it."""
        self.say(text)
        self._said_is_read()

    async def on_unmount(self) -> None:
        """Ends what runs beside the screens."""
        self.keyboard.stop()
        if self.reminding is not None:
            self.reminding.stop()
        for task in (self._holding, self._looking):
            if task is not None:
                task.cancel()
        await self.feed.stop()
        self.jobs.close()

    def forget_keys(self) -> None:
        """Drops what was typed ahead."""
        self.keyboard.forget()

    def take_no_more_keys(self) -> None:
        """Drops what was typed and is not done yet."""
        self.keyboard.close()

    def settle(self) -> None:
        """Waits until every change asked for is on disk."""
        self.jobs.settle()

    async def at_rest(self) -> None:
        """Waits until all keys typed have had their effect and nothing more is being read."""
        await self.keyboard.settled()
        for screen in self.screen_stack:
            if isinstance(screen, PlaceScreen):
                await screen.at_rest()

    def paint_anew(self) -> None:
        """Paints everything, because the terminal may show anything."""
        self._frame.forget()
        super().paint_anew()

    def _display(self, screen: Screen[object], renderable: RenderableType | None) -> None:
        """Writes what of a frame is not on the terminal yet."""
        if not self._batch_count and screen is self.screen:
            changes = self._frame.changes(renderable, *self.size)
            renderable = cast("RenderableType | None", changes)
        super()._display(screen, renderable)

    async def on_event(self, event: events.Event) -> None:
        """Queues what is typed; everything else goes its way at once."""
        if isinstance(event, (events.Key, events.Paste)) and not event.is_forwarded:
            self.keyboard.put(event)
            return
        if isinstance(event, events.Resize):
            self._frame.forget()  # a terminal may move its lines about, whatever its size is then
        await super().on_event(event)

    def say(self, text: str, kind: str = "info") -> None:
        """Shows a message at the bottom of the topmost screen that has room for it, until the next key."""
        for bottom in self._bottom_lines():
            bottom.say(text, kind)
            return

    def _say_if_slow(self) -> None:
        """Says that a key takes long, unless what came of it is said already and only not shown."""
        if not any(bottom.fresh for bottom in self._bottom_lines()):
            self.say_slow()

    def _key_handled(self) -> None:
        self._drop_toast()
        self._said_is_read()

    def _said_is_read(self) -> None:
        for bottom in self._bottom_lines():
            bottom.unsay(self.slow_message)
            bottom.key_handled()

    def _bottom_lines(self) -> Iterator[BottomLine]:
        """The bottom lines of the screens, that of the topmost one first."""
        for screen in reversed(self.screen_stack):
            bottom = getattr(screen, "bottom", None)
            if isinstance(bottom, BottomLine):
                yield bottom

    def _written(self) -> None:
        self.feed.poke()
        self._holding = spawn(self._hold_picture(), "picture")

    async def _hold_picture(self) -> None:
        """Shows what was said about a write, and the data as they are after it, in one frame."""
        with self.batch_update():
            await within(self.feed.settled(), _LONGEST_HOLD)
        for screen in self.screen_stack[-1:]:
            screen.check_idle()  # what was to be painted meanwhile is painted now

    def _showing(self) -> str:
        """What is said now at the bottom of the topmost screen."""
        return next((bottom.message for bottom in self._bottom_lines()), "")

    def _remind(self, text: str, alarm: str) -> None:
        """Says what to remind of until the next key; with an ``alarm`` the terminal tells it too."""
        self._drop_toast()
        if self.screen.is_modal:
            from pipeboard.ui.widgets.inks import make_inks
            from pipeboard.ui.widgets.toast import Toast

            self._toast = Toast(text, make_inks(self.look), self.size.width)
            self.screen.mount(self._toast)
        self._say_unasked(text)
        if alarm:
            from pipeboard.ui.notices import ring

            ring(self._driver, self._alarms, alarm)

    def _drop_toast(self) -> None:
        if self._toast is not None and self._toast.is_attached:
            self._toast.remove()
        self._toast = None

    async def _tell(self, news: News) -> None:
        await self._to_screens(lambda: Committed(news))
        if self.reminding is not None:
            self.reminding.plan()
        if any(step.actor == PRODUCT for step in news.steps):
            from pipeboard.service import nurture

            if told := nurture.told(news.steps):
                self._say_unasked(told)
                await self.jobs.note(nurture.untold, self.workspace)

    async def _time_passed(self, new_day: bool) -> None:
        if self.reminding is not None:
            self.reminding.check()
        if new_day:
            from pipeboard.service import returning

            await self.jobs.write(returning.bring_back, self.workspace)
        await self._to_screens(lambda: TimePassed(new_day=new_day))

    async def _to_screens(self, make: Callable[[], Message]) -> None:
        screens = list(self.screen_stack)
        for screen in screens:
            screen.post_message(make())
        await within(caught_up(screens))

    def _failed(self, error: PipeboardError) -> None:
        self._trouble = str(error)
        self.say(self._trouble, "error")

    def _recovered(self) -> None:
        for bottom in self._bottom_lines():
            bottom.unsay(self._trouble)
