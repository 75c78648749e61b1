"""What the stages' screen shows: the stages as a table, and what belongs to one of them."""

from collections.abc import Iterable, Iterator, Sequence

from pipeboard.domain.aftersale import Anchor, StageFollowUp
from pipeboard.domain.criteria import Criterion, CriterionKind
from pipeboard.domain.stageline import told_days
from pipeboard.domain.stages import Stage, StageRule
from pipeboard.domain.words import many
from pipeboard.keys import Keymap
from pipeboard.service.stages import StageView
from pipeboard.ui import text as cells
from pipeboard.ui.widgets.drawing import wrapped
from pipeboard.ui.widgets.inks import Inks
from pipeboard.ui.widgets.line_list import Item
from pipeboard.ui.widgets.rows import Entry, EntryRows, Ink, Ruled, Words, column, heading

TABLE = 79
"""The cells that the table of stages needs beside the parts of one."""

Key = tuple[str, int]
"""What a line is about: its kind and the id of that."""

RULES: dict[StageRule, str] = {
    StageRule.SHOW: "a deal moves on at once, and what is missing is said",
    StageRule.ASK: "what is missing is asked for; it may be skipped with a reason",
    StageRule.BLOCK: "a deal moves on only when nothing is missing",
}
MARKS: dict[tuple[bool, bool], str] = {
    (False, False): "",
    (True, False): "marketing",
    (False, True): "sales",
    (True, True): "marketing, sales",
}
"""For what deals are qualified from a stage on: marketing-qualified, qualified."""

_LABEL = 11
_KINDS: dict[CriterionKind, tuple[str, str]] = {
    CriterionKind.FIELD: ("field", "is filled in"),
    CriterionKind.CHECKLIST: ("checklist", "is ticked off"),
    CriterionKind.FOLLOW_UP: ("follow-up", "was done"),
}
_COLUMNS: Sequence[tuple[str, int]] = (
    ("deals", 7),
    ("chance", 8),
    ("stale", 10),
    ("qualified", 17),
    ("leaving", 8),
    ("criteria", 9),
)
_NUMBERS = frozenset(("deals", "chance"))


def field_name(subject: str) -> str:
    """How the field of a criterion is written for people: ``expected close``."""
    return subject.removeprefix("custom.").replace("_", " ")


def criterion_words(criterion: Criterion) -> str:
    """A criterion in a few words: ``the field value is filled in``."""
    kind, holds = _KINDS[criterion.kind]
    field = criterion.kind is CriterionKind.FIELD
    return f"{kind} '{field_name(criterion.subject) if field else criterion.subject}' {holds}"


def offer_when(offer: StageFollowUp) -> str:
    """When an offered follow-up is due: ``14 days after closing``."""
    anchor = "the contract ends" if offer.anchor is Anchor.CONTRACT_END else "closing"
    if not offer.days:
        return (
            "on the day that the contract ends"
            if offer.anchor is Anchor.CONTRACT_END
            else ("on the day of closing")
        )
    side = "after" if offer.days > 0 else "before"
    return f"{many(abs(offer.days), 'day')} {side} {anchor}"


class StageRows(Ruled):
    """The stages of a pipeline, a line each, and one to add another."""

    def __init__(self, inks: Inks, views: Sequence[StageView], add_key: str) -> None:
        super().__init__(inks)
        self._views = views
        self._add_key = add_key

    def items(self, width: int) -> Sequence[Item]:
        """The head of the table, the stages, the line that adds one."""
        return [
            Item(None),
            *(Item(("stage", view.stage.id)) for view in self._views),
            Item(("add", 0)),
        ]

    def words(self, index: int, line: int, width: int) -> Words:
        """A line of the table."""
        if not index:
            return self._row("stage", [name for name, _ in _COLUMNS], ["dim"] * 7, width)
        if index > len(self._views):
            return [("+ ", "accent"), ("add a stage  ", "dim"), (self._add_key, "key")]
        view = self._views[index - 1]
        stage, nothing = view.stage, self.inks.glyphs.nothing
        texts = [
            f"{view.deals:,}",
            "won" if stage.is_post_sale else f"{stage.probability} %",
            told_days(stage.stale_after),
            MARKS[stage.marketing_qualified, stage.qualified] or nothing,
            nothing if stage.is_post_sale else str(stage.rule),
            _content(view) or nothing,
        ]
        inks: list[Ink] = [
            "strong",
            "text" if view.deals else "dim",
            "won" if stage.is_post_sale else "text",
            "text" if stage.stale_after else "dim",
            "text" if texts[3] != nothing else "dim",
            "dim" if stage.is_post_sale or stage.rule is StageRule.SHOW else "text",
            "text" if _content(view) else "dim",
        ]
        return self._row(stage.name, texts, inks, width)

    def _row(self, name: str, texts: Sequence[str], inks: Sequence[Ink], width: int) -> Words:
        shown = list(zip(_COLUMNS, texts, inks[1:], strict=True))
        while shown and width - sum(cell for (_, cell), _, _ in shown) < _LEAST_NAME:
            shown.pop(_gives_way([title for (title, _), _, _ in shown]))
        ellipsis = self.inks.glyphs.ellipsis
        room = min(width - sum(cell for (_, cell), _, _ in shown), _MOST_NAME)
        said = [column(name, room, inks[0], ellipsis)]
        for (title, cell), text, ink in shown:
            if title in _NUMBERS:
                said.append((cells.fit_right(text, cell - 2, ellipsis) + "  ", ink))
            else:
                said.append(column(text, cell, ink, ellipsis))
        return said


