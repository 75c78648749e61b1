"""`history`, `undo` and `redo`."""

from pathlib import Path

import pytest

from tests.cli.conftest import Pipeboard, call


@pytest.fixture
def worked(pipeboard: Pipeboard) -> Pipeboard:
    """Ann added a deal and moved it, bo noted something on it."""
    pipeboard("add", "Acme renewal")
    pipeboard("move", "acme", "proposal")
    pipeboard("--as", "bo", "note", "acme", "hello")
    return pipeboard


def test_undo_says_what_it_took_back(worked: Pipeboard) -> None:
    """Undo is each person's own, and redo does it again."""
    assert worked("undo").out == "Took back: Moved Acme renewal from Lead Generation to Proposal\n"
    assert worked("show", "1", "--json").json["stage"] == "Lead Generation"
    done = worked("redo")
    assert done.out == "Did again: Moved Acme renewal from Lead Generation to Proposal\n"
    assert worked("show", "1", "--json").json["stage"] == "Proposal"


def test_undo_with_json_gives_the_step(worked: Pipeboard) -> None:
    """In the shape of the history."""
    step = worked("undo", "--json").json
    assert (step["kind"], step["actor"], step["deals"]) == ("undo", "ann", 1)


def test_with_nothing_to_take_back_it_is_refused(worked: Pipeboard) -> None:
    """Likewise with nothing to do again."""
    worked("--as", "bo", "undo")
    assert worked("--as", "bo", "undo").code == 1
    assert worked("redo").code == 1


def test_redo_says_why_there_is_nothing_to_do_again(worked: Pipeboard) -> None:
    """That something else was done since is said only when something was taken back before it."""
    nothing = "pipeboard: there is nothing to do again.\n"
    assert worked("redo").err == nothing
    worked("undo")
    worked("redo")
    assert worked("redo").err == nothing
    worked("undo")
    worked("--as", "bo", "note", "acme", "of bo")
    worked("note", "acme", "of ann")
    done = worked("redo")
    assert (done.code, done.err) == (
        1,
        "pipeboard: there is nothing to do again; something else was done since you took something back.\n",
    )


def test_redo_without_a_database_says_so(tmp_path: Path) -> None:
    """And nothing of work that nobody did."""
    done = call(str(tmp_path / "none.db"), "redo")
    assert done.code == 1
    assert done.err.startswith("pipeboard: there is nothing to do again. There is no database ")


def test_an_undo_that_others_forbid_is_a_conflict(worked: Pipeboard) -> None:
    """Bo's note is on the deal that ann would take back; nothing is written."""
    worked("undo")
    done = worked("undo")
    assert (done.code, done.out) == (1, "")
    assert "nothing was written" in done.err
    assert worked("show", "1").code == 0


def test_skip_leaves_the_step_that_cannot_be_taken_back(pipeboard: Pipeboard) -> None:
    """Each time the next one of those that others' work keeps in force."""
    for title in ("First", "Second"):
        pipeboard("add", title)
        pipeboard("move", title, "proposal")
    pipeboard("--as", "bo", "move", "second", "prospecting")
    clash = pipeboard("undo")
    assert clash.code == 1
    assert clash.err.endswith("; undo --skip takes back the step before\n")
    done = pipeboard("undo", "--skip")
    assert (done.code, done.out) == (1, "")
    assert "is left as it is, but 'Added Second' cannot be taken back either: " in done.err
    assert done.err.endswith("; undo --skip takes back the step before\n")
    done = pipeboard("undo", "--skip")
    assert done.out == "Took back: Moved First from Lead Generation to Proposal\n"
    assert done.err == "Left as it is: Added Second\n"
    assert pipeboard("undo").out == "Took back: Added First\n"


def test_skip_of_a_step_that_can_be_taken_back_is_refused(pipeboard: Pipeboard) -> None:
    """What one did alone stays undoable."""
    pipeboard("add", "Q 5k")
    pipeboard("move", "q", "proposal")
    steps = pipeboard("history", "--json").json
    done = pipeboard("undo", "--skip")
    assert (done.code, done.out) == (1, "")
    assert "undo without skipping does it" in done.err
    assert pipeboard("history", "--json").json == steps
    assert pipeboard("undo").out == "Took back: Moved Q from Lead Generation to Proposal\n"


def test_history_is_newest_first(worked: Pipeboard) -> None:
    """Of everything, of one person, of one deal."""
    titles = [step["title"] for step in worked("history", "--json").json]
    assert titles == [
        "Noted something on Acme renewal",
        "Moved Acme renewal from Lead Generation to Proposal",
        "Added Acme renewal",
        "Set up Sales with the classic stages",
    ]
    assert len(worked("history", "--limit", "2", "--json").json) == 2
    assert [step["actor"] for step in worked("history", "--by", "bo", "--json").json] == ["bo"]
    assert [step["deal_ids"] for step in worked("history", "--json").json] == [[1], [1], [1], []]
    told = [step["sentences"] for step in worked("history", "acme", "--json").json]
    assert told == [
        ["Note: hello"],
        ["Moved from Lead Generation to Proposal"],
        ["Added in Lead Generation"],
    ]


def test_history_in_text_has_the_local_time(worked: Pipeboard) -> None:
    """Who, when and what, on one line."""
    line = worked("history").out.splitlines()[1].split("  ")
    assert [part.strip() for part in line if part.strip()] == [
        *("4", "2026-11-24 09:00", "bo", "Noted something on Acme renewal")
    ]


def test_the_number_of_deals_is_told_once(worked: Pipeboard) -> None:
    """After a title that does not say it, and not after one that does."""
    worked("add", "Bolt")
    worked("move", "bolt", "proposal")
    removed = worked("stages", "remove", "proposal", "--to", "negotiation")
    assert removed.err == "Removed the stage Proposal; 2 deals went to Negotiation and Closing\n"
    assert worked("undo").out == f"Took back: {removed.err}"
    assert worked("redo").out == f"Did again: {removed.err}"
