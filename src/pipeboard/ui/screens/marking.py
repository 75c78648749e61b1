"""The base of the lists whose lines are marked for a command: the agenda and the nurture list."""

from collections.abc import Collection, Hashable

from textual.geometry import Region

from pipeboard.domain.changes import Step
from pipeboard.keys import Keymap
from pipeboard.ui.deal_actions import DealActions
from pipeboard.ui.screens.listing import ListScreen


class MarkingList(DealActions, ListScreen):
    """Lines about deals, mine or everybody's; the commands act on the marked, else on the cursor.

    Ids are what is marked, so marks stay where they are when the lines change.
    """

    def __init__(self, keymap: Keymap) -> None:
        super().__init__(keymap)
        self._marked: set[Hashable] = set()
        self._everyone = False
        self._whole = False
        """Whether all lines were read."""

    def nothing_to_mark(self) -> str:
        """Why there is nothing under the cursor to mark."""
        raise NotImplementedError

    def action_open_deal(self) -> None:
        """Opens the deal under the cursor."""
        raise NotImplementedError

    def in_sight(self) -> Region | None:
        """The line under the cursor."""
        key = self.list.key
        return None if key is None else self.list.where(key)

    def written(self, step: Step | None, said: str = "") -> None:
        """Says what was done; what was marked for it is marked no more."""
        super().written(step, said)
        self._marked.clear()

    def opened(self) -> None:
        """Opens the deal that was clicked twice."""
        self.action_open_deal()

    def action_toggle_mark(self) -> None:
        """Marks what is under the cursor, or unmarks it, and goes on to the next."""
        key = self.list.key
        if key is None:
            self.say_nothing_here(self.nothing_to_mark())
            return
        self._marked.symmetric_difference_update({key})
        self.list.redraw(key)
        self.bottom.show_marked(len(self._marked))
        self.list.move(1)

    async def action_mark_all(self) -> None:
        """Marks all lines of the section under the cursor, or unmarks them when all are marked."""
        if self.list.key is None:
            self.say_nothing_here(self.nothing_to_mark())
            return
        await self.reach(None)
        keys = set(self.list.run())
        self._marked = self._marked - keys if keys <= self._marked else self._marked | keys
        await self._read()

    async def action_toggle_everyone(self) -> None:
        """Shows everybody's, or mine again."""
        self._everyone = not self._everyone
        await self.read()

    def action_escape(self) -> None:
        """Clears the marks, else goes back."""
        if not self._unmark():
            self.dismiss()

    def _unmark(self) -> bool:
        """Clears the marks; False when there are none."""
        if not self._marked:
            return False
        self._marked.clear()
        self.list.refresh()
        self.bottom.show_marked(0)
        return True

    def _told_marks(self, there: Collection[Hashable]) -> None:
        """Shows how many are marked, of those that are there still, and whose lines these are."""
        if self._whole:
            self._marked.intersection_update(there)
        self.bottom.show_marked(len(self._marked))
        self.bottom.entitle("agenda.everyone", "Only mine" if self._everyone else "Everybody's")
