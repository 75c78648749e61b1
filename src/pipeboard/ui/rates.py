"""The exchange rates as a text to change: a line for each currency."""

from collections.abc import Sequence

from pipeboard.domain.rates import Rate
from pipeboard.errors import BadInput
from pipeboard.service import rates as service
from pipeboard.service.workspace import Workspace
from pipeboard.ui.host import Host
from pipeboard.ui.screens.question import Following, Preview, Question
from pipeboard.ui.screens.unfinished import subject


async def rates(host: Host) -> Question:
    """Asks for every rate in one text; a line that is deleted is a rate that is forgotten."""
    ws = host.workspace
    seen = await host.jobs.read(service.rates, ws)

    def write(ws: Workspace, text: str) -> object:
        return service.write(ws, seen, _read(ws, text))

    async def answer(text: str) -> Following:
        await host.jobs.write(write, ws, text)
        host.say("exchange rates saved; sums in several currencies have a total besides")
        return None

    return Question(
        "Exchange rates",
        answer,
        about=f"what one of a currency is in {ws.currency}; a line for each",
        text="\n".join(f"{each.currency} {each.rate:f} {each.as_of.isoformat()}" for each in seen),
        example="USD 0.92",
        lines=True,
        keys=[("ctrl+j", "starts a new line")],
        preview=_preview,
        unfinished=subject("rates"),
    )


def _read(ws: Workspace, text: str) -> Sequence[Rate]:
    return [service.read(ws, line) for line in text.splitlines() if line.strip()]


def _preview(ws: Workspace, text: str) -> Preview:
    try:
        found = _read(ws, text)
    except BadInput as error:
        return Preview(problem=str(error))
    told = [f"1 {each.currency} = {each.rate:f} {each.base} on {each.as_of}" for each in found]
    return Preview(meanings=[("rate", each) for each in told])
