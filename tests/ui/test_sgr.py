"""What is sent in fewer bytes draws the same."""

import pyte
from hypothesis import given
from hypothesis import strategies as st
from rich.style import Style

from pipeboard.ui.sgr import shorten

COLOURS = [None, "red", "bright_blue", "default", "color(200)", "#102030", "#fefefe"]
styles = st.builds(
    Style,
    color=st.sampled_from(COLOURS),
    bgcolor=st.sampled_from(COLOURS),
    bold=st.booleans(),
    underline=st.booleans(),
    reverse=st.booleans(),
)
pieces = st.tuples(styles, st.sampled_from(["", "Acme", " ", "\x1b[2;3H", "\x1b[1;1Hx", "│ "]))


def cells(output: str) -> list[pyte.screens.Char]:
    screen = pyte.Screen(30, 4)
    pyte.Stream(screen).feed(output)
    return [screen.buffer[y][x] for y in range(4) for x in range(30)]


@given(st.lists(pieces, max_size=12))
def test_the_same_cells_in_no_more_bytes(drawn: list[tuple[Style, str]]) -> None:
    """Characters, colours and attributes, and nothing stays on behind it."""
    output = "".join(style.render(text) for style, text in drawn)
    short = shorten(output)
    assert cells(short + "after") == cells(output + "after")
    assert len(short) <= len(output)


def test_only_what_changes_is_said() -> None:
    """A background that goes on is not said again."""
    one = Style(color="#112233", bgcolor="#000000").render("one")
    two = Style(color="#445566", bgcolor="#000000", bold=True).render("two")
    assert shorten(one + two) == (
        "\x1b[38;2;17;34;51;48;2;0;0;0mone\x1b[1;38;2;68;85;102mtwo\x1b[0m"
    )


def test_the_same_style_goes_on() -> None:
    """Two lines of one style are one."""
    line = Style(bold=True).render("x")
    assert shorten(line + "\x1b[2;1H" + line) == "\x1b[1mx\x1b[0m\x1b[2;1H\x1b[1mx\x1b[0m"
