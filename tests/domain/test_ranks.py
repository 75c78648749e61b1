"""Rank keys always have room between two neighbours."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeboard.domain import ranks


@given(st.lists(st.integers(min_value=0), max_size=300))
def test_any_order_of_insertions_keeps_the_order(places: list[int]) -> None:
    """Wherever new ranks are put, all ranks stay distinct and sorted."""
    kept: list[str] = []
    for number in places:
        place = number % (len(kept) + 1)
        low = kept[place - 1] if place else None
        high = kept[place] if place < len(kept) else None
        kept.insert(place, ranks.between(low, high))
    assert kept == sorted(set(kept))


def test_ten_thousand_cards_put_on_top_have_short_ranks() -> None:
    """Ranks grow with the logarithm of the number of cards, at either end."""
    top: str | None = None
    bottom: str | None = None
    for _ in range(10_000):
        top = ranks.between(None, top)
        bottom = ranks.between(bottom, None)
    assert len(top or "") <= 5
    assert len(bottom or "") <= 5


def test_the_same_gap_can_be_halved_again_and_again() -> None:
    """A card dropped always between the same two still finds a place."""
    low, high = ranks.spread(2)
    for _ in range(500):
        high = ranks.between(low, high)
        assert low < high


def test_spread_is_ascending_and_above_its_start() -> None:
    """Ranks for a whole list come in order, above the one given."""
    assert ranks.spread(3) == sorted(ranks.spread(3))
    assert min(ranks.spread(100, above="a5")) > "a5"


@pytest.mark.parametrize(("low", "high"), [("a1", "a1"), ("a2", "a1")])
def test_no_rank_fits_where_there_is_no_gap(low: str, high: str) -> None:
    """Bounds in the wrong order are a programming error."""
    with pytest.raises(ValueError, match="no rank fits"):
        ranks.between(low, high)
