"""`remind`, `calendar` and `due --format`: for cron, calendar programs and status lines."""

import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from icalendar import Calendar

from tests.cli.conftest import Pipeboard


def at(time: str) -> dict[str, str]:
    """The environment of a call on the day of the tests, at another time."""
    return {"PIPEBOARD_NOW": f"2026-11-24T{time}"}


def test_remind_prints_each_newly_due_one_once(pipeboard: Pipeboard) -> None:
    """At its reminder or when it is due; with nothing to tell it writes nothing and exits with 0."""
    pipeboard("add", "Acme renewal @Lena call today 9:30 remind 15m")
    pipeboard("follow", "acme", "e-mail today 9:20 the offer")
    nothing = pipeboard("remind")
    assert (nothing.code, nothing.out, nothing.err) == (0, "", "")
    assert pipeboard("remind", env=at("09:15")).out == "09:30  call on Acme renewal, Lena\n"
    assert pipeboard("remind", env=at("09:16")).out == ""
    late = pipeboard("remind", env=at("10:00"))
    assert (late.code, late.out) == (0, "09:20  e-mail 'the offer' on Acme renewal, Lena\n")
    assert pipeboard("remind", env=at("23:00")).out == ""


def test_remind_json_has_the_follow_ups(pipeboard: Pipeboard) -> None:
    """An empty list where there is none."""
    assert pipeboard("remind", "--json").json == []
    pipeboard("add", "Acme renewal call today 9:30 remind 15m")
    [item] = pipeboard("remind", "--json", env=at("09:15")).json
    assert (item["deal"]["title"], item["reminder"]) == ("Acme renewal", 15)
    assert pipeboard("remind", "--json", env=at("09:15")).json == []


def test_remind_is_each_person_s_own(pipeboard: Pipeboard) -> None:
    """What bo was told of bo's, ann was not told of ann's."""
    pipeboard("add", "Acme renewal call today 9:30")
    pipeboard("--as", "bo", "follow", "acme", "demo today 9:30")
    assert "demo" in pipeboard("--as", "bo", "remind", env=at("09:31")).out
    assert pipeboard("remind", env=at("09:31")).out == "09:30  call on Acme renewal\n"


def test_remind_tells_a_date_alone_at_the_time_of_the_config(
    on_sqlite: Pipeboard, tmp_path: Path
) -> None:
    """And keeps the quiet hours."""
    config = tmp_path / "config.toml"
    config.write_text('[reminders]\nday-at = "10:30"\nquiet = "12:00-14:00"\n')
    on_sqlite("add", "Acme renewal call today")
    on_sqlite("follow", "acme", "demo today 13:00")
    flags = ("--config", str(config), "remind")
    assert on_sqlite(*flags, env=at("10:29")).out == ""
    assert on_sqlite(*flags, env=at("10:30")).out == "today  call on Acme renewal\n"
    assert on_sqlite(*flags, env=at("13:59")).out == ""
    assert on_sqlite(*flags, env=at("14:00")).out == "13:00  demo on Acme renewal\n"


def test_remind_makes_no_database(no_database: Path) -> None:
    """Where there is none, there is nothing to tell."""
    from tests.cli.conftest import call

    nothing = call(str(no_database), "remind")
    assert (nothing.code, nothing.out) == (0, "")
    assert not no_database.exists()


def test_the_default_reminder_is_that_of_the_config(on_sqlite: Pipeboard, tmp_path: Path) -> None:
    """For follow-ups with a time whose line says nothing; a dry run shows it too."""
    config = tmp_path / "config.toml"
    config.write_text('reminder = "15m"\n')
    on_sqlite("add", "Acme renewal")
    flags = ("--config", str(config), "follow", "acme")
    dry = on_sqlite(*flags, "call today 9:30", "--dry-run", "--json").json
    assert dry["reminder"] == 15
    assert on_sqlite(*flags, "call today 9:30", "--json").json["reminder"] == 15
    assert on_sqlite(*flags, "call fri", "--json").json["reminder"] is None
    assert on_sqlite(*flags, "call 9:30 remind none", "--json").json["reminder"] is None


def test_a_reminder_that_cannot_be_read_is_wrong_usage(on_sqlite: Pipeboard) -> None:
    """Nothing is written; the word is named."""
    on_sqlite("add", "Acme renewal")
    refused = on_sqlite("follow", "acme", "call tue remind 15x")
    assert refused.code == 2
    assert "reminder: '15x' is not understood" in refused.err
    assert on_sqlite("agenda").out.startswith("Without a next step (1)")


