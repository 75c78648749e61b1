"""Tells pasted text from typed keys, in what a terminal sends.

A terminal puts a pasted text in brackets. Whatever is between them is text: an escape byte in it
must not be read as a key, or a paste could leave a prompt and give commands.
"""

from collections.abc import Iterator
from dataclasses import dataclass

_BEGIN = "\x1b[200~"
_END = "\x1b[201~"
_SHORTEST = 3
"""The beginning of a bracket that nobody types: less might be the escape key, or alt with a key."""


@dataclass(frozen=True, slots=True)
class Pasted:
    """A text that was pasted."""

    text: str


class PasteReader:
    """Parts the input of a terminal, as it comes in pieces, into keys and pasted texts."""

    def __init__(self) -> None:
        self._waiting = ""
        self._pasting = False

    def feed(self, data: str) -> Iterator[str | Pasted]:
        """Yields the codes of keys as they stand, and each pasted text once it is whole."""
        data, self._waiting = self._waiting + data, ""
        while data:
            before, bracket, rest = data.partition(_END if self._pasting else _BEGIN)
            if not bracket:
                break
            if self._pasting:
                yield Pasted(before)
            elif before:
                yield before
            self._pasting = not self._pasting
            data = rest
        if self._pasting:
            self._waiting = data
            return
        kept = _begun(data)
        self._waiting = data[len(data) - kept :]
        if kept < len(data):
            yield data[: len(data) - kept]


def _begun(data: str) -> int:
    """How many characters at the end are the beginning of a bracket."""
    for length in range(len(_BEGIN) - 1, _SHORTEST - 1, -1):
        if data.endswith(_BEGIN[:length]):
            return length
    return 0
