"""By which keys that is set which is not there, so that more can be told."""

from collections.abc import Mapping

from pipeboard.domain.lacks import LACKS, Lack
from pipeboard.keys import Keymap

_COMMANDS: Mapping[Lack, tuple[str, str]] = {
    Lack.TARGET: ("targets", "sets one"),
    Lack.QUALIFIED: ("stages", "marks one"),
    Lack.MARKETING: ("stages", "marks one"),
}


def ways(keymap: Keymap) -> dict[Lack, str]:
    """What to press for each: ``T sets one``; nothing for a command that has no key."""
    return {
        lack: f"{keys[0]} {does}"
        for lack, (name, does) in _COMMANDS.items()
        if (keys := keymap.named(name).keys)
    }


def with_way(why: str, known: Mapping[Lack, str]) -> str:
    """Why a figure is n/a, and what to press where that helps."""
    way = known.get(LACKS[why]) if why in LACKS else None
    return f"{why}; {way}" if way else why
