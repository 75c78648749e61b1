"""Looking after the database: backups of it, and whether all is well in it."""

from pathlib import Path

from pipeboard.service.workspace import Workspace
from pipeboard.store import upkeep
from pipeboard.store.backup import back_up_into, write_backup


def backup(ws: Workspace, path: Path | None = None) -> Path:
    """Writes the whole database, as it is now, into a new SQLite file; returns its path.

    Without a ``path`` the file goes into the folder for backups under a name with the local time.
    Raises Refused when the file exists or cannot be written, DatabaseError when the database cannot
    be read.
    """
    if path is None:
        name = f"pipeboard-{ws.clock.here():%Y-%m-%d-%H%M%S}"
        return back_up_into(ws.database.engine, ws.backups, name)
    target = path.expanduser()
    write_backup(ws.database.engine, target)
    return target


def check(ws: Workspace) -> list[str]:
    """What is wrong in the database, a line each; an empty list when all is well."""
    with ws.read() as connection:
        return upkeep.problems(connection)
