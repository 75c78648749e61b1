"""What people are on a deal: by itself, so that a board loads no more of people than it shows."""

from enum import StrEnum


class Role(StrEnum):
    """What a contact is to a deal."""

    DECISION_MAKER = "decision-maker"
    CHAMPION = "champion"
    INFLUENCER = "influencer"
    USER = "user"
    BLOCKER = "blocker"
    OTHER = "other"
