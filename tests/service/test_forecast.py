"""The forecast: its figures, where deals stand in it, and moving them to another time."""

import random
from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from pipeboard.domain.deals import ForecastCategory, Status
from pipeboard.domain.forecast import Forecast, Heap, Place
from pipeboard.domain.periods import Period, PeriodUnit, period_of
from pipeboard.errors import Conflict, NotAccepted, NotOpen, Refused
from pipeboard.service import (
    boards,
    deals,
    details,
    exports,
    fields,
    forecast,
    forecast_exports,
    history,
    names,
    nurture,
    reading,
)
from pipeboard.service import upkeep as looks
from pipeboard.service.workspace import Workspace
from tests import builders
from tests.clocks import PinnedClock
from tests.service.test_imports import imported

TODAY = date(2026, 11, 24)
MONTH, WEEK, QUARTER = PeriodUnit.MONTH, PeriodUnit.WEEK, PeriodUnit.QUARTER
NOVEMBER = period_of(TODAY, MONTH)


def at(ws: Workspace, day: date, hour: int = 9, zone: str = "Europe/Berlin") -> Workspace:
    """Returns the workspace as somebody in a zone has it at an hour of a day."""
    there = ZoneInfo(zone)
    moment = datetime(day.year, day.month, day.day, hour, tzinfo=there)
    return Workspace(
        *(ws.database, ws.actor, PinnedClock(there, zone, moment=moment), ws.currency),
        *(ws.locale, ws.backups),
    )


def titles(ws: Workspace, of: Forecast, place: Place) -> list[str]:
    """Returns what a column lists."""
    return [each.title for each in forecast.page(ws, of, place, 0, 100)]


def put(ws: Workspace, deal: int, **values: str) -> None:
    """Changes fields of a deal, as typed."""
    fields.change(ws, deal, list(values.items()))


def closes(ws: Workspace, deal: int) -> date | None:
    """Returns the expected close of a deal."""
    return details.view(ws, deal).deal.expected_close


def test_each_column_has_its_figures(classic_workspace: Workspace) -> None:
    """Won by closed on, commit and best case by category, weighted by own probability or stage."""
    ws = classic_workspace
    own = builders.deal(ws, "Own", value=10_01, closes=date(2026, 12, 1))
    put(ws, own, probability="35", forecast_category="commit")
    best = builders.deal(ws, "Best", value=20_00, closes=date(2026, 12, 31), stage="Proposal")
    put(ws, best, forecast_category="best")
    builders.deal(ws, "Plain", value=30_00, closes=TODAY, stage="Proposal")
    won = builders.deal(ws, "Won", value=99_00, closes=date(2027, 5, 1))
    deals.win(ws, [won])
    builders.deal(ws, "Late", value=50_00, closes=date(2026, 11, 23))
    builders.deal(ws, "Open end", value=60_00)
    builders.deal(ws, "Far", value=70_00, closes=date(2027, 5, 1))
    share = next(each.probability for each in boards.board(ws).stages if each.name == "Proposal")

    found = forecast.forecast(ws)
    november, december, *rest = found.columns
    assert [str(each.place) for each in found.columns] == [
        *("2026-11", "2026-12", "2027-01", "2027-02", "2027-03", "2027-04")
    ]
    assert (november.won, november.won_deals, november.deals) == ({"EUR": 99_00}, 1, 1)
    assert november.weighted == {"EUR": 30 * share}
    assert november.forecast == {"EUR": 99_00 + 30 * share}
    assert december.commit == {"EUR": 10_01}
    assert december.best_case == {"EUR": 20_00}
    exact = 1001 * 35 + 2000 * share  # in hundredths of a cent
    assert december.weighted == {"EUR": round(exact / 100)}
    assert december.won == {}
    assert all(not each.count for each in rest)
    assert {heap: column.value for heap, column in found.heaps.items()} == {
        Heap.OVERDUE: {"EUR": 50_00},
        Heap.UNDATED: {"EUR": 60_00},
        Heap.EARLIER: {},
        Heap.LATER: {"EUR": 70_00},
    }
    assert titles(ws, found, NOVEMBER) == ["Plain", "Won"]
    assert titles(ws, found, Heap.OVERDUE) == ["Late"]
    assert titles(ws, found, december.place) == ["Own", "Best"]
    for column in (*found.columns, *found.heaps.values()):
        listed = forecast.page(ws, found, column.place, 0, 100)
        assert len(listed) == column.count
        for number, each in enumerate(listed):
            assert forecast.locate(ws, found, each.id) == (column.place, number)


