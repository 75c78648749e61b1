"""What is asked to put deals off, and to open them again."""

from collections.abc import Callable, Sequence
from datetime import date

from pipeboard.domain.board import Card
from pipeboard.domain.days import written
from pipeboard.domain.deals import Status
from pipeboard.domain.words import many
from pipeboard.errors import BadInput, Refused
from pipeboard.service import boards, deals, followups, nurture
from pipeboard.service.workspace import Workspace
from pipeboard.ui.questions import Asker
from pipeboard.ui.screens.question import Choice, Following, Preview, Question
from pipeboard.ui.screens.unfinished import subject
from pipeboard.ui.ways import reopening

_PRESETS = (
    ("a month", "1 month"),
    ("2 months", "2 months"),
    ("3 months", "3 months"),
    ("6 months", "6 months"),
    ("9 months", "9 months"),
    ("a year", "1 year"),
    ("2 weeks", "2 weeks"),
    ("6 weeks", "6 weeks"),
)


async def put_off(asker: Asker) -> Question:
    """Until when deals are off the board, and why, if anybody wants to say."""
    ws, jobs = asker.workspace, asker.host.jobs
    with reopening(asker.host.keymap):
        state = await jobs.read(nurture.days_seen, ws, asker.deals)
    planned = await jobs.read(followups.planned, ws, asker.deals)

    async def answer(text: str) -> Following:
        until, reason = nurture.read(ws, text)
        with reopening(asker.host.keymap):
            step = await jobs.write(nurture.nurture, ws, asker.deals, until, reason, state)
        asker.wrote(step)
        return None

    about = await asker.about()
    return Question(
        "Put off until" if None in state.values() else "Put off until another day",
        answer,
        does="puts it off",
        about=about,
        unfinished=subject("nurture", asker.deals, about),
        example="or type when, and why: 3 months, budget is frozen",
        choices=[
            Choice(label, phrase, _short(nurture.read(ws, phrase)[0])) for label, phrase in _PRESETS
        ],
        preview=_preview,
        empty="pick a digit or type a day, such as 3 months or 12 feb",
        details=_details(list(state.values()), len(planned)),
    )


def _details(days: Sequence[date | None], planned: int) -> list[str]:
    told = []
    if len(days) == 1 and days[0] is not None:
        told.append(f"It is off the board until {written(days[0])}.")
    if planned:
        stay = "stays" if planned == 1 else "stay"
        told.append(f"{many(planned, 'planned follow-up')} {stay} as planned.")
    return told


def _preview(ws: Workspace, text: str) -> Preview:
    try:
        until, reason = nurture.read(ws, text)
    except BadInput as error:
        return Preview(problem=str(error))
    days = many((until - ws.today()).days, "day")
    meanings = [("until", f"{written(until)}, in {days}")]
    return Preview(meanings=[*meanings, ("why", reason)] if reason else meanings)


def _short(day: date) -> str:
    return " ".join(written(day).split()[1:])


async def reopen(asker: Asker, back: Callable[[Card], None] = lambda _: None) -> Question:
    """Why deals are taken up again, if anybody wants to say; ``back`` is told of a single one."""
    cards = await asker.host.jobs.read(boards.cards, asker.workspace, asker.deals)
    for card in cards:
        if card.status is Status.OPEN:
            raise Refused(f"{card.title} is open already")

    async def answer(reason: str) -> Following:
        jobs, ws = asker.host.jobs, asker.workspace
        step = await jobs.write(deals.reopen, ws, asker.deals, reason or None)
        if len(asker.deals) == 1:
            for card in await jobs.read(boards.cards, ws, asker.deals):
                back(card)
        asker.wrote(step)
        return None

    about = await asker.about()
    return Question(
        "Reopen",
        answer,
        does="reopens it",
        about=about,
        unfinished=subject("reopen", asker.deals, about),
        example="why? (may stay empty)",
    )
