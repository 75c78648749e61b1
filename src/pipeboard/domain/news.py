"""What the feed tells: that something was committed."""

from dataclasses import dataclass

from pipeboard.domain.changes import Step


@dataclass(frozen=True, slots=True)
class News:
    """Steps that were committed since the feed last looked.

    ``stages`` are those whose lanes may look different, None for all of them. ``others`` says
    that more may look different than the ``deals``: what belongs to several of them.
    """

    last: int
    steps: tuple[Step, ...]
    deals: frozenset[int]
    stages: frozenset[int] | None
    others: bool
