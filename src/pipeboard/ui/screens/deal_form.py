"""All fields of a deal in one form."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from textual.geometry import Region

from pipeboard.domain.changes import Step
from pipeboard.domain.days import written
from pipeboard.domain.money import Money, readable
from pipeboard.domain.views import DealView
from pipeboard.errors import Refused
from pipeboard.service import details
from pipeboard.service import fields as table
from pipeboard.service.fields import Values
from pipeboard.service.workspace import Workspace
from pipeboard.ui.deal_fields import DealField, fields
from pipeboard.ui.host import host
from pipeboard.ui.screens.form import Form, FormField, Sheet
from pipeboard.ui.screens.question import Following
from pipeboard.ui.screens.unfinished import subject

Wrote = Callable[[Step | None], None]


class DealForm(Form):
    """Edits a deal; ``wrote`` is told what was written."""

    def __init__(self, deal_id: int, wrote: Wrote, *, avoid: Region | None = None) -> None:
        super().__init__(self._sheet_of_deal, avoid=avoid)
        self._deal_id = deal_id
        self._wrote = wrote

    async def _sheet_of_deal(self) -> Sheet:
        app = host(self)
        view = await app.jobs.read(details.view, app.workspace, self._deal_id)
        found = fields(view)

        async def save(changed: Mapping[str, Any]) -> Following:
            values = together(view, changed.values())
            self._wrote(await app.jobs.write(table.write, app.workspace, view, values))
            return None

        title = view.deal.title
        kept = subject("edit", [self._deal_id], title)
        return Sheet(
            "Edit", title, [form_field(view, field) for field in found], save, unfinished=kept
        )


def form_field(view: DealView, field: DealField) -> FormField:
    """A field of a deal as one of a form; its value is the columns behind it."""

    def read(ws: Workspace, text: str) -> Values:
        return field.field.read(ws, view, text)

    return FormField(
        field.name,
        field.label,
        field.field.text(view),
        read,
        complete=field.complete,
        options=field.options,
        meaning=_meaning,
        lines=field.lines,
        refusal=_refusal(view, field),
        hint=field.hint(view) if field.hint else "",
    )


def _refusal(view: DealView, field: DealField) -> str:
    try:
        field.field.require(view)
    except Refused as error:
        return str(error)
    return ""


def together(view: DealView, changed: Iterable[Values]) -> Values:
    """The values of several fields as one change; custom fields share a column."""
    values: Values = {}
    for each in changed:
        if "custom" in each:
            was = view.deal.custom
            custom = dict(values.get("custom", was))
            custom |= {name: text for name, text in each["custom"].items() if was.get(name) != text}
            gone = was.keys() - each["custom"].keys()
            values["custom"] = {key: text for key, text in custom.items() if key not in gone}
        else:
            values |= each
    return values


def _meaning(values: Values) -> str:
    """What typed values stand for, in words; '' where that is plain."""
    if "value" in values:
        minor = values["value"]
        return "no value" if minor is None else readable(Money(minor, values["currency"]))
    for value in values.values():
        if hasattr(value, "isoformat"):
            return written(value)
    return ""
