"""Cadences as they are typed, a step a line, and those that come with the product."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeboard.domain.cadences import CadenceStep
from pipeboard.domain.deals import one_line
from pipeboard.domain.followups import TYPES
from pipeboard.domain.line import Line
from pipeboard.errors import BadInput, NotAccepted, Refused

LAST_DAY = 999
"""The last day after its start on which a cadence may plan something."""
_MOST = 50
_LONGEST = 60
_DAY = re.compile(r"day\s*(-?\d+)\b[:,]?\s*(.*)", re.IGNORECASE | re.ASCII)


@dataclass(frozen=True, slots=True)
class CadenceDraft:
    """A cadence as it was typed."""

    name: str
    steps: tuple[CadenceStep, ...]
    stops_on_reply: bool = False
    stops_on_move: bool = False


DEFAULTS = (
    CadenceDraft(
        "new lead",
        (
            CadenceStep(0, "call", "introduce yourself, ask what they need"),
            CadenceStep(1, "e-mail", "sum up the call, or say that you tried"),
            CadenceStep(3, "call", "ask for a first meeting"),
            CadenceStep(7, "e-mail", "tell of a customer like them"),
            CadenceStep(14, "call", "ask whether and when to go on"),
        ),
        stops_on_reply=True,
        stops_on_move=True,
    ),
    CadenceDraft(
        "revive a cold lead",
        (
            CadenceStep(0, "e-mail", "ask what has changed since"),
            CadenceStep(3, "call", "ask whether the e-mail came at a good time"),
            CadenceStep(10, "e-mail", "send something new: a case, a price, a date"),
            CadenceStep(21, "call", "last try: yes, no, or when"),
        ),
        stops_on_reply=True,
        stops_on_move=True,
    ),
)
"""The cadences that come with the product."""


def checked_name(text: str, others: Iterable[str] = ()) -> str:
    """The name of a cadence on one line; raises BadInput, and Refused when one of ``others`` has it."""
    name = one_line(text)
    if not name:
        raise BadInput("name", text, "a cadence needs a name, such as: new lead")
    if len(name) > _LONGEST:
        raise NotAccepted("name", name, f"at most {_LONGEST} characters are needed")
    if name.isdecimal():
        raise NotAccepted("name", name, "a name needs more than a number")
    if name.casefold() in map(str.casefold, others):
        raise Refused(f"there is a cadence '{name}' already; take another name, or edit that one")
    return name


def read_steps(lines: Sequence[str]) -> tuple[CadenceStep, ...]:
    """The steps of lines such as ``day 2 email send the offer``, by their days; empty lines count not.

    Raises BadInput that names the line by its number.
    """
    found = [_step(number, line) for number, line in enumerate(lines, 1) if line.strip()]
    if not found:
        raise BadInput("steps", "", "one step a line is needed, such as: day 0 call")
    if len(found) > _MOST:
        raise NotAccepted("steps", f"{len(found)} lines", f"a cadence has at most {_MOST}")
    return tuple(sorted(found, key=lambda step: step.day))


def _step(number: int, text: str) -> CadenceStep:
    where = f"step {number}"
    typed = one_line(text)
    match = _DAY.fullmatch(typed)
    if match is None:
        raise BadInput(where, typed, "begin with the day: day 2 email send the offer")
    day = int(match[1]) if len(match[1]) <= len(str(LAST_DAY)) else LAST_DAY + 1
    if not 0 <= day <= LAST_DAY:
        raise NotAccepted(where, f"day {match[1]}", f"the day is a number from 0 to {LAST_DAY}")
    line = Line(match[2])
    kind = line.type_word(0, TYPES) if line.tokens else None
    if kind is None:
        word = match[2].partition(" ")[0] or typed
        raise BadInput(where, word, f"after the day comes one of {', '.join(TYPES)}")
    subject = line.text(range(kind.end, len(line.tokens)))
    return CadenceStep(day, kind.name, subject or kind.name)
