"""What the clauses of a filter say: frozen terms, which the store reads as SQL.

Nothing here touches a deal or a database, and every term can say itself in words.
"""

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import Literal

from pipeboard.domain.clauses import Clause as Clause
from pipeboard.domain.clauses import Filter as Filter
from pipeboard.domain.days import written
from pipeboard.domain.money import digits

NameField = Literal[
    "owner",
    "stage",
    "source",
    "campaign",
    "company",
    "contact",
    "decision-maker",
    "industry",
    "label",
    "need",
    "budget",
    "authority",
    "timeline",
    "pipeline",
    "status",
    "currency",
    "fit",
]
DayField = Literal["closes", "created", "closed", "next"]
StateName = Literal["stale", "overdue", "today"]

STATUSES = ("open", "won", "lost", "nurture")


@dataclass(frozen=True, slots=True)
class Words:
    """``text`` occurs, in any case, in the title, the company's or a contact's name."""

    text: str

    def describe(self) -> str:
        """The term in words, for the filter bar."""
        return f"“{self.text}”"


@dataclass(frozen=True, slots=True)
class Named:
    """The field has one of ``names`` in it, in any case; no names: the field is empty.

    A label is one of ``names`` as a whole.

    ``owner:me`` has the name ``me``, which the service replaces. For ``label``, ``contact`` and
    ``decision-maker`` one of the deal's several is enough. ``status`` holds only names of STATUSES,
    ``fit`` those of Fit, ``currency`` codes. Without names, ``fit`` asks that there is no profile.
    """

    field: NameField
    names: tuple[str, ...]

    def describe(self) -> str:
        """The term in words, for the filter bar."""
        return f"{self.field} {' or '.join(self.names)}" if self.names else f"no {self.field}"


@dataclass(frozen=True, slots=True)
class Value:
    """The value is between ``low`` and ``high`` major units; both None: there is no value.

    With ``currency`` None, the deal's own currency counts: 50k of whatever it is in.
    """

    low: Decimal | None = None
    high: Decimal | None = None
    low_included: bool = True
    high_included: bool = True
    currency: str | None = None

    @property
    def missing(self) -> bool:
        """Whether this asks for deals that have no value."""
        return self.low is None and self.high is None

    def bounds(self, currency: str) -> tuple[int | None, int | None]:
        """The smallest and largest number of minor units of ``currency`` that match."""
        scale = digits(currency)
        low = high = None
        if self.low is not None:
            exactly = self.low.scaleb(scale)
            low = int(exactly.to_integral_value(ROUND_CEILING))
            low += low == exactly and not self.low_included
        if self.high is not None:
            exactly = self.high.scaleb(scale)
            high = int(exactly.to_integral_value(ROUND_FLOOR))
            high -= high == exactly and not self.high_included
        return low, high

    def describe(self) -> str:
        """The term in words, for the filter bar."""
        if self.missing:
            return "no value"
        code = f" {self.currency}" if self.currency else ""
        if self.low is not None and self.high is not None:
            return f"value {_plain(self.low)} to {_plain(self.high)}{code}"
        if self.low is not None:
            word = "at least" if self.low_included else "over"
            return f"value {word} {_plain(self.low)}{code}"
        word = "at most" if self.high_included else "under"
        return f"value {word} {_plain(self.high or Decimal(0))}{code}"


@dataclass(frozen=True, slots=True)
class Days:
    """The field's day is from ``first`` to ``last``, both included; both None: there is none.

    ``closes`` is the expected close, ``next`` the local day the next step is due.
    """

    field: DayField
    first: date | None = None
    last: date | None = None

    @property
    def missing(self) -> bool:
        """Whether this asks for deals without such a day."""
        return self.first is None and self.last is None

    def describe(self) -> str:
        """The term in words, for the filter bar."""
        name = {"next": "next step"}.get(self.field, self.field)
        if self.first is None and self.last is None:
            nothing = {"next": "next step", "closes": "expected close", "closed": "closing date"}
            return f"no {nothing.get(self.field, 'creation date')}"
        if self.first == self.last and self.first is not None:
            return f"{name} {written(self.first)}"
        if self.first is not None and self.last is not None:
            return f"{name} {written(self.first)} to {written(self.last)}"
        if self.first is not None:
            return f"{name} from {written(self.first)}"
        return f"{name} until {written(self.last or date.max)}"


@dataclass(frozen=True, slots=True)
class State:
    """The deal is stale; or its next step is overdue, or due today."""

    name: StateName

    def describe(self) -> str:
        """The term in words, for the filter bar."""
        return "due today" if self.name == "today" else self.name


Term = Words | Named | Value | Days | State


def _plain(number: Decimal) -> str:
    """A number of major units with thousands marks and no needless zeros: 50,000 or 0.5."""
    whole, _, part = f"{number:,f}".partition(".")
    part = part.rstrip("0")
    return f"{whole}.{part}" if part else whole
