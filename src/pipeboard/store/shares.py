"""Breakdowns: deals open at a moment, won and lost in the period, added up by what they have in
common.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import (
    CompoundSelect,
    Connection,
    FromClause,
    Select,
    Text,
    case,
    cast,
    func,
    literal,
    null,
    select,
    union_all,
)

from pipeboard.domain.deals import Status
from pipeboard.domain.figures import Scope, Share
from pipeboard.domain.sizes import BOUNDS, size_name
from pipeboard.store import schema
from pipeboard.store.dues import Present
from pipeboard.store.figures import closed
from pipeboard.store.opens import Opens

_deal = schema.deal
_company, _label = schema.company.alias("of_company"), schema.deal_label.alias("of_label")
"""By names of their own, as filters ask about these tables too."""
KINDS = ("source", "industry", "label", "size", "owner")
_LABEL = "label"
_ADDED = ("deals", "valued", "value")


@dataclass
class _Sum:
    """Deals of a part and their values by currency."""

    count: int = 0
    value: dict[str, int] = field(default_factory=dict)

    def add(self, row: Any) -> None:
        """Adds the deals of a currency."""
        self.count += int(row.deals)
        if row.valued:
            self.value[row.currency] = self.value.get(row.currency, 0) + int(row.value)


def breakdowns(
    connection: Connection, opens: Opens, scope: Scope, kinds: Sequence[str]
) -> dict[str, list[Share]]:
    """The deals by some of KINDS; the part with most deals first, those of which none is told last.

    A deal with several labels is in several parts. Sizes are in order, by currency.
    """
    found: dict[str, dict[Any, dict[Status, _Sum]]] = {
        kind: defaultdict(lambda: defaultdict(_Sum)) for kind in kinds
    }
    if kinds:
        for row in connection.execute(_parted(connection, opens, scope, kinds)):
            found[row.kind][_key(row.kind, row)][Status(row.status)].add(row)
    return {kind: _in_order(kind, sums) for kind, sums in found.items()}


def _parted(
    connection: Connection, opens: Opens, scope: Scope, kinds: Sequence[str]
) -> CompoundSelect[Any]:
    """The deals added up by each kind.

    They are read once and added up by all kinds together, and those sums then by each. A deal has
    many labels or none: by these the deals themselves are added up.
    """
    ended = closed(connection, scope, opens.at.present)
    deals = union_all(
        _told(kinds, opens.stood, opens.deal_id, opens.joined()).where(*opens.conditions),
        _told(kinds, _deal, _deal.c.id, _deal).where(*ended),
    ).cte("deal_told")
    by = [deals.c[name] for name in (*filter(_LABEL.__ne__, kinds), "status", "currency")]
    sums = select(*by, *_sums(deals.c.value)).group_by(*by).cte("deal_sums")
    queries = []
    for kind in kinds:
        if kind == _LABEL:
            labelled = deals.outerjoin(_label, _label.c.deal_id == deals.c.deal_id)
            query = _added(kind, _label.c.label, deals, _sums(deals.c.value))
            queries.append(query.select_from(labelled))
        else:
            added = tuple(func.sum(sums.c[name]).label(name) for name in _ADDED)
            queries.append(_added(kind, sums.c[kind], sums, added))
    return union_all(*queries)


def _added(kind: str, part: Any, told: Any, added: Sequence[Any]) -> Select[Any]:
    """What was told of deals, added up by a part."""
    by = part, told.c.status, told.c.currency
    return select(literal(kind).label("kind"), part.label("part"), *by[1:], *added).group_by(*by)


def _told(kinds: Sequence[str], stood: Any, deal_id: Any, source: FromClause) -> Select[Any]:
    """Deals with what parts them by each of these kinds, but labels, of which one may have many."""
    single = [kind for kind in kinds if kind != _LABEL]
    for kind in single:
        source = with_part(kind, source)
    parts = [cast(part_of(kind, stood), Text).label(kind) for kind in single]
    own = deal_id.label("deal_id"), stood.c.status, stood.c.currency, stood.c.value
    return select(*own, *parts).select_from(source)


def _sums(value: Any) -> tuple[Any, ...]:
    found = func.count(), func.count(value), func.sum(value)
    return tuple(each.label(name) for name, each in zip(_ADDED, found, strict=True))


def _in_order(kind: str, found: dict[Any, dict[Status, _Sum]]) -> list[Share]:
    if kind == "size":
        order = sorted(found, key=lambda key: (key[1] is None, key))
        return [_share(size_name(*key), found[key]) for key in order]
    names = sorted(found, key=lambda name: (not name, -_count(found[name]), name))
    return [_share(name, found[name]) for name in names]


def reasons(connection: Connection, scope: Scope, present: Present, status: Status) -> list[Share]:
    """The deals won, or those lost, in the period by the reason for that; most deals first."""
    by = _deal.c.reason, _deal.c.status, _deal.c.currency
    query = select(by[0].label("part"), *by[1:], *_sums(_deal.c.value))
    query = query.where(_deal.c.status == status, *closed(connection, scope, present))
    found: dict[Any, dict[Status, _Sum]] = defaultdict(lambda: defaultdict(_Sum))
    for row in connection.execute(query.group_by(*by)):
        found[row.part or ""][status].add(row)
    return _in_order("reason", found)


def part_of(kind: str, stood: Any) -> Any:
    """The column by which deals are parted: one of KINDS, or the reason for which they ended."""
    if kind == "size":
        return _size(stood.c.value)
    parts: dict[str, Any] = {
        "source": _deal.c.source,
        "industry": _company.c.industry,
        "label": _label.c.label,
        "owner": stood.c.owner,
        "reason": _deal.c.reason,
    }
    return parts[kind]


def with_part(kind: str, source: FromClause) -> FromClause:
    """What to select from, with what the parts are told in beside it."""
    if kind == "industry":
        return source.outerjoin(_company, _company.c.id == _deal.c.company_id)
    if kind == "label":
        return source.outerjoin(_label, _label.c.deal_id == _deal.c.id)
    return source


def _size(value: Any) -> Any:
    """How many of the bounds of sizes a value has reached; null without one."""
    reached = [(value >= bound, literal(len(BOUNDS) - n)) for n, bound in enumerate(BOUNDS[::-1])]
    return case((value.is_(None), null()), *reached, else_=literal(0))


def _key(kind: str, row: Any) -> Any:
    if kind != "size":
        return row.part or ""
    return ("", None) if row.part is None else (row.currency, int(row.part))


def _count(sums: dict[Status, _Sum]) -> int:
    return sum(each.count for each in sums.values())


def _share(name: str, sums: dict[Status, _Sum]) -> Share:
    opened, won, lost = (sums[each] for each in (Status.OPEN, Status.WON, Status.LOST))
    return Share(
        name=name,
        open_count=opened.count,
        open_value=opened.value,
        won_count=won.count,
        won_value=won.value,
        lost_count=lost.count,
        lost_value=lost.value,
    )
