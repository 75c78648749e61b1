"""A program on a pseudo-terminal, measured from outside."""

import os
import re
import select
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from tests.pty_session import Session

COLUMNS, LINES = 120, 40
GIVEN_UP = 60.0

_QUERY = re.compile(rb"\x1b\[\?(\d+)\$p")
_KNOWN = (b"2026", b"2048")
"""Modes of modern terminals: a frame is held back until it is whole, a new size is told as a key."""
_TELLS_SIZE = b"\x1b[?2048h"

Answer = list[tuple[float, bytes]]
"""What a program wrote until it was quiet, each with the seconds after which it came."""


class Meter(Session):
    """Plays a modern terminal. What comes is only stamped with the time while it comes, and drawn,
    to see when a text was on the screen, afterwards.
    """

    def __init__(self, command: Sequence[str], environ: Mapping[str, str]) -> None:
        self._began = time.perf_counter()
        terminal = {**environ, "TERM": "xterm-256color", "COLORTERM": "truecolor"}
        super().__init__(command, terminal, columns=COLUMNS, lines=LINES)

    def started(self, shown: str) -> float:
        """Waits until a text is on the screen; returns the seconds since the start."""
        while answer := self.collect(0.4, GIVEN_UP, since=self._began):
            for seconds, data in answer:
                self.draw(data)
                if shown in self.text():
                    return seconds
        raise RuntimeError(f"{shown!r} never came; the screen:\n{self.text()}")

    def press(self, key: str) -> Answer:
        """Types a key and returns what it causes."""
        began = time.perf_counter()
        self.type(key)
        return self.collect(0.08, 1.0, since=began)

    def until_gone(self, shown: str, key: str) -> float:
        """Types a key that brings a text; returns the seconds until that has gone again."""
        began = time.perf_counter()
        self.type(key)
        there = False
        while answer := self.collect(0.3, GIVEN_UP, since=began):
            for seconds, data in answer:
                self.draw(data)
                if shown in self.text():
                    there = True
                elif there:
                    return seconds
        raise RuntimeError(f"{shown!r} stayed, or never came; the screen:\n{self.text()}")

    def collect(self, quiet: float, first: float, since: float = 0.0) -> Answer:
        """Reads until nothing comes for ``quiet`` seconds, or for ``first`` at the begin."""
        answer: Answer = []
        while select.select([self.master], [], [], quiet if answer else first)[0]:
            at = time.perf_counter() - since
            answer.append((at, os.read(self.master, 1 << 20)))
            for mode in _QUERY.findall(answer[-1][1]):
                self.type(f"\x1b[?{mode.decode()};{2 if mode in _KNOWN else 0}$y")
            if _TELLS_SIZE in answer[-1][1]:
                self.type(f"\x1b[48;{LINES};{COLUMNS};{20 * LINES};{10 * COLUMNS}t")
        return answer

    def processor_seconds(self) -> float:
        """Returns what the process has used of the processor, in it and in the kernel."""
        return time.clock_gettime(~self.pid << 3 | 2)  # the clock of a process, as Linux numbers it

    def resident_mib(self) -> float:
        """Returns the memory that the process has in use."""
        status = Path(f"/proc/{self.pid}/status").read_text()
        return int(status.partition("VmRSS:")[2].split()[0]) / 1024
