"""Reminds while the board is open: at the moment that a follow-up is to be told.

The moments are read when something was committed, and one timer waits for the next of them; nothing
is asked of the database in between. The timer goes by the monotonic clock, and each minute it is
set anew by the workspace's, which may have been changed and goes on while a computer sleeps.
"""

import asyncio
import contextlib
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from pipeboard.domain.agenda import AgendaItem
from pipeboard.errors import PipeboardError
from pipeboard.service import reminders
from pipeboard.service.reminders import BOARD, Told
from pipeboard.service.workspace import Workspace
from pipeboard.ui.jobs import Jobs
from pipeboard.ui.tasks import spawn

_MOST = 3
"""Reminders that are told one by one; of more the number is."""

_LONGEST = 3600.0
"""Seconds that the timer waits at most; it is set anew before."""

_AGAIN = 5.0
"""Seconds after which it is tried again when the database could not be read."""

_MILLISECOND = timedelta(milliseconds=1)


class Reminding:
    """Tells reminders, with those that were told and not read yet.

    ``showing`` is asked what the screen says now, ``tell`` gets what it is to say, and what the
    terminal is to tell besides: nothing for what was missed while no board was open.
    """

    def __init__(
        self,
        ws: Workspace,
        jobs: Jobs,
        *,
        showing: Callable[[], str],
        tell: Callable[[str, str], None],
    ) -> None:
        self._ws = ws
        self._jobs = jobs
        self._showing = showing
        self._tell = tell
        self._timer: asyncio.TimerHandle | None = None
        self._task: asyncio.Task[None] | None = None
        self._again = False
        self._told: Told | None = None
        self._next_at: datetime | None = None
        self._unread: list[str] = []
        self._count = 0
        self._besides = ""
        self._said = ""

    def stop(self) -> None:
        """Waits for nothing more."""
        if self._timer is not None:
            self._timer.cancel()
        if self._task is not None:
            self._task.cancel()

    def plan(self) -> None:
        """Reads anew what is to be told, and when; the first time also what was missed."""
        self._again = True
        if self._task is None or self._task.done():
            self._task = spawn(self._look(), "reminders")

    def check(self) -> None:
        """Sets the timer anew, by what the clock says now."""
        if self._next_at is not None and self._next_at <= self._ws.now():
            self.plan()
        else:
            self._wait()

    async def settled(self) -> None:
        """Waits until what was asked for is told."""
        if self._task is not None:
            await asyncio.wait([self._task])

    async def _look(self) -> None:
        while self._again:
            self._again = False
            try:
                await self._look_once()
            except PipeboardError:  # the feed says that it cannot be read
                self._wait(_AGAIN)
                return
        self._wait()

    def _wait(self, least: float = 0.001) -> None:
        """Has the clock looked at when the next one is to be told, in ``least`` seconds or later."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if self._next_at is not None:
            seconds = (self._next_at - self._ws.now()).total_seconds() + 0.001
            loop = asyncio.get_running_loop()
            self._timer = loop.call_later(min(max(seconds, least), _LONGEST), self.check)

    async def _look_once(self) -> None:
        known = self._told
        first = known is None
        if known is None:
            known = await self._jobs.add_up(reminders.told, self._ws, BOARD)
            new = known.until is None
        else:
            new = False
            known = Told(self._all_told_until(), known.early)
        found = await self._jobs.add_up(reminders.look, self._ws, known)
        if found.ids:
            items = await self._jobs.add_up(reminders.items, self._ws, found.ids[:_MOST])
            self._say(items, len(found.ids), missed=first)
        self._told, self._next_at = found.told, found.next_at
        if found.ids or new:
            with contextlib.suppress(PipeboardError):  # where nothing can be written
                await self._jobs.note(reminders.remember, self._ws, BOARD, found.told)

    def _all_told_until(self) -> datetime:
        """Up to when all was told that was known: what is new since then came too late for it."""
        now = self._ws.now()
        return now if self._next_at is None else min(now, self._next_at - _MILLISECOND)

    def _say(self, items: Sequence[AgendaItem], count: int, *, missed: bool) -> None:
        new = [f"{reminders.what(item)}, {reminders.when(self._ws, item)}" for item in items]
        now = self._showing()
        if not now or now != self._said:
            self._unread, self._count, self._besides = [], 0, now
        self._unread = [*self._unread, *new][:_MOST]
        self._count += count
        name = "missed reminder" if missed else "reminder"
        told = _several(name, self._unread, self._count)
        self._said = "; ".join(filter(None, (told, self._besides)))
        self._tell(self._said, "" if missed else _several(name, new, count))


def _several(name: str, told: Sequence[str], count: int) -> str:
    """``Reminder: call on Acme, 09:30``, or how many there are and the first of them."""
    if count == 1:
        return f"{name.capitalize()}: {told[0]}"
    more = count - len(told)
    return f"{count:,} {name}s: {'; '.join(told)}{f'; and {more:,} more' if more else ''}"
