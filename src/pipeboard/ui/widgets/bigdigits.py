"""Telephone numbers drawn large, with half blocks or with ASCII signs."""

from collections.abc import Sequence

_HIGH = 5
_FONT: dict[str, Sequence[str]] = {
    "0": ("###", "# #", "# #", "# #", "###"),
    "1": (" # ", "## ", " # ", " # ", "###"),
    "2": ("###", "  #", "###", "#  ", "###"),
    "3": ("###", "  #", " ##", "  #", "###"),
    "4": ("# #", "# #", "###", "  #", "  #"),
    "5": ("###", "#  ", "###", "  #", "###"),
    "6": ("###", "#  ", "###", "# #", "###"),
    "7": ("###", "  #", "  #", " # ", " # "),
    "8": ("###", "# #", "###", "# #", "###"),
    "9": ("###", "# #", "###", "  #", "###"),
    "+": ("   ", " # ", "###", " # ", "   "),
    "-": ("  ", "  ", "##", "  ", "  "),
    "(": (" #", "# ", "# ", "# ", " #"),
    ")": ("# ", " #", " #", " #", "# "),
    "/": ("  #", "  #", " # ", "#  ", "#  "),
    ".": (" ", " ", " ", " ", "#"),
    ",": (" ", " ", " ", "#", "#"),
    "*": ("   ", "# #", " # ", "# #", "   "),
    "#": ("# #", "###", "# #", "###", "# #"),
}
_HALVES = {"  ": " ", "# ": "▀", " #": "▄", "##": "█"}
_SPACE = "  "
"""Between the parts of a number, beside the gaps of the characters themselves."""


def big(number: str, cells: int, *, ascii: bool) -> list[str]:
    """A number as lines of at most ``cells``, each of its parts whole.

    Empty when it has characters that are not drawn, such as letters, or a part is too wide.
    """
    parts = number.split()
    if any(char not in _FONT for part in parts for char in part):
        return []
    lines: list[str] = []
    row: list[str] = []
    for part in parts:
        if _width([part]) > cells:
            return []
        if row and _width([*row, part]) > cells:
            lines += [*_drawn(row, ascii), ""]
            row = []
        row.append(part)
    return [*lines, *_drawn(row, ascii)] if row else []


def _width(parts: Sequence[str]) -> int:
    widths = [sum(len(_FONT[char][0]) + 1 for char in part) - 1 for part in parts]
    return sum(widths) + (len(_SPACE) + 1) * (len(parts) - 1)


def _drawn(parts: Sequence[str], ascii: bool) -> list[str]:
    rows = [
        f" {_SPACE}".join(" ".join(_FONT[char][line] for char in part) for part in parts)
        for line in range(_HIGH)
    ]
    if ascii:
        return [row.rstrip() for row in rows]
    rows.append(" " * len(rows[0]))
    pairs = zip(rows[::2], rows[1::2], strict=True)
    return [
        "".join(_HALVES[up + down] for up, down in zip(*pair, strict=True)).rstrip()
        for pair in pairs
    ]
