"""A private PostgreSQL server: started for a test run, reached through a socket, gone afterwards.

It listens on no network address: its socket lies in a directory that only its owner (and root)
can enter, so no port can clash and no password is needed. The tests are an ordinary role, which
owns its databases and is no superuser, as on a server that a team shares.
"""

import contextlib
import ctypes
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

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
    "port": str(PORT),
    "shared_buffers": "32MB",
    "synchronous_commit": "off",
}
PR_SET_PDEATHSIG = 1


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
    """Runs the server of `programs` in a new directory and removes both at the end.

    Raises ServerFailedError. When this process dies without getting to the end, Linux ends the
    server; the directory then stays.
    """
    account = _account()
    with tempfile.TemporaryDirectory(prefix="pipeboard-pg-") as made:
        directory = Path(made)
        if "user" in account:
            shutil.chown(directory, account["user"], account["group"])
        data = directory / "data"
        log = directory / "log"
        _initialise(programs, data, account)
        command = [str(programs / "postgres"), "-D", str(data), "-k", str(directory)]
        for name, value in SETTINGS.items():
            command += ["-c", f"{name}={value}"]
        with log.open("wb") as output:
            process = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                cwd=directory,
                start_new_session=True,
                preexec_fn=_end_with_parent(),
                **account,
            )
        try:
            server = Server(directory)
            _wait_until_ready(server, process, log)
            server.administer(sql.SQL("CREATE ROLE {} LOGIN").format(sql.Identifier(ROLE)))
            yield server
        finally:
            process.send_signal(signal.SIGQUIT)
            process.wait(STOP_SECONDS)


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


def _wait_until_ready(server: Server, process: subprocess.Popen[bytes], log: Path) -> None:
    give_up = time.monotonic() + START_SECONDS
    while True:
        try:
            return server.administer(sql.SQL("SELECT 1"))
        except psycopg.OperationalError as error:
            if process.poll() is not None or time.monotonic() > give_up:
                said = log.read_text(errors="replace")
                raise ServerFailedError(f"PostgreSQL did not start: {error}\n{said}") from error
        time.sleep(0.02)


def _end_with_parent() -> Callable[[], None] | None:
    """Returns what the server's process does first: asks Linux to end it when its parent dies."""
    if sys.platform != "linux":
        return None
    prctl = ctypes.CDLL(None).prctl

    def ask() -> None:
        prctl(PR_SET_PDEATHSIG, signal.SIGQUIT)

    return ask
