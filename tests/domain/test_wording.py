"""What the history of a deal says."""

from pipeboard.domain import wording
from pipeboard.store.journal import JOURNALED


def test_the_history_tells_of_every_table_or_says_that_it_does_not() -> None:
    """What a new table holds is not forgotten in the history."""
    assert set(wording._TELLERS) | wording.NOT_TOLD == set(JOURNALED)
    assert not set(wording._TELLERS) & wording.NOT_TOLD
