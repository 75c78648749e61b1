"""What the prompts for deals ask, and what is written with the answers.

Each function reads what it takes to ask and returns the question; what cannot be asked (a deal
that is gone, one without a next step) raises with the reason.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from textual.geometry import Region

from pipeboard.domain.aftersale import SATISFACTION, read_check_in
from pipeboard.domain.changes import Step
from pipeboard.domain.dates import Due
from pipeboard.domain.days import written
from pipeboard.domain.followups import CALL, OUTCOMES, FollowUp
from pipeboard.domain.words import many
from pipeboard.errors import Refused
from pipeboard.service import deals, details, followups, load, notes, reading, suggesting
from pipeboard.service.workspace import Workspace
from pipeboard.ui import previews
from pipeboard.ui.host import Host
from pipeboard.ui.screens.question import Choice, Following, Prepare, Question
from pipeboard.ui.screens.unfinished import subject

Then = Callable[[Prepare], Following]
"""Makes the prompt that asks the next thing."""

_PRESETS = (
    ("tomorrow", "tomorrow"),
    ("2 days", "in 2 days"),
    ("3 days", "in 3 days"),
    ("Monday", "next week"),
    ("a week", "in 1 week"),
    ("2 weeks", "in 2 weeks"),
    ("a month", "next month"),
    ("Friday", "eow"),
    ("month's end", "eom"),
)


@dataclass(frozen=True, slots=True)
class Asker:
    """Whom to ask about which deals; ``wrote`` is told what was written."""

    host: Host
    deals: Sequence[int]
    wrote: Callable[[Step | None], None]
    then: Then
    """How the next thing is asked."""
    avoid: Region | None = None
    """What of the screen must stay in sight."""

    @property
    def workspace(self) -> Workspace:
        """The workspace that is written to."""
        return self.host.workspace

    async def about(self) -> str:
        """The title of the deal, or how many there are; raises NotFound when all are gone."""
        return await self.host.jobs.read(about, self.workspace, self.deals)


def about(ws: Workspace, deal_ids: Sequence[int]) -> str:
    """The title of the deal, how many there are, or '' for none; raises NotFound when it is gone."""
    if not deal_ids:
        return ""
    if len(deal_ids) > 1:
        return many(len(deal_ids), "deal")
    return details.title(ws, deal_ids[0])


async def new_deal(asker: Asker, added: Callable[[int], None]) -> Question:
    """A deal in one line; ``added`` is told its id before it shows."""

    def write(ws: Workspace, text: str) -> deals.Added:
        return deals.add(ws, reading.read_deal(ws, text).draft)

    async def answer(text: str) -> Following:
        found = await asker.host.jobs.write(write, asker.workspace, text)
        added(found.id)
        asker.wrote(found.step)
        return None

    return Question(
        "New deal",
        answer,
        does="adds it",
        example="Acme renewal 12k EUR @lena call tue 9:30 #hot",
        preview=previews.deal,
        complete=previews.deal_words,
        unfinished=subject("deal"),
        empty="type a title at least, such as: Acme renewal 12k EUR",
    )


async def follow_up(
    asker: Asker, *, following: bool = False, done: Sequence[FollowUp] = (), outcome: str = ""
) -> Question:
    """A follow-up in one line; ``following`` after some were ``done``, when it may be left out."""

    def write(ws: Workspace, text: str) -> Step | None:
        return followups.add(ws, asker.deals, reading.read_follow_up(ws, text, asker.deals).draft)

    async def answer(text: str) -> Following:
        asker.wrote(await asker.host.jobs.write(write, asker.workspace, text))
        return None

    about = await asker.about()
    suggested = ""
    if done:
        jobs, ws = asker.host.jobs, asker.workspace
        suggested = await jobs.read(suggesting.suggested, ws, done, outcome, asker.deals)
    return Question(
        "Next follow-up" if following else "Follow-up",
        answer,
        does="plans it",
        about=about,
        unfinished=subject("follow-up", asker.deals, about),
        example="call tue 9:30 about the offer",
        suggested=suggested,
        preview=lambda ws, text: previews.follow_up(ws, text, asker.deals),
        complete=previews.contact_words,
        empty="" if following else "type what is to be done and when, such as: call tue 9:30",
    )


async def note(asker: Asker, title: str = "Note", *, optional: bool = False) -> Question:
    """A note of one or more lines."""

    async def answer(text: str) -> Following:
        step = await asker.host.jobs.write(notes.add, asker.workspace, asker.deals, text)
        asker.wrote(step)
        return None

    about = await asker.about()
    return Question(
        title,
        answer,
        keys=[("ctrl+j", "starts a new line")],
        about=about,
        unfinished=subject("note", asker.deals, about),
        lines=True,
        empty="" if optional else "type what is to be remembered",
    )


async def finish(asker: Asker, follow_up_ids: Sequence[int] = ()) -> Question:
    """The outcome of the next step of each deal, or of some follow-ups; then what follows."""
    found = await steps_of(asker, follow_up_ids)
    check_in = all(item.is_check_in for item in found)

    def write(ws: Workspace, text: str) -> Step | None:
        satisfaction, outcome = read_check_in(text) if check_in else (None, text)
        return followups.finish(ws, found, outcome, satisfaction=satisfaction)

    async def answer(outcome: str) -> Following:
        asker.wrote(await asker.host.jobs.write(write, asker.workspace, outcome))
        planned = await asker.host.jobs.read(followups.next_steps, asker.workspace, asker.deals)
        if not asker.deals or _goes_on(found, planned.values()):
            return None
        return asker.then(lambda: follow_up(asker, following=True, done=found, outcome=outcome))

    about = await asker.about()
    return Question(
        f"Finish: {named(found)}",
        answer,
        does="finishes it",
        about=about,
        unfinished=subject("outcome", asker.deals, about),
        example="how satisfied, 1 to 5, and what they said" if check_in else "how did it go?",
        choices=_moods() if check_in else _outcomes(found),
        preview=previews.check_in if check_in else None,
    )


def _goes_on(done: Iterable[FollowUp], planned: Iterable[FollowUp]) -> bool:
    """Whether what comes next is planned already: the same again, or the next of its cadence."""
    runs = {item.cadence_run_id for item in planned} - {None}
    return all(item.repeat or item.cadence_run_id in runs for item in done)


async def snooze(asker: Asker, follow_up_ids: Sequence[int] = ()) -> Question:
    """When to do the next step of each deal instead, or some follow-ups."""
    found = await steps_of(asker, follow_up_ids)
    ws = asker.workspace

    def read(ws: Workspace, text: str) -> Due:
        return followups.typed_due(ws, found, text)

    dues = [(label, phrase, read(ws, phrase)) for label, phrase in _PRESETS]
    by_phrase = {phrase: due for _, phrase, due in dues}
    booked = await asker.host.jobs.read(load.told_briefly, ws, [due for _, _, due in dues], found)

    async def answer(text: str) -> Following:
        due = by_phrase.get(text) or read(ws, text)
        asker.wrote(await asker.host.jobs.write(followups.snooze, ws, found, due))
        return None

    about = await asker.about()
    return Question(
        f"Snooze: {named(found)}",
        answer,
        does="puts it off",
        about=about,
        unfinished=subject("date", asker.deals, about),
        example="or type when: fri 14:00, in 3 days",
        choices=[
            Choice(label, phrase, ", ".join(filter(None, (_day(due), said))))
            for (label, phrase, due), said in zip(dues, booked, strict=True)
        ],
        preview=lambda ws, text: previews.due(ws, text, read, found),
        empty="pick a digit or type a date, such as fri 14:00",
    )


async def call(asker: Asker) -> Question:
    """The outcome of a call that was just made, then a note on it."""

    async def answer(outcome: str) -> Following:
        step = await asker.host.jobs.write(
            followups.log_call, asker.workspace, asker.deals, outcome
        )
        asker.wrote(step)
        return asker.then(lambda: note(asker, f"Call logged: {outcome}", optional=True))

    about = await asker.about()
    return Question(
        "Log a call",
        answer,
        does="logs it",
        about=about,
        unfinished=subject("call", asker.deals, about),
        example="how did it go?",
        choices=[Choice(outcome, outcome) for outcome in OUTCOMES[CALL]],
        empty="pick an outcome or type one",
    )


async def steps_of(asker: Asker, follow_up_ids: Sequence[int]) -> list[FollowUp]:
    """Some follow-ups, else the next step of each deal; raises Refused where there is none to do."""
    ws, jobs = asker.workspace, asker.host.jobs
    if follow_up_ids:
        found = [await jobs.read(followups.get, ws, item) for item in follow_up_ids]
    else:
        by_deal = await jobs.read(followups.next_steps, ws, asker.deals)
        found = list(by_deal.values())
    if not found:
        raise Refused(f"{await asker.about()}: no next step is planned; f adds one")
    if any(item.done_at is not None for item in found):
        raise Refused(f"{named(found)} is done already")
    return found


def named(found: Sequence[FollowUp]) -> str:
    """What follow-ups are called in a title: the one, or how many."""
    if len(found) > 1:
        return many(len(found), "follow-up")
    item = found[0]
    return item.type if item.subject.casefold() == item.type else f"{item.type} {item.subject}"


def _moods() -> list[Choice]:
    return [Choice(mood, str(number)) for number, mood in enumerate(SATISFACTION, 1)]


def _outcomes(found: Sequence[FollowUp]) -> list[Choice]:
    """The usual outcomes of the types at hand, and one that always does."""
    names = [name for item in found for name in OUTCOMES.get(item.type, ())]
    return [Choice(name, name) for name in dict.fromkeys([*names, "done"])][:9]


def _day(due: Due) -> str:
    """A due date in few words: without the year."""
    clock = [f"{due.at:%H:%M}"] if due.at else []
    return " ".join([*written(due.on).split()[:3], *clock])
