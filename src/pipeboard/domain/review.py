"""Reviewing deals: why one needs care, and what a review changed."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from pipeboard.domain.board import Card
from pipeboard.domain.changes import Change
from pipeboard.domain.days import written
from pipeboard.domain.deals import Deal, Status
from pipeboard.domain.people import Role
from pipeboard.domain.views import DealView
from pipeboard.domain.words import many


class Reason(StrEnum):
    """Why a deal needs care, in the order in which they are gone through."""

    STALE = "stale"
    NO_NEXT_STEP = "no next step"
    PAST_CLOSE = "past its expected close"
    NO_DECISION_MAKER = "no decision-maker"
    NO_VALUE = "no value"


def reasons(deal: Deal, seen: Card | DealView, today: date) -> tuple[Reason, ...]:
    """All reasons for which a deal needs care; none for one that is not open."""
    if deal.status is not Status.OPEN:
        return ()
    late = deal.expected_close is not None and deal.expected_close < today
    holds = {
        Reason.STALE: seen.stale,
        Reason.NO_NEXT_STEP: seen.next_step is None,
        Reason.PAST_CLOSE: late,
        Reason.NO_DECISION_MAKER: seen.no_decision_maker,
        Reason.NO_VALUE: deal.value is None,
    }
    return tuple(reason for reason, met in holds.items() if met)


def told(reason: Reason, view: DealView, today: date) -> str:
    """A reason as a sentence about a deal."""
    deal = view.deal
    if reason is Reason.STALE and deal.touched_on and view.stage:
        days = many((today - deal.touched_on).days, "day")
        allowed = many(view.stage.stale_after, "day")
        return f"stale: nothing was done for {days}, {view.stage.name} allows {allowed}"
    if reason is Reason.NO_NEXT_STEP:
        return "no next step is planned"
    if reason is Reason.PAST_CLOSE and deal.expected_close:
        days = many((today - deal.expected_close).days, "day")
        return f"expected to close on {written(deal.expected_close)}, {days} ago"
    if reason is Reason.NO_DECISION_MAKER:
        return "nobody on it is known to decide"
    return "no value" if reason is Reason.NO_VALUE else str(reason)


class Done(StrEnum):
    """What a review did to a deal."""

    KEPT = "kept"
    NEXT_STEP = "next step set"
    CLOSE = "close date changed"
    VALUE = "value set"
    DECIDER = "decision-maker named"
    NOTE = "noted"
    MOVED = "moved"
    WON = "won"
    LOST = "lost"
    PUT_OFF = "put off"
    DELETED = "deleted"


_MANY: Mapping[Done, str] = {
    Done.NEXT_STEP: "next steps set",
    Done.CLOSE: "close dates changed",
    Done.VALUE: "values set",
    Done.DECIDER: "decision-makers named",
}


def summary(total: int, left: int, done: Iterable[Iterable[Done]]) -> str:
    """What a review came to: ``12 deals: 5 kept, 4 next steps set, 3 left``."""
    counted = Counter(each for of_deal in done for each in of_deal)
    parts = [
        f"{counted[kind]:,} {_MANY.get(kind, kind) if counted[kind] > 1 else kind}"
        for kind in Done
        if counted[kind]
    ]
    return f"{many(total, 'deal')}: {', '.join([*parts, f'{left:,} left'])}"


def what_was_done(changes: Sequence[Change]) -> frozenset[Done]:
    """What some changes of one deal come to; what was taken back does not count."""
    found: set[Done] = set()
    only_touched = False
    for net in _net(changes):
        kinds = _MEANS.get(net.table, _nothing)(net)
        found |= kinds
        only_touched = only_touched or net.columns == {"touched_on"}
    return frozenset(found or ({Done.KEPT} if only_touched else ()))


@dataclass(frozen=True, slots=True)
class _Net:
    """A row before the first and after the last of some changes."""

    table: str
    before: Mapping[str, Any] | None
    after: Mapping[str, Any] | None

    @property
    def columns(self) -> set[str]:
        """The columns of a row that stayed which differ."""
        before, after = self.before, self.after
        if before is None or after is None:
            return set()
        return {key for key in before if before[key] != after.get(key)}


def _net(changes: Sequence[Change]) -> list[_Net]:
    start: dict[tuple[str, int], dict[str, Any] | None] = {}
    end: dict[tuple[str, int], dict[str, Any] | None] = {}
    for change in changes:
        key = change.table, change.id
        if key not in start:
            start[key] = None if change.before is None else dict(change.before)
        first = start[key]
        if first is not None and change.before is not None:
            for column, value in change.before.items():
                first.setdefault(column, value)
        after = change.after
        end[key] = None if after is None else {**(end.get(key) or {}), **after}
    return [_Net(table, start[table, row], end[table, row]) for table, row in start]


_COLUMNS = {"expected_close": Done.CLOSE, "value": Done.VALUE, "stage_id": Done.MOVED}


def _deal(net: _Net) -> set[Done]:
    if net.after is None:
        return {Done.DELETED} if net.before is not None else set()
    columns = net.columns
    found: set[Done] = set()
    if "status" in columns:
        closed = {Status.WON: Done.WON, Status.LOST: Done.LOST, Status.NURTURE: Done.PUT_OFF}
        status = Status(net.after["status"])
        if status in closed:
            found.add(closed[status])
            columns -= {"stage_id"}
    found |= {kind for column, kind in _COLUMNS.items() if column in columns}
    return found


def _follow_up(net: _Net) -> set[Done]:
    new = net.before is None and net.after is not None
    moved = bool(net.columns & {"due_on", "due_at"})
    planned = new and (net.after or {}).get("done_at") is None
    return {Done.NEXT_STEP} if planned or moved else set()


def _contact(net: _Net) -> set[Done]:
    decides = (net.after or {}).get("role") == Role.DECISION_MAKER
    was = (net.before or {}).get("role") == Role.DECISION_MAKER
    return {Done.DECIDER} if decides and not was else set()


def _note(net: _Net) -> set[Done]:
    return {Done.NOTE} if net.before is None and net.after is not None else set()


def _nothing(_: _Net) -> set[Done]:
    return set()


_MEANS = {"deal": _deal, "follow_up": _follow_up, "deal_contact": _contact, "note": _note}
