"""Reads what a screen shows of figures, some parts at once, and again when something changed."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Generic, TypeVar

from pipeboard.domain.figures import Scope
from pipeboard.errors import PipeboardError
from pipeboard.service.workspace import Workspace
from pipeboard.ui.host import Jobs
from pipeboard.ui.jobs import FIGURES_AT_ONCE
from pipeboard.ui.tasks import spawn

PAUSE = 1.0
"""Seconds at least between two readings of the same figures, however much is written meanwhile."""

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)

Ask = Callable[[Workspace], Scope]
"""Says of what the figures are to be, as of now; may raise PipeboardError."""


@dataclass(frozen=True, slots=True)
class Part(Generic[T_co]):
    """Something that is read on its own, and the key to what was read.

    ``read`` is given the parts that were read before it, among them the one that it comes
    ``after``; no two parts of a screen have one name.
    """

    name: str
    read: Callable[[Workspace, Scope, "Parts"], T_co]
    after: "Part[object] | None" = None


def alone(name: str, read: Callable[[Workspace, Scope], T]) -> Part[T]:
    """A part that needs none of the others."""
    return Part(name, lambda ws, scope, _: read(ws, scope))


@dataclass(frozen=True, slots=True)
class Parts:
    """What came of reading the parts of some figures, as far as they were read."""

    scope: Scope
    came: Mapping[str, Any] = field(default_factory=dict)
    """Name of a part -> what its ``read`` returned, or the PipeboardError that it raised."""

    def get(self, part: Part[T]) -> T | None:
        """What was read of a part; None as long as nothing was."""
        found: T | PipeboardError | None = self.came.get(part.name)
        return None if isinstance(found, PipeboardError) else found

    def why_not(self, part: Part[object]) -> str:
        """Why a part could not be read; empty while that is not known."""
        found = self.came.get(part.name)
        return str(found) if isinstance(found, PipeboardError) else ""

    def having(self, part: Part[T], came: T | PipeboardError) -> "Parts":
        """These with what came of reading a part, in place of what was known of it."""
        return replace(self, came={**self.came, part.name: came})


class PartsReader:
    """Reads parts off the screen's thread in their order, ``FIGURES_AT_ONCE`` of them at a time.

    What is newly asked for ends what is being read. ``shown`` is called whenever there is more to
    see, ``failed`` when it is not even known what to read.
    """

    def __init__(
        self,
        workspace: Workspace,
        jobs: Jobs,
        order: Sequence[Part[object]],
        *,
        shown: Callable[[], None],
        failed: Callable[[PipeboardError], None],
    ) -> None:
        self.parts: Parts | None = None
        self._workspace = workspace
        self._jobs = jobs
        self._order = order
        self._shown = shown
        self._failed = failed
        self._ask: Ask | None = None
        self._task: asyncio.Task[None] | None = None
        self._again = False
        self._began = 0.0

    @property
    def whole(self) -> bool:
        """Whether something came of every part."""
        of = self.parts
        return of is not None and all(part.name in of.came for part in self._order)

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
            waiting, came = list(self._order), set[str]()
            readers = (self._read_waiting(waiting, came, scope) for _ in range(FIGURES_AT_ONCE))
            await asyncio.gather(*readers)
            if not self._again:
                return
            pause = PAUSE - (asyncio.get_running_loop().time() - self._began)

    async def _read_waiting(
        self, waiting: list[Part[object]], came: set[str], scope: Scope
    ) -> None:
        """Reads parts as long as one is ready; what waits for a part is left to who reads that."""

        def is_ready(part: Part[object]) -> bool:
            return part.after is None or part.after.name in came

        while ready := next(filter(is_ready, waiting), None):
            waiting.remove(ready)
            await self._read_part(ready, scope)
            came.add(ready.name)

    async def _read_part(self, part: Part[object], scope: Scope) -> None:
        if self.parts is None:
            return
        came: object
        try:
            came = await self._jobs.work_out(part.read, self._workspace, scope, self.parts)
        except PipeboardError as error:
            came = error
        self.parts = self.parts.having(part, came)
        self._shown()
