"""Going through a fixed set of things one by one, until none is left."""

from collections.abc import Iterable


class Walk:
    """Which of some things is looked at, and which are settled; what is settled is passed over."""

    def __init__(self, ids: Iterable[int]) -> None:
        self.ids = tuple(ids)
        self._place = 0
        self._places = {each: place for place, each in enumerate(self.ids)}
        self._settled: set[int] = set()

    @property
    def here(self) -> int | None:
        """What is looked at; None past the last one."""
        return self.ids[self._place] if self._place < len(self.ids) else None

    @property
    def left(self) -> int:
        """How many are not settled yet."""
        return len(self.ids) - len(self._settled)

    def is_settled(self, which: int) -> bool:
        """Whether one of them is settled."""
        return which in self._settled

    def settle(self, which: int) -> None:
        """Counts one of them as settled; it is still looked at until somebody goes on."""
        if which in self._places:
            self._settled.add(which)

    def unsettle(self, which: int) -> None:
        """Takes that back, and looks at it again."""
        self._settled.discard(which)
        self._place = self._places[which]

    def on(self) -> int | None:
        """Goes on to the next that is not settled, or past the last one; returns what is there."""
        self._place = self._next(self._place + 1)
        return self.here

    def back(self) -> bool:
        """Goes back to the nearest before that is not settled; False when there is none."""
        for place in range(self._place - 1, -1, -1):
            if self.ids[place] not in self._settled:
                self._place = place
                return True
        return False

    def _next(self, place: int) -> int:
        while place < len(self.ids) and self.ids[place] in self._settled:
            place += 1
        return min(place, len(self.ids))
