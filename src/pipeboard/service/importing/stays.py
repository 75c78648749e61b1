"""The stays of imported deals in stages: as the file tells them, else as its days suggest."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from pipeboard.domain.deals import StageVisit, Status
from pipeboard.domain.stages import Stage
from pipeboard.exchange.imported import ImportedDeal
from pipeboard.service.importing.places import Place
from pipeboard.store.boards import lane_status


@dataclass(frozen=True, slots=True)
class Stay:
    """A stay in a stage; ``left_on`` is None while it goes on."""

    stage: Stage
    entered_on: date
    left_on: date | None

    def row(self) -> dict[str, Any]:
        """Its columns."""
        return {
            "stage_id": self.stage.id,
            "entered_on": self.entered_on,
            "left_on": self.left_on,
        }

    def begins_as(self, visit: StageVisit, names: Mapping[int, str]) -> bool:
        """Whether a stay that is there began so; two stages of one name count as one."""
        stage = self.stage
        there = names.get(visit.stage_id, "").casefold() == stage.name.casefold()
        same = visit.stage_id == stage.id or there
        return same and visit.entered_on == self.entered_on


def of_new(
    item: ImportedDeal, stage: Stage | None, place: Place, where: Mapping[str | None, Place]
) -> list[Stay]:
    """The stays of a deal that was not there, which goes to ``stage``."""
    stays = told(item, stage, place, where)
    return list(_guessed(item, stage, place)) if stays is None else stays


def told(
    item: ImportedDeal, stage: Stage | None, place: Place, where: Mapping[str | None, Place]
) -> list[Stay] | None:
    """The stays that the file tells of; None where it does not, or names a stage that is not there.

    ``where`` are the pipelines by what the file calls them, ``stage`` is where the deal is then.
    """
    if item.visits is None:
        return None
    stays = []
    for visit in item.visits:
        there = place if visit.pipeline == item.pipeline else where.get(visit.pipeline)
        found = there.ever(visit.stage) if there else None
        if found is None:
            return None
        stays.append(Stay(found, visit.entered_on, visit.left_on))
    return _ended(stays, item, stage, place) if stays else stays


def _ended(
    stays: list[Stay], item: ImportedDeal, stage: Stage | None, place: Place
) -> list[Stay] | None:
    """The stays with an end that leads to ``stage``; None where they do not."""
    last, won = stays[-1], item.status is Status.WON
    named = place.stage(item.stage)
    if last.left_on is None:
        if stage is None:
            return None
        if lane_status(stage) is not item.status:
            ends = max(last.entered_on, item.closed_on or last.entered_on)
            return [*stays[:-1], replace(last, left_on=ends)]
        if last.stage.id == stage.id:
            return stays
        return [*stays[:-1], replace(last, stage=stage)] if won else None
    sold = won and stage is not None and stage.is_post_sale
    if sold and stage and item.closed_on and not (named and named.is_post_sale):
        return [*stays, Stay(stage, max(item.closed_on, last.left_on), None)]
    return stays


def _guessed(item: ImportedDeal, stage: Stage | None, place: Place) -> Iterator[Stay]:
    """The stays that the dates of the file tell of, where it has no list of them."""
    named, since, closed = place.stage(item.stage), item.stage_since, item.closed_on
    if item.status is Status.OPEN:
        if stage and since:
            yield Stay(stage, since, None)
        return
    sold = item.status is Status.WON and place.post_sale
    if named and since and closed and not (sold and named.is_post_sale):
        yield Stay(named, since, max(since, closed))
    if sold:
        entered = (since if named and named.is_post_sale else None) or closed
        if entered:
            yield Stay(sold, max(entered, since or entered), None)


def apart(
    there: Sequence[StageVisit], stays: Sequence[Stay], names: Mapping[int, str]
) -> tuple[tuple[StageVisit, Stay] | None, list[StageVisit], list[Stay]]:
    """Where the stays of a deal differ from what they are to be.

    A stay that only ends otherwise, with its new end; those that are no more; and the new ones.
    The ones before, which are as they are to be, are left alone.
    """
    kept = 0
    for visit, stay in zip(there, stays, strict=False):
        if not stay.begins_as(visit, names) or visit.left_on != stay.left_on:
            break
        kept += 1
    gone, new = list(there[kept:]), list(stays[kept:])
    if gone and new and new[0].begins_as(gone[0], names):
        return (gone[0], new[0]), gone[1:], new[1:]
    return None, gone, new
