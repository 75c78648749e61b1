"""The three questions, answered from the database."""

from datetime import date, datetime, time

import pytest

from pipeboard.domain.answers import Sentence
from pipeboard.domain.attention import HOW_SOON, THIS_WEEK
from pipeboard.domain.bottlenecks import WHICH_PART
from pipeboard.domain.deals import ForecastCategory
from pipeboard.domain.figures import Scope
from pipeboard.domain.forecast import Heap
from pipeboard.domain.money import Money, readable
from pipeboard.domain.periods import PeriodUnit, read_period
from pipeboard.service import (
    attention,
    deals,
    fields,
    forecast,
    history,
    reading,
    target_setting,
)
from pipeboard.service.workspace import Workspace
from tests import builders
from tests.clocks import ZONE, PinnedClock

FRIDAY = date(2026, 11, 27)


@pytest.fixture
def ws(classic_workspace: Workspace) -> Workspace:
    """The stages of `classic`, without deals."""
    return classic_workspace


def sentences(
    ws: Workspace,
    question: str,
    *,
    period: str = "2026-Q4",
    owner: str | None = None,
    filter_: str = "",
) -> list[Sentence]:
    """The answer to a question."""
    scope = Scope(read_period(period, ws.today()), None, owner, reading.read_filter(ws, filter_))
    found = {each.question: each for each in attention.answers(ws, scope)}
    assert list(found) == [HOW_SOON, THIS_WEEK, WHICH_PART]
    return list(found[question].sentences)


def test_an_empty_database_is_told_of_honestly(ws: Workspace) -> None:
    """Each question has an answer that says why nothing can be told."""
    assert [each.text for each in sentences(ws, HOW_SOON)] == [
        "No target is set for everybody in 2026-Q4."
    ]
    assert [each.text for each in sentences(ws, THIS_WEEK)] == [
        "No open deal is expected to close this week, by Sun 29 Nov 2026."
    ]
    assert [each.text for each in sentences(ws, WHICH_PART)] == [
        "No deal is open, so nothing needs attention."
    ]
    builders.deal(ws)
    assert sentences(ws, WHICH_PART)[0].text == (
        "Which stage is slower than usual cannot be told yet: that takes 5 deals of which the days "
        "in a stage are known, in 2026-Q4 and in the 4 quarters before."
    )


def test_the_target_opens_what_was_won_and_what_is_to_come(ws: Workspace) -> None:
    """Of that owner, whatever the filter; deals expected later are not among those to come."""
    target_setting.set_target(ws, target_setting.read(ws, "Q4 100k owner:ann"))
    won = builders.deal(ws, "Won", value=50_000_00, owner="ann")
    deals.win(ws, [won])
    ahead = builders.deal(ws, "Ahead", owner="ann", closes=FRIDAY)
    builders.deal(ws, "Later", owner="ann", closes=date(2027, 1, 4))
    builders.deal(ws, "Of bo", owner="bo", closes=FRIDAY)
    found = sentences(ws, HOW_SOON, owner="ann", filter_="nothing-like-it")
    assert [list(each.deal_ids) for each in found] == [[won], [won], [ahead], []]
    assert found[3].text.endswith("the filter does not hold here.")
    assert sentences(ws, HOW_SOON, owner="ann") == found[:3]
    assert found[0].text.startswith("50,000.00 EUR of 100,000.00 EUR is won, 50 %")
    assert "1 deal is expected to close by then, worth 12,000.00 EUR" in found[2].text


