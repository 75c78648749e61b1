"""`import`, `export`, `backup` and `check`."""

import csv
import io
import json
import sqlite3
from pathlib import Path

import pytest

from tests.cli.conftest import Pipeboard, call

DEALS = """\
Deal ID,Deal name,Company,Amount,Currency,Stage,Close date
7,Acme renewal,Acme,"1,200.50",EUR,Proposal,12/31/2026
8,Kestrel trial,Kestrel,,EUR,Prospecting,1/15/2027
9,Corvid pilot,Corvid,900,EUR,Closed Won,11/2/2026
"""


@pytest.fixture
def deals_csv(tmp_path: Path) -> Path:
    """Two open deals and a won one, as another program writes them."""
    path = tmp_path / "deals.csv"
    path.write_text(DEALS)
    return path


def test_an_import_is_one_step(pipeboard: Pipeboard, deals_csv: Path) -> None:
    """Its numbers come out, and one undo takes all of it back."""
    done = pipeboard("import", str(deals_csv))
    assert (done.code, done.out) == (0, "3 created, 0 updated, 0 skipped, 0 errors\n")
    deals = {deal["title"]: deal for deal in pipeboard("deals", "--all", "--json").json}
    assert deals["Acme renewal"]["value"] == "1200.50"
    assert deals["Acme renewal"]["expected_close"] == "2026-12-31"
    assert deals["Kestrel trial"]["value"] is None
    assert (deals["Corvid pilot"]["status"], deals["Corvid pilot"]["closed_on"]) == (
        *("won", "2026-11-02"),
    )
    assert pipeboard("undo").out == "Took back: Imported 3 deals\n"
    assert pipeboard("deals", "--all", "--json").json == []


def test_an_import_in_json(pipeboard: Pipeboard, deals_csv: Path) -> None:
    """Rows with an error are told by row, field and value; the others are written."""
    deals_csv.write_text(DEALS + "10,Late,Late,5,EUR,Proposal,13/45/2026\n")
    done = pipeboard("import", str(deals_csv), "--json")
    assert done.code == 0
    result = done.json
    assert {key: result[key] for key in ("created", "updated", "skipped")} == {
        "created": 3,
        "updated": 0,
        "skipped": 0,
    }
    (error,) = result["errors"]
    assert (error["row"], error["field"], error["value"]) == (5, "Close date", "13/45/2026")
    assert list(error) == ["row", "field", "value", "message"]


def test_importing_a_file_again_writes_nothing(pipeboard: Pipeboard, deals_csv: Path) -> None:
    """Known deals are skipped, or brought up to date; exit 1 says that no row was written."""
    pipeboard("import", str(deals_csv))
    again = pipeboard("import", str(deals_csv))
    assert (again.code, again.out) == (1, "0 created, 0 updated, 3 skipped, 0 errors\n")
    deals_csv.write_text(DEALS.replace("1,200.50", "1,300"))
    third = pipeboard("import", str(deals_csv))
    assert (third.code, third.out) == (0, "0 created, 1 updated, 2 skipped, 0 errors\n")


def test_a_dry_run_writes_nothing(no_database: Path, deals_csv: Path) -> None:
    """It says what each column is taken for; not even the database is made."""
    done = call(str(no_database), "import", "--dry-run", str(deals_csv))
    assert (done.code, done.out) == (0, "3 created, 0 updated, 0 skipped, 0 errors\n")
    assert "Close date: close date (month/day/year)" in done.err
    assert not no_database.parent.exists()


def test_a_dry_run_tells_what_would_be_replaced(pipeboard: Pipeboard, deals_csv: Path) -> None:
    """Of the first few deals, field by field; in JSON the counts say it."""
    head, row = DEALS.splitlines()[:2]
    rows = [f"{number}{row[1:]}" for number in range(10, 17)]
    deals_csv.write_text("\n".join([head, *rows]))
    pipeboard("import", str(deals_csv))
    pipeboard("edit", "7", "value=2k", "owner=bo")
    done = pipeboard("import", "--dry-run", str(deals_csv))
    assert done.out == "0 created, 1 updated, 6 skipped, 0 errors\n"
    assert done.err.splitlines()[-3:-1] == [
        "Would be brought up to date:",
        "  Acme renewal (7): Value changed from 2,000.00 EUR to 1,200.50 EUR",
    ]
    deals_csv.write_text(deals_csv.read_text().replace("12/31", "12/30"))
    done = pipeboard("import", "--dry-run", str(deals_csv))
    assert done.err.count("Expected close changed from Thu 31 Dec 2026 to Wed 30 Dec 2026") == 5
    assert "  and 2 deals more\n" in done.err
    assert pipeboard("deals", "owner:bo", "--json").json[0]["value"] == "2000.00"


