"""All lines of the insights, from the answers down to the reasons."""

from collections.abc import Iterator

from pipeboard.ui.insights_breakdowns import breakdowns, reasons
from pipeboard.ui.insights_figures import answers, figures
from pipeboard.ui.insights_page import Page
from pipeboard.ui.insights_pictures import months, movement, stages
from pipeboard.ui.parts_reader import Parts
from pipeboard.ui.widgets.inks import Inks
from pipeboard.ui.widgets.rows import Entry, EntryRows

_LEAST = 20
_SECTIONS = (answers, figures, months, movement, stages, breakdowns, reasons)


class InsightsRows(EntryRows):
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

    def entries(self, width: int) -> Iterator[Entry]:
        """The lines of all sections."""
        page = Page(self.inks, self._parts, self._currency, self._expanded, max(width, _LEAST))
        for section in _SECTIONS:
            yield from section(page)
