"""Tables: what they do where there is room, where there is none, and in a pipe."""

import pytest

from pipeboard.cli import output, tables
from pipeboard.cli.tables import Cell, Column, Row, put_table

COLUMNS = (
    Column("id", right=True),
    Column("title", least=10),
    Column("value", right=True),
    Column("note", least=10),
)
ROWS = [
    ("1", "Acme renewal for all of the branches", "12,000.00 EUR", "call them again"),
    ("22", "更新 of the contract with Acme", "900.00 EUR", ""),
]


@pytest.fixture
def room(monkeypatch: pytest.MonkeyPatch) -> list[int | None]:
    """The width of the terminal; None is a pipe."""
    width: list[int | None] = [None]
    monkeypatch.setattr(tables, "terminal_width", lambda: width[0])
    return width


def test_in_a_pipe_nothing_is_cut(
    room: list[int | None], capsys: pytest.CaptureFixture[str]
) -> None:
    """Columns stand under each other; wide characters count as two."""
    put_table(COLUMNS, ROWS)
    lines = capsys.readouterr().out.splitlines()
    assert lines == [
        "id  title                                         value  note",
        " 1  Acme renewal for all of the branches  12,000.00 EUR  call them again",
        "22  更新 of the contract with Acme           900.00 EUR",
    ]


@pytest.mark.parametrize("cells", [40, 50, 60, 71, 72, 100])
def test_on_a_terminal_every_row_fits(
    room: list[int | None], capsys: pytest.CaptureFixture[str], cells: int
) -> None:
    """Only what may be cut is cut, down to its least."""
    room[0] = cells
    put_table(COLUMNS, ROWS)
    head, first, second = capsys.readouterr().out.splitlines()
    for line in (head, first, second):
        assert output.width(line) <= max(cells, 41)
    assert "12,000.00 EUR" in first
    assert ("…" in first) == (cells < 72)


def test_a_very_long_cell_pushes_no_other_row(
    room: list[int | None], capsys: pytest.CaptureFixture[str]
) -> None:
    """In a pipe it only makes its own line long."""
    put_table(COLUMNS, [("1", "x" * 5000, "1", ""), ("2", "short", "2", "")])
    lines = capsys.readouterr().out.splitlines()
    assert len(lines[1]) > 5000
    assert len(lines[2]) < 40


def test_columns_without_anything_are_left_out(
    room: list[int | None], capsys: pytest.CaptureFixture[str]
) -> None:
    """And without rows nothing is written at all."""
    put_table(COLUMNS, [("1", "Acme", "", "")])
    put_table(COLUMNS, [])
    assert capsys.readouterr().out == "id  title\n 1  Acme\n"


def test_a_last_column_that_wraps(
    room: list[int | None], capsys: pytest.CaptureFixture[str]
) -> None:
    """Its cells go on below themselves."""
    room[0] = 20
    put_table(
        (Column("key"), Column("help", least=8, wraps=True)), [("enter", "Open the deal here")]
    )
    assert capsys.readouterr().out.splitlines() == [
        "key    help",
        "enter  Open the deal",
        "       here",
    ]


def test_colours_do_not_count(
    room: list[int | None], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """They change no width, and NO_COLOR leaves them out."""
    room[0] = 80
    columns = (Column("a"), Column("b"))
    rows: list[Row] = [(Cell("late", "red"), "x"), ("on time", "y")]
    monkeypatch.setattr(output, "colour_wanted", lambda: True)
    put_table(columns, rows, heading=False)
    assert capsys.readouterr().out == "\x1b[31mlate\x1b[0m     x\non time  y\n"
    monkeypatch.undo()
    monkeypatch.setenv("NO_COLOR", "1")
    assert output.colour_wanted() is False


def test_control_characters_are_not_written(
    room: list[int | None], capsys: pytest.CaptureFixture[str]
) -> None:
    """A cell is one line, whatever was typed."""
    put_table((Column("a"), Column("b")), [("x\n\x1b[2Jy", "z\x9b")])
    assert capsys.readouterr().out == "a       b\nx [2Jy  z\n"
