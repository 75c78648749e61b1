"""What should be true before a deal leaves a stage forward, and what of it is."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from pipeboard.domain.deals import Deal
from pipeboard.domain.people import Role
from pipeboard.domain.stages import Stage

COMPANY, CONTACT, DECISION_MAKER, LABELS = "company", "contact", "decision-maker", "labels"
"""The names of the fields that are no columns of a deal."""

CUSTOM = "custom."
"""Before the name of a field that the product does not know."""


class CriterionKind(StrEnum):
    """What an exit criterion looks at."""

    FIELD = "field"
    CHECKLIST = "checklist"
    FOLLOW_UP = "follow-up"


@dataclass(frozen=True, slots=True)
class Criterion:
    """One exit criterion of a stage.

    ``subject`` is the name of a field (``company``, ``contact`` and ``decision-maker`` among them),
    the text of a checklist item, or the type of follow-up that must have been done.
    """

    id: int
    stage_id: int
    rank: str
    kind: CriterionKind
    subject: str

    def __str__(self) -> str:
        """The criterion in a list of what is open: ``budget``, ``'Offer sent'``, ``a call``."""
        if self.kind is CriterionKind.CHECKLIST:
            return f"'{self.subject}'"
        if self.kind is CriterionKind.FOLLOW_UP:
            article = "an" if self.subject[:1].casefold() in "aeiou" else "a"
            return f"{article} {self.subject}"
        return self.subject.removeprefix(CUSTOM).replace("_", " ")


@dataclass(frozen=True, slots=True)
class Evidence:
    """What of a deal the criteria look at.

    ``roles`` are those that its contacts play, one who has left counting as a contact only;
    ``ticked`` the checklist items, ``done`` the types of the follow-ups that were done.
    """

    deal: Deal
    contacts: int = 0
    roles: frozenset[str] = frozenset()
    labels: int = 0
    ticked: frozenset[str] = frozenset()
    done: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Standing:
    """A criterion, and whether a deal meets it."""

    criterion: Criterion
    met: bool


def standings(criteria: Iterable[Criterion], evidence: Evidence) -> tuple[Standing, ...]:
    """Which of the criteria a deal meets, in their order."""
    return tuple(Standing(each, is_met(each, evidence)) for each in criteria)


def is_met(criterion: Criterion, evidence: Evidence) -> bool:
    """Whether a deal meets a criterion."""
    if criterion.kind is CriterionKind.CHECKLIST:
        return criterion.subject in evidence.ticked
    if criterion.kind is CriterionKind.FOLLOW_UP:
        return criterion.subject.casefold() in {each.casefold() for each in evidence.done}
    return _is_filled(criterion.subject, evidence)


def _is_filled(name: str, evidence: Evidence) -> bool:
    deal = evidence.deal
    if name == COMPANY:
        return deal.company_id is not None
    if name == CONTACT:
        return evidence.contacts > 0
    if name == DECISION_MAKER:
        return Role.DECISION_MAKER in evidence.roles
    if name == LABELS:
        return evidence.labels > 0
    columns = deal.row()
    if name in columns:
        return columns[name] not in (None, "")
    return bool(deal.custom.get(name.removeprefix(CUSTOM)))


def listed(criteria: Iterable[Criterion]) -> str:
    """Criteria in a sentence: ``need, budget, 'Offer sent'``."""
    return ", ".join(map(str, criteria))


def checks(stages: Sequence[Stage], left: int | None, to: Stage) -> Stage | None:
    """The stage whose criteria count when a deal goes from the stage ``left`` to ``to``.

    Only the stage being left counts, only on a move forward within one pipeline, ``stages`` being
    those of it in order; None when nothing is to be checked.
    """
    order = [stage.id for stage in stages]
    if left not in order or to.id not in order or to.is_post_sale:
        return None
    at = order.index(left)
    return stages[at] if order.index(to.id) > at else None
