"""Charts as SVG: the same bars, labels and values as in text, in a picture that stands alone.

It has no scripts, no fonts and nothing else from outside. Its colours are read on white and on
black; text takes the colour of what is around it, and grey where there is nothing.
"""

import unicodedata
from collections.abc import Sequence
from fractions import Fraction
from html import escape
from typing import Final

from pipeboard.domain.charts import Bar, Chart, Tone
from pipeboard.domain.figures import Amount
from pipeboard.exchange.plain import plain

WIDTH: Final = 640
"""How wide a picture is, in its own units; it is drawn narrower where there is less room."""

COLOURS: Final = {
    Tone.PLAIN: "#4a86c5",
    Tone.TOTAL: "#7a7f87",
    Tone.GAIN: "#3f9a63",
    Tone.LOSS: "#d0653f",
}
_ROW: Final = 24
_BAR: Final = 14
_TEXT: Final = 13
_CELL: Final = 7.4
"""About how wide a character is; labels are cut and columns are set by it."""
_GAP: Final = 12
_LABEL_CELLS: Final = 26


def svg(chart: Chart) -> str:
    """The chart as an ``svg`` element, well-formed XML by itself or inside of HTML."""
    columns = _columns(chart)
    labels = max((_cells(_label(bar)) for bar in chart.bars), default=0) * _CELL
    room = WIDTH - labels - _GAP - sum(columns)
    height = _ROW * (1 + len(chart.bars) + bool(chart.note))
    drawn = [_text(0, 0, plain(chart.title), bold=True)]
    drawn += _values(chart.heads, columns, 0, faint=True)
    for number, bar in enumerate(chart.bars, 1):
        drawn.append(_text(0, number, _label(bar)))
        drawn += _bar(chart, bar, number, labels + _GAP, room)
        drawn += _values(bar.values, columns, number)
    if chart.note:
        drawn.append(_text(0, len(chart.bars) + 1, plain(chart.note), faint=True))
    title = escape(plain(chart.title))
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" '
        f'width="{WIDTH}" height="{height}" role="img" aria-label="{title}" '
        'preserveAspectRatio="xMinYMin" style="max-width:100%" font-family="system-ui, Helvetica, Arial, '
        f'sans-serif" font-size="{_TEXT}" fill="currentColor">'
    )
    return "\n".join([head, f"<title>{title}</title>", *drawn, "</svg>"])


def _bar(chart: Chart, bar: Bar, row: int, left: float, room: float) -> list[str]:
    span = chart.high - chart.low
    drawn = []
    if span and bar.size:
        start = left + _share(min(bar.start, bar.end) - chart.low, span, room)
        wide = max(_share(bar.size, span, room), 1.0)
        start = min(start, left + room - wide)
        drawn.append(
            f'<rect x="{start:.1f}" y="{row * _ROW + (_ROW - _BAR) / 2:.1f}" width="{wide:.1f}" '
            f'height="{_BAR}" fill="{COLOURS[bar.tone]}"/>'
        )
    if span and bar.mark is not None:
        place = left + _share(bar.mark - chart.low, span, room)
        drawn.append(
            f'<line x1="{place:.1f}" x2="{place:.1f}" y1="{row * _ROW + 2}" '
            f'y2="{row * _ROW + _ROW - 2}" stroke="currentColor" stroke-width="2"/>'
        )
    return drawn


def _share(part: Amount, span: Amount, room: float) -> float:
    """How far a part of the scale reaches; divided exactly, as no float could large amounts."""
    return float(Fraction(part) / span) * room


def _columns(chart: Chart) -> list[float]:
    """How wide each column of values is, with the gap before it."""
    return [
        _CELL * max(_cells(text) for text in (head, *(bar.values[place] for bar in chart.bars)))
        + _GAP
        for place, head in enumerate(chart.heads)
    ]


def _values(
    texts: Sequence[str], columns: list[float], row: int, *, faint: bool = False
) -> list[str]:
    right, drawn = float(WIDTH), []
    for text, wide in zip(reversed(texts), reversed(columns), strict=True):
        if text:
            drawn.append(_text(right, row, plain(text), end=True, faint=faint))
        right -= wide
    return drawn


def _text(
    x: float, row: int, text: str, *, bold: bool = False, end: bool = False, faint: bool = False
) -> str:
    attributes = f'x="{x:.0f}" y="{row * _ROW + _ROW / 2 + _TEXT * 0.36:.1f}"'
    if bold:
        attributes += ' font-weight="bold"'
    if end:
        attributes += ' text-anchor="end"'
    if faint:
        attributes += ' fill-opacity="0.75"'
    return f"<text {attributes}>{escape(text)}</text>"


def _label(bar: Bar) -> str:
    """The label, cut to the room that there is for labels."""
    text, cells = plain(bar.label), 0
    for place, char in enumerate(text):
        cells += _cells(char)
        if cells > _LABEL_CELLS:
            return text[: max(place - 1, 0)].rstrip() + "…"
    return text


def _cells(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)
