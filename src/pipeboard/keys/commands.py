"""The table of commands. A command holds in the places it names, a general one in all of them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

GENERAL = "general"
PLACES: Mapping[str, str] = {
    "board": "on the board",
    "deal": "on an open deal",
    "agenda": "in the agenda",
    "history": "in the history",
    GENERAL: "everywhere",
}
"""Place -> how a sentence says it."""


@dataclass(frozen=True, slots=True)
class Command:
    """One thing that the keyboard can ask for."""

    name: str
    """What the config file calls it."""
    keys: tuple[str, ...]
    title: str
    """A word or two, for the footer and the palette."""
    help: str
    """What it does, as a sentence."""
    action: str
    """The method of the screen that does it, as Textual writes it; ``{number}`` is which of its keys it
    was, from 1."""
    where: tuple[str, ...]
    group: str
    """The heading it stands under in the help."""
    footer: int = 0
    """Its rank among the hints of the footer, 1 first; 0 leaves it out."""


def _make() -> Iterator[Command]:
    def commands(
        group: str, where: str, *rows: tuple[str, str, str, str, str, int]
    ) -> Iterator[Command]:
        for name, keys, title, action, text, footer in rows:
            places = tuple(where.split())
            yield Command(name, tuple(keys.split()), title, text, action, places, group, footer)

    everywhere = "board deal agenda history"
    yield from commands(
        "Moving around",
        everywhere,
        ("cursor.up", "up k", "Up", "move_cursor(0, -1)", "Move the cursor up.", 0),
        ("cursor.down", "down j", "Down", "move_cursor(0, 1)", "Move the cursor down.", 0),
        ("cursor.first", "g home", "First", "move_to_end(-1)", "Go to the first one.", 0),
        ("cursor.last", "G end", "Last", "move_to_end(1)", "Go to the last one.", 0),
        ("cursor.page_up", "pgup", "Page up", "move_page(-1)", "Move up by a screenful.", 0),
        ("cursor.page_down", "pgdn", "Page down", "move_page(1)", "Move down by a screenful.", 0),
    )
    yield from commands(
        "Moving around",
        "board deal",
        (
            "cursor.left",
            "left h",
            "Left",
            "move_cursor(-1, 0)",
            "Go to the stage before, on a deal to the left column.",
            0,
        ),
        (
            "cursor.right",
            "right l",
            "Right",
            "move_cursor(1, 0)",
            "Go to the next stage, on a deal to the right column.",
            0,
        ),
    )
    yield from commands(
        "Moving around",
        "deal",
        (
            "section.next",
            "tab",
            "Next section",
            "next_section(1)",
            "Go to the next section: contacts, follow-ups, notes, history.",
            3,
        ),
        (
            "section.previous",
            "shift+tab",
            "Section before",
            "next_section(-1)",
            "Go to the section before.",
            0,
        ),
        (
            "item.edit",
            "enter e",
            "Edit",
            "edit_item",
            "Edit what is under the cursor, where it stands.",
            1,
        ),
    )
    yield from commands(
        "Moving around",
        "board",
        (
            "lane.jump",
            "1 2 3 4 5 6 7 8 9",
            "Jump to a stage",
            "jump_to_lane({number})",
            "Jump to the stage with that number.",
            0,
        ),
        (
            "pane.toggle",
            "tab",
            "Detail pane",
            "toggle_pane",
            "Show or hide the detail pane beside the board.",
            12,
        ),
        (
            "lane.sort",
            "t",
            "Sort",
            "sort_lane",
            "Sort the stage by hand, value, next step, expected close or days in stage.",
            0,
        ),
        (
            "lane.fold",
            "_",
            "Fold",
            "fold_lane",
            "Fold the stage to a thin column, or unfold it.",
            0,
        ),
        (
            "filter",
            "/",
            "Filter",
            "filter",
            "Show only the deals that match, as you type: acme owner:ann >50k closes<30d stale.",
            5,
        ),
        ("pipeline.pick", "p", "Pipeline", "pick_pipeline", "Switch to another pipeline.", 0),
    )
    yield from commands(
        "Moving around",
        "board agenda history",
        (
            "deal.open",
            "enter",
            "Open",
            "open_deal",
            "Open the deal under the cursor; in the history, what the step did.",
            1,
        ),
    )
    yield from commands(
        "Moving around",
        "agenda",
        (
            "agenda.everyone",
            "E",
            "Everybody's",
            "toggle_everyone",
            "Show everybody's follow-ups, or only mine again.",
            8,
        ),
    )
    yield from commands(
        "Moving around",
        everywhere,
        (
            "escape",
            "esc",
            "Back",
            "escape",
            "Clear the marks, then the filter, then the pane; elsewhere go back.",
            0,
        ),
    )
    yield from commands(
        "Moving deals",
        "board deal",
        (
            "deal.move_left",
            "H shift+left",
            "Move back",
            "move_deal(-1)",
            "Move the deal back a stage.",
            0,
        ),
        (
            "deal.move_right",
            "L shift+right",
            "Move on",
            "move_deal(1)",
            "Move the deal on to the next stage.",
            2,
        ),
        ("deal.move_to", "m", "Move to…", "move_deal_to", "Move the deal to a stage you pick.", 0),
    )
    yield from commands(
        "Moving deals",
        "board",
        ("deal.move_up", "K", "Rank up", "rank_deal(-1)", "Move the deal up in its stage.", 0),
        ("deal.move_down", "J", "Rank down", "rank_deal(1)", "Move the deal down in its stage.", 0),
    )
    yield from commands(
        "Moving deals",
        "board agenda",
        (
            "mark.toggle",
            "space",
            "Mark",
            "toggle_mark",
            "Mark the deal or follow-up, or unmark it; commands then act on all marked.",
            11,
        ),
    )
    yield from commands(
        "Deals",
        "board agenda",
        ("deal.new", "n", "New", "new_deal", "Add a deal in one line, with a preview.", 3),
    )
    yield from commands(
        "Deals",
        "board",
        ("deal.edit", "e", "Edit", "edit_deal", "Edit the deal in a form.", 10),
    )
    yield from commands(
        "Deals",
        "board deal",
        ("deal.won", "w", "Won", "win_deal", "Win the deal.", 8),
        ("deal.lost", "x", "Lost", "lose_deal", "Lose the deal, with a reason.", 9),
        ("deal.reopen", "o", "Reopen", "reopen_deal", "Open a won or lost deal again.", 0),
        (
            "deal.delete",
            "del",
            "Delete",
            "delete_deal",
            "Delete the deal and all that is on it.",
            0,
        ),
    )
    yield from commands(
        "Follow-ups and notes",
        "board deal agenda",
        ("followup.add", "f", "Follow-up", "add_follow_up", "Add a follow-up to the deal.", 4),
        (
            "followup.done",
            "d",
            "Done",
            "finish_follow_up",
            "Finish the next step with its outcome, and be asked for the following one.",
            6,
        ),
        (
            "followup.snooze",
            "s",
            "Snooze",
            "snooze_follow_up",
            "Put the next step off to another day.",
            0,
        ),
        ("call.log", "c", "Log a call", "log_call", "Log a call that was made.", 0),
        ("note.add", "N", "Note", "add_note", "Add a note to the deal.", 0),
    )
    yield from commands(
        "Other screens",
        everywhere,
        ("agenda", "a", "Agenda", "agenda", "See what is overdue, due today and coming.", 7),
        ("history", "y", "History", "history", "See who did what; any step can be reverted.", 0),
    )
    yield from commands(
        "Steps",
        "deal history",
        ("step.revert", "r", "Revert", "revert_step", "Take back the step under the cursor.", 2),
    )
    yield from commands(
        "At any time",
        GENERAL,
        ("undo", "u", "Undo", "undo", "Take back your last step.", 13),
        ("redo", "ctrl+r", "Redo", "redo", "Do again what you took back.", 0),
        ("help", "?", "Help", "help", "Show the keys that work here.", 3),
        ("palette", "ctrl+p", "Palette", "palette", "Find a command by its name.", 0),
        (
            "interrupt",
            "ctrl+c",
            "Leave an input",
            "interrupt",
            "Leave an input; elsewhere say how to quit.",
            0,
        ),
        ("suspend", "ctrl+z", "Suspend", "suspend", "Go back to the shell; fg returns.", 0),
        ("quit", "q", "Quit", "leave", "Quit; everything is saved already.", 15),
    )


COMMANDS: tuple[Command, ...] = tuple(_make())
