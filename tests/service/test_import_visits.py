"""What a file tells of the stages that a deal was in becomes its stays, and figures follow."""

import io
import json
from collections import Counter
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given

from pipeboard.domain.figures import Scope
from pipeboard.domain.money import exact
from pipeboard.domain.periods import Period, PeriodUnit, period_of
from pipeboard.exchange.writers import write_deals_json
from pipeboard.service import (
    deals,
    exports,
    fields,
    history,
    imports,
    insights,
    pipeline_editing,
    pipelines,
    stage_figures,
    stages,
    templates,
    upkeep,
)
from pipeboard.service.workspace import Workspace
from tests import builders
from tests.clocks import PinnedClock
from tests.service.histories import begin_anew, examples
from tests.service.test_imports import counts, imported, planned, view
from tests.service.test_insights_random import ACTS, History

EXAMPLES = {"sqlite": 25, "postgresql": 6}
Json = dict[str, Any]


def later(ws: Workspace, days: int) -> None:
    """Lets days pass."""
    assert isinstance(ws.clock, PinnedClock)
    ws.clock = ws.clock.later(timedelta(days))


def exported(ws: Workspace) -> str:
    """What `export --json` writes of all deals."""
    stream = io.StringIO()
    rows = exports.deals(ws, all_statuses=True, complete=True, past=True)
    write_deals_json(rows, stream)
    return stream.getvalue()


def visits(ws: Workspace, title: str) -> list[tuple[str, str, str | None]]:
    """The stays of a deal: stage, and the days that it entered and left it."""
    found = exports.deal(ws, view(ws, title).deal.id)["visits"]
    return [(each["stage"], each["entered_on"], each["left_on"]) for each in found]


def told(ws: Workspace, scope: Scope) -> dict[str, Any]:
    """What is told of each stage, by its name; what became of deals only before the sale.

    Whether one was won once that was opened again since, how it stood tells and no stay does.
    """
    *before, after = stage_figures.stage_figures(ws, scope)
    outcomes = {each.name: (each.converted, each.not_converted, each.pending) for each in before}
    return {
        each.name: (
            *(each.entered, each.left, *outcomes.get(each.name, ())),
            *(each.mean_days, each.median_days, each.still_there),
        )
        for each in (*before, after)
    }


def test_figures_of_stages_are_those_of_the_exported_database(
    workspace: Workspace, clock: PinnedClock
) -> None:
    """In every month and in all of them, whatever was done to the deals.

    Imported where it comes from, an export says nothing new.
    """

    @examples(workspace, EXAMPLES)
    @given(acts=ACTS)
    def property_(acts: list[Any]) -> None:
        ws = workspace
        begin_anew(ws)
        ws.clock = clock
        work = History(ws)
        for act in acts:
            work.act(*act)
        whole = Period(clock.today() - timedelta(days=50), ws.today() + timedelta(days=9))
        months = [whole, period_of(whole.first, PeriodUnit.MONTH)]
        while months[-1].last < ws.today():
            months.append(months[-1].moved(1))
        scopes = [Scope(each, owner=who) for each in months for who in (None, "bo")]
        before, text = [told(ws, scope) for scope in scopes], exported(ws)
        if text != "[]\n":
            assert counts(imported(ws, text)) == (0, 0, len(json.loads(text)), 0)
        begin_anew(ws)
        if text != "[]\n":
            imported(ws, text)
        assert [told(ws, scope) for scope in scopes] == before

    property_()


def on(row: Json, day: date) -> Json | None:
    """How an exported deal stood on the evening of a day; None where that is not known."""
    evening = day.isoformat()
    if any(each["since_unknown"] and each["from_on"] > evening for each in row["stood"]):
        return None
    held: list[Json] = [
        each
        for each in row["stood"]
        if each["from_on"] <= evening and (each["until_on"] is None or each["until_on"] > evening)
    ]
    return held[0] if held else None


def recomputed(rows: list[Json], period: Period) -> Json:
    """Figures by what an export says, in plain loops."""
    stood = [held for row in rows if (held := on(row, period.last))]
    opened = [held for held in stood if held["status"] == "open" and held["value"] is not None]
    sums: dict[str, Decimal] = {}
    for held in opened:
        sums[held["currency"]] = sums.get(held["currency"], Decimal()) + Decimal(held["value"])
    first, last = str(period.first), str(period.last)
    done = [item["done_at"] for row in rows for item in row["follow_ups"] if item["done_at"]]
    stays = [visit for row in rows for visit in row["visits"]]
    return {
        "open": {code: str(money) for code, money in sums.items()},
        "done": sum(first <= at[:10] <= last for at in done),
        "left": Counter(
            visit["stage"] for visit in stays if first <= (visit["left_on"] or "") <= last
        ),
    }


