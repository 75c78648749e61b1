"""The sections of a report of figures, each from what its numbers are."""

from collections.abc import Iterable, Mapping, Sequence

from pipeboard.domain import charts, figurewords
from pipeboard.domain.answers import Answer
from pipeboard.domain.charts import Chart
from pipeboard.domain.days import written
from pipeboard.domain.figures import (
    Amount,
    Figure,
    LeftOut,
    Line,
    Movement,
    Share,
    Spec,
    StageFigures,
    Unit,
    Value,
)
from pipeboard.domain.figurespecs import CONVERSION, TIME_IN_STAGE
from pipeboard.domain.forecast import Column, Forecast, Heap
from pipeboard.domain.money import Money, exact, readable
from pipeboard.domain.movements import CLOSING, OPENING
from pipeboard.domain.rates import Converted, Rate, convert
from pipeboard.domain.reports import Fact, Section, Table
from pipeboard.domain.words import many

FORMULAS: Mapping[str, str] = {
    "forecast": (
        "won in the period, by closed on + weighted value of the open deals expected to close in "
        "it; commit and best case are the values of those of that category, omitted ones count in "
        "nothing, and deals whose expected close has passed stand apart"
    ),
    "gap": "target - won - weighted",
    **{spec.label: spec.formula for spec in (CONVERSION, TIME_IN_STAGE)},
}
_BREAKDOWNS = {
    "source": "By source",
    "industry": "By industry",
    "label": "By label",
    "size": "By size",
    "owner": "By owner",
}


def answers(found: Iterable[Answer]) -> Section:
    """The three questions of a review, each answered in a paragraph."""
    told = [(each.question, each.text) for each in found]
    facts = [Fact(question, text) for question, text in told]
    return Section("In words", answers=told, facts=facts)


def figures(
    found: Iterable[Figure], period: str, before: str, currency: str, rates: Sequence[Rate] = ()
) -> Section:
    """Every figure beside that of the period before, with the reason of each n/a.

    Sums of money are also told in ``currency`` where the rates tell what they are in it.
    """
    rows: list[Sequence[str]] = []
    facts: list[Fact] = []
    for each in found:
        spec, note = each.spec, _note(each)
        for number, (code, now, then) in enumerate(figurewords.parts(each)):
            shown = [figurewords.part(spec, value, code) for value in (now, then)]
            rows.append(("" if number else spec.label, *shown, "" if number else note))
            facts.append(
                Fact(
                    spec.name,
                    _exact(spec, now, code),
                    _exact(spec, then, code),
                    code,
                    _note(each, now, then) if code else note,
                )
            )
        whole = _converted(spec, each.value, currency, rates)
        if whole is not None:
            rows.append(("in all", readable(Money(whole.minor, currency)), "", _by_rates(whole)))
            total = exact(whole.minor, currency)
            facts.append(Fact(f"{spec.name} in all", total, "", currency, _by_rates(whole)))
    table = Table(("figure", period, before, "note"), rows, said=True)
    return Section("Figures", tables=[table], facts=facts)


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
        sums = _sums(column)
        codes = sorted({code for each in sums.values() for code in each})
        for number, code in enumerate(codes or [currency]):
            rows.append(
                (
                    "" if number else name,
                    "" if number else f"{column.deals:,}",
                    f"{column.won_deals:,}" if column.won_deals and not number else "",
                    code,
                    *(_amount(each.get(code), code) for each in sums.values()),
                )
            )
            facts += [
                Fact(f"{name}: {what}", exact(each[code], code), currency=code)
                for what, each in sums.items()
                if code in each
            ]
    table = Table(("expected close", "open", "won deals", "", *_sums(Column(Heap.LATER))), rows)
    said = [found.no_targets] if found.no_targets else []
    return Section("Forecast", said, tables=[table], facts=facts)


