"""`insights`: the figures of a period as tables and as JSON, and one of them opened."""

import json
from pathlib import Path

import pytest

from pipeboard.domain.figurespecs import SPECS
from tests.cli.conftest import Pipeboard, call


@pytest.fixture
def selling(pipeboard: Pipeboard) -> Pipeboard:
    """Two deals that are open, one won and one lost."""
    pipeboard("add", "Acme renewal 12k EUR #hot closes:2026-12-01")
    pipeboard("add", "Kestrel pilot 5k USD")
    pipeboard("add", "Corvid 1054 EUR")
    pipeboard("add", "Marlin 500 EUR")
    pipeboard("win", "corvid", "--reason", "price")
    pipeboard("lose", "marlin", "--reason", "no budget")
    return pipeboard


def test_json_has_every_figure_by_its_name(selling: Pipeboard) -> None:
    """Money as decimal strings by currency, rates as numbers, null with why where there is none."""
    found = selling("insights", "--json").json
    assert found["period"] == {"from": "2026-10-01", "to": "2026-12-31"}
    assert found["currency"] == "EUR"
    assert list(found["figures"]) == list(SPECS)
    figures = {name: each["value"] for name, each in found["figures"].items()}
    assert figures["open_count"] == 2
    assert figures["open_value"] == {"EUR": "12000.00", "USD": "5000.00"}
    assert figures["won_value"] == {"EUR": "1054.00"}
    assert figures["win_rate_count"] == 0.5
    assert figures["win_rate_value"] == {"EUR": 1054 / 1554}
    assert figures["average_deal"] == {"EUR": "1054.00"}
    assert figures["sales_cycle_days"] == 0.0
    assert figures["without_next_step"] == 2
    assert found["figures"]["coverage"]["value"] is None
    assert found["figures"]["coverage"]["why"] == "no target is set for 2026-Q4"
    assert found["figures"]["won_count"]["before"] == 0
    assert found["figures"]["won_count"]["why"] is None
    assert found["reasons_won"] == [{"reason": "price", "count": 1, "value": {"EUR": "1054.00"}}]
    assert found["reasons_lost"][0]["reason"] == "no budget"
    assert [each["name"] for each in found["by_label"]] == ["hot", None]
    assert {"by_source", "by_industry", "by_owner", "by_size", "stages"} <= set(found)
    stage = found["stages"][0]
    assert {"stage", "pipeline", "entered", "left", "converted", "conversion"} <= set(stage)
    assert {"mean_days", "median_days", "still_there", "not_converted", "pending"} <= set(stage)


def test_movement_reconciles(selling: Pipeboard) -> None:
    """Each currency from its opening to its closing, which is the open value."""
    found = selling("insights", "--json", "--period", "2026-11").json
    moved = found["movement"]["EUR"]
    assert [*moved][:: len(moved) - 1] == ["opening", "closing"]
    assert moved["closing"] == found["figures"]["open_value"]["value"]["EUR"]


def test_period_pipeline_owner_and_filter_narrow(selling: Pipeboard) -> None:
    """What they are is checked, and named when it is not there."""
    selling("add", "Ask Lena 100 EUR owner:Lena")

    def open_count(*arguments: str) -> object:
        found = selling("insights", "--json", *arguments).json
        return found["figures"]["open_count"]["value"]

    assert open_count() == 3
    assert open_count("--owner", "lena") == 1
    assert open_count("--owner", "me") == open_count("owner:me") == 2
    assert open_count("label:hot") == open_count("acme", "-stale") == 1
    assert open_count("--period", "2026-11-23..2026-11-23") == 0
    assert selling("--pipeline", "sales", "insights", "--json").code == 0
    assert selling("insights", "--owner", "zoe").code == 3
    assert "there are Lena, ann" in selling("insights", "--owner", "zoe").err
    assert selling("--pipeline", "nope", "insights").code == 3
    for bad in (("--period", "2026-Q5"), ("nope:x",), ("--nope",)):
        assert selling("insights", *bad).code == 2


def test_tables_are_for_reading(selling: Pipeboard) -> None:
    """A row for each figure and currency, with the period before and why there is none."""
    selling("rates", "set", "USD", "0.9", "2026-11-02")
    out = selling("insights").out
    lines = out.splitlines()
    assert lines[0] == "2026-10-01 to 2026-12-31, beside the period before"
    row = next(line for line in lines if line.startswith("open value"))
    assert row.split() == ["open", "value", "12,000.00", "EUR", "0.00", "EUR"]
    assert "16,500.00 EUR" in out
    assert "by the rates of 2026-11-02" in out
    assert "win rate by count" in out
    assert "50.0 %" in out
    assert "no target is set for 2026-Q4" in out
    for title in ("Stages", "Movement", "By label", "By deal size", "Reasons for won"):
        assert title in lines
    assert "By industry" not in lines


def test_a_figure_opens(selling: Pipeboard) -> None:
    """Its formula, the numbers put in, and its deals."""
    out = selling("insights", "--figure", "win_rate_count").out
    assert out.startswith("win rate by count, 2026-Q4: 50.0 %\n= won / (won + lost)")
    assert "= 1 / (1 + 1) = 50.0 %" in out
    assert "Corvid" in out
    assert "Marlin" in out
    assert "Acme" not in out
    found = selling("insights", "--figure", "win_rate_count", "--json").json
    assert (found["figure"], found["value"]) == ("win_rate_count", 0.5)
    assert found["put_in"] == ["1 / (1 + 1) = 50.0 %"]
    ids = {row["title"]: row["id"] for row in selling("deals", "--all", "--json").json}
    assert found["deals"] == [ids["Corvid"], ids["Marlin"]]
    assert found["without"] == []


def test_deals_that_are_left_out_are_named(selling: Pipeboard) -> None:
    """With why."""
    selling("add", "Nobody knows")
    out = selling("insights", "--figure", "open_value").out
    assert "Left out, as they are open without a value:" in out
    assert "Nobody knows" in out.split("Left out")[1]
    found = selling("insights", "--figure", "open_value", "--json").json
    assert found["left_out"] == 1
    assert found["without"][0]["why"] == "they are open without a value"


def test_a_deal_that_is_gone_still_counts_in_the_past(selling: Pipeboard) -> None:
    """It cannot be shown any more; what became of it is said."""
    later = {"PIPEBOARD_NOW": "2026-11-26T09:00"}
    selling("delete", "acme", env=later)
    arguments = ("insights", "--figure", "open_count", "--period", "2026-11-24..2026-11-24")
    out = selling(*arguments, env=later).out
    assert out.startswith("open deals, 2026-11-24..2026-11-24: 2\n")
    assert "Acme renewal" in out.splitlines()[-1]
    assert "deleted" in out.splitlines()[-1]


def test_a_figure_that_there_is_not(selling: Pipeboard) -> None:
    """The message names those there are."""
    called = selling("insights", "--figure", "profit")
    assert called.code == 3
    assert "there is no figure 'profit'; there are open_count, " in called.err


def test_without_a_database_it_is_as_an_empty_one(no_database: Path) -> None:
    """Nothing is created, and the message says that there is none."""
    called = call(str(no_database), "insights", "--json")
    assert called.code == 0
    assert json.loads(called.out)["figures"]["open_count"]["value"] == 0
    assert "There is no database" in called.err
    assert "open deals" in call(str(no_database), "insights").out
    assert not no_database.exists()
