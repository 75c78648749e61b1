"""The pictures: won against target, the movement, and the stages with their numbers."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from pipeboard.domain import charts
from pipeboard.domain.charts import Chart
from pipeboard.domain.figures import Line, Movement, StageFigures
from pipeboard.domain.figurewords import short_days, short_percent
from pipeboard.domain.movements import CLOSING, OPENING
from pipeboard.service.months import Month, picture
from pipeboard.ui.insights_contents import MONTHS, MOVEMENT, STAGES, Incomplete, Moved, Stages
from pipeboard.ui.insights_keys import Kind, Spot
from pipeboard.ui.insights_page import Page, shows
from pipeboard.ui.parts_reader import Part
from pipeboard.ui.widgets.amounts import by_currency
from pipeboard.ui.widgets.drawing import wrapped
from pipeboard.ui.widgets.rows import Entry, Words

_HEADS = ("entered", "left", "rate", "pending", "mean d", "median d", "there", "since d")
_WIDE_HEADS = (*_HEADS[:4], "mean days", "median days", "still there", "since days")
_LEAST = 6
"""Cells of a number of a stage at least."""
_WIDE = 96
"""Cells from which on the heads of the stages are written in full."""


@shows(MONTHS, "Won against target")
def months(page: Page, found: Mapping[str, Sequence[Month]]) -> Iterator[Entry]:
    """What was won in each month beside its target, a picture for each currency."""
    for currency in by_currency(dict.fromkeys(found, 0), page.currency):
        of = found[currency]
        spots = [Spot(Kind.MONTH, str(month.period), currency) for month in of]
        yield from page.chart(picture(of, currency), spots)


@shows(MOVEMENT, "Movement")
def movement(page: Page, found: Moved) -> Iterator[Entry]:
    """How the open value went from its opening to its closing; a line of nothing is left out."""
    if not found.by_currency:
        yield from page.head("Movement")
        yield page.told("no deal was open in these days")
    closings = {code: each.closing for code, each in found.by_currency.items()}
    for currency in by_currency(closings, page.currency):
        yield from _moved(page, found.by_currency[currency])
    yield from _left_out(page, MOVEMENT, found)


def _left_out(page: Page, part: Part[Incomplete], found: Incomplete) -> Iterator[Entry]:
    """The deals that a part is without, and why."""
    for number, out in enumerate(found.left_out):
        lines: list[Words] = [[(row, "dim")] for row in wrapped(out.told, page.width)]
        yield Entry(Spot(Kind.LEFT_OUT, part.name, number), lines)


def _moved(page: Page, moved: Movement) -> Iterator[Entry]:
    chart = charts.waterfall(moved)
    names = [OPENING, *Line, CLOSING]
    shown = [
        (name, bar) for name, bar in zip(names, chart.bars, strict=True) if charts.is_told(bar)
    ]
    spots = [Spot(Kind.LINE, moved.currency, name) for name, _ in shown]
    note = charts.NOTHING if len(shown) < len(names) else ""
    yield from page.chart(replace(chart, bars=[bar for _, bar in shown]), spots, note)


@shows(STAGES, "Stages")
def stages(page: Page, found: Stages) -> Iterator[Entry]:
    """The stages of each pipeline: their numbers, the funnel, and the days in each."""
    if not found.figures:
        yield from page.head("Stages")
        yield page.told("there is no stage")
        return
    by_pipeline: dict[int, list[StageFigures]] = {}
    for each in found.figures:
        by_pipeline.setdefault(each.pipeline_id, []).append(each)
    for pipeline_id, own in by_pipeline.items():
        pipeline = found.pipelines.get(pipeline_id)
        name = f" of {pipeline.name}" if pipeline and len(by_pipeline) > 1 else ""
        yield from _table(page, f"Stages{name}", own)
        yield from _picture(page, charts.funnel(own, f"Funnel{name}"), Kind.FUNNEL, own)
        days = charts.time_in_stage(own, f"Days in stage{name}")
        yield from _picture(page, days, Kind.TIME, own)
    yield from _left_out(page, STAGES, found)


def _picture(
    page: Page, chart: Chart, kind: Kind, stages: Sequence[StageFigures]
) -> Iterator[Entry]:
    yield from page.chart(chart, [Spot(kind, each.stage_id) for each in stages])


def _table(page: Page, title: str, stages: Iterable[StageFigures]) -> Iterator[Entry]:
    yield from page.head(title)
    heads, gap = (_WIDE_HEADS, 2) if page.across >= _WIDE else (_HEADS, 1)
    widths = [max(len(head) + gap, _LEAST) for head in heads]
    yield Entry(None, [page.row("", heads, widths, "dim")])
    for each in stages:
        told = (
            f"{each.entered:,}",
            f"{each.left:,}",
            short_percent(each.conversion),
            f"{each.pending:,}",
            short_days(each.mean_days),
            short_days(each.median_days),
            f"{each.still_there:,}",
            short_days(each.still_days),
        )
        yield Entry(Spot(Kind.STAGE, each.stage_id), [page.row(each.name, told, widths, "text")])