def stages(
    found: Sequence[StageFigures], pipelines: Mapping[int, str], left_out: Iterable[LeftOut]
) -> Section:
    """How deals went through the stages, and how long they stayed, each pipeline by itself."""
    tables: list[Table] = []
    facts: list[Fact] = []
    for pipeline_id in dict.fromkeys(each.pipeline_id for each in found):
        own = [each for each in found if each.pipeline_id == pipeline_id]
        name = pipelines.get(pipeline_id, "")
        tables.append(Table(_STAGE_HEADS, [_stage_row(each) for each in own], caption=name))
        facts += [fact for each in own for fact in _stage_facts(each, name)]
    pictures = charts.of_stages(found, pipelines)
    return Section("Stages", _without(left_out), charts=pictures, tables=tables, facts=facts)


def movement(found: Mapping[str, Movement], left_out: Iterable[LeftOut]) -> Section:
    """How the open value went from opening to closing, each currency by itself."""
    tables, facts = [], []
    for code, each in found.items():
        lines: list[tuple[str, int, int | None]] = [(OPENING, each.opening, None)]
        lines += [(line.label, each.lines.get(line, 0), each.counts.get(line, 0)) for line in Line]
        lines.append((CLOSING, each.closing, None))
        tables.append(
            Table(
                ("line", "value", "deals"),
                [
                    (name, readable(Money(minor, code)), "" if count is None else f"{count:,}")
                    for name, minor, count in lines
                    if count != 0 or minor
                ],
                caption=code if len(found) > 1 else "",
            )
        )
        for name, minor, count in lines:
            facts.append(Fact(name, exact(minor, code), currency=code))
            if count is not None:
                facts.append(Fact(f"{name}: deals", str(count), currency=code))
    said = _without(left_out)
    if not found:
        said.append("No deal was open, and none came or went.")
    pictures = [charts.waterfall(each) for each in found.values()]
    return Section("Movement", said, charts=pictures, tables=tables, facts=facts)


def _without(left_out: Iterable[LeftOut]) -> list[str]:
    return [
        f"{many(len(each.deal_ids), 'deal')} left out: {each.why}."
        for each in left_out
        if each.deal_ids
    ]


def breakdowns(found: Mapping[str, Sequence[Share]]) -> Section:
    """Who and what the deals come from; those of which it is not told stand apart."""
    tables, facts = [], []
    for kind, parts in found.items():
        title = _BREAKDOWNS.get(kind, f"By {kind}")
        if parts:
            rows = [_share_row(kind, each) for each in parts]
            tables.append(Table((kind, *_SHARE_HEADS), rows, caption=title))
        facts += [
            fact for each in parts for fact in _share_facts(_fact_name(kind, each.name), each)
        ]
    said = () if tables else ["There are no deals to break down."]
    return Section("Breakdowns", said, tables=tables, facts=facts)


def reasons(found: Mapping[str, Sequence[Share]]) -> Section:
    """Why deals were won and lost in the period."""
    tables, facts = [], []
    for ending, parts in found.items():
        if not parts:
            continue
        counts = [
            (
                figurewords.part_name("reason", each.name),
                each.won_count if ending == "won" else each.lost_count,
            )
            for each in parts
        ]
        values = [each.won_value if ending == "won" else each.lost_value for each in parts]
        tables.append(
            Table(
                ("reason", "deals", "value"),
                [
                    (name, f"{count:,}", _values(value))
                    for (name, count), value in zip(counts, values, strict=True)
                ],
                caption=f"Why deals were {ending}",
            )
        )
        facts += [Fact(f"{ending}: {name}", str(count)) for name, count in counts]
    said = () if tables else ["Nothing was won or lost in the period."]
    pictures = charts.of_reasons(found)
    return Section("Reasons", said, charts=pictures, tables=tables, facts=facts)


def formulas(specs: Iterable[Spec], others: Mapping[str, str]) -> Section:
    """How each figure is computed."""
    rows = [(spec.label, spec.formula) for spec in specs] + list(others.items())
    return Section("Formulas", tables=[Table(("figure", "formula"), rows, numbers=2)])


def _exact(spec: Spec, part: Amount | None, code: str) -> str:
    if part is None:
        return ""
    if spec.unit is Unit.MONEY:
        return exact(round(part), code) if code else str(round(part))
    return str(part) if isinstance(part, int) else repr(float(part))