def test_what_is_omitted_counts_in_nothing_until_it_is_won(classic_workspace: Workspace) -> None:
    """It is listed; money that came in is won, whatever was expected."""
    ws = classic_workspace
    deal = builders.deal(ws, "Acme", value=10_00, closes=TODAY, stage="Proposal")
    put(ws, deal, forecast_category="omitted")
    found = forecast.forecast(ws)
    column = found.columns[0]
    assert (column.deals, column.omitted) == (1, 1)
    assert (column.value, column.commit, column.best_case, column.weighted) == ({}, {}, {}, {})
    assert titles(ws, found, NOVEMBER) == ["Acme"]
    deals.win(ws, [deal])
    column = forecast.forecast(ws).columns[0]
    assert (column.won, column.omitted, column.won_deals) == ({"EUR": 10_00}, 0, 1)


def test_weighted_is_rounded_once(classic_workspace: Workspace) -> None:
    """Three halves of a cent are one cent and a half, which half-even makes two; one half is none."""
    ws = classic_workspace
    for number in range(3):
        deal = builders.deal(ws, f"Half {number}", value=1, closes=TODAY)
        put(ws, deal, probability="50")
    assert forecast.forecast(ws).columns[0].weighted == {"EUR": 2}
    deals.lose(ws, [1, 2], "price")
    assert forecast.forecast(ws).columns[0].weighted == {"EUR": 0}


def test_currencies_are_never_added(classic_workspace: Workspace) -> None:
    """Each has its own sums, in its own minor unit; a deal without a value is counted apart."""
    ws = classic_workspace
    for currency, value in (("EUR", 100), ("JPY", 7), ("KWD", 1001)):
        builders.deal(ws, currency, value=value, currency=currency, closes=TODAY, stage="Proposal")
    builders.deal(ws, "None", value=None, closes=TODAY)
    column = forecast.forecast(ws).columns[0]
    assert column.value == {"EUR": 100, "JPY": 7, "KWD": 1001}
    assert (column.deals, column.unvalued) == (4, 1)
    rows = forecast_exports.forecast(ws, forecast.forecast(ws))
    assert rows["columns"][0]["value"] == {"EUR": "1.00", "JPY": "7", "KWD": "1.001"}


def test_no_deals_and_only_won_ones(classic_workspace: Workspace) -> None:
    """Every column is there; what is not there is no sum, and a target that is not set says so."""
    ws = classic_workspace
    found = forecast_exports.forecast(ws, forecast.forecast(ws))
    assert [each["deals"] for each in found["columns"]] == [0] * 6
    first = found["columns"][0]
    assert (first["won"], first["forecast"]) == ({}, {})
    assert (first["target"], first["gap"]) == (None, None)
    assert first["why"] == {
        "target": "no target is set for 2026-11",
        "gap": "no target is set for 2026-11",
    }
    deals.win(ws, [builders.deal(ws, value=5_00)])
    first = forecast_exports.forecast(ws, forecast.forecast(ws))["columns"][0]
    assert first["won"] == first["forecast"] == {"EUR": "5.00"}
    assert first["weighted"] == {}


