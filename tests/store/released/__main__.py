"""Writes the dumps of the newest schema."""

import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing
from datetime import date
from pathlib import Path

from pipeboard.domain.deals import Status
from pipeboard.domain.locale import Locale
from pipeboard.service import (
    criteria,
    deals,
    followups,
    history,
    moves,
    notes,
    nurture,
    pipeline_editing,
    pipelines,
    rates,
    reasons,
    savedfilters,
    stage_joining,
    stages,
    templates,
)
from pipeboard.service.workspace import Workspace, open_workspace
from pipeboard.store.database import REVISIONS
from tests import builders
from tests.builders import deal, follow_up
from tests.clocks import ZONE, PinnedClock
from tests.postgres import HOW_TO_GET_IT, PORT, ROLE, Server, find_programs, running_server
from tests.store.released import dump

DATABASE = "released"
# Of no use to who restores a dump, and different from one version of pg_dump to the next.
SETTINGS = ("--", "\\", "SET ", "SELECT pg_catalog.set_config")


def work(ws: Workspace) -> None:
    """Leaves rows in most tables, and steps of every kind; the newest ids are those of deleted rows."""
    templates.set_up(ws, "short")
    call = follow_up(date(2026, 11, 27))
    acme = deal(ws, company="Acme", contacts=("Lena",), labels=("hot",), next_step=call)
    other = deal(ws, "Kestrel pilot", value=None, company="Kestrel", contacts=("Bo", "Ida"))
    notes.add(ws, [acme], "Wants it by spring")
    builders.move(ws, [acme, other], 1)
    followups.finish(ws, list(followups.next_steps(ws, [acme]).values()), "reached")
    deals.win(ws, [acme], "price")
    deals.lose(ws, [other], "no budget")
    for _ in range(2):
        history.undo(ws)
    history.redo(ws)
    what_is_ones_own(ws)
    moves.move(ws, [other], 1)
    criteria.tick(ws, other, "Proposal sent")
    nurture.nurture(ws, [other], date(2027, 3, 1), "budget frozen")
    gone = deal(ws, "Gone", company="Gone", contacts=("Gil",), labels=("cold",), next_step=call)
    notes.add(ws, [gone], "Never answered")
    deals.delete(ws, [gone])


def what_is_ones_own(ws: Workspace) -> None:
    """Leaves stages, lists and rates that somebody has made their own."""
    pipeline = pipelines.current(ws)
    trial = stages.add(ws, pipeline.id, "Trial")
    stage_joining.remove(ws, trial.id, None)
    pipeline_editing.save_as_template(ws, pipeline.id, "ours")
    reasons.add(ws, Status.LOST, "too early")
    savedfilters.save(ws, "h", "hot deals", "label:hot")
    rates.set_rate(ws, rates.read(ws, "USD 0.92"))


def write(url: str, folder: Path) -> None:
    """Makes a database with work in it."""
    clock = PinnedClock(ZONE, ZONE.key)
    ws = open_workspace(
        url,
        actor="ann",
        clock=clock,
        currency="EUR",
        locale=Locale(),
        create=True,
        backups=folder,
    )
    if ws is None:
        raise FileNotFoundError(url)
    work(ws)
    ws.close()


def sqlite_script(folder: Path) -> str:
    """The dump of a SQLite file."""
    file = folder / "pipeboard.db"
    write(str(file), folder)
    with closing(sqlite3.connect(file)) as connection:
        return "\n".join(connection.iterdump()) + "\n"


def postgresql_script(server: Server, programs: Path, folder: Path) -> str:
    """The dump of a PostgreSQL database."""
    server.create(DATABASE)
    write(server.url(DATABASE), folder)
    options = ["--inserts", "--no-owner", "--no-privileges", "--encoding=UTF8"]
    address = [f"--host={server.directory}", f"--port={PORT}", f"--username={ROLE}", DATABASE]
    made = subprocess.run(
        [programs / "pg_dump", *options, *address], check=True, capture_output=True, text=True
    )
    kept = [line for line in made.stdout.splitlines() if line and not line.startswith(SETTINGS)]
    return "\n".join(kept) + "\n"


def main() -> int:
    """Writes what is not there yet."""
    version = REVISIONS[-1]
    programs = find_programs()
    if programs is None:
        print(HOW_TO_GET_IT, file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory() as made, running_server(programs) as server:
        scripts = {
            "sqlite": sqlite_script(Path(made)),
            "postgresql": postgresql_script(server, programs, Path(made)),
        }
    for backend, script in scripts.items():
        path = dump(version, backend)
        if not path.exists():
            path.write_text(script, encoding="utf-8")
            print(path)
    return 0


if __name__ == "__main__":
    sys.exit(main())
