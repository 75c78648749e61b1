"""The README is true: its commands, keys, settings, codes, links and pictures are the project's."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any, Final

import pytest

from pipeboard.cli import program
from pipeboard.config import SETTINGS
from pipeboard.keys import key_table
from pipeboard.ui.screens.unfinished import CLEAR

ROOT: Final = Path(__file__).parent.parent
README: Final = (ROOT / "README.md").read_text(encoding="utf-8")


def project() -> dict[str, Any]:
    table: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    return table


def section(heading: str) -> str:
    """Returns what stands under a heading of the README."""
    return README.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]


def code(heading: str) -> list[str]:
    """Returns the lines of code under a heading of the README."""
    return [
        line
        for block in re.findall(r"^```\w*\n(.*?)^```$", section(heading), re.DOTALL | re.MULTILINE)
        for line in block.splitlines()
    ]


def first_cells(text: str, head: str) -> list[str]:
    """Returns the first column of the table that begins with that heading, without its quotes."""
    rows = text.partition(f"\n| {head} |")[2].partition("\n\n")[0].splitlines()[2:]
    return [row.split("|")[1].strip().strip("`") for row in rows]


@pytest.mark.parametrize("heading", ["Run", "Test"])
def test_each_command_is_one_line(heading: str) -> None:
    """What a newcomer pastes to run and to test it is one line each, in a venv of its own."""
    (line,) = code(heading)
    assert line.startswith("python3 -m venv .venv && .venv/bin/pip install ")


def test_the_commands_name_what_the_project_has() -> None:
    """The run command starts the project's own script, the test command installs its extra."""
    (run,) = code("Run")
    (test,) = code("Test")
    scripts = {f".venv/bin/{name}" for name in project()["scripts"]}
    assert scripts & set(run.split())
    extras = re.findall(r"\.\[(\w+)\]", README)
    assert re.findall(r"\.\[(\w+)\]", test)
    assert set(extras) <= set(project()["optional-dependencies"])


def test_the_python_that_it_asks_for_is_the_one_it_needs() -> None:
    """The README's Python version is that of the project file."""
    assert f"Python {project()['requires-python'].removeprefix('>=')}" in README


def test_links_and_pictures_are_there() -> None:
    """Every link that is no web address leads to a file of the checkout."""
    targets = re.findall(r"\]\(([^)#\s]+)\)", README) + re.findall(r'src="([^"]+)"', README)
    local = [target for target in targets if "://" not in target]
    assert [target for target in local if not (ROOT / target).is_file()] == []


def test_it_shows_all_pictures() -> None:
    """Every picture in the folder is in the README."""
    shown = set(re.findall(r"\((screenshots/[^)]+)\)", README))
    assert shown == {f"screenshots/{path.name}" for path in (ROOT / "screenshots").iterdir()}


def test_what_is_unfinished_is_cleared_by_the_key_that_it_says() -> None:
    """Esc leaves what is on offer; it is another key that forgets it."""
    told = [line for line in README.splitlines() if "takes it up, " in line]
    assert told
    assert all(f"{CLEAR} clears it" in line for line in told)


def test_the_keys_are_those_of_the_table_of_commands() -> None:
    """Between its markers stands what ``pipeboard.keys.key_table()`` returns."""
    keys = README.partition("<!-- keys -->\n")[2].partition("\n<!-- end of keys -->")[0]
    assert keys == key_table(), "put the output of pipeboard.keys.key_table() between the markers"


def test_the_commands_are_those_of_the_help() -> None:
    """The README lists the commands that ``pipeboard --help`` lists, in the same words."""
    shown = subprocess.run(
        [sys.executable, "-m", "pipeboard", "--help"], capture_output=True, text=True, check=True
    ).stdout
    table = shown.partition("\nCommands:\n")[2].partition("\n\n")[0]
    helped = dict(line.strip().split(maxsplit=1) for line in table.splitlines())
    rows = re.findall(r"^\| `(\w+)[^`]*` \| (.*) \|$", section("Commands"), re.MULTILINE)
    assert dict(rows) == helped


def test_the_flags_are_those_of_the_help() -> None:
    """Every flag before the command is named."""
    flags = {option for param in program.program.params for option in param.opts}
    named = set(re.findall(r"--[a-z-]+", section("Commands")))
    assert flags - {"--version", "--help"} <= named


def test_the_settings_are_those_of_the_config_file() -> None:
    """Every setting is in the table, and no other."""
    settings = first_cells(section("Settings"), "setting")
    assert settings == [*(setting.name for setting in SETTINGS), "keys"]


def test_the_example_of_a_config_file_is_one(tmp_path: Path) -> None:
    """The example is accepted as it stands."""
    from pipeboard.config import load
    from pipeboard.keys import resolve

    file = tmp_path / "config.toml"
    file.write_text("\n".join(code("Settings")), encoding="utf-8")
    assert resolve(load(file, {}).keys).named("deal.move_right").keys == ("L", "ctrl+right")


def test_the_environment_is_that_which_is_read() -> None:
    """Every variable that the code reads is in the table, and no other."""
    read: set[str] = set()
    for path in (ROOT / "src").rglob("*.py"):
        read |= set(re.findall(r'"(PIPEBOARD_[A-Z]+|NO_COLOR)"', path.read_text(encoding="utf-8")))
    assert set(first_cells(section("Settings"), "environment variable")) == read


def test_the_exit_codes_are_those_of_the_program() -> None:
    """The table has the codes that the command line says it ends with."""
    said = (program.__doc__ or "").partition("Exit codes:")[2]
    assert first_cells(section("Commands"), "code") == re.findall(r"\b\d+\b", said)
