"""Dial and review: deals and calls gone through one by one."""

from pipeboard.keys.command import Command, grouped

COMMANDS: tuple[Command, ...] = (
    *grouped(
        "Other screens",
        "board agenda dial review",
        ("dial", "D", "Dial", "dial", "Work through your calls that are due, one by one.", 0),
        (
            "review",
            "R",
            "Review",
            "review",
            "Go through the deals that need care, one by one.",
            0,
        ),
    ),
    *grouped(
        "Dialing",
        "dial",
        (
            "dial.outcome",
            "1 2 3 4 5 6 7 8 9",
            "Outcome",
            "take_outcome({number})",
            "Finish the call with that outcome, and be asked for what follows.",
            1,
        ),
        (
            "dial.own_outcome",
            "o",
            "Other outcome",
            "own_outcome",
            "Finish the call with an outcome in your own words.",
            2,
        ),
        ("dial.number", "tab", "Next number", "next_number", "Show the next number to try.", 6),
    ),
    *grouped(
        "Reviewing",
        "review",
        (
            "review.keep",
            "space",
            "Keep",
            "keep_deal",
            "Leave the deal as it is: you looked at it, so it is not stale for the days of its stage.",
            1,
        ),
        (
            "review.close_date",
            "c",
            "Close date",
            "change_close",
            "Change the day on which the deal is expected to close.",
            5,
        ),
        ("review.value", "v", "Value", "set_value", "Set the value of the deal.", 6),
        (
            "review.decider",
            "b",
            "Decision-maker",
            "name_decider",
            "Say who decides: one of the deal's contacts, or somebody new.",
            7,
        ),
    ),
    *grouped(
        "Going through",
        "dial review",
        (
            "walk.next",
            "n right",
            "Skip",
            "walk(1)",
            "Go on to the next one; this one is left as it is.",
            3,
        ),
        ("walk.back", "p left", "Back", "walk(-1)", "Go back to one that was skipped.", 0),
    ),
)