def test_columns_are_months_weeks_or_quarters(classic_workspace: Workspace) -> None:
    """From the present one on or any other; so many as asked for, within the calendar."""
    ws = classic_workspace
    deal = builders.deal(ws, closes=date(2026, 11, 29))
    weeks = forecast.forecast(ws, WEEK)
    assert [str(each.place) for each in weeks.columns][:3] == ["2026-W48", "2026-W49", "2026-W50"]
    assert len(weeks.columns) == 8
    assert [each.deals for each in weeks.columns][:2] == [1, 0]
    quarters = forecast.forecast(ws, QUARTER, first=Period(date(2026, 5, 3), date(2026, 5, 9)))
    assert [str(each.place) for each in quarters.columns] == [
        *("2026-Q2", "2026-Q3", "2026-Q4", "2027-Q1")
    ]
    assert [each.deals for each in quarters.columns] == [0, 0, 1, 0]
    later = forecast.forecast(ws, first=period_of(date(2027, 1, 1), MONTH), count=1)
    assert later.heaps[Heap.EARLIER].deals == 1
    assert forecast.locate(ws, later, deal) == (Heap.EARLIER, 0)
    past = forecast.forecast(ws, first=period_of(date(2026, 1, 1), MONTH), count=2)
    assert past.heaps[Heap.LATER].deals == 1
    with pytest.raises(NotAccepted, match="periods: '0' cannot be; a number from 1 to 120"):
        forecast.forecast(ws, count=0)
    with pytest.raises(Refused, match="end after the year 9999"):
        forecast.forecast(ws, first=period_of(date(9999, 11, 1), MONTH))


def test_a_deal_that_closes_today_is_not_overdue(classic_workspace: Workspace) -> None:
    """It is from tomorrow on, by the day of whoever looks: also in a zone ahead of UTC."""
    ws = classic_workspace
    last = date(2026, 12, 31)
    builders.deal(ws, closes=last)
    auckland = at(ws, last, 23, "Pacific/Auckland")
    found = forecast.forecast(auckland, QUARTER)
    assert str(found.columns[0].place) == "2026-Q4"
    assert (found.columns[0].deals, found.heaps[Heap.OVERDUE].deals) == (1, 0)
    after = forecast.forecast(at(ws, date(2027, 1, 1), 1, "Pacific/Auckland"), QUARTER)
    assert str(after.columns[0].place) == "2027-Q1"
    assert (after.columns[0].deals, after.heaps[Heap.OVERDUE].deals) == (0, 1)


def test_a_forecast_is_of_a_pipeline_an_owner_and_a_filter(classic_workspace: Workspace) -> None:
    """All pipelines and everybody's unless said; owner:me is who asks."""
    ws = classic_workspace
    builders.deal(ws, "Mine", closes=TODAY, owner="ann", labels=("hot",))
    builders.deal(ws, "Bo's", closes=TODAY, owner="bo")
    pipeline = boards.board(ws).pipeline.id

    def listed(**scope: object) -> list[str]:
        found = forecast.forecast(ws, **scope)  # type: ignore[arg-type]
        assert found.columns[0].deals == len(titles(ws, found, NOVEMBER))
        return titles(ws, found, NOVEMBER)

    assert listed() == ["Mine", "Bo's"]
    assert listed(owner="bo") == ["Bo's"]
    assert listed(pipeline_id=pipeline) == ["Mine", "Bo's"]
    assert listed(pipeline_id=pipeline + 1) == []
    assert listed(filter_=reading.read_filter(ws, "label:hot")) == ["Mine"]
    assert listed(filter_=reading.read_filter(ws, "owner:me")) == ["Mine"]


def set_target(ws: Workspace, period: str, value: int, currency: str = "EUR") -> None:
    """Sets a target for all pipelines and everybody."""
    with ws.step() as step:
        row = {"period": period, "pipeline_id": None, "owner": "", "currency": currency}
        step.insert("target", row | {"value": value}, None)
        step.title = f"Set the target of {period}"


def test_the_gap_is_what_a_target_lacks(classic_workspace: Workspace) -> None:
    """Below 0 where won and weighted are more; a target of 0 is one; one currency has no other's."""
    ws = classic_workspace
    deals.win(ws, [builders.deal(ws, value=60_00)])
    deal = builders.deal(ws, value=30_00, closes=TODAY)
    put(ws, deal, probability="50")
    builders.deal(ws, value=30_00, currency="USD", closes=date(2026, 12, 24))
    set_target(ws, "2026-11", 100_00)
    set_target(ws, "2026-12", 0)
    set_target(ws, "2026-12", 50_00, "GBP")
    set_target(ws, "2027-01", 70_00)
    november, december, january, february, *_ = forecast.forecast(ws).columns
    assert (november.target, november.gap) == ({"EUR": 100_00}, {"EUR": 25_00})
    assert december.target == {"EUR": 0, "GBP": 50_00}
    assert december.gap == {"EUR": 0, "GBP": 50_00}
    assert january.gap == {"EUR": 70_00}
    assert (february.target, february.gap) == ({}, {})
    deals.win(ws, [builders.deal(ws, value=60_00)])
    rows = forecast_exports.forecast(ws, forecast.forecast(ws))["columns"]
    assert rows[0]["gap"] == {"EUR": "-35.00"}
    assert rows[0]["why"] == {}


