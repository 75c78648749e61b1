"""The table of commands, in the order in which the help and the README show them."""

from pipeboard.keys.command import GENERAL, PLACES, Command
from pipeboard.keys.groups import (
    deals,
    followups,
    general,
    merging,
    modes,
    moving,
    people,
    screens,
    stages,
    steps,
)

__all__ = ["COMMANDS", "GENERAL", "PLACES", "Command"]

COMMANDS: tuple[Command, ...] = (
    *moving.COMMANDS,
    *deals.COMMANDS,
    *followups.COMMANDS,
    *merging.COMMANDS,
    *screens.COMMANDS,
    *modes.COMMANDS,
    *people.COMMANDS,
    *stages.COMMANDS,
    *steps.COMMANDS,
    *general.COMMANDS,
)
