"""What is asked when deals are won and lost, and what follows a sale.

Each function reads what it takes to ask and returns the question; what cannot be asked raises with
the reason.
"""

from collections.abc import Awaitable, Callable, Sequence
from datetime import date

from pipeboard.domain.aftersale import Again
from pipeboard.domain.changes import Step
from pipeboard.domain.days import written
from pipeboard.domain.deals import Status, require_closable
from pipeboard.domain.reasons import OTHER
from pipeboard.domain.words import many
from pipeboard.errors import BadInput
from pipeboard.service import aftersale, again, boards, deals, followups, reading, reasons
from pipeboard.service.aftersale import Offer
from pipeboard.service.workspace import Workspace
from pipeboard.ui import previews
from pipeboard.ui.previews import whole
from pipeboard.ui.questions import Asker
from pipeboard.ui.screens.confirm import Confirm
from pipeboard.ui.screens.offers import Offers
from pipeboard.ui.screens.pick import Pick
from pipeboard.ui.screens.question import Choice, Following, Preview, Question
from pipeboard.ui.screens.unfinished import in_place, subject
from pipeboard.ui.ways import reopening

_EDIT = "edit the list"
_MOST = 7
"""Reasons that a digit picks: one digit is left for 'other', one for editing the list."""
_NAMED = 5
"""So many of the follow-ups that stay planned are told."""
_ENDS = (
    ("half a year", "in 6 months"),
    ("a year", "in 12 months"),
    ("2 years", "in 24 months"),
    ("3 years", "in 36 months"),
)

Close = Callable[[str], Awaitable[Following]]
"""Closes deals for a reason, '' for none; returns what is asked next."""


async def won(asker: Asker) -> Question:
    """Why deals were won, if anybody wants to say; then what to plan after the sale."""
    jobs, ws = asker.host.jobs, asker.workspace

    async def close(reason: str) -> Following:
        asker.wrote(await jobs.write(deals.win, ws, asker.deals, reason or None))
        offers = await jobs.read(aftersale.offered, ws, asker.deals)
        return _offers(asker, offers) if offers else None

    return await _reason(asker, Status.WON, close)


async def lost(asker: Asker) -> Question:
    """Why deals were lost."""

    async def close(reason: str) -> Following:
        step = await asker.host.jobs.write(deals.lose, asker.workspace, asker.deals, reason)
        asker.wrote(step)
        return await left_planned(asker, step)

    return await _reason(asker, Status.LOST, close)


async def left_planned(asker: Asker, step: Step | None) -> Following:
    """Says how many follow-ups stay on deals that were just lost, and asks whether to drop them."""
    jobs, ws = asker.host.jobs, asker.workspace
    seen = await jobs.read(followups.planned, ws, asker.deals)
    if not seen:
        return None
    count = many(len(seen), "follow-up")
    if step is not None:
        stay = "stays" if len(seen) == 1 else "stay"
        asker.host.say(f"{step.title}; {count} {stay} planned")
    asker.host.forget_keys()  # they were meant for what is shown when the deal is gone

    async def describe() -> Sequence[str]:
        nonlocal seen
        seen = await jobs.read(followups.planned, ws, asker.deals)
        told = [f"{each.type}: {each.subject}, {written(each.due_on)}" for each in seen[:_NAMED]]
        more = len(seen) - _NAMED
        return [*told, f"and {many(more, 'more follow-up')}"] if more > 0 else told

    async def drop() -> Following:
        asker.wrote(await jobs.write(followups.delete, ws, *seen))
        return None

    return Confirm(
        f"{count} {'is' if len(seen) == 1 else 'are'} planned on {await asker.about()}",
        drop,
        does="drops them" if len(seen) > 1 else "drops it",
        leaves="keeps them" if len(seen) > 1 else "keeps it",
        describe=describe,
        avoid=asker.avoid,
    )


async def _reason(asker: Asker, status: Status, close: Close) -> Question:
    """Picks a reason from the list of a status, takes another one, or goes on to edit the list."""
    jobs, ws = asker.host.jobs, asker.workspace
    cards = await jobs.read(boards.cards, ws, asker.deals)
    with reopening(asker.host.keymap):  # refused before anything is typed, not after it
        for card in cards:
            require_closable(card.title, card.status, status)
    names = await jobs.read(reasons.names, ws, status)
    about = await asker.about()
    ask = won if status is Status.WON else lost

    async def answer(text: str) -> Following:
        if text == _EDIT:
            return asker.then(lambda: reason_list(asker, status, lambda: ask(asker)))
        if text == OTHER:
            return asker.then(lambda: _other(asker, status, about, close))
        return await close(text)

    def like(_: Workspace, text: str, most: int) -> Sequence[str]:
        return [name for name in names if text.casefold() in name.casefold()][:most]

    listed = [Choice(name, name) for name in names[:_MOST]]
    more = f"tab completes also: {', '.join(names[_MOST:])}"
    is_won = status is Status.WON
    return Question(
        str(status).capitalize(),
        answer,
        does="wins it" if is_won else "closes it as lost",
        about=about,
        unfinished=subject(str(status), asker.deals, about),
        example="why? (may stay empty)" if is_won else "why was it lost?",
        choices=[*listed, Choice(OTHER, OTHER), Choice(_EDIT, _EDIT)],
        complete=whole(like),
        empty=None
        if is_won
        else f"a reason is needed: pick a digit, or type one, such as: {names[0]}",
        details=[more] if names[_MOST:] else (),
    )


