"""The deals behind a figure."""

from collections.abc import Sequence

from pipeboard.domain.behind import Behind
from pipeboard.service.workspace import Workspace
from pipeboard.store import behind as store


def deals(ws: Workspace, deal_ids: Sequence[int]) -> list[Behind]:
    """The deals with these ids in the order asked for, with what became of those that are gone."""
    with ws.read() as connection:
        return store.deals(connection, deal_ids)
