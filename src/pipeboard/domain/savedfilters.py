"""Filters that were kept under a letter."""

from dataclasses import dataclass

from pipeboard.errors import BadInput


@dataclass(frozen=True, slots=True)
class SavedFilter:
    """A filter as it was typed, with a name and the letter that brings it back."""

    id: int
    letter: str
    name: str
    filter: str


def one_letter(text: str) -> str:
    """The letter that a text is, as it is kept; raises BadInput for anything else."""
    letter = text.strip().casefold()
    if len(letter) != 1 or not letter.isalpha():
        raise BadInput("letter", text, "one letter is needed, such as h")
    return letter
