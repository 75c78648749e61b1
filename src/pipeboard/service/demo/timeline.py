"""When what happens to made-up deals: a list of events for each, all of them before today.

A deal's life is drawn backwards from how it stands today, so that the board of today looks as
boards do: many deals early on, few late, some stuck, some due, the others won or lost over the year.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from enum import IntEnum
from random import Random
from typing import Any, NamedTuple

from pipeboard.service.demo.cast import MANY

_DAY = timedelta(days=1)
_OPEN, _WON, _LOST = 0.58, 0.2, 0.22
_OPEN_STAGES = (27, 20, 17, 14, 13, 9)
"""How open deals spread over the stages, in percent; a shorter pipeline has the first of these."""
_LOST_STAGES = (18, 22, 24, 16, 12, 8)
_STAY = 6.5
"""The median of the days that a deal stays in a stage."""
_TIMES = (time(9, 30), time(10), time(11, 15), time(13, 30), time(14), time(15, 30), time(16, 30))


class Act(IntEnum):
    """What can happen to a deal."""

    ADDED = 0
    MOVED = 1
    VALUED = 2
    QUALIFIED = 3
    POSTPONED = 4
    CALLED = 5
    NOTED = 6
    PLANNED = 7
    FINISHED = 8
    WON = 9
    LOST = 10


class Event(NamedTuple):
    """Something that happens to the deal with a number, at a local minute of a day.

    ``about`` is a ``Start`` for ADDED, the stage's place for MOVED, a ``Slot`` for PLANNED, and for
    VALUED whether a value that is known already changes.
    """

    on: date
    minute: int
    deal: int
    order: int
    act: Act
    about: Any


class Start(NamedTuple):
    """The place of a deal's first stage; ``mine`` when it is to be the actor's for certain."""

    stage: int
    mine: bool


class Slot(NamedTuple):
    """When something is planned for."""

    on: date
    at: time | None
    mine: bool = False
    check_in: bool = False


@dataclass(frozen=True, slots=True)
class Shape:
    """How many deals there are in a pipeline, and its number of stages for open deals."""

    deals: int
    stages: int


@dataclass(slots=True)
class _Stay:
    stage: int
    begins: date
    ends: date


class Timeline:
    """Draws the lives of the deals of one pipeline."""

    def __init__(self, chance: Random, today: date, shape: Shape, first: int) -> None:
        self._chance = chance
        self._today = today
        self._yesterday = _workday(today - _DAY)
        self._stages = shape.stages
        self._numbers = range(first, first + shape.deals)
        self._calm = shape.deals > MANY

    def events(self) -> Iterator[Event]:
        """Everything that happens to every deal; each deal's events in order."""
        chance = self._chance
        open_count = round(len(self._numbers) * _OPEN)
        won = round(len(self._numbers) * _WON)
        lost = len(self._numbers) - open_count - won
        fates = [Act.ADDED] * open_count + [Act.WON] * won + [Act.LOST] * lost
        chance.shuffle(fates)
        slots = self._slots(open_count)
        stages = _dealt(chance, _OPEN_STAGES[: self._stages], open_count)
        for number, fate in zip(self._numbers, fates, strict=True):
            if fate is Act.ADDED:
                yield from self._open(number, stages.pop(), slots.pop())
            else:
                yield from self._closed(number, fate)

    def _slots(self, count: int) -> list[Slot | None]:
        """For when the next step of each open deal is planned; None for those without one."""
        chance, today = self._chance, self._today
        near = [
            (min(round(count * 0.09), 30), (-6, -1), 0.25),
            (min(round(count * 0.09), 24), (0, 0), 0.6),
            (min(round(count * 0.06), 20), (1, 1), 0.4),
            (min(round(count * 0.15), 80), (2, 7), 0.35),
        ]
        slots: list[Slot | None] = []
        for amount, (first, last), timed in near:
            for number in range(amount):
                on = today + chance.randint(first, last) * _DAY
                if first != last:
                    on = _workday(on) if first < 0 else _next_workday(on)
                at = chance.choice(_TIMES) if number < amount * timed else None
                slots.append(Slot(on, at, mine=chance.random() < 0.55))
        for _ in range(round(count * 0.3)):
            on = _next_workday(today + chance.randint(8, 70) * _DAY)
            slots.append(Slot(on, chance.choice(_TIMES) if chance.random() < 0.15 else None))
        slots = slots[:count]
        slots += [None] * (count - len(slots))
        chance.shuffle(slots)
        return slots

    def _open(self, number: int, stage: int, slot: Slot | None) -> Iterator[Event]:
        forgotten = slot is None and self._chance.random() < 0.3
        stay = 15 + self._days(15, 0.6) if forgotten else self._days(5, 1.0)
        entered = self._today - min(1 + stay, 95) * _DAY
        life = _Life(self._chance, number, self._yesterday)
        stays = self._stays(stage, entered, self._yesterday)
        self._live(life, stays, mine=slot is not None and slot.mine)
        if slot is not None:
            made = min(slot.on - self._chance.randint(1, 9) * _DAY, self._yesterday)
            made = max(_workday(made), stays[-1].begins)
            life.add(made, Act.PLANNED, slot._replace(on=max(slot.on, made)))
        return life.events()

    def _closed(self, number: int, fate: Act) -> Iterator[Event]:
        chance = self._chance
        ended = _workday(self._today - chance.randint(1, 350) * _DAY)
        last = self._stages - 1
        if fate is Act.LOST:
            stage = chance.choices(range(self._stages), _LOST_STAGES[: self._stages])[0]
        else:
            stage = last if chance.random() < 0.85 else max(last - 1, 0)
        life = _Life(chance, number, self._yesterday)
        entered = ended - self._days(_STAY, 0.7) * _DAY
        self._live(life, self._stays(stage, entered, ended))
        life.add(ended, fate, None)
        if fate is Act.WON and chance.random() < (0.2 if self._calm else 0.5):
            self._check_in(life, ended)
        return life.events()

    def _check_in(self, life: "_Life", won: date) -> None:
        """After the sale somebody asks how it is going: has asked, or will."""
        due = _next_workday(won + self._chance.randint(10, 45) * _DAY)
        life.add(won, Act.PLANNED, Slot(due, None, check_in=True))
        if due <= self._yesterday:
            life.add(due, Act.FINISHED, None)

    def _stays(self, stage: int, entered: date, ended: date) -> list[_Stay]:
        """The stays that led a deal into ``stage``, the last of them from ``entered`` on."""
        chance = self._chance
        skipped = 0.15 if not self._calm else 0.35 if chance.random() < 0.7 else 1
        path = [place for place in range(stage) if chance.random() > skipped] + [stage]
        if len(path) > 2 and chance.random() < 0.06:
            back = chance.randrange(1, len(path))
            path[back:back] = [path[back], path[back - 1]]
        stays = [_Stay(path[-1], _workday(entered), max(_workday(ended), _workday(entered)))]
        for place in reversed(path[:-1]):
            ends = stays[-1].begins
            begins = _workday(ends - self._days(_STAY, 0.7) * _DAY)
            stays.append(_Stay(place, begins, ends))
        return stays[::-1]

    def _live(self, life: "_Life", stays: Sequence[_Stay], *, mine: bool = False) -> None:
        """What happens while a deal passes through its stages."""
        chance, late = self._chance, self._stages - 2
        often = 0.1 if self._calm else 0.3
        for number, stay in enumerate(stays):
            if number:
                life.add(stay.begins, Act.MOVED, stay.stage)
            else:
                life.add(stay.begins, Act.ADDED, Start(stay.stage, mine))
            if stay.stage >= self._stages // 2:
                life.add(stay.begins, Act.VALUED, chance.random() < often)
            if stay.stage >= late and chance.random() < often:
                life.add(stay.begins, Act.POSTPONED, None)
            self._work(life, stay)
            if stay.stage == self._stages // 2 - 1 and chance.random() < (
                0.2 if self._calm else 0.5
            ):
                life.add(stay.ends, Act.QUALIFIED, None)

    def _work(self, life: "_Life", stay: _Stay) -> None:
        """Calls, notes and follow-ups during a stay, mostly in its first days."""
        chance = self._chance
        length = (stay.ends - stay.begins).days
        days = sorted(
            min(int(chance.expovariate(0.2)), length)
            for _ in range(3)
            if chance.random() < (0.08 if self._calm else 0.28)
        )
        for day in days:
            on = stay.begins + day * _DAY
            kind = chance.random()
            if kind < 0.42:
                life.add(on, Act.CALLED, None)
            elif kind < 0.72:
                life.add(on, Act.NOTED, None)
            else:
                due = min(_next_workday(on + chance.randint(1, 6) * _DAY), stay.ends)
                life.add(on, Act.PLANNED, Slot(due, None))
                life.add(due, Act.FINISHED, None)

    def _days(self, median: float, spread: float) -> int:
        return int(median * self._chance.lognormvariate(0, spread))


