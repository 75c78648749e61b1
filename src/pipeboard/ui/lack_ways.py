"""By which keys that is set which is not there, so that more can be told."""

from collections.abc import Mapping

from pipeboard.domain.lacks import LACKS, Lack
from pipeboard.keys import Keymap

_COMMANDS: Mapping[Lack, str] = {
    Lack.TARGET: "targets",
    Lack.QUALIFIED: "stages",
    Lack.MARKETING: "stages",
}


def ways(keymap: Keymap) -> dict[Lack, str]:
    """What to press for each: ``T sets one``; nothing for a command that has no key."""
    return {
        lack: f"{keys[0]} sets one"
        for lack, name in _COMMANDS.items()
        if (keys := keymap.named(name).keys)
    }


def with_way(said: str, known: Mapping[Lack, str]) -> str:
    """What is said of a figure, and what to press where that helps: ``no stage …; S sets one``."""
    for why, lack in LACKS.items():
        if why in said and lack in known:
            return said.replace(why, f"{why}; {known[lack]}", 1)
    return said
