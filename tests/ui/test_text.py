"""Text from people never breaks a column, in any terminal."""

import unicodedata

import pyte
import pytest
import wcwidth
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from pipeboard.ui.text import REPLACEMENT, clean, cut, cut_middle, fit, fit_right, pin, width

# Characters that have broken columns elsewhere, among any others.
TROUBLE = (
    "\u200d\u200b\u200e\u202e\u2066\u2069\ufe0f\ufe0e\u20e3\u0301\u0489\u0e33\u0e34\u093e\u094d"
    "\u1100\u1161\u11a8\u3164\uac00\u4e2d\U0001f468\U0001f3fd\U0001f1e9\U0001f1ea\u2764\u2630"
    "\x1b\x07\x9b\x00\t\n\x85\u2028\xad\ufeff\ud800\ue000\U0001d15e\U000e0041…~"
)
texts = st.text(st.sampled_from(TROUBLE) | st.characters(), max_size=40)
cells = st.integers(0, 30)


ROOM = "\u2007"


def bare(text: str) -> str:
    """The text without the room that is left for marks."""
    return text.replace(ROOM, "")


def drawn(text: str, columns: int = 80) -> pyte.Screen:
    """The screen of a terminal that shows the text."""
    screen = pyte.Screen(columns, 2)
    pyte.Stream(screen).feed(pin(text))
    return screen


@given(texts)
def test_cleaned_text_is_as_wide_as_anyone_measures(text: str) -> None:
    """Rich, each character by itself, and a terminal agree."""
    cleaned = clean(text)
    expected = sum(wcwidth.wcwidth(character) for character in cleaned)
    assert width(cleaned) == cell_len(cleaned) == expected
    assert all(wcwidth.wcwidth(character) >= 0 for character in cleaned)


@given(texts)
def test_cleaning_twice_changes_nothing(text: str) -> None:
    """So that it does not matter who cleaned it before."""
    assert clean(clean(text)) == clean(text)


@given(texts, cells)
def test_fitted_text_fills_its_column(text: str, room: int) -> None:
    """Exactly, by measure and on the screen of a terminal; what follows stands where it should."""
    for fitted in (fit(text, room), fit_right(text, room)):
        assert width(fitted) == room
        screen = drawn(f"{fitted}|{fitted}|")
        assert screen.cursor.x == 2 * room + 2
        assert screen.buffer[0][room].data == "|"
        assert screen.buffer[0][2 * room + 1].data == "|"


@given(texts, cells)
def test_cut_text_is_whole_or_ends_with_the_ellipsis(text: str, room: int) -> None:
    """Never more than there is room for, and nothing is lost where it fits."""
    cleaned, result = clean(text), cut(text, room)
    if width(cleaned) <= room:
        assert result == cleaned
    else:
        assert width(result) <= room
        assert result.endswith("…") == (room > 0)
        assert bare(cleaned).startswith(bare(result.removesuffix("…")))


@given(texts, cells)
def test_a_text_cut_in_the_middle_keeps_its_end(text: str, room: int) -> None:
    """It is whole or a beginning and an end, the end the longer; no letter is parted."""
    cleaned, result = clean(text), cut_middle(text, room)
    if width(cleaned) <= room:
        assert result == cleaned
        return
    assert width(result) <= room
    assert ("…" in result) == (room > 0)
    fits = [
        (begin, end)
        for at, character in enumerate(result)
        if character == "…"
        for begin, end in [(result[:at], result[at + 1 :])]
        if bare(cleaned).startswith(bare(begin)) and bare(cleaned).endswith(bare(end))
        if width(begin) <= max(room - 1, 0) // 3
    ]
    assert fits or not room
    assert not any(end and wcwidth.wcwidth(end[0]) == 0 for _, end in fits)


def test_a_message_about_a_long_title_keeps_its_reason() -> None:
    """What it is about stands first, why nothing was done last."""
    said = f"{'Re: renewal of all licences ' * 4}is already in the first stage, Lead Generation"
    assert cut_middle(said, 79).startswith("Re: renewal of all")
    assert cut_middle(said, 79).endswith(" is already in the first stage, Lead Generation")


@given(texts, cells)
def test_no_letter_loses_its_marks(text: str, room: int) -> None:
    """A cut falls between letters, not between a letter and what stands above it."""
    cleaned = clean(text)
    kept = cut(text, room).removesuffix("…")
    rest = bare(cleaned)[len(bare(kept)) :]
    assert not rest or wcwidth.wcwidth(rest[0]) > 0


