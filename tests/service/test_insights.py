"""The figures of a period: by their formulas, with why where there is none, and what is behind."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from fractions import Fraction
from zoneinfo import ZoneInfo

import pytest

from pipeboard.domain.figures import Figure, LeftOut, Scope
from pipeboard.domain.figurespecs import SPECS
from pipeboard.domain.periods import Period, read_period
from pipeboard.domain.rates import Rate
from pipeboard.errors import Ambiguous, NotFound
from pipeboard.exchange.plan import plan_deals
from pipeboard.service import (
    deals,
    fields,
    followups,
    history,
    imports,
    insight_exports,
    insights,
    pipelines,
    reading,
    target_setting,
)
from pipeboard.service.insight_scopes import owner_named, read_scope
from pipeboard.service.workspace import Workspace
from pipeboard.store import schema
from tests import builders
from tests.clocks import PinnedClock

NOVEMBER = "2026-11"


def scope(ws: Workspace, period: str = NOVEMBER, **more: object) -> Scope:
    """The scope of a period."""
    return replace(Scope(read_period(period, ws.today())), **more)  # type: ignore[arg-type]


def figure(ws: Workspace, name: str, period: str = NOVEMBER) -> Figure:
    """One figure of a period."""
    return insights.figures(ws, scope(ws, period), [name])[name]


def value(ws: Workspace, name: str, period: str = NOVEMBER) -> object:
    """What a figure comes to."""
    return figure(ws, name, period).value


def go_on(ws: Workspace, **time_passes: float) -> None:
    """Lets time pass."""
    assert isinstance(ws.clock, PinnedClock)
    ws.clock = ws.clock.later(timedelta(**time_passes))


def won(ws: Workspace, title: str, minor: int, currency: str = "EUR") -> int:
    """A deal that is won today."""
    deal_id = builders.deal(ws, title, value=minor, currency=currency)
    deals.win(ws, [deal_id], "price")
    return deal_id


def lost(ws: Workspace, title: str, minor: int, currency: str = "EUR") -> int:
    """A deal that is lost today."""
    deal_id = builders.deal(ws, title, value=minor, currency=currency)
    deals.lose(ws, [deal_id], "price")
    return deal_id


def bring(ws: Workspace, text: str) -> None:
    """Imports deals from a file of which this is the text."""
    plan = plan_deals(
        text.encode(), name="deals.csv", today=ws.today(), currency="EUR", locale=ws.locale
    )
    imports.write(ws, plan)


def set_target(
    ws: Workspace, period: str, minor: int, currency: str = "EUR", owner: str = ""
) -> None:
    """A target for everything, or for an owner."""
    with ws.database.write() as connection:
        values = {"period": period, "owner": owner, "currency": currency, "value": minor}
        connection.execute(schema.target.insert().values(values))


def test_without_deals_counts_are_0_and_the_rest_says_why(classic_workspace: Workspace) -> None:
    """Nothing is a 0 that could not be computed; a sum of no deals is of no currency."""
    found = insights.figures(classic_workspace, scope(classic_workspace))
    assert list(found) == list(SPECS)
    assert {name: each.spec for name, each in found.items()} == SPECS
    for name in ("open_count", "won_count", "lost_count", "overdue_followups", "activities_done"):
        assert (found[name].value, found[name].before) == (0, 0)
    for name in ("open_value", "weighted_value", "won_value"):
        assert (found[name].value, found[name].why) == ({}, "")
    whys = {name: each.why for name, each in found.items() if each.value is None}
    assert whys["win_rate_count"] == "nothing was won or lost in 2026-11"
    assert whys["average_deal"] == whys["sales_cycle_days"] == "nothing was won in 2026-11"
    assert whys["coverage"] == whys["deals_needed"] == "no target is set for 2026-11"
    assert whys["needed_coverage"] == "nothing was won or lost in 2026-11"
    assert found["coverage"].why_before == "no target is set for 2026-10"
    assert all(insights.breakdowns(classic_workspace, scope(classic_workspace)).values()) is False


def test_only_won_deals(classic_workspace: Workspace) -> None:
    """All of them were won; nothing is covered, and one has to be begun for each that is needed."""
    ws = classic_workspace
    won(ws, "Acme", 100_00)
    won(ws, "Kestrel", 200_01)
    set_target(ws, NOVEMBER, 1000_00)
    assert value(ws, "win_rate_count") == 1
    assert value(ws, "average_deal") == {"EUR": 150_00}  # 150.005, half to even
    assert value(ws, "needed_coverage") == 1
    assert value(ws, "coverage") == {"EUR": 0}
    assert value(ws, "deals_needed") == {"EUR": 5}


def test_created_and_closed_on_the_same_day(classic_workspace: Workspace) -> None:
    """The cycle is 0 days, and so no money a day can be told."""
    ws = classic_workspace
    won(ws, "Acme", 100_00)
    assert value(ws, "sales_cycle_days") == 0
    velocity = figure(ws, "velocity_per_day")
    assert velocity.value is None
    assert "on which it was created" in velocity.why
    assert value(ws, "open_count", "2026-11-23..2026-11-23") == 0


def test_one_deal_over_its_life(classic_workspace: Workspace) -> None:
    """It is open from its first evening until the day on which it is won."""
    ws = classic_workspace
    deal_id = builders.deal(ws, value=1000_00, stage="Proposal")
    chance = next(
        each.probability
        for each in pipelines.stages(ws, pipelines.current(ws).id)
        if each.name == "Proposal"
    )
    go_on(ws, days=10)
    deals.win(ws, [deal_id], "price")
    go_on(ws, days=10)
    on = {str(n): f"2026-{n}..2026-{n}" for n in ("11-23", "11-24", "12-03", "12-04")}
    assert [value(ws, "open_count", each) for each in on.values()] == [0, 1, 1, 0]
    assert value(ws, "weighted_value", on["12-03"]) == {"EUR": 10_00 * chance}
    assert value(ws, "won_value", "2026-12") == {"EUR": 1000_00}
    assert figure(ws, "won_count", "2027-01").before == 1
    assert value(ws, "sales_cycle_days", "2026-12") == 10


def test_a_period_in_the_future_has_what_is_open_now(classic_workspace: Workspace) -> None:
    """Stock figures are of now, and nothing was won in it yet."""
    ws = classic_workspace
    builders.deal(ws, value=500_00)
    found = insights.figures(ws, scope(ws, "2027-Q3"))
    assert found["open_value"].value == found["open_value"].before == {"EUR": 500_00}
    assert found["win_rate_count"].why == "nothing was won or lost in 2027-Q3"


def test_won_reopened_and_lost(classic_workspace: Workspace) -> None:
    """A deal counts as it ended; on the days between it was open."""
    ws = classic_workspace
    deal_id = won(ws, "Acme", 100_00)
    go_on(ws, days=2)
    deals.reopen(ws, [deal_id])
    assert (value(ws, "won_count"), value(ws, "open_count")) == (0, 1)
    go_on(ws, days=2)
    deals.lose(ws, [deal_id], "price")
    assert [value(ws, name) for name in ("won_count", "lost_count")] == [0, 1]
    on_days = [f"2026-11-{n}..2026-11-{n}" for n in (24, 25, 26, 27)]
    assert [value(ws, "open_count", each) for each in on_days] == [0, 0, 1, 1]


def test_a_step_that_is_taken_back_never_counted(classic_workspace: Workspace) -> None:
    """Undo and redo of a win change the figures of the day on which it was won."""
    ws = classic_workspace
    won(ws, "Acme", 100_00)
    go_on(ws, days=3)
    history.undo(ws)
    assert value(ws, "won_value") == {}
    assert value(ws, "open_value", "2026-11-24..2026-11-24") == {"EUR": 100_00}
    history.redo(ws)
    assert value(ws, "won_value") == {"EUR": 100_00}


def test_a_target_that_is_reached_leaves_nothing_to_cover(classic_workspace: Workspace) -> None:
    """Neither does a target of 0; the reason is told."""
    ws = classic_workspace
    won(ws, "Acme", 100_00)
    set_target(ws, NOVEMBER, 100_00)
    set_target(ws, "2026-Q4", 0)
    for period, why in ((NOVEMBER, "the target is reached"), ("2026-Q4", "the target is 0")):
        assert figure(ws, "coverage", period).why == why
        assert figure(ws, "deals_needed", period).why == why


def test_coverage_counts_what_is_expected_in_the_period(classic_workspace: Workspace) -> None:
    """Of the open deals; against what the target still lacks."""
    ws = classic_workspace
    for day, minor in ((25, 300_00), (30, 200_00)):
        builders.deal(ws, f"On {day}", value=minor, closes=date(2026, 11, day))
    builders.deal(ws, "Later", value=900_00, closes=date(2026, 12, 1))
    builders.deal(ws, "Some day", value=900_00)
    won(ws, "Won", 100_00)
    lost(ws, "Lost", 100_00)
    set_target(ws, NOVEMBER, 350_00)
    assert value(ws, "coverage") == {"EUR": 2}
    assert value(ws, "needed_coverage") == 2
    assert value(ws, "deals_needed") == {"EUR": 5}
    opened = insights.open_figure(ws, scope(ws), "coverage")
    assert opened.put_in == ["EUR: 500.00 / (350.00 - 100.00) = 2.00"]
    assert len(opened.deal_ids) == 3
    needed = insights.open_figure(ws, scope(ws), "deals_needed")
    assert needed.put_in == ["EUR: (350.00 - 100.00) / 100.00 / 50.0 % = 5, rounded up"]


def test_targets_are_not_for_a_filter(classic_workspace: Workspace) -> None:
    """What divides by one is n/a, now and before; all else is of the deals that match."""
    ws = classic_workspace
    builders.deal(ws, value=300_00, closes=date(2026, 11, 25), labels=("hot",))
    won(ws, "Won", 100_00)
    for period in (NOVEMBER, "2026-10"):
        set_target(ws, period, 350_00)
    found = insights.figures(ws, read_scope(ws, period=NOVEMBER, filter_="label:hot"))
    assert found["open_count"].value == 1
    for name in ("coverage", "deals_needed"):
        assert (found[name].value, found[name].before) == (None, None)
        assert found[name].why == found[name].why_before == "targets are not for a filter"
    narrow = read_scope(ws, period=NOVEMBER, filter_="label:hot")
    opened = insights.open_figure(ws, narrow, "coverage")
    assert opened.put_in == ["n/a, targets are not for a filter"]


def test_a_filter_that_is_one_owner_is_of_that_owner(classic_workspace: Workspace) -> None:
    """With the targets of that person; not so beside another term, or where it could be several."""
    ws = classic_workspace
    carl, moss = (builders.deal(ws, owner=name, value=50_00) for name in ("Carl", "Lena Moss"))
    for owner, minor in (("Carl", 200_00), (ws.actor, 400_00)):
        set_target(ws, NOVEMBER, minor, owner=owner)
    fields.change(ws, carl, [("expected_close", "2026-11-25")])

    def of(text: str, owner: str | None = None) -> Scope:
        return read_scope(ws, period=NOVEMBER, owner=owner, filter_=text)

    assert (of("owner:me").owner, of("owner:me").filter.empty) == (ws.actor, True)
    assert of("owner:carl") == of("", owner="Carl") == of("owner:carl", owner="carl")
    assert insights.figures(ws, of("owner:carl"))["coverage"].value == {"EUR": Fraction(1, 4)}
    for text in ("owner:none", "owner:nobody"):
        assert (of(text).owner, of(text).filter.empty) == ("", True)
        why = insights.figures(ws, of(text))["coverage"].why
        assert why == "deals without an owner have no target"
    for text in ("owner:carl label:hot", "-owner:carl", "owner:a", "owner:zoe"):
        assert (of(text).owner, of(text).filter.empty) == (None, False), text
    builders.deal(ws, owner="Carlotta")
    assert of("owner:carl").owner == "Carl"
    other = of("owner:carl", owner="Lena")
    assert (other.owner, other.filter.empty) == ("Lena Moss", False)
    assert moss not in insights.open_figure(ws, other, "open_count").deal_ids


def test_currencies_are_never_added(classic_workspace: Workspace) -> None:
    """Each has its own average and rate; yen have no digits."""
    ws = classic_workspace
    won(ws, "Euro", 100_00)
    won(ws, "Yen", 1_001, "JPY")
    won(ws, "More yen", 1_002, "JPY")
    lost(ws, "Fewer yen", 1_003, "JPY")
    lost(ws, "Dollar", 50_00, "USD")
    assert value(ws, "won_value") == {"EUR": 100_00, "JPY": 2_003}
    assert value(ws, "average_deal") == {"EUR": 100_00, "JPY": 1_002}
    assert value(ws, "win_rate_value") == {"EUR": 1, "JPY": Fraction(2003, 3006), "USD": 0}
    assert value(ws, "win_rate_count") == Fraction(3, 5)
    opened = insights.open_figure(ws, scope(ws), "average_deal")
    assert opened.put_in == ["EUR: 100.00 / 1 = 100.00", "JPY: 2,003 / 2 = 1,002"]
    rates = [Rate("JPY", "EUR", Decimal("0.01"), date(2026, 11, 2))]
    row = insight_exports.figure(figure(ws, "won_value"), "EUR", rates)
    assert row["value"] == {"EUR": "100.00", "JPY": "2003"}
    assert row["converted"] == {"currency": "EUR", "value": "120.03", "as_of": "2026-11-02"}


def test_each_currency_has_its_own_reason(classic_workspace: Workspace) -> None:
    """Of those that there were before too; a part opens to what is in that currency alone."""
    ws = classic_workspace
    pound = won(ws, "Pound", 70_00, "GBP")
    go_on(ws, days=10)
    euro = won(ws, "Euro", 100_00)
    nothing = won(ws, "Dollar", 50_00, "USD")
    fields.change(ws, nothing, [("value", "")])
    found = insights.figures(ws, scope(ws, "2026-12"))
    average, sums = found["average_deal"], found["won_value"]
    assert (average.value, average.before) == ({"EUR": 100_00}, {"GBP": 70_00})
    assert average.whys == {
        "GBP": "nothing was won in 2026-12",
        "USD": "nothing that was won has a value",
    }
    assert average.whys_before == dict.fromkeys(("EUR", "USD"), "nothing was won in 2026-11")
    assert (sums.value, sums.before) == ({"EUR": 100_00}, {"GBP": 70_00})
    assert (sums.whys, sums.whys_before) == ({"USD": "nothing that was won has a value"}, {})
    row = insight_exports.figure(average, "EUR")
    assert row["value"] == {"EUR": "100.00"}
    assert (row["whys"], row["whys_before"]) == (average.whys, average.whys_before)

    def opened(currency: str, name: str = "average_deal") -> tuple[list[str], list[int]]:
        found = insights.open_figure(ws, scope(ws, "2026-12"), name, currency)
        return list(found.put_in), list(found.deal_ids)

    assert opened("EUR") == (["EUR: 100.00 / 1 = 100.00"], [euro])
    assert opened("USD") == (["USD: n/a, nothing that was won has a value"], [nothing])
    assert opened("GBP") == (["GBP: n/a, nothing was won in 2026-12"], [])
    assert opened("GBP", "won_value") == (["GBP: 0.00 in 0 deals"], [])
    assert pound in insights.open_figure(ws, scope(ws), "average_deal", "GBP").deal_ids


def test_a_part_opens_with_the_target_of_all(classic_workspace: Workspace) -> None:
    """A currency is no filter: what it lacks to its target is known."""
    ws = classic_workspace
    builders.deal(ws, value=300_00, closes=date(2026, 11, 25))
    builders.deal(ws, value=70_00, closes=date(2026, 11, 25), currency="GBP")
    for code in ("EUR", "GBP"):
        set_target(ws, NOVEMBER, 100_00, code)
    opened = insights.open_figure(ws, scope(ws), "coverage", "GBP")
    assert opened.put_in == ["GBP: 70.00 / (100.00 - 0.00) = 0.70"]
    assert len(opened.deal_ids) == 1


def test_velocity_has_four_levers(classic_workspace: Workspace) -> None:
    """Two open qualified deals x 100 x half / 10 days, of the deals in the currency."""
    ws = classic_workspace
    first = [builders.deal(ws, f"Deal {n}", value=100_00) for n in range(2)]
    builders.deal(ws, "Qualified", stage="Proposal", value=None)
    builders.deal(ws, "Qualified too", stage="Negotiation and Closing", value=70_00)
    builders.deal(ws, "Not yet", stage="Prospecting")
    builders.deal(ws, "Yen", stage="Proposal", currency="JPY")
    go_on(ws, days=10)
    deals.win(ws, first[:1], "price")
    deals.lose(ws, first[1:], "price")
    velocity = figure(ws, "velocity_per_day", "2026-12")
    assert velocity.value == {"EUR": 10_00}
    opened = insights.open_figure(ws, scope(ws, "2026-12"), "velocity_per_day")
    assert opened.put_in[0] == "EUR: 2 x 100.00 x 50.0 % / 10.0 days = 10.00 a day"
    assert velocity.why == "JPY: nothing was won in 2026-12"
    assert opened.put_in[1] == "JPY: n/a, nothing was won in 2026-12"


def test_velocity_is_not_0_where_no_stage_is_known(classic_workspace: Workspace) -> None:
    """A file told since when deals are open and not in which stage they were meanwhile."""
    ws = classic_workspace
    text = (
        "Deal name,Amount,Status,Stage,Create date,Close date\n"
        "Open,100,open,Proposal,2026-01-05,\nWon,50,won,,2026-02-02,2026-02-12\n"
    )
    bring(ws, text)
    velocity = figure(ws, "velocity_per_day", "2026-Q1")
    assert velocity.value is None
    assert velocity.why == "of no open deal it is known in which stage it was"


def test_an_average_is_of_all_that_were_won(classic_workspace: Workspace) -> None:
    """One without a value counts as 0; without any value there is no average."""
    ws = classic_workspace
    deals.win(ws, [builders.deal(ws, "None", value=None)])
    assert value(ws, "average_deal") is None
    deals.win(ws, [builders.deal(ws, "One", value=100_00)])
    assert value(ws, "average_deal") == {"EUR": 50_00}
    opened = insights.open_figure(ws, scope(ws), "average_deal")
    assert opened.put_in == ["EUR: 100.00 / 2 = 50.00"]
    assert len(opened.deal_ids) == 2


def test_of_a_deal_that_is_gone_nobody_knows_its_next_step(classic_workspace: Workspace) -> None:
    """It was open that evening; what was planned on it went with it."""
    ws = classic_workspace
    gone = builders.deal(ws, "Gone", next_step=builders.follow_up(date(2026, 12, 24)))
    builders.deal(ws, "Nothing planned")
    go_on(ws, days=2)
    deals.delete(ws, [gone])
    evening = "2026-11-24..2026-11-24"
    found = figure(ws, "without_next_step", evening)
    assert (found.value, found.left_out) == (1, 1)
    assert value(ws, "open_count", evening) == 2
    opened = insights.open_figure(ws, scope(ws, evening), "without_next_step")
    assert [list(each.deal_ids) for each in opened.left_out] == [[gone]]


def test_no_qualified_stage_no_velocity(workspace: Workspace) -> None:
    """It is not 0: nobody said which deals are qualified."""
    velocity = figure(workspace, "velocity_per_day")
    assert velocity.value is None
    assert velocity.why == "no stage counts as qualified"


def test_what_is_not_known_is_left_out_and_counted(classic_workspace: Workspace) -> None:
    """Deals without a value, and imported ones that nobody knows the days of."""
    ws = classic_workspace
    builders.deal(ws, "No value", value=None)
    text = (
        "Deal name,Amount,Status,Create date,Close date\n"
        "Old,100,won,,\nDated,50,won,2026-11-02,2026-11-12\nNo start,70,won,,2026-11-12\n"
        "Waiting,30,open,,\n"
    )
    bring(ws, text)
    with ws.read() as connection:
        rows = connection.execute(schema.deal.select()).all()
    ids = {row.title: row.id for row in rows}
    go_on(ws, days=1)
    found = insights.figures(ws, scope(ws))
    assert (found["won_count"].value, found["won_count"].left_out) == (2, 1)
    assert (found["sales_cycle_days"].value, found["sales_cycle_days"].left_out) == (10, 2)
    assert found["open_value"].left_out == 1
    opened = insights.open_figure(ws, scope(ws), "sales_cycle_days")
    assert opened.put_in == ["10 days / 1 deal = 10.0 days"]
    assert list(opened.deal_ids) == [ids["Dated"]]
    assert opened.left_out == [
        LeftOut([ids["Old"]], "they were won, but it is not known when"),
        LeftOut([ids["No start"]], "they were won, but it is not known when they were created"),
    ]
    past = insights.open_figure(ws, scope(ws, "2026-10"), "open_count")
    assert past.put_in == ["0 open deals"]
    assert set(past.left_out[0].deal_ids) == {ids["Old"], ids["No start"], ids["Waiting"]}


def test_what_was_not_there_yet_is_not_left_out(classic_workspace: Workspace) -> None:
    """A deal was not open, won or lost before it was created; nor is it on days to come."""
    ws = classic_workspace
    bring(ws, "Deal name,Amount,Status,Create date,Close date\nLate,100,lost,2026-08-05,\n")
    go_on(ws, days=1)
    names = "open_count", "lost_count", "win_rate_count", "velocity_per_day"

    def left_out(period: str) -> list[int]:
        found = insights.figures(ws, scope(ws, period), names)
        return [found[name].left_out for name in names]

    assert left_out("2026-Q2") == [0, 0, 0, 0]
    assert left_out("2026-Q3") == [1, 1, 1, 1]
    assert left_out("2026-Q4") == [0, 1, 1, 1]
    assert left_out("2027-Q1") == [0, 0, 0, 0]
    opened = insights.open_figure(ws, scope(ws, "2026-Q3"), "velocity_per_day")
    assert [len(each.deal_ids) for each in opened.left_out] == [1]
    before = insights.figures(ws, scope(ws), ["open_count", "lost_count"])
    assert [each.left_out_before for each in before.values()] == [1, 1]
    assert insight_exports.figure(before["open_count"], "EUR")["left_out_before"] == 1


def test_an_open_deal_without_a_value_is_no_0(classic_workspace: Workspace) -> None:
    """Where no open deal has a value, their sum is n/a."""
    ws = classic_workspace
    builders.deal(ws, value=None)
    for name in ("open_value", "weighted_value"):
        assert (value(ws, name), figure(ws, name).why) == (None, "no open deal has a value")


def test_probability_of_its_own_and_of_the_stage_then(classic_workspace: Workspace) -> None:
    """In the past the stage that the deal was in then; all is rounded once."""
    ws = classic_workspace
    stages = {each.name: each for each in pipelines.stages(ws, pipelines.current(ws).id)}
    first = stages["Lead Generation"].probability
    deal_id = builders.deal(ws, value=333)
    own = builders.deal(ws, value=333)
    fields.change(ws, own, [("probability", "50")])
    go_on(ws, days=1)
    builders.move_to(ws, [deal_id], stages["Proposal"].id)
    day = "2026-11-24..2026-11-24"
    assert value(ws, "weighted_value", day) == {"EUR": round(Fraction(333 * (50 + first), 100))}
    now = stages["Proposal"].probability
    assert value(ws, "weighted_value") == {"EUR": round(Fraction(333 * (50 + now), 100))}
    opened = insights.open_figure(ws, scope(ws), "weighted_value")
    assert opened.put_in[0].startswith("EUR: 3.33 x 50 % + 3.33 x ")


def test_deals_move_between_owners_and_pipelines(classic_workspace: Workspace) -> None:
    """A deal counts for who owned it, and where it stood, on that evening; won ones as they are."""
    ws = classic_workspace
    deal_id = builders.deal(ws, value=100_00, owner="ann")
    go_on(ws, days=1)
    fields.change(ws, deal_id, [("owner", "bo")])
    go_on(ws, days=1)

    def open_of(owner: str, day: int) -> object:
        period = f"2026-11-{day}..2026-11-{day}"
        return insights.figures(ws, scope(ws, period, owner=owner))["open_count"].value

    assert [open_of("ann", 24), open_of("bo", 24)] == [1, 0]
    assert [open_of("ann", 25), open_of("bo", 25)] == [0, 1]
    assert [open_of("ann", 26), open_of("bo", 26)] == [0, 1]
    deals.win(ws, [deal_id], "price")
    by_owner = insights.breakdowns(ws, scope(ws), ["owner"])["owner"]
    assert [(share.name, share.won_count) for share in by_owner] == [("bo", 1)]


def test_a_filter_narrows_every_figure(classic_workspace: Workspace) -> None:
    """Also those of follow-ups, and what was won."""
    ws = classic_workspace
    hot = builders.deal(ws, "Hot", labels=("hot",), value=100_00)
    cold = builders.deal(ws, "Cold", value=50_00)
    for deal_id in (hot, cold):
        followups.add(ws, [deal_id], builders.follow_up(ws.today() + timedelta(days=1)))
    go_on(ws, days=2)
    narrow = scope(ws, filter=reading.read_filter(ws, "label:hot"))
    found = insights.figures(ws, narrow)
    assert (found["open_count"].value, found["overdue_followups"].value) == (1, 1)
    assert found["open_value"].value == {"EUR": 100_00}
    assert insights.open_figure(ws, narrow, "overdue_followups").deal_ids == [hot]
    assert value(ws, "overdue_followups") == 2


@pytest.mark.parametrize(
    "text",
    [
        *("acme", "owner:ann", ">5k", "closes:none", "-stale", "-overdue", "-today", "label:hot"),
        *("-fit:good", "stage:lead", "status:open", "no:decision-maker", "industry:none"),
        *("-no:value", "currency:EUR", "contact:lena", "company:acme", "source:none", "next:none"),
    ],
)
def test_every_filter_can_be_asked(classic_workspace: Workspace, text: str) -> None:
    """Of all figures and breakdowns, of now and of a day that is over."""
    ws = classic_workspace
    builders.deal(ws, "Acme", owner="ann", labels=("hot",), contacts=("Lena",), company="Acme")
    lost(ws, "Other", 1_00)
    go_on(ws, days=1)
    for period in (NOVEMBER, "2026-11-24..2026-11-24"):
        narrow = scope(ws, period, filter=reading.read_filter(ws, text))
        found = insights.figures(ws, narrow)
        assert found["open_count"].value == 1
        for shares in insights.breakdowns(ws, narrow).values():
            assert sum(share.open_count for share in shares) == 1
        assert insights.open_figure(ws, narrow, "without_next_step").deal_ids
        insights.reasons(ws, narrow)


def test_follow_ups_late_done_and_missing(classic_workspace: Workspace) -> None:
    """As they were on the last evening of a period that is over."""
    ws = classic_workspace
    planned = builders.follow_up(date(2026, 11, 25))
    deal_id = builders.deal(ws, "Planned", next_step=planned)
    timed = builders.follow_up(date(2026, 11, 25), time(14, 0))
    builders.deal(ws, "Timed", next_step=timed)
    builders.deal(ws, "Nothing planned")
    go_on(ws, days=3)
    followups.finish(ws, list(followups.next_steps(ws, [deal_id]).values()), "reached")
    days = {n: f"2026-11-{n}..2026-11-{n}" for n in (24, 25, 26, 27)}
    assert [value(ws, "overdue_followups", each) for each in days.values()] == [0, 1, 2, 1]
    assert [value(ws, "without_next_step", each) for each in days.values()] == [1, 1, 1, 2]
    assert [value(ws, "activities_done", each) for each in days.values()] == [0, 0, 0, 1]
    done = insights.open_figure(ws, scope(ws), "activities_done")
    assert (done.deal_ids, done.amounts, done.counted) == ([deal_id], {deal_id: 1}, "follow-up")
    assert done.put_in == ["1 follow-up on 1 deal"]
    late = insights.open_figure(ws, scope(ws, days[26]), "overdue_followups")
    assert late.put_in == ["2 follow-ups on 2 deals"]


@pytest.mark.parametrize(
    ("now", "zone", "period", "last"),
    [
        ("2028-02-29T12:00", "Europe/Berlin", "this-month", date(2028, 2, 29)),
        ("2026-12-31T23:30", "Pacific/Kiritimati", "this-quarter", date(2026, 12, 31)),
        ("2026-12-31T00:30", "Asia/Tokyo", "this-year", date(2026, 12, 31)),
    ],
)
def test_the_last_day_of_a_period_counts(
    classic_workspace: Workspace, now: str, zone: str, period: str, last: date
) -> None:
    """By the rep's day, which may be the next one in UTC or the one before."""
    ws, here = classic_workspace, ZoneInfo(zone)
    ws.clock = PinnedClock(here, zone, moment=datetime.fromisoformat(now).replace(tzinfo=here))
    deal_id = won(ws, "Acme", 100_00)
    step = builders.follow_up(ws.today())
    other = builders.deal(ws, "Kestrel", value=70_00, next_step=step)
    followups.finish(ws, list(followups.next_steps(ws, [other]).values()), "reached")
    assert read_period(period, ws.today()).last == last
    for each in (period, f"{last}..{last}"):
        assert value(ws, "won_value", each) == {"EUR": 100_00}
        assert value(ws, "activities_done", each) == 1
        assert value(ws, "open_value", each) == {"EUR": 70_00}
    assert insights.open_figure(ws, scope(ws, period), "won_count").deal_ids == [deal_id]
    go_on(ws, days=1)
    assert value(ws, "open_value", f"{last}..{last}") == {"EUR": 70_00}
    assert value(ws, "won_value", "2029") == {}


