"""Things read from the database to be looked at."""

from dataclasses import dataclass

from pipeboard.domain.board import NextStep
from pipeboard.domain.changes import Step
from pipeboard.domain.deals import Deal, Status
from pipeboard.domain.followups import FollowUp
from pipeboard.domain.notes import Note
from pipeboard.domain.people import Company, DealContact, Role
from pipeboard.domain.stages import Pipeline, Stage


@dataclass(frozen=True, slots=True)
class DealView:
    """Everything about one deal.

    Follow-ups come open first by due date, then done ones newest first; notes newest first.
    ``external_ids`` are (system, id) pairs.
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
    sold_from: str | None
    external_ids: tuple[tuple[str, str], ...]

    @property
    def undecided(self) -> bool:
        """Whether the deal is open and nobody on it, who has not left, decides about it."""
        deciders = (
            link.role is Role.DECISION_MAKER and link.left_on is None for link in self.contacts
        )
        return self.deal.status is Status.OPEN and not any(deciders)


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """A step with what it did, one sentence per thing done."""

    step: Step
    sentences: tuple[str, ...]
