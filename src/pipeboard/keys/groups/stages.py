"""Changing the stages of a pipeline."""

from pipeboard.keys.command import Command, grouped

COMMANDS: tuple[Command, ...] = (
    *grouped(
        "Stages",
        "stages",
        (
            "stage.new",
            "n",
            "New",
            "new_stage",
            "Add a stage after the one under the cursor, in one line: Discovery 40% 14d.",
            2,
        ),
        (
            "criterion.add",
            "c",
            "Criterion",
            "add_criterion",
            "Add what must be true before a deal leaves: a field, an item, a follow-up done.",
            4,
        ),
        (
            "offer.add",
            "f",
            "Offer",
            "add_offer",
            "Add a follow-up that a post-sale stage offers when a deal is won.",
            4,
        ),
        ("stage.move_up", "K", "Move up", "reorder(-1)", "Move the stage or criterion up.", 0),
        ("stage.move_down", "J", "Move down", "reorder(1)", "Move the stage or criterion down.", 5),
        (
            "stage.remove",
            "del",
            "Remove",
            "remove",
            "Remove what is under the cursor; the deals of a stage go to one you pick.",
            6,
        ),
        (
            "stage.merge",
            "M",
            "Merge",
            "merge_stage",
            "Merge the stage into another, in which its deals go on.",
            7,
        ),
        (
            "stage.split",
            "X",
            "Split off",
            "split_stage",
            "Split off a new stage, with those of the deals that match a filter.",
            8,
        ),
        (
            "stage.templates",
            "t",
            "Templates",
            "templates",
            "Save the pipeline as a template, or make a new one from a template.",
            10,
        ),
    ),
)
