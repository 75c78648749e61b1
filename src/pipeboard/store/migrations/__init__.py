"""Bringing an older database to the newest schema; imported only when that is due.

Each file under ``versions`` is one step of the schema, written out in full: it must go on meaning
the same when ``schema`` has moved on. A new revision is also added to ``database.REVISIONS``.
"""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection

from pipeboard.store.schema import schema_version

_HERE = Path(__file__).parent
VERSIONS = (_HERE / "versions",)
"""The folders that hold revisions."""


def config(connection: Connection | None = None) -> Config:
    """How alembic finds the revisions, and the connection that ``env.py`` runs them on."""
    made = Config()
    made.set_main_option("script_location", str(_HERE).replace("%", "%%"))
    locations = "\n".join(str(folder) for folder in VERSIONS)
    made.set_main_option("path_separator", "newline")
    made.set_main_option("version_locations", locations.replace("%", "%%"))
    made.attributes["connection"] = connection
    return made


def upgrade(connection: Connection, to: str = "head") -> None:
    """Brings a database to a revision, an empty one too.

    Everything happens in the connection's open transaction: the schema and the record of its
    version change together or not at all.
    """
    schema_version.create(connection, checkfirst=True)
    command.upgrade(config(connection), to)
