"""Asking who is to do follow-ups."""

from collections.abc import Sequence

from pipeboard.errors import BadInput
from pipeboard.service import reassigning
from pipeboard.service.workspace import Workspace
from pipeboard.ui.previews import whole
from pipeboard.ui.questions import Asker, named, steps_of
from pipeboard.ui.screens.question import Choice, Following, Preview, Question
from pipeboard.ui.screens.unfinished import subject

_MOST = 9


async def reassign(asker: Asker, follow_up_ids: Sequence[int] = ()) -> Question:
    """Who does the next step of each deal instead, or some follow-ups."""
    found = await steps_of(asker, follow_up_ids)
    ws, jobs = asker.workspace, asker.host.jobs
    now = sorted({item.assignee for item in found})
    known = await jobs.read(reassigning.names, ws, "", _MOST + 1)
    others = [name for name in dict.fromkeys([ws.actor, *known]) if [name] != now][:_MOST]

    async def answer(text: str) -> Following:
        asker.wrote(await jobs.write(reassigning.reassign, ws, found, text))
        return None

    about = await asker.about()
    return Question(
        f"Give to somebody: {named(found)}",
        answer,
        does="gives it",
        about=about,
        unfinished=subject("assignee", asker.deals, about),
        example=f"a name; {now[0]} does it now" if len(now) == 1 else "a name",
        choices=[Choice(name, name, "you" if name == ws.actor else "") for name in others],
        preview=_preview,
        complete=whole(reassigning.names),
        empty="pick a digit or type the name of who is to do it",
    )


def _preview(ws: Workspace, text: str) -> Preview:
    try:
        name = reassigning.read_name(text)
    except BadInput as error:
        return Preview(problem=str(error))
    known = any(name == each for each in reassigning.names(ws, name))
    new = "" if known or name == ws.actor else " (nobody of that name has anything to do yet)"
    return Preview(meanings=[("to", name + new)])
