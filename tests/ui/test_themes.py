"""Colours can be read, signs can be told apart, and NO_COLOR means none."""

from dataclasses import astuple, fields

import pytest
import wcwidth
from rich.color import Color
from rich.segment import Segment
from rich.style import Style
from textual.app import ComposeResult
from textual.color import Color as TextualColor
from textual.widgets import Button, Input

from pipeboard.config import ThemeName
from pipeboard.keys import Keymap
from pipeboard.ui.commands import PlaceScreen
from pipeboard.ui.lifecycle import LifecycleApp
from pipeboard.ui.screens.help import SIGNS
from pipeboard.ui.themes import ASCII, THEMES, UNICODE, Colourless, Glyphs, Palette, make_look

READABLE = 4.5  # WCAG AA for text


def luminance(color: Color) -> float:
    parts = [
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4
        for part in (value / 255 for value in color.get_truecolor())
    ]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(one: Color, other: Color) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def styles(palette: Palette) -> dict[str, Style]:
    return {field.name: getattr(palette, field.name) for field in fields(palette)}


@pytest.mark.parametrize("theme", ["dark", "light"])
def test_everything_can_be_read(theme: str) -> None:
    """On the plain background, on raised ones, and under the cursor or a mark."""
    look = make_look("dark" if theme == "dark" else "light")
    colours = THEMES[theme]
    grounds = {
        "background": TextualColor.parse(colours.background or "").rich_color,
        "raised": TextualColor.parse(colours.panel or "").rich_color,
    }
    for name in ("cursor", "marked"):
        ground = getattr(look.palette, name).bgcolor
        assert ground is not None
        grounds[name] = ground
    for name, style in styles(look.palette).items():
        if style.color is None or name == "rule":
            continue
        for ground_name, ground in grounds.items():
            found = contrast(style.color, ground)
            least = READABLE if ground_name in ("background", "raised") else 3.0
            assert found >= least, f"{name} on {ground_name}: {found:.1f}"


def test_the_terminal_theme_has_only_its_own_colours() -> None:
    """Sixteen and the default; no palette of ours."""
    for style in styles(make_look("terminal").palette).values():
        for color in (style.color, style.bgcolor):
            assert color is None or (color.number is not None and color.number < 16)


def test_without_colour_only_attributes_are_left() -> None:
    """And what must be told apart at once still is."""
    palette = make_look("dark", colour=False).palette
    for style in styles(palette).values():
        assert style.color is None
        assert style.bgcolor is None
    assert len({palette.text, palette.late, palette.today, palette.cursor, palette.marked}) == 5


@pytest.mark.parametrize("theme", ["dark", "light", "terminal"])
def test_the_cursor_is_unmistakable(theme: ThemeName) -> None:
    """Nothing else changes the ground that it lies on."""
    found = styles(make_look(theme).palette)
    cursor = found.pop("cursor")
    assert cursor.reverse or cursor.bgcolor
    assert all(
        (style.bgcolor, style.reverse) != (cursor.bgcolor, cursor.reverse)
        for name, style in found.items()
        if name != "typing"
    )


@pytest.mark.parametrize("glyphs", [UNICODE, ASCII], ids=["unicode", "ascii"])
def test_signs_take_one_cell(glyphs: Glyphs) -> None:
    """In every terminal, so none is an emoji; the states of a next step differ."""
    assert all(wcwidth.wcwidth(sign) == 1 for sign in astuple(glyphs))
    states = {glyphs.late, glyphs.today, glyphs.coming, glyphs.nothing, glyphs.stale}
    assert len(states) == 5


def test_no_sign_that_is_explained_means_two_things() -> None:
    """Those of the help differ from each other; only the tick is of what is met and what is won."""
    for glyphs, twice in ((UNICODE, {"won"}), (ASCII, set[str]())):
        signs = [getattr(glyphs, sign, sign) for sign, _ in SIGNS if sign not in twice]
        assert len(set(signs)) == len(signs)


def test_ascii_signs_are_ascii() -> None:
    """For terminals and fonts that have nothing else."""
    assert all(sign.isascii() for sign in astuple(ASCII))


def test_the_filter_takes_colours_only() -> None:
    """Bold and reverse stay, also in a segment without style."""
    drawn = [Segment("a", Style(color="red", bgcolor="#123456", bold=True)), Segment("b")]
    assert Colourless().apply(drawn, TextualColor(0, 0, 0)) == [
        Segment("a", Style(bold=True)),
        Segment("b"),
    ]


class Form(PlaceScreen):
    PLACE = "deal"

    def compose(self) -> ComposeResult:
        yield Input("typed")
        yield Button("OK", variant="primary")


class Forms(LifecycleApp):
    def get_default_screen(self) -> Form:
        return Form(self.keymap)


@pytest.mark.parametrize("theme", ["dark", "light", "terminal"])
async def test_stylesheets_know_the_meanings(theme: ThemeName) -> None:
    """`$late` and the others are variables in every theme, and the theme is set from the start."""
    app = Forms(Keymap(), make_look(theme))
    async with app.run_test():
        assert app.theme == theme
        known = app.get_css_variables()
    names = {"late", "today", "coming", "stale", "won", "lost", "rule", "dim", "cursor", "accent"}
    assert names <= set(known)


async def test_without_colour_no_widget_is_coloured() -> None:
    """Neither our own nor Textual's."""
    app = Forms(Keymap(), make_look("light", colour=False))
    async with app.run_test(size=(40, 10)):
        strips = app.screen._compositor.render_strips()
    drawn = [segment.style for strip in strips for segment in strip if segment.style]
    assert drawn
    assert all(style.color is None and style.bgcolor is None for style in drawn)
