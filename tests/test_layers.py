"""The layers hold: who may import what, and what stands in one place only.

Each check reads the syntax trees under ``src/pipeboard``; a failure names file and line and says
what to do instead.
"""

import ast
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

if TYPE_CHECKING:
    from pipeboard.service.workspace import Workspace

SOURCE: Final = Path(__file__).parent.parent / "src"
PACKAGE: Final = SOURCE / "pipeboard"
LONGEST_MODULE: Final = 400


@dataclass(frozen=True, slots=True)
class Layer:
    """What the modules of one part of pipeboard may import, besides the standard library."""

    own: frozenset[str]
    third_party: frozenset[str] = frozenset()


def layer(own: str = "", third_party: str = "") -> Layer:
    return Layer(frozenset(own.split()), frozenset(third_party.split()))


# A part is a package or a module directly under pipeboard; "" is pipeboard/__init__.py itself.
LAYERS: Final = {
    "": layer(),
    "errors": layer(),
    "domain": layer("errors", "dateutil"),
    "failures": layer("folders"),
    "folders": layer(),
    "paths": layer("errors", "platformdirs"),
    "keys": layer("errors"),
    "config": layer("errors domain paths", "platformdirs tzlocal"),
    "store": layer("errors domain folders", "sqlalchemy alembic psycopg"),
    "exchange": layer("errors domain", "charset_normalizer"),
    "service": layer("errors domain store exchange", "tzlocal"),
    "ui": layer("errors failures domain service config keys", "textual rich"),
    "cli": layer("errors failures domain paths config keys store exchange service ui", "click"),
    "__main__": layer("cli"),
}
# What a board shows nothing of; each of these takes time to load.
NOT_ON_A_BOARD: Final = {
    *("alembic", "dateutil"),
    *(f"pipeboard.domain.{name}" for name in ("agenda", "capture", "dates", "deals", "drafts")),
    *(f"pipeboard.domain.{name}" for name in ("figures", "filters", "filterterms", "fit")),
    *(f"pipeboard.domain.{name}" for name in ("notes", "people", "periods", "standings")),
    *(f"pipeboard.store.{name}" for name in ("deals", "filters", "fits", "standings")),
    *(f"pipeboard.service.{name}" for name in ("agenda", "deals", "moves", "nurture")),
}
# Of the standard library: what only the named parts may touch.
DRIVER: Final = "sqlite3"
IMPURE: Final = {
    *("asyncio", "locale", "logging", "multiprocessing", "os", "pathlib", "random", "shutil"),
    *("socket", "sqlite3", "subprocess", "tempfile", "threading", "time"),
}


@dataclass(frozen=True, slots=True)
class Module:
    """One source file, read."""

    path: Path
    tree: ast.Module
    lines: int

    @property
    def part(self) -> str:
        """The part of pipeboard that the file belongs to: a key of LAYERS."""
        first = self.path.relative_to(PACKAGE).parts[0]
        return "" if first == "__init__.py" else first.removesuffix(".py")

    @property
    def package(self) -> tuple[str, ...]:
        """The dotted name of the package that the file is in, in parts."""
        return self.path.relative_to(SOURCE).parent.parts

    def at(self, node: ast.AST) -> str:
        """Where a node stands, as an editor reads it."""
        return f"{self.path.relative_to(SOURCE.parent)}:{getattr(node, 'lineno', 1)}"


