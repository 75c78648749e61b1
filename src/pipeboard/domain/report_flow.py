"""The sections of a report that tell how deals came and went: through the stages, and in value."""

from collections.abc import Iterable, Mapping, Sequence

from pipeboard.domain import charts, figurewords
from pipeboard.domain.figures import Amount, LeftOut, Line, Movement, StageFigures
from pipeboard.domain.money import Money, exact, readable
from pipeboard.domain.movements import CLOSING, OPENING
from pipeboard.domain.reports import Fact, Section, Table
from pipeboard.domain.tablewords import STAGES

_STAGE_HEADS = (
    "stage",
    "entered",
    "converted",
    "not converted",
    "pending",
    "rate",
    "left",
    "mean days",
    "median days",
    "still there",
)
_NO_STAGE_NUMBER = {
    "conversion": "of no deal that entered it in the period it is decided",
    "mean_days": "no visit ended in the period",
    "median_days": "no visit ended in the period",
    "still_days": "nothing is there",
}


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
    without = [each for each in left_out if each.deal_ids]
    said = [STAGES if tables else "There is no stage.", *_without(without)]
    facts += _counted(without)
    return Section("Stages", said, charts=pictures, tables=tables, facts=facts)


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
    without = [each for each in left_out if each.deal_ids]
    facts += _counted(without)
    said = _without(without)
    if not found:
        said.append("No deal was open, and none came or went.")
    pictures = [charts.without_nothing(charts.waterfall(each)) for each in found.values()]
    return Section("Movement", said, charts=pictures, tables=tables, facts=facts)


def _without(left_out: Iterable[LeftOut]) -> list[str]:
    return [f"{each.told}." for each in left_out]


def _counted(left_out: Iterable[LeftOut]) -> list[Fact]:
    """How many deals are left out, with why in the place of that of an n/a."""
    return [Fact("left out: deals", str(len(each.deal_ids)), why=each.told) for each in left_out]


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
