"""`targets`: the list with how far each is reached, and setting and removing them."""

import pytest

from tests.cli.conftest import Pipeboard


@pytest.fixture
def with_won(pipeboard: Pipeboard) -> Pipeboard:
    """Two deals that ann won today, worth 7,000 EUR."""
    pipeboard("add", "Acme renewal 5k EUR owner:ann")
    pipeboard("add", "Kestrel pilot 2k EUR owner:ann")
    for deal in ("acme", "kestrel"):
        pipeboard("win", deal)
    return pipeboard


def test_a_target_is_set_listed_and_removed(with_won: Pipeboard) -> None:
    """With what is won of it, and the day on which it is reached at this pace."""
    done = with_won("targets", "set", "Q4", "12k", "--owner", "me")
    assert (done.code, done.err) == (0, "Set the target of 2026-Q4 for ann to 12,000.00 EUR\n")
    [row] = with_won("targets", "--json").json
    assert row == {
        "period": "2026-Q4",
        "from": "2026-10-01",
        "to": "2026-12-31",
        "pipeline": None,
        "owner": "ann",
        "currency": "EUR",
        "target": "12000.00",
        "sum_of_parts": False,
        "won": "7000.00",
        "reached": 7000 / 12000,
        "expected_by_now": "7090.91",
        "working_days": 66,
        "working_days_gone": 39,
        "reached_on": None,
        "full_on": "2027-01-01",
        "by_end": (7000 * 66) / (12000 * 39),
        "why": None,
        "sentence": "at this pace 99 % by Thu 31 Dec 2026, 100 % on Fri 1 Jan 2027",
    }
    out = with_won("targets").out
    assert "12,000.00 EUR" in out
    assert "7,000.00 EUR" in out
    assert "58 %" in out
    assert with_won("targets", "remove", "q4").code == 3
    done = with_won("targets", "remove", "q4", "--owner", "Ann")
    assert done.err == "Removed the target of 2026-Q4 for ann\n"
    assert with_won("targets", "--json").json == []
    assert with_won("undo").out.startswith("Took back: Removed the target of 2026-Q4 for ann")
    assert len(with_won("targets", "--json").json) == 1


def test_setting_what_is_so_changes_nothing(pipeboard: Pipeboard) -> None:
    """Another amount takes the place of the one there is."""
    pipeboard("targets", "set", "2026-12", "5", "000", "EUR")
    assert pipeboard("targets", "set", "Dec", "5k").err == "nothing to change: it is so already\n"
    assert "from 5,000.00 EUR to 6,000.00 EUR" in pipeboard("targets", "set", "Dec", "6k").err


def test_the_list_has_what_is_in_the_period_and_around_it(pipeboard: Pipeboard) -> None:
    """A sum of months is marked; --owner and --pipeline leave the others out."""
    for month in ("Oct", "Nov", "Dec"):
        pipeboard("targets", "set", month, "1k")
    pipeboard("targets", "set", "2026", "50k", "--owner", "bo")
    listed = [row["period"] for row in pipeboard("targets", "--json").json]
    assert listed == ["2026-Q4", "2026-10", "2026-11", "2026-12", "2026"]
    assert "2026-Q4 (sum)" in pipeboard("targets").out
    assert "nothing is won yet" in pipeboard("targets", "--period", "2026-11").out
    rows = pipeboard("targets", "--owner", "bo", "--json").json
    assert [row["period"] for row in rows] == ["2026"]
    pipeboard("add", "Acme 5k")
    assert pipeboard("--pipeline", "sales", "targets", "--json").json == []
    done = pipeboard("--pipeline", "sales", "targets", "set", "Q4", "9k")
    assert "for everybody in Sales" in done.err
    assert [r["pipeline"] for r in pipeboard("--pipeline", "sales", "targets", "--json").json] == [
        "Sales"
    ]


