"""Follow-ups, calls and notes."""

from pipeboard.keys.command import PARTIES, PARTY_PAGES, Command, grouped

COMMANDS: tuple[Command, ...] = (
    *grouped(
        "Follow-ups and notes",
        f"board deal agenda nurture dial review forecast {PARTIES}",
        ("followup.add", "f", "Follow-up", "add_follow_up", "Add a follow-up.", 4),
    ),
    *grouped(
        "Follow-ups and notes",
        f"board deal agenda nurture review forecast {PARTY_PAGES}",
        (
            "followup.done",
            "d",
            "Done",
            "finish_follow_up",
            "Finish the next step with its outcome, and be asked for the following one.",
            6,
        ),
    ),
    *grouped(
        "Follow-ups and notes",
        f"board deal agenda nurture dial review forecast {PARTY_PAGES}",
        (
            "followup.snooze",
            "s",
            "Snooze",
            "snooze_follow_up",
            "Put the next step off to another day, or bring it forward.",
            0,
        ),
    ),
    *grouped(
        "Follow-ups and notes",
        "board deal agenda nurture",
        (
            "followup.reassign",
            "A",
            "Give to somebody",
            "reassign_follow_up",
            "Give the next step to somebody else.",
            0,
        ),
    ),
    *grouped(
        "Follow-ups and notes",
        "board deal agenda nurture forecast",
        ("call.log", "c", "Log a call", "log_call", "Log a call that was made.", 0),
    ),
    *grouped(
        "Follow-ups and notes",
        "board deal agenda",
        (
            "cadences",
            "C",
            "Cadences",
            "cadences",
            "Start a cadence, a series of follow-ups; pause, resume or stop it; edit the list.",
            0,
        ),
    ),
    *grouped(
        "Follow-ups and notes",
        f"board deal agenda nurture dial review forecast {PARTIES}",
        ("note.add", "N", "Note", "add_note", "Add a note.", 0),
    ),
)
