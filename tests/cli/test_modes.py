"""`calls` and `review`: what dial and review mode go through."""

import pytest

from tests.cli.conftest import Pipeboard


@pytest.fixture
def some(pipeboard: Pipeboard) -> Pipeboard:
    """Two deals with calls that are due, and two that need no call."""
    pipeboard("add", "Acme renewal 12k EUR +Acme @Lena call today")
    pipeboard("contacts", "edit", "lena", "phones=+49 30 1, +49 170 2")
    pipeboard("add", "Kestrel pilot call 20 nov", env={"PIPEBOARD_NOW": "2026-11-19T09:00"})
    pipeboard("add", "Corvid labs 5k e-mail today closes:2026-12-20")
    pipeboard("add", "Later 1k call tomorrow")
    return pipeboard


def test_calls_come_in_their_order_with_numbers(some: Pipeboard) -> None:
    """Each with why it is there and all numbers to try."""
    found = some("calls", "--json").json
    assert [(each["deal"]["title"], each["why"]) for each in found] == [
        ("Kestrel pilot", "overdue"),
        ("Acme renewal", "today"),
    ]
    assert found[1]["numbers"] == [
        {"number": "+49 30 1", "name": "Lena"},
        {"number": "+49 170 2", "name": "Lena"},
    ]
    assert found[0]["numbers"] == []
    lines = [" ".join(line.split()) for line in some("calls").out.splitlines()]
    assert lines == [
        "id why what deal contact numbers",
        "2 overdue call Kestrel pilot",
        "1 today call Acme renewal Lena +49 30 1, +49 170 2",
    ]


def test_who_asked_to_be_called_back_comes_first(some: Pipeboard) -> None:
    """As soon as the last call on the deal ended so."""
    some("done", "1", "--outcome", "call back")
    some("follow", "acme", "call today")
    assert [each["why"] for each in some("calls", "--json").json] == ["call back", "overdue"]


def test_calls_are_mine_unless_told_otherwise(some: Pipeboard) -> None:
    """Nothing to do is no error, and an empty list in JSON."""
    assert len(some("--as", "bo", "calls", "--everyone", "--json").json) == 2
    none = some("--as", "bo", "calls")
    assert (none.code, none.out) == (0, "")
    assert "No call is overdue or due today." in none.err
    assert some("--as", "bo", "calls", "--json").json == []
    assert some("--pipeline", "other", "calls").code == 3


def test_a_review_lists_why(some: Pipeboard) -> None:
    """As `deals` gives them, with the reasons; stale ones first, then those without a next step."""
    some("done", "3")
    found = some("review", "--json").json
    assert [(each["title"], each["reasons"]) for each in found] == [
        ("Corvid labs", ["no next step"]),
        ("Kestrel pilot", ["no value"]),
    ]
    assert found[0]["value"] == "5000.00"
    text = some("review").out.splitlines()
    assert " ".join(text[1].split()) == "3 Corvid labs 5,000.00 EUR Lead Generation no next step"


def test_a_review_is_mine_unless_told_otherwise(some: Pipeboard) -> None:
    """Nothing that needs care is said on standard error."""
    none = some("--as", "bo", "review")
    assert (none.code, none.out) == (0, "")
    assert "No deal needs care." in none.err
    assert len(some("--as", "bo", "review", "--everyone", "--json").json) == 1
    assert some("--pipeline", "other", "review").code == 3


def test_without_a_database_nothing_is_made(pipeboard: Pipeboard) -> None:
    """Both only read: there is nothing to do."""
    assert pipeboard("calls", "--json").json == []
    assert pipeboard("review", "--json").json == []
