"""Text of people as it may stand in a file that others open: no control characters, one line."""

import re
from typing import Final

_SPACES: Final = re.compile(r"[\t\n\v\f\r\x1c-\x1f\x85\u2028\u2029]+")
_DROPPED: Final = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb"
    r"\ufffe\uffff\ud800-\udfff]"
)
"""Control characters, those that turn the direction of what follows, and what XML forbids."""


def plain(text: str) -> str:
    """The text on one line without what a program would obey instead of show."""
    if text.isascii() and text.isprintable():
        return text
    return _DROPPED.sub("", _SPACES.sub(" ", text))
