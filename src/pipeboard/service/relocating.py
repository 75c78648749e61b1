"""Moving whole lanes of deals as a part of a step: thousands at once, in a few statements."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from pipeboard.domain import ranks
from pipeboard.domain.changes import Change, edit
from pipeboard.domain.deals import Status
from pipeboard.domain.stages import Stage
from pipeboard.store import deals as deal_store
from pipeboard.store import relocating as store
from pipeboard.store.database import Draft
from pipeboard.store.relocating import Lodger

OPEN_ONES = (Status.OPEN, Status.NURTURE)
"""The statuses of deals that are going to be sold, and so need a stage that there is."""


def statuses_of(stage: Stage) -> tuple[Status, ...]:
    """The statuses of the deals that cannot do without this stage."""
    return (Status.WON,) if stage.is_post_sale else OPEN_ONES


def arrive(step: Draft, lodgers: Sequence[Lodger], to: Stage) -> None:
    """Moves deals to the top of a stage, in their order; their stays end, and new ones begin.

    Those that are off the board only come to have that stage.
    """
    status = Status.WON if to.is_post_sale else Status.OPEN
    rank = deal_store.top_rank(step.connection, to.id, status)
    places = []
    for _ in lodgers:
        rank = ranks.between(None, rank)
        places.append(rank)
    _place(step, lodgers, to, places[::-1], touched_on=step.today)
    staying = [each for each in lodgers if each.visit is not None]
    step.apply(
        Change(
            "stage_visit",
            each.visit.id,
            {"left_on": None},
            {"left_on": max(step.today, each.visit.entered_on)},
            each.id,
        )
        for each in staying
        if each.visit is not None
    )
    begun = [each for each in lodgers if each.visit is not None or each.status is Status.OPEN]
    step.apply(_begins(step, each, to, len(begun)) for each in begun)


def carry_on(step: Draft, lodgers: Sequence[Lodger], to: Stage) -> None:
    """Lets deals go on below those of another stage, in their order, as if they always were there.

    Their stays are from now on in that stage, so that the days in it go on.
    """
    bottom = store.bottom_rank(step.connection, to.id, statuses_of(to))
    _place(step, lodgers, to, ranks.spread(len(lodgers), bottom))
    step.apply(
        Change(
            "stage_visit",
            each.visit.id,
            {"stage_id": each.visit.stage_id},
            {"stage_id": to.id},
            each.id,
        )
        for each in lodgers
        if each.visit is not None
    )


def _begins(step: Draft, lodger: Lodger, to: Stage, together: int) -> Change:
    visit_id = step.new_id("stage_visit", together)
    entered = max(step.today, lodger.visit.entered_on) if lodger.visit else step.today
    row = {
        "id": visit_id,
        "deal_id": lodger.id,
        "stage_id": to.id,
        "entered_on": entered,
        "left_on": None,
    }
    return Change("stage_visit", visit_id, None, row, lodger.id)


def _place(
    step: Draft,
    lodgers: Sequence[Lodger],
    to: Stage,
    places: Sequence[str],
    *,
    touched_on: date | None = None,
) -> None:
    changes = []
    for lodger, rank in zip(lodgers, places, strict=True):
        before: dict[str, Any] = {
            "stage_id": lodger.stage_id,
            "pipeline_id": lodger.pipeline_id,
            "rank": lodger.rank,
            "touched_on": lodger.touched_on,
        }
        after = {"stage_id": to.id, "pipeline_id": to.pipeline_id, "rank": rank}
        if touched_on is not None and lodger.status is not Status.NURTURE:
            after["touched_on"] = touched_on
        change = edit("deal", lodger.id, before, after, lodger.id)
        if change is not None:
            changes.append(change)
    step.apply(sorted(changes, key=lambda change: tuple(change.after or ())))
