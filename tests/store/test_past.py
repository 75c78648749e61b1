"""Many steps of the past at once leave what the same steps leave one by one."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from pipeboard.domain.changes import Change
from pipeboard.errors import Conflict
from pipeboard.store import past, schema
from pipeboard.store.database import Database, open_database
from pipeboard.store.past import Past
from tests.clocks import NOW

ACME = {"name": "Acme", "industry": "", "website": "", "notes": ""}


@pytest.fixture
def second(second_url: str, tmp_path: Path) -> Iterator[Database]:
    """Another new database."""
    opened = open_database(second_url, create=True, backups=tmp_path)
    assert opened is not None
    yield opened
    opened.close()


def company(number: int, **values: str) -> Change:
    """A company being added."""
    return Change("company", number, None, {"id": number, **ACME, **values})


def renamed(number: int, before: str, after: str, **more: tuple[str, str]) -> Change:
    """A company's name being changed, and other columns."""
    was = {"name": before} | {key: pair[0] for key, pair in more.items()}
    becomes = {"name": after} | {key: pair[1] for key, pair in more.items()}
    return Change("company", number, was, becomes)


def contact(number: int, name: str, company_id: int) -> Change:
    """A contact being added, as a part of a deal's history."""
    row = {"id": number, "name": name, "company_id": company_id, "title": ""}
    return Change("contact", number, None, row, deal_id=7)


STEPS: list[list[Change]] = [
    [company(1), contact(1, "Lena", 1)],
    [company(2, name="Bolt"), renamed(1, "Acme", "Acme Ltd")],
    [renamed(1, "Acme Ltd", "Acme plc", industry=("", "Food"))],
    [Change("contact", 1, {"name": "Lena", "title": ""}, {"name": "Lena Öz", "title": "CTO"}, 7)],
    [renamed(2, "Bolt", "Bolt & Co")],
    [renamed(1, "Acme plc", "Acme", notes=("", "old\nfriends")), contact(2, "Bo", 2)],
    [renamed(1, "Acme", "Acme SE", industry=("Food", ""))],
]


def one_by_one(database: Database) -> None:
    """Writes STEPS as they would have happened."""
    for number, changes in enumerate(STEPS):
        at = NOW + timedelta(minutes=number)
        with database.step(f"person {number % 2}", at, at.date()) as draft:
            draft.apply(changes)
            draft.title = f"Step {number}"


def at_once(database: Database) -> None:
    """Writes STEPS as the past."""
    with database.write() as connection:
        story = Past(connection)
        for number, changes in enumerate(STEPS):
            at = NOW + timedelta(minutes=number)
            for change in changes:
                if change.before is None:
                    assert story.new_id(change.table) == change.id
            story.add(at, NOW.date(), f"person {number % 2}", f"Step {number}", changes)
        story.write()


def content(database: Database) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table."""
    with database.read() as connection:
        return {
            table.name: [tuple(row) for row in connection.execute(select(table).order_by("id"))]
            for table in schema.metadata.sorted_tables
            if "id" in table.c
        }


@pytest.mark.parametrize("portion", [1, 2, 3, 1000])
def test_the_past_is_what_would_have_happened(
    database: Database, second: Database, monkeypatch: pytest.MonkeyPatch, portion: int
) -> None:
    """Rows, steps and changes are the same, wherever the portions end that are written."""
    monkeypatch.setattr(past, "_STEPS", portion)
    monkeypatch.setattr(past, "_CHANGES", 2)
    one_by_one(database)
    at_once(second)
    assert content(second) == content(database)


def test_life_goes_on_after_the_past(database: Database) -> None:
    """New rows and steps get ids of their own."""
    at_once(database)
    with database.step("ann", NOW, NOW.date()) as draft:
        number = draft.insert("company", ACME)
    assert number not in (1, 2)
    assert draft.step is not None
    assert draft.step.id > len(STEPS)


def test_the_past_must_fit(database: Database) -> None:
    """A change of a row that is not as expected is a conflict, and nothing is written."""
    one_by_one(database)
    before = content(database)

    def tell(*steps: Change) -> None:
        with database.write() as connection:
            story = Past(connection)
            for change in steps:
                story.add(NOW, NOW.date(), "ann", "", [change])
            story.write()

    for wrong in (
        [renamed(1, "Nobody", "Somebody")],
        [renamed(1, "Acme SE", "Acme"), renamed(1, "Acme SE", "Acme AG")],
        [company(1000), renamed(1000, "Bolt", "Acme")],
    ):
        with pytest.raises(Conflict):
            tell(*wrong)
    with pytest.raises(ValueError, match="deletes nothing"):
        tell(Change("company", 2, {"id": 2, **ACME}, None))
    assert content(database) == before
