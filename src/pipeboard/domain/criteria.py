"""What should be true before a deal leaves a stage forward."""

from dataclasses import dataclass
from enum import StrEnum


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