async def _other(asker: Asker, status: Status, about: str, close: Close) -> Question:
    """A reason in the person's own words."""
    return Question(
        f"{str(status).capitalize()}: {OTHER}",
        close,
        does="wins it" if status is Status.WON else "closes it as lost",
        about=about,
        unfinished=subject(str(status), asker.deals, about),
        example="what was it? a few words",
        empty="type a few words, or leave with esc and pick one from the list",
    )


async def reason_list(
    asker: Asker, status: Status, back: Callable[[], Awaitable[Question]] | None = None
) -> Question:
    """The list of reasons for a status, one a line; ``back`` is what is asked afterwards."""
    jobs, ws = asker.host.jobs, asker.workspace
    seen = await jobs.read(reasons.names, ws, status)

    async def answer(text: str) -> Following:
        step = await jobs.write(reasons.write, ws, status, seen, text.split("\n"))
        asker.wrote(step)
        return asker.then(back) if back else None

    return Question(
        f"Reasons for {status}",
        answer,
        does="saves the list",
        keys=[("ctrl+j", "starts a new line")],
        details=[
            "One reason a line, the first with digit 1; 'other' is always there besides.",
            "Left empty, the default list is back. Deals keep their reasons as they are.",
        ],
        text="\n".join(seen),
        lines=True,
        unfinished=subject(f"reasons.{status}"),
    )


def _offers(asker: Asker, offers: Sequence[Offer]) -> Offers:
    """What the stages of won deals offer to be planned."""
    jobs, ws = asker.host.jobs, asker.workspace

    async def plan(known: Sequence[Offer], waiting: Sequence[Offer]) -> Following:
        if known:
            asker.wrote(await jobs.write(aftersale.plan, ws, known))
        return asker.then(lambda: _contract_end(asker, waiting)) if waiting else None

    async def again() -> Sequence[Offer]:
        return await jobs.read(aftersale.offered, ws, asker.deals)

    return Offers(offers, again, plan, avoid=asker.avoid)


async def _contract_end(asker: Asker, waiting: Sequence[Offer]) -> Question:
    """When the contracts end on which follow-ups hang; planning them sets it on the deals."""
    ws, titles = asker.workspace, {offer.deal.id: offer.deal.title for offer in waiting}
    first, about = next(iter(titles.items()))
    if len(titles) > 1:
        about = many(len(titles), "deal")
    kinds = ", ".join(dict.fromkeys(offer.item.type for offer in waiting))

    def read(ws: Workspace, text: str) -> date:
        due = reading.parse_due(ws, text)
        if due.at is not None:
            raise BadInput("contract end", text, "type a day without a time")
        return due.on

    def write(ws: Workspace, text: str) -> Step | None:
        day = read(ws, text)
        return aftersale.plan(ws, [offer.ending(day, ws.today()) for offer in waiting])

    async def answer(text: str) -> Following:
        asker.wrote(await asker.host.jobs.write(write, ws, text))
        return None

    def preview(ws: Workspace, text: str) -> Preview:
        try:
            day = read(ws, text)
        except BadInput as error:
            return Preview(problem=str(error))
        dues = {offer.ending(day, ws.today()).due for offer in waiting}
        told = ", ".join(written(due) for due in sorted(due for due in dues if due))
        return Preview(meanings=[("contract end", written(day)), (kinds, f"due {told}")])

    return Question(
        "Contract end",
        answer,
        does=f"plans the {kinds}",
        about=about,
        unfinished=in_place("field.contract_end", "contract end", first, about),
        example="when does the contract end? 31 dec, in 12 months",
        choices=[Choice(label, text, written(read(ws, text))) for label, text in _ENDS],
        preview=preview,
        empty="",
    )


def sell_again(asker: Asker, added: Callable[[int], None]) -> Pick:
    """What to start from a won deal; ``added`` is told the id of the new one before it shows."""
    jobs, ws, (deal_id,) = asker.host.jobs, asker.workspace, asker.deals

    async def choices() -> Sequence[Choice]:
        with reopening(asker.host.keymap):
            await jobs.read(again.require, ws, deal_id)
        others = await jobs.read(again.other_pipelines, ws, deal_id)
        found = [Choice(str(kind), str(kind), _TELLS[kind]) for kind in Again]
        found += [
            Choice(f"{Again.RENEWAL} in {name}", f"{Again.RENEWAL}:{pipeline}", "as above")
            for pipeline, name in others
        ]
        return found

    async def start(kind: Again, text: str | None = None, pipeline: int | None = None) -> None:
        def write(ws: Workspace) -> deals.Added:
            draft = reading.read_deal(ws, text).draft if text is not None else None
            return again.start(ws, deal_id, kind, draft, pipeline)

        with reopening(asker.host.keymap):
            made = await jobs.write(write, ws)
        added(made.id)
        asker.wrote(made.step)

    async def referral() -> Question:
        async def answer(text: str) -> Following:
            await start(Again.REFERRAL, text)
            return None

        about = await asker.about()
        return Question(
            "Referral",
            answer,
            does="adds it",
            about=f"from {about}",
            unfinished=subject("referral", asker.deals, about),
            example="to whom? Corvid pilot +Corvid @ben call fri",
            preview=previews.deal,
            complete=previews.deal_words,
            empty="type a title at least, such as: Corvid pilot +Corvid @ben",
        )

    async def picked(value: str) -> Following:
        name, _, pipeline = value.partition(":")
        if Again(name) is Again.REFERRAL:
            return asker.then(referral)
        await start(Again(name), pipeline=int(pipeline) if pipeline else None)
        return None

    return Pick("Sell again", choices, picked, avoid=asker.avoid)


_TELLS = {
    Again.RENEWAL: "the same once more, with its value",
    Again.UPSELL: "more of it, for the same people",
    Again.CROSS_SELL: "something else, for the same people",
    Again.REFERRAL: "asks to whom they recommend you",
}
