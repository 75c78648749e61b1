"""The styles and signs that the board is drawn with, each with the background it lies on."""

from dataclasses import dataclass, fields

from rich.color import Color
from rich.style import Style
from textual.color import Color as TextualColor

from pipeboard.ui.themes import THEMES, Glyphs, Look, Palette


@dataclass(frozen=True, slots=True)
class Inks:
    """Palettes whose styles say the background too, as lines are written without a filter.

    ``plain`` lies on the board, ``raised`` on heads and bars, ``cursor`` under the cursor,
    ``marked`` on marked cards.
    """

    plain: Palette
    raised: Palette
    cursor: Palette
    marked: Palette
    glyphs: Glyphs


def make_inks(look: Look) -> Inks:
    """The inks of a theme."""
    theme = THEMES[look.theme]
    board = _background(theme.background)
    palette = look.palette
    return Inks(
        plain=_on(palette, board),
        raised=_on(palette, _background(theme.panel)),
        cursor=_on(palette, board + palette.cursor),
        marked=_on(palette, board + palette.marked),
        glyphs=look.glyphs,
    )


def _background(colour: str | None) -> Style:
    if colour is None or colour == "ansi_default":
        return Style()
    return Style(bgcolor=Color.from_triplet(TextualColor.parse(colour).rich_color.get_truecolor()))


def _on(palette: Palette, under: Style) -> Palette:
    """The palette on a background. Reversed, colours would make patches: only attributes stay."""
    styles = {field.name: getattr(palette, field.name) for field in fields(palette)}
    if under.reverse:
        styles = {name: style.without_color for name, style in styles.items()}
    return Palette(**{name: under + style for name, style in styles.items()})
