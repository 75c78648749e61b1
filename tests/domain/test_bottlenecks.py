"""Which part of the pipeline needs attention: a stage beside its own past, and what to do next."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from pipeboard.domain import bottlenecks
from pipeboard.domain.answers import Lot
from pipeboard.domain.bottlenecks import Trouble, troubles
from pipeboard.domain.figures import StageFigures
from pipeboard.domain.periods import PeriodUnit, period_of

Q4 = period_of(date(2026, 11, 24), PeriodUnit.QUARTER)
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
    answer = bottlenecks.which_part(
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
    answer = bottlenecks.which_part(Q4, "x", [], "", (), stale, Lot((5,), {}, {}, "Kestrel"))
    assert [(each.text, each.deal_ids) for each in answer.sentences[1:]] == [
        (
            "Next: 2 deals are stale, worth 500.00 EUR and 10.00 USD; begin with Acme renewal.",
            (3, 4),
        ),
        ("1 open deal has no next step; plan one, begin with Kestrel.", (5,)),
    ]
    calm = bottlenecks.which_part(Q4, "x", [], "", (), Lot(), Lot())
    assert calm.sentences[-1].text == "No open deal is stale or without a next step."
