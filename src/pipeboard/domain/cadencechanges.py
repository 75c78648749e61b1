"""Which changes may be the end of a cadence; every step is asked, so this imports little."""

from collections.abc import Iterable

from pipeboard.domain.changes import Change


def moved(changes: Iterable[Change]) -> set[int]:
    """The deals that left their stage by these changes, for another one or for good."""
    found: set[int] = set()
    for change in changes:
        if change.before is None or change.after is None or change.deal_id is None:
            continue
        left = change.table == "stage_visit" and change.after.get("left_on") is not None
        if left or _closed(change):
            found.add(change.deal_id)
    return found


def may_end(change: Change) -> bool:
    """Whether a change may be the end of a cadence: a follow-up is done or gone, or a deal moved."""
    if change.before is None:
        return False
    if change.table == "follow_up":
        return change.after is None or change.after.get("done_at") is not None
    return bool(moved([change]))


def _closed(change: Change) -> bool:
    status = (change.after or {}).get("status") if change.table == "deal" else None
    if status is None:
        return False
    from pipeboard.domain.deals import Status

    return bool(status != Status.OPEN)
