"""Pipelines, stages and what should be true before a deal leaves one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Protocol, TypeVar

from pipeboard.errors import Ambiguous, NotFound, Refused


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
    removed_on: date | None = None


@dataclass(frozen=True, slots=True)
class Stage:
    """One column of the board.

    ``probability`` is in percent, 0-100; ``stale_after`` in days, 0 for never. A stage that was
    removed is no column any more, only what closed deals and visits refer to; ``successor_id`` is
    the stage that its deals went to.
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
    removed_on: date | None = None
    successor_id: int | None = None

    @property
    def is_post_sale(self) -> bool:
        """Whether the stage holds won deals."""
        return self.kind is StageKind.POST_SALE

    @property
    def told(self) -> str:
        """The name, and that it was removed if it was: ``Proposal (removed)``."""
        return self.name if self.removed_on is None else f"{self.name} (removed)"


def successor(stages: Iterable[Stage], stage_id: int | None) -> Stage | None:
    """The stage with an id; for one that was removed, the one that its deals went to, if any.

    ``stages`` are those that there are and those that were removed.
    """
    by_id = {stage.id: stage for stage in stages}
    passed: set[int] = set()
    while stage_id is not None and stage_id in by_id and stage_id not in passed:
        passed.add(stage_id)
        stage = by_id[stage_id]
        if stage.removed_on is None:
            return stage
        stage_id = stage.successor_id
    return None


def post_sale(stages: Sequence[Stage]) -> Stage | None:
    """The stage that a won deal goes to: the first of kind post-sale."""
    return next((stage for stage in stages if stage.is_post_sale), None)


class _Named(Protocol):
    @property
    def name(self) -> str: ...


class _Lane(_Named, Protocol):
    @property
    def kind(self) -> StageKind: ...


_Thing = TypeVar("_Thing", bound=_Named)
_Place = TypeVar("_Place", bound=_Lane)


def named(things: Sequence[_Thing], text: str, kind: str = "stage") -> _Thing:
    """The stage that ``text`` names: exactly, else by a beginning, else by a part of its name.

    Whatever else has a name is found the same way; ``kind`` is what the messages call it. Raises
    NotFound or Ambiguous, with the names that exist.
    """
    wanted = text.strip().casefold()
    for matches in (
        [thing for thing in things if thing.name.casefold() == wanted],
        [thing for thing in things if wanted and thing.name.casefold().startswith(wanted)],
        [thing for thing in things if wanted and wanted in thing.name.casefold()],
    ):
        if len(matches) == 1:
            return matches[0]
        if matches:
            several = ", ".join(thing.name for thing in matches)
            raise Ambiguous(f"{kind} '{text}' could be {several}; type more of the name")
    if not things:
        raise NotFound(f"there is no {kind} '{text}', and no other {kind} yet")
    names = ", ".join(thing.name for thing in things)
    raise NotFound(f"there is no {kind} '{text}'; the {kind}s are {names}")


def for_new_deal(stages: Sequence[_Place], text: str | None) -> _Place:
    """The stage that a new deal goes to: the one that ``text`` names, else the first.

    Raises NotFound or Ambiguous like ``named``, and Refused for a stage of won deals.
    """
    stage = named(stages, text) if text else stages[0]
    if stage.kind is StageKind.POST_SALE:
        raise Refused(f"{stage.name} is for won deals; add the deal elsewhere, then win it")
    return stage
