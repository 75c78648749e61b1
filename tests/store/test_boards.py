"""Reading a page of a board stays quick however many deals there are."""

import shutil
from pathlib import Path
from typing import Any

from sqlalchemy import event

from pipeboard.domain.board import LaneSort
from pipeboard.domain.fit import Profile, Size
from pipeboard.domain.stages import Stage, StageKind, StageRule
from pipeboard.store import boards, followups, reminders, settings
from pipeboard.store.database import open_database
from pipeboard.store.dues import Present
from tests.clocks import NOW, ZONE


def test_cards_are_read_by_the_deals_alone(sqlite_template: Path, tmp_path: Path) -> None:
    """Whatever a card shows is looked up by the deal's id, in no statement by its stage: a stage
    may have been visited by all deals there are."""
    database = open_database(str(sqlite_template), create=False, backups=tmp_path)
    assert database is not None
    ran: list[tuple[str, Any]] = []

    @event.listens_for(database.engine, "before_cursor_execute")
    def note(_c: object, _u: object, statement: str, parameters: Any, *_: object) -> None:
        ran.append((statement, parameters))

    with database.read() as connection:
        boards.cards(connection, [1, 2, 3], Present(NOW, NOW.date(), ZONE))
        statement, parameters = ran[-1]
        plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters).all()
    database.close()
    told = [row.detail for row in plan]
    assert any("deal_id=?" in line and "stage_visit" in line for line in told)
    assert [line for line in told if "SCAN" in line or "stage_id=?" in line] == []


def test_the_first_of_the_agenda_are_sorted_in_an_index(
    sqlite_template: Path, tmp_path: Path
) -> None:
    """Of 10,000 that are overdue, only the rows that are shown are read."""
    database = open_database(str(sqlite_template), create=False, backups=tmp_path)
    assert database is not None
    ran: list[tuple[str, Any]] = []

    @event.listens_for(database.engine, "before_cursor_execute")
    def note(_c: object, _u: object, statement: str, parameters: Any, *_: object) -> None:
        ran.append((statement, parameters))

    with database.read() as connection:
        present = Present(NOW, NOW.date(), ZONE)
        followups.agenda(
            connection, present, assignee="ann", until=None, pipeline_id=None, limit=300
        )
        statement, parameters = ran[-1]
        plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters).all()
    database.close()
    told = [row.detail for row in plan]
    assert any("COVERING INDEX ix_follow_up_due" in line for line in told)
    assert [line for line in told if "SCAN" in line] == []


def test_a_lane_sorted_by_fit_is_looked_up_by_its_deals(
    sqlite_template: Path, tmp_path: Path
) -> None:
    """The lane is found in its index and sorted once, as by value; for each of its deals its own
    company and labels are looked up, and no table is read as a whole."""
    path = tmp_path / "fit.db"
    shutil.copy(sqlite_template, path)
    database = open_database(str(path), create=False, backups=tmp_path)
    assert database is not None
    profile = Profile(("Retail",), (Size("EUR", 1, None),), ("web",), ("hot",))
    with database.step("ann", NOW, NOW.date()) as step:
        settings.put_setting(step, settings.PROFILE, profile.as_json())
        step.title = "Profile"
    ran: list[tuple[str, Any]] = []

    @event.listens_for(database.engine, "before_cursor_execute")
    def note(_c: object, _u: object, statement: str, parameters: Any, *_: object) -> None:
        ran.append((statement, parameters))

    kind, rule = StageKind.OPEN, StageRule.SHOW
    stage = Stage(1, 1, "Lead", "a", 10, 0, kind, False, False, rule, "")
    with database.read() as connection:
        present = Present(NOW, NOW.date(), ZONE)
        boards.page(connection, stage, 0, 60, LaneSort.FIT, [], present)
        boards.cards(connection, [1, 2, 3], present)
        plans = [
            connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters).all()
            for statement, parameters in tuple(ran)
            if "FROM deal" in statement
        ]
    database.close()
    lane, cards = ([row.detail for row in plan] for plan in plans)
    assert any("(stage_id=? AND status=?)" in line for line in lane)
    assert sum("TEMP B-TREE" in line for line in lane) == 1
    assert [line for line in (*lane, *cards) if "SCAN" in line] == []


def test_what_reminds_is_found_without_what_does_not(sqlite_template: Path, tmp_path: Path) -> None:
    """A board looks for it after every change: of follow-ups without a reminder none is read."""
    database = open_database(str(sqlite_template), create=False, backups=tmp_path)
    assert database is not None
    ran: list[tuple[str, Any]] = []

    @event.listens_for(database.engine, "before_cursor_execute")
    def note(_c: object, _u: object, statement: str, parameters: Any, *_: object) -> None:
        ran.append((statement, parameters))

    with database.read() as connection:
        reminders.open_ones(connection, "ann", since=NOW.date(), all_=False)
        statement, parameters = ran[-1]
        plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters).all()
    database.close()
    assert any("COVERING INDEX ix_follow_up_reminder" in row.detail for row in plan)
