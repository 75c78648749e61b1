"""Finding a rank for what is put between two others in a list that people order by hand."""

from collections.abc import Sequence
from typing import Protocol

from pipeboard.domain import ranks
from pipeboard.store.database import Draft


class _Ranked(Protocol):
    @property
    def id(self) -> int: ...
    @property
    def rank(self) -> str: ...


def rank_at(step: Draft, table: str, others: Sequence[_Ranked], place: int) -> str:
    """The rank of a row at a place among others in order, from 0.

    What two people took back and did again can leave two of one rank: those that follow are given
    new ones then.
    """
    low = others[place - 1].rank if place else None
    high = others[place].rank if place < len(others) else None
    if low is None or high is None or low < high:
        return ranks.between(low, high)
    following = others[place:]
    own, *rest = ranks.spread(len(following) + 1, low)
    for each, rank in zip(following, rest, strict=True):
        step.edit(table, each.id, {"rank": each.rank}, {"rank": rank})
    return own
