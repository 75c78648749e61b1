"""A contact who has left, as every screen that shows contacts asks about it."""

from collections.abc import Callable
from datetime import date

from textual.screen import Screen

from pipeboard.domain.changes import Step
from pipeboard.domain.days import written
from pipeboard.domain.people import Contact
from pipeboard.domain.words import many
from pipeboard.service import leaving
from pipeboard.service.leaving import Left
from pipeboard.ui.host import host
from pipeboard.ui.screens.confirm import Confirm
from pipeboard.ui.screens.question import Following

Wrote = Callable[[Step | None], None]


async def contact_left(
    screen: Screen[None], contact_id: int, wrote: Wrote, *, left_on: date | None = None
) -> None:
    """Marks that a contact has left, then offers to move deals back; asks before taking it back.

    ``left_on`` is the day on which they left the deal that is shown, if they did.
    """
    app = host(screen)
    who = await app.jobs.read(leaving.contact, app.workspace, contact_id)
    gone = left_on or who.left_on
    if gone:
        screen.app.push_screen(_ask_back(screen, who, gone, wrote))
        return
    left = await app.jobs.write(leaving.leave, app.workspace, who.id)
    wrote(left.step)
    if left.step is not None and left.planned:
        app.say(f"{left.step.title}; {_planned(left)}")
    if left.set_back:
        screen.app.push_screen(_offer(screen, left, wrote))


def _ask_back(screen: Screen[None], who: Contact, left: date, wrote: Wrote) -> Confirm:
    app = host(screen)

    async def yes() -> Following:
        wrote(await app.jobs.write(leaving.stay, app.workspace, who.id))
        return None

    details = [f"{who.name} left on {written(left)}; the mark goes from all their open deals"]
    return Confirm("Has not left after all", yes, does="takes the mark back", details=details)


def _offer(screen: Screen[None], left: Left, wrote: Wrote) -> Confirm:
    app, deals = host(screen), left.set_back

    async def yes() -> Following:
        ids = [deal.deal_id for deal in deals]
        wrote(await app.jobs.write(leaving.move_back, app.workspace, left.contact.id, ids))
        return None

    stages = {deal.stage for deal in deals}
    where = stages.pop() if len(stages) == 1 else "where they are qualified"
    them, have = ("it", "It has") if len(deals) == 1 else ("them", "They have")
    details = [
        f"Move {many(len(deals), 'deal')} back to {where}? {have} no other decision-maker:",
        *(f"  {deal.title}" for deal in deals),
    ]
    if left.planned:
        details.append(_planned(left))
    return Confirm(f"{left.contact.name} left", yes, does=f"moves {them} back", details=details)


def _planned(left: Left) -> str:
    items = ", ".join(f"{leaving.said(item)} {written(item.due_on)}" for item in left.planned)
    return f"still planned with {left.contact.name}: {items}"
