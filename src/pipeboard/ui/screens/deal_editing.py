"""Editing on the deal's screen: whatever is under the cursor, where it stands."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from textual.geometry import Region

from pipeboard.domain.criteria import CONTACT, DECISION_MAKER, CriterionKind, Standing
from pipeboard.domain.followups import FollowUp
from pipeboard.domain.notes import Note
from pipeboard.domain.people import Role
from pipeboard.ui.asking import Asks
from pipeboard.ui.deal_actions import DealActions
from pipeboard.ui.deal_rows import READ_ONLY, Page
from pipeboard.ui.host import host
from pipeboard.ui.item_lines import Key
from pipeboard.ui.places import Places

if TYPE_CHECKING:
    from pipeboard.domain.changes import Step
    from pipeboard.service.workspace import Workspace
    from pipeboard.ui.deal_items import DealItems, DealPart
    from pipeboard.ui.screens.question import Following, Question


class DealEditing(Asks, DealActions, Places):
    """A screen that shows one deal in lines with a cursor."""

    deal_id: int

    @property
    def page(self) -> Page | None:
        """The deal as it is shown."""
        raise NotImplementedError

    @property
    def key(self) -> Key:
        """What the cursor is on."""
        raise NotImplementedError

    def place(self) -> Region | None:
        """Where the value under the cursor is on the screen."""
        raise NotImplementedError

    def action_edit_item(self) -> None:
        """Edits what is under the cursor, where it stands."""
        if self.page is None:
            return
        kind, which = self.key
        editors: dict[str, Callable[[Page, str | int], None]] = {
            "field": self._edit_field,
            "fact": self._edit_fact,
            "criterion": self._edit_criterion,
            "add": self._add,
            "contact": self._edit_contact,
            "follow-up": self._edit_follow_up,
            "note": self._edit_note,
            "step": self._revert,
            "deal": self._open_linked,
        }
        edit = editors.get(kind)
        if edit is not None:
            edit(self.page, which)

    async def action_toggle_check(self) -> None:
        """Ticks the checklist item under the cursor, or takes its tick away."""
        standing = self._standing()
        if standing is None or standing.criterion.kind is not CriterionKind.CHECKLIST:
            host(self).say("the cursor is on no checklist item to tick", "warning")
            return
        from pipeboard.service import criteria

        app, change = host(self), criteria.untick if standing.met else criteria.tick
        item = standing.criterion.subject
        self.written(await app.jobs.write(change, app.workspace, self.deal_id, item))

    def action_revert_step(self) -> None:
        """Takes back the step under the cursor, after asking."""
        kind, which = self.key
        if self.page is None or kind != "step":
            host(self).say("the cursor is on no step of the history", "warning")
            return
        self._revert(self.page, which)

    async def action_contact_left(self) -> None:
        """Marks that the contact under the cursor has left, or takes that back."""
        kind, which = self.key
        links = self.page.view.contacts if self.page is not None else ()
        found = [link for link in links if kind == "contact" and link.id == which]
        if not found:
            host(self).say("the cursor is on no contact", "warning")
            return
        from pipeboard.ui.departing import contact_left

        link = found[0]
        await contact_left(self, link.contact.id, self.written, left_on=link.left_on)

    def action_delete_deal(self) -> None:
        """Deletes the note, follow-up or contact under the cursor, elsewhere the deal."""
        kind, which = self.key
        if self.page is None or kind not in ("note", "follow-up", "contact"):
            super().action_delete_deal()
            return
        from pipeboard.service import followups, notes, people

        titles: dict[str, tuple[str, Callable[[Workspace, Any], Step | None]]] = {
            "note": ("Delete the note", notes.delete),
            "follow-up": ("Delete the follow-up", followups.delete),
            "contact": ("Take the contact off the deal", people.remove_from_deal),
        }
        title, delete = titles[kind]
        app, items = host(self), self._items()
        seen: list[DealPart] = []

        async def describe() -> Sequence[str]:
            seen[:] = [await items.part(kind, int(which))]
            return [_said(seen[0])]

        async def yes() -> "Following":
            self.written(await app.jobs.write(delete, app.workspace, seen[0]))
            return None

        self._confirm(title, yes, does="does it; u brings it back", describe=describe)

    def _edit_field(self, page: Page, name: str | int) -> None:
        from pipeboard.ui.deal_fields import deal_field

        field = deal_field(str(name))
        items = self._items()
        if not field.options:
            self._prompt(lambda: items.field(field), place=self.place())
            return
        from pipeboard.ui.screens.pick import Pick
        from pipeboard.ui.screens.question import Choice

        asked: list[Question] = []

        async def choices() -> list[Choice]:
            asked[:] = [await items.field(field)]
            return [*(Choice(option, option) for option in field.options), Choice("none", "")]

        async def picked(value: str) -> "Following":
            return await asked[0].answer(value)

        at = field.field.text(page.view)
        self.app.push_screen(Pick(field.label, choices, picked, at=at, place=self.place()))

    def _standing(self) -> Standing | None:
        kind, which = self.key
        found = self.page.view.criteria if self.page is not None and kind == "criterion" else ()
        return next((each for each in found if each.criterion.id == which), None)

    def _edit_criterion(self, page: Page, _: str | int) -> None:
        """Goes to where the criterion under the cursor is met: a tick, a field, a follow-up."""
        standing = self._standing()
        if standing is None:
            return
        criterion = standing.criterion
        if criterion.kind is CriterionKind.CHECKLIST:
            self.call_next(self.action_toggle_check)
        elif criterion.kind is CriterionKind.FOLLOW_UP:
            self._meet_follow_up(page, criterion.subject)
        elif criterion.subject in (CONTACT, DECISION_MAKER):
            role = Role.DECISION_MAKER if criterion.subject == DECISION_MAKER else Role.OTHER
            items = self._items()
            self._fill_in(lambda: items.new_contact(role))
        else:
            self._edit_field(page, criterion.subject)

    def _meet_follow_up(self, page: Page, kind: str) -> None:
        """Finishes the follow-up of that type that is planned; else logs a call, or plans one."""
        planned = [item for item in page.view.follow_ups if item.done_at is None]
        same = [item.id for item in planned if item.type.casefold() == kind.casefold()]
        if same:
            from pipeboard.ui import questions

            asker = self._asker([self.deal_id])
            self._prompt(lambda: questions.finish(asker, same[:1]))
        elif kind == "call":
            self.action_log_call()
        else:
            self.action_add_follow_up()

    def _edit_fact(self, _: Page, name: str | int) -> None:
        if name in ("stage", "pipeline"):
            self.action_move_deal_to()
        elif name == "status":
            self._pick_status()
        elif str(name).startswith("cadence "):
            self.action_cadences()
        else:
            host(self).say(READ_ONLY[str(name)], "warning")

    def _pick_status(self) -> None:
        from pipeboard.ui import closing, nurturing
        from pipeboard.ui.screens.pick import Pick
        from pipeboard.ui.screens.question import Choice

        asks = {
            "won": closing.won,
            "lost": closing.lost,
            "nurture": nurturing.put_off,
            "open": nurturing.reopen,
        }
        asker = self._asker([self.deal_id])

        async def picked(value: str) -> "Following":
            return self._make_prompt(lambda: asks[value](asker))

        choices = [Choice(value, value) for value in asks]
        self.app.push_screen(Pick("status", choices, picked, place=self.place()))

    def _add(self, _: Page, what: str | int) -> None:
        items = self._items()
        if what == "contact":
            self._fill_in(items.new_contact)
        elif what == "follow-up":
            self.action_add_follow_up()
        elif what == "note":
            self.action_add_note()
        else:
            self._prompt(items.own_column, place=self.place())

    def _edit_contact(self, _: Page, which: str | int) -> None:
        items = self._items()
        self._fill_in(lambda: items.contact(int(which)))

    def _edit_follow_up(self, _: Page, which: str | int) -> None:
        items = self._items()
        self._fill_in(lambda: items.follow_up(int(which)))

    def _edit_note(self, _: Page, which: str | int) -> None:
        items = self._items()
        self._prompt(lambda: items.note(int(which)))

    def _open_linked(self, _: Page, which: str | int) -> None:
        self.open_deal(int(which))

    def _revert(self, page: Page, which: str | int) -> None:
        from pipeboard.service import history

        app, step_id = host(self), int(which)

        async def yes() -> "Following":
            self.written(await app.jobs.write(history.revert, app.workspace, step_id))
            return None

        told = [line for line in page.history if line.step.id == step_id]
        details = [sentence for line in told for sentence in line.sentences or (line.step.title,)]
        self._confirm("Revert", yes, does="takes it back", details=details)

    # Asking

    def _items(self) -> "DealItems":
        from pipeboard.ui.deal_items import DealItems

        return DealItems(host(self), self.deal_id, self.written)


def _said(part: "DealPart") -> str:
    """What is about to be removed, in a few words."""
    if isinstance(part, Note):
        text = part.text
    elif isinstance(part, FollowUp):
        text = f"{part.type} {part.subject}"
    else:
        text = f"{part.contact.name}, {part.role}"
    return " ".join(text.split())[:200]
