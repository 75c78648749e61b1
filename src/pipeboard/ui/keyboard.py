"""Gives keys to the app one at a time.

A burst of keys (fast typing, a slow line, a script) must mean what it would mean typed slowly: a
key is handed on only when what the one before it asked for has happened and is on the screen.

Most terminals send alt and a character as esc and that character. So a key with alt that nobody has
a use for was esc, and then the key.
"""

import asyncio
import contextlib
from collections import deque
from collections.abc import Awaitable, Callable, Iterable, Sequence

from textual import events
from textual.dom import DOMNode
from textual.message_pump import MessagePump
from textual.screen import Screen

from pipeboard.keys import Keymap
from pipeboard.ui.commands import textual_key
from pipeboard.ui.feed import Feed
from pipeboard.ui.tasks import spawn

_PATIENCE = 10.0
"""Seconds after which the next key is handed on although the one before it is still at work."""

_SLOW = 0.3
"""Seconds after which a key that is still at work is told of as slow."""

Deliver = Callable[[events.Event], Awaitable[None]]
AtOnce = Callable[[events.Event], Callable[[], object] | None]


class Keyboard:
    """A queue of keys and pasted texts.

    ``deliver`` hands one to the app, ``receiver`` says to which widget or screen that will be, and
    ``handled`` is called when it has been taken care of. ``keymap`` tells which keys with alt are
    commands. ``slow`` is called when a key takes long. From then on a key for which ``at_once``
    returns something to do need not wait; after a key of another kind, which may lead to where it
    means something else, it does when it is given twice.
    """

    def __init__(
        self,
        feed: Feed,
        keymap: Keymap,
        *,
        deliver: Deliver,
        receiver: Callable[[], DOMNode],
        handled: Callable[[], None],
        slow: Callable[[], None] = lambda: None,
        at_once: AtOnce = lambda _: None,
    ) -> None:
        self._feed = feed
        self._keymap = keymap
        self._deliver = deliver
        self._receiver = receiver
        self._handled = handled
        self._slow = slow
        self._at_once = at_once
        self._is_slow = False
        self._quiet = True
        """Whether nothing was typed since it was told that a key takes long."""
        self._closed = False
        self._waiting: deque[events.Event] = deque()
        self._typed = asyncio.Event()
        self._idle = asyncio.Event()
        self._idle.set()
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begins to hand on keys; called in the app's own task."""
        self._task = spawn(self._run(), "keyboard")

    def forget(self) -> None:
        """Drops the keys that wait: they were typed for something that does not come."""
        self._waiting.clear()

    def close(self) -> None:
        """Hands on no more keys; what the last one asked for goes on."""
        self._closed = True
        self.forget()

    def stop(self) -> None:
        """Ends the work on keys."""
        self.close()
        if self._task is not None:
            self._task.cancel()
        self._idle.set()

    def put(self, event: events.Event) -> None:
        """Takes a key or pasted text."""
        if self._closed:
            return
        do = self._at_once(event) if self._is_slow else None
        twice = bool(self._waiting) and self._at_once(self._waiting[-1]) is not None
        if do is not None and (self._quiet or twice):
            do()
            return
        self._quiet = False
        self._idle.clear()
        self._waiting.append(event)
        self._typed.set()

    async def settled(self) -> None:
        """Waits until all keys are handled and what they asked for is on the screen."""
        await self._idle.wait()

    async def _run(self) -> None:
        while True:
            event = await self._next()
            for part in self._parts(event):
                await self._hand_on(part)

    async def _next(self) -> events.Event:
        while not self._waiting:
            self._idle.set()
            self._typed.clear()
            await self._typed.wait()
        return self._waiting.popleft()

    def _tell_slow(self) -> None:
        if not self._closed:
            self._is_slow = self._quiet = True
            self._slow()

    async def _hand_on(self, event: events.Event) -> None:
        if self._closed:
            return
        timer = asyncio.get_running_loop().call_later(_SLOW, self._tell_slow)
        try:
            receiver = self._receiver()
            await self._deliver(event)
            for node in receiver.ancestors_with_self:
                await within(caught_up([node]))
            await within(self._feed.settled())
        finally:
            timer.cancel()
            self._is_slow = False
        self._handled()

    def _parts(self, event: events.Event) -> Sequence[events.Event]:
        """The keys that were pressed: two where alt stands for esc."""
        if not isinstance(event, events.Key) or not event.key.startswith("alt+"):
            return [event]
        character = event.character
        if character is None or not character.isprintable() or self._has_use(event.key):
            return [event]
        return [events.Key("escape", "\x1b"), events.Key(textual_key(character), character)]

    def _has_use(self, key: str) -> bool:
        """Whether a key with alt is a command, or edits the text that is being typed."""
        from pipeboard.ui.editing import KEYS

        receiver = self._receiver()
        modal = isinstance(receiver, Screen) and receiver.is_modal
        if key in KEYS and (modal or receiver.check_consume_key("a", "a")):
            return True
        commands = self._keymap.commands
        return any(key == textual_key(each) for command in commands for each in command.keys)


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
