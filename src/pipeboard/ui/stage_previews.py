"""How what is typed about stages is read, and what could complete it."""

from pipeboard.domain.criteria import CriterionKind
from pipeboard.domain.stageline import read_stage_line, told_days
from pipeboard.domain.stages import Stage
from pipeboard.domain.words import many
from pipeboard.errors import BadInput, PipeboardError
from pipeboard.service import boards, followups, reading, stage_fields, stage_parts, stages
from pipeboard.service.workspace import Workspace
from pipeboard.ui.screens.question import Completion, Preview
from pipeboard.ui.stage_rows import field_name

_ALWAYS_THERE = frozenset(("title", "currency", "created_on", "probability"))
FIELD_NAMES = tuple(
    field_name(name) for name in stage_parts.field_subjects() if name not in _ALWAYS_THERE
)
"""The fields that may still be empty on a deal, as people write them."""


def stage(_ws: Workspace, text: str) -> Preview:
    """A new stage in one line."""
    try:
        found = read_stage_line(text)
        values = stage_fields.said(found)
    except BadInput as error:
        return Preview(problem=str(error))
    meanings = [("stage", found.name)]
    if "probability" in values:
        meanings.append(("probability", f"{values['probability']} %"))
    if "stale_after" in values:
        meanings.append(("stale after", told_days(values["stale_after"])))
    return Preview(found.pieces, meanings)


def subject_of(kind: CriterionKind, text: str) -> str:
    """What a criterion looks at; a field may be meant by the beginning of its name."""
    plain = " ".join(text.casefold().split())
    begun = [name for name in FIELD_NAMES if plain and name.startswith(plain)]
    meant = begun[0] if kind is CriterionKind.FIELD and len(begun) == 1 else text
    return stage_parts.subject(kind, meant)


def field(_ws: Workspace, text: str) -> Preview:
    """The field that a criterion looks at."""
    try:
        return Preview(meanings=[("field", field_name(subject_of(CriterionKind.FIELD, text)))])
    except BadInput as error:
        return Preview(problem=str(error))


def follow_up(ws: Workspace, text: str) -> Preview:
    """The type of follow-up that a criterion asks for, and whether there is any like it."""
    try:
        wanted = stage_parts.subject(CriterionKind.FOLLOW_UP, text)
    except BadInput as error:
        return Preview(problem=str(error))
    if wanted in followups.types(ws):
        return Preview(meanings=[("follow-up", wanted)])
    return Preview(
        meanings=[("follow-up", wanted), ("new", "a type of your own, no follow-up has it yet")]
    )


def follow_up_types(ws: Workspace, text: str, _cursor: int) -> Completion | None:
    """The known types that have what is typed in them, those that begin with it first."""
    plain = text.strip().casefold()
    found = [each for each in followups.types(ws) if plain in each and each != plain]
    found.sort(key=lambda each: not each.startswith(plain))
    return Completion(0, len(text), found) if plain and found else None


def field_names(_ws: Workspace, text: str, _cursor: int) -> Completion | None:
    """The fields whose names have what is typed in them, those that begin with it first."""
    plain = text.strip().casefold()
    if not plain:
        return None
    begins = [name for name in FIELD_NAMES if name.startswith(plain) and name != plain]
    others = [name for name in FIELD_NAMES if plain in name and not name.startswith(plain)]
    return Completion(0, len(text), [*begins, *others]) if begins or others else None


def split(ws: Workspace, stage_: Stage, name: str, text: str) -> Preview:
    """How many of a stage's deals match a filter."""
    try:
        filter_ = reading.read_filter(ws, text)
        match = boards.totals(ws, [stage_], filter_)[stage_.id].count
        all_ = boards.totals(ws, [stage_])[stage_.id].count
    except PipeboardError as error:
        return Preview(problem=str(error))
    return Preview(meanings=[("deals", f"{match:,} of {many(all_, 'deal')} go to {name}")])


def split_stage(ws: Workspace, stage_id: int, name: str, text: str) -> stages.Added:
    """Splits a stage off with the deals that match a typed filter; none when nothing is typed."""
    if not text.strip():
        return stages.split(ws, stage_id, name, deal_ids=())
    return stages.split(ws, stage_id, name, filter_=reading.read_filter(ws, text))
