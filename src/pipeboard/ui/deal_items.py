"""Adding, changing and removing what belongs to a deal: contacts, follow-ups, notes, own columns."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

from pipeboard.domain.aftersale import require_satisfaction
from pipeboard.domain.changes import Step
from pipeboard.domain.dates import Due, parse_due, parse_repeat, told_due
from pipeboard.domain.followups import TYPES, FollowUp, Priority
from pipeboard.domain.notes import Note
from pipeboard.domain.people import DealContact, Role
from pipeboard.domain.reminders import CHOICES, parse_reminder, short_reminder, written_reminder
from pipeboard.domain.unfinished import Subject
from pipeboard.domain.views import DealView
from pipeboard.errors import BadInput, NotFound
from pipeboard.service import contacts, details, fields, followups, notes, people
from pipeboard.service.workspace import Workspace
from pipeboard.ui import previews
from pipeboard.ui.deal_fields import DealField, custom_field
from pipeboard.ui.host import Host
from pipeboard.ui.screens.form import FormField, Sheet
from pipeboard.ui.screens.question import Following, Question
from pipeboard.ui.screens.unfinished import in_place

DealPart = Note | FollowUp | DealContact
"""What belongs to a deal and can be taken off it."""


class _HasId(Protocol):
    @property
    def id(self) -> int: ...


_Part = TypeVar("_Part", bound=_HasId)

ROLES = tuple(role.value for role in Role)
PRIORITIES = tuple(priority.value for priority in Priority)


@dataclass(frozen=True, slots=True)
class DealItems:
    """Asks about the parts of one deal as they are now; ``wrote`` is told what was written."""

    host: Host
    deal_id: int
    wrote: Callable[[Step | None], None]

    @property
    def _ws(self) -> Workspace:
        return self.host.workspace

    async def _view(self) -> DealView:
        return await self.host.jobs.read(details.view, self._ws, self.deal_id)

    def _kept(self, view: DealView, kind: str, called: str) -> Subject:
        return in_place(kind, called, self.deal_id, view.deal.title)

    async def part(self, kind: str, part_id: int) -> DealPart:
        """A ``note``, ``follow-up`` or ``contact`` of the deal; raises NotFound when it is gone."""
        view = await self._view()
        parts: Mapping[str, Sequence[DealPart]] = {
            "note": view.notes,
            "follow-up": view.follow_ups,
            "contact": view.contacts,
        }
        return found(parts[kind], part_id, kind)

    async def field(self, field: DealField) -> Question:
        """One field of the deal; raises Refused when the deal has none now."""
        view = await self._view()
        field.field.require(view)

        def write(ws: Workspace, text: str) -> Step | None:
            return fields.write(ws, view, field.field.read(ws, view, text))

        async def answer(text: str) -> Following:
            self.wrote(await self.host.jobs.write(write, self._ws, text))
            return None

        keys = [("ctrl+j", "starts a new line")] if field.lines else []
        return Question(
            field.label,
            answer,
            keys=keys,
            text=field.field.text(view),
            lines=field.lines,
            complete=field.complete,
            unfinished=self._kept(view, f"field.{field.name}", field.label),
        )

    async def own_column(self) -> Question:
        """A column of the person's own with its value."""
        view = await self._view()

        def write(ws: Workspace, text: str) -> Step | None:
            name, colon, value = (part.strip() for part in text.partition(":"))
            if not (colon and name and value):
                accepted = "a name and a value are needed, such as region: north"
                raise BadInput("field", text, accepted)
            field = custom_field(name)
            return fields.write(ws, view, field.field.read(ws, view, value))

        async def answer(text: str) -> Following:
            self.wrote(await self.host.jobs.write(write, self._ws, text))
            return None

        kept = self._kept(view, "column", "a field")
        return Question("Field", answer, example="region: north", empty="", unfinished=kept)

    async def note(self, note_id: int) -> Question:
        """The text of a note."""
        view = await self._view()
        note = found(view.notes, note_id, "note")
        kept = self._kept(view, f"note.{note.id}", "a changed note")
        return changed_note(self.host, note, view.deal.title, self.wrote, kept)

    async def new_contact(self, role: Role = Role.OTHER) -> Sheet:
        """A contact to put on the deal, in a role unless another is typed."""
        view = await self._view()

        async def save(values: Mapping[str, Any]) -> Following:
            step = await self.host.jobs.write(
                people.add_to_deal,
                self._ws,
                self.deal_id,
                values["name"],
                values["role"],
                values["e-mail"],
                values["phone"],
            )
            self.wrote(step)
            return None

        parts = [
            FormField("name", "name", "", _name, complete=previews.contacts),
            FormField("role", "role", "" if role is Role.OTHER else role, _role, options=ROLES),
            FormField("e-mail", "e-mail", "", _text),
            FormField("phone", "phone", "", _text),
        ]
        names = [field.name for field in parts]
        kept = self._kept(view, "contact", "a contact")
        return Sheet("Add a contact", view.deal.title, parts, save, required=names, unfinished=kept)

    async def contact(self, link_id: int) -> Sheet:
        """A contact of the deal: who it is, how to reach them, and their role."""
        view = await self._view()
        link = found(view.contacts, link_id, "contact")
        who = link.contact

        async def save(values: Mapping[str, Any]) -> Following:
            self.wrote(await self.host.jobs.write(people.edit_on_deal, self._ws, link, values))
            return None

        parts = [
            FormField("role", "role", link.role, _role, options=ROLES),
            FormField("name", "name", who.name, _name),
            FormField("title", "title", who.title, _text),
            FormField("emails", "e-mails", ", ".join(who.emails), _ways("emails")),
            FormField("phones", "phones", ", ".join(who.phones), _ways("phones")),
        ]
        kept = self._kept(view, f"contact.{link.id}", "a changed contact")
        return Sheet("Contact", view.deal.title, parts, save, unfinished=kept)

    async def follow_up(self, item_id: int) -> Sheet:
        """A follow-up of the deal."""
        view = await self._view()
        item = found(view.follow_ups, item_id, "follow-up")
        kept = self._kept(view, f"follow-up.{item.id}", "a changed follow-up")
        return follow_up_sheet(self.host, item, view.deal.title, self.wrote, kept)


