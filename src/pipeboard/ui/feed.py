"""Looks twice a second for what was committed, by this window or any other process.

It is the only thing that makes screens read data again, so an own edit, an undo, a colleague and a
script are one path.
"""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from datetime import date

from pipeboard.domain.news import News
from pipeboard.errors import PipeboardError
from pipeboard.service import feed
from pipeboard.service.workspace import Workspace
from pipeboard.ui.jobs import Jobs
from pipeboard.ui.tasks import spawn

PERIOD = 0.5
"""Seconds between two looks."""

_MINUTE = 60.0

Tell = Callable[[News], Awaitable[None]]
Pass = Callable[[bool], Awaitable[None]]


class Feed:
    """Polls for news; ``tell`` gets each of them and returns when the screens show it.

    ``time_passed`` is called every minute, and told whether it is another day now. ``failed`` is
    told what was wrong when the database could not be read; the feed goes on trying, and when it
    can be read again calls ``recovered`` and has everything shown anew.
    """

    def __init__(
        self,
        workspace: Workspace,
        jobs: Jobs,
        *,
        tell: Tell,
        time_passed: Pass,
        failed: Callable[[PipeboardError], None],
        recovered: Callable[[], None] = lambda: None,
    ) -> None:
        self._workspace = workspace
        self._jobs = jobs
        self._tell = tell
        self._time_passed = time_passed
        self._failed = failed
        self._recovered = recovered
        self._in_trouble = False
        self.seen = 0
        self._poked = asyncio.Event()
        self._idle = asyncio.Event()
        self._idle.set()
        self._day: date | None = None
        self._task: asyncio.Task[None] | None = None

    def start(self, seen: int, today: date) -> None:
        """Begins to look for what comes after step ``seen``."""
        self.seen = seen
        self._day = today
        self._task = spawn(self._run(), "feed")

    def poke(self) -> None:
        """Looks at once, because something was written here."""
        self._idle.clear()
        self._poked.set()

    async def settled(self) -> None:
        """Waits until all that was written here is on the screen."""
        if self._task is not None and not self._task.done():
            await self._idle.wait()

    async def stop(self) -> None:
        """Stops looking."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.wait([self._task])
            self._task = None
        self._idle.set()

    async def _run(self) -> None:
        loop = asyncio.get_running_loop()
        next_minute = loop.time() + _MINUTE
        while True:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._poked.wait(), PERIOD)
            self._poked.clear()
            await self._look()
            if loop.time() >= next_minute or self._workspace.today() != self._day:
                next_minute = loop.time() + _MINUTE
                await self._pass_time()
            if not self._poked.is_set():
                self._idle.set()

    async def _look(self) -> None:
        try:
            news = await self._jobs.read(feed.news, self._workspace, self.seen)
        except PipeboardError as error:
            self._in_trouble = True
            self._failed(error)
            return
        if self._in_trouble:
            self._in_trouble = False
            self._recovered()
            last, steps = (news.last, news.steps) if news is not None else (self.seen, ())
            news = News(last, steps, frozenset(), None, others=True)
        if news is not None:
            self.seen = news.last
            await self._tell(news)

    async def _pass_time(self) -> None:
        today = self._workspace.today()
        new_day, self._day = today != self._day, today
        await self._time_passed(new_day)