def test_figures_can_be_worked_out_from_an_export(workspace: Workspace, clock: PinnedClock) -> None:
    """What was open on an evening, to the cent, what was done and who left which stage."""

    @examples(workspace, EXAMPLES)
    @given(acts=ACTS.map(lambda acts: [act for act in acts if act[0] != "delete"]))
    def property_(acts: list[Any]) -> None:
        ws = workspace
        begin_anew(ws)
        ws.clock = clock
        work = History(ws)
        for act in acts:
            work.act(*act)
        rows = json.loads(exported(ws))
        month = period_of(ws.today(), PeriodUnit.MONTH)
        for back in range(3):
            period = month.moved(-back)
            scope = Scope(period)
            wanted = recomputed(rows, period)
            if period.last < ws.today():
                found = insights.figures(ws, scope, ["open_value"])["open_value"].value
                assert isinstance(found, dict | None)
                money = {code: exact(minor, code) for code, minor in (found or {}).items()}
                assert money == wanted["open"]
            done = insights.figures(ws, scope, ["activities_done"])["activities_done"].value
            assert done == wanted["done"]
            left = {each.name: each.left for each in stage_figures.stage_figures(ws, scope)}
            assert {name: count for name, count in left.items() if count} == wanted["left"]

    property_()


@pytest.fixture
def moved(classic_workspace: Workspace) -> Workspace:
    """A deal that went two stages on and was won, and one that went back and is still open."""
    ws = classic_workspace
    won, still = builders.deal(ws, "Won one"), builders.deal(ws, "Open one")
    for steps in (1, 1):
        later(ws, 3)
        builders.move(ws, [won, still], steps)
    later(ws, 2)
    builders.move(ws, [still], -1)
    later(ws, 4)
    deals.win(ws, [won])
    return ws


def test_stays_come_along(moved: Workspace) -> None:
    """Also several on one day, in their order; what is exported then is the same; undo takes all."""
    ws = moved
    fast = builders.deal(ws, "Fast one")
    builders.move(ws, [fast], 2)
    deals.lose(ws, [fast], "price")
    text = exported(ws)
    before = {row["title"]: row["visits"] for row in json.loads(text)}
    assert [each["stage"] for each in before["Fast one"]] == [
        *("Lead Generation", "Lead Qualification")
    ]
    deals.delete(ws, [row["id"] for row in json.loads(text)])
    assert counts(imported(ws, text)) == (3, 0, 0, 0)
    after = {row["title"]: row["visits"] for row in json.loads(exported(ws))}
    assert after == before
    assert view(ws, "Won one").deal.custom == {}
    history.undo(ws)
    assert json.loads(exported(ws)) == []
    history.redo(ws)
    assert {row["title"]: row["visits"] for row in json.loads(exported(ws))} == before
    assert upkeep.check(ws) == []


def test_an_export_imported_where_it_comes_from_says_nothing_new(moved: Workspace) -> None:
    """Nor does one of stages and pipelines that were removed meanwhile."""
    ws = moved
    made = pipeline_editing.add(ws, "Renewals", "short")
    away = builders.deal(ws, "Away")
    builders.move_to(ws, [away], pipelines.stages(ws, made.id)[1].id)
    deals.lose(ws, [away], "price")
    there = {each.name: each.id for each in pipelines.stages(ws, 1)}
    stages.remove(ws, there["Lead Qualification"], there["Proposal"])
    pipeline_editing.remove(ws, made.id, None)
    assert counts(imported(ws, exported(ws))) == (0, 0, 4 - 1, 0)


def test_a_deal_that_was_in_a_removed_stage_comes_back_to_its_pipeline(moved: Workspace) -> None:
    """No pipeline is made for a stage that it is not in any more."""
    ws = moved
    later(ws, 1)
    there = {each.name: each.id for each in pipelines.stages(ws, 1)}
    stages.remove(ws, there["Lead Generation"], there["Prospecting"])
    text, before = exported(ws), visits(ws, "Won one")
    deals.delete(ws, [view(ws, "Won one").deal.id])
    assert counts(imported(ws, text)) == (1, 0, 1, 0)
    assert len(pipelines.pipelines(ws)) == 1
    assert visits(ws, "Won one") == before


