"""Pipelines, stages and what should be true before a deal leaves one."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from pipeboard.errors import Ambiguous, NotFound


class StageKind(StrEnum):
    """What a stage holds: open deals, or deals that are won."""

    OPEN = "open"
    POST_SALE = "post-sale"


class StageRule(StrEnum):
    """What happens when a deal leaves a stage with exit criteria unmet."""

    SHOW = "show"
    ASK = "ask"
    BLOCK = "block"


@dataclass(frozen=True, slots=True)
class Pipeline:
    """An ordered list of stages that deals move along."""

    id: int
    name: str
    rank: str


@dataclass(frozen=True, slots=True)
class Stage:
    """One column of the board.

    ``probability`` is in percent, 0-100; ``stale_after`` in days, 0 for never.
    """

    id: int
    pipeline_id: int
    name: str
    rank: str
    probability: int
    stale_after: int
    kind: StageKind
    marketing_qualified: bool
    qualified: bool
    rule: StageRule
    guidance: str

    @property
    def is_post_sale(self) -> bool:
        """Whether the stage holds won deals."""
        return self.kind is StageKind.POST_SALE


def post_sale(stages: Sequence[Stage]) -> Stage | None:
    """The stage that a won deal goes to: the first of kind post-sale."""
    return next((stage for stage in stages if stage.is_post_sale), None)


def named(stages: Sequence[Stage], text: str) -> Stage:
    """The stage that ``text`` names: exactly, else by a beginning, else by a part of its name.

    Raises NotFound or Ambiguous, with the names that exist.
    """
    wanted = text.strip().casefold()
    for matches in (
        [stage for stage in stages if stage.name.casefold() == wanted],
        [stage for stage in stages if wanted and stage.name.casefold().startswith(wanted)],
        [stage for stage in stages if wanted and wanted in stage.name.casefold()],
    ):
        if len(matches) == 1:
            return matches[0]
        if matches:
            several = ", ".join(stage.name for stage in matches)
            raise Ambiguous(f"stage '{text}' could be {several}; type more of the name")
    names = ", ".join(stage.name for stage in stages)
    raise NotFound(f"there is no stage '{text}'; the stages are {names}")
