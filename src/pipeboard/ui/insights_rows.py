"""All lines of the insights, from the answers down to the reasons."""

from collections.abc import Sequence

from pipeboard.ui.insights_breakdowns import breakdowns, reasons
from pipeboard.ui.insights_figures import answers, figures
from pipeboard.ui.insights_page import Page
from pipeboard.ui.insights_pictures import months, movement, stages
from pipeboard.ui.parts_reader import Parts
from pipeboard.ui.widgets.inks import Inks
from pipeboard.ui.widgets.line_list import Item
from pipeboard.ui.widgets.rows import Entry, Ruled, Words

_SECTIONS = (answers, figures, months, movement, stages, breakdowns, reasons)


class InsightsRows(Ruled):
    """Everything about one scope; what has not been read yet is named and left empty.

    ``expanded`` are the breakdowns that are shown whole.
    """

    def __init__(
        self, inks: Inks, parts: Parts, currency: str, expanded: frozenset[str] = frozenset()
    ) -> None:
        super().__init__(inks)
        self._parts = parts
        self._currency = currency
        self._expanded = expanded
        self._entries: list[Entry] = []

    def items(self, width: int) -> Sequence[Item]:
        """The lines as they are in that width."""
        page = Page(self.inks, self._parts, self._currency, self._expanded, max(width - 2, 20))
        self._entries = [entry for section in _SECTIONS for entry in section(page)]
        return [Item(entry.key, len(entry.lines)) for entry in self._entries]

    def words(self, index: int, line: int, width: int) -> Words:
        """A line of an entry."""
        return self._entries[index].lines[line]
