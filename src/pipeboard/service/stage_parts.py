"""What belongs to a stage: its exit criteria, and the follow-ups that a post-sale stage offers."""

from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from typing import Any, TypeVar

from pipeboard.domain.aftersale import Anchor, StageFollowUp
from pipeboard.domain.changes import Change, Step
from pipeboard.domain.criteria import Criterion, CriterionKind
from pipeboard.domain.deals import Status, one_line
from pipeboard.domain.stages import Stage
from pipeboard.domain.words import shortened
from pipeboard.errors import BadInput, Conflict, NotAccepted, NotFound, Refused
from pipeboard.service import fields
from pipeboard.service.deals import Added
from pipeboard.service.places import rank_at
from pipeboard.service.workspace import Workspace, written
from pipeboard.store import checks, rows, schema
from pipeboard.store import stage_parts as parts
from pipeboard.store import stages as store
from pipeboard.store.database import Draft

PEOPLE = ("contact", "decision-maker")
"""What a criterion may ask for besides the fields of a deal: that there is somebody."""

_MOST_DAYS = 36_500
_Part = TypeVar("_Part", Criterion, StageFollowUp)


def field_subjects() -> list[str]:
    """What an exit criterion on a field can look at; ``custom.NAME`` besides.

    Not what only a deal has that is closed or put off: no open deal could meet that.
    """
    return [*PEOPLE, *(name for name in fields.NAMES if _of_open(name))]


def _of_open(name: str) -> bool:
    return Status.OPEN in fields.named(name).only


def subject(kind: CriterionKind, typed: str) -> str:
    """What a criterion looks at, as it was typed; raises BadInput with what may have been meant."""
    text = one_line(typed)
    if kind is CriterionKind.CHECKLIST:
        if not text:
            raise BadInput("checklist", text, "say what is to be ticked")
        return text
    if kind is CriterionKind.FOLLOW_UP:
        if not text:
            raise BadInput("follow-up", text, "say which type must be done, such as call")
        return text.casefold()
    plain = "-".join(text.casefold().replace("_", " ").replace("-", " ").split())
    if plain in PEOPLE:
        return plain
    try:
        field = fields.named(text)
    except BadInput:
        seen = [each if each in PEOPLE else fields.named(each).label for each in field_subjects()]
        near = get_close_matches(" ".join(text.casefold().split()), seen, n=1)
        hint = f"did you mean {near[0]}?" if near else f"use {', '.join(seen)}"
        raise BadInput("field", typed, hint) from None
    if Status.OPEN not in field.only:
        raise NotAccepted(
            "field", typed, f"no open deal has '{field.label}', so none could leave the stage"
        )
    return field.name


def require_no_slip(kind: CriterionKind, wanted: str, types: Iterable[str]) -> None:
    """Raises BadInput for a type of follow-up that is none of ``types``, but nearly one of them."""
    known = list(types)
    if kind is not CriterionKind.FOLLOW_UP or wanted in known:
        return
    near = get_close_matches(wanted, known, n=1)
    if near:
        raise BadInput("follow-up", wanted, f"did you mean {near[0]}? types are {', '.join(known)}")


def add_criterion(ws: Workspace, stage_id: int, kind: CriterionKind, subject_: str) -> Added:
    """Adds an exit criterion to a stage, as its last.

    Raises BadInput for a field that there is not, Refused when the stage has that criterion.
    """
    wanted = subject(kind, subject_)
    with ws.step() as step:
        stage = store.get(step.connection, stage_id)
        here = parts.criteria(step.connection, [stage_id]).get(stage_id, ())
        _require_new(stage, here, kind, wanted)
        rank = rank_at(step, "exit_criterion", here, len(here))
        row = {"stage_id": stage_id, "rank": rank, "kind": kind, "subject": wanted}
        new_id = step.insert("exit_criterion", row)
        step.title = f"Added an exit criterion to {stage.name}: {_said(kind, wanted)}"
    return Added(written(step), new_id)


