"""What the app does for every screen: undo and redo, the help and the palette."""

from functools import cached_property
from typing import TYPE_CHECKING, Any

from pipeboard.keys import GENERAL
from pipeboard.ui.commands import PlaceScreen
from pipeboard.ui.deal_actions import DealActions
from pipeboard.ui.host import host

if TYPE_CHECKING:
    from textual.app import App

    from pipeboard.domain.board import Card
    from pipeboard.ui.undoing import Undoing

    Base = App[Any]
else:
    Base = object


class GeneralActions(Base):
    """The commands that hold everywhere."""

    async def action_undo(self) -> None:
        """Takes back this person's last step, or the few that were one act on the screen."""
        below = self.screen
        count = await below.undoes() if isinstance(below, PlaceScreen) else 1
        while count > 0 and await self._undoing.undo():
            count -= 1

    async def action_redo(self) -> None:
        """Does again what was taken back."""
        await self._undoing.redo()

    @cached_property
    def _undoing(self) -> "Undoing":
        from pipeboard.ui.undoing import Undoing

        return Undoing(host(self), self.push_screen, self._follow)

    def action_help(self) -> None:
        """Shows the keys that work here."""
        from pipeboard.ui.screens.help import HelpScreen

        self.push_screen(HelpScreen(self._where()))

    def action_palette(self) -> None:
        """Finds a command by its name."""
        from pipeboard.ui.screens.palette import Palette

        below = self.screen
        if isinstance(below, PlaceScreen):
            self.push_screen(Palette(below.PLACE, below))

    def _follow(self, card: "Card") -> None:
        """Has the screens put their cursors on a deal that was brought back or moved."""
        for screen in self.screen_stack:
            if isinstance(screen, DealActions):
                screen.deal_came_back(card)

    def _where(self) -> str:
        return self.screen.PLACE if isinstance(self.screen, PlaceScreen) else GENERAL
