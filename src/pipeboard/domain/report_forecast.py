"""The sections of a report that tell its months: what was won, and what is expected."""

from collections.abc import Iterable, Sequence

from pipeboard.domain import figurewords
from pipeboard.domain.charts import Chart
from pipeboard.domain.forecast import NO_VALUE, Column, Forecast, Heap
from pipeboard.domain.money import exact
from pipeboard.domain.reports import Fact, Section, Table


def won_by_month(found: Iterable[Chart], facts: Iterable[Fact]) -> Section:
    """What was won in each month beside its target."""
    return Section("Won against target", charts=list(found), facts=list(facts))


def forecast(found: Forecast, currency: str) -> Section:
    """What was won and is expected to close, by month; what is expected at no time of these apart."""
    rows: list[Sequence[str]] = []
    facts: list[Fact] = []
    places = [(str(each.place), each) for each in found.columns]
    places += [(heap.label, each) for heap, each in found.heaps.items() if each.deals]
    for name, column in places:
        sums = column.figures
        codes = sorted({code for each in sums.values() for code in each})
        for number, code in enumerate(codes or [currency]):
            rows.append(
                (
                    "" if number else name,
                    "" if number else f"{column.deals:,}",
                    f"{column.won_deals:,}" if column.won_deals and not number else "",
                    code,
                    *(
                        figurewords.NOT_APPLICABLE
                        if column.is_unknown(what) and not number
                        else _amount(each.get(code), code)
                        for what, each in sums.items()
                    ),
                )
            )
            facts += [
                Fact(f"{name}: {what}", exact(each[code], code), currency=code)
                for what, each in sums.items()
                if code in each
            ]
        facts += [
            Fact(f"{name}: {what}", "", why=NO_VALUE) for what in sums if column.is_unknown(what)
        ]
    table = Table(("expected close", "open", "won deals", "", *Column(Heap.LATER).figures), rows)
    said = [found.no_targets] if found.no_targets else []
    if any(each.is_unknown(what) for _, each in places for what in each.figures):
        said.append(f"{figurewords.NOT_APPLICABLE}: {NO_VALUE}.")
    return Section("Forecast", said, tables=[table], facts=facts)


def _amount(minor: int | None, code: str) -> str:
    return "" if minor is None else figurewords.amount(minor, code)