def test_breakdowns_and_reasons(classic_workspace: Workspace) -> None:
    """By what deals have in common; those of which it is not told are last."""
    ws = classic_workspace
    for title, minor, source in (("A", 500_00, "web"), ("B", 4_000_00, "web"), ("C", 70_00, "")):
        deal_id = builders.deal(ws, title, value=minor, labels=("hot", "new")[: len(source)])
        if source:
            fields.change(ws, deal_id, [("source", source)])
        deals.win(ws, [deal_id], "price" if source else "")
    builders.deal(ws, "Open", value=20_000_00)
    builders.deal(ws, "No value", value=None)
    builders.deal(ws, "Yen", value=20_000, currency="JPY")
    lost_id = lost(ws, "Lost", 10_00)
    fields.change(ws, lost_id, [("source", "web")])
    found = insights.breakdowns(ws, scope(ws))
    by_source = {share.name: share for share in found["source"]}
    assert list(by_source) == ["web", ""]
    web = by_source["web"]
    assert (web.won_count, web.won_value, web.lost_count) == (2, {"EUR": 4_500_00}, 1)
    assert (web.win_rate, web.lost_value) == (Fraction(2, 3), {"EUR": 10_00})
    assert by_source[""].open_value == {"EUR": 20_000_00, "JPY": 20_000}
    assert [share.name for share in found["size"]] == [
        *("under 1k EUR", "1k to 5k EUR", "10k to 50k EUR", "under 100k JPY", ""),
    ]
    assert {share.name: share.won_count for share in found["label"]} == {"hot": 2, "new": 2, "": 1}
    told = insights.reasons(ws, scope(ws))
    assert [(share.name, share.won_count) for share in told["won"]] == [("price", 2), ("", 1)]
    assert [(share.name, share.lost_value) for share in told["lost"]] == [("price", {"EUR": 10_00})]


