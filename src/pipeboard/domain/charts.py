"""Pictures of figures: bars on a common scale, as a model that text and SVG are drawn from.

Every picture of pipeboard is a list of labelled bars. A bar may float, as in a waterfall, and may
have a mark, such as the target that it is measured against. ``chartlines`` draws them as text.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction

from pipeboard.domain.figures import TAKES, Amount, Line, Movement, Share, StageFigures
from pipeboard.domain.figurewords import part_name, short_days, short_percent
from pipeboard.domain.money import short
from pipeboard.domain.movements import CLOSING, OPENING

RATE = "rate = converted / (converted + not converted), without those pending"
"""What the rate of a funnel is."""


class Tone(StrEnum):
    """What a bar stands for, which says its colour where there are colours."""

    PLAIN = "plain"
    TOTAL = "total"
    GAIN = "gain"
    LOSS = "loss"


@dataclass(frozen=True, slots=True)
class Bar:
    """A labelled bar from ``start`` to ``end``, in whatever the chart counts.

    ``values`` are what stands beside it, a text for each of the chart's ``heads``.
    """

    label: str
    end: Amount
    values: Sequence[str]
    start: Amount = 0
    mark: Amount | None = None
    tone: Tone = Tone.PLAIN

    @property
    def size(self) -> Amount:
        """How long it is."""
        return max(self.start, self.end) - min(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture: bars on one scale. ``note`` says what cannot be seen, such as what a mark is."""

    title: str
    heads: Sequence[str]
    bars: Sequence[Bar]
    note: str = ""

    @property
    def low(self) -> Amount:
        """Where the scale begins: 0, or below it where a floating bar goes there."""
        return min(self._ends())

    @property
    def high(self) -> Amount:
        """Where the scale ends; the same as ``low`` when there is nothing to show."""
        return max(self._ends())

    @property
    def floats(self) -> bool:
        """Whether bars begin elsewhere than where the scale does."""
        return self.low < 0 or any(bar.start and bar.end for bar in self.bars)

    def _ends(self) -> Iterable[Amount]:
        yield 0
        for bar in self.bars:
            yield bar.start
            yield bar.end
            if bar.mark is not None:
                yield bar.mark


def labelled(title: str, head: str, items: Iterable[tuple[str, Amount, str]]) -> Chart:
    """Bars of plain amounts: each a label, how much it is, and that as a text."""
    return Chart(title, (head,), [Bar(label, size, (text,)) for label, size, text in items])


def funnel(stages: Iterable[StageFigures], title: str = "Funnel") -> Chart:
    """How many deals entered each stage, what became of them, and the rate of those that converted."""
    bars = [
        Bar(
            each.name,
            each.entered,
            (
                *(f"{count:,}" for count in (each.entered, each.converted, each.pending)),
                short_percent(each.conversion),
            ),
        )
        for each in stages
    ]
    return Chart(title, ("entered", "converted", "pending", "rate"), bars, RATE if bars else "")


def time_in_stage(stages: Iterable[StageFigures], title: str = "Days in stage") -> Chart:
    """The mean days of the visits that ended in each stage, with a mark at the median."""
    bars = [
        Bar(
            each.name,
            each.mean_days or 0,
            (short_days(each.mean_days), short_days(each.median_days), f"{each.still_there:,}"),
            mark=each.median_days,
        )
        for each in stages
    ]
    note = "the mark is the median" if any(bar.mark is not None for bar in bars) else ""
    return Chart(title, ("mean", "median", "there"), bars, note)


def of_stages(stages: Sequence[StageFigures], pipelines: Mapping[int, str]) -> list[Chart]:
    """Funnel and days in stage of each pipeline, named where there are several."""
    by_pipeline: dict[int, list[StageFigures]] = {}
    for each in stages:
        by_pipeline.setdefault(each.pipeline_id, []).append(each)
    found = []
    for pipeline_id, own in by_pipeline.items():
        of = f": {pipelines.get(pipeline_id, '')}" if len(by_pipeline) > 1 else ""
        found += [funnel(own, f"Funnel{of}"), time_in_stage(own, f"Days in stage{of}")]
    return found


def of_reasons(reasons: Mapping[str, Sequence[Share]]) -> list[Chart]:
    """How many deals were won for each reason, and lost."""
    found = []
    for ending, parts in reasons.items():
        counts = [(part_name("reason", each.name), each.ended(ending)[0]) for each in parts]
        items = [(name, count, f"{count:,}") for name, count in counts]
        if items:
            found.append(labelled(f"Why deals were {ending}", "deals", items))
    return found


def won_against_target(
    months: Iterable[tuple[str, int, int | None]],
    currency: str,
    title: str = "Won against target",
    none: str = "",
) -> Chart:
    """What was won in each month, in minor units, with a mark at its target where there is one.

    ``none`` is what to say where no month has one, if more is known of it.
    """
    shown = list(months)
    if all(target is None for _, _, target in shown):
        bars = [Bar(label, won, (short(won, currency),)) for label, won, _ in shown]
        return Chart(f"{title} {currency}", ("won",), bars, none or "no target is set")
    bars = []
    for label, won, target in shown:
        share = Fraction(won, target) if target else None
        reached = "" if target is None else short_percent(share)
        aim = "-" if target is None else short(target, currency)
        values = short(won, currency), aim, reached
        bars.append(Bar(label, won, values, mark=target or None))
    return Chart(f"{title} {currency}", ("won", "target", ""), bars, "the mark is the target")


NOTHING = "lines that are 0 are left out"
"""What is said below a movement of which only a part of the lines is shown."""


def is_told(bar: Bar) -> bool:
    """Whether a bar of a movement is worth a line: an end, or one by which anything moved."""
    return bar.tone is Tone.TOTAL or bool(bar.size or bar.values[-1])


def without_nothing(chart: Chart) -> Chart:
    """A movement without the lines by which nothing moved; a note says so."""
    told = [bar for bar in chart.bars if is_told(bar)]
    note = NOTHING if len(told) < len(chart.bars) else chart.note
    return replace(chart, bars=told, note=note)


def waterfall(movement: Movement, title: str = "Movement") -> Chart:
    """How the open value went from opening to closing: each line floats where the last one ended."""
    currency, level = movement.currency, movement.opening
    bars = [
        Bar(OPENING, level, (short(level, currency), ""), tone=Tone.TOTAL),
    ]
    for line in Line:
        amount, takes = movement.lines.get(line, 0), line in TAKES
        then = level - amount if takes else level + amount
        count = movement.counts.get(line, 0)
        sign = ("-" if takes else "+") if amount else ""
        bars.append(
            Bar(
                line.label,
                then,
                (f"{sign}{short(amount, currency)}", f"{count:,}" if count else ""),
                start=level,
                tone=Tone.LOSS if takes else Tone.GAIN,
            )
        )
        level = then
    closing = movement.closing
    bars.append(Bar(CLOSING, closing, (short(closing, currency), ""), tone=Tone.TOTAL))
    return Chart(f"{title} {currency}", ("value", "deals"), bars)
