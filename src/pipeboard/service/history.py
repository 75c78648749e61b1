"""The history: what was done, undoing it, redoing it, and reverting any one step."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice, zip_longest

from pipeboard.domain.changes import Change, Step, StepKind, inverted
from pipeboard.domain.views import HistoryLine
from pipeboard.domain.wording import Names, sentences
from pipeboard.errors import Conflict, NotFound, Refused
from pipeboard.service.workspace import Workspace
from pipeboard.store import cadences
from pipeboard.store import history as store
from pipeboard.store import names as name_store
from pipeboard.store.database import Connection, Draft
from pipeboard.store.journal import record

_TOOK_BACK = "Took back: "
WITHOUT = " without "
"""In the title of a move: what the deal lacked that its stage asks for, and why it went on."""
_TOLD = 20
"""What a step that touched more deals than this did to each of them is not told."""


def recent(
    ws: Workspace, *, before: int | None = None, limit: int = 100, actor: str | None = None
) -> list[HistoryLine]:
    """Steps newest first, from the one before the id ``before``."""
    with ws.read() as connection:
        steps = store.recent(connection, before=before, limit=limit, actor=actor)
        return [HistoryLine(step, ()) for step in steps]


def of_deal(
    ws: Workspace, deal_id: int, limit: int = 200, actor: str | None = None
) -> list[HistoryLine]:
    """The steps (of one actor, when given) that touched a deal, newest first, with what each did."""
    with ws.read() as connection:
        steps = store.of_deal(connection, deal_id, limit, actor)
        return _told(ws, connection, steps, deal_id)


def told(ws: Workspace, step_id: int) -> HistoryLine:
    """One step with what it did; without sentences of its own when it touched many deals."""
    with ws.read() as connection:
        step = store.get(connection, step_id)
        if step is None:
            raise NotFound(f"there is no step {step_id} in the history")
        return _told(ws, connection, [step], None)[0]


def added(ws: Workspace, step_id: int, table: str) -> list[int]:
    """The ids of the rows that a step added to a table, in order."""
    with ws.read() as connection:
        made = store.changes(connection, [step_id])[step_id]
    return [change.id for change in made if change.table == table and change.before is None]


def touched(ws: Workspace, step_id: int) -> list[int]:
    """The ids of the deals that a step touched, in order."""
    with ws.read() as connection:
        made = store.changes(connection, [step_id])[step_id]
    return sorted({change.deal_id for change in made if change.deal_id is not None})


def _told(
    ws: Workspace, connection: Connection, steps: Sequence[Step], deal_id: int | None
) -> list[HistoryLine]:
    few = [step.id for step in steps if deal_id is not None or step.deals <= _TOLD]
    changes = store.changes(connection, few, deal_id)
    names = _names(connection, (change for made in changes.values() for change in made))
    names = replace(names, zone=ws.zone, contacts=_with_gone(connection, names, changes))
    return [
        HistoryLine(step, tuple(_sentences(step, changes.get(step.id, []), names)))
        for step in steps
    ]


def said(connection: Connection, changes: Sequence[Change]) -> list[str]:
    """What some changes of one deal do, in words."""
    return sentences(changes, _names(connection, changes))


_PREFIXES = {
    StepKind.UNDO: "Undone: ",
    StepKind.REVERT: "Reverted: ",
    StepKind.REDO: "Done again: ",
}


def _sentences(step: Step, changes: Sequence[Change], names: Names) -> list[str]:
    """What a step did; of one that takes back, what it took back."""
    if step.kind in (StepKind.UNDO, StepKind.REVERT):
        changes = inverted(changes)
    prefix = _PREFIXES.get(step.kind, "")
    told = sentences(changes, names)
    if all(change.deal_id is None for change in changes):
        from pipeboard.domain import partywording

        told += partywording.sentences(changes, names)
    said = [prefix + sentence for sentence in told] or [step.title]
    if step.kind is StepKind.DO and step.deals == 1 and WITHOUT in step.title:
        said = [step.title if each.startswith("Moved from ") else each for each in said]
    return said


def _names(connection: Connection, changes: Iterable[Change]) -> Names:
    changes = list(changes)
    companies: set[int] = set()
    contacts: set[int] = set()
    finished: set[int] = set()
    merged: set[int] = set()
    for change in changes:
        if change.table == "deal" and change.deal_id not in (None, change.id):
            merged.add(change.deal_id or 0)
        if change.table == "follow_up" and "done_at" in (change.after or {}):
            finished.add(change.id)
        for side in (change.before, change.after):
            if side and side.get("company_id"):
                companies.add(side["company_id"])
            if side and side.get("contact_id"):
                contacts.add(side["contact_id"])
    found = name_store.names(connection, companies, contacts, finished, merged)
    runs = {
        change.id: (change.after or change.before or {}).get("cadence_id")
        for change in changes
        if change.table == "cadence_run"
    }
    return replace(found, runs=cadences.called(connection, runs)) if runs else found


def _with_gone(
    connection: Connection, names: Names, changes: Mapping[int, Sequence[Change]]
) -> Mapping[int, str]:
    """The names of contacts, also of those that went or came with one of these steps and are gone."""
    missing = [
        step_id
        for step_id, made in changes.items()
        for change in made
        if change.table == "deal_contact"
        and (change.after or change.before or {}).get("contact_id", 0) not in names.contacts
    ]
    return {**name_store.in_steps(connection, "contact", missing), **names.contacts}


def undoable(ws: Workspace, limit: int) -> list[Step]:
    """The steps of this person that ``undo`` would take back one after the other."""
    with ws.read() as connection:
        return list(islice(store.undoable(connection, ws.actor), limit))


def next_redo(ws: Workspace) -> Step | None:
    """The undone step that ``redo`` would do again."""
    with ws.read() as connection:
        undo = store.next_redo(connection, ws.actor)
        return (
            None if undo is None or undo.reverses is None else store.get(connection, undo.reverses)
        )


def undo(ws: Workspace, expected: int | None = None) -> Step | None:
    """Takes back the newest step of this person that is in force; None when there is none.

    Raises Conflict, and writes nothing, when later work of others forbids it, and when that step is
    not the one ``expected``.
    """
    with ws.step() as draft:
        target = next(store.undoable(draft.connection, ws.actor), None)
        _require(target.id if target else None, expected)
        if target is None:
            return None
        draft.kind = StepKind.UNDO
        _reverse(draft, target)
        draft.title = f"{_TOOK_BACK}{target.title}"
    return draft.step


@dataclass(frozen=True, slots=True)
class Skipped:
    """What came of leaving a step as it is in order to take back the one before.

    ``left`` is what stays; ``undone`` the step that took back ``before``, or None and ``why`` that
    cannot be taken back either.
    """

    left: Step
    before: Step
    undone: Step | None
    why: str = ""

    @property
    def refusal(self) -> str:
        """The sentence for a person when nothing was taken back."""
        return (
            f"'{self.left.title}' is left as it is, but '{self.before.title}' cannot be taken back "
            f"either: {self.why}"
        )


def skip(ws: Workspace, left: int | None = None, before: int | None = None) -> Skipped | None:
    """Leaves the step that ``undo`` would take back as it is, and takes back the one before.

    Both are one transaction. A step before that cannot be taken back either is told of, and the
    first stays left, so that the next skip goes on from there. None when there is nothing to take
    back. Raises Refused, and writes nothing, when the last step can be taken back or there is none
    before it, Conflict when the two are not those that are expected.
    """
    undone = None
    with ws.step() as draft:
        found = list(islice(store.undoable(draft.connection, ws.actor), 2))
        for step, expected in zip_longest(found, (left, before)):
            _require(step.id if step else None, expected)
        if not found:
            return None
        draft.kind = StepKind.UNDO
        if _tried(draft, found[0]) is None:
            raise Refused(
                f"your last step, '{found[0].title}', can be taken back; nothing was written, undo "
                "without skipping does it"
            )
        if len(found) < 2:
            raise Refused("there is nothing of yours to take back before your last step")
        last, earlier = found
        _leave(draft, last)
        clash = _tried(draft, earlier)
        draft.title = f"{_TOOK_BACK}{earlier.title}"
    if clash is None:
        undone = draft.step
    return Skipped(last, earlier, undone, clash.why if clash else "")


def stuck(ws: Workspace, step_id: int) -> bool:
    """Whether later work forbids taking a step back now; nothing is written."""
    with ws.step() as draft:
        target = store.get(draft.connection, step_id)
        draft.kind = StepKind.UNDO
        trial = draft.connection.begin_nested()
        clash = _tried(draft, target) if target is not None else None
        trial.rollback()
        draft.changes.clear()
    return clash is not None


def _tried(draft: Draft, target: Step) -> Conflict | None:
    """Takes a step back; a conflict is returned, and all is as it was before."""
    try:
        with draft.connection.begin_nested():
            _apply_inverse(draft, target)
    except Conflict as clash:
        return clash
    return None


def _leave(draft: Draft, left: Step) -> None:
    """Records a step of its own, in the same transaction, that ``left`` is left as it is."""
    leave = Draft(draft.connection, draft.actor, draft.at, draft.today)
    leave.kind = StepKind.LEAVE
    leave.reverses = left.id
    leave.title = f"Left as it is: {left.title}"
    record(leave)


def redo(ws: Workspace, expected: int | None = None) -> Step | None:
    """Does again what this person last took back; None when there is nothing.

    Raises Conflict, and writes nothing, when later work of others forbids it, and when that is not
    the step ``expected``.
    """
    with ws.step() as draft:
        target = store.next_redo(draft.connection, ws.actor)
        _require(target.reverses if target else None, expected)
        if target is None:
            return None
        draft.kind = StepKind.REDO
        draft.title = f"Did again: {_taken_back(target)}"
        _reverse(draft, target)
    return draft.step


def redo_ended(ws: Workspace) -> bool:
    """Whether this person took something back and then did something else, which ended redo."""
    with ws.read() as connection:
        return store.redo_ended(connection, ws.actor)


def _taken_back(undo: Step) -> str:
    """What an undo took back."""
    return undo.title.removeprefix(_TOOK_BACK)


def _require(found: int | None, expected: int | None) -> None:
    if expected is not None and found != expected:
        raise Conflict("something else was done meanwhile; nothing was written, look again")


def revert(ws: Workspace, step_id: int) -> Step:
    """Takes back any one step, whoever did it, as a new step that can be undone.

    Raises Conflict, and writes nothing, when later work builds on it.
    """
    with ws.step() as draft:
        target = store.get(draft.connection, step_id)
        if target is None:
            raise NotFound(f"there is no step {step_id} in the history")
        draft.kind = StepKind.REVERT
        _reverse(draft, target)
        draft.title = f"Reverted: {target.title}"
    if draft.step is None:
        raise Refused(f"step {step_id} changed nothing that could be reverted")
    return draft.step


def _reverse(draft: Draft, target: Step) -> None:
    try:
        _apply_inverse(draft, target)
    except Conflict as clash:
        title, refused = target.title, "take back"
        if draft.kind is StepKind.REDO:
            title, refused = _taken_back(target), "do again"
        said = f"cannot {refused} '{title}': {clash.why}"
        raise Conflict(said, clash.then) from clash


def _apply_inverse(draft: Draft, target: Step) -> None:
    from pipeboard.service import soundness, target_setting

    draft.reverses = target.id
    changes = inverted(store.changes(draft.connection, [target.id])[target.id])
    soundness.require_names_free(draft, changes)
    soundness.require_not_merged(draft, changes)
    soundness.require_went_by(draft, target, changes)
    draft.apply(changes)
    soundness.require_places(draft, changes)
    target_setting.require_single(draft)
