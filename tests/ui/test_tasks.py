"""Work beside the handling of events does not fail in silence."""

import asyncio
import gc
import threading

import pytest

from pipeboard.errors import Refused
from pipeboard.ui.jobs import Jobs
from pipeboard.ui.tasks import spawn


async def test_a_mistake_in_the_background_reaches_the_loop() -> None:
    """Whoever listens for unexpected errors hears of it; an ended task is not one."""
    heard: list[object] = []
    asyncio.get_running_loop().set_exception_handler(
        lambda _loop, context: heard.append(context["exception"])
    )

    async def fail() -> None:
        raise ZeroDivisionError

    async def wait() -> None:
        await asyncio.sleep(60)

    failing, waiting = spawn(fail(), "failing"), spawn(wait(), "waiting")
    waiting.cancel()
    await asyncio.wait([failing, waiting])
    await asyncio.sleep(0)
    assert [type(error) for error in heard] == [ZeroDivisionError]


@pytest.mark.parametrize(("error", "told"), [(Refused("no"), 0), (ValueError("oops"), 1)])
async def test_a_job_that_nobody_waits_for_any_more(error: Exception, told: int) -> None:
    """An expected error of it is nobody's business, any other ends the app."""
    contexts: list[object] = []
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(lambda _, context: contexts.append(context))
    begun, go_on = threading.Event(), threading.Event()

    def fail() -> None:
        begun.set()
        go_on.wait(5)
        raise error

    jobs = Jobs()
    task = asyncio.create_task(jobs.read(fail))
    await asyncio.to_thread(begun.wait, 5)
    task.cancel()
    await asyncio.wait([task])
    go_on.set()
    await jobs.read(int)
    del task  # it holds what the job raised
    gc.collect()
    jobs.close()
    assert len(contexts) == told
