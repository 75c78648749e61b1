"""Reading part by part: what is shown when, what a newer question ends, how often it is read again."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any, cast

import pytest

from pipeboard.domain.figures import Scope
from pipeboard.domain.periods import PeriodUnit, period_of
from pipeboard.errors import DatabaseError, PipeboardError
from pipeboard.service.workspace import Workspace
from pipeboard.ui import parts_reader
from pipeboard.ui.parts_reader import Part, Parts, PartsReader, alone

if TYPE_CHECKING:
    from pipeboard.ui.host import Jobs

NOW = Scope(period_of(date(2026, 11, 24), PeriodUnit.QUARTER))
BEFORE = Scope(NOW.period.moved(-1))

Read = Callable[[Workspace, Scope], str]


class SlowJobs:
    """Does what is asked on the same thread, after letting everything else go on."""

    async def work_out(self, function: Callable[..., Any], *args: Any) -> Any:
        await asyncio.sleep(0)
        return function(*args)


class Log:
    """A reader of ``first`` and of ``second`` after it, and what it read and told."""

    def __init__(self, **reads: Read) -> None:
        self.read: list[str] = []
        self.shown: list[tuple[str, ...]] = []
        self.failed: list[str] = []
        first, second = (
            alone(name, reads.get(name) or self._noted(name)) for name in ("first", "second")
        )
        self.parts = [first, replace(second, after=first)]
        self.reader = PartsReader(
            cast("Workspace", None),
            cast("Jobs", SlowJobs()),
            self.parts,
            shown=self._shown,
            failed=lambda error: self.failed.append(str(error)),
        )

    def _noted(self, name: str) -> Read:
        def read(_: Workspace, scope: Scope) -> str:
            self.read.append(f"{name} {scope.period}")
            return name

        return read

    def _shown(self) -> None:
        parts = self.reader.parts
        self.shown.append(tuple(parts.came) if parts else ())

    async def ask(self, scope: Scope) -> None:
        """Asks, and waits until all is read."""
        self.reader.ask(lambda _: scope)
        await self.reader.at_rest()


async def test_each_part_shows_as_it_comes() -> None:
    """First that there is a scope, then one part after the other."""
    log = Log()
    await log.ask(NOW)
    assert log.shown == [(), ("first",), ("first", "second")]
    assert log.reader.whole
    assert not log.reader.busy


async def test_what_is_newly_asked_ends_what_is_being_read() -> None:
    """Of the scopes asked for one after the other only the last one is read to its end."""
    log = Log()
    log.reader.ask(lambda _: NOW)
    await asyncio.sleep(0)
    await log.ask(BEFORE)
    assert [each for each in log.read if each.startswith("second")] == ["second 2026-Q3"]
    assert log.reader.parts is not None
    assert log.reader.parts.scope == BEFORE


async def test_read_again_it_shows_the_old_until_the_new_is_there() -> None:
    """The same scope is never empty in between; another one is, until its parts come."""
    log = Log()
    await log.ask(NOW)
    log.shown.clear()
    await log.ask(NOW)
    assert log.shown
    assert all(set(each) == {"first", "second"} for each in log.shown)
    log.shown.clear()
    await log.ask(BEFORE)
    assert log.shown[0] == ()


async def test_much_news_is_read_in_one_go(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is written while it reads makes it read once more, after the pause and not at once."""
    monkeypatch.setattr(parts_reader, "PAUSE", 0.05)
    log = Log()
    loop = asyncio.get_running_loop()
    begin = loop.time()
    log.reader.ask(lambda _: NOW)
    while not log.read:
        await asyncio.sleep(0)
    for _ in range(20):
        log.reader.again()
    await log.reader.at_rest()
    assert log.read == ["first 2026-Q4", "second 2026-Q4"] * 2
    for _ in range(20):
        log.reader.again()
    await log.reader.at_rest()
    assert log.read == ["first 2026-Q4", "second 2026-Q4"] * 3
    assert loop.time() - begin >= 0.1


async def test_nothing_is_read_again_before_it_was_asked_for() -> None:
    """News before the first question mean nothing."""
    log = Log()
    log.reader.again()
    assert not log.reader.busy


async def test_a_part_that_fails_leaves_the_others() -> None:
    """Why is told in its place, until it can be read again."""
    broken = [True]

    def first(_: Workspace, _scope: Scope) -> str:
        if broken:
            raise DatabaseError("the disk is full")
        return "first"

    log = Log(first=first)
    for came, why in ((None, "the disk is full"), ("first", "")):
        await log.ask(NOW)
        parts = log.reader.parts
        assert parts is not None
        assert log.reader.whole
        assert [parts.get(part) for part in log.parts] == [came, "second"]
        assert [parts.why_not(part) for part in log.parts] == [why, ""]
        broken.clear()


async def test_parts_are_read_at_once_but_for_one_that_comes_after_another() -> None:
    """So that what two parts need is read once; who waits for nothing else is not kept waiting."""
    first_goes, slow_goes = asyncio.Event(), asyncio.Event()
    read: list[str] = []

    class Held(SlowJobs):
        async def work_out(self, function: Callable[..., Any], *args: Any) -> Any:
            for part, goes in ((first, first_goes), (slow, slow_goes)):
                if function is part.read:
                    await goes.wait()
            return await super().work_out(function, *args)

    def part(name: str, after: Part[object] | None = None) -> Part[str]:
        def noted(_: Workspace, _scope: Scope, so_far: Parts) -> str:
            read.append(f"{name} with {', '.join(so_far.came)}")
            return name

        return Part(name, noted, after)

    first, slow = part("first"), part("slow")
    reader = PartsReader(
        cast("Workspace", None),
        cast("Jobs", Held()),
        [first, part("second", after=first), part("third"), slow, part("last")],
        shown=lambda: None,
        failed=lambda _: None,
    )
    reader.ask(lambda _: NOW)
    while not read:
        await asyncio.sleep(0)
    first_goes.set()
    while len(read) < 4:
        await asyncio.sleep(0)
    assert read == [
        "third with ",
        "first with ",
        "second with third, first",
        "last with third, first, second",
    ]
    slow_goes.set()
    await reader.at_rest()
    assert reader.whole


async def test_a_question_that_cannot_be_read_is_told() -> None:
    """A filter that is none any more: nothing is read, and it is said why."""

    def ask(_: Workspace) -> Scope:
        raise PipeboardError("what is that")

    log = Log()
    log.reader.ask(ask)
    await log.reader.at_rest()
    assert (log.failed, log.read) == (["what is that"], [])
