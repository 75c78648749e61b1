"""How the app starts and ends: the base of the app, and the one function that runs it.

Whatever ends it (a key, a signal, a closed terminal, an error nobody expected), what was asked for
is on disk first, the terminal is left as it was, and it takes less than two seconds.
"""

import asyncio
import contextlib
import gc
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

from textual import events
from textual.app import App
from textual.dom import DOMNode
from textual.filter import LineFilter
from textual.theme import Theme
from textual.worker import WorkerFailed

from pipeboard import failures
from pipeboard.errors import Conflict, PipeboardError, Refused
from pipeboard.keys import GENERAL, Keymap
from pipeboard.ui.commands import PlaceScreen, general_bindings, is_modifier, readable_key
from pipeboard.ui.output import write_within
from pipeboard.ui.terminal import TerminalDriver, terminal_files
from pipeboard.ui.text import clean
from pipeboard.ui.themes import THEMES, Look

if TYPE_CHECKING:
    from textual.actions import ActionParseResult
    from textual.screen import Screen

MOST_SECONDS = 1.7
"""After this long the process ends, whatever still holds it."""

_MOST_WAIT = 0.5
"""Seconds for which a key waits for the screen that it is for."""

_TELL_SECONDS = 0.1
_IN_A_PROMPT = ("interrupt", "suspend")
"""The general actions that a prompt leaves to the app."""

_UNSAVED = "the last change may not be saved"
_SIGNALS = (signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT, signal.SIGINT)


@dataclass(frozen=True, slots=True)
class Ending:
    """How a run of the app ended: what the process exits with and a line for standard error."""

    code: int
    message: str = ""