def edit_criterion(ws: Workspace, seen: Criterion, subject_: str) -> Step | None:
    """Gives a criterion another subject; ticks of a checklist item go along with its text.

    None when nothing differs. Raises Conflict when it is not as ``seen`` any more.
    """
    wanted = subject(seen.kind, subject_)
    with ws.step() as step:
        stage = store.get(step.connection, seen.stage_id)
        here = parts.criteria(step.connection, [stage.id]).get(stage.id, ())
        _present(here, seen.id, stage)
        others = [each for each in here if each.id != seen.id]
        _require_new(stage, others, seen.kind, wanted)
        step.edit("exit_criterion", seen.id, {"subject": seen.subject}, {"subject": wanted})
        if seen.kind is CriterionKind.CHECKLIST and wanted != seen.subject:
            _carry_ticks(step, seen.subject, wanted)
        said = _said(seen.kind, wanted)
        step.title = f"Changed an exit criterion of {stage.name} to {said}"
    return step.step


def remove_criterion(ws: Workspace, seen: Criterion) -> Step:
    """Removes an exit criterion; raises Conflict when it is not as ``seen`` any more."""
    with ws.step() as step:
        stage = store.get(step.connection, seen.stage_id)
        here = parts.criteria(step.connection, [stage.id]).get(stage.id, ())
        now = _present(here, seen.id, stage)
        _require_as_seen(now.subject == seen.subject, f"an exit criterion of {stage.name}")
        row = rows.find(step.connection, schema.exit_criterion, seen.id)
        step.delete("exit_criterion", row or {})
        said = _said(seen.kind, seen.subject)
        step.title = f"Removed an exit criterion of {stage.name}: {said}"
    return written(step)


def reorder_criterion(ws: Workspace, criterion_id: int, places: int) -> Step | None:
    """Moves an exit criterion ``places`` down its stage's list (up, when negative).

    Raises Refused when it is at that end.
    """
    with ws.step() as step:
        row = rows.find(step.connection, schema.exit_criterion, criterion_id)
        if row is None:
            raise NotFound("that exit criterion is gone: somebody removed it")
        stage = store.get(step.connection, row["stage_id"])
        here = list(parts.criteria(step.connection, [stage.id])[stage.id])
        place = next(i for i, each in enumerate(here) if each.id == criterion_id)
        moved = here.pop(place)
        there = min(max(place + places, 0), len(here))
        said = _said(moved.kind, moved.subject)
        if places and there == place:
            end = "last" if places > 0 else "first"
            raise Refused(f"{said} is the {end} exit criterion of {stage.name} already")
        if there != place:
            rank = rank_at(step, "exit_criterion", here, there)
            step.edit("exit_criterion", criterion_id, {"rank": moved.rank}, {"rank": rank})
            step.title = f"Reordered the exit criteria of {stage.name}"
    return step.step


def offer(
    ws: Workspace, stage_id: int, type_: str, subject_: str, days: int, anchor: Anchor
) -> Added:
    """Adds a follow-up that a post-sale stage offers for each won deal.

    It is due ``days`` after its anchor, or before it when negative. Raises Refused for a stage of
    open deals, BadInput for a type or a number of days that cannot be.
    """
    wanted = _offered({"type": type_, "subject": subject_, "days": days, "anchor": anchor})
    with ws.step() as step:
        stage = store.get(step.connection, stage_id)
        if not stage.is_post_sale:
            raise Refused(
                f"{stage.name} is for open deals; only a post-sale stage offers follow-ups"
            )
        here = parts.follow_ups(step.connection, [stage_id]).get(stage_id, ())
        rank = rank_at(step, "stage_follow_up", here, len(here))
        row = {"stage_id": stage_id, "rank": rank, **wanted}
        row["subject"] = row["subject"] or row["type"]
        new_id = step.insert("stage_follow_up", row)
        step.title = f"{stage.name} offers: {_named(row['type'], row['subject'])}"
    return Added(written(step), new_id)


def edit_offer(ws: Workspace, seen: StageFollowUp, values: Mapping[str, Any]) -> Step | None:
    """Changes the type, subject, days or anchor of what a stage offers; None when nothing differs.

    Raises Conflict when it is not as ``seen`` any more.
    """
    after = _offered(values)
    with ws.step() as step:
        stage = store.get(step.connection, seen.stage_id)
        _present(parts.follow_ups(step.connection, [stage.id]).get(stage.id, ()), seen.id, stage)
        before = {key: getattr(seen, key) for key in after}
        step.edit("stage_follow_up", seen.id, before, after)
        step.title = f"Changed what {stage.name} offers: {_named(seen.type, seen.subject)}"
    return step.step


