"""The cells of one record while a deal is read from them."""

import re
from collections.abc import Iterable, Sequence
from typing import Final

from pipeboard.exchange.mapping import Columns

_LINE_BREAKS: Final = re.compile(r"\s*[\r\n\t\v\f]\s*")
_TRUE: Final = frozenset({"1", "true", "yes", "y", "t", "x"})
_FALSE: Final = frozenset({"", "0", "false", "no", "n", "f"})


class Cells:
    """The cells of a record by field; what nobody takes is left to be kept as custom."""

    def __init__(self, cells: Sequence[str], columns: Columns) -> None:
        self._cells = cells
        self._columns = columns
        self._taken: set[int] = set()

    def name(self, field: str) -> str:
        """What the column of a field is called in the file."""
        place = self._columns.first(field)
        return field if place is None else self._columns.names[place]

    def name_at(self, place: int) -> str:
        """What a column is called in the file."""
        return self._columns.names[place]

    def has(self, field: str) -> bool:
        """Whether the file has a column for a field."""
        return field in self._columns.fields

    def same(self, field: str, other: str) -> bool:
        """Whether two fields are told by one column."""
        place = self._columns.first(field)
        return place is not None and place == self._columns.first(other)

    def peek(self, field: str) -> str:
        """The text of a field on one line, left for others to take."""
        place = self._columns.first(field)
        return "" if place is None else _LINE_BREAKS.sub(" ", self._cells[place].strip())

    def line(self, field: str) -> str:
        """The text of a field on one line."""
        self._taken.update(self._columns.fields.get(field, ())[:1])
        return self.peek(field)

    def lines(self, field: str) -> str:
        """The text of a field with its line breaks, each written as one."""
        self.line(field)
        place = self._columns.first(field)
        text = "" if place is None else self._cells[place].strip()
        return text.replace("\r\n", "\n").replace("\r", "\n")

    def each(self, field: str) -> Iterable[tuple[int, str]]:
        """Every column of a field with its text, the surest first; taken as far as one goes."""
        for place in self._columns.fields.get(field, ()):
            self._taken.add(place)
            yield place, self._cells[place].strip()

    def texts(self, field: str) -> Iterable[tuple[int, str]]:
        """Every column of a field with its text, left for others to take."""
        return [(place, self._cells[place]) for place in self._columns.fields.get(field, ())]

    def take(self, places: Iterable[int]) -> None:
        """Takes some columns."""
        self._taken.update(places)

    def flag(self, field: str) -> bool | None:
        """A yes or no; None without such a column, and where it says neither."""
        word = self.peek(field).casefold()
        if not self.has(field) or word not in _TRUE | _FALSE:
            return None
        return self.line(field).casefold() in _TRUE

    def left(self) -> dict[str, str]:
        """What nobody took, by the name of its column; blank cells say nothing."""
        found: dict[str, str] = {}
        for place, cell in enumerate(self._cells):
            if place in self._taken or place in self._columns.ignored or not cell.strip():
                continue
            name = self._columns.names[place]
            while name in found:
                name += " 2"
            found[name] = cell if place in self._columns.verbatim else cell.strip()
        return found
