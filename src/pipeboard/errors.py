"""Every error that pipeboard raises on purpose, as one tree.

::

    PipeboardError            exit code
    ├── Refused               1   a rule forbids it; the message says which and what to do
    │   ├── Conflict          1   somebody else changed the same thing; nothing was written
    │   ├── NotOpen           1   the deal is closed; each surface adds how it is reopened there
    │   ├── HasDeals          1   what goes has deals; each surface adds how they get another stage
    │   └── NotWon            1   the deal is open; each surface adds how it is won there
    ├── BadInput              2   a value that cannot be read; names field, value, what is accepted
    │   └── NotAccepted       2   a value that was understood and cannot be
    ├── ConfigError           2   the config file cannot be used
    ├── Missing               3   what was named does not name exactly one thing
    │   ├── NotFound          3   nothing has that name
    │   └── Ambiguous         3   several have it
    └── DatabaseError         4   the database cannot be used
        ├── NewerDatabase     4   written by a newer version of pipeboard
        ├── DamagedDatabase   4   something in its file cannot be read
        ├── ReadOnlyDatabase  4   its file, folder or disk takes no writing
        └── DatabaseBusy      4   locked by another process for too long

Each message is one line (or a few) for a person: it names the thing, the value and what to do.
"""


class PipeboardError(Exception):
    """Base of all expected errors; ``exit_code`` is what the command line ends with."""

    exit_code = 1


class Refused(PipeboardError):
    """A rule of the product forbids what was asked; nothing was written."""


class Conflict(Refused):
    """A row no longer is what the caller saw; nothing was written.

    The message is ``why`` and, after it, ``then``: what that means and what to do.
    """

    def __init__(self, why: str, then: str = "") -> None:
        self.why = why
        self.then = then
        super().__init__(f"{why}; {then}" if then else why)


class NotOpen(Refused):
    """A deal is closed, and what was asked is only for open ones; nothing was written."""


class HasDeals(Refused):
    """A stage or pipeline that is to go has deals, and no other stage was given for them."""


class NotWon(Refused):
    """A deal is open, and what was asked is only for won ones; nothing was written."""


class BadInput(PipeboardError):
    """A value that was typed or read cannot be understood, or nothing stands where one is needed.

    ``field`` is what it was meant for, ``value`` what stood there and ``accepted`` what would do.
    """

    exit_code = 2
    verdict = "is not understood"

    def __init__(self, field: str, value: str, accepted: str) -> None:
        self.field = field
        self.value = value
        self.accepted = accepted
        what = f"'{value}' {self.verdict}; " if value.strip() else ""
        super().__init__(f"{field}: {what}{accepted}")


class NotAccepted(BadInput):
    """A value that was understood and cannot be: a name that is taken, a day that is past."""

    verdict = "cannot be"


class ConfigError(PipeboardError):
    """The config file holds something that is not accepted."""

    exit_code = 2


class Missing(PipeboardError):
    """What was named does not name exactly one thing."""

    exit_code = 3


class NotFound(Missing):
    """Nothing has the name or id that was given."""


class Ambiguous(Missing):
    """More than one thing has the name that was given."""


class DatabaseError(PipeboardError):
    """The database cannot be opened, read or written."""

    exit_code = 4


class NewerDatabase(DatabaseError):
    """The database was written by a newer version and is left untouched."""


class DamagedDatabase(DatabaseError):
    """Something in the file of the database is not as SQLite wrote it."""


class ReadOnlyDatabase(DatabaseError):
    """The file of the database, its folder or its disk takes no writing; reading may still work."""


class DatabaseBusy(DatabaseError):
    """Another process held the database for longer than we wait."""
