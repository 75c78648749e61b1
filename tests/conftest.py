"""What tests are given: a home of their own, a pinned time, and fresh databases of both kinds.

``database_url`` and what stands on it (``database``, ``workspace``) run a test twice, once on
SQLite and once on PostgreSQL; ``-k sqlite`` or ``-k postgresql`` picks one. What only these
fixtures need is imported by them, so that tests of the domain start at once.
"""

import contextlib
import itertools
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import hypothesis
import pytest

from tests.clocks import NOW, ZONE, PinnedClock
from tests.limits import NOBODY
from tests.postgres import HOW_TO_GET_IT, Server, ServerFailedError, find_programs, running_server

if TYPE_CHECKING:
    from pipeboard.service.workspace import Workspace
    from pipeboard.store.database import Database

USER = "ann"
BACKENDS = ("sqlite", "postgresql")
TEMPLATE = "template_pipeboard"

# What would change how pipeboard behaves, if the person running the tests had it set.
LEAKS = (
    *("CLICOLOR", "COLORTERM", "FORCE_COLOR", "NO_COLOR", "TERM", "TEXTUAL", "TMUX"),
    *("COLUMNS", "EDITOR", "LINES", "SSH_", "VISUAL"),
    *("LANG", "LC_", "PG", "PIPEBOARD_", "XDG_"),
)
ENVIRONMENT = {
    "LANG": "C.UTF-8",
    "LOGNAME": USER,
    "TERM": "xterm-256color",
    "TZ": ZONE.key,
    "USER": USER,
}

IN_CI = bool(os.environ.get("CI"))
_numbers = itertools.count(1)

hypothesis.settings.register_profile("pipeboard", deadline=None, derandomize=IN_CI, print_blob=True)
hypothesis.settings.load_profile("pipeboard")


def pytest_report_header() -> str:
    """Says before the tests which PostgreSQL they use, if any."""
    programs = find_programs()
    return f"PostgreSQL: {programs or HOW_TO_GET_IT}"


@pytest.fixture(scope="session", autouse=True)
def clean_environment(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Hides the environment of the person running the tests, and pins the zone and the user."""
    tmp_path_factory.getbasetemp()  # named after the person, so found before that is hidden
    with pytest.MonkeyPatch.context() as patch:
        for name in [name for name in os.environ if name.startswith(LEAKS)]:
            patch.delenv(name)
        for name, value in ENVIRONMENT.items():
            patch.setenv(name, value)
        time.tzset()
        yield
    time.tzset()


@pytest.fixture(autouse=True)
def home(
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
    clean_environment: None,
) -> Path:
    """A home directory of the test's own, empty, where the default paths of pipeboard lie."""
    directory = tmp_path_factory.getbasetemp() / "homes" / str(next(_numbers))
    directory.mkdir(parents=True)
    monkeypatch.setenv("HOME", str(directory))
    return directory


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that an ordinary user can reach, when the tests run as root too."""
    folder = Path(tempfile.mkdtemp(prefix="pipeboard-test-"))
    if os.geteuid() == 0:
        os.chown(folder, NOBODY, NOBODY)
    yield folder
    folder.chmod(0o700)
    shutil.rmtree(folder)


@pytest.fixture
def now() -> datetime:
    """The pinned present: Tuesday 2026-11-24, 9:00 in Berlin."""
    return NOW


@pytest.fixture
def today() -> date:
    """The pinned present's day."""
    return NOW.date()


@pytest.fixture(scope="session")
def postgres_server(clean_environment: None) -> Iterator[Server]:
    """The one private server of the test run; without it the test skips, or fails in CI."""
    programs = find_programs()
    if programs is None:
        _without_server(HOW_TO_GET_IT)
    try:
        with running_server(programs) as server:
            yield server
    except ServerFailedError as error:
        _without_server(str(error))


def _without_server(reason: str) -> NoReturn:
    if IN_CI:
        pytest.fail(f"CI must test on PostgreSQL too. {reason}", pytrace=False)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with the newest schema and no data, to copy."""
    directory = tmp_path_factory.mktemp("template")
    _make_schema(str(directory / "template.db"), directory)
    return directory / "template.db"


@pytest.fixture(scope="session")
def postgres_template(postgres_server: Server, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The name of a database with the newest schema and no data, to copy."""
    postgres_server.create(TEMPLATE)
    _make_schema(postgres_server.url(TEMPLATE), tmp_path_factory.mktemp("template"))
    return TEMPLATE


def _make_schema(address: str, backups: Path) -> None:
    from pipeboard.store.database import open_database

    database = open_database(address, create=True, backups=backups)
    assert database is not None
    database.close()


@pytest.fixture(params=BACKENDS)
def backend(request: pytest.FixtureRequest) -> str:
    """The kind of database: "sqlite" or "postgresql"."""
    return str(request.param)


@pytest.fixture
def new_database_url(backend: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[str]:
    """Where a database can be made: a file that is not there, or a database without tables."""
    if backend == "sqlite":
        yield str(tmp_path / "pipeboard.db")
        return
    server: Server = request.getfixturevalue("postgres_server")
    with database_on(server, "template0") as address:
        yield address


@pytest.fixture
def database_url(backend: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[str]:
    """A database of the test's own, with the newest schema and no data."""
    if backend == "sqlite":
        path = tmp_path / "pipeboard.db"
        shutil.copy(request.getfixturevalue("sqlite_template"), path)
        yield str(path)
        return
    server: Server = request.getfixturevalue("postgres_server")
    with database_on(server, request.getfixturevalue("postgres_template")) as address:
        yield address


@contextlib.contextmanager
def database_on(server: Server, template: str) -> Iterator[str]:
    """The URL of a database on the server, made from the template, dropped afterwards."""
    name = f"test_{next(_numbers)}"
    server.create(name, template=template)
    yield server.url(name)
    server.drop(name)


@pytest.fixture
def database(database_url: str, tmp_path: Path) -> Iterator["Database"]:
    """The test's own database, opened."""
    from pipeboard.store.database import open_database

    opened = open_database(database_url, create=False, backups=tmp_path / "backups")
    assert opened is not None
    yield opened
    opened.close()


@pytest.fixture
def clock() -> PinnedClock:
    """A clock that stands still; ``workspace.clock = clock.later(...)`` lets time pass."""
    return PinnedClock(ZONE, ZONE.key)


@pytest.fixture
def workspace(database: "Database", clock: PinnedClock, tmp_path: Path) -> "Workspace":
    """The test's own database in the hands of ann, at the pinned time, in euros; no pipeline."""
    from pipeboard.domain.locale import Locale
    from pipeboard.service.workspace import Workspace

    return Workspace(database, USER, clock, "EUR", Locale(), tmp_path / "backups")


@pytest.fixture
def classic_workspace(workspace: "Workspace") -> "Workspace":
    """The workspace with a first pipeline, of the stage template "classic", and no deals."""
    from pipeboard.service import templates

    templates.set_up(workspace, "classic")
    return workspace
