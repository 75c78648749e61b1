"""`win`, `lose`, `reopen` and `delete`."""

import pytest

from tests.cli.conftest import Pipeboard


@pytest.fixture
def one(pipeboard: Pipeboard) -> Pipeboard:
    """One open deal."""
    pipeboard("add", "Acme renewal 12k EUR")
    return pipeboard


def test_win_closes_on_the_day_given(one: Pipeboard) -> None:
    """The last such day is meant, and the deal goes to post-sale."""
    one("edit", "acme", "created on=2026-11-02")
    assert one("win", "acme", "--on", "fri", "--reason", "best offer").err == "Won Acme renewal\n"
    deal = one("show", "1", "--json").json
    assert (deal["status"], deal["closed_on"], deal["reason"]) == (
        *("won", "2026-11-20", "best offer"),
    )
    assert deal["stage"] == "Post-Sale Follow-up"


@pytest.mark.parametrize("arguments", [[], ["--reason"], ["--reason", " "]])
def test_lose_needs_a_reason(one: Pipeboard, arguments: list[str]) -> None:
    """Without one it is wrong usage, and nothing is written."""
    assert one("lose", "acme", *arguments).code == 2
    assert one("show", "1", "--json").json["status"] == "open"


def test_a_closing_day_cannot_lie_ahead(one: Pipeboard) -> None:
    """What has not happened yet is not closed."""
    done = one("lose", "acme", "--reason", "price", "--on", "2026-11-25")
    assert done.code == 2
    assert "in the future" in done.err


def test_winning_twice_is_refused(one: Pipeboard) -> None:
    """With the reason."""
    one("win", "acme")
    done = one("win", "acme")
    assert (done.code, done.err) == (1, "pipeboard: Acme renewal is won already\n")


def test_reopen_keeps_its_reason_as_a_note(one: Pipeboard) -> None:
    """The deal is where it was sold from."""
    one("move", "acme", "proposal")
    one("win", "acme")
    one("reopen", "acme", "--reason", "contract fell through")
    deal = one("show", "1", "--json").json
    assert (deal["status"], deal["stage"], deal["closed_on"]) == ("open", "Proposal", None)
    assert deal["notes"][0]["text"] == "Reopened: contract fell through"


def test_delete_can_be_undone(one: Pipeboard) -> None:
    """The deal is back under its id, with all that was on it."""
    one("note", "acme", "hello")
    before = one("show", "1", "--json").json
    assert one("delete", "acme").code == 0
    assert one("show", "1").code == 3
    one("undo")
    after = one("show", "1", "--json").json
    assert (after["notes"], after["stage_since"]) == (before["notes"], before["stage_since"])
