"""The keys that work where it was opened."""

from collections.abc import Sequence

from textual import events
from textual.app import ComposeResult
from textual.screen import ModalScreen
from textual.widget import Widget

from pipeboard.keys import GENERAL, PLACES, Command, help_groups, key_label
from pipeboard.ui import text as cells
from pipeboard.ui.commands import is_modifier, readable_key
from pipeboard.ui.host import host
from pipeboard.ui.widgets.heading import Heading
from pipeboard.ui.widgets.inks import Inks, make_inks
from pipeboard.ui.widgets.line_list import LineList
from pipeboard.ui.widgets.rows import Entries, Entry, Words, heading
from pipeboard.ui.widgets.status import BottomLine

_TWO_COLUMNS = 120
_KEYS = 14
SIGNS: Sequence[tuple[str, str]] = (
    ("late", "Overdue."),
    ("today", "Due today."),
    ("coming", "Due on a later day."),
    ("nothing", "No next step is planned; in a deal, the field is empty."),
    ("stale", "Nobody has touched the deal for longer than its stage allows."),
    ("high", "A follow-up of high priority."),
    ("good_fit", "A good fit: the deal meets all that the ideal customer is."),
    ("part_fit", "A fit in part: it meets some of that."),
    ("poor_fit", "A poor fit: it meets none of that."),
    ("undecided", "Qualified, but none of its contacts is known to be a decision-maker."),
    ("about", "Before a sum: all currencies as one, by the exchange rates of the day after it."),
    ("done", "Met, of what must be true before a deal leaves its stage; in a box: ticked."),
    ("won", "Won: in the forecast, before the day."),
    ("C B O", "In the forecast: commit, best case, omitted."),
    ("-5k", "A gap below 0: so much more than the target."),
    (
        "+1",
        "One more currency, for which there is no room; a + after a sum says that there are more.",
    ),
    ("marked", "Marked: commands act on all that are."),
    ("ellipsis", "A text is cut off here."),
)
"""The signs of a look by their names there, or as they are, and what they mean."""
_LEAVE = frozenset(("escape", "ctrl+c"))
_TYPING: Sequence[tuple[str, str]] = (
    ("enter", "Do it."),
    ("1-9", "Pick from the list that is shown; in a line to type in, with enter."),
    ("tab", "Take what is suggested; in a form go to the next field."),
    ("ctrl+j", "Start a new line in a note."),
    ("ctrl+w ctrl+u", "Delete the word, or all, before the cursor; ctrl+y brings it back."),
    ("esc", "Leave; what was typed is kept, and the same key offers it again."),
)


class HelpScreen(ModalScreen[None], inherit_bindings=False):
    """The commands of a place in their groups; esc goes back."""

    DEFAULT_CSS = """
    HelpScreen > #columns { layout: horizontal; height: 1fr; }
    HelpScreen #second { display: none; }
    HelpScreen.-two #second { display: block; }
    """

    GENERAL_ACTIONS = ("interrupt", "suspend", "leave")

    def __init__(self, place: str) -> None:
        super().__init__()
        self._place = place
        self._width = 0
        self._first = LineList(id="first")
        self._second = LineList(id="second")
        self.bottom = BottomLine(make_inks(host(self).look), host(self).keymap, GENERAL)

    def compose(self) -> ComposeResult:
        """A heading, one or two columns, and how much there is above and below."""
        inks = make_inks(host(self).look)
        title = Heading(inks)
        title.show("Help", f"keys {PLACES[self._place]}   esc goes back")
        yield title
        yield Widget(self._first, self._second, id="columns")
        yield self.bottom

    def on_mount(self) -> None:
        """Fills the columns."""
        self._fill()

    def on_resize(self) -> None:
        """Takes one column or two."""
        if self._width != self.app.size.width:
            self._fill()
        self.call_after_refresh(self._tell_more)

    def on_key(self, event: events.Key) -> None:
        """Scrolls, goes back; says so when a key does none of it."""
        event.stop()
        event.prevent_default()
        key = readable_key(event.key)
        if event.key in _LEAVE or key in host(self).keymap.named("help").keys:
            self.dismiss()
            return
        page = max(self._first.size.height - 1, 1)
        steps = {"up": -1, "k": -1, "down": 1, "j": 1, "pageup": -page, "pagedown": page}
        steps |= {"space": page, "home": -10_000, "end": 10_000, "g": -10_000, "G": 10_000}
        by = steps.get(event.key) or steps.get(event.character or "")
        if by:
            for line_list in (self._first, self._second):
                line_list.move(by)
            self.call_after_refresh(self._tell_more)
        elif not is_modifier(event.key):
            host(self).say(f"{key} does nothing in the help; esc closes it")

    def on_paste(self, event: events.Paste) -> None:
        """Says that nothing is typed here."""
        event.stop()
        host(self).say("nothing is being typed here", "warning")

    def _fill(self) -> None:
        self._width = self.app.size.width
        two = self._width >= _TWO_COLUMNS
        self.set_class(two, "-two")
        inks = make_inks(host(self).look)
        width = self._width // (2 if two else 1) - 2
        groups = help_groups(self._place, host(self).keymap)
        blocks = [_block(name, _rows(found), width, inks) for name, found in groups.items()]
        blocks.append(_block("While typing", _TYPING, width, inks))
        signs = [(getattr(inks.glyphs, sign, sign), means) for sign, means in SIGNS]
        blocks.append(_block("Signs", signs, width, inks))
        split = _half(blocks) if two else len(blocks)
        self._first.show(Entries(inks, _joined(blocks[:split])))
        self._second.show(Entries(inks, _joined(blocks[split:])))

    def _tell_more(self) -> None:
        """Says how to see what does not fit, and how much that is."""
        lists = (self._first, self._second)
        below = max(line_list.below for line_list in lists)
        above = max(round(line_list.scroll_offset.y) for line_list in lists)
        keys = [("esc", "Back")]
        if below or above:
            keys = [("pgdn", f"{below} more lines below"), ("pgup", f"{above} above")]
            keys = [key for key, more in zip(keys, (below, above), strict=True) if more]
            keys += [("j k", "Scroll"), ("esc", "Back")]
        self.bottom.show_keys(keys)


def _rows(commands: Sequence[Command]) -> list[tuple[str, str]]:
    return [(key_label(command.keys), command.help) for command in commands]


def _block(title: str, rows: Sequence[tuple[str, str]], width: int, inks: Inks) -> list[Entry]:
    """A group: its heading, then a line per command; a long text goes on below."""
    from pipeboard.ui.widgets.drawing import wrapped

    entries = [Entry(None, [heading(title, "", width, inks.glyphs.horizontal)])]
    for keys, text in rows:
        lines: list[Words] = [
            [
                (cells.fit(keys if place == 0 else "", _KEYS - 1) + " ", "key"),
                (row, "text"),
            ]
            for place, row in enumerate(wrapped(text, max(width - _KEYS, 10)))
        ]
        entries.append(Entry(None, lines))
    return entries


def _joined(blocks: Sequence[Sequence[Entry]]) -> list[Entry]:
    entries: list[Entry] = []
    for block in blocks:
        entries += [*block, Entry(None, [()])]
    return entries


def _half(blocks: Sequence[Sequence[Entry]]) -> int:
    """How many blocks go into the first column, so that both are about as long."""
    heights = [sum(len(entry.lines) for entry in block) for block in blocks]
    return min(
        range(1, len(blocks) + 1),
        key=lambda split: abs(sum(heights[:split]) - sum(heights[split:])),
    )
