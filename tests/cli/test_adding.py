"""`add` and `follow`: a line becomes a deal or a follow-up, or is only read."""

from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from tests.cli.conftest import Pipeboard, call

LINE = "Acme renewal 12k EUR @lena call fri 9:30 #hot"


def test_add_prints_the_id_and_nothing_else_on_stdout(pipeboard: Pipeboard) -> None:
    """A script gets the id; what was added, and what is planned, is a message."""
    done = pipeboard("add", LINE)
    assert (done.code, done.out) == (0, "1\n")
    assert done.err == "Added Acme renewal\nplanned call Fri 27 Nov 2026 09:30\n"
    assert pipeboard("add", "USA Today 8k").err == "Added USA Today\n"


def test_the_words_of_a_deal_need_no_quotes(pipeboard: Pipeboard) -> None:
    """All arguments together are the line."""
    assert pipeboard("add", "Acme", "renewal", "12k").out == "1\n"
    assert pipeboard("show", "1", "--json").json["title"] == "Acme renewal"


def test_after_two_dashes_nothing_is_a_flag(pipeboard: Pipeboard) -> None:
    """A deal may be called --json."""
    pipeboard("add", "Acme")
    pipeboard("edit", "acme", "title=--json")
    assert pipeboard("show", "--json", "--", "--json").json["title"] == "--json"


def test_add_with_json_gives_the_whole_deal(pipeboard: Pipeboard) -> None:
    """Money is a string with the currency's digits, dates and instants are ISO."""
    deal = pipeboard("add", LINE, "--json").json
    assert deal["id"] == 1
    assert (deal["value"], deal["currency"]) == ("12000.00", "EUR")
    assert deal["labels"] == ["hot"]
    assert deal["created_on"] == "2026-11-24"
    assert deal["next_step"]["due"] == "2026-11-27T09:30:00+01:00"


def test_a_dry_run_says_how_a_deal_is_read(pipeboard: Pipeboard) -> None:
    """Nothing is written; what was not said is null."""
    read = pipeboard("add", "--dry-run", "--json", LINE).json
    assert read == {
        "title": "Acme renewal",
        "value": "12000.00",
        "currency": "EUR",
        "company": None,
        "contacts": ["lena"],
        "owner": None,
        "source": None,
        "labels": ["hot"],
        "priority": None,
        "stage": None,
        "expected_close": None,
        "follow_up": {
            "type": "call",
            "subject": "call",
            "due": "2026-11-27T09:30:00+01:00",
            "priority": "normal",
            "repeat": None,
            "contact": "lena",
        },
    }
    assert pipeboard("deals", "--json").json == []


def test_a_dry_run_for_people_leaves_out_what_was_not_said(on_sqlite: Pipeboard) -> None:
    """One line for each thing that was read."""
    lines = on_sqlite("add", "--dry-run", "Acme renewal 12k").out.splitlines()
    assert [line.split()[0] for line in lines] == ["title", "value", "currency"]


def test_a_dry_run_for_people_tells_a_reminder_at_the_time_itself(on_sqlite: Pipeboard) -> None:
    """``remind 0`` is a reminder, ``remind none`` is none."""
    on_sqlite("add", "Acme renewal")
    at_once = on_sqlite("follow", "acme", "call 14:00 remind 0", "--dry-run").out
    assert at_once.splitlines()[-1].split() == ["reminder", "0"]
    assert "reminder" not in on_sqlite("follow", "acme", "call 14:00 remind none", "--dry-run").out


def test_a_dry_run_makes_no_database(no_database: Path) -> None:
    """Only what writes makes the database, with the classic stages."""
    assert call(str(no_database), "add", "--dry-run", LINE).code == 0
    assert not no_database.parent.exists()
    assert call(str(no_database), "add", LINE).code == 0
    stages = call(str(no_database), "stages", "--json").json
    assert [stage["name"] for stage in stages][:2] == ["Lead Generation", "Prospecting"]
    assert no_database.stat().st_mode & 0o777 == 0o600
    assert no_database.parent.stat().st_mode & 0o777 == 0o700


def test_a_line_that_cannot_be_read_is_wrong_usage(pipeboard: Pipeboard) -> None:
    """The message names the field and the value."""
    done = pipeboard("add", "12k")
    assert (done.code, done.out) == (2, "")
    assert "a deal needs a title" in done.err


