"""The deals behind a figure, as they are listed when it is opened."""

from dataclasses import dataclass
from datetime import date

from pipeboard.domain.deals import Status
from pipeboard.domain.money import Money


@dataclass(frozen=True, slots=True)
class Behind:
    """A deal behind a figure as it is now; what is unknown is an empty text.

    ``gone`` is the sentence on what became of one that is not there any more; nothing but its id is
    told of it besides.
    """

    id: int
    title: str = ""
    company: str = ""
    owner: str = ""
    stage: str = ""
    status: Status | None = None
    money: Money | None = None
    created_on: date | None = None
    closed_on: date | None = None
    expected_close: date | None = None
    gone: str = ""
