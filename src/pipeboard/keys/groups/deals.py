"""Moving, changing and closing deals."""

from pipeboard.keys.command import Command, grouped

COMMANDS: tuple[Command, ...] = (
    *grouped(
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
    ),
    *grouped(
        "Moving deals",
        "board",
        ("deal.move_up", "K", "Rank up", "rank_deal(-1)", "Move the deal up in its stage.", 0),
        ("deal.move_down", "J", "Rank down", "rank_deal(1)", "Move the deal down in its stage.", 0),
    ),
    *grouped(
        "Moving deals",
        "board agenda nurture",
        (
            "mark.toggle",
            "space",
            "Mark",
            "toggle_mark",
            "Mark the deal or follow-up, or unmark it; commands then act on all marked.",
            11,
        ),
    ),
    *grouped(
        "Deals",
        "board agenda",
        ("deal.new", "n", "New", "new_deal", "Add a deal in one line, with a preview.", 3),
    ),
    *grouped(
        "Deals",
        "board nurture",
        ("deal.edit", "e", "Edit", "edit_deal", "Edit the deal in a form.", 10),
    ),
    *grouped(
        "Deals",
        "board deal nurture",
        ("deal.won", "w", "Won", "win_deal", "Win the deal.", 8),
        ("deal.lost", "x", "Lost", "lose_deal", "Lose the deal, with a reason.", 9),
        (
            "deal.nurture",
            "z",
            "Put off",
            "put_off_deal",
            "Put the deal off until a day, on which it is back by itself; or to another day.",
            12,
        ),
        (
            "deal.reopen",
            "o",
            "Reopen",
            "reopen_deal",
            "Open a deal again that is won, lost or put off.",
            0,
        ),
        (
            "deal.delete",
            "del",
            "Delete",
            "delete_deal",
            "Delete the deal and all that is on it.",
            0,
        ),
    ),
)
