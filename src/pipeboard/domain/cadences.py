"""Cadences: named series of follow-ups with day offsets, and how far they are on a deal."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from pipeboard.domain.deals import one_line
from pipeboard.domain.localtimes import off_the_weekend
from pipeboard.domain.words import joined, many
from pipeboard.errors import Ambiguous, NotFound, Refused

_REPLIES = ("reached", "replied", "held", "meeting held")
_AFTER_REPLY = re.compile(rf"(?:{'|'.join(_REPLIES)})\b", re.IGNORECASE)


class RunState(StrEnum):
    """How it stands with a cadence that was started on a deal."""

    RUNNING = "running"
    PAUSED = "paused"
    FINISHED = "finished"
    STOPPED = "stopped"


ALIVE = (RunState.RUNNING, RunState.PAUSED)
"""The states of a cadence that still has something to do."""


@dataclass(frozen=True, slots=True)
class CadenceStep:
    """One follow-up of a cadence, ``day`` days after its start."""

    day: int
    type: str
    subject: str

    def __str__(self) -> str:
        """The step as it is typed."""
        return f"day {self.day} {self.type} {self.more}".rstrip()

    @property
    def more(self) -> str:
        """The subject, where it says more than the type."""
        return "" if self.subject.casefold() == self.type.casefold() else self.subject


@dataclass(frozen=True, slots=True)
class Cadence:
    """A named series of follow-ups; ``deals`` is how many it runs on, paused ones too."""

    id: int
    name: str
    steps: tuple[CadenceStep, ...]
    stops_on_reply: bool
    stops_on_move: bool
    deals: int = 0

    @property
    def told(self) -> str:
        """What it is, in a few words."""
        days = self.steps[-1].day if self.steps else 0
        over = f" over {many(days, 'day')}" if days else ""
        return f"{many(len(self.steps), 'step')}{over}"

    @property
    def stops(self) -> str:
        """What stops it, in words; empty when nothing does by itself."""
        marks = (("a reply", self.stops_on_reply), ("a stage change", self.stops_on_move))
        found = [name for name, holds in marks if holds]
        return f"stops on {joined(found)}" if found else ""


@dataclass(frozen=True, slots=True)
class Run:
    """A cadence that was started on a deal; ``done`` of its ``of`` follow-ups are done.

    While it is paused, ``of`` counts those that are put aside.
    """

    id: int
    deal_id: int
    cadence_id: int
    name: str
    state: RunState
    started_on: date
    ended_on: date | None
    done: int
    of: int

    @property
    def progress(self) -> str:
        """``2 of 5 done``, and when it does not run, that."""
        if self.state is RunState.STOPPED:
            return f"{self.done} done, {self.state}"
        state = "" if self.state is RunState.RUNNING else f", {self.state}"
        return f"{self.done} of {self.of} done{state}"

    @property
    def told(self) -> str:
        """``new lead: 2 of 5 done``."""
        return f"{self.name}: {self.progress}"


def days(steps: Iterable[CadenceStep], start: date, *, skip_weekends: bool = False) -> list[date]:
    """When the steps are due that begin on a day; raises Refused past the end of the calendar.

    With ``skip_weekends`` what is counted from that day on to a weekend is due on the Monday after.
    """
    try:
        found = [start + timedelta(days=step.day) for step in steps]
        return [off_the_weekend(day) if skip_weekends and day != start else day for day in found]
    except OverflowError as error:
        raise Refused("the cadence would go on after the year 9999") from error


def is_reply(outcome: str) -> bool:
    """Whether an outcome means that the customer was reached, or replied."""
    return _AFTER_REPLY.match(outcome.strip()) is not None


def named(found: Sequence[Cadence], text: str) -> Cadence:
    """The cadence of a name, or of a part that only one name has; raises NotFound, Ambiguous."""
    wanted = one_line(text).casefold()
    whole = [each for each in found if each.name.casefold() == wanted]
    parts = whole or [each for each in found if wanted and wanted in each.name.casefold()]
    if len(parts) == 1:
        return parts[0]
    there = ", ".join(each.name for each in parts or found) or "none at all"
    if parts:
        raise Ambiguous(f"'{one_line(text)}' could be any of these cadences: {there}")
    raise NotFound(f"there is no cadence '{one_line(text)}'; there are {there}")
