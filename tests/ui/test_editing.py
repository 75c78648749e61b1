"""Typing in a field: what keys do to its text and its cursor."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeboard.ui.editing import Editor, clusters, rows_of

KEYS = (
    *("left", "right", "up", "down", "home", "end", "ctrl+left", "ctrl+right"),
    *("backspace", "delete", "ctrl+w", "ctrl+u", "ctrl+k", "ctrl+y"),
)
TEXTS = st.text(st.sampled_from("ab c\n漢e\u0301ש🙂\u200dז,"), max_size=30)


def typed(text: str, *keys: str, lines: bool = False, width: int = 20) -> Editor:
    editor = Editor(text, lines=lines)
    for key in keys:
        editor.press(key, key if len(key) == 1 else None, width)
    return editor


@pytest.mark.parametrize(
    ("keys", "text", "cursor"),
    [
        (["x"], "one twox", 8),
        (["left", "x"], "one twxo", 7),
        (["home", "x"], "xone two", 1),
        (["ctrl+left", "x"], "one xtwo", 5),
        (["home", "ctrl+right", "x"], "one xtwo", 5),
        (["backspace"], "one tw", 6),
        (["home", "delete"], "ne two", 0),
        (["ctrl+w"], "one ", 4),
        (["ctrl+u"], "", 0),
        (["home", "ctrl+k"], "", 0),
        (["ctrl+w", "home", "ctrl+y"], "twoone ", 3),
    ],
)
def test_keys_edit_at_the_cursor(keys: list[str], text: str, cursor: int) -> None:
    """Each key changes the text where the cursor is, and leaves the cursor after it."""
    editor = typed("one two", *keys)
    assert (editor.text, editor.cursor) == (text, cursor)


def test_a_letter_and_its_marks_are_one() -> None:
    """The cursor never stands between a letter and its accent, and one key deletes both."""
    assert typed("ae\u0301", "left").cursor == 1
    assert typed("ae\u0301", "backspace").text == "a"


def test_control_characters_are_not_typed() -> None:
    """Escape bytes in what is pasted are dropped, tabs and line breaks become spaces."""
    editor = Editor()
    editor.insert("a\x1b[31mb\tc\nd\x07")
    assert "\x1b" not in editor.text
    assert "\x07" not in editor.text
    assert editor.text.startswith("a[31mb")
    assert editor.text.endswith("c d")


def test_joiners_are_typed_as_they_are_pasted() -> None:
    """What joins or parts letters has no width of its own, but is text."""
    assert typed("", "a", "\u200d", "b", "\u200c").text == "a\u200db\u200c"


@pytest.mark.parametrize("held", ["alt+", "ctrl+", "super+", "alt+shift+"])
def test_a_key_held_with_others_is_no_character(held: str) -> None:
    """Only shift may be held while something is typed."""
    editor = Editor("a")
    assert not editor.press(f"{held}x", "x", 20)
    assert editor.text == "a"
    assert editor.press("shift+x", "X", 20)


def test_a_note_keeps_its_lines() -> None:
    """Where lines are allowed, pasted line breaks stay, however they were written."""
    editor = Editor(lines=True)
    editor.insert("one\r\ntwo\rthree")
    assert editor.text == "one\ntwo\nthree"


def test_rows_break_after_spaces() -> None:
    """A row ends after a space where there is one, and in a word that is too long."""
    rows = rows_of("one two threefourfive", 8)
    assert ["".join(c.drawn for c in row.clusters) for row in rows] == [
        "one two ",
        "threefou",
        "rfive",
    ]


def test_up_and_down_keep_the_column() -> None:
    """Between rows the cursor keeps its column as far as the row goes."""
    editor = typed("long line\nab\nlong again", "up", lines=True, width=40)
    assert editor.place(40) == (1, 2)
    editor.press("up", None, 40)
    assert editor.place(40) == (0, 2)


@given(TEXTS, st.integers(4, 12))
def test_rows_hold_the_whole_text(text: str, width: int) -> None:
    """Broken into rows nothing is lost, and no row is wider than there is room."""
    rows = rows_of(text, width)
    shown = "".join(c.drawn for row in rows for c in row.clusters)
    assert shown == "".join(c.drawn for c in clusters(text))
    assert all(row.cells <= width for row in rows)


@given(TEXTS, st.lists(st.sampled_from((*KEYS, "x", "漢")), max_size=20), st.booleans())
def test_the_cursor_stays_between_clusters(text: str, keys: list[str], lines: bool) -> None:
    """Whatever is pressed, the cursor is at a place where it can be drawn."""
    editor = typed(text, *keys, lines=lines)
    places = {0, len(editor.text), *(c.start for c in clusters(editor.text))}
    assert editor.cursor in places
    row, column = editor.place(20)
    assert 0 <= column < 20
    assert row < len(editor.rows(20))
