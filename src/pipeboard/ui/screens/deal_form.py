"""All fields of a deal in one form."""

from collections.abc import Callable, Mapping
from typing import Any

from textual.geometry import Region

from pipeboard.domain.changes import Step
from pipeboard.domain.dates import written
from pipeboard.domain.money import Money, readable
from pipeboard.domain.views import DealView
from pipeboard.service import details
from pipeboard.service.workspace import Workspace
from pipeboard.ui.deal_fields import DealField, Values, fields
from pipeboard.ui.host import host
from pipeboard.ui.screens.form import Form, FormField, Sheet
from pipeboard.ui.screens.question import Following

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
            before, after = gathered(view, found, changed)
            step = await app.jobs.write(details.edit, app.workspace, self._deal_id, before, after)
            self._wrote(step)
            return None

        return Sheet("Edit", view.deal.title, [form_field(view, field) for field in found], save)


def form_field(view: DealView, field: DealField) -> FormField:
    """A field of a deal as one of a form; its value is the columns behind it."""

    def read(ws: Workspace, text: str) -> Values:
        return field.read(ws, view, text)

    return FormField(
        field.name,
        field.label,
        field.text(view),
        read,
        complete=field.complete,
        options=field.options,
        meaning=_meaning,
        lines=field.lines,
        refusal=field.refusal(view),
    )


def gathered(
    view: DealView, found: list[DealField], changed: Mapping[str, Values]
) -> tuple[Values, Values]:
    """The values before and after, of the fields that were changed."""
    before: Values = {}
    after: Values = {}
    for field in found:
        values = changed.get(field.name)
        if values is None:
            continue
        before |= field.now(view)
        if "custom" in values:
            name = field.label
            mine = values["custom"].get(name)
            custom = dict(after.get("custom", view.deal.custom))
            custom.pop(name, None)
            after["custom"] = custom | ({name: mine} if mine else {})
        else:
            after |= values
    return before, after


def _meaning(values: Values) -> str:
    """What typed values stand for, in words; '' where that is plain."""
    if "value" in values:
        minor = values["value"]
        return "no value" if minor is None else readable(Money(minor, values["currency"]))
    for value in values.values():
        if hasattr(value, "isoformat"):
            return written(value)
    return ""
