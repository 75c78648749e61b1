"""Colours and signs: what each meaning looks like, in every theme, and without colour at all.

Widgets that draw line by line take their styles from a Palette and their signs from Glyphs, and so
look nothing up while drawing. Stylesheets use the variables of the same names (``$late``).
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields

from rich.color import Color
from rich.segment import Segment
from rich.style import Style
from textual.color import Color as TextualColor
from textual.filter import LineFilter
from textual.theme import Theme

from pipeboard.config import ThemeName
from pipeboard.ui.text import ELLIPSIS


@dataclass(frozen=True, slots=True)
class Palette:
    """What each meaning looks like. `cursor` and `marked` are added to what they lie on."""

    text: Style
    strong: Style
    """Names of stages, headings, the title under the cursor."""
    dim: Style
    rule: Style
    accent: Style
    key: Style
    """A key in the footer and the help."""
    late: Style
    today: Style
    coming: Style
    stale: Style
    won: Style
    lost: Style
    error: Style
    read: Style
    """A piece of typed text that was understood."""
    typing: Style
    """The cursor in a field."""
    cursor: Style
    marked: Style


@dataclass(frozen=True, slots=True)
class Glyphs:
    """The signs that are drawn, each one cell wide in every terminal."""

    ellipsis: str
    vertical: str
    horizontal: str
    cursor: str
    marked: str
    late: str
    today: str
    coming: str
    nothing: str
    stale: str
    down: str
    right: str
    left: str
    full: str
    empty: str
    high: str
    done: str
    """What must be true is; or ticked."""
    won: str
    good_fit: str
    part_fit: str
    poor_fit: str
    undecided: str
    """No decision-maker is known."""
    about: str
    """What follows is converted."""


UNICODE = Glyphs(
    ELLIPSIS,
    "│",
    "─",
    "▐",
    "◆",
    "!",
    "●",
    "○",
    "–",
    "~",
    "▾",
    "›",
    "‹",
    "▇",
    "▁",
    "^",
    "✓",
    "✓",
    "▲",
    "△",
    "▽",
    "?",
    "≈",
)
ASCII = Glyphs(
    "~",
    "|",
    "-",
    ">",
    "*",
    "!",
    "@",
    "o",
    "-",
    "z",
    "v",
    ">",
    "<",
    "#",
    ".",
    "^",
    "x",
    "W",
    "+",
    "=",
    "_",
    "?",
    "&",
)


@dataclass(frozen=True, slots=True)
class Look:
    """Everything that tells how the app is drawn."""

    theme: str
    """The name of a theme in THEMES."""
    palette: Palette
    glyphs: Glyphs
    filters: list[LineFilter]


@dataclass(frozen=True, slots=True)
class _Colours:
    """The colours of a theme, as CSS writes them."""

    text: str
    background: str
    raised: str
    dim: str
    rule: str
    accent: str
    late: str
    today: str
    coming: str
    stale: str
    won: str
    lost: str
    cursor: str
    marked: str


_DARK = _Colours(
    text="#d5dae1",
    background="#14171c",
    raised="#1d2229",
    dim="#94a0b1",
    rule="#333b46",
    accent="#6cb2ff",
    late="#ff7f76",
    today="#f0bd4a",
    coming="#8fb3a9",
    stale="#cf9a6b",
    won="#63c174",
    lost="#c98a94",
    cursor="#22426a",
    marked="#3a3456",
)
_LIGHT = _Colours(
    text="#22272e",
    background="#fbfaf7",
    raised="#efede8",
    dim="#5f6773",
    rule="#cfccc4",
    accent="#0b5cad",
    late="#b3261e",
    today="#8a5a00",
    coming="#2f6b5e",
    stale="#8a4b16",
    won="#1a7431",
    lost="#8d4453",
    cursor="#c9dff7",
    marked="#e2dbf5",
)
_TERMINAL = _Colours(
    text="ansi_default",
    background="ansi_default",
    raised="ansi_default",
    dim="ansi_bright_black",
    rule="ansi_bright_black",
    accent="ansi_blue",
    late="ansi_red",
    today="ansi_yellow",
    coming="ansi_cyan",
    stale="ansi_magenta",
    won="ansi_green",
    lost="ansi_magenta",
    cursor="ansi_blue",
    marked="ansi_magenta",
)


def _theme(name: str, colours: _Colours, *, dark: bool = True, ansi: bool = False) -> Theme:
    variables = {
        field.name: getattr(colours, field.name)
        for field in fields(colours)
        if field.name not in ("text", "background")
    }
    if ansi:
        variables |= {
            "ansi-background": "ansi_default",
            "ansi-foreground": "ansi_default",
            "border": colours.rule,
            "border-blurred": colours.rule,
            "block-cursor-text-style": "bold reverse",
            "block-cursor-background": "ansi_default",
            "input-cursor-text-style": "reverse",
            "input-selection-background": "ansi_default",
            "footer-key-foreground": colours.accent,
        }
    return Theme(
        name=name,
        primary=colours.accent,
        secondary=colours.accent,
        accent=colours.accent,
        warning=colours.today,
        error=colours.late,
        success=colours.won,
        foreground=colours.text,
        background=colours.background,
        surface=colours.background,
        panel=colours.raised,
        dark=dark,
        variables=variables,
        ansi=ansi,
    )


_NO_COLOUR = _Colours(*["ansi_default"] * len(fields(_Colours)))

THEMES: Mapping[str, Theme] = {
    "dark": _theme("dark", _DARK),
    "light": _theme("light", _LIGHT, dark=False),
    "terminal": _theme("terminal", _TERMINAL, ansi=True),
    "no-colour": _theme("no-colour", _NO_COLOUR, ansi=True),
}


def _palette(colours: _Colours) -> Palette:
    def ink(colour: str, *, bold: bool | None = None) -> Style:
        return Style(color=_rich(colour), bold=bold)

    return Palette(
        text=ink(colours.text),
        strong=ink(colours.text, bold=True),
        dim=ink(colours.dim),
        rule=ink(colours.rule),
        accent=ink(colours.accent, bold=True),
        key=ink(colours.accent),
        late=ink(colours.late, bold=True),
        today=ink(colours.today),
        coming=ink(colours.coming),
        stale=ink(colours.stale),
        won=ink(colours.won),
        lost=ink(colours.lost),
        error=ink(colours.late, bold=True),
        read=Style(color=_rich(colours.accent), underline=True),
        typing=Style(reverse=True),
        cursor=Style(bgcolor=_rich(colours.cursor)),
        marked=Style(bgcolor=_rich(colours.marked)),
    )


def _rich(colour: str) -> Color | None:
    """Return a colour as Rich writes it; None is the terminal's own."""
    return None if colour == "ansi_default" else TextualColor.parse(colour).rich_color


