"""`edit`, `move` and `note`, and how they find the deal."""

import pytest

from tests.cli.conftest import Called, Pipeboard


@pytest.fixture
def two(pipeboard: Pipeboard) -> Pipeboard:
    """Two deals with a word in common."""
    pipeboard("add", "Acme renewal 12k EUR #hot")
    pipeboard("add", "Acme extension")
    return pipeboard


def shown(call: Pipeboard, deal: str) -> dict[str, object]:
    found: dict[str, object] = call("show", deal, "--json").json
    return found


def test_edit_changes_several_fields_as_one_step(two: Pipeboard) -> None:
    """Each in the way that a person types it; undo takes all of them back."""
    before = shown(two, "1")
    done = two(
        *("edit", "renewal", "title=Acme 2027", "value=1.5m USD", "company=Acme Ltd", "closes=eom"),
        *("labels=big, renewal", "probability=35%", "forecast category=best case", "owner=bo"),
        *("created-on=1 nov", "need=", "custom.Plan=gold"),
    )
    assert done.code == 0, done.err
    deal = shown(two, "1")
    assert (deal["title"], deal["value"], deal["currency"]) == ("Acme 2027", "1500000.00", "USD")
    assert (deal["company"], deal["expected_close"]) == ("Acme Ltd", "2026-11-30")
    assert (deal["labels"], deal["probability"]) == (["big", "renewal"], 35)
    assert (deal["forecast_category"], deal["owner"]) == ("best case", "bo")
    assert (deal["created_on"], deal["custom"]) == ("2026-11-01", {"Plan": "gold"})
    two("undo")
    assert {**shown(two, "1"), "history": []} == {**before, "history": []}


def test_nothing_after_the_equals_sign_empties_a_field(two: Pipeboard) -> None:
    """An unknown value is null again, not 0."""
    two("edit", "1", "value=", "labels=")
    deal = shown(two, "1")
    assert (deal["value"], deal["labels"]) == (None, [])


def test_an_edit_that_changes_nothing_says_so(two: Pipeboard) -> None:
    """And adds nothing to the history."""
    before = two("history").out
    done = two("edit", "1", "value=12k")
    assert (done.code, done.err) == (0, "Nothing to change: the deal is so already.\n")
    assert two("history").out == before


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ("vlaue=3", "did you mean value?"),
        ("value=lots", "value: 'lots' is not understood"),
        ("value=-5", "cannot be negative"),
        ("closes=31 feb", "expected close: '31 feb'"),
        ("created_on=2027-01-01", "cannot lie in the future"),
        ("probability=101", "0 to 100"),
        ("title= ", "a deal needs a title"),
        ("stage=Proposal", "pipeboard move"),
        ("status=won", "pipeboard win"),
        ("currency=EURO", "EURO"),
        ("value", "write FIELD=VALUE"),
    ],
)
def test_a_field_or_value_that_is_not_understood(two: Pipeboard, change: str, says: str) -> None:
    """Names it and what is accepted; nothing of the call is written."""
    done = two("edit", "1", "owner=bo", change)
    assert done.code == 2
    assert says in done.err
    assert shown(two, "1")["owner"] == "ann"


def test_a_field_of_another_status_is_refused(two: Pipeboard) -> None:
    """An open deal has no closing date and no reason."""
    done = two("edit", "1", "closed_on=yesterday")
    assert done.code == 1
    assert "only a won or lost deal" in done.err


def test_move_takes_a_part_of_a_stage(two: Pipeboard) -> None:
    """The deal goes there, and the message says from where."""
    done = two("move", "renewal", "prop")
    assert (done.code, done.out) == (0, "")
    assert done.err.startswith("Moved Acme renewal from Lead Generation to Proposal\n")
    assert shown(two, "1")["stage"] == "Proposal"
    assert two("move", "renewal", "Proposal").err == "Acme renewal is in Proposal already.\n"


def test_move_into_post_sale_names_win(two: Pipeboard) -> None:
    """Only winning leads there."""
    done = two("move", "renewal", "post-sale")
    assert done.code == 1
    assert "use win for Acme renewal" in done.err


def test_an_unknown_stage_names_those_there_are(two: Pipeboard) -> None:
    """Not found, and no other stage is taken."""
    done = two("move", "renewal", "Closing Dinner")
    assert done.code == 3
    assert "Lead Generation, Prospecting" in done.err


def names_both(done: Called) -> bool:
    return "1  Acme renewal" in done.err and "2  Acme extension" in done.err


def test_a_part_of_several_titles_is_ambiguous(two: Pipeboard) -> None:
    """The candidates are named with their ids; the whole title names one."""
    done = two("note", "acme", "hello")
    assert done.code == 3
    assert names_both(done)
    two("add", "Acme")
    assert two("note", "acme", "hello").code == 0


def test_deals_that_the_command_can_act_on_come_first(two: Pipeboard) -> None:
    """With one of two closed, the part names the other; when none is open, the refusal says why."""
    two("lose", "renewal", "--reason", "price")
    assert two("move", "acme", "proposal").code == 0
    assert two("reopen", "acme").err == "Reopened Acme renewal in Lead Generation\n"
    two("win", "1")
    done = two("move", "renewal", "proposal")
    assert done.code == 1
    assert done.err == "pipeboard: Acme renewal is won: pipeboard reopen opens it again\n"


def test_an_unknown_deal(two: Pipeboard) -> None:
    """By id and by title."""
    for name in ("99", "kestrel", "99999999999999999999999", " "):
        assert two("note", name, "hello").code == 3


def test_a_note_keeps_its_lines(two: Pipeboard) -> None:
    """And may not be empty."""
    assert two("note", "1", "first\nsecond").code == 0
    assert two("note", "1", " ").code == 2
    lines = two("show", "1").out.splitlines()
    at = lines.index("Notes")
    assert [line.strip() for line in lines[at + 2 : at + 4]] == ["first", "second"]
