"""Keeps what is being typed, so that neither a crash nor esc loses any of it."""

from collections import Counter
from collections.abc import Mapping, Sequence

from pipeboard.domain.unfinished import ANYWHERE, Left, Subject, Unfinished
from pipeboard.errors import PipeboardError
from pipeboard.keys import Keymap
from pipeboard.service import feed, history, unfinished
from pipeboard.ui.host import Host

_KINDS = {
    "deal": ("a new deal", "deal.new"),
    "saved filter": ("the name of a filter", "filter.saved"),
    "rates": ("exchange rates", "rates"),
    "edit": ("changes", "deal.edit"),
    "move": ("what was open", "deal.move_right"),
    "qualification": ("a qualification", "deal.qualify"),
    "profile": ("the ideal customer", "profile"),
    "note": ("a note", "note.add"),
    "follow-up": ("a follow-up", "followup.add"),
    "outcome": ("an outcome", "followup.done"),
    "date": ("a date", "followup.snooze"),
    "call": ("a call", "call.log"),
    "cadence": ("a cadence", "cadences"),
    "won": ("a reason", "deal.won"),
    "lost": ("a reason", "deal.lost"),
    "nurture": ("a day", "deal.nurture"),
    "assignee": ("a name", "followup.reassign"),
    "reopen": ("a reason", "deal.reopen"),
    "referral": ("a referral", "deal.again"),
    "reasons.won": ("a list of reasons", "reasons.won"),
    "reasons.lost": ("a list of reasons", "reasons.lost"),
}
_IN_PLACE = "item.edit"
CLEAR = "ctrl+u"
"""The key that forgets what is on offer."""
_MOST_TOLD = 3
_MOST_DEALS = 20
"""For so many deals it is looked up who changed them while something is typed about them."""


def subject(kind: str, deals: Sequence[int] = (), about: str = "") -> Subject:
    """What a text of one of the kinds that have a command is for."""
    return Subject(kind, *_KINDS[kind], tuple(deals), about)


def in_place(kind: str, called: str, deal: int, about: str) -> Subject:
    """What a text is for that is edited where it stands on the deal's screen."""
    return Subject(kind, called, _IN_PLACE, (deal,), about)


