"""A program on a real pseudo-terminal: what it draws, which modes it leaves on, how it ends."""

import contextlib
import copy
import fcntl
import os
import pty
import re
import select
import signal
import struct
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from types import TracebackType
from typing import Any, Self

import pyte

LONG_ENOUGH = 20.0
"""Seconds after which something that never comes is given up; nothing is expected to take long."""

_MODE = re.compile(rb"\x1b\[\?([0-9;]+)([hl])")
_TO_TMUX = re.compile(rb"\x1bPtmux;(?:\x1b\x1b|[^\x1b])*\x1b\\")
_KITTY = re.compile(rb"\x1b\[([<>])(\d*)u")


class Screen(pyte.Screen):
    """A screen that has a second one beside it, which programs switch to and back from."""

    _main: tuple[dict[int, Any], pyte.screens.Cursor] | None = None

    def set_mode(self, *modes: int, **kwargs: Any) -> None:
        if 1049 in modes and self._main is None:
            self._main = (dict(self.buffer), copy.copy(self.cursor))
            self.buffer.clear()
        super().set_mode(*modes, **kwargs)

    def reset_mode(self, *modes: int, **kwargs: Any) -> None:
        if 1049 in modes and self._main is not None:
            lines, self.cursor = self._main
            self._main = None
            self.buffer.clear()
            self.buffer.update(lines)
        super().reset_mode(*modes, **kwargs)


class Session:
    """Runs a command on a pseudo-terminal of its own and plays the terminal."""

    def __init__(
        self,
        command: Sequence[str],
        environ: Mapping[str, str],
        *,
        columns: int = 80,
        lines: int = 24,
    ) -> None:
        self.received = b""
        self.screen = Screen(columns, lines)
        self._stream = pyte.ByteStream(self.screen)
        self.status: int | None = None
        self.pid, self.master = pty.fork()
        if self.pid == 0:
            os.execvpe(command[0], list(command), dict(environ))
        self.resize(columns, lines)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if self.status is None:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.pid, signal.SIGKILL)
            self.wait()
        self.hang_up()

    def resize(self, columns: int, lines: int) -> None:
        """Tell the terminal's size, as a window does."""
        fcntl.ioctl(self.master, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
        self.screen.resize(lines, columns)

    def type(self, keys: str) -> None:
        os.write(self.master, keys.encode())

    def signal(self, number: signal.Signals) -> None:
        os.kill(self.pid, number)

    def hang_up(self) -> None:
        """Close the terminal, as a lost connection does."""
        if self.master >= 0:
            os.close(self.master)
            self.master = -1

    def read(self, seconds: float = 0.05) -> bool:
        """Take in what comes within that time; False if nothing did."""
        if self.master < 0 or not select.select([self.master], [], [], seconds)[0]:
            return False
        try:
            data = os.read(self.master, 65536)
        except OSError:
            return False
        self.received += data
        self.draw(data)
        return bool(data)

    def draw(self, data: bytes) -> None:
        """Put on the screen what a program wrote."""
        # pyte knows no DCS, nor the private forms of CSI u and CSI p, nor DECRQM's dollar.
        shown = _TO_TMUX.sub(b"", data)
        self._stream.feed(re.sub(rb"\x1b\[[<>?][0-9;]*\$?[pu]", b"", shown))

    def text(self) -> str:
        """What is on the screen, lines without their trailing blanks."""
        return "\n".join(line.rstrip() for line in self.screen.display)

    def wait_for(self, wanted: str, *, since: int = 0) -> None:
        """Wait until a text is on the screen, or fail saying what is there."""
        self.wait_until(lambda: len(self.received) >= since and wanted in self.text(), wanted)

    def wait_until(self, holds: Callable[[], bool], what: str) -> None:
        """Wait until something holds, reading meanwhile, or fail saying what is there."""
        end = time.monotonic() + LONG_ENOUGH
        while not holds():
            self.read()
            if time.monotonic() > end:
                msg = f"{what!r} did not come; the screen:\n{self.text()}\n{self.received[-600:]!r}"
                raise AssertionError(msg)

    def wait(self, *, reading: bool = True) -> int:
        """Wait for the end and return the exit code, negative for a signal."""
        end = time.monotonic() + LONG_ENOUGH
        while self.status is None:
            if not (reading and self.read(0.02)):
                time.sleep(0.01)
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                self.status = os.waitstatus_to_exitcode(status)
            elif time.monotonic() > end:
                raise AssertionError(f"it did not end; the screen:\n{self.text()}")
        while reading and self.read(0.02):
            pass
        return self.status

    def settings(self) -> list[object]:
        """The terminal's settings (echo, line editing, signals)."""
        return list(termios.tcgetattr(self.master))

    def modes_left_on(self) -> set[str]:
        """The private modes that were switched on and not off again, the cursor if it is hidden,
        and the kitty keyboard if it was not popped."""
        on: set[str] = set()
        for numbers, switch in _MODE.findall(self.received):
            for number in numbers.decode().split(";"):
                # Wrapping and the cursor are on in a terminal that nothing has touched.
                normal_is_on = number in ("7", "25")
                if (switch == b"h") == normal_is_on:
                    on.discard(number)
                else:
                    on.add(number)
        depth = 0
        for way, _ in _KITTY.findall(self.received):
            depth = depth + 1 if way == b">" else max(depth - 1, 0)
        return on | ({"kitty keyboard"} if depth else set())
