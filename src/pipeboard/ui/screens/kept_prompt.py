"""The base of the prompts in which something is typed: what that is, nothing loses.

It is kept on disk while it is typed and when the prompt is left, and offered when the same is asked
again.
"""

from collections.abc import Awaitable, Mapping, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from textual.geometry import Region

from pipeboard.domain.unfinished import Subject, in_one_text
from pipeboard.errors import PipeboardError
from pipeboard.ui.host import host
from pipeboard.ui.messages import Committed
from pipeboard.ui.screens.prompt import Prompt
from pipeboard.ui.screens.question import Following
from pipeboard.ui.screens.unfinished import CLEAR, Keeper
from pipeboard.ui.widgets.drawing import Piece, wrapped

if TYPE_CHECKING:
    from textual.timer import Timer

_KEEP_EVERY = 0.5
"""Seconds from one write to the next while typing goes on; the first key is kept at once."""


class KeptPrompt(Prompt):
    """A prompt whose texts are kept; what has no subject is not."""

    def __init__(self, *, avoid: Region | None = None, place: Region | None = None) -> None:
        super().__init__(avoid=avoid, place=place)
        self._keeper: Keeper | None = None
        self._timer: Timer | None = None
        self._to_keep = False
        """Whether something was typed after the last write."""
        self._news = ""
        self._answering = False
        self._warned = False

    @property
    def typed(self) -> Mapping[str, str]:
        """What is worth keeping, by the names of fields; nothing where nothing was changed."""
        raise NotImplementedError

    @property
    def touched(self) -> bool:
        """Whether something was typed, be it worth keeping or not."""
        raise NotImplementedError

    def take_up(self, texts: Mapping[str, str]) -> None:
        """Puts into the fields what was left over from before."""
        raise NotImplementedError

    def told(self, texts: Mapping[str, str]) -> str:
        """What is on offer, as it is shown."""
        return in_one_text(texts)

    async def keep_for(self, subject: Subject | None) -> None:
        """Reads what is left over of a subject; from here on what is typed is kept for it.

        What cannot be read now is not offered, and keeps nobody from typing.
        """
        if subject is not None:
            self._keeper = Keeper(host(self), subject)
            with suppress(PipeboardError):
                await self._keeper.load()

    @property
    def offers(self) -> bool:
        """Whether something left over is on offer: until something is typed."""
        return self._keeper is not None and self._keeper.offered is not None and not self.touched

    def take_offer(self) -> None:
        """Takes up what is on offer."""
        if self._keeper is not None:
            self.take_up(self._keeper.take())

    def offered(self, width: int) -> list[Sequence[Piece]]:
        """What is on offer, and what others did meanwhile, as lines."""
        keeper, ink = self._keeper, self.ink
        lines: list[Sequence[Piece]] = []
        if self.offers and keeper is not None and keeper.offered is not None:
            text = wrapped(self.told(keeper.offered.unfinished.texts), max(width - 2, 1))[:3]
            lines += [[("  " + row, ink.dim)] for row in text]
            lines += [[(row, ink.today)] for row in wrapped(keeper.told, width)]
        if self._news:
            lines += [[(row, ink.today)] for row in wrapped(self._news, width)[:2]]
        return lines

    async def clears_offer(self, key: str) -> bool:
        """Whether the key is the one that forgets what is on offer; then it does."""
        if key != CLEAR or not self.offers or self._keeper is None:
            return False
        await self.attempt(self._clear(self._keeper))
        self.redraw()
        return True

    async def escape(self) -> None:
        """Leaves, and keeps what is typed; what is on offer stays kept too."""
        keeper = self._keeper
        if keeper is None:
            self.leave()
        elif await self._keep_to_leave(keeper):
            self.leave()
            if keeper.way_back:
                host(self).say(keeper.way_back)

    def text_changed(self, *, at_once: bool = False) -> None:
        """Something was typed: it is kept now, or soon where that was done a moment ago.

        ``at_once`` keeps it now in any case.
        """
        self._warned, self.complaint = False, ""
        self._to_keep = self._keeper is not None
        if self._to_keep and (self._timer is None or at_once):
            self.call_next(self.save_unfinished)

    async def save_unfinished(self) -> None:
        """Keeps on disk what is typed; what cannot be written is tried again with the next key."""
        if self._to_keep and not self.left:
            self._stop_timer()
            self._timer = self.set_timer(_KEEP_EVERY, self._time_to_keep)
            await self._keep(self.typed)

    async def _time_to_keep(self) -> None:
        self._timer = None
        await self.save_unfinished()

    def _stop_timer(self) -> None:
        self._to_keep = False
        if self._timer is not None:
            self._timer.stop()
            self._timer = None

    def on_unmount(self) -> None:
        """Keeps on disk what is typed when the app ends while it is being typed."""
        if self._keeper is not None and not self.left:
            with suppress(PipeboardError):
                self._keeper.keep_now(self.typed)

    async def answer_with(self, work: Awaitable[Following]) -> None:
        """Waits for what answers, then leaves; what was typed is committed, and kept no more."""

        async def answer() -> Following:
            following = await work
            self._stop_timer()
            await self._keep({})
            return following

        self._answering = True
        try:
            await self.attempt(answer(), leave=True)
        finally:
            self._answering = False

    async def on_committed(self, _: Committed) -> None:
        """Tells at once what somebody did to the deal; what was typed stays."""
        if self._keeper is None or self._answering or self.left:
            return
        try:
            news = await self._keeper.news()
        except PipeboardError:
            return  # the feed says that the database cannot be read
        if news != self._news:
            self._news = news
            self.redraw()

    async def no_way_on(self, why: str) -> str:
        """Says what can be done with what is typed when it can no longer be written."""
        if self._keeper is None or not self.typed:
            return why
        return f"{why}; {await self._keeper.give_up()}"

    async def _clear(self, keeper: Keeper) -> Following:
        await keeper.clear()
        return None

    async def _keep(self, texts: Mapping[str, str]) -> None:
        if self._keeper is not None:
            try:
                await self._keeper.keep(texts)
            except PipeboardError as error:
                host(self).say(f"what you type is not kept yet: {error}", "warning")

    async def _keep_to_leave(self, keeper: Keeper) -> bool:
        """Whether the prompt can be left: what is typed is kept, or knowingly thrown away."""
        self._stop_timer()
        try:
            await keeper.keep(self.typed)
        except PipeboardError as error:
            if not self._warned:
                self._warned = True
                self.complaint = f"not kept: {error}; esc again leaves without it"
                self.redraw()
                return False
        return True