@pytest.mark.parametrize("period", ["2026-Q4", "2027-Q1", "2026-11"])
def test_what_is_to_come_is_what_the_forecast_has(ws: Workspace, period: str) -> None:
    """Its deals and weighted value; what is overdue or omitted stands apart in both."""
    now = read_period(period, ws.today())
    target_setting.set_target(ws, target_setting.read(ws, f"{period} 900k"))
    days = [date(2026, 11, 3), ws.today(), FRIDAY, now.last, date(2027, 2, 1)]
    ids = [builders.deal(ws, f"On {day}", value=1_000_00, closes=day) for day in days]
    omitted = builders.deal(ws, "Omitted", closes=max(now.first, FRIDAY))
    gone = builders.deal(ws, "Long omitted", closes=date(2026, 11, 3))
    forecast.categorize(ws, [omitted, gone], ForecastCategory.OMITTED)
    told = forecast.forecast(ws, now.unit or PeriodUnit.MONTH, first=now, count=1)
    column, late = told.columns[0], told.heaps[Heap.OVERDUE]
    found = sentences(ws, HOW_SOON, period=period)[2:]
    begun = now.first <= ws.today()
    assert len(found[0].deal_ids) == column.deals - column.omitted
    assert f"weighted {readable(Money(column.weighted['EUR'], 'EUR'))}." in found[0].text
    late_ids = [ids[0]] if begun else []
    assert [list(each.deal_ids) for each in found[1:]] == [
        *([late_ids] if begun else []),
        [omitted, gone] if begun else [omitted],
    ]
    if begun:
        assert len(late_ids) == late.deals - late.omitted
        assert f"weighted {readable(Money(late.weighted['EUR'], 'EUR'))}, should" in found[1].text


def test_what_the_forecast_omits_is_not_expected_this_week(ws: Workspace) -> None:
    """It is counted apart, until its category says otherwise; undo takes that back."""
    deal = builders.deal(ws, closes=FRIDAY)
    forecast.categorize(ws, [deal], ForecastCategory.OMITTED)
    told = sentences(ws, THIS_WEEK)
    assert [each.text for each in told] == [
        "No open deal is expected to close this week, by Sun 29 Nov 2026.",
        "1 open deal is not counted, as the forecast omits it.",
    ]
    assert told[1].deal_ids == [deal]
    history.undo(ws)
    assert sentences(ws, THIS_WEEK)[0].deal_ids == [deal]
    history.redo(ws)
    assert sentences(ws, THIS_WEEK)[0].deal_ids == ()


def test_the_week_has_what_closes_in_it_and_why_it_may_not(ws: Workspace) -> None:
    """By value, the largest first; what should have closed before today is apart."""
    small = builders.deal(ws, "Small", value=1_000_00, closes=FRIDAY)
    big = builders.deal(
        ws, "Big", value=9_000_00, closes=FRIDAY, next_step=builders.follow_up(FRIDAY)
    )
    past = builders.deal(
        ws, "Past", value=None, closes=date(2026, 11, 23), next_step=builders.follow_up(FRIDAY)
    )
    late = builders.deal(ws, "Late", value=3_00, closes=date(2026, 11, 20), owner="bo")
    undated = builders.deal(ws, "Undated")
    found = sentences(ws, THIS_WEEK)
    assert [list(each.deal_ids) for each in found] == [
        [big, small],
        [small],
        [late, past],
        [undated],
    ]
    assert "2 deals are expected to close this week" in found[0].text
    assert "worth 10,000.00 EUR, weighted 500.00 EUR" in found[0].text
    assert found[1].text == "1 of them is at risk: without a next step."
    assert found[2].text.startswith("2 more deals, worth 3.00 EUR, weighted 0.15 EUR, should have")
    assert len(sentences(ws, THIS_WEEK, filter_="big")) == 2
    assert sentences(ws, THIS_WEEK, owner="bo")[1].deal_ids == [late]


def test_deals_of_nobody_have_no_target(ws: Workspace) -> None:
    """It is not said that one could be set."""
    target_setting.set_target(ws, target_setting.read(ws, "Q4 100k"))
    (told,) = sentences(ws, HOW_SOON, owner="")
    assert (told.text, told.lack) == ("Deals without an owner have no target.", None)


def test_currencies_are_never_added(ws: Workspace) -> None:
    """Each stands for itself."""
    builders.deal(ws, "Euros", value=1_000_00, closes=FRIDAY)
    builders.deal(ws, "Dollars", value=2_000_00, currency="USD", closes=FRIDAY)
    assert "worth 1,000.00 EUR and 2,000.00 USD" in sentences(ws, THIS_WEEK)[0].text


