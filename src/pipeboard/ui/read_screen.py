"""The base of the screens that read what they show at once, and again whenever it may have changed."""

from collections.abc import Awaitable

from pipeboard.errors import PipeboardError
from pipeboard.keys import Keymap
from pipeboard.ui.commands import PlaceScreen
from pipeboard.ui.host import host
from pipeboard.ui.messages import Committed, TimePassed
from pipeboard.ui.places import Places


class ReadScreen(Places, PlaceScreen):
    """A screen of what ``read`` finds; one that could not read shows what it had, and says why.

    A message is given to the handlers of a screen and to those of its bases: a handler that a screen
    adds is called beside the one here, and must not call it.
    """

    def __init__(self, keymap: Keymap) -> None:
        super().__init__(keymap)
        self.unread = ""
        """Why what is shown could not be read; empty when it was."""

    async def read(self) -> None:
        """Reads and shows what the screen is about; may raise PipeboardError."""
        raise NotImplementedError

    async def on_mount(self) -> None:
        """Reads at once; keys typed meanwhile wait."""
        await self._read()

    async def on_committed(self, _: Committed) -> None:
        """Reads again, after any change by anybody."""
        await self._read()

    async def on_time_passed(self, _: TimePassed) -> None:
        """Reads again what depends on the time."""
        await self._read()

    def say_nothing_here(self, nothing: str) -> None:
        """Says that there is nothing for a command to act on, or that it could not be read."""
        host(self).say(self.unread or nothing, "error" if self.unread else "warning")

    async def _read(self) -> None:
        self.unread = await self._told(self.read())

    async def _told(self, work: Awaitable[None]) -> str:
        """Waits for some reading; says and returns why it could not be done."""
        try:
            await work
        except PipeboardError as error:
            host(self).say(str(error), "error")
            return str(error)
        return ""