class _Life:
    """The events of one deal, in business hours and in order."""

    def __init__(self, chance: Random, number: int, last: date) -> None:
        self._chance = chance
        self._number = number
        self._last = last
        self._days: list[tuple[date, Act, Any]] = []

    def add(self, on: date, act: Act, about: Any) -> None:
        """Takes an event; on one day they happen in the order in which they were added."""
        self._days.append((min(_workday(on), self._last), act, about))

    def events(self) -> Iterator[Event]:
        """The events with their times."""
        chance = self._chance
        self._days.sort(key=lambda entry: entry[0])
        latest = date.min, 0
        for order, (on, act, about) in enumerate(self._days):
            minute = 8 * 60 + int(chance.random() * 9 * 60)
            if (on, minute) <= latest:
                minute = latest[1] + 1 + int(chance.random() * 20)
            latest = on, minute
            yield Event(on, minute, self._number, order, act, about)


def _workday(day: date) -> date:
    """The day itself, or the Friday before a weekend."""
    return day - max(day.weekday() - 4, 0) * _DAY


def _next_workday(day: date) -> date:
    """The day itself, or the Monday after a weekend."""
    return day + (7 - day.weekday()) * _DAY if day.weekday() > 4 else day


def _dealt(chance: Random, weights: Sequence[int], count: int) -> list[int]:
    """Places drawn in proportion to their weights as exactly as whole numbers go, shuffled."""
    total = sum(weights)
    places: list[int] = []
    passed = 0
    for place, weight in enumerate(weights):
        passed += weight
        places += [place] * (round(count * passed / total) - len(places))
    chance.shuffle(places)
    return places
