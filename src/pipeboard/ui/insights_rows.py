"""All lines of the insights, from the answers down to the reasons."""

from collections.abc import Iterator, Mapping

from pipeboard.domain.lacks import Lack
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

    ``expanded`` are the breakdowns that are shown whole, ``ways`` the keys that set what is lacking.
    """

    def __init__(
        self,
        inks: Inks,
        parts: Parts,
        currency: str,
        expanded: frozenset[str],
        ways: Mapping[Lack, str],
    ) -> None:
        super().__init__(inks)
        self._parts = parts
        self._currency = currency
        self._expanded = expanded
        self._ways = ways

    def entries(self, width: int) -> Iterator[Entry]:
        """The lines of all sections."""
        across = max(width, _LEAST)
        page = Page(self.inks, self._parts, self._currency, self._expanded, across, self._ways)
        for section in _SECTIONS:
            yield from section(page)
