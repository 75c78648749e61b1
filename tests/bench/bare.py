"""The least that a Textual app can be."""

from textual.app import App, ComposeResult
from textual.widgets import Static

SHOWN = "a bare Textual app"


class Bare(App[None]):
    """One line of text."""

    def compose(self) -> ComposeResult:
        yield Static(SHOWN)


if __name__ == "__main__":
    Bare().run()
