"""Texts that were typed but neither committed nor thrown away: what they are for, and where they
are offered again.
"""

from collections.abc import Mapping
from dataclasses import dataclass

ANYWHERE = ("note", "follow-up")
"""The kinds that some other deal may take over when their own is gone."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What a text is typed for: a kind of text on some deals (none for a new deal).

    ``called`` is the kind in words, ``about`` the deals, ``command`` the name of the command that
    asks for such a text.
    """

    kind: str
    called: str
    command: str
    deals: tuple[int, ...] = ()
    about: str = ""


@dataclass(frozen=True, slots=True)
class Unfinished:
    """What was typed, by the names of the fields; a prompt with one field names it ''."""

    subject: Subject
    texts: Mapping[str, str]

    @property
    def text(self) -> str:
        """All of it in one text."""
        return in_one_text(self.texts)


def in_one_text(texts: Mapping[str, str]) -> str:
    """The texts of several fields, each after the words that its name stands for."""
    return "\n".join(f"{_words(name)}: {text}" if name else text for name, text in texts.items())


def _words(name: str) -> str:
    """``contract end`` for ``contract_end``; a field of the person's own without what marks it."""
    return (name.partition(".")[2] or name).replace("_", " ")


@dataclass(frozen=True, slots=True)
class Left:
    """An unfinished text; ``gone`` says that all deals that it was for are."""

    unfinished: Unfinished
    gone: bool

    def fits(self, subject: Subject) -> int:
        """How well it fits what is asked now; 0 where it must not be offered.

        It belongs to its own deals. When they are gone, its kind or a note takes it on any deal.
        """
        mine, asked = self.unfinished.subject, subject
        if mine.kind == asked.kind and set(mine.deals) == set(asked.deals):
            return 3
        if mine.kind == asked.kind and set(mine.deals) & set(asked.deals):
            return 2
        takes_any = asked.kind == "note" or (mine.kind == asked.kind and mine.kind in ANYWHERE)
        return 1 if self.gone and takes_any else 0
