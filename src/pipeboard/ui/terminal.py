"""The terminal: how it is taken over, read, written, and given back as it was.

Textual's own driver leaves modes on when a signal ends it, asks for a report of every movement of
the mouse, and puts the keyboard in a mode in which a shell cannot be used if the app is killed.
This one asks for little: the alternate screen, pasted text in brackets, clicks and the wheel, and
unambiguous escape keys. Everything it could have left on is switched off on the way out.
"""

import codecs
import contextlib
import os
import signal
import sys
import termios
import time
import tty
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from textual import constants, events
from textual._xterm_parser import XTermParser
from textual.driver import Driver
from textual.geometry import Size
from textual.message import Message

from pipeboard.errors import Refused
from pipeboard.ui.escapes import EscapeReader
from pipeboard.ui.output import Output, write_within
from pipeboard.ui.pasting import Pasted, PasteReader
from pipeboard.ui.sgr import shorten
from pipeboard.ui.text import pin

if TYPE_CHECKING:
    import asyncio

    from pipeboard.ui.lifecycle import LifecycleApp

_ALTERNATE_SCREEN = "\x1b[?1049h"
_HIDE_CURSOR = "\x1b[?25l"
_NO_WRAP = "\x1b[?7l"
_BRACKETED_PASTE = "\x1b[?2004h"
_CLICKS_AND_WHEEL = "\x1b[?1000h\x1b[?1002h\x1b[?1006h"
_KITTY_ESCAPES = "\x1b[>1u"
_KITTY_POP = "\x1b[<u"
_ASK_FOR_SYNC = "\x1b[?2026$p"
_MODES_OFF = "".join(
    f"\x1b[?{mode}l" for mode in (2026, 1000, 1002, 1003, 1005, 1006, 1015, 1016, 1004, 2004, 2048)
)
_AS_IT_WAS = "\x1b[?7h\x1b[0m\x1b[?1049l\x1b[?25h"

_DRAIN_SECONDS = 0.5
_STOP_SECONDS = 0.2
_TRIES = 5
_TRY_SECONDS = 0.02


def terminal_files() -> tuple[int, int]:
    """Return the files to read from and to draw on; Refused unless both are a terminal."""
    files = []
    for stream, name in ((sys.__stdin__, "input"), (sys.__stdout__, "output")):
        if stream is None or stream.closed or not stream.isatty():
            raise Refused(
                f"the board needs a terminal, but the standard {name} is not one;"
                " for scripts there are commands such as 'pipeboard deals --json'"
            )
        files.append(stream.fileno())
    return files[0], files[1]


