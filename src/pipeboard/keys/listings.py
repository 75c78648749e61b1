"""What is shown of the commands: the help, the footer and the tables of keys."""

from collections.abc import Mapping, Sequence

from pipeboard.keys.commands import Command
from pipeboard.keys.keymap import Keymap

_GAP = "  "


def key_label(keys: Sequence[str]) -> str:
    """Return keys as they are shown: runs of digits are drawn together."""
    digits = [key for key in keys if len(key) == 1 and key.isdigit()]
    if len(digits) < 3:
        return " ".join(keys)
    return " ".join([f"{digits[0]}-{digits[-1]}", *(key for key in keys if key not in digits)])


def help_groups(place: str, keymap: Keymap) -> dict[str, list[Command]]:
    """Return heading -> the commands under it that hold in a place and have a key."""
    groups: dict[str, list[Command]] = {}
    for command in keymap.at(place):
        if command.keys:
            groups.setdefault(command.group, []).append(command)
    return groups


def footer(
    place: str, cells: int, keymap: Keymap, now: Mapping[str, str] | None = None
) -> list[tuple[str, str]]:
    """Return the hints (key, title) for a line of that many cells: those that matter most.

    Each takes its key, a space and its title; two spaces stand between them. ``now`` has the titles
    of commands, by their names, that do something else at this moment, "" for one that does nothing.
    """
    titles = {command.name: command.title for command in keymap.at(place)} | dict(now or {})
    hinted = [command for command in keymap.at(place) if command.footer and command.keys]
    hinted = [command for command in hinted if titles[command.name]]
    left = cells + len(_GAP)
    shown: set[str] = set()
    for command in sorted(hinted, key=lambda command: command.footer):
        left -= len(_GAP) + len(command.keys[0]) + 1 + len(titles[command.name])
        if left < 0:
            break
        shown.add(command.name)
    return [(command.keys[0], titles[command.name]) for command in hinted if command.name in shown]


def key_table(keymap: Keymap | None = None) -> str:
    """Return the table of keys for the README, in Markdown; what has none is in the palette."""
    rows = [
        (
            " ".join(f"`{key}`" for key in key_label(command.keys).split(" "))
            if command.keys
            else "palette",
            command.help,
            f"`{command.name}`",
        )
        for command in (keymap or Keymap()).commands
    ]
    head = ("Keys", "What they do", "Name in the config file")
    lines = [head, ("---", "---", "---"), *rows]
    bar = r"\|"
    return "\n".join(f"| {' | '.join(cell.replace('|', bar) for cell in row)} |" for row in lines)


def key_data(keymap: Keymap) -> list[dict[str, object]]:
    """Return every command as plain data, for `pipeboard keys --json`."""
    return [
        {
            "command": command.name,
            "keys": list(command.keys),
            "title": command.title,
            "help": command.help,
            "where": list(command.where),
        }
        for command in keymap.commands
    ]
