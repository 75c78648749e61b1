"""Opening a part of a breakdown, or a reason."""

from pipeboard.domain.deals import Status
from pipeboard.domain.figures import Opened, Scope, Spec, Unit
from pipeboard.domain.figurewords import breakdown_name, part_name
from pipeboard.domain.words import many
from pipeboard.service.presence import present
from pipeboard.service.workspace import Workspace
from pipeboard.store import share_deals as store
from pipeboard.store.opens import Opens, moment

_WHICH = {
    Status.OPEN: "open at the end of the period, or now if it is not over",
    Status.WON: "won, by closed on in the period",
    Status.LOST: "lost, by closed on in the period",
}


def open_share(ws: Workspace, scope: Scope, kind: str, name: str, status: str) -> Opened:
    """The deals in a part of a breakdown by ``kind``, or ended for a ``reason``, of a status.

    ``name`` is that of the part; an empty one is for the deals of which none is told.
    """
    at, which = present(ws), Status(status)
    with ws.read() as connection:
        opens = Opens(connection, scope, moment(scope.period.last, at))
        found = store.ids(connection, opens, scope, kind, name, which)
    label = f"{breakdown_name(kind)} {name}" if name else part_name(kind, name)
    spec = Spec(f"by_{kind}", label, Unit.COUNT, f"number of deals that are {_WHICH[which]}")
    return Opened(spec, [many(len(found), "deal")], found, ())