def test_a_deal_that_is_won_is_no_longer_to_close(ws: Workspace) -> None:
    """It is told as won; reopened it is to close again."""
    deal = builders.deal(ws, closes=FRIDAY)
    deals.win(ws, [deal])
    assert [each.text for each in sentences(ws, THIS_WEEK)] == [
        "1 deal was won this week.",
        "No open deal is expected to close this week, by Sun 29 Nov 2026.",
    ]
    deals.reopen(ws, [deal])
    assert sentences(ws, THIS_WEEK)[0].deal_ids == [deal]


def test_deals_without_a_next_step_are_what_comes_next(ws: Workspace) -> None:
    """Those that have one are not among them."""
    bare = builders.deal(ws, "Bare")
    builders.deal(ws, "Planned", next_step=builders.follow_up(FRIDAY))
    found = sentences(ws, WHICH_PART)
    assert (found[-1].text, found[-1].deal_ids) == (
        "1 open deal has no next step; plan one, begin with Bare.",
        [bare],
    )
    fields.change(ws, bare, [("owner", "bo")])
    assert sentences(ws, WHICH_PART, owner="ann")[-1].deal_ids != [bare]


def test_a_stage_that_became_slow_is_the_bottleneck(ws: Workspace) -> None:
    """By the stays of the quarters before; its open deals and what to do there are opened."""
    now, autumn = ws.clock, []
    for number in range(6):
        at(ws, date(2026, 8, 3))
        deal = builders.deal(ws, f"Summer {number}")
        at(ws, date(2026, 8, 8))
        builders.move(ws, [deal], 1)
        deals.lose(ws, [deal], "price")
        at(ws, date(2026, 10, 5))
        deal = builders.deal(ws, f"Autumn {number}")
        autumn.append(deal)
        at(ws, date(2026, 10, 25))
        builders.move(ws, [deal], 1)
    ws.clock = now
    new = builders.deal(ws, "New")
    found = sentences(ws, WHICH_PART)
    assert [each.text for each in found[:3]] == [
        (
            "Lead Generation is the bottleneck: the 6 deals that left it in 2026-Q4 had been in it "
            "for 20 days, usually 5 (usual is that of the 4 quarters before)."
        ),
        "Its conversion is about as usual: 100 %, usually 100 %.",
        "Only 6 deals left it in 2026-Q4, so this may be chance.",
    ]
    assert [list(each.deal_ids) for each in found] == [autumn, [], autumn, [new]]
    assert "there has no next step" in found[3].text


def test_deals_that_are_there_are_those_of_the_period(ws: Workspace) -> None:
    """Of a week that is over those of its last evening, whatever came since."""
    now = ws.clock
    for number in range(6):
        at(ws, date(2026, 10, 19))
        deal = builders.deal(ws, f"Before {number}")
        at(ws, date(2026, 10, 21))
        builders.move(ws, [deal], 1)
    there = [builders.deal(ws, f"Stuck {number}") for number in range(5)]
    at(ws, date(2026, 11, 18))
    there.append(builders.deal(ws, "Came later"))
    ws.clock = now
    builders.deal(ws, "Came since")
    builders.move(ws, there[:1], 1)
    found = sentences(ws, WHICH_PART, period="2026-W47")
    assert found[0].text.startswith(
        "Lead Generation is the bottleneck: the 6 deals in it on Sun 22 Nov 2026 had been there for "
    )
    assert sorted(found[0].deal_ids) == there


def at(ws: Workspace, day: date) -> None:
    """Lets the rep work on that day."""
    moment = datetime.combine(day, time(9), ZONE)
    ws.clock = PinnedClock(ZONE, ZONE.key, moment=moment)


def test_any_period_has_an_answer(ws: Workspace) -> None:
    """A week, days of one's own, the future, and the first year of the calendar."""
    for name in ("2026-W46", "2026-01-05..2026-02-07", "2030", "0001"):
        assert sentences(ws, WHICH_PART, period=name)
        can_have = name in ("2030", "0001")
        assert sentences(ws, HOW_SOON, period=name)[0].text == (
            f"No target is set for everybody in {name}."
            if can_have
            else f"{name} has no target: only months, quarters and years have."
        )
