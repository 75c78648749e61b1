"""How a person writes dates and numbers."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Locale:
    """How a person writes numbers: the order of day and month, and the decimal mark if known."""

    day_first: bool = True
    decimal_mark: str | None = None
