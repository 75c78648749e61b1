"""What goes along when the day changes on which a deal was won or lost."""

from collections.abc import Collection, Sequence
from datetime import date

from pipeboard.domain.changes import Change, edit
from pipeboard.domain.deals import Deal, StageVisit, Status


def stays_moved(
    deal: Deal, on: date | None, visits: Sequence[StageVisit], post_sale: Collection[int]
) -> list[Change]:
    """The stays of a closed deal as if it had been closed ``on`` that day.

    The stay that the closing ended ends then, and the one that it began in a stage of
    ``post_sale`` begins then; neither where its day is not that of the closing as it was. As when
    a deal is closed for a day that is past, no stay ends before it begins.
    """
    if on is None or deal.closed_on is None:
        return []
    began = len(visits)
    while deal.status is Status.WON and began and visits[began - 1].stage_id in post_sale:
        began -= 1
    ended = visits[began - 1] if began else None
    first = visits[began] if began < len(visits) else None
    was, now = deal.closed_on, on
    if ended is not None:
        was, now = max(was, ended.entered_on), max(now, ended.entered_on)
    if first is not None and first.left_on is not None:
        now = min(now, first.left_on)
    changes = []
    if ended is not None and ended.left_on == was:
        changes.append(_edit(deal, ended, "left_on", was, now))
    if first is not None and first.entered_on == was:
        changes.append(_edit(deal, first, "entered_on", was, now))
    return [change for change in changes if change]


def _edit(deal: Deal, visit: StageVisit, column: str, was: date, now: date) -> Change | None:
    return edit("stage_visit", visit.id, {column: was}, {column: now}, deal.id)
