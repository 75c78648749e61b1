"""Screenshots as small SVG files that name no host and change only where the screen does.

Textual's own SVG asks a web server for its font, has a number in every name that changes with any
letter on the screen, and begins texts with blanks that some viewers drop.
"""

import re
from html import unescape
from importlib.metadata import version

from textual.app import App

TITLE = "pipeboard"
_CELL = 12.2
"""Width of a cell in Textual's SVG."""

_FONT_FACE = re.compile(r"\s*@font-face \{.*?\}", re.DOTALL)
_NUMBER = re.compile(r"terminal-\d+-")
_CLIPS = re.compile(r'<clipPath id="line-\d+">.*?</clipPath>\s*', re.DOTALL)
_TEXT = re.compile(
    r'<text class="(?P<style>r\d+)" x="(?P<x>[\d.]+)" y="(?P<y>[\d.]+)"'
    r' textLength="(?P<length>[\d.]+)" clip-path="[^"]*">(?P<text>[^<]*)</text>'
)
_RECTANGLE = re.compile(
    r'<rect fill="(?P<fill>[^"]+)" x="(?P<x>[\d.]+)" y="(?P<y>[\d.]+)" width="(?P<width>[\d.]+)"'
    r' height="(?P<height>[\d.]+)" shape-rendering="crispEdges"/>'
)
_RECTANGLES = re.compile(rf"(?:{re.sub(r'[?]P<[a-z]+>', '?:', _RECTANGLE.pattern)})+")
_BLANK = "&#160;"
_MADE_WITH = re.compile(r"<!-- (Textual \S+, Rich \S+) -->")
_ELEMENT = re.compile(r"<text [^>]*>([^<]*)</text>")


def picture(app: App[None]) -> str:
    """Returns what the app shows as an SVG."""
    svg = app.export_screenshot(title=TITLE)
    svg = _CLIPS.sub("", _NUMBER.sub("", _FONT_FACE.sub("", svg)))
    svg = _RECTANGLES.sub(_joined, svg)
    svg = _TEXT.sub(_tidied, svg.replace("Fira Code, monospace", "'Fira Code', monospace"))
    svg = re.sub(r"<!--.*?-->", f"<!-- {versions()} -->", svg, count=1)
    return "\n".join(line.strip() for line in svg.splitlines() if line.strip()) + "\n"


def versions() -> str:
    """Returns what pictures are drawn with here; others may draw the same screen otherwise."""
    return f"Textual {version('textual')}, Rich {version('rich')}"


def made_with(svg: str) -> str:
    """Returns what a picture was drawn with."""
    found = _MADE_WITH.search(svg)
    return found[1] if found else "an unknown Textual"


def texts(svg: str) -> list[str]:
    """Returns what can be read in a picture, however it is drawn."""
    return [unescape(text) for text in _ELEMENT.findall(svg)]


def _joined(found: re.Match[str]) -> str:
    """Draws neighbours of one colour as one."""
    rows: list[tuple[str, str, str, float, float]] = []
    for one in _RECTANGLE.finditer(found[0]):
        x, width = float(one["x"]), float(one["width"])
        look = one["fill"], one["y"], one["height"]
        if rows and rows[-1][:3] == look and abs(rows[-1][3] + rows[-1][4] - x) < _CELL / 2:
            start = rows[-1][3]
            rows[-1] = (*look, start, x + width - start)
        else:
            rows.append((*look, x, width))
    return "\n".join(
        f'<rect fill="{fill}" x="{_short(x)}" y="{y}" width="{_short(width)}" height="{height}"'
        ' shape-rendering="crispEdges"/>'
        for fill, y, height, x, width in rows
    )


def _tidied(found: re.Match[str]) -> str:
    text = found["text"].strip("\n")
    inner = text
    while inner.startswith(_BLANK):
        inner = inner.removeprefix(_BLANK)
    before = (len(text) - len(inner)) // len(_BLANK)
    while inner.endswith(_BLANK):
        inner = inner.removesuffix(_BLANK)
    if not inner:
        return ""
    after = (len(text) - len(inner)) // len(_BLANK) - before
    x = float(found["x"]) + before * _CELL
    length = float(found["length"]) - (before + after) * _CELL
    place = f'x="{_short(x)}" y="{found["y"]}" textLength="{_short(length)}"'
    return f'<text class="{found["style"]}" {place}>{inner}</text>'


def _short(number: float) -> str:
    return f"{number:.1f}".removesuffix(".0")
