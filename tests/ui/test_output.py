"""Output to a terminal that is slow, stuck or gone."""

import os
import select
import threading
from collections.abc import Iterator

import pytest

from pipeboard.ui.output import MOST_WAITING, Output, write_within

LONG_ENOUGH = 20.0


class Line:
    """A pipe in place of a terminal, and what the output said of it."""

    def __init__(self) -> None:
        self.far, self.near = os.pipe()
        self.lost = threading.Event()
        self.behind = threading.Event()
        self.output = Output(self.near, on_lost=self.lost.set, on_behind=self.behind.set)
        self.output.start()

    def read_all(self) -> bytes:
        """What arrives until nothing more comes."""
        data = b""
        while select.select([self.far], [], [], 0.2)[0]:
            data += os.read(self.far, 65536)
        return data

    def hang_up(self) -> None:
        if self.far >= 0:
            os.close(self.far)
            self.far = -1


@pytest.fixture
def line() -> Iterator[Line]:
    line = Line()
    yield line
    line.output.close()
    line.hang_up()
    line.output.join(LONG_ENOUGH)
    os.close(line.near)


def test_everything_arrives_in_order(line: Line) -> None:
    """In as many pieces as it was queued."""
    pieces = [f"{number} ".encode() for number in range(500)]
    for piece in pieces:
        line.output.put(piece)
    assert line.output.drain(LONG_ENOUGH)
    assert line.read_all() == b"".join(pieces)


def test_draining_gives_up_on_a_line_that_takes_nothing(line: Line) -> None:
    """So that the app can end."""
    line.output.put(b"x" * 200_000)
    assert not line.output.drain(0.05)


def test_a_line_that_is_far_behind_gets_a_new_picture(line: Line) -> None:
    """What has waited too long is not worth sending; what comes after it makes no sense alone."""
    line.output.put(b"a" * 100_000)
    assert select.select([line.far], [], [], LONG_ENOUGH)[0]  # it is being written
    for _ in range(MOST_WAITING // 50_000 + 2):
        line.output.put(b"\x1b[?2026h" + b"b" * 50_000)
    line.output.put(b"c")
    received = line.read_all()
    assert line.behind.wait(LONG_ENOUGH)
    assert received == b"a" * 100_000 + b"\x1b[?2026l"
    line.output.put(b"new")
    assert line.read_all() == b"new"


def test_a_line_that_is_gone_is_told_once(line: Line) -> None:
    """And what is still put there goes nowhere, without waiting."""
    line.hang_up()
    line.output.put(b"x")
    assert line.lost.wait(LONG_ENOUGH)
    line.output.put(b"y")
    assert line.output.drain(0)
    line.output.join(LONG_ENOUGH)
    assert not line.output.is_alive()


def test_a_terminal_that_takes_nothing_is_given_up() -> None:
    """The last words are written if there is room for them, and the file blocks as before."""
    reading, writing = os.pipe()
    try:
        assert write_within(writing, b"bye", 0.05)
        assert not write_within(writing, b"x" * 1_000_000, 0.05)
        assert os.get_blocking(writing)
        assert os.read(reading, 3) == b"bye"
    finally:
        os.close(reading)
        os.close(writing)
