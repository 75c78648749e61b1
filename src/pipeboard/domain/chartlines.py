"""Charts as lines of text: block characters that fill a cell by eighths, or ASCII.

Text is measured in cells of the terminal; whoever draws says how (``Pen``), since a wide character
takes two. Every line takes exactly as many cells as were asked for.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from pipeboard.domain.charts import Bar, Chart, Tone
from pipeboard.domain.figures import Amount

LEAST_WIDTH: Final = 40
"""The cells from which on a chart is readable."""

_EIGHTHS: Final = " ▏▎▍▌▋▊▉"
_FULL: Final = "█"
_LEFT_HALF: Final = "▌"
_RIGHT_HALF: Final = "▐"
_ASCII: Final = {Tone.PLAIN: "#", Tone.TOTAL: "#", Tone.GAIN: "+", Tone.LOSS: "-"}
_LEAST_BAR: Final = 8
_LEAST_LABEL: Final = 8


@dataclass(frozen=True, slots=True)
class Pen:
    """How text is measured and cut to cells with a mark at its end, and whether all is ASCII."""

    width: Callable[[str], int]
    cut: Callable[[str, int, str], str]
    ascii: bool = False

    def fit(self, text: str, cells: int, *, right: bool = False) -> str:
        """The text cut or filled up to exactly so many cells."""
        drawn = self.cut(text, cells, "~" if self.ascii else "…")
        gap = " " * (cells - self.width(drawn))
        return gap + drawn if right else drawn + gap


@dataclass(frozen=True, slots=True)
class Drawn:
    """A line of a chart in three parts, so that each can have its colour; together as a text."""

    label: str
    picture: str
    values: str
    tone: Tone = Tone.PLAIN
    heading: bool = False

    def __str__(self) -> str:
        return self.label + self.picture + self.values


def lines(chart: Chart, cells: int, pen: Pen) -> list[str]:
    """The chart as lines of exactly so many cells, at least ``LEAST_WIDTH``: title, bars, note."""
    drawn = [str(line) for line in rows(chart, cells, pen)]
    if chart.note:
        drawn.append(pen.fit(f"{_mark(pen)} {chart.note}" if _marked(chart) else chart.note, cells))
    return drawn


def rows(chart: Chart, cells: int, pen: Pen) -> list[Drawn]:
    """The heading and the bars, each in parts, of together exactly so many cells."""
    columns, label, picture = _layout(chart, cells, pen)
    beside = sum(columns) + len(columns)
    heading = Drawn(
        pen.fit(chart.title, cells - beside), "", _beside(chart.heads, columns, pen), heading=True
    )
    return [
        heading,
        *(
            Drawn(
                pen.fit(bar.label, label) + " ",
                stroke(chart, bar, picture, ascii_=pen.ascii),
                _beside(bar.values, columns, pen),
                bar.tone,
            )
            for bar in chart.bars
        ),
    ]


def share(part: Amount, whole: Amount, cells: int, *, ascii_: bool = False) -> str:
    """A bare bar of so many cells, filled by the share that ``part`` is of ``whole``.

    Nothing is filled while the whole is 0 or below; what is more than the whole fills all.
    """
    part = max(min(part, whole), 0)
    chart = Chart("", (), [Bar("", max(whole, 0), ()), bar := Bar("", part, ())])
    return stroke(chart, bar, cells, ascii_=ascii_)


def stroke(chart: Chart, bar: Bar, cells: int, *, ascii_: bool = False) -> str:
    """A bar of the chart in so many cells, with its mark.

    What is not 0 shows at least a little, and a longer bar is never drawn shorter than another one.
    """
    span = chart.high - chart.low
    if not span or cells <= 0:
        return " " * max(cells, 0)
    parts = 1 if ascii_ else 2 if chart.floats else 8
    units = cells * parts
    length = max(round(bar.size * units / span), 1) if bar.size else 0
    begin = min(round((min(bar.start, bar.end) - chart.low) * units / span), units - length)
    drawn = [
        _cell(begin - place * parts, begin + length - place * parts, parts, bar.tone)
        for place in range(cells)
    ]
    if bar.mark is not None:
        place = int((bar.mark - chart.low) * cells / span)
        drawn[min(place, cells - 1)] = "|" if ascii_ else "│"
    return "".join(drawn)


def _cell(begin: int, end: int, parts: int, tone: Tone) -> str:
    """What stands in a cell of so many parts that a bar fills from ``begin`` to ``end``."""
    begin, end = max(begin, 0), min(end, parts)
    if begin >= end:
        return " "
    if parts == 1:
        return _ASCII[tone]
    if end - begin == parts:
        return _FULL
    if begin:
        return _RIGHT_HALF
    return _LEFT_HALF if parts == 2 else _EIGHTHS[end]


def _layout(chart: Chart, cells: int, pen: Pen) -> tuple[list[int], int, int]:
    """How wide the columns of values are, the labels, and the bars; the last columns may not fit."""
    columns = [
        max(pen.width(text) for text in (head, *(bar.values[place] for bar in chart.bars)))
        for place, head in enumerate(chart.heads)
    ]
    while len(columns) > 1 and sum(columns) + len(columns) > cells - _LEAST_LABEL - _LEAST_BAR - 1:
        columns.pop()
    if columns:
        columns[0] = min(columns[0], max(cells - _LEAST_LABEL - _LEAST_BAR - 2, 0))
    room = cells - sum(columns) - len(columns) - 1
    longest = max((pen.width(bar.label) for bar in chart.bars), default=0)
    label = min(longest, max(_LEAST_LABEL, min(room * 3 // 5, room - _LEAST_BAR)))
    return columns, label, room - label


def _beside(texts: Sequence[str], columns: Sequence[int], pen: Pen) -> str:
    return "".join(
        " " + pen.fit(text, cells, right=True) for text, cells in zip(texts, columns, strict=False)
    )


def _marked(chart: Chart) -> bool:
    return any(bar.mark is not None for bar in chart.bars)


def _mark(pen: Pen) -> str:
    return "|" if pen.ascii else "│"
