"""The README is true: its two commands, its links and what it names exist."""

import re
import tomllib
from pathlib import Path
from typing import Any, Final

import pytest

ROOT: Final = Path(__file__).parent.parent
README: Final = (ROOT / "README.md").read_text(encoding="utf-8")


def project() -> dict[str, Any]:
    table: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    return table


def code(heading: str) -> list[str]:
    """Returns the lines of code under a heading of the README."""
    section = README.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    return [
        line
        for block in re.findall(r"^```\w*\n(.*?)^```$", section, re.DOTALL | re.MULTILINE)
        for line in block.splitlines()
    ]


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
    extras = re.findall(r"\.\[(\w+)\]", test)
    assert extras
    assert set(extras) <= set(project()["optional-dependencies"])


def test_the_python_that_it_asks_for_is_the_one_it_needs() -> None:
    """The README's Python version is that of the project file."""
    assert f"Python {project()['requires-python'].removeprefix('>=')}" in README


def test_links_and_pictures_are_there() -> None:
    """Every link that is no web address leads to a file of the checkout."""
    targets = re.findall(r"\]\(([^)#\s]+)\)", README) + re.findall(r'src="([^"]+)"', README)
    local = [target for target in targets if "://" not in target]
    assert [target for target in local if not (ROOT / target).is_file()] == []
