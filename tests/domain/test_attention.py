"""How soon, and what this week: answered in words."""

from datetime import date

import pytest

from pipeboard.domain import attention, pace
from pipeboard.domain.answers import Lot
from pipeboard.domain.attention import Expected, Risk
from pipeboard.domain.lacks import Lack
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
    omitted: tuple[int, ...] = (),
    undated: tuple[int, ...] = (),
) -> list[tuple[str, list[int]]]:
    """What is said of the week, with the deals of each sentence."""
    expected = Expected(closing, late, omitted)
    answer = attention.this_week(WEEK, expected, risks or {}, won, undated)
    return [(each.text, list(each.deal_ids)) for each in answer.sentences]


def test_the_week_names_what_closes_and_what_is_at_risk() -> None:
    """A deal that is at risk for two reasons counts once among those at risk."""
    closing = Lot((1, 2, 3), {"EUR": 900_00}, {"EUR": 450_00}, "Acme")
    risks = {Risk.STALE: [2], Risk.NO_NEXT_STEP: [2, 3]}
    assert week(closing, risks) == [
        (
            (
                "3 deals are expected to close this week, by Sun 29 Nov 2026: worth 900.00 EUR, "
                "weighted 450.00 EUR."
            ),
            [1, 2, 3],
        ),
        ("2 of them are at risk: 1 stale and 2 without a next step.", [2, 3]),
    ]
    assert week(closing, {Risk.STALE: [2]})[1] == ("1 of them is at risk: stale.", [2])
    assert week(closing)[1] == ("None of them is stale or without a next step.", [1, 2, 3])
    every = week(closing, {Risk.STALE: [1, 2, 3]})[1]
    assert every == ("All 3 of them are at risk: stale.", [1, 2, 3])
    assert week(Lot((1,)), {Risk.STALE: [1]})[1] == ("It is at risk: stale.", [1])
    assert week(Lot((1,)))[1] == ("It is not stale or without a next step.", [1])


def test_the_week_tells_what_is_not_among_it() -> None:
    """What was won, what should have closed before, what is omitted, and what has no day."""
    late = Lot((1,), {"EUR": 5_00}, {"EUR": 1_00}, "Acme")
    assert week(won=(9,), late=late, omitted=(3,), undated=(7, 8)) == [
        ("1 deal was won this week.", [9]),
        ("No open deal is expected to close this week, by Sun 29 Nov 2026.", []),
        (
            (
                "1 open deal, worth 5.00 EUR, weighted 1.00 EUR, should have closed before today: "
                "give it a new day, or close it."
            ),
            [1],
        ),
        ("1 open deal is not counted, as the forecast omits it.", [3]),
        ("2 open deals have no expected close.", [7, 8]),
    ]


def soon(
    target: int | None, won: int, today: date = TODAY, ahead: Expected | None = None
) -> list[tuple[str, list[int]]]:
    """What is said of the target of the quarter."""
    days = {date(2026, 11, 2): won} if won else {}
    found = [pace.progress(Q4, "EUR", target, days, today)]
    ids = {"EUR": [1, 2]} if won else {}
    expected = {} if ahead is None else {"EUR": ahead}
    begun = today >= Q4.first
    answer = attention.how_soon(Q4, "for ann", found, ids, expected, has_begun=begun)
    return [(each.text, list(each.deal_ids)) for each in answer.sentences]


def test_how_soon_tells_the_pace_and_what_is_to_come() -> None:
    """Won of target with the deals won; what is to go with those expected to close."""
    lot = Lot((4, 5), {"EUR": 700_00}, {"EUR": 350_00}, "Acme")
    late = Lot((6,), {"EUR": 20_00}, {"EUR": 10_00}, "Kestrel")
    assert soon(1000_00, 700_00, ahead=Expected(lot, late, (7, 8))) == [
        (
            "700.00 EUR of 1,000.00 EUR is won, 70 %; 590.91 EUR was to be expected by now.",
            [1, 2],
        ),
        ("At this pace 100 % on Thu 17 Dec 2026.", [1, 2]),
        (
            (
                "300.00 EUR is to go in 27 working days; 2 deals are expected to close by then, worth "
                "700.00 EUR, weighted 350.00 EUR."
            ),
            [4, 5],
        ),
        (
            "1 more deal, worth 20.00 EUR, weighted 10.00 EUR, should have closed before today.",
            [6],
        ),
        ("2 more deals are not counted, as the forecast omits them.", [7, 8]),
    ]
    none = soon(1000_00, 700_00, ahead=Expected())
    assert "no open deal is expected to close by then." in none[2][0]


def test_with_several_currencies_it_is_said_in_which_deals_are() -> None:
    """As the forecast counts the deals of all together."""
    found = [pace.progress(Q4, "EUR", 9_00, {}, TODAY)]
    expected = {"EUR": Expected(Lot((1,)), Lot((2, 3)), (4,))}
    told = attention.how_soon(Q4, "for ann", found, {}, expected, several=True).sentences
    assert [each.text.split("; ")[-1] for each in told[2:]] == [
        "1 deal in EUR is expected to close by then.",
        "2 more deals in EUR should have closed before today.",
        "1 more deal in EUR is not counted, as the forecast omits it.",
    ]


def test_what_is_to_come_is_told_without_a_pace_too() -> None:
    """While nothing is won, before the period begins, and on its last day."""
    nothing = soon(9_00, 0, ahead=Expected())
    assert nothing[1][0] == "Nothing is won yet, so there is no pace to tell by."
    assert nothing[2][0].startswith("9.00 EUR is to go in 27 working days; no open deal is")
    early = soon(9_00, 0, date(2026, 9, 1), Expected(Lot((1,))))
    assert early[2][0] == "9.00 EUR is to go in 66 working days; 1 deal is expected to close in it."
    last = soon(9_00, 5_00, date(2026, 12, 31), Expected())
    assert last[2][0].startswith("4.00 EUR is to go and no working day is left after today; no ")


def test_what_is_lacking_is_told_by_the_words_of_the_place() -> None:
    """A report says nothing of it; a period that can have no target lacks none."""
    answer = attention.how_soon(Q4, "for ann", [], {}, {})
    assert answer.text == "No target is set for ann in 2026-Q4."
    assert answer.told({Lack.TARGET: "T sets one"}) == f"{answer.text} T sets one."
    weekly = attention.how_soon(WEEK, "for ann", [], {}, {})
    assert weekly.told({Lack.TARGET: "T sets one"}) == (
        "2026-W48 has no target: only months, quarters and years have."
    )


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
