"""What was won month by month beside the targets, for the picture and the report."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from pipeboard.domain import charts, targets
from pipeboard.domain.charts import Chart
from pipeboard.domain.days import add_months
from pipeboard.domain.figures import Scope
from pipeboard.domain.periods import Period, PeriodUnit, period_of
from pipeboard.domain.periodwords import called
from pipeboard.service.presence import present
from pipeboard.service.targets import targets_of, wider_of
from pipeboard.service.workspace import Workspace
from pipeboard.store import figures

LEAST, MOST = 6, 24
"""How many months are shown: those of the period, and some before it where these are few."""


@dataclass(frozen=True, slots=True)
class Month:
    """What was won in a month in one currency, in minor units, and its target; None without one.

    ``wider`` has the targets of the quarter and the year that it is in then, by their names;
    ``filtered`` says that a filter narrows down the deals, which have no target then.
    """

    period: Period
    won: int
    target: int | None
    wider: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    filtered: bool = False

    @property
    def why(self) -> str:
        """Why there is no target; empty where there is one."""
        if self.filtered:
            return targets.NOT_FOR_A_FILTER
        return "" if self.target is not None else targets.none_for(self.period, self.wider)

    @property
    def label(self) -> str:
        """``Oct 2026``."""
        return called(self.period)


def touched(period: Period) -> list[Period]:
    """The months that a period has days in, the last 24 of them."""
    return _months_to(period, 1)


def shown(period: Period) -> list[Period]:
    """The months of a picture: those that the period touches, and at least six up to its last."""
    return _months_to(period, LEAST)


def _months_to(period: Period, least: int) -> list[Period]:
    first, last = period.first, period.last
    count = 12 * (last.year - first.year) + last.month - first.month + 1
    count = min(max(count, least), MOST, 12 * (last.year - 1) + last.month)
    return [
        period_of(add_months(last.replace(day=1), -back), PeriodUnit.MONTH)
        for back in range(count - 1, -1, -1)
    ]


def won_by_month(ws: Workspace, scope: Scope) -> dict[str, list[Month]]:
    """The months that ``shown`` names, by currency: that of the database, and any that was won
    in or has a target. Deals that a filter narrows down have no target.
    """
    wanted = shown(scope.period)
    whole = replace(scope, period=Period(wanted[0].first, wanted[-1].last))
    won: dict[Period, dict[str, int]] = {month: defaultdict(int) for month in wanted}
    with ws.read() as connection:
        for day, code, value in figures.won_by_day(connection, whole, present(ws)):
            won[period_of(day, PeriodUnit.MONTH)][code] += value
        aims = wanted if scope.filter.empty else []
        due = targets_of(connection, aims, scope.pipeline_id, scope.owner)
        wider = wider_of(connection, aims, scope.pipeline_id, scope.owner)
    codes = sorted({code for month in wanted for code in (*won[month], *due.get(month, ()))})
    return {
        code: [
            Month(
                month,
                won[month].get(code, 0),
                due.get(month, {}).get(code),
                _in(wider.get(month, {}), code),
                not scope.filter.empty,
            )
            for month in wanted
        ]
        for code in codes or [ws.currency]
    }


def _in(wider: Mapping[str, Mapping[str, int]], code: str) -> dict[str, dict[str, int]]:
    return {name: {code: sums[code]} for name, sums in wider.items() if code in sums}


def picture(months: Sequence[Month], currency: str) -> Chart:
    """The months as bars, each with a mark at its target."""
    wider = {name: sums for each in months for name, sums in each.wider.items()}
    none = f"none for single months; {targets.told(wider)}" if wider else ""
    if any(each.filtered for each in months):
        none = targets.NOT_FOR_A_FILTER
    return charts.won_against_target(
        [(each.label, each.won, each.target) for each in months], currency, none=none
    )