def test_a_missing_file_is_not_found(no_database: Path, deals_csv: Path) -> None:
    """Before anything is written of the others."""
    done = call(str(no_database), "import", str(deals_csv), str(deals_csv.with_name("no.csv")))
    assert done.code == 3
    assert "no.csv" in done.err
    assert not no_database.parent.exists()


@pytest.mark.parametrize(
    "content", [b"", b"\x89PNG\r\n\x1a\n\0\0\0", b"Deal,Amount\n", b"Deal,Amount\nKite,x\n"]
)
def test_a_file_without_deals_writes_nothing(
    on_sqlite: Pipeboard, no_database: Path, tmp_path: Path, content: bytes
) -> None:
    """Exit 1, with a message and without a traceback; no database is made for it."""
    path = tmp_path / "file.csv"
    path.write_bytes(content)
    done = on_sqlite("import", str(path))
    assert done.code == 1
    assert "Traceback" not in done.err
    assert on_sqlite("import", str(tmp_path)).code == 1
    assert call(str(no_database), "import", str(path)).code == 1
    assert not no_database.parent.exists()


@pytest.mark.parametrize(
    ("content", "pipeline", "code", "told"),
    [
        (b"Deal,Amount\n", [], 1, "no rows with deals"),
        (b"a,b\n1,2\n", [], 1, "a CSV file is needed"),
        (None, [], 3, "there is no file"),
        (DEALS.encode(), ["--pipeline", "Classic"], 3, "Classic"),
    ],
)
def test_a_file_that_is_refused_in_json(
    on_sqlite: Pipeboard,
    tmp_path: Path,
    content: bytes | None,
    pipeline: list[str],
    code: int,
    told: str,
) -> None:
    """Has the shape of any other result, with the message; the exit code is as without it."""
    path = tmp_path / "file.csv"
    if content is not None:
        path.write_bytes(content)
    plain = on_sqlite(*pipeline, "import", str(path))
    done = on_sqlite(*pipeline, "import", str(path), "--json")
    assert (plain.code, done.code) == (code, code)
    assert told in plain.err
    result = done.json
    (error,) = result.pop("errors")
    assert result == {"created": 0, "updated": 0, "skipped": 0}
    assert list(error) == ["row", "field", "value", "message"]
    assert error["row"] is None
    assert told in error["message"]


def test_a_file_without_rows_among_others(on_sqlite: Pipeboard, deals_csv: Path) -> None:
    """Is told once by its name; the others are imported."""
    empty = deals_csv.with_name("empty.csv")
    empty.write_text("Deal,Amount\n")
    done = on_sqlite("import", str(deals_csv), str(empty))
    assert (done.code, done.out) == (0, "3 created, 0 updated, 0 skipped, 1 error\n")
    assert done.err.startswith("empty.csv: it has the names of columns but no rows")


def test_an_import_makes_the_database(no_database: Path, deals_csv: Path) -> None:
    """Where a row of the file is one of a deal."""
    assert call(str(no_database), "import", str(deals_csv)).code == 0
    assert len(call(str(no_database), "deals", "--all", "--json").json) == 3


def test_several_files_are_one_step(on_sqlite: Pipeboard, deals_csv: Path) -> None:
    """One undo for all of them."""
    other = deals_csv.with_name("other.csv")
    other.write_text(DEALS.replace("7,", "17,").replace("8,", "18,").replace("9,", "19,"))
    assert on_sqlite("import", str(deals_csv), str(other)).out.startswith("6 created")
    on_sqlite("undo")
    assert on_sqlite("deals", "--all").out == ""


def test_errors_of_several_files_name_theirs(on_sqlite: Pipeboard, deals_csv: Path) -> None:
    """In words and in JSON, file by file; two files of one name by their paths."""
    other = deals_csv.with_name("other.csv")
    other.write_text('Deal name,Amount\nKite,5 apples\n"Kite" ,1\n')
    deals_csv.write_text(DEALS + "10,Late,Late,5,EUR,Proposal,13/45/2026\n")
    told = on_sqlite("import", "--dry-run", str(deals_csv), str(other))
    lines = [line for line in told.err.splitlines() if ", row " in line]
    begins = (
        "deals.csv, row 5: Close date: '13/45/2026'",
        "other.csv, row 2: Amount: '5 apples'",
        "other.csv, row 3: a quotation mark is not closed",
    )
    assert [line.startswith(begin) for line, begin in zip(lines, begins, strict=True)] == [True] * 3
    errors = on_sqlite("import", "--dry-run", "--json", str(deals_csv), str(other)).json["errors"]
    assert [(each["row"], each["message"].split(":")[0]) for each in errors] == [
        *((5, "deals.csv"), (2, "other.csv"), (3, "other.csv")),
    ]
    assert errors[1]["value"] == "5 apples"
    twin = deals_csv.with_name("twin") / "deals.csv"
    twin.parent.mkdir()
    twin.write_text(deals_csv.read_text())
    assert f"{twin}, row 5: " in on_sqlite("import", str(deals_csv), str(twin)).err


