"""What one person last chose; remembered, but not undoable."""

from typing import Any

from pipeboard.service.workspace import Workspace
from pipeboard.store import settings


def get(ws: Workspace, key: str, default: Any = None) -> Any:
    """The remembered value, or ``default``."""
    with ws.read() as connection:
        value = settings.get_preference(connection, ws.actor, key)
    return default if value is None else value


def put(ws: Workspace, key: str, value: Any) -> None:
    """Remembers a JSON value; None forgets it."""
    with ws.database.write() as connection:
        settings.put_preference(connection, ws.actor, key, value)
