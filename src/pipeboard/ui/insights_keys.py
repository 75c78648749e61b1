"""What the cursor can be on in the insights."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a line of the insights is about."""

    SENTENCE = "sentence"
    FIGURE = "figure"
    MONTH = "month"
    LINE = "line"
    LEFT_OUT = "left out"
    STAGE = "stage"
    FUNNEL = "funnel"
    TIME = "time"
    SHARE = "share"
    REASON = "reason"
    MORE = "more"


@dataclass(frozen=True, slots=True)
class Spot:
    """A line: ``of`` is the answer, figure, month, stage, breakdown or status that it is about.

    ``part`` is the sentence, the currency, the line of the movement, the share or the reason.
    """

    kind: Kind
    of: str | int
    part: str | int = ""
