"""What the board shows, kept by the screen: lanes with the cards around what is visible, the
cursor, the marks, the filter.

The cursor is on a deal, not at a place: wherever the deal goes, the cursor goes with it.
"""

from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from pipeboard.domain.board import NO_TOTALS, Card, LaneSort, LaneTotals
from pipeboard.domain.clauses import Filter
from pipeboard.domain.stages import Stage
from pipeboard.service import preferences
from pipeboard.service.workspace import Workspace
from pipeboard.ui.readings import (
    MARGIN,
    Ask,
    Cards,
    Cursor,
    LaneCards,
    Outline,
    Sums,
    read_cards,
    read_outline,
    read_sums,
)

if TYPE_CHECKING:
    from pipeboard.domain.agenda import Counts
    from pipeboard.domain.rates import Rate

PAGE = 60
"""Cards fetched at once while scrolling."""

MOST_KEPT = 600
"""Cards that a lane keeps; beyond, those far from what is visible are forgotten."""

SORTS = "lane.sort"
FOLDED = "lane.folded"
ROWS_AT_START = 12


@dataclass(slots=True, eq=False)
class Lane:
    """One stage. ``cards`` has those that are known, by place; ``top`` is the first visible place.

    ``totals`` are of the deals that match the filter, which ``matching`` counts; ``everything`` is
    of all, which ``count`` counts. ``version`` changes with
    each new reading, so that cards asked for before are not taken for those of now; ``stamp``
    whenever the lane looks different.
    """

    stage: Stage
    totals: LaneTotals = NO_TOTALS
    everything: LaneTotals = NO_TOTALS
    sort: LaneSort = LaneSort.MANUAL
    folded: bool = False
    top: int = 0
    cards: dict[int, Card] = field(default_factory=dict)
    version: int = 0
    stamp: int = 0

    @property
    def matching(self) -> int:
        """The number of deals shown in the lane."""
        return self.totals.count

    @property
    def count(self) -> int:
        """The number of deals in the lane, shown or not."""
        return self.everything.count

    def missing(self, start: int, end: int) -> range | None:
        """The first run of at most a page of places in ``start`` to ``end`` without a known card."""
        for place in range(max(start, 0), min(end, self.matching)):
            if place not in self.cards:
                return range(place, min(place + PAGE, self.matching))
        return None

    def keep(self, start: int, cards: Iterable[Card]) -> None:
        """Takes in cards from place ``start`` on, and forgets some that are far away."""
        self.stamp += 1
        self.cards.update(enumerate(cards, start))
        if len(self.cards) > MOST_KEPT:
            near = range(self.top - MOST_KEPT // 2, self.top + MOST_KEPT // 2)
            self.cards = {place: card for place, card in self.cards.items() if place in near}


class BoardState:
    """The board as it is shown."""

    def __init__(
        self,
        outline: Outline,
        *,
        sorts: Mapping[int, LaneSort] | None = None,
        folded: Iterable[int] = (),
    ) -> None:
        self.outline = outline
        self.sorts = dict(sorts or {})
        self.folded = set(folded)
        self.lanes: list[Lane] = []
        self.cursor: Cursor | None = None
        self.marked: dict[int, None] = {}
        self.filter = Filter()
        self.due: Counts | None = None
        self.rates: Sequence[Rate] = ()
        self.rows = ROWS_AT_START
        self.first = 0
        self.generation = 0
        self.outline_to(outline)

    @classmethod
    def load(cls, ws: Workspace) -> "BoardState":
        """Reads the current pipeline, so that the first picture has cards."""
        outline = read_outline(ws)
        state = cls(
            outline,
            sorts=_sorts(preferences.get(ws, SORTS, {})),
            folded=preferences.get(ws, FOLDED, []),
        )
        ask = state.ask(to_first=True)
        with ThreadPoolExecutor(1) as pool:
            sums = pool.submit(read_sums, ws, ask)
            cards = read_cards(ws, ask)
            state.apply(cards, sums.result())
        return state

    @property
    def pipeline(self) -> int | None:
        """The id of the pipeline that is shown, None when there is none at all."""
        return None if self.outline.pipeline is None else self.outline.pipeline.id

    @property
    def at(self) -> int:
        """The index of the lane that the cursor is in."""
        if self.cursor is None:
            return 0
        return next(
            (i for i, lane in enumerate(self.lanes) if lane.stage.id == self.cursor.stage), 0
        )

    @property
    def lane(self) -> Lane | None:
        """The lane that the cursor is in."""
        return self.lanes[self.at] if self.lanes else None

    @property
    def card(self) -> Card | None:
        """The card under the cursor."""
        lane = self.lane
        if lane is None or self.cursor is None or self.cursor.deal is None or lane.folded:
            return None
        card = lane.cards.get(self.cursor.place)
        return card if card is not None and card.id == self.cursor.deal else None

    @property
    def shows_cursor(self) -> bool:
        """Whether the card under the cursor is not scrolled out of view."""
        lane, cursor = self.lane, self.cursor
        return bool(lane and cursor and lane.top <= cursor.place < lane.top + self.rows)

    @property
    def targets(self) -> list[int]:
        """The deals that a command acts on: the marked ones, else the one under the cursor."""
        if self.marked:
            return list(self.marked)
        return [self.card.id] if self.card is not None else []

    @property
    def is_empty(self) -> bool:
        """Whether there is no deal at all, matching or not."""
        return not any(lane.count for lane in self.lanes)

    def outline_to(self, outline: Outline) -> None:
        """Shows the stages of a pipeline; those that were shown before keep what is known of them."""
        if outline.pipeline is None or outline.pipeline.id != self.pipeline:
            self.cursor = None
            self.marked.clear()
            self.first = 0
            self.generation += 1
        else:
            self._leave_removed(outline)
        self.outline = outline
        before = {lane.stage.id: lane for lane in self.lanes}
        self.lanes = []
        for stage in outline.stages:
            lane = before.get(stage.id) or Lane(stage)
            lane.stage = stage
            lane.sort = self.sorts.get(stage.id, LaneSort.MANUAL)
            lane.folded = stage.id in self.folded
            lane.stamp += 1
            self.lanes.append(lane)

    def _leave_removed(self, outline: Outline) -> None:
        """Forgets what was chosen for stages that are gone.

        A cursor in one of them goes with its deal, else to the stage that takes its place.
        """
        here = {stage.id for stage in outline.stages}
        gone = {lane.stage.id for lane in self.lanes} - here
        if not gone:
            return
        self.folded -= gone
        self.sorts = {stage: sort for stage, sort in self.sorts.items() if stage not in gone}
        if self.cursor is not None and self.cursor.stage in gone and outline.stages:
            place = min(self.at, len(outline.stages) - 1)
            self.cursor = Cursor(outline.stages[place].id, 0, self.cursor.deal, sent=True)

    def ask(self, stages: frozenset[int] | None = None, *, to_first: bool = False) -> Ask:
        """What to read again: the lanes of these stages, or all."""
        return Ask(
            self.outline,
            tuple(s for s in self.outline.stages if stages is None or s.id in stages),
            self.filter,
            dict(self.sorts),
            {lane.stage.id: lane.top for lane in self.lanes},
            self.rows,
            cursor=self.cursor,
            marked=tuple(self.marked),
            to_first=to_first,
        )

    def apply(self, cards: Cards, sums: Sums) -> None:
        """Shows what was read."""
        for lane in self.lanes:
            stage = lane.stage.id
            lane.totals = sums.totals.get(stage, lane.totals)
            lane.everything = sums.everything.get(stage, lane.everything)
            lane.stamp += 1
            if stage in cards.lanes:
                _replace(lane, cards.lanes[stage])
        self.cursor = cards.cursor
        for deal in cards.gone:  # what was marked or unmarked since the reading began stays so
            self.marked.pop(deal, None)

    def put(self, lane: int, place: int) -> bool:
        """Puts the cursor on the card at a place of a lane, scrolling so that it is visible.

        Returns False, with nothing done, when that card is not known yet.
        """
        target = self.lanes[lane]
        if not target.matching or target.folded:
            self.cursor = Cursor(target.stage.id, 0, None)
            return True
        place = min(max(place, 0), target.matching - 1)
        card = target.cards.get(place)
        if card is None:
            return False
        self.cursor = Cursor(target.stage.id, place, card.id)
        target.top = max(min(target.top, place), place - self.rows + 1, 0)
        return True

    def scroll(self, lane: int, by: int) -> None:
        """Scrolls a lane by so many cards; the cursor may leave the view."""
        target = self.lanes[lane]
        target.top = max(min(target.top + by, target.matching - self.rows), 0)

    def fit_rows(self, rows: int) -> None:
        """Takes note of how many cards are visible; when they are others, the cursor's stays one."""
        rows = max(rows, 1)
        if rows == self.rows:
            return
        self.rows = rows
        for lane in self.lanes:
            lane.top = max(min(lane.top, lane.matching - self.rows), 0)
        if self.cursor is not None and self.cursor.deal is not None and self.lane is not None:
            place = self.cursor.place
            self.lane.top = max(min(self.lane.top, place), place - self.rows + 1, 0)

    def fold(self, lane: int) -> bool:
        """Folds a lane, or unfolds it; returns whether it is folded now."""
        target = self.lanes[lane]
        target.folded = not target.folded
        target.stamp += 1
        (self.folded.add if target.folded else self.folded.discard)(target.stage.id)
        return target.folded

    def sort(self, lane: int, sort: LaneSort) -> None:
        """Orders a lane; its cards are to be read again."""
        target = self.lanes[lane]
        target.sort = sort
        self.sorts[target.stage.id] = sort
        self.generation += 1

    def show_filter(self, filter_: Filter) -> None:
        """Shows only what matches; the cards are to be read again."""
        self.filter = filter_
        self.generation += 1

    def toggle_mark(self, deal: int) -> bool:
        """Marks a deal, or unmarks it; returns whether it is marked now."""
        if deal in self.marked:
            del self.marked[deal]
            return False
        self.marked[deal] = None
        return True

    def toggle_marks(self, deals: Sequence[int]) -> None:
        """Marks deals, or unmarks them when all of them are marked."""
        if self.marked.keys() >= set(deals):
            for deal in deals:
                del self.marked[deal]
        else:
            self.marked |= dict.fromkeys(deals)


def _replace(lane: Lane, found: LaneCards) -> None:
    """Takes the cards read as all that are known; those that look the same stay the same objects."""
    before = {card.id: card for card in lane.cards.values()}
    lane.cards = {
        place: old if (old := before.get(card.id)) == card else card
        for place, card in enumerate(found.cards, found.start)
    }
    lane.top = found.top
    lane.version += 1


def _sorts(remembered: Any) -> dict[int, LaneSort]:
    """The orders remembered as a JSON object; what is not understood is left out."""
    if not isinstance(remembered, dict):
        return {}
    known = {sort.value: sort for sort in LaneSort}
    return {
        int(stage): known[sort]
        for stage, sort in remembered.items()
        if str(stage).isdigit() and sort in known
    }


def ahead(lane: Lane, rows: int) -> range | None:
    """The next cards to fetch so that scrolling finds them there, None when there are enough."""
    return lane.missing(lane.top - MARGIN, lane.top + rows + MARGIN)
