"""A private PostgreSQL server: started for a test run, reached through a socket, gone afterwards.

It listens on no network address: its socket lies in a directory that only its owner (and root)
can enter, so no port can clash and no password is needed. The tests are an ordinary role, which
owns its databases and is no superuser, as on a server that a team shares.
"""

import contextlib
import os
import pwd
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

import psycopg
from psycopg import sql

HOW_TO_GET_IT = "PostgreSQL is not installed; to run these tests too: apt-get install postgresql"
ROLE = "pipeboard"
PORT = 5432
# The system account, and within the server the superuser, that owns everything.
SUPERUSER = "postgres"
START_SECONDS = 60
STOP_SECONDS = 20
# Nothing here has to survive a power loss, so the server leaves out what costs time for that.
SETTINGS = {
    "autovacuum": "off",
    "fsync": "off",
    "full_page_writes": "off",
    "listen_addresses": "",
    "max_connections": "60",
    "max_wal_senders": "0",
    "max_wal_size": "64MB",
    "port": str(PORT),
    "shared_buffers": "32MB",
    "synchronous_commit": "off",
    "wal_level": "minimal",
}
# Making a database writes 300 files: 25 ms in memory, up to 400 ms on a busy disk.
IN_MEMORY = Path("/dev/shm")
ROOM_BYTES = 1024**3
# Runs the server for as long as its input stays open, so that it ends, and what it stored goes,
# however this process ends. $1 is the directory, the rest the command.
KEEPER = """
directory=$1
shift
exec 3<&0
"$@" &
server=$!
{ read -r _ <&3; kill -QUIT $server; } 2>/dev/null &
wait $server
rm -rf "$directory"
"""


class ServerFailedError(Exception):
    """PostgreSQL is installed and cannot be started; the message ends with what it said."""


def find_programs() -> Path | None:
    """Returns the directory of `initdb` and `postgres`: Debian's newest, else the PATH's."""
    debian = [
        path.parent
        for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")
        if path.parts[-3].isdecimal() and path.with_name("postgres").exists()
    ]
    if debian:
        return max(debian, key=lambda directory: int(directory.parts[-2]))
    initdb = shutil.which("initdb")
    if initdb is None or not Path(initdb).resolve().with_name("postgres").exists():
        return None
    return Path(initdb).resolve().parent


@dataclass(frozen=True, slots=True)
class Server:
    """A running server, and what the tests do with its databases."""

    directory: Path

    def url(self, database: str) -> str:
        """Returns the URL with which pipeboard opens `database`, as the ordinary role."""
        return f"postgresql+psycopg://{ROLE}@/{database}?host={self.directory}&port={PORT}"

    def create(self, database: str, *, template: str = "template0") -> None:
        """Makes `database` a copy of `template`, to which nobody may be connected."""
        names = [sql.Identifier(name) for name in (database, template, ROLE)]
        self.administer(sql.SQL("CREATE DATABASE {} TEMPLATE {} OWNER {}").format(*names))

    def drop(self, database: str) -> None:
        """Removes `database`, ending the connections that a failed test has left open."""
        name = sql.Identifier(database)
        self.administer(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(name))

    def administer(self, statement: sql.SQL | sql.Composed) -> None:
        """Runs one statement as the superuser, outside a transaction."""
        with psycopg.connect(
            host=str(self.directory), port=PORT, user=SUPERUSER, dbname="postgres", autocommit=True
        ) as connection:
            connection.execute(statement)


@contextlib.contextmanager
def running_server(programs: Path) -> Iterator[Server]:
    """Runs the server of `programs` in a new directory; both are gone at the end.

    Raises ServerFailedError.
    """
    account = _account()
    with (
        tempfile.TemporaryDirectory(prefix="pipeboard-pg-", dir=_place()) as made,
        tempfile.TemporaryFile() as log,
    ):
        directory = Path(made)
        if "user" in account:
            shutil.chown(directory, account["user"], account["group"])
        data = directory / "data"
        _initialise(programs, data, account)
        command = ["sh", "-c", KEEPER, "keeper", str(directory)]
        command += [str(programs / "postgres"), "-D", str(data), "-k", str(directory)]
        command += [f"--{name}={value}" for name, value in SETTINGS.items()]
        process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=log,
            stderr=log,
            cwd="/",
            start_new_session=True,
            **account,
        )
        try:
            server = Server(directory)
            _wait_until_ready(server, process, log)
            server.administer(sql.SQL("CREATE ROLE {} LOGIN").format(sql.Identifier(ROLE)))
            yield server
        finally:
            process.communicate(timeout=STOP_SECONDS)


def _place() -> Path | None:
    """Returns where the server's directory is made: in memory where there is room for it."""
    roomy = IN_MEMORY.is_dir() and shutil.disk_usage(IN_MEMORY).free >= ROOM_BYTES
    return IN_MEMORY if roomy and os.access(IN_MEMORY, os.W_OK) else None


def _account() -> dict[str, Any]:
    """Returns whom the server runs as, in subprocess's words: never root, which it refuses."""
    if os.geteuid() != 0:
        return {}
    try:
        group = pwd.getpwnam(SUPERUSER).pw_gid
    except KeyError:
        raise ServerFailedError(
            f"as root, the PostgreSQL server needs an account '{SUPERUSER}' to run as;"
            " install Debian's postgresql, or run the tests as another user"
        ) from None
    return {"user": SUPERUSER, "group": group, "extra_groups": []}


def _initialise(programs: Path, data: Path, account: dict[str, Any]) -> None:
    done = subprocess.run(
        [
            str(programs / "initdb"),
            f"--pgdata={data}",
            f"--username={SUPERUSER}",
            "--auth=trust",
            "--encoding=UTF8",
            "--no-sync",
            *_locale(programs),
        ],
        check=False,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        cwd=data.parent,
        **account,
    )
    if done.returncode != 0:
        raise ServerFailedError(f"initdb ended with {done.returncode}:\n{done.stdout}")


def _locale(programs: Path) -> list[str]:
    """Returns options for text that sorts and folds as for people, where the server can.

    So a key that has to sort bytewise must say so itself, as on a server in a country's locale.
    """
    usage = subprocess.run(
        [str(programs / "initdb"), "--help"], check=True, capture_output=True, text=True
    )
    if "--icu-locale" not in usage.stdout:
        return ["--locale=C.UTF-8"]
    return ["--locale=C", "--locale-provider=icu", "--icu-locale=en-US"]


def _wait_until_ready(server: Server, process: subprocess.Popen[bytes], log: IO[bytes]) -> None:
    give_up = time.monotonic() + START_SECONDS
    while True:
        try:
            return server.administer(sql.SQL("SELECT 1"))
        except psycopg.OperationalError as error:
            if process.poll() is not None or time.monotonic() > give_up:
                log.seek(0)
                said = log.read().decode(errors="replace")
                raise ServerFailedError(f"PostgreSQL did not start: {error}\n{said}") from error
        time.sleep(0.02)
