"""Gives keys to the app one at a time.

A burst of keys (fast typing, a slow line, a script) must mean what it would mean typed slowly: a
key is handed on only when what the one before it asked for has happened and is on the screen.
"""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, Iterable

from textual import events
from textual.dom import DOMNode
from textual.message_pump import MessagePump

from pipeboard.ui.feed import Feed
from pipeboard.ui.tasks import spawn

_PATIENCE = 10.0
"""Seconds after which the next key is handed on although the one before it is still at work."""

Deliver = Callable[[events.Event], Awaitable[None]]


class Keyboard:
    """A queue of keys and pasted texts.

    ``deliver`` hands one to the app, ``receiver`` says to which widget or screen that will be, and
    ``handled`` is called when it has been taken care of.
    """

    def __init__(
        self,
        feed: Feed,
        *,
        deliver: Deliver,
        receiver: Callable[[], DOMNode],
        handled: Callable[[], None],
    ) -> None:
        self._feed = feed
        self._deliver = deliver
        self._receiver = receiver
        self._handled = handled
        self._waiting: asyncio.Queue[events.Event] = asyncio.Queue()
        self._idle = asyncio.Event()
        self._idle.set()
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begins to hand on keys; called in the app's own task."""
        self._task = spawn(self._run(), "keyboard")

    def stop(self) -> None:
        """Hands on no more keys."""
        if self._task is not None:
            self._task.cancel()
        self._idle.set()

    def put(self, event: events.Event) -> None:
        """Takes a key or pasted text."""
        self._idle.clear()
        self._waiting.put_nowait(event)

    async def settled(self) -> None:
        """Waits until all keys are handled and what they asked for is on the screen."""
        await self._idle.wait()

    async def _run(self) -> None:
        while True:
            event = await self._waiting.get()
            receiver = self._receiver()
            await self._deliver(event)
            for node in receiver.ancestors_with_self:
                await within(caught_up([node]))
            await within(self._feed.settled())
            self._handled()
            if self._waiting.empty():
                self._idle.set()


async def caught_up(pumps: Iterable[MessagePump]) -> None:
    """Waits until each of them has dealt with what is in its queue now."""
    waiting = []
    for pump in pumps:
        seen = asyncio.Event()
        if pump.call_later(seen.set):
            waiting.append(seen.wait())
    await asyncio.gather(*waiting)


async def within(work: Awaitable[object], seconds: float = _PATIENCE) -> None:
    """Waits for some work, but not for ever."""
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(work, seconds)
