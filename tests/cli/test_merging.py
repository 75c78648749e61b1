"""`merge` and `left`."""

import pytest

from pipeboard.domain.people import Role
from pipeboard.service import details, people
from pipeboard.service.workspace import Workspace
from tests.cli.conftest import Pipeboard


@pytest.fixture
def twice(pipeboard: Pipeboard) -> Pipeboard:
    """A deal that is there twice, with different values of some fields."""
    pipeboard("add", "Acme renewal 12k EUR +Acme @lena #hot")
    pipeboard("add", "Acme renewal 12k EUR +Acme @omar #big")
    pipeboard("edit", "2", "source=fair")
    return pipeboard


def test_two_deals_become_one(twice: Pipeboard) -> None:
    """The first one named is kept; undo brings the other back."""
    done = twice("merge", "1", "2")
    assert (done.code, done.err) == (0, "Merged Acme renewal (#2) into Acme renewal (#1)\n")
    deal = twice("show", "1", "--json").json
    assert (deal["source"], deal["labels"]) == ("fair", ["hot", "big"])
    assert [contact["name"] for contact in deal["contacts"]] == ["lena", "omar"]
    gone = twice("show", "2")
    assert gone.code == 3
    assert "Merged Acme renewal (#2) into Acme renewal (#1)" in twice("history", "1").out
    twice("undo")
    assert twice("show", "2", "--json").json["source"] == "fair"


def test_a_field_is_taken_or_left(twice: Pipeboard) -> None:
    """By its name; a field that does not differ is wrong usage."""
    twice("edit", "2", "title=Acme again")
    assert twice("merge", "1", "2", "--take", "title", "--leave", "source").code == 0
    deal = twice("show", "1", "--json").json
    assert (deal["title"], deal["source"]) == ("Acme again", None)
    twice("undo")
    done = twice("merge", "1", "2", "--take", "owner")
    assert done.code == 2
    assert "the two differ in title, source" in done.err


def test_a_dry_run_writes_nothing(twice: Pipeboard) -> None:
    """It says what would be kept, for people and for programs."""
    done = twice("merge", "1", "2", "--dry-run")
    lines = [line.split() for line in done.out.splitlines()]
    assert ["source", "fair", "fair"] in lines
    assert ["labels", "1", "1", "#hot,", "#big"] in lines
    assert "Not kept of Acme renewal (#2): its way through the stages (1 stay)" in done.out
    data = twice("merge", "1", "2", "--dry-run", "--json").json
    assert data["keep"] == {"id": 1, "name": "Acme renewal"}
    assert {"name": "source", "keep": None, "other": "fair", "kept": "other"} in data["fields"]
    assert {"what": "labels", "keep": 1, "other": 1, "together": 2} in data["united"]
    assert twice("show", "2").code == 0


def test_nothing_goes_into_itself(twice: Pipeboard) -> None:
    """That is refused by name, also where it is named in two ways."""
    done = twice("merge", "1", "#1")
    assert done.code == 1
    assert done.err == (
        "pipeboard: Acme renewal (#1) cannot be merged with itself; name another deal\n"
    )


def test_what_is_not_there_is_not_found(twice: Pipeboard) -> None:
    """Whatever the kind."""
    assert twice("merge", "1", "99").code == 3
    assert twice("merge", "1", "nobody").code == 3
    assert twice("merge", "--contacts", "lena", "nobody").code == 3
    assert twice("merge", "--companies", "acme", "99").code == 3
    assert twice("merge", "1").code == 2
    assert twice("merge", "--contacts", "lena", "").code == 3


def test_contacts_and_companies_are_merged_by_name(twice: Pipeboard) -> None:
    """A part of the name that only one has is enough."""
    twice("add", "Acme pilot +'Acme GmbH'")
    done = twice("merge", "--contacts", "lena", "oma")
    assert done.err == "Merged omar (#2) into lena (#1)\n"
    done = twice("merge", "--companies", "acme", "gmbh")
    assert done.code in (0, 3), done.err


def test_an_ambiguous_name_lists_who_it_could_be(twice: Pipeboard) -> None:
    """With ids and companies."""
    twice("add", "Acme pilot +Acme @lenard")
    twice("add", "Acme demo +Acme @lenox")
    done = twice("merge", "--contacts", "len", "omar")
    assert done.code == 3
    assert "'len' could be several contacts; name one by its id:" in done.err
    assert "lenard of Acme" in done.err


def test_what_is_there_twice_is_listed(twice: Pipeboard) -> None:
    """Of one kind or of all, with why."""
    found = twice("merge", "--find", "--json").json
    assert [(group["kind"], group["why"]) for group in found] == [
        ("deal", ["same title, company and value"])
    ]
    assert [member["id"] for member in found[0]["members"]] == [1, 2]
    shown = twice("merge", "--find", "deals").out
    assert shown.startswith("Deals: same title, company and value\n")
    nothing = twice("merge", "--find", "contacts")
    assert (nothing.code, nothing.out, nothing.err) == (0, "", "Nothing is there twice.\n")
    assert twice("merge", "--find", "people").code == 2


def test_a_contact_leaves(twice: Pipeboard) -> None:
    """It is shown on the deal, what is planned is named, and it can be taken back."""
    twice("follow", "1", "call @lena 1 dec")
    done = twice("left", "lena", "--on", "12 nov")
    assert done.code == 0
    assert "Marked that lena left on Thu 12 Nov 2026 (1 deal)" in done.err
    assert twice("show", "1", "--json").json["contacts"][0]["left_on"] == "2026-11-12"
    assert "lena, left Thu 12 Nov 2026" in twice("show", "1").out
    assert ", left)" in twice("contacts", "show", "lena").out
    again = twice("left", "lena")
    assert (again.code, "has left already" in again.err) == (1, True)
    assert twice("left", "lena", "--stayed").err == "Marked that lena has not left after all\n"
    assert twice("show", "1", "--json").json["contacts"][0]["left_on"] is None
    assert twice("left", "lena", "--stayed").code == 1
    assert twice("left", "lena", "--stayed", "--back").code == 2
    assert twice("left", "nobody").code == 3
    assert twice("left", "lena", "--on", "2027-01-01").code == 2


def test_deals_go_back_when_their_decision_maker_left(
    twice: Pipeboard, workspace: Workspace
) -> None:
    """Only when that is asked for; --json tells which."""
    data = twice("left", "lena", "--json").json
    assert data["contact"] == {"id": 1, "name": "lena"}
    assert (data["left_on"], data["deals"]) == ("2026-11-24", [1])
    assert data["without_decision_maker"] == []
    twice("undo")
    assert "No deal moved back: " in twice("left", "lena", "--back").err
    twice("undo")
    (lena,) = details.view(workspace, 1).contacts
    people.edit_on_deal(workspace, lena, {"role": Role.DECISION_MAKER})
    twice("move", "1", "proposal")
    asked = twice("left", "lena")
    assert "Acme renewal has no decision-maker now; --back would move it to Lead Qual" in asked.err
    twice("undo")
    told = twice("left", "lena", "--back", "--json").json["without_decision_maker"]
    assert told == [
        {"id": 1, "title": "Acme renewal", "stage": "Lead Qualification", "moved": True}
    ]
    assert twice("show", "1", "--json").json["stage"] == "Lead Qualification"
