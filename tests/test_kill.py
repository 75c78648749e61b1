"""SIGKILL between keystrokes: what the screen said was done is done, and the database is whole."""

import signal
from pathlib import Path

import pytest

from tests.desk import Desk, on_cursor
from tests.pty_session import Session

STAGES = [
    "Lead Generation",
    "Prospecting",
    "Lead Qualification",
    "Initial Contact",
    "Proposal",
    "Negotiation and Closing",
]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A database with one deal in the first stage."""
    desk = Desk(tmp_path / "pipeboard.db")
    desk.run("add", "Alpha 1k")
    return desk


def kill(board: Session) -> None:
    """Ends the process as a crash of the machine would, whatever it is at."""
    board.signal(signal.SIGKILL)
    assert board.wait() == -signal.SIGKILL


@pytest.mark.parametrize("shown", [1, 2, 4])
def test_moves_that_were_shown_are_there(desk: Desk, shown: int) -> None:
    """Killed with another move under way: at least the moves that the screen told of are kept,
    the one under way is whole or not there, and the history takes them back one by one."""
    with desk.board(shows="Alpha") as board:
        for stage in STAGES[1 : shown + 1]:
            board.type("L")
            board.wait_for(f"to {stage}")
        board.type("L")
        kill(board)
    reached = STAGES.index(desk.stages()["Alpha"])
    assert reached in (shown, shown + 1)
    desk.run("check")
    for _ in range(reached):
        desk.run("undo")
    assert desk.stages()["Alpha"] == STAGES[0]


def test_a_deal_that_was_shown_is_there(desk: Desk) -> None:
    """A deal is on the board only when it is in the database, with its follow-up."""
    with desk.board(shows="Alpha") as board:
        board.type("nBeta 2k call tomorrow\r")
        board.wait_for(on_cursor("Beta"))
        kill(board)
    beta = desk.deals()["Beta"]
    assert (beta["value"], beta["next_step"]["type"]) == ("2000.00", "call")
    desk.run("check")


def test_a_burst_of_keys_leaves_whole_steps(desk: Desk) -> None:
    """Killed in the middle of many changes: each is there whole or not at all."""
    with desk.board(shows="Alpha") as board:
        board.type("LLLHLHLH" * 10)
        board.wait_for("Moved Alpha")
        kill(board)
    desk.run("check")
    assert desk.stages()["Alpha"] in STAGES


def test_a_text_being_typed_is_offered_again(desk: Desk) -> None:
    """The line of a deal that was not entered yet is offered at the next start."""
    with desk.board(shows="Alpha") as board:
        board.type("nGamma 3k")
        board.wait_for("3,000.00 EUR")
        board.wait_until(lambda: _kept(desk), "the text on disk")
        kill(board)
    assert "Gamma" not in desk.deals()
    desk.run("check")
    with desk.board(shows="Alpha") as board:
        board.wait_for("unfinished from before: a new deal (n)")
        board.type("n")
        board.wait_for("Gamma 3k")
        board.type("\r")
        board.wait_for("3,000.00 EUR")
        board.type("\r")
        board.wait_for(on_cursor("Gamma"))
    assert desk.deals()["Gamma"]["value"] == "3000.00"


def _kept(desk: Desk) -> bool:
    """Whether the text is in the database's files yet."""
    files = [desk.database, desk.database.with_name(f"{desk.database.name}-wal")]
    return any(b"Gamma 3k" in file.read_bytes() for file in files if file.exists())
