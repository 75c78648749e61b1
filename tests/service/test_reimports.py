"""Importing what is there already: which deals of a file are known, whatever database it is from."""

import csv
import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from pipeboard.domain.dates import Due
from pipeboard.domain.deals import Status
from pipeboard.domain.drafts import FollowUpDraft
from pipeboard.domain.followups import Priority
from pipeboard.domain.people import Role
from pipeboard.exchange.writers import write_deals_csv
from pipeboard.service import (
    criteria,
    deals,
    details,
    exports,
    followups,
    history,
    names,
    people,
    pipeline_editing,
    pipelines,
    stages,
    templates,
    upkeep,
)
from pipeboard.service.workspace import Workspace
from pipeboard.store.database import open_database
from tests import builders
from tests.limits import ordinary_user
from tests.service.test_imports import counts, imported, view


def exported(ws: Workspace) -> str:
    """What `export` writes of all deals."""
    stream = io.StringIO(newline="")
    write_deals_csv(exports.deals(ws, all_statuses=True, complete=True), stream)
    return stream.getvalue()


def by_title(ws: Workspace) -> dict[str, int]:
    return {row["title"]: row["id"] for row in exports.deals(ws, all_statuses=True)}


@pytest.fixture
def others(tmp_path: Path, workspace: Workspace) -> Iterator[list[Workspace]]:
    """Two more databases, each with two deals that were added on the same day."""
    found = []
    for name in ("A", "B"):
        database = open_database(str(tmp_path / f"{name}.db"), create=True, backups=tmp_path)
        assert database is not None
        ws = replace(workspace, database=database)
        templates.set_up(ws)
        builders.deal(ws, f"deal one of {name}")
        builders.deal(ws, f"deal two of {name}")
        found.append(ws)
    yield found
    for ws in found:
        ws.close()


def test_ticked_items_come_along(classic_workspace: Workspace, others: list[Workspace]) -> None:
    """Those that are there already stay ticked once; undo takes back what came."""
    ws = classic_workspace
    deal = names.deal(others[0], "deal one of A")
    criteria.tick(others[0], deal, "Offer sent, twice")
    imported(ws, exported(others[0]))
    here = by_title(ws)["deal one of A"]
    assert exports.deal(ws, here)["ticked"] == ["Offer sent, twice"]
    criteria.tick(others[0], deal, "Terms agreed")
    assert counts(imported(ws, exported(others[0]))) == (0, 1, 1, 0)
    assert exports.deal(ws, here)["ticked"] == ["Offer sent, twice", "Terms agreed"]
    history.undo(ws)
    assert exports.deal(ws, here)["ticked"] == ["Offer sent, twice"]


def test_exports_of_several_databases_come_together(
    classic_workspace: Workspace, others: list[Workspace]
) -> None:
    """None overwrites another's deals; each is known again, renamed or not."""
    ws = classic_workspace
    builders.deal(ws, "mine")
    for text in map(exported, others):
        assert counts(imported(ws, text)) == (2, 0, 0, 0)
        assert counts(imported(ws, text)) == (0, 0, 2, 0)
    deal = names.deal(others[0], "deal one of A")
    details.edit(others[0], deal, {"title": "deal one of A"}, {"title": "renamed"})
    assert counts(imported(ws, exported(others[0]))) == (0, 1, 1, 0)
    assert by_title(ws).keys() == {
        *("mine", "renamed", "deal two of A", "deal one of B", "deal two of B")
    }


def test_a_deal_that_was_renamed_since_its_export(classic_workspace: Workspace) -> None:
    """Is the same deal: it is called again as in the file, and nothing is added."""
    ws = classic_workspace
    deal = builders.deal(ws, "Before")
    text = exported(ws)
    details.edit(ws, deal, {"title": "Before"}, {"title": "After"})
    assert counts(imported(ws, text)) == (0, 1, 0, 0)
    assert by_title(ws) == {"Before": deal}
    assert view(ws, "Before").external_ids == ()


def test_a_deal_comes_back_from_another_database(
    classic_workspace: Workspace, others: list[Workspace]
) -> None:
    """What was done to it there is brought to the deal that it was made from."""
    here, there = classic_workspace, others[0]
    deal = builders.deal(here, "Acme renewal")
    imported(there, exported(here))
    copy = names.deal(there, "Acme renewal")
    details.edit(there, copy, {"title": "Acme renewal"}, {"title": "Acme, renewed"})
    assert counts(imported(here, exported(there))) == (2, 1, 0, 0)
    assert by_title(here)["Acme, renewed"] == deal
    assert counts(imported(there, exported(here)))[0] == 0


