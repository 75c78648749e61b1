"""The program as a whole: flags, exit codes, errors, broken pipes, demo data."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import click
import pytest

from pipeboard import __version__
from pipeboard.cli.program import COMMANDS, program
from tests.cli.conftest import Pipeboard, call
from tests.limits import files_at_most, ordinary_user

PIPEBOARD = [sys.executable, "-m", "pipeboard"]


def test_every_command_of_the_table_is_there() -> None:
    """Its module has it under its name, and it explains itself."""
    context = click.Context(program)
    for name in COMMANDS:
        command = program.get_command(context, name)
        assert command is not None
        assert command.name == name
        assert command.get_short_help_str()
        assert all(option.help for option in command.params if isinstance(option, click.Option)), (
            name
        )


def test_help_lists_the_commands_and_the_completion() -> None:
    """Without a database, and for each command."""
    done = call("", "--help")
    assert done.code == 0
    assert all(f"  {name} " in done.out for name in COMMANDS)
    assert 'eval "$(_PIPEBOARD_COMPLETE=bash_source pipeboard)"' in done.out
    assert call("", "move", "--help").code == 0


def test_version() -> None:
    """One line."""
    assert call("", "--version").out == f"pipeboard {__version__}\n"


@pytest.mark.parametrize(
    "arguments",
    [
        ["fly"],
        ["--fly"],
        ["add"],
        ["show"],
        ["show", "1", "2"],
        ["move", "1"],
        ["deals", "--fly"],
        ["--start", "agenda", "deals"],
        ["add", "\udcff"],
    ],
)
def test_wrong_usage_exits_2(on_sqlite: Pipeboard, arguments: list[str]) -> None:
    """With a hint at the help, and without reading the database."""
    done = on_sqlite(*arguments)
    assert (done.code, done.out) == (2, "")
    assert "pipeboard: " in done.err


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://ann:secret@host/sales",
        "postgresql+psycopg://ann:sec/r@host/sales",
        "postgresql://host/sales?user=ann&password=secret",
        "postgresql://ann@host/sales?sslpassword=secret",
    ],
)
def test_a_password_in_an_argument_is_refused(url: str) -> None:
    """It is not repeated; the ways to hand it over are named."""
    done = call("", "--database", url, "deals")
    assert done.code == 2
    assert "sec" not in done.err
    for way in ("PIPEBOARD_DATABASE", "PGPASSWORD", "~/.pgpass"):
        assert way in done.err


def test_a_url_without_a_password_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    """And a password in the environment is not shown when the server cannot be reached."""
    done = call("", "--database", "postgresql://ann@127.0.0.1:1/sales", "deals")
    assert done.code == 4
    done = call("postgresql://ann:secret@127.0.0.1:1/sales", "deals")
    assert done.code == 4
    assert "secret" not in done.err


def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    """Exit 4, naming the file; it stays as it is."""
    path = tmp_path / "letter.db"
    path.write_text("Dear Lena, " * 1000)
    done = call(str(path), "deals")
    assert done.code == 4
    assert str(path) in done.err
    assert path.read_text().startswith("Dear Lena")
    assert call("mysql://host/sales", "deals").code == 4


def test_a_folder_that_cannot_be_written(open_folder: Path) -> None:
    """Adding names it and exits 4; reading reports the missing database as empty."""
    path, env = str(open_folder / "pipeboard.db"), {"HOME": str(open_folder)}
    open_folder.chmod(0o500)
    with ordinary_user():
        done = call(path, "add", "Acme", env=env)
        assert call(path, "deals", env=env).code == 0
    assert done.code == 4
    assert path in done.err


def test_a_full_disk(on_sqlite: Pipeboard, sqlite_file: Path) -> None:
    """Exit 4 and nothing lost."""
    on_sqlite("add", "Acme")
    with files_at_most(sqlite_file.stat().st_size):
        done = on_sqlite("note", "acme", "x" * 200_000)
    assert done.code == 4
    assert on_sqlite("show", "acme", "--json").json["notes"] == []


def test_a_clock_that_cannot_be_read(on_sqlite: Pipeboard) -> None:
    """PIPEBOARD_NOW is named with what it takes."""
    done = on_sqlite("due", env={"PIPEBOARD_NOW": "tomorrow"})
    assert done.code == 2
    assert "PIPEBOARD_NOW" in done.err


@pytest.mark.parametrize("name", ["a\x1bb", "x" * 101])
def test_a_name_that_is_none(on_sqlite: Pipeboard, name: str) -> None:
    """The history shows who did what, on one line."""
    assert on_sqlite("--as", name, "add", "Acme").code == 2


@pytest.mark.parametrize("flag", ["--database", "--as", "--pipeline"])
def test_an_empty_flag_is_a_mistake(on_sqlite: Pipeboard, flag: str) -> None:
    """A variable that a script forgot to set must not mean the default database."""
    done = on_sqlite(flag, "", "deals")
    assert done.code == 2
    assert f"{flag} is empty" in done.err


def test_an_error_that_nobody_expected(
    on_sqlite: Pipeboard, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One line that names the log; the traceback is in the log, which only its owner can read."""

    def fail(*_: object) -> None:
        raise ZeroDivisionError("nobody\nexpected \x1b[31mthis")

    monkeypatch.setattr("pipeboard.service.boards.board", fail)
    on_sqlite("add", "Acme")
    done = on_sqlite("stages")
    log = home / ".local/state/pipeboard/log/pipeboard.log"
    assert (done.code, done.out) == (1, "")
    assert done.err.splitlines() == [
        f"pipeboard: unexpected error: ZeroDivisionError: nobody expected [31mthis; see {log}"
    ]
    assert "Traceback" in log.read_text()
    assert log.stat().st_mode & 0o077 == 0