_LEAST_NAME, _MOST_NAME = 16, 40


def _gives_way(titles: Sequence[str]) -> int:
    """The column that is left out first where there is no room for all."""
    for title in ("qualified", "leaving", "stale"):
        if title in titles:
            return titles.index(title)
    return len(titles) - 1


def _content(view: StageView) -> str:
    if view.stage.is_post_sale:
        return many(len(view.follow_ups), "offer") if view.follow_ups else ""
    return str(len(view.criteria)) if view.criteria else ""


class PartRows(EntryRows):
    """What belongs to one stage: guidance, rule and criteria, or the follow-ups on offer."""

    def __init__(self, inks: Inks, view: StageView | None, keymap: Keymap) -> None:
        super().__init__(inks)
        self._view = view
        self._keymap = keymap

    def entries(self, width: int) -> Iterable[Entry]:
        """The lines of the stage; none without one."""
        return self._lines(self._view, width) if self._view else ()

    def _lines(self, view: StageView, width: int) -> Iterator[Entry]:
        stage = view.stage
        yield self._heading(stage.name, "", width)
        guidance = stage.guidance or "what to do here: nothing is written yet"
        yield self._value(("guidance", stage.id), "guidance", guidance, width, bool(stage.guidance))
        if stage.is_post_sale:
            yield Entry(None, [()])
            yield from self._offers(view, width)
            return
        told = f"{stage.rule}: {RULES[stage.rule]}"
        yield self._value(("rule", stage.id), "leaving", told, width, bool(view.criteria))
        yield Entry(None, [()])
        yield from self._criteria(view, width)

    def _criteria(self, view: StageView, width: int) -> Iterator[Entry]:
        yield self._heading("Before a deal leaves it", str(len(view.criteria)), width)
        for criterion in view.criteria:
            kind, holds = _KINDS[criterion.kind]
            field = criterion.kind is CriterionKind.FIELD
            subject = field_name(criterion.subject) if field else criterion.subject
            yield self._part(("criterion", criterion.id), kind, subject, holds, width)
        yield self._add("criterion", "criterion.add", view.stage)

    def _offers(self, view: StageView, width: int) -> Iterator[Entry]:
        yield self._heading("Offered when a deal is won", str(len(view.follow_ups)), width)
        for offer in view.follow_ups:
            yield self._part(
                ("offer", offer.id), offer.type, offer_when(offer), offer.subject, width
            )
        yield self._add("follow-up", "offer.add", view.stage)

    def _heading(self, title: str, count: str, width: int) -> Entry:
        ellipsis = self.inks.glyphs.ellipsis
        cut = cells.cut(title, max(width - 6, 4), ellipsis)
        return Entry(None, [heading(cut, count, width, self.inks.glyphs.horizontal)])

    def _add(self, what: str, command: str, stage: Stage) -> Entry:
        keys = self._keymap.named(command).keys
        said: Words = [("+ ", "accent"), (f"add a {what}  ", "dim"), (" ".join(keys[:1]), "key")]
        return Entry((f"add {what}", stage.id), [said])

    def _value(self, key: Key, label: str, value: str, width: int, said: bool) -> Entry:
        shown = cells.fit(label, _LABEL - 1, self.inks.glyphs.ellipsis) + " "
        ink: Ink = "text" if said else "dim"
        rows = wrapped(value, max(width - _LABEL, 8))
        blank = " " * _LABEL
        return Entry(
            key, [[(blank if i else shown, "dim"), (row, ink)] for i, row in enumerate(rows)]
        )

    def _part(self, key: Key, kind: str, subject: str, more: str, width: int) -> Entry:
        """A criterion or an offer: its kind, what it is about, and quietly what that means."""
        shown = cells.fit(kind, _LABEL - 1, self.inks.glyphs.ellipsis) + " "
        first, *rest = wrapped(subject, max(width - _LABEL, 8)) or [""]
        lines: list[list[tuple[str, Ink]]] = [[(shown, "dim"), (first, "text")]]
        lines += [[(" " * _LABEL, "dim"), (row, "text")] for row in rest]
        if sum(cells.width(cells.clean(text)) for text, _ in lines[-1]) + len(more) + 2 <= width:
            lines[-1].append((f"  {more}", "dim"))
        return Entry(key, [*lines])
