"""Undo and redo, as the keys ask for them.

A step that touched many deals is asked about first, and so is leaving a step as it is that cannot
be taken back.
"""

from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from textual.screen import Screen

from pipeboard.domain.board import Card
from pipeboard.domain.changes import Step
from pipeboard.domain.deals import Status
from pipeboard.domain.words import many
from pipeboard.errors import Conflict, PipeboardError
from pipeboard.service import boards, history
from pipeboard.service.workspace import Workspace
from pipeboard.ui.host import Host

Push = Callable[[Screen[Any]], object]
"""Shows a screen."""


class Undoing:
    """What undo and redo do in one app.

    What is next is asked of the thread that writes, so that it is known after all that was asked
    for before; it is done only if it still is what was found.
    """

    def __init__(self, app: Host, push: Push, came_back: Callable[[Card], None]) -> None:
        self._app = app
        self._push = push
        self._came_back = came_back
        self._clashed: int | None = None
        """The step of which it was just said that it cannot be taken back."""

    async def undo(self) -> bool:
        """Takes back this person's last step and says what that was; False when it was not done.

        After a clash it offers to leave that step as it is and to take back the one before.
        """
        clashed, self._clashed = self._clashed, None
        try:
            steps = await self._app.jobs.write(history.undoable, self._app.workspace, 2)
            if not steps:
                self._app.say("nothing to take back")
            elif len(steps) > 1 and steps[0].id == clashed and await self._stuck(steps[0]):
                self._offer(steps)
            elif steps[0].deals > 1:
                self._ask(
                    "Take back", steps[0], lambda: self._undo_asked(steps[0]), "takes it back"
                )
            else:
                return await self._undo(steps[0])
        except PipeboardError as error:
            self._app.say(str(error), "error")
        return False

    async def redo(self) -> None:
        """Does again what this person last took back and says what that was."""
        try:
            step = await self._app.jobs.write(history.next_redo, self._app.workspace)
            if step is None:
                self._app.say("nothing to redo")
            elif step.deals > 1:
                found = step
                self._ask("Do again", found, lambda: self._redo(found), "does it again")
            else:
                await self._redo(step)
        except PipeboardError as error:
            self._app.say(str(error), "error")

    async def _redo(self, step: Step) -> None:
        done = await self._app.jobs.write(history.redo, self._app.workspace, step.id)
        if done is not None:
            self._app.say(done.title)
            await self._follow(done)

    async def _stuck(self, step: Step) -> bool:
        return await self._app.jobs.write(history.stuck, self._app.workspace, step.id)

    async def _undo_asked(self, step: Step) -> None:
        await self._undo(step)

    async def _undo(self, step: Step) -> bool:
        try:
            done = await self._app.jobs.write(history.undo, self._app.workspace, step.id)
        except Conflict as clash:
            await self._tell(str(clash), step)
            return False
        if done is not None:
            self._app.say(done.title)
            await self._follow(done)
        return done is not None

    async def _follow(self, done: Step) -> None:
        """Tells of the deal that a step touched, if it is one and open or won."""
        if done.deals == 1:
            for card in await self._app.jobs.read(_touched, self._app.workspace, done):
                if card.status in (Status.OPEN, Status.WON):
                    self._came_back(card)

    async def _tell(self, why: str, step: Step) -> None:
        steps = await self._app.jobs.write(history.undoable, self._app.workspace, 2)
        offer = ""
        if len(steps) > 1 and steps[0].id == step.id:
            self._clashed = step.id
            offer = f"{self._app.keymap.named('undo').keys[0]} again offers the step before; "
        self._app.say(f"{offer}{why}", "error")

    def _offer(self, steps: Sequence[Step]) -> None:
        """Asks whether to leave the first of two steps as it is and take back the second."""
        last, before = steps

        async def yes() -> None:
            app = self._app
            skipped = await app.jobs.write(history.skip, app.workspace, last.id, before.id)
            if skipped is not None and skipped.undone is not None:
                app.say(skipped.undone.title)
                await self._follow(skipped.undone)
            elif skipped is not None:
                await self._tell(skipped.refusal, before)

        more = [f"{last.title}: stays as it is"]
        self._ask("Take back the step before", before, yes, "takes it back", more)

    def _ask(
        self,
        title: str,
        step: Step,
        yes: Callable[[], Awaitable[None]],
        does: str,
        more: Sequence[str] = (),
    ) -> None:
        from pipeboard.ui.screens.confirm import Confirm

        about = many(step.deals, "deal")
        self._push(Confirm(title, yes, does=does, about=about, details=[step.title, *more]))


def _touched(ws: Workspace, done: Step) -> list[Card]:
    return boards.cards(ws, history.touched(ws, done.id))
