"""The real board ends in time and says what is lost, whatever holds it."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import psycopg
import pytest

from tests.desk import Desk
from tests.postgres import Server
from tests.pty_session import Session

IN_TIME = 2.0


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A database with one deal in the first stage."""
    desk = Desk(tmp_path / "pipeboard.db")
    desk.run("add", "Alpha 1k")
    return desk


def ended(board: Session, code: int) -> str:
    """What stands on the terminal after the board has ended in time, with this code, clean."""
    begin = time.monotonic()
    assert board.wait() == code
    assert time.monotonic() - begin < IN_TIME
    assert board.modes_left_on() == set()
    return board.text().strip()


@pytest.mark.parametrize("keys", ["qqq", "jk" * 50 + "q" + "jk" * 50, "q\x1b"])
def test_keys_after_q_mean_nothing(desk: Desk, keys: str) -> None:
    """A burst with q in it ends the board as q alone does."""
    with desk.board(shows="Alpha") as board:
        board.type(keys)
        assert ended(board, 0) == ""


def test_keys_that_wait_when_a_signal_comes_mean_nothing(desk: Desk) -> None:
    """A burst into a prompt is no error."""
    with desk.board(shows="Alpha") as board:
        board.type("n" + "abcdefgh " * 100)
        board.wait_for("New deal")
        board.signal(signal.SIGTERM)
        assert ended(board, 128 + signal.SIGTERM) == ""


def test_q_ends_it_while_another_program_holds_the_database(desk: Desk) -> None:
    """The wait is told before it and the change that may be lost after it."""
    with (
        closing(sqlite3.connect(desk.database, isolation_level=None)) as other,
        desk.board(shows="Alpha") as board,
    ):
        other.execute("BEGIN IMMEDIATE")
        board.type("L")
        board.wait_for("waiting for the database; q quits without waiting")
        board.type("q")
        says = "pipeboard: the database did not answer; the last change may not be saved"
        assert ended(board, 0) == says


@pytest.mark.parametrize("how", ["q", "SIGTERM"])
def test_a_server_that_stalls_does_not_hold_it(
    postgres_server: Server, tmp_path: Path, how: str
) -> None:
    """The thread that waits for an answer is left behind; nothing was being written."""
    name = f"stalls_{how.lower()}"
    postgres_server.create(name)
    url = postgres_server.url(name)
    desk = Desk(tmp_path / "unused")
    environ = {**desk.environ, "PIPEBOARD_DATABASE": url}
    pipeboard = [sys.executable, "-m", "pipeboard"]
    subprocess.run([*pipeboard, "add", "Alpha 1k"], env=environ, check=True, capture_output=True)
    stalled: list[int] = []
    with Session(pipeboard, environ, columns=120, lines=40) as board:
        board.wait_for("Alpha")
        try:
            stalled = stall(url)
            until = time.monotonic() + 0.7  # longer than the feed rests, so that it waits by then
            board.wait_until(lambda: time.monotonic() > until, "time")
            if how == "q":
                board.type("q")
            else:
                board.signal(signal.SIGTERM)
            assert ended(board, 0 if how == "q" else 128 + signal.SIGTERM) == ""
        finally:
            for process in stalled:
                os.kill(process, signal.SIGCONT)
    postgres_server.drop(name)


def stall(url: str) -> list[int]:
    """Stops the server's processes for everybody else on a database; returns which."""
    with psycopg.connect(url.replace("+psycopg", "")) as connection:
        query = (
            "SELECT pid FROM pg_stat_activity WHERE datname = current_database()"
            " AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
        )
        found = [row[0] for row in connection.execute(query)]
    for process in found:
        os.kill(process, signal.SIGSTOP)
    return found


def test_a_database_that_is_replaced_is_told(desk: Desk) -> None:
    """By itself, before anything is lost; nothing more is written."""
    with desk.board(shows="Alpha") as board:
        desk.database.unlink()
        board.wait_for("was removed while it was open; nothing is written")
        board.type("L")
        board.type("q")
        assert ended(board, 0) == ""
    assert not desk.database.exists()