def _note(figure: Figure, now: Amount | None = None, then: Amount | None = None) -> str:
    """Why there is no value, or none before; and how many deals the value is without.

    ``now`` and ``then`` are of a part in one currency: why others have none is not told with it.
    """
    said = [figure.why] if figure.why and now is None else []
    if figure.why_before and figure.why_before != figure.why and then is None:
        said.append(f"before: {figure.why_before}")
    if figure.left_out:
        said.append(f"without {many(figure.left_out, 'deal')} of which too little is known")
    return "; ".join(said)


def _converted(
    spec: Spec, value: Value | None, currency: str, rates: Sequence[Rate]
) -> Converted | None:
    if spec.name not in figurewords.SUMS or not isinstance(value, Mapping):
        return None
    return convert({code: round(each) for code, each in value.items()}, currency, rates)


def _by_rates(whole: Converted) -> str:
    return f"by the rates of {written(whole.as_of)}"


def _sums(column: Column) -> dict[str, Mapping[str, int]]:
    is_heap = isinstance(column.place, Heap)
    return {
        "won": {} if is_heap else column.won,
        "commit": column.commit,
        "best case": column.best_case,
        "weighted": column.weighted,
        "target": column.target,
        "gap": column.gap,
    }


def _amount(minor: int | None, code: str) -> str:
    return "" if minor is None else figurewords.amount(minor, code)


_STAGE_HEADS = (
    "stage",
    "entered",
    "converted",
    "not",
    "pending",
    "rate",
    "left",
    "mean days",
    "median",
    "there",
)


def _stage_row(each: StageFigures) -> Sequence[str]:
    counts = each.entered, each.converted, each.not_converted, each.pending
    return (
        each.name,
        *(f"{count:,}" for count in counts),
        figurewords.percent(each.conversion),
        f"{each.left:,}",
        figurewords.short_days(each.mean_days),
        figurewords.short_days(each.median_days),
        f"{each.still_there:,}",
    )


def _stage_facts(each: StageFigures, pipeline: str) -> list[Fact]:
    name = f"{pipeline}/{each.name}" if pipeline else each.name
    numbers: dict[str, Amount | None] = {
        "entered": each.entered,
        "left": each.left,
        "converted": each.converted,
        "not_converted": each.not_converted,
        "pending": each.pending,
        "conversion": each.conversion,
        "mean_days": each.mean_days,
        "median_days": each.median_days,
        "still_there": each.still_there,
        "still_days": each.still_days,
    }
    return [
        Fact(
            f"{name}: {what}",
            "" if number is None else str(number if isinstance(number, int) else float(number)),
            why=_NO_STAGE_NUMBER[what] if number is None else "",
        )
        for what, number in numbers.items()
    ]


_NO_STAGE_NUMBER = {
    "conversion": "of no deal that entered it in the period it is decided",
    "mean_days": "no visit ended in the period",
    "median_days": "no visit ended in the period",
    "still_days": "nothing is there",
}
_SHARE_HEADS = ("open", "open value", "won", "won value", "lost", "win rate")


def _fact_name(kind: str, name: str) -> str:
    return f"{kind} {name}" if name else figurewords.part_name(kind, name)


def _share_row(kind: str, each: Share) -> Sequence[str]:
    return (
        figurewords.part_name(kind, each.name),
        f"{each.open_count:,}",
        _values(each.open_value),
        f"{each.won_count:,}",
        _values(each.won_value),
        f"{each.lost_count:,}",
        figurewords.percent(each.win_rate),
    )


def _share_facts(name: str, each: Share) -> list[Fact]:
    counts = {"open": each.open_count, "won": each.won_count, "lost": each.lost_count}
    values = {
        "open_value": each.open_value,
        "won_value": each.won_value,
        "lost_value": each.lost_value,
    }
    return [
        *(Fact(f"{name}: {what}", str(count)) for what, count in counts.items()),
        *(
            Fact(f"{name}: {what}", exact(minor, code), currency=code)
            for what, value in values.items()
            for code, minor in value.items()
        ),
    ]


def _values(value: Mapping[str, int]) -> str:
    return ", ".join(readable(Money(minor, code)) for code, minor in value.items()) or "0"
