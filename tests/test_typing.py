"""Keys as a terminal sends them: several in one packet mean what they mean one by one."""

from pathlib import Path

from tests.desk import Desk, on_cursor


def test_esc_and_what_follows_it_in_one_packet(tmp_path: Path) -> None:
    """Esc leaves the prompt, and the keys after it are for the board and for the next prompt."""
    desk = Desk(tmp_path / "pipeboard.db")
    desk.run("add", "Alpha 1k")
    with desk.board(shows="Alpha") as board:
        board.type("nBeta\x1bNa note that is longer than any escape sequence\r")
        board.wait_for("Noted")
        board.type("\x1bnBeta 2k\r")
        board.wait_for(on_cursor("Beta"))
        board.type("N\x1b\x1b[200~n pasted\x1b[201~")
        board.wait_for("nothing is being typed here")
    assert "a note that is longer than any escape sequence" in desk.run("show", "Alpha")
    assert set(desk.deals()) == {"Alpha", "Beta"}
