"""The figures of one period, each by its formula from the numbers of that period."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from pipeboard.domain import formulas
from pipeboard.domain.figures import Amount, Value
from pipeboard.domain.figurewords import SUMS
from pipeboard.domain.lacks import NO_STAGE_QUALIFIED
from pipeboard.domain.money import weigh
from pipeboard.domain.pace import ZERO
from pipeboard.service.insight_numbers import Ended, Gap, Numbers
from pipeboard.store import figures as store

REACHED = "the target is reached"
NO_STAGE_KNOWN = "of no open deal it is known in which stage it was"
NONE_VALUED = "no open deal has a value"
NO_VALUE = "nothing that was won has a value"
NO_CREATION = "of nothing that was won it is known when it was created"
SAME_DAY = "every deal that was won was won on the day on which it was created"
_ENDED = Gap.WON_DAY, Gap.LOST_DAY
GAPS: Mapping[str, tuple[Gap, ...]] = {
    "open_count": (Gap.UNKNOWN,),
    "open_value": (Gap.UNKNOWN, Gap.OPEN_VALUE),
    "weighted_value": (Gap.UNKNOWN, Gap.OPEN_VALUE, Gap.CHANCE),
    "won_count": (Gap.WON_DAY,),
    "won_value": (Gap.WON_DAY, Gap.WON_VALUE),
    "lost_count": (Gap.LOST_DAY,),
    "win_rate_count": _ENDED,
    "win_rate_value": (*_ENDED, Gap.WON_VALUE, Gap.LOST_VALUE),
    "average_deal": (Gap.WON_DAY,),
    "sales_cycle_days": (Gap.WON_DAY, Gap.CREATED),
    "velocity_per_day": (Gap.UNKNOWN, Gap.STAGE, *_ENDED, Gap.CREATED),
    "coverage": (Gap.UNKNOWN, Gap.WON_DAY, Gap.WON_VALUE),
    "needed_coverage": _ENDED,
    "deals_needed": _ENDED,
    "without_next_step": (Gap.UNKNOWN, Gap.GONE),
}
"""What may be missing of the deals that a figure is of."""


@dataclass(frozen=True, slots=True)
class Part:
    """What a figure comes to in one period, None with a ``why``; and how many deals it is without.

    ``whys`` are the reasons of one by currency, of each currency in which it has no value.
    """

    value: Value | None
    why: str = ""
    left_out: int = 0
    whys: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Currencies:
    """How a figure is computed currency by currency.

    ``codes`` are those that it is told in, ``amount`` what it comes to in one, or why it does not,
    and ``none`` why there is nothing to tell in any.
    """

    codes: Callable[[Numbers], Iterable[str]]
    amount: Callable[[Numbers, str], Amount | str]
    none: Callable[[Numbers], str]


def compute(of: Numbers, name: str, also: Collection[str] = ()) -> Part:
    """The figure of a name that SPECS has, but those of leads.

    One by currency is told in those that the deals are in, and in those that it is ``also`` asked
    for; of a sum nothing is to be told in one that no deal is in.
    """
    found = _in_currencies(of, name, also) if name in _BY_CURRENCY else _WHOLE[name](of)
    return Part(found.value, found.why, of.left_out(GAPS.get(name, ())), found.whys)


def currencies(of: Numbers, name: str) -> set[str]:
    """The currencies that a figure is told in; of one without money in it none."""
    return set(_BY_CURRENCY[name].codes(of)) if name in _BY_CURRENCY else set()


def _in_currencies(of: Numbers, name: str, also: Collection[str]) -> Part:
    figure = _BY_CURRENCY[name]
    codes = set(figure.codes(of)) | (set() if name in SUMS else set(also))
    if not codes:
        return Part({}) if name in SUMS else Part(None, figure.none(of))
    parts = {code: figure.amount(of, code) for code in sorted(codes)}
    values = {code: each for code, each in parts.items() if not isinstance(each, str)}
    whys = {code: each for code, each in parts.items() if isinstance(each, str)}
    told = "; ".join(f"{code}: {why}" for code, why in whys.items())
    if len(set(whys.values())) == 1 and not values:
        told = next(iter(whys.values()))
    return Part(values or None, told, whys=whys)


# Figures without money in them


def _open_count(of: Numbers) -> Part:
    return Part(sum(each.count for each in of.open_groups))


def _won_count(of: Numbers) -> Part:
    return Part(of.all_won.count)


def _lost_count(of: Numbers) -> Part:
    return Part(sum(each.count for each in of.lost.values()))


def _win_rate_count(of: Numbers) -> Part:
    lost = sum(each.count for each in of.lost.values())
    rate = formulas.win_rate(of.all_won.count, lost)
    return Part(rate, "" if rate is not None else of.none_ended)


def _sales_cycle_days(of: Numbers) -> Part:
    won = of.all_won
    why = "" if won.dated else of.none_won
    if won.count and not won.dated:
        why = NO_CREATION
    return Part(won.cycle, why)


def _needed_coverage(of: Numbers) -> Part:
    rate = _win_rate_count(of)
    found = formulas.needed_coverage(rate.value if isinstance(rate.value, Fraction) else None)
    return Part(found, "" if found is not None else rate.why or of.none_won)


def _overdue_followups(of: Numbers) -> Part:
    return Part(store.overdue(of.connection, of.scope, of.opens.at))


def _without_next_step(of: Numbers) -> Part:
    return Part(store.without_next_step(of.connection, of.opens))


def _activities_done(of: Numbers) -> Part:
    return Part(store.done(of.connection, of.scope, of.present))


# Figures by currency


def _of_open(of: Numbers) -> Iterable[str]:
    return (each.currency for each in of.open_groups)


def _of_ended(of: Numbers) -> Iterable[str]:
    return (*of.won, *of.lost)


def _open_value(of: Numbers, code: str) -> Amount | str:
    mine = [each for each in of.open_groups if each.currency == code]
    return sum(each.value for each in mine) if any(each.valued for each in mine) else NONE_VALUED


def _weighted_value(of: Numbers, code: str) -> Amount | str:
    shares = of.weights.get(code)
    if shares:
        return weigh((value, chance) for chance, value in shares.items())
    if any(each.valued for each in of.open_groups if each.currency == code):
        return "of no open deal that has a value the probability at that time is known"
    return NONE_VALUED


def _won_value(of: Numbers, code: str) -> Amount | str:
    won = of.won[code]
    return won.value if won.valued else NO_VALUE


def _win_rate_value(of: Numbers, code: str) -> Amount | str:
    won, lost = of.won.get(code, Ended()), of.lost.get(code, Ended())
    if not won.count and not lost.count:
        return of.none_ended
    rate = formulas.win_rate(won.value, lost.value)
    return "nothing that was won or lost has a value" if rate is None else rate


def _average_deal(of: Numbers, code: str) -> Amount | str:
    won = of.won.get(code, Ended())
    if not won.count:
        return of.none_won
    return NO_VALUE if won.average is None else formulas.whole(won.average)


def _of_velocity(of: Numbers) -> Iterable[str]:
    return (*of.won, *of.lost, *of.qualified_open) if of.tells_qualified else ()


def _velocity(of: Numbers, code: str) -> Amount | str:
    won = of.won.get(code, Ended())
    qualified = of.qualified_open.get(code, 0)
    if not of.tells_qualified:
        return NO_STAGE_QUALIFIED
    if not qualified and of.stage_unknown(code):
        return NO_STAGE_KNOWN
    found = formulas.velocity(qualified, won.average, of.win_rate(code), won.cycle)
    if found is not None:
        return formulas.whole(found)
    if not won.count:
        return of.none_won
    if won.average is None:
        return NO_VALUE
    return SAME_DAY if won.dated else NO_CREATION


def _coverage(of: Numbers, code: str) -> Amount | str:
    goal, won = of.targets.get(code), of.won.get(code, Ended()).value
    if goal is None:
        return of.no_target
    found = formulas.coverage(of.expected.get(code, 0), goal, won)
    return _reached(goal) if found is None else found


def _deals_needed(of: Numbers, code: str) -> Amount | str:
    goal, won = of.targets.get(code), of.won.get(code, Ended())
    if goal is None:
        return of.no_target
    found = formulas.deals_needed(goal, won.value, won.average, of.win_rate(code))
    if found is not None:
        return found
    if goal <= won.value:
        return _reached(goal)
    return NO_VALUE if won.count else of.none_won


def _reached(goal: int) -> str:
    return REACHED if goal else ZERO


_WHOLE: Mapping[str, Callable[[Numbers], Part]] = {
    "open_count": _open_count,
    "won_count": _won_count,
    "lost_count": _lost_count,
    "win_rate_count": _win_rate_count,
    "sales_cycle_days": _sales_cycle_days,
    "needed_coverage": _needed_coverage,
    "overdue_followups": _overdue_followups,
    "without_next_step": _without_next_step,
    "activities_done": _activities_done,
}
_BY_CURRENCY: Mapping[str, _Currencies] = {
    "open_value": _Currencies(_of_open, _open_value, lambda _: ""),
    "weighted_value": _Currencies(_of_open, _weighted_value, lambda _: ""),
    "won_value": _Currencies(lambda of: of.won, _won_value, lambda _: ""),
    "win_rate_value": _Currencies(_of_ended, _win_rate_value, lambda of: of.none_ended),
    "average_deal": _Currencies(lambda of: of.won, _average_deal, lambda of: of.none_won),
    "velocity_per_day": _Currencies(
        _of_velocity,
        _velocity,
        lambda of: of.none_won if of.tells_qualified else NO_STAGE_QUALIFIED,
    ),
    "coverage": _Currencies(lambda of: of.targets, _coverage, lambda of: of.no_target),
    "deals_needed": _Currencies(lambda of: of.targets, _deals_needed, lambda of: of.no_target),
}
