"""The three questions, answered in words."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from pipeboard.domain import attention, pace
from pipeboard.domain.attention import Lot, Risk, Trouble, troubles
from pipeboard.domain.figures import StageFigures
from pipeboard.domain.periods import PeriodUnit, period_of

TODAY = date(2026, 11, 24)
Q4 = period_of(TODAY, PeriodUnit.QUARTER)
WEEK = period_of(TODAY, PeriodUnit.WEEK)
NONE = Lot()
NORMAL = StageFigures(
    stage_id=1,
    name="Proposal",
    pipeline_id=1,
    entered=60,
    left=40,
    converted=30,
    not_converted=30,
    pending=0,
    mean_days=Fraction(20),
    median_days=Fraction(20),
    still_there=30,
    still_days=Fraction(18),
)


def compared(usual: StageFigures = NORMAL, **now: object) -> Trouble | None:
    """A stage beside its past."""
    found = troubles([replace(NORMAL, **now)], [usual], {1})  # type: ignore[arg-type]
    return found[0] if found else None


def said(worst: Trouble | None, there: tuple[int, ...] = (1,)) -> list[str]:
    """What is said of the stages."""
    found = [worst] if worst else []
    answer = attention.which_part(
        Q4, "the 4 quarters before", found, "Proposal", there, Lot(), Lot()
    )
    return [each.text for each in answer.sentences]


def test_a_stage_is_compared_with_its_own_past() -> None:
    """Its time and its conversion, each with what is usual of it."""
    found = compared(mean_days=Fraction(34), converted=15, not_converted=45)
    assert found is not None
    assert (found.slower, found.drop) == (Fraction(34, 20), Fraction(1, 2))
    assert said(found)[0] == (
        "Proposal is the bottleneck: deals left it after 34 days, usually 20; the 30 deals still "
        "there are in it for 18 days; 25 % went on, usually 50 % (usual is that of the 4 quarters "
        "before)."
    )


def test_a_conversion_reads_as_in_the_stages() -> None:
    """Rounded, as the table and the funnel beside the answers round it."""
    usual = replace(NORMAL, converted=40, not_converted=20)
    found = troubles([replace(NORMAL, converted=20, not_converted=40)], [usual], {1})
    assert "33 % went on, usually 67 %" in said(found[0])[0]


def test_a_stage_that_nobody_leaves_is_slow_by_those_still_there() -> None:
    """What has not left yet tells nothing else."""
    found = compared(left=0, mean_days=None, still_days=Fraction(61, 2))
    assert found is not None
    assert found.slower == Fraction(61, 40)
    assert (
        "the 30 deals still there are in it for 30.5 days, and usually they leave after 20"
        in (said(found)[0])
    )


@pytest.mark.parametrize(
    ("usual", "now"),
    [
        ({"left": 4, "converted": 2, "not_converted": 2}, {}),
        ({}, {"left": 4, "still_there": 4, "converted": 4, "not_converted": 0}),
        ({"mean_days": None, "converted": 0}, {}),
    ],
)
def test_of_too_few_deals_nothing_is_told(usual: dict[str, object], now: dict[str, object]) -> None:
    """It is said that it cannot be, and of how many it needs."""
    past = replace(NORMAL, **usual)  # type: ignore[arg-type]
    assert compared(past, **now) is None
    assert said(None)[0] == (
        "It cannot be told which stage is slower than usual: of none do 5 deals or more tell of "
        "2026-Q4 and 5 of the 4 quarters before."
    )


def test_few_deals_come_with_a_warning() -> None:
    """What may be chance is called so."""
    found = compared(left=7, mean_days=Fraction(60))
    assert said(found)[1] == "That rests on only 7 deals, so it may be chance."
    assert len(said(compared(mean_days=Fraction(60)))) == 2


def test_what_is_a_little_worse_is_no_bottleneck() -> None:
    """Neither is what is better."""
    for found in (compared(mean_days=Fraction(21)), compared(mean_days=Fraction(5))):
        assert said(found)[0] == (
            "No stage is slower, or converts less, than in the 4 quarters before."
        )


def test_the_worst_stage_comes_first_and_others_do_not_count() -> None:
    """Stages that are not asked of are no bottleneck, whatever their time."""
    now = [
        replace(NORMAL, stage_id=number, mean_days=Fraction(days))
        for number, days in ((1, 25), (2, 50), (3, 90))
    ]
    usual = [replace(NORMAL, stage_id=number) for number in (1, 2, 3)]
    assert [each.now.stage_id for each in troubles(now, usual, {1, 2})] == [2, 1]
    assert [each.now.stage_id for each in troubles(now, usual[:1], {1, 2})] == [1]


def test_what_to_do_next_opens_its_deals() -> None:
    """Stale deals, then those without a next step, each with where to begin."""
    stale = Lot((3, 4), {"EUR": 500_00, "USD": 10_00}, {}, "Acme renewal")
    answer = attention.which_part(Q4, "x", [], "", (), stale, Lot((5,), {}, {}, "Kestrel"))
    assert [(each.text, each.deal_ids) for each in answer.sentences[1:]] == [
        (
            "Next: 2 deals are stale, worth 500.00 EUR and 10.00 USD; begin with Acme renewal.",
            (3, 4),
        ),
        ("1 open deal has no next step; plan one, begin with Kestrel.", (5,)),
    ]
    calm = attention.which_part(Q4, "x", [], "", (), Lot(), Lot())
    assert calm.sentences[-1].text == "No open deal is stale or without a next step."


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
