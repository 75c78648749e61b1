"""What a column of the forecast is called, and its formula with the numbers put in."""

from collections.abc import Callable, Mapping

from pipeboard.domain.days import MONTH_NAMES
from pipeboard.domain.figurewords import NOT_APPLICABLE
from pipeboard.domain.figurewords import amount as exactly
from pipeboard.domain.forecast import NO_VALUE, Column, Heap, Place
from pipeboard.domain.money import short
from pipeboard.domain.periods import PeriodUnit
from pipeboard.ui import text
from pipeboard.ui.widgets.amounts import by_currency

_UNKNOWN = f"{NOT_APPLICABLE}: {NO_VALUE}"
_WITHOUT_TARGET, _WITHOUT_PARTS, _SIDE_BY_SIDE = 2, 3, 4
"""From which brevity on the formula is without those; then sums stand side by side."""


def name(place: Place, year: int) -> str:
    """What a column is called: ``Nov``, ``Jan 2027``, ``W48 Nov 23``, ``Q4 2026``, ``Overdue``."""
    if isinstance(place, Heap):
        return place.label.capitalize()
    month = MONTH_NAMES[place.first.month - 1]
    if place.unit is PeriodUnit.WEEK:
        return f"{str(place).split('-')[1]} {place.first.day} {month}"
    if place.unit is PeriodUnit.QUARTER:
        return f"{str(place).split('-')[1]} {place.first.year}"
    return month if place.first.year == year else f"{month} {place.first.year}"


def formula(column: Column, year: int, currency: str, room: int) -> str:
    """The forecast of a column with its numbers put in, exact where there is room for that.

    Every currency is named. Where there is little room, it is without what the head of the column
    shows as well.
    """
    if isinstance(column.place, Heap):
        said = _of_heap(column, name(column.place, year), column.place.about, currency)
    elif column.is_unknown("forecast"):
        why = f"; {column.why_no_target}" if column.why_no_target else ""
        said = [f"forecast {_UNKNOWN}{each}" for each in (why, "")]
    else:
        said = _of_period(column, currency)
    return next((each for each in said if text.width(each) <= room), said[-1])


def _of_heap(column: Column, called: str, about: str, currency: str) -> list[str]:
    full = f"{called}: {about}"
    if column.is_unknown("value"):
        return [f"{full}; value {_UNKNOWN}", f"{called}: value {_UNKNOWN}"]
    if not column.value:
        return [full]
    value, weighted = (_listed(each, currency) for each in (column.value, column.weighted))
    return [f"{full}; value {value}; weighted {weighted}", full]


def _of_period(column: Column, currency: str) -> list[str]:
    """The formula in full, then ever shorter."""
    unknown = [f"{each} {_UNKNOWN}" for each in column.figures if column.is_unknown(each)]
    why = "".join(f"; {each}" for each in (*unknown, column.why_no_target) if each)
    known = dict.fromkeys([*column.forecast, *column.target], 0)
    codes = by_currency(known, currency) or [currency]
    said: list[str] = []
    for brevity in range(_SIDE_BY_SIDE):
        write = short if brevity else exactly
        parts = [_put_in(column, code, write, brevity) for code in codes]
        if len(codes) == 1:
            told = f"{parts[0]} {codes[0]}"
        else:
            told = "; ".join(f"{code}: {part}" for code, part in zip(codes, parts, strict=True))
        said.append(f"{told}{why}")
    sums = {code: column.forecast.get(code, 0) for code in codes}
    gap = f"; gap {_listed(column.gap, currency)}" if column.gap else ""
    brief = f"forecast {_listed(sums, currency)}{gap}"
    return [*said, f"{brief}{why}", brief]


def _put_in(column: Column, code: str, write: Callable[[int, str], str], brevity: int) -> str:
    """The formula of the forecast with its numbers in one currency, and the gap if there is one."""
    won, weighted = column.won.get(code, 0), column.weighted.get(code, 0)
    said = f"forecast {write(won + weighted, code)}"
    if brevity < _WITHOUT_PARTS:
        parts = {"won": write(won, code), "weighted": write(weighted, code)}
        told = (
            f"{each} {NOT_APPLICABLE if column.is_unknown(each) else sum_}"
            for each, sum_ in parts.items()
        )
        said += f" = {' + '.join(told)}"
    if code in column.gap:
        said += f", gap {write(column.gap[code], code)}"
        if brevity < _WITHOUT_TARGET:
            said += f" = target {write(column.target[code], code)} - forecast"
    return said


def _listed(sums: Mapping[str, int], currency: str) -> str:
    """Sums, each with its currency: ``87.6k EUR, 12k USD``."""
    return ", ".join(f"{short(sums[code], code)} {code}" for code in by_currency(sums, currency))
