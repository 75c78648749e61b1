"""What follows a sale: days, satisfaction, and what a deal sold again is called."""

from datetime import date

import pytest

from pipeboard.domain.aftersale import (
    Again,
    Anchor,
    StageFollowUp,
    outcome_told,
    read_check_in,
    title_again,
)
from pipeboard.errors import BadInput


def test_days_are_counted_from_the_anchor() -> None:
    """After the close, before the contract end; not at all while that is unknown."""
    after = StageFollowUp(1, 1, "a0", "check-in", "", 14, Anchor.CLOSED)
    before = StageFollowUp(2, 1, "a1", "renewal", "", -60, Anchor.CONTRACT_END)
    closed = date(2026, 11, 24)
    assert after.due_on(closed, None) == date(2026, 12, 8)
    assert before.due_on(closed, date(2027, 12, 31)) == date(2027, 11, 1)
    assert before.due_on(closed, None) is None
    assert after.due_on(date.max, None) == date.max


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("4", (4, "happy")),
        ("1 ", (1, "very unhappy")),
        ("5 loves the reports", (5, "loves the reports")),
        ("2: slow support", (2, "slow support")),
        ("fine so far", (None, "fine so far")),
        ("14 days late", (None, "14 days late")),
        ("", (None, "")),
    ],
)
def test_a_check_in_is_read(text: str, read: tuple[int | None, str]) -> None:
    """A number from 1 to 5 at the beginning is the satisfaction, the rest what they said."""
    assert read_check_in(text) == read


@pytest.mark.parametrize("text", ["0", "6", "55"])
def test_another_number_alone_is_refused(text: str) -> None:
    """It says which numbers there are."""
    with pytest.raises(BadInput, match=r"1 \(very unhappy\) to 5 \(very happy\)"):
        read_check_in(text)


def test_an_outcome_is_told_once() -> None:
    """The words for a number are not told a second time as what was said."""
    assert outcome_told("happy", 4) == "satisfaction 4 of 5, happy"
    assert outcome_told("loves it", 4) == "satisfaction 4 of 5, happy; loves it"
    assert outcome_told(None, 1) == "satisfaction 1 of 5, very unhappy"
    assert outcome_told("reached", None) == "reached"


@pytest.mark.parametrize(
    ("title", "kind", "new"),
    [
        ("Acme", Again.RENEWAL, "Acme renewal"),
        ("Acme renewal", Again.RENEWAL, "Acme renewal 2"),
        ("Acme renewal 2", Again.RENEWAL, "Acme renewal 3"),
        ("Acme renewal", Again.UPSELL, "Acme renewal upsell"),
        ("Acme Renewal 9", Again.RENEWAL, "Acme Renewal 10"),
        ("Acme cross-sell", Again.CROSS_SELL, "Acme cross-sell 2"),
    ],
)
def test_the_title_of_a_deal_sold_again(title: str, kind: Again, new: str) -> None:
    """What it is stands at the end, counted from the second time on."""
    assert title_again(title, kind) == new
