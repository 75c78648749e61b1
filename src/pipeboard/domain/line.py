"""A typed line while it is being read: its words, and which of them are taken as what."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import dropwhile

from pipeboard.domain.drafts import Piece
from pipeboard.domain.tokens import Token, split

_TIME_AFTER_AT = re.compile(r"@(\d{1,2}:\d{2})", re.ASCII)
_SEPARATORS = " -–—,;|·/"
_LEADING = " –—,;|·/"
_ALIASES = {"mail": "email"}
_SYNONYMS = {"phone": "call", "ring": "call", "callback": "call"}
"""Words for a type that are names of things as well."""
_THINGS = frozenset({"phone", "ring", "mail"})


@dataclass(frozen=True, slots=True)
class TypeWord:
    """The words ``first`` up to ``end`` (not included) name the follow-up type ``name``.

    ``spoken`` is how they do, as one word in small letters; ``doubtful`` tells that it may as well
    be the name of a thing: ``ring``.
    """

    first: int
    end: int
    name: str
    spoken: str = ""

    @property
    def doubtful(self) -> bool:
        """Whether the words may as well mean a thing."""
        return self.spoken in _SYNONYMS

    @property
    def is_thing(self) -> bool:
        """Whether the words are other ones than the type's name, and in a title mean a thing."""
        return self.spoken in _THINGS and _folded(self.name) != self.spoken


class Line:
    """The words of a line. A word is free until it is claimed; shielded ones are only text."""

    def __init__(self, text: str) -> None:
        self.tokens: tuple[Token, ...] = split(text)
        self._claimed: set[int] = set()
        self._shielded = {
            index for index, token in enumerate(self.tokens) if token.quoted and not token.mark
        }
        self._pieces: list[Piece] = []
        self._words: Sequence[str] | None = None

    def claim(self, indices: Iterable[int], kind: str, meaning: str) -> None:
        """Takes words as ``kind``; words side by side become one piece of the preview."""
        run: list[int] = []
        for index in sorted(indices):
            if run and index != run[-1] + 1:
                self._add_piece(run, kind, meaning)
                run = []
            run.append(index)
        if run:
            self._add_piece(run, kind, meaning)

    def _add_piece(self, run: Sequence[int], kind: str, meaning: str) -> None:
        self._claimed.update(run)
        self._words = None
        start, end = self.tokens[run[0]].start, self.tokens[run[-1]].end
        self._pieces.append(Piece(start, end, kind, meaning))

    def reword(self, index: int, meaning: str) -> None:
        """Changes what the piece that begins with a word means."""
        start = self.tokens[index].start
        self._pieces = [
            replace(piece, meaning=meaning) if piece.start == start else piece
            for piece in self._pieces
        ]

    def shield(self, indices: Iterable[int]) -> None:
        """Keeps free words from being read as a date, an amount or a type."""
        self._shielded.update(indices)
        self._words = None

    def free(self, first: int = 0, end: int | None = None) -> list[int]:
        """The words between that nothing has taken."""
        stop = len(self.tokens) if end is None else end
        return [index for index in range(first, stop) if index not in self._claimed]

    def words(self) -> Sequence[str]:
        """All words as dates and amounts are looked for: '' for those that are neither."""
        if self._words is None:
            hidden = self._claimed | self._shielded
            self._words = [
                "" if index in hidden else _word(token) for index, token in enumerate(self.tokens)
            ]
        return self._words

    def touching(self, end: int, first: int) -> bool:
        """Whether nothing free stands between a word's end and what follows it at ``first``."""
        while first > end and first - 1 in self._claimed:
            first -= 1
        return first == end

    def text(self, indices: Iterable[int]) -> str:
        """The words as running text, without the punctuation left over at the ends.

        A hyphen at the start of a word belongs to it.
        """
        words = [self.tokens[index].raw for index in indices]
        kept = dropwhile(lambda word: not word.strip(_SEPARATORS), words)
        return " ".join(kept).lstrip(_LEADING).rstrip(_SEPARATORS)

    def pieces(self) -> tuple[Piece, ...]:
        """What was claimed, in the order of the line."""
        return tuple(sorted(self._pieces, key=lambda piece: piece.start))

    def type_word(self, index: int, types: Sequence[str]) -> TypeWord | None:
        """The follow-up type named by the words from ``index``; the one of most words wins."""
        found: TypeWord | None = None
        words = self.words()
        for name in types:
            wanted = _folded(name)
            for count in {1, len(re.split(r"[\s_-]+", name.strip()))}:
                spoken = words[index : index + count]
                if len(spoken) < count or not all(spoken):
                    continue
                folded = _folded("".join(spoken))
                meant = _ALIASES.get(folded) or _SYNONYMS.get(folded) or folded
                longer = found is None or index + count > found.end
                exact = wanted == folded and found is not None and index + count == found.end
                if exact or (longer and wanted in (folded, meant)):
                    found = TypeWord(index, index + count, name, folded)
        return found


def _word(token: Token) -> str:
    match = _TIME_AFTER_AT.fullmatch(token.raw)
    return match[1] if match else token.raw


def _folded(name: str) -> str:
    plain = unicodedata.normalize("NFKC", name).casefold().rstrip(",;:.")
    return re.sub(r"[\s_-]+", "", plain)
