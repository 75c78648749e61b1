"""What the drivers of SQLite and PostgreSQL raise, as our own errors."""

import errno
import os
import re
import shutil
from pathlib import Path

from pipeboard.errors import (
    BadInput,
    Conflict,
    DamagedDatabase,
    DatabaseBusy,
    DatabaseError,
    NotFound,
    PipeboardError,
    ReadOnlyDatabase,
)

_TOO_LARGE = f"no id is larger than {2**63 - 1}; nothing was written"


def meaning(
    cause: BaseException | None,
    name: str,
    statement: str | None = None,
    thing: str = "",
    *,
    writing: bool = False,
) -> PipeboardError:
    """The error that a driver's exception means.

    ``name`` is the database, ``statement`` what it was asked, and ``thing`` what a message calls
    the row of it; without that it is called by its table. ``writing`` says that something was to
    be written, whatever the statement.
    """
    code = getattr(cause, "sqlite_errorname", None) or getattr(cause, "sqlstate", None) or ""
    lines = str(cause).strip().splitlines()
    if lines and lines[0].startswith("Could not decode to UTF-8"):
        code = "SQLITE_CORRUPT"
    detail = lines[0] if lines else code or "unknown error"
    verb, table = _verb_and_table(statement or "")
    thing = thing or f"the {table.replace('_', ' ') or 'row'}"
    if code.startswith(_UNWRITABLE):
        return _unwritable(code, Path(name), writing=writing or bool(verb))
    for prefix, kind, message in _MEANINGS:
        if code.startswith(prefix):
            return kind(message.format(name=name))
    if code in _REFERENCE:
        why = _DEPENDS if verb == "DELETE" else _ORPHAN
        return Conflict(why.format(thing), _NOTHING)
    if code in _TWICE:
        return Conflict(f"{thing} exists already", _NOTHING)
    return DatabaseError(f"the database {name} cannot be used: {detail}")


def _unwritable(code: str, file: Path, *, writing: bool) -> DatabaseError:
    """Why SQLite cannot work on a file, by what the system says of its folder and disk."""
    then = "nothing was written, free space" if writing else "free space"
    if code.startswith("SQLITE_FULL") or (code.startswith("SQLITE_IOERR") and _is_full(file)):
        return ReadOnlyDatabase(f"the disk of {file} is full; {then}")
    if code.startswith("SQLITE_IOERR"):
        kind = ReadOnlyDatabase if code.startswith("SQLITE_IOERR_SHM") else DatabaseError
        if writing:
            return kind(f"writing {file} failed; check the disk, nothing was written")
        return kind(f"reading {file} failed; check the disk")
    shut = _may(file, os.R_OK) and not _may(file.parent, os.W_OK)
    if code.startswith("SQLITE_READONLY") or shut:
        return ReadOnlyDatabase(
            f"{file} cannot be written: it is read-only; check the permissions of the file, of its "
            "folder and of the disk"
        )
    return DatabaseError(
        f"{file} cannot be opened; check that its folder exists and may be read and written"
    )


def _may(path: Path, mode: int) -> bool:
    return os.access(path, mode, effective_ids=os.access in os.supports_effective_ids)


def _is_full(file: Path) -> bool:
    try:
        return shutil.disk_usage(file.parent).free < _LEAST_ROOM
    except OSError:
        return False


def without_server(cause: BaseException | None, server: str) -> DatabaseError | None:
    """What is wrong when no PostgreSQL server answered; None when one did.

    The driver gives no code for that, only the words of the system.
    """
    if not type(cause).__module__.startswith("psycopg") or getattr(cause, "sqlstate", None):
        return None
    if type(cause).__name__ not in ("OperationalError", "ConnectionTimeout"):
        return None
    told = (str(cause).strip().splitlines() or [""])[0]
    if not told.startswith(_CONNECTING):
        return DatabaseError(f"{server} closed the connection; look whether the change was made")
    if told.endswith(_UNREACHABLE) or told.startswith("failed to resolve"):
        return DatabaseError(f"{server} is not running or not reachable; nothing was written")
    reason = told.rpartition(" failed: ")[2].removeprefix("FATAL:").strip()
    return DatabaseError(f"{server} refuses: {reason}")


def unfit(cause: BaseException) -> PipeboardError | None:
    """The error for a value that a driver cannot send, None for any other exception."""
    if isinstance(cause, OverflowError):
        return NotFound(_TOO_LARGE)
    if isinstance(cause, UnicodeEncodeError):
        wrong = cause.object[cause.start : cause.end].encode("ascii", "backslashreplace").decode()
        return BadInput("text", wrong, "characters that UTF-8 can write are needed")
    return None


def _verb_and_table(statement: str) -> tuple[str, str]:
    found = _WRITES.match(statement)
    return (found[1].upper(), found[2]) if found else ("", "")


_WRITES = re.compile(r'\s*(INSERT|UPDATE|DELETE)(?: INTO| FROM)? "?(\w+)', re.IGNORECASE)

_CONNECTING = ("connection failed", "connection is bad", "connection timeout", "failed to resolve")
"""How psycopg begins what it tells of a connection that was not made."""

_UNREACHABLE = (
    *map(os.strerror, (errno.ECONNREFUSED, errno.ECONNRESET, errno.EHOSTUNREACH)),
    *map(os.strerror, (errno.ENETUNREACH, errno.ENOENT, errno.ETIMEDOUT)),
    "timeout expired",
)

_UNWRITABLE = ("SQLITE_READONLY", "SQLITE_FULL", "SQLITE_CANTOPEN", "SQLITE_IOERR")

_LEAST_ROOM = 65536
"""Bytes that SQLite needs beside a file to work on it."""

_NOTHING = "nothing was written"
_DEPENDS = "later work depends on {}"
_ORPHAN = "what {} belongs to is gone: somebody deleted it"
_REFERENCE = ("SQLITE_CONSTRAINT_FOREIGNKEY", "23503")
_TWICE = ("SQLITE_CONSTRAINT_UNIQUE", "SQLITE_CONSTRAINT_PRIMARYKEY", "23505")

_MEANINGS: tuple[tuple[str, type[PipeboardError], str], ...] = (
    ("SQLITE_BUSY", DatabaseBusy, "{name} is in use by another program; try again in a moment"),
    ("SQLITE_LOCKED", DatabaseBusy, "{name} is in use by another program; try again in a moment"),
    (
        "SQLITE_NOTADB",
        DatabaseError,
        "{name} is not a pipeboard database; name another file, or restore a backup",
    ),
    ("SQLITE_CORRUPT", DamagedDatabase, "{name} is damaged; restore a backup of it"),
    ("22003", NotFound, _TOO_LARGE),
    ("40", Conflict, "somebody else wrote to {name} at the same moment; try again"),
    ("55P03", DatabaseBusy, "{name} is in use by another program; try again in a moment"),
    (
        "28",
        DatabaseError,
        "{name} does not accept this user; check PGUSER, PGPASSWORD or ~/.pgpass",
    ),
    ("3D000", DatabaseError, "the server has no such database: {name}; create it with createdb"),
    (
        "42501",
        DatabaseError,
        "your user may not do this on {name}; ask who runs the server for the rights",
    ),
    ("25006", DatabaseError, "{name} is read-only at the moment; nothing was written"),
    ("53100", DatabaseError, "the disk of {name} is full; nothing was written"),
    ("57P", DatabaseError, "the server of {name} ended the connection; nothing was written"),
    ("08", DatabaseError, "the connection to {name} was lost; nothing was written"),
)
