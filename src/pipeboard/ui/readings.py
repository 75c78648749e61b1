"""What the board reads from the database, off the screen's thread.

The screen says what it shows (:class:`Ask`), and gets back all that is needed to show it after a
change: the sums of lanes (:class:`Sums`, which take long where there are many deals), and their
cards with the place where the cursor's deal is now (:class:`Cards`). The two are read side by side.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeboard.domain.board import Card, LaneSort, LaneTotals
from pipeboard.domain.clauses import Filter
from pipeboard.domain.stages import Pipeline, Stage
from pipeboard.errors import NotFound
from pipeboard.service import boards, pipelines
from pipeboard.service.workspace import Workspace

if TYPE_CHECKING:
    from pipeboard.domain.agenda import Counts
    from pipeboard.domain.rates import Rate

MARGIN = 8
"""Cards read before and after those that are visible."""


@dataclass(frozen=True, slots=True)
class Cursor:
    """Where the cursor is: in which stage's lane, at which place, on which deal if any.

    ``sent`` says that it is on its way from there to the deal, which may be anywhere.
    """

    stage: int
    place: int
    deal: int | None
    sent: bool = False


@dataclass(frozen=True, slots=True)
class Outline:
    """A pipeline and its stages in order; None and no stages when there is no pipeline at all."""

    pipeline: Pipeline | None
    stages: tuple[Stage, ...]


@dataclass(frozen=True, slots=True)
class Ask:
    """What the board shows, and what of it is to be read.

    ``stages`` are those of the lanes to read. ``tops`` are the places of the first visible cards,
    by stage, ``rows`` is how many cards are visible in a lane. ``to_first`` puts the cursor on the
    first card that there is.
    """

    outline: Outline
    stages: tuple[Stage, ...]
    filter: Filter
    sorts: Mapping[int, LaneSort]
    tops: Mapping[int, int]
    rows: int
    cursor: Cursor | None = None
    marked: Sequence[int] = ()
    to_first: bool = False


@dataclass(frozen=True, slots=True)
class LaneCards:
    """Cards of a lane from place ``start`` on, and the place of the first visible one."""

    start: int
    cards: tuple[Card, ...]
    top: int


@dataclass(frozen=True, slots=True)
class Cards:
    """The cards of the lanes asked for, by stage; the cursor, and the marked deals that are gone."""

    lanes: Mapping[int, LaneCards]
    cursor: Cursor | None
    gone: frozenset[int]


@dataclass(frozen=True, slots=True)
class Sums:
    """The totals of the lanes asked for, by stage: of what matches, and of everything."""

    totals: Mapping[int, LaneTotals]
    everything: Mapping[int, LaneTotals]


def read_outline(ws: Workspace, pipeline: int | None = None) -> Outline:
    """The pipeline, else this person's current one, else none."""
    found = next((p for p in pipelines.pipelines(ws) if p.id == pipeline), None)
    try:
        chosen = found or pipelines.current(ws)
    except NotFound:
        return Outline(None, ())
    return Outline(chosen, pipelines.stages(ws, chosen.id))


def read_sums(ws: Workspace, ask: Ask) -> Sums:
    """Reads the sums of the lanes asked for."""
    if not ask.stages:
        return Sums({}, {})
    totals = boards.totals(ws, ask.stages, ask.filter)
    everything = totals if ask.filter.empty else boards.totals(ws, ask.stages)
    return Sums(totals, everything)


def read_late(ws: Workspace) -> "tuple[Counts, Sequence[Rate]]":
    """Reads what is shown a moment later than the cards: what is due, and the exchange rates."""
    from pipeboard.service import agenda, rates

    return agenda.counts(ws), rates.rates(ws)


def read_cards(ws: Workspace, ask: Ask) -> Cards:
    """Reads the cards of the lanes asked for, and of the one that the cursor's deal is in now."""
    by_id = {stage.id: stage for stage in ask.outline.stages}
    tops = dict(ask.tops)
    cursor = None
    if not ask.to_first and ask.cursor is not None and ask.cursor.stage in by_id:
        cursor = _follow(ws, ask, ask.cursor, by_id, tops) or Cursor(
            ask.cursor.stage, ask.cursor.place, None
        )
    wanted = {stage.id: stage for stage in ask.stages}
    if cursor is not None:
        wanted[cursor.stage] = by_id[cursor.stage]
    lanes = _lanes(ws, ask, list(wanted.values()), tops, cursor)
    if cursor is None:
        cursor = _first_card(ask, lanes)
    elif cursor.deal is None:
        cursor = _at_place(cursor, lanes[cursor.stage])
    return Cards(lanes, cursor, _gone(ws, ask))