def test_a_known_deal_gets_the_stays_of_the_file(moved: Workspace) -> None:
    """Those that are so stay, others change, go and come; undo and redo know all of it."""
    ws = moved
    text, before = exported(ws), visits(ws, "Open one")
    deal = view(ws, "Open one").deal.id
    later(ws, 3)
    builders.move(ws, [deal], 3)
    later(ws, 3)
    deals.lose(ws, [deal], "price")
    after = visits(ws, "Open one")
    tried = imported(ws, text, dry_run=True)
    assert tried.updates[0].changes[0].startswith("Reopened")
    assert counts(imported(ws, text)) == (0, 1, 1, 0)
    assert visits(ws, "Open one") == before
    history.undo(ws)
    assert visits(ws, "Open one") == after
    history.redo(ws)
    assert visits(ws, "Open one") == before
    assert upkeep.check(ws) == []


def test_other_days_in_stages_are_something_new(moved: Workspace) -> None:
    """A dry run says so."""
    ws = moved
    rows = json.loads(exported(ws))
    row = next(each for each in rows if each["title"] == "Open one")
    row["visits"][0]["entered_on"] = "2026-11-20"
    text = json.dumps(rows)
    tried = imported(ws, text, dry_run=True)
    assert tried.updates[0].changes == ("Gets the days in its stages that the file has",)
    assert counts(imported(ws, text)) == (0, 1, 1, 0)
    assert visits(ws, "Open one")[0] == ("Lead Generation", "2026-11-20", "2026-11-27")


def test_stays_in_another_pipeline(classic_workspace: Workspace) -> None:
    """Are in that of the name, which is made where it is not there."""
    ws = classic_workspace
    made = pipeline_editing.add(ws, "Renewals", "short")
    deal = builders.deal(ws, "Acme renewal")
    builders.move_to(ws, [deal], pipelines.stages(ws, made.id)[1].id)
    text = exported(ws)
    begin_anew(ws)
    imported(ws, text)
    found = exports.deal(ws, view(ws, "Acme renewal").deal.id)["visits"]
    assert [(each["pipeline"], each["stage"]) for each in found] == [
        *(("Sales 2", "Lead Generation"), ("Renewals", "Qualified"))
    ]


def test_a_deal_of_which_no_stay_is_known_gets_none(classic_workspace: Workspace) -> None:
    """Nothing is guessed from its other days."""
    ws = classic_workspace
    imported(ws, "title,stage,status\nUnknown,Proposal,won\n")
    (row,) = json.loads(exported(ws))
    assert row["visits"] == []
    row["closed_on"] = "2026-11-01"
    begin_anew(ws)
    imported(ws, json.dumps([row]))
    assert visits(ws, "Unknown") == []


def without_a_post_sale_stage(ws: Workspace) -> None:
    """Takes the last stage of the only pipeline away."""
    last = pipelines.stages(ws, 1)[-1]
    stages.remove(ws, last.id, None)


@pytest.mark.parametrize("template", ["classic", "short", "small-business"])
def test_stages_of_a_template_come_as_they_are_there(workspace: Workspace, template: str) -> None:
    """In its order and with its probabilities, which figures go by."""
    ws = workspace
    templates.set_up(ws, template)
    builders.deal(ws, "Mine")
    first = pipelines.stages(ws, 1)
    builders.deal(ws, "Next", stage=first[2].name)
    text = exported(ws)
    made = pipeline_editing.add(ws, "Other", "short" if template == "classic" else "classic")
    pipeline_editing.remove(ws, 1, pipelines.stages(ws, made.id)[0].id)
    deals.delete(ws, [row["id"] for row in json.loads(text)])
    imported(ws, text)
    there = pipelines.stages(ws, view(ws, "Next").pipeline.id)
    parts = [
        [(each.name, each.probability, each.qualified) for each in all_] for all_ in (first, there)
    ]
    assert parts[0] == parts[1]


def test_a_won_deal_goes_on_after_the_sale_where_there_is_a_stage_for_it(
    classic_workspace: Workspace,
) -> None:
    """And stops with its closing where there is none."""
    ws = classic_workspace
    deal = builders.deal(ws, "Acme")
    later(ws, 2)
    deals.win(ws, [deal])
    with_it = exported(ws)
    ended = json.loads(with_it)
    ended[0] |= {"stage": "Lead Generation", "visits": ended[0]["visits"][:1]}
    stays = visits(ws, "Acme")
    deals.delete(ws, [deal])
    imported(ws, json.dumps(ended))
    assert visits(ws, "Acme") == stays


