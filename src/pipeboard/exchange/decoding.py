"""From the bytes of a file to its text, whatever program wrote it."""

import re
from typing import Final

from pipeboard.errors import BadInput

_BYTE_ORDER_MARKS: Final = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
_OTHER_FILES: Final = (
    (b"PK\x03\x04", "it is an Excel workbook or a ZIP file: save the sheet as CSV"),
    (b"\xd0\xcf\x11\xe0", "it is an old Excel workbook: save the sheet as CSV"),
    (b"%PDF", "it is a PDF: export the deals as CSV"),
    (b"SQLite format 3", "it is a database: pass it as --database, or export it as CSV"),
    (b"\x1f\x8b", "it is compressed: unpack it first"),
)
_SAMPLE: Final = 1 << 16
_CONTROLS: Final = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
# In text that is not Western, these come up when it is read as cp1252.
_NOT_WESTERN: Final = re.compile(
    r"[^\W\d_][\u00a1-\u00a9\u00ab-\u00b6\u00b8\u00b9\u00bb-\u00bf\u00d7\u00f7][^\W\d_]"
    r"|[\u00c0-\u00ff\u0152-\u0192]{3}"
)


def decode(data: bytes, name: str) -> str:
    """The text of a file: by its byte order mark, else UTF-8, UTF-16, and last a code page.

    Raises BadInput for what is no text; ``name`` is the file's, for the message.
    """
    for start, what in _OTHER_FILES:
        if data.startswith(start):
            raise BadInput("file", name, what)
    text = _decoded(data, name)
    if "\0" in text or len(_CONTROLS.findall(text[:_SAMPLE])) > len(text[:_SAMPLE]) // 20:
        raise _no_text(name)
    return text


def _decoded(data: bytes, name: str) -> str:
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            try:
                return data.removeprefix(mark).decode(encoding)
            except UnicodeDecodeError as broken:
                accepted = (
                    f"it begins as {encoding.upper()} but is broken at byte"
                    f" {broken.start + len(mark)}: save it as UTF-8 again"
                )
                raise BadInput("file", name, accepted) from None
    if unmarked := _unmarked_utf16(data[:_SAMPLE]):
        try:
            return data.decode(unmarked)
        except UnicodeDecodeError:
            raise _no_text(name) from None
    if b"\0" in data[:_SAMPLE]:
        raise _no_text(name)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _code_page(data)


def _unmarked_utf16(sample: bytes) -> str | None:
    """UTF-16 without a mark shows by zeros in every other byte."""
    pairs = len(sample) // 2
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if pairs and odd > 0.4 * pairs and even < 0.05 * pairs:
        return "utf-16-le"
    if pairs and even > 0.4 * pairs and odd < 0.05 * pairs:
        return "utf-16-be"
    return None


def _code_page(data: bytes) -> str:
    """Western text is taken as cp1252, the rest as what its letters look like."""
    try:
        western = data.decode("cp1252")
    except UnicodeDecodeError:
        western = ""
    if western and not _NOT_WESTERN.search(western):
        return western
    from charset_normalizer import from_bytes

    best = from_bytes(data[: 4 * _SAMPLE]).best()
    if best is not None:
        return data.decode(best.encoding, errors="replace")
    return western or data.decode("latin-1")


def _no_text(name: str) -> BadInput:
    return BadInput("file", name, "it is not text: a CSV file of deals is needed")