class LifecycleApp(App[None], inherit_bindings=False):
    """An app that gives the terminal back and loses nothing, however it ends."""

    ENABLE_COMMAND_PALETTE = False

    def __init__(self, keymap: Keymap, look: Look) -> None:
        self.keymap = keymap
        self.look = look
        self.failure: Exception | None = None
        """The error that ended the app, if one did."""
        self.settled = False
        """Whether everything asked for was on disk when the app ended."""
        self.when_ending: Callable[[int], None] | None = None
        """Called with the exit code when the end begins."""
        self.ending = False
        """Whether the end has begun."""
        self.set_reactive(App.theme, look.theme)
        super().__init__(driver_class=TerminalDriver)
        self.animation_level = "none"
        self._bindings = general_bindings(keymap)
        self._general_actions = {command.action for command in keymap.at(GENERAL)}
        self._ready_screen: Screen[object] | None = None
        self._asked_early: int | None = None

    # For the app to say

    def forget_keys(self) -> None:
        """Drop what was typed ahead for something that does not come."""

    def take_no_more_keys(self) -> None:
        """Drop what was typed and is not done yet. Called when the end begins."""

    def settle(self) -> None:
        """Wait until every change asked for is on disk. Called in a thread, before the app ends or
        is stopped; may raise.
        """

    def say(self, text: str, kind: str = "info") -> None:
        """Show a line to the person; `kind` is info, warning or error."""
        self.notify(text, markup=False)

    # Ending

    def request_exit(self, code: int = 0) -> None:
        """End the app with everything on disk; may be called again. Only in the app's thread."""
        if self._begin_ending(code):
            if self._driver is not None:
                self._driver.disable_input()
            self.run_worker(self._settle_and_exit(code))

    def _begin_ending(self, code: int) -> bool:
        first, self.ending = not self.ending, True
        if first:
            self.take_no_more_keys()
            if self.when_ending is not None:
                self.when_ending(code)
        return first

    async def _settle_and_exit(self, code: int) -> None:
        await asyncio.to_thread(self.settle)
        self.settled = True
        self.exit(return_code=code)

    def request_exit_from_signal(self, code: int) -> None:
        """Ask for the end from a signal handler; an app that does not run yet ends when it does."""
        if self._loop is None:
            self._asked_early = code
            return
        with contextlib.suppress(RuntimeError):  # the loop is closed, so it has ended
            self._loop.call_soon_threadsafe(self.request_exit, code)

    def rescue_terminal(self) -> None:
        """Give the terminal back from any thread, when the app no longer answers."""
        if isinstance(self._driver, TerminalDriver):
            self._driver.rescue()

    def action_leave(self) -> None:
        """Quit."""
        self.request_exit()

    def action_interrupt(self) -> None:
        """Leave an input or a prompt; elsewhere say how to quit."""
        if self._takes_commands:
            self.say(f"{self._quit_key} quits; everything is saved already")
        else:
            self.simulate_key("escape")

    def at_once(self, event: events.Event) -> Callable[[], None] | None:
        """Return what a key does although another one is still at work; None for one that waits."""
        if not isinstance(event, events.Key) or not self._takes_commands:
            return None
        command = self.keymap.command(readable_key(event.key), GENERAL)
        actions = {"quit": self.request_exit, "interrupt": self.say_slow}
        return actions.get(command.name) if command is not None else None

    def say_slow(self) -> None:
        """Say that the database takes long, and what can be done meanwhile."""
        self.say(self.slow_message, "warning")

    @property
    def slow_message(self) -> str:
        """What is said while a key waits for the database."""
        return f"waiting for the database; {self._quit_key} quits without waiting"

    @property
    def _quit_key(self) -> str:
        return self.keymap.named("quit").keys[0]

    @property
    def _takes_commands(self) -> bool:
        """Whether keys are commands now: no prompt is open and no text is being typed."""
        typing = self.focused is not None and self.focused.check_consume_key("a", "a")
        return isinstance(self.screen, PlaceScreen) and not typing

    async def action_suspend(self) -> None:
        """Stop, as ctrl+z does in a shell."""
        if isinstance(self._driver, TerminalDriver):
            await asyncio.to_thread(self.settle)
            self._driver.stop_process()

    # Errors

    async def run_action(
        self,
        action: "str | ActionParseResult",
        default_namespace: DOMNode | None = None,
        namespaces: Mapping[str, DOMNode] | None = None,
    ) -> bool:
        """Do what a key asks for; an error that is expected is said, here for all of them."""
        try:
            return await super().run_action(action, default_namespace, namespaces)
        except Refused as error:
            self.say(str(error), "error" if isinstance(error, Conflict) else "warning")
        except PipeboardError as error:
            self.say(str(error), "error")
        return True

    def report(self, error: Exception) -> None:
        """End the app because of an error that nobody handled; from any thread."""
        if self._loop is not None:
            self._loop.call_soon_threadsafe(self._handle_exception, error)

    def _handle_exception(self, error: Exception) -> None:
        if self.is_headless:
            super()._handle_exception(error)
            return
        if self.failure is None:
            cause = error.error if isinstance(error, WorkerFailed) else error
            self.failure = cause if isinstance(cause, Exception) else error
            self._begin_ending(1)
        self._return_code = 1
        self._close_messages_no_wait()

    def on_load(self) -> None:
        """Have errors in callbacks of the event loop end the app too, and signals from before."""

        def handle(_: asyncio.AbstractEventLoop, context: dict[str, object]) -> None:
            error = context.get("exception")
            if isinstance(error, Exception):
                self._handle_exception(error)

        loop = asyncio.get_running_loop()
        loop.set_exception_handler(handle)
        if self._asked_early is not None:
            loop.call_soon(self.request_exit, self._asked_early)

    # Speed

    def on_ready(self) -> None:
        """Collect garbage only from here on, and never look again at what is there by now."""
        if not gc.isenabled():
            gc.freeze()
            gc.enable()

    # Keys

    async def on_event(self, event: events.Event) -> None:
        """Let a key wait for the screen that the key before it opened."""
        if isinstance(event, events.Key) and not event.is_forwarded:
            await self._screen_is_ready()
        await super().on_event(event)

    async def _screen_is_ready(self) -> None:
        screen = self.screen
        if screen is self._ready_screen:
            return
        end = time.monotonic() + _MOST_WAIT
        while not screen.is_mounted or screen.message_queue_size:
            if time.monotonic() > end:
                break
            await asyncio.sleep(0.001)
        self._ready_screen = screen

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Keep the keys that hold everywhere from a prompt, which takes all keys itself.

        A modal screen that leaves others than these to the app names them in ``GENERAL_ACTIONS``.
        """
        if action in self._general_actions and self.screen.is_modal:
            return action in getattr(self.screen, "GENERAL_ACTIONS", _IN_A_PROMPT)
        return super().check_action(action, parameters)

    async def on_key(self, event: events.Key) -> None:
        """Do what a key asks for, or say why it does nothing."""
        event.prevent_default()
        if await self._check_bindings(event.key) or is_modifier(event.key):
            return
        if isinstance(self.screen, PlaceScreen):
            self.say(self.screen.why_nothing(readable_key(event.key)))

    # Drawing

    def paint_anew(self) -> None:
        """Paint everything, because the terminal may show anything."""
        self.refresh(layout=True)

    @property
    def available_themes(self) -> dict[str, Theme]:
        """Only the themes that there is a palette for."""
        return dict(THEMES)

    def get_line_filters(self) -> list[LineFilter]:
        """No line is drawn through a filter; without colour, one that removes what is left of it."""
        return self.look.filters

    def _set_pointer_shape(self, shape: str) -> None:
        """The shape of the pointer is left to the terminal."""


def run(app: LifecycleApp, *, log: Path, mouse: bool = True) -> Ending:
    """Run the app until it ends and return how; expected errors are a message, others are logged.

    Raises Refused if there is no terminal.
    """
    terminal_files()

    def in_thread(failed: threading.ExceptHookArgs) -> None:
        if isinstance(failed.exc_value, Exception):
            app.report(failed.exc_value)

    gc.disable()  # until the first picture is there: nearly all that is made before it stays
    hook, threading.excepthook = threading.excepthook, in_thread
    failure: Exception | None = None
    try:
        with _ending_in_time(app), _leaving_on_signals(app):
            try:
                app.run(mouse=mouse)
            except Exception as error:  # noqa: BLE001 - told and logged below
                failure = error
            app.rescue_terminal()
            failure = app.failure or failure
            if failure is not None:
                return _ended_by(app, failure, log)
    finally:
        threading.excepthook = hook
        gc.enable()
    return Ending(app.return_code or 0)


def _ended_by(app: LifecycleApp, failure: BaseException, log: Path) -> Ending:
    if not app.settled:
        try:
            app.settle()
        except Exception as error:  # noqa: BLE001 - the first failure is the one to tell
            failure.add_note(f"then, while saving: {error}")
    if isinstance(failure, PipeboardError):
        return Ending(failure.exit_code, clean(str(failure)))
    return Ending(1, clean(failures.told(failure, log)))


@contextlib.contextmanager
def _leaving_on_signals(app: LifecycleApp) -> Iterator[None]:
    """Have the signals that ask a process to end do so in good order, and in time."""

    def leave(number: int, _: FrameType | None) -> None:
        if app.when_ending is not None:
            app.when_ending(128 + number)
        app.request_exit_from_signal(128 + number)

    before = {number: signal.signal(number, leave) for number in _SIGNALS}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextlib.contextmanager
def _ending_in_time(app: LifecycleApp) -> Iterator[None]:
    """End the process when the app has not ended in the time that it has for that."""
    timers: list[threading.Timer] = []

    def end_now(code: int) -> None:
        app.rescue_terminal()
        lost = "what was being typed may not be kept" if app.settled else _UNSAVED
        told = f"pipeboard: the database did not answer; {lost}\n".encode()
        write_within(sys.__stderr__.fileno() if sys.__stderr__ else 2, told, _TELL_SECONDS)
        os._exit(code)

    def begin(code: int) -> None:
        if not timers:
            timer = threading.Timer(MOST_SECONDS, end_now, [code])
            timer.daemon = True
            timers.append(timer)
            timer.start()

    app.when_ending = begin
    try:
        yield
    finally:
        app.when_ending = None
        for timer in timers:
            timer.cancel()
