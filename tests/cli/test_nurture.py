"""`nurture`: putting a deal off, and its coming back by whatever command comes first."""

from pathlib import Path

import pytest

from tests.cli.conftest import Pipeboard


@pytest.fixture
def one(pipeboard: Pipeboard) -> Pipeboard:
    """One open deal."""
    pipeboard("add", "Acme renewal 12k EUR")
    return pipeboard


@pytest.mark.parametrize("until", ["3 months", "in 3 months", "24 feb", "2027-02-24", "92d"])
def test_a_deal_is_put_off(one: Pipeboard, until: str) -> None:
    """Until a day, or for so long; the data and the history tell the day and the reason."""
    done = one("nurture", "acme", "--until", until, "--reason", "budget frozen")
    told = "Put Acme renewal off until Wed 24 Feb 2027: budget frozen\n"
    assert (done.code, done.out, done.err) == (0, "", told)
    deal = one("show", "1", "--json").json
    assert (deal["status"], deal["nurture_until"], deal["reason"]) == (
        *("nurture", "2027-02-24", "budget frozen"),
    )
    assert one("deals", "--json").json == []
    assert [each["nurture_until"] for each in one("deals", "status:nurture", "--json").json] == [
        "2027-02-24"
    ]
    assert "nurture until       Wed 24 Feb 2027" in one("show", "1").out
    assert one("nurture", "acme", "--until", until).err.startswith("Nothing to change")
    one("undo")
    assert one("show", "1", "--json").json["status"] == "open"
    one("redo")
    assert one("show", "1", "--json").json["nurture_until"] == "2027-02-24"


@pytest.mark.parametrize("until", ["today", "yesterday", "2020-01-01", "soon", "", "tue 9:30"])
def test_a_day_that_will_not_do_is_wrong_usage(one: Pipeboard, until: str) -> None:
    """What is past, today or no day is refused by its option; nothing is written."""
    done = one("nurture", "acme", "--until", until)
    assert done.code == 2
    assert "--until" in done.err
    assert one("show", "1", "--json").json["status"] == "open"


def test_a_day_is_needed(one: Pipeboard) -> None:
    """Without one it is wrong usage."""
    assert one("nurture", "acme").code == 2


def test_a_won_deal_is_refused(one: Pipeboard) -> None:
    """With the way to open it again."""
    one("win", "acme")
    done = one("nurture", "acme", "--until", "3 months")
    assert done.code == 1
    assert "Acme renewal is won: pipeboard reopen opens it again" in done.err


@pytest.mark.parametrize(
    "command",
    [("due",), ("deals",), ("show", "1"), ("history",), ("stages",), ("check",), ("agenda",)],
)
def test_any_command_brings_it_back(one: Pipeboard, command: tuple[str, ...]) -> None:
    """The first one on the day or later, not one the day before; ``due`` and ``agenda`` say it."""
    one("nurture", "acme", "--until", "2027-02-24")
    before = {"PIPEBOARD_NOW": "2027-02-23T23:59"}
    assert one("show", "1", "--json", env=before).json["status"] == "nurture"
    late = {"PIPEBOARD_NOW": "2027-02-24T00:01"}
    told = "Acme renewal is back from nurture\n" if command[0] in ("due", "agenda") else ""
    assert one(*command, env=late).err in (told, "All is well.\n")
    assert "back from" not in one(*command, env=late).err
    assert one("due", "--json", env=late).json["today"][0]["subject"] == "back from nurture"
    steps = one("history", "--json", env=late).json
    assert [step["actor"] for step in steps[:3]] == ["pipeboard", "ann", "ann"]


def test_an_edited_day_must_lie_ahead(one: Pipeboard) -> None:
    """Nor can it be taken away: reopening does that."""
    one("nurture", "acme", "--until", "2027-02-24")
    for typed in ("", "2020-01-01", "today"):
        assert one("edit", "acme", f"nurture_until={typed}").code == 2
    assert one("edit", "acme", "nurture_until=1 year").code == 0
    assert one("show", "1", "--json").json["nurture_until"] == "2027-11-24"


def test_reopening_takes_it_up_again(one: Pipeboard) -> None:
    """Where it was, with nothing left of the putting off."""
    one("move", "acme", "proposal")
    one("nurture", "acme", "--until", "6w", "--reason", "budget")
    assert one("reopen", "acme").err == "Reopened Acme renewal in Proposal\n"
    deal = one("show", "1", "--json").json
    assert (deal["status"], deal["stage"], deal["nurture_until"], deal["reason"]) == (
        *("open", "Proposal", None, None),
    )


def test_a_file_tells_the_day_or_none(one: Pipeboard, tmp_path: Path) -> None:
    """A day that is past brings the deal back at once; one without a day waits to be given one, and
    the export has both."""
    file = tmp_path / "deals.csv"
    file.write_text(
        "title,stage,status,nurture_until,created_on\n"
        "Bare,Proposal,nurture,,2026-01-01\n"
        "Past,Proposal,nurture,2026-10-01,2026-01-01\n"
        "Ahead,Proposal,nurture,2027-01-01,2026-01-01\n"
    )
    assert one("import", str(file)).code == 0
    assert one("check").code == 0
    found = {each["title"]: each for each in one("deals", "--all", "--json").json}
    assert [found[title]["status"] for title in ("Bare", "Past", "Ahead")] == [
        *("nurture", "open", "nurture"),
    ]
    assert found["Past"]["next_step"]["due"] == "2026-10-01"
    assert one("nurture", "bare", "--until", "6w").code == 0
    assert "2027-01-05" in one("export", "status:nurture").out
    assert one("check").code == 0