def test_every_figure_opens(classic_workspace: Workspace) -> None:
    """With its formula, and with the reason where there is no number to put in."""
    ws = classic_workspace
    for there in (False, True):
        if there:
            builders.deal(ws, "Open", value=10_00, stage="Proposal")
            won(ws, "Won", 100_00)
            lost(ws, "Lost", 10_00)
        for name, found in insights.figures(ws, scope(ws)).items():
            opened = insights.open_figure(ws, scope(ws), name)
            if found.value is None:
                assert "n/a" in opened.put_in[0]
            elif found.value != {}:
                assert opened.put_in
    with pytest.raises(NotFound, match="open_count"):
        insights.open_figure(ws, scope(ws), "profit")


def test_a_part_is_what_the_whole_tells(classic_workspace: Workspace) -> None:
    """So a screen can ask for some figures at a time."""
    ws = classic_workspace
    won(ws, "Acme", 100_00)
    whole = insights.figures(ws, scope(ws))
    for name in SPECS:
        assert insights.figures(ws, scope(ws), [name]) == {name: whole[name]}
    with pytest.raises(NotFound, match="'profit'"):
        insights.figures(ws, scope(ws), ["profit"])


def test_the_calendar_ends(classic_workspace: Workspace) -> None:
    """Before its first period there is none."""
    first = Scope(Period(date.min, date.min + timedelta(days=30)))
    found = insights.figures(classic_workspace, first)
    assert found["open_count"].value == 0
    assert "calendar" in found["open_count"].why_before
    last = Scope(Period(date.max - timedelta(days=30), date.max))
    assert insights.figures(classic_workspace, last)["activities_done"].value == 0


def test_an_owner_is_named_as_typed(classic_workspace: Workspace) -> None:
    """By a part of the name; also one who owned a deal once. ``me`` is me."""
    ws = classic_workspace
    deal_id = builders.deal(ws, owner="Lena Moss")
    builders.deal(ws, owner="Leo Park")
    fields.change(ws, deal_id, [("owner", "Leo Park")])
    assert owner_named(ws, "lena") == "Lena Moss"
    assert owner_named(ws, "ME") == ws.actor
    with pytest.raises(Ambiguous, match="Lena Moss, Leo Park"):
        owner_named(ws, "le")
    with pytest.raises(NotFound, match="nobody called 'zoe'"):
        read_scope(ws, owner="zoe")
    target_setting.set_target(ws, target_setting.read(ws, "Q4 5k owner:Zoe"))
    assert read_scope(ws, owner="zoe").owner == "Zoe"
    assert read_scope(ws, owner="nobody").owner == ""
    builders.deal(ws, owner="zoe")
    assert (owner_named(ws, "zoe"), owner_named(ws, "Zoe")) == ("zoe", "Zoe")
