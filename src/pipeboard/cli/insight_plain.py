"""`insights --plain`: answers, figures and pictures as lines of text in 80 columns."""

from collections.abc import Iterator, Sequence

from pipeboard.cli.insight_heads import heading, lacking, ways
from pipeboard.cli.insight_text import figure_rows
from pipeboard.cli.output import cut, put, terminal_width, width, wrapped
from pipeboard.cli.session import Session
from pipeboard.domain.chartlines import LEAST_WIDTH, Pen, lines
from pipeboard.domain.figures import Scope
from pipeboard.service import attention, insights, pictures, rates, stage_figures

_CELLS = 80
_INDENT = "  "


def put_plain(session: Session, scope: Scope, match: str) -> None:
    """Writes answers, figures and pictures, in 80 columns or the fewer of the terminal.

    ``match`` is the filter as it was typed.
    """
    ws = session.workspace()
    cells = max(min(terminal_width() or _CELLS, _CELLS), LEAST_WIDTH)
    pen = Pen(width, cut, session.ascii)
    known = ways(session, scope)
    stages, found = stage_figures.stage_figures(ws, scope), insights.figures(ws, scope)
    for said in heading(session, scope, match):
        _put_wrapped(said, cells)
    for answer in attention.answers(ws, scope, stages):
        put("")
        _put_wrapped(f"{answer.question} {answer.told(known)}", cells)
    put("")
    rows = figure_rows(found, ws.currency, rates.rates(ws))
    for line in _figures([["figure", "in the period", "before", ""], *rows], cells, pen):
        put(line)
    for said in lacking(found.values(), known):
        _put_wrapped(said, cells)
    for drawn in pictures.pictures(ws, scope, stages):
        for chart in drawn.charts:
            put("")
            for line in lines(chart, cells, pen):
                put(line.rstrip())
        for left_out in drawn.left_out:
            _put_wrapped(f"{left_out.told}.", cells)


def _put_wrapped(said: str, cells: int) -> None:
    for line in wrapped(said, cells):
        put(line)


def _figures(rows: Sequence[Sequence[str]], cells: int, pen: Pen) -> Iterator[str]:
    """The figures in three columns; what is to be said of a row stands below it."""
    columns = [max(map(width, column)) for column in list(zip(*rows, strict=True))[:3]]
    label = max(min(columns[0], cells - sum(columns[1:]) - 2 * len(_INDENT)), 0)
    for name, now, before, note in rows:
        numbers = [
            pen.fit(text, room, right=True)
            for text, room in zip((now, before), columns[1:], strict=True)
        ]
        yield pen.fit(_INDENT.join([pen.fit(name, label), *numbers]), cells).rstrip()
        said = wrapped(note, cells - 2 * len(_INDENT))
        yield from (f"{_INDENT * 2}{each}" for each in said if each)