ROW = {
    "title": "Acme",
    "stage_since": None,
    "stage": "Proposal",
    "pipeline": "Sales",
    "status": "open",
}
FIRST = {"pipeline": "Sales", "stage": "Prospecting", "entered_on": "2026-10-01"}
LAST = {"pipeline": "Sales", "stage": "Proposal", "entered_on": "2026-11-01", "left_on": None}
ENDED = FIRST | {"left_on": "2026-11-01"}


@pytest.mark.parametrize(
    ("row", "stays", "message"),
    [
        ({}, "soon", "'soon' is not understood; a list of stays is needed"),
        ({}, [7], "'7' is not understood; a list of stays is needed"),
        ({}, [LAST | {"stage": None}], "a list of stays is needed, each with pipeline, stage"),
        ({}, [LAST | {"entered_on": None}], "visits, entered_on: the day is needed"),
        ({}, [LAST | {"entered_on": "1 May"}], "visits, entered_on: '1 May' is not understood"),
        (
            {},
            [LAST | {"entered_on": "2026-11-25"}],
            "cannot lie in the future, today is 2026-11-24",
        ),
        ({}, [ENDED | {"left_on": "2026-09-30"}, LAST], "it ends before it begins"),
        (
            {},
            [ENDED | {"left_on": "2026-11-02"}, LAST],
            "'Proposal 2026-11-01 to now' cannot be; the stay in Prospecting before it lasts until",
        ),
        ({}, [FIRST | {"left_on": None}, LAST], "the stay in Prospecting before it has not ended"),
        ({}, [ENDED], "the deal is open, so its last stay, in Proposal, has no left_on"),
        ({"stage": "Prospecting"}, [ENDED, LAST], "the deal is in Prospecting; its last stay has"),
        ({"status": "lost"}, [ENDED, LAST], "the deal's status is lost, so its last stay needs a"),
    ],
)
def test_stays_that_cannot_have_been(
    classic_workspace: Workspace, row: Json, stays: Any, message: str
) -> None:
    """Cost their row, which is told with the field, what stands there and what to do."""
    good = ROW | {"title": "Good", "visits": [ENDED, LAST]}
    result = imported(classic_workspace, json.dumps([ROW | row | {"visits": stays}, good]))
    assert counts(result) == (1, 0, 0, 1)
    (error,) = result.errors
    assert (error.row, error.field.split(",")[0]) == (1, "visits")
    assert message in error.message
    assert visits(classic_workspace, "Good") == [
        *(("Prospecting", "2026-10-01", "2026-11-01"), ("Proposal", "2026-11-01", None))
    ]


def test_visits_of_other_files_are_a_field_of_theirs(workspace: Workspace) -> None:
    """A count of visits in a file of another program is kept, and how a deal stood is not."""
    (deal,) = planned(workspace, "title,stage,visits\nA,Lead,7\n").deals
    assert (deal.visits, deal.custom) == (None, {"visits": "7"})
    row = ROW | {"visits": [LAST], "stood": [{"from_on": "x"}], "follow_ups": [{"id": 1}]}
    (deal,) = planned(workspace, json.dumps([row])).deals
    assert deal.custom == {}


def test_another_day_of_closing_moves_the_stays(moved: Workspace) -> None:
    """As winning for that day does, however late it is told; undone and done again as well."""
    ws = moved
    deal, before = view(ws, "Won one").deal.id, visits(ws, "Won one")

    def ends(day: str) -> list[Any]:
        return [*before[:-2], (*before[-2][:2], day), (before[-1][0], day, None)]

    def stays(day: str) -> list[Any]:
        fields.change(ws, deal, [("closed_on", day)])
        assert upkeep.check(ws) == []
        return visits(ws, "Won one")

    assert stays("2026-12-01") == ends("2026-12-01")
    step = history.of_deal(ws, deal)[0]
    assert step.sentences == ("Closed on changed from Sun 6 Dec 2026 to Tue 1 Dec 2026",)
    history.undo(ws)
    assert visits(ws, "Won one") == before
    history.redo(ws)
    assert visits(ws, "Won one") == ends("2026-12-01")
    assert stays("2026-11-26") == ends("2026-11-30")
    assert stays("2026-12-04") == ends("2026-12-04")
    assert stays("") == ends("2026-12-04")


