"""Reads what the insights show, part after part in rows at once, and again when something changed."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any

from pipeboard.domain.figures import Scope
from pipeboard.errors import PipeboardError
from pipeboard.service.workspace import Workspace
from pipeboard.ui.host import Jobs
from pipeboard.ui.tasks import spawn

PAUSE = 1.0
"""Seconds at least between two readings of the same figures, however much is written meanwhile."""

_NONE: Mapping[str, Any] = MappingProxyType({})

Read = Callable[[Workspace, Scope, Mapping[str, Any]], Any]
"""Reads a part; it is given those that were read before it."""
Ask = Callable[[Workspace], Scope]
"""Says of what the figures are to be, as of now; may raise PipeboardError."""


def alone(read: Callable[[Workspace, Scope], Any]) -> Read:
    """A reading that needs none of the other parts."""
    return lambda ws, scope, _: read(ws, scope)


@dataclass(frozen=True, slots=True)
class Parts:
    """What has been read of some figures: the parts by their names, and why others could not be."""

    scope: Scope
    read: dict[str, Any] = field(default_factory=dict)
    failed: dict[str, str] = field(default_factory=dict)


class PartsReader:
    """Reads rows of parts off the screen's thread, all rows at once; what is newly asked for ends what is being read.

    ``shown`` is called whenever there is more to see, ``failed`` when it is not even known what to
    read.
    """

    def __init__(
        self,
        workspace: Workspace,
        jobs: Jobs,
        parts: Sequence[Sequence[tuple[str, Read]]],
        *,
        shown: Callable[[], None],
        failed: Callable[[PipeboardError], None],
    ) -> None:
        self.parts: Parts | None = None
        self._workspace = workspace
        self._jobs = jobs
        self._all = parts
        self._shown = shown
        self._failed = failed
        self._ask: Ask | None = None
        self._task: asyncio.Task[None] | None = None
        self._again = False
        self._began = 0.0

    @property
    def busy(self) -> bool:
        """Whether something is being read, or about to be."""
        return self._task is not None and not self._task.done()

    def ask(self, ask: Ask) -> None:
        """Reads other figures, instead of what is being read."""
        self.stop()
        self._ask, self._again = ask, False
        self._task = spawn(self._read_on(ask, 0.0), "figures")

    def again(self) -> None:
        """Reads the same figures again, soon."""
        if self._ask is None:
            return
        if self.busy:
            self._again = True
            return
        since = asyncio.get_running_loop().time() - self._began
        self._task = spawn(self._read_on(self._ask, PAUSE - since), "figures")

    def stop(self) -> None:
        """Ends what is being read."""
        if self._task is not None:
            self._task.cancel()
            self._task = None

    async def at_rest(self) -> None:
        """Waits until all that was asked for is shown."""
        while (task := self._task) is not None and not task.done():
            await asyncio.wait([task])

    async def _read_on(self, ask: Ask, pause: float) -> None:
        while True:
            if pause > 0:
                await asyncio.sleep(pause)
            self._again, self._began = False, asyncio.get_running_loop().time()
            try:
                scope = await self._jobs.work_out(ask, self._workspace)
            except PipeboardError as error:
                self._failed(error)
                return
            if self.parts is None or self.parts.scope != scope:
                self.parts = Parts(scope)
                self._shown()
            await asyncio.gather(*(self._read_row(row, scope) for row in self._all))
            if not self._again:
                return
            pause = PAUSE - (asyncio.get_running_loop().time() - self._began)

    async def _read_row(self, row: Sequence[tuple[str, Read]], scope: Scope) -> None:
        for name, read in row:
            await self._read_part(name, read, scope)

    async def _read_part(self, name: str, read: Read, scope: Scope) -> None:
        parts = self.parts
        if parts is None:
            return
        try:
            value = await self._jobs.work_out(read, self._workspace, scope, parts.read)
        except PipeboardError as error:
            self._put(name, failed={name: str(error)})
        else:
            self._put(name, read={name: value})
        self._shown()

    def _put(
        self, name: str, *, read: Mapping[str, Any] = _NONE, failed: Mapping[str, str] = _NONE
    ) -> None:
        """Keeps what came of reading a part, in place of what was known of it."""
        if self.parts is not None:
            others = {each: found for each, found in self.parts.read.items() if each != name}
            why = {each: said for each, said in self.parts.failed.items() if each != name}
            self.parts = replace(self.parts, read={**others, **read}, failed={**why, **failed})
