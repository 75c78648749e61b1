"""Importing: where deals go, what is kept, what a second import does, and that it is one step."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from pipeboard.domain.deals import Status
from pipeboard.domain.views import DealView
from pipeboard.errors import NotFound, Refused
from pipeboard.exchange.imported import ImportPlan
from pipeboard.exchange.plan import plan_deals
from pipeboard.service import (
    agenda,
    boards,
    deals,
    details,
    exports,
    history,
    imports,
    names,
    people,
    pipelines,
    upkeep,
)
from pipeboard.service.imports import ImportResult
from pipeboard.service.workspace import Workspace
from tests import builders

FILE = """\
Deal ID,Deal name,Company,Amount,Currency,Deal stage,Create date,Close date,Deal owner,Region
7,Acme renewal,Acme,1200.50,EUR,Proposal,2026-09-01,2026-12-31,mei,North
8,Kestrel trial,Kestrel,,EUR,Prospecting,,2027-01-15,,
9,Corvid pilot,Corvid,900,EUR,Closed Won,2026-08-01,2026-11-02,mei,
10,Heron offer,Heron,50,EUR,Closed Lost,2026-08-01,2026-10-02,mei,
11,Rook lead,Acme,10,EUR,Lead,,,,
"""


def planned(ws: Workspace, text: str) -> ImportPlan:
    return plan_deals(
        text.encode(), name="deals.csv", today=ws.today(), currency=ws.currency, locale=ws.locale
    )


def imported(ws: Workspace, text: str = FILE, **options: Any) -> ImportResult:
    """Imports a file; whatever it was, the database is sound afterwards."""
    result = imports.import_deals(ws, [planned(ws, text)], **options)
    assert upkeep.check(ws) == []
    return result


def counts(result: ImportResult) -> tuple[int, int, int, int]:
    return result.created, result.updated, result.skipped, len(result.errors)


def view(ws: Workspace, title: str) -> DealView:
    return details.view(ws, names.deal(ws, title))


def stage_names(ws: Workspace) -> list[str]:
    return [stage.name for stage in boards.board(ws).stages]


def test_unknown_stages_become_those_of_a_new_pipeline(classic_workspace: Workspace) -> None:
    """In selling order, with a post-sale stage; it is then the pipeline that one looks at."""
    ws = classic_workspace
    text = FILE.replace("Prospecting", "Tasting")
    assert counts(imported(ws, text)) == (5, 0, 0, 0)
    assert stage_names(ws) == ["Lead", "Proposal", "Tasting", "Post-Sale"]
    assert [pipeline.name for pipeline in pipelines.pipelines(ws)] == ["Sales", "HubSpot"]
    bo = replace(ws, actor="bo")
    assert pipelines.current(bo).name == "Sales"


def test_known_stages_are_used(classic_workspace: Workspace) -> None:
    """Whatever the case; the deals go to the top of their lanes, in the order of the file."""
    ws = classic_workspace
    builders.deal(ws, "Mine", stage="Proposal")
    rows = "title,stage\nOne,proposal\nTwo,PROPOSAL\nThree,Prospecting\n"
    imported(ws, rows)
    assert len(pipelines.pipelines(ws)) == 1
    assert builders.lane(ws, 4) == ["One", "Two", "Mine"]
    assert builders.lane(ws, 1) == ["Three"]


def test_without_stages_open_deals_go_to_the_first(workspace: Workspace) -> None:
    """Of the classic ones, where nobody has chosen any."""
    imported(workspace, "title,amount\nOne,5\nTwo,\n")
    assert builders.lane(workspace, 0) == ["One", "Two"]
    assert len(stage_names(workspace)) == 7
    assert pipelines.currency(workspace) == "EUR"


def test_the_pipelines_of_the_file(classic_workspace: Workspace) -> None:
    """One that is there is used when it has the stages, others are made; names stay unique."""
    ws = classic_workspace
    rows = (
        "title,pipeline,stage\nA,sales,Proposal\nB,Renewals,Draft\nC,Renewals,Draft\nD,Partners,\n"
    )
    imported(ws, rows)
    assert [pipeline.name for pipeline in pipelines.pipelines(ws)] == [
        *("Sales", "Renewals", "Partners")
    ]
    assert view(ws, "A").pipeline.name == "Sales"
    assert view(ws, "D").stage is not None
    assert pipelines.current(ws).name == "Renewals"
    imported(ws, "title,pipeline,stage\nE,Sales,Tasting\n")
    assert view(ws, "E").pipeline.name == "Sales 2"


def test_the_pipeline_that_was_asked_for(classic_workspace: Workspace) -> None:
    """Refused when it lacks a stage, and nothing is written."""
    ws = classic_workspace
    sales = pipelines.current(ws).id
    with pytest.raises(Refused, match="Sales has no stage Tasting"):
        imported(ws, "title,stage\nA,Tasting\n", pipeline_id=sales)
    assert counts(imported(ws, "title,stage\nA,Proposal\n", pipeline_id=sales)) == (1, 0, 0, 0)


def test_all_that_the_file_says_is_kept(classic_workspace: Workspace) -> None:
    """Fields in their places, other columns as custom fields, ids as external ids."""
    ws = classic_workspace
    imported(ws)
    acme = view(ws, "Acme renewal")
    assert (acme.deal.value, acme.deal.currency, acme.deal.owner) == (120_050, "EUR", "mei")
    assert (acme.deal.created_on, acme.deal.expected_close) == (
        *(date(2026, 9, 1), date(2026, 12, 31)),
    )
    assert acme.deal.custom == {"Region": "North"}
    assert acme.external_ids == (("hubspot", "7"),)
    assert acme.company is not None
    assert view(ws, "Rook lead").deal.company_id == acme.company.id


def test_what_is_not_known_stays_empty(classic_workspace: Workspace) -> None:
    """No value is not 0, no date is not today, no owner is nobody."""
    ws = classic_workspace
    imported(ws)
    kestrel = view(ws, "Kestrel trial")
    assert (kestrel.deal.value, kestrel.deal.created_on, kestrel.deal.touched_on) == (
        *(None, None, None),
    )
    assert (kestrel.deal.owner, kestrel.days_in_stage, kestrel.stale) == ("", None, False)


def test_won_and_lost_are_outcomes(classic_workspace: Workspace) -> None:
    """A won deal is in post-sale since it closed; a lost one of unknown stage is in none."""
    ws = classic_workspace
    imported(ws)
    won, lost = view(ws, "Corvid"), view(ws, "Heron")
    assert (won.deal.status, won.deal.closed_on) == (Status.WON, date(2026, 11, 2))
    assert won.stage is not None
    assert won.stage.is_post_sale
    assert won.days_in_stage == 22
    assert won.deal.touched_on == date(2026, 11, 2)
    assert (lost.deal.status, lost.stage) == (Status.LOST, None)


def test_past_visits_are_written_where_their_dates_are_known(workspace: Workspace) -> None:
    """When a deal entered its stage, and when it left it by closing."""
    ws = workspace
    imported(
        ws,
        "title,stage,status,stage since,closed on\n"
        "Open,Proposal,open,2026-11-01,\n"
        "Won,Proposal,won,2026-10-01,2026-10-20\n"
        "Lost,Proposal,lost,2026-10-01,2026-10-20\n"
        "Unknown,Proposal,open,,\n"
        "Told,Proposal,won,,2026-10-20\n",
    )
    since = {row["title"]: row["stage_since"] for row in exports.deals(ws, all_statuses=True)}
    assert since == {
        "Open": "2026-11-01",
        "Won": "2026-10-20",
        "Lost": "2026-10-01",
        "Unknown": None,
        "Told": "2026-10-20",
    }
    deals.reopen(ws, [names.deal(ws, "Won")])
    assert builders.stage_names(ws, names.deal(ws, "Won")) == ["Proposal"]
    assert view(ws, "Told").deal.custom == {"stage": "Proposal"}


def test_people_notes_labels_and_the_next_step_come_along(classic_workspace: Workspace) -> None:
    """One person is one contact, known by e-mail or by name at the company."""
    ws = classic_workspace
    rows = (
        "title,company,contact,contact email,notes,labels,next step,next step due,owner\n"
        'A,Acme,Lena Fox,lena@acme.example,"Likes\nboats","hot, big",call Lena,2026-11-24,ann\n'
        "B,Acme,lena fox,LENA@acme.example,,,,,\n"
        "C,Kestrel,Lena Fox,,,,,,\n"
    )
    imported(ws, rows)
    first, second, third = (view(ws, title).contacts[0].contact for title in "ABC")
    assert first == second
    assert first.emails == ("lena@acme.example",)
    assert third.id != first.id
    found = view(ws, "A")
    assert [note.text for note in found.notes] == ["Likes\nboats"]
    assert found.labels == ("hot", "big")
    assert [item.subject for item in found.follow_ups] == ["call Lena"]
    assert agenda.counts(ws).today == 1
    assert len(people.contacts(ws)) == 2


def test_it_is_one_step(classic_workspace: Workspace) -> None:
    """Undo leaves nothing of it, redo brings all of it back."""
    ws = classic_workspace
    builders.deal(ws, "Mine")
    imported(ws, FILE.replace("Prospecting", "Tasting"))
    after = list(exports.deals(ws, all_statuses=True))
    undone = history.undo(ws)
    assert undone is not None
    assert undone.title == "Took back: Imported 5 deals"
    assert [row["title"] for row in exports.deals(ws, all_statuses=True)] == ["Mine"]
    assert len(pipelines.pipelines(ws)) == 1
    assert pipelines.current(ws).name == "Sales"
    history.redo(ws)
    assert list(exports.deals(ws, all_statuses=True)) == after


def test_a_dry_run_counts_and_writes_nothing(workspace: Workspace) -> None:
    """Not even a pipeline, nor which one is looked at."""
    result = imported(workspace, dry_run=True)
    assert counts(result) == (5, 0, 0, 0)
    assert result.step is None
    assert pipelines.is_fresh(workspace)
    assert history.recent(workspace) == []


def test_the_same_file_again_writes_nothing(classic_workspace: Workspace) -> None:
    """Also when one looks at another pipeline by then."""
    ws = classic_workspace
    imported(ws, FILE.replace("Prospecting", "Tasting"))
    pipelines.switch(ws, pipelines.named(ws, "Sales").id)
    again = imported(ws, FILE.replace("Prospecting", "Tasting"))
    assert counts(again) == (0, 0, 5, 0)
    assert again.step is None
    assert pipelines.current(ws).name == "Sales"


def test_known_deals_are_brought_up_to_date(classic_workspace: Workspace) -> None:
    """What the file says now; what it leaves empty stays."""
    ws = classic_workspace
    imported(ws)
    newer = (
        FILE.replace("1200.50", "1500")
        .replace("Proposal,2026-09-01,2026-12-31", "Closed Won,2026-09-01,2026-11-20")
        .replace("North", "")
        + "12,New one,New,1,EUR,Proposal,,,,\n"
    )
    result = imported(ws, newer)
    assert counts(result) == (1, 1, 4, 0)
    acme = view(ws, "Acme renewal")
    assert (acme.deal.value, acme.deal.status) == (150_000, Status.WON)
    assert acme.deal.closed_on == date(2026, 11, 20)
    assert acme.stage is not None
    assert acme.stage.is_post_sale
    assert acme.deal.custom == {"Region": "North"}
    assert acme.deal.touched_on == date(2026, 11, 20)
    history.undo(ws)
    assert upkeep.check(ws) == []
    assert view(ws, "Acme renewal").deal.value == 120_050


def test_a_deal_that_moved_meanwhile_goes_where_the_file_says(
    classic_workspace: Workspace,
) -> None:
    """With its visits; a stage that its pipeline no longer has leaves it where it is."""
    ws = classic_workspace
    imported(ws)
    deal = names.deal(ws, "Acme renewal")
    builders.move_to(ws, [deal], boards.board(ws).stages[0].id)
    assert counts(imported(ws)) == (0, 1, 4, 0)
    assert view(ws, "Acme renewal").stage == boards.board(ws).stages[-2]
    other = FILE.replace("EUR,Proposal", "EUR,Tasting")
    assert counts(imported(ws, other)) == (0, 0, 5, 0)
    assert len(pipelines.pipelines(ws)) == 2


def test_a_lost_deal_can_come_back(classic_workspace: Workspace) -> None:
    """Open again by the file means open again here, without a closing date."""
    ws = classic_workspace
    imported(ws)
    again = FILE.replace("Closed Lost,2026-08-01,2026-10-02", "Proposal,2026-08-01,2027-02-01")
    assert counts(imported(ws, again)) == (0, 1, 4, 0)
    heron = view(ws, "Heron")
    assert (heron.deal.status, heron.deal.closed_on) == (Status.OPEN, None)
    assert heron.deal.expected_close == date(2027, 2, 1)
    assert heron.stage is not None


def test_an_id_twice_in_a_file(classic_workspace: Workspace) -> None:
    """The first row is taken, the other is told."""
    result = imported(classic_workspace, FILE + "7,Acme twice,Acme,1,EUR,Lead,,,,\n")
    assert counts(result) == (5, 0, 0, 1)
    (error,) = result.errors
    assert (error.row, error.value) == (7, "7")
    assert "row 2" in error.message


def test_an_open_deal_in_a_stage_for_won_ones(classic_workspace: Workspace) -> None:
    """Is told instead of imported, as no lane would show it."""
    result = imported(
        classic_workspace, "title,stage,status\nA,Post-Sale Follow-up,open\nB,,open\n"
    )
    assert counts(result) == (1, 0, 0, 1)
    assert result.errors[0].field == "stage"


def test_without_a_deal_nothing_is_written(classic_workspace: Workspace) -> None:
    """Nor is a pipeline made for the rows that failed."""
    ws = classic_workspace
    steps = history.recent(ws)
    result = imported(ws, "title,pipeline,stage,status\nA,New,Onboarding,open\n")
    assert counts(result) == (0, 0, 0, 1)
    assert result.step is None
    assert history.recent(ws) == steps


def test_an_export_of_ours_follows_the_stages_again(classic_workspace: Workspace) -> None:
    """A probability that is the stage's does not become the deal's own."""
    ws = classic_workspace
    rows = (
        "title,stage,probability,created on,expected close,closed on,next step,stage since\n"
        "Same,Proposal,60,,,,,\nOwn,Proposal,35,,,,,\n"
    )
    imported(ws, rows)
    assert view(ws, "Same").deal.probability is None
    assert view(ws, "Own").deal.probability == 35


def test_another_databases_ids_are_not_ours(classic_workspace: Workspace) -> None:
    """Deal 1 of an export that names no database is deal 1 here only if it is titled the same."""
    ws = classic_workspace
    builders.deal(ws, "Mine")
    head = "id,title,stage,created on,expected close,closed on,next step,stage since\n"
    assert counts(imported(ws, head + "1,Theirs,Proposal,,,,,\n")) == (1, 0, 0, 0)
    assert counts(imported(ws, head + "1,Mine,Lead Generation,,,,,\n")) == (0, 0, 1, 0)


def test_another_files_ids_are_not_those_of_this_one(classic_workspace: Workspace) -> None:
    """Where it is not known whose ids they are, the title has to agree; then they are."""
    ws = classic_workspace
    head = "id,title,company,stage,created\n"
    first = head + "1,One,Acme,Proposal,2026-09-01\n2,Two,,Proposal,\n"
    other = head + "1,Uno,Acme,Proposal,2026-09-01\n2,Due,,Proposal,\n"
    assert counts(imported(ws, first)) == (2, 0, 0, 0)
    assert counts(imported(ws, other)) == (2, 0, 0, 0)
    for same in (first, other):
        assert counts(imported(ws, same)) == (0, 0, 2, 0)
    assert counts(imported(ws, first.replace("One,Acme", "One,Kestrel"))) == (0, 1, 1, 0)


def test_a_file_that_cannot_be_read(workspace: Workspace, tmp_path: Path) -> None:
    """Missing is not found; all else is refused by name."""
    with pytest.raises(NotFound, match=r"no\.csv"):
        imports.plan(workspace, tmp_path / "no.csv")
    with pytest.raises(Refused, match="cannot be read"):
        imports.plan(workspace, tmp_path)
    path = tmp_path / "picture.png"
    path.write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\0")
    with pytest.raises(Refused, match=r"picture\.png"):
        imports.plan(workspace, path)


def test_a_plan_in_words(workspace: Workspace, tmp_path: Path) -> None:
    """The deals, each column and what it is taken for, and the rows with errors."""
    path = tmp_path / "deals.csv"
    path.write_text(FILE + "12,Late,Late,1,EUR,Lead,2026-02-31,,,\n")
    plan = imports.plan(workspace, path)
    lines = imports.tell(plan)
    assert lines[0] == "5 deals to import"
    assert "Region: kept as it is" in lines
    assert "Deal owner: owner" in lines
    assert lines[-2] == "1 row with errors, which are not imported:"
    assert lines[-1].startswith("row 7: ")
    assert imports.write(workspace, plan) is not None
    assert imports.write(workspace, plan) is None


def test_a_file_without_rows_in_words(workspace: Workspace, tmp_path: Path) -> None:
    """It says so of the file, and tells of no row."""
    path = tmp_path / "empty.csv"
    path.write_text("Title,Stage\n")
    first, *_, last = imports.tell(imports.plan(workspace, path))
    assert first == "0 deals to import"
    assert last == f"empty.csv: {imports.plan(workspace, path).errors[0].message}"


def test_totals_by_pipeline_and_status(workspace: Workspace) -> None:
    """The sums of the board are those of the file."""
    rows = ["deal name,amount,stage,close date"]
    stages = ("Lead", "Proposal", "Closed Won", "Closed Lost")
    expected: dict[str, int] = dict.fromkeys(stages, 0)
    for number in range(400):
        stage = stages[number % 4]
        expected[stage] += number * 100 + 25
        rows.append(f"Deal {number},{number}.25,{stage},2026-10-01")
    imported(workspace, "\n".join(rows))
    board = boards.board(workspace)
    found = {stage.name: board.totals[stage.id].value.get("EUR", 0) for stage in board.stages}
    assert found == {
        "Lead": expected["Lead"],
        "Proposal": expected["Proposal"],
        "Post-Sale": expected["Closed Won"],
    }


def test_an_own_probability_comes_back_as_one(classic_workspace: Workspace) -> None:
    """Also where it is the stage's by chance, and the stage's does not become an own one."""
    ws = classic_workspace
    imported(
        ws,
        "title,stage,probability,probability own,created on,expected close,closed on,next step,"
        "stage since\n"
        "Chance,Proposal,60,true,,,,,\n"
        "Stage's,Proposal,75,false,,,,,\n",
    )
    assert view(ws, "Chance").deal.probability == 60
    assert view(ws, "Stage's").deal.probability is None
    assert view(ws, "Chance").deal.custom == {}
