"""Dial mode: the calls that are due, one by one."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar

from pipeboard.domain.changes import Step
from pipeboard.domain.dialing import Call, summary
from pipeboard.domain.followups import CALL, OUTCOMES, DueState, usual_next
from pipeboard.domain.words import many
from pipeboard.errors import PipeboardError
from pipeboard.keys import Keymap
from pipeboard.service import dialing, followups, history
from pipeboard.ui.host import host
from pipeboard.ui.screens.walking import Settled, WalkScreen
from pipeboard.ui.walk_rows import WalkLines
from pipeboard.ui.widgets.rows import Words

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipeboard.domain.drafts import FollowUpDraft
    from pipeboard.service.workspace import Workspace
    from pipeboard.ui.host import Jobs
    from pipeboard.ui.parties import Party
    from pipeboard.ui.screens.question import Choice, Following, Prepare, Question

_SOON = {0: "today", 1: "tomorrow"}
_PUT_OFF, _PASSED = "put off", "passed over"


class DialScreen(WalkScreen[Call]):
    """One call at a time: the number large, an outcome by one key, then the next."""

    PLACE: ClassVar[str] = "dial"
    NAME: ClassVar[str] = "Dial"
    THING: ClassVar[str] = "call"

    def __init__(self, keymap: Keymap) -> None:
        super().__init__(keymap)
        self._number = 0
        self._numbered: int | None = None
        self._dues: dict[int, tuple[object, object]] = {}
        self._finished: Step | None = None
        """The step that finished the last call here."""
        self._followed: Step | None = None
        """The step that planned what follows it."""

    @property
    def nothing(self) -> str:
        """What is said when there is no call."""
        return "No call of yours is overdue or due today."

    async def read_ids(self) -> Sequence[int]:
        """My calls that are overdue or due today."""
        app = host(self)
        return [which for which, _ in await app.jobs.read(dialing.calls, app.workspace)]

    async def read_one(self, which: int) -> Call:
        """A call as it is now."""
        app = host(self)
        call = await app.jobs.read(dialing.look, app.workspace, which)
        item = call.follow_up
        self._dues.setdefault(which, (item.due_on, item.due_at))
        if which != self._numbered:
            self._numbered, self._number = which, 0
        self._number = min(self._number, max(len(call.numbers) - 1, 0))
        return call

    def settled(self, which: int, item: Call) -> Settled | None:
        """A call that is done, put off or somebody else's."""
        me = host(self).workspace.actor
        who = item.last_by or "somebody else"
        planned = item.follow_up
        due = (planned.due_on, planned.due_at)
        if planned.done_at is not None:
            if item.last_by == me:
                return Settled(planned.outcome or "done", "")
            return Settled(_PASSED, f"{item.on}, {who} finished the call meanwhile")
        if item.state is DueState.COMING or due != self._dues.get(which, due):
            if item.last_by == me:
                return Settled(_PUT_OFF, "")
            if item.state is DueState.COMING:
                return Settled(_PASSED, f"{item.on}, {who} put the call off meanwhile")
        if planned.assignee != me:
            return Settled(_PASSED, f"{item.on}, the call is for {planned.assignee} now")
        return None

    async def summary(self) -> str:
        """How many calls came to what."""
        return summary(len(self.walk.ids), self.walk.left, self.settled_as.values())

    # What is shown

    def _lines(self, width: int) -> WalkLines:
        ws = host(self).workspace
        return WalkLines(self.inks, width, ws.now(), ws.zone)

    def top(self, item: Call, width: int) -> Sequence[Words]:
        """The number."""
        return list(self._lines(width).number(item, self._number))

    def left(self, item: Call, width: int) -> Sequence[Words]:
        """Who and what."""
        return [(), *self._lines(width).call(item)]

    def right(self, item: Call, width: int) -> Sequence[Words]:
        """Notes and what was done before."""
        return [(), *self._lines(width).past(item.notes, item.before, item.planned)]

    # What commands act on

    def targets(self) -> list[int]:
        """The deal of the call."""
        item = self.item
        return [item.card.id] if item is not None and item.card is not None else []

    def target_follow_ups(self) -> list[int]:
        """The call."""
        return [self.item.follow_up.id] if self.item is not None else []

    def no_deal(self, to: str = "") -> str:
        """Why there is no deal to do something with."""
        return super().no_deal(to) if self.item is None else "this call is on no deal"

    # Commands

    def action_dial(self) -> None:
        """Goes back."""
        self.run_worker(self.action_escape())

    def action_next_number(self) -> None:
        """Shows the next number."""
        count = len(self.item.numbers) if self.item else 0
        if count < 2:
            host(self).say(f"there is {'one number' if count else 'no number'} here", "warning")
            return
        self._number = (self._number + 1) % count
        self._show(anew=False)

    async def action_take_outcome(self, number: int) -> None:
        """Finishes the call with the outcome of that number."""
        await self.catch_up()
        names = OUTCOMES[CALL]
        if self.item is None:
            host(self).say(self.no_deal(), "warning")
        elif number > len(names):
            told = f"there are {len(names)} outcomes; o takes one in your own words"
            host(self).say(told, "warning")
        else:
            try:
                following = await self._finish(self.item, names[number - 1])
            except PipeboardError as error:
                host(self).say(str(error), "error")
                self._unread = True
                following = None
            if following is None:
                await self.catch_up()

    def action_own_outcome(self) -> None:
        """Asks for an outcome in own words."""
        item = self.item
        if item is None:
            host(self).say(self.no_deal(), "warning")
            return

        async def prepare() -> "Question":
            from pipeboard.ui.screens.question import Question
            from pipeboard.ui.screens.unfinished import subject

            kept = subject("outcome", self.targets(), item.on)
            if item.card is None:
                kept = replace(kept, kind=f"outcome.{item.follow_up.id}")

            async def answer(text: str) -> "Following":
                return await self._finish(item, text, push=False)

            return Question(
                "Outcome of the call",
                answer,
                does="finishes it",
                about=item.on,
                unfinished=kept,
                example="how did it go?",
                empty="type what came of it, or leave with esc and press a digit",
            )

        self._prompt(prepare)

    async def _finish(self, item: Call, outcome: str, *, push: bool = True) -> "Following":
        """Finishes a call and returns what asks for the next step, if it is to be asked for."""
        app = host(self)
        async with self.turn:
            step = await app.jobs.write(followups.finish, app.workspace, [item.follow_up], outcome)
            self._finished, self._followed = step, None
            self.settle(item.follow_up.id, outcome.strip())
            self.written(step)
            ask = None if item.follow_up.repeat else self._next(item)
            if ask is None:
                return None
            app_ws, deals = app.workspace, self.targets()
            jobs = app.jobs
            following = self._make_prompt(lambda: _suggesting(jobs, app_ws, ask, outcome, deals))
            if push:
                self.app.push_screen(following)
            return following

    def _next(self, item: Call) -> "Prepare | None":
        """What asks for the next step; None for a call with nobody."""
        party = self._party(self._planned)
        if party is not None:
            return lambda: party.follow_up(following=True)
        if item.card is None:
            return None
        from pipeboard.ui import questions

        asker = replace(self._asker([item.card.id]), wrote=self._planned)
        return lambda: questions.follow_up(asker, following=True)

    def _planned(self, step: Step | None) -> None:
        self._followed = step
        self.written(step)

    async def undoes(self) -> int:
        """An outcome and what was planned after it are taken back together."""
        app = host(self)
        if self._finished is None or self._followed is None:
            return 1
        steps = await app.jobs.write(history.undoable, app.workspace, 2)
        both = [self._followed.id, self._finished.id]
        return 2 if [step.id for step in steps] == both else 1

    def action_add_note(self) -> None:
        """Adds a note to the deal, else to the contact or company of the call."""
        party = self._party(self.written)
        if party is None:
            super().action_add_note()
        else:
            self._prompt(party.note)

    def action_add_follow_up(self) -> None:
        """Plans a follow-up on the deal, else with the contact or on the company of the call."""
        party = self._party(self.written)
        if party is None:
            super().action_add_follow_up()
        else:
            self._prompt(party.follow_up)

    def _party(self, wrote: "Callable[[Step | None], None]") -> "Party[Any] | None":
        """The contact or company of a call that is on no deal."""
        if self.item is None or self.item.card is not None:
            return None
        planned = self.item.follow_up
        if planned.contact_id is not None:
            from pipeboard.ui.contact_party import ContactParty

            return ContactParty(host(self), planned.contact_id, wrote)
        from pipeboard.ui.company_party import CompanyParty

        return CompanyParty(host(self), planned.company_id, wrote) if planned.company_id else None

    def action_open_deal(self) -> None:
        """Opens the deal, else the contact or the company."""
        item = self.item
        if item is None:
            host(self).say(self.no_deal(), "warning")
        elif item.card is not None:
            self.open_deal(item.card.id)
        elif item.follow_up.contact_id is not None:
            self.open_contact(item.follow_up.contact_id)
        elif item.follow_up.company_id is not None:
            self.open_company(item.follow_up.company_id)


async def _suggesting(
    jobs: "Jobs", ws: "Workspace", ask: "Prepare", outcome: str, deals: Sequence[int]
) -> "Question":
    """What follows a call, with suggestions on the digits; esc leaves it out."""
    from pipeboard.domain.days import written
    from pipeboard.service import load, reading
    from pipeboard.ui.screens.question import Choice

    def read() -> "list[Choice]":
        usual = usual_next(CALL, outcome)
        drafts = [reading.read_follow_up(ws, typed, deals).draft for typed in usual]
        booked = load.told_briefly(ws, [draft.due for draft in drafts], ())
        return [
            choice(typed, draft, said)
            for typed, draft, said in zip(usual, drafts, booked, strict=True)
        ]

    def choice(typed: str, draft: "FollowUpDraft", booked: str) -> "Choice":
        day = " ".join(written(draft.due.on).split()[:3])
        days = (draft.due.on - ws.today()).days
        when = _SOON.get(days) or f"in {many(days, 'day')}"
        return Choice(f"{draft.type} {when}", typed, ", ".join(filter(None, (day, booked))))

    choices = await jobs.read(read)
    return replace(
        await ask(),
        choices=choices,
        suggested=choices[0].value if choices else "",
        example="what is next? or esc: nothing",
    )