class TerminalDriver(Driver):
    """Drives a real terminal through standard input and output."""

    def __init__(
        self,
        app: "LifecycleApp",
        *,
        debug: bool = False,
        mouse: bool = True,
        size: tuple[int, int] | None = None,
    ) -> None:
        self._input, self._screen = terminal_files()
        self._lifecycle = app
        super().__init__(app, debug=debug, mouse=mouse, size=size or self._terminal_size())
        self._before: list[Any] | None = None
        self._output: Output | None = None
        self._written: list[str] = []
        self._suspended = False
        self._continued = False
        self._giving_up: asyncio.TimerHandle | None = None

    @property
    def can_suspend(self) -> bool:
        """Whether the app can be stopped and continued by a shell."""
        return True

    # Output

    def write(self, data: str) -> None:
        """Queue text for the terminal; it goes out with the next flush, at the latest soon."""
        if not self._written:
            self._loop.call_soon(self.flush)
        self._written.append(data)

    def flush(self) -> None:
        """Send what was written."""
        if self._written and self._output is not None:
            self._output.put(pin(shorten("".join(self._written))).encode(errors="replace"))
        self._written.clear()

    def send(self, data: str) -> None:
        """Send what draws nothing, such as the bell, as it is."""
        self.flush()
        if data and self._output is not None:
            self._output.put(data.encode(errors="replace"))

    # Input

    def send_message(self, message: Message) -> None:
        """Hand a message to the app; the input is read in the app's own thread."""
        self._app.post_message(message)

    def disable_input(self) -> None:
        """Read no more keys."""
        self._loop.remove_reader(self._input)

    def _readable(self) -> None:
        try:
            data = os.read(self._input, 65536)
        except BlockingIOError:
            return
        except OSError:
            data = b""
        if not data:
            self._hung_up()
            return
        for part in self._pastes.feed(self._decoder.decode(data)):
            if isinstance(part, Pasted):
                self._give_up()  # esc and then a paste, in that order
                self.process_message(events.Paste(part.text))
            else:
                self._feed_keys(part)

    def _feed_keys(self, codes: str) -> None:
        if self._giving_up is not None:
            self._giving_up.cancel()
        self._take(self._escapes.feed(codes))
        if self._escapes.waiting:
            self._giving_up = self._loop.call_later(constants.ESCAPE_DELAY, self._give_up)

    def _give_up(self) -> None:
        self._take(self._escapes.give_up())

    def _take(self, parts: Iterable[str | events.Key]) -> None:
        for part in parts:
            if isinstance(part, events.Key):
                self.process_message(part)
                continue
            for message in self._parser.feed(part):
                self.process_message(message)
            if "\x1b" in part:
                self._loop.call_later(constants.ESCAPE_DELAY + 0.001, self._tick)

    def _tick(self) -> None:
        for message in self._parser.tick():
            self.process_message(message)

    def _hung_up(self) -> None:
        self.disable_input()
        self._lifecycle.request_exit(128 + signal.SIGHUP)

    def _lost_in_thread(self) -> None:
        with contextlib.suppress(RuntimeError):
            self._loop.call_soon_threadsafe(self._hung_up)

    def _behind_in_thread(self) -> None:
        with contextlib.suppress(RuntimeError):
            self._loop.call_soon_threadsafe(self._redraw)

    def _redraw(self) -> None:
        self._lifecycle.paint_anew()

    def _terminal_size(self) -> tuple[int, int]:
        try:
            columns, lines = os.get_terminal_size(self._screen)
        except OSError:
            columns, lines = 0, 0
        return columns or 80, lines or 24

    def _resized(self) -> None:
        size = Size(*self._terminal_size())
        self._app.post_message(events.Resize(size, size))

    # Taking over and giving back

    def start_application_mode(self) -> None:
        """Take the terminal over: raw input, the alternate screen, the modes in use."""
        try:
            self._before = termios.tcgetattr(self._input)
            raw = termios.tcgetattr(self._input)
            self._make_raw(raw)
            termios.tcsetattr(self._input, termios.TCSANOW, raw)
        except termios.error:
            self._hung_up()
            return
        self._output = Output(
            self._screen, on_lost=self._lost_in_thread, on_behind=self._behind_in_thread
        )
        self._output.start()
        kitty = "" if constants.DISABLE_KITTY_KEY else _KITTY_ESCAPES
        mouse = _CLICKS_AND_WHEEL if self._mouse else ""
        self.write(
            f"{_ALTERNATE_SCREEN}{_HIDE_CURSOR}{_NO_WRAP}{_BRACKETED_PASTE}{mouse}{kitty}"
            f"{_ASK_FOR_SYNC}"
        )
        self.flush()
        self._parser = XTermParser(self._debug)
        self._pastes = PasteReader()
        self._escapes = EscapeReader()
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._loop.add_reader(self._input, self._readable)
        self._loop.add_signal_handler(signal.SIGWINCH, self._resized)
        self._loop.add_signal_handler(signal.SIGTSTP, self._asked_to_stop)
        signal.signal(signal.SIGCONT, self._on_continue)

    @staticmethod
    def _make_raw(settings: list[Any]) -> None:
        settings[tty.LFLAG] &= ~(termios.ECHO | termios.ICANON | termios.IEXTEN | termios.ISIG)
        settings[tty.IFLAG] &= ~(
            termios.IXON | termios.IXOFF | termios.ICRNL | termios.INLCR | termios.IGNCR
        )
        settings[tty.CC][termios.VMIN] = 1
        settings[tty.CC][termios.VTIME] = 0

    def stop_application_mode(self) -> None:
        """Give the terminal back as it was."""
        if self._output is None:
            return
        self.disable_input()
        self.flush()
        drained = self._output.drain(_DRAIN_SECONDS)
        if drained:
            self._output.put(self._goodbye())
            drained = self._output.drain(_STOP_SECONDS)
        self._output.close()
        if not drained:
            self._throw_away_output()
            self._output.join(_STOP_SECONDS)
            self._force_goodbye()
        self._output = None
        self._restore_settings()
        for number in (signal.SIGWINCH, signal.SIGTSTP):
            self._loop.remove_signal_handler(number)
        signal.signal(signal.SIGCONT, signal.SIG_DFL)

    def rescue(self) -> None:
        """Give the terminal back from any thread, at once, when the app no longer answers."""
        if self._before is None:
            return
        self._force_goodbye()
        self._restore_settings()

    def _force_goodbye(self) -> None:
        """Write the last bytes to a terminal that took nothing; not for ever, if it still does not."""
        for _ in range(_TRIES):
            self._throw_away_output()
            if write_within(self._screen, self._goodbye(), _TRY_SECONDS):
                break

    def _throw_away_output(self) -> None:
        """Drop what the terminal has not taken, so that it can still be left clean."""
        with contextlib.suppress(termios.error):
            termios.tcflush(self._screen, termios.TCOFLUSH)

    def _goodbye(self) -> bytes:
        kitty = "" if constants.DISABLE_KITTY_KEY else _KITTY_POP
        return f"{_MODES_OFF}{kitty}{_AS_IT_WAS}".encode()

    def _restore_settings(self) -> None:
        if self._before is not None:
            with contextlib.suppress(termios.error):
                termios.tcsetattr(self._input, termios.TCSANOW, self._before)
            with contextlib.suppress(termios.error):
                termios.tcflush(self._input, termios.TCIFLUSH)
            self._before = None

    # Stopping and continuing, as a shell with job control does

    def _asked_to_stop(self) -> None:
        self._lifecycle.call_later(self._lifecycle.action_suspend)

    def stop_process(self) -> None:
        """Give the terminal back and stop, with every process of the job; continue with `fg`."""
        self._suspended = True
        self._continued = False
        self.suspend_application_mode()
        signal.signal(signal.SIGCONT, self._on_continue)
        signal.signal(signal.SIGTSTP, signal.SIG_DFL)
        os.killpg(os.getpgrp(), signal.SIGTSTP)
        # The signal may reach another thread first; a process without a shell is not stopped.
        end = time.monotonic() + _STOP_SECONDS
        while not self._continued and time.monotonic() < end:
            time.sleep(0.005)
        self._suspended = False
        self.resume_application_mode()
        self._resized()
        self._redraw()

    def _on_continue(self, *_: object) -> None:
        self._continued = True
        if not self._suspended and self._auto_restart:
            # Stopped from outside, so the shell may have changed the terminal meanwhile.
            self._loop.call_soon_threadsafe(self._take_over_again)

    def _take_over_again(self) -> None:
        if self._output is None or self._lifecycle.ending:
            return
        self.suspend_application_mode()
        self.resume_application_mode()
        self._resized()
        self._redraw()