def test_the_format_of_due_is_one_line(pipeboard: Pipeboard) -> None:
    """With numbers, and with what comes next; nothing where that is not known."""
    form = "{overdue}/{today}/{due} {{{next_time}}} {next_type} {next} {next_deal} {next_contact}"
    assert pipeboard("due", "--format", form).out == "0/0/0 {}    \n"
    pipeboard("add", "Acme renewal @Lena call today 9:30 the offer")
    pipeboard("follow", "acme", "demo today 10:00")
    found = pipeboard("due", "--format", form, "--check", env=at("09:31"))
    assert found.out == "1/1/2 {10:00} demo demo Acme renewal Lena\n"
    assert found.code == 10
    assert pipeboard("due", "--format", "{overdue}").out == "0\n"
    other = pipeboard("--as", "bo", "due", "--format", "{due}{next}", env=at("09:31"))
    assert other.out == "0\n"
    everyone = pipeboard("--as", "bo", "due", "--everyone", "--format", "{due} {next}")
    assert everyone.out == "2 the offer\n"


@pytest.mark.parametrize(
    ("form", "told"),
    [
        ("{late}", "--format has no placeholder {late}; there are {overdue}, {today}"),
        ("{}", "--format has no placeholder {}"),
        ("{overdue:>3}", "--format has no placeholder {overdue:>3}"),
        ("{next.__class__}", "--format has no placeholder {next.__class__}"),
        ("{overdue", "--format '{overdue' has a single brace"),
    ],
)
def test_an_unknown_placeholder_is_wrong_usage(on_sqlite: Pipeboard, form: str, told: str) -> None:
    """The message names it and those that there are."""
    refused = on_sqlite("due", "--format", form)
    assert (refused.code, refused.out) == (2, "")
    assert told in refused.err


def test_format_and_json_exclude_each_other(on_sqlite: Pipeboard) -> None:
    """Either is the whole output."""
    assert on_sqlite("due", "--format", "{due}", "--json").code == 2


def test_the_calendar_goes_to_standard_output_or_a_file(
    pipeboard: Pipeboard, tmp_path: Path
) -> None:
    """The file is for its owner alone, is replaced as a whole, and its path comes out."""
    pipeboard("add", "Acme renewal call today 9:30 remind 15m")
    out = pipeboard("calendar").out
    file = tmp_path / "mine.ics"
    written = pipeboard("calendar", str(file))
    assert (written.code, written.out) == (0, f"{file}\n")
    assert file.read_bytes().decode().replace("\r\n", "\n") == out
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    pipeboard("follow", "acme", "demo fri")
    assert pipeboard("calendar", str(file)).code == 0
    found = Calendar.from_ical(file.read_bytes()).walk("VEVENT")
    assert [str(event["SUMMARY"]) for event in found] == [
        "Call on Acme renewal",
        "Demo on Acme renewal",
    ]
    assert [each.name for each in tmp_path.iterdir() if each.name.startswith(".")] == []


def test_another_file_is_not_replaced(on_sqlite: Pipeboard, sqlite_file: Path) -> None:
    """A database, say: it stays as it is."""
    on_sqlite("add", "Acme renewal")
    refused = on_sqlite("calendar", str(sqlite_file))
    assert refused.code == 1
    assert "another kind of file" in refused.err
    assert [deal["title"] for deal in on_sqlite("deals", "--json").json] == ["Acme renewal"]
    assert on_sqlite("calendar", str(sqlite_file.parent)).code == 1
    assert on_sqlite("calendar", str(sqlite_file.parent / "no" / "x.ics")).code == 1


def test_a_link_stays_one(on_sqlite: Pipeboard, tmp_path: Path) -> None:
    """A calendar that lies in a shared folder may be reached by another name."""
    link, file = tmp_path / "link.ics", tmp_path / "file.ics"
    link.symlink_to(file)
    assert on_sqlite("calendar", str(link)).code == 0
    assert link.is_symlink()
    assert file.read_bytes().startswith(b"BEGIN:VCALENDAR")


def test_a_cron_job_needs_nothing_but_a_home(tmp_path: Path) -> None:
    """In an empty environment the same database, text that is not ASCII, and no error."""
    environ = {"HOME": str(tmp_path)}
    if path := os.environ.get("PYTHONPATH"):
        environ["PYTHONPATH"] = path

    def run(*arguments: str, **more: str) -> str:
        done = subprocess.run(
            [sys.executable, "-m", "pipeboard", *arguments],
            env=environ | more,
            capture_output=True,
            check=True,
        )
        return done.stdout.decode()

    assert run("remind") == ""
    run("add", "Müller 更新 call today 9:30", PIPEBOARD_NOW="2026-11-24T09:00")
    assert run("remind", PIPEBOARD_NOW="2026-11-24T09:31").endswith("call on Müller 更新\n")
    assert run("remind", PIPEBOARD_NOW="2026-11-24T09:32") == ""
    assert run("due", "--format", "{due}", PIPEBOARD_NOW="2026-11-24T09:31") == "1\n"
    found = run("due", "--json", PIPEBOARD_NOW="2026-11-24T09:31")
    assert json.loads(found)["overdue"][0]["deal"]["title"] == "Müller 更新"
    file = tmp_path / "mine.ics"
    assert run("calendar", str(file)) == f"{file}\n"
    [event] = Calendar.from_ical(file.read_bytes()).walk("VEVENT")
    assert event["SUMMARY"] == "Call on Müller 更新"
