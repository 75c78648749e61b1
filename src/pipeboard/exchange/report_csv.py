"""A report as one long table of comma-separated values, for a spreadsheet or a program."""

import csv
import re
from typing import Final, TextIO

from pipeboard.domain.reports import Report
from pipeboard.exchange.cells import neutralise
from pipeboard.exchange.plain import plain

COLUMNS: Final = ("section", "name", "currency", "value", "before", "why")
_NUMBER: Final = re.compile(r"-?\d+(?:\.\d+)?(?:e[+-]?\d+)?", re.ASCII)


def write_report_csv(report: Report, stream: TextIO) -> None:
    """Writes every number of the report in a row of its own, exact; first what the report is of.

    Cells that a spreadsheet would run get an apostrophe (see ``cells``); a number below 0 is none.
    The stream must be opened with ``newline=""``.
    """
    writer = csv.writer(stream)
    writer.writerow(COLUMNS)
    for name, text in report.about:
        writer.writerow(("report", _cell(name), "", _cell(text), "", ""))
    for section in report.sections:
        for fact in section.facts:
            row = (section.title, fact.name, fact.currency, fact.value, fact.before, fact.why)
            writer.writerow(_cell(text) for text in row)


def _cell(text: str) -> str:
    return text if _NUMBER.fullmatch(text) else neutralise(plain(text))
