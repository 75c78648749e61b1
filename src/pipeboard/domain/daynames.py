"""Words for days that are something else: a name, a number in a title, ``the 2nd offer``.

They count as such only where another day is named, as then the line is clear without them.
"""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from pipeboard.domain.dateforms import plain_word
from pipeboard.domain.days import WEEKDAYS

if TYPE_CHECKING:
    from pipeboard.domain.dates import Phrase

_TITLES = frozenset({"mr", "mrs", "ms", "miss", "dr", "prof", "herr", "frau"})
_NAMED = {
    "today": {"usa"},
    "monday": {"cyber", "easter", "whit", "blue", "happy"},
    "tuesday": {"giving", "ruby", "shrove", "super"},
    "wednesday": {"ash", "sheffield"},
    "thursday": {"maundy"},
    "friday": {"black", "good", "tgi", "casual"},
    "sunday": {"palm", "easter", "super"},
}
_NUMBERED = frozenset(
    (
        *("part", "phase", "step", "stage", "half", "version", "section"),
        *("page", "chapter", "round", "lot", "batch", "item", "unit"),
    )
)
_FRACTION = re.compile(r"\d{1,2}/\d{1,2}", re.ASCII)
_ORDINAL = re.compile(r"the \d{1,2}(?:st|nd|rd|th)", re.ASCII)
LINKS = frozenset(
    (
        *("about", "and", "at", "before", "by", "for", "from", "in", "of", "on"),
        *("or", "re", "regarding", "starting", "that", "the", "to", "until", "with"),
    )
)
"""Words that join what follows to what is said before."""


def without_names(phrases: Sequence["Phrase"], words: Sequence[str]) -> list["Phrase"]:
    """The phrases without those that are no day, if a day is left; else all of them."""
    kept = [each for each in phrases if not (each.day and _is_name(each, words))]
    return kept if any(each.day for each in kept) else list(phrases)


def _is_name(phrase: "Phrase", words: Sequence[str]) -> bool:
    typed = [word.rstrip(",;.!?)") for word in words[phrase.first : phrase.end]]
    said = " ".join(plain_word(word) for word in typed)
    before = words[phrase.first - 1] if phrase.first else ""
    after = words[phrase.end] if phrase.end < len(words) else ""
    if plain_word(before) in _TITLES or plain_word(before) in _NAMED.get(said, ()):
        return True
    if _FRACTION.fullmatch(said):
        return plain_word(before) in _NUMBERED
    if _ORDINAL.fullmatch(said):
        return plain_word(after).isalpha() and plain_word(after) not in {*LINKS, *WEEKDAYS}
    is_short = said in WEEKDAYS and len(said) == 3 and typed[0].istitle()
    return is_short and after.istitle() and after.isalpha() and plain_word(after) not in WEEKDAYS
