"""Reading a page of a board stays quick however many deals there are."""

from pathlib import Path
from typing import Any

from sqlalchemy import event

from pipeboard.store import boards, followups
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
