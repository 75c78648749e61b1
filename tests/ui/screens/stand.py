"""An app with one screen of deals and nothing beside, to open prompts and screens on."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from typing import Any, ParamSpec, TypeVar

from textual.app import ComposeResult
from textual.events import Event, Key, Paste
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widgets import Static

from pipeboard.domain.news import News
from pipeboard.keys import Keymap
from pipeboard.service import feed as news_feed
from pipeboard.service.workspace import Workspace
from pipeboard.ui.commands import PlaceScreen
from pipeboard.ui.deal_actions import DealActions
from pipeboard.ui.feed import Feed
from pipeboard.ui.general_actions import GeneralActions
from pipeboard.ui.jobs import Jobs
from pipeboard.ui.keyboard import Keyboard
from pipeboard.ui.lifecycle import LifecycleApp
from pipeboard.ui.messages import Committed
from pipeboard.ui.places import Places
from pipeboard.ui.screens.text_prompt import TextPrompt
from pipeboard.ui.themes import make_look

P = ParamSpec("P")
T = TypeVar("T")

_CHARACTERS = {"space": " ", "question_mark": "?"}
_NAMES = {"*": "asterisk", " ": "space", "?": "question_mark"}


class Wall(DealActions, Places, PlaceScreen):
    """Stands in for the board: its commands act on the deals it is told."""

    PLACE = "board"

    def __init__(self, keymap: Keymap, deals: Sequence[int]) -> None:
        super().__init__(keymap)
        self.deals = list(deals)
        self.added: list[int] = []

    def compose(self) -> ComposeResult:
        yield Static("the wall", markup=False)

    def targets(self) -> list[int]:
        return self.deals

    def deal_added(self, deal_id: int) -> None:
        self.added.append(deal_id)


class CountedJobs(Jobs):
    """Knows how many jobs are waited for."""

    running = 0

    async def write(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        self.running += 1
        try:
            return await super().write(function, *args, **kwargs)
        finally:
            self.running -= 1

    async def read(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        self.running += 1
        try:
            return await super().read(function, *args, **kwargs)
        finally:
            self.running -= 1


class StandApp(GeneralActions, LifecycleApp):
    """Shows a wall, and a screen on it."""

    CSS = "TopLine, BottomLine { height: 1; }"

    def __init__(self, workspace: Workspace, deals: Sequence[int]) -> None:
        super().__init__(Keymap(), make_look("dark"))
        self.workspace = workspace
        self.said: list[str] = []
        self.wall = Wall(self.keymap, deals)
        self.jobs = CountedJobs(lambda: self.feed.poke())
        self.feed = Feed(
            workspace, self.jobs, tell=self._tell, time_passed=self._pass, failed=self._failed
        )
        self.keyboard = Keyboard(
            self.feed,
            self.keymap,
            deliver=super().on_event,
            receiver=lambda: self.focused or self.screen,
            handled=lambda: None,
        )

    def on_mount(self) -> None:
        self.feed.start(news_feed.seen(self.workspace), self.workspace.today())
        self.keyboard.start()
        self.push_screen(self.wall)

    async def on_event(self, event: Event) -> None:
        if isinstance(event, (Key, Paste)) and not event.is_forwarded:
            self.keyboard.put(event)
        else:
            await super().on_event(event)

    async def on_unmount(self) -> None:
        self.keyboard.stop()
        await self.feed.stop()
        self.jobs.close()

    def say(self, text: str, kind: str = "info") -> None:
        self.said.append(text)

    async def _tell(self, news: News) -> None:
        for screen in self.screen_stack:
            screen.post_message(Committed(news))

    async def _pass(self, new_day: bool) -> None:
        pass

    def _failed(self, error: Exception) -> None:
        self.said.append(str(error))


class Stand:
    """Types on the app and reads what it shows."""

    def __init__(self, app: StandApp, pilot: Pilot[None]) -> None:
        self.app = app
        self.pilot = pilot

    async def press(self, *keys: str) -> None:
        """Presses keys as fast as they can be, by the names that Textual gives them."""
        for key in keys:
            character = key if len(key) == 1 else _CHARACTERS.get(key)
            self.app.post_message(Key(_NAMES.get(key, key), character))
        await self.rest()

    async def rest(self) -> None:
        """Waits until nothing is being read, written or drawn."""
        for _ in range(2):
            await self.app.keyboard.settled()
            await self.pilot.pause()
            while self.app.jobs.running:
                await asyncio.sleep(0.001)
            await self.app.feed.settled()

    @property
    def said(self) -> str:
        """What was said last."""
        return self.app.said[-1] if self.app.said else ""

    @property
    def screen(self) -> Screen[object]:
        """The topmost screen."""
        return self.app.screen

    def on(self, kind: type[Screen[Any]]) -> bool:
        """Whether a screen of that kind is the topmost."""
        return isinstance(self.app.screen, kind)

    @property
    def prompt(self) -> TextPrompt:
        """The topmost screen, when something can be typed there."""
        assert isinstance(self.app.screen, TextPrompt)
        return self.app.screen

    @property
    def text(self) -> str:
        """What is on the terminal, without the space at the ends of lines."""
        strips = self.app.screen._compositor.render_strips()
        return "\n".join(strip.text.rstrip() for strip in strips)

    @property
    def lines(self) -> list[str]:
        """The lines on the terminal, without the empty ones."""
        return [line for line in self.text.splitlines() if line.strip()]


@asynccontextmanager
async def standing(
    workspace: Workspace,
    *deals: int,
    screen: Callable[[StandApp], Screen[Any]] | None = None,
    size: tuple[int, int] = (80, 24),
) -> AsyncIterator[Stand]:
    """An app that runs, on which ``deals`` are marked; ``screen`` makes what is opened on it."""
    app = StandApp(workspace, deals)
    async with app.run_test(size=size) as pilot:
        stand = Stand(app, pilot)
        await stand.rest()
        if screen is not None:
            await app.push_screen(screen(app))
            await stand.rest()
        yield stand
