"""A deal is stale when it was left alone for longer than its stage allows."""

from datetime import date, timedelta

import pytest

from pipeboard.domain.staleness import is_stale

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("days_ago", "stale_after", "expected"),
    [(14, 14, False), (15, 14, True), (400, 0, False), (0, 1, False)],
)
def test_the_limit_itself_is_not_stale(days_ago: int, stale_after: int, expected: bool) -> None:
    """Stale begins on the day after the limit; 0 means never."""
    touched = TODAY - timedelta(days=days_ago)
    assert is_stale(touched, stale_after, None, TODAY) is expected


@pytest.mark.parametrize(("booked", "expected"), [(1, False), (0, True), (-1, True)])
def test_a_follow_up_in_the_future_pauses_it(booked: int, expected: bool) -> None:
    """Only one that is still to come pauses staleness; on its day the pause is over."""
    touched = TODAY - timedelta(days=100)
    assert is_stale(touched, 14, TODAY + timedelta(days=booked), TODAY) is expected


def test_a_deal_without_a_known_touch_is_not_called_stale() -> None:
    """What is not known is not guessed."""
    assert is_stale(None, 14, None, TODAY) is False
