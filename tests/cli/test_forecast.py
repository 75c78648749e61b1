"""`forecast`: a table for people, JSON for programs."""

import pytest

from tests.cli.conftest import Pipeboard


@pytest.fixture
def some(pipeboard: Pipeboard) -> Pipeboard:
    """A deal won, one expected next month, one overdue, one without a date, in two currencies."""
    pipeboard("add", "Acme renewal 12k EUR closes:2026-12-10 owner:ann")
    pipeboard("edit", "acme", "probability=50", "forecast_category=commit")
    pipeboard("add", "Kestrel pilot 1k USD closes:2026-12-31 owner:bo")
    pipeboard("edit", "kestrel", "probability=33")
    pipeboard("add", "Corvid labs 5k EUR")
    pipeboard("win", "corvid")
    pipeboard("add", "Late 2k EUR")
    pipeboard("edit", "late", "expected_close=2026-11-01", "forecast_category=omitted")
    pipeboard("add", "Open end")
    return pipeboard


def test_a_forecast_is_a_table(some: Pipeboard) -> None:
    """A line for each column and currency; what is in no sum is said below."""
    lines = [" ".join(line.split()) for line in some("forecast").out.splitlines()]
    assert lines == [
        "period open won deals currency won commit weighted forecast",
        "2026-11 0 1 EUR 5,000.00 5,000.00",
        "2026-12 2 EUR 12,000.00 6,000.00 6,000.00",
        "USD 330.00 330.00",
        "2027-01 0",
        "2027-02 0",
        "2027-03 0",
        "2027-04 0",
        "overdue 1",
        "no date 1 n/a",
        "1 deal omitted by category: in no sum.",
        "1 deal without a value: in no sum.",
        "n/a: none of its deals has a value.",
        "No target is set for these, so there is no gap.",
    ]


def test_json_has_money_as_objects_by_currency(some: Pipeboard) -> None:
    """Decimal strings, and null with why where there is nothing to compute from."""
    found = some("forecast", "--json", "--periods", "2").json
    assert (found["by"], found["currency"]) == ("month", "EUR")
    november, december = found["columns"]
    assert (november["period"], november["from"], november["to"]) == (
        *("2026-11", "2026-11-01", "2026-11-30"),
    )
    assert november["won"] == november["forecast"] == {"EUR": "5000.00"}
    assert december["weighted"] == {"EUR": "6000.00", "USD": "330.00"}
    assert december["commit"] == {"EUR": "12000.00"}
    assert december["best_case"] == {}
    assert december["deals"] == 2
    assert (december["target"], december["gap"]) == (None, None)
    assert december["why"]["gap"] == "no target is set for 2026-12"
    assert (found["overdue"]["deals"], found["overdue"]["omitted"]) == (1, 1)
    assert found["overdue"]["weighted"] == {}
    assert (found["undated"]["deals"], found["undated"]["unvalued"]) == (1, 1)
    assert (found["undated"]["value"], found["undated"]["commit"]) == (None, {})
    assert found["undated"]["why"] == dict.fromkeys(
        ("value", "weighted"), "none of its deals has a value"
    )


def test_with_a_filter_there_is_neither_target_nor_gap(some: Pipeboard) -> None:
    """A target is for all deals, not for those that match; text and JSON say so."""
    some("targets", "set", "Q4", "100k")
    some("targets", "set", "Q4", "40k", "--owner", "ann")
    arguments = ("forecast", "--by", "quarter", "--periods", "1")
    whole = some(*arguments, "--json").json["columns"][0]
    assert (whole["target"], whole["gap"]) == ({"EUR": "100000.00"}, {"EUR": "89000.00"})
    found = some(*arguments, "--json", "acme").json["columns"][0]
    assert (found["target"], found["gap"]) == (None, None)
    assert found["why"] == dict.fromkeys(("target", "gap"), "targets are not for a filter")
    assert found["weighted"] == {"EUR": "6000.00"}
    text = some(*arguments, "acme").out
    assert "Targets are not for a filter, so there is no gap." in text
    assert "100,000" not in text
    found = some(*arguments, "--json", "--owner", "ann").json["columns"][0]
    assert found["target"] == {"EUR": "40000.00"}


