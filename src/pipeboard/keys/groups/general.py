"""What holds everywhere."""

from pipeboard.keys.command import GENERAL, Command, grouped

COMMANDS: tuple[Command, ...] = (
    *grouped(
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
    ),
)