class Keeper:
    """Keeps what is typed for one subject, and offers what was left over of it."""

    def __init__(self, host: Host, asked: Subject) -> None:
        self._host = host
        self._subject = asked
        self._offers: list[Left] = []
        self._kept: Unfinished | None = None
        self._seen: int | None = None
        self._gone = False
        self._part_gone = False

    @property
    def offered(self) -> Left | None:
        """What is left over from before, the newest of it."""
        return self._offers[-1] if self._offers else None

    @property
    def told(self) -> str:
        """What is on offer, in words, and how to take it."""
        if self.offered is None:
            return ""
        found = self.offered.unfinished.subject
        kind = "" if found.kind == self._subject.kind else f", {found.called}"
        others = set(found.deals) != set(self._subject.deals)
        whose = f" about {found.about}" if others else ""
        gone = ", which is gone" if self.offered.gone else ""
        return f"unfinished from before{kind}{whose}{gone}: enter keeps it, {CLEAR} clears it"

    @property
    def way_back(self) -> str:
        """What to do to be offered again what is kept; '' when nothing is."""
        return "" if self._kept is None else f"kept: {self._where}"

    async def load(self) -> None:
        """Reads what is left over, and what was done last before this is asked."""
        jobs, ws = self._host.jobs, self._host.workspace
        self._offers = await jobs.read(unfinished.offered, ws, self._subject)
        self._seen = await jobs.read(feed.seen, ws)

    def take(self) -> Mapping[str, str]:
        """Takes the text on offer, to be typed on."""
        self._kept = self._offers.pop().unfinished
        return self._kept.texts

    async def clear(self) -> None:
        """Forgets what is on offer. Raises PipeboardError."""
        jobs, ws = self._host.jobs, self._host.workspace
        await jobs.write(unfinished.replace, ws, self._offers[-1].unfinished, None)
        self._offers.pop()

    async def keep(self, texts: Mapping[str, str]) -> None:
        """Keeps what is typed now, on disk; none is kept no more. Raises PipeboardError."""
        old, new = self._kept, self._made_of(texts)
        if old == new:
            return
        self._kept = new
        try:
            await self._host.jobs.write(unfinished.replace, self._host.workspace, old, new)
        except PipeboardError:
            if self._kept is new:
                self._kept = old
            raise

    def keep_now(self, texts: Mapping[str, str]) -> None:
        """Keeps what is typed at once, in the calling thread: when the app is about to end."""
        old, self._kept = self._kept, self._made_of(texts)
        if old != self._kept:
            unfinished.replace(self._host.workspace, old, self._kept)

    async def give_up(self) -> str:
        """Finds another use for what can no longer be what it was typed for; says what can be done.

        On a deal that is there it becomes a note. With a deal that is gone it waits for that to
        come back, or to be made a note of another one.
        """
        there = await self._host.jobs.read(
            unfinished.any_there, self._host.workspace, self._subject
        )
        self._gone = bool(self._subject.deals) and not there
        self._part_gone = not self._subject.deals
        if there and self._subject.kind not in ANYWHERE:
            self._subject = subject("note", self._subject.deals, self._subject.about)
        return f"esc keeps what you typed: {self._where}"

    async def news(self) -> str:
        """What somebody did to the deals since this was asked, in a line; '' for nothing."""
        if self._seen is None:
            return ""
        jobs, ws = self._host.jobs, self._host.workspace
        for deal in self._subject.deals[:_MOST_DEALS]:
            for line in await jobs.read(history.of_deal, ws, deal, 1):
                if line.step.id > self._seen:
                    who = "you, elsewhere" if line.step.actor == ws.actor else line.step.actor
                    return f"meanwhile {who}: {(*line.sentences, line.step.title)[0]}"
        return ""

    @property
    def _where(self) -> str:
        command = self._subject.command
        if self._gone:
            return (
                f"{key_of(self._host.keymap, _elsewhere(self._subject))} on another deal offers it"
            )
        if command == _IN_PLACE:
            key = key_of(self._host.keymap, command)
            if self._part_gone:
                return f"should what it is about come back, {key} on it offers it again"
            return f"{key} there offers it again"
        return f"{key_of(self._host.keymap, command)} offers it again"

    def _made_of(self, texts: Mapping[str, str]) -> Unfinished | None:
        return Unfinished(self._subject, dict(texts)) if texts else None


def told_at_start(found: Sequence[Left], keymap: Keymap) -> str:
    """What is left over and which keys offer it, newest first; '' when nothing is."""
    if not found:
        return ""
    counted = Counter(_told(each, keymap) for each in reversed(found))
    told = [each if count == 1 else f"{each} {count} times" for each, count in counted.items()]
    more = f" and {len(told) - _MOST_TOLD} more" if len(told) > _MOST_TOLD else ""
    return f"unfinished from before: {', '.join(told[:_MOST_TOLD])}{more}"


def _told(each: Left, keymap: Keymap) -> str:
    about = each.unfinished.subject
    what = f"{about.called} on {about.about}" if about.about else about.called
    if each.gone:
        return f"{what}, which is gone ({key_of(keymap, _elsewhere(about))} on another deal)"
    there = " there" if about.command == _IN_PLACE else ""
    where = keymap.named(about.command).where
    first = "" if "board" in where or there else _first(keymap, where)
    return f"{what} ({first}{key_of(keymap, about.command)}{there})"


def _first(keymap: Keymap, where: Sequence[str]) -> str:
    """What leads from the board to where deals are reviewed, or the stages are changed."""
    return f"{key_of(keymap, 'review' if 'review' in where else 'stages')}, then "


def _elsewhere(about: Subject) -> str:
    """The command that offers a text on another deal when its own is gone."""
    return about.command if about.kind in ANYWHERE else _KINDS["note"][1]


def key_of(keymap: Keymap, command: str) -> str:
    """The first key of a command; for one without, where it is found."""
    keys = keymap.named(command).keys
    return keys[0] if keys else f"{keymap.named(command).title} in the palette"