def test_an_import_into_a_pipeline_that_lacks_the_stages(
    on_sqlite: Pipeboard, deals_csv: Path
) -> None:
    """Refused, naming them, when that pipeline was asked for."""
    on_sqlite("add", "First")
    deals_csv.write_text(DEALS.replace("Proposal", "Tasting"))
    done = on_sqlite("--pipeline", "sales", "import", str(deals_csv))
    assert done.code == 1
    assert "Sales has no stage Tasting" in done.err


def test_export_and_import_give_the_same_deals(
    pipeboard: Pipeboard, deals_csv: Path, tmp_path: Path
) -> None:
    """As CSV and as JSON, with contacts, labels, notes and formulas that a spreadsheet would run."""
    pipeboard("import", str(deals_csv))
    pipeboard("edit", "acme", "labels=hot,a b", "custom.Plan==1+1")
    pipeboard("note", "acme", "=cmd()\nsecond line")
    pipeboard("add", "Lena's deal @lena call fri 9:30")

    def content(address: str) -> list[dict[str, object]]:
        """The deals, without what belongs to one database."""
        rows = json.loads(call(address, "export", "--json").out)
        for row in rows:
            row["notes"] = [note["text"] for note in row["notes"]]
            row["contacts"] = [contact["name"] for contact in row["contacts"]]
            step = row["next_step"]
            row["next_step"] = step and [step["type"], step["subject"], step["due"]]
            for own in ("id", "external_ids", "stale"):
                del row[own]
        return sorted(rows, key=lambda row: str(row["title"]))

    here = pipeboard("export", "--json")
    assert here.code == 0
    for name in ("deals.csv", "deals.json"):
        target = tmp_path / f"new-{name}"
        assert pipeboard("export", "--output", str(target)).out == f"{target}\n"
        elsewhere = str(tmp_path / f"{name}.db")
        assert call(elsewhere, "import", str(target)).code == 0
        back = content(elsewhere)
        assert [row["title"] for row in back] == sorted(row["title"] for row in here.json)
        acme = next(row for row in back if row["title"] == "Acme renewal")
        assert acme["notes"] == ["=cmd()\nsecond line"]
        assert acme["custom"] == {"Plan": "=1+1"}
        assert acme["labels"] == ["hot", "a b"]
        lena = next(row for row in back if row["title"] == "Lena's deal")
        assert (lena["contacts"], lena["next_step"]) == (
            *(["lena"], ["call", "call", "2026-11-27T09:30:00+01:00"]),
        )


def test_an_export_in_json_has_the_past_and_brings_the_stays(
    pipeboard: Pipeboard, tmp_path: Path
) -> None:
    """What was planned and how a deal stood is there to be worked with; CSV has none of it."""
    pipeboard("add", "Acme renewal 5k call fri")
    pipeboard("move", "acme", "proposal")
    pipeboard("edit", "acme", "created_on=2026-11-20")
    assert pipeboard("win", "acme", "--reason", "price", "--on", "2026-11-23").code == 0
    pipeboard("edit", "acme", "closed_on=2026-11-24")
    (row,) = pipeboard("export", "--json").json
    assert [visit["left_on"] for visit in row["visits"]] == ["2026-11-24", "2026-11-24", None]
    assert [stood["status"] for stood in row["stood"]] == ["open", "won"]
    assert [item["type"] for item in row["follow_ups"]] == ["call"]
    assert "visits" not in pipeboard("export").out
    path = tmp_path / "deals.json"
    pipeboard("export", "--output", str(path))
    elsewhere = str(tmp_path / "other.db")
    assert call(elsewhere, "import", str(path)).out.startswith("1 created")
    shown = call(elsewhere, "show", "acme", "--json").json
    assert (shown["visits"], shown["custom"]) == (row["visits"], {})
    assert pipeboard("import", str(path)).out == "0 created, 0 updated, 1 skipped, 0 errors\n"
    row["visits"][0]["left_on"] = "2026-11-23"
    path.write_text(json.dumps([row]))
    done = pipeboard("import", str(path), "--json")
    assert done.code == 1
    assert [(each["row"], each["field"]) for each in done.json["errors"]] == [(1, "visits")]


