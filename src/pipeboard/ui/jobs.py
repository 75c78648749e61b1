"""Database work off the screen's thread: one thread writes, one reads, one adds up, two work out.

Writes run in the order in which they were asked for, so two quick moves compose. Sums over all
deals have a thread of their own, so that cards never wait for them, and figures of the past have
two, for which neither waits. What a job raises comes back to whoever awaits it.
"""

import asyncio
import contextlib
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any, ParamSpec, TypeVar

from pipeboard.errors import PipeboardError

P = ParamSpec("P")
T = TypeVar("T")

FIGURES_AT_ONCE = 2
"""How many threads work out figures."""


class Jobs:
    """The threads; ``on_written`` is called on the screen's thread after each write."""

    def __init__(self, on_written: Callable[[], object] = lambda: None) -> None:
        self.on_written = on_written
        self._writer = ThreadPoolExecutor(1, "pipeboard-write")
        self._reader = ThreadPoolExecutor(1, "pipeboard-read")
        self._adder = ThreadPoolExecutor(1, "pipeboard-add")
        self._figures = ThreadPoolExecutor(FIGURES_AT_ONCE, "pipeboard-figures")

    async def write(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Runs what writes, after all writes asked for before; returns what it returns."""
        try:
            return await self._run(self._writer, partial(function, *args, **kwargs))
        finally:
            self.on_written()

    def prepare(self, function: Callable[[], object]) -> None:
        """Runs on the writer's thread what makes later writes quicker; nothing waits for it."""
        with contextlib.suppress(RuntimeError):  # closed, because the app ends
            self._writer.submit(function)

    async def read(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Runs what reads; returns what it returns."""
        return await self._run(self._reader, partial(function, *args, **kwargs))

    async def add_up(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Runs what reads sums over many deals; returns what it returns."""
        return await self._run(self._adder, partial(function, *args, **kwargs))

    async def work_out(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Runs what reads figures of a long past; returns what it returns."""
        return await self._run(self._figures, partial(function, *args, **kwargs))

    async def note(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Runs what notes for a person what they were told; it changes nothing that others see.

        The end of the app does not wait for it, as it does for writes.
        """
        return await self._run(self._adder, partial(function, *args, **kwargs))

    def settle(self) -> None:
        """Waits, in any thread, until every write asked for is done."""
        self._writer.submit(int).result()

    def close(self) -> None:
        """Waits for the writes asked for; reads that have not begun are dropped."""
        for pool in (self._reader, self._adder, self._figures):
            pool.shutdown(wait=False, cancel_futures=True)
        self._writer.shutdown(wait=True)

    @staticmethod
    async def _run(pool: ThreadPoolExecutor, call: Callable[[], T]) -> T:
        try:
            future = asyncio.get_running_loop().run_in_executor(pool, call)
        except RuntimeError as error:  # closed, because the app ends
            raise asyncio.CancelledError from error
        # A write goes on when whoever asked for it is cancelled.
        try:
            return await asyncio.shield(future)
        except asyncio.CancelledError:
            future.add_done_callback(_unawaited)
            raise


def _unawaited(future: "asyncio.Future[Any]") -> None:
    """Lets an expected error go that nobody waits for any more; any other is a mistake."""
    error = None if future.cancelled() else future.exception()
    if error is not None and not isinstance(error, PipeboardError):
        context = {"message": "a job failed", "exception": error, "future": future}
        future.get_loop().call_exception_handler(context)
