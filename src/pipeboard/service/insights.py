"""Insights: the figures of a period beside those of the period before it, and what is behind each.

Stock figures, such as the open value, are of the period's end, or of now while that is not over.
"""

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace

from pipeboard.domain.deals import Status
from pipeboard.domain.figures import Figure, Opened, Scope, Share
from pipeboard.domain.figurespecs import SPECS
from pipeboard.errors import NotFound
from pipeboard.service import leads
from pipeboard.service.insight_numbers import Numbers
from pipeboard.service.insight_parts import Part, compute
from pipeboard.service.presence import present
from pipeboard.service.targets import target
from pipeboard.service.workspace import Workspace
from pipeboard.store import shares

_OF_TARGETS = frozenset({"coverage", "deals_needed"})
_NO_PERIOD = Part(None, leads.NO_PERIOD_BEFORE)


def figures(ws: Workspace, scope: Scope, names: Collection[str] | None = None) -> dict[str, Figure]:
    """The figures of these names, or all, in the order of SPECS.

    What is not asked for costs nothing, so that a screen can ask for a part at a time. Raises
    NotFound for a name that there is not.
    """
    wanted = [name for name in SPECS if names is None or name in names]
    for name in names or ():
        require(name)
    before = scope.period.before
    now_, before_ = {}, dict.fromkeys(wanted, _NO_PERIOD)
    computed = [name for name in wanted if name not in leads.NAMES]
    if computed:
        with numbers(ws, scope, computed) as of:
            now_ = {name: compute(of, name) for name in computed}
    if computed and before is not None:
        with numbers(ws, replace(scope, period=before), computed) as of:
            before_ |= {name: compute(of, name) for name in computed}
    of_leads = leads.leads(ws, scope) if len(computed) < len(wanted) else {}
    return {
        name: of_leads[name] if name in of_leads else _figure(name, now_[name], before_[name])
        for name in wanted
    }


def breakdowns(
    ws: Workspace, scope: Scope, kinds: Collection[str] = shares.KINDS
) -> dict[str, list[Share]]:
    """The deals by source, industry, label, size and owner, or by some of these.

    Open ones are of the period's end, or of now while that is not over; won and lost ones by
    closed on in the period.
    """
    wanted = [kind for kind in shares.KINDS if kind in kinds]
    with numbers(ws, scope) as of:
        return shares.breakdowns(of.connection, of.opens, scope, wanted)


def reasons(ws: Workspace, scope: Scope) -> dict[str, list[Share]]:
    """The deals won and those lost in the period by their reasons, those without one last."""
    at = present(ws)
    with ws.read() as connection:
        return {
            status.value: shares.reasons(connection, scope, at, status)
            for status in (Status.WON, Status.LOST)
        }


def open_figure(ws: Workspace, scope: Scope, name: str) -> Opened:
    """What is behind a figure: its formula with the numbers put in, and its deals.

    Raises NotFound for a name that there is not.
    """
    from pipeboard.service import insight_opening  # not needed before somebody opens a figure

    require(name)
    if name in leads.NAMES:
        return leads.open_lead(ws, scope, name)
    with numbers(ws, scope, [name]) as of:
        return insight_opening.opened(of, name)


@contextmanager
def numbers(ws: Workspace, scope: Scope, names: Collection[str] = ()) -> Iterator[Numbers]:
    """What figures of these names are computed from, while the block runs."""
    targets: Mapping[str, int] = {}
    if scope.filter.empty and not _OF_TARGETS.isdisjoint(names):
        targets = target(ws, scope.period, scope.pipeline_id, scope.owner)
    at = present(ws)
    with ws.read() as connection:
        yield Numbers(connection, scope, at, targets)


def require(name: str) -> None:
    """Raises NotFound, with the names that there are, for a figure that there is not."""
    if name not in SPECS:
        raise NotFound(f"there is no figure '{name}'; there are {', '.join(SPECS)}")


def _figure(name: str, now: Part, before: Part) -> Figure:
    return Figure(SPECS[name], now.value, before.value, now.why, before.why, now.left_out, now.whys)
