"""Says colours and attributes to the terminal in few bytes.

Rich ends every piece of text with a reset and begins the next from nothing. Over a slow line most
of a frame is that, so only what changes from piece to piece is sent.
"""

import re
from functools import lru_cache
from typing import NamedTuple

_split = re.compile(r"\x1b\[([0-9;]*)m").split


class _Pen(NamedTuple):
    attributes: frozenset[str]
    foreground: str
    background: str


def shorten(output: str) -> str:
    """Return terminal output that draws the same; it ends with the attributes reset.

    Expects what Rich writes: each style is said in full, after a reset.
    """
    parts = _split(output)
    if len(parts) == 1:
        return output
    drawn = [parts[0]]
    now = ""
    for index in range(1, len(parts), 2):
        wanted, text = parts[index].removeprefix("0"), parts[index + 1]
        if text:
            if wanted != now:
                drawn.append(_change(now, wanted))
                now = wanted
            drawn.append(text)
    if now:
        drawn.append("\x1b[0m")
    return "".join(drawn)


@lru_cache(maxsize=4096)
def _change(now: str, wanted: str) -> str:
    """Return the shortest sequence that turns one style into another."""
    if not now:
        return f"\x1b[{wanted}m"
    if not wanted:
        return "\x1b[0m"
    old, new = _pen(now), _pen(wanted)
    anew = f"0;{wanted}"
    if not old.attributes <= new.attributes:
        return f"\x1b[{anew}m"
    codes = sorted(new.attributes - old.attributes)
    if new.foreground != old.foreground:
        codes.append(new.foreground or "39")
    if new.background != old.background:
        codes.append(new.background or "49")
    change = ";".join(codes)
    return f"\x1b[{change if len(change) < len(anew) else anew}m"


def _pen(codes: str) -> _Pen:
    attributes: set[str] = set()
    foreground = background = ""
    numbers = iter(codes.split(";"))
    for code in numbers:
        if code in ("38", "48"):
            kind = next(numbers, "")
            color = ";".join(
                [code, kind, *(next(numbers, "") for _ in range(1 if kind == "5" else 3))]
            )
            if code == "38":
                foreground = color
            else:
                background = color
        elif code.startswith(("3", "9")) and len(code) == 2:
            foreground = code
        elif (code.startswith("4") and len(code) == 2) or code.startswith("10"):
            background = code
        else:
            attributes.add(code)
    return _Pen(frozenset(attributes), foreground, background)
