"""What the figures of one period are computed from: counts and sums that the database adds up.

What several figures need is read once, and only when the first of them is asked for.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction
from functools import cached_property

from pipeboard.domain import formulas
from pipeboard.domain.deals import Status
from pipeboard.domain.figures import Scope
from pipeboard.domain.stages import Stage
from pipeboard.domain.stageways import from_mark_on
from pipeboard.domain.targets import NOT_FOR_A_FILTER, NOT_FOR_NOBODY
from pipeboard.store import figures as store
from pipeboard.store import stages
from pipeboard.store.database import Connection
from pipeboard.store.dues import Present
from pipeboard.store.figures import ClosedGroup, OpenGroup
from pipeboard.store.opens import Opens, moment


class Gap(Enum):
    """What is not known of deals that a figure therefore is without, in words."""

    UNKNOWN = "it is not known whether they were open then"
    OPEN_VALUE = "they are open without a value"
    STAGE = "it is not known in which stage they were"
    CHANCE = "it is not known in which stage they were, and they have no probability of their own"
    WON_DAY = "they were won, but it is not known when"
    LOST_DAY = "they were lost, but it is not known when"
    WON_VALUE = "they were won without a value"
    LOST_VALUE = "they were lost without a value"
    GONE = "they are gone since, and what was planned on them with them"
    CREATED = "they were won, but it is not known when they were created"


_OF_GROUPS = frozenset({Gap.OPEN_VALUE, Gap.CHANCE, Gap.STAGE})
_OF_OPEN = _OF_GROUPS | {Gap.UNKNOWN, Gap.GONE}
"""The gaps of deals that were open, or may have been."""
_OF_ENDED = frozenset({Gap.CREATED, Gap.WON_VALUE, Gap.LOST_VALUE})


@dataclass(frozen=True, slots=True)
class Ended:
    """The deals of a currency that were won, or lost; ``days`` those that the ``dated`` took."""

    count: int = 0
    valued: int = 0
    value: int = 0
    dated: int = 0
    days: int = 0

    @property
    def average(self) -> Fraction | None:
        """The mean value, where one without a value counts as 0; None if none has any."""
        return formulas.average(self.value, self.count if self.valued else 0)

    @property
    def cycle(self) -> Fraction | None:
        """The mean days from created on to closed on, of those of which both are known."""
        return formulas.average(self.days, self.dated)


class Numbers:
    """All that the figures of a scope are computed from, in one state of the database."""

    def __init__(
        self, connection: Connection, scope: Scope, present: Present, targets: Mapping[str, int]
    ) -> None:
        self.connection = connection
        self.scope = scope
        self.present = present
        self.targets = targets
        self._ids: dict[Gap, list[int]] = {}

    @cached_property
    def opens(self) -> Opens:
        """The open deals at the period's end, or now."""
        return Opens(self.connection, self.scope, moment(self.scope.period.last, self.present))

    @cached_property
    def open_groups(self) -> list[OpenGroup]:
        """They, added up."""
        return store.open_groups(self.connection, self.opens)

    @cached_property
    def expected(self) -> dict[str, int]:
        """The value of those of them that are expected to close in the period, by currency."""
        return store.expected(self.connection, self.opens, self.scope.period)

    @cached_property
    def unknown(self) -> list[int]:
        """The deals of which it is not known whether they were open."""
        return store.unknown(self.connection, self.opens)

    @cached_property
    def closed_groups(self) -> list[ClosedGroup]:
        """The deals won and lost in the period, added up."""
        return store.closed_groups(self.connection, self.scope, self.present)

    @cached_property
    def undated(self) -> dict[Status, list[int]]:
        """The deals won and lost of which it is not known when."""
        return store.undated(self.connection, self.scope, self.present)

    @cached_property
    def stages(self) -> dict[int, Stage]:
        """Every stage, removed ones too, by its id."""
        return {stage.id: stage for stage in stages.stages(self.connection, removed=True)}

    @cached_property
    def qualified(self) -> frozenset[int]:
        """The stages whose deals count as qualified."""
        return frozenset(from_mark_on(list(self.stages.values()), "qualified"))

    @property
    def tells_qualified(self) -> bool:
        """Whether a stage is marked as qualified in what the scope looks at."""
        wanted = self.scope.pipeline_id
        return any(
            stage.qualified and wanted in (None, stage.pipeline_id)
            for stage in self.stages.values()
        )

    @cached_property
    def won(self) -> dict[str, Ended]:
        """The deals won, by currency."""
        return self._ended(Status.WON)

    @cached_property
    def lost(self) -> dict[str, Ended]:
        """The deals lost, by currency."""
        return self._ended(Status.LOST)

    def _ended(self, status: Status) -> dict[str, Ended]:
        return {
            each.currency: Ended(each.count, each.valued, each.value, each.dated, each.days)
            for each in self.closed_groups
            if each.status is status
        }

    @property
    def all_won(self) -> Ended:
        """The deals won, over all currencies; their values are in none."""
        won = self.won.values()
        return Ended(
            count=sum(each.count for each in won),
            dated=sum(each.dated for each in won),
            days=sum(each.days for each in won),
        )

    @cached_property
    def qualified_open(self) -> dict[str, int]:
        """How many open deals count as qualified, by currency."""
        found: dict[str, int] = {}
        for each in self.open_groups:
            if each.stage_id in self.qualified:
                found[each.currency] = found.get(each.currency, 0) + each.count
        return found

    def stage_unknown(self, currency: str) -> bool:
        """Whether of none of the open deals in a currency it is known in which stage it was."""
        mine = [each for each in self.open_groups if each.currency == currency]
        return bool(mine) and all(each.stage_id is None for each in mine)

    @cached_property
    def weights(self) -> dict[str, dict[int, int]]:
        """The open value by currency and probability, of the deals of which that is known."""
        found: dict[str, dict[int, int]] = {}
        for each in self.open_groups:
            probability = self.probability(each)
            if each.valued and probability is not None:
                by = found.setdefault(each.currency, {})
                by[probability] = by.get(probability, 0) + each.value
        return found

    def probability(self, group: OpenGroup) -> int | None:
        """The deals' own probability or that of their stage; None when neither is known."""
        if group.probability is not None:
            return group.probability
        stage = self.stages.get(group.stage_id or 0)
        return stage.probability if stage else None

    @property
    def none_ended(self) -> str:
        """Why there is no rate of won and lost."""
        return f"nothing was won or lost in {self.scope.period}"

    @property
    def none_won(self) -> str:
        """Why there is no mean of what was won."""
        return f"nothing was won in {self.scope.period}"

    @property
    def no_target(self) -> str:
        """Why there is nothing to be reached."""
        if not self.scope.filter.empty:
            return NOT_FOR_A_FILTER
        if self.scope.owner == "":
            return NOT_FOR_NOBODY
        return f"no target is set for {self.scope.period}"

    def win_rate(self, currency: str) -> Fraction | None:
        """The win rate by count of the deals in a currency."""
        ended = self.won.get(currency, Ended()), self.lost.get(currency, Ended())
        return formulas.win_rate(*(each.count for each in ended))

    # What the figures are without

    def left_out(self, gaps: Collection[Gap]) -> int:
        """How many deals gaps keep out of a figure, each once.

        A deal that is open, or may have been, may also be one that was won or lost; within either
        no deal is in two of the gaps of a figure. So only where both have some are deals compared.
        """
        counts = {gap: self._missing(gap) for gap in gaps}
        open_ = [gap for gap, count in counts.items() if count and gap in _OF_OPEN]
        ended = [gap for gap, count in counts.items() if count and gap not in _OF_OPEN]
        twice: set[int] = set()
        if open_ and ended:
            twice = self._every(open_) & self._every(ended)
        return sum(counts.values()) - len(twice)

    def ids(self, gap: Gap) -> list[int]:
        """The deals that a gap keeps out of a figure."""
        if gap not in self._ids:
            self._ids[gap] = self._read(gap)
        return self._ids[gap]

    def _every(self, gaps: Collection[Gap]) -> set[int]:
        return {deal_id for gap in gaps for deal_id in self.ids(gap)}

    def _read(self, gap: Gap) -> list[int]:
        connection, opens = self.connection, self.opens
        if gap is Gap.UNKNOWN:
            return self.unknown
        if gap is Gap.OPEN_VALUE:
            return store.open_ids(connection, opens, valued=False)
        if gap is Gap.GONE:
            return store.gone_ids(connection, opens)
        if gap is Gap.STAGE:
            return store.open_ids(connection, opens, staged=False)
        if gap is Gap.CHANCE:
            return store.open_ids(connection, opens, weighable=False)
        if gap in (Gap.WON_DAY, Gap.LOST_DAY):
            return self.undated[Status.WON if gap is Gap.WON_DAY else Status.LOST]
        closed, at = self.scope, self.present
        if gap is Gap.CREATED:
            return store.closed_ids(connection, closed, at, (Status.WON,), dated=False)
        status = Status.WON if gap is Gap.WON_VALUE else Status.LOST
        return store.closed_ids(connection, closed, at, (status,), valued=False)

    def _missing(self, gap: Gap) -> int:
        """How many deals a gap keeps out, by what was added up where that tells it."""
        groups = self.open_groups if gap in _OF_GROUPS else ()
        if gap is Gap.OPEN_VALUE:
            return sum(each.count - each.valued for each in groups)
        if gap is Gap.CHANCE:
            return sum(each.valued for each in groups if self.probability(each) is None)
        if gap is Gap.STAGE:
            return sum(each.count for each in groups if each.stage_id is None)
        if gap not in _OF_ENDED:
            return len(self.ids(gap))
        ended = (self.lost if gap is Gap.LOST_VALUE else self.won).values()
        known = (each.dated if gap is Gap.CREATED else each.valued for each in ended)
        return sum(each.count for each in ended) - sum(known)
