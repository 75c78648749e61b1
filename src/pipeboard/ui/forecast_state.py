"""What the forecast shows: its columns with the deals around what is visible, the cursor, the marks.

The cursor is on a deal, not at a place: wherever the deal goes, the cursor goes with it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from pipeboard.domain.filterterms import Filter
from pipeboard.domain.forecast import AHEAD, UNITS, Column, Expected, Forecast, Heap, Place
from pipeboard.domain.periods import PeriodUnit, period_of
from pipeboard.service import forecast as service
from pipeboard.service.boards import EVERYTHING
from pipeboard.service.workspace import Workspace

PAGE = 60
"""Deals read at once beyond those that are visible."""

_FIRST = 1
"""The column at the left at first: that of what is overdue."""

FARTHEST = 60
"""The most columns on either side of the present one."""


@dataclass(slots=True)
class Lane:
    """One column: ``cards`` has the deals that are known, by their number, ``top`` the first visible."""

    column: Column
    top: int = 0
    cards: dict[int, Expected] = field(default_factory=dict)

    def missing(self, rows: int) -> range | None:
        """The numbers to read so that all that is visible is known; None when it is."""
        end = min(self.top + rows, self.column.count)
        for number in range(self.top, end):
            if number not in self.cards:
                return range(number, min(end + PAGE, self.column.count))
        return None


@dataclass(frozen=True, slots=True)
class Ask:
    """What is shown: by which unit, how many columns, of whose deals, and where the cursor is."""

    unit: PeriodUnit = PeriodUnit.MONTH
    back: int = 0
    """Columns before the present one."""
    ahead: int = AHEAD[PeriodUnit.MONTH]
    """Columns from the present one on."""
    pipeline_id: int | None = None
    owner: str | None = None
    filter: Filter = EVERYTHING
    deal: int | None = None
    """The deal under the cursor."""


@dataclass(frozen=True, slots=True)
class Found:
    """The figures, and where the cursor's deal is now, if it is there."""

    forecast: Forecast
    cursor: tuple[Place, int] | None


def read(ws: Workspace, ask: Ask) -> Found:
    """Reads the figures, and where the deal under the cursor is."""
    first = period_of(ws.today(), ask.unit).moved(-ask.back)
    found = service.forecast(
        ws,
        ask.unit,
        first=first,
        count=ask.back + ask.ahead,
        pipeline_id=ask.pipeline_id,
        owner=ask.owner,
        filter_=ask.filter,
    )
    return Found(found, None if ask.deal is None else service.locate(ws, found, ask.deal))


def read_pages(
    ws: Workspace, of: Forecast, wanted: Sequence[tuple[Place, range]]
) -> list[tuple[Place, int, list[Expected]]]:
    """Reads deals of some columns, each from a number on."""
    return [
        (place, numbers.start, service.page(ws, of, place, numbers.start, len(numbers)))
        for place, numbers in wanted
    ]


class ForecastState:
    """The forecast as it is shown."""

    def __init__(self) -> None:
        self.unit = PeriodUnit.MONTH
        self.back = 0
        self.ahead = AHEAD[self.unit]
        self.forecast: Forecast | None = None
        self.lanes: list[Lane] = []
        self.at = 0
        self.number = 0
        self.deal: int | None = None
        self.added: int | None = None
        """The new deal that the cursor is to go to, until it was looked for."""
        self.marked: dict[int, Expected] = {}
        """The marked deals, as they were seen."""
        self.first = _FIRST
        self.rows = 10

    @property
    def lane(self) -> Lane | None:
        """The column that the cursor is in."""
        return self.lanes[self.at] if self.lanes else None

    @property
    def card(self) -> Expected | None:
        """The deal under the cursor."""
        return self.lane.cards.get(self.number) if self.lane else None

    @property
    def targets(self) -> list[Expected]:
        """The deals that a command acts on: the marked ones, else the one under the cursor."""
        if self.marked:
            return list(self.marked.values())
        return [self.card] if self.card else []

    def show_unit(self, unit: PeriodUnit) -> None:
        """Shows months, weeks or quarters from the present one on."""
        self.unit, self.back, self.ahead = unit, 0, AHEAD[unit]
        self.lanes, self.first = [], _FIRST

    def next_unit(self) -> PeriodUnit:
        """What the columns are after those of now."""
        return UNITS[(UNITS.index(self.unit) + 1) % len(UNITS)]

    def apply(self, found: Found) -> None:
        """Shows new figures; the deals are to be read again, the cursor goes where its deal is."""
        before = {lane.column.place: lane for lane in self.lanes}
        here = self.lane.column.place if self.lane else None
        self.forecast = found.forecast
        self.lanes = [
            Lane(each, min(before[each.place].top, max(each.count - 1, 0)))
            if each.place in before
            else Lane(each)
            for each in _in_order(found.forecast, self.back)
        ]
        places = [lane.column.place for lane in self.lanes]
        if found.cursor is not None and found.cursor[0] in places:
            place, number = found.cursor
            self.put(places.index(place), number)
        elif here in places:
            self.put(places.index(here), self.number)
        else:
            self.put(self._begin(), 0)

    def keep(self, place: Place, start: int, cards: Iterable[Expected]) -> None:
        """Takes in deals of a column; a marked one was seen as it is now."""
        for lane in self.lanes:
            if lane.column.place == place:
                for number, card in enumerate(cards, start):
                    lane.cards[number] = card
                    if card.id in self.marked:
                        self.marked[card.id] = card

    def toggle_marks(self, cards: Sequence[Expected]) -> None:
        """Marks deals, or unmarks them when all are marked."""
        if all(card.id in self.marked for card in cards):
            for card in cards:
                del self.marked[card.id]
        else:
            self.marked.update({card.id: card for card in cards})

    def put(self, lane: int, number: int) -> None:
        """Puts the cursor on a deal of a column by their numbers, and scrolls it into view."""
        self.at = min(max(lane, 0), len(self.lanes) - 1)
        target = self.lanes[self.at]
        self.number = min(max(number, 0), max(target.column.count - 1, 0))
        target.top = max(min(target.top, self.number), self.number - self.rows + 1, 0)
        self.settle()

    def settle(self) -> None:
        """Takes note of which deal the cursor is on, None while that is not known."""
        self.deal = self.card.id if self.card else None

    def fit_rows(self, rows: int) -> None:
        """Takes note of how many deals are visible; the cursor's stays one of them."""
        if rows != self.rows:
            self.rows = max(rows, 1)
            if self.lanes:
                self.put(self.at, self.number)

    def scroll(self, lane: int, by: int) -> None:
        """Scrolls a column; the cursor may leave the view."""
        target = self.lanes[lane]
        target.top = max(min(target.top + by, target.column.count - self.rows), 0)

    def present(self) -> int:
        """The number of the present column."""
        return self.back + 2

    def _begin(self) -> int:
        """The first column from the present one on with a deal, else one beside it, else that one."""
        start = self.present()
        order = [*range(start, len(self.lanes)), start - 1, start - 2]
        return next((at for at in order if self.lanes[at].column.count), start)


def _in_order(found: Forecast, back: int) -> list[Column]:
    """Past columns, the heaps without a day and overdue, the present and later ones, all after."""
    heaps: Mapping[Heap, Column] = found.heaps
    return [
        *found.columns[:back],
        heaps[Heap.UNDATED],
        heaps[Heap.OVERDUE],
        *found.columns[back:],
        heaps[Heap.LATER],
    ]
