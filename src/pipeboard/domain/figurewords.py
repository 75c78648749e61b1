"""Figures as people read them: ``1,054.00 EUR``, ``63.2 %``, ``41.5 days``, or short in a column.

All are rounded half-even from the exact value.
"""

from collections.abc import Mapping
from fractions import Fraction

from pipeboard.domain.figures import Amount, Figure, InCurrency, Spec, Unit, Value
from pipeboard.domain.money import Money, readable
from pipeboard.domain.words import many

NOT_APPLICABLE = "n/a"
SUMS = frozenset({"open_value", "weighted_value", "won_value"})
"""The figures that are 0 in a currency in which there is nothing; others are n/a then."""

_BREAKDOWNS: Mapping[str, str] = {"size": "deal size"}
_WITHOUT: Mapping[str, str] = {"size": "no value", "reason": "no reason given"}


def percent(rate: Amount | None) -> str:
    """A rate with one decimal: ``63.2 %``; ``n/a`` for none."""
    return NOT_APPLICABLE if rate is None else f"{_rounded(Fraction(rate) * 100, 1)} %"


def short_percent(rate: Amount | None) -> str:
    """A rate in whole percent, for a column; what is above 0 is never shown as 0."""
    if rate is None:
        return NOT_APPLICABLE
    whole = round(rate * 100)
    return "<1 %" if not whole and rate > 0 else f"{whole:,} %"


def short_days(count: Amount | None) -> str:
    """Days with a digit after the point, as short as that can be: ``12.5``, ``8``."""
    if count is None:
        return NOT_APPLICABLE
    return _rounded(Fraction(count), 1).removesuffix(".0")


def amount(minor: Amount, currency: str) -> str:
    """Exact money without its currency, for where that is told beside: ``1,054.00``."""
    return readable(Money(round(minor), currency)).removesuffix(f" {currency}")


def number(value: Amount, decimals: int) -> str:
    """A number with so many decimals, a whole one with none."""
    return f"{value:,}" if isinstance(value, int) else _rounded(value, decimals)


def told(spec: Spec, value: Amount, currency: str = "") -> str:
    """What a figure, or its part in a currency, comes to; money with its currency."""
    if spec.unit is Unit.MONEY:
        return f"{amount(value, currency)} {currency}"
    if spec.unit is Unit.RATE:
        return percent(value)
    if spec.unit is Unit.DAYS:
        return f"{_rounded(Fraction(value), 1)} days"
    if spec.unit is Unit.TIMES:
        return f"{_rounded(Fraction(value), 2)} times"
    return f"{value:,}"


def breakdown_name(kind: str) -> str:
    """What a breakdown is by: ``deal size``."""
    return _BREAKDOWNS.get(kind, kind)


def part_name(kind: str, name: str) -> str:
    """What a part of a breakdown is called where that is told by itself: ``no source``."""
    return name or _WITHOUT.get(kind, f"no {kind}")


def lines(spec: Spec, value: Value | None) -> list[str]:
    """What a figure comes to, a line for each currency: ``EUR 63.2 %``; ``n/a`` for none."""
    if value is None:
        return [NOT_APPLICABLE]
    if not isinstance(value, Mapping):
        return [told(spec, value)]
    if not value:
        return ["0"]
    named = "" if spec.unit is Unit.MONEY else "{} "
    return [named.format(code) + told(spec, each, code) for code, each in sorted(value.items())]


def parts(figure: Figure) -> list[InCurrency]:
    """A figure in each currency that it has a value or a reason in, now or before.

    One without money in it, or without any currency, has one part, of no currency.
    """
    now, then = figure.value, figure.before
    found = [each for each in (now, then) if isinstance(each, Mapping)]
    codes = {code for each in (*found, figure.whys, figure.whys_before) for code in each}
    return [
        InCurrency(
            code,
            *(
                _in(figure.spec, now, figure.whys, code),
                _in(figure.spec, then, figure.whys_before, code),
            ),
            *(
                _why(figure.why, figure.whys, code),
                _why(figure.why_before, figure.whys_before, code),
            ),
        )
        for code in sorted(codes) or [""]
    ]


def _in(spec: Spec, value: Value | None, whys: Mapping[str, str], code: str) -> Amount | None:
    """The part of a value in a currency; a sum is 0 in one that no deal is in."""
    if isinstance(value, int | Fraction) or (value is None and not whys):
        return value
    told: Mapping[str, Amount] = value or {}
    return told.get(code, 0 if spec.name in SUMS and code not in whys else None)


def _why(whole: str, whys: Mapping[str, str], code: str) -> str:
    return whys.get(code, "" if whys else whole)


def part(spec: Spec, value: Amount | None, currency: str) -> str:
    """A part of a figure, named by its currency where it has one; ``n/a`` for none."""
    if value is None:
        said = NOT_APPLICABLE
        return (
            f"{said} {currency}"
            if currency and spec.unit is Unit.MONEY
            else f"{currency} {said}".lstrip()
        )
    if not currency and spec.by_currency:
        return f"{value:,}"
    said = told(spec, value, currency)
    return f"{currency} {said}" if currency and spec.unit is not Unit.MONEY else said


def note(figure: Figure, shown: InCurrency, *, first: bool = True) -> str:
    """What is to be said beside a part of a figure: why it is n/a, now or before.

    Beside the ``first`` also how many deals the figure is without, where it comes to something.
    """
    said = [shown.why] if shown.why else []
    if shown.why_before and shown.why_before != shown.why:
        said.append(f"before: {shown.why_before}")
    now, then = left_out(figure) if first else (0, 0)
    if now or then:
        known = f"without {many(now or then, 'deal')} of which too little is known"
        more = f", before without {then:,}" if then else ""
        said.append(known + more if now else f"before: {known}")
    return "; ".join(said)


def left_out(figure: Figure) -> tuple[int, int]:
    """How many deals a figure is without, and was before; why it is n/a is told instead of these."""
    return (
        0 if figure.value is None else figure.left_out,
        0 if figure.before is None else figure.left_out_before,
    )


def _rounded(value: Fraction, decimals: int) -> str:
    """Rounded half-even, from the exact value."""
    scaled = round(value * 10**decimals)
    whole, part = divmod(abs(scaled), 10**decimals)
    sign = "-" if scaled < 0 else ""
    return f"{sign}{whole:,}.{part:0{decimals}}" if decimals else f"{sign}{whole:,}"
