"""How reminders, and the hours in which nobody is reminded, are typed and told."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import time
from typing import TYPE_CHECKING

from pipeboard.domain.reminderrules import Quiet
from pipeboard.errors import BadInput

if TYPE_CHECKING:
    from pipeboard.domain.line import Line

CHOICES = ("none", "0", "5m", "15m", "30m", "1h", "1d")
"""What is offered; any other time may be typed."""

ACCEPTED = "a time before it is due is needed, such as 15m, 1h, 1d or 0, or none"
LONGEST = 365 * 24 * 60
"""Minutes that a reminder is ahead at most."""

_DAY = 24 * 60
_UNITS = {"m": 1, "h": 60, "d": _DAY, "w": 7 * _DAY}
_NAMES = {
    **dict.fromkeys(("m", "min", "mins", "minute", "minutes"), "m"),
    **dict.fromkeys(("h", "hr", "hrs", "hour", "hours"), "h"),
    **dict.fromkeys(("d", "day", "days"), "d"),
    **dict.fromkeys(("w", "week", "weeks"), "w"),
}
_WORDS = {"m": "min", "h": "h", "d": "day", "w": "week"}
_NONE = frozenset({"none", "never", "off", "no"})
_PARTS = re.compile(r"(?:\d{1,6}[a-z]+)+", re.ASCII)
_PART = re.compile(r"(\d{1,6})([a-z]+)", re.ASCII)
_CLOCK = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?", re.ASCII)
_TRAILING = frozenset({"before", "early", "earlier", "ahead"})
_REMIND = "remind"


@dataclass(frozen=True, slots=True)
class Said:
    """What a line says about its reminder: minutes before it is due, None for no reminder."""

    minutes: int | None


def parse_reminder(text: str) -> int | None:
    """Read ``15m``, ``1 hour``, ``1h 30m``, ``0`` or ``none``; a number alone is minutes.

    None means no reminder, as does an empty text. Raises BadInput.
    """
    words = text.casefold().split()
    if not words or (len(words) == 1 and words[0] in _NONE):
        return None
    if len(words) == 1 and words[0].isascii() and words[0].isdigit():
        words = [f"{words[0]}m"]
    minutes, count = _span(words, 0)
    if count and words[count : count + 1] and words[count] in _TRAILING:
        count += 1
    if minutes is None or count < len(words):
        raise BadInput("reminder", text, ACCEPTED)
    return _within(minutes, text)


def claim_reminder(line: "Line", *, alone: bool) -> Said | None:
    """Takes the words ``remind 15m`` out of a line; None where it has none.

    ``remind`` before a word that can begin no time is text (``remind lena``). Raises BadInput
    naming the words for a time that cannot be read, for two reminders, and, where ``alone`` is
    set, for a line that ends with ``remind``.
    """
    words = [word.casefold().rstrip(",;") for word in line.words()]
    found: Said | None = None
    for index, word in enumerate(words):
        if word not in (_REMIND, f"{_REMIND}:"):
            continue
        start = index + 1 + (words[index + 1 : index + 2] == ["me"])
        raw = [token.raw for token in line.tokens]
        if start >= len(words):
            if alone:
                raise BadInput("reminder", " ".join(raw[index:]), ACCEPTED)
            continue
        if not (words[start][:1].isdigit() or words[start] in _NONE or words[start] == "at"):
            continue
        said, count = _said(words, start)
        text = " ".join(raw[index : start + max(count, 1)])
        if said is None:
            hint = f"{ACCEPTED}; put quotes around it if it is text"
            raise BadInput("reminder", " ".join(raw[start : start + 1]), hint)
        if found is not None:
            raise BadInput("reminder", text, "the line gives the reminder twice; one is needed")
        _within(said.minutes or 0, text)
        line.claim(range(index, start + count), "reminder", written_reminder(said.minutes))
        found = said
    return found


def reminder_of(said: Said | None, at: time | None, otherwise: int | None) -> int | None:
    """The reminder that was typed, else ``otherwise`` for what is due at a time."""
    if said is not None:
        return said.minutes
    return otherwise if at is not None else None


def written_reminder(minutes: int | None) -> str:
    """A reminder as people read it: ``15 min before``, ``when it is due``, ``none``."""
    if minutes is None:
        return "none"
    if minutes == 0:
        return "when it is due"
    told = []
    for letter in ("w", "d", "h", "m"):
        size = _UNITS[letter]
        if letter == "w" and minutes % size:
            continue
        number, minutes = divmod(minutes, size)
        if number:
            word = _WORDS[letter]
            told.append(f"{number} {word}{'s' if number > 1 and letter in 'dw' else ''}")
    return f"{' '.join(told)} before"


def short_reminder(minutes: int | None) -> str:
    """A reminder as it is typed: ``15m``, ``1h30m``, ``0``, ``none``."""
    if minutes is None:
        return "none"
    told = ""
    for letter in ("d", "h", "m"):
        number, minutes = divmod(minutes, _UNITS[letter])
        told += f"{number}{letter}" if number else ""
    return told or "0"


def parse_clock(text: str) -> time:
    """Read a time of the day such as ``9:00`` or ``18``; raises ValueError."""
    match = _CLOCK.fullmatch(text.strip())
    if match is None:
        raise ValueError(text)
    return time(int(match[1]), int(match[2] or 0))


def parse_quiet(text: str) -> Quiet:
    """Read quiet hours such as ``18:00-8:00``; raises ValueError, also for hours without an end."""
    start, dash, end = text.replace("–", "-").partition("-")
    if not dash or (found := Quiet(parse_clock(start), parse_clock(end))).start == found.end:
        raise ValueError(text)
    return found


def _said(words: Sequence[str], start: int) -> tuple[Said | None, int]:
    """What the words from ``start`` on say, and how many do; None where they say no time."""
    if words[start] in _NONE:
        return Said(None), 1
    if words[start] == "0":
        minutes: int | None = 0
        count = 1
        if _NAMES.get("".join(words[start + 1 : start + 2])):
            count = 2
    else:
        minutes, count = _span(words, start)
    if minutes is None:
        return None, count
    count += words[start + count : start + count + 1] != [] and words[start + count] in _TRAILING
    return Said(minutes), count


def _span(words: Sequence[str], start: int) -> tuple[int | None, int]:
    """The minutes that the words from ``start`` on mean (``1h 30m``), and how many words do."""
    total: int | None = None
    at = start
    while at < len(words):
        word = words[at]
        unit = "".join(words[at + 1 : at + 2])
        if word.isascii() and word.isdigit() and len(word) <= 6 and unit in _NAMES:
            minutes: int | None = int(word) * _UNITS[_NAMES[unit]]
            used = 2
        else:
            minutes, used = _joined(word), 1
        if minutes is None:
            break
        total = (total or 0) + minutes
        at += used
    return total, at - start


def _joined(word: str) -> int | None:
    """The minutes of ``15m`` or ``1h30m``, None for anything else."""
    if not _PARTS.fullmatch(word):
        return None
    parts = _PART.findall(word)
    if any(unit not in _NAMES for _, unit in parts):
        return None
    return sum(int(number) * _UNITS[_NAMES[unit]] for number, unit in parts)


def _within(minutes: int, text: str) -> int:
    if minutes > LONGEST:
        raise BadInput("reminder", text, f"at most {LONGEST // _DAY} days before it is due")
    return minutes
