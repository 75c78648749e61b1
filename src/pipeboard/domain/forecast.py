"""The forecast: what is expected to close when, and how a deal is moved to another time.

A column is of a period, or one of the heaps beside them, such as that of the deals whose expected
close has passed. The figures of a column: won by closed on in the period, weighted value of
the open deals that are expected to close in it, commit and best case by the category that the rep
gave. What is omitted is listed and counts in nothing, until it is won.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from pipeboard.domain import money, targets
from pipeboard.domain.days import add_span, written
from pipeboard.domain.deals import Deal, ForecastCategory, Status, standing
from pipeboard.domain.figures import Scope
from pipeboard.domain.periods import Period, PeriodUnit, period_of
from pipeboard.domain.words import many
from pipeboard.errors import NotOpen, Refused

UNITS = (PeriodUnit.MONTH, PeriodUnit.WEEK, PeriodUnit.QUARTER)
"""What a column can be, in the order in which the screen goes through them."""

AHEAD: Mapping[PeriodUnit, int] = MappingProxyType(
    {PeriodUnit.MONTH: 6, PeriodUnit.WEEK: 8, PeriodUnit.QUARTER: 4}
)
"""How many columns there are unless told otherwise, the present one among them."""

MOST = 120
"""The most columns that can be asked for."""


class Heap(StrEnum):
    """A column of open deals that is of no period, but stands beside all of them."""

    OVERDUE = "overdue"
    UNDATED = "undated"
    EARLIER = "earlier"
    LATER = "later"

    @property
    def label(self) -> str:
        """What it is called: ``no date``."""
        return "no date" if self is Heap.UNDATED else self.value

    @property
    def about(self) -> str:
        """What is in it: ``open deals without an expected close``."""
        return f"open deals {_ABOUT[self]}"


_ABOUT: Mapping[Heap, str] = {
    Heap.OVERDUE: "whose expected close has passed",
    Heap.UNDATED: "without an expected close",
    Heap.EARLIER: "expected to close before these",
    Heap.LATER: "expected to close after these",
}

NO_VALUE = "none of its deals has a value"
"""Why a sum is n/a that has deals in it."""
_NOT_FOR_WEEKS = "weeks have no targets"

Place = Period | Heap
"""Where a deal stands in the forecast: what a column is of."""


@dataclass(frozen=True, slots=True)
class Span:
    """The columns of a forecast: one period after the other, seen from today."""

    today: date
    periods: tuple[Period, ...]

    @property
    def whole(self) -> Period:
        """All days of its columns."""
        return Period(self.periods[0].first, self.periods[-1].last)


def span(today: date, unit: PeriodUnit, first: Period | None = None, count: int = 0) -> Span:
    """So many columns from the one on that ``first`` begins in, or from the present one.

    Raises Refused when they would end after the last year that there is.
    """
    start = period_of(first.first if first else today, unit)
    try:
        found = [start.moved(by) for by in range(count or AHEAD[unit])]
    except OverflowError:
        raise Refused(
            f"the columns from {start} on end after the year 9999; ask for fewer"
        ) from None
    return Span(today, tuple(found))


@dataclass(frozen=True, slots=True)
class Tally:
    """Deals of one place that count in the same way, summed up: ``value`` in minor units."""

    place: Place
    status: Status
    currency: str
    category: str | None
    probability: int
    deals: int
    valued: int
    value: int


@dataclass(frozen=True, slots=True)
class Column:
    """The figures of one place, by currency in minor units.

    ``deals`` are the open ones, ``omitted`` of them count in no sum; ``unvalued`` have no value.
    ``target`` is empty where none is set; ``wider`` has those of the quarter and the year that it is
    in then, by their names. ``filtered`` says that a filter narrows down the deals, which have no
    target then. ``unknown`` has the figures with deals of which none has a value: they are n/a, not 0.
    """

    place: Place
    deals: int = 0
    omitted: int = 0
    unvalued: int = 0
    won_deals: int = 0
    won: Mapping[str, int] = field(default_factory=dict)
    value: Mapping[str, int] = field(default_factory=dict)
    commit: Mapping[str, int] = field(default_factory=dict)
    best_case: Mapping[str, int] = field(default_factory=dict)
    weighted: Mapping[str, int] = field(default_factory=dict)
    target: Mapping[str, int] = field(default_factory=dict)
    wider: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    filtered: bool = False
    unknown: frozenset[str] = frozenset()

    @property
    def count(self) -> int:
        """All deals that are listed: the open ones, then those that are won."""
        return self.deals + self.won_deals

    @property
    def figures(self) -> dict[str, Mapping[str, int]]:
        """What it comes to, by what each is called, in the order in which they are told."""
        return {
            "won": self.won,
            "commit": self.commit,
            "best case": self.best_case,
            "weighted": self.weighted,
            "target": self.target,
            "gap": self.gap,
        }

    @property
    def forecast(self) -> dict[str, int]:
        """Won and weighted together."""
        codes = sorted({*self.won, *self.weighted})
        return {code: self.won.get(code, 0) + self.weighted.get(code, 0) for code in codes}

    @property
    def gap(self) -> dict[str, int]:
        """What the forecast lacks to the target, below 0 where it is more; of targets only."""
        found = self.forecast
        if self.is_unknown("forecast"):
            return {}
        return {code: wanted - found.get(code, 0) for code, wanted in self.target.items()}

    @property
    def why_no_target(self) -> str:
        """Why there is neither target nor gap; empty where there is one."""
        if self.target:
            return ""
        if isinstance(self.place, Heap):
            return "targets are for periods"
        if self.place.unit is PeriodUnit.WEEK:
            return _NOT_FOR_WEEKS
        if self.filtered:
            return targets.NOT_FOR_A_FILTER
        return targets.none_for(self.place, self.wider)

    @property
    def why_no_gap(self) -> str:
        """Why there is no gap; empty where there is one."""
        return self.why_no_target or (NO_VALUE if self.is_unknown("forecast") else "")

    def is_unknown(self, figure: str) -> bool:
        """Whether a figure is n/a, as none of its deals has a value.

        The forecast is where nothing of what it is the sum of is known, and the gap with it.
        """
        if figure == "gap":
            return bool(self.target) and self.is_unknown("forecast")
        if figure == "forecast":
            known = self.won or self.weighted
            return not known and not self.unknown.isdisjoint(("won", "weighted"))
        return figure in self.unknown


@dataclass(frozen=True, slots=True)
class Forecast:
    """The columns, what is beside them, and of which deals that is."""

    unit: PeriodUnit
    scope: Scope
    span: Span
    columns: tuple[Column, ...]
    heaps: Mapping[Heap, Column]

    @property
    def no_targets(self) -> str:
        """That there is no target in any column, and where there is one; empty where one has some."""
        if any(each.target for each in self.columns):
            return ""
        said = ""
        if self.unit is PeriodUnit.WEEK:
            said = _NOT_FOR_WEEKS
        elif not self.scope.filter.empty:
            said = targets.NOT_FOR_A_FILTER
        elif self.scope.owner == "":
            said = targets.NOT_FOR_NOBODY
        if said:
            return f"{said[0].upper()}{said[1:]}, so there is no gap."
        found = {name: sums for each in self.columns for name, sums in each.wider.items()}
        if not found:
            return "No target is set for these, so there is no gap."
        return (
            f"No target is set for single {self.unit}s, so there is no gap; {targets.told(found)}."
        )

    def at(self, place: Place) -> Column:
        """The column of a place; an empty one where there is none."""
        if isinstance(place, Heap):
            return self.heaps.get(place, Column(place))
        return next((each for each in self.columns if each.place == place), Column(place))


@dataclass(frozen=True, slots=True)
class Expected:
    """A deal as the forecast lists it.

    ``probability`` is the one that holds, the deal's own or its stage's.
    """

    id: int
    title: str
    company: str
    value: int | None
    currency: str
    owner: str
    status: Status
    expected_close: date | None
    closed_on: date | None
    category: str | None
    probability: int

    @property
    def day(self) -> date | None:
        """The day by which it stands where it does."""
        return self.closed_on if self.status is Status.WON else self.expected_close


def column(
    place: Place,
    tallies: Iterable[Tally],
    target: Mapping[str, int],
    wider: Mapping[str, Mapping[str, int]] = MappingProxyType({}),
    *,
    filtered: bool = False,
) -> Column:
    """The figures of a place from the sums of its deals; weighted is rounded half-even once."""
    counts: dict[str, int] = defaultdict(int)
    sums: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    shares: dict[str, list[tuple[int, int]]] = defaultdict(list)
    told: set[str] = set()
    for tally in tallies:
        won, omitted = tally.status is Status.WON, tally.category == ForecastCategory.OMITTED
        counts["won" if won else "deals"] += tally.deals
        if omitted and not won:
            counts["omitted"] += tally.deals
            continue
        counts["unvalued"] += tally.deals - tally.valued
        names = ["won"] if won else ["value", "weighted"]
        if not won and tally.category in (ForecastCategory.COMMIT, ForecastCategory.BEST_CASE):
            names.append(tally.category)
        told.update(names)
        if not tally.valued:
            continue
        for name in names:
            sums[name][tally.currency] += tally.value
        if not won:
            shares[tally.currency].append((tally.value, tally.probability))
    unknown = frozenset(told - sums.keys())
    return Column(
        place,
        deals=counts["deals"],
        omitted=counts["omitted"],
        unvalued=counts["unvalued"],
        won_deals=counts["won"],
        won=_ordered(sums["won"]),
        value=_ordered(sums["value"]),
        commit=_ordered(sums[ForecastCategory.COMMIT]),
        best_case=_ordered(sums[ForecastCategory.BEST_CASE]),
        weighted={code: money.weigh(shares[code]) for code in sorted(shares)},
        target=target,
        wider={} if target else wider,
        filtered=filtered,
        unknown=unknown,
    )


def _ordered(sums: Mapping[str, int]) -> dict[str, int]:
    return dict(sorted(sums.items()))


def moved(deal: Deal, by: int, unit: PeriodUnit, today: date) -> date:
    """The expected close of a deal that goes one column to the right, or to the left with -1.

    It is the same day of that month or quarter, clamped to the month's end, or the same weekday.
    Where that has passed already it is the last day of the present column, which is also where a
    deal goes whose expected close has passed or is not known. Raises NotOpen for a deal that is
    not open, Refused for one that cannot go further.
    """
    if deal.status is not Status.OPEN:
        raise NotOpen(f"{deal.title} is {standing(deal)}; only an open deal is expected to close")
    present, now = period_of(today, unit), deal.expected_close
    if by < 0 and now is None:
        raise Refused(f"{deal.title} has no expected close; it can only move right, to {present}")
    if by < 0 and now is not None and now <= present.last:
        stands = "has passed" if now < today else f"is in this {unit}"
        raise Refused(
            f"{deal.title} cannot move left: its expected close, {written(now)}, {stands}, and"
            " nothing can be expected to close before today"
        )
    if now is None or now < today:
        return present.last
    try:
        day = add_span(now, by * 3 if unit is PeriodUnit.QUARTER else by, _SPANS[unit])
    except OverflowError:
        raise Refused(f"{deal.title} cannot move right: the calendar ends there") from None
    return day if day >= today else present.last


_SPANS = {PeriodUnit.WEEK: "week", PeriodUnit.MONTH: "month", PeriodUnit.QUARTER: "month"}


def moved_title(moves: Sequence[tuple[str, date | None, date]], by: int, unit: PeriodUnit) -> str:
    """What a step did that moved deals, each given by title, former and new expected close."""
    if len(moves) > 1:
        way = "later" if by > 0 else "earlier"
        return f"Moved the expected close of {many(len(moves), 'deal')} a {unit} {way}"
    ((title, before, after),) = moves
    came = f"from {written(before)} " if before else ""
    return f"Moved the expected close of {title} {came}to {written(after)}"
