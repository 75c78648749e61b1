"""What a deal can be: by itself, so that a board loads no more of deals than it shows."""

from enum import StrEnum


class Status(StrEnum):
    """Whether a deal is still being sold."""

    OPEN = "open"
    WON = "won"
    LOST = "lost"
    NURTURE = "nurture"
