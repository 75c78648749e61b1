"""The one door for writes: what it checks, what it records, what it refuses."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import func, select

from pipeboard.domain.changes import Change
from pipeboard.errors import BadInput, Conflict, NotFound
from pipeboard.store import history, schema
from pipeboard.store.database import Database, Draft

AT = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
TODAY = date(2026, 11, 24)
COMPANY = {"name": "Acme", "industry": "", "website": "", "notes": ""}


def add_company(database: Database, actor: str = "ann") -> int:
    """Adds a company as one step."""
    with database.step(actor, AT, TODAY) as draft:
        return draft.insert("company", COMPANY)


def name_of(database: Database, company_id: int) -> str | None:
    """The company's name now."""
    with database.read() as connection:
        query = select(schema.company.c.name).where(schema.company.c.id == company_id)
        return connection.execute(query).scalar()


def test_a_step_records_every_change_with_both_values(database: Database) -> None:
    """The journal holds what was and what is, so that a step can be taken back from it alone."""
    company = add_company(database)
    with database.step("bo", AT, TODAY) as draft:
        draft.edit("company", company, COMPANY, {"name": "Acme Ltd", "industry": ""})
        draft.title = "Renamed Acme"
    assert draft.step is not None
    with database.read() as connection:
        changes = history.changes(connection, [draft.step.id])[draft.step.id]
    assert changes == [Change("company", company, {"name": "Acme"}, {"name": "Acme Ltd"})]


def test_an_edit_of_what_somebody_else_changed_is_a_conflict(database: Database) -> None:
    """Nothing of the step is written when one of its changes does not find what it expects."""
    company = add_company(database)
    with database.step("bo", AT, TODAY) as draft:
        draft.edit("company", company, {"name": "Acme"}, {"name": "Bo's"})

    def edit_too() -> None:
        with database.step("ann", AT, TODAY) as late:
            late.insert("company", {**COMPANY, "name": "Other"})
            late.edit("company", company, {"name": "Acme"}, {"name": "Ann's"})

    with pytest.raises(Conflict, match="name of Bo's"):
        edit_too()
    assert name_of(database, company) == "Bo's"
    with database.read() as connection:
        assert connection.execute(select(func.count(schema.company.c.id))).scalar() == 1
        assert history.last_id(connection) == 2


def test_different_columns_of_one_row_do_not_clash(database: Database) -> None:
    """Two people may change different fields of the same thing."""
    company = add_company(database)
    with database.step("bo", AT, TODAY) as draft:
        draft.edit("company", company, {"industry": ""}, {"industry": "food"})
    with database.step("ann", AT, TODAY) as draft:
        draft.edit("company", company, {"name": "Acme"}, {"name": "Acme Ltd"})
    assert name_of(database, company) == "Acme Ltd"


def test_a_step_without_changes_leaves_no_trace(database: Database) -> None:
    """Setting what is so already is not a step."""
    company = add_company(database)
    with database.step("ann", AT, TODAY) as draft:
        assert not draft.edit("company", company, COMPANY, {"name": "Acme"})
    assert draft.step is None


def test_ids_are_never_used_twice(database: Database) -> None:
    """The id of a deleted row stays free for the undo of its deletion."""
    first = add_company(database)
    with database.step("ann", AT, TODAY) as draft:
        draft.delete("company", {"id": first, **COMPANY})
    assert add_company(database) > first


def test_an_error_inside_a_step_rolls_all_of_it_back(database: Database) -> None:
    """Whatever goes wrong, nothing is half written."""

    def fail(draft: Draft) -> None:
        draft.insert("company", COMPANY)
        raise RuntimeError

    with pytest.raises(RuntimeError), database.step("ann", AT, TODAY) as draft:
        fail(draft)
    with database.read() as connection:
        assert connection.execute(select(func.count(schema.company.c.id))).scalar() == 0


