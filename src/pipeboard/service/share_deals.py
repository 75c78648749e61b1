"""Opening a part of a breakdown, or a reason."""

from pipeboard.domain.deals import Status
from pipeboard.domain.figures import Opened, Scope, Spec, Unit
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
_CALLED = {"size": "deal size"}
_WITHOUT = {"size": "no value", "reason": "no reason given"}


def open_share(ws: Workspace, scope: Scope, kind: str, name: str, status: str) -> Opened:
    """The deals in a part of a breakdown by ``kind``, or ended for a ``reason``, of a status.

    ``name`` is that of the part; an empty one is for the deals of which none is told.
    """
    at, which = present(ws), Status(status)
    called = _CALLED.get(kind, kind)
    with ws.read() as connection:
        opens = Opens(connection, scope, moment(scope.period.last, at))
        found = store.ids(connection, opens, scope, kind, name, which)
    label = f"{called} {name}" if name else _WITHOUT.get(kind, f"no {kind}")
    spec = Spec(f"by_{kind}", label, Unit.COUNT, f"number of deals that are {_WHICH[which]}")
    return Opened(spec, [many(len(found), "deal")], found, ())
