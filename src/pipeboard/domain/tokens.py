"""The words of a typed line, with their places, signs and quotes told apart."""

import re
import unicodedata
from dataclasses import dataclass

QUOTES = '"“”„'
_GLUE = "\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}\N{THIN SPACE}"
_WORD = re.compile(
    rf"""
    (?P<mark>[@#+!＠＃＋！]|[^\W\d_]+[:：])?
    [{QUOTES}](?P<quoted>[^{QUOTES}]*)[{QUOTES}](?P<tail>[,;.]*)(?=[\s\0]|$)
    | (?P<bare>(?:[^\s\0]|(?<=\d)[{_GLUE}](?=\d))+)
    """,
    re.VERBOSE,
)
_SIGN = re.compile(r"([@#+!])(.+)|([^\W\d_]+:)(.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Token:
    """One word at ``start`` to ``end`` of the line.

    ``mark`` is its sign (``@``, ``#``, ``+``, ``!`` or a key with its colon, in small letters),
    '' for a plain word. ``text`` is what follows the sign, without quotes; ``raw`` is the word
    as it stands in a text, with its sign. A ``quoted`` word without a sign is never anything but
    text.
    """

    start: int
    end: int
    mark: str
    text: str
    raw: str
    quoted: bool = False


def split(line: str) -> tuple[Token, ...]:
    """The words of a line; space of any kind parts them, except inside quotes and numbers."""
    tokens = []
    for match in _WORD.finditer(line):
        if match["quoted"] is not None:
            mark = unicodedata.normalize("NFKC", match["mark"] or "").casefold()
            text = " ".join(match["quoted"].split())
            raw = match[0] if mark else text
            tokens.append(Token(match.start(), match.end(), mark, text, raw, quoted=True))
            continue
        bare = match["bare"]
        narrow = unicodedata.normalize("NFKC", bare[0]) + bare[1:].replace("：", ":", 1)
        sign = _SIGN.fullmatch(narrow)
        mark = (sign[1] or sign[3]) if sign else ""
        text = (sign[2] or sign[4] or "") if sign else bare
        if sign and mark.endswith(":") and text.startswith("//"):
            mark, text = "", bare
        tokens.append(Token(match.start(), match.end(), mark.casefold(), text, bare))
    return tuple(tokens)


def name_of(token: Token) -> str:
    """The name that a token gives after its sign: quoted, or with underscores for spaces."""
    if token.quoted:
        return token.text
    return " ".join(token.text.rstrip(",;").replace("_", " ").split())


def is_blank(text: str) -> bool:
    """Whether a text shows nothing: only space, control and invisible characters."""
    return all(unicodedata.category(char)[0] in "CZM" for char in text)