def test_deleting_what_others_refer_to_is_a_conflict(database: Database) -> None:
    """A row that later work depends on cannot be taken away."""
    company = add_company(database)
    with database.step("ann", AT, TODAY) as draft:
        draft.insert("contact", {"name": "Lena", "company_id": company, "title": ""})

    def take_away() -> None:
        with database.step("bo", AT, TODAY) as late:
            late.delete("company", {"id": company, **COMPANY})

    with pytest.raises(Conflict, match="later work depends on the company Acme; nothing"):
        take_away()
    assert name_of(database, company) == "Acme"


def test_a_row_for_something_that_is_gone_is_a_conflict(database: Database) -> None:
    """The message says that it is not the row itself which somebody deleted."""
    company = add_company(database)
    contact = {"name": "Lena", "company_id": company + 1, "title": "CEO"}

    def add() -> None:
        with database.step("bo", AT, TODAY) as draft:
            draft.insert("contact", contact)

    with pytest.raises(Conflict, match="what the contact Lena belongs to is gone: somebody"):
        add()


def test_a_second_row_where_there_may_be_one_is_a_conflict(database: Database) -> None:
    """It is named, and is told apart from what others depend on; one of many, too."""

    def add(*names: str) -> None:
        with database.step("bo", AT, TODAY) as draft:
            first = draft.new_id("pipeline", reserve=len(names))
            draft.apply(
                Change("pipeline", key, None, {"id": key, "name": name, "rank": "a0"})
                for key, name in enumerate(names, first)
            )

    add("Sales")
    with pytest.raises(Conflict, match=r"^the pipeline Sales exists already; nothing was written$"):
        add("Sales")
    with pytest.raises(Conflict, match=r"^one of 2 rows \(pipeline\) exists already; nothing"):
        add("Renewals", "Sales")


def test_a_row_outside_the_journal_is_called_by_its_table(database: Database) -> None:
    """Where nothing says what it is, the statement does."""
    with database.write() as connection:
        row = {"person": "ann", "key": "pipeline", "value": 1}
        connection.execute(schema.preference.insert().values(row))

    def add() -> None:
        with database.write() as connection:
            connection.execute(schema.preference.insert().values(row))

    with pytest.raises(Conflict, match=r"^the preference exists already; nothing was written$"):
        add()


@pytest.mark.parametrize("row_id", [2**63, 10**25])
def test_an_id_that_no_row_can_have_is_not_found(database: Database, row_id: int) -> None:
    """A number too large for the database is told as such, whatever it was asked for."""
    with pytest.raises(NotFound, match="no id is larger than"), database.read() as connection:
        history.get(connection, row_id)


def test_text_that_no_file_can_hold_is_refused(database: Database) -> None:
    """Half of a pair of surrogates, which comes of a broken paste, is named; nothing is written."""

    def add() -> None:
        with database.step("bo", AT, TODAY) as draft:
            draft.insert("company", {**COMPANY, "name": "A\udcffb"})

    with pytest.raises(BadInput, match=r"text: '\\udcff' is not understood; characters that UTF-8"):
        add()
    with database.read() as connection:
        assert connection.execute(select(func.count(schema.company.c.id))).scalar() == 0


def test_many_rows_of_one_shape_are_written_in_one_go(database: Database) -> None:
    """A bulk step counts its rows, and one that is not as expected spoils all."""
    with database.step("ann", AT, TODAY) as draft:
        first = draft.new_id("company", reserve=1000)
        rows = {first + i: {"id": first + i, **COMPANY, "name": f"No {i}"} for i in range(1000)}
        draft.apply(Change("company", key, None, row) for key, row in rows.items())
    rows[first + 500]["name"] = "not so"

    def take_away() -> None:
        with database.step("ann", AT, TODAY) as late:
            late.apply(Change("company", key, row, None) for key, row in rows.items())

    with pytest.raises(Conflict):
        take_away()
    with database.read() as connection:
        assert connection.execute(select(func.count(schema.company.c.id))).scalar() == 1000
