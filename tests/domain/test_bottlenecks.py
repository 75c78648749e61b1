"""Which part of the pipeline needs attention: a stage beside its own past, and what to do next."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from pipeboard.domain import bottlenecks
from pipeboard.domain.answers import Lot
from pipeboard.domain.bottlenecks import Basis, Told, Trouble, worst
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


ABOUT = Told(Q4, is_over=False, usual="the 4 quarters before", named="Proposal")
BEHIND = {basis: range(30) for basis in Basis}


def compared(usual: StageFigures = NORMAL, **now: object) -> Trouble | None:
    """A stage beside its past, where that makes it the bottleneck."""
    return worst([replace(NORMAL, **now)], [usual], {1})  # type: ignore[arg-type]


def said(found: Trouble | None, about: Told = ABOUT) -> list[str]:
    """What is said of the stages."""
    answer = bottlenecks.which_part(about, found, BEHIND, Lot(), Lot())
    return [each.text for each in answer.sentences]


def test_a_stage_is_compared_with_its_own_past() -> None:
    """Its time and its conversion, each with what is usual of it, the worse first."""
    found = compared(mean_days=Fraction(34), converted=15, not_converted=45, pending=3)
    assert found is not None
    assert found.reasons == [Basis.LEFT, Basis.DECIDED]
    assert (found.worse[Basis.LEFT], found.worse[Basis.DECIDED]) == (
        Fraction(7, 10),
        Fraction(1, 2),
    )
    assert said(found)[:2] == [
        (
            "Proposal is the bottleneck: the 30 deals that left it in 2026-Q4 had been in it for 34 "
            "days, usually 20 (usual is that of the 4 quarters before)."
        ),
        (
            "Besides, 15 of the 30 deals that came into it in 2026-Q4 went on (3 pending apart), "
            "25 %, usually 50 %."
        ),
    ]


def test_only_what_is_worse_is_named_as_a_reason() -> None:
    """What is as usual, or better, is told as that, and of what too few deals tell it is said so."""
    better = said(compared(mean_days=Fraction(34), converted=36, not_converted=24))
    assert better[1] == "Its conversion is better than usual: 60 %, usually 50 %."
    same = said(compared(mean_days=Fraction(34), converted=29, not_converted=31))
    assert same[1] == "Its conversion is about as usual: 48 %, usually 50 %."
    few = said(compared(mean_days=Fraction(34), converted=2, not_converted=2))
    assert few[1] == "Too few deals tell of its conversion."
    fast = said(compared(converted=15, not_converted=45, mean_days=Fraction(5)))
    assert "went on" in fast[0]
    assert fast[1] == "Its time is shorter than usual: 5 days, usually 20."


def test_each_number_opens_the_deals_that_it_is_of() -> None:
    """Those that left, those that are there, those of which it is decided, and the few before."""
    behind = {basis: [number] for number, basis in enumerate(Basis)}
    usual = replace(NORMAL, left=6)
    found = compared(usual, still_days=Fraction(80))
    assert found is not None
    assert bottlenecks.bases(found) == [Basis.THERE, Basis.LEFT_BEFORE]
    answer = bottlenecks.which_part(ABOUT, found, behind, Lot(), Lot())
    opened = [list(each.deal_ids) for each in answer.sentences[:3]]
    assert opened == [behind[Basis.THERE], [], behind[Basis.LEFT_BEFORE]]
    assert answer.sentences[2].text == (
        "Only 1 deal left it in the 4 quarters before, so this may be chance."
    )


def test_a_conversion_reads_as_in_the_stages() -> None:
    """Rounded, as the table and the funnel beside the answers round it."""
    usual = replace(NORMAL, converted=40, not_converted=20)
    found = compared(usual, converted=20, not_converted=40)
    assert "33 %, usually 67 %" in said(found)[0]


def test_a_stage_that_nobody_leaves_is_slow_by_those_still_there() -> None:
    """Now, or on the last day of a period that is over; of those whose day is not known nothing."""
    found = compared(left=0, mean_days=None, still_days=Fraction(61, 2))
    assert found is not None
    assert found.worse[Basis.THERE] == Fraction(21, 40)
    assert (
        "the 30 deals in it now have been there for 30.5 days, usually they leave after 20"
        in said(found)[0]
    )
    over = replace(ABOUT, is_over=True)
    assert "the 30 deals in it on Thu 31 Dec 2026 had been there for 30.5" in said(found, over)[0]
    assert compared(left=0, mean_days=None, still_days=Fraction(61, 2), undated=26) is None


@pytest.mark.parametrize(
    ("usual", "now"),
    [
        ({"left": 4, "converted": 2, "not_converted": 2}, {}),
        ({}, {"left": 4, "still_there": 4, "converted": 4, "not_converted": 0}),
        ({"mean_days": None, "converted": 0}, {}),
    ],
)
def test_of_too_few_deals_nothing_is_told(usual: dict[str, object], now: dict[str, object]) -> None:
    """It is said that it cannot be, and of how many it needs; without open deals only that."""
    past = replace(NORMAL, **usual)  # type: ignore[arg-type]
    assert not bottlenecks.can_tell([replace(NORMAL, **now)], [past], {1})  # type: ignore[arg-type]
    about = replace(ABOUT, can_tell=False)
    assert said(None, about)[0] == (
        "Which stage is slower than usual cannot be told yet: that takes 5 deals of which the days "
        "in a stage are known, in 2026-Q4 and in the 4 quarters before."
    )
    assert said(None, replace(about, any_open=False)) == [
        "No deal is open, so nothing needs attention."
    ]


def test_few_deals_come_with_a_warning() -> None:
    """What may be chance is called so, by those of which there are few."""
    warned = said(compared(left=7, mean_days=Fraction(60)))
    assert warned[2] == "Only 30 deals left it in 2026-Q4, so this may be chance."
    assert len(said(compared(mean_days=Fraction(60)))) == 3


def test_what_is_a_little_worse_is_no_bottleneck() -> None:
    """Neither is what is better, nor what is a little worse in several ways."""
    for now in (
        {"mean_days": Fraction(21)},
        {"mean_days": Fraction(5)},
        {"mean_days": Fraction(109, 5), "converted": 28, "not_converted": 32},
    ):
        assert compared(**now) is None
    assert said(None)[0] == "No stage is slower, or converts less, than in the 4 quarters before."


def test_the_worst_stage_comes_first_and_others_do_not_count() -> None:
    """Stages that are not asked of are no bottleneck, whatever their time."""
    now = [
        replace(NORMAL, stage_id=number, mean_days=Fraction(days))
        for number, days in ((1, 25), (2, 50), (3, 90))
    ]
    usual = [replace(NORMAL, stage_id=number) for number in (1, 2, 3)]
    for of, stage_id in ((usual, 2), (usual[:1], 1)):
        found = worst(now, of, {1, 2})
        assert found is not None
        assert found.now.stage_id == stage_id


def test_what_to_do_next_opens_its_deals() -> None:
    """Stale deals, then those without a next step, each with where to begin."""
    stale = Lot((3, 4), {"EUR": 500_00, "USD": 10_00}, {}, "Acme renewal")
    answer = bottlenecks.which_part(ABOUT, None, {}, stale, Lot((5,), {}, {}, "Kestrel"))
    assert [(each.text, each.deal_ids) for each in answer.sentences[1:]] == [
        (
            "Next: 2 deals are stale, worth 500.00 EUR and 10.00 USD; begin with Acme renewal.",
            (3, 4),
        ),
        ("1 open deal has no next step; plan one, begin with Kestrel.", (5,)),
    ]
    long = bottlenecks.which_part(ABOUT, None, {}, Lot((3,), None, None, "Acme " * 20), Lot())
    assert long.sentences[1].text.endswith("begin with Acme Acme Acme Acme Acme Acme Acme Acme...")
    calm = bottlenecks.which_part(ABOUT, None, {}, Lot(), Lot())
    assert calm.sentences[-1].text == "No open deal is stale or without a next step."