def withdraw(ws: Workspace, seen: StageFollowUp) -> Step:
    """Removes a follow-up from what a stage offers; raises Conflict when it is not as ``seen``."""
    with ws.step() as step:
        stage = store.get(step.connection, seen.stage_id)
        here = parts.follow_ups(step.connection, [stage.id]).get(stage.id, ())
        now = _present(here, seen.id, stage)
        same = (now.type, now.subject, now.days, now.anchor) == (
            *(seen.type, seen.subject, seen.days, seen.anchor),
        )
        _require_as_seen(same, f"what {stage.name} offers")
        row = rows.find(step.connection, schema.stage_follow_up, seen.id)
        step.delete("stage_follow_up", row or {})
        step.title = f"{stage.name} no longer offers: {_named(seen.type, seen.subject)}"
    return written(step)


def _offered(values: Mapping[str, Any]) -> dict[str, Any]:
    unknown = values.keys() - {"type", "subject", "days", "anchor"}
    if unknown:
        raise BadInput("field", min(unknown), "use type, subject, days or anchor")
    found = dict(values)
    if "type" in found:
        found["type"] = one_line(str(found["type"])).casefold()
        if not found["type"]:
            raise BadInput("type", "", "say which follow-up it is, such as check-in or renewal")
    if "subject" in found:
        found["subject"] = one_line(str(found["subject"]))
    if "days" in found and (not isinstance(found["days"], int) or abs(found["days"]) > _MOST_DAYS):
        raise BadInput("days", str(found["days"]), "a whole number of days is needed")
    if "anchor" in found:
        if found["anchor"] not in set(Anchor):
            raise BadInput("anchor", str(found["anchor"]), f"use one of {', '.join(Anchor)}")
        found["anchor"] = Anchor(found["anchor"])
    return found


def _carry_ticks(step: Draft, old: str, new: str) -> None:
    """Lets the deals on which an item is ticked have it ticked under its new text.

    Another stage may ask for the same item: then it stays ticked as well.
    """
    ticked = checks.ticked(step.connection, old)
    have = {row["deal_id"] for row in checks.ticked(step.connection, new)}
    moving = [row for row in ticked if row["deal_id"] not in have]
    if checks.asked_for(step.connection, old):
        ids = [step.new_id("deal_check", len(moving)) for _ in moving]
        step.apply(
            Change(
                "deal_check",
                new_id,
                None,
                {"id": new_id, "deal_id": row["deal_id"], "item": new},
                row["deal_id"],
            )
            for new_id, row in zip(ids, moving, strict=True)
        )
        return
    step.apply(
        Change("deal_check", row["id"], {"item": old}, {"item": new}, row["deal_id"])
        for row in moving
    )


def _require_new(
    stage: Stage, others: "tuple[Criterion, ...] | list[Criterion]", kind: CriterionKind, text: str
) -> None:
    for each in others:
        if each.kind is kind and each.subject.casefold() == text.casefold():
            raise Refused(f"{stage.name} has the exit criterion '{_said(kind, text)}' already")


def _present(found: "tuple[_Part, ...]", part_id: int, stage: Stage) -> _Part:
    for each in found:
        if each.id == part_id:
            return each
    raise NotFound(f"that is not on {stage.name} any more: somebody removed it")


def _require_as_seen(same: bool, what: str) -> None:
    if not same:
        raise Conflict(f"somebody changed {what} meanwhile", "nothing was written, look again")


def _said(kind: CriterionKind, text: str) -> str:
    """A criterion in a few words."""
    if kind is CriterionKind.FIELD:
        return text.removeprefix(fields.CUSTOM).replace("_", " ")
    return f"{text} done" if kind is CriterionKind.FOLLOW_UP else shortened(text)


def _named(type_: str, subject_: str) -> str:
    return type_ if subject_.casefold() in ("", type_) else f"{type_} {shortened(subject_)}"