def read_page(ws: Workspace, ask: Ask, stage: Stage, start: int, count: int) -> tuple[Card, ...]:
    """Reads some cards of a lane."""
    return tuple(boards.page(ws, stage, start, count, ask.filter, _sort(ask, stage)))


def _follow(
    ws: Workspace, ask: Ask, before: Cursor, by_id: Mapping[int, Stage], tops: dict[int, int]
) -> Cursor | None:
    """Where the cursor's deal is now; its lane is scrolled so that it stays on its line.

    A cursor that is sent to a deal elsewhere only makes it visible.
    """
    if before.deal is None:
        return None
    lanes = {stage_id: (stage, _sort(ask, stage)) for stage_id, stage in by_id.items()}
    found = boards.find(ws, before.deal, lanes, ask.filter)
    if found is None:
        return None
    stage, place = found
    top = tops.get(stage.id, 0)
    if stage.id == before.stage and not before.sent:
        top = max(place - (before.place - top), 0)
    elif not top <= place < top + ask.rows:
        top = max(place if place < top else place - ask.rows + 1, 0)
    tops[stage.id] = top
    return Cursor(stage.id, place, before.deal)


def _lanes(
    ws: Workspace,
    ask: Ask,
    stages: Sequence[Stage],
    tops: Mapping[int, int],
    cursor: Cursor | None,
) -> dict[int, LaneCards]:
    places = {cursor.stage: cursor.place} if cursor is not None else {}
    firsts = [
        0 if ask.to_first else _showing(tops.get(stage.id, 0), places.get(stage.id), ask.rows)
        for stage in stages
    ]
    stretches = [
        (stage, range(max(top - MARGIN, 0), top + ask.rows + MARGIN), _sort(ask, stage))
        for stage, top in zip(stages, firsts, strict=True)
    ]
    read = boards.pages(ws, stretches, ask.filter)
    return {
        stage.id: _lane(ws, ask, stage, wanted, tuple(cards), top, places.get(stage.id))
        for (stage, wanted, _), cards, top in zip(stretches, read, firsts, strict=True)
    }


def _lane(
    ws: Workspace,
    ask: Ask,
    stage: Stage,
    wanted: range,
    cards: tuple[Card, ...],
    top: int,
    place: int | None,
) -> LaneCards:
    start, count = wanted.start, len(wanted)
    if not cards and start:  # so many deals have gone that the lane ends before
        start = max(boards.totals(ws, [stage], ask.filter)[stage.id].count - count, 0)
        cards = read_page(ws, ask, stage, start, count)
    if len(cards) < count:
        end = start + len(cards)
        top = _showing(min(top, max(end - ask.rows, 0)), place and min(place, end - 1), ask.rows)
    return LaneCards(start, cards, top)


def _sort(ask: Ask, stage: Stage) -> LaneSort:
    return ask.sorts.get(stage.id, LaneSort.MANUAL)


def _showing(top: int, place: int | None, rows: int) -> int:
    """How far a lane is scrolled when the card at ``place``, if any, is to be visible."""
    return top if place is None else max(min(top, place), place - rows + 1, 0)


def _first_card(ask: Ask, lanes: Mapping[int, LaneCards]) -> Cursor | None:
    for stage in ask.outline.stages:
        if stage.id in lanes and lanes[stage.id].cards:
            return Cursor(stage.id, 0, lanes[stage.id].cards[0].id)
    return Cursor(ask.outline.stages[0].id, 0, None) if ask.outline.stages else None


def _at_place(cursor: Cursor, lane: LaneCards) -> Cursor:
    """The cursor on the card that is at its place, or the last one there is."""
    if not lane.cards:
        return Cursor(cursor.stage, 0, None)
    place = min(max(cursor.place, lane.start), lane.start + len(lane.cards) - 1)
    return Cursor(cursor.stage, place, lane.cards[place - lane.start].id)


def _gone(ws: Workspace, ask: Ask) -> frozenset[int]:
    if not ask.marked:
        return frozenset()
    return frozenset(ask.marked) - {card.id for card in boards.cards(ws, list(ask.marked))}