def test_a_lost_deal_left_its_stage_on_the_day_of_closing(moved: Workspace) -> None:
    """An edit and a file move it; a stay that ended on another day is left alone."""
    ws = moved
    deal = view(ws, "Open one").deal.id
    deals.lose(ws, [deal], "price")
    fields.change(ws, deal, [("closed_on", "2026-12-04")])
    assert visits(ws, "Open one")[-1][2] == "2026-12-04"
    head = "id,title,stage_since,created_on,expected_close,closed_on,next_step,status\n"
    imported(ws, f"{head}{deal},Open one,,,,2026-12-05,,lost\n")
    assert visits(ws, "Open one")[-1][2] == "2026-12-05"
    history.undo(ws)
    assert visits(ws, "Open one")[-1][2] == "2026-12-04"


HUBSPOT = """\
Record ID,Deal Name,Deal Stage,Pipeline,Amount,Create Date,Close Date,\
Date entered 'Demo (Sales Pipeline)',Date entered 'Offer (Sales Pipeline)',\
Date entered 'Closed won (Sales Pipeline)'
1,Acme,Demo,Sales Pipeline,5,2026-09-01,2026-12-01,2026-10-02 09:30,,
2,Kestrel,Closed Won,Sales Pipeline,7,2026-09-01,2026-11-10,2026-10-02,2026-10-09,2026-11-10
3,Corvid,Closed Lost,Sales Pipeline,7,2026-09-01,2026-11-10,2026-10-02,,
"""


def test_columns_for_stages_of_another_program(workspace: Workspace) -> None:
    """Are stays, a won deal goes on after the sale; undo takes them back with the deals."""
    ws = workspace
    assert counts(imported(ws, HUBSPOT)) == (3, 0, 0, 0)
    sold = pipelines.stages(ws, pipelines.current(ws).id)[-1].name
    assert visits(ws, "Acme") == [("Demo", "2026-10-02", None)]
    assert visits(ws, "Kestrel") == [
        *(("Demo", "2026-10-02", "2026-10-09"), ("Offer", "2026-10-09", "2026-11-10")),
        (sold, "2026-11-10", None),
    ]
    assert visits(ws, "Corvid") == [("Demo", "2026-10-02", "2026-11-10")]
    assert view(ws, "Acme").days_in_stage == 53
    assert view(ws, "Acme").deal.touched_on == date(2026, 10, 2)
    october = Scope(Period(date(2026, 10, 1), date(2026, 10, 31)))
    assert told(ws, october)["Demo"][:3] == (3, 1, 1)
    assert counts(imported(ws, HUBSPOT)) == (0, 0, 3, 0)
    lines = imports.tell_columns(planned(ws, HUBSPOT))
    assert "Date entered 'Offer (Sales Pipeline)': entered stage (Offer)" in lines
    history.undo(ws)
    assert json.loads(exported(ws)) == []
    assert upkeep.check(ws) == []


def test_a_newer_file_of_another_program(workspace: Workspace) -> None:
    """Ends the stay that went on and adds the next; undone, it goes on again."""
    ws = workspace
    imported(ws, HUBSPOT)
    newer = HUBSPOT.replace("Acme,Demo", "Acme,Offer").replace("09:30,,", "09:30,2026-11-20,")
    assert counts(imported(ws, newer)) == (0, 1, 2, 0)
    assert visits(ws, "Acme") == [
        *(("Demo", "2026-10-02", "2026-11-20"), ("Offer", "2026-11-20", None))
    ]
    history.undo(ws)
    assert visits(ws, "Acme") == [("Demo", "2026-10-02", None)]
    assert builders.stage_names(ws, view(ws, "Acme").deal.id) == ["Demo"]


def test_an_older_file_of_another_program(workspace: Workspace) -> None:
    """Tells less of a deal that was worked on here: it is brought back to what the file says."""
    ws = workspace
    imported(ws, HUBSPOT)
    deal = view(ws, "Acme").deal.id
    builders.move(ws, [deal], 1)
    assert len(visits(ws, "Acme")) == 2
    assert counts(imported(ws, HUBSPOT)) == (0, 1, 2, 0)
    assert visits(ws, "Acme") == [("Demo", "2026-10-02", None)]
    history.undo(ws)
    assert [stage for stage, *_ in visits(ws, "Acme")] == ["Demo", "Offer"]
    assert upkeep.check(ws) == []


def test_a_stage_that_was_renamed_here(workspace: Workspace) -> None:
    """A file that calls it otherwise leaves the stays of a deal alone."""
    ws = workspace
    imported(ws, HUBSPOT)
    demo = pipelines.stages(ws, pipelines.current(ws).id)[0]
    stages.edit(ws, demo, {"name": "Show"})
    assert counts(imported(ws, HUBSPOT)) == (0, 0, 3, 0)
    assert visits(ws, "Acme") == [("Show", "2026-10-02", None)]
