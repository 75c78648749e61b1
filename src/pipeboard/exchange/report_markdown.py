"""A report as Markdown: readable as it is, and by whatever turns it into a page.

Text of people is never markup: each sign that could be one has a backslash before it.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Final

from pipeboard.domain.charts import Chart
from pipeboard.domain.reports import Report, Table
from pipeboard.exchange.plain import plain

_SIGNS: Final = re.compile(r"([\\`*_{}\[\]<>|~&$#@]|:(?=//)|(?<=www)\.|!(?=\[))", re.IGNORECASE)
_BEGINS_A_BLOCK: Final = re.compile(r"(?:[-+=]|\d{1,9}(?=[.)]))")
_TICKS: Final = re.compile("`+")


def report_markdown(report: Report, draw: Callable[[Chart], Sequence[str]]) -> str:
    """The whole report; ``draw`` says how a picture looks as lines of text."""
    blocks = [f"# {escaped(report.title)}", _about(report)]
    for section in report.sections:
        blocks.append(f"## {escaped(section.title)}")
        blocks += [paragraph(text) for text in section.paragraphs]
        blocks += [f"**{escaped(ask)}** {escaped(text)}" for ask, text in section.answers]
        blocks += [fenced(draw(chart)) for chart in section.charts]
        for table in section.tables:
            if table.caption:
                blocks.append(f"### {escaped(table.caption)}")
            blocks.append("\n".join(_table(table)))
    return "\n\n".join(blocks) + "\n"


def escaped(text: str) -> str:
    """The text on one line, shown as it is by every reader of Markdown."""
    return _SIGNS.sub(r"\\\1", plain(text)).strip()


def paragraph(text: str) -> str:
    """The text as a paragraph; what would begin a list or a rule does not."""
    safe = escaped(text)
    begins = _BEGINS_A_BLOCK.match(safe)
    if begins is None:
        return safe
    at = 0 if begins.end() == 1 and not safe[0].isdigit() else begins.end()
    return f"{safe[:at]}\\{safe[at:]}"


def fenced(lines: Sequence[str]) -> str:
    """Lines as they are, between fences that are longer than any in them."""
    safe = [plain(line).rstrip() for line in lines]
    longest = max((len(run) for line in safe for run in _TICKS.findall(line)), default=0)
    fence = "`" * max(3, longest + 1)
    return "\n".join([f"{fence}text", *safe, fence])


def _about(report: Report) -> str:
    return "\n".join(f"- {escaped(name)}: {escaped(text)}" for name, text in report.about)


def _table(table: Table) -> Iterator[str]:
    yield _row(table.heads)
    places = range(len(table.heads))
    yield f"|{'|'.join(' ---: ' if table.is_number(place) else ' --- ' for place in places)}|"
    for row in table.rows:
        yield _row(row)


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(map(escaped, cells))} |"