@pytest.mark.parametrize(
    ("unit", "by", "before", "after"),
    [
        (MONTH, 1, date(2027, 1, 31), date(2027, 2, 28)),
        (MONTH, 1, date(2028, 1, 31), date(2028, 2, 29)),
        (MONTH, -1, date(2027, 1, 15), date(2026, 12, 15)),
        (MONTH, -1, date(2026, 12, 30), date(2026, 11, 30)),
        (MONTH, -1, date(2026, 12, 24), TODAY),
        (MONTH, -1, date(2026, 12, 10), date(2026, 11, 30)),
        (MONTH, 1, TODAY, date(2026, 12, 24)),
        (QUARTER, 1, date(2026, 11, 30), date(2027, 2, 28)),
        (QUARTER, -1, date(2027, 3, 31), date(2026, 12, 31)),
        (QUARTER, -1, date(2027, 1, 5), date(2026, 12, 31)),
        (WEEK, 1, date(2026, 11, 27), date(2026, 12, 4)),
        (WEEK, -1, date(2026, 11, 30), date(2026, 11, 29)),
        (MONTH, 1, date(2026, 11, 23), date(2026, 11, 30)),
        (MONTH, 1, date(2020, 2, 29), date(2026, 11, 30)),
        (WEEK, 1, None, date(2026, 11, 29)),
        (QUARTER, 1, None, date(2026, 12, 31)),
    ],
)
def test_a_move_goes_to_the_same_day_of_the_next_column(
    classic_workspace: Workspace, unit: PeriodUnit, by: int, before: date | None, after: date
) -> None:
    """Clamped to the month's end; to the present column's last day where that day has passed."""
    ws = classic_workspace
    deal = builders.deal(ws, closes=before)
    forecast.move(ws, [deal], by, unit, {deal: before})
    assert closes(ws, deal) == after
    history.undo(ws)
    assert closes(ws, deal) == before
    history.redo(ws)
    assert closes(ws, deal) == after
    assert looks.check(ws) == []


def test_a_move_from_29_february(classic_workspace: Workspace) -> None:
    """A year has no such day: a month on it is the 29th, in a quarter too."""
    ws = at(classic_workspace, date(2028, 2, 29))
    deal = builders.deal(ws, closes=date(2028, 2, 29))
    assert forecast.forecast(ws).columns[0].deals == 1
    forecast.move(ws, [deal], 1, MONTH)
    assert closes(ws, deal) == date(2028, 3, 29)
    forecast.move(ws, [deal], -1, MONTH)
    assert closes(ws, deal) == date(2028, 2, 29)
    forecast.move(ws, [deal], 1, QUARTER)
    assert closes(ws, deal) == date(2028, 5, 29)


@pytest.mark.parametrize(
    ("before", "why"),
    [
        (TODAY, "its expected close, Tue 24 Nov 2026, is in this month"),
        (date(2026, 11, 30), "its expected close, Mon 30 Nov 2026, is in this month"),
        (date(2026, 11, 3), "its expected close, Tue 3 Nov 2026, has passed"),
        (None, "has no expected close; it can only move right, to 2026-11"),
    ],
)
def test_nothing_moves_left_of_today(
    classic_workspace: Workspace, before: date | None, why: str
) -> None:
    """It is refused with the day, and of several marked deals none moves."""
    ws = classic_workspace
    deal = builders.deal(ws, closes=before)
    other = builders.deal(ws, "Kestrel", closes=date(2027, 3, 1))
    with pytest.raises(Refused, match=why):
        forecast.move(ws, [other, deal], -1, MONTH)
    assert (closes(ws, deal), closes(ws, other)) == (before, date(2027, 3, 1))


