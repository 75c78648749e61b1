"""The moment at which a person looks at the database."""

from pipeboard.service.workspace import Workspace
from pipeboard.store.dues import Present


def present(ws: Workspace) -> Present:
    """The moment that a look at the database tells states against."""
    now = ws.now()
    return Present(now, now.astimezone(ws.zone).date(), ws.zone)