def changed_note(
    host: Host, note: Note, about: str, wrote: Callable[[Step | None], None], unfinished: Subject
) -> Question:
    """The text of a note, on a deal or not."""

    async def answer(text: str) -> Following:
        wrote(await host.jobs.write(notes.edit, host.workspace, note.id, note.text, text))
        return None

    return Question(
        "Edit note",
        answer,
        keys=[("ctrl+j", "starts a new line")],
        about=about,
        text=note.text,
        lines=True,
        unfinished=unfinished,
    )


def follow_up_sheet(
    host: Host,
    item: FollowUp,
    about: str,
    wrote: Callable[[Step | None], None],
    unfinished: Subject | None = None,
) -> Sheet:
    """A follow-up, on a deal or not: what, when and who; its outcome once it is done."""
    due = Due(item.due_on)
    if item.due_at is not None:
        local = item.due_at.astimezone(host.workspace.zone)
        due = Due(local.date(), local.time().replace(second=0, microsecond=0))
    clock = f" {due.at:%H:%M}" if due.at else ""

    async def save(values: Mapping[str, Any]) -> Following:
        before: dict[str, Any] = {key: getattr(item, key) for key in values if key != "due"}
        if "due" in values:
            before |= {"due_on": item.due_on, "due_at": item.due_at}
        step = await host.jobs.write(followups.edit, host.workspace, item.id, before, dict(values))
        wrote(step)
        return None

    parts = [
        FormField("type", "type", item.type, _type, options=TYPES),
        FormField("subject", "subject", item.subject, _text),
        FormField("due", "due", f"{due.on.isoformat()}{clock}", _due, meaning=told_due),
        FormField("priority", "priority", item.priority, _priority, options=PRIORITIES),
        FormField("repeat", "repeat", item.repeats, _repeat),
        FormField(
            "reminder",
            "reminder",
            short_reminder(item.reminder),
            _reminder,
            options=CHOICES,
            meaning=written_reminder,
        ),
        FormField("assignee", "assignee", item.assignee, _text),
    ]
    if item.done_at is not None:
        parts.append(FormField("outcome", "outcome", item.outcome or "", _text))
        if item.is_check_in:
            said = str(item.satisfaction or "")
            parts.append(FormField("satisfaction", "satisfaction", said, _satisfaction))
    return Sheet("Follow-up", about, parts, save, unfinished=unfinished)


def found(parts: Sequence[_Part], part_id: int, what: str) -> _Part:
    """The part of a deal, contact or company with an id; raises NotFound when it is gone."""
    for part in parts:
        if part.id == part_id:
            return part
    raise NotFound(f"the {what} is gone; somebody removed it")


def _text(_ws: Workspace, text: str) -> str:
    return " ".join(text.split())


def _name(_ws: Workspace, text: str) -> str:
    if not text.strip():
        raise BadInput("name", text, "type the name of a person")
    return " ".join(text.split())


def _ways(name: str) -> Callable[[Workspace, str], Any]:
    """What reads the e-mails or phones of a contact."""
    return lambda _ws, text: contacts.read(name, text)


def _role(_ws: Workspace, text: str) -> Role:
    return Role(_one_of("role", text, ROLES, default=Role.OTHER))


def _priority(_ws: Workspace, text: str) -> Priority:
    return Priority(_one_of("priority", text, PRIORITIES, default=Priority.NORMAL))


def _type(_ws: Workspace, text: str) -> str:
    plain = " ".join(text.casefold().split())
    if not plain:
        raise BadInput("type", text, f"{', '.join(TYPES)} or one of your own is needed")
    return "e-mail" if plain in ("email", "mail") else plain


def _due(ws: Workspace, text: str) -> Due:
    return parse_due(text, ws.clock.here(), ws.locale, allow_past=True)


def _repeat(ws: Workspace, text: str) -> str | None:
    found = parse_repeat(text, ws.clock.here(), ws.locale)
    return found.text if found else None


def _reminder(_ws: Workspace, text: str) -> int | None:
    return parse_reminder(text)


def _satisfaction(_ws: Workspace, text: str) -> int | None:
    if not text.strip():
        return None
    if not text.strip().isdecimal():
        raise BadInput("satisfaction", text, "a number from 1 to 5 is needed")
    require_satisfaction(int(text))
    return int(text)


def _one_of(field: str, text: str, options: Sequence[str], *, default: str) -> str:
    """The option that a text is the beginning of; the default for no text."""
    wanted = " ".join(text.casefold().split())
    if not wanted:
        return default
    found = [option for option in options if option.startswith(wanted)]
    if len(found) != 1:
        raise BadInput(field, text, f"one of {', '.join(options)} is needed")
    return found[0]
