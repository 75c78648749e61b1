"""The ways to other screens."""

from pipeboard.keys.command import EVERYWHERE, Command, grouped

COMMANDS: tuple[Command, ...] = (
    *grouped(
        "Other screens",
        EVERYWHERE,
        ("agenda", "a", "Agenda", "agenda", "See what is overdue, due today and coming.", 7),
        (
            "nurture",
            "Z",
            "Nurture list",
            "nurture_list",
            "Look through the deals that are put off until a day.",
            0,
        ),
        (
            "off_board",
            "V",
            "Deals off the board",
            "off_board_list",
            "Look through the deals that are lost or put off, or match the filter of the board.",
            0,
        ),
        ("rates", "", "Exchange rates", "rates", "Change the exchange rates.", 0),
        ("history", "y", "History", "history", "See who did what; any step can be reverted.", 0),
        (
            "stages",
            "S",
            "Stages",
            "stages",
            "See and change the stages of the pipeline: what they mean, and what a deal needs there.",
            0,
        ),
    ),
)
