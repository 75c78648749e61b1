"""Answers in words: sentences that each open the deals that they are about."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeboard.domain.money import Money, readable
from pipeboard.domain.words import joined, many


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, and the deals that it opens."""

    text: str
    deal_ids: Sequence[int] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """A question, and a short paragraph that answers it or says why that cannot be told."""

    question: str
    sentences: Sequence[Sentence]

    @property
    def text(self) -> str:
        """The paragraph."""
        return " ".join(each.text for each in self.sentences)


@dataclass(frozen=True, slots=True)
class Lot:
    """Some open deals, most money first, with what they come to by currency in minor units.

    ``first`` is the title of the first of them.
    """

    deal_ids: Sequence[int] = ()
    value: Mapping[str, int] | None = None
    weighted: Mapping[str, int] | None = None
    first: str = ""

    @property
    def worth(self) -> str:
        """The value of all, each currency apart; empty where none has one."""
        return told_money(self.value or {})


def deals_are(ids: Sequence[int]) -> str:
    """A count with its verb: ``3 deals are``."""
    return f"{many(len(ids), 'deal')} {is_are(ids)}" if ids else "no open deal is"


def is_are(ids: Sequence[int]) -> str:
    """The verb for so many: ``are``."""
    return "is" if len(ids) == 1 else "are"


def told_money(sums: Mapping[str, int]) -> str:
    """Sums, each currency apart: ``500.00 EUR and 10.00 USD``."""
    return joined([readable(Money(minor, code)) for code, minor in sorted(sums.items())])
