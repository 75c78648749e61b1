"""A stage typed in one line: its name, and where said its probability and stale-after days."""

import re
from dataclasses import dataclass

from pipeboard.domain.drafts import Piece
from pipeboard.domain.tokens import QUOTES
from pipeboard.errors import BadInput

_QUOTED = re.compile(rf"(?<!\S)[{QUOTES}]([^{QUOTES}]+)[{QUOTES}](?=\s|$)")
_PERCENT = re.compile(r"(?<![^\s])(-?\d{1,6})\s*[%％](?=\s|$)")
_DAYS = re.compile(r"(?<![^\s])(\d{1,6})\s*(?:d|days?)(?=\s|$)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class StageLine:
    """What was read; None for what was not said. ``pieces`` tell which characters are which."""

    name: str
    probability: int | None
    stale_after: int | None
    pieces: tuple[Piece, ...]


def read_stage_line(text: str) -> StageLine:
    """Reads ``Discovery 40% 14d``, in any order; raises BadInput without a name.

    A part in quotes is nothing but name: ``"Top 10%" 40%``. Whether a stage may have such a
    probability is not looked at.
    """
    typed, text = text, _QUOTED.sub(lambda quoted: "\0" * len(quoted.group()), text)
    percent = _last(_PERCENT, text)
    days = _last(_DAYS, text)
    probability = None if percent is None else int(percent.group(1))
    stale_after = None if days is None else int(days.group(1))
    rest = typed
    pieces = []
    for kind, found, meaning in (
        ("probability", percent, f"{probability} %"),
        ("stale after", days, told_days(stale_after or 0)),
    ):
        if found is not None:
            rest = rest[: found.start()] + " " * len(found.group()) + rest[found.end() :]
            pieces.append(Piece(found.start(), found.end(), kind, meaning))
    name = " ".join(_QUOTED.sub(r"\1", rest).split())
    if not name:
        raise BadInput("stage", typed, "a name is needed, such as: Discovery 40% 14d")
    return StageLine(name, probability, stale_after, tuple(pieces))


def told_days(days: int) -> str:
    """How a number of days is said: ``14 days``, and ``never`` for none."""
    return "never" if not days else "1 day" if days == 1 else f"{days} days"


def _last(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    found = list(pattern.finditer(text))
    return found[-1] if found else None
