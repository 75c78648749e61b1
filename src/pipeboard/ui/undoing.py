"""Undo and redo, as the keys ask for them: a step that touched many deals is asked about first."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from textual.screen import Screen

from pipeboard.domain.board import Card
from pipeboard.domain.changes import Step
from pipeboard.domain.deals import Status
from pipeboard.domain.wording import many
from pipeboard.errors import Conflict, PipeboardError
from pipeboard.service import boards, history
from pipeboard.service.workspace import Workspace
from pipeboard.ui.host import Host

Push = Callable[[Screen[Any]], object]
"""Shows a screen."""


@dataclass(frozen=True, slots=True)
class _Taking:
    """Undo or redo: how the step is found and taken, and what is said."""

    find: Callable[[Workspace], Step | None]
    take: Callable[[Workspace], Step | None]
    verb: str
    does: str
    told: str
    nothing: str


_UNDO = _Taking(
    history.next_undo, history.undo, "Take back", "takes it back", "", "nothing to take back"
)
_REDO = _Taking(
    history.next_redo, history.redo, "Do again", "does it again", "Did again: ", "nothing to redo"
)


async def undo(app: Host, push: Push) -> Card | None:
    """Takes back this person's last step and says what that was.

    Returns the deal that it touched, when that was one that boards show now.
    """
    return await _take(app, push, _UNDO)


async def redo(app: Host, push: Push) -> Card | None:
    """Does again what this person last took back and says what that was.

    Returns the deal that it touched, when that was one that boards show now.
    """
    return await _take(app, push, _REDO)


async def _take(app: Host, push: Push, what: _Taking) -> Card | None:
    def work(ws: Workspace) -> tuple[Step | None, Step | None, Card | None]:
        step = what.find(ws)
        if step is None or step.deals > 1:
            return step, None, None
        done = what.take(ws)
        return step, done, None if done is None else _on_board(ws, done)

    try:
        # On the thread that writes, so that it comes after all that was asked for before.
        step, done, card = await app.jobs.write(work, app.workspace)
    except PipeboardError as error:
        app.say(str(error), "error")
        return None
    if step is None:
        app.say(what.nothing)
    elif done is None:
        push(_confirm(app, step, what))
    else:
        app.say(what.told + done.title)
    return card


def _on_board(ws: Workspace, done: Step) -> Card | None:
    """The deal that a step touched, if it is one and open or won."""
    if done.deals != 1:
        return None
    cards = boards.cards(ws, history.touched(ws, done.id))
    return next((card for card in cards if card.status in (Status.OPEN, Status.WON)), None)


def _confirm(app: Host, step: Step, what: _Taking) -> Screen[None]:
    from pipeboard.ui.screens.confirm import Confirm

    def same(ws: Workspace) -> Step | None:
        now = what.find(ws)
        if now is None or now.id != step.id:
            raise Conflict("something else was done meanwhile; nothing was written, look again")
        return what.take(ws)

    async def yes() -> None:
        done = await app.jobs.write(same, app.workspace)
        if done is not None:
            app.say(what.told + done.title)

    return Confirm(
        what.verb,
        yes,
        does=what.does,
        about=many(step.deals, "deal"),
        details=[step.title],
    )
