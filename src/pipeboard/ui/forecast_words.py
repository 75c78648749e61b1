"""What a column of the forecast is called, and its formula with the numbers put in."""

from collections.abc import Callable

from pipeboard.domain.days import MONTH_NAMES
from pipeboard.domain.figurewords import amount as exactly
from pipeboard.domain.forecast import Column, Heap, Place
from pipeboard.domain.money import short
from pipeboard.domain.periods import PeriodUnit
from pipeboard.ui import text
from pipeboard.ui.widgets.amounts import by_currency

_WITHOUT_WHY, _WITHOUT_TARGET, _WITHOUT_PARTS = 2, 3, 4
"""From which brevity on the formula is without those."""


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

    Where there is little, it is without what the head of the column shows as well.
    """
    if isinstance(column.place, Heap):
        return f"{name(column.place, year)}: {column.place.about}"
    why = f"; {column.why_no_target}" if column.why_no_target else ""
    said = ""
    for brevity, write in enumerate((exactly, short, short, short, short)):
        told = "; ".join(_put_in(column, currency, write, brevity))
        said = f"forecast {told}{why if brevity < _WITHOUT_WHY else ''}"
        if text.width(said) <= room:
            break
    return said


def _put_in(
    column: Column, currency: str, write: Callable[[int, str], str], brevity: int
) -> list[str]:
    """The formula of the forecast with its numbers, for each currency; with the gap if there is one."""
    parts = []
    codes = column.forecast.keys() | column.target.keys()
    for code in by_currency(dict.fromkeys(codes, 0), currency) or [currency]:
        won, weighted = column.won.get(code, 0), column.weighted.get(code, 0)
        said = write(won + weighted, code)
        if brevity < _WITHOUT_PARTS:
            said += f" = won {write(won, code)} + weighted {write(weighted, code)}"
        if code in column.target:
            said += f", gap {write(column.gap[code], code)}"
            if brevity < _WITHOUT_TARGET:
                said += f" = target {write(column.target[code], code)} - forecast"
        parts.append(f"{said} {code}")
    return parts
