"""What is there twice, and contacts who leave."""

from pipeboard.keys.command import EVERYWHERE, Command, grouped

COMMANDS: tuple[Command, ...] = (
    *grouped(
        "Deals",
        "board",
        (
            "deal.merge",
            "M",
            "Merge",
            "merge_deals",
            "Merge the two marked deals, after a look at what is kept.",
            0,
        ),
    ),
    *grouped(
        "People and companies",
        EVERYWHERE,
        (
            "duplicates",
            "=",
            "Duplicates",
            "duplicates",
            "See what may be there twice, and merge it.",
            0,
        ),
    ),
    *grouped(
        "People and companies",
        "duplicates",
        (
            "duplicates.compare",
            "enter",
            "Compare",
            "compare",
            "See two side by side, and what is kept when they are merged.",
            1,
        ),
    ),
    *grouped(
        "People and companies",
        "deal agenda contacts contact company",
        (
            "contact.left",
            "b",
            "Has left",
            "contact_left",
            "Mark the contact as having left, on all their open deals, or take that back.",
            0,
        ),
    ),
)
