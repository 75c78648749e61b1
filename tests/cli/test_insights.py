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
    assert lines[:2] == [
        "2026-Q4, 1 Oct - 31 Dec 2026, beside 2026-Q3",
        "all pipelines, everybody's deals",
    ]
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


def test_the_heading_says_of_whose_deals_they_are(selling: Pipeboard) -> None:
    """Pipeline, owner and filter, as tables and in 80 columns."""
    for more in ([], ["--plain"]):
        out = selling(
            *("--pipeline", "sales", "insights", "--period", "last-month", "--owner", "me"),
            *("label:hot", *more),
        ).out
        assert out.splitlines()[:2] == [
            "Oct 2026, 1 Oct - 31 Oct 2026, beside Sep 2026",
            "Sales, ann's deals, that match label:hot",
        ]


def test_what_is_not_set_is_told_with_the_command_that_sets_it(selling: Pipeboard) -> None:
    """For just those whose deals are shown; no key is named, nor in JSON or a report."""
    for stage in selling("stages", "--json").json:
        selling("stages", "set", stage["name"], "qualified=no")
    for more in ([], ["--plain"]):
        out = " ".join(selling("insights", "--owner", "me", *more).out.split())
        assert "No target is set for ann in 2026-Q4. `pipeboard targets set 2026-Q4 600k" in out
        assert "--owner ann` sets one." in out
        assert "No stage counts as qualified: `pipeboard stages set STAGE qualified=yes`" in out
    for told in (selling("insights", "--json").out, selling("report", "--format", "md").out):
        assert "no stage counts as qualified" in told
        assert "marks one" not in told
        assert "sets one" not in told
    selling("targets", "set", "Q4", "600k", "--owner", "ann")
    assert "sets one" not in selling("insights", "--owner", "me").out


def test_what_is_missing_is_told_wherever_the_table_is(
    pipeboard: Pipeboard, tmp_path: Path
) -> None:
    """Of the stages and of the movement, as tables, in 80 columns, as JSON and in every report."""
    file = tmp_path / "old.csv"
    file.write_text(
        "title,stage,status,close date\nAcme,Lead,open,\nKestrel,,won,2026-10-20\nCorvid,Lead,open,\n"
    )
    assert pipeboard("import", str(file)).out.startswith("3 created")
    found = pipeboard("insights", "--json").json
    assert found["stages_left_out"] == 3
    assert found["movement_left_out"] == 3
    stages = "3 deals count only where their stage is known: the file that brought them"
    movement = "3 deals left out: "
    for called in (
        ("insights",),
        ("insights", "--plain"),
        ("report", "--format", "md"),
        ("report", "--format", "html"),
        ("report", "--format", "csv"),
    ):
        out = " ".join(pipeboard(*called).out.split())
        assert stages in out, called
        assert movement in out, called


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


def test_each_currency_names_itself_and_its_reason(selling: Pipeboard) -> None:
    """In the table and in JSON; a target is not for a filter, and an owner's own is for him."""
    selling("targets", "set", "Q4", "9k", "USD")
    out = selling("insights").out
    needed = next(row for row in out.splitlines() if row.startswith("deals needed"))
    assert needed.split()[2:4] == ["USD", "n/a"]
    assert "nothing was won in 2026-Q4" in needed
    plain = selling("insights", "--plain").out.splitlines()
    place = next(n for n, row in enumerate(plain) if row.startswith("deals needed"))
    assert plain[place + 1].strip().startswith("nothing was won in 2026-Q4")
    figures = selling("insights", "--json").json["figures"]
    assert figures["deals_needed"]["whys"] == {"USD": "nothing was won in 2026-Q4"}
    assert figures["deals_needed"]["whys_before"] == {"USD": "no target is set for 2026-Q3"}
    assert figures["coverage"]["value"] == {"USD": 0.0}
    assert "whys" not in figures["open_count"]
    found = selling("insights", "label:hot", "--json").json["figures"]["coverage"]
    assert (found["value"], found["why"]) == (None, "targets are not for a filter")
    selling("targets", "set", "Q4", "24k", "EUR", "--owner", "me")
    for words in (("owner:me",), ("--owner", "me")):
        found = selling("insights", *words, "--json").json["figures"]["coverage"]
        assert found["value"] == {"EUR": 12000 / (24000 - 1054)}, words


def test_follow_ups_are_counted_for_each_deal(selling: Pipeboard) -> None:
    """As a column, and in JSON by the ids of the deals."""
    for _ in range(2):
        selling("follow", "acme", "call today")
        selling("done", "acme", "--outcome", "reached")
    out = selling("insights", "--figure", "activities_done").out
    assert "= 2 follow-ups on 1 deal" in out
    head, acme = (row for row in out.splitlines() if row.endswith(("follow-ups", "  2")))
    assert (head.split()[-1], acme.split()[1]) == ("follow-ups", "Acme")
    found = selling("insights", "--figure", "activities_done", "--json").json
    assert found["amounts"] == {str(found["deals"][0]): 2}


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
    assert out.startswith("open deals, 2026-11-24: 2\n")
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