def test_what_belongs_to_a_deal_comes_along(
    classic_workspace: Workspace, others: list[Workspace]
) -> None:
    """The title of a contact, whom the next step is with and how much it matters."""
    here, there = classic_workspace, others[0]
    deal = builders.deal(here, "Acme renewal", company="Acme")
    people.add_to_deal(here, deal, "Lena Fox", Role.CHAMPION, "lena@acme.example")
    call = FollowUpDraft("call", "call", Due(date(2026, 12, 1)), Priority.HIGH, "Lena Fox")
    followups.add(here, [deal], call)
    text = exported(here).replace("<lena@acme.example>", "<lena@acme.example> <title:Buyer>")
    imported(there, text)
    found = next(row for row in exports.deals(there) if row["title"] == "Acme renewal")
    (contact,) = found["contacts"]
    assert (contact["name"], contact["title"]) == ("Lena Fox", "Buyer")
    assert (found["next_step"]["priority"], found["next_step"]["contact"]) == ("high", "Lena Fox")


def source(ws: Workspace, title: str) -> str | None:
    """The title of the deal that the one with a title was sold from."""
    found = view(ws, title).sold_from
    return found.title if found else None


def test_a_deal_still_follows_the_one_it_was_sold_from(classic_workspace: Workspace) -> None:
    """Whichever of them the file has first, or where only one of them is in it."""
    ws = classic_workspace
    head = "id,title,stage_since,created_on,expected_close,closed_on,next_step,sold_from,database\n"
    later, sooner = "2,Later,,,,,,1,db1\n", "1,Sooner,,,,,,,db1\n"
    assert counts(imported(ws, head + later)) == (1, 0, 0, 0)
    assert source(ws, "Later") is None
    assert counts(imported(ws, head + later + sooner)) == (1, 1, 0, 0)
    assert source(ws, "Later") == "Sooner"
    assert counts(imported(ws, head + later)) == (0, 0, 1, 0)
    assert counts(imported(ws, f"{head}3,Last,,,,,,1,db1\n")) == (1, 0, 0, 0)
    assert source(ws, "Last") == "Sooner"
    other = "2,Another,,,,,,1,db2\n1,First,,,,,,1,db2\n"
    assert counts(imported(ws, head + other)) == (2, 0, 0, 0)
    assert (source(ws, "Another"), source(ws, "First")) == ("First", None)
    history.undo(ws)
    text = exported(ws)
    assert "sold_from" in text
    assert counts(imported(ws, text)) == (0, 0, 3, 0)


def test_two_rows_of_one_deal(classic_workspace: Workspace) -> None:
    """The first is taken, the other told, whatever ids they name it by."""
    ws = classic_workspace
    builders.deal(ws, "Mine")
    database = next(csv.DictReader(io.StringIO(exported(ws))))["database"]
    head = "Deal ID,Deal name,Amount,Deal stage,external ids\n"
    first = f"7,Mine,5,Lead Generation,pipeboard {database}=1\n"
    assert counts(imported(ws, head + first)) == (0, 1, 0, 0)
    result = imported(ws, f"{head}7,Mine,5,Lead Generation,\n{first.replace('7,', '8,')}")
    assert counts(result) == (0, 0, 1, 1)
    assert result.errors[0].message == "it is the deal of row 2, which is imported"


def test_a_database_is_given_its_id_once(classic_workspace: Workspace) -> None:
    """By a step that is nobody's to undo; a list of deals gives it none."""
    ws = classic_workspace
    builders.deal(ws, "Mine")
    list(exports.deals(ws))
    steps = len(history.recent(ws))
    assert exported(ws) == exported(ws)
    assert len(history.recent(ws)) == steps + 1
    undone = history.undo(ws)
    assert undone is not None
    assert "Mine" in undone.title
    assert upkeep.check(ws) == []


def test_a_backup_that_cannot_be_written(classic_workspace: Workspace, open_folder: Path) -> None:
    """Is exported without an id; its deals are then known by their titles."""
    ws = classic_workspace
    builders.deal(ws, "Mine")
    file = upkeep.backup(ws, open_folder / "copy.db")
    file.chmod(0o444)
    open_folder.chmod(0o555)
    with ordinary_user():
        opened = open_database(str(file), create=False, backups=open_folder)
        assert opened is not None
        text = exported(replace(ws, database=opened))
        opened.close()
    assert next(csv.DictReader(io.StringIO(text)))["database"] == ""
    assert counts(imported(ws, text)) == (0, 0, 1, 0)


ROWS = (
    "title,company,created on,value\n"
    "A,Acme,2026-11-01,5\nB,,2026-11-01,\nC,Acme,,5\nD,,,5\nE,,,0\nF,,,\n"
)


