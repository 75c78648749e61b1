"""Where stages stand in the way of a deal, also those that were removed.

A stage that was removed stands where its deals went: at the place of the stage that it was merged
into or that took them. One whose deals went nowhere stands where its rank has it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from pipeboard.domain.stages import Stage, successor


def places(stages: Sequence[Stage]) -> dict[int, int]:
    """The place of each stage among those of its pipeline, present and removed, from 0."""
    found: dict[int, int] = {}
    for pipeline_id in {stage.pipeline_id for stage in stages}:
        own = [stage for stage in stages if stage.pipeline_id == pipeline_id]
        own.sort(key=lambda stage: (stage.is_post_sale, stage.rank, stage.id))
        own_place = {stage.id: place for place, stage in enumerate(own)}
        for stage in own:
            now = successor(own, stage.id)
            found[stage.id] = own_place[now.id if now is not None else stage.id]
    return found


def after(stages: Sequence[Stage], stage_id: int) -> list[int]:
    """The stages of its pipeline that come after a stage, present and removed."""
    place = places(stages)
    pipeline_id = next(stage.pipeline_id for stage in stages if stage.id == stage_id)
    return [
        stage.id
        for stage in stages
        if stage.pipeline_id == pipeline_id and place[stage.id] > place[stage_id]
    ]


def from_mark_on(stages: Sequence[Stage], mark: str) -> list[int]:
    """The stages that count as ``qualified`` or ``marketing_qualified``: those so marked, and all
    after them in their pipeline, post-sale ones too.

    What a removed stage was marked as says nothing any more, unless no stage has the mark.
    """
    place = places(stages)
    marked: dict[int, list[Stage]] = {}
    for stage in stages:
        if getattr(stage, mark):
            marked.setdefault(stage.pipeline_id, []).append(stage)
    begins = {
        pipeline_id: min(
            place[stage.id]
            for stage in ([each for each in found if each.removed_on is None] or found)
        )
        for pipeline_id, found in marked.items()
    }
    return [
        stage.id
        for stage in stages
        if stage.pipeline_id in begins and place[stage.id] >= begins[stage.pipeline_id]
    ]


class Outcome(StrEnum):
    """What became of a deal that came into a stage."""

    CONVERTED = "converted"
    """It came into a later stage, or was won."""
    NOT_CONVERTED = "not_converted"
    PENDING = "pending"
    """It is still open there."""

    @property
    def told(self) -> str:
        """Its words: ``not converted``."""
        return self.value.replace("_", " ")


@dataclass(frozen=True, slots=True)
class Days:
    """How many days something took, by the number of times: of stays in a stage."""

    times: Mapping[int, int]

    @property
    def count(self) -> int:
        """How often."""
        return sum(self.times.values())

    @property
    def mean(self) -> Fraction | None:
        """The mean number of days; None of nothing."""
        count = self.count
        return Fraction(sum(days * n for days, n in self.times.items()), count) if count else None

    @property
    def median(self) -> Fraction | None:
        """The days in the middle, halfway between the two there; None of nothing."""
        count = self.count
        if not count:
            return None
        return Fraction(self._nth((count - 1) // 2) + self._nth(count // 2), 2)

    def _nth(self, place: int) -> int:
        passed = 0
        for days in sorted(self.times):
            passed += self.times[days]
            if passed > place:
                return days
        raise IndexError(place)


def histogram(rows: Iterable[tuple[int, int]]) -> Days:
    """Days by the number of times that they are told of."""
    times: dict[int, int] = {}
    for days, count in rows:
        times[days] = times.get(days, 0) + count
    return Days(times)
