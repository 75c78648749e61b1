"""How soon, and what this week: answered in words."""

from datetime import date

import pytest

from pipeboard.domain import attention, pace
from pipeboard.domain.answers import Lot
from pipeboard.domain.attention import Risk
from pipeboard.domain.periods import PeriodUnit, period_of

TODAY = date(2026, 11, 24)
Q4 = period_of(TODAY, PeriodUnit.QUARTER)
WEEK = period_of(TODAY, PeriodUnit.WEEK)
NONE = Lot()


def week(
    closing: Lot = NONE,
    risks: dict[Risk, list[int]] | None = None,
    won: tuple[int, ...] = (),
    late: Lot = NONE,
    undated: tuple[int, ...] = (),
) -> list[tuple[str, list[int]]]:
    """What is said of the week, with the deals of each sentence."""
    answer = attention.this_week(WEEK, closing, risks or {}, won, late, undated)
    return [(each.text, list(each.deal_ids)) for each in answer.sentences]


def test_the_week_names_what_closes_and_what_is_at_risk() -> None:
    """A deal that is at risk for two reasons counts once among those at risk."""
    closing = Lot((1, 2, 3), {"EUR": 900_00}, {"EUR": 450_00}, "Acme")
    risks = {Risk.PAST_CLOSE: [2], Risk.NO_NEXT_STEP: [2, 3]}
    assert week(closing, risks) == [
        (
            (
                "3 deals are expected to close this week, by Sun 29 Nov 2026: worth 900.00 EUR, "
                "weighted 450.00 EUR."
            ),
            [1, 2, 3],
        ),
        ("2 of them are at risk: 1 past the day expected and 2 without a next step.", [2, 3]),
    ]
    assert week(closing)[1][0] == "None of them is late, stale or without a next step."


def test_the_week_tells_what_is_not_among_it() -> None:
    """What was won, what should have closed before, and what has no day."""
    assert week(won=(9,), late=Lot((1,), {"EUR": 5_00}, {}, "Acme"), undated=(7, 8)) == [
        ("1 deal was won this week.", [9]),
        ("No open deal is expected to close this week, by Sun 29 Nov 2026.", []),
        (
            "1 open deal, worth 5.00 EUR, should have closed before: give it a new day, or close it.",
            [1],
        ),
        ("2 open deals without an expected close are not told of.", [7, 8]),
    ]


def soon(
    target: int | None, won: int, today: date = TODAY, ahead: Lot = NONE
) -> list[tuple[str, list[int]]]:
    """What is said of the target of the quarter."""
    days = {date(2026, 11, 2): won} if won else {}
    found = [pace.progress(Q4, "EUR", target, days, today)]
    ids = {"EUR": [1, 2]} if won else {}
    answer = attention.how_soon(Q4, "for ann", found, ids, {"EUR": ahead})
    return [(each.text, list(each.deal_ids)) for each in answer.sentences]


def test_how_soon_tells_the_pace_and_what_is_to_come() -> None:
    """Won of target with the deals won; what is to go with those expected to close."""
    ahead = Lot((4, 5), {"EUR": 700_00}, {"EUR": 350_00}, "Acme")
    assert soon(1000_00, 700_00, ahead=ahead) == [
        (
            "700.00 EUR of 1,000.00 EUR is won, 70 %; 590.91 EUR was to be expected by now.",
            [1, 2],
        ),
        ("At this pace 100 % on Thu 17 Dec 2026.", [1, 2]),
        (
            (
                "300.00 EUR is to go in 27 working days; 2 deals are expected to close by then, worth "
                "700.00 EUR and weighted 350.00 EUR."
            ),
            [4, 5],
        ),
    ]
    assert "no open deal is expected to close by then." in soon(1000_00, 700_00)[2][0]


@pytest.mark.parametrize(
    ("target", "won", "today", "told"),
    [
        (None, 0, TODAY, ["No target is set for ann in 2026-Q4."]),
        (
            None,
            5_00,
            TODAY,
            ["No target is set for ann in 2026-Q4.", "5.00 EUR was won, with 2 deals."],
        ),
        (0, 5_00, TODAY, ["5.00 EUR of 0.00 EUR is won.", "The target is 0."]),
        (
            9_00,
            9_00,
            TODAY,
            ["9.00 EUR of 9.00 EUR is won, 100 %.", "Reached on Mon 2 Nov 2026."],
        ),
        (
            9_00,
            0,
            date(2026, 9, 1),
            ["0.00 EUR of 9.00 EUR is won, 0 %.", "The period begins on Thu 1 Oct 2026."],
        ),
    ],
)
def test_where_no_pace_is_told_it_says_why(
    target: int | None, won: int, today: date, told: list[str]
) -> None:
    """In a sentence of its own."""
    assert [text for text, _ in soon(target, won, today)] == told
