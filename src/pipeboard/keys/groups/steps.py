"""Taking back steps where they are shown."""

from pipeboard.keys.command import Command, grouped

COMMANDS: tuple[Command, ...] = (
    *grouped(
        "Steps",
        "deal history",
        ("step.revert", "r", "Revert", "revert_step", "Take back the step under the cursor.", 2),
    ),
)
