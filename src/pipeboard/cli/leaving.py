"""How a process ends when a signal asks for it, or while a thread waits for the database.

The board has handlers of its own while it is there (``ui.lifecycle``); this is for the time before
and after it, and for the commands.
"""

import contextlib
import os
import signal
import sys
import threading
import time
from types import FrameType
from typing import NoReturn

MOST_SECONDS = 1.7
"""After this long the process ends, whatever still holds it."""

_LATER = 0.02
"""Seconds after which a signal that came during an import is looked at again."""

_THREAD_SECONDS = 0.1


def leave_on_signals() -> None:
    """Have the signals that ask a process to end raise SystemExit with 128 and their number.

    Not within an import, though, where what is raised can get lost or be taken for a mistake in a
    module: then it waits until that is over.
    """
    begun: list[float] = []

    def leave(number: int, frame: FrameType | None) -> None:
        now = time.monotonic()
        begun.append(now)
        left = MOST_SECONDS - (now - begun[0])
        if left <= 0:
            os._exit(128 + number)
        if not _importing(frame):
            _again(number, left)
            sys.exit(128 + number)
        _again(number, min(left, _LATER))

    for ending in (signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT, signal.SIGINT):
        if signal.getsignal(ending) is signal.SIG_DFL:  # not ignored, as under nohup
            signal.signal(ending, leave)


def end(code: int) -> NoReturn:
    """End the process, without the threads that still wait for a database."""
    for thread in threading.enumerate():
        if thread is not threading.current_thread() and not thread.daemon:
            thread.join(_THREAD_SECONDS)
            if thread.is_alive():
                _flush()
                os._exit(code)
    sys.exit(code)


def _flush() -> None:
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(OSError, ValueError, AttributeError):
            stream.flush()


def _again(number: int, seconds: float) -> None:
    signal.signal(signal.SIGALRM, lambda *_: signal.raise_signal(number))
    signal.setitimer(signal.ITIMER_REAL, seconds)


def _importing(frame: FrameType | None) -> bool:
    while frame is not None:
        if frame.f_code.co_filename.startswith("<frozen importlib"):
            return True
        frame = frame.f_back
    return False
