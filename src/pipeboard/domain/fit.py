"""The ideal customer, and how well a deal fits that profile."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from pipeboard.domain.money import Money, readable


class Fit(StrEnum):
    """How well a deal fits the profile, the best first."""

    GOOD = "good"
    PART = "part"
    POOR = "poor"


class ProfilePart(StrEnum):
    """What a profile can say of the ideal customer."""

    INDUSTRY = "industry"
    SIZE = "size"
    SOURCE = "source"
    LABELS = "labels"


@dataclass(frozen=True, slots=True)
class Size:
    """From how much to how much a deal is worth, in minor units; None for no limit on that side."""

    currency: str
    low: int | None = None
    high: int | None = None

    def __str__(self) -> str:
        """The range in words, such as ``10,000.00 EUR to 50,000.00 EUR``."""
        ends = [None if end is None else readable(Money(end, self.currency)) for end in self.ends]
        if ends[0] is None:
            return f"up to {ends[1]}"
        return f"from {ends[0]}" if ends[1] is None else f"{ends[0]} to {ends[1]}"

    @property
    def ends(self) -> tuple[int | None, int | None]:
        """The smallest and the largest amount."""
        return self.low, self.high


@dataclass(frozen=True, slots=True)
class Profile:
    """The ideal customer; what is empty does not matter.

    A deal meets a part when its company is of one of the industries, its value is within the size
    of its currency, its source is one of those, or one of its labels is.
    """

    industries: tuple[str, ...] = ()
    sizes: tuple[Size, ...] = ()
    sources: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()

    @property
    def parts(self) -> tuple[ProfilePart, ...]:
        """The parts that say something."""
        return tuple(part for part in ProfilePart if self.of(part))

    def of(self, part: ProfilePart) -> tuple[Any, ...]:
        """What the profile says in a part."""
        found: tuple[Any, ...] = getattr(self, COLUMNS[part])
        return found

    def said(self, part: ProfilePart) -> str:
        """A part in words, '' when it is empty."""
        return ", ".join(str(each) for each in self.of(part))

    def as_json(self) -> dict[str, Any]:
        """The profile as it is stored."""
        found: dict[str, Any] = {
            name: list(getattr(self, name)) for name in ("industries", "sources", "labels")
        }
        return found | {"sizes": {size.currency: list(size.ends) for size in self.sizes}}


COLUMNS: Mapping[ProfilePart, str] = {
    ProfilePart.INDUSTRY: "industries",
    ProfilePart.SIZE: "sizes",
    ProfilePart.SOURCE: "sources",
    ProfilePart.LABELS: "labels",
}
"""Part -> what the profile calls its values."""


def from_json(stored: Any) -> Profile:
    """The profile that was stored; an empty one for None."""
    stored = stored or {}
    names = {name: tuple(stored.get(name, ())) for name in ("industries", "sources", "labels")}
    sizes = sorted(stored.get("sizes", {}).items())
    return Profile(**names, sizes=tuple(Size(code, low, high) for code, (low, high) in sizes))


@dataclass(frozen=True, slots=True)
class Match:
    """Which parts of the profile a deal meets, and which it does not; never neither."""

    met: tuple[ProfilePart, ...] = field(default=())
    missed: tuple[ProfilePart, ...] = field(default=())

    @property
    def parts(self) -> tuple[tuple[ProfilePart, bool], ...]:
        """Every part of the profile with whether it is met."""
        return tuple(
            (part, part in self.met) for part in ProfilePart if part in self.met + self.missed
        )

    @property
    def fit(self) -> Fit:
        """Good when all parts are met, poor when none is."""
        if not self.missed:
            return Fit.GOOD
        return Fit.PART if self.met else Fit.POOR

    def __str__(self) -> str:
        """The fit in words: ``part: industry, not size``."""
        told = [*self.met, *(f"not {part}" for part in self.missed)]
        return f"{self.fit}: {', '.join(told)}"


def match(parts: Iterable[tuple[ProfilePart, bool]]) -> Match | None:
    """How a deal fits, from the parts that the profile has and whether each is met; None for none."""
    found = list(parts)
    if not found:
        return None
    return Match(tuple(_those(found, met=True)), tuple(_those(found, met=False)))


def _those(parts: Iterable[tuple[ProfilePart, bool]], *, met: bool) -> Iterator[ProfilePart]:
    return (part for part, is_met in parts if is_met is met)
