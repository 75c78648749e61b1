"""Writes to the terminal from a thread of its own, so that a slow line never stops the app."""

import os
import select
import threading
import time
from collections.abc import Callable

MOST_WAITING = 512 * 1024
"""Bytes that may wait; beyond, the terminal is so far behind that only a new picture helps."""

_PIECE = 4096
_PAUSE = 0.005
_SYNC_OFF = b"\x1b[?2026l"


class Output(threading.Thread):
    """A queue of bytes for a terminal. Its callbacks run in this thread."""

    def __init__(
        self, fileno: int, *, on_lost: Callable[[], None], on_behind: Callable[[], None]
    ) -> None:
        """`on_lost` is called once when the terminal is gone, `on_behind` after output was dropped
        and the terminal has caught up, so that everything must be drawn again.
        """
        super().__init__(name="terminal-output", daemon=True)
        self._fileno = fileno
        self._on_lost = on_lost
        self._on_behind = on_behind
        self._changed = threading.Condition()
        self._waiting: list[bytes] = []
        self._size = 0
        self._dropped = False
        self._closing = False
        self._writing = False
        self._lost = False

    def put(self, data: bytes) -> None:
        """Queue bytes; never blocks."""
        with self._changed:
            if self._lost:
                return
            if self._size > MOST_WAITING:
                self._waiting = [_SYNC_OFF]
                self._size = 0
                self._dropped = True
            if not self._dropped:
                self._waiting.append(data)
                self._size += len(data)
            self._changed.notify_all()

    def drain(self, seconds: float) -> bool:
        """Wait until everything is written; False if it was not within that time."""
        end = time.monotonic() + seconds
        with self._changed:
            while (self._waiting or self._writing) and not self._lost:
                left = end - time.monotonic()
                if left <= 0 or not self._changed.wait(left):
                    return not (self._waiting or self._writing)
        return True

    def close(self) -> None:
        """Write nothing more but the piece that is being written."""
        with self._changed:
            self._closing = True
            self._waiting.clear()
            self._changed.notify_all()

    def run(self) -> None:
        """Write what is queued until closed or the terminal is gone."""
        while data := self._next():
            gone = not self._write(data)
            with self._changed:
                self._writing = False
                caught_up = self._dropped and not self._waiting
                self._dropped = self._dropped and not caught_up
                if gone:
                    self._lost = True
                    self._waiting.clear()
                self._changed.notify_all()
            if gone:
                self._on_lost()
                return
            if caught_up:
                self._on_behind()

    def _next(self) -> bytes:
        """Wait for something to write and return all there is; nothing once closed."""
        with self._changed:
            while not self._waiting and not self._closing:
                self._changed.wait()
            data = b"".join(self._waiting)
            self._waiting.clear()
            self._size = 0
            self._writing = bool(data)
            return data

    def _write(self, data: bytes) -> bool:
        """Write in pieces, so that closing need wait for one only; False if the terminal is gone."""
        return all(
            write_all(self._fileno, data[start : start + _PIECE])
            for start in range(0, len(data), _PIECE)
            if not self._closing
        )


def write_within(fileno: int, data: bytes, seconds: float) -> bool:
    """Write all of the bytes if the terminal takes them in that time; False if it does not."""
    view = memoryview(data)
    end = time.monotonic() + seconds
    try:
        blocking = os.get_blocking(fileno)
        os.set_blocking(fileno, False)
        try:
            while view:
                try:
                    view = view[os.write(fileno, view) :]
                except BlockingIOError:
                    if time.monotonic() > end:
                        return False
                    time.sleep(_PAUSE)
        finally:
            os.set_blocking(fileno, blocking)
    except OSError:
        return False
    return True


def write_all(fileno: int, data: bytes) -> bool:
    """Write all of the bytes, waiting where need be; False if the terminal is gone."""
    view = memoryview(data)
    while view:
        try:
            view = view[os.write(fileno, view) :]
        except BlockingIOError:
            select.select([], [fileno], [])
        except OSError:
            return False
    return True