def test_rows_without_an_id_are_not_doubled(classic_workspace: Workspace) -> None:
    """What looks like a deal that is there is skipped and told; a title alone says too little."""
    ws = classic_workspace
    assert counts(imported(ws, ROWS)) == (6, 0, 0, 0)
    again = imported(ws, ROWS.replace("A,Acme", "A,ACME "))
    assert (counts(again), again.alike) == ((1, 0, 5, 0), 5)
    for one, other in (("A,", "AA,"), ("Acme", "Kite"), ("-11-01", "-11-02"), (",5", ",6")):
        result = imported(ws, ROWS.replace(one, other), dry_run=True)
        assert result.created > 1, one
    ws.currency = "USD"
    assert imported(ws, ROWS, dry_run=True).alike == 0


def test_a_row_is_not_taken_for_a_deal_of_which_more_is_known(classic_workspace: Workspace) -> None:
    """What the file leaves out has to be unknown of the deal too."""
    ws = classic_workspace
    builders.deal(ws, "A", value=500)
    plain = "title,value\nA,5\nB,2\n"
    assert counts(imported(ws, plain)) == (2, 0, 0, 0)
    assert counts(imported(ws, plain)) == (0, 0, 2, 0)


def test_rows_that_are_alike_in_one_import_are_all_imported(classic_workspace: Workspace) -> None:
    """Only what was there before counts, each deal for one row of a file."""
    ws = classic_workspace
    twice = ROWS + ROWS.partition("\n")[2]
    assert counts(imported(ws, twice)) == (12, 0, 0, 0)
    assert counts(imported(ws, twice)) == (2, 0, 10, 0)
    assert counts(imported(ws, twice + "A,Acme,2026-11-01,5\n", dry_run=True)) == (3, 0, 10, 0)


def test_a_file_that_does_not_tell_the_status_leaves_it(classic_workspace: Workspace) -> None:
    """What was won here stays won when the other system sends its new value."""
    ws = classic_workspace
    imported(ws, "deal id,title,value\n7,Acme one,100")
    deal_id = by_title(ws)["Acme one"]
    deals.win(ws, [deal_id], "price")
    imported(ws, "deal id,title,value\n7,Acme one,200")
    found = details.view(ws, deal_id).deal
    assert (found.value, found.status, found.reason) == (20_000, Status.WON, "price")
    assert found.closed_on == ws.today()


def test_a_file_with_another_outcome_clears_the_reason(classic_workspace: Workspace) -> None:
    """Why it was lost says nothing of why it was won."""
    ws = classic_workspace
    imported(ws, "deal id,title,status,lost reason\n7,Acme one,lost,too dear")
    imported(ws, "deal id,title,status\n7,Acme one,won")
    found = details.view(ws, by_title(ws)["Acme one"]).deal
    assert (found.status, found.reason) == (Status.WON, None)


def test_closed_deals_keep_the_stage_and_pipeline_that_were_removed(
    classic_workspace: Workspace,
) -> None:
    """Their file names them, and says nothing new."""
    ws = classic_workspace
    one, two = builders.deal(ws, "One", stage="proposal"), builders.deal(ws, "Two")
    made = pipeline_editing.add(ws, "Renewals", "short")
    lanes = pipelines.stages(ws, made.id)
    builders.move_to(ws, [two], lanes[0].id)
    for deal_id in (one, two):
        deals.lose(ws, [deal_id], "price")
    proposal = next(each for each in pipelines.stages(ws, 1) if each.name == "Proposal")
    stages.remove(ws, proposal.id, None)
    pipeline_editing.remove(ws, made.id, None)
    text = exported(ws)
    assert [row["stage"] for row in exports.deals(ws, all_statuses=True)] == ["Proposal", "Lead"]
    before = builders.everything(ws)
    result = imported(ws, text)
    assert counts(result) == (0, 0, 2, 0)
    assert builders.everything(ws)["deal"] == before["deal"]


def test_a_file_opens_a_deal_again_where_the_deals_of_its_stage_went(
    classic_workspace: Workspace,
) -> None:
    """One whose pipeline was removed has no place: the row is told of."""
    ws = classic_workspace
    deal = builders.deal(ws, "One", stage="proposal")
    deals.lose(ws, [deal], "price")
    text = exported(ws).replace(",lost,", ",open,")
    there = {each.name: each.id for each in pipelines.stages(ws, 1)}
    stages.remove(ws, there["Proposal"], there["Prospecting"])
    assert counts(imported(ws, text)) == (0, 1, 0, 0)
    assert builders.stage_names(ws, deal) == ["Prospecting"]


def test_a_file_that_says_that_a_won_deal_was_lost(classic_workspace: Workspace) -> None:
    """It is in no stage any more, and its stay among the won ones has ended; undone, it goes on."""
    ws = classic_workspace
    head = "Deal ID,Deal name,Status,Closed on"
    imported(ws, f"{head}\n7,Acme,won,2026-11-02\n")
    imported(ws, f"{head}\n7,Acme,lost,2026-11-09\n")
    assert upkeep.check(ws) == []
    history.undo(ws)
    assert upkeep.check(ws) == []
    assert view(ws, "Acme").deal.status is Status.WON
