"""Reading a page of a board stays quick however many deals there are."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from pipeboard.domain.board import LaneSort
from pipeboard.domain.fit import Profile, Size
from pipeboard.domain.stages import Stage, StageKind, StageRule
from pipeboard.store import boards, followups, reminders, settings
from pipeboard.store.database import Connection, Database, open_database
from pipeboard.store.dues import Present
from tests.clocks import NOW, ZONE

PRESENT = Present(NOW, NOW.date(), ZONE)


@pytest.fixture
def database(sqlite_template: Path, tmp_path: Path) -> Iterator[Database]:
    """A SQLite database without deals."""
    path = tmp_path / "empty.db"
    shutil.copy(sqlite_template, path)
    found = open_database(str(path), create=False, backups=tmp_path)
    assert found is not None
    yield found
    found.close()


def plans(database: Database, read: Callable[[Connection], object]) -> list[list[str]]:
    """How SQLite goes about each statement of a reading, in the order in which they ran."""
    ran: list[tuple[str, Any]] = []

    @event.listens_for(database.engine, "before_cursor_execute")
    def note(_c: object, _u: object, statement: str, parameters: Any, *_: object) -> None:
        ran.append((statement, parameters))

    with database.read() as connection:
        ran.clear()
        read(connection)
        return [
            [row.detail for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {each}", of)]
            for each, of in tuple(ran)
        ]


def test_cards_are_read_by_the_deals_alone(database: Database) -> None:
    """Whatever a card shows is looked up by the deal's id, in no statement by its stage: a stage
    may have been visited by all deals there are."""
    told = plans(database, lambda connection: boards.cards(connection, [1, 2, 3], PRESENT))[-1]
    assert any("deal_id=?" in line and "stage_visit" in line for line in told)
    assert [line for line in told if "SCAN" in line or "stage_id=?" in line] == []


def test_the_first_of_the_agenda_are_sorted_in_an_index(database: Database) -> None:
    """Of 10,000 that are overdue, only the rows that are shown are read."""

    def read(connection: Connection) -> None:
        followups.agenda(
            connection, PRESENT, assignee="ann", until=None, pipeline_id=None, limit=300
        )

    told = plans(database, read)[-1]
    assert any("COVERING INDEX ix_follow_up_due" in line for line in told)
    assert [line for line in told if "SCAN" in line] == []


def test_a_lane_sorted_by_fit_is_looked_up_by_its_deals(database: Database) -> None:
    """The lane is found in its index and sorted once, as by value; for each of its deals its own
    company and labels are looked up, and no table is read as a whole."""
    profile = Profile(("Retail",), (Size("EUR", 1, None),), ("web",), ("hot",))
    with database.step("ann", NOW, NOW.date()) as step:
        settings.put_setting(step, settings.PROFILE, profile.as_json())
        step.title = "Profile"
    kind, rule = StageKind.OPEN, StageRule.SHOW
    stage = Stage(1, 1, "Lead", "a", 10, 0, kind, False, False, rule, "")
    lane = plans(
        database,
        lambda connection: boards.page(connection, stage, 0, 60, LaneSort.FIT, [], PRESENT),
    )[-1]
    cards = plans(database, lambda connection: boards.cards(connection, [1, 2, 3], PRESENT))[-1]
    assert any("(stage_id=? AND status=?)" in line for line in lane)
    assert sum("TEMP B-TREE" in line for line in lane) == 1
    assert [line for line in (*lane, *cards) if "SCAN" in line] == []


def test_what_reminds_is_found_without_what_does_not(database: Database) -> None:
    """A board looks for it after every change: of follow-ups without a reminder none is read."""

    def read(connection: Connection) -> None:
        reminders.open_ones(connection, "ann", since=NOW.date(), all_=False)

    told = plans(database, read)[-1]
    assert any("COVERING INDEX ix_follow_up_reminder" in line for line in told)