def test_a_deal_goes_to_the_pipeline_that_the_flag_names(pipeboard: Pipeboard) -> None:
    """An unknown one is not found, and nothing is added."""
    pipeboard("add", "One")
    done = pipeboard("--pipeline", "renewals", "add", "Two")
    assert done.code == 3
    assert "the pipelines are Sales" in done.err
    assert pipeboard("--pipeline", "sales", "add", "Two").out == "2\n"


def test_follow_prints_the_id_of_the_follow_up(pipeboard: Pipeboard) -> None:
    """Not that of the deal, nor that of the step."""
    pipeboard("add", LINE)
    done = pipeboard("follow", "acme", "call", "tomorrow", "!high")
    assert (done.code, done.out) == (0, "2\n")
    found = pipeboard("agenda", "--json").json["tomorrow"]
    assert [(item["id"], item["priority"], item["due"]) for item in found] == [
        (2, "high", "2026-11-25")
    ]


def test_follow_with_json_gives_the_follow_up(pipeboard: Pipeboard) -> None:
    """In the shape that `due` has as well."""
    pipeboard("add", "Acme renewal @lena")
    item = pipeboard("follow", "1", "demo 12 dec 10:00 @lena", "--json").json
    assert item.pop("created_at").startswith("2026-11-24T09:00:00")
    assert item == {
        "id": 1,
        "type": "demo",
        "subject": "demo",
        "due": "2026-12-12T10:00:00+01:00",
        "state": "coming",
        "priority": "normal",
        "repeat": None,
        "repeat_from": None,
        "reminder": None,
        "deal": {"id": 1, "title": "Acme renewal"},
        "contact": "lena",
        "assignee": "ann",
        "done_at": None,
        "outcome": None,
        "satisfaction": None,
    }


def test_a_dry_run_says_how_a_follow_up_is_read(pipeboard: Pipeboard) -> None:
    """A date stays a date, a time has its offset."""
    pipeboard("add", "Acme renewal")
    dated = pipeboard("follow", "acme", "check in", "--dry-run", "--json").json
    assert dated == {
        "type": "task",
        "subject": "check in",
        "due": "2026-11-24",
        "priority": "normal",
        "repeat": None,
        "contact": None,
    }
    timed = pipeboard("follow", "acme", "call 9:30", "--dry-run", "--json").json
    assert timed["due"] == "2026-11-24T09:30:00+01:00"
    assert pipeboard("agenda", "--json").json["today"] == []


def test_a_repeat_tells_what_the_next_one_counts_from(pipeboard: Pipeboard) -> None:
    """The date, or when it is done; in the text for people and in that for programs."""
    pipeboard("add", "Acme renewal")
    for text, counts_from in (
        ("check every 2 weeks from mon", "date"),
        ("check every 2 weeks from mon after done", "done"),
    ):
        read = pipeboard("follow", "acme", text, "--dry-run", "--json").json
        assert (read["repeat"], read["repeat_from"]) == ("FREQ=WEEKLY;INTERVAL=2", counts_from)
        told = pipeboard("follow", "acme", text, "--dry-run").out.splitlines()
        assert [line.split() for line in told if line.startswith("repeat from")] == [
            ["repeat", "from", counts_from]
        ]
        assert pipeboard("follow", "acme", text, "--json").json["repeat_from"] == counts_from


def test_what_is_not_quite_as_typed_is_said(pipeboard: Pipeboard) -> None:
    """No date, a week that could be another, a day that is far away."""
    pipeboard("add", "Acme renewal")
    for text, said in (
        ("call lena", "due Tue 24 Nov 2026, today as no date is named\n"),
        ("call next fri", "due Fri 4 Dec 2026, not this Fri 27 Nov 2026\n"),
        ("call 12 dec 2040", "due Wed 12 Dec 2040, 14 years from now\n"),
    ):
        assert pipeboard("follow", "acme", text, "--dry-run").err == said


def test_a_date_that_is_past_has_to_be_meant(pipeboard: Pipeboard) -> None:
    """The message says how; what is planned so is overdue, and can be put off into the past."""
    pipeboard("add", "Acme renewal")
    refused = pipeboard("follow", "acme", "call 2026-11-20")
    assert refused.code == 2
    assert "or !past after it" in refused.err
    item = pipeboard("follow", "acme", "call 2026-11-20 !past", "--json").json
    assert (item["due"], item["state"]) == ("2026-11-20", "overdue")
    assert pipeboard("snooze", "1", "yesterday").code == 2
    assert pipeboard("snooze", "1", "yesterday", "!past").err.endswith("Mon 23 Nov 2026\n")
    assert pipeboard("undo").code == 0
    assert pipeboard("show", "1", "--json").json["follow_ups"][0]["due"] == "2026-11-20"


