"""A zone that is given as rules of POSIX instead of a name: ``CET-1CEST,M3.5.0,M10.5.0/3``."""

import io
import re
import struct
from zoneinfo import ZoneInfo

_NAME = r"(?:[A-Za-z]{3,}|<[\w+-]+>)"
_OFFSET = r"[+-]?\d{1,3}(?::\d{2}){0,2}"
_WITHOUT_DATES = re.compile(rf"{_NAME}{_OFFSET}{_NAME}(?:{_OFFSET})?", re.ASCII)
_USUAL_DATES = ",M3.2.0,M11.1.0"
"""When summer time is where the rules do not say it, as the C library has it."""


def zone_of_rules(rules: str) -> ZoneInfo | None:
    """The zone with those rules, nameless; None where they cannot be read.

    The standard library reads such rules only at the end of a zone file (RFC 8536), so they are
    put into one that says nothing else.
    """
    text = rules.removeprefix(":")
    if _WITHOUT_DATES.fullmatch(text):
        text += _USUAL_DATES
    block = struct.pack(">4sc15x6l", b"TZif", b"2", 0, 0, 0, 0, 1, 4)
    block += struct.pack(">lbB", 0, 0, 0) + b"UTC\0"
    try:
        return ZoneInfo.from_file(io.BytesIO(block + block + f"\n{text}\n".encode("ascii")))
    except (ValueError, OSError):
        return None
