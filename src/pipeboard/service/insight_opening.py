"""What is behind a figure: its formula with the numbers put in, its deals, and those left out."""

from collections.abc import Callable, Collection, Iterator, Mapping
from fractions import Fraction

from pipeboard.domain.deals import Status
from pipeboard.domain.figures import LeftOut, Opened
from pipeboard.domain.figurespecs import SPECS
from pipeboard.domain.figurewords import NOT_APPLICABLE, amount, number, percent, told
from pipeboard.domain.words import many
from pipeboard.service.insight_numbers import Ended, Numbers
from pipeboard.service.insight_parts import GAPS, Part, compute
from pipeboard.store import figures as store

_WON, _LOST = (Status.WON,), (Status.LOST,)
_BOTH = (*_WON, *_LOST)


def opened(of: Numbers, name: str, deals: Numbers, currency: str = "") -> Opened:
    """What is behind the figure of a name that SPECS has, but those of leads.

    With a ``currency`` only what it comes to in that one; ``deals`` are the numbers of those that
    are to be listed, else the same ones.
    """
    spec = SPECS[name]
    if name in _FOLLOW_UPS:
        amounts = _FOLLOW_UPS[name](deals)
        said = f"{many(sum(amounts.values()), 'follow-up')} on {many(len(amounts), 'deal')}"
        return Opened(spec, [said], list(amounts), (), amounts, counted="follow-up")
    part = compute(of, name, [currency] if currency else ())
    if currency:
        part = _only(part, currency)
    lines = list(_LINES[name](of, part)) if part.value is not None else []
    if part.whys:
        lines += [f"{code}: {NOT_APPLICABLE}, {why}" for code, why in part.whys.items()]
    elif part.why:
        lines.append(f"{NOT_APPLICABLE}, {part.why}")
    elif currency and not lines:
        lines.append(f"{currency}: {amount(0, currency)} in {many(0, 'deal')}")
    return Opened(spec, lines, _DEALS[name](deals), _left_out(deals, name))


def _only(part: Part, currency: str) -> Part:
    """What a figure comes to in one currency."""
    by = part.value if isinstance(part.value, Mapping) else {}
    value = {code: each for code, each in by.items() if code == currency}
    whys = {code: why for code, why in part.whys.items() if code == currency}
    return Part(value or None, whys=whys)


def _left_out(of: Numbers, name: str) -> list[LeftOut]:
    """The deals that a figure is without, each under the first reason."""
    found: list[LeftOut] = []
    told_of: set[int] = set()
    for gap in GAPS.get(name, ()):
        ids = [deal_id for deal_id in of.ids(gap) if deal_id not in told_of]
        if ids:
            found.append(LeftOut(ids, gap.value))
            told_of.update(ids)
    return found


def _values(part: Part) -> Iterator[tuple[str, int | Fraction]]:
    """The parts of a figure by currency."""
    if isinstance(part.value, Mapping):
        yield from sorted(part.value.items())


def _count(thing: str) -> Callable[[Numbers, Part], Iterator[str]]:
    def line(_: Numbers, part: Part) -> Iterator[str]:
        if isinstance(part.value, int):
            yield many(part.value, thing)

    return line


def _open_value(of: Numbers, part: Part) -> Iterator[str]:
    for code, value in _values(part):
        count = sum(each.valued for each in of.open_groups if each.currency == code)
        yield f"{code}: {amount(value, code)} in {many(count, 'deal')}"


def _weighted(of: Numbers, part: Part) -> Iterator[str]:
    for code, value in _values(part):
        shares = sorted(of.weights[code].items())
        terms = " + ".join(f"{amount(each, code)} x {chance} %" for chance, each in shares)
        yield f"{code}: {terms} = {amount(value, code)}"


def _won_value(of: Numbers, part: Part) -> Iterator[str]:
    for code, value in _values(part):
        yield f"{code}: {amount(value, code)} in {many(of.won[code].valued, 'deal')}"


def _win_rate_count(of: Numbers, part: Part) -> Iterator[str]:
    won, lost = of.all_won.count, sum(each.count for each in of.lost.values())
    if isinstance(part.value, Fraction):
        yield f"{won:,} / ({won:,} + {lost:,}) = {percent(part.value)}"


def _win_rate_value(of: Numbers, part: Part) -> Iterator[str]:
    for code, value in _values(part):
        won, lost = (amount(each.get(code, Ended()).value, code) for each in (of.won, of.lost))
        yield f"{code}: {won} / ({won} + {lost}) = {percent(value)}"


def _average(of: Numbers, part: Part) -> Iterator[str]:
    for code, value in _values(part):
        won = of.won[code]
        yield f"{code}: {amount(won.value, code)} / {won.count:,} = {amount(value, code)}"


