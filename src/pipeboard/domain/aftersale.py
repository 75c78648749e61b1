"""The follow-ups that a post-sale stage offers for a deal that was won."""

from dataclasses import dataclass
from enum import StrEnum

CHECK_IN = "check-in"
"""The type of follow-up whose outcome is how satisfied the customer is, from 1 to 5."""


class Anchor(StrEnum):
    """The date that an offered follow-up is counted from."""

    CLOSED = "closed"
    CONTRACT_END = "contract end"


@dataclass(frozen=True, slots=True)
class StageFollowUp:
    """One follow-up on offer, due ``days`` after its anchor (before it, when negative)."""

    id: int
    stage_id: int
    rank: str
    type: str
    subject: str
    days: int
    anchor: Anchor
