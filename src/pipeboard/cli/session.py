"""One call of the command line: its flags, the config, the paths, and the open workspace.

A flag beats the environment, which beats the config file, which beats the default. Nothing is read
or opened before a command asks for it.
"""

import gc
import os
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeboard.errors import BadInput, DamagedDatabase, DatabaseError

if TYPE_CHECKING:
    from pipeboard.config import Config
    from pipeboard.domain.changes import Step
    from pipeboard.paths import Paths
    from pipeboard.service.clock import Clock
    from pipeboard.service.workspace import Workspace

_CREDENTIALS = r"(?s)\w[\w+.-]*://(?:[^:/@]*:[^@]+@|.*[?&][^=&]*pass[^=&]*=)"
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_IN_MEMORY = "sqlite://"


@dataclass
class Session:
    """What every command works with."""

    database_flag: str | None = None
    config_flag: str | None = None
    actor_flag: str | None = None
    pipeline_flag: str | None = None
    ascii_flag: bool = False
    no_mouse_flag: bool = False
    environ: Mapping[str, str] = field(default_factory=lambda: os.environ)

    def __post_init__(self) -> None:
        flags = {
            "--database": self.database_flag,
            "--config": self.config_flag,
            "--as": self.actor_flag,
            "--pipeline": self.pipeline_flag,
        }
        for flag, value in flags.items():
            if value is not None and not value.strip():
                message = f"{flag} is empty; give it a value, or leave it out"
                raise click.UsageError(message)
        if "://" in (flag := self.database_flag or "") and re.match(_CREDENTIALS, flag):
            message = (
                "--database takes no URL with a password, which would show in the list of "
                "processes; put the URL into PIPEBOARD_DATABASE, or the password into PGPASSWORD "
                "or ~/.pgpass"
            )
            raise click.UsageError(message)
        self._open: Workspace | None = None
        self.missing = False
        """Whether the workspace stands for a database that does not exist."""

    @cached_property
    def paths(self) -> "Paths":
        """The files in use; with a database on a server, ``database`` is the unused default."""
        from dataclasses import replace

        from pipeboard.paths import default_paths

        paths = default_paths()
        if self.config_path_named:
            paths = replace(paths, config=self.config_path_named)
        file = self._file_named
        return replace(paths, database=file.absolute()) if file else paths

    @property
    def _file_named(self) -> Path | None:
        """The SQLite file that a path or a URL names; raises DatabaseError for a bad URL."""
        address = self._address_named
        if address is None or "://" not in address:
            return Path(address).expanduser() if address else None
        from pipeboard.store.dialects import file_of, parse_url

        return file_of(parse_url(address))

    @cached_property
    def config_path_named(self) -> Path | None:
        """The config file that a flag or the environment names."""
        named = self.config_flag or self.environ.get("PIPEBOARD_CONFIG")
        return Path(named).expanduser() if named else None

    @cached_property
    def config(self) -> "Config":
        """The config file, read; raises ConfigError."""
        from pipeboard.config import load
        from pipeboard.paths import default_paths

        named = self.config_path_named
        return load(named or default_paths().config, self.environ, must_exist=named is not None)

    @property
    def _address_named(self) -> str | None:
        return (
            self.database_flag
            or self.environ.get("PIPEBOARD_DATABASE")
            or self.config.database
            or None
        )

    @property
    def address(self) -> str:
        """The path or URL of the database; a URL may hold a password."""
        return self._address_named or str(self.paths.database)

    @property
    def shown_database(self) -> str:
        """The path or URL of the database as it may be shown."""
        if self._file_named or self._address_named is None:
            return str(self.paths.database)
        from pipeboard.store.dialects import parse_url, shown

        return shown(parse_url(self.address))

    @cached_property
    def actor(self) -> str:
        """The name that the history shows."""
        source, named = next(self._names())
        name = " ".join(named.split())
        if not name or not name.isprintable() or _CONTROL.search(named) or len(name) > 100:
            accepted = "a name of up to 100 characters, none of them a control character, is needed"
            raise BadInput(source, name, accepted)
        return name

    def _names(self) -> "Iterator[tuple[str, str]]":
        """What may say who the person is and the name that it gives, the strongest first."""
        if self.actor_flag:
            yield "--as", self.actor_flag
        if self.environ.get("PIPEBOARD_USER"):
            yield "PIPEBOARD_USER", self.environ["PIPEBOARD_USER"]
        if self.config.user:
            yield "user", self.config.user
        for variable in ("LOGNAME", "USER"):
            if self.environ.get(variable):
                yield variable, self.environ[variable]
        yield "the login name", _login_name()

    @cached_property
    def clock(self) -> "Clock":
        """The clock, at the time that PIPEBOARD_NOW says; raises BadInput."""
        from pipeboard.service.clock import system_clock

        return system_clock(self.environ.get("PIPEBOARD_NOW") or None)

    @property
    def ascii(self) -> bool:
        """Whether only ASCII is drawn."""
        return self.ascii_flag or self.config.ascii

    @property
    def ellipsis(self) -> str:
        """What ends a text that was cut."""
        return "~" if self.ascii else "…"

    @property
    def mouse(self) -> bool:
        """Whether the mouse is used."""
        return self.config.mouse and not self.no_mouse_flag

    @property
    def colour(self) -> bool:
        """Whether the board has colours."""
        return not self.environ.get("NO_COLOR")

    def workspace(self, *, create: bool = False) -> "Workspace":
        """The open database; a missing one is made when ``create`` is set, else as an empty one.

        Asked for again with ``create``, the one that stood for a missing database gives way to the
        real one. Raises DatabaseError.
        """
        if self._open is not None and not (create and self.missing):
            return self._open
        self.close()
        self.missing = False
        found = self._opened(self.address, create=create)
        if found is None:
            self.missing = True
            found = self._opened(_IN_MEMORY, create=True)
        if found is None:
            raise DatabaseError(f"{self.shown_database} cannot be opened")
        self._open = found
        if not self.missing:
            from pipeboard.service.returning import bring_back

            found.returned += bring_back(found)
        gc.freeze()  # what is there by now stays; looking through it would cost more than it frees
        gc.enable()
        return found

    def _opened(self, address: str, *, create: bool) -> "Workspace | None":
        from pipeboard.config import DEFAULT_CURRENCY, locale_currency
        from pipeboard.domain.locale import Locale
        from pipeboard.service.workspace import open_workspace

        config = self.config
        found = open_workspace(
            address,
            actor=self.actor,
            clock=self.clock,
            currency=config.currency or locale_currency(self.environ) or DEFAULT_CURRENCY,
            locale=Locale(config.day_first, skip_weekends=config.skip_weekends),
            create=create,
            backups=self.paths.backups,
            reminders=config.reminders,
        )
        if found is not None:
            found.day_limit = config.day_limit
        if found is not None and config.currency is None:
            from pipeboard.service.pipelines import currency

            with suppress(DamagedDatabase):  # told by what reads it for more than the currency
                found.currency = currency(found) or found.currency
        return found

    def pipeline_id(self, ws: "Workspace") -> int | None:
        """The pipeline that the flag names, None without it; raises NotFound."""
        if self.pipeline_flag is None:
            return None
        from pipeboard.service.pipelines import named

        return named(ws, self.pipeline_flag).id

    def nothing(self, message: str) -> str:
        """The message that there is nothing, with the reason where it is that of the database."""
        if not self.missing:
            return message
        return f"{message} {self.none_yet}"

    @property
    def none_yet(self) -> str:
        """The sentence that there is no database, or nothing in it."""
        from pipeboard.store.dialects import file_of, parse_url

        file = file_of(parse_url(self.address))
        if file is not None and not file.exists():
            return f"There is no database {self.shown_database} yet."
        return f"The database {self.shown_database} has no tables yet; the first change makes them."

    @property
    def last_written(self) -> "Step | None":
        """The newest step of the person's that this call has written."""
        return self._open.last_written if self._open is not None else None

    def close(self) -> None:
        """Closes the database, if it was opened."""
        if self._open is not None:
            self._open.close()
            self._open = None


def session_of(context: click.Context) -> Session:
    """The session of a call, also before the call begins: while the shell completes it."""
    found = context.find_object(Session)
    if found is not None:
        return found
    flags = context.find_root().params
    return Session(
        database_flag=flags.get("database"),
        config_flag=flags.get("config"),
        actor_flag=flags.get("actor"),
        pipeline_flag=flags.get("pipeline"),
        ascii_flag=bool(flags.get("ascii_")),
        no_mouse_flag=bool(flags.get("no_mouse")),
    )


def _login_name() -> str:
    import getpass

    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        return "me"
