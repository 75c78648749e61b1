"""What is measured of a program, and how a figure is made of it."""

import statistics
import subprocess
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from tests.bench.meter import Meter

IDLE_SECONDS = 10.0
WITHOUT_SCROLLING = "jjjjjjkkkkkklllhhh" * 6
TO_SCROLL, SCROLLING = "j" * 20, "j" * 80
MOVING = "LLLLHHHH" * 8
READING = "being read"
"""Stands in the heading of the insights as long as a part of them is not there."""


@dataclass(frozen=True, slots=True)
class Program:
    """A full-screen program, and a text that is on the screen when its rows are."""

    name: str
    command: Sequence[str]
    shown: str
    environ: Mapping[str, str]

    def start(self) -> float:
        """Starts it once; returns the seconds until its rows were there."""
        with Meter(self.command, self.environ) as meter:
            return meter.started(self.shown)


@dataclass(frozen=True, slots=True)
class Keys:
    """How keys of one kind were answered: 95 of 100 within so many milliseconds and bytes."""

    milliseconds: float
    size: float


@dataclass(frozen=True, slots=True)
class Use:
    """What a program has done: the memory that it took after its start, its answers to keys, and
    the bytes and milliseconds of processor time of ten seconds in which nobody asked anything.
    """

    memory: float
    keys: Sequence[Keys]
    idle_size: int
    idle_processor: float


def use(program: Program, *phases: tuple[str, str]) -> Use:
    """Starts a program, types phases of keys (those of each first part unmeasured), and waits."""
    with Meter(program.command, program.environ) as meter:
        meter.started(program.shown)
        meter.collect(0.5, 0.5)
        memory = meter.resident_mib()
        keys = []
        for before, measured in phases:
            for key in before:
                meter.press(key)
            keys.append(_keys(meter, measured))
        processor = meter.processor_seconds()
        time.sleep(IDLE_SECONDS)
        processor = meter.processor_seconds() - processor
        written = sum(len(data) for _, data in meter.collect(0.05, 0.05))
        return Use(memory, keys, written, processor * 1000)


def insights(program: Program, runs: int) -> tuple[float, float]:
    """Opens the insights once in each of several starts, then those of the period before.

    Returns after how many milliseconds every part of each was there, in the median.
    """
    found: list[tuple[float, float]] = []
    for _ in range(runs):
        with Meter(program.command, program.environ) as meter:
            meter.started(program.shown)
            for _, data in meter.collect(0.5, 0.5):
                meter.draw(data)
            took = [meter.until_gone(READING, key) for key in "i["]
            found.append((took[0], took[1]))
    opened, before = zip(*found, strict=True)
    return statistics.median(opened) * 1000, statistics.median(before) * 1000


def in_turns(runs: int, measures: Mapping[str, Callable[[], float]]) -> dict[str, float]:
    """Returns the median of each measure in milliseconds; a first round is not counted."""
    found: dict[str, list[float]] = {name: [] for name in measures}
    names = list(measures)
    for run in range(runs + 1):
        for name in names:
            seconds = measures[name]()
            if run:
                found[name].append(seconds)
        names.append(names.pop(0))
    return {name: statistics.median(seconds) * 1000 for name, seconds in found.items()}


def run(command: Sequence[str], environ: Mapping[str, str]) -> float:
    """Runs a command once; returns the seconds that it took."""
    began = time.perf_counter()
    subprocess.run(command, env=dict(environ), check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - began


def _keys(meter: Meter, keys: str) -> Keys:
    answers = [answer for key in keys if (answer := meter.press(key))]
    if len(answers) < len(keys):
        raise RuntimeError(f"{len(keys) - len(answers)} of the keys {keys} had no answer")
    seconds = _p95(answer[-1][0] for answer in answers)
    return Keys(seconds * 1000, _p95(sum(len(data) for _, data in answer) for answer in answers))


def _p95(values: Iterable[float]) -> float:
    return statistics.quantiles(values, n=20, method="inclusive")[-1]
