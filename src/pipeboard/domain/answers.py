"""Answers in words: sentences that each open the deals that they are about."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeboard.domain.lacks import Lack
from pipeboard.domain.money import Money, readable
from pipeboard.domain.words import joined, many


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, and the deals that it opens. ``lack`` is what would let it tell more."""

    text: str
    deal_ids: Sequence[int] = ()
    lack: Lack | None = None

    def told(self, ways: Mapping[Lack, str]) -> str:
        """The sentence, and how to set what it lacks where ``ways`` has it: ``T sets one``."""
        way = ways.get(self.lack) if self.lack else None
        return f"{self.text} {way}." if way else self.text


@dataclass(frozen=True, slots=True)
class Answer:
    """A question, and a short paragraph that answers it or says why that cannot be told."""

    question: str
    sentences: Sequence[Sentence]

    @property
    def text(self) -> str:
        """The paragraph, as it reads wherever it is sent."""
        return self.told({})

    def told(self, ways: Mapping[Lack, str]) -> str:
        """The paragraph with how to set what its sentences lack."""
        return " ".join(each.told(ways) for each in self.sentences)


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

    @property
    def chances(self) -> str:
        """What they are worth and weighted: ``worth 9.00 EUR, weighted 3.00 EUR``; empty likewise."""
        return (
            f"worth {self.worth}, weighted {told_money(self.weighted or {})}" if self.worth else ""
        )


def deals_are(ids: Sequence[int], which: str = "") -> str:
    """A count with its verb: ``3 deals are``, or with ``which`` they are ``3 deals in EUR are``."""
    return f"{many(len(ids), 'deal')}{which} {is_are(ids)}" if ids else f"no open deal{which} is"


def is_are(ids: Sequence[int]) -> str:
    """The verb for so many: ``are``."""
    return "is" if len(ids) == 1 else "are"


def told_money(sums: Mapping[str, int]) -> str:
    """Sums, each currency apart: ``500.00 EUR and 10.00 USD``."""
    return joined([readable(Money(minor, code)) for code, minor in sorted(sums.items())])
