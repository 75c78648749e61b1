"""The table of a JSON file: a list of flat objects, or the deals that we write."""

import json
from typing import Any

from pipeboard.errors import BadInput
from pipeboard.exchange.decoding import decode
from pipeboard.exchange.imported import RowError
from pipeboard.exchange.readers import WHOLE_ROW, Record, Table
from pipeboard.exchange.shape import flat, text
from pipeboard.exchange.visits import VISITS

# How a deal stood and its follow-ups, which ours have besides, are for working out figures.
_OWN = frozenset({"title", "stage_since"})


def looks_like_json(data: bytes) -> bool:
    """Whether a file begins as a JSON list or object does."""
    return data.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] in (b"[", b"{")


def read_json_table(data: bytes, name: str) -> Table:
    """Reads a list of objects, or an object with the list as ``deals``; rows count from 1.

    Raises BadInput for other JSON and for what is none.
    """
    accepted = "JSON with a list of deals is needed, as pipeboard export writes it"
    try:
        content = json.loads(decode(data, name), parse_float=str, parse_int=str)
    except json.JSONDecodeError as broken:
        at = f"line {broken.lineno}, column {broken.colno}"
        raise BadInput("file", name, f"{accepted}; it is broken at {at}") from None
    except RecursionError:
        raise BadInput("file", name, accepted) from None
    items = content.get("deals") if isinstance(content, dict) else content
    if not isinstance(items, list) or not any(isinstance(item, dict) for item in items):
        raise BadInput("file", name, accepted)
    errors = tuple(
        RowError(row, WHOLE_ROW, text(item)[:80], "it is not an object with fields")
        for row, item in enumerate(items, start=1)
        if not isinstance(item, dict)
    )
    rows = {row: _cells(item) for row, item in enumerate(items, start=1) if isinstance(item, dict)}
    header = tuple(dict.fromkeys(column for cells in rows.values() for column in cells))
    records = tuple(
        Record(row, [cells.get(column, "") for column in header]) for row, cells in rows.items()
    )
    return Table(header, records, errors)


def _cells(item: dict[str, Any]) -> dict[str, str]:
    if item.keys() >= _OWN:
        cells = flat(item)
        return cells | {VISITS: text(item[VISITS])} if VISITS in item else cells
    return {key: text(value) for key, value in item.items()}
