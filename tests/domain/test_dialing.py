"""What follows a call, which numbers are tried, and what the calls came to."""

import pytest

from pipeboard.domain.dialing import Number, numbers, summary
from pipeboard.domain.followups import CALL, OUTCOMES, usual_next
from pipeboard.domain.people import Contact


def test_each_outcome_has_a_digit() -> None:
    """The usual ones first, and one for being asked to call back."""
    assert OUTCOMES[CALL] == ("reached", "voicemail", "no answer", "call back")


@pytest.mark.parametrize(
    ("outcome", "first"),
    [
        ("voicemail", "call +3d"),
        ("No answer", "call +2d"),
        ("callback", "call tomorrow"),
        ("reached", "call +1w"),
        ("asked for a price", "call +1w"),
    ],
)
def test_what_follows_goes_by_the_outcome(outcome: str, first: str) -> None:
    """In own words too."""
    assert usual_next(CALL, outcome)[0] == first


def test_the_numbers_of_whom_is_meant_come_first() -> None:
    """Then those of the others, each once."""
    lena = Contact(1, "Lena", None, "", phones=("1", "2"))
    ben = Contact(2, "Ben", None, "", phones=("3", "2"))
    assert numbers(lena, [ben, lena]) == (
        Number("1", "Lena"),
        Number("2", "Lena"),
        Number("3", "Ben"),
    )
    assert numbers(None, []) == ()


def test_the_summary_counts_by_outcome() -> None:
    """In the order in which they came, and what is left."""
    came_of = ["reached", "voicemail", "reached", ""]
    assert summary(6, 2, came_of) == "6 calls: 2 reached, 1 voicemail, 1 done, 2 left"
    assert summary(1, 1, []) == "1 call: 1 left"