def run(database: Path, *arguments: str, **options: object) -> "subprocess.Popen[str]":
    environ = {**os.environ, "PIPEBOARD_DATABASE": str(database)}
    environ.pop("PYTHONUNBUFFERED", None)  # with it, what a pipe did not take is not noticed
    process: subprocess.Popen[str] = subprocess.Popen(
        [*PIPEBOARD, *arguments],
        env=environ,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        **options,  # type: ignore[call-overload]  # of Popen
    )
    return process


@pytest.fixture
def many(on_sqlite: Pipeboard, sqlite_file: Path, tmp_path: Path) -> Path:
    """More deals than a pipe holds."""
    path = tmp_path / "many.csv"
    rows = (f"Deal {number},{number},Lead" for number in range(4000))
    path.write_text("\n".join(["Deal name,Amount,Stage", *rows]))
    assert on_sqlite("import", str(path)).code == 0
    return sqlite_file


@pytest.mark.parametrize("command", [["deals"], ["deals", "--json"], ["export"]])
def test_a_reader_that_stops_reading(many: Path, command: list[str]) -> None:
    """Like `| head`: it ends without a word, as other programs do."""
    process = run(many, *command)
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.readline()
    process.stdout.close()
    assert process.stderr.read() == ""
    process.stderr.close()
    assert process.wait() == 128 + signal.SIGPIPE


@pytest.mark.parametrize("command", [["deals", "--json"], ["export"]])
def test_output_that_cannot_be_written(many: Path, command: list[str]) -> None:
    """Said in one line, also where the database got its id for it; a script sees the exit code."""
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [*PIPEBOARD, "--database", str(many), *command],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert done.returncode == 1
    assert done.stderr == ("pipeboard: the output cannot be written: No space left on device\n")


@pytest.mark.parametrize("output", [[], ["--json"]])
def test_a_change_whose_output_is_lost_is_told_as_done(many: Path, output: list[str]) -> None:
    """A script that repeats the command would do it twice."""
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [*PIPEBOARD, "--database", str(many), "add", "Acme 4k", *output],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert done.returncode == 1
    assert done.stderr.endswith("; the change itself is saved, do not repeat it: Added Acme\n")


def test_ctrl_c_is_quiet(many: Path) -> None:
    """Exit 130 without a traceback."""
    process = run(many, "deals", "--json")
    assert process.stdout is not None
    process.stdout.readline()  # it is at work, and waits for us to read on
    process.send_signal(signal.SIGINT)
    _, err = process.communicate()
    assert (process.returncode, err) == (130, "")


def test_without_a_terminal_there_is_no_board(on_sqlite: Pipeboard, sqlite_file: Path) -> None:
    """Refused in one line that says what to do instead."""
    on_sqlite("add", "Acme")
    with run(sqlite_file, stdin=subprocess.DEVNULL) as process:
        _, err = process.communicate()
    assert process.returncode == 1
    assert err.count("\n") == 1
    assert "the board needs a terminal" in err


def test_no_colour_where_nobody_sees_it(on_sqlite: Pipeboard) -> None:
    """In a pipe there are no escape codes."""
    on_sqlite("add", "Acme", env={"PIPEBOARD_NOW": "2026-11-20T09:00"})
    on_sqlite("follow", "acme", "call today", env={"PIPEBOARD_NOW": "2026-11-20T09:00"})
    for command in ("due", "deals", "agenda", "stages", "history", "keys"):
        assert "\x1b" not in on_sqlite(command).out


def test_made_up_data_in_a_file(tmp_path: Path) -> None:
    """One new database, and nothing beside it; a file that is there is not touched."""
    target = tmp_path / "demo" / "sales.db"
    target.parent.mkdir()
    done = call("", "demo", "--deals", "30", "--into", str(target))
    assert (done.code, done.out) == (0, f"{target}\n")
    assert list(target.parent.iterdir()) == [target]
    assert len(call(str(target), "deals", "--all", "--json").json) == 30
    assert call("", "demo", "--into", str(target)).code == 1
    assert call("", "demo", "--deals", "0", "--into", str(target)).code == 2


@pytest.mark.parametrize(
    ("into", "told"),
    [
        (
            "postgresql+psycopg://ann@db/sales",
            "--into needs a file, not the URL postgresql+psycopg",
        ),
        ("{folder}", "is a folder; name a file in it"),
        ("{folder}/new/", "is a folder; name a file in it"),
        ("", "--into is empty"),
    ],
)
def test_made_up_data_goes_into_a_file_only(into: str, told: str, tmp_path: Path) -> None:
    """Anything else is wrong usage, and nothing is made."""
    done = call("", "demo", "--deals", "1", "--into", into.format(folder=tmp_path))
    assert done.code == 2
    assert told in done.err
    assert list(tmp_path.iterdir()) == []


def test_an_empty_config_flag_is_refused(on_sqlite: Pipeboard) -> None:
    """As for the other flags: it is a variable that was not set, most likely."""
    done = on_sqlite("--config", "", "deals")
    assert (done.code, "--config is empty" in done.err) == (2, True)


def test_the_help_shows_which_arguments_may_be_left_out(on_sqlite: Pipeboard) -> None:
    """History is of everything unless a deal is named."""
    assert "[OPTIONS] [DEAL]" in on_sqlite("history", "--help").out
    assert "[OPTIONS] DEAL" in on_sqlite("show", "--help").out
