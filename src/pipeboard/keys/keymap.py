"""The commands with the keys of one person's config, and what a key means in a place."""

import difflib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cached_property

from pipeboard.errors import ConfigError
from pipeboard.keys.commands import COMMANDS, GENERAL, PLACES, Command
from pipeboard.keys.names import key_name


class Keymap:
    """The commands with the keys that are in use, in the order of COMMANDS."""

    def __init__(self, commands: Sequence[Command] = COMMANDS) -> None:
        self.commands = tuple(commands)

    @cached_property
    def _by_place(self) -> dict[str, dict[str, Command]]:
        return {
            place: {key: command for command in self.at(place) for key in command.keys}
            for place in PLACES
        }

    def named(self, name: str) -> Command:
        """Return the command of that name; KeyError if there is none."""
        for command in self.commands:
            if command.name == name:
                return command
        raise KeyError(name)

    def at(self, place: str) -> tuple[Command, ...]:
        """Return the commands that hold in a place, general ones last."""
        own = [command for command in self.commands if place in command.where]
        if place == GENERAL:
            return tuple(own)
        return (*own, *(command for command in self.commands if GENERAL in command.where))

    def command(self, key: str, place: str) -> Command | None:
        """Return what a key asks for in a place."""
        return self._by_place[place].get(key)

    def why_nothing(self, key: str, place: str) -> str:
        """Return why a key does nothing in a place, in one line for the person who pressed it."""
        here = self.command(key, place)
        if here is not None:
            return f"{key} ({here.title}) has nothing to do here"
        elsewhere = [command for command in self.commands if key in command.keys]
        if elsewhere:
            return f"{key} {_works(elsewhere)}, not {PLACES[place]}"
        keys = self.named("help").keys
        return f"{key} does nothing" + (
            f"; {keys[0]} shows the keys that work here" if keys else ""
        )


_MOST_PLACES = 3
"""Places that are told one by one."""


def _works(commands: Sequence[Command]) -> str:
    """What a key does and where: ``(Edit) works on the board and on an open deal``."""
    where: dict[str, set[str]] = {}
    for command in commands:
        where.setdefault(command.title, set()).update(command.where)
    told = []
    for title, held in where.items():
        *others, last = (said for place, said in PLACES.items() if place in held)
        if len(others) >= _MOST_PLACES:
            others, last = others[: _MOST_PLACES - 1], "elsewhere"
        told.append(f"({title}) works {', '.join(others) + ' and ' if others else ''}{last}")
    return ", ".join(told)


def resolve(remapped: Mapping[str, Sequence[str]], source: str = "the config file") -> Keymap:
    """Return the keymap in which the named commands have other keys than their own.

    An empty sequence leaves a command without a key. Raises ConfigError, which starts with
    ``source``, for a name that no command has, for a key that no keyboard has, and where two
    commands that hold in the same place would share a key.
    """
    known = {command.name: command for command in COMMANDS}
    changed: dict[str, Command] = {}
    for name, keys in remapped.items():
        if name not in known:
            near = difflib.get_close_matches(name, known, n=1, cutoff=0.4)
            hint = f"did you mean {near[0]}?" if near else "pipeboard keys lists them"
            raise ConfigError(f"{source}: keys: there is no command '{name}'; {hint}")
        try:
            named = tuple(dict.fromkeys(key_name(key) for key in keys))
        except ValueError as error:
            raise ConfigError(f"{source}: keys: {name}: {error}") from None
        if not named and name == "quit":
            raise ConfigError(f"{source}: keys: quit needs a key")
        changed[name] = replace(known[name], keys=named)
    keymap = Keymap([changed.get(command.name, command) for command in COMMANDS])
    for place in PLACES:
        taken: dict[str, Command] = {}
        for command in keymap.at(place):
            for key in command.keys:
                other = taken.setdefault(key, command)
                if other is not command:
                    raise ConfigError(
                        f"{source}: keys: {key} is given to both {other.name} ({other.title}) and"
                        f" {command.name} ({command.title}) {PLACES[place]};"
                        " give one of them another key"
                    )
    return keymap
