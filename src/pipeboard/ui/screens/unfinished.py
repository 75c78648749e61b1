"""Keeps what is being typed, so that a crash loses none of it.

The texts that were never committed nor discarded are a list under ``draft.<kind>``, the last one
being typed now.
"""

from pipeboard.errors import PipeboardError
from pipeboard.service import preferences
from pipeboard.ui.host import Host


class Unfinished:
    """The unfinished texts of one kind."""

    def __init__(self, host: Host, kind: str) -> None:
        self._host = host
        self._key = f"draft.{kind}"
        self._before: list[str] = []
        self._kept: list[str] = []

    @property
    def offered(self) -> str:
        """The text left over from before, '' when there is none."""
        return self._before[-1] if self._before else ""

    async def load(self) -> None:
        """Reads what is left over."""
        found = await self._host.jobs.read(preferences.get, self._host.workspace, self._key, [])
        self._before = [text for text in found if isinstance(text, str) and text.strip()]
        self._kept = list(self._before)

    def take(self) -> str:
        """Takes the text on offer, to be typed on."""
        return self._before.pop() if self._before else ""

    async def keep(self, text: str) -> None:
        """Keeps what is typed now, on disk; an empty text is not kept.

        What cannot be written stays on the screen, which says so, and is tried again.
        """
        before = self._kept
        if self._is_news(text):
            try:
                await self._host.jobs.write(
                    preferences.put, self._host.workspace, self._key, self._kept or None
                )
            except PipeboardError as error:
                self._kept = before
                self._host.say(f"what you type is not kept yet: {error}", "warning")

    def keep_now(self, text: str) -> None:
        """Keeps what is typed at once, in the calling thread: when the app is about to end."""
        if self._is_news(text):
            preferences.put(self._host.workspace, self._key, self._kept or None)

    def _is_news(self, text: str) -> bool:
        wanted = [*self._before, text] if text.strip() else list(self._before)
        changed, self._kept = wanted != self._kept, wanted
        return changed
