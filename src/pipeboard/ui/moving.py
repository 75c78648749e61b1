"""Asking for what deals lack before they leave their stage."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from textual.geometry import Region

from pipeboard.domain.criteria import (
    CONTACT,
    CUSTOM,
    DECISION_MAKER,
    Criterion,
    CriterionKind,
)
from pipeboard.domain.deals import one_line
from pipeboard.domain.followups import OUTCOMES
from pipeboard.domain.people import Role
from pipeboard.domain.stages import StageRule
from pipeboard.domain.views import DealView
from pipeboard.domain.words import many
from pipeboard.errors import BadInput, Refused
from pipeboard.service import details, moves
from pipeboard.service.moves import Filled, Lack, Moved, StageGone
from pipeboard.service.workspace import Workspace
from pipeboard.ui import previews
from pipeboard.ui.deal_fields import DealField, deal_field
from pipeboard.ui.host import host
from pipeboard.ui.screens.confirm import Confirm
from pipeboard.ui.screens.deal_form import form_field, together
from pipeboard.ui.screens.form import Form, FormField, Sheet
from pipeboard.ui.screens.question import Following
from pipeboard.ui.screens.unfinished import key_of
from pipeboard.ui.screens.unfinished import subject as kept_for

Wrote = Callable[[Moved, Sequence[int]], None]
"""Told what came of moving which deals."""

_PEOPLE: Mapping[str, Role] = {CONTACT: Role.OTHER, DECISION_MAKER: Role.DECISION_MAKER}
_NO, _YES = "no", "yes"
_SKIP = "skip"
_WIDEST_LABEL = 40


def asks(moved: Moved, wrote: Wrote, *, several: bool, avoid: Region | None = None) -> Following:
    """What to show of the deals that stayed: the form of the one, or a list of all of them."""
    first, *rest = moved.stayed
    if not several:
        return MoveForm(first, wrote, avoid=avoid)

    async def one_by_one() -> Following:
        return MoveForm(first, wrote, rest, avoid=avoid)

    count = len(moved.stayed)
    lacking = f"{many(count, 'deal')} {'lacks' if count == 1 else 'lack'} something"
    return Confirm(
        lacking if moved.said else f"None moved; {lacking}",
        one_by_one,
        does="fills it in" if count == 1 else "fills them in one by one",
        about=moved.said,
        details=[str(lack) for lack in moved.stayed],
        avoid=avoid,
    )


class MoveForm(Form):
    """Has what one deal lacks filled in, and moves it; then the same for the deals of ``rest``."""

    def __init__(
        self,
        lack: Lack,
        wrote: Wrote,
        rest: Sequence[Lack] = (),
        *,
        avoid: Region | None = None,
    ) -> None:
        super().__init__(self._sheet_of_lack, avoid=avoid)
        self._lack = lack
        self._wrote = wrote
        self._rest = rest
        self._asked = {criterion.id: criterion for criterion in lack.open}

    async def _sheet_of_lack(self) -> Sheet:
        """What was open at first and what is open now, so that nothing typed loses its place."""
        app, lack = host(self), self._lack
        view = await app.jobs.read(details.view, app.workspace, lack.deal.id)
        title = view.deal.title
        if view.deal.stage_id != lack.deal.stage_id:
            now = view.stage.name if view.stage else "no stage"
            raise Refused(f"{title} is in {now} by now: somebody moved it")
        self._asked |= {each.criterion.id: each.criterion for each in view.criteria if not each.met}
        asked = {_name(criterion): criterion for criterion in self._asked.values()}
        fields = [_form_field(view, name, each) for name, each in asked.items()]
        if (view.stage or lack.stage).rule is not StageRule.BLOCK:
            fields.append(FormField(_SKIP, "or skip, because", "", _text))

        async def save(changed: Mapping[str, Any]) -> Following:
            filled = _filled(view, asked, changed)
            skip = changed.get(_SKIP) or None
            try:
                moved = await app.jobs.write(
                    moves.fill, app.workspace, view, lack.to.id, filled, skip
                )
            except StageGone as gone:
                key = key_of(app.keymap, "deal.move_right")
                raise StageGone(
                    f"{gone}; esc, then {key} moves the deal to the next stage that there is, and"
                    " what you typed is kept"
                ) from gone
            self._wrote(moved, [lack.deal.id])
            return self._next()

        return Sheet(
            f"To leave {lack.stage.name}",
            f"{title}, to {lack.to.name}",
            fields,
            save,
            unfinished=kept_for("move", [lack.deal.id], title),
            always=True,
            does="saves and moves",
            widest=_WIDEST_LABEL,
        )

    def _next(self) -> Following:
        if not self._rest:
            return None
        first, *rest = self._rest
        return MoveForm(first, self._wrote, rest, avoid=self.avoid)


def field_of(criterion: Criterion) -> DealField | None:
    """The field of a deal that a criterion is about; None for contacts and what is no field."""
    if criterion.kind is not CriterionKind.FIELD or criterion.subject in _PEOPLE:
        return None
    try:
        return deal_field(criterion.subject)
    except BadInput:
        return deal_field(CUSTOM + criterion.subject)


def _name(criterion: Criterion) -> str:
    """The name of the field of the form, by which what is typed in it is kept."""
    if criterion.kind is CriterionKind.CHECKLIST:
        return f"checklist.{criterion.subject}"
    if criterion.kind is CriterionKind.FOLLOW_UP:
        return f"done.{criterion.subject}"
    return criterion.subject


def _form_field(view: DealView, name: str, criterion: Criterion) -> FormField:
    if criterion.kind is CriterionKind.CHECKLIST:
        ticked = any(each.met for each in view.criteria if each.criterion.id == criterion.id)
        text = _YES if ticked else _NO
        subject, options = criterion.subject, (_NO, _YES)
        about = subject if len(subject) > _WIDEST_LABEL else ""
        return FormField(name, subject, text, _yes_or_no, options=options, hint=about)
    if criterion.kind is CriterionKind.FOLLOW_UP:
        label, usual = f"{criterion.subject} done, outcome", OUTCOMES.get(criterion.subject, ())
        return FormField(name, label, "", _text, options=usual)
    field = field_of(criterion)
    if field is None:
        return FormField(name, criterion.subject, "", _text_as_typed, complete=previews.contacts)
    return replace(form_field(view, field), name=name)


def _filled(view: DealView, asked: Mapping[str, Criterion], changed: Mapping[str, Any]) -> Filled:
    """What was typed, as what is to be written."""
    values: list[dict[str, Any]] = []
    people: dict[Role, str] = {}
    ticked: list[str] = []
    done: dict[str, str] = {}
    for name, value in changed.items():
        criterion = asked.get(name)
        if criterion is None or not value:
            continue
        if name in _PEOPLE:
            people[_PEOPLE[name]] = value
        elif criterion.kind is CriterionKind.FIELD:
            values.append(value)
        elif criterion.kind is CriterionKind.FOLLOW_UP:
            done[criterion.subject] = value
        elif value == _YES:
            ticked.append(criterion.subject)
    return Filled(together(view, values), people, ticked, done)


def _text(_ws: Workspace, text: str) -> str:
    return one_line(text)


def _text_as_typed(_ws: Workspace, text: str) -> str:
    return text.strip()


def _yes_or_no(_ws: Workspace, text: str) -> str:
    wanted = text.strip().casefold()
    found = [option for option in (_NO, _YES) if wanted and option.startswith(wanted)]
    if not found:
        raise BadInput("done", text, "yes or no is needed")
    return found[0]
