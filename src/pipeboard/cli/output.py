"""Writing to the terminal: data to standard output, messages to standard error, nothing raw.

Text from people and files goes through ``clean`` before it is written for a person to read, and
JSON escapes it, so that it is never a control code to the terminal.
"""

import json
import os
import re
import sys
from collections.abc import Callable, Iterable
from io import TextIOWrapper
from typing import Any

import click

_TERMINAL_CONTROLS = re.compile(r"[\x7f-\x9f]")


def clean(text: str) -> str:
    """The text as one line without control characters, drawn as on the board."""
    if text.isascii() and text.isprintable():
        return text
    from pipeboard.ui.text import clean as clean_any

    return clean_any(text)


def width(text: str) -> int:
    """The number of cells that cleaned ``text`` takes."""
    if text.isascii():
        return len(text)
    from pipeboard.ui.text import width as width_of_any

    return width_of_any(text)


def cut(text: str, cells: int, mark: str) -> str:
    """The text cleaned, and cut to so many cells with ``mark`` at its end if it is longer."""
    if text.isascii() and text.isprintable() and len(text) <= cells:
        return text
    from pipeboard.ui.text import cut as cut_any

    return cut_any(text, cells, mark)


def wrapped(text: str, cells: int) -> list[str]:
    """The text cleaned, in lines of at most so many cells, broken after spaces where there are."""
    from pipeboard.ui.editing import rows_of

    lines = ("".join(each.drawn for each in row.clusters) for row in rows_of(text, cells))
    return [line.rstrip() for line in lines]


def colour_wanted() -> bool | None:
    """What click is to do with colours: leave them out, or decide by where it writes (None)."""
    return False if os.environ.get("NO_COLOR") else None


def as_shown() -> Callable[[str], str]:
    """How data go to standard output: as they are for a program, cleaned for a terminal."""
    return str if terminal_width() is None else clean_lines


def clean_lines(text: str) -> str:
    """The text without control characters, its lines as they are."""
    return "\n".join(clean(line) for line in text.split("\n"))


def put(text: str) -> None:
    """Writes data for a person: lines that are clean already, and may be styled."""
    click.echo(text, color=colour_wanted())


def put_path(path: object) -> None:
    """Writes a path: as it is for a program, cleaned for a terminal."""
    click.echo(as_shown()(str(path)), color=True)  # without colours click would change it


def say(text: str) -> None:
    """Writes a message to standard error, whatever is in it."""
    click.echo(clean_lines(text), err=True, color=colour_wanted())


def put_json(value: Any) -> None:
    """Writes one JSON value, readable."""
    text = json.dumps(value, ensure_ascii=False, indent=2)
    stream = data_stream()
    stream.write(_TERMINAL_CONTROLS.sub(_escaped, text) + "\n")
    stream.flush()


def put_json_list(rows: Iterable[dict[str, Any]]) -> None:
    """Writes a JSON list, one object a line, as its rows come."""
    from pipeboard.exchange.writers import write_deals_json

    write_deals_json(rows, data_stream())


def data_stream() -> TextIOWrapper:
    """Standard output for data that programs read: always UTF-8, line ends as they are written."""
    stream = sys.stdout
    if isinstance(stream, TextIOWrapper):
        stream.reconfigure(encoding="utf-8", newline="")
        return stream
    raise click.ClickException("there is no standard output to write to")


def terminal_width() -> int | None:
    """The columns of the terminal that standard output is, None when it is none."""
    try:
        if sys.stdout is not None and sys.stdout.isatty():
            return max(os.get_terminal_size(sys.stdout.fileno()).columns, 20)
    except (OSError, ValueError):
        pass
    return None


def _escaped(match: re.Match[str]) -> str:
    return f"\\u{ord(match[0]):04x}"
