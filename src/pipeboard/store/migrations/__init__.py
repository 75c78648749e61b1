"""Bringing an older database to the newest schema; imported only when that is due.

Each file under ``versions`` is one step of the schema, written out in full: it must go on meaning
the same when ``schema`` has moved on. A new revision is also added to ``database.REVISIONS``, and
``python -m tests.store.released`` keeps a dump of it, from which later versions are tested.

A revision runs in the transaction of ``dialects.begin_migration``. To change a column that is
there it uses ``op.batch_alter_table``, with ``table_kwargs={"sqlite_autoincrement": True}``: SQLite
makes the table anew, and it must go on using no id twice.

The journal is older than the revision, and its steps can still be taken back:

- A column that a journaled table gets needs a server default, or may be empty: undoing a delete
  inserts the row as the journal has it, without the column.
- A revision that renames or drops a table or a column that is journaled rewrites the rows of
  ``change`` too (``table``, and the keys of ``before`` and ``after``): ``journal.decode`` raises
  KeyError for a name that it does not find. One that changes what a value means rewrites the values.
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
