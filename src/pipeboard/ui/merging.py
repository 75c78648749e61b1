"""Merging what is marked on the board."""

from collections.abc import Callable, Sequence

from textual.screen import Screen

from pipeboard.domain.changes import Step
from pipeboard.domain.merging import Kind
from pipeboard.domain.words import many
from pipeboard.ui.host import host
from pipeboard.ui.screens.merge import MergePrompt


def merge_marked(
    screen: Screen[None], marked: Sequence[int], wrote: Callable[[Step | None, int], None]
) -> None:
    """Shows the two marked deals side by side, the one that was marked first as the one to keep."""
    if len(marked) == 2:
        screen.app.push_screen(MergePrompt(Kind.DEAL, marked[0], marked[1], wrote))
        return
    app = host(screen)
    keys = app.keymap.named("mark.toggle").keys
    how = f" with {keys[0]}" if keys else ""
    now = f"{many(len(marked), 'deal')} {'is' if len(marked) == 1 else 'are'}"
    app.say(f"mark two deals{how} to merge them; {now if marked else 'none is'} marked", "warning")
