"""Things read from the database to be looked at."""

from dataclasses import dataclass

from pipeboard.domain.aftersale import StageFollowUp
from pipeboard.domain.board import NextStep
from pipeboard.domain.cadences import Run
from pipeboard.domain.changes import Step
from pipeboard.domain.criteria import Criterion, Standing
from pipeboard.domain.deals import Deal, Status
from pipeboard.domain.fit import Match
from pipeboard.domain.followups import FollowUp
from pipeboard.domain.notes import Note
from pipeboard.domain.people import Company, DealContact, Role
from pipeboard.domain.stages import Pipeline, Stage


@dataclass(frozen=True, slots=True)
class LinkedDeal:
    """A deal that another was sold from, or that was sold from another."""

    id: int
    title: str
    status: Status


@dataclass(frozen=True, slots=True)
class DealView:
    """Everything about one deal.

    Follow-ups come open first by due date, then done ones newest first; notes newest first.
    ``external_ids`` are (system, id) pairs. ``match`` and ``no_decision_maker`` are as on its card.
    """

    deal: Deal
    company: Company | None
    pipeline: Pipeline
    stage: Stage | None
    stages: tuple[Stage, ...]
    contacts: tuple[DealContact, ...]
    labels: tuple[str, ...]
    follow_ups: tuple[FollowUp, ...]
    notes: tuple[Note, ...]
    days_in_stage: int | None
    stale: bool
    next_step: NextStep | None
    sold_from: LinkedDeal | None
    external_ids: tuple[tuple[str, str], ...]
    sold_on: tuple[LinkedDeal, ...] = ()
    criteria: tuple[Standing, ...] = ()
    """What should be true before an open deal leaves its stage, and what of it is."""
    cadences: tuple[Run, ...] = ()
    """What was started on it, the oldest first."""
    match: Match | None = None
    no_decision_maker: bool = False

    @property
    def decision_makers(self) -> tuple[str, ...]:
        """The names of those who decide, without whoever has left."""
        return tuple(
            link.contact.name
            for link in self.contacts
            if link.role is Role.DECISION_MAKER and link.left_on is None
        )

    @property
    def satisfaction(self) -> int | None:
        """What the last check-in that asked for it said, from 1 to 5."""
        said = (item.satisfaction for item in self.follow_ups if item.done_at is not None)
        return next((each for each in said if each is not None), None)

    @property
    def undecided(self) -> bool:
        """Whether the deal is open and nobody on it, who has not left, decides about it."""
        return self.deal.status is Status.OPEN and not self.decision_makers


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """A step with what it did, one sentence per thing done."""

    step: Step
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StageView:
    """A stage with the number of deals in its lane and what belongs to it."""

    stage: Stage
    deals: int
    criteria: tuple[Criterion, ...]
    follow_ups: tuple[StageFollowUp, ...]


@dataclass(frozen=True, slots=True)
class PipelineView:
    """A pipeline with the number of its stages, and of its open and won deals."""

    pipeline: Pipeline
    stages: int
    open_deals: int
    won_deals: int
