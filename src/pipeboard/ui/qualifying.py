"""The forms of qualification: what is known of a deal, and who the ideal customer is."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from textual.geometry import Region
from textual.strip import Strip

from pipeboard.domain.changes import Step
from pipeboard.domain.fit import COLUMNS, ProfilePart
from pipeboard.domain.reasons import NOT_A_FIT
from pipeboard.domain.words import many
from pipeboard.service import details, fields, profile, qualifying
from pipeboard.service.fields import Values
from pipeboard.service.workspace import Workspace
from pipeboard.ui import previews
from pipeboard.ui.deal_fields import deal_field
from pipeboard.ui.host import host
from pipeboard.ui.screens.confirm import Confirm
from pipeboard.ui.screens.deal_form import form_field
from pipeboard.ui.screens.form import Form, FormField, Sheet, SheetKey
from pipeboard.ui.screens.question import Completion, Following
from pipeboard.ui.screens.text_prompt import TextPrompt
from pipeboard.ui.screens.unfinished import subject
from pipeboard.ui.ways import reopening

Wrote = Callable[[Step | None], None]

_ASK = {
    "need": "What has to be solved, and what does it cost them to leave it?",
    "budget": "How much is set aside for it, and who approves it?",
    "authority": "Who decides and signs, and who else has a say?",
    "timeline": "By when must it work, and what makes that date?",
}
_IDEAL = {
    ProfilePart.INDUSTRY: "The company is of one of these; commas between them.",
    ProfilePart.SIZE: "The value is in this range: 10k..50k EUR, 10k.. or ..50k; another currency after ;",
    ProfilePart.SOURCE: "The deal comes from one of these; commas between them.",
    ProfilePart.LABELS: "The deal has one of these labels; commas between them.",
}
_DISQUALIFY = "ctrl+x"


class QualificationForm(Form):
    """Need, budget, authority and timeline of a deal; ``wrote`` is told what was written."""

    def __init__(self, deal_id: int, wrote: Wrote, *, avoid: Region | None = None) -> None:
        super().__init__(self._sheet_of_deal, avoid=avoid)
        self._deal_id = deal_id
        self._wrote = wrote

    def heading(self, title: str, about: str, width: int) -> list[Strip]:
        """The line above the fields, with how many of them are known as they stand."""
        known = sum(bool(editor.text.strip()) for editor in self._editors)
        return super().heading(title, f"{about}, {known} of {len(self._editors)} known", width)

    async def _sheet_of_deal(self) -> Sheet:
        app = host(self)
        view = await app.jobs.read(details.view, app.workspace, self._deal_id)

        async def save(changed: Mapping[str, Any]) -> Following:
            values = _together(changed)
            self._wrote(await app.jobs.write(fields.write, app.workspace, view, values))
            return None

        async def disqualify(changed: Mapping[str, Any]) -> Following:
            ids, values = [self._deal_id], _together(changed)
            with reopening(app.keymap):
                step = await app.jobs.write(qualifying.disqualify, app.workspace, ids, view, values)
            self._wrote(step)
            from pipeboard.ui import closing
            from pipeboard.ui.questions import Asker

            asker = Asker(app, ids, self._wrote, TextPrompt, self.avoid)
            return await closing.left_planned(asker, step)

        title = view.deal.title
        return Sheet(
            "Qualification",
            title,
            [
                replace(form_field(view, deal_field(name)), hint=_ASK[name])
                for name in qualifying.FIELDS
            ],
            save,
            unfinished=subject("qualification", [self._deal_id], title),
            also=[SheetKey(_DISQUALIFY, f"{NOT_A_FIT}: lost", disqualify)],
        )


def confirm_disqualify(
    ids: Sequence[int], disqualify: Callable[[], Any], avoid: Region | None
) -> Confirm:
    """Asks before several deals are closed at once."""
    told = [f"they are closed as lost, reason '{NOT_A_FIT}'; u brings them back"]
    title = f"Disqualify {many(len(ids), 'deal')}"
    return Confirm(title, disqualify, does="closes them", details=told, avoid=avoid)


class ProfileForm(Form):
    """The ideal-customer profile; ``wrote`` is told what was written."""

    def __init__(self, wrote: Wrote, *, avoid: Region | None = None) -> None:
        super().__init__(self._sheet_of_profile, avoid=avoid)
        self._wrote = wrote

    async def _sheet_of_profile(self) -> Sheet:
        app = host(self)
        seen = await app.jobs.read(profile.read, app.workspace)

        async def save(changed: Mapping[str, Any]) -> Following:
            after = {ProfilePart(name): values for name, values in changed.items()}
            before = {part: seen.of(part) for part in after}
            self._wrote(await app.jobs.write(profile.change, app.workspace, before, after))
            return None

        shown = [_part_field(part, profile.text(seen, part)) for part in ProfilePart]
        about = "a good fit meets all of it; empty is any"
        return Sheet("Ideal customer", about, shown, save, unfinished=subject("profile"))


def _part_field(part: ProfilePart, text: str) -> FormField:
    def read(ws: Workspace, typed: str) -> tuple[Any, ...]:
        return profile.typed(ws, part, typed)

    def complete(ws: Workspace, typed: str, cursor: int) -> Completion | None:
        column = {ProfilePart.LABELS: "label"}.get(part, part.value)
        return previews.listed(ws, column, typed, cursor)

    label = part.value if part is ProfilePart.SIZE else COLUMNS[part]
    names = part is not ProfilePart.SIZE
    meaning = None if names else _said_sizes
    return FormField(
        part.value,
        label,
        text,
        read,
        complete=complete if names else None,
        meaning=meaning,
        hint=_IDEAL[part],
    )


def _said_sizes(sizes: Sequence[Any]) -> str:
    return ", ".join(map(str, sizes)) or "any size"


def _together(changed: Mapping[str, Any]) -> Values:
    return {name: text for values in changed.values() for name, text in values.items()}
