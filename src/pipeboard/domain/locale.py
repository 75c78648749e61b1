"""How a person writes dates and numbers."""

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Locale:
    """How a person writes numbers: the order of day and month, and the decimal mark if known.

    With ``skip_weekends`` a due date that was counted (``tomorrow``, ``+3d``) is on no weekend.
    """

    day_first: bool = True
    decimal_mark: str | None = None
    skip_weekends: bool = False

    def with_weekends(self) -> "Locale":
        """The same for a date on which nobody has to work, such as one of a filter."""
        return replace(self, skip_weekends=False)
