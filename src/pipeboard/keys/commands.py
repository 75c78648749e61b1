"""The table of commands, in the order in which the help and the README show them."""

from pipeboard.keys.command import GENERAL, PLACES, Command
from pipeboard.keys.groups import (
    deals,
    followups,
    forecast,
    general,
    insights,
    merging,
    modes,
    moving,
    people,
    screens,
    stages,
    steps,
    targets,
)

__all__ = ["COMMANDS", "GENERAL", "PLACES", "Command"]

COMMANDS: tuple[Command, ...] = (
    *moving.COMMANDS,
    *deals.COMMANDS,
    *followups.COMMANDS,
    *merging.COMMANDS,
    *screens.COMMANDS,
    *modes.COMMANDS,
    *insights.COMMANDS,
    *forecast.COMMANDS,
    *targets.COMMANDS,
    *people.COMMANDS,
    *stages.COMMANDS,
    *steps.COMMANDS,
    *general.COMMANDS,
)
