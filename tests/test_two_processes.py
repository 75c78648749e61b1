"""Two real processes on one SQLite file: each sees what the other does, and neither overwrites it."""

import json
import subprocess
from pathlib import Path

import pytest

from tests.desk import PIPEBOARD, Desk, column_of, on_cursor
from tests.pty_session import Session


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A database with two deals in the first stage, "Beta" on top of "Alpha"."""
    desk = Desk(tmp_path / "pipeboard.db")
    desk.run("add", "Alpha 1k")
    desk.run("add", "Beta 2k")
    return desk


def heads(board: Session) -> list[str]:
    """Returns the names of the stages with their counts and sums, as a board shows them."""
    return board.text().splitlines()[1:3]


def test_the_board_shows_what_a_command_did(desk: Desk) -> None:
    """A deal added by a command appears without a key; the cursor stays on its deal."""
    with desk.board(shows="Alpha") as board:
        assert on_cursor("Beta") in board.text()
        desk.run("add", "Gamma 3k")
        board.wait_for("Gamma")
        assert on_cursor("Beta") in board.text()


def test_the_cursor_goes_where_its_deal_is_moved(desk: Desk) -> None:
    """A command that moves the deal under the cursor takes the cursor with it."""
    with desk.board(shows="Alpha") as board:
        before = column_of(board, "Beta")
        desk.run("move", "Beta", "Proposal")
        board.wait_until(lambda: column_of(board, "Beta") not in (None, before), "Beta moved")
        board.wait_for(on_cursor("Beta"))
        board.type("L")
        board.wait_for("Negotiation and Closing")
        board.wait_until(
            lambda: desk.stages()["Beta"] == "Negotiation and Closing", "the move of Beta"
        )
    assert desk.stages()["Alpha"] == "Lead Generation"


def test_a_command_sees_what_the_board_did(desk: Desk) -> None:
    """What the board says it did is in the database for the next process that looks."""
    with desk.board(shows="Alpha") as board:
        board.type("L")
        board.wait_for("Moved Beta")
        assert desk.stages() == {"Alpha": "Lead Generation", "Beta": "Prospecting"}


def test_a_form_does_not_overwrite_what_a_command_changed(desk: Desk) -> None:
    """The value was changed while the form was open: that is told, what was typed stays in the
    form, and the database keeps the other's value."""
    with desk.board(shows="Alpha") as board:
        board.type("e")
        board.wait_for("2000.00")
        desk.run("edit", "Beta", "value=9k")
        board.type("\t\x15" + "7k")
        board.wait_for("7k")
        board.type("\r")
        board.wait_for("changed")
        assert "7k" in board.text()
        assert desk.deals()["Beta"]["value"] == "9000.00"


def test_two_boards_show_each_others_moves(desk: Desk) -> None:
    """A move in one window shows in the other, and the figures of both agree."""
    with (
        desk.board("--as", "ann", shows="Alpha") as ann,
        desk.board("--as", "bo", shows="Alpha") as bo,
    ):
        before = column_of(bo, "Beta")
        ann.type("L")
        bo.wait_until(lambda: column_of(bo, "Beta") not in (None, before), "Beta moved")
        ann.wait_for("Moved Beta")
        assert heads(bo) == heads(ann)


def test_an_undo_that_others_work_forbids_is_told(desk: Desk) -> None:
    """Ann moves a deal and Bo moves it on: ann's undo says that it clashes and writes nothing."""
    with (
        desk.board("--as", "ann", shows="Alpha") as ann,
        desk.board("--as", "bo", shows="Alpha") as bo,
    ):
        before = column_of(bo, "Beta")
        ann.type("L")
        bo.wait_until(lambda: column_of(bo, "Beta") not in (None, before), "Beta moved")
        bo.wait_for(on_cursor("Beta"))
        bo.type("L")
        bo.wait_for("Moved Beta")
        assert desk.stages()["Beta"] == "Lead Qualification"
        ann.wait_until(lambda: column_of(ann, "Beta") == column_of(bo, "Beta"), "bo's move")
        ann.type("u")
        ann.wait_for("bo")
    assert desk.stages()["Beta"] == "Lead Qualification"


def test_neither_loses_a_change_when_both_write_at_once(desk: Desk) -> None:
    """A board that moves a deal to and fro while commands add others: everything is there after."""
    with desk.board(shows="Alpha") as board:
        for number in range(5):
            board.type("LH")
            desk.run("add", f"Deal {number} 1k")
            board.read()
        board.type("L")
        board.wait_until(lambda: desk.stages()["Beta"] == "Prospecting", "the last move")
        board.wait_for("Deal 4")
    assert {f"Deal {number}" for number in range(5)} < set(desk.deals())
    desk.run("check")


def test_two_commands_at_once_bring_a_deal_back_once(desk: Desk) -> None:
    """Several commands open the database on the day: the history has one return, by pipeboard."""
    desk.run("nurture", "Alpha", "--until", "3 months")
    later = {**desk.environ, "PIPEBOARD_NOW": "2027-02-24T08:00"}
    running = [
        subprocess.Popen([*PIPEBOARD, "due"], env=later, stdout=subprocess.PIPE, text=True)
        for _ in range(3)
    ]
    assert {"Alpha" in process.communicate()[0] for process in running} == {True}
    assert {process.returncode for process in running} == {0}
    steps = json.loads(desk.run("history", "--json"))
    back = [step["actor"] for step in steps if step["title"] == "Alpha is back from nurture"]
    assert back == ["pipeboard"]


def test_a_board_says_what_another_process_brought_back(desk: Desk) -> None:
    """A command of a clock that is ahead brings a deal back: the open board shows it, and says so."""
    desk.run("nurture", "Alpha", "--until", "tomorrow")
    with desk.board(shows="Beta") as board:
        assert "Alpha" not in board.text()
        ahead = {**desk.environ, "PIPEBOARD_NOW": "2026-11-25T08:00"}
        subprocess.run([*PIPEBOARD, "due"], env=ahead, capture_output=True, check=True)
        board.wait_for("Alpha is back from nurture")
        board.wait_until(lambda: column_of(board, "Alpha") is not None, "the card of Alpha")
    assert desk.deals()["Alpha"]["status"] == "open"
