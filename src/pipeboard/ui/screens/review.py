"""Review mode: the deals that need care, one by one."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, ClassVar

from pipeboard.domain.deals import Status
from pipeboard.domain.people import Role
from pipeboard.domain.review import Done, summary
from pipeboard.domain.unfinished import Subject
from pipeboard.errors import PipeboardError
from pipeboard.keys import Keymap
from pipeboard.service import feed, reviewing
from pipeboard.service.reviewing import Look
from pipeboard.ui.host import host
from pipeboard.ui.screens.walking import Settled, WalkScreen
from pipeboard.ui.walk_rows import WalkLines
from pipeboard.ui.widgets.rows import Words

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipeboard.domain.changes import Step
    from pipeboard.service.workspace import Workspace
    from pipeboard.ui.deal_items import DealItems
    from pipeboard.ui.screens.question import Choice, Following, Preview, Question

    _More = Callable[[Workspace, Question], Question]

_KEPT, _CHANGED, _PASSED = "kept", "changed", "passed over"
_CLOSES = (
    ("end of month", "eom"),
    ("in 2 weeks", "in 2 weeks"),
    ("in a month", "in 1 month"),
    ("in 2 months", "in 2 months"),
    ("in 3 months", "in 3 months"),
    ("in half a year", "in 6 months"),
)


class ReviewScreen(WalkScreen[Look]):
    """One deal at a time with why it is here; what clears its reasons goes on to the next."""

    PLACE: ClassVar[str] = "review"
    NAME: ClassVar[str] = "Review"
    THING: ClassVar[str] = "deal"

    def __init__(self, keymap: Keymap) -> None:
        super().__init__(keymap)
        self._everyone = False
        self._since = 0
        self._unwritten: set[int] = set()
        """Deals that were kept and had been touched today already, so that nothing was written."""
        self._last_unwritten: int | None = None

    @property
    def nothing(self) -> str:
        """What is said when no deal needs care."""
        whose = "No deal" if self._everyone else "No deal of yours"
        return f"{whose} needs care: all have a next step, a value and time."

    async def read_ids(self) -> Sequence[int]:
        """The deals that need care now."""
        app = host(self)
        self._since = await app.jobs.read(feed.seen, app.workspace)
        self._unwritten.clear()
        self.bottom.entitle("agenda.everyone", "Only mine" if self._everyone else "Everybody's")
        return await app.jobs.read(reviewing.in_need, app.workspace, everyone=self._everyone)

    async def read_one(self, which: int) -> Look:
        """A deal as it is now."""
        app = host(self)
        return await app.jobs.read(reviewing.look, app.workspace, which)

    def settled(self, which: int, item: Look) -> Settled | None:
        """A deal that needs no care any more."""
        if item.reasons:
            return None
        if item.last_by == host(self).workspace.actor:
            return Settled(_CHANGED, "")
        who, title = item.last_by or "somebody else", item.view.deal.title
        status = item.view.deal.status
        what = "saw to it" if status is Status.OPEN else f"made it {status}"
        return Settled(_PASSED, f"{title}, {who} {what} meanwhile")

    async def summary(self) -> str:
        """What was changed, as the history tells it."""
        app = host(self)
        done = await app.jobs.read(reviewing.done_since, app.workspace, self.walk.ids, self._since)
        kept = [{Done.KEPT} for which in self._unwritten if which not in done]
        return summary(len(self.walk.ids), self.walk.left, [*done.values(), *kept])

    # What is shown

    def _lines(self, width: int) -> WalkLines:
        ws = host(self).workspace
        return WalkLines(self.inks, width, ws.now(), ws.zone)

    def left(self, item: Look, width: int) -> Sequence[Words]:
        """The deal and why it is here."""
        return list(self._lines(width).deal(item))

    def right(self, item: Look, width: int) -> Sequence[Words]:
        """Notes, what else is planned, what was done."""
        items = item.view.follow_ups
        planned = [each for each in items if each.done_at is None][1:]
        before = [each for each in items if each.done_at is not None]
        return [(), *self._lines(width).past(item.view.notes, before, planned)]

    # What commands act on

    def targets(self) -> list[int]:
        """The deal."""
        return [self.item.view.deal.id] if self.item is not None else []

    # Commands

    def action_review(self) -> None:
        """Goes back."""
        self.run_worker(self.action_escape())

    async def action_toggle_everyone(self) -> None:
        """Begins anew with everybody's deals, or with mine."""
        said = await self.summary() if self.settled_as else ""
        self._everyone = not self._everyone
        await self.begin()
        if said:
            host(self).say(said)

    async def action_keep_deal(self) -> None:
        """Leaves the deal as it is and goes on."""
        await self.catch_up()
        item = self.item
        if item is None:
            host(self).say(self.no_deal(), "warning")
            return
        app, which = host(self), item.view.deal.id
        try:
            async with self.turn:
                step = await app.jobs.write(reviewing.keep, app.workspace, item.view)
                self.settle(which, _KEPT)
                self._last_unwritten = None if step else which
                if step is None:
                    self._unwritten.add(which)
                self.written(step, f"Kept {item.view.deal.title} as it is")
        except PipeboardError as error:
            app.say(str(error), "error")
            self._unread = True
        await self.catch_up()

    async def undoes(self) -> int:
        """What was kept without anything to write is only gone back to."""
        which = self._last_unwritten
        if which is None:
            return 1
        self._last_unwritten = None
        self._unwritten.discard(which)
        self.settled_as.pop(which, None)
        self.walk.unsettle(which)
        self._unread = True
        await self.catch_up()
        title = self.item.view.deal.title if self.item else "the deal"
        host(self).say(f"Back to {title}; nothing had been written")
        return 0

    def written(self, step: "Step | None", said: str = "") -> None:
        """Says what was done."""
        if step is not None:
            self._last_unwritten = None
        super().written(step, said)

    def action_change_close(self) -> None:
        """Asks for another expected close."""
        self._field("expected_close", _close)

    def action_set_value(self) -> None:
        """Asks for the value."""
        self._field("value", _value)

    def _field(self, name: str, more: "_More") -> None:
        from pipeboard.ui.deal_fields import deal_field

        item = self.item
        if item is None:
            host(self).say(self.no_deal(), "warning")
            return
        view, items = item.view, self._items(item)

        async def prepare() -> "Question":
            found = await items.field(deal_field(name))
            return replace(more(host(self).workspace, found), about=view.deal.title)

        self._prompt(prepare)

    def _items(self, item: Look) -> "DealItems":
        from pipeboard.ui.deal_items import DealItems

        return DealItems(host(self), item.view.deal.id, self.written)

    def action_name_decider(self) -> None:
        """Asks who decides."""
        item = self.item
        if item is None:
            host(self).say(self.no_deal(), "warning")
            return
        self._prompt(lambda: self._decider(item))

    async def _decider(self, item: Look) -> "Question":
        from pipeboard.service import people
        from pipeboard.ui import previews
        from pipeboard.ui.screens.question import Choice, Question

        app, deal = host(self), item.view.deal
        here = [link for link in item.view.contacts if link.left_on is None]
        links = {link.contact.name: link for link in here}

        async def answer(text: str) -> "Following":
            name = text.strip().removeprefix("@")
            link = links.get(name)
            if link is None:
                step = await app.jobs.write(
                    people.add_to_deal, app.workspace, deal.id, name, Role.DECISION_MAKER
                )
            else:
                role = {"role": Role.DECISION_MAKER}
                step = await app.jobs.write(people.edit_on_deal, app.workspace, link, role)
            self.written(step)
            return None

        return Question(
            "Who decides",
            answer,
            does="notes it",
            about=deal.title,
            unfinished=Subject("decider", "who decides", "review.decider", (deal.id,), deal.title),
            example="a name; somebody new is added to the deal",
            choices=[Choice(name, name, str(link.role)) for name, link in links.items()][:9],
            complete=previews.contacts,
            empty="pick a digit or type a name",
        )

    def action_open_deal(self) -> None:
        """Opens the deal."""
        if self.item is None:
            host(self).say(self.no_deal(), "warning")
        else:
            self.open_deal(self.item.view.deal.id)


def _close(ws: "Workspace", question: "Question") -> "Question":
    """The expected close, with days on the digits."""
    from pipeboard.domain.dates import parse_day
    from pipeboard.domain.days import written
    from pipeboard.errors import BadInput
    from pipeboard.ui.screens.question import Choice, Preview

    def read(ws: "Workspace", text: str) -> date:
        return parse_day(text, ws.today(), ws.locale, allow_past=True, field="expected close")

    def preview(ws: "Workspace", text: str) -> "Preview":
        try:
            return Preview(meanings=[("expected close", written(read(ws, text)))])
        except BadInput as error:
            return Preview(problem=str(error))

    def choice(label: str, text: str) -> "Choice":
        return Choice(label, text, " ".join(written(read(ws, text)).split()[1:]))

    return replace(
        question,
        title="Expected close",
        text="",
        does="changes it",
        example="or type a day: 15 jan, in 6 weeks",
        choices=[choice(*each) for each in _CLOSES],
        preview=preview,
        empty="pick a digit or type a day, such as eom",
        details=[f"now {question.text}"] if question.text else (),
    )


def _value(_: "Workspace", question: "Question") -> "Question":
    return replace(question, title="Value", does="sets it", example="what is it worth? 12k EUR")