def test_a_deal_without_the_follow_up_that_was_meant_is_refused(pipeboard: Pipeboard) -> None:
    """By the word, and nothing is added."""
    refused = pipeboard("add", "Beta co 5k call tomorow")
    assert refused.code == 2
    assert "'tomorow'" in refused.err
    assert "did you mean tomorrow?" in refused.err
    assert pipeboard("deals", "--json").json == []


def test_a_wrong_date_names_the_word(pipeboard: Pipeboard) -> None:
    """And nothing is planned."""
    pipeboard("add", "Acme renewal")
    done = pipeboard("follow", "acme", "call 31 feb")
    assert done.code == 2
    assert "31 feb" in done.err
    assert done.out == ""


def test_the_currency_of_the_config_beats_that_of_the_database(
    on_sqlite: Pipeboard, tmp_path: Path
) -> None:
    """Config, then what was chosen for the database, then the locale."""
    assert (
        on_sqlite("add", "One 5k", "--json", env={"LANG": "en_US.UTF-8"}).json["currency"] == "USD"
    )
    assert (
        on_sqlite("add", "Two 5k", "--json", env={"LANG": "de_CH.UTF-8"}).json["currency"] == "USD"
    )
    config = tmp_path / "config.toml"
    config.write_text('currency = "SEK"\n')
    three = on_sqlite("--config", str(config), "add", "Three 5k", "--json")
    assert three.json["currency"] == "SEK"


def test_a_dry_run_refuses_what_add_refuses(pipeboard: Pipeboard) -> None:
    """A stage that does not exist, and a priority without a follow-up to have it."""
    for line, code, told in (
        ("Acme stage:nope", 3, "there is no stage 'nope'; the stages are Lead Generation"),
        ("Acme !high 5k", 2, "a priority is a follow-up's; add one, such as call tue"),
    ):
        dry, real = pipeboard("add", "--dry-run", line), pipeboard("add", line)
        assert (dry.code, dry.out, dry.err) == (real.code, real.out, real.err)
        assert dry.code == code
        assert told in dry.err
    assert pipeboard("deals", "--json").json == []


def test_a_pipeline_is_found_by_a_part_of_its_name(pipeboard: Pipeboard) -> None:
    """As stages are."""
    pipeboard("add", "First")
    assert pipeboard("--pipeline", "sal", "add", "Acme").code == 0


def test_a_due_date_that_is_not_as_typed_is_said(pipeboard: Pipeboard, tmp_path: Path) -> None:
    """On stderr, so that what comes out stays what a script expects."""
    config = tmp_path / "weekends.toml"
    config.write_text("[dates]\nskip_weekends = true\n")
    pipeboard("add", "Acme")
    env = {"PIPEBOARD_CONFIG": str(config), "PIPEBOARD_NOW": "2026-11-27T09:00"}
    read = pipeboard("follow", "acme", "call tomorrow", "--dry-run", "--json", env=env)
    assert read.json == {
        "type": "call",
        "subject": "call",
        "due": "2026-11-30",
        "priority": "normal",
        "repeat": None,
        "contact": None,
    }
    assert read.err == "due Mon 30 Nov 2026, not the weekend\n"
    added = pipeboard("follow", "acme", "call sun 29 mar 2026 2:30", env=env)
    assert (added.code, added.out) == (2, "")
    added = pipeboard("add", "Kestrel call 28 mar 2027 2:30", env=env)
    assert added.err.startswith("due Sun 28 Mar 2027 03:30, as clocks skip 02:30 that day\n")
    assert pipeboard("follow", "acme", "call sat", env=env).err.startswith("Planned")


@pytest.mark.parametrize(
    ("zone", "due"),
    [
        ("Europe/Berlin", "2026-12-01T09:30:00+01:00"),
        ("America/New_York", "2026-12-01T09:30:00-05:00"),
        ("Asia/Kolkata", "2026-12-01T09:30:00+05:30"),
        ("Pacific/Auckland", "2026-12-01T09:30:00+13:00"),
    ],
)
def test_what_is_due_is_told_in_the_zone_of_the_rep(
    on_sqlite: Pipeboard, monkeypatch: pytest.MonkeyPatch, zone: str, due: str
) -> None:
    """TZ says which it is; the pinned time is read in it."""
    monkeypatch.setattr("tzlocal.get_localzone", lambda: ZoneInfo(zone))
    on_sqlite("add", "Acme")
    read = on_sqlite("follow", "acme", "call lena tue 9:30", "--dry-run", "--json").json
    assert read["due"] == due
