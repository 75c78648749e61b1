"""Looking after the database: backups under a name with the time, and the check."""

import sqlite3
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Table, delete, insert, update

from pipeboard.domain.followups import Priority
from pipeboard.errors import DamagedDatabase
from pipeboard.service import deals, followups, history, pipeline_editing, templates, upkeep
from pipeboard.service.workspace import Workspace
from pipeboard.store import schema
from pipeboard.store.database import open_database
from tests import builders


def test_a_backup_without_a_name_is_named_after_the_time(workspace: Workspace) -> None:
    """It lies in the workspace's folder for backups."""
    path = upkeep.backup(workspace)
    assert path == workspace.backups / "pipeboard-2026-11-24-090000.db"
    assert path.is_file()


def test_a_backup_goes_where_it_is_told(workspace: Workspace, home: Path) -> None:
    """A path may begin with the home directory's sign."""
    assert upkeep.backup(workspace, Path("~/mine.db")) == home / "mine.db"
    assert (home / "mine.db").is_file()


def work(ws: Workspace) -> tuple[int, int, int]:
    """A bit of everything; an open deal that has moved, a won one and a lost one."""
    moved = builders.deal(ws, "Moved", company="Acme", next_step=builders.follow_up(ws.today()))
    won, lost = builders.deal(ws, "Won"), builders.deal(ws, "Lost")
    builders.move(ws, [moved], 2)
    deals.win(ws, [won])
    deals.lose(ws, [lost], "price")
    followups.log_call(ws, [moved], "reached", "They will think about it")
    gone = builders.deal(ws, "Gone")
    deals.delete(ws, [gone])
    deals.reopen(ws, [lost])
    history.undo(ws)
    return moved, won, lost


def test_a_database_that_was_worked_in_is_sound(workspace: Workspace) -> None:
    """Nothing that the services write breaks what is checked."""
    assert upkeep.check(workspace) == []
    work(workspace)
    assert upkeep.check(workspace) == []


BROKEN_DEALS: dict[str, dict[str, Any]] = {
    "has a status that does not exist": {"status": "sold"},
    "is open but in no stage": {"stage_id": None},
    "is open in a stage for won deals": {"stage_id": 7},
    "is in another stage than its last stage visit": {"stage_id": 2},
    "has a value below 0": {"value": -1},
    "has a currency that does not exist": {"currency": "EURO"},
    "has a probability that is not 0 to 100": {"probability": 101},
    "has no place in its stage": {"rank": ""},
    "is off the board, but its last stage visit has not ended": {"status": "lost"},
    "left its last stage but is open": {"status": "open"},
}


def test_a_deal_that_breaks_a_rule_is_named(workspace: Workspace) -> None:
    """Each rule for deals finds the deal that breaks it, and says its id and title."""
    ids = [builders.deal(workspace, says) for says in BROKEN_DEALS]
    deals.lose(workspace, ids[-1:], "price")
    expected = set()
    for deal_id, (says, values) in zip(ids, BROKEN_DEALS.items(), strict=True):
        with workspace.database.write() as connection:
            own = schema.deal.c.id == deal_id
            connection.execute(update(schema.deal).where(own).values(values))
        expected.add(f"deal {deal_id} ({says}) {says}")
    assert expected <= set(upkeep.check(workspace))


def test_a_deal_without_a_stage_to_be_sold_in_is_named(workspace: Workspace) -> None:
    """Also a stage that outlives its pipeline, and a pipeline in which nothing can be sold."""
    templates.set_up(workspace)
    builders.deal(workspace, "Acme")
    pipeline_editing.add(workspace, "Renewals", "short")
    pipeline_editing.add(workspace, "Other", "short")
    today = workspace.today()
    with workspace.database.write() as connection:
        table = schema.stage
        gone = update(table).values(removed_on=today)
        connection.execute(gone.where(table.c.id == 1))
        connection.execute(gone.where(table.c.pipeline_id == 2))
        other = update(schema.pipeline).where(schema.pipeline.c.id == 3)
        connection.execute(other.values(removed_on=today))
    assert {
        "deal 1 (Acme) is to be sold in a stage that was removed",
        "pipeline 2 (Renewals) has no stage for open deals",
        "stage 13 (Lead) is in a pipeline that was removed",
    } <= set(upkeep.check(workspace))


VISIT = {"deal_id": 1, "stage_id": 1, "entered_on": date(2026, 1, 2)}


