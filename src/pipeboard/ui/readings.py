"""What the board reads from the database, in one go on the reader's thread.

The screen says what it shows (:class:`Ask`), and gets back all that is needed to show it after a
change (:class:`Reading`): totals, cards, where the cursor's deal is now, and how far each lane is
scrolled. Only the lanes that changed are read again.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeboard.domain.board import NO_TOTALS, Board, Card, LaneSort, LaneTotals
from pipeboard.domain.filters import Filter
from pipeboard.domain.stages import Stage
from pipeboard.errors import NotFound
from pipeboard.service import boards
from pipeboard.service.workspace import Workspace

MARGIN = 20
"""Cards read before and after those that are visible."""


@dataclass(frozen=True, slots=True)
class Cursor:
    """Where the cursor is: in which stage's lane, at which place, on which deal if any."""

    stage: int
    place: int
    deal: int | None


@dataclass(frozen=True, slots=True)
class Ask:
    """What the board shows now, and what of it is to be read again.

    ``known`` is the board as it is shown, None for one that is not known yet; ``stages`` are those
    to read again, None for all. ``tops`` are the places of the first visible cards, ``rows`` is how
    many cards are visible in a lane. ``to_first`` puts the cursor on the first card that there is.
    """

    pipeline: int | None
    filter: Filter
    sorts: Mapping[int, LaneSort]
    tops: Mapping[int, int]
    rows: int
    cursor: Cursor | None = None
    marked: Sequence[int] = ()
    known: Board | None = None
    known_counts: Mapping[int, int] | None = None
    stages: frozenset[int] | None = None
    to_first: bool = False


@dataclass(frozen=True, slots=True)
class LaneCards:
    """Cards of a lane from place ``start`` on, and the place of the first visible one."""

    start: int
    cards: tuple[Card, ...]
    top: int


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read. ``lanes`` has those read again, by stage.

    ``counts`` are the numbers of deals by stage without the filter.
    """

    board: Board
    counts: Mapping[int, int]
    lanes: Mapping[int, LaneCards]
    cursor: Cursor | None
    marked: tuple[int, ...]


def read_board(ws: Workspace, ask: Ask) -> Reading:
    """Reads what ``ask`` wants; raises NotFound when there is no pipeline."""
    board, counts = _totals(ws, ask)
    by_id = {stage.id: stage for stage in board.stages}
    tops = dict(ask.tops)
    cursor = _find_cursor(ws, ask, board, by_id, tops)
    wanted = [stage for stage in board.stages if ask.stages is None or stage.id in ask.stages]
    if cursor is not None and all(stage.id != cursor.stage for stage in wanted):
        wanted.append(by_id[cursor.stage])
    lanes = {stage.id: _lane(ws, ask, board, stage, tops, cursor) for stage in wanted}
    if cursor is not None and cursor.deal is None:
        cursor = _at_place(cursor, lanes[cursor.stage])
    return Reading(board, counts, lanes, cursor, _still_there(ws, ask))


def read_cards(ws: Workspace, ask: Ask, stage: Stage, start: int, count: int) -> tuple[Card, ...]:
    """Reads more cards of a lane."""
    sort = ask.sorts.get(stage.id, LaneSort.MANUAL)
    return tuple(boards.page(ws, stage, start, count, ask.filter, sort))


def _totals(ws: Workspace, ask: Ask) -> tuple[Board, Mapping[int, int]]:
    known = ask.known
    if known is None or ask.stages is None:
        board = _board(ws, ask)
        if ask.filter.empty:
            return board, {stage: lane.count for stage, lane in board.totals.items()}
        everything = boards.totals(ws, board.stages)
        return board, {stage: lane.count for stage, lane in everything.items()}
    changed = [stage for stage in known.stages if stage.id in ask.stages]
    counts = dict(ask.known_counts or {})
    if not changed:
        return known, counts
    totals: dict[int, LaneTotals] = {**known.totals, **boards.totals(ws, changed, ask.filter)}
    whole = totals if ask.filter.empty else boards.totals(ws, changed)
    counts.update({stage.id: whole[stage.id].count for stage in changed})
    return Board(known.pipeline, known.stages, totals), counts


def _board(ws: Workspace, ask: Ask) -> Board:
    try:
        return boards.board(ws, ask.pipeline, ask.filter)
    except NotFound:
        if ask.pipeline is None:
            raise
        return boards.board(ws, None, ask.filter)  # somebody removed it: the first one is shown


def _find_cursor(
    ws: Workspace,
    ask: Ask,
    board: Board,
    by_id: Mapping[int, Stage],
    tops: dict[int, int],
) -> Cursor | None:
    """Where the cursor goes: with its deal, else to what came into its place.

    A lane is scrolled along, so that the deal stays on the line it was on.
    """
    before = ask.cursor
    if ask.to_first or before is None or before.stage not in by_id:
        for stage in board.stages:
            if board.totals.get(stage.id, NO_TOTALS).count:
                tops[stage.id] = 0
                return Cursor(stage.id, 0, None)
        return Cursor(board.stages[0].id, 0, None) if board.stages else None
    if before.deal is not None:
        for card in boards.cards(ws, [before.deal]):
            lane = by_id.get(card.stage_id)
            place = None if lane is None else _place(ws, ask, lane, card.id)
            if lane is not None and place is not None:
                line = before.place - ask.tops.get(before.stage, 0)
                tops[lane.id] = _top_for(
                    place, line, tops.get(lane.id, 0), ask.rows, same=lane.id == before.stage
                )
                return Cursor(lane.id, place, card.id)
    count = board.totals.get(before.stage, NO_TOTALS).count
    return Cursor(before.stage, max(min(before.place, count - 1), 0), None)


def _place(ws: Workspace, ask: Ask, stage: Stage, deal: int) -> int | None:
    sort = ask.sorts.get(stage.id, LaneSort.MANUAL)
    return boards.locate(ws, stage, deal, ask.filter, sort)


def _top_for(place: int, line: int, top: int, rows: int, *, same: bool) -> int:
    """How far a lane is scrolled so that ``place`` is visible: on the line it was, in its lane."""
    if same:
        return max(place - line, 0)
    if top <= place < top + rows:
        return top
    return max(place if place < top else place - rows + 1, 0)


def _lane(
    ws: Workspace,
    ask: Ask,
    board: Board,
    stage: Stage,
    tops: Mapping[int, int],
    cursor: Cursor | None,
) -> LaneCards:
    count = board.totals.get(stage.id, NO_TOTALS).count
    top = max(min(tops.get(stage.id, 0), count - ask.rows), 0)
    if cursor is not None and cursor.stage == stage.id:
        top = max(min(top, cursor.place), cursor.place - ask.rows + 1, 0)
    start = max(top - MARGIN, 0)
    if not count:
        return LaneCards(0, (), 0)
    cards = read_cards(ws, ask, stage, start, top - start + ask.rows + MARGIN)
    return LaneCards(start, cards, top)


def _at_place(cursor: Cursor, lane: LaneCards) -> Cursor:
    """The cursor on the card that is at its place, or the last one there is."""
    if not lane.cards:
        return Cursor(cursor.stage, 0, None)
    place = min(max(cursor.place, lane.start), lane.start + len(lane.cards) - 1)
    return Cursor(cursor.stage, place, lane.cards[place - lane.start].id)


def _still_there(ws: Workspace, ask: Ask) -> tuple[int, ...]:
    if not ask.marked:
        return ()
    there = {card.id for card in boards.cards(ws, list(ask.marked))}
    return tuple(deal for deal in ask.marked if deal in there)
