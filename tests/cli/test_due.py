"""`due` and `agenda`: what is in them, and what the exit code says."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import NOW, Pipeboard


@pytest.fixture
def planned(pipeboard: Pipeboard) -> Pipeboard:
    """Follow-ups of ann on each day that has a section, one of bo, one that is done."""
    early = {"PIPEBOARD_NOW": "2026-11-20T09:00"}
    pipeboard("add", "Acme renewal +Acme @Lena", env=early)
    for text in ("call 20 nov", "call 24 nov 8:30", "e-mail 24 nov 15:00", "task 24 nov"):
        pipeboard("follow", "acme", text, env=early)
    for text in ("meeting 25 nov", "demo 27 nov", "call 1 dec"):
        pipeboard("follow", "acme", text)
    pipeboard("--as", "bo", "follow", "acme", "call today")
    pipeboard("follow", "acme", "call today")
    pipeboard("done", "9")
    return pipeboard


def test_due_is_what_is_overdue_and_due_today(planned: Pipeboard) -> None:
    """A timed one is overdue once its time has passed, a dated one from the next day."""
    found = planned("due", "--json").json
    assert list(found) == ["overdue", "today"]
    assert [item["id"] for item in found["overdue"]] == [1, 2]
    assert [item["id"] for item in found["today"]] == [3, 4]
    assert found["overdue"][0].pop("created_at").startswith("2026-11-20T09:00:00")
    assert found["overdue"][0] == {
        "id": 1,
        "type": "call",
        "subject": "call",
        "due": "2026-11-20",
        "state": "overdue",
        "priority": "normal",
        "repeat": None,
        "repeat_from": None,
        "reminder": None,
        "deal": {"id": 1, "title": "Acme renewal"},
        "deal_lost": False,
        "contact": "Lena",
        "assignee": "ann",
        "done_at": None,
        "outcome": None,
        "satisfaction": None,
        "company": "Acme",
        "phone": None,
        "email": None,
    }


def test_due_is_mine_unless_told_otherwise(planned: Pipeboard) -> None:
    """`--everyone` adds the others', `--as` changes who I am."""
    ids = [item["id"] for item in planned("due", "--everyone", "--json").json["today"]]
    assert ids == [3, 4, 8]
    assert [i["id"] for i in planned("--as", "bo", "due", "--json").json["today"]] == [8]


def test_due_covers_all_pipelines_unless_one_is_named(planned: Pipeboard) -> None:
    """An unknown pipeline is not found."""
    assert planned("--pipeline", "sales", "due", "--json").json["today"] != []
    assert planned("--pipeline", "other", "due").code == 3


def test_check_tells_by_the_exit_code(planned: Pipeboard) -> None:
    """10 when something is due, 0 when nothing is; without it always 0."""
    assert planned("due").code == 0
    assert planned("due", "--check").code == 10
    nothing = planned("--as", "cy", "due", "--check")
    assert (nothing.code, nothing.out, nothing.err) == (0, "", "")


def test_due_in_text_has_a_line_for_each(planned: Pipeboard) -> None:
    """Under the head of its section, with the time where the day goes without saying."""
    lines = [" ".join(line.split()) for line in planned("due").out.splitlines()]
    assert lines == [
        "Overdue (2)",
        "1 Fri 20 Nov call Acme renewal Lena",
        "2 today 08:30 call Acme renewal Lena",
        "",
        "Today (2)",
        "3 15:00 e-mail Acme renewal Lena",
        "4 task Acme renewal Lena",
    ]


def test_the_agenda_has_six_sections_and_the_deals_without(planned: Pipeboard) -> None:
    """A week ends on Sunday; `--days` looks so far ahead only."""
    found = planned("agenda", "--json").json
    assert {name: [item["id"] for item in items] for name, items in found.items()} == {
        "overdue": [1, 2],
        "today": [3, 4],
        "tomorrow": [5],
        "this_week": [6],
        "next_week": [7],
        "later": [],
        "without_next_step": [],
    }
    near = planned("agenda", "--days", "1", "--json").json
    assert [len(items) for items in near.values()] == [2, 2, 1, 0, 0, 0, 0]
    assert planned("agenda", "--days", "-1").code == 2


def test_the_agenda_in_text_leaves_out_empty_sections(planned: Pipeboard) -> None:
    """And says that there is nothing, on stderr, when all are."""
    heads = [line for line in planned("agenda").out.splitlines() if line[:1].isalpha()]
    assert heads == ["Overdue (2)", "Today (2)", "Tomorrow (1)", "This week (1)", "Next week (1)"]
    nothing = planned("--as", "cy", "agenda")
    assert (nothing.out, nothing.err) == ("", "No follow-ups are planned.\n")
    for days, told in (("0", "overdue or due today"), ("3", "due in the next 3 days")):
        nothing = planned("--as", "cy", "agenda", "--days", days)
        assert (nothing.out, nothing.err) == ("", f"No follow-ups are {told}.\n")


def test_the_deals_without_a_next_step(pipeboard: Pipeboard) -> None:
    """Open ones of mine are in the agenda, alone with `--without`; there may be none."""
    assert pipeboard("agenda", "--without").err == "Every open deal has a next step.\n"
    pipeboard("add", "Acme renewal +Acme @Lena call fri")
    pipeboard("add", "Kestrel pilot +Kestrel @Omar")
    pipeboard("--as", "bo", "add", "Corvid")
    pipeboard("add", "Won already")
    pipeboard("win", "won", "--reason", "price")
    found = pipeboard("agenda", "--without", "--json").json
    assert found == {
        "without_next_step": [
            {
                "id": 2,
                "title": "Kestrel pilot",
                "company": "Kestrel",
                "stage": "Lead Generation",
                "owner": "ann",
                "last_touch": "2026-11-24",
                "contact": "Omar",
                "phone": None,
                "email": None,
            }
        ]
    }
    told = pipeboard("agenda")
    assert [line for line in told.out.splitlines() if line[:1].isalpha()] == [
        "This week (1)",
        "Without a next step (1)",
    ]
    alone = pipeboard("agenda", "--without").out.splitlines()
    assert alone[0] == "Without a next step (1)"
    assert alone[1].split()[:4] == ["2", "since", "Tue", "24"]
    everyone = pipeboard("agenda", "--without", "--everyone", "--json").json
    assert [deal["id"] for deal in everyone["without_next_step"]] == [2, 3]


def test_due_loads_neither_textual_nor_alembic(sqlite_file: Path) -> None:
    """A login banner costs little, also with text that is not plain ASCII."""
    code = f"""
import sys
from pipeboard.cli import main
database = ["pipeboard", "--database", {str(sqlite_file)!r}]
for arguments in (["add", "Müller 更新"], ["follow", "1", "call today"], ["due"]):
    sys.argv = database + arguments
    before = set(sys.modules)
    try:
        main()
    except SystemExit as end:
        assert not end.code, end.code
print(*sorted(name for name in sys.modules if "." not in name))
"""
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env={"PATH": "", "PIPEBOARD_NOW": NOW, "USER": "ann", "HOME": str(sqlite_file.parent)},
    )
    *lines, modules = done.stdout.splitlines()
    assert any("Müller" in line for line in lines)
    assert "sqlalchemy" in modules.split()
    assert not {"textual", "alembic"} & set(modules.split())
