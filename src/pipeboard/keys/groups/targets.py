"""Targets: how far they are reached, and setting them."""

from pipeboard.keys.command import EVERYWHERE, Command, grouped

COMMANDS: tuple[Command, ...] = (
    *grouped(
        "Other screens",
        EVERYWHERE,
        (
            "targets",
            "T",
            "Targets",
            "targets",
            "See how far the targets are reached and when they will be; set them.",
            0,
        ),
    ),
    *grouped(
        "Targets",
        "targets",
        (
            "target.new",
            "n",
            "New",
            "new_target",
            "Set a target in one line: Q4 600k owner:ann pipeline:renewals.",
            2,
        ),
        (
            "target.edit",
            "e",
            "Edit",
            "edit_target",
            "Change the target under the cursor; of a sum of parts, set one of its own.",
            3,
        ),
        ("target.remove", "del", "Remove", "remove_target", "Remove the target.", 4),
    ),
)