STEP = {"at": "now", "day": date(2026, 1, 2), "actor": "ann", "title": "Nothing", "deals": 0}
CALL = {
    "type": "call",
    "subject": "lost call",
    "due_on": date(2026, 1, 2),
    "priority": Priority.LOW,
    "assignee": "ann",
    "created_at": "now",
}
STRAY_ROWS: list[tuple[Table, dict[str, Any], str]] = [
    (schema.stage_visit, VISIT, "deal 1 (Moved) is in two stages at once by its stage visits"),
    (
        schema.stage_visit,
        {**VISIT, "left_on": date(2026, 1, 1)},
        "stage visit {id} ends before it begins",
    ),
    (schema.pipeline, {"name": "New", "rank": "b"}, "pipeline {id} (New) has no stages"),
    (schema.follow_up, CALL, "follow-up {id} (lost call) belongs to nothing"),
    (
        schema.company,
        {"name": "Crept in"},
        "company {id} is there, but the history does not know it",
    ),
    (
        schema.step,
        {**STEP, "kind": "undo"},
        "step {id} of the history (Nothing) does not say what it takes back",
    ),
    (schema.step, {**STEP, "kind": "do"}, "step {id} of the history (Nothing) changed nothing"),
]


def test_a_row_that_does_not_belong_is_named(workspace: Workspace) -> None:
    """Rows that no service would write are found."""
    work(workspace)
    expected = set()
    for table, values, says in STRAY_ROWS:
        row = {key: workspace.now() if value == "now" else value for key, value in values.items()}
        with workspace.database.write() as connection:
            query = insert(table).values(row).returning(table.c.id)
            row_id = connection.execute(query).scalar_one()
        expected.add(says.format(id=row_id))
    assert expected <= set(upkeep.check(workspace))


def test_a_row_that_is_lost_is_missed(workspace: Workspace) -> None:
    """What the history says is there is there."""
    work(workspace)
    with workspace.database.write() as connection:
        connection.execute(delete(schema.note))
    assert upkeep.check(workspace) == [
        "note 1 is gone, but the history does not know of it",
    ]


def test_a_broken_stage_is_named(workspace: Workspace) -> None:
    """Stages have probabilities of 0 to 100 and kinds that exist."""
    work(workspace)
    with workspace.database.write() as connection:
        second = schema.stage.c.id == 2
        connection.execute(update(schema.stage).where(second).values(probability=101, kind="x"))
    assert upkeep.check(workspace) == [
        "stage 2 (Prospecting) has a probability that is not 0 to 100",
        "stage 2 (Prospecting) has a kind, rule or limit that does not exist",
    ]


def test_many_rows_with_one_problem_are_counted(workspace: Workspace) -> None:
    """The first few are named, the others counted."""
    for number in range(9):
        builders.deal(workspace, f"Deal {number}")
    with workspace.database.write() as connection:
        connection.execute(update(schema.deal).values(rank=""))
    found = upkeep.check(workspace)
    assert found == [
        *(f"deal {number + 1} (Deal {number}) has no place in its stage" for number in range(5)),
        "… and 4 more like the last one",
    ]


def test_what_sqlite_itself_finds_is_told(tmp_path: Path, workspace: Workspace) -> None:
    """A row that refers to nothing, and a damaged page, in the file of a backup."""
    work(workspace)
    file = upkeep.backup(workspace, tmp_path / "copy.db")
    with sqlite3.connect(file) as raw:
        raw.execute("DELETE FROM company")
        query = "SELECT rootpage FROM sqlite_schema WHERE name = 'deal'"
        end = raw.execute(query).fetchone()[0] * 4096
    raw.close()
    database = open_database(str(file), create=False, backups=tmp_path)
    assert database is not None
    original, workspace.database = workspace.database, database
    found = upkeep.check(workspace)
    assert "deal 1 refers to a missing company" in found
    database.close()
    content = file.read_bytes()
    file.write_bytes(content[: end - 4096] + b"\xa5" * 4096 + content[end:])
    found = upkeep.check(workspace)
    assert "the table deal cannot be read whole" in found
    assert found[-1] == "a part of the file cannot be read; restore a backup"
    with pytest.raises(DamagedDatabase, match=r"copy.db is damaged, so no backup of it was kept"):
        upkeep.backup(workspace, tmp_path / "second.db")
    assert not (tmp_path / "second.db").exists()
    database.close()
    workspace.database = original


def test_how_a_deal_stood_is_whole(workspace: Workspace) -> None:
    """A gap between two standings, and one of a deal that is gone as if it were there, are named."""
    moved, won, _ = work(workspace)
    table = schema.standing
    with workspace.database.write() as connection:
        closed = table.c.deal_id == won, table.c.number == 1
        connection.execute(update(table).where(*closed).values(from_on=date(2026, 12, 24)))
    assert upkeep.check(workspace) == [f"deal {won} stood in two ways at once, or in none"]
    with workspace.database.write() as connection:
        connection.execute(update(table).where(*closed).values(from_on=workspace.today()))
        connection.execute(delete(table).where(table.c.deal_id == moved))
        gone = table.c.status == "deleted"
        connection.execute(update(table).where(gone).values(status="open"))
    assert [line for line in upkeep.check(workspace) if "history" in line] == [
        f"deal {moved} (Moved) does not stand as its history tells",
        "deal 4 is gone, but its history tells how it stands",
    ]
