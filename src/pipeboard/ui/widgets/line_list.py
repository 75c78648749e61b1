"""A long list of which only the visible lines are drawn: agenda, history, picks, a deal's parts.

What is in it comes from a :class:`Source`. The cursor stands on an item and is kept by the item's
key when the source changes, so a redraw never moves it to something else.
"""

from bisect import bisect_right
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Protocol

from rich.segment import Segment
from textual import events
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip


@dataclass(frozen=True, slots=True)
class Item:
    """Something in the list, ``lines`` high; without a key the cursor passes over it."""

    key: Hashable | None
    lines: int = 1


class Source(Protocol):
    """What a list shows."""

    def items(self, width: int) -> Sequence[Item]:
        """Everything in the list, in its order, as it is in ``width`` cells."""

    def draw(self, index: int, line: int, width: int, cursor: bool) -> Strip:
        """Line ``line`` of item ``index``; ``cursor`` says whether the cursor is on the item."""


class LineList(ScrollView, can_focus=False):
    """A scrolling list with a cursor; it binds no keys, its screen moves the cursor."""

    DEFAULT_CSS = """
    LineList { scrollbar-size: 0 0; overflow: hidden scroll; height: 1fr; }
    """

    class Clicked(Message):
        """An item was clicked; ``again`` says that the cursor was on it already."""

        def __init__(self, line_list: "LineList", *, again: bool) -> None:
            super().__init__()
            self.line_list = line_list
            self.again = again

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._source: Source | None = None
        self.active = True
        self._items: Sequence[Item] = ()
        self._starts: list[int] = [0]
        self._index: int | None = None
        self._width = 0

    @property
    def key(self) -> Hashable | None:
        """The key of the item under the cursor."""
        return None if self._index is None else self._items[self._index].key

    @property
    def index(self) -> int | None:
        """The place of the item under the cursor, counting everything in the list."""
        return self._index

    def firsts(self) -> list[tuple[int, Hashable]]:
        """The place and key of the first item of every run of items between others."""
        found: list[tuple[int, Hashable]] = []
        before: Hashable | None = None
        for index, item in enumerate(self._items):
            if item.key is not None and before is None:
                found.append((index, item.key))
            before = item.key
        return found

    def show(self, source: Source) -> None:
        """Shows another source, or the same after it changed; the cursor stays on its item.

        When that item is gone, the cursor goes to what has come into its place.
        """
        self._source = source
        self._width = 0
        if self.size.width:
            self._measure()
            self.refresh()
        else:  # not laid out yet, but keys typed by now already move the cursor
            self._take_items(self.app.size.width)

    def set_active(self, active: bool) -> None:
        """Says whether the cursor shows: of several lists side by side only one has it."""
        if active != self.active:
            self.active = active
            self._redraw(self._index)

    def go(self, key: Hashable) -> bool:
        """Puts the cursor on the item with a key; False when there is none."""
        for index, item in enumerate(self._items):
            if item.key == key:
                self._put(index)
                return True
        return False

    def move(self, by: int) -> bool:
        """Moves the cursor by as many items as can be chosen; False when it is at that end.

        A list without such items is scrolled instead.
        """
        if self._index is None:
            self.scroll_relative(y=by, animate=False)
            return True
        step, index, left = (1 if by > 0 else -1), self._index, abs(by)
        found = index
        while left and 0 <= index + step < len(self._items):
            index += step
            if self._items[index].key is not None:
                found, left = index, left - 1
        if found == self._index:
            self._reveal(found)
            return False
        self._put(found)
        return True

    def page(self, by: int) -> bool:
        """Moves the cursor by screenfuls; False when it is at that end."""
        before = self._index
        if before is None:
            return self.move(by * max(self.size.height - 1, 1))
        line = self._starts[before] + by * max(self.size.height - 1, 1)
        self._put(self._nearest(self._at(line)))
        return self._index != before

    def first(self) -> bool:
        """Moves the cursor to the first item; False when there is nothing before it."""
        before, scrolled = self._index, self.scroll_offset.y > 0
        self.scroll_to(y=0, animate=False)
        if self._index is not None:
            self._put(self._nearest(0))
        return scrolled or self._index != before

    def last(self) -> bool:
        """Moves the cursor to the last item; False when there is nothing after it."""
        before, below = self._index, self.below > 0
        self.scroll_to(y=self.virtual_size.height, animate=False)
        if self._index is not None:
            self._put(self._nearest(len(self._items) - 1))
        return below or self._index != before

    @property
    def below(self) -> int:
        """How many lines there are below those that are visible."""
        return max(self._starts[-1] - round(self.scroll_offset.y) - self.size.height, 0)

    def run(self) -> list[Hashable]:
        """The keys of the run of items that the cursor is in."""
        found: list[Hashable] = []
        for index, item in enumerate(self._items):
            if item.key is not None:
                found.append(item.key)
            elif self._index is not None and index > self._index:
                break
            else:
                found.clear()
        return found

    def next_run(self, by: int) -> None:
        """Moves the cursor to the first item of a run of items so many on, around the end."""
        firsts = self.firsts()
        if firsts:
            here = sum(index <= (self._index or 0) for index, _ in firsts) - 1
            self.go(firsts[(here + by) % len(firsts)][1])
            self.reveal_run()

    def reveal_run(self) -> None:
        """Scrolls so that the heading above the cursor is visible, and what is below it as far as
        there is room.
        """
        if self._index is None:
            return
        top, end = self._index, self._index + 1
        while top and self._items[top - 1].key is not None:
            top -= 1
        while end < len(self._items) and self._items[end].key is not None:
            end += 1
        y = round(self.scroll_offset.y)
        wanted = max(y, self._starts[end] - self.size.height)
        wanted = min(wanted, self._starts[max(top - 1, 0)])
        if wanted != y:
            self.scroll_to(y=wanted, animate=False)

    def where(self, key: Hashable) -> Region | None:
        """The place on the screen of the item with a key; None when it is not visible."""
        for index, item in enumerate(self._items):
            if item.key == key:
                area = self._area(index).translate(self.content_region.offset)
                return area if self.content_region.overlaps(area) else None
        return None

    def redraw(self, key: Hashable) -> None:
        """Draws the item with a key again, after its look changed."""
        for index, item in enumerate(self._items):
            if item.key == key:
                self._redraw(index)

    def render_line(self, y: int) -> Strip:
        """Draws one visible line."""
        width = self.size.width
        if width != self._width:
            self._measure()
        line = y + round(self.scroll_offset.y)
        if self._source is None or line >= self._starts[-1] or not self._items:
            return Strip([Segment(" " * width, self.rich_style)], width)
        index = self._at(line)
        cursor = self.active and index == self._index
        return self._source.draw(index, line - self._starts[index], width, cursor)

    def on_resize(self) -> None:
        """Keeps the cursor in view."""
        if self._index is not None:
            self._reveal(self._index)

    def on_click(self, event: events.Click) -> None:
        """Puts the cursor where the mouse is."""
        line = event.y + round(self.scroll_offset.y)
        if line >= self._starts[-1] or not self._items:
            return
        index = self._at(line)
        if self._items[index].key is None:
            return
        again = index == self._index and self.active
        self._put(index)
        self.post_message(self.Clicked(self, again=again))

    def _measure(self) -> None:
        """Asks the source what there is; also while drawing, so that the first picture is whole."""
        self._width = self.size.width
        self._take_items(self._width)
        self.set_reactive(ScrollView.virtual_size, Size(self._width, self._starts[-1]))
        if self._index is not None:
            self._reveal(self._index)

    def _take_items(self, width: int) -> None:
        key, index = self.key, self._index
        self._items = self._source.items(width) if self._source else ()
        self._starts = [0, *accumulate(item.lines for item in self._items)]
        self._index = self._found(key, index)

    def _found(self, key: Hashable | None, index: int | None) -> int | None:
        if key is not None:
            for place, item in enumerate(self._items):
                if item.key == key:
                    return place
        return self._nearest(index or 0)

    def _nearest(self, index: int) -> int | None:
        """The item at ``index`` or after it that can be chosen, else the last one before it."""
        for place in range(max(index, 0), len(self._items)):
            if self._items[place].key is not None:
                return place
        for place in range(min(index, len(self._items)) - 1, -1, -1):
            if self._items[place].key is not None:
                return place
        return None

    def _at(self, line: int) -> int:
        line = min(max(line, 0), self._starts[-1] - 1)
        return bisect_right(self._starts, line) - 1

    def _put(self, index: int | None) -> None:
        if index is None:
            return
        before, self._index = self._index, index
        self._reveal(index)
        if before != index:
            self._redraw(before)
            self._redraw(index)

    def _reveal(self, index: int) -> None:
        """Scrolls so that an item is visible, with the headings right above it."""
        if not self.size.height:
            return
        top = index
        while top and self._items[top - 1].key is None and index - top < 2:
            top -= 1
        first, end = self._starts[top], self._starts[index + 1]
        height = self.size.height
        y = round(self.scroll_offset.y)
        if first < y or end - first > height:
            y = min(first, self._starts[index])
            if end - y > height:
                y = max(min(self._starts[index], end - height), 0)
        elif end > y + height:
            y = end - height
        if y != round(self.scroll_offset.y):
            self.scroll_to(y=y, animate=False)

    def _area(self, index: int) -> Region:
        y = self._starts[index] - round(self.scroll_offset.y)
        return Region(0, y, self.size.width, self._items[index].lines)

    def _redraw(self, index: int | None) -> None:
        if index is not None and index < len(self._items):
            self.refresh(self._area(index))
