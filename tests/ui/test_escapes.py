"""The escape byte: a key of its own, alt, or the beginning of a sequence."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.events import Key

from pipeboard.ui.escapes import EscapeReader

SEQUENCES = (
    "\x1b[A",
    "\x1b[1;5C",
    "\x1b[<0;12;3M",
    "\x1b[?2026;1$y",
    "\x1bOP",
    "\x1b[[A",
    "\x1b\x7f",
)


def read(*pieces: str, end: bool = True) -> list[str]:
    """The codes as they stand, and the names of keys after a colon."""
    reader = EscapeReader()
    found: list[str | Key] = []
    for piece in pieces:
        found += reader.feed(piece)
    if end:
        found += reader.give_up()
    return [f":{part.key}" if isinstance(part, Key) else part for part in found]


@pytest.mark.parametrize(
    ("codes", "keys"),
    [
        ("\x1b", [":escape"]),
        ("\x1b\x1b", [":escape", ":escape"]),
        ("\x1bj", [":alt+j"]),
        ("\x1bN", [":alt+shift+n"]),
        ("\x1b5", [":alt+5"]),
        ("\x1b?", [":alt+question_mark"]),
        ("\x1b ", [":alt+space"]),
        ("\x1b[", [":alt+left_square_bracket"]),
        ("\x1bOx", ["\x1bOx"]),
        ("\x1bOe", [":alt+shift+o", "e"]),
        ("\x1b\r", [":alt+enter"]),
        ("\x1b\x13", [":escape", "\x13"]),
        ("\x1b\x1b[A", [":escape", "\x1b[A"]),
        ("x\x1bn" + "title " * 9, ["x", ":alt+n", "title " * 9]),
    ],
)
def test_what_follows_an_escape_byte_is_not_lost(codes: str, keys: list[str]) -> None:
    """Esc and a key after it are two keys or one with alt, whatever the key and its burst."""
    assert read(codes) == keys


@pytest.mark.parametrize("sequence", SEQUENCES)
def test_sequences_stay_whole(sequence: str) -> None:
    """Wherever one is cut in two it comes out whole, and nothing waits after it."""
    for cut in range(len(sequence) + 1):
        assert read(sequence[:cut], sequence[cut:], end=False) == [sequence]


@given(
    st.lists(st.sampled_from((*SEQUENCES, "a", "N", "é", "\x1b", "\r", " ")), max_size=12),
    st.data(),
)
def test_nothing_is_lost_or_made_up(typed: list[str], data: st.DataObject) -> None:
    """However the bytes come in pieces, the same keys come out."""
    codes = "".join(typed)
    cuts = sorted(data.draw(st.lists(st.integers(0, len(codes)), max_size=4)))
    pieces = [codes[a:b] for a, b in zip([0, *cuts], [*cuts, len(codes)], strict=True)]
    assert "".join(read(*pieces)) == "".join(read(codes))
