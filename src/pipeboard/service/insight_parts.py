"""The figures of one period, each by its formula from the numbers of that period."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction

from pipeboard.domain import formulas
from pipeboard.domain.figures import Amount, Value
from pipeboard.domain.lacks import NO_STAGE_QUALIFIED
from pipeboard.domain.money import weigh
from pipeboard.service.insight_numbers import Ended, Gap, Numbers
from pipeboard.store import figures as store

REACHED = "the target is reached"
NO_STAGE_KNOWN = "of no open deal it is known in which stage it was"
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

    ``whys`` are the reasons by currency, where not all currencies have the same.
    """

    value: Value | None
    why: str = ""
    left_out: int = 0
    whys: Mapping[str, str] = field(default_factory=dict)


def compute(of: Numbers, name: str) -> Part:
    """The figure of a name that SPECS has, but those of leads."""
    found = _FIGURES[name](of)
    return replace(found, left_out=sum(of.missing(gap) for gap in GAPS.get(name, ())))


def _open_count(of: Numbers) -> Part:
    return Part(sum(each.count for each in of.open_groups))


def _open_value(of: Numbers) -> Part:
    found: dict[str, Amount | str] = {}
    for code in _codes(each.currency for each in of.open_groups):
        mine = [each for each in of.open_groups if each.currency == code]
        valued = any(each.valued for each in mine)
        found[code] = sum(each.value for each in mine) if valued else "no open deal has a value"
    return _sums(found)


def _weighted_value(of: Numbers) -> Part:
    found: dict[str, Amount | str] = {}
    for code in _codes(each.currency for each in of.open_groups):
        shares = of.weights.get(code)
        found[code] = _no_weight(of, code)
        if shares:
            found[code] = weigh((value, chance) for chance, value in shares.items())
    return _sums(found)


def _no_weight(of: Numbers, code: str) -> str:
    if any(each.valued for each in of.open_groups if each.currency == code):
        return "of no open deal that has a value the probability at that time is known"
    return "no open deal has a value"


def _won_count(of: Numbers) -> Part:
    return Part(of.all_won.count)


def _won_value(of: Numbers) -> Part:
    parts = {code: each.value if each.valued else NO_VALUE for code, each in of.won.items()}
    return _sums(parts)


def _lost_count(of: Numbers) -> Part:
    return Part(sum(each.count for each in of.lost.values()))


def _win_rate_count(of: Numbers) -> Part:
    lost = sum(each.count for each in of.lost.values())
    rate = formulas.win_rate(of.all_won.count, lost)
    return Part(rate, "" if rate is not None else of.none_ended)


def _win_rate_value(of: Numbers) -> Part:
    parts: dict[str, Amount | str] = {}
    for code in _codes(of.won, of.lost):
        values = (each.get(code, Ended()).value for each in (of.won, of.lost))
        rate = formulas.win_rate(*values)
        parts[code] = "nothing that was won or lost has a value" if rate is None else rate
    return _by_currency(parts, of.none_ended)


def _average_deal(of: Numbers) -> Part:
    parts: dict[str, Amount | str] = {}
    for code, each in of.won.items():
        mean = each.average
        parts[code] = NO_VALUE if mean is None else formulas.whole(mean)
    return _by_currency(parts, of.none_won)


def _sales_cycle_days(of: Numbers) -> Part:
    won = of.all_won
    why = "" if won.dated else of.none_won
    if won.count and not won.dated:
        why = NO_CREATION
    return Part(won.cycle, why)


def _velocity(of: Numbers) -> Part:
    if not of.tells_qualified:
        return Part(None, NO_STAGE_QUALIFIED)
    parts = {code: _velocity_in(of, code) for code in _codes(of.won, of.lost, of.qualified_open)}
    whole = {
        code: each if isinstance(each, str) else formulas.whole(Fraction(each))
        for code, each in parts.items()
    }
    return _by_currency(whole, of.none_won)


def _velocity_in(of: Numbers, code: str) -> Amount | str:
    """Money a day in a currency, exact; or why that cannot be told."""
    won = of.won.get(code, Ended())
    if not of.qualified_open.get(code) and of.stage_unknown(code):
        return NO_STAGE_KNOWN
    found = formulas.velocity(
        of.qualified_open.get(code, 0), won.average, of.win_rate(code), won.cycle
    )
    if found is not None:
        return found
    if not won.count:
        return of.none_won
    if won.average is None:
        return NO_VALUE
    return SAME_DAY if won.dated else NO_CREATION


def _coverage(of: Numbers) -> Part:
    parts: dict[str, Amount | str] = {}
    for code, goal in of.targets.items():
        won = of.won.get(code, Ended()).value
        found = formulas.coverage(of.expected.get(code, 0), goal, won)
        parts[code] = REACHED if found is None else found
    return _by_currency(parts, of.no_target)


def _needed_coverage(of: Numbers) -> Part:
    rate = _win_rate_count(of)
    found = formulas.needed_coverage(rate.value if isinstance(rate.value, Fraction) else None)
    return Part(found, "" if found is not None else rate.why or of.none_won)


def _deals_needed(of: Numbers) -> Part:
    parts: dict[str, Amount | str] = {}
    for code, goal in of.targets.items():
        won = of.won.get(code, Ended())
        found = formulas.deals_needed(goal, won.value, won.average, of.win_rate(code))
        parts[code] = _why_not(of, goal, won) if found is None else found
    return _by_currency(parts, of.no_target)


def _why_not(of: Numbers, goal: int, won: Ended) -> str:
    if goal <= won.value:
        return REACHED
    return NO_VALUE if won.count else of.none_won


def _overdue_followups(of: Numbers) -> Part:
    return Part(store.overdue(of.connection, of.scope, of.opens.at))


def _without_next_step(of: Numbers) -> Part:
    return Part(store.without_next_step(of.connection, of.opens))


def _activities_done(of: Numbers) -> Part:
    return Part(store.done(of.connection, of.scope, of.present))


def _by_currency(parts: Mapping[str, Amount | str], none: str) -> Part:
    """A figure by currency from its parts, each an amount or why there is none; ``none`` tells why
    there is no part at all.
    """
    values = {code: each for code, each in sorted(parts.items()) if not isinstance(each, str)}
    whys = {code: each for code, each in sorted(parts.items()) if isinstance(each, str)}
    if not parts:
        return Part(None, none)
    if len(set(whys.values())) == 1 and not values:
        return Part(None, next(iter(whys.values())))
    told = "; ".join(f"{code}: {why}" for code, why in whys.items())
    return Part(values or None, told, whys=whys)


def _sums(parts: Mapping[str, Amount | str]) -> Part:
    """A sum by currency; there is one of no deals too, which is of no currency."""
    return _by_currency(parts, "") if parts else Part({})


def _codes(*by: Iterable[str]) -> list[str]:
    return sorted({code for each in by for code in each})


_FIGURES: Mapping[str, Callable[[Numbers], Part]] = {
    "open_count": _open_count,
    "open_value": _open_value,
    "weighted_value": _weighted_value,
    "won_count": _won_count,
    "won_value": _won_value,
    "lost_count": _lost_count,
    "win_rate_count": _win_rate_count,
    "win_rate_value": _win_rate_value,
    "average_deal": _average_deal,
    "sales_cycle_days": _sales_cycle_days,
    "velocity_per_day": _velocity,
    "coverage": _coverage,
    "needed_coverage": _needed_coverage,
    "deals_needed": _deals_needed,
    "overdue_followups": _overdue_followups,
    "without_next_step": _without_next_step,
    "activities_done": _activities_done,
}
