"""Draws text that came from people and files: no escape codes, no broken columns.

A terminal and a program must agree on how many cells each character takes, or everything to its
right is shifted. :func:`clean` leaves only characters on which they agree, :func:`cut` and
:func:`fit` make them fill a column exactly, and :func:`pin` holds in place the scripts and symbols
for which agreement cannot be had (Thai, the scripts of India, emoji). Their spacing marks take a cell
in many terminals and none in others: :func:`clean` leaves room for them after the word.
"""

import re
import unicodedata
from functools import lru_cache

from rich.cells import cell_len, get_character_cell_size

ELLIPSIS = "…"
"""Ends a text that was cut; ``~`` takes its place where only ASCII is drawn."""

REPLACEMENT = "\ufffd"
"""Stands for a character that this Python's Unicode does not know, or that is private."""

_MOST_MARKS = 3
_SHORT = 512

# Blocks whose marks some terminals give a cell of their own, and symbols that are one cell wide in
# some and two in others. clean() drops such marks everywhere else.
_UNSTEADY = (
    "\u0780-\u07bf\u0900-\u109f\u1700-\u18af\u1900-\u1cff\ua800-\uabff"
    "\u231a-\u231b\u23e9-\u23f3\u25fd-\u25fe\u2600-\u27bf\u2b1b-\u2b55"
    "\U00011000-\U00011fff\U0001f000-\U0001faff"
)
_unsteady_runs = re.compile(f"[{_UNSTEADY}][{_UNSTEADY}\u0300-\u036f]*")
_is_unsteady = _unsteady_runs.match

_ROOM = "\u2007"
"""A space that people do not type, for a mark that may take a cell; :func:`pin` draws it blank."""
_runs_with_room = re.compile(f"({_unsteady_runs.pattern})({_ROOM}*)")

_SPACES = frozenset("\t\n\v\f\r\x1c\x1d\x1e\x1f\x85\u2028\u2029")
_FLAG_LETTERS = frozenset(range(0x1F1E6, 0x1F200))
_SKIN_TONES = frozenset(range(0x1F3FB, 0x1F400))


def clean(text: str) -> str:
    """Return ``text`` as one line that every terminal draws with the same width.

    Control characters, escape bytes, direction overrides, joiners, variation selectors and skin
    tones go; line breaks and tabs become spaces; flags become their two letters; what Unicode does
    not define becomes ``REPLACEMENT``. Marks stay with the letter they belong to, at most three. After a
    word whose marks may take cells there is room for as many.
    """
    if text.isascii() and text.isprintable():
        return text
    return _clean_cached(text) if len(text) < _SHORT else _clean(text)


def width(text: str) -> int:
    """Return the number of cells that cleaned ``text`` takes."""
    return len(text) if text.isascii() else cell_len(text)


def cut(text: str, cells: int, mark: str = ELLIPSIS) -> str:
    """Return ``text`` cleaned and whole, or as much as fits in ``cells`` with ``mark`` at its end.

    A wide character is never split, nor a letter parted from its marks, so the result may take
    fewer cells than there are, never more.
    """
    if cells <= 0:
        return ""
    if text.isascii() and text.isprintable():
        if len(text) <= cells:
            return text
        room = cells - len(mark)
        return text[:room].rstrip() + mark if room > 0 else mark[:cells]
    return _cut_cached(text, cells, mark) if len(text) < _SHORT else _cut(text, cells, mark)


