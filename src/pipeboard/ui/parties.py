"""Asking about contacts and companies: forms, notes, follow-ups, and what goes when one goes."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from typing import Any, Generic, TypeVar

from pipeboard.domain.changes import Step
from pipeboard.domain.parties import Added, CompanyPage, ContactPage
from pipeboard.domain.unfinished import Subject
from pipeboard.service import followups, notes, reading
from pipeboard.service.workspace import Workspace
from pipeboard.ui import previews
from pipeboard.ui.deal_items import changed_note, follow_up_sheet, found
from pipeboard.ui.host import Host
from pipeboard.ui.screens.form import FormField, Sheet
from pipeboard.ui.screens.question import Completion, Following, Question

P = TypeVar("P", ContactPage, CompanyPage)
Wrote = Callable[[Step | None], None]
_T = TypeVar("_T")


class Party(ABC, Generic[P]):
    """One contact or company, or a new one (without an id); ``wrote`` is told what was written."""

    KIND: str

    def __init__(self, host: Host, party_id: int | None, wrote: Wrote) -> None:
        self.host = host
        self.id = party_id
        self.wrote = wrote

    @property
    def ws(self) -> Workspace:
        """The workspace that is written to."""
        return self.host.workspace

    @property
    def _ids(self) -> dict[str, int | None]:
        return {f"{self.KIND}_id": self.id}

    @abstractmethod
    async def page(self) -> P:
        """Reads it; raises NotFound when it is gone."""

    @abstractmethod
    def fields(self, page: P | None) -> list[FormField]:
        """The fields of its form; of a new one without a page."""

    @abstractmethod
    def _add(self, ws: Workspace, values: Mapping[str, Any]) -> tuple[Step | None, Added]:
        """Adds one."""

    @abstractmethod
    def _edit(self, ws: Workspace, seen: P, values: Mapping[str, Any]) -> Step | None:
        """Changes it."""

    @abstractmethod
    def _delete(self, ws: Workspace, seen: P) -> Step | None:
        """Deletes it."""

    @abstractmethod
    def _what_goes(self, seen: P) -> str:
        """What goes with it; raises Refused when it cannot go."""

    def kept(self, kind: str, called: str, command: str, about: str = "") -> Subject:
        """What a text about it is kept for until it is saved."""
        return Subject(f"{self.KIND}.{self.id or 'new'}.{kind}", called, command, (), about)

    async def new(self, added: Callable[[Added], None]) -> Sheet:
        """The form of a new one; ``added`` is told of it before it shows."""

        async def save(values: Mapping[str, Any]) -> Following:
            step, made = await self.host.jobs.write(self._add, self.ws, values)
            added(made)
            self.wrote(step)
            if made.hint:
                self.host.say(f"{step.title if step else ''}; {made.hint}", "warning")
            return None

        kept = self.kept("form", f"a new {self.KIND}", "party.add")
        parts = self.fields(None)
        names = [each.name for each in parts]
        return Sheet(f"New {self.KIND}", "", parts, save, required=names, unfinished=kept)

    async def form(self) -> Sheet:
        """The form of it as it is."""
        seen = await self.page()

        async def save(values: Mapping[str, Any]) -> Following:
            self.wrote(await self.host.jobs.write(self._edit, self.ws, seen, values))
            return None

        kept = self.kept("form", "changes", "party.edit", seen.name)
        return Sheet(self.KIND.capitalize(), seen.name, self.fields(seen), save, unfinished=kept)

    async def field(self, name: str) -> Question:
        """One field of it, where it stands."""
        seen = await self.page()
        [part] = [each for each in self.fields(seen) if each.name == name]

        async def answer(text: str) -> Following:
            values = {name: part.read(self.ws, text)}
            self.wrote(await self.host.jobs.write(self._edit, self.ws, seen, values))
            return None

        return Question(
            part.label,
            answer,
            keys=[("ctrl+j", "starts a new line")] if part.lines else [],
            text=part.text,
            lines=part.lines,
            complete=part.complete,
            unfinished=self.kept(name, part.label, "party.edit", seen.name),
        )

    async def what_goes(self, seen: list[P]) -> list[str]:
        """Reads it into ``seen``, and says what goes with it; raises Refused."""
        seen[:] = [await self.page()]
        return [self._what_goes(seen[0])]

    async def delete(self, seen: list[P]) -> None:
        """Deletes it as it was seen."""
        self.wrote(await self.host.jobs.write(self._delete, self.ws, seen[0]))

    async def note(self) -> Question:
        """A note on it."""
        name = (await self.page()).name

        async def answer(text: str) -> Following:
            step = await self.host.jobs.write(notes.add_for, self.ws, text, **self._ids)
            self.wrote(step)
            return None

        return Question(
            "Note",
            answer,
            keys=[("ctrl+j", "starts a new line")],
            about=name,
            unfinished=self.kept("note", "a note", "note.add", name),
            lines=True,
            empty="type what is to be remembered",
        )

    async def changed_note(self, note_id: int) -> Question:
        """The text of one of its notes."""
        page = await self.page()
        note = found(page.notes, note_id, "note")
        kept = self.kept(f"note.{note.id}", "a changed note", "party.edit", page.name)
        return changed_note(self.host, note, page.name, self.wrote, kept)

    async def follow_up(self, *, following: bool = False) -> Question:
        """A follow-up in one line; ``following`` after one was finished, when it may be left out."""
        name = (await self.page()).name

        def write(ws: Workspace, text: str) -> Step | None:
            return followups.add_for(ws, reading.read_follow_up(ws, text).draft, **self._ids)

        async def answer(text: str) -> Following:
            self.wrote(await self.host.jobs.write(write, self.ws, text))
            return None

        return Question(
            "Next follow-up" if following else "Follow-up",
            answer,
            does="plans it",
            about=name,
            unfinished=self.kept("follow-up", "a follow-up", "followup.add", name),
            example="call tue 9:30 about the offer",
            preview=previews.follow_up,
            complete=previews.contact_words if self.KIND == "company" else None,
            empty="" if following else "type what is to be done and when, such as: call tue 9:30",
        )

    async def changed_follow_up(self, item_id: int) -> Sheet:
        """One of its follow-ups."""
        page = await self.page()
        item = found(page.follow_ups, item_id, "follow-up")
        about = page.titles.get(item.deal_id or 0, page.name)
        kept = self.kept(f"follow-up.{item.id}", "a changed follow-up", "party.edit", about)
        return follow_up_sheet(self.host, item, about, self.wrote, kept)


def field(
    name: str,
    label: str,
    text: str,
    read: Callable[[str, str], Any],
    complete: Callable[[Workspace, str, int], Completion | None] | None = None,
    *,
    look_up: Callable[[Workspace, str], str] | None = None,
    lines: bool = False,
) -> FormField:
    def value(_ws: Workspace, typed: str) -> Any:
        return read(name, typed)

    return FormField(name, label, text, value, complete=complete, look_up=look_up, lines=lines)
