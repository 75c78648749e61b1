"""What a board shows: lanes with their totals, and cards."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from pipeboard.domain.followups import DueState, Priority
from pipeboard.domain.stages import Pipeline, Stage
from pipeboard.domain.statuses import Status

if TYPE_CHECKING:
    from pipeboard.domain.fit import Match


class LaneSort(StrEnum):
    """The orders that a lane can be shown in; only manual order can be changed card by card."""

    MANUAL = "manual"
    VALUE = "value"
    NEXT_STEP = "next step"
    EXPECTED_CLOSE = "expected close"
    DAYS_IN_STAGE = "days in stage"
    FIT = "fit"


@dataclass(frozen=True, slots=True)
class NextStep:
    """The earliest follow-up of a deal that is not done."""

    id: int
    type: str
    subject: str
    due_on: date
    due_at: datetime | None
    priority: Priority
    state: DueState


@dataclass(frozen=True, slots=True)
class Card:
    """A deal as the board shows it; ``value`` in the currency's minor unit.

    ``match`` tells how it fits the ideal-customer profile, None when there is none.
    ``no_decision_maker`` says that it is so far on that a decision-maker should be known, and none
    is.
    """

    id: int
    title: str
    company: str
    value: int | None
    currency: str
    next_step: NextStep | None
    days_in_stage: int | None
    stale: bool
    owner: str
    stage_id: int
    status: Status
    match: "Match | None" = None
    no_decision_maker: bool = False


@dataclass(frozen=True, slots=True)
class LaneTotals:
    """Figures of all deals in a lane, per currency in minor units.

    ``weighted`` is empty for post-sale lanes; ``unvalued`` deals have no value.
    """

    count: int
    value: Mapping[str, int]
    weighted: Mapping[str, int]
    unvalued: int


NO_TOTALS = LaneTotals(0, {}, {}, 0)


@dataclass(frozen=True, slots=True)
class Board:
    """A pipeline with its stages in order and the totals of each, by stage id."""

    pipeline: Pipeline
    stages: tuple[Stage, ...]
    totals: Mapping[int, LaneTotals]