@cache
def modules() -> tuple[Module, ...]:
    """Returns every source file of pipeboard."""
    found = []
    for path in sorted(PACKAGE.rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        found.append(Module(path, ast.parse(text, str(path)), text.count("\n")))
    return tuple(found)


def imports(module: Module) -> Iterator[tuple[ast.AST, str]]:
    """Yields every import of a module, inside functions too, as node and full dotted name."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield node, alias.name
        elif isinstance(node, ast.ImportFrom):
            base = module.package[: len(module.package) + 1 - node.level] if node.level else ()
            start = ".".join([*base, *([node.module] if node.module else [])])
            if start == "pipeboard":
                for alias in node.names:
                    yield node, f"pipeboard.{alias.name}"
            else:
                yield node, start


def attribute(node: ast.AST) -> str:
    """Returns a dotted expression as it is written, "" for anything else."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        start = attribute(node.value)
        return f"{start}.{node.attr}" if start else ""
    return ""


def report(found: list[str]) -> None:
    """Fails with one line per finding."""
    if found:
        pytest.fail("\n".join(found), pytrace=False)


def test_every_part_of_pipeboard_has_a_layer() -> None:
    """A new package or top-level module says here what it may import."""
    report(
        [
            f"{module.at(module.tree)}: '{module.part}' is in no layer; add it to LAYERS"
            for module in modules()
            if module.part not in LAYERS
        ]
    )


def test_imports_go_down_only() -> None:
    """A part imports of pipeboard only itself and the parts that its layer names."""
    found = []
    for module in modules():
        allowed = LAYERS.get(module.part, layer()).own | {module.part}
        for node, name in imports(module):
            first, _, rest = name.partition(".")
            part = rest.partition(".")[0]
            if first == "pipeboard" and part and part not in allowed and part in LAYERS:
                found.append(
                    f"{module.at(node)}: {module.part} may not import pipeboard.{part};"
                    f" it may import {', '.join(sorted(allowed)) or 'nothing'}."
                    " Pass the value in, or move the code to the layer that may know it"
                )
    report(found)


def test_third_party_packages_stay_in_their_layer() -> None:
    """Only store knows SQLAlchemy and the drivers, only ui Textual, domain none of them."""
    found = []
    for module in modules():
        allowed = LAYERS.get(module.part, layer()).third_party
        for node, name in imports(module):
            first = name.partition(".")[0]
            known = {"pipeboard", *sys.stdlib_module_names, *allowed} - {DRIVER}
            if first in known or (first == DRIVER and module.part == "store"):
                continue
            found.append(
                f"{module.at(node)}: {module.part} may not import {first};"
                f" third-party packages it may import: {', '.join(sorted(allowed)) or 'none'}"
            )
    report(found)


def test_the_domain_is_pure() -> None:
    """Domain rules read and write nothing: no files, no processes, no chance, no clock."""
    found = []
    for module in modules():
        if module.part != "domain":
            continue
        for node, name in imports(module):
            if name.partition(".")[0] in IMPURE:
                found.append(f"{module.at(node)}: domain may not import {name}; pass the value in")
        found.extend(
            f"{module.at(node)}: domain opens no files; pass the content in"
            for node in ast.walk(module.tree)
            if attribute(node) == "open"
        )
    report(found)


def test_the_dialect_is_asked_in_one_module() -> None:
    """What differs between SQLite and PostgreSQL lives in store/dialects.py alone."""
    report(
        [
            f"{module.at(node)}: give store/dialects.py a function for what differs here"
            for module in modules()
            if module.path != PACKAGE / "store" / "dialects.py"
            for node in ast.walk(module.tree)
            if attribute(node).endswith(("dialect.name", "drivername", "get_backend_name"))
        ]
    )


def test_the_clock_is_read_in_one_module() -> None:
    """Only service/clock.py asks what time it is; everything else is told."""
    wall = {
        "datetime": ("now", "utcnow", "today"),
        "date": ("today",),
        "time": ("time", "time_ns", "localtime", "gmtime", "strftime", "ctime"),
        "func": ("now", "current_timestamp", "current_date"),
    }
    calls = {f"{owner}.{name}" for owner, names in wall.items() for name in names}
    found = []
    for module in modules():
        if module.path == PACKAGE / "service" / "clock.py":
            continue
        for node in ast.walk(module.tree):
            written = ".".join(attribute(node).split(".")[-2:])
            imported = (
                [alias.name for alias in node.names if alias.name in wall["time"]]
                if isinstance(node, ast.ImportFrom) and node.module == "time"
                else []
            )
            if written in calls or imported:
                found.append(
                    f"{module.at(node)}: take the time from the workspace's clock or as an"
                    " argument (time.monotonic is fine for waiting)"
                )
    report(found)


def test_no_module_is_too_long() -> None:
    """A module fits in one head."""
    report(
        [
            f"{module.at(module.tree)}: {module.lines} lines; split it by purpose"
            f" (at most {LONGEST_MODULE})"
            for module in modules()
            if module.lines > LONGEST_MODULE
        ]
    )


def test_only_the_command_line_prints() -> None:
    """Only cli writes to stdout and stderr; the others return values and raise."""
    found: list[str] = []
    for module in modules():
        forbidden = {"cli": set(), "ui": {"print", "input"}}.get(
            module.part, {"print", "input", "sys.stdin", "sys.stdout", "sys.stderr"}
        )
        found.extend(
            f"{module.at(node)}: return the text or raise; only cli talks to the terminal"
            for node in ast.walk(module.tree)
            if attribute(node) in forbidden
        )
    report(found)


def loaded_modules(code: str) -> set[str]:
    """Returns the modules that a new interpreter holds after running `code`."""
    done = subprocess.run(
        [sys.executable, "-c", f"import sys\n{code}\nprint(*sys.modules)"],
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    return set(done.stdout.splitlines()[-1].split())


def loaded(code: str) -> set[str]:
    """Returns the top-level packages that a new interpreter holds after running `code`."""
    return {name.partition(".")[0] for name in loaded_modules(code)}


def test_services_load_no_screen() -> None:
    """Importing every module of service loads neither Textual nor Rich."""
    names = [
        ".".join(module.path.relative_to(SOURCE).with_suffix("").parts).removesuffix(".__init__")
        for module in modules()
        if module.part == "service"
    ]
    packages = loaded("\n".join(f"import {name}" for name in names))
    assert "pipeboard" in packages
    assert not packages & {"textual", "rich"}


def test_the_schema_loads_no_server() -> None:
    """Who opens a SQLite file does not wait for PostgreSQL's dialect with all its drivers."""
    modules = loaded_modules("import pipeboard.store.database")
    assert "sqlalchemy.dialects.sqlite" in modules
    assert "sqlalchemy.dialects.postgresql" not in modules


def test_a_board_loads_what_it_shows_and_no_more(
    classic_workspace: "Workspace", database_url: str
) -> None:
    """What only other screens, changes and commands need is not waited for before the first picture."""
    from tests import builders

    builders.deal(classic_workspace, next_step=builders.follow_up(date(2026, 11, 24)))
    environ = {"PIPEBOARD_DATABASE": database_url, "PIPEBOARD_USER": "ann"}
    modules = loaded_modules(
        f"""
from pipeboard.cli.session import Session
from pipeboard.service import pipelines
workspace = Session(environ={environ!r}).workspace(create=True)
assert not pipelines.is_fresh(workspace)
from pipeboard.ui.board_state import BoardState
state = BoardState.load(workspace)
assert state.card and state.card.next_step
from pipeboard.ui.app import PipeboardApp"""
    )
    assert "pipeboard.ui.screens.board" in modules
    assert sorted(modules & NOT_ON_A_BOARD) == []
