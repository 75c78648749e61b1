"""A stage typed in one line."""

import pytest

from pipeboard.domain.stageline import read_stage_line, told_days
from pipeboard.errors import BadInput


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("Discovery", ("Discovery", None, None)),
        ("Discovery 40% 14d", ("Discovery", 40, 14)),
        ("14 days Demo or Meeting 75 %", ("Demo or Meeting", 75, 14)),
        ("  Day 2  follow-up 0% ", ("Day 2 follow-up", 0, None)),
        ("Top 10 accounts 7D", ("Top 10 accounts", None, 7)),
        ("100%sure", ("100%sure", None, None)),
        ("Late 101%", ("Late", 101, None)),
        ('"Top 10%" 40%', ("Top 10%", 40, None)),
        ("30% “7 days” late 5d", ("7 days late", 30, 5)),
    ],
)
def test_a_line_is_read(text: str, read: tuple[str, int | None, int | None]) -> None:
    """Percents are the probability, days the time until it is stale, the rest is the name."""
    found = read_stage_line(text)
    assert (found.name, found.probability, found.stale_after) == read


def test_the_pieces_are_those_of_the_text() -> None:
    """What was read as a number is told apart from the name."""
    text = "Discovery 40% 14d"
    pieces = read_stage_line(text).pieces
    assert [text[piece.start : piece.end] for piece in pieces] == ["40%", "14d"]


@pytest.mark.parametrize("text", ["40% 14d", "", "  "])
def test_a_name_is_needed(text: str) -> None:
    """Numbers alone are no stage."""
    with pytest.raises(BadInput, match="a name is needed, such as: Discovery 40% 14d"):
        read_stage_line(text)


def test_days_are_told() -> None:
    """No days are never, and one is not several."""
    assert [told_days(days) for days in (0, 1, 14)] == ["never", "1 day", "14 days"]
