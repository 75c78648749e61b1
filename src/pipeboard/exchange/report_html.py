"""A report as one page of HTML: for a browser, for paper, and as far as can be for a mail client.

Nothing is read from outside. The style stands on each element, as many mail clients drop every
other one; those that drop pictures still have each number in a table. Text is always escaped.
"""

from collections.abc import Iterator
from html import escape
from typing import Final

from pipeboard.domain.reports import Report, Section, Table
from pipeboard.exchange.plain import plain
from pipeboard.exchange.svg import svg

_PRINT: Final = """\
:root { color-scheme: light dark; }
@page { size: A4; margin: 16mm; }
@media print {
  body { max-width: none !important; padding: 0 !important; font-size: 10pt !important; }
  h2, h3 { break-after: avoid; }
  table { font-size: 9pt !important; }
  th, td { padding: 2px 6px !important; }
  tr, svg { break-inside: avoid; }
  thead { display: table-header-group; }
}"""
_BODY: Final = (
    "max-width:720px;margin:0 auto;padding:16px;"
    "font-family:system-ui,Helvetica,Arial,sans-serif;font-size:15px;line-height:1.45"
)
_TABLE: Final = "border-collapse:collapse;width:100%;margin:0 0 16px;font-size:14px"
_CELL: Final = "padding:4px 8px;border-bottom:1px solid #9a9a9a;vertical-align:top;text-align:"
_UNBROKEN: Final = "white-space:nowrap"
_SHORT: Final = 24
"""Names up to so many characters stay on one line."""
_MANY: Final = 8
"""Beside so many columns names are broken where they need be."""
_LOW: Final = "vertical-align:bottom"
_HEADING: Final = "margin:28px 0 8px;font-size:19px"
_CAPTION: Final = "margin:16px 0 6px;font-size:15px"


def report_html(report: Report) -> str:
    """The whole page."""
    return "\n".join(_page(report)) + "\n"


def _page(report: Report) -> Iterator[str]:
    title = _text(report.title)
    yield "<!DOCTYPE html>"
    yield '<html lang="en">'
    yield "<head>"
    yield '<meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>{title}</title>"
    yield f"<style>\n{_PRINT}\n</style>"
    yield "</head>"
    yield f'<body style="{_BODY}">'
    yield f'<h1 style="margin:0 0 12px;font-size:25px">{title}</h1>'
    yield f'<table style="{_TABLE};width:auto">'
    for name, text in report.about:
        yield (
            f'<tr><th scope="row" style="padding:1px 16px 1px 0;text-align:left;'
            f'font-weight:normal;opacity:0.75">{_text(name)}</th>'
            f'<td style="padding:1px 0">{_text(text)}</td></tr>'
        )
    yield "</table>"
    for section in report.sections:
        yield from _section(section)
    yield "</body>"
    yield "</html>"


def _section(section: Section) -> Iterator[str]:
    yield f'<h2 style="{_HEADING}">{_text(section.title)}</h2>'
    for text in section.paragraphs:
        yield f'<p style="margin:0 0 10px">{_text(text)}</p>'
    for question, text in section.answers:
        yield f'<p style="margin:0 0 10px"><strong>{_text(question)}</strong> {_text(text)}</p>'
    for chart in section.charts:
        yield f'<div style="margin:12px 0">\n{svg(chart)}\n</div>'
    for table in section.tables:
        if table.caption:
            yield f'<h3 style="{_CAPTION}">{_text(table.caption)}</h3>'
        yield from _table(table)


def _table(table: Table) -> Iterator[str]:
    yield f'<table style="{_TABLE}">'
    heads = "".join(
        f'<th scope="col" style="{_CELL}{_head_side(table, place)}">{_text(text)}</th>'
        for place, text in enumerate(table.heads)
    )
    yield f"<thead><tr>{heads}</tr></thead>"
    yield "<tbody>"
    for row in table.rows:
        cells = "".join(
            f'<td style="{_CELL}{_side(table, place)}">{_text(text)}</td>'
            for place, text in enumerate(row)
        )
        yield f"<tr>{cells}</tr>"
    yield "</tbody>"
    yield "</table>"


def _head_side(table: Table, place: int) -> str:
    """A heading may have several lines, so that it takes no more room than its numbers."""
    return f"right;{_LOW}" if table.is_number(place) else f"{_side(table, place)};{_LOW}"


def _side(table: Table, place: int) -> str:
    if table.is_number(place):
        return f"right;{_UNBROKEN}"
    short = place == 0 and all(len(row[0]) <= _SHORT for row in table.rows)
    short = short and len(table.heads) < _MANY
    return f"left;{_UNBROKEN}" if short else "left"


def _text(text: str) -> str:
    return escape(plain(text))
