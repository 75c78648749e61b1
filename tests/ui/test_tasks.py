"""Work beside the handling of events does not fail in silence."""

import asyncio

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
