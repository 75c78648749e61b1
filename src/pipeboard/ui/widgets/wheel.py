"""The mouse wheel over what scrolls by itself: a lane of the board, a column of the forecast."""

from textual import events

from pipeboard.ui.widgets.lines import Lines

_LINES = 3


class WheelLines(Lines):
    """Ready lines over which the wheel may be turned; ``turned`` is told by how many cards."""

    def turned(self, x: int, by: int) -> None:
        """The wheel was turned in column ``x`` of the widget; back when ``by`` is negative."""
        raise NotImplementedError

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Scrolls on."""
        self._turn(event, _LINES)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Scrolls back."""
        self._turn(event, -_LINES)

    def _turn(self, event: events.MouseEvent, by: int) -> None:
        event.stop()
        event.prevent_default()
        self.turned(event.x, by)
