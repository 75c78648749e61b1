"""Things read from the database to be looked at."""

from dataclasses import dataclass

from pipeboard.domain.board import NextStep
from pipeboard.domain.changes import Step
from pipeboard.domain.deals import Deal, Status
from pipeboard.domain.followups import FollowUp
from pipeboard.domain.notes import Note
from pipeboard.domain.people import Company, DealContact
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
    sold_from: LinkedDeal | None
    external_ids: tuple[tuple[str, str], ...]
    sold_on: tuple[LinkedDeal, ...] = ()

    @property
    def satisfaction(self) -> int | None:
        """What the last check-in that asked for it said, from 1 to 5."""
        said = (item.satisfaction for item in self.follow_ups if item.done_at is not None)
        return next((each for each in said if each is not None), None)


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """A step with what it did, one sentence per thing done."""

    step: Step
    sentences: tuple[str, ...]
