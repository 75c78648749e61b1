"""Which lanes of a pipeline are visible, and how wide each is."""

from collections.abc import Sequence
from dataclasses import dataclass

NARROWEST = 17
"""The cells that a lane needs to be readable, with the rule at its right."""

FOLDED = 9
"""The cells of a folded lane, with the rule at its right."""

PANE_NEEDS = 60
"""The columns from which on the detail pane can stand beside the board."""

_PANE_LEAST, _PANE_MOST = 34, 56


@dataclass(frozen=True, slots=True)
class Slot:
    """The place of one visible lane; its last cell is for the rule, which the last lane has not."""

    lane: int
    x: int
    width: int
    rule: bool


@dataclass(frozen=True, slots=True)
class Window:
    """The visible lanes, in order, out of ``lanes`` that there are."""

    slots: tuple[Slot, ...]
    lanes: int

    @property
    def first(self) -> int:
        """The index of the first visible lane."""
        return self.slots[0].lane if self.slots else 0

    @property
    def last(self) -> int:
        """The index of the last visible lane."""
        return self.slots[-1].lane if self.slots else -1

    @property
    def hides(self) -> bool:
        """Whether there are lanes that cannot be seen."""
        return len(self.slots) < self.lanes


def pane_width(columns: int) -> int:
    """How many columns the detail pane takes of all; 0 when there is no room for it."""
    if columns < PANE_NEEDS:
        return 0
    return min(max(columns * 3 // 8, _PANE_LEAST), _PANE_MOST)


def window(columns: int, folded: Sequence[bool], first: int, cursor: int) -> Window:
    """Lays out lanes in ``columns`` so that the lane ``cursor`` is among them.

    ``folded`` has an entry per lane; ``first`` is the lane to begin with if that can be. When there
    is room on the right, lanes before it are shown as well. Where not even one fits, one is shown.
    """
    needs = [FOLDED if fold else NARROWEST for fold in folded]
    if not needs:
        return Window((), 0)
    first = min(max(first, 0), cursor)
    while _end(columns, needs, first) <= cursor and first < cursor:
        first += 1
    while first > 0 and _end(columns, needs, first - 1) == len(needs):
        first -= 1
    end = _end(columns, needs, first)
    return Window(tuple(_slots(columns, folded, needs, first, end)), len(needs))


def _end(columns: int, needs: Sequence[int], first: int) -> int:
    """The lane after the last one that fits when ``first`` comes first."""
    used = 0
    for lane in range(first, len(needs)):
        used += needs[lane]
        if used > columns:
            return max(lane, first + 1)
    return len(needs)


def _slots(
    columns: int, folded: Sequence[bool], needs: Sequence[int], first: int, end: int
) -> list[Slot]:
    lanes = range(first, end)
    if len(lanes) == 1:
        return [Slot(first, 0, min(columns, FOLDED) if folded[first] else columns, rule=False)]
    spare = columns - sum(needs[lane] for lane in lanes)
    wide = [lane for lane in lanes if not folded[lane]]
    slots: list[Slot] = []
    x = 0
    for lane in lanes:
        width = needs[lane]
        if lane in wide:
            place = wide.index(lane)
            width += spare * (place + 1) // len(wide) - spare * place // len(wide)
        slots.append(Slot(lane, x, width, rule=lane < end - 1))
        x += width
    return slots
