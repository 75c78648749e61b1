"""What is asked about cadences: starting one, with the days worked out, and editing one in a form."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from pipeboard.domain.cadencelines import CadenceDraft, checked_name, read_steps
from pipeboard.domain.cadences import Cadence, CadenceStep
from pipeboard.domain.days import written
from pipeboard.domain.words import many
from pipeboard.errors import BadInput
from pipeboard.service import cadences
from pipeboard.service.cadences import Start
from pipeboard.service.workspace import Workspace
from pipeboard.ui.questions import Asker
from pipeboard.ui.screens.confirm import Confirm
from pipeboard.ui.screens.form import Form, FormField, Sheet
from pipeboard.ui.screens.question import Following
from pipeboard.ui.screens.unfinished import subject

if TYPE_CHECKING:
    from pipeboard.ui.screens.cadences import Cadences

_LINES = 8
"""Steps of a cadence that are in sight while it is edited."""
_YES, _NO = "yes", "no"
_TITLES = 3


def start(asker: Asker, cadence: Cadence, about: str) -> Confirm:
    """Shows what starting a cadence would plan; enter starts it, and anew where it runs already."""
    ws, jobs = asker.workspace, asker.host.jobs
    seen: list[Start] = []

    async def describe() -> Sequence[str]:
        found = await jobs.read(cadences.preview, ws, cadence.id, asker.deals)
        seen[:] = [found]
        return _told(found)

    async def begin() -> Following:
        asker.wrote(await jobs.write(cadences.start, ws, seen[0], restart=True))
        return None

    title = f"Start {cadence.name}"
    return Confirm(
        title, begin, does="starts it", about=about, describe=describe, avoid=asker.avoid
    )


def _told(found: Start) -> list[str]:
    days = [written(day) for day in found.dates]
    widths = max(map(len, days)), max(len(step.type) for step in found.cadence.steps)
    lines = [
        f"{day:<{widths[0]}}  {step.type:<{widths[1]}}  {step.more}".rstrip()
        for day, step in zip(days, found.cadence.steps, strict=True)
    ]
    if not found.running:
        return lines
    titles = {deal.id: deal.title for deal in found.deals}
    on = [f"{titles[run.deal_id]} ({run.progress})" for run in found.running]
    more = f" and {many(len(on) - _TITLES, 'other deal')}" if len(on) > _TITLES else ""
    where = ", ".join(on[:_TITLES]) + more
    anew = "there it is stopped, what is open of it is deleted, and it begins anew"
    return [f"It is on {where} already: {anew}.", *lines]


def form(asker: Asker, seen: Cadence | None) -> Form:
    """Edits a cadence, or adds one; the list is shown again afterwards."""
    ws, jobs = asker.workspace, asker.host.jobs
    there = seen

    async def sheet() -> Sheet:
        nonlocal there
        if there is not None:  # as it is now: a second enter knowingly writes over it
            known = await jobs.read(cadences.all_of_them, ws)
            there = next((each for each in known if each.id == there.id), there)
        return _sheet(there, save)

    async def save(changed: Mapping[str, Any]) -> Following:
        draft = CadenceDraft(
            changed.get("name", there.name if there else ""),
            changed.get("steps", there.steps if there else ()),
            changed.get("reply", there.stops_on_reply if there else False),
            changed.get("move", there.stops_on_move if there else False),
        )
        asker.wrote(await jobs.write(cadences.save, ws, draft, there))
        return cadence_list(asker, at=draft.name)

    return Form(sheet, avoid=asker.avoid)


def cadence_list(asker: Asker, at: str = "") -> "Cadences":
    """The list of cadences, with the cursor on the one named ``at``."""
    from pipeboard.ui.screens.cadences import Cadences

    return Cadences(asker, at=at)


def _sheet(seen: Cadence | None, save: Any) -> Sheet:
    steps = "\n".join(map(str, seen.steps)) if seen else ""
    fields = [
        FormField("name", "name", seen.name if seen else "", _name),
        FormField(
            "steps",
            "steps",
            steps,
            _steps,
            lines=True,
            most=_LINES,
            meaning=_meaning,
            hint="A step a line, ctrl+j starts one: day 2 email send the offer",
        ),
        _mark(
            "reply",
            "stops on a reply",
            "A follow-up of it is done with reached, replied or held.",
            seen,
        ),
        _mark(
            "move", "stops on a move", "The deal leaves its stage, or is closed or put off.", seen
        ),
    ]
    about = seen.name if seen else ""
    if seen and seen.deals:
        about += f", on {many(seen.deals, 'deal')}: there it stays as it was started"
    title = "Edit the cadence" if seen else "New cadence"
    required = ("name", "steps") if seen is None else ()
    kept = subject("cadence", about=seen.name if seen else "")
    return Sheet(title, about, fields, save, required=required, unfinished=kept)


def _name(_: Workspace, text: str) -> str:
    return checked_name(text)


def _steps(_: Workspace, text: str) -> tuple[CadenceStep, ...]:
    return read_steps(text.split("\n"))


def _meaning(steps: tuple[CadenceStep, ...]) -> str:
    return f"{many(len(steps), 'step')}, the last on day {steps[-1].day}"


def _mark(name: str, label: str, hint: str, seen: Cadence | None) -> FormField:
    holds = seen is not None and (seen.stops_on_reply if name == "reply" else seen.stops_on_move)

    def read(_: Workspace, text: str) -> bool:
        typed = text.strip().casefold()
        if typed not in (_YES, _NO):
            raise BadInput(label, text, f"type {_YES} or {_NO}")
        return typed == _YES

    return FormField(name, label, _YES if holds else _NO, read, options=(_YES, _NO), hint=hint)
