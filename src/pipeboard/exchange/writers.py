"""Deals as CSV and JSON, in a form that spreadsheets open unharmed and our own import reads back."""

import csv
import json
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final, TextIO

from pipeboard.exchange.cells import neutralise
from pipeboard.exchange.shape import COLUMNS, flat, text

_TERMINAL_CONTROLS: Final = re.compile(r"[\x7f-\x9f]")


def write_deals_csv(
    rows: Iterable[Mapping[str, Any]], stream: TextIO, shown: Callable[[str], str] = str
) -> None:
    """Writes deals, given in the shape of our JSON, as comma-separated values.

    The columns are ``shape.COLUMNS`` and one for each custom field that a deal has, named
    ``custom: ...``. Cells that a spreadsheet would run get an apostrophe (see ``cells``). The
    stream must be opened with ``newline=""``; ``shown`` says how a text is written to it.
    """
    lines = [flat(row) for row in rows]
    header = list(dict.fromkeys([*COLUMNS, *(column for line in lines for column in line)]))
    writer = csv.writer(stream)
    writer.writerow(shown(neutralise(column)) for column in header)
    for line in lines:
        writer.writerow(shown(neutralise(line.get(column, ""))) for column in header)


def write_deals_json(rows: Iterable[Mapping[str, Any]], stream: TextIO) -> None:
    """Writes deals as a JSON list, one object a line, with their keys and values as given.

    Control characters are escaped, so that the text does nothing to a terminal.
    """
    separator = "[\n"
    for row in rows:
        line = json.dumps(row, ensure_ascii=False, default=text)
        stream.write(separator + _TERMINAL_CONTROLS.sub(_escaped, line))
        separator = ",\n"
    stream.write("[]\n" if separator == "[\n" else "\n]\n")


def _escaped(match: re.Match[str]) -> str:
    return f"\\u{ord(match[0]):04x}"