def test_what_no_value_is_known_of_is_not_applicable(pipeboard: Pipeboard) -> None:
    """The forecast and its gap too, unless something of it is known; a column without deals has 0."""
    pipeboard("targets", "set", "2026-12", "9k")
    pipeboard("add", "Acme closes:2026-12-10")
    november, december = pipeboard("forecast", "--json", "--periods", "2").json["columns"]
    assert (november["weighted"], november["forecast"]) == ({}, {})
    assert november["why"] == dict.fromkeys(("target", "gap"), "no target is set for 2026-11")
    assert (december["value"], december["weighted"], december["gap"]) == (None, None, None)
    assert (december["commit"], december["target"]) == ({}, {"EUR": "9000.00"})
    assert set(december["why"]) == {"value", "weighted", "forecast", "gap"}
    lines = [" ".join(line.split()) for line in pipeboard("forecast").out.splitlines()]
    assert "2026-12 1 EUR n/a n/a 9,000.00 n/a" in lines
    pipeboard("add", "Kestrel 2k closes:2026-12-10")
    december = pipeboard("forecast", "--json", "--periods", "2").json["columns"][1]
    assert december["why"] == {}


def test_a_forecast_is_by_week_or_quarter_and_of_some_deals(some: Pipeboard) -> None:
    """From any period on, of an owner, a filter and a pipeline."""
    found = some("forecast", "--json", "--by", "quarter", "--from", "2026-05", "--owner", "bo").json
    assert [each["period"] for each in found["columns"]] == [
        *("2026-Q2", "2026-Q3", "2026-Q4", "2027-Q1")
    ]
    assert [each["deals"] for each in found["columns"]] == [0, 0, 1, 0]
    found = some("forecast", "--json", "--by", "week", "acme", "-stale").json
    assert [each["period"] for each in found["columns"]][:3] == ["2026-W48", "2026-W49", "2026-W50"]
    assert [each["deals"] for each in found["columns"]] == [0, 0, 1, 0, 0, 0, 0, 0]
    assert found["columns"][0]["why"]["target"] == "weeks have no targets"
    found = some("--as", "bo", "forecast", "--json", "--owner", "me").json
    assert found["columns"][1]["weighted"] == {"USD": "330.00"}
    assert some("--pipeline", "other", "forecast").code == 3


def test_an_owner_is_named_as_in_insights(some: Pipeboard) -> None:
    """In any case, and by a part; one that owns nothing is not found, and those there are named."""
    for name in ("BO", "b"):
        assert some("forecast", "--json", "--owner", name).json == (
            some("forecast", "--json", "--owner", "bo").json
        )
    result = some("forecast", "--owner", "zoe")
    assert (result.code, "there are" in result.err) == (3, True)


def test_wrong_usage_says_what_is_accepted(some: Pipeboard) -> None:
    """Exit 2 for what is no number, unit, period or option, 1 for columns that cannot be."""
    for arguments in (["--by", "year"], ["--periods", "0"], ["--from", "soon"], ["--what"]):
        result = some("forecast", *arguments)
        assert result.code == 2, arguments
        assert arguments[-1].strip("-") in result.err
    assert some("forecast", "closes<soon").code == 2
    result = some("forecast", "--from", "9999-12")
    assert (result.code, "year 9999" in result.err) == (1, True)


def test_nothing_there_is_no_error(pipeboard: Pipeboard) -> None:
    """Without a database the columns are empty, and none is made."""
    result = pipeboard("forecast")
    assert result.code == 0
    assert "2026-11" in result.out
    assert result.err
    found = pipeboard("forecast", "--json").json
    assert [each["deals"] for each in found["columns"]] == [0] * 6


def test_nobody_is_the_owner_of_deals_without_one(some: Pipeboard) -> None:
    """Also in the insights; once somebody is called so it is them."""
    some("edit", "acme", "owner=")
    for name in ("nobody", "Nobody"):
        found = some("forecast", "--json", "--owner", name).json
        assert [each["deals"] for each in found["columns"]] == [0, 1, 0, 0, 0, 0]
    assert (
        some("insights", "--json", "--owner", "nobody").json["figures"]["open_count"]["value"] == 1
    )
    some("edit", "kestrel", "owner=Nobody")
    found = some("forecast", "--json", "--owner", "nobody").json
    assert found["columns"][1]["weighted"] == {"USD": "330.00"}


def test_an_owner_may_have_only_a_target(some: Pipeboard) -> None:
    """The forecast and the insights are then of nothing but that."""
    some("targets", "set", "Dec", "6k", "--owner", "Zoe Zander")
    found = some("forecast", "--json", "--owner", "zoe").json["columns"][1]
    assert (found["deals"], found["target"], found["gap"]) == (
        *(0, {"EUR": "6000.00"}, {"EUR": "6000.00"}),
    )
    assert some("insights", "--owner", "Zoe Zander").code == 0