def test_every_character_there_is() -> None:
    """None is drawn wider or narrower than it measures, and a terminal never stops at one."""
    for start in range(0, 0x110000, 64):
        text = "".join(map(chr, range(start, start + 64)))
        for character in text:
            cleaned = clean(f"a{character}b")
            measured = [wcwidth.wcwidth(part) for part in cleaned]
            assert width(cleaned) == sum(measured), hex(ord(character))
            assert -1 not in measured
        line = fit(text, 140)
        assert drawn(f"{line}|", 150).cursor.x == 141, hex(start)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plain", "plain"),
        ("[red]x[/]", "[red]x[/]"),
        ("\x1b[31mred\x1b[0m", "[31mred[0m"),
        ("\x9b31mred", "31mred"),
        ("a\tb\nc\r\nd", "a b c  d"),
        ("\u202egnp.exe", "gnp.exe"),
        ("\u2067עברית\u2069", "עברית"),
        ("e\u0301", "é"),
        ("\u1112\u1161\u11ab", "한"),
        ("\U0001f468\u200d\U0001f469\u200d\U0001f467", "\U0001f468\U0001f469\U0001f467"),
        ("\U0001f44d\U0001f3fd", "\U0001f44d"),
        ("\u2764\ufe0f", "\u2764"),
        ("\U0001f1e9\U0001f1ea", "DE"),
        ("\ue000\U000f0000", REPLACEMENT * 2),
        ("z" + "\u0335" * 9, "z" + "\u0335" * 3),
        ("\u0301x", "x"),
        ("नमस्ते", "नमस्ते"),
        ("สวัสดี", "สวัสดี"),
        ("\ud800", REPLACEMENT),
        ("soft\u00adhyphen", "softhyphen"),
    ],
)
def test_what_is_left_of_a_text(text: str, expected: str) -> None:
    """As much as can be drawn anywhere: escapes without their teeth, marks where they belong."""
    assert clean(text) == expected


@pytest.mark.parametrize(
    ("text", "room", "expected"),
    [
        ("Acme renewal", 12, "Acme renewal"),
        ("Acme renewal", 11, "Acme renew…"),
        ("Acme renewal", 6, "Acme…"),
        ("中文名字", 8, "中文名字"),
        ("中文名字", 7, "中文名…"),
        ("中文名字", 6, "中文…"),
        ("Acme", 1, "…"),
        ("Acme", 0, ""),
        ("Acme", -3, ""),
    ],
)
def test_where_a_text_is_cut(text: str, room: int, expected: str) -> None:
    """Before a wide character that has no room, and without a space before the ellipsis."""
    assert cut(text, room) == expected


def test_ascii_has_its_own_ellipsis() -> None:
    """Also one of several characters."""
    assert cut("Acme renewal", 6, "~") == "Acme~"
    assert cut("Acme renewal", 9, "...") == "Acme r..."
    assert cut("Acme renewal", 2, "...") == ".."


def test_numbers_stand_on_the_right() -> None:
    """For columns of money."""
    assert fit_right("12.4k", 8) == "   12.4k"


def test_a_long_text_with_nothing_to_see_at_its_start() -> None:
    """What is drawn is the beginning of what can be seen."""
    assert fit("\u200b" * 5000 + "seen", 6) == "seen  "
    assert cut("x" * 100_000, 5) == "xxxx…"


def test_pinning_leaves_steady_text_alone() -> None:
    """Most of what is drawn costs no byte more."""
    line = "\x1b[1mÅcme – 中文 עברית │ 12,4k\x1b[0m"
    assert pin(line) is line
    assert pin("🚀 x") == "\x1b7  \x1b8\x1b7🚀\x1b8\x1b[2C x"


def test_pinned_text_stays_in_its_column_where_marks_take_cells() -> None:
    """In a terminal that gives vowel signs a cell of their own, too."""
    assert spaced(f"{fit('हिन्दी', 5)}|").buffer[0][5].data == "|"


def spaced(text: str, mark: str = "x") -> pyte.Screen:
    """The screen of a terminal that gives vowel signs a cell of their own, drawn as ``mark``.

    An empty mark stands for one that gives them none. Other marks are left out.
    """
    screen = pyte.Screen(40, 1)
    stream = pyte.Stream(screen)
    for character in pin(text):
        category = unicodedata.category(character)
        stream.feed({"Mc": mark, "Mn": ""}.get(category, character))
    return screen


@pytest.mark.parametrize("mark", ["x", ""])
@pytest.mark.parametrize("room", range(2, 30))
def test_no_letter_is_lost_where_marks_take_cells(room: int, mark: str) -> None:
    """A title is whole or ends with an ellipsis in both kinds of terminal, its words apart."""
    title = "नमस्ते देवनागरी स्क्रिप्ट"
    fitted = fit(title, room)
    line = spaced(f"{fitted}|", mark).display[0]
    assert line.index("|") == room
    letters = bare(fitted)
    for char in sorted(set(title)):
        category = unicodedata.category(char)
        letters = letters.replace(char, {"Mc": mark, "Mn": ""}.get(category, char))
    # A terminal that gives marks no cell leaves the room before the ellipsis free.
    assert "".join(line[:room].split()) == "".join(letters.split())
    assert line[:room].split()[0] == letters.split()[0] or "…" in letters.split()[0]
    assert bare(fitted).rstrip() == title or "…" in fitted


def test_room_for_marks_is_left_once() -> None:
    """However often a text is cleaned, and put together from parts."""
    assert clean("नागरी") == clean(clean("ना") + clean("गरी")) == f"नागरी{ROOM * 2}"
    assert width(clean("नागरी")) == 5
