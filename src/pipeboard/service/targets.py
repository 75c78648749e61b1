"""The targets, and how far they are reached."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from pipeboard.domain import pace
from pipeboard.domain import targets as rules
from pipeboard.domain.figures import LeftOut, Opened, Spec, Unit
from pipeboard.domain.money import Money
from pipeboard.domain.pace import Progress
from pipeboard.domain.periods import Period
from pipeboard.domain.targets import Target
from pipeboard.service.workspace import Workspace
from pipeboard.store import targets as store
from pipeboard.store.database import Connection

SPEC = Spec("target", "won of target", Unit.MONEY, pace.FORMULA, by_currency=True)
"""What is opened of a target."""


@dataclass(frozen=True, slots=True)
class Goal:
    """A target with how far it is reached; its id is None where it is the sum of its parts.

    ``pipeline`` is the name of its own, empty for all.
    """

    target: Target
    pipeline: str
    progress: Progress

    @property
    def whose(self) -> str:
        """For whom and what it is."""
        return rules.whose(self.target.owner, self.pipeline)


def target(
    ws: Workspace, period: Period, pipeline_id: int | None, owner: str | None
) -> dict[str, int]:
    """The target of a period, by currency in minor units; a currency without one is not in it.

    It is that for just this pipeline (None: all) and owner (None: everybody; the deals of nobody, an
    empty owner, have none): targets of single pipelines or owners are not added up to one for all.
    Where nothing is set for a quarter or a year itself it is the sum of those for its months, or
    quarters, if all of these are set. Only months, quarters and years, however they are told, have
    targets. A target of 0 is one: it says that nothing is to be won, and every figure that divides
    by it is n/a.
    """
    with ws.read() as connection:
        return targets_of(connection, [period], pipeline_id, owner)[period]


def progress(
    ws: Workspace, period: Period, pipeline_id: int | None = None, owner: str | None = None
) -> list[Progress]:
    """How far the target of a period is reached, in each currency that has one or was won in.

    Of a currency without a target that says so, as does the one of the database where there is
    neither.
    """
    with ws.read() as connection:
        return progress_of(connection, ws, period, pipeline_id, owner)


def progress_of(
    connection: Connection,
    ws: Workspace,
    period: Period,
    pipeline_id: int | None,
    owner: str | None,
) -> list[Progress]:
    """What ``progress`` tells, as a part of a reading."""
    targets = targets_of(connection, [period], pipeline_id, owner)[period]
    won = store.won(connection, period, pipeline_id, owner)
    by_currency: dict[str, dict[date, int]] = defaultdict(lambda: defaultdict(int))
    for each in won:
        by_currency[each.currency][each.day] += each.value
    currencies = sorted({*targets, *by_currency} or {ws.currency})
    return [
        pace.progress(period, each, targets.get(each), by_currency.get(each, {}), ws.today())
        for each in currencies
    ]


def goals(
    ws: Workspace, period: Period, pipeline_id: int | None = None, owner: str | None = None
) -> list[Goal]:
    """The targets of a period, then those of what is in it, then those of what it is in.

    Sums of parts are among them, for the period itself and for what is in it. With a pipeline or an
    owner only theirs.
    """
    with ws.read() as connection:
        found = [
            each
            for each in store.targets(connection)
            if pipeline_id in (None, each.pipeline_id) and owner in (None, each.owner)
        ]
        wanted = _with_sums(found, period)
        if not wanted:
            return []
        whole = Period(
            min(each.period.first for each in wanted), max(each.period.last for each in wanted)
        )
        won = store.won(connection, whole, pipeline_id, owner)
        names = store.pipeline_names(connection)
    sums = _by_scope(won)
    return [_goal(each, names, sums, ws.today()) for each in _in_order(wanted, period, names)]


def undated(ws: Workspace, pipeline_id: int | None = None, owner: str | None = None) -> list[int]:
    """The won deals that count towards no target, since nobody knows when they were won."""
    with ws.read() as connection:
        return store.won_undated(connection, pipeline_id, owner)


def open_goal(ws: Workspace, wanted: Target) -> Opened:
    """What is behind the progress of a target: the numbers put in, and the deals won towards it."""
    period, currency = wanted.period, wanted.money.currency
    scope = wanted.pipeline_id, wanted.owner
    with ws.read() as connection:
        won = store.won(connection, period, *scope)
        deal_ids = store.won_deals(connection, wanted)
        lacking = store.won_undated(connection, *scope, currency)
    sums: dict[date, int] = defaultdict(int)
    for each in won:
        if each.currency == currency:
            sums[each.day] += each.value
    found = pace.progress(period, currency, wanted.money.minor, sums, ws.today())
    left = [LeftOut(lacking, "won, but not known when: no date is told")] if lacking else []
    return Opened(SPEC, pace.put_in(found), deal_ids, left)


def targets_of(
    connection: Connection, periods: Iterable[Period], pipeline_id: int | None, owner: str | None
) -> dict[Period, dict[str, int]]:
    """What ``target`` tells of each of several periods, in one reading."""
    known = {period: None if owner == "" else rules.named(period) for period in periods}
    wanted = {str(part) for named in known.values() if named for part in rules.with_parts(named)}
    found = store.values(connection, wanted, pipeline_id, owner) if wanted else {}
    return {period: _due(named, found) if named else {} for period, named in known.items()}


def wider_of(
    connection: Connection, periods: Iterable[Period], pipeline_id: int | None, owner: str | None
) -> dict[Period, dict[str, dict[str, int]]]:
    """The targets of the quarters and years that periods are in, of each by their names."""
    above = {period: rules.wider(period) for period in periods}
    every = {each for several in above.values() for each in several}
    found = targets_of(connection, every, pipeline_id, owner)
    return {
        period: {str(each): found[each] for each in several if found[each]}
        for period, several in above.items()
    }


def _due(period: Period, found: Mapping[str, Mapping[str, int]]) -> dict[str, int]:
    sums = {currency: rules.due(period, values) for currency, values in found.items()}
    return {currency: value for currency, value in sorted(sums.items()) if value is not None}


_Scope = tuple[int | None, str | None, str]
"""A pipeline, an owner and a currency; None is all of them."""


def _with_sums(found: Iterable[Target], period: Period) -> list[Target]:
    """Those of the targets that have days in common with a period, and the sums of parts in it."""
    by_scope: dict[_Scope, dict[str, Target]] = defaultdict(dict)
    for each in found:
        by_scope[each.pipeline_id, each.owner, each.money.currency][str(each.period)] = each
    wanted: list[Target] = []
    known = rules.named(period)
    inside = rules.with_parts(known) if known else []
    for (pipeline_id, owner, currency), of_scope in by_scope.items():
        wanted += [each for each in of_scope.values() if rules.overlap(each.period, period)]
        values = {name: each.money.minor for name, each in of_scope.items()}
        for part in inside:
            value = rules.due(part, values)
            if value is not None and str(part) not in of_scope:
                wanted.append(Target(None, part, pipeline_id, owner, Money(value, currency)))
    return wanted


def _in_order(found: Iterable[Target], period: Period, names: Mapping[int, str]) -> list[Target]:
    """What is as long as the period first, then what is shorter, then what is longer."""

    def place(each: Target) -> tuple[object, ...]:
        inside = each.period.days <= period.days
        size = rules.UNITS.index(each.period.unit) if each.period.unit else 0
        who = (each.owner or "").casefold(), names.get(each.pipeline_id or 0, "").casefold()
        return not inside, -size if inside else size, each.period.first, *who, each.money.currency

    return sorted(found, key=place)


def _by_scope(won: Sequence[store.Won]) -> dict[_Scope, dict[date, int]]:
    """What was won on each day, for every scope that a target may have."""
    sums: dict[_Scope, dict[date, int]] = defaultdict(lambda: defaultdict(int))
    for each in won:
        for pipeline_id in (None, each.pipeline_id):
            for owner in (None, each.owner):
                sums[pipeline_id, owner, each.currency][each.day] += each.value
    return sums


def _goal(
    each: Target, names: Mapping[int, str], sums: Mapping[_Scope, Mapping[date, int]], today: date
) -> Goal:
    money = each.money
    won = sums.get((each.pipeline_id, each.owner, money.currency), {})
    told = pace.progress(each.period, money.currency, money.minor, won, today)
    return Goal(each, names.get(each.pipeline_id or 0, ""), told)
