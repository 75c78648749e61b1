"""When a deal is stale."""

from datetime import date


def is_stale(
    touched_on: date | None, stale_after: int, booked_until: date | None, today: date
) -> bool:
    """Whether an open deal has been left alone for longer than its stage allows.

    ``stale_after`` is in days, 0 for never. ``booked_until`` is the date of the last follow-up
    planned: one in the future pauses staleness until then. A deal of which no touch is known is not called stale.
    """
    if stale_after == 0 or touched_on is None:
        return False
    if booked_until is not None and booked_until > today:
        return False
    return (today - touched_on).days > stale_after