def test_several_deals_move_as_one_step(classic_workspace: Workspace) -> None:
    """The history names one deal with its days and counts several; one undo takes all back."""
    ws = classic_workspace
    one = builders.deal(ws, "Acme", closes=date(2026, 12, 10))
    two = builders.deal(ws, "Kestrel")
    step = forecast.move(ws, [one], 1, MONTH)
    assert step.title == (
        "Moved the expected close of Acme from Thu 10 Dec 2026 to Sun 10 Jan 2027"
    )
    step = forecast.move(ws, [two], 1, MONTH)
    assert step.title == "Moved the expected close of Kestrel to Mon 30 Nov 2026"
    step = forecast.move(ws, [one, two, one], 1, QUARTER)
    assert step.title == "Moved the expected close of 2 deals a quarter later"
    assert (closes(ws, one), closes(ws, two)) == (date(2027, 4, 10), date(2027, 2, 28))
    said = history.of_deal(ws, one)[0].sentences
    assert said == ("Expected close changed from Sun 10 Jan 2027 to Sat 10 Apr 2027",)
    history.undo(ws)
    assert (closes(ws, one), closes(ws, two)) == (date(2027, 1, 10), date(2026, 11, 30))


def test_a_move_counts_on_from_what_the_person_saw(classic_workspace: Workspace) -> None:
    """Who changed the day meanwhile is not overwritten; a deal won meanwhile is refused."""
    ws = classic_workspace
    deal = builders.deal(ws, closes=date(2026, 12, 10))
    put(replace_actor(ws, "bo"), deal, expected_close="2027-03-01")
    with pytest.raises(Conflict, match="somebody else changed the expected close of Acme renewal"):
        forecast.move(ws, [deal], 1, MONTH, {deal: date(2026, 12, 10)})
    assert closes(ws, deal) == date(2027, 3, 1)
    put(replace_actor(ws, "bo"), deal, forecast_category="commit")
    with pytest.raises(Conflict, match="changed the forecast category"):
        forecast.categorize(ws, [deal], ForecastCategory.OMITTED, {deal: None})
    deals.win(ws, [deal])
    with pytest.raises(NotOpen, match="only an open deal is expected to close"):
        forecast.move(ws, [deal], 1, MONTH)
    with pytest.raises(NotOpen, match="only an open deal has a forecast category"):
        forecast.categorize(ws, [deal], ForecastCategory.COMMIT)


def replace_actor(ws: Workspace, actor: str) -> Workspace:
    """Returns the workspace as somebody else has it."""
    return Workspace(ws.database, actor, ws.clock, ws.currency, ws.locale, ws.backups)


def test_a_category_is_set_and_taken_back(classic_workspace: Workspace) -> None:
    """For several deals as one step; those that have it already are left alone."""
    ws = classic_workspace
    one, two = builders.deal(ws, "Acme"), builders.deal(ws, "Kestrel")
    step = forecast.categorize(ws, [one], ForecastCategory.BEST_CASE, {one: None})
    assert step is not None
    assert step.title == "Set the forecast category of Acme to best case"
    step = forecast.categorize(ws, [one, two], ForecastCategory.COMMIT)
    assert step is not None
    assert step.title == "Set the forecast category of 2 deals to commit"
    assert forecast.categorize(ws, [one, two], ForecastCategory.COMMIT) is None
    assert category(ws, one) == "commit"
    history.undo(ws)
    assert (category(ws, one), category(ws, two)) == ("best case", None)
    history.redo(ws)
    assert (category(ws, one), category(ws, two)) == ("commit", "commit")


def category(ws: Workspace, deal: int) -> str | None:
    """Returns the forecast category of a deal."""
    return details.view(ws, deal).deal.forecast_category


