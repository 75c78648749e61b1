"""The ways from one screen to another."""

from typing import TYPE_CHECKING

from pipeboard.ui.host import host

if TYPE_CHECKING:
    from pipeboard.ui.commands import PlaceScreen

    Base = PlaceScreen
else:
    Base = object


class Places(Base):
    """A screen from which the agenda, the history and the duplicates can be opened."""

    def action_agenda(self) -> None:
        """Opens the agenda."""
        from pipeboard.ui.screens.agenda import AgendaScreen

        self.app.push_screen(AgendaScreen(self.keymap))

    def action_history(self) -> None:
        """Opens the history."""
        from pipeboard.ui.screens.history import HistoryScreen

        self.app.push_screen(HistoryScreen(self.keymap))

    def action_rates(self) -> None:
        """Changes the exchange rates."""
        from pipeboard.ui.rates import rates
        from pipeboard.ui.screens.text_prompt import TextPrompt

        self.app.push_screen(TextPrompt(lambda: rates(host(self))))

    def action_duplicates(self) -> None:
        """Opens the list of what may be there twice."""
        from pipeboard.ui.screens.duplicates import DuplicatesScreen

        self.app.push_screen(DuplicatesScreen(self.keymap))

    def open_deal(self, deal_id: int) -> None:
        """Opens a deal."""
        from pipeboard.ui.screens.deal import DealScreen

        self.app.push_screen(DealScreen(self.keymap, deal_id))
