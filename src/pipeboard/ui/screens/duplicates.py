"""What may be there twice: groups with why; enter compares two of one."""

from collections.abc import Hashable, Sequence
from typing import ClassVar

from pipeboard.domain.agenda import Counts
from pipeboard.domain.changes import Step
from pipeboard.domain.merging import Candidate, Duplicates, Kind
from pipeboard.domain.words import many
from pipeboard.keys import Keymap
from pipeboard.service import agenda, duplicates
from pipeboard.service.workspace import Workspace
from pipeboard.ui import text as cells
from pipeboard.ui.host import host
from pipeboard.ui.screens.listing import ListScreen
from pipeboard.ui.widgets.inks import Inks
from pipeboard.ui.widgets.rows import Entries, Entry, Words, heading

_NAME = 30
_MOST = 200
"""Groups of each kind that are shown; those that are merged make room for others."""


class DuplicatesScreen(ListScreen):
    """Deals, contacts and companies that may be the same, in groups."""

    PLACE: ClassVar[str] = "duplicates"

    def __init__(self, keymap: Keymap) -> None:
        super().__init__(keymap)
        self._pairs: dict[Hashable, tuple[Kind, int, int]] = {}

    async def read(self) -> None:
        """Looks for what may be there twice, and shows it."""
        app = host(self)
        found, count, due = await app.jobs.read(_read, app.workspace)
        self._pairs = {
            _key(group, member): (group.kind, *_pair(group, member))
            for group in found
            for member in group.members
        }
        width = max(self.app.size.width - 2, 10)
        self.list.show(Entries(self.inks, _entries(found, self.inks, width)))
        more = many(count, "group") if count else "nothing is there twice"
        if count > len(found):
            more += f", the first {_MOST} of each kind"
        self.heading.show("Duplicates", more, due=due)

    def opened(self) -> None:
        """Compares what was clicked twice."""
        self.action_compare()

    def action_compare(self) -> None:
        """Shows the one under the cursor and the oldest of its group side by side."""
        pair = self._pairs.get(self.list.key)
        if pair is None:
            self.say_nothing_here("nothing is there twice")
            return
        from pipeboard.ui.screens.merge import MergePrompt

        self.app.push_screen(MergePrompt(*pair, self._wrote))

    def action_duplicates(self) -> None:
        """Goes back."""
        self.dismiss()

    def _wrote(self, step: Step | None, _kept: int) -> None:
        host(self).say(step.title if step else "nothing to change: it is so already")


def _read(ws: Workspace) -> tuple[list[Duplicates], int, Counts]:
    found, count = duplicates.find_all(ws, _MOST)
    return found, count, agenda.counts(ws)


def _key(group: Duplicates, member: Candidate) -> Hashable:
    return group.kind, group.members[0].id, member.id


def _pair(group: Duplicates, member: Candidate) -> tuple[int, int]:
    """The oldest of the group, and the one meant; with the oldest itself the next one is."""
    first, second, *_ = group.members
    return first.id, second.id if member is first else member.id


def _entries(found: Sequence[Duplicates], inks: Inks, width: int) -> list[Entry]:
    entries: list[Entry] = []
    room = min(_NAME, width // 2)
    ellipsis = inks.glyphs.ellipsis
    for group in found:
        if entries:
            entries.append(Entry(None, [()]))
        why = cells.cut(cells.clean("; ".join(group.why)), width - 16, ellipsis)
        title = group.kind.several.capitalize()
        entries.append(Entry(None, [heading(title, why, width, inks.glyphs.horizontal)]))
        for member in group.members:
            name = cells.fit(cells.clean(member.name), room, ellipsis)
            words: Words = [
                (f"#{member.id:<5} ", "dim"),
                (f"{name}  ", "text"),
                (member.about, "dim"),
            ]
            entries.append(Entry(_key(group, member), [words]))
    return entries