def cut_middle(text: str, cells: int, mark: str = ELLIPSIS) -> str:
    """Return ``text`` cleaned and whole, or its beginning and its end with ``mark`` between them.

    Two thirds of what fits are of the end: in a message about a thing that stands before its
    reason, both can be told then.
    """
    cleaned = clean(text)
    if width(cleaned) <= cells:
        return cleaned
    room = cells - width(mark)
    if room <= 0:
        return mark[: max(cells, 0)]
    bare = _without_room(cleaned)
    begin = bare[: _most(bare, room // 3)].rstrip()
    used, start = sum(map(_cells, begin)), len(bare)
    while start and used + _cells(bare[start - 1]) <= room:
        start -= 1
        used += _cells(bare[start])
    while start < len(bare) and not get_character_cell_size(bare[start]):
        start += 1  # marks of a letter that did not fit
    return f"{_with_room(begin)}{mark}{_with_room(bare[start:].lstrip())}"


def fit(text: str, cells: int, mark: str = ELLIPSIS) -> str:
    """Return ``text`` cut to ``cells`` and filled with spaces on the right to exactly as many."""
    drawn = cut(text, cells, mark)
    return drawn + " " * (cells - width(drawn))


def fit_right(text: str, cells: int, mark: str = ELLIPSIS) -> str:
    """Return ``text`` cut to ``cells`` and filled with spaces on the left: for numbers."""
    drawn = cut(text, cells, mark)
    return " " * (cells - width(drawn)) + drawn


def pin(output: str) -> str:
    """Return terminal ``output`` in which no unsteady character can shift what follows it.

    Each run of them is drawn from a saved cursor position onto blanks, and the cursor is then set
    to where it belongs, so that a terminal which counts them otherwise still keeps its columns.
    """
    if output.isascii() or _unsteady_runs.search(output) is None:
        return output
    return _runs_with_room.sub(_pinned, output)


def _pinned(found: re.Match[str]) -> str:
    run, room = found.groups()
    cells = cell_len(run) + len(room)
    return f"\x1b7{' ' * cells}\x1b8\x1b7{run}\x1b8\x1b[{cells}C" if cells else ""


def _is_spacing(char: str) -> bool:
    """Whether a character is a mark that takes a cell in some terminals."""
    return not char.isascii() and unicodedata.category(char) == "Mc"


def _cells(char: str) -> int:
    """How many cells a character may take, of a text without room for its marks."""
    return get_character_cell_size(char) + _is_spacing(char)


def _with_room(bare: str) -> str:
    """Puts room after each run for the marks in it that may take a cell."""
    return _unsteady_runs.sub(
        lambda found: found.group() + _ROOM * sum(map(_is_spacing, found.group())), bare
    )


def _without_room(cleaned: str) -> str:
    """Takes away the room after each run, as much as its marks may take."""
    return _runs_with_room.sub(
        lambda found: found[1] + found[2][sum(map(_is_spacing, found[1])) :], cleaned
    )


def _clean(text: str) -> str:
    # Composed first, so that a letter in parts is not dropped, and after, as joiners kept some apart.
    composed = unicodedata.normalize("NFC", _without_room(text))
    drawn = unicodedata.normalize("NFC", "".join(map(_drawable, composed)))
    kept: list[str] = []
    marks = 0
    base_is_unsteady = False
    for char in drawn:
        if get_character_cell_size(char):
            marks = 0
            base_is_unsteady = _is_unsteady(char) is not None
        elif not kept or marks == _MOST_MARKS or (_is_unsteady(char) and not base_is_unsteady):
            continue
        else:
            marks += 1
        kept.append(char)
    return _with_room("".join(kept))


_clean_cached = lru_cache(maxsize=8192)(_clean)


@lru_cache(maxsize=8192)
def _drawable(char: str) -> str:
    """Return what stands on the screen for one character: itself, a substitute or nothing."""
    if char in _SPACES:
        return " "
    code = ord(char)
    if code in _FLAG_LETTERS:
        return chr(code - 0x1F1E6 + ord("A"))
    category = unicodedata.category(char)
    if category in ("Cc", "Cf") or code in _SKIN_TONES:
        return ""
    if category in ("Cn", "Co", "Cs"):
        return REPLACEMENT
    cells = get_character_cell_size(char)
    if category in ("Mn", "Mc", "Me"):
        steady = unicodedata.combining(char) != 0 and category == "Mn"
        return char if cells == 0 and (steady or _is_unsteady(char)) else ""
    if cells == 0 or 0x1100 <= code <= 0x11FF:
        return ""
    wide = unicodedata.east_asian_width(char) in "WF"
    return char if cells == 1 + wide else REPLACEMENT


def _cut(text: str, cells: int, mark: str) -> str:
    # A long text is not read to its end only to draw its beginning.
    beginning = text[: 4 * cells + 64]
    cleaned = clean(beginning)
    if len(beginning) < len(text) and width(cleaned) <= cells:
        cleaned = clean(text)
    if width(cleaned) <= cells:
        return cleaned
    room = cells - width(mark)
    if room <= 0:
        return mark[:cells]
    bare = _without_room(cleaned)
    return _with_room(bare[: _most(bare, room)].rstrip()) + mark


def _most(bare: str, cells: int) -> int:
    """How many characters of a cleaned text without room fit in so many cells, no letter parted."""
    used = begun = 0
    for index, char in enumerate(bare):
        if get_character_cell_size(char):
            begun = index
        used += _cells(char)
        if used > cells:
            return begun
    return len(bare)


_cut_cached = lru_cache(maxsize=8192)(_cut)
