"""Insights: the figures of a period beside those of the period before it, and what is behind each.

Stock figures, such as the open value, are of the period's end, or of now while that is not over.
"""

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace

from pipeboard.domain.deals import Status
from pipeboard.domain.figures import Figure, Opened, Scope, Share
from pipeboard.domain.figurespecs import SPECS
from pipeboard.domain.filterterms import Clause, Filter, Named
from pipeboard.errors import NotFound
from pipeboard.service import leads
from pipeboard.service.insight_numbers import Numbers
from pipeboard.service.insight_parts import Part, compute, currencies
from pipeboard.service.presence import present
from pipeboard.service.targets import targets_of
from pipeboard.service.workspace import Workspace
from pipeboard.store import shares
from pipeboard.store.database import Connection
from pipeboard.store.dues import Present

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
    computed = [name for name in wanted if name not in leads.NAMES]
    found = _computed(ws, scope, computed) if computed else {}
    if len(computed) < len(wanted):
        found |= leads.leads(ws, scope)
    return {name: found[name] for name in wanted}


def _computed(ws: Workspace, scope: Scope, names: Collection[str]) -> dict[str, Figure]:
    """Figures in the period and the one before it, of one state of the database."""
    before = scope.period.before
    with numbers(ws, scope, names) as now:
        then = replace(scope, period=before) if before else None
        other = _numbers(now.connection, then, now.present, names) if then else None
        return {name: _figure(name, now, other) for name in names}


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


def open_figure(ws: Workspace, scope: Scope, name: str, currency: str = "") -> Opened:
    """What is behind a figure: its formula with the numbers put in, and its deals.

    Of one with money in it, only what it comes to in a ``currency``, if one is given. Raises
    NotFound for a name that there is not.
    """
    from pipeboard.service import insight_opening  # not needed before somebody opens a figure

    require(name)
    if name in leads.NAMES:
        return leads.open_lead(ws, scope, name)
    with numbers(ws, scope, [name]) as of:
        if not currency or not SPECS[name].by_currency:
            return insight_opening.opened(of, name, of)
        clause = Clause(Named("currency", (currency,)))
        own = replace(scope, filter=Filter((*scope.filter.clauses, clause)))
        return insight_opening.opened(
            of, name, Numbers(of.connection, own, of.present, {}), currency
        )


@contextmanager
def numbers(ws: Workspace, scope: Scope, names: Collection[str] = ()) -> Iterator[Numbers]:
    """What figures of these names are computed from, while the block runs."""
    at = present(ws)
    with ws.read() as connection:
        yield _numbers(connection, scope, at, names)


def _numbers(connection: Connection, scope: Scope, at: Present, names: Collection[str]) -> Numbers:
    goals: Mapping[str, int] = {}
    if scope.filter.empty and not _OF_TARGETS.isdisjoint(names):
        period = scope.period
        goals = targets_of(connection, [period], scope.pipeline_id, scope.owner)[period]
    return Numbers(connection, scope, at, goals)


def require(name: str) -> None:
    """Raises NotFound, with the names that there are, for a figure that there is not."""
    if name not in SPECS:
        raise NotFound(f"there is no figure '{name}'; there are {', '.join(SPECS)}")


def _figure(name: str, of: Numbers, of_before: Numbers | None) -> Figure:
    """One by currency is told in the same ones now and before."""
    spec = SPECS[name]
    codes = currencies(of, name) | (currencies(of_before, name) if of_before else set())
    now = compute(of, name, codes)
    then = compute(of_before, name, codes) if of_before else _NO_PERIOD
    return Figure(
        *(spec, now.value, then.value, now.why, then.why),
        *(now.left_out, now.whys, then.left_out, then.whys),
    )
