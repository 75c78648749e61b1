"""The base of the pages of a contact and of a company."""

from abc import abstractmethod
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from pipeboard.domain.agenda import Counts
from pipeboard.domain.parties import CompanyPage, ContactPage
from pipeboard.errors import NotFound
from pipeboard.keys import Keymap
from pipeboard.service import agenda
from pipeboard.service.workspace import Workspace
from pipeboard.ui.host import host
from pipeboard.ui.item_lines import Key
from pipeboard.ui.party_actions import PartyActions
from pipeboard.ui.party_rows import Moment
from pipeboard.ui.screens.listing import ListScreen

if TYPE_CHECKING:
    from pipeboard.ui.parties import Party
    from pipeboard.ui.questions import Asker
    from pipeboard.ui.screens.question import Following, Question
    from pipeboard.ui.widgets.line_list import Source

Page = ContactPage | CompanyPage


class PartyPage(PartyActions, ListScreen):
    """Shows one; it is left when that is deleted here, and says so when it is deleted elsewhere."""

    def __init__(self, keymap: Keymap, party_id: int) -> None:
        super().__init__(keymap)
        self.party_id = party_id
        self._deleted = False

    @abstractmethod
    def read_page(self, ws: Workspace) -> Page:
        """Everything about it; raises NotFound."""

    @abstractmethod
    def rows(self, page: Any, moment: Moment) -> "Source":
        """The lines of the page."""

    @abstractmethod
    def about(self, page: Any) -> str:
        """What is said beside the name."""

    async def read(self) -> None:
        """Reads all of it."""
        app = host(self)
        try:
            page, due = await app.jobs.read(self._read_all, app.workspace)
        except NotFound as gone:
            if self._deleted:
                return
            self.heading.show(f"{gone}", "esc goes back")
            raise
        ws = app.workspace
        self.list.show(self.rows(page, Moment(ws.now(), ws.zone, ws.currency)))
        self.heading.show(page.name, self.about(page), due=due)

    def _read_all(self, ws: Workspace) -> tuple[Page, Counts]:
        return self.read_page(ws), agenda.counts(ws)

    @property
    def key(self) -> Key:
        """What the cursor is on."""
        key = self.list.key
        return key if isinstance(key, tuple) else ("", "")

    def opened(self) -> None:
        """Opens what was clicked twice."""
        self.action_open_item()

    def party_deleted(self) -> None:
        """Leaves once the prompt that asked is closed."""
        self._deleted = True

    def on_screen_resume(self) -> None:
        """Leaves when it was deleted by the prompt that was open."""
        super().on_screen_resume()
        if self._deleted and self.app.screen is self:
            self.dismiss()

    def action_next_section(self, by: int) -> None:
        """Moves the cursor to the first line of the next section, around the end."""
        self.list.next_run(by)

    def action_open_item(self) -> None:
        """Opens the deal, contact or company under the cursor; edits what has no page."""
        kind, which = self.key
        if kind == "deal":
            self.open_deal(int(which))
        elif kind == "contact":
            self.open_contact(int(which))
        else:
            self.action_edit_item()

    def action_edit_item(self) -> None:
        """Edits what is under the cursor."""
        kind, which = self.key
        party = self._party()
        editors: dict[str, Callable[[], None]] = {
            "field": lambda: self._ask(lambda: party.field(str(which)), here=True),
            "note": lambda: self._ask(lambda: party.changed_note(int(which))),
            "follow-up": lambda: self._fill_in(lambda: party.changed_follow_up(int(which))),
            "add": lambda: self.add(str(which)),
            "deal": lambda: self.open_deal(int(which)),
            "contact": lambda: self.open_contact(int(which)),
            "fact": lambda: self._tell(self.why_fixed(str(which))),
        }
        edit = editors.get(kind)
        if edit is not None:
            edit()

    def why_fixed(self, fact: str) -> str:
        """Why a line cannot be edited."""
        return f"'{fact}' comes from the deals"

    def add(self, what: str) -> None:
        """Adds what a line with a plus is for."""
        if what == "note":
            self.action_add_note()
        elif what == "follow-up":
            self.action_add_follow_up()

    def action_delete_item(self) -> None:
        """Deletes the note or follow-up under the cursor, elsewhere all of it, after asking."""
        kind, which = self.key
        if kind in ("note", "follow-up"):
            self._delete_part(kind, int(which))
        elif kind in ("deal", "contact"):
            self._tell(f"open the {kind} to delete it")
        else:
            self._delete_party()

    def _delete_part(self, kind: str, which: int) -> None:
        from pipeboard.service import followups, notes
        from pipeboard.ui.deal_items import found

        app, party = host(self), self._party()
        seen: list[Any] = []

        async def describe() -> Sequence[str]:
            page = await party.page()
            if kind == "note":
                seen[:] = [found(page.notes, which, kind)]
                return [" ".join(seen[0].text.split())[:200]]
            seen[:] = [found(page.follow_ups, which, kind)]
            return [f"{seen[0].type} {seen[0].subject}"]

        async def yes() -> "Following":
            delete: Any = notes.delete if kind == "note" else followups.delete
            self.written(await app.jobs.write(delete, app.workspace, seen[0]))
            return None

        self._confirm(f"Delete the {kind}", yes, does="deletes", describe=describe)

    def action_finish_follow_up(self) -> None:
        """Finishes the follow-up under the cursor, then asks for the one after it."""
        item = self._follow_up()
        if item is not None:
            self._ask(lambda: self._finish(item))

    async def _finish(self, item_id: int) -> "Question":
        """What came of a follow-up; the next one is on its deal, else with whom it was."""
        from dataclasses import replace

        from pipeboard.service import followups
        from pipeboard.ui import questions
        from pipeboard.ui.screens.text_prompt import TextPrompt

        app, party = host(self), self._party()
        item = await app.jobs.read(followups.get, app.workspace, item_id)
        if item.deal_id is not None:
            return await questions.finish(self._asker([item.deal_id]), [item_id])
        asked = await questions.finish(self._asker([]), [item_id])

        async def answer(text: str) -> "Following":
            await asked.answer(text)
            return None if item.repeat else TextPrompt(lambda: party.follow_up(following=True))

        return replace(asked, answer=answer)

    def action_snooze_follow_up(self) -> None:
        """Puts the follow-up under the cursor off."""
        from pipeboard.ui import questions

        item = self._follow_up()
        if item is not None:
            self._ask(lambda: questions.snooze(self._asker([]), [item]))

    def _follow_up(self) -> int | None:
        kind, which = self.key
        if kind == "follow-up":
            return int(which)
        self._tell("the cursor is on no follow-up")
        return None

    def _asker(self, deals: Sequence[int]) -> "Asker":
        from pipeboard.ui.questions import Asker
        from pipeboard.ui.screens.text_prompt import TextPrompt

        return Asker(host(self), deals, self.written, TextPrompt)

    def _party(self) -> "Party[Any]":
        party = self.party()
        if party is None:
            raise NotFound("there is nobody here")
        return party

    def _tell(self, text: str) -> None:
        host(self).say(text, "warning")
