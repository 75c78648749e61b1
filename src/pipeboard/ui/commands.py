"""Gives the commands of `pipeboard.keys` to Textual, and says why a key does nothing."""

import unicodedata
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.binding import Binding, BindingsMap
from textual.keys import key_to_character
from textual.screen import Screen

from pipeboard.keys import GENERAL, Command, Keymap
from pipeboard.ui.host import host

if TYPE_CHECKING:
    from pipeboard.ui.widgets.status import BottomLine

_TO_TEXTUAL = {"esc": "escape", "del": "delete", "pgup": "pageup", "pgdn": "pagedown"}
_FROM_TEXTUAL = {name: key for key, name in _TO_TEXTUAL.items()}
_TEXTUAL_WORDS = {
    "solidus": "slash",
    "reverse_solidus": "backslash",
    "commercial_at": "at",
    "hyphen_minus": "minus",
    "plus_sign": "plus",
    "low_line": "underscore",
}
_TEXTUAL_CHARACTERS = {
    "slash": "/",
    "backslash": "\\",
    "at": "@",
    "minus": "-",
    "plus": "+",
    "underscore": "_",
}
_HELD = frozenset(("alt", "caps_lock", "control", "hyper", "meta", "num_lock", "shift", "super"))


def textual_key(key: str) -> str:
    """Return what Textual calls a key: ``?`` is ``question_mark``, ``ctrl+_`` ``ctrl+underscore``."""
    *held, last = key.split("+") if not key.endswith("+") else [*key[:-2].split("+"), "+"]
    last = _TO_TEXTUAL.get(last, last)
    if len(last) == 1 and not last.isalnum():
        name = unicodedata.name(last, last).lower().replace("-", "_").replace(" ", "_")
        last = _TEXTUAL_WORDS.get(name, name)
    return "+".join([*(part for part in held if part), last])


def readable_key(textual: str) -> str:
    """Return what people call a key that Textual reports; the inverse of `textual_key`."""
    *held, last = textual.split("+")
    last = _FROM_TEXTUAL.get(last, last)
    character = _TEXTUAL_CHARACTERS.get(last) or key_to_character(last)
    if character and character.isprintable() and character != " ":
        last = character
    return "+".join([*held, last])


def is_modifier(textual: str) -> bool:
    """Return whether the key is only held with others, such as shift; some terminals report it."""
    word = textual.rpartition("+")[2].removeprefix("left_").removeprefix("right_")
    return word in _HELD


def bindings(place: str, keymap: Keymap) -> list[Binding]:
    """Return Textual's bindings for the commands of a place, without the general ones.

    A binding's id is the name of its command. All have priority: Textual then does what one key
    asks for before it looks at the next, so that a prompt gets what was typed ahead for it. A
    widget that takes typed text on such a screen says so with `check_consume_key`.
    """
    return [
        Binding(
            key=textual_key(key),
            action=command.action.format(number=number),
            description=command.title,
            show=command.footer > 0,
            key_display=key,
            tooltip=command.help,
            id=command.name,
            priority=True,
        )
        for command in keymap.at(place)
        if place in command.where
        for number, key in enumerate(command.keys, 1)
    ]


class PlaceScreen(Screen[None], inherit_bindings=False):
    """A screen that is one of the places of the registry; its keys are those of the keymap."""

    PLACE: ClassVar[str] = GENERAL

    def __init__(self, keymap: Keymap, *, name: str | None = None, id: str | None = None) -> None:
        super().__init__(name=name, id=id)
        self.keymap = keymap
        for binding in bindings(self.PLACE, keymap):
            self._bindings.key_to_bindings.setdefault(binding.key, []).append(binding)

    def on_screen_suspend(self) -> None:
        """Offers no keys while a prompt or another screen takes them."""
        self._take_keys_off(True)

    def on_screen_resume(self) -> None:
        """Offers its keys again."""
        self._take_keys_off(False)

    def _take_keys_off(self, covered: bool) -> None:
        bottom: BottomLine | None = getattr(self, "bottom", None)
        if bottom is not None:
            bottom.cover(covered)

    def on_paste(self, event: events.Paste) -> None:
        """Says that a pasted text went nowhere."""
        event.stop()
        adds = self.keymap.named("deal.new")
        how = f"; {adds.keys[0]} adds a deal" if adds.keys and self.PLACE in adds.where else ""
        host(self).say(f"nothing is being typed here{how}", "warning")

    async def at_rest(self) -> None:
        """Waits until all that was begun here is shown."""

    async def undoes(self) -> int:
        """How many of this person's last steps undo takes back here: those that were one act."""
        return 1

    def why_nothing(self, key: str) -> str:
        """Return why a key (named as people do) does nothing here, in one line."""
        return self.keymap.why_nothing(key, self.PLACE)

    def why_not(self, command: Command) -> str:
        """Return why a command of this place, chosen by its name, does nothing now."""
        return f"{command.title} has nothing to do here"


def general_bindings(keymap: Keymap) -> BindingsMap:
    """Return the bindings that hold in every place, for the app."""
    return BindingsMap(bindings(GENERAL, keymap))


def palette(place: str, keymap: Keymap) -> list[Command]:
    """Return the commands to offer by name in a place: all but those that move the cursor."""
    return [
        command
        for command in keymap.at(place)
        if not command.name.startswith(("cursor.", "lane.jump", "palette", "interrupt"))
    ]
