"""Follow-ups, calls and notes."""

from pipeboard.keys.command import Command, grouped

COMMANDS: tuple[Command, ...] = (
    *grouped(
        "Follow-ups and notes",
        "board deal agenda nurture",
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
    ),
)
