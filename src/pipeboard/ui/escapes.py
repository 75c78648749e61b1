"""Tells the escape key from alt and from escape sequences, in what a terminal sends.

All three begin with the same byte. Textual's parser waits for what follows it and then forgets that
there was one, so that esc and a quick key after it come out as the key alone.
"""

import re
from collections.abc import Iterator

from textual import events

from pipeboard.ui.commands import textual_key

_ESC = "\x1b"
_SEQUENCE = re.compile(
    r"\x1b(?:\[\[[A-E]|\[[0-?]*[ -/]*[@-Z\\-~]|O[A-DFHMP-SXa-dj-y]|[\t\x7f])",
)
"""A whole one: a key with a name, a click, a report; also shift+tab and alt+backspace."""
_BEGUN = re.compile(r"\x1b(?:\[\[?[0-?]*[ -/]*|O)?\Z")


class EscapeReader:
    """Parts the codes of keys, as they come in pieces, at the escape bytes."""

    def __init__(self) -> None:
        self.waiting = ""
        """What may be the beginning of a sequence; after a while it is taken for keys."""

    def feed(self, codes: str) -> Iterator[str | events.Key]:
        """Yields what Textual's parser reads rightly as it stands, and the other keys as such.

        A character after an escape byte is that key with alt; whether anybody wants alt is for
        others to say.
        """
        codes, self.waiting = self.waiting + codes, ""
        while codes:
            before, escape, rest = codes.partition(_ESC)
            if before:
                yield before
            if not escape:
                return
            codes = escape + rest
            if _BEGUN.fullmatch(codes):
                self.waiting = codes
                return
            sequence = _SEQUENCE.match(codes)
            if sequence is not None:
                yield sequence.group()
                codes = codes[sequence.end() :]
            elif rest[0] == "\r":
                yield events.Key("alt+enter", None)
                codes = rest[1:]
            elif rest[0].isprintable():
                yield with_alt(rest[0])
                codes = rest[1:]
            else:
                yield events.Key("escape", _ESC)
                codes = rest

    def give_up(self) -> Iterator[str | events.Key]:
        """Yields what waits as the keys that it is when nothing follows it."""
        codes, self.waiting = self.waiting, ""
        if codes == _ESC:
            yield events.Key("escape", _ESC)
        elif len(codes) == 2:
            yield with_alt(codes[1])
        elif codes:
            yield codes


def with_alt(character: str) -> events.Key:
    """The key that types a character, with alt held."""
    name = textual_key(character)
    shift = "shift+" if len(name) == 1 and name.isupper() else ""
    return events.Key(f"alt+{shift}{name.lower() if shift else name}", character)