def test_a_target_of_0_is_reached_by_no_share(pipeboard: Pipeboard) -> None:
    """It reads n/a, with the reason."""
    pipeboard("targets", "set", "Q4", "0")
    [row] = pipeboard("targets", "--json").json
    assert (row["target"], row["reached"], row["why"]) == ("0.00", None, "the target is 0")
    assert "n/a" in pipeboard("targets").out


def test_of_two_currencies_one_is_named_to_remove_a_target(pipeboard: Pipeboard) -> None:
    """Nothing is removed by chance."""
    pipeboard("targets", "set", "Q4", "1k")
    pipeboard("targets", "set", "Q4", "1k", "USD")
    done = pipeboard("targets", "remove", "Q4")
    assert (done.code, "EUR, USD" in done.err) == (1, True)
    assert pipeboard("targets", "remove", "Q4", "usd").code == 0
    assert [row["currency"] for row in pipeboard("targets", "--json").json] == ["EUR"]


def test_without_a_target_it_is_said_how_one_is_set(pipeboard: Pipeboard) -> None:
    """Nothing goes to standard output."""
    done = pipeboard("targets")
    assert (done.code, done.out) == (0, "")
    assert "There is no target of 2026-Q4." in done.err
    assert "targets set Q4 600k" in done.err


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (("targets", "set", "2026-W46", "5k"), 2, "a month, a quarter or a year is needed"),
        (("targets", "set", "Q4", "lots"), 2, "target: 'lots' is not understood"),
        (("targets", "set", "Q4", "0.001"), 2, "at most 2 decimals"),
        (("targets", "--period", "soon"), 2, "period: 'soon' is not understood"),
        (("targets", "remove", "Q3"), 3, "there is no target of 2026-Q3 for everybody"),
        (("--pipeline", "nowhere", "targets", "set", "Q4", "5k"), 3, "no pipeline 'nowhere'"),
    ],
)
def test_what_cannot_be_is_told(
    pipeboard: Pipeboard, arguments: tuple[str, ...], code: int, message: str
) -> None:
    """With the exit code of its kind."""
    done = pipeboard(*arguments)
    assert done.code == code
    assert message in done.err


def test_won_deals_without_a_date_are_counted_apart(with_won: Pipeboard) -> None:
    """They count towards no target."""
    with_won("targets", "set", "Q4", "10k")
    with_won("edit", "acme", "closed_on=")
    done = with_won("targets")
    assert "2,000.00 EUR" in done.out
    assert done.err == "1 won deal without a closing date counts towards no target.\n"


def test_an_owner_whom_nobody_knows_is_named(with_won: Pipeboard) -> None:
    """Listing for such a name finds nothing, and says who there is; a new one can be given one."""
    done = with_won("targets", "--owner", "zz")
    assert (done.code, done.out) == (3, "")
    assert "nobody called 'zz' owns a deal or has a target; there are ann" in done.err
    done = with_won("targets", "set", "Q4", "5k", "--owner", "zz")
    assert done.code == 0
    assert done.err.endswith("Note: nobody called zz owns a deal yet.\n")
    [row] = with_won("targets", "--json", "--owner", "ZZ").json
    assert row["owner"] == "zz"
    assert "Note" not in with_won("targets", "set", "Q4", "5k", "--owner", "ann").err


def test_nobody_has_no_target(with_won: Pipeboard) -> None:
    """Deals without an owner cannot be given one; none is listed, and that is no error."""
    done = with_won("targets", "set", "Q4", "5k", "--owner", "nobody")
    assert (done.code, done.out) == (2, "")
    assert "deals without an owner have no target" in done.err
    done = with_won("targets", "--owner", "nobody")
    assert (done.code, done.out) == (0, "")


def test_that_there_is_no_target_names_the_period(pipeboard: Pipeboard) -> None:
    """By its name, however it was asked for."""
    pipeboard("add", "Acme renewal 5k EUR")
    assert "There is no target of 2026-Q4." in pipeboard("targets").err
    assert "There is no target of 2026-11." in pipeboard("targets", "--period", "Nov").err
