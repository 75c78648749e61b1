"""The command line in the test's own process, on either database, at the pinned time."""

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from pipeboard.cli.program import program
from tests.conftest import USER

NOW = "2026-11-24T09:00"


@dataclass(frozen=True, slots=True)
class Called:
    """What a call ended with and wrote."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Pipeboard = Callable[..., Called]


def call(address: str, *arguments: str, env: dict[str, str] | None = None) -> Called:
    """Calls pipeboard on a database."""
    environ = {
        "PIPEBOARD_DATABASE": address,
        "PIPEBOARD_NOW": NOW,
        "PIPEBOARD_USER": USER,
        **(env or {}),
    }
    result = CliRunner().invoke(program, list(arguments), prog_name="pipeboard", env=environ)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return Called(result.exit_code, result.stdout, result.stderr)


@pytest.fixture
def pipeboard(database_url: str) -> Pipeboard:
    """Calls pipeboard on an empty database of either kind."""
    return lambda *arguments, **options: call(database_url, *arguments, **options)


@pytest.fixture
def sqlite_file(sqlite_template: Path, tmp_path: Path) -> Path:
    """An empty SQLite database."""
    path = tmp_path / "one.db"
    shutil.copy(sqlite_template, path)
    return path


@pytest.fixture
def on_sqlite(sqlite_file: Path) -> Pipeboard:
    """Calls pipeboard on an empty SQLite database, where the kind of database makes no difference."""
    return lambda *arguments, **options: call(str(sqlite_file), *arguments, **options)


@pytest.fixture
def no_database(tmp_path: Path) -> Path:
    """Where there is no database yet."""
    return tmp_path / "none" / "pipeboard.db"
