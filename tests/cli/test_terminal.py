"""What a command writes does nothing to a terminal, and a file or pipe gets it as it is."""

from pathlib import Path

from tests.desk import PIPEBOARD, Desk
from tests.pty_session import Session

TITLE = "Acme \x1b]0;owned\x07 \x9b31mred"


def test_csv_is_cleaned_for_a_terminal_only(tmp_path: Path) -> None:
    """Escape codes in a title stay in the export, but never reach a terminal raw."""
    desk = Desk(tmp_path / "pipeboard.db")
    (tmp_path / "deals.csv").write_text(f"title,value\n{TITLE},5\n", encoding="utf-8")
    desk.run("import", str(tmp_path / "deals.csv"))
    piped = desk.run("export")
    assert TITLE in piped
    with Session([*PIPEBOARD, "export"], desk.environ, columns=200, lines=40) as session:
        assert session.wait() == 0
        assert b"Acme ]0;owned 31mred" in session.received
        for code in (b"\x1b", b"\x07", b"\xc2\x9b"):
            assert code not in session.received


def test_the_path_of_a_backup_is_cleaned_for_a_terminal_only(tmp_path: Path) -> None:
    """A program gets the path by which the file is found."""
    desk = Desk(tmp_path / "pipeboard.db")
    desk.run("add", "Alpha 1k")
    first, second = tmp_path / "one\x1b[31m.db", tmp_path / "two\x1b[31m.db"
    assert desk.run("backup", str(first)) == f"{first}\n"
    assert first.exists()
    with Session([*PIPEBOARD, "backup", str(second)], desk.environ, columns=200) as session:
        assert session.wait() == 0
        assert b"two[31m.db" in session.received
        assert b"\x1b" not in session.received
    assert second.exists()