@pytest.mark.parametrize("chosen", list(ForecastCategory))
def test_no_change_of_stage_or_status_overwrites_a_category(
    classic_workspace: Workspace, chosen: ForecastCategory
) -> None:
    """Moved, put off, reopened, lost, won, and moved in the forecast: it stays what the rep said."""
    ws = classic_workspace
    deal = builders.deal(ws, closes=date(2026, 12, 10))
    forecast.categorize(ws, [deal], chosen)
    builders.move(ws, [deal], 2)
    assert category(ws, deal) == chosen
    forecast.move(ws, [deal], 1, MONTH)
    assert category(ws, deal) == chosen
    nurture.nurture(ws, [deal], date(2027, 2, 24))
    assert category(ws, deal) == chosen
    deals.reopen(ws, [deal])
    assert category(ws, deal) == chosen
    deals.lose(ws, [deal], "price")
    assert category(ws, deal) == chosen
    deals.reopen(ws, [deal])
    deals.win(ws, [deal])
    assert category(ws, deal) == chosen
    deals.reopen(ws, [deal])
    view = details.view(ws, deal).deal
    assert (view.forecast_category, view.status) == (chosen, Status.OPEN)


def test_an_import_keeps_a_category_that_its_file_does_not_tell(
    classic_workspace: Workspace,
) -> None:
    """Whatever stage and status it brings; a file that tells another one is obeyed."""
    ws = classic_workspace
    head = "id,title,stage,status"
    imported(ws, f"{head}\n7,Acme,Prospecting,open\n")
    deal = names.deal(ws, "acme")
    forecast.categorize(ws, [deal], ForecastCategory.COMMIT)
    for row in ("7,Acme,Proposal,open", "7,Acme,Proposal,lost", "7,Acme,Proposal,open"):
        imported(ws, f"{head}\n{row}\n")
        assert category(ws, deal) == "commit"
    imported(ws, f"{head},forecast category\n7,Acme,Proposal,open,\n")
    assert category(ws, deal) == "commit"
    imported(ws, f"{head},forecast category\n7,Acme,Proposal,open,omitted\n")
    assert category(ws, deal) == "omitted"


@pytest.mark.parametrize("unit", [MONTH, WEEK, QUARTER])
def test_figures_are_those_of_the_exported_deals(
    classic_workspace: Workspace, unit: PeriodUnit
) -> None:
    """Computed a second time, from what `deals --all --json` tells, to the cent."""
    ws = classic_workspace
    chance = random.Random(f"forecast by {unit}")
    for number in range(50):
        day = TODAY + timedelta(chance.randint(-60, 400)) if chance.random() < 0.8 else None
        currency = chance.choice(("EUR", "EUR", "JPY", "KWD"))
        value = chance.randint(0, 10**7) if chance.random() < 0.9 else None
        deal = builders.deal(ws, f"Deal {number}", value=value, currency=currency, closes=day)
        category = chance.choice(("", *ForecastCategory))
        put(ws, deal, probability=str(chance.randint(0, 100)), forecast_category=category)
        if chance.random() < 0.2:
            deals.win(ws, [deal])
        elif chance.random() < 0.1:
            deals.lose(ws, [deal], "price")
    told = list(exports.deals(ws, all_statuses=True))
    found = forecast_exports.forecast(ws, forecast.forecast(ws, unit))
    for column in found["columns"]:
        first, last = column["from"], column["to"]
        inside = [
            each
            for each in told
            if each["status"] == "open"
            and max(first, TODAY.isoformat()) <= (each["expected_close"] or "") <= last
        ]
        assert column["deals"] == len(inside)
        counted = [each for each in inside if each["forecast_category"] != "omitted"]
        assert column["weighted"] == summed(counted, lambda each: each["probability"])
        for key, category in (("commit", "commit"), ("best_case", "best case")):
            of = [each for each in counted if each["forecast_category"] == category]
            assert column[key] == summed(of)
        won = [
            each for each in told if each["status"] == "won" and first <= each["closed_on"] <= last
        ]
        assert column["won"] == summed(won)


def summed(
    rows: list[dict[str, Any]], percent: Callable[[dict[str, Any]], int] = lambda _: 100
) -> dict[str, str]:
    """Returns the value of exported deals by currency, each a part of its value in percent."""
    sums: dict[str, Decimal] = {}
    for each in rows:
        if each["value"] is not None:
            share = Decimal(each["value"]) * percent(each) / 100
            sums[each["currency"]] = sums.get(each["currency"], Decimal(0)) + share
    exact = {"EUR": Decimal("0.01"), "JPY": Decimal(1), "KWD": Decimal("0.001")}
    return {code: str(sums[code].quantize(exact[code])) for code in sorted(sums)}
