"""Screens that read what they show part by part, off the screen's thread."""

from pipeboard.errors import PipeboardError
from pipeboard.ui.host import host
from pipeboard.ui.messages import Committed, TimePassed
from pipeboard.ui.parts_reader import PartsReader
from pipeboard.ui.screens.listing import ListScreen


class PartsScreen(ListScreen):
    """A list of what its ``reader`` has read by now; nothing is read while it is covered.

    Handlers of a list read at once whatever happens, and would be called after those here: so
    these end the handling.
    """

    reader: PartsReader
    _stale = False

    def on_unmount(self) -> None:
        """Reads no more."""
        self.reader.stop()

    async def at_rest(self) -> None:
        """Waits until all that was begun here is shown."""
        await self.reader.at_rest()

    async def on_committed(self, message: Committed) -> None:
        """Reads again soon, after any change by anybody; once this is on top, if it is not."""
        message.prevent_default()
        self._read_again()

    async def on_time_passed(self, message: TimePassed) -> None:
        """Reads again what depends on the time."""
        message.prevent_default()
        self._read_again()

    def on_screen_resume(self) -> None:
        """Reads again what changed while something else was on top."""
        if self._stale and self.app.screen is self:
            self._read_again()

    def _read_again(self) -> None:
        self._stale = self.app.screen is not self
        if not self._stale:
            self.reader.again()

    def _could_not(self, error: PipeboardError) -> None:
        self.unread = str(error)
        host(self).say(self.unread, "error")
