"""Which database a file of ours is from: each has an id, by which its exports name it."""

from secrets import token_hex

from pipeboard.domain.changes import PRODUCT
from pipeboard.errors import DatabaseError
from pipeboard.service.workspace import Workspace
from pipeboard.store import settings
from pipeboard.store.database import Connection

_IDENTITY = "identity"


def identity(ws: Workspace) -> str | None:
    """The id of the database, given to it when it is first asked for.

    None where it has none and nothing can be written.
    """
    with ws.read() as connection:
        found = known_identity(connection)
    if found is not None:
        return found
    try:
        with ws.step(PRODUCT) as draft:
            found = known_identity(draft.connection)
            if found is None:
                found = f"db{token_hex(8)}"  # no spreadsheet takes it for a number
                settings.put_setting(draft, _IDENTITY, found)
                draft.title = "Gave the database an id, by which its exports are known again"
    except DatabaseError:
        return None
    return found


def known_identity(connection: Connection) -> str | None:
    """The id of the database; None as long as nothing was exported that names it."""
    found: str | None = settings.get_setting(connection, _IDENTITY)
    return found
