"""What can be done with a contact or company, in a list of them and on the page of one."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from pipeboard.domain.changes import Step
from pipeboard.ui.asking import Asks
from pipeboard.ui.host import host

if TYPE_CHECKING:
    from pipeboard.ui.parties import Party
    from pipeboard.ui.screens.listing import ListScreen
    from pipeboard.ui.screens.question import Following, Prepare

    class Base(Asks, ListScreen):
        """What those screens are."""
else:
    Base = Asks


class PartyActions(Base):
    """A screen that shows contacts or companies; the commands act on ``party()``."""

    def party(self) -> "Party[Any] | None":
        """The one that is meant, None when there is none."""
        raise NotImplementedError

    def written(self, step: Step | None) -> None:
        """Something was written by a command of this screen; says what."""
        host(self).say(step.title if step else "nothing to change: it is so already")

    def party_deleted(self) -> None:
        """The one that was meant was deleted by a command of this screen."""

    def action_add_note(self) -> None:
        """Adds a note."""
        party = self._wanted()
        if party is not None:
            self._ask(party.note)

    def action_add_follow_up(self) -> None:
        """Plans a follow-up."""
        party = self._wanted()
        if party is not None:
            self._ask(party.follow_up)

    def contact_id(self) -> int | None:
        """The contact that is meant, None when there is none."""
        raise NotImplementedError

    async def action_contact_left(self) -> None:
        """Marks that the contact has left, or takes that back."""
        who = self.contact_id()
        if who is None:
            self.say_nothing_here("the cursor is on no contact")
            return
        from pipeboard.ui.departing import contact_left

        await contact_left(self, who, self.written)

    def _wanted(self) -> "Party[Any] | None":
        party = self.party()
        if party is None:
            self.say_nothing_here("there is nobody here")
        return party

    def _delete_party(self) -> None:
        """Deletes the one that is meant, after asking."""
        party = self._wanted()
        if party is None:
            return
        seen: list[Any] = []

        async def describe() -> Sequence[str]:
            return await party.what_goes(seen)

        async def yes() -> "Following":
            await party.delete(seen)
            self.party_deleted()
            return None

        self._confirm(f"Delete the {party.KIND}", yes, does="deletes", describe=describe)

    # Asking

    def _ask(self, prepare: "Prepare", *, here: bool = False) -> None:
        """Asks for one line; ``here`` in place of the value under the cursor."""
        key = self.list.key
        area = None if key is None else self.list.where(key)
        if here and area is not None:
            from pipeboard.ui.party_rows import value_region

            self._prompt(prepare, place=value_region(area))
        else:
            self._prompt(prepare, avoid=area)