def _terminal_palette() -> Palette:
    palette = _palette(_TERMINAL)
    # Of sixteen colours none is sure to be told from the text on it, reversed ones always are.
    return _with(palette, cursor=Style(reverse=True), marked=Style(underline=True))


def _no_colour_palette() -> Palette:
    plain, bold = Style(), Style(bold=True)
    return Palette(
        text=plain,
        strong=bold,
        dim=plain,
        rule=plain,
        accent=bold,
        key=bold,
        late=Style(bold=True, underline=True),
        today=bold,
        coming=plain,
        stale=plain,
        won=plain,
        lost=plain,
        error=bold,
        read=Style(underline=True),
        typing=Style(reverse=True),
        cursor=Style(reverse=True),
        marked=Style(underline=True),
    )


def _with(palette: Palette, **styles: Style) -> Palette:
    named = {field.name: getattr(palette, field.name) for field in fields(palette)}
    return Palette(**{**named, **styles})


class Colourless(LineFilter):
    """Takes the colours from what Textual's own widgets draw; attributes stay."""

    def apply(self, segments: list[Segment], background: TextualColor) -> list[Segment]:
        """Return the segments without colours."""
        return [
            Segment(text, style.without_color if style else None, control)
            for text, style, control in segments
        ]


def make_look(theme: ThemeName, *, ascii: bool = False, colour: bool = True) -> Look:
    """Return how to draw in a theme; without `colour` (NO_COLOR) only with attributes."""
    glyphs = ASCII if ascii else UNICODE
    if not colour:
        return Look("no-colour", _no_colour_palette(), glyphs, [Colourless()])
    if theme == "terminal":
        return Look("terminal", _terminal_palette(), glyphs, [])
    return Look(theme, _palette(_DARK if theme == "dark" else _LIGHT), glyphs, [])
