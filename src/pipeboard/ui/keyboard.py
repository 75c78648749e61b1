"""Gives keys to the app one at a time.

A burst of keys (fast typing, a slow line, a script) must mean what it would mean typed slowly: a
key is handed on only when what the one before it asked for has happened and is on the screen.

Most terminals send alt and a character as esc and that character. So a key with alt that nobody has
a use for was esc, and then the key.
"""

import asyncio
import contextlib
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

Deliver = Callable[[events.Event], Awaitable[None]]


class Keyboard:
    """A queue of keys and pasted texts.

    ``deliver`` hands one to the app, ``receiver`` says to which widget or screen that will be, and
    ``handled`` is called when it has been taken care of. ``keymap`` tells which keys with alt are
    commands.
    """

    def __init__(
        self,
        feed: Feed,
        keymap: Keymap,
        *,
        deliver: Deliver,
        receiver: Callable[[], DOMNode],
        handled: Callable[[], None],
    ) -> None:
        self._feed = feed
        self._keymap = keymap
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
            for part in self._parts(event):
                await self._hand_on(part)
            if self._waiting.empty():
                self._idle.set()

    async def _hand_on(self, event: events.Event) -> None:
        receiver = self._receiver()
        await self._deliver(event)
        for node in receiver.ancestors_with_self:
            await within(caught_up([node]))
        await within(self._feed.settled())
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
