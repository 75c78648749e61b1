"""How many follow-ups are booked on a day, told when one is about to be put there."""

from collections.abc import Sequence
from datetime import date

from pipeboard.domain.dates import Due
from pipeboard.domain.days import written
from pipeboard.domain.followups import FollowUp, day_of
from pipeboard.service.presence import present
from pipeboard.service.workspace import Workspace
from pipeboard.store import followups as store


def told(ws: Workspace, due: Due, moved: Sequence[FollowUp] = (), new: int = 1) -> str:
    """What to say of the day that something is due on: ``5 booked``; '' for a free one.

    ``moved`` are follow-ups that would move there, ``new`` is how many would be planned there. A
    day that would have more than the person's limit is pointed out.
    """
    (count,) = _counts(ws, [due], moved)
    return _said(ws, count, len(moved) or new, f"over your limit of {ws.day_limit}")


def warning(ws: Workspace, due: Due, moved: Sequence[FollowUp] = ()) -> str:
    """A sentence on the day that something is about to be put on, '' unless that makes it too full."""
    if ws.day_limit is None:
        return ""
    (count,) = _counts(ws, [due], moved)
    adding = len(moved) or 1
    if not over(ws, count + adding):
        return ""
    return f"{written(due.on)} has {count + adding:,} booked by this, over your limit of {ws.day_limit}"


def told_briefly(ws: Workspace, dues: Sequence[Due], moved: Sequence[FollowUp]) -> list[str]:
    """The same of several days, in fewer words: where follow-ups could be ``moved``, or one planned."""
    over_it = f"over {ws.day_limit}"
    return [_said(ws, count, len(moved) or 1, over_it) for count in _counts(ws, dues, moved)]


def _counts(ws: Workspace, dues: Sequence[Due], moved: Sequence[FollowUp]) -> list[int]:
    """How many others of mine are booked on the day of each."""
    days = {due.on for due in dues}
    with ws.read() as connection:
        found = store.per_day(
            connection, present(ws), first=min(days), last=max(days), assignee=ws.actor
        )
    others = {
        day: found[day].count - sum(_is_mine_on(ws, item, day) for item in moved)
        for day in days & found.keys()
    }
    return [others.get(due.on, 0) for due in dues]


def over(ws: Workspace, count: int) -> bool:
    """Whether that many follow-ups are more than the person wants on a day."""
    return ws.day_limit is not None and count > ws.day_limit


def _is_mine_on(ws: Workspace, item: FollowUp, day: date) -> bool:
    mine = item.assignee == ws.actor and item.done_at is None
    return mine and day_of(item.due_on, item.due_at, ws.zone) == day


def _said(ws: Workspace, count: int, adding: int, over_it: str) -> str:
    booked = [f"{count:,} booked"] if count else []
    return ", ".join([*booked, over_it] if over(ws, count + adding) else booked)
