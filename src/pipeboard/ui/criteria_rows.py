"""What should be true before the deal leaves its stage, as a section of the deal's screen."""

from collections.abc import Iterator

from pipeboard.domain.criteria import CriterionKind, Standing
from pipeboard.domain.deals import Status
from pipeboard.domain.stages import StageRule
from pipeboard.domain.views import DealView
from pipeboard.ui import text as cells
from pipeboard.ui.widgets.drawing import wrapped
from pipeboard.ui.widgets.inks import Inks
from pipeboard.ui.widgets.rows import Entry, Ink, Words, heading

_RULES = {
    StageRule.SHOW: "The deal can move on without; what is open is said.",
    StageRule.ASK: "Asked for when the deal moves on.",
    StageRule.BLOCK: "The deal moves on once all of it is met.",
}


def to_leave(view: DealView) -> bool:
    """Whether the deal is one that can leave its stage, which has a section of its own."""
    stage = view.stage
    return stage is not None and not stage.is_post_sale and view.deal.status is Status.OPEN


def criteria_entries(view: DealView, inks: Inks, width: int) -> Iterator[Entry]:
    """A heading, the guidance of the stage, its rule and each criterion; nothing where none is set."""
    stage = view.stage
    if stage is None or not to_leave(view) or not (view.criteria or stage.guidance):
        return
    missing = sum(not each.met for each in view.criteria)
    told = f"{missing} open" if missing else "all met" if view.criteria else ""
    room = max(width - cells.width(told) - 4, 8)
    title = cells.cut(cells.clean(f"To leave {stage.name}"), room, inks.glyphs.ellipsis)
    yield Entry(None, [heading(title, told, width, inks.glyphs.horizontal)])
    quiet = [stage.guidance] if stage.guidance else []
    quiet += [_RULES[stage.rule]] if view.criteria else []
    lines: list[Words] = [[(row, "dim")] for each in quiet for row in wrapped(each, width)]
    yield Entry(None, lines)
    for standing in view.criteria:
        yield Entry(("criterion", standing.criterion.id), list(_lines(standing, inks, width)))


def _lines(standing: Standing, inks: Inks, width: int) -> Iterator[Words]:
    criterion, glyphs = standing.criterion, inks.glyphs
    sign = glyphs.done if standing.met else " "
    box = f"[{sign}] " if criterion.kind is CriterionKind.CHECKLIST else f" {sign}  "
    if criterion.kind is not CriterionKind.CHECKLIST and not standing.met:
        box = f" {glyphs.nothing}  "
    ink: Ink = "dim" if standing.met else "text"
    said = str(criterion)
    if criterion.kind is CriterionKind.CHECKLIST:
        said = criterion.subject
    elif criterion.kind is CriterionKind.FOLLOW_UP:
        said = f"{said}, done"
    for number, row in enumerate(wrapped(said, max(width - len(box), 8))):
        yield [(" " * len(box) if number else box, "won" if standing.met else "dim"), (row, ink)]
