"""Putting a question, a form or a confirmation on top of a screen."""

from collections.abc import Awaitable, Callable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from textual.geometry import Region

    from pipeboard.ui.commands import PlaceScreen
    from pipeboard.ui.screens.form import Sheet
    from pipeboard.ui.screens.question import Following, Prepare

    Base = PlaceScreen
else:
    Base = object


class Asks(Base):
    """A screen whose commands ask something before they write."""

    def _prompt(
        self,
        prepare: "Prepare",
        *,
        place: "Region | None" = None,
        avoid: "Region | None" = None,
    ) -> None:
        """Asks for one line, at ``place`` or where it leaves ``avoid`` in sight."""
        from pipeboard.ui.screens.text_prompt import TextPrompt

        self.app.push_screen(TextPrompt(prepare, place=place, avoid=avoid))

    def _fill_in(
        self, prepare: "Callable[[], Awaitable[Sheet]]", *, avoid: "Region | None" = None
    ) -> None:
        """Opens a form."""
        from pipeboard.ui.screens.form import Form

        self.app.push_screen(Form(prepare, avoid=avoid))

    def _confirm(
        self,
        title: str,
        yes: "Callable[[], Awaitable[Following]]",
        *,
        does: str,
        details: Sequence[str] = (),
        describe: "Callable[[], Awaitable[Sequence[str]]] | None" = None,
    ) -> None:
        """Asks whether ``yes`` is to be done; ``describe`` reads what that would do."""
        from pipeboard.ui.screens.confirm import Confirm

        self.app.push_screen(Confirm(title, yes, does=does, details=details, describe=describe))
