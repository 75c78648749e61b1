"""Things read from the database to be looked at."""

from dataclasses import dataclass

from pipeboard.domain.board import NextStep
from pipeboard.domain.changes import Step
from pipeboard.domain.deals import Deal
from pipeboard.domain.fit import Match
from pipeboard.domain.followups import FollowUp
from pipeboard.domain.notes import Note
from pipeboard.domain.people import Company, DealContact, Role
from pipeboard.domain.stages import Pipeline, Stage


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
    sold_from: str | None
    external_ids: tuple[tuple[str, str], ...]
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


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """A step with what it did, one sentence per thing done."""

    step: Step
    sentences: tuple[str, ...]