def _cycle(of: Numbers, part: Part) -> Iterator[str]:
    won = of.all_won
    if isinstance(part.value, Fraction):
        days = told(SPECS["sales_cycle_days"], part.value)
        yield f"{many(won.days, 'day')} / {many(won.dated, 'deal')} = {days}"


def _velocity(of: Numbers, part: Part) -> Iterator[str]:
    for code, value in _values(part):
        won, rate = of.won[code], of.win_rate(code)
        mean, cycle = won.average or Fraction(0), won.cycle or Fraction(0)
        yield (
            f"{code}: {of.qualified_open.get(code, 0):,} x {amount(mean, code)} x "
            f"{percent(rate or 0)} / {number(cycle, 1)} days = {amount(value, code)} a day"
        )


def _coverage(of: Numbers, part: Part) -> Iterator[str]:
    for code, value in _values(part):
        goal, won = of.targets[code], of.won.get(code, Ended()).value
        lacks = f"({amount(goal, code)} - {amount(won, code)})"
        yield f"{code}: {amount(of.expected.get(code, 0), code)} / {lacks} = {number(value, 2)}"


def _needed_coverage(of: Numbers, part: Part) -> Iterator[str]:
    if isinstance(part.value, Fraction):
        won, lost = of.all_won.count, sum(each.count for each in of.lost.values())
        yield f"1 / ({won:,} / ({won:,} + {lost:,})) = {number(part.value, 2)}"


def _deals_needed(of: Numbers, part: Part) -> Iterator[str]:
    for code, value in _values(part):
        goal, won = of.targets[code], of.won[code]
        mean, rate = won.average or Fraction(0), of.win_rate(code)
        yield (
            f"{code}: ({amount(goal, code)} - {amount(won.value, code)}) / "
            f"{amount(mean, code)} / {percent(rate or 0)} = {value:,}, rounded up"
        )


_LINES: Mapping[str, Callable[[Numbers, Part], Iterator[str]]] = {
    "open_count": _count("open deal"),
    "open_value": _open_value,
    "weighted_value": _weighted,
    "won_count": _count("deal"),
    "won_value": _won_value,
    "lost_count": _count("deal"),
    "win_rate_count": _win_rate_count,
    "win_rate_value": _win_rate_value,
    "average_deal": _average,
    "sales_cycle_days": _cycle,
    "velocity_per_day": _velocity,
    "coverage": _coverage,
    "needed_coverage": _needed_coverage,
    "deals_needed": _deals_needed,
    "without_next_step": _count("open deal"),
}


def _opens(of: Numbers) -> list[int]:
    return store.open_ids(of.connection, of.opens)


def _closed(
    statuses: Collection[Status] = _BOTH, *, valued: bool | None = None, dated: bool | None = None
) -> Callable[[Numbers], list[int]]:
    return lambda of: store.closed_ids(
        of.connection, of.scope, of.present, statuses, valued=valued, dated=dated
    )


def _levers(of: Numbers) -> list[int]:
    """The open qualified deals, and those by which value, rate and days are told."""
    qualified = store.open_ids(of.connection, of.opens, stage_ids=of.qualified)
    return sorted({*qualified, *_closed()(of)})


def _covering(of: Numbers) -> list[int]:
    """The open deals that are expected to close in the period, and those won in it."""
    period = of.scope.period
    coming = store.open_ids(of.connection, of.opens, expected=period, valued=True)
    return sorted({*coming, *_closed(_WON, valued=True)(of)})


_DEALS: Mapping[str, Callable[[Numbers], list[int]]] = {
    "open_count": _opens,
    "open_value": lambda of: store.open_ids(of.connection, of.opens, valued=True),
    "weighted_value": lambda of: store.open_ids(of.connection, of.opens, weighable=True),
    "won_count": _closed(_WON),
    "won_value": _closed(_WON, valued=True),
    "lost_count": _closed(_LOST),
    "win_rate_count": _closed(),
    "win_rate_value": _closed(valued=True),
    "average_deal": _closed(_WON),
    "sales_cycle_days": _closed(_WON, dated=True),
    "velocity_per_day": _levers,
    "coverage": _covering,
    "needed_coverage": _closed(),
    "deals_needed": _closed(),
    "without_next_step": lambda of: store.stepless_ids(of.connection, of.opens),
}
_FOLLOW_UPS: Mapping[str, Callable[[Numbers], dict[int, int]]] = {
    "overdue_followups": lambda of: store.overdue_deals(of.connection, of.scope, of.opens.at),
    "activities_done": lambda of: store.done_deals(of.connection, of.scope, of.present),
}
"""The figures that count follow-ups: how many are on each deal."""
