"""Figures: what each is called, its formula, and what one comes to.

Each has one formula, which every screen, the command line and the report show: those of the table in
the README are in ``figurespecs``.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction

from pipeboard.domain.filterterms import Filter
from pipeboard.domain.money import Money
from pipeboard.domain.periods import Period
from pipeboard.domain.statuses import Status
from pipeboard.domain.words import many

Amount = int | Fraction
"""A whole number where it is counted or money in minor units, else an exact fraction."""

Value = Amount | Mapping[str, Amount]
"""What a figure comes to; by currency where there is money in it."""


class Unit(StrEnum):
    """What a figure is counted in."""

    COUNT = "count"
    MONEY = "money"
    """Whole minor units, by currency; what a division leaves is rounded half-even once."""
    RATE = "rate"
    """From 0 to 1, unrounded; a growth may be below or above."""
    DAYS = "days"
    TIMES = "times"
    """How many times one amount is another."""


@dataclass(frozen=True, slots=True)
class Spec:
    """A figure that there is: the ``name`` in JSON, the ``label`` on screen, its formula in words.

    ``by_currency`` says that it has a value for each currency. ``stock`` says that it is of a
    moment, the period's end or now if that is not over, and not of the days of the period.
    """

    name: str
    label: str
    unit: Unit
    formula: str
    by_currency: bool = False
    stock: bool = False


@dataclass(frozen=True, slots=True)
class Scope:
    """What figures are of: a period, and the deals of a pipeline, an owner and a filter.

    No pipeline is all of them, no owner everybody. The filter names owners as deals spell them:
    ``owner:me`` is a name by then.
    """

    period: Period
    pipeline_id: int | None = None
    owner: str | None = None
    filter: Filter = field(default_factory=Filter)


@dataclass(frozen=True, slots=True)
class Figure:
    """What a figure comes to in the period and in the one ``before`` it.

    None is not applicable, and ``why`` (or ``why_before``) says for which reason. A figure by
    currency has no value in a currency in which it cannot be computed: ``whys`` (or ``whys_before``)
    has the reason of each, and ``why`` names them. ``left_out`` (or ``left_out_before``) is the number
    of deals that the value is without, as too little is known of them; each counts once.
    """

    spec: Spec
    value: Value | None
    before: Value | None
    why: str = ""
    why_before: str = ""
    left_out: int = 0
    whys: Mapping[str, str] = field(default_factory=dict)
    left_out_before: int = 0
    whys_before: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class InCurrency:
    """A figure in one currency, or whole where there is no money in it (``currency`` is empty then).

    None is n/a: ``why`` and ``why_before`` say for which reason, empty beside a value.
    """

    currency: str
    value: Amount | None
    before: Amount | None
    why: str
    why_before: str


@dataclass(frozen=True, slots=True)
class StageFigures:
    """What happened in a stage in the period.

    ``entered`` are the deals whose first entry into it is in the period; of them ``converted``,
    ``not_converted`` and ``pending`` by the formula of stage conversion. ``left`` are the visits
    that ended in the period, over which ``mean_days`` and ``median_days`` are; ``still_there`` the
    deals that are in it at the period's end, ``still_days`` the mean days that those are in it, but
    the ``undated`` of which it is not known since when.
    """

    stage_id: int
    name: str
    pipeline_id: int
    entered: int
    left: int
    converted: int
    not_converted: int
    pending: int
    mean_days: Fraction | None
    median_days: Fraction | None
    still_there: int
    still_days: Fraction | None
    undated: int = 0

    @property
    def conversion(self) -> Fraction | None:
        """Converted of those of which that is decided; None while it is of none."""
        decided = self.converted + self.not_converted
        return Fraction(self.converted, decided) if decided else None


class Line(StrEnum):
    """The lines of the movement of a pipeline, in their order between opening and closing."""

    NEW = "new"
    INCREASED = "increased"
    DECREASED = "decreased"
    WON = "won"
    LOST = "lost"
    TO_NURTURE = "to_nurture"
    FROM_NURTURE = "from_nurture"
    REOPENED = "reopened"
    MOVED_IN = "moved_in"
    MOVED_OUT = "moved_out"

    @property
    def label(self) -> str:
        """Its words: ``to nurture``."""
        return self.value.replace("_", " ")


TAKES = frozenset({Line.DECREASED, Line.WON, Line.LOST, Line.TO_NURTURE, Line.MOVED_OUT})
"""The lines that are subtracted; each line itself is 0 or above."""


@dataclass(frozen=True, slots=True)
class Movement:
    """How the open value of one currency went from ``opening`` to ``closing``, in minor units.

    ``opening`` is that of the evening before the period, ``closing`` of its last evening, or of
    now. ``counts`` are the deals behind each line.
    """

    currency: str
    opening: int
    lines: Mapping[Line, int]
    closing: int
    counts: Mapping[Line, int]

    @property
    def reconciles(self) -> bool:
        """Whether opening and lines come to closing."""
        moved = sum(-each if line in TAKES else each for line, each in self.lines.items())
        return self.opening + moved == self.closing


@dataclass(frozen=True, slots=True)
class Share:
    """One part of a breakdown: the deals of a source, an industry, a label, a size or an owner.

    An empty name is for the deals of which none is told.
    """

    name: str
    open_count: int
    open_value: Mapping[str, int]
    won_count: int
    won_value: Mapping[str, int]
    lost_count: int
    lost_value: Mapping[str, int] = field(default_factory=dict)

    @property
    def win_rate(self) -> Fraction | None:
        """Won of won and lost, by count; None where neither is."""
        ended = self.won_count + self.lost_count
        return Fraction(self.won_count, ended) if ended else None

    def ended(self, status: str) -> tuple[int, Mapping[str, int]]:
        """How many were ``won``, or else lost, and their values."""
        if status == Status.WON:
            return self.won_count, self.won_value
        return self.lost_count, self.lost_value


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Deals that a figure is without, and why.

    Of a table of stages they may be ``partly`` in it: where their stage is known.
    """

    deal_ids: Sequence[int]
    why: str
    partly: bool = False

    @property
    def told(self) -> str:
        """That in words: ``2 deals left out: nothing tells when they were won``."""
        count = len(self.deal_ids)
        counts = "counts" if count == 1 else "count"
        what = f"{counts} only where their stage is known" if self.partly else "left out"
        return f"{many(count, 'deal')} {what}: {self.why}"


@dataclass(frozen=True, slots=True)
class Opened:
    """What is behind a figure: its formula with the numbers put in, and the deals.

    ``put_in`` has a line for each currency where there is money in it. ``amounts`` has what each deal
    has in the figure, where that need not be what the deal is worth now: money, else so many of
    ``counted``. ``worth`` what each was worth in it, where that may be in several currencies;
    ``became`` what became of each, where the figure tells these apart.
    """

    spec: Spec
    put_in: Sequence[str]
    deal_ids: Sequence[int]
    left_out: Sequence[LeftOut]
    amounts: Mapping[int, int] = field(default_factory=dict)
    counted: str = "day"
    worth: Mapping[int, Money | None] = field(default_factory=dict)
    became: Mapping[int, str] = field(default_factory=dict)