def test_an_export_imported_where_it_comes_from_adds_nothing(
    pipeboard: Pipeboard, tmp_path: Path
) -> None:
    """The deals are known by their own ids and titles; what was edited in the file is taken over."""
    pipeboard("add", "Acme renewal 5k @lena #hot")
    path = tmp_path / "deals.csv"
    path.write_text(pipeboard("export").out)
    assert pipeboard("import", str(path)).out == "0 created, 0 updated, 1 skipped, 0 errors\n"
    path.write_text(path.read_text().replace("5000.00", "6000.00"))
    assert pipeboard("import", str(path)).out == "0 created, 1 updated, 0 skipped, 0 errors\n"
    deal = pipeboard("show", "1", "--json").json
    assert (deal["value"], deal["external_ids"]) == ("6000.00", [])


def test_texts_that_were_typed_with_line_breaks_come_back_as_they_are(
    on_sqlite: Pipeboard, tmp_path: Path
) -> None:
    """They are told on one line from the beginning, so that nothing differs."""
    on_sqlite("add", 'Acme owner:"Ann\nFox" source:"a\nfair" #"key\naccount"')
    on_sqlite("edit", "Acme", "campaign=spring\nsale", "company=Acme\nInc", "need=a\nb")
    on_sqlite("lose", "Acme", "--reason", "too dear\nand late")
    path = tmp_path / "all.csv"
    path.write_text(on_sqlite("export").out)
    assert on_sqlite("import", str(path)).out == "0 created, 0 updated, 1 skipped, 0 errors\n"
    assert on_sqlite("show", "Acme", "--json").json["reason"] == "too dear and late"


def test_export_is_csv_of_every_status(pipeboard: Pipeboard, deals_csv: Path) -> None:
    """A filter chooses; cells that a spreadsheet would run are made harmless."""
    pipeboard("import", str(deals_csv))
    pipeboard("edit", "acme", "title==HYPERLINK()")
    rows = list(csv.DictReader(io.StringIO(pipeboard("export").out)))
    assert {row["title"] for row in rows} == {"'=HYPERLINK()", "Kestrel trial", "Corvid pilot"}
    rows = list(csv.DictReader(io.StringIO(pipeboard("export", "status:won").out)))
    assert [row["title"] for row in rows] == ["Corvid pilot"]


def test_export_replaces_no_file(on_sqlite: Pipeboard, tmp_path: Path) -> None:
    """And leaves nothing behind where it cannot write."""
    path = tmp_path / "deals.csv"
    path.write_text("mine")
    done = on_sqlite("export", "--output", str(path))
    assert done.code == 1
    assert "exists already" in done.err
    assert path.read_text() == "mine"
    assert on_sqlite("export", "--output", str(tmp_path / "no" / "deals.csv")).code == 1
    assert not (tmp_path / "no").exists()


def test_backup_prints_the_path(pipeboard: Pipeboard, tmp_path: Path) -> None:
    """The copy is a database of its own with the same deals."""
    pipeboard("add", "Acme renewal")
    target = tmp_path / "copy.db"
    assert pipeboard("backup", str(target)).out == f"{target}\n"
    assert [deal["title"] for deal in call(str(target), "deals", "--json").json] == ["Acme renewal"]
    assert pipeboard("backup", str(target)).code == 1
    other = tmp_path / "other.db"
    assert pipeboard("backup", str(other), "--json").json == {"path": str(other)}


def test_a_backup_that_cannot_be_written_is_refused(on_sqlite: Pipeboard, tmp_path: Path) -> None:
    """The database is fine: it is not what ends with 4."""
    done = on_sqlite("backup", str(tmp_path / "no" / "copy.db"))
    assert done.code == 1
    assert "copy.db cannot be made: No such file or directory" in done.err
    assert on_sqlite("backup", str(tmp_path)).code == 1


def test_a_missing_database_has_no_backup(no_database: Path, tmp_path: Path) -> None:
    """Refused; an empty copy would only look like one."""
    assert call(str(no_database), "backup", str(tmp_path / "copy.db")).code == 1
    assert not (tmp_path / "copy.db").exists()


def test_check_of_what_cannot_be_opened(on_sqlite: Pipeboard, sqlite_file: Path) -> None:
    """Findings end with 1, a file in which nothing can be looked for with 4."""
    sqlite_file.write_bytes(b"no database" * 1000)
    done = on_sqlite("check")
    assert (done.code, done.out) == (4, "")
    assert "is not a pipeboard database" in done.err


def test_check_tells_what_is_wrong(on_sqlite: Pipeboard, sqlite_file: Path) -> None:
    """Exit 1 and a line for each thing."""
    on_sqlite("add", "Acme renewal")
    assert on_sqlite("check").code == 0
    with sqlite3.connect(sqlite_file) as connection:
        connection.execute("UPDATE deal SET value = -1")
    connection.close()
    done = on_sqlite("check")
    wrong = ["has a value below 0", "does not stand as its history tells"]
    assert done.code == 1
    assert done.out.splitlines() == [f"deal 1 (Acme renewal) {each}" for each in wrong]
    assert on_sqlite("check", "--json").json == done.out.splitlines()
