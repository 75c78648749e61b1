"""What stands around the tables of insights: of whose deals they are, and what their numbers are."""

from typing import Final

ALL_PIPELINES: Final = "all pipelines"
STAGES: Final = (
    "Rate: of those that entered and are not pending, how many converted. Mean and median: the days "
    "of the stays that ended in the period. There: deals still in the stage at its end, or now."
)
"""What the numbers of stages are."""


def of_whom(pipeline: str, owner: str | None, match: str = "") -> str:
    """Of which deals something is: ``Renewals, ann's deals, that match label:hot``.

    No pipeline is all of them, no owner everybody, an empty one nobody; ``match`` is a filter as
    it was typed.
    """
    whose = "everybody's deals" if owner is None else f"{owner or 'nobody'}'s deals"
    return f"{pipeline or ALL_PIPELINES}, {whose}{f', that match {match}' if match else ''}"
